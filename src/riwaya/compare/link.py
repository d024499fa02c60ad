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
from riwaya.compare.reports import Figure, Place, Report
from riwaya.compare.words import Vector, Weights, cosine, language

DAYS_APART: Final = 2
"""Reports published further apart are only compared where a day that one tells of is a day of the other."""
_COUNTED: Final = ("killed", "injured")
_UNKNOWN_FAR: Final = 2.0
_FARTHEST: Final = 4.0
_WEIGHTY: Final = 16
_SHARED: Final = 3
_CROWD: Final = 600
"""Reports that one report may meet before it is compared only with those that share a place or several weighty words."""


@cache
def shipped() -> Mapping[str, float]:
    """Weight of each level, from the table `linkage`; a level it does not name weighs nothing."""
    return {row["level"]: float(row["weight"]) for row in rules.load(only=()).rows("linkage")}


class Sketch(NamedTuple):
    """A report made ready for comparing: its words and places as weighed vectors, and its weightiest words."""

    report: Report
    words: Vector
    head: Vector
    places: Vector
    sentences: tuple[Vector, ...]
    rarity: Mapping[str, float]
    first: str | None
    main: Place | None
    weighty: frozenset[str]
    told: int | None
    figures: tuple[Figure | None, ...]


def sketches(reports: Sequence[Report]) -> list[Sketch]:
    """Reports with their words and places weighed by how rare they are among them all."""
    words = Weights((report.bag for report in reports), language())
    heads = Weights((report.head for report in reports), language())
    places = Weights(report.fine for report in reports)
    made = []
    for report in reports:
        said = words.vector(report.bag)
        made.append(
            Sketch(
                report,
                said,
                heads.vector(report.head),
                places.vector(report.fine),
                tuple(words.vector(bag) for bag in report.sentences),
                {key: places.of(key) / places.most for key in report.fine},
                min(((place.start, place.key) for place in report.places if place.fine), default=(0, None))[1],
                report.main,
                frozenset(sorted(said, key=lambda word: (-said[word], word))[:_WEIGHTY]),
                report.firm_day,
                tuple(figures.main(report, role) for role in _COUNTED),
            )
        )
    return made


def levels(one: Sketch, other: Sketch) -> dict[str, float]:
    """The comparison levels of a pair, each a number of the order of 1."""
    # Square roots: the first likeness counts for more than the last.
    found = {
        "bias": 1.0,
        "words": math.sqrt(cosine(one.words, other.words)),
        "head": math.sqrt(cosine(one.head, other.head)),
        "lead": math.sqrt(_lead(one.sentences, other.sentences)),
    }
    found.update(_place_levels(one, other))
    found.update(_day_levels(one, other))
    for role, mine, yours in zip(_COUNTED, one.figures, other.figures, strict=True):
        if mine is not None and yours is not None:
            same = mine.low == yours.low and mine.high == yours.high
            found[f"{role}_same" if same else f"{role}_close" if figures.overlap(mine, yours) else f"{role}_other"] = 1.0
    return found


def _lead(one: Sequence[Vector], other: Sequence[Vector]) -> float:
    """How near the first sentence of one is to the nearest of the other, in the more favourable direction."""
    if not one or not other:
        return 0.0
    return max(max(cosine(one[0], there) for there in other), max(cosine(here, other[0]) for here in one))


def _place_levels(one: Sketch, other: Sketch) -> dict[str, float]:
    here, there = one.main, other.main
    if here is None or there is None:
        return {"no_place": 1.0, "far": _UNKNOWN_FAR}
    near = here.spot is not None and there.spot is not None
    return {
        "places": math.sqrt(cosine(one.places, other.places)),
        "first_place": max(one.rarity.get(key, 0.0) if key in other.rarity else 0.0 for key in (one.first or "", other.first or "")),
        "far": min(_FARTHEST, math.log1p(kilometres(here.spot, there.spot))) if near and here.spot and there.spot else _UNKNOWN_FAR,
    }


def _day_levels(one: Sketch, other: Sketch) -> dict[str, float]:
    found = {}
    if one.report.published is not None and other.report.published is not None:
        apart = abs(one.report.published - other.report.published)
        found[("same_day", "next_day", "two_days")[apart] if apart <= DAYS_APART else "later"] = 1.0
    if one.told is not None and other.told is not None:
        found["told_same" if one.told == other.told else "told_near" if abs(one.told - other.told) == 1 else "told_other"] = 1.0
    return found


def probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """That a pair with these levels is of one incident, from 0 to 1."""
    if not found:
        return 0.0
    total = sum(value * weights.get(name, 0.0) for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))


def pairs(ready: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, each once, the smaller number first.

    Published within a few days of each other, or one tells of a day that is the other's; reports without any date meet all. Where
    a report meets a crowd, only those are compared that share a place or several weighty words.
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
        near = _met(sketch.report, published, told, undated, len(ready))
        later = sorted(other for other in near if other > number)
        if len(near) > _CROWD:
            later = [other for other in later if _akin(sketch, ready[other])]
        yield from ((number, other) for other in later)


def _met(
    report: Report, published: Mapping[int, Sequence[int]], told: Mapping[int, Sequence[int]], undated: Sequence[int], count: int
) -> set[int]:
    """Numbers of the reports that can be of one day with this one, as far as anybody says."""
    days = {day.ordinal for day in report.days}
    if report.published is None and not days:
        return set(range(count))
    met = set(undated)
    if report.published is not None:
        for close in range(report.published - DAYS_APART, report.published + DAYS_APART + 1):
            met.update(published.get(close, ()))
        met.update(*(told.get(close, ()) for close in (report.published, report.published - 1)))
    for one in days:
        met.update(*(published.get(close, ()) for close in (one, one + 1)), told.get(one, ()))
    return met


def _akin(one: Sketch, other: Sketch) -> bool:
    return not one.rarity.keys().isdisjoint(other.rarity.keys()) or len(one.weighty & other.weighty) >= _SHARED
