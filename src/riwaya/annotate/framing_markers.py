"""Markers of stance: hedge, certainty, distancing, inference, intensifier. The marker alone is the span.

Most rows of the lexicon hold as they stand (``alone``); the others say when:

- ``may``: قد before an imperfect (*may*; before a past it is *already*);
- ``passive``: يُعتقد *it is thought*, not يعتقد فلان *so-and-so thinks*;
- ``connective``: لذلك *therefore* at the head of a clause;
- ``governs``: with the word it governs, ذرة من خجل *an atom of shame*;
- ``first-person``: أعتقد *I think*, not اعتقد *he thought*;
- ``truth``: بحقٍّ *truly*, not بحق المدنيين *against civilians*.
"""

from __future__ import annotations

from riwaya.annotate.framing_context import Context
from riwaya.annotate.match import Hit
from riwaya.fold import fold
from riwaya.model import Mark, Span

__all__ = ["markers"]

_DEVICES = ("hedge", "certainty", "distancing", "inference", "intensifier")
_HAMZA = "أ"
_NOTHING = frozenset(fold(word) for word in ("هناك", "ثمة", "يوجد", "شيء", "توجد", "ليس", "لا"))  # there is (nothing that …), not
_THAT = frozenset(
    fold(word)
    for word in ("أن", "أنه", "أنها", "أنهم", "أنهما", "بأن", "بأنه", "بأنها", "بأنهم", "بأنهما", "إنه", "إنها", "في", "على", "به")
)
_WHO = frozenset(fold(word) for word in ("من", "الذي", "الذين", "التي", "كان", "كانت", "لا", "لم", "ولا", "هو", "هي", "هم", "كما"))
_NOT = frozenset(fold(word) for word in ("ليس", "ليست", "وليس", "فليس", "غير", "يكن", "تكن", "يعد"))
_NEGATION = frozenset(fold(word) for word in ("لا", "لم", "لن", "ما"))


def markers(context: Context) -> list[Mark]:
    """The markers of a text, longest first where they overlap."""
    kept: list[Mark] = []
    for hit in sorted(context.hits.of("labels"), key=lambda one: (one.start - one.end, one.start, one.entry.id)):
        device = hit.entry["device"]
        if device not in _DEVICES or not _holds(context, hit):
            continue
        span = Span(hit.start, _end(context, hit))
        if not any(span.touches(other.span) for other in kept):
            kept.append(Mark(span, device, rule=hit.entry.id, confidence=0.8))
    return sorted(kept, key=lambda mark: mark.span)


def _end(context: Context, hit: Hit) -> int:
    """Where the marker ends: hedges and certainties leave the أنّ *that* after them out."""
    last = hit.last
    if hit.entry["build"] == "governs":
        return context.tokens[min(last + 1, context.bounds[last][1] - 1)].end
    if hit.entry["device"] in ("hedge", "certainty"):
        while last > hit.first and context.tokens[last].norm in _THAT:
            last -= 1
    return context.tokens[last].end if last < hit.last else hit.end


def _holds(context: Context, hit: Hit) -> bool:
    """Whether a find is the marker its row means."""
    if context.scripture(hit.start) or (hit.first in context.names and hit.last in context.names):
        return False
    if context.near(hit, hit.entry.variants("unless")):
        return False
    build = hit.entry["build"]
    if build in ("alone", "governs"):
        return _alone(context, hit)
    if build == "may":
        return _may(context, hit)
    if build == "passive":
        return _passive(context, hit)
    if build == "connective":
        return _clause_start(context, hit.first)
    if build == "first-person":
        return context.text.read[hit.start] == _HAMZA
    if build == "truth":
        return _truth(context, hit)
    return False


def _alone(context: Context, hit: Hit) -> bool:
    if hit.entry["device"] == "certainty" and _before(context, hit.first) in _NOT:
        return False  # ليس من الواضح: it is not clear
    if not hit.entry.lemma.startswith("ما "):
        return True
    if hit.prefix in ("ك", "وك", "فك", "ل"):
        return False  # كما وصف: as he described
    before = _before(context, hit.first)
    return before not in _NOTHING


def _before(context: Context, index: int) -> str:
    """The folded word before a token in its sentence, empty at its start."""
    first = context.bounds[index][0]
    return context.tokens[index - 1].norm if index - 1 >= first else ""


def _may(context: Context, hit: Hit) -> bool:
    """قد before an imperfect, with or without لا between them."""
    index, end = hit.last + 1, context.bounds[hit.first][1]
    if index < end and context.tokens[index].norm == "لا":
        index += 1
    if index >= end:
        return False
    token = context.tokens[index]
    if token.norm[0] == "ي" and len(token.norm) > 2:
        return True
    forms = [one.form for lexicon in ("cues", "triggers", "verbs") for one in context.hits.at(index, lexicon) if one.entry.pos == "verb"]
    if token.norm[0] not in "تن" or not forms or len(token.norm) < 4:
        return False
    return not any("past." in form for form in forms) and any("pres." in form for form in forms)


def _passive(context: Context, hit: Hit) -> bool:
    """يعتقد أن with nobody before it who could be the one that thinks."""
    if _before(context, hit.first) in _WHO:
        return False
    last = context.tokens[hit.last].norm
    end = context.bounds[hit.first][1]
    following = context.tokens[hit.last + 1].norm if hit.last + 1 < end else ""
    if last not in _THAT and following not in _THAT:
        return False
    name = context.names.get(hit.first - 1)
    return name is None or name[2].kind not in ("person", "group") or name[1] != hit.first - 1


def _clause_start(context: Context, index: int) -> bool:
    first = context.bounds[index][0]
    return index == first or context.tokens[index - 1].kind == "punct" or (index - 1 == first and context.tokens[first].kind != "word")


def _truth(context: Context, hit: Hit) -> bool:
    end = context.bounds[hit.first][1]
    if hit.last + 1 >= end or (fold(hit.entry.lemma) != "بحق" and not context.tokens[hit.first].norm.endswith("بحق")):
        return True
    following = context.tokens[hit.last + 1]
    return following.kind == "punct" or following.norm in _NEGATION or following.tag == "verb"
