"""Shapes of speech beyond cue and complement: relays, statements read out, answers to the report before, colon headlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from riwaya.annotate.speech_draft import Draft
from riwaya.annotate.speech_phrase import Speaker, phrase
from riwaya.annotate.speech_scope import extent
from riwaya.annotate.speech_view import COMMAS, STOPS, View
from riwaya.annotate.speech_words import Cue
from riwaya.model import Span

_HEADLINE_WORDS = 9


def relays(view: View, cuts: Mapping[int, str]) -> list[Draft]:
    """«نقلت رويترز عن مسؤول قوله إن …»: the outlet reports, and within its report the one it quotes; «نُقل عن مسؤول قوله» has no outlet."""
    made: list[Draft] = []
    for index in sorted(view.cue_at):
        cue = next((one for one in view.cue_at[index] if one.entry_lemma == "نقل" and one.sort == "finite"), None)
        if cue is None or cue.hit.suffix or index in view.outside:
            continue
        _, limit = view.sentence_bounds(index)
        outlet = phrase(view, cue.last + 1, limit)
        at = outlet.last if outlet is not None else cue.last + 1
        from_at = next((k for k in range(at, min(limit, at + 8)) if view.norm(k) in ("عن", "عنه", "عنها", "عنهم")), None)
        if from_at is None or (outlet is None and from_at > cue.last + 2):
            continue
        quoted = phrase(view, from_at + 1, limit) if view.norm(from_at) == "عن" else None
        if quoted is None and view.norm(from_at) == "عن":
            continue
        after = quoted.last if quoted is not None else from_at + 1
        start, said = _relayed(view, after, limit)
        if start is None:
            continue
        what = extent(view, start, 0, {at: because for at, because in cuts.items() if at > start})
        if what is None:
            continue
        form = {"all": "direct", "part": "mixed"}.get(what.quoted, "indirect")
        cue_span = Span(cue.hit.start, cue.hit.end)
        inner_cue = Span(said.hit.start, said.hit.end) if said is not None else cue_span
        if outlet is not None:
            made.append(
                Draft(
                    cue_span,
                    cue.first,
                    outlet,
                    (what.span,),
                    form,
                    "state",
                    "relay: the outlet",
                    what.because,
                    "نقل",
                    wraps=True,
                    aside=True,
                )
            )
        inner_first = said.first if said is not None else cue.first
        made.append(
            Draft(
                inner_cue,
                inner_first,
                quoted,
                (what.span,),
                form,
                "state",
                "relay: the one quoted",
                what.because,
                "قال" if said is not None else "نقل",
            )
        )
    return made


def _relayed(view: View, at: int, limit: int) -> tuple[int | None, Cue | None]:
    """Where the relayed words begin, and the قوله before them."""
    said: Cue | None = None
    index = at - 1
    while index + 1 < min(limit, at + 30):
        index += 1
        if view.norm(index) in COMMAS and said is None:
            close = next((k for k in range(index + 1, min(limit, index + 14)) if view.norm(k) in COMMAS), None)
            if close is not None and not any(view.is_that(k) for k in range(index, close)):
                index = close  # …، طلب عدم الكشف عن هويته، قوله إن
                continue
        if view.is_that(index):
            return index + 1, said
        if view.norm(index) == ":" and said is not None:
            return index + 1, said
        if index in view.quote_at and said is not None:
            return index, said
        found = next(
            (one for one in view.cue_at.get(index, ()) if one.sort == "masdar" and one.hit.suffix and one.act in ("state", "confirm")), None
        )
        if found is not None:
            said = found
        elif view.tokens[index].tag == "verb" or view.norm(index) in STOPS:
            return None, None
    return None, None


def documents(view: View) -> list[Draft]:
    """A statement read out: «أصدرت الوزارة بيانا … فيما يلي نصه: …» runs to the end of the document, «… بيانا: "…"» to its
    quotation mark."""
    made: list[Draft] = []
    for index in sorted(view.cue_at):
        cue = next((one for one in view.cue_at[index] if one.kind == "document" and one.sort == "phrase"), None)
        if cue is None or index in view.outside:
            continue
        first, _ = view.sentence_bounds(index)
        colon = next((at for at in range(cue.last + 1, min(len(view.tokens), cue.last + 5)) if view.norm(at) == ":"), None)
        if colon is None or colon + 3 >= len(view.tokens):
            continue
        noun = next(
            (
                one
                for at in range(index - 1, max(first - 1, index - 40), -1)
                for one in view.cue_at.get(at, ())
                if one.kind == "document" and one.sort == "noun"
            ),
            None,
        )
        speaker = None
        for at in range(first, index):
            if view.tokens[at].tag != "prep" and (at == first or view.tokens[at - 1].tag in ("verb", "conj")):
                found = phrase(view, at + 1 if view.tokens[at].tag == "verb" else at, index)
                if found is not None and found.how != "definite noun":
                    speaker = found
                    break
        if noun is None and speaker is None:
            continue
        last = len(view.tokens) - 1
        while last > colon + 1 and (last in view.outside or view.tokens[last].kind == "punct"):
            last -= 1
        span = Span(view.tokens[colon + 1].start, view.tokens[last].end)
        hit = noun.hit if noun is not None else cue.hit
        made.append(
            Draft(
                Span(hit.start, hit.end),
                noun.first if noun is not None else index,
                speaker,
                (span,),
                "direct",
                "state",
                "document read out",
                "end of the document",
                "بيان",
                confidence=0.7,
            )
        )
        break
    return made


def stated_in(view: View, cuts: Mapping[int, str], others: list[Draft]) -> list[Draft]:
    """«أصدرت الوزارة بيانا جاء فيه أن …»، «رسالة ورد فيها: …»: the document is the cue, who issued it the speaker."""
    made: list[Draft] = []
    for index in sorted(view.cue_at):
        cue = next((one for one in view.cue_at[index] if one.kind == "document" and one.sort == "noun"), None)
        if cue is None or index in view.outside:
            continue
        first, limit = view.sentence_bounds(index)
        said = next(
            (at for at in range(cue.last + 1, min(limit - 3, cue.last + 12)) if view.norm(at) in ("جاء", "ورد", "وجاء", "وورد")), None
        )
        if said is None or view.norm(said + 1) not in ("فيه", "فيها", "به", "بها"):
            continue
        if any(view.norm(at) in STOPS or view.norm(at) == ":" for at in range(cue.last + 1, said)):
            continue
        start = next(
            (at for at in range(said + 2, min(limit - 1, said + 5)) if view.norm(at) == ":" or view.is_that(at) or view.is_mark(at)), None
        )
        if start is None:
            continue
        that = view.is_that(start)
        what = extent(view, start + 1 if that or view.norm(start) == ":" else start, 0, cuts, paragraph=not that)
        if what is None or view.words_in(what.first, what.last) < 2 or any(one.content[0].start == what.span.start for one in others):
            continue
        form = {"all": "direct", "part": "mixed"}.get(what.quoted, "indirect" if that else "direct")
        speaker = next(
            (
                found
                for at in range(first, index)
                if view.tokens[at].tag == "verb" and (found := phrase(view, at + 1, index)) is not None and found.how != "definite noun"
            ),
            None,
        )
        made.append(
            Draft(
                Span(cue.hit.start, cue.hit.end),
                cue.first,
                speaker,
                (what.span,),
                form,
                "state",
                "document says within",
                what.because,
                cue.entry_lemma,
                unnamed=speaker is None and not cue.hit.suffix,
                keeps=bool(cue.hit.suffix),
                confidence=0.7,
            )
        )
    return made


def answers(view: View, others: list[Draft]) -> list[Draft]:
    """«… وهو ما تنفيه إسلام أباد»: the report before is what is denied or confirmed."""
    made: list[Draft] = []
    for index in sorted(view.cue_at):
        cue = next(
            (one for one in view.cue_at[index] if one.sort == "finite" and one.hit.suffix and one.act in ("deny", "confirm", "doubt")), None
        )
        if cue is None or view.norm(index - 1) not in ("ما", "الذي") or index in view.outside or view.closes(index - 1, "negation"):
            continue
        before_it = [
            one for one in others if one.content[-1].end <= cue.hit.start and view.sentence_of[one.first] == view.sentence_of[index]
        ]
        if not before_it:
            continue
        _, limit = view.sentence_bounds(index)
        speaker = phrase(view, cue.last + 1, limit)
        what = max(before_it, key=lambda one: one.first)
        made.append(
            Draft(
                Span(cue.hit.start, cue.hit.end),
                cue.first,
                speaker,
                what.content,
                "indirect",
                cue.act,
                "answer to the report before",
                what.because,
                cue.entry_lemma,
                answers=what.first,
                confidence=0.7,
            )
        )
    return made


def headlines(view: View, others: list[Draft]) -> list[Draft]:
    """«بوتين: لن نتراجع»: a speaker, a colon, and what is said, at the head of a paragraph."""
    made: list[Draft] = []
    sentences = view.layout.sentences
    for number, sentence in enumerate(sentences):
        before_it = sentences[number - 1] if number else None
        if before_it is not None and before_it.paragraph == sentence.paragraph and before_it.last - before_it.first > 4:
            continue  # not the head of its paragraph; «عاجل..» may stand before it
        if sentence.paragraph > 1 and number > 3:
            break
        first = sentence.first
        while first < sentence.last and view.norm(first) in ("#", "*", "-", "•", "عاجل", "|"):
            first += 1
        colon = next((at for at in range(first, min(sentence.last, first + _HEADLINE_WORDS)) if view.norm(at) == ":"), None)
        if colon is None or colon == first or view.norm(colon + 1) == ":" or colon + 3 > sentence.last:
            continue
        if first in view.outside or view.opens(first, "locative"):
            continue
        if any(other.first < colon and other.first >= first for other in others):
            continue
        speaker = phrase(view, first, colon)
        opened = view.quote_at.get(first)
        if speaker is None and opened is not None and view.quotes[opened][1] == colon - 1 and colon - first <= 6:
            span = Span(view.tokens[first + 1].start, view.tokens[colon - 2].end)  # "المؤقتة": …
            speaker = Speaker(first, colon, span, "institution", "name in quotation marks before the colon")
        if speaker is not None and speaker.last < colon and view.norm(speaker.last).startswith("ل") and colon - speaker.last <= 4:
            speaker = replace(speaker, last=colon)  # مصدر أمني لوكالة كذا: …
        outlet = speaker
        if speaker is not None and speaker.last < colon and view.norm(speaker.last) == "عن":
            speaker = phrase(view, speaker.last + 1, colon)  # رويترز عن مسؤول: …
        if speaker is None or speaker.last < colon or not _speaks(view, speaker, colon + 1, sentence.last):
            continue
        what = extent(view, colon + 1, 0, {})
        if what is None or view.words_in(what.first, what.last) < 3:
            continue
        form = "mixed" if what.quoted == "part" else "direct"
        if outlet is not None and outlet is not speaker and outlet.last < speaker.first:
            made.append(
                Draft(
                    None,
                    first,
                    outlet,
                    (what.span,),
                    form,
                    "state",
                    "headline: the outlet",
                    what.because,
                    "",
                    wraps=True,
                    aside=True,
                    confidence=0.7,
                )
            )
        made.append(Draft(None, first, speaker, (what.span,), form, "state", "headline", what.because, "", aside=False, confidence=0.75))
    return made


def _speaks(view: View, speaker: Speaker, start: int, limit: int) -> bool:
    """Whether a speaker before a colon speaks: a dateline (حلب: …) does not."""
    if speaker.how == "definite noun":
        return False
    if speaker.kind in ("person", "role", "anonymous"):
        return True
    mention = view.mention_at.get(speaker.first)
    if mention is not None and mention.kind in ("place", "facility"):
        if mention.resolved is not None and mention.resolved.get("class") not in (None, "country"):
            return view.is_mark(start)  # a town before a colon is where it happened
        return view.is_mark(start) or any(view.tokens[at].tag == "verb" for at in range(start + 1, min(limit, start + 4)))
    return speaker.kind in ("institution", "group", "media")
