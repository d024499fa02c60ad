"""From a cue to its frame: which complement follows it, where what is said begins, and which phrase between them speaks.

A cue word alone is never speech: بين is *between* as well as *made clear*, ذكر is *male*, نقل is mostly *carried*. What decides
is the form of
what follows, named in the lexicon's `complement` column and looked for here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from riwaya.annotate.speech_complement import THAT_KINDS, complement
from riwaya.annotate.speech_phrase import Speaker, phrase, source
from riwaya.annotate.speech_speaker import before, main_subject, unknown_name
from riwaya.annotate.speech_view import COMMAS, STOPS, THAT_PRONOUN, View
from riwaya.annotate.speech_words import Cue, is_masdar
from riwaya.model import Span


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
    return (any(view.closes(at - back, "negation") for back in (1,)) and cue.sort in ("finite",)) or cue.hit.prefix in ("لا",)


def _statement_author(view: View, index: int, first: int) -> Speaker | None:
    """Who issued the statement that speaks in its own clause: أصدرت الوزارة بيانا أدانت فيه …."""
    if not any(other.kind == "document" and other.sort == "noun" for other in view.cue_at.get(index - 1, ())):
        return None
    return main_subject(view, index - 1)


def _words_before(view: View, index: int, least: int) -> Speaker | None:
    """At most three bare words between the head of the clause and the verb that no list knows: a person's name (سلطان يوضح أن)."""
    if not 1 <= index - least <= 3 or not all(
        view.tokens[k].kind == "word" and view.tokens[k].tag in ("noun", "name") for k in range(least, index)
    ):
        return None
    if any(
        view.tokens[k].clitics not in ("", "ال") or view.opens(k, "no-speaker") or view.opens(k, "light") or is_masdar(view.norm(k))
        for k in range(least, index)
    ):
        return None
    span = Span(view.tokens[least].start, view.tokens[index - 1].end)
    return Speaker(least, index, span, "person", "words at the head of the clause")


def singular(view: View, index: int) -> bool:
    """Whether the class word at a token is one man or body, so that its verb agrees in gender."""
    found = source(view, index)
    return found is not None and found.form == "sg"


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
        if view.is_that(index) or (view.tokens[index].tag == "verb" and source(view, index) is None):
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
    if (
        _negated(view, cue)
        or "never" in cue.needs
        or ("finite" in cue.needs and cue.sort != "finite")
        or (cue.hit.suffix and cue.sort == "finite" and not _addressed(cue))
    ):
        return None
    first, limit = view.sentence_bounds(cue.first)
    at = cue.last + 1
    if (
        cue.entry_lemma in ("رد", "ورد")
        and view.norm(cue.first) == "ورد"
        and at < limit
        and view.norm(at) in ("فيه", "فيها")
        and any(other.kind == "document" for other in view.cue_at.get(cue.first - 1, ()))
    ):
        return None  # بيان ورد فيه: another verb
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
    found = complement(view, cue, at, limit, subject)
    if found is None:
        return None
    kind, start, offset = found
    if (
        subject is None
        and cue.sort == "finite"
        and not first_person
        and kind in THAT_KINDS
        and start - 1 > at
        and view.norm(at) not in COMMAS
        and cue.act not in ("demand", "accuse", "warn")
        and not ("speaker" in cue.needs and not cue.past)
        and not (view.norm(start - 1).startswith("ب") and cue.entry_lemma in ("وصف", "رأى", "اعتبر"))
    ):
        subject = unknown_name(view, at, start - 1)
    if cue.hit.prefix.endswith("ل") and cue.sort == "finite":
        # ووزارة الداخلية إذ تعلن ذلك لتؤكد …: the speaker heads the sentence; otherwise لـ is in order to
        head = phrase(view, first, cue.first)
        if head is None or head.how == "definite noun":
            return None
        subject = subject or head
    if subject is not None and subject.kind in ("role", "anonymous") and kind != "object" and cue.act not in ("demand", "accuse", "warn"):
        subject = _named_later(view, subject, start) or subject
    if subject is None and cue.entry_lemma in ("أفاد", "أشار", "تحدث") and not cue.past:
        subject = _report_before(view, cue.first, first)
    left = None
    if (
        cue.sort == "finite"
        and not first_person
        and not cue.hit.prefix
        and (subject is None or kind == "object")
        and not (cue.hit.suffix and not _addressed(cue))
    ):
        bound = max(first, _clause_start(view, cue.first, first))
        left = before(view, cue.first, bound) if subject is None else None
        if left is None and view.closes(cue.first - 1, "relative"):
            left = before(view, cue.first - 1, bound)
            if left is not None and (left.how == "definite noun" or left.kind == "person" or THAT_PRONOUN.match(view.norm(start - 1))):
                left = None  # التي قال إنها …: what is spoken of, not who speaks
        if left is None and subject is None:
            left = _statement_author(view, cue.first, first) or (
                _words_before(view, cue.first, bound) if kind in ("anna", "quote", "colon") else None
            )
    result = Frame(cue, kind, start, offset, subject, left, left.first if left is not None and subject is None else cue.first, at)
    return result if _allowed(view, result) else None


def _is_object_here(view: View, cue: Cue, subject: Speaker) -> bool:
    """Whether the phrase after the verb is its object because its subject stands before it: إيران تتهم إسرائيل بـ…, or gender
    forbids it."""
    if cue.hit.suffix:
        return False
    first, _ = view.sentence_bounds(cue.first)
    feminine = cue.feminine
    head = view.tokens[subject.first].norm
    if cue.entry_lemma == "اتهم" and subject.last < len(view.tokens) and view.has_bi(subject.last):
        return True  # واتهمت السلطة بتزوير …: the accused, since somebody must be
    if subject.how == "definite noun" and not ("object" in cue.complements or cue.act in ("demand", "accuse", "warn")):
        return False
    if subject.how == "definite noun" and feminine is False and head.endswith("ه"):
        return True
    if (
        head.endswith("ين")
        and subject.how in ("class word", "definite noun")
        and cue.act in ("demand", "accuse", "warn", "praise", "condemn", "promise")
    ):
        return True  # the oblique plural is no subject: تدعو الصحفيين إلى
    masculine = not head.endswith(("ه", "اء", "ات", "ي", "ا"))
    if (
        subject.how == "class word"
        and feminine is True
        and masculine
        and cue.act in ("demand", "accuse", "warn")
        and singular(view, subject.first)
    ):
        return True  # دعت المجتمع الدولي إلى
    if (
        subject.how == "class word"
        and feminine is False
        and cue.past
        and head.endswith(("ه", "ات"))
        and subject.kind in ("institution", "media", "group")
    ):
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


def _allowed(view: View, found: Frame) -> bool:
    """The conditions of the lexicon's `needs` column that concern the speaker."""
    cue, speaker = found.cue, found.speaker
    needs = cue.needs
    if (
        cue.sort == "finite"
        and speaker is None
        and not cue.hit.prefix
        and cue.first
        and ".3" in cue.hit.form
        and not _subject_left_out(view, found)
    ):
        return False
    if found.kind == "object" and cue.act == "deny" and view.closes(cue.first - 1, "relative"):
        return False
    if speaker is not None and speaker.how != "name" and speaker.kind != "person" and view.opens(speaker.first, "thing"):
        return False  # الأحداث تؤكد أن …: they show it
    if speaker is not None and view.norm(speaker.first) in ("قايل", "قايلون"):
        return False  # قد يقول قائل: nobody said it
    if "near" in needs and view.closes(cue.first - 1, "relative") and (found.start - cue.last > 2 or not cue.past):
        return False
    if "speaker" in needs and speaker is not None and speaker.how == "definite noun" and not cue.past and cue.sort == "finite":
        return False
    opening = view.norm(cue.first - 1) == ":" or (view.is_mark(cue.first - 1) and cue.first - 1 in view.quote_at)
    if opening and speaker is None and cue.sort == "finite" and not cue.hit.prefix and ".3" in cue.hit.form:
        return False  # «أعتقد أن …»: I, at the head of what is said
    if "speaker" in needs and speaker is not None and speaker.how == "pronoun word":
        return False
    if ("speaker" in needs and "near" not in needs) or ("speaker" in needs and speaker is None):
        return speaker is not None or cue.sort in ("participle", "masdar") or found.kind in ("quote", "colon") or cue.past
    if (
        cue.entry_lemma == "اعتبر"
        and found.kind == "object"
        and speaker is not None
        and (found.zone != found.start or view.norm(found.zone) == "من")
    ):
        return False
    if cue.entry_lemma in ("نشر", "سجل", "وثق", "رصد", "بث", "أذاع") and (speaker is None or speaker.how == "definite noun"):
        return False
    if found.kind == "object" and cue.act == "deny" and view.closes(cue.first - 1, "relative"):
        return False
    if "document" in needs:
        return speaker is not None and (
            speaker.kind in ("institution", "media", "unnamed", "anonymous")
            or (speaker.how == "definite noun" and speaker.kind != "person")
        )
    if "passive" in needs:
        return speaker is None or speaker.how == "definite noun"
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
    """Whether a verb without و and without a speaker may keep the current one: not after a noun, which then is its subject or
    makes it a noun too."""
    cue = found.cue
    previous = view.tokens[cue.first - 1]
    if cue.entry_lemma in ("نسب", "قال", "زعم"):
        return True
    if view.closes(cue.first - 1, "contrast") or re.match(r"ف?ان(?:ه|ها|هم)\Z", previous.norm) or _after_adverbial(view, cue.first):
        return True
    loose = found.kind in ("anna", "quote", "colon")
    if (
        previous.kind == "punct"
        or view.closes(cue.first - 1, "relative")
        or view.closes(cue.first - 1, "light")
        or view.closes(cue.first - 1, "break")
    ):
        return loose or cue.past
    if previous.tag in ("noun", "adj", "name"):
        return loose and cue.past
    return (loose and cue.act not in ("expect", "doubt")) or cue.past
