"""What events of a sentence share: the doer of an attack and its dead, the place, the time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from riwaya.annotate.events_candidate import ASSAULTS, Candidate
from riwaya.annotate.events_phrases import View
from riwaya.annotate.events_slots import Arguments
from riwaya.annotate.events_words import ALSO, LINKED, PRO_DROP
from riwaya.model import Mention, Sentence, Span

__all__ = ["Told", "link"]

CONSEQUENCES = frozenset({"death", "injury", "destruction", "displacement", "explosion"})
_MARKS = frozenset("\"“”«»#'‘’(")
_PLACELESS = frozenset({"agreement", "sanction", "aid", "meeting", "looting", "abuse"})
_EXPLOSIVE = frozenset({"bombing", "explosion"})


@dataclass(slots=True)
class Told:
    """An event being told: its trigger, arguments, sentence, and the tokens ``[low, high)`` of its speaker within that sentence."""

    one: Candidate
    arguments: Arguments
    sentence: Sentence
    low: int
    high: int
    place: Span | None = None
    time: Span | None = None
    pointed: Told | None = None
    cause: Told | None = None  # the event that this consequence comes from
    place_from: str = ""  # where its place is told: "its clause", "its sentence", "the event pointed to"


def link(view: View, told: Sequence[Told], pointers: Sequence[Candidate] = ()) -> None:
    """Let the events of each sentence share what the guide lets them share; `pointers` are nouns that only point back to an event."""
    by_sentence: dict[int, list[Told]] = {}
    for event in told:
        by_sentence.setdefault(event.sentence.first, []).append(event)
    _continued(view, told)
    for group in by_sentence.values():
        _coordinated(view, group)
        _doers(view, group)
        _means(group)
    for pointer in pointers:
        _pointed(view, pointer, told)
    for event in told:
        _place(view, event, by_sentence[event.sentence.first])
        _time(view, event)


def _coordinated(view: View, group: list[Told]) -> None:
    """قُتل وأُصيب مدنيون, مقتل وإصابة مدنيين: what follows the second belongs to the first too."""
    for left, right in zip(reversed(group[:-1]), reversed(group[1:]), strict=True):
        joined = right.one.prefix.startswith("و") and right.one.first - left.one.last == 1
        if joined and not left.arguments.direct:
            if not left.arguments.targets:
                left.arguments.targets = list(right.arguments.targets)
            if not left.arguments.actors:
                left.arguments.actors = list(right.arguments.actors)
    for left, right in itertools.pairwise(group):
        follows = right.one.prefix.startswith("و") and not right.arguments.actors and right.one.type not in CONSEQUENCES
        if follows and left.arguments.actors and left.one.type not in CONSEQUENCES and "actor" in right.one.frame.get("subject", "actor"):
            right.arguments.actors = list(left.arguments.actors)


def _continued(view: View, told: Sequence[Told]) -> None:
    """A verb without a subject of its own (كما مشّطت, فقتلوا) goes on with the doer told last."""
    for before, event in pairwise(told):
        one = event.one
        drops = one.prefix == "ف" or (one.first > 0 and view.norms[one.first - 1] in PRO_DROP)
        able = one.finite and not one.form.endswith(".pass") and one.frame.get("subject") == "actor" and not event.arguments.actors
        if drops and able and before.arguments.actors and event.sentence == before.sentence and before.one.type not in CONSEQUENCES:
            event.arguments.actors = list(before.arguments.actors)


def _doers(view: View, group: list[Told]) -> None:
    """The dead and hurt take as actor whoever the same sentence makes do it."""
    for event in group:
        if event.one.type not in CONSEQUENCES:
            continue
        cause = event.cause = _cause(view, event, group)
        if cause is not None and not event.arguments.actors:
            event.arguments.actors = [span for span in cause.arguments.actors if span not in event.arguments.targets]


def _pointed(view: View, pointer: Candidate, told: Sequence[Told]) -> None:
    """جراء الاستهداف *from that strike*: who did the event pointed to also did what follows from it."""
    first = view.sentence(pointer.first).first
    earlier = [event for event in told if event.one.first < pointer.first and event.one.type in ASSAULTS and event.arguments.actors]
    if not earlier:
        return
    for event in told:
        if event.sentence.first == first and event.one.type in CONSEQUENCES and not event.arguments.actors:
            event.arguments.actors = list(earlier[-1].arguments.actors)
            event.pointed = event.cause = earlier[-1]


def _cause(view: View, event: Told, group: list[Told]) -> Told | None:
    group = [other for other in group if other.one.type != "clash"]
    group = [other for other in group if not _apart(view, event, other)]
    after = [other for other in group if other.one.first > event.one.first and other.one.type in ASSAULTS and other.low == event.low]
    before = [other for other in group if other.one.first < event.one.first and other.one.type in ASSAULTS and other.low == event.low]
    if after and _caused_by(view, event, after[0], group):
        return after[0]
    if before:
        return before[-1]
    return after[0] if after else None


def _apart(view: View, event: Told, other: Told) -> bool:
    """Whether a word such as كما *also* or فيما *while* stands between two events of a sentence."""
    low, high = sorted((event.one.first, other.one.first))
    return any(view.norms[token] in ALSO for token in range(low + 1, high))


def _caused_by(view: View, event: Told, cause: Told, group: list[Told]) -> bool:
    """Whether a word of cause (ب, في, جراء, إثر …) leads to the cause that follows."""
    before = view.norms[cause.one.first - 1] if cause.one.first else ""
    return "ب" in cause.one.prefix or before in ("جراء", "اثر", "في", "نتيجه", "بسبب", "بفعل", "عقب", "خلال", "ب", "من")


def _means(group: list[Told]) -> None:
    """Explosives that went off are what killed and hurt."""
    for event in group:
        if event.one.type not in ("death", "injury") or event.arguments.instrument is not None:
            continue
        for other in group:
            if other.one.type in _EXPLOSIVE and other.arguments.instrument is not None and other.low == event.low:
                event.arguments.instrument = other.arguments.instrument
                break


def _place(view: View, event: Told, group: list[Told]) -> None:
    """The event's own place; else the next one in its sentence, else the one before it, else that of the line's heading."""
    if event.arguments.places:
        event.place_from = "its clause"
        behind = [span for span in event.arguments.places if span.start >= event.one.end]
        named = [span for span in behind if any(mention.span.touches(span) for mention in view.mention_from.values())]
        event.place = min(named or behind) if behind else event.arguments.places[0]
        return
    if event.one.type in _PLACELESS:
        return
    taken = {span for other in group for span in other.arguments.actors}
    places = [one for one in _places(view, event.low, event.high) if one.span not in taken]
    after = [one for one in places if one.span.start >= event.one.end]
    before = [one for one in places if one.span.end <= event.one.start]
    event.place_from = "its sentence"
    if after:
        event.place = after[0].span
    elif before:
        event.place = before[-1].span if len(before) == 1 or before[-1].span.start - before[0].span.end > 60 else before[0].span
    elif event.pointed is not None:
        event.place, event.place_from = event.pointed.place, "the event pointed to"


def _places(view: View, low: int, high: int) -> list[Mention]:
    """Places and facilities named in ``[low, high)`` that a preposition or a class word makes a where."""
    found: list[Mention] = []
    for token in range(low, high):
        mention = view.mention_from.get(token)
        if mention is None or mention.kind not in ("place", "facility"):
            continue
        if mention.kind == "facility" or _is_where(view, token, mention):
            found.append(mention)
    return found


def _is_where(view: View, token: int, mention: Mention) -> bool:
    """Whether a place is governed by a preposition or a class word, or heads its line (حلب: …)."""
    word = view.tokens[token]
    prefix = word.norm[: max(0, mention.span.start - word.start)]
    if token and view.norms[token - 1] in LINKED:
        return False
    if "ب" in prefix:
        return True
    end = view.layout.token_at(mention.span.end - 1) + 1
    if end < len(view.tokens) and view.norms[end] == ":":
        return True
    if prefix:
        return False
    back = token - 1
    while back >= 0 and view.norms[back] in _MARKS:
        back -= 1
    if back < 0:
        return False
    hit = view.participant.get(back)
    if hit is not None and hit.entry["class"] == "area":
        return True
    return view.preposition(back) not in ("", "مع", "ضد", "بين") and view.tokens[back].tag in ("prep", "noun", "adj")


def _time(view: View, event: Told) -> None:
    """The time told in the event's clause: the nearest of its sentence, in the same speaker's words."""
    low, high = view.tokens[event.low].start, view.tokens[event.high - 1].end
    best, width = None, 10**9
    for time in view.times:
        if not low <= time.span.start < high:
            continue
        gap = time.span.start - event.one.end if time.span.start >= event.one.end else event.one.start - time.span.end
        if gap < width:
            best, width = time.span, gap
    event.time = best
