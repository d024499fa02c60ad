"""Speech that a noun carries: اتهامه بـ، دعوات إلى، إعلان الحكومة تحرير…; and what is imputed: نُسب إلى، يُشتبه بأن."""

from __future__ import annotations

from collections.abc import Mapping

from riwaya.annotate.speech_draft import Draft
from riwaya.annotate.speech_frames import Frame
from riwaya.annotate.speech_scope import extent
from riwaya.annotate.speech_speaker import Speaker, heads_object, phrase
from riwaya.annotate.speech_view import COMMAS, STOPS, Cue, View
from riwaya.model import Span

_PREPOSITIONS = {"ila": "الي", "ala": "علي", "an-noun": "عن", "min": "من", "fi": "في", "hawla": "حول"}
_REACH = 6
_EMPTY = frozenset({"بلا", "ولا", "دون", "بدون", "اي", "ترد", "ولم", "وكاله", "وكالات", "وزير", "وزاره"})  # no, without, any: nothing is said


def imputed(view: View, one: Frame) -> Draft | None:
    """نُسب إلى X: nobody accuses, the blamed one is the content."""
    if one.speaker is not None and one.speaker.how != "definite noun":
        return None
    start = one.start
    blamed = phrase(view, start, view.sentence_bounds(start)[1])
    if blamed is None:
        return None
    span = Span(view.tokens[start].start + one.offset, blamed.span.end)
    return Draft(Span(one.cue.hit.start, one.cue.hit.end), one.cue.first, None, (span,), "indirect", "accuse", "imputed", "the blamed one", one.cue.entry_lemma, unnamed=True)


def find(view: View, cuts: Mapping[int, str], others: list[Draft]) -> list[Draft]:
    """Drafts of nominal speech."""
    made: list[Draft] = []
    taken = {other.first for other in others}
    for index in sorted(view.cue_at):
        if index in taken:
            continue
        for cue in view.cue_at[index]:
            if cue.sort not in ("masdar", "noun") or (cue.hit.prefix.endswith(("ال", "لل")) and cue.act != "accuse"):
                continue
            if index in view.outside or view.closes(index - 1, "negation") or view.norm(index - 1) in _EMPTY:
                continue
            draft = _nominal(view, cue, cuts)
            if draft is not None:
                made.append(draft)
                break
    return made


def _nominal(view: View, cue: Cue, cuts: Mapping[int, str]) -> Draft | None:
    if cue.kind == "document":
        return None
    _, limit = view.sentence_bounds(cue.first)
    at = cue.last + 1
    speaker: Speaker | None = None
    if cue.sort == "masdar" and not cue.hit.suffix or cue.sort == "noun":
        speaker = phrase(view, at, limit)
        if speaker is not None and (speaker.how == "definite noun" or heads_object(view, at)):
            speaker = None
        if speaker is not None:
            at = speaker.last
    if cue.sort == "masdar" and not cue.hit.suffix and speaker is None:
        return None
    accused = speaker if cue.entry_lemma == "اتهم" else None
    begin = at
    for index in range(at, min(limit, at + _REACH)):
        norm = view.norm(index)
        if norm in STOPS or norm in COMMAS or (view.tokens[index].tag == "verb" and not view.is_that(index)):
            return None
        found = _complement(view, cue, index, at)
        if found is None:
            continue
        start, offset, kind = found
        what = extent(view, start, offset, cuts, clause=kind == "anna", nominal=kind != "anna")
        if what is None or view.words_in(what.first, what.last) < 2:
            return None
        form = "direct" if what.quoted == "all" else "nominal"
        if cue.entry_lemma == "قال":
            form = {"all": "direct", "part": "mixed"}.get(what.quoted, "indirect")
        if accused is not None:
            speaker = None
        return Draft(
            Span(cue.hit.start, cue.hit.end), cue.first, speaker, (what.span,), form, cue.act, f"nominal+{kind}", what.because, cue.entry_lemma,
            keeps=bool(cue.hit.suffix), unnamed=speaker is None and not cue.hit.suffix, aside=True, confidence=0.6,
        )  # fmt: skip
    del begin
    return None


def _complement(view: View, cue: Cue, index: int, at: int) -> tuple[int, int, str] | None:
    takes = cue.complements
    if view.is_that(index) and {"anna", "inna", "an", "bi-anna"} & set(takes):
        return index + 1, 0, "anna"
    norm = view.norm(index)
    for kind, word in _PREPOSITIONS.items():
        if kind in takes and norm == word:
            following = index + 1
            return (following + 1 if view.is_that(following) else following), 0, kind
    if "bi" in takes and view.has_bi(index):
        return (index + 1, 0, "anna") if view.is_that(index) else (index, 1, "bi")
    if "object" in takes and cue.entry_lemma == "أعلن" and index == at and heads_object(view, index):
        return index, 0, "object"
    return None
