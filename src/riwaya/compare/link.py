"""How likely two reports are of the same incident: comparison levels of a pair, each with a weight.

The weights are those of a logistic model over pairs of reports (Fellegi and Sunter's match weights, fitted together because the levels
are not independent), estimated by `bench/incidents.py` on labelled pairs; a reason can be given for each pair by its largest terms.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from riwaya import rules
from riwaya.compare import figures
from riwaya.compare.geo import kilometres
from riwaya.compare.reports import Place, Report
from riwaya.compare.words import Vector, Weights, cosine

DAYS_APART: Final = 2
"""Reports published further apart are only compared where a day that one tells of is a day of the other."""
_ELSEWHERE: Final = math.log1p(10.0)
_FAINT: Final = 0.02
_KNOWN: Final = frozenset(
    {"clash", "attack", "airstrike", "drone-strike", "shelling", "bombing", "explosion", "execution", "abduction", "arrest"}
)
"""Types of event that tell incidents apart; deaths and injuries follow from any of them."""


@cache
def shipped() -> Mapping[str, float]:
    """Weight of each level, from the table `linkage`; a level it does not name weighs nothing."""
    return {row["level"]: float(row["weight"]) for row in rules.load(only=()).rows("linkage")}


class Sketch(NamedTuple):
    """A report made ready for comparing."""

    report: Report
    words: Vector
    head: Vector
    places: Vector
    sentences: tuple[Vector, ...]
    contexts: Mapping[str, Vector]
    rarity: Mapping[str, float]
    main: Place | None
    spots: tuple[tuple[float, float], ...]


def sketches(reports: Sequence[Report]) -> list[Sketch]:
    """Reports with their words and places weighed by how rare they are among them all."""
    words = Weights(report.bag for report in reports)
    heads = Weights(report.head for report in reports)
    places = Weights(report.fine for report in reports)
    ceiling = math.log(len(reports) + 1)
    return [
        Sketch(
            report,
            words.vector(report.bag),
            heads.vector(report.head),
            places.vector(report.fine),
            tuple(words.vector(bag) for bag in report.sentences),
            {key: words.vector(bag) for key, bag in report.contexts.items()},
            {key: places.of(key) / ceiling for key in report.fine},
            report.main,
            tuple(place.spot for place in report.places if place.fine and place.spot is not None),
        )
        for report in reports
    ]


def levels(one: Sketch, other: Sketch) -> dict[str, float]:
    """The comparison levels of a pair, each a number of the order of 1; none for a pair that has nothing in common."""
    words, head, places = cosine(one.words, other.words), cosine(one.head, other.head), cosine(one.places, other.places)
    if words < _FAINT and not places and not head:
        return {}
    # Square roots: the first likeness counts for more than the last.
    found = {"bias": 1.0, "words": math.sqrt(words), "head": math.sqrt(head), "places": math.sqrt(places)}
    found.update(_sentence_levels(one.sentences, other.sentences))
    found.update(_place_levels(one, other))
    found.update(_shared_places(one, other))
    found["place_and_lead"] = found["places"] * found.get("lead", 0.0)
    found.update(_claim_levels(one.report, other.report))
    if one.report.published is not None and other.report.published is not None:
        apart = abs(one.report.published - other.report.published)
        found.update({("same_day", "next_day", "two_days")[apart] if apart <= DAYS_APART else "later": 1.0})
    return found


def _claim_levels(one: Report, other: Report) -> dict[str, float]:
    """Whether figures, sides, kinds of event and people agree; nothing where one of the two does not tell."""
    found: dict[str, float] = {}
    for role in ("killed", "injured"):
        mine, yours = figures.main(one, role), figures.main(other, role)
        if mine is not None and yours is not None:
            same = mine.low == yours.low and mine.high == yours.high
            found[f"{role}_same" if same else f"{role}_close" if figures.overlap(mine, yours) else f"{role}_other"] = 1.0
    kinds, others = (set(report.types) & _KNOWN for report in (one, other))
    if kinds and others:
        found["types"] = len(kinds & others) / len(kinds | others)
    here, there = one.firm_day, other.firm_day
    if here is not None and there is not None:
        found["told_same" if here == there else "told_near" if abs(here - there) == 1 else "told_other"] = 1.0
    if one.people & other.people:
        found["people"] = 1.0
    return found


def _sentence_levels(one: Sequence[Vector], other: Sequence[Vector]) -> dict[str, float]:
    """How near the first sentence of one is to the nearest of the other, in the more favourable direction."""
    if not one or not other:
        return {}
    lead = max(max(cosine(one[0], there) for there in other), max(cosine(here, other[0]) for here in one))
    return {"lead": math.sqrt(lead)}


def _place_levels(one: Sketch, other: Sketch) -> dict[str, float]:
    here, there = one.main, other.main
    if here is None or there is None:
        return {"no_place": 1.0, "far": 2.0, "farthest": 2.0}
    found = {
        "same_place": float(here.key == there.key),
        "mentioned": float(here.key in other.places or there.key in one.places),
        "far": 2.0,
        "farthest": 2.0,
    }
    if here.spot is not None and there.spot is not None:
        found["far"] = _log_km(kilometres(here.spot, there.spot))
    if not found["mentioned"] and found["far"] > _ELSEWHERE:
        found["elsewhere"] = 1.0
    if one.spots and other.spots:
        found["farthest"] = _log_km(min(kilometres(a, b) for a in one.spots for b in other.spots))
    return found


def _shared_places(one: Sketch, other: Sketch) -> dict[str, float]:
    """The rarest place both name, wherever it stands, and how alike the sentences are that name it."""
    shared = sorted(one.rarity.keys() & other.rarity.keys())
    if not shared:
        return {}
    alike = [
        one.rarity[key] * cosine(one.contexts[key], other.contexts[key]) for key in shared if key in one.contexts and key in other.contexts
    ]
    lead = [key for key in shared if key in (_first(one.report), _first(other.report))]
    return {
        "rare_place": max(one.rarity[key] for key in shared),
        "at_place": math.sqrt(max(alike, default=0.0)),
        "first_place": max((one.rarity[key] for key in lead), default=0.0),
    }


def _first(report: Report) -> str | None:
    """The first place below the province that a report names."""
    return min(((place.start, place.key) for place in report.places if place.fine), default=(0, None))[1]


def _log_km(distance: float) -> float:
    return min(4.0, math.log1p(distance))


def probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """That a pair with these levels is of one incident, from 0 to 1."""
    if not found:
        return 0.0
    total = sum(value * weights.get(name, 0.0) for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))


def pairs(ready: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, each once, the smaller number first.

    Reports published within a few days of each other, or of which one tells of a day that is the other's; reports without
    any date are compared with all.
    """
    published: dict[int, list[int]] = {}
    told: dict[int, list[int]] = {}
    undated: list[int] = []
    for number, sketch in enumerate(ready):
        days = {day.ordinal for day in sketch.report.days}
        if sketch.report.published is not None:
            published.setdefault(sketch.report.published, []).append(number)
        elif not days:
            undated.append(number)
        for one in sorted(days):
            told.setdefault(one, []).append(number)
    for number, sketch in enumerate(ready):
        days = {day.ordinal for day in sketch.report.days}
        day = sketch.report.published
        near: set[int] = set(undated)
        if day is None and not days:
            near.update(range(len(ready)))
        if day is not None:
            for close in range(day - DAYS_APART, day + DAYS_APART + 1):
                near.update(published.get(close, ()))
            near.update(*(told.get(close, ()) for close in (day, day - 1)))
        for one in days:
            near.update(*(published.get(close, ()) for close in (one, one + 1)), told.get(one, ()))
        yield from ((number, other) for other in sorted(near) if other > number)
