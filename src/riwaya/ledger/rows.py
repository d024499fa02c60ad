"""From the JSON of a reading to rows: statements, and the evidence that each must read back from the text."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from riwaya.errors import GroundingError
from riwaya.ids import content_id

KINDS: Final = ("mentions", "times", "quantities", "speech", "events", "framing", "repairs")
_LABEL: Final = {"mentions": "kind", "quantities": "role", "speech": "act", "events": "type", "framing": "device"}
_PARTS: Final = {"speech": ("source", "cue", "content"), "events": ("trigger", "actors", "targets", "place", "time", "instrument")}

Row: TypeAlias = dict[str, Any]


class Rows(NamedTuple):
    """What one reading writes."""

    statements: list[Row]
    evidence: list[Row]


def of(reading: Mapping[str, Any], reading_id: str, article_key: str) -> Rows:
    """Rows of a reading.

    Raises GroundingError when a span lies outside the text, is empty, or carries a surface that is not the text's own.
    """
    text: str = reading["text"]
    document = str(reading["document"]["id"])
    rows = Rows([], [])
    for kind in KINDS:
        for number, record in enumerate(reading.get(kind) or ()):
            key = content_id("statement", reading_id, kind, str(number))
            rows.statements.append(_statement(key, reading_id, kind, number, record))
            for part, place, span in _spans(kind, record):
                start, end = ground(span, text, f"{document}: {kind}[{number}].{part}")
                rows.evidence.append(
                    {
                        "statement": key,
                        "part": part,
                        "number": place,
                        "article": article_key,
                        "start": start,
                        "end": end,
                        "surface": text[start:end],
                    }
                )
    return rows


def ground(span: Mapping[str, Any], text: str, where: str) -> tuple[int, int]:
    """Offsets of a span that reads back from `text` (code points, end exclusive); GroundingError otherwise."""
    start, end = span.get("start"), span.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise GroundingError(
            f"a span {start}–{end} does not lie in a text of {len(text)} characters",
            where=where,
            remedy="this is a bug in the annotator that made it: report it with the text",
        )
    surface = span.get("surface")
    if surface is not None and surface != text[start:end]:
        raise GroundingError(
            f"the span {start}–{end} reads “{text[start:end]}”, not “{surface}”",
            where=where,
            remedy="the text was changed after it was read: read it again",
        )
    return start, end


def _spans(kind: str, record: Mapping[str, Any]) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    parts = _PARTS.get(kind)
    if parts is None:
        yield "span", 0, record
        if record.get("counted"):
            yield "counted", 0, record["counted"]
        return
    for part in parts:
        value = record.get(part)
        for place, span in enumerate(value if isinstance(value, list | tuple) else [value]):
            if span is not None:
                yield part, place, span


def _statement(key: str, reading_id: str, kind: str, number: int, record: Mapping[str, Any]) -> Row:
    voice = record.get("voice")
    confidence = record.get("confidence")
    return {
        "id": key,
        "reading": reading_id,
        "kind": kind,
        "number": number,
        "label": record.get(_LABEL.get(kind, "")),
        "value": _value(kind, record),
        "modality": record.get("modality"),
        "voice": None if voice is None else str(voice),
        "rule": record.get("rule") or None,
        "confidence": None if confidence is None else float(confidence),
    }


def _value(kind: str, record: Mapping[str, Any]) -> str | None:
    match kind:
        case "times":
            return record.get("value")
        case "quantities":
            low, high = record.get("low"), record.get("high")
            return f"{'' if low is None else low}/{'' if high is None else high}"
        case "repairs":
            return record.get("repaired")
        case "mentions":
            return record.get("entity")
        case _:
            return None
