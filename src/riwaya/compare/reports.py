"""What a document tells of its incident: places, dates, figures, sides, types and words, taken from its stored reading.

A post opens with what it reports and goes on to background, so everything found is weighed by how early it stands. Events
of earlier days, and figures that sum up a longer time, are left out of the report.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from riwaya.compare import words
from riwaya.fold import fold

HEAD: Final = 500
"""Characters of the head of a text: headline and first sentences."""
REACH: Final = 5000
"""Characters of a text that are compared at all."""
_HALF_WAY: Final = 300
_COARSE_KM: Final = 15.0
_COARSE: Final = frozenset({"country", "province", "governorate", "region", "river", "sea", "desert", "continent"})
_HISTORY: Final = frozenset({"habitual-history", "planned", "conditional", "called-for", "negated"})
_VIOLENT: Final = frozenset(
    {
        "clash",
        "attack",
        "airstrike",
        "drone-strike",
        "shelling",
        "bombing",
        "explosion",
        "death",
        "injury",
        "execution",
        "abduction",
        "arrest",
    }
)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A place a report names: its folded name, how much the report is about it, and where it lies if anybody knows."""

    name: str
    key: str
    start: int
    weight: float
    lat: float | None
    lon: float | None
    fine: bool
    event: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, of what role, as the reading found it; `high` is None when open."""

    role: str
    low: int
    high: int | None
    bound: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Day:
    """A day (ordinal) the report may speak of, and how much weight its expression carries."""

    ordinal: int
    weight: float


@dataclass(frozen=True, slots=True)
class Report:
    """One document's account of its incident."""

    document: str
    source: str | None
    title: str
    published: int | None
    places: tuple[Place, ...]
    days: tuple[Day, ...]
    figures: tuple[Figure, ...]
    sides: frozenset[str]
    types: Mapping[str, float]
    people: frozenset[str]
    bag: Mapping[str, float] = field(repr=False)
    head: Mapping[str, float] = field(repr=False)
    text: str = field(repr=False)

    @property
    def fine(self) -> dict[str, float]:
        """Weight of each place below the province, by folded name."""
        return {place.key: place.weight for place in self.places if place.fine}

    @property
    def main(self) -> Place | None:
        """The place the report is most about, None when it names none below the province."""
        return max((place for place in self.places if place.fine), key=lambda place: (place.weight, -place.start), default=None)


def ordinal(day: str | None) -> int | None:
    """An ISO date (or the date of a longer stamp) as a day number; None for anything shorter or broken."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def of(reading: Json) -> Report:
    """The report of a stored reading."""
    document, text = reading["document"], reading["text"]
    published = ordinal(document.get("published"))
    events = reading.get("events") or ()
    return Report(
        document=str(document["id"]),
        source=document.get("source"),
        title=_title(document, text),
        published=published,
        places=_places(reading, events),
        days=_days(reading, events, published),
        figures=_figures(reading, events),
        sides=_sides(text, events),
        types=_types(events),
        people=frozenset(fold(text[one["start"] : one["end"]]) for one in reading.get("mentions") or () if one["kind"] == "person"),
        bag=Counter(words.stems(text[:REACH])),
        head=Counter(words.stems(text[:HEAD])),
        text=text,
    )


def _nearness(start: int) -> float:
    return 1.0 / (1.0 + start / _HALF_WAY)


def _title(document: Json, text: str) -> str:
    told = (document.get("title") or "").strip()
    line: str = told or next((line.strip() for line in text.splitlines() if len(line.strip()) > 12), text.strip()[:80])
    return line if len(line) <= 140 else line[:139].rsplit(" ", 1)[0] + "…"


def _told(event: Json) -> bool:
    return event.get("modality") not in _HISTORY


def _places(reading: Json, events: Iterable[Json]) -> tuple[Place, ...]:
    text = reading["text"]
    of_events = {
        (one["place"]["start"], one["place"]["end"]) for one in events if one.get("place") and _told(one) and one["type"] in _VIOLENT
    }
    merged: dict[str, Place] = {}
    for mention in reading.get("mentions") or ():
        if mention["kind"] not in ("place", "facility"):
            continue
        start, end = mention["start"], mention["end"]
        name = text[start:end].replace("_", " ").strip()
        key = " ".join(words.stems(name)) or fold(name)
        spot = mention.get("resolved") or {}
        before = merged.get(key)
        at_event = any(start < b and a < end for a, b in of_events)
        weight = _nearness(start) * (1.5 if at_event else 1.0) + (before.weight if before else 0.0)
        known = before if before is not None and before.lat is not None else None
        merged[key] = Place(
            name=before.name if before else name,
            key=key,
            start=before.start if before else start,
            weight=weight,
            lat=known.lat if known else spot.get("lat"),
            lon=known.lon if known else spot.get("lon"),
            fine=before.fine if before else _is_fine(spot),
            event=at_event or (before.event if before else False),
        )
    return tuple(merged.values())


def _is_fine(spot: Json) -> bool:
    return spot.get("class") not in _COARSE and float(spot.get("precision_km") or 0) <= _COARSE_KM


def _days(reading: Json, events: Iterable[Json], published: int | None) -> tuple[Day, ...]:
    """Days the report gives for its incident, explicit dates above weekdays above relative words."""
    found: dict[int, float] = {}
    for one in reading.get("times") or ():
        value = one.get("value") or ""
        if len(value) != 10:
            continue
        day = ordinal(value)
        if day is None or (published is not None and not -6 <= day - published <= 3):
            continue
        method = str((one.get("resolved") or {}).get("method") or one.get("rule") or "")
        strength = 3.0 if "calendar" in method or any(c.isdigit() for c in reading["text"][one["start"] : one["end"]]) else 1.0
        found[day] = found.get(day, 0.0) + strength * _nearness(one["start"])
    return tuple(Day(day, weight) for day, weight in sorted(found.items()))


def _figures(reading: Json, events: Iterable[Json]) -> tuple[Figure, ...]:
    return tuple(
        Figure(one["role"], one["low"], one["high"], one["bound"], one["start"], one["end"], _nearness(one["start"]))
        for one in reading.get("quantities") or ()
    )


def _sides(text: str, events: Iterable[Json]) -> frozenset[str]:
    """Stems of the words that name the actors of the events told."""
    found: set[str] = set()
    for event in events:
        if _told(event) and event["type"] in _VIOLENT:
            for actor in event.get("actors") or ():
                found.update(words.stems(text[actor["start"] : actor["end"]]))
    return frozenset(found)


def _types(events: Iterable[Json]) -> dict[str, float]:
    found: dict[str, float] = {}
    for event in events:
        if _told(event):
            found[event["type"]] = found.get(event["type"], 0.0) + _nearness(event["trigger"]["start"])
    return found
