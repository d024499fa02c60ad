"""Speech that a noun carries: اتهامه بـ، دعوات إلى، إعلان الحكومة تحرير…; and what is imputed: نُسب إلى، يُشتبه بأن."""

from __future__ import annotations

from collections.abc import Mapping

from riwaya.annotate.speech_draft import Draft
from riwaya.annotate.speech_frames import Frame
from riwaya.annotate.speech_phrase import Speaker, heads_object, phrase
from riwaya.annotate.speech_scope import extent
from riwaya.annotate.speech_speaker import after_lam, before
from riwaya.annotate.speech_view import COMMAS, STOPS, View
from riwaya.annotate.speech_words import Cue
from riwaya.model import Span

_PREPOSITIONS = {"ila": "الي", "ala": "علي", "an-noun": "عن", "min": "من", "fi": "في", "hawla": "حول"}
_REACH = 6


def imputed(view: View, one: Frame) -> Draft | None:
    """نُسب إلى X: nobody accuses, the blamed one is the content."""
    if one.speaker is not None and one.speaker.how != "definite noun":
        return None
    start = one.start
    blamed = phrase(view, start, view.sentence_bounds(start)[1])
    if blamed is None and one.kind == "li":
        blamed = after_lam(view, start, view.sentence_bounds(start)[1])
    if blamed is None and view.norm(start).startswith("الي"):
        span = Span(view.tokens[start].start, view.tokens[start].end)
        return Draft(
            Span(one.cue.hit.start, one.cue.hit.end),
            one.cue.first,
            None,
            (span,),
            "indirect",
            "accuse",
            "imputed",
            "the blamed one",
            one.cue.entry_lemma,
            unnamed=True,
        )
    if blamed is None:
        return None
    span = Span(view.tokens[start].start + one.offset, blamed.span.end)
    return Draft(
        Span(one.cue.hit.start, one.cue.hit.end),
        one.cue.first,
        None,
        (span,),
        "indirect",
        "accuse",
        "imputed",
        "the blamed one",
        one.cue.entry_lemma,
        unnamed=True,
    )


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
            if cue.sort == "masdar" and not cue.hit.suffix and cue.hit.prefix.endswith(("ب", "ك")):
                continue  # باستنكار: how, not what
            if view.closes(index - 1, "relative"):
                continue  # التي توقع: the verb
            if index in view.outside or view.closes(index - 1, "negation") or view.closes(index - 1, "empty"):
                continue
            draft = _nominal(view, cue, cuts)
            if draft is not None and any(other.content[0].start == draft.content[0].start for other in others):
                break  # تساءل … بقوله: one report
            if draft is not None:
                made.append(draft)
                break
    return made


def _nominal(view: View, cue: Cue, cuts: Mapping[int, str]) -> Draft | None:
    if cue.kind == "document" and not cue.complements:
        return None
    if cue.entry_lemma == "تهمة":
        return _charge(view, cue, cuts)
    _, limit = view.sentence_bounds(cue.first)
    at = cue.last + 1
    speaker: Speaker | None = None
    if (cue.sort == "masdar" and not cue.hit.suffix) or cue.sort == "noun":
        speaker = phrase(view, at, limit)
        if speaker is not None and (speaker.how == "definite noun" or heads_object(view, at)):
            speaker = None
        if speaker is not None:
            at = speaker.last
    if speaker is None and (carried := _carried(view, cue, at, limit, cuts)) is not None:
        return carried
    if cue.sort == "masdar" and not cue.hit.suffix and speaker is None:
        return None
    if speaker is None and cue.sort == "noun" and at < limit and view.tokens[at].tag == "verb" and view.norm(at).endswith("ها"):
        # تهديدات أطلقها الوزير بـ…: the noun's own relative clause names who speaks
        speaker = phrase(view, at + 1, limit)
        at = speaker.last if speaker is not None else at
    accused = speaker if cue.entry_lemma == "اتهم" else None
    if accused is not None and at < limit and view.norm(at).startswith("ل") and after_lam(view, at, limit) is not None:
        accused = None  # اتهام تركيا لروسيا بـ…: the first accuses the second
    for index in range(at, min(limit, at + _REACH)):
        norm = view.norm(index)
        if norm in STOPS or norm in COMMAS or (view.tokens[index].tag == "verb" and not view.is_that(index)):
            return None
        found = _complement(view, cue, index, at)
        if found is None:
            continue
        start, offset, kind = found
        if kind not in ("anna", "object") and (
            (cue.sort == "masdar" and cue.act == "state" and cue.entry_lemma != "أعلن")
            or index - at > 2
            or any(view.tokens[k].tag not in ("adj", "noun") for k in range(at, index))
        ):
            return None
        if cue.kind == "document" and speaker is None and not cue.hit.suffix:
            return None
        what = extent(view, start, offset, cuts, clause=kind == "anna", nominal=kind != "anna", flat=kind != "anna")
        if what is None or view.words_in(what.first, what.last) < 2:
            return None
        form = "direct" if what.quoted == "all" else "nominal"
        if cue.entry_lemma == "قال":
            form = {"all": "direct", "part": "mixed"}.get(what.quoted, "indirect")
        if accused is not None:
            speaker = None
        return Draft(
            Span(cue.hit.start, cue.hit.end), cue.first, speaker, (what.span,), form, cue.act, f"nominal+{kind}",
            what.because, cue.entry_lemma,
            keeps=bool(cue.hit.suffix), unnamed=speaker is None and not cue.hit.suffix, aside=True, confidence=0.6,
        )  # fmt: skip
    return None


def _carried(view: View, cue: Cue, at: int, limit: int, cuts: Mapping[int, str]) -> Draft | None:
    """تجدد رفض كذا، تواصل انتقاد كذا: a verb that only carries the noun of saying, its subject the speaker."""
    if cue.sort != "masdar" or cue.act not in ("deny", "condemn", "demand", "praise", "warn") or at >= limit:
        return None
    carrier = next((back for back in range(cue.first - 1, cue.first - 8, -1) if back >= 0 and view.opens(back, "carrier")), None)
    if carrier is None:
        return None
    first, _ = view.sentence_bounds(cue.first)
    speaker = phrase(view, carrier + 1, cue.first) or before(view, carrier, first)
    found = next((one for index in range(at, min(limit, at + 3)) if (one := _complement(view, cue, index, at)) is not None), None)
    start, offset, kind = found if found is not None else (at, 0, "object")
    if found is None and (view.tokens[at].tag not in ("noun", "name") or view.opens(at, "no-speaker")):
        return None
    what = extent(view, start, offset, cuts, clause=kind == "anna", nominal=kind != "anna")
    if what is None:
        return None
    return Draft(
        Span(cue.hit.start, cue.hit.end), cue.first, speaker, (what.span,), "nominal", cue.act,
        f"nominal+carried {kind}", what.because, cue.entry_lemma,
        confidence=0.6,
    )  # fmt: skip


def _charge(view: View, cue: Cue, cuts: Mapping[int, str]) -> Draft | None:
    """بتهمة اغتيال قيادي: the charge is what the accuser says."""
    if not cue.hit.prefix.endswith("ب"):
        return None
    what = extent(view, cue.last + 1, 0, cuts, clause=False, nominal=True)
    if what is None or view.tokens[what.first].tag not in ("noun", "name"):
        return None
    stop = next(
        (at for at in range(what.first + 1, what.last) if view.norm(at) in ("في", "خلال", "بعد", "قبل", "قرب") or view.norm(at) in COMMAS),
        what.last,
    )
    span = Span(what.span.start, min(what.span.end, view.tokens[stop - 1].end))
    return Draft(
        Span(cue.hit.start, cue.hit.end),
        cue.first,
        None,
        (span,),
        "nominal",
        "accuse",
        "charge",
        "end of the charge",
        cue.entry_lemma,
        aside=True,
        confidence=0.5,
    )


def _complement(view: View, cue: Cue, index: int, at: int) -> tuple[int, int, str] | None:
    takes = cue.complements
    if view.is_that(index) and {"anna", "inna", "an", "bi-anna"} & set(takes):
        return index + 1, 0, "anna"
    norm = view.norm(index)
    for kind, word in _PREPOSITIONS.items():
        if kind in takes and norm == word and not (kind == "fi" and cue.sort == "masdar"):
            following = index + 1
            return (following + 1 if view.is_that(following) else following), 0, kind
    if "bi" in takes and view.has_bi(index):
        return (index + 1, 0, "anna") if view.is_that(index) else (index, 1, "bi")
    aside = view.norm(at) == "في" and index == at + 2  # إعلان الحكومة في المنفى تحرير …
    if "object" in takes and cue.entry_lemma == "أعلن" and (index == at or aside) and heads_object(view, index):
        return index, 0, "object"
    if (
        index == at
        and view.has_lam(index)
        and cue.sort == "masdar"
        and cue.act in ("deny", "condemn", "demand")
        and cue.entry_lemma != "نسب"
    ):
        return index, 1, "li"
    return None
