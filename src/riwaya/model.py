"""What Riwaya passes from room to room: frozen values, every span in Unicode code points.

The vocabularies (kinds, roles, forms, acts, types, devices) are those of the annotation guide and are checked where records
are made, so that a misspelt kind is an error here and not a silent zero in a score.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, NamedTuple

from riwaya.errors import GroundingError
from riwaya.fold import is_dropped
from riwaya.offsets import OffsetMap
from riwaya.vocabulary import ACTS, BOUNDS, DEVICES, EVENT_TYPES, FORMS, MENTION_KINDS, MODALITIES, ROLES, SOURCE_KINDS

__all__ = [
    "ACTS", "BOUNDS", "DEVICES", "EVENT_TYPES", "FORMS", "MENTION_KINDS", "MODALITIES", "ROLES", "SCHEMA", "SOURCE_KINDS",
    "Article", "Entity", "Event", "Layout", "Mark", "Mention", "Quantity", "Reading", "Refusal", "Repair", "Sentence", "Span",
    "Speech", "Text", "TimeExpression", "Token",
]  # fmt: skip

SCHEMA = "riwaya/reading-1"

Resolved = Mapping[str, Any]
"""How a value was resolved, its alternatives, or why it was not: JSON-able."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``[start, end)`` in code points.

    >>> Span(3, 6).of("في الحسكة")
    'الح'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise GroundingError(f"{self.start}–{self.end} is not a span", remedy="give 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The slice of `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def to_json(self) -> dict[str, int]:
        return {"start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Article:
    """One document as it came: its text exactly as decoded and extracted, and what is known about it.

    `published` and `captured` are ISO dates or date-times, None when nobody knows; `published_from` says where the date was
    found (``given``, ``metadata``, ``dateline``, ``capture``). `notes` are lines on what the reading of the file decided.
    """

    id: str
    text: str
    source: str | None = None
    author: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str | None = None
    sha256: str = ""
    encoding: str | None = None
    language: str | None = None
    captured: str | None = None
    path: str | None = None
    kind: str | None = None
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The `document` object of the contract (without the text); the further fields only where they are known."""
        always = ("id", "source", "author", "title", "url", "published", "sha256", "encoding", "language")
        known: dict[str, Any] = {name: getattr(self, name) for name in always}
        for name in ("published_from", "captured", "path", "kind"):
            if getattr(self, name) is not None:
                known[name] = getattr(self, name)
        if self.notes:
            known["notes"] = list(self.notes)
        return known


@dataclass(frozen=True, slots=True)
class Refusal:
    """What could not be read: where, what is wrong, what to do."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"; {self.remedy}" if self.remedy else "")


@dataclass(frozen=True, slots=True)
class Repair:
    """A damaged word of the original and what it must have been. `alternatives` are the other words it could be, likeliest first."""

    span: Span
    repaired: str
    reason: str = ""
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return _record(self)


@dataclass(frozen=True, slots=True)
class Text:
    """A document's text as it is read: the original, the repaired text that annotators work on, and the fold for matching.

    `offsets` leads from `read` back to `original`; ``positions[i]`` is the place in `read` of the i-th folded character.
    """

    original: str
    read: str
    offsets: OffsetMap
    folded: str
    positions: array[int]
    repairs: tuple[Repair, ...] = ()

    def unfold(self, start: int, end: int) -> tuple[int, int]:
        """The span of `read` for a span of `folded`; the marks on its last letter belong to it."""
        if len(self.positions) == len(self.read) + 1:
            return start, end  # nothing was dropped in folding
        if end <= start:
            return self.positions[start], self.positions[start]
        first, last = self.positions[start], self.positions[end - 1] + 1
        read = self.read
        while last < len(read) and is_dropped(read[last]) and not read[last].isspace():
            last += 1
        return first, last

    def ground(self, start: int, end: int) -> Span:
        """The span of `original` that the span ``[start, end)`` of `read` came from."""
        return Span(*self.offsets.back(start, end)) if self.offsets else Span(start, end)


class Token(NamedTuple):
    """A word, number or mark of `Text.read`.

    `norm` is the folded surface; `kind` is word, number, punct, latin or symbol; `tag` a coarse guess at the part of speech
    (verb noun adj prep conj pron part num punct name); `core` is `norm` without its proclitics, `clitics` those taken off.
    """

    start: int
    end: int
    norm: str
    kind: str
    tag: str
    core: str
    clitics: str


class Sentence(NamedTuple):
    """A sentence: its span, its tokens ``[first, last)``, and the number of its paragraph."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True)
class Layout:
    """The tokens and sentences of a text, in order."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def token_at(self, offset: int) -> int:
        """The index of the token that holds `offset`, or of the first one after it (``len(tokens)`` where there is none)."""
        index = bisect_right(self._token_starts, offset) - 1
        if index >= 0 and offset < self.tokens[index].end:
            return index
        return index + 1

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds `offset`, or the one before it.

        Raises:
            IndexError: the text has no sentence.
        """
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]


def _check(value: str, allowed: frozenset[str], what: str) -> None:
    if value not in allowed:
        raise GroundingError(f"{value!r} is no {what} of the guide", remedy=f"use one of {', '.join(sorted(allowed))}")


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return value.to_json()
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def _record(item: Any) -> dict[str, Any]:
    """The JSON object of a record: the span's start and end first, then every field; what is empty and optional is left out."""
    out: dict[str, Any] = {}
    for one in fields(item):
        value = getattr(item, one.name)
        if one.name == "span":
            out.update(value.to_json())
        elif one.name in ("resolved", "counted", "entity", "reason", "rule", "alternatives") and not value:
            continue
        else:
            out[one.name] = _plain(value)
    return out


@dataclass(frozen=True, slots=True)
class Mention:
    """A named thing. `entity` is the id of the `Entity` it was linked to; `resolved` holds coordinates and candidates of a place."""

    span: Span
    kind: str
    entity: str | None = None
    rule: str = ""
    confidence: float = 1.0
    resolved: Resolved | None = None

    def __post_init__(self) -> None:
        _check(self.kind, MENTION_KINDS, "kind of mention")

    def to_json(self) -> dict[str, Any]:
        return _record(self)


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions of a document stand for; `identifiers` such as ``{"wikidata": "Q…", "lexicon": "…"}``."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return _record(self)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """When: `value` an ISO date (``2022-01-20``, ``2022-01``, ``2022``) or an interval of dates with a slash, None when unsettled."""

    span: Span
    value: str | None
    rule: str = ""
    confidence: float = 1.0
    resolved: Resolved | None = None

    def to_json(self) -> dict[str, Any]:
        return _record(self)


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many: whole numbers, `high` None when open; `counted` the noun that is counted."""

    span: Span
    low: int
    high: int | None
    bound: str
    role: str
    counted: Span | None = None
    rule: str = ""
    confidence: float = 1.0
    resolved: Resolved | None = None

    def __post_init__(self) -> None:
        _check(self.bound, BOUNDS, "bound")
        _check(self.role, ROLES, "role")

    def to_json(self) -> dict[str, Any]:
        return _record(self)


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of reporting: who says what, by which cue; `parent` is the id of the speech whose content holds this one."""

    id: str
    source: Span | None
    source_kind: str
    cue: Span | None
    content: tuple[Span, ...]
    form: str
    act: str
    parent: str | None = None
    rule: str = ""
    confidence: float = 1.0
    resolved: Resolved | None = None

    def __post_init__(self) -> None:
        _check(self.source_kind, SOURCE_KINDS, "kind of source")
        _check(self.form, FORMS, "form of speech")
        _check(self.act, ACTS, "act of speech")

    def to_json(self) -> dict[str, Any]:
        return _record(self)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as told: `voice` is ``"author"`` or the id of the innermost speech that tells it."""

    id: str
    trigger: Span
    type: str
    modality: str
    voice: str = "author"
    actors: tuple[Span, ...] = ()
    targets: tuple[Span, ...] = ()
    place: Span | None = None
    time: Span | None = None
    instrument: Span | None = None
    rule: str = ""
    confidence: float = 1.0
    resolved: Resolved | None = None

    def __post_init__(self) -> None:
        _check(self.type, EVENT_TYPES, "type of event")
        _check(self.modality, MODALITIES, "modality")

    def to_json(self) -> dict[str, Any]:
        return _record(self)


@dataclass(frozen=True, slots=True)
class Mark:
    """How it is told: a device of framing, and whose words they are."""

    span: Span
    device: str
    voice: str = "author"
    rule: str = ""
    confidence: float = 1.0
    resolved: Resolved | None = None

    def __post_init__(self) -> None:
        _check(self.device, DEVICES, "device of framing")

    def to_json(self) -> dict[str, Any]:
        return _record(self)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one article; every span indexes `article.text`."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    speech: tuple[Speech, ...] = ()
    events: tuple[Event, ...] = ()
    framing: tuple[Mark, ...] = ()
    repairs: tuple[Repair, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The contract ``riwaya/reading-1``."""
        out: dict[str, Any] = {"schema": SCHEMA, "document": self.article.to_json(), "text": self.article.text}
        for name in ("mentions", "entities", "times", "quantities", "speech", "events", "framing", "repairs"):
            out[name] = [record.to_json() for record in getattr(self, name)]
        return out
