"""From a stored reading to the document's report of its incident.

A post opens with what it reports and goes on to background, so everything found is weighed by how early it stands. Events
of earlier days and events that have not happened are left out of the report.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from riwaya.compare import words
from riwaya.compare.reports import Claim, Day, Figure, Place, Report
from riwaya.fold import fold

HEAD: Final = 500
"""Characters of the head of a text: headline and first sentences."""
REACH: Final = 5000
"""Characters of a text that are compared at all."""
_HALF_WAY: Final = 300
_BREAKS: Final = re.compile(r"[\n!؟?…]+|[.:](?=\s)")
_FEWEST_WORDS: Final = 7
_SENTENCES: Final = 12
_COARSE_KM: Final = 15.0
_COARSE: Final = frozenset({"country", "province", "governorate", "region", "river", "sea", "desert", "continent"})
_NOT_TOLD: Final = frozenset({"habitual-history", "planned", "conditional", "called-for", "negated"})
_VIOLENT: Final = frozenset(
    {
        "clash", "attack", "airstrike", "drone-strike", "shelling", "bombing", "explosion", "death", "injury", "execution",
        "abduction", "arrest", "abuse", "escape", "looting", "destruction",
    }
)  # fmt: skip
_CAUSES: Final = _VIOLENT - {"death", "injury", "destruction", "escape"}
_VICTIMS: Final = frozenset({"death", "injury", "execution", "abduction", "arrest", "abuse"})
_EXPLICIT: Final = 3.0

Json = Mapping[str, Any]


def ordinal(day: str | None) -> int | None:
    """An ISO date (or the date of a longer stamp) as a day number; None for anything shorter or broken.

    >>> ordinal("0001-01-03T10:00"), ordinal("2022-01")
    (3, None)
    """
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def report(reading: Json) -> Report:
    """The report of a stored reading."""
    document, text = reading["document"], reading["text"]
    published = ordinal(document.get("published"))
    told = [one for one in reading.get("events") or () if one.get("modality") not in _NOT_TOLD]
    return Report(
        document=str(document["id"]),
        source=document.get("source"),
        title=_title(document, text),
        published=published,
        places=_places(reading, told),
        days=_days(reading, published),
        figures=_figures(reading),
        claims=tuple(_claims(reading, told)),
        types=_types(told),
        people=frozenset(fold(text[one["start"] : one["end"]]) for one in reading.get("mentions") or () if one["kind"] == "person"),
        sentences=_sentences(text[:REACH]),
        bag=Counter(words.stems(text[:REACH])),
        head=Counter(words.stems(text[:HEAD])),
        text=text,
    )


def nearness(start: int) -> float:
    """How much what stands at an offset counts: 1 at the beginning, half of it at 300 characters."""
    return 1.0 / (1.0 + start / _HALF_WAY)


def _title(document: Json, text: str) -> str:
    told = (document.get("title") or "").strip()
    line: str = told or next((line.strip() for line in text.splitlines() if len(line.strip()) > 12), text.strip()[:80])
    return line if len(line) <= 140 else line[:139].rsplit(" ", 1)[0] + "…"


def _sentences(text: str) -> tuple[Mapping[str, float], ...]:
    """Bags of the first sentences that say enough to compare, repeated ones once."""
    found: dict[tuple[str, ...], Mapping[str, float]] = {}
    for line in _BREAKS.split(text):
        bag = words.stems(line)
        if len(bag) >= _FEWEST_WORDS:
            found.setdefault(tuple(bag), Counter(bag))
        if len(found) == _SENTENCES:
            break
    return tuple(found.values())


def _places(reading: Json, told: Sequence[Json]) -> tuple[Place, ...]:
    text = reading["text"]
    of_events = [(one["place"]["start"], one["place"]["end"]) for one in told if one.get("place") and one["type"] in _VIOLENT]
    merged: dict[str, Place] = {}
    for mention in reading.get("mentions") or ():
        if mention["kind"] not in ("place", "facility"):
            continue
        start, end = mention["start"], mention["end"]
        name = text[start:end].replace("_", " ").strip()
        key = " ".join(words.stems(name)) or fold(name)
        spot = mention.get("resolved") or {}
        here = any(start < last and first < end for first, last in of_events)
        weight = nearness(start) * (1.5 if here else 1.0)
        before = merged.get(key)
        if before is None:
            merged[key] = Place(name, key, start, weight, spot.get("lat"), spot.get("lon"), _is_fine(spot), here)
        else:
            lat, lon = (before.lat, before.lon) if before.lat is not None else (spot.get("lat"), spot.get("lon"))
            merged[key] = Place(before.name, key, before.start, before.weight + weight, lat, lon, before.fine, before.event or here)
    return tuple(merged.values())


def _is_fine(spot: Json) -> bool:
    return spot.get("class") not in _COARSE and float(spot.get("precision_km") or 0) <= _COARSE_KM


def _days(reading: Json, published: int | None) -> tuple[Day, ...]:
    """Days the report gives for its incident, explicit dates above weekdays and relative words."""
    text = reading["text"]
    found: dict[int, Day] = {}
    for one in reading.get("times") or ():
        day = ordinal(one.get("value")) if len(one.get("value") or "") == 10 else None
        if day is None or (published is not None and not -6 <= day - published <= 3):
            continue
        start, end = one["start"], one["end"]
        weight = nearness(start) * (_EXPLICIT if any(char.isdigit() for char in text[start:end]) else 1.0)
        before = found.get(day)
        found[day] = Day(day, weight + before.weight, before.start, before.end) if before else Day(day, weight, start, end)
    return tuple(found[day] for day in sorted(found))


def _types(told: Sequence[Json]) -> dict[str, float]:
    found: dict[str, float] = {}
    for event in told:
        found[event["type"]] = found.get(event["type"], 0.0) + nearness(event["trigger"]["start"])
    return found


# ---- who says what


class _Voices:
    """Who speaks where in a text."""

    def __init__(self, reading: Json) -> None:
        text = reading["text"]
        self._speaker: dict[str, str | None] = {}
        self._content: list[tuple[int, int, str]] = []
        for number, one in enumerate(reading.get("speech") or ()):
            key = str(one.get("id", number))
            source = one.get("source")
            self._speaker[key] = text[source["start"] : source["end"]] if source else None
            self._content.extend((span["start"], span["end"], key) for span in one.get("content") or ())

    def at(self, start: int, end: int) -> str | None:
        """The innermost speech whose content holds a span."""
        holding = [(last - first, key) for first, last, key in self._content if first <= start and end <= last]
        return min(holding)[1] if holding else None

    def speaker(self, speech: str | None) -> str | None:
        return self._speaker.get(speech) if speech is not None else None


def _figures(reading: Json) -> tuple[Figure, ...]:
    voices = _Voices(reading)
    found = []
    for one in reading.get("quantities") or ():
        speech = voices.at(one["start"], one["end"])
        found.append(Figure(one["role"], one["low"], one["high"], one["bound"], one["start"], one["end"], speech, voices.speaker(speech)))
    return tuple(found)


def _claims(reading: Json, told: Sequence[Json]) -> list[Claim]:
    text, voices, names = reading["text"], _Voices(reading), _Names(reading)
    found: list[Claim] = []

    def claim(slot: str, span: Json, key: str | None = None) -> None:
        start, end = span["start"], span["end"]
        speech = voices.at(start, end)
        key = key or names.key(start, end)
        if key:
            found.append(Claim(slot, key, text[start:end], start, end, nearness(start), speech, voices.speaker(speech)))

    for event in told:
        if event["type"] not in _VIOLENT:
            continue
        if event["type"] in _CAUSES:
            claim("what", event["trigger"], event["type"])
            if event.get("instrument"):
                claim("with what", event["instrument"])
        for actor in event.get("actors") or ():
            if event["type"] not in ("escape",):
                claim("by whom", actor)
        for target in event.get("targets") or ():
            if event["type"] in _VICTIMS:
                claim("against whom", target)
    for one in reading.get("speech") or ():
        if one.get("source"):
            claim("who says so", one["source"])
            if one.get("source_kind") == "media":
                claim("taken from", one["source"])
        if one.get("act") == "deny" and one.get("content"):
            claim("denied", one["content"][0])
    return found


class _Names:
    """What makes two spans name the same: the entity of the mention inside, else the stems of the words."""

    def __init__(self, reading: Json) -> None:
        self._text = reading["text"]
        entities = {one["id"]: one for one in reading.get("entities") or ()}
        self._mentions = []
        for one in reading.get("mentions") or ():
            entity = entities.get(one.get("entity"))
            if one["kind"] in ("group", "organization", "place"):
                self._mentions.append((one["start"], one["end"], _identity(entity) if entity else None))

    def key(self, start: int, end: int) -> str:
        for first, last, identity in self._mentions:
            if start <= first and last <= end:
                return identity or " ".join(words.stems(self._text[first:last]))
        return " ".join(words.stems(self._text[start:end]))


def _identity(entity: Json) -> str:
    identifiers = entity.get("identifiers") or {}
    return str(identifiers.get("wikidata") or identifiers.get("lexicon") or " ".join(words.stems(entity["name"])))
