"""How likely two reports are of the same incident: comparison levels of a pair, each with a weight.

The weights are those of a logistic model over pairs of reports (Fellegi and Sunter's match weights, fitted together because the levels
are not independent), estimated by `bench/incidents.py` on labelled pairs; a reason can be given for each pair by its largest terms.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from riwaya.compare.geo import kilometres
from riwaya.compare.reports import Place, Report
from riwaya.compare.words import Vector, Weights, cosine

DAYS_APART: Final = 2
"""Reports whose dates of publication lie further apart are not compared."""

WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -3.5,
    "words": 3.1,
    "head": 7.0,
    "places": 4.1,
    "same_place": 0.2,
    "no_place": 2.0,
    "mentioned": 0.8,
    "far": 0.35,
    "farthest": -0.15,
    "same_day": 0.65,
    "next_day": 0.0,
    "two_days": -0.9,
}
"""Weight of each level; those not named weigh nothing."""


class Sketch(NamedTuple):
    """A report made ready for comparing."""

    report: Report
    words: Vector
    head: Vector
    places: Vector
    main: Place | None
    spots: tuple[tuple[float, float], ...]


def sketches(reports: Sequence[Report]) -> list[Sketch]:
    """Reports with their words and places weighed by how rare they are among them all."""
    words = Weights(report.bag for report in reports)
    heads = Weights(report.head for report in reports)
    places = Weights(report.fine for report in reports)
    return [
        Sketch(
            report,
            words.vector(report.bag),
            heads.vector(report.head),
            places.vector(report.fine),
            report.main,
            tuple((place.lat, place.lon) for place in report.places if place.fine and place.lat is not None and place.lon is not None),
        )
        for report in reports
    ]


def levels(one: Sketch, other: Sketch) -> dict[str, float]:
    """The comparison levels of a pair, each a number of the order of 1."""
    found = {
        "bias": 1.0,
        "words": cosine(one.words, other.words),
        "head": cosine(one.head, other.head),
        "places": cosine(one.places, other.places),
    }
    found.update(_place_levels(one, other))
    if one.report.published is not None and other.report.published is not None:
        apart = abs(one.report.published - other.report.published)
        found["same_day"], found["next_day"], found["two_days"] = float(apart == 0), float(apart == 1), float(apart >= 2)
    return found


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
    if here.lat is not None and here.lon is not None and there.lat is not None and there.lon is not None:
        found["far"] = _log_km(kilometres((here.lat, here.lon), (there.lat, there.lon)))
    if one.spots and other.spots:
        found["farthest"] = _log_km(min(kilometres(a, b) for a in one.spots for b in other.spots))
    return found


def _log_km(distance: float) -> float:
    return min(4.0, math.log1p(distance))


def probability(found: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> float:
    """That a pair with these levels is of one incident, from 0 to 1."""
    total = sum(value * weights.get(name, 0.0) for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))


def pairs(ready: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: published within a few days of each other; reports without a date are compared with all."""
    dated: dict[int, list[int]] = {}
    undated: list[int] = []
    for number, sketch in enumerate(ready):
        day = sketch.report.published
        undated.append(number) if day is None else dated.setdefault(day, []).append(number)
    for number, sketch in enumerate(ready):
        day = sketch.report.published
        if day is None:
            yield from ((number, other) for other in range(number + 1, len(ready)))
            continue
        for near in range(day - DAYS_APART, day + DAYS_APART + 1):
            yield from ((number, other) for other in dated.get(near, ()) if other > number)
        yield from ((number, other) for other in undated if other > number)
