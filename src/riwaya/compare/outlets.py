"""The outlet's hand: how each publisher tells of each actor, counted from the ledger's readings.

Three things are counted, all in the author's own voice, for what a source says is not the outlet's word:

- the names used for the actor, and the loaded labels among them;
- the verbs of saying given to it, and how many of them keep a distance (زعم *alleged*) or confirm (أكد *affirmed*);
- how its killings are told: with an active verb, a passive one, or a noun.

A share is compared with the same outlet's share for all other actors. It is called different only where the two Wilson score
intervals (Wilson 1927, at 95 %) do not meet; with fewer than `LEAST` cases on either side it is too few to tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, Final

from riwaya.fold import fold

__all__ = ["Hand", "Share", "hands"]

LEAST: Final = 5
"""Cases on either side below which nothing is said of a difference."""
_Z: Final = 1.959964  # the normal quantile of a two-sided 95 %
_ACTORS: Final = frozenset({"person", "group", "organization"})
_DISTANT: Final = frozenset({"claim"})
_FIRM: Final = frozenset({"confirm", "reveal"})
_KILLING: Final = frozenset({"death", "execution", "airstrike", "drone-strike", "shelling", "attack", "bombing"})
_EXAMPLES: Final = 3
_UNTOLD: Final = "not told"
_CONTEXT: Final = 60  # characters on either side of an example
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """Where one case stands: the document, the span in its text, and the words around it."""

    document: str
    start: int
    end: int
    quote: str

    def to_json(self) -> dict[str, Any]:
        return {"document": self.document, "start": self.start, "end": self.end, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Share:
    """A share for one actor beside the outlet's share for all others, and what may be said of the difference."""

    count: int
    of: int
    others: int
    of_others: int

    @property
    def verdict(self) -> str:
        """``more``, ``less``, ``alike`` or ``too few to tell``."""
        if min(self.of, self.of_others) < LEAST:
            return "too few to tell"
        low, high = wilson(self.count, self.of)
        other_low, other_high = wilson(self.others, self.of_others)
        if low > other_high:
            return "more"
        return "less" if high < other_low else "alike"

    def to_json(self) -> dict[str, Any]:
        return {"count": self.count, "of": self.of, "others": self.others, "of_others": self.of_others, "verdict": self.verdict}


@dataclass(frozen=True, slots=True)
class Hand:
    """How one publisher tells of one actor."""

    publisher: str
    actor: str
    name: str
    documents: int
    names: Mapping[str, int]
    labels: Mapping[str, int]
    verbs: Mapping[str, int]
    distanced: Share
    firm: Share
    killings: Mapping[str, int]
    active: Share
    examples: Mapping[str, Sequence[Example]]

    def to_json(self) -> dict[str, Any]:
        return {
            "publisher": self.publisher,
            "actor": self.actor,
            "name": self.name,
            "documents": self.documents,
            "names": dict(self.names),
            "labels": dict(self.labels),
            "verbs": dict(self.verbs),
            "distanced": self.distanced.to_json(),
            "firm": self.firm.to_json(),
            "killings": dict(self.killings),
            "active": self.active.to_json(),
            "examples": {key: [one.to_json() for one in found] for key, found in self.examples.items()},
        }


@dataclass(slots=True)
class _Tally:
    """The cases of one publisher and actor."""

    documents: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    verbs: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    killings: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Example]] = field(default_factory=dict)


def wilson(count: int, of: int) -> tuple[float, float]:
    """The Wilson score interval of a share at 95 %.

    >>> low, high = wilson(8, 10)
    >>> round(low, 2), round(high, 2)
    (0.49, 0.94)
    """
    share = count / of
    middle = share + _Z * _Z / (2 * of)
    reach = _Z * sqrt(share * (1 - share) / of + _Z * _Z / (4 * of * of))
    scale = 1 + _Z * _Z / of
    return (middle - reach) / scale, (middle + reach) / scale


def hands(readings: Iterable[Record], publisher: str | None = None) -> list[Hand]:
    """The hand of each publisher for each actor that it names, cites or tells of; of one `publisher` only, if given.

    Documents without a publisher are left out. Sorted by publisher, then by number of documents, most first.
    """
    tallies: dict[tuple[str, str], _Tally] = {}
    for reading in readings:
        source = reading["document"].get("source")
        if source and publisher in (None, source):
            _count(reading, source, tallies)
    found = [_hand(source, actor, tally, tallies) for (source, actor), tally in tallies.items()]
    return sorted(found, key=lambda one: (one.publisher, -one.documents, one.actor))


def _count(reading: Record, source: str, tallies: dict[tuple[str, str], _Tally]) -> None:
    document = _Document(reading)
    for mention, actor in document.actors:
        tally = tallies.setdefault((source, actor), _Tally())
        tally.documents.add(document.id)
        if document.is_authors(mention):
            tally.names[document.words(mention)] += 1
    for mark in reading["framing"]:
        if mark["device"] == "loaded-label" and mark["voice"] == "author":
            for actor in document.within(mark):
                _note(tallies[source, actor], "label", document, mark).labels[document.words(mark)] += 1
    for speech in reading["speech"]:
        if speech.get("parent") is None and speech.get("source"):
            for actor in document.within(speech["source"]):
                tally = tallies[source, actor]
                tally.acts[speech["act"]] += 1
                lemma = (speech.get("resolved") or {}).get("cue_lemma")
                if lemma:
                    _note(tally, speech["act"], document, speech.get("cue") or speech["source"]).verbs[lemma] += 1
    for event in reading["events"]:
        if event["type"] in _KILLING and event["voice"] == "author" and event["modality"] == "asserted":
            for actor in dict.fromkeys(one for span in event["actors"] for one in document.within(span)):
                told = (event.get("resolved") or {}).get("diathesis") or _UNTOLD
                _note(tallies[source, actor], told, document, event["trigger"]).killings[told] += 1


def _note(tally: _Tally, kind: str, document: _Document, span: Record) -> _Tally:
    """Keep the first few examples of a kind."""
    kept = tally.examples.setdefault(kind, [])
    if len(kept) < _EXAMPLES:
        kept.append(document.example(span))
    return tally


class _Document:
    """One reading, with its mentions of actors by place."""

    def __init__(self, reading: Record) -> None:
        self.id: str = reading["document"]["id"]
        self.text: str = reading["text"]
        entities = {entity["id"]: entity for entity in reading["entities"]}
        self._said = [(span["start"], span["end"]) for speech in reading["speech"] for span in speech["content"]]
        self.actors: list[tuple[Record, str]] = []
        for mention in reading["mentions"]:
            if mention["kind"] in _ACTORS:
                self.actors.append((mention, _key(entities.get(mention.get("entity", "")), self.words(mention))))

    def words(self, span: Record) -> str:
        """The words of a span as they are counted: blanks for underscores, and ال again after لل, where a span begins at the second ل."""
        start, end = span["start"], span["end"]
        found = " ".join(self.text[start:end].replace("_", " ").split())
        return f"ا{found}" if start and found.startswith("ل") and self.text[start - 1] == "ل" else found

    def is_authors(self, span: Record) -> bool:
        return not any(start <= span["start"] < end for start, end in self._said)

    def within(self, span: Record) -> list[str]:
        """The actors whose mentions a span holds."""
        return list(dict.fromkeys(actor for one, actor in self.actors if span["start"] <= one["start"] and one["end"] <= span["end"]))

    def example(self, span: Record) -> Example:
        low, high = max(0, span["start"] - _CONTEXT), min(len(self.text), span["end"] + _CONTEXT)
        return Example(self.id, span["start"], span["end"], " ".join(self.text[low:high].split()))


def _key(entity: Record | None, words: str) -> str:
    """What is the same actor over documents: the row of the actor lexicon, else the folded name."""
    known = (entity or {}).get("identifiers", {}).get("lexicon")
    return str(known) if known else fold((entity or {}).get("name") or words)


def _hand(source: str, actor: str, tally: _Tally, tallies: Mapping[tuple[str, str], _Tally]) -> Hand:
    others = [one for (publisher, name), one in tallies.items() if publisher == source and name != actor]
    return Hand(
        source,
        actor,
        tally.names.most_common(1)[0][0] if tally.names else actor,
        len(tally.documents),
        _ranked(tally.names),
        _ranked(tally.labels),
        _ranked(tally.verbs),
        _share([tally.acts], [one.acts for one in others], _DISTANT),
        _share([tally.acts], [one.acts for one in others], _FIRM),
        _ranked(tally.killings),
        _share([tally.killings], [one.killings for one in others], frozenset({"active"})),
        tally.examples,
    )


def _share(own: Sequence[Counter[str]], others: Sequence[Counter[str]], wanted: frozenset[str]) -> Share:
    def of(counters: Sequence[Counter[str]]) -> tuple[int, int]:
        told = sum(one.total() - one[_UNTOLD] for one in counters)
        return sum(one[kind] for one in counters for kind in wanted), told

    return Share(*of(own), *of(others))


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
