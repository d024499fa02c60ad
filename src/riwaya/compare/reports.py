"""A document's report of its incident: places, days, figures, claims and words, as `compare.gather` takes them from a reading."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A place a report names: how much the report is about it, and where it lies if anybody knows.

    `fine` is false for countries, provinces and the like; `event` says that something happened there.
    """

    name: str
    key: str
    start: int
    weight: float
    lat: float | None
    lon: float | None
    fine: bool
    event: bool

    @property
    def spot(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, of what role; `high` is None when open.

    Numbers joined by "and" are added up (`parts` says how many they were). `near` holds the keys of the places that the sentence
    names, or the nearest sentence that names any; `fighters` is true where those counted bear arms.
    """

    role: str
    low: int
    high: int | None
    bound: str
    start: int
    end: int
    near: frozenset[str]
    fighters: bool
    parts: int
    speech: str | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """A day (ordinal) the report may speak of, and how much weight its expression carries.

    `firm` where the text itself dates it, by a date or the name of a weekday.
    """

    ordinal: int
    weight: float
    start: int
    end: int
    firm: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer to one question (`slot`), the words that give it, and who says so; `key` is equal for answers that are the same."""

    slot: str
    key: str
    value: str
    start: int
    end: int
    weight: float
    speech: str | None
    speaker: str | None


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
    claims: tuple[Claim, ...]
    people: frozenset[str]
    sentences: tuple[Mapping[str, float], ...] = field(repr=False)
    bag: Mapping[str, float] = field(repr=False)
    head: Mapping[str, float] = field(repr=False)
    text: str = field(repr=False)

    @property
    def fine(self) -> dict[str, float]:
        """Weight of each place below the province, by its key."""
        return {place.key: place.weight for place in self.places if place.fine}

    @property
    def main(self) -> Place | None:
        """The place the report is most about, None when it names none below the province."""
        return max((place for place in self.places if place.fine), key=lambda place: (place.weight, -place.start), default=None)

    @property
    def firm_day(self) -> int | None:
        """The weightiest day that the text itself dates."""
        days = [day for day in self.days if day.firm]
        return max(days, key=lambda day: (day.weight, -day.ordinal)).ordinal if days else None

    def of(self, slot: str) -> list[Claim]:
        """The claims that answer one question, the weightiest first."""
        return sorted((claim for claim in self.claims if claim.slot == slot), key=lambda claim: (-claim.weight, claim.start))

    def quote(self, start: int, end: int) -> str:
        """The sentence that holds a span."""
        return sentence(self.text, start, end)


_END = re.compile(r"[\n!؟…]|[.?](?=[\s»”\"]|$)")
"""Where a sentence ends; a point or a Latin question mark inside a word is a number or damage."""
_LONGEST = 2000


def sentence(text: str, start: int, end: int) -> str:
    """The sentence (or line) of `text` that holds a span.

    >>> sentence("قصف بلدة. قتل ثلاثة.", 10, 12)
    'قتل ثلاثة.'
    """
    first, last = sentence_span(text, start, end)
    return text[first:last].strip()


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where that sentence begins and ends."""
    first = 0
    for mark in _END.finditer(text, max(0, start - _LONGEST), min(len(text), start + 1)):
        if mark.end() <= start:
            first = mark.end()
    last = _END.search(text, end)
    return first, last.end() if last else len(text)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends, its final mark included.

    >>> [("ق?صف 3.5 طن. من؟"[a:b]) for a, b in sentence_spans("ق?صف 3.5 طن. من؟")]
    ['ق?صف 3.5 طن.', ' من؟']
    """
    start = 0
    for mark in _END.finditer(text):
        if text[start : mark.start()].strip():
            yield start, mark.end()
        start = mark.end()
    if text[start:].strip():
        yield start, len(text)
