"""Which place a name stands for: by what the text says around it, or not at all.

Every candidate is weighed by what it is (a city before a hamlet), by the units named with it (قرية X بريف Y: X lies in Y), by its
distance to the other places of the text, and by the class word before it. Where two candidates far apart weigh the
same, none is taken: the candidates are kept, and the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import asin, cos, exp, radians, sin, sqrt
from typing import Any

from rapidfuzz import fuzz, process

from riwaya.annotate.places import Index, Spot, key
from riwaya.fold import fold
from riwaya.model import Mention, Text
from riwaya.rules import Tools

__all__ = ["kilometres", "resolve"]

_RURAL = ("ريف", "ارياف", "بادية", "باديه", "غوطه")
_OUTER = (
    "مدينه",
    "بلده",
    "قريه",
    "محافظه",
    "منطقه",
    "ناحيه",
    "قضاء",
    "حي",
    "مخيم",
    "سجن",
    "مطار",
    "قاعده",
    "معبر",
    "سد",
    "حقل",
    "نهر",
    "مشفي",
    "مستشفي",
    "جسر",
)
_AREAS = ("شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "شمالا", "جنوبا", "شرقا", "غربا", "محيط", "اطراف")
_BASE = {
    "country": 5.0, "macro": 5.0, "governorate": 3.2, "region": 3.5, "city": 4.0, "capital": 4.5, "province": 3.5, "town": 2.0,
    "district": 2.0, "community": 1.4, "village": 1.2, "neighbourhood": 0.6, "sea": 4.0, "river": 3.0,
}  # fmt: skip
_RADIUS = {
    "country": 400.0, "macro": 1000.0, "sea": 500.0, "governorate": 60.0, "province": 60.0, "region": 40.0, "district": 20.0,
    "river": 150.0, "lake": 20.0, "city": 6.0, "capital": 8.0, "town": 3.0, "community": 2.0, "village": 2.0, "neighbourhood": 1.5,
}  # fmt: skip
_FACILITY = 1.0
_RURAL_KM, _DIRECTION_KM = 30.0, 15.0
_SAME_KM = 8.0  # rows of two gazetteers this close are one place
_APART_KM = 25.0
_KNOWN = 1.0
_ADDED = 1.5  # what a place of the user's own gazetteer gains: it was added for these texts
_EXACT = 0.7  # what the very spelling gains over one that differs in an article or a last letter
_AT_HOME = 2.5  # what a place gains that lies in the country most of the text's places lie in
_MARGIN = 0.6
_NEARBY = 160  # characters within which a named unit belongs to a name


@dataclass(slots=True)
class _Named:
    """A mention of a place while it is being resolved."""

    index: int
    start: int
    end: int
    name: str
    rural: bool
    direction: bool
    cue: str
    spots: list[Spot]
    method: str = "name"
    scores: list[float] = field(default_factory=list)


def resolve(text: Text, mentions: Sequence[Mention], tools: Tools) -> list[Mention]:
    """The mentions with `Mention.resolved` filled in for places and facilities.

    A resolved place is ``{"lat", "lon", "precision_km", "class", "name", "method", "gazetteer", "candidates"}``; where none of the
    candidates is taken, ``lat`` and ``lon`` are None and ``reason`` says why.
    """
    index = Index.of(tools)
    named = [_named(text, number, one, index) for number, one in enumerate(mentions) if one.kind in ("place", "facility")]
    units = {key(one.name): one for one in reversed(named)}
    for one in named:
        one.scores = [
            _prior(spot) + (_EXACT if fold(spot.name) == one.name else 0.0) + _cue(spot, one) + _inside(spot, one, named, units)
            for spot in one.spots
        ]
    home = _home(named)
    told = {spot.country for one in named for spot in one.spots[:1] if spot.kind == "country"} | {home}
    if home:
        for one in named:
            one.scores = [score + _country(spot, home, told) for score, spot in zip(one.scores, one.spots, strict=True)]
    firm = [(one, best) for one in named if (best := _sure(one)) is not None]
    found = list(mentions)
    for one in named:
        _neighbours(one, firm)
        found[one.index] = replace(found[one.index], resolved=_answer(one))
    return found


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points given as (lat, lon) in degrees.

    >>> round(kilometres((36.2, 37.15), (33.51, 36.29)))
    309
    """
    lat1, lon1, lat2, lon2 = map(radians, (*a, *b))
    part = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, part)))


def _named(text: Text, number: int, one: Mention, index: Index) -> _Named:
    name = fold(text.read[one.span.start : one.span.end]).replace("#", " ").replace("_", " ")
    words = name.split()
    rural = bool(words) and words[0] in _RURAL
    if rural:
        words = [word for word in words[1:] if not word.lstrip("و").startswith(("الشمال", "الجنوب", "الشرق", "الغرب", "الاوسط"))]
        if words and words[0] in ("مدينه", "محافظه", "بلده"):
            words = words[1:]
    before = fold(text.read[max(0, one.span.start - 24) : one.span.start]).split()
    cue = before[-1].lstrip("وبل") if before else ""
    direction = cue in {area.lstrip("وبل") for area in _AREAS} or (
        len(before) > 1 and before[-2] in _AREAS and cue in ("مدينه", "بلده", "قريه")
    )
    spots = index.named(" ".join(words))
    method = "name"
    if not spots and len(words) > 1 and words[0] in _OUTER:
        spots = index.named(" ".join(words[1:]))
        words = words[1:] if spots else words
    if not spots and len(words) > 1:
        tail = [word for word in words if not word.startswith(("الشمالي", "الجنوبي", "الشرقي", "الغربي"))]
        spots = index.named(" ".join(tail)) if tail else []
    if not spots and len("".join(words)) > 4:
        spots, method = _alike(index, key(" ".join(words))), "spelling"
    return _Named(number, one.span.start, one.span.end, " ".join(words), rural, direction, cue, _merged(spots), method)


@lru_cache(maxsize=4096)
def _alike(index: Index, name: str) -> list[Spot]:
    """Places whose names differ in a letter or so."""
    found: list[Spot] = []
    for other, _, _ in process.extract(name, index.near(name), scorer=fuzz.ratio, score_cutoff=88, limit=4):
        found.extend(index.keyed(other))
    return found


def _merged(spots: Sequence[Spot]) -> list[Spot]:
    """The spots with those left out that a better source has, too."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda one: (-one.rank, -_BASE.get(one.kind, 1.0), one.id)):
        twin = next((one for one in kept if kilometres((one.lat, one.lon), (spot.lat, spot.lon)) < _SAME_KM), None)
        if twin is None:
            kept.append(spot)
            continue
        # the better source keeps the point, the other may tell what it is
        stronger = max((twin, spot), key=lambda one: _BASE.get(one.kind, 1.0)).kind
        people = max(spot.population, twin.population)
        known = spot.known or twin.known
        country = twin.country or spot.country
        kept[kept.index(twin)] = replace(
            twin, kind=stronger, admin=twin.admin or spot.admin, population=people, known=known, country=country
        )
    return kept[:12]


def _prior(spot: Spot) -> float:
    people = min(1.0, spot.population / 500_000) if spot.population else 0.0
    known = _ADDED if spot.rank == 2 else _KNOWN if spot.known and spot.kind not in ("town", "village") else 0.0
    return _BASE.get(spot.kind, 1.0) + people + known


def _cue(spot: Spot, one: _Named) -> float:
    small = spot.kind in ("village", "community", "town", "neighbourhood")
    if one.cue.endswith(("قريه", "بلده", "بلدتي", "قري")):
        return 1.5 if small else -1.5
    if one.cue.endswith("محافظه"):
        return 2.0 if spot.kind in ("governorate", "city") else -1.0
    if one.cue.endswith("مدينه"):
        return 1.0 if spot.kind in ("city", "town", "capital") else 0.0
    return 0.0


def _inside(spot: Spot, one: _Named, named: Sequence[_Named], units: dict[str, _Named]) -> float:
    """What the naming of the units that a place lies in speaks for it: much where they stand close behind it."""
    score = 0.0
    for unit in spot.admin:
        other = units.get(key(unit))
        if other is None or key(unit) == key(one.name):
            continue
        near = any(key(each.name) == key(unit) and -_NEARBY < each.start - one.end < _NEARBY for each in named)
        score += 3.0 if near else 1.5
    return score


def _country(spot: Spot, home: str, told: set[str]) -> float:
    """What the country of a place speaks for it: it is the text's, or a hamlet of a land that the text does not name."""
    if not spot.country:
        return 0.0
    if spot.country == home:
        return _AT_HOME
    return -2.0 if spot.kind in ("village", "community", "town") and spot.country not in told else 0.0


def _home(named: Sequence[_Named]) -> str:
    """The country that most of the text's names speak for, or nothing; a name of several places speaks for its likeliest."""
    votes: dict[str, float] = {}
    for one in named:
        if not one.spots:
            continue
        best = max(zip(one.scores, (-number for number in range(len(one.spots))), strict=True))
        country = one.spots[-best[1]].country
        if country:
            votes[country] = votes.get(country, 0.0) + 1.0
    return max(sorted(votes), key=lambda country: votes[country]) if votes else ""


def _sure(one: _Named) -> Spot | None:
    """The place of a mention that needs no neighbours: one candidate, or one well before the others."""
    if not one.spots or one.method != "name":
        return None
    ranked = sorted(zip(one.scores, range(len(one.spots)), strict=True), reverse=True)
    if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= 1.5:
        spot = one.spots[ranked[0][1]]
        return spot if spot.kind not in ("country", "macro", "sea", "river") else None
    return None


def _neighbours(one: _Named, firm: Sequence[tuple[_Named, Spot]]) -> None:
    """Add to each candidate what its distance to the firm places around it speaks for it."""
    others = [(abs(each.start - one.start), spot) for each, spot in firm if each.name != one.name]
    if not others:
        return
    for number, spot in enumerate(one.spots):
        pull = [exp(-distance / 600) * exp(-kilometres((spot.lat, spot.lon), (each.lat, each.lon)) / 40) for distance, each in others]
        one.scores[number] += 3.0 * max(pull) + min(2.0, sum(pull) / 2)


def _answer(one: _Named) -> dict[str, Any]:
    ranked = sorted(zip(one.scores, (-number for number in range(len(one.spots))), strict=True), reverse=True)
    candidates = [_candidate(one.spots[-number], score) for score, number in ranked[:5]]
    if not candidates:
        return {"lat": None, "lon": None, "candidates": [], "method": "none", "reason": "no gazetteer has this name"}
    best = one.spots[-ranked[0][1]]
    reason = _doubt(one, ranked)
    if reason:
        return {"lat": None, "lon": None, "candidates": candidates, "method": "none", "reason": reason}
    kind = "region" if one.rural else "governorate" if one.cue.endswith("محافظه") else best.kind
    radius = _RURAL_KM if one.rural else _RADIUS.get(kind, _FACILITY) + (_DIRECTION_KM if one.direction else 0.0)
    method = "area" if one.rural or one.direction else one.method if len(ranked) == 1 else "context"
    return {
        "lat": best.lat, "lon": best.lon, "precision_km": radius, "class": kind, "name": best.name, "id": best.id,
        "country": best.country, "method": method, "gazetteer": best.source, "candidates": candidates if len(candidates) > 1 else [],
    }  # fmt: skip


def _doubt(one: _Named, ranked: Sequence[tuple[float, int]]) -> str:
    """Why none of the candidates is taken, or nothing."""
    best = one.spots[-ranked[0][1]]
    if ranked[0][0] < 0.0:
        return "the only place of this name lies in a country that the text does not speak of"
    if one.method == "spelling" and ranked[0][0] < _BASE.get(best.kind, 1.0) + _AT_HOME + 1.0:
        return "only names spelt alike are known, and nothing around speaks for one"
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
        second = one.spots[-ranked[1][1]]
        if kilometres((best.lat, best.lon), (second.lat, second.lon)) > _APART_KM:
            return "several places of this name, and nothing around speaks for one"
    return ""


def _candidate(spot: Spot, score: float) -> dict[str, Any]:
    return {"id": spot.id, "name": spot.name, "lat": spot.lat, "lon": spot.lon, "class": spot.kind, "score": round(score, 2)}
