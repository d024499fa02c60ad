"""From a cue to its frame: which complement follows it, where what is said begins, and which phrase between them speaks.

A cue word alone is never speech: بين is *between* as well as *made clear*, ذكر is *male*, نقل is mostly *carried*. What decides is the form of
what follows, named in the lexicon's `complement` column and looked for here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from riwaya.annotate.speech_speaker import Speaker, before, heads_object, is_masdar, main_subject, phrase, unknown_name
from riwaya.annotate.speech_view import COMMAS, STOPS, Cue, View
from riwaya.model import Span

_THAT_KINDS = frozenset({"anna", "inna", "an", "bi-anna", "ila-anna", "ala-anna", "an-anna", "min-an", "bi-an"})
_PREPOSITIONS = {"ila": "الي", "ala": "علي", "an-noun": "عن", "min": "من", "fi": "في", "hawla": "حول"}
_NEAR, _FAR = 16, 45
_SUFFIXED = re.compile(r"...(?:ه|ها|هم|هما)\Z")
_ANSWERED = {"ب": ("بها", "به", "بهم"), "ا": ("اليه", "اليها"), "ع": ("عليه", "عليها", "عنه", "عنها"), "م": ("منه", "منها")}
# these take their object at once and whole: what follows the subject is what they affirm, deny or condemn
_STRONG_OBJECT = frozenset({"deny", "condemn", "praise", "doubt"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue with its complement. `start`: token where what is said begins (`offset` code points into it); `kind`: the complement's form."""

    cue: Cue
    kind: str
    start: int
    offset: int = 0
    subject: Speaker | None = None
    left: Speaker | None = None
    clause: int = 0
    zone: int = 0

    @property
    def speaker(self) -> Speaker | None:
        return self.subject or self.left


def _negated(view: View, cue: Cue) -> bool:
    at = cue.first
    return any(view.closes(at - back, "negation") for back in (1,)) and cue.sort in ("finite",) or cue.hit.prefix in ("لا",)


def _statement_author(view: View, index: int, first: int) -> Speaker | None:
    """Who issued the statement that speaks in its own clause: أصدرت الوزارة بيانا أدانت فيه …."""
    if not any(other.kind == "document" and other.sort == "noun" for other in view.cue_at.get(index - 1, ())):
        return None
    return main_subject(view, index - 1)


def _words_before(view: View, index: int, least: int) -> Speaker | None:
    """At most three bare words between the head of the clause and the verb that no list knows: a person's name (سلطان يوضح أن)."""
    if not 1 <= index - least <= 3 or not all(view.tokens[k].kind == "word" and view.tokens[k].tag in ("noun", "name") for k in range(least, index)):
        return None
    if any(view.tokens[k].clitics not in ("", "ال") or view.opens(k, "no-speaker") or view.opens(k, "light") or is_masdar(view.norm(k)) for k in range(least, index)):
        return None
    span = Span(view.tokens[least].start, view.tokens[index - 1].end)
    return Speaker(least, index, span, "person", "words at the head of the clause")


def _report_before(view: View, index: int, least: int) -> Speaker | None:
    """The reports that speak by a verb further on: راجت أخبار قبل أيام تفيد بأن …."""
    for at in range(index - 1, max(least, index - 14) - 1, -1):
        if view.norm(at) in STOPS or view.is_that(at) or view.norm(at) in COMMAS or view.norm(at).startswith("فان"):
            return None
        found = phrase(view, at, index)
        if found is not None and view.opens(at, "report-noun") and view.tokens[at - 1].tag != "prep":
            return found
    return None


def _named_later(view: View, subject: Speaker, stop: int) -> Speaker | None:
    """The person named at the end of a long title: كبير المفاوضين في الملف النووي عباس عراقجي."""
    for index in range(subject.last, min(stop, subject.last + 14)):
        mention = view.mention_at.get(index)
        token = view.tokens[index]
        if view.is_that(index) or view.tokens[index].tag == "verb":
            return None
        if mention is None or mention.kind != "person" or mention.span.start != token.start:
            continue
        before_it = view.tokens[index - 1]
        if before_it.tag == "prep" or view.closes(index - 1, "relative") or token.clitics:
            return None
        return Speaker(subject.first, view.mention_end[index], mention.span, "person", "name at the end of the title", mention.entity)
    return None


def frame(view: View, cue: Cue) -> Frame | None:
    """The frame of a verbal cue; None where nothing follows that could be said."""
    if cue.hit.suffix and "near" in cue.needs and cue.sort == "finite":
        return None
    if _negated(view, cue) or "never" in cue.needs or ("finite" in cue.needs and cue.sort != "finite") or (cue.hit.suffix and cue.sort == "finite" and not _addressed(cue)):
        return None
    first, limit = view.sentence_bounds(cue.first)
    at = cue.last + 1
    # تابع قائلاً: two words, one cue
    while at < limit and view.norm(at) in ("قايلا", "قايله", "قايلين", "بالقول", "القول") and cue.entry_lemma != "قال":
        at += 1
    subject = None
    first_person = cue.sort == "finite" and ".3" not in cue.hit.form
    if cue.sort == "finite" and not first_person:
        step = at
        while step < limit and view.opens(step, "light") and step not in view.mention_at:
            step = max(view.after(step, "light"), step + 1)
        if step < limit and view.norm(step) in ("كل",) and view.norm(step + 1) == "من":
            step += 2
        subject = phrase(view, step, limit)
        if subject is not None and _is_object_here(view, cue, subject):
            subject = None
        if subject is not None:
            at = max(at, subject.last)
    found = _complement(view, cue, at, limit, subject)
    if found is None:
        return None
    kind, start, offset = found
    if subject is None and cue.sort == "finite" and not first_person and kind in _THAT_KINDS and start - 1 > at and view.norm(at) not in COMMAS and cue.act not in ("demand", "accuse", "warn") and not (view.norm(start - 1).startswith("ب") and cue.entry_lemma in ("وصف", "رأى", "اعتبر")):
        subject = unknown_name(view, at, start - 1)
    if subject is not None and subject.kind in ("role", "anonymous") and kind != "object" and cue.act not in ("demand", "accuse", "warn"):
        subject = _named_later(view, subject, start) or subject
    if subject is None and cue.entry_lemma in ("أفاد", "أشار", "تحدث") and not cue.past:
        subject = _report_before(view, cue.first, first)
    left = None
    if cue.sort == "finite" and not first_person and not cue.hit.prefix and (subject is None or kind == "object") and not (cue.hit.suffix and not _addressed(cue)):
        bound = max(first, _clause_start(view, cue.first, first))
        left = before(view, cue.first, bound) if subject is None else None
        if left is None and view.closes(cue.first - 1, "relative"):
            left = before(view, cue.first - 1, bound)
            if left is not None and (left.how == "definite noun" or left.kind == "person"):
                left = None
        if left is None and subject is None:
            left = _statement_author(view, cue.first, first) or (_words_before(view, cue.first, bound) if kind in ("anna", "quote", "colon") else None)
    result = Frame(cue, kind, start, offset, subject, left, left.first if left is not None and subject is None else cue.first, at)
    return result if _allowed(view, result) else None


def _is_object_here(view: View, cue: Cue, subject: Speaker) -> bool:
    """Whether the phrase after the verb is its object because its subject stands before it: إيران تتهم إسرائيل بـ…, or gender forbids it."""
    if cue.hit.suffix:
        return False
    first, _ = view.sentence_bounds(cue.first)
    feminine = cue.feminine
    head = view.tokens[subject.first].norm
    if subject.how == "definite noun" and not ("object" in cue.complements or cue.act in ("demand", "accuse", "warn")):
        return False
    if subject.how == "definite noun" and feminine is False and head.endswith("ه"):
        return True
    if head.endswith("ين") and subject.how in ("class word", "definite noun") and cue.act in ("demand", "accuse", "warn", "praise", "condemn", "promise"):
        return True  # the oblique plural is no subject: تدعو الصحفيين إلى
    if subject.how == "class word" and feminine is False and cue.past and head.endswith(("ه", "ات")) and subject.kind in ("institution", "media", "group"):
        return True
    if subject.how == "definite noun" and feminine is True and not head.endswith(("ه", "ات", "ون", "ين", "ي", "ا")):
        return True
    if "object" in cue.complements or cue.act in ("demand", "accuse", "warn"):
        left = before(view, cue.first, max(first, _clause_start(view, cue.first, first)))
        return left is not None and left.how != "definite noun" and not cue.past
    return False


def _addressed(cue: Cue) -> bool:
    """Whether a suffixed pronoun on the cue is the person spoken to (اتهموها، أبلغه) and not what was said (أعلنها، تنفيه)."""
    return cue.act in ("accuse", "demand", "warn") or cue.hit.entry.lemma in ("وصف", "أخبر", "أبلغ", "أجاب", "سأل")


def _clause_start(view: View, index: int, least: int) -> int:
    """Where the clause of the token begins: after the last stop, break word or reporting أنّ before it."""
    for at in range(index - 1, least - 1, -1):
        if view.norm(at) in STOPS or view.norm(at) == ":" or view.is_that(at):
            return at + 1
        if view.is_mark(at) and at in view.quote_at and view.quotes[view.quote_at[at]][1] >= index:
            return at + 1
        if view.opens(at, "break") or view.opens(at, "contrast"):
            return max(view.after(at, "break"), view.after(at, "contrast"), at + 1)
    return least


def _complement(view: View, cue: Cue, at: int, limit: int, subject: Speaker | None) -> tuple[str, int, int] | None:
    """(form of the complement, token where it begins, code points into that token)."""
    takes = cue.complements
    that = bool(_THAT_KINDS & set(takes))
    only_prepositional_that = that and not {"anna", "inna", "an"} & set(takes)
    near = "near" in cue.needs
    reach = _FAR if not near else _FAR - 15 if subject is not None else _NEAR
    index = at
    verbs = 0
    commas = 0
    blame = "blame" in takes
    related = False
    while index < limit and index - at <= reach:
        token = view.tokens[index]
        norm = token.norm
        if index in view.brackets and view.brackets[index] < limit:
            if cue.entry_lemma == "قال" and view.norm(index - 1) in ("تعالي", "سبحانه", "وسلم") and view.words_in(index, view.brackets[index]) >= 3:
                return "quote", index, 0  # a verse, a saying of the Prophet
            index = view.brackets[index] + 1
            continue
        if index in view.quote_at and view.is_mark(index):
            opened, closed, quote = view.quotes[view.quote_at[index]]
            if that and view.is_that(index + 1):
                return "anna", index, 0
            if _is_quotation(view, cue, at, index, opened, closed, limit, verbs):
                return "quote", index, 0
            if "ila" in takes and cue.act == "demand" and index - at <= 4 and any(view.norm(inner) == "الي" for inner in range(opened + 1, min(closed, limit))):
                return "quote", index, 0
            if "object" in takes and index == at and not view.is_that(min(closed + 1, limit - 1)) and subject is not None:
                return "object", index, 0
            index = min(closed, limit) + 1 if quote.closed else index + 1
            continue
        if near and index - at > 2 and token.tag == "prep" and not that:
            return None
        if norm == ":" and not (view.tokens[index - 1].kind == "number" and index + 1 < limit and view.tokens[index + 1].kind == "number"):
            following = index + 1
            if index - at > 30 or view.norm(index - 1) in ("مثل", "وهي", "وهم", "التالي", "التاليه", "الاتي", "الاتيه", "منها", "بينها"):
                return None
            if following < limit and view.is_that(following) and that:
                return "anna", following + 1, 0
            if following < limit and view.is_mark(following) and view.is_that(following + 1):
                return "anna", following, 0
            return ("colon", following, 0) if "colon" in takes and following < limit and not near or near and index - at <= 10 and following < limit and "colon" in takes else None
        if that and view.is_that(index):
            prepositional = norm.startswith("ب") or view.norm(index - 1) in ("الي", "علي", "عن", "من", "ب")
            if not only_prepositional_that or prepositional:
                return "anna", index + 1, 0
        elif "wh" in takes and view.opens(index, "question") and index - at <= 6:
            return "wh", index, 0
        elif "in" in takes and norm in ("ان", "اذا") and index == at:
            return "wh", index, 0
        if blame and view.opens(index, "responsibility"):
            return "blame", at, 0
        if (view.breaks(index) and index > at) or norm in STOPS:
            break
        if index == at and norm in _ANSWERED.get(norm[0], ()) and view.closes(cue.first - 1, "relative"):
            return None  # التي ينادي بها: the relative's own pronoun is the complement
        stop = _other_report(view, cue, index, at)
        if stop:
            return None
        if norm in COMMAS:
            commas += 1
        found = _prepositional(view, cue, index, at, limit)
        if found is not None:
            return found
        related = related or view.opens(index, "relative") or norm in ("والذي", "والتي")
        if "object" in takes and not related and _object(view, cue, index, at, verbs, commas, subject):
            return "object", index, 0
        if cue.entry_lemma == "نقل" and any(other.sort == "masdar" and other.entry_lemma == "قال" for other in view.cue_at.get(index, ())):
            return None
        if token.tag == "verb" and not view.closes(index - 1, "relative"):
            if any(hit.suffix for name in ("cues", "verbs") for hit in view.hits.at(index, name)):
                index += 1
                continue  # تصريح نشرته الوكالة: a relative clause without its pronoun
            verbs += 1
            if near and not view.opens(index, "light"):
                return None
        index += 1
    if "clause" in takes and subject is not None and subject.kind in ("person", "role", "anonymous", "institution", "media"):
        return _bare_clause(view, subject.last, limit)
    return None


def _bare_clause(view: View, at: int, limit: int) -> tuple[str, int, int] | None:
    """«وقال الناطق فلان، تلقت الغرفة بلاغا …»: what is said follows a comma, without أنّ and without marks."""
    for index in range(at, min(limit, at + 14)):
        if view.tokens[index].tag == "verb":
            return None
        if view.norm(index) in COMMAS and index + 4 < limit:
            following = view.tokens[index + 1]
            if following.tag == "verb" and not following.clitics or following.norm in ("هذا", "هذه", "لقد", "هناك", "نحن"):
                return "clause", index + 1, 0
    return None


def _is_quotation(view: View, cue: Cue, at: int, index: int, opened: int, closed: int, limit: int, verbs: int) -> bool:
    """Whether the quotation that opens here is what the cue reports, and no name or scare quote."""
    if not ({"colon", "anna", "inna", "quote", "clause"} & set(cue.complements)) or verbs or index - at > (3 if "near" in cue.needs and cue.entry_lemma != "أضاف" else 18):
        return False
    if view.norm(index - 1) == "و":
        return False
    words = view.words_in(opened + 1, min(closed, len(view.tokens)))
    if opened + 1 in view.mention_at and view.mention_end[opened + 1] >= closed:
        return False
    after = closed + 1
    if after < limit and view.is_that(after):
        return False
    if words < 4 and any(view.is_that(later) for later in range(after, min(limit, after + 25))):
        return False
    return words >= 4 or (words >= 2 and (after >= limit or view.norm(after) in COMMAS | STOPS))


def _other_report(view: View, cue: Cue, index: int, at: int) -> bool:
    """Whether another report begins at `index`, so that what follows is not this cue's."""
    if index == at and cue.sort == "finite" and view.tokens[index].norm.startswith("قايل"):
        return False
    participle = view.participle_cue(index)
    if participle is not None and index > at and (view.norm(index - 1) in COMMAS or view.is_mark(index - 1) and participle.act in ("state", "confirm")):
        return True
    other = view.finite_cue(index)
    if other is not None and participle is not None and (".3md" in other.hit.form or ".3d" in other.hit.form):
        return False  # طالبا, demanding
    if other is None or other.hit.suffix or view.closes(index - 1, "relative") or view.tokens[index].tag != "verb":
        return False
    return not set(other.needs.split("|")) & {"near", "document", "speaker", "passive"} and index > at


def _prepositional(view: View, cue: Cue, index: int, at: int, limit: int) -> tuple[str, int, int] | None:
    takes = cue.complements
    token = view.tokens[index]
    norm = token.norm
    if "near" in cue.needs and (index - at > 4 or index > at and not _adverbial(view, at)):
        return None
    if cue.entry_lemma == "نسب" and norm.startswith("ل") and token.clitics.startswith("ل") | (index in view.mention_at) and index - at <= 3:
        return "li", index, 1
    if cue.entry_lemma == "نسب" and norm.startswith("الي") and len(norm) > 3 and index - at <= 1:
        return "ila", index, 0
    for kind, word in _PREPOSITIONS.items():
        if kind in takes and norm == word and index + 1 < limit and not view.is_that(index + 1):
            if kind in ("ala", "fi", "min") and cue.complements[0] in _THAT_KINDS and any(view.norm(back) in COMMAS for back in range(at, index - 1)):
                return None
            if kind == "min" and view.norm(index + 1) in ("اجل", "قبل", "خلال", "بين", "دون", "جهه", "جانب", "حيث", "ناحيه"):
                return None
            if kind == "ila" and cue.act == "demand" and view.mention_at.get(index + 1) is not None and view.mention_at[index + 1].kind == "place":
                if any(view.norm(later) == "الي" for later in range(index + 2, min(limit, index + 16))):
                    return None  # مبعوث الأمم المتحدة إلى اليمن، إلى زيارة …
            if view.norm(index + 1) in ("ذلك", "هذا", "ذلك", "نفسه", "نفسها", "هامش") and kind in ("an-noun", "ala", "bi", "ila"):
                return None
            if kind == "min" and view.norm(index - 1) in ("كل", "كلا", "بكل"):
                return None
            if kind == "an-noun" and cue.act in ("reveal", "state", "question", "confirm") and index - at > 14:
                return None
            if _prefers_that(view, cue, index, limit, kind):
                return None
            if index in view.mention_over or view.opens(index + 1, "locative") and kind in ("fi", "min"):
                return None
            return kind, index + 1, 0
    if "ila" in takes and norm.startswith("لل") and cue.hit.entry.lemma in ("دعا",) and index - at <= 3:
        return "li", index, 1
    if "li" in takes and token.kind == "word" and (norm.startswith("لل") or (norm.startswith("ل") and token.clitics.startswith("ل"))) and index - at <= 2 and not any(view.norm(later) == "الي" for later in range(index, min(limit, index + 14))):
        return "li", index, 1
    if "bi" in takes and view.has_bi(index) and not view.is_that(index):
        if _prefers_that(view, cue, index, limit, "bi"):
            return None
        return "bi", index, 1
    if "bi" in takes and norm == "ب" and index + 1 < limit:
        return "bi", index + 1, 0
    return None


def _adverbial(view: View, index: int) -> bool:
    """Whether what follows the verb is an aside (اليوم، في بيان، أيضا), so that its preposition may still come."""
    return view.opens(index, "no-speaker") or view.opens(index, "light") or view.tokens[index].kind == "punct" or view.tokens[index].tag == "prep"


def _prefers_that(view: View, cue: Cue, index: int, limit: int, kind: str) -> bool:
    """Whether the prepositional phrase is an aside (أكد على هامش اللقاء أن) and أنّ with the real complement follows it closely."""
    takes = cue.complements
    rank = {one: number for number, one in enumerate(takes)}
    preferred = min((rank[one] for one in takes if one in _THAT_KINDS), default=None)
    if preferred is None or preferred > rank.get(kind, 99):
        return False
    for at in range(index + 1, min(limit, index + 12)):
        if view.norm(at) in STOPS or view.opens(at, "break"):
            return False
        if view.is_that(at):
            return not view.opens(at - 1, "head") and not heads_object(view, index + 1)
    return False


def _object(view: View, cue: Cue, index: int, at: int, verbs: int, commas: int, subject: Speaker | None) -> bool:
    if verbs:
        return False
    needs = cue.needs
    if "feeling" in needs:
        return view.opens(index, "feeling") and index - at <= 8
    if "responsibility" in needs:
        return index == at and view.opens(index, "responsibility")
    token = view.tokens[index]
    if token.kind not in ("word", "number"):
        return False
    previous = view.tokens[index - 1]
    if previous.tag == "prep" and not re.match(r"(?:ف[يى]ه|عن|من|ب)(?:ا|ه|ها)?\Z", previous.norm) or previous.norm in ("في", "من", "عن") or view.closes(index - 1, "before-that"):
        return False
    index_is_first = index == at or all(view.opens(k, "light") or view.opens(k, "no-speaker") for k in range(at, index))
    if view.opens(index, "light") and not heads_object(view, index):
        return False
    at = index if index_is_first else at
    if cue.act == "accuse":
        return index == at and token.tag in ("noun", "name") and any(view.has_bi(later) for later in range(index + 1, min(index + 12, len(view.tokens))))
    if view.is_that(index + 1):
        return False  # وأكد فلان أن: the word is a name
    if index == at and cue.act in ("state", "confirm", "deny") and token.tag == "noun" and not token.clitics and _SUFFIXED.search(token.norm) and not view.opens(index, "no-speaker"):
        return True  # أكد جاهزيته، نفى مطاردتهم
    if previous.norm in COMMAS and cue.act in _STRONG_OBJECT and token.tag == "noun" and not token.clitics and not view.opens(index, "no-speaker") and commas == 1:
        return True
    if heads_object(view, index):
        # the head of a genitive or an adverbial's noun is no object: «خلال اجتماع تشاوري»
        return index == at or previous.norm in COMMAS or previous.norm.startswith(("ال", "لل")) or view.mention_over.get(index - 1) is not None or view.opens(index, "head") or view.closes(index - 1, "light") or previous.kind in ("punct", "number") or previous.norm in ("فيه", "فيها")
    if cue.act in _STRONG_OBJECT or cue.hit.entry.lemma == "اعتبر":
        return index == at and token.tag in ("noun", "name", "adj") and not view.opens(index, "no-speaker") and not token.clitics.startswith(("ب", "ل", "ك"))
    if cue.act == "reveal":
        return index == at and token.tag == "noun" and not view.opens(index, "no-speaker") and not token.clitics.startswith(("ب", "ل", "ك")) and not token.norm.startswith("ال")
    return False


def _allowed(view: View, found: Frame) -> bool:
    """The conditions of the lexicon's `needs` column that concern the speaker."""
    cue, speaker = found.cue, found.speaker
    needs = cue.needs
    if cue.sort == "finite" and speaker is None and not cue.hit.prefix and cue.first and ".3" in cue.hit.form and not _subject_left_out(view, found):
        return False
    if found.kind == "object" and cue.act == "deny" and view.closes(cue.first - 1, "relative"):
        return False
    if "speaker" in needs and speaker is not None and speaker.how == "pronoun word":
        return False
    if "speaker" in needs and "near" not in needs or "speaker" in needs and speaker is None:
        return speaker is not None or cue.sort in ("participle", "masdar") or found.kind in ("quote", "colon") or cue.past
    if cue.entry_lemma == "اعتبر" and found.kind == "object" and speaker is not None and (found.zone != found.start or view.norm(found.zone) == "من"):
        return False
    if cue.entry_lemma in ("نشر", "سجل", "وثق", "رصد", "بث", "أذاع") and (speaker is None or speaker.how == "definite noun"):
        return False
    if found.kind == "object" and cue.act == "deny" and view.closes(cue.first - 1, "relative"):
        return False
    if "document" in needs:
        return speaker is not None and (speaker.kind in ("institution", "media", "unnamed", "anonymous") or speaker.how == "definite noun")
    if "passive" in needs:
        return speaker is None
    if cue.act == "blame":
        return True
    if found.kind == "clause":
        return speaker is not None
    return True


def _after_adverbial(view: View, index: int) -> bool:
    """Whether the verb opens a joined clause after its adverbial: …، وفي الوقت نفسه تدعو …."""
    for at in range(index - 1, max(0, index - 6), -1):
        token = view.tokens[at]
        if token.tag == "verb" or token.kind == "punct":
            return False
        if token.tag == "prep" and token.norm.startswith("و"):
            return True
    return False


def _subject_left_out(view: View, found: Frame) -> bool:
    """Whether a verb without و and without a speaker may keep the current one: not after a noun, which then is its subject or makes it a noun too."""
    cue = found.cue
    previous = view.tokens[cue.first - 1]
    if cue.entry_lemma in ("نسب", "قال", "زعم"):
        return True
    if view.closes(cue.first - 1, "contrast") or re.match(r"ف?ان(?:ه|ها|هم)\Z", previous.norm) or _after_adverbial(view, cue.first):
        return True
    loose = found.kind in ("anna", "quote", "colon")
    if previous.kind == "punct" or view.closes(cue.first - 1, "relative") or view.closes(cue.first - 1, "light") or view.closes(cue.first - 1, "break"):
        return loose or cue.past
    if previous.tag in ("noun", "adj", "name"):
        return loose and cue.past
    return loose and cue.act not in ("expect", "doubt") or cue.past
