"""Who says, does, suffers and is called what, taken out of readings for the pages of publishers and actors.

A record of a reading names people and bodies by spans; here each span becomes the actor whose mention it holds, so that
the same body is found over many documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from riwaya.ledger import search

Record = Mapping[str, Any]
_ACTORS: Final = frozenset({"person", "group", "organization"})
_ACTING: Final = frozenset({"place", "facility"})
_QUOTE: Final = 400
_ENDS: Final = re.compile(r"\n|[.!؟?…](?=\s|$|[»\"”])")  # a ? inside a word is a lost letter
_SIDE: Final = ("group", "organization")


class Gathered:
    """Facts of one document after another, and over all of them the actors and what incidents are filed under."""

    def __init__(self) -> None:
        self.tags: dict[str, set[tuple[str, str]]] = {}
        self.areas: dict[str, set[str]] = {}
        self._names: dict[str, Counter[str]] = {}
        self._kinds: dict[str, Counter[str]] = {}
        self._counts: Counter[str] = Counter()
        self._publishers: dict[str, str] = {}

    def add(self, reading: Record, publisher: str | None, key: Callable[[str], str]) -> list[dict[str, Any]]:
        """The facts of one document."""
        name = reading["document"]["id"]
        found = Document(reading, publisher, key)
        tags = self.tags[name] = {("type", one["type"]) for one in reading["events"] if one.get("modality") == "asserted"}
        if publisher:
            tags.add(("publisher", reading["document"]["source"]))
            self._publishers[publisher] = reading["document"]["source"]
        for one, entity in found.named.items():
            self._names.setdefault(one, Counter())[entity["name"]] += 1
            self._kinds.setdefault(one, Counter())[entity["kind"]] += 1
            self._counts[one] += 1
        acting = {doer for event in reading["events"] for span in event["actors"] if (doer := found.actor(span))}
        tags.update(("side", found.named[doer]["name"]) for doer in acting if doer in found.named and found.named[doer]["kind"] in _SIDE)
        for mention in reading["mentions"]:
            resolved = mention.get("resolved") or {}
            over = [resolved.get("admin"), resolved.get("country"), *(resolved.get("parents") or ())]
            if mention["kind"] in _ACTING and any(over):
                self.areas.setdefault(found.surface(mention), set()).update(str(one) for one in over if one)
        return list(found.facts())

    def actors(self, key: Callable[[str], str]) -> Iterator[dict[str, Any]]:
        """One row for each actor and publisher, by id."""
        for one in sorted({*self._names, *self._publishers}):
            names = self._names.get(one, Counter())
            name = self._publishers.get(one) or max(sorted(names), key=lambda each: names[each])
            kinds = self._kinds.get(one, Counter({"organization": 1}))
            yield {
                "id": one,
                "name": name,
                "kind": max(sorted(kinds), key=lambda each: kinds[each]),
                "documents": self._counts[one],
                "publisher": int(one in self._publishers),
                "aliases": "|".join(sorted(set(names) - {name})),
                "key": search.consonants(name),
            }


class Document:
    """One reading, its spans as actors."""

    def __init__(self, reading: Record, publisher: str | None, key: Callable[[str], str]) -> None:
        self._reading = reading
        self._text: str = reading["text"]
        self._publisher = publisher
        entities = {one["id"]: one for one in reading["entities"]}
        self.named: dict[str, Record] = {}
        self._at: list[tuple[int, int, str]] = []
        for mention in reading["mentions"]:
            if mention["kind"] not in _ACTORS:
                continue
            entity = entities.get(mention.get("entity")) or {"name": self.surface(mention), "kind": mention["kind"]}
            one = key(entity["name"])
            self.named.setdefault(one, entity)
            self._at.append((mention["start"], mention["end"], one))
        self._speech = {one["id"]: one for one in reading["speech"] if "id" in one}
        self._key = key

    def surface(self, span: Record) -> str:
        """The words of a span."""
        return self._text[span["start"] : span["end"]]

    def actor(self, span: Record | None) -> str | None:
        """The actor whose mention stands in a span or round it, None where none does."""
        if span is None:
            return None
        inside = [(end - start, one) for start, end, one in self._at if start < span["end"] and span["start"] < end]
        return max(inside)[1] if inside else None

    def facts(self) -> Iterator[dict[str, Any]]:
        """Rows of the table of facts, but their numbers."""
        yield from self._said()
        yield from self._done()
        yield from self._names()
        yield from self._called()

    def _row(self, kind: str, span: Record, **given: Any) -> dict[str, Any]:
        row = {"who": None, "whom": None, "detail": None, "manner": None, **given}
        quote = self._sentence(span["start"], span["end"])
        about = {"document": self._reading["document"]["id"], "publisher": self._publisher}
        return {"kind": kind, **about, **row, "start": span["start"], "end": span["end"], "quote": quote}

    def _said(self) -> Iterator[dict[str, Any]]:
        for one in self._reading["speech"]:
            source = one.get("source")
            if source is None:
                continue
            speaker = self.actor(source) or self._key(self.surface(source))
            yield self._row("said", one["cue"] or source, who=speaker, detail=one["act"], manner=self.surface(source)[:32])

    def _done(self) -> Iterator[dict[str, Any]]:
        for event in self._reading["events"]:
            for kind, part, column in (("did", "actors", "who"), ("suffered", "targets", "whom")):
                for span in event[part]:
                    actor = self.actor(span)
                    if actor:
                        yield self._row(kind, event["trigger"], detail=event["type"], manner=event["modality"], **{column: actor})

    def _names(self) -> Iterator[dict[str, Any]]:
        seen: set[tuple[str, str]] = set()
        for start, end, one in self._at:
            surface = self._text[start:end]
            if (one, surface) not in seen:
                seen.add((one, surface))
                yield self._row("named", {"start": start, "end": end}, who=self._publisher, whom=one, detail=surface)

    def _called(self) -> Iterator[dict[str, Any]]:
        for mark in self._reading["framing"]:
            if mark["device"] not in ("loaded-label", "scare-quotes", "distancing"):
                continue
            voice = self._speech.get(mark.get("voice"))
            source = voice.get("source") if voice else None
            speaker = (self.actor(source) or self._key(self.surface(source))) if source else None
            after = {"start": mark["start"], "end": mark["end"] + 1}  # a name that follows, or stands inside
            who = self._publisher if voice is None else speaker
            yield self._row("called", mark, who=who, whom=self.actor(after), detail=self.surface(mark), manner=mark["device"])

    def _sentence(self, start: int, end: int) -> str:
        low, high = max(0, start - _QUOTE), min(len(self._text), end + _QUOTE)
        before = [found.end() for found in _ENDS.finditer(self._text, low, start)]
        after = _ENDS.search(self._text, end, high)
        return self._text[before[-1] if before else low : after.end() if after else high].strip()
