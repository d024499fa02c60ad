"""The fields of each kind of record as a form shows them, and back from the form to a record as the guide of annotation has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from riwaya.errors import UsageError

Record = Mapping[str, Any]

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "mentions.kind": ("person", "group", "organization", "place", "facility"),
    "quantities.bound": ("exact", "at-least", "at-most", "about", "range", "vague"),
    "quantities.role": (
        "killed", "injured", "missing", "detained", "escaped", "displaced", "released", "captured", "destroyed", "strikes", "fighters",
        "money", "other",
    ),
    "speech.source_kind": ("person", "role", "institution", "media", "group", "anonymous", "author", "unnamed"),
    "speech.form": ("direct", "indirect", "mixed", "nominal"),
    "speech.act": (
        "state", "claim", "confirm", "deny", "accuse", "condemn", "warn", "demand", "promise", "reveal", "praise", "question", "expect",
        "doubt",
    ),
    "events.modality": ("asserted", "negated", "possible", "planned", "conditional", "called-for", "habitual-history"),
    "framing.device": (
        "loaded-label", "scare-quotes", "distancing", "rhetorical-question", "inference", "certainty", "hedge", "interpolation",
        "intensifier",
    ),
    "repairs.reason": ("masked", "lost-letter", "misspelling", "joined", "broken"),
}  # fmt: skip
"""Closed vocabularies, as the reader uses them; a value beside them is kept as it is typed."""

_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "mentions": ("start", "end", "kind"),
    "times": ("start", "end", "value"),
    "quantities": ("start", "end", "low", "high", "bound", "role"),
    "speech": ("cue", "source", "content", "source_kind", "form", "act"),
    "events": ("trigger", "type", "modality", "actors", "targets", "place", "time", "instrument"),
    "framing": ("start", "end", "device"),
    "repairs": ("start", "end", "repaired", "reason"),
}
_SPANS: Final = {"cue": False, "source": False, "trigger": False, "place": False, "time": False, "instrument": False,
                 "content": True, "actors": True, "targets": True}  # fmt: skip
_NUMBERS: Final = ("start", "end", "low", "high")


def fields(kind: str, record: Record) -> list[tuple[str, str]]:
    """Name and value of each field; a span is written ``17-21``, several with spaces between."""
    return [(name, _written(record.get(name))) for name in _FIELDS[kind]]


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return f"{value['start']}-{value['end']}"
    if isinstance(value, list):
        return " ".join(_written(one) for one in value)
    return str(value)


def record(kind: str, given: Mapping[str, str], document: Record, start: int | None, end: int | None) -> dict[str, Any]:
    """The record of a form.

    Raises UsageError for a field that is not what it should be.
    """
    if kind not in _FIELDS:
        raise UsageError("no such kind of record", where=kind, remedy=f"kinds are {', '.join(_FIELDS)}")
    length = len(document["text"])
    made: dict[str, Any] = {}
    for name in _FIELDS[kind]:
        value = given.get(f"f-{name}", "").strip()
        if name in _SPANS:
            spans = [_span(one, length) for one in value.split()]
            made[name] = spans if _SPANS[name] else next(iter(spans), None)
        elif name in _NUMBERS:
            made[name] = _whole(value, name)
        else:
            made[name] = value[:400] or None
    if "start" in made:
        made["start"] = start if made["start"] is None else made["start"]
        made["end"] = end if made["end"] is None else made["end"]
        _span(f"{made['start']}-{made['end']}", length)
    if kind == "events":
        made["trigger"] = made["trigger"] or {"start": start, "end": end}
        made["voice"] = given.get("f-voice") or "author"
    if kind == "framing":
        made["voice"] = given.get("f-voice") or "author"
    if kind == "speech":
        made["parent"] = None
        if not made["content"]:
            raise UsageError("what was said is missing", where="content", remedy="give its span, such as 17-42")
    required = {"mentions": "kind", "quantities": "role", "speech": "act", "events": "type", "framing": "device", "repairs": "repaired"}
    if required.get(kind) and not made[required[kind]]:
        raise UsageError("a field is missing", where=required[kind], remedy="fill it in")
    return made


def _span(written: str, length: int) -> dict[str, int]:
    first, _, last = written.partition("-")
    if not (first.isdecimal() and last.isdecimal() and len(written) < 24 and int(first) < int(last) <= length):
        raise UsageError("not a span of this text", where=written[:40], remedy="write it as 17-21")
    return {"start": int(first), "end": int(last)}


def _whole(value: str, name: str) -> int | None:
    if not value:
        return None
    if not value.isdecimal() or len(value) > 15:
        raise UsageError("not a whole number", where=name, remedy="write digits only")
    return int(value)
