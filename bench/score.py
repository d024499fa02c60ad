"""Scores readings against a gold of the annotation guide's shape: one number for each measure of the gate.

Records are matched one to one, best overlap first; overlap is shared over joint characters. `tests/test_gate.py` holds this to an
outside scorer where one is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]

_LEAST = {"speech": 0.3, "events": 0.01, "mentions": 1.0, "repairs": 0.01}
"""Overlap from which two records of a kind may be a pair; 0.5 for the others."""


@dataclass
class Count:
    """Hits against what the gold has and what was found; F1 of the three."""

    hits: int = 0
    gold: int = 0
    found: int = 0

    def add(self, hits: int, gold: int, found: int) -> None:
        self.hits += hits
        self.gold += gold
        self.found += found

    @property
    def value(self) -> float:
        return 2 * self.hits / (self.gold + self.found) if self.gold + self.found else 1.0


@dataclass
class Share:
    """How many of the pairs agree on one field."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.of += 1

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 1.0


def letters(spans: Iterable[Record | None]) -> set[int]:
    """The offsets that some spans cover."""
    return {offset for span in spans if span for offset in range(span["start"], span["end"])}


def overlap(one: Iterable[Record | None], other: Iterable[Record | None]) -> float:
    """Shared over joint characters; 1 where both are empty."""
    a, b = letters(one), letters(other)
    return len(a & b) / len(a | b) if a or b else 1.0


def pairs(kind: str, gold: Sequence[Record], found: Sequence[Record], least: float | None = None) -> list[tuple[Record, Record]]:
    """One-to-one pairs of gold and found records, best overlap first."""
    threshold = _LEAST.get(kind, 0.5) if least is None else least
    options = []
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            share = overlap(_where(kind, one), _where(kind, other))
            if share > 0 and share >= threshold:
                options.append((-share, g, f))
    made: list[tuple[Record, Record]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, g, f in sorted(options):
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            made.append((gold[g], found[f]))
    return made


def touching(one: Record | None, other: Record | None) -> bool:
    """Both absent, or sharing at least half of the shorter one."""
    if not one or not other:
        return not one and not other
    shared = len(letters([one]) & letters([other]))
    return bool(shared * 2 >= min(one["end"] - one["start"], other["end"] - other["start"]))


class Board:
    """All measures of a run over documents."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, Count] = defaultdict(Count)
        self.shares: defaultdict[str, Share] = defaultdict(Share)

    def figures(self) -> dict[str, float]:
        """Every measure by name, rounded to four digits."""
        counts = {name: round(one.value, 4) for name, one in self.counts.items()}
        return {**counts, **{name: round(one.value, 4) for name, one in self.shares.items()}}

    def add(self, gold: Record, found: Record) -> None:
        """Count one document."""
        for kind in ("mentions", "times", "quantities", "speech", "events", "framing", "repairs"):
            g, f = gold.get(kind) or [], found.get(kind) or []
            made = pairs(kind, g, f)
            getattr(self, f"_{kind}")(g, f, made, gold, found)

    def _mentions(self, g: Sequence[Record], f: Sequence[Record], made: list[tuple[Record, Record]], *_: Record) -> None:
        self.counts["mentions, span and kind"].add(sum(a["kind"] == b.get("kind") for a, b in made), len(g), len(f))
        self.counts["mentions, span"].add(len(made), len(g), len(f))

    def _times(self, g: Sequence[Record], f: Sequence[Record], made: list[tuple[Record, Record]], *_: Record) -> None:
        self.counts["times, span"].add(len(made), len(g), len(f))
        self.counts["times, span and value"].add(sum(a.get("value") == b.get("value") for a, b in made), len(g), len(f))

    def _quantities(self, g: Sequence[Record], f: Sequence[Record], made: list[tuple[Record, Record]], *_: Record) -> None:
        right = [(a, b) for a, b in made if (a["low"], a["high"]) == (b.get("low"), b.get("high"))]
        self.counts["quantities, span"].add(len(made), len(g), len(f))
        self.counts["quantities, span and value"].add(len(right), len(g), len(f))
        self.counts["quantities, span, value, role"].add(sum(a["role"] == b.get("role") for a, b in right), len(g), len(f))

    def _speech(self, g: Sequence[Record], f: Sequence[Record], made: list[tuple[Record, Record]], *_: Record) -> None:
        self.counts["speech, content at 0.3"].add(len(made), len(g), len(f))
        self.counts["speech, content at 0.8"].add(len(pairs("speech", g, f, 0.8)), len(g), len(f))
        for a, b in made:
            self.shares["speech: source right"].add(touching(a["source"], b.get("source")))
            self.shares["speech: cue right"].add(touching(a["cue"], b.get("cue")))
            for field, name in (("act", "act"), ("form", "form"), ("source_kind", "source kind")):
                self.shares[f"speech: {name} right"].add(a[field] == b.get(field))
            self.shares["speech: parent right"].add(_same_content(_content(a["parent"], g), _content(b.get("parent"), f)))

    def _events(self, g: Sequence[Record], f: Sequence[Record], made: list[tuple[Record, Record]], gold: Record, found: Record) -> None:
        typed = [(a, b) for a, b in made if a["type"] == b.get("type")]
        self.counts["events, trigger"].add(len(made), len(g), len(f))
        self.counts["events, trigger and type"].add(len(typed), len(g), len(f))
        for role in ("actors", "targets"):
            for a, b in typed:
                self.counts[f"events, {role} (typed pairs)"].add(*_role(a.get(role) or [], b.get(role) or []))
        for a, b in typed:
            self.shares["events: modality right"].add(a["modality"] == b.get("modality"))
            self.shares["events: voice right"].add(_same_voice(a, b, gold, found))
            for role in ("place", "time", "instrument"):
                self.shares[f"events: {role} right"].add(touching(a[role], b.get(role)))

    def _framing(self, g: Sequence[Record], f: Sequence[Record], made: list[tuple[Record, Record]], gold: Record, found: Record) -> None:
        right = [(a, b) for a, b in made if a["device"] == b.get("device")]
        self.counts["framing, span and device"].add(len(right), len(g), len(f))
        for a, b in right:
            self.shares["framing: voice right"].add(_same_voice(a, b, gold, found))

    def _repairs(self, g: Sequence[Record], f: Sequence[Record], made: list[tuple[Record, Record]], *_: Record) -> None:
        self.counts["repairs, word restored"].add(sum(a["repaired"] == b.get("repaired") for a, b in made), len(g), len(f))


def board(golds: Iterable[Record], readings: Mapping[str, Record]) -> Board:
    """Score `readings` (by document id) against `golds`; a document without a reading counts as one that found nothing."""
    made = Board()
    for gold in golds:
        made.add(gold, readings.get(gold["id"], {}))
    return made


def _where(kind: str, record: Record) -> Sequence[Record | None]:
    if kind == "speech":
        return record.get("content") or []
    return [record["trigger"]] if kind == "events" else [record]


def _role(gold: Sequence[Record], found: Sequence[Record]) -> tuple[int, int, int]:
    left = list(found)
    hits = 0
    for one in gold:
        match = next((other for other in left if touching(one, other)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits, len(gold), len(found)


def _content(voice: Any, speech: Sequence[Record]) -> Sequence[Record] | None:
    """The content of the speech that a voice or parent names, by place in the list or by id; None for the author."""
    if voice in (None, "author"):
        return None
    for number, one in enumerate(speech):
        if voice == number or voice == one.get("id"):
            content: Sequence[Record] | None = one.get("content")
            return content
    return None


def _same_content(one: Sequence[Record] | None, other: Sequence[Record] | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return overlap(one, other) >= 0.3


def _same_voice(a: Record, b: Record, gold: Record, found: Record) -> bool:
    return _same_content(_content(a.get("voice"), gold["speech"]), _content(b.get("voice"), found.get("speech") or []))
