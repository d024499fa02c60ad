"""What follows a cue: أنّ, a colon, a quotation, a preposition, an object, a bare clause.

The lexicon's `complement` column names the forms a cue takes, in order of preference; the first that fits decides that it reports at all.
"""

from __future__ import annotations

import re

from riwaya.annotate.speech_phrase import Speaker, heads_object, source
from riwaya.annotate.speech_view import COMMAS, STOPS, View
from riwaya.annotate.speech_words import Cue, is_masdar

_NEAR, _FAR = 16, 45
THAT_KINDS = frozenset({"anna", "inna", "an", "bi-anna", "ila-anna", "ala-anna", "an-anna", "min-an", "bi-an"})
_PREPOSITIONS = {"ila": "الي", "ala": "علي", "an-noun": "عن", "min": "من", "fi": "في", "hawla": "حول"}
_SUFFIXED = re.compile(r"...(?:ه|ها|هم|هما)\Z")
_ANSWERED = {"ب": ("بها", "به", "بهم"), "ا": ("اليه", "اليها"), "ع": ("عليه", "عليها", "عنه", "عنها"), "م": ("منه", "منها")}
# these take their object at once and whole: what follows the subject is what they affirm, deny or condemn
_STRONG_OBJECT = frozenset({"deny", "condemn", "praise", "doubt"})


def complement(view: View, cue: Cue, at: int, limit: int, subject: Speaker | None) -> tuple[str, int, int] | None:
    """(form of the complement, token where it begins, code points into that token)."""
    takes = cue.complements
    that = bool(THAT_KINDS & set(takes))
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
        norm = view.norm(index)
        if norm in ("بقوله", "بقولها", "بقولهم", "بالقول"):
            index += 1
            continue
        if index in view.brackets and view.brackets[index] < limit:
            if (
                cue.entry_lemma == "قال"
                and view.norm(index - 1) in ("تعالي", "سبحانه", "وسلم")
                and view.words_in(index, view.brackets[index]) >= 3
            ):
                return "quote", index, 0  # a verse, a saying of the Prophet
            index = view.brackets[index] + 1
            continue
        if index in view.quote_at and view.is_mark(index):
            opened, closed, quote = view.quotes[view.quote_at[index]]
            if that and view.is_that(index + 1):
                return "anna", index, 0
            if _is_quotation(view, cue, at, index, opened, closed, limit, verbs):
                return "quote", index, 0
            if (
                "ila" in takes
                and cue.act == "demand"
                and index - at <= 4
                and any(view.norm(inner) == "الي" for inner in range(opened + 1, min(closed, limit)))
            ):
                return "quote", index, 0
            if "object" in takes and index == at and not view.is_that(min(closed + 1, limit - 1)) and subject is not None:
                return "object", index, 0
            index = min(closed, limit) + 1 if quote.closed else index + 1
            continue
        if near and index - at > 2 and token.tag == "prep" and not that:
            return None
        if norm == ":" and not (view.tokens[index - 1].kind == "number" and index + 1 < limit and view.tokens[index + 1].kind == "number"):
            following = index + 1
            if index - at > (30 if cue.sort == "finite" else 8) or view.norm(index - 1) in (
                "مثل",
                "وهي",
                "وهم",
                "التالي",
                "التاليه",
                "الاتي",
                "الاتيه",
                "منها",
                "بينها",
            ):
                return None
            if following < limit and view.is_that(following) and that:
                return "anna", following + 1, 0
            if following < limit and view.is_mark(following) and view.is_that(following + 1):
                return "anna", following, 0
            return (
                ("colon", following, 0)
                if ("colon" in takes and following < limit and not near)
                or (near and index - at <= 10 and following < limit and "colon" in takes)
                else None
            )
        if that and view.is_that(index):
            prepositional = norm.startswith("ب") or view.norm(index - 1) in ("الي", "علي", "عن", "من", "ب")
            if not only_prepositional_that or prepositional:
                return "anna", index + 1, 0
        elif ("wh" in takes and view.opens(index, "question") and index - at <= 6) or (
            "in" in takes and norm in ("ان", "اذا") and index == at
        ):
            return "wh", index, 0
        if blame and view.opens(index, "responsibility"):
            return "blame", at, 0
        if (view.breaks(index) and index > at) or norm in STOPS:
            break
        if (
            index == at
            and cue.entry_lemma != "نسب"
            and norm in _ANSWERED.get(norm[0], ())
            and (not that or view.closes(cue.first - 1, "relative"))
        ):
            return None  # التي ينادي بها، دافع عنها: the pronoun is the complement
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
        if token.tag == "verb" and not view.closes(index - 1, "relative") and source(view, index) is None:
            if any(hit.suffix for name in ("cues", "verbs") for hit in view.hits.at(index, name)):
                index += 1
                continue  # تصريح نشرته الوكالة: a relative clause without its pronoun
            if view.opens(index - 1, "head") and view.nounish(index):
                index += 1
                continue  # عدم ذكر اسمه: a verbal noun spelled like its verb
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
            if (following.tag == "verb" and not following.clitics) or following.norm in ("هذا", "هذه", "لقد", "هناك", "نحن"):
                return "clause", index + 1, 0
    return None


def _is_quotation(view: View, cue: Cue, at: int, index: int, opened: int, closed: int, limit: int, verbs: int) -> bool:
    """Whether the quotation that opens here is what the cue reports, and no name or scare quote."""
    if (
        not ({"colon", "anna", "inna", "quote", "clause"} & set(cue.complements))
        or verbs
        or index - at > (3 if "near" in cue.needs and cue.entry_lemma != "أضاف" else 18)
    ):
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


def _past_asides(view: View, at: int, limit: int) -> int:
    """The first token from `at` on that is no adverb or aside: أدانت بأشد العبارات …، نفت دائماً …."""
    while at < limit:
        step = max(view.after(at, "light"), view.after(at, "no-speaker"))
        if step <= at:
            break
        at = step
    return at


def _that_ahead(view: View, index: int) -> bool:
    """Whether أنّ follows before any comma, verb or preposition."""
    for at in range(index + 1, min(len(view.tokens), index + 10)):
        token = view.tokens[at]
        if view.is_that(at):
            return True
        if token.kind == "punct" or token.tag in ("verb", "prep", "conj"):
            return False
    return False


def _other_report(view: View, cue: Cue, index: int, at: int) -> bool:
    """Whether another report begins at `index`, so that what follows is not this cue's."""
    if index == at and cue.sort == "finite" and view.tokens[index].norm.startswith("قايل"):
        return False
    participle = view.participle_cue(index)
    if (
        participle is not None
        and index > at
        and (view.norm(index - 1) in COMMAS or (view.is_mark(index - 1) and participle.act in ("state", "confirm")))
    ):
        return True
    other = view.finite_cue(index)
    if other is not None and participle is not None and (".3md" in other.hit.form or ".3d" in other.hit.form):
        return False  # طالبا, demanding
    if other is None or other.hit.suffix or view.closes(index - 1, "relative") or view.tokens[index].tag != "verb":
        return False
    return not set(other.needs.split("|")) & {"near", "document", "speaker", "passive"} and index > at


def _prepositional(view: View, cue: Cue, index: int, at: int, limit: int) -> tuple[str, int, int] | None:
    takes = cue.complements
    that = bool(THAT_KINDS & set(takes))
    token = view.tokens[index]
    norm = token.norm
    if "near" in cue.needs and (index - at > 4 or (index > at and not _adverbial(view, at))):
        return None
    if cue.entry_lemma == "نسب" and norm.startswith("ل") and token.clitics.startswith("ل") | (index in view.mention_at) and index - at <= 3:
        return "li", index, 1
    if cue.entry_lemma == "نسب" and norm.startswith("الي") and len(norm) > 3 and index - at <= 1:
        return "ila", index, 0
    for kind, word in _PREPOSITIONS.items():
        if kind in takes and norm == word and index + 1 < limit and not view.is_that(index + 1):
            if (
                kind in ("ala", "fi", "min")
                and cue.complements[0] in THAT_KINDS
                and (commas := [back for back in range(at, index - 1) if view.norm(back) in COMMAS])
                and not (
                    kind == "ala"
                    and len(commas) == 1
                    and view.norm(index - 1) in COMMAS
                    and (view.tokens[commas[0] + 1].tag == "prep" or view.opens(commas[0] + 1, "no-speaker"))
                )
            ):
                return None
            if kind == "min" and view.norm(index + 1) in ("اجل", "قبل", "خلال", "بين", "دون", "جهه", "جانب", "حيث", "ناحيه"):
                return None
            if (
                kind == "ila"
                and cue.act == "demand"
                and view.mention_at.get(index + 1) is not None
                and view.mention_at[index + 1].kind == "place"
            ) and any(view.norm(later) == "الي" for later in range(index + 2, min(limit, index + 16))):
                return None  # مبعوث الأمم المتحدة إلى اليمن، إلى زيارة …
            if view.norm(index + 1) in ("ذلك", "هذا", "ذلك", "نفسه", "نفسها", "هامش") and kind in ("an-noun", "ala", "bi", "ila"):
                return None
            if view.norm(index - 1).startswith("صادر") and that:
                return None  # عبر بيان صادر عن القيادة، أن …
            if kind == "min" and view.norm(index - 1) in ("كل", "كلا", "بكل"):
                return None
            if kind == "an-noun" and cue.act in ("reveal", "state", "question", "confirm") and index - at > 14:
                return None
            if _prefers_that(view, cue, index, limit, kind):
                return None
            if index in view.mention_over or (view.opens(index + 1, "locative") and kind in ("fi", "min")):
                return None
            return kind, index + 1, 0
    if "ila" in takes and norm.startswith("لل") and cue.hit.entry.lemma in ("دعا",) and index - at <= 3:
        return "li", index, 1
    if (
        "li" in takes
        and token.kind == "word"
        and (norm.startswith("لل") or (norm.startswith("ل") and token.clitics.startswith("ل")))
        and index - at <= 2
        and (
            (is_masdar(norm[1:]) and norm[1:2] == "ت")
            or not any(view.norm(later) == "الي" for later in range(index, min(limit, index + 14)))
        )
    ):
        return "li", index, 1
    if "bi" in takes and view.has_bi(index) and not view.is_that(index):
        if _prefers_that(view, cue, index, limit, "bi"):
            return None
        return "bi", index, 1
    if "bi" in takes and norm == "بما" and index + 1 < limit and view.tokens[index + 1].tag == "verb":
        return "bi", index, 1  # نددت بما وصفته بـ…
    if "bi" in takes and norm == "ب" and index + 1 < limit:
        return "bi", index + 1, 0
    return None


def _adverbial(view: View, index: int) -> bool:
    """Whether what follows the verb is an aside (اليوم، في بيان، أيضا), so that its preposition may still come."""
    return (
        view.opens(index, "no-speaker")
        or view.opens(index, "light")
        or view.tokens[index].kind == "punct"
        or view.tokens[index].tag == "prep"
    )


def _prefers_that(view: View, cue: Cue, index: int, limit: int, kind: str) -> bool:
    """Whether the prepositional phrase is an aside (أكد على هامش اللقاء أن) and أنّ with the real complement follows it closely."""
    takes = cue.complements
    rank = {one: number for number, one in enumerate(takes)}
    preferred = min((rank[one] for one in takes if one in THAT_KINDS), default=None)
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
    if (
        (previous.tag == "prep" and not re.match(r"(?:ف[يى]ه|عن|من|ب)(?:ا|ه|ها)?\Z", previous.norm))
        or previous.norm in ("في", "من", "عن")
        or view.closes(index - 1, "before-that")
    ):
        return False
    if cue.act in _STRONG_OBJECT and view.norm(at) in ("هذا", "هذه", "تلك", "ذلك"):
        return index == at
    index_is_first = _past_asides(view, at, index) == index
    if view.opens(index, "light") and not heads_object(view, index):
        return False
    at = index if index_is_first else at
    if cue.act == "accuse":
        return (
            index == at
            and token.tag in ("noun", "name")
            and any(view.has_bi(later) for later in range(index + 1, min(index + 12, len(view.tokens))))
        )
    if not view.opens(index, "head") and _that_ahead(view, index):
        return False  # وأكد قائمقام القضاء فلان أن: the words are a title and a name
    if (
        index == at
        and cue.act in ("state", "confirm", "deny")
        and token.tag == "noun"
        and not token.clitics
        and _SUFFIXED.search(token.norm)
        and not view.opens(index, "no-speaker")
        and not view.surface(index).endswith("ة")
    ):
        return True  # أكد جاهزيته، نفى مطاردتهم
    if (
        previous.norm in COMMAS
        and cue.act in _STRONG_OBJECT
        and token.tag == "noun"
        and not token.clitics
        and not view.opens(index, "no-speaker")
        and commas == 1
    ):
        return True
    if (
        cue.entry_lemma == "ناشد"
        and index > at
        and not view.surface(index).startswith("الأ")
        and (is_masdar(token.norm.removeprefix("ال")) or re.match(r"الت...\Z", token.norm))
    ):
        return True  # ناشد المجتمع الدولي التدخل
    if heads_object(view, index):
        # the head of a genitive or an adverbial's noun is no object: «خلال اجتماع تشاوري»
        return (
            index == at
            or previous.norm in COMMAS
            or previous.norm.startswith(("ال", "لل"))
            or view.mention_over.get(index - 1) is not None
            or view.opens(index, "head")
            or view.closes(index - 1, "light")
            or previous.kind in ("punct", "number")
            or previous.norm in ("فيه", "فيها")
            or any(other.kind == "document" for other in view.cue_at.get(index - 1, ()))
        )
    if cue.act in _STRONG_OBJECT or cue.hit.entry.lemma == "اعتبر":
        if (
            index == at
            and token.norm in ("هذا", "هذه", "تلك", "ذلك")
            and index + 1 < len(view.tokens)
            and view.norm(index + 1).startswith("ال")
        ):
            return True
        return index == at and view.nounish(index) and not view.opens(index, "no-speaker") and not token.clitics.startswith(("ب", "ل", "ك"))
    if cue.act == "reveal":
        return (
            index == at
            and token.tag == "noun"
            and not view.opens(index, "no-speaker")
            and not token.clitics.startswith(("ب", "ل", "ك"))
            and not token.norm.startswith("ال")
        )
    return False
