"""A text with its records drawn onto it: paragraphs of segments, each segment with the layers it lies in.

Segments are cut where any record begins or ends, so that records may overlap; inside a paragraph they are plain inline elements
without a direction of their own, so that the text keeps the order it would have without them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

Record = Mapping[str, Any]

LAYERS: Final = ("names", "speech", "events", "times", "figures", "framing", "damage")
_KIND: Final = {"mentions": "names", "times": "times", "quantities": "figures", "framing": "framing", "repairs": "damage"}
PART: Final = 12_000
"""Characters shown at once: a text of one endless line must not make an endless page."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One record's mark on the text."""

    start: int
    end: int
    layer: str
    label: str
    classes: str
    target: str
    number: int | None
    kind: str


@dataclass(slots=True)
class Segment:
    """A run of characters that lies in the same strokes."""

    start: int
    end: int
    text: str
    classes: str
    label: str
    targets: list[str] = field(default_factory=list)
    focus: bool = False


def parts(text: str) -> list[tuple[int, int]]:
    """Stretches of a text, cut at the last line break or blank before `PART` characters where there is one."""
    found, start = [], 0
    while len(text) - start > PART:
        cut = text.rfind("\n", start + PART // 2, start + PART)
        cut = cut if cut > 0 else text.rfind(" ", start + PART // 2, start + PART)
        cut = cut + 1 if cut > 0 else start + PART
        found.append((start, cut))
        start = cut
    found.append((start, len(text)))
    return found


def strokes(document: Record) -> list[Stroke]:
    """The marks of all records, rejected ones left out."""
    found: list[Stroke] = []
    for kind, layer in _KIND.items():
        for record in document[kind]:
            label = record.get("kind") or record.get("value") or record.get("role") or record.get("device") or record.get("repaired") or ""
            if kind == "quantities":
                label = f"{record.get('role')} {amount(record)}"
            _put(found, record, kind, layer, record, str(label))
    depth = depths(document)
    for record in document["speech"]:
        level = min(3, depth.get(record.get("id", ""), 0))
        for span in record["content"]:
            _put(found, record, "speech", "speech", span, record["act"], f"said depth-{level}")
        for part in ("source", "cue"):
            if record.get(part):
                _put(found, record, "speech", "speech", record[part], part, part)
    for record in document["events"]:
        _put(
            found, record, "events", "events", record["trigger"], f"{record['type']}, {record['modality']}", f"trigger {record['modality']}"
        )
    return found


def _put(found: list[Stroke], record: Record, kind: str, layer: str, span: Record, label: str, extra: str = "") -> None:
    if record.get("status") in ("rejected", "split") or span["start"] >= span["end"]:
        return
    number = record.get("number")
    target = f"{kind}-{number}" if number is not None else f"{kind}-added"
    classes = f"m l-{layer} {extra} s-{record.get('status', 'unverified')}"
    if layer == "names":
        classes += f" k-{record['kind']}"
    found.append(Stroke(span["start"], span["end"], layer, label, classes, target, number, kind))


def amount(record: Record) -> str:
    """The figure of a quantity: ``12``, ``≈ 30``, ``≥ 15``, ``20–99``."""
    low, high, bound = record.get("low"), record.get("high"), record.get("bound")
    if bound == "about" and low == high:
        return f"≈ {low}"
    if high is None:
        return f"≥ {low}"
    if low is None:
        return f"≤ {high}"
    return f"{low}" if low == high else f"{low}–{high}"


def depths(document: Record) -> dict[str, int]:
    """How deep each speech record stands inside others: 0 where the author reports it."""
    parents = {one.get("id", ""): one.get("parent") for one in document["speech"]}
    found: dict[str, int] = {}
    for name in parents:
        level, at, seen = 0, parents[name], {name}
        while at in parents and at not in seen:
            seen.add(at)
            level, at = level + 1, parents[at]
        found[name] = level
    return found


def paragraphs(document: Record, low: int, high: int, focus: tuple[int, int] | None) -> list[dict[str, Any]]:
    """The paragraphs between two places of the text: `segments`, and `voices` that begin to speak there."""
    text: str = document["text"]
    made = strokes(document)
    found = []
    start = low
    while start < high:
        end = text.find("\n", start, high)
        end = high if end < 0 else end
        if text[start:end].strip():
            inside = [one for one in made if one.start < end and start < one.end]
            found.append({"start": start, "segments": _segments(text, start, end, inside, focus), "voices": _voices(document, start, end)})
        start = end + 1
    return found


def _segments(text: str, start: int, end: int, made: Sequence[Stroke], focus: tuple[int, int] | None) -> list[Segment]:
    cuts = {start, end}
    cuts.update(place for one in made for place in (one.start, one.end) if start < place < end)
    if focus:
        cuts.update(place for place in focus if start < place < end)
    ordered = sorted(cuts)
    found = []
    for first, last in pairwise(ordered):
        over = [one for one in made if one.start <= first and last <= one.end]
        classes = " ".join(dict.fromkeys(word for one in over for word in one.classes.split()))
        label = "; ".join(dict.fromkeys(f"{one.layer}: {one.label}" for one in over))
        targets = list(dict.fromkeys(one.target for one in over))
        lit = focus is not None and focus[0] <= first and last <= focus[1]
        found.append(Segment(first, last, text[first:last], classes, label, targets, lit))
    return found


def _voices(document: Record, start: int, end: int) -> list[dict[str, Any]]:
    text: str = document["text"]
    depth = depths(document)
    found = []
    for record in document["speech"]:
        first = min([span["start"] for span in record["content"]] or [(record.get("cue") or record.get("source") or {}).get("start", -1)])
        if start <= first < end and record.get("status") not in ("rejected", "split"):
            source = record.get("source")
            speaker = text[source["start"] : source["end"]] if source else None
            row = {"id": record.get("id"), "speaker": speaker, "kind": record["source_kind"], "act": record["act"]}
            found.append({**row, "depth": min(3, depth.get(record.get("id", ""), 0)), "target": f"speech-{record.get('number')}"})
    return found


def as_read(document: Record, low: int, high: int) -> list[dict[str, str]]:
    """The text as it was read: runs of it, those mended with what stood there."""
    text: str = document["text"]
    found: list[dict[str, str]] = []
    at = low
    for record in sorted(document["repairs"], key=lambda one: one["start"]):
        if record.get("status") == "rejected" or record["start"] < at or record["end"] > high:
            continue
        found.append({"text": text[at : record["start"]], "was": "", "reason": ""})
        found.append({"text": record["repaired"], "was": text[record["start"] : record["end"]], "reason": record["reason"]})
        at = record["end"]
    found.append({"text": text[at:high], "was": "", "reason": ""})
    return found
