"""One reading laid out for people: what is said to have happened, who says what, names, times, numbers, framing and damage.

Works on the JSON of the contract, so that a reading from a ledger looks the same as a fresh one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from riwaya.serve.display import Page, Part, shorten

Record = Mapping[str, Any]

_LABEL: Final = "cyan"
_DIM: Final = "dim"
_ROUND: Final = 120  # characters shown on each side of a damaged word


def show_reading(page: Page, reading: Record, *, explain: bool = False) -> None:
    """Write one reading on a page; with `explain`, each record's rule, confidence and resolution under it."""
    document, text = reading["document"], reading["text"]
    shower = _Shower(page, text, explain)
    page.rule(document.get("title") or shorten(text, 60) or document["id"])
    page.line((document["id"], _DIM), *((str(document[key]), _DIM) for key in ("source", "author", "published") if document.get(key)))
    for note in document.get("notes") or ():
        page.line((f"note: {note}", _DIM))
    shower.events(reading.get("events") or [], reading.get("speech") or [])
    shower.speech(reading.get("speech") or [])
    shower.mentions(reading.get("mentions") or [])
    shower.times(reading.get("times") or [])
    shower.quantities(reading.get("quantities") or [])
    shower.framing(reading.get("framing") or [], reading.get("speech") or [])
    shower.repairs(reading.get("repairs") or [])
    page.blank()


def show_damage(page: Page, reading: Record) -> None:
    """Each damaged passage twice: as it stands in the original, and as it was read, the restored words marked."""
    text, repairs = reading["text"], sorted(reading.get("repairs") or [], key=lambda one: int(one["start"]))
    page.rule(reading["document"].get("title") or reading["document"]["id"])
    if not repairs:
        page.text("No damage was found in this text.")
    for number, repair in enumerate(repairs):
        start = text.rfind("\n", 0, repair["start"]) + 1
        end = text.find("\n", repair["end"])
        end = len(text) if end < 0 else end
        start, end = max(start, repair["start"] - _ROUND), min(end, repair["end"] + _ROUND)
        before, word, after = text[start : repair["start"]], text[repair["start"] : repair["end"]], text[repair["end"] : end]
        page.line((f"{number + 1}", _DIM), word, ("→", _DIM), (repair["repaired"], "bold"), (str(repair.get("reason", "")), _DIM))
        page.quote(before + word + after, indent=4, focus=word)
        page.quote(before + repair["repaired"] + after, indent=4, focus=repair["repaired"])
        if repair.get("alternatives"):
            page.line(("or:", _DIM), *repair["alternatives"], indent=4)


class _Shower:
    def __init__(self, page: Page, text: str, explain: bool) -> None:
        self.page = page
        self.text = text
        self.explain = explain

    def surface(self, span: Record | None, most: int = 60) -> str:
        return shorten(self.text[span["start"] : span["end"]], most) if span else ""

    def head(self, title: str, records: Sequence[Record]) -> bool:
        if records:
            self.page.line((f"{title} ({len(records)})", "bold"))
        return bool(records)

    def why(self, record: Record) -> None:
        """What stands behind a record, where it was asked for."""
        if not self.explain:
            return
        parts = [
            f"rule {record['rule']}" if record.get("rule") else "no rule named",
            f"confidence {float(record.get('confidence', 1.0)):.2f}",
        ]
        if record.get("reason"):
            parts.insert(0, str(record["reason"]))
        self.page.line(("← " + ", ".join(parts), _DIM), indent=6)
        for key, value in (record.get("resolved") or {}).items():
            if value in (None, "", [], {}):
                continue
            self.page.line((f"{key}:", _DIM), (_plain(value), _DIM), indent=8)

    def voice(self, voice: Any, speech: Sequence[Record]) -> str:
        """Whose words: the speaker as the text names them, or nothing for the author's own."""
        for one in speech:
            if one.get("id") == voice:
                return f"— {self.surface(one.get('source'), 40) or one.get('source_kind', 'unnamed')}"
        return ""

    def events(self, events: Sequence[Record], speech: Sequence[Record]) -> None:
        if not self.head("What is said to have happened", events):
            return
        for event in events:
            parts: list[Part] = [(event["type"], _LABEL), self.surface(event["trigger"])]
            if event["modality"] != "asserted":
                parts.append((f"[{event['modality']}]", "yellow"))
            for name, key in (("by", "actors"), ("to", "targets")):
                if event.get(key):
                    parts.append((f"{name}:", _DIM))
                    parts.extend(self.surface(span, 30) for span in event[key])
            for name, key in (("at", "place"), ("when", "time"), ("with", "instrument")):
                if event.get(key):
                    parts += [(f"{name}:", _DIM), self.surface(event[key], 30)]
            told = self.voice(event.get("voice"), speech)
            if told:
                parts.append((told, "magenta"))
            self.page.line(*parts, indent=2)
            self.why(event)

    def speech(self, speech: Sequence[Record]) -> None:
        if not self.head("Who says what", speech):
            return
        for one in speech:
            source = self.surface(one.get("source"), 50) or f"({one['source_kind']})"
            under = f"in {one['parent']}" if one.get("parent") else ""
            parts = [
                (one["id"], _DIM),
                (source, "magenta"),
                (one["act"], _LABEL),
                (one["form"], _DIM),
                (self.surface(one.get("cue"), 30), _DIM),
                (under, _DIM),
            ]
            self.page.line(*(part for part in parts if part[0]), indent=2)
            self.page.quote(" … ".join(self.text[span["start"] : span["end"]] for span in one["content"]), indent=6, most=3)
            self.why(one)

    def mentions(self, mentions: Sequence[Record]) -> None:
        if not self.head("Names", mentions):
            return
        if self.explain:
            for mention in mentions:
                self.page.line((mention["kind"], _LABEL), self.surface(mention), indent=2)
                self.why(mention)
            return
        for kind in ("person", "group", "organization", "place", "facility"):
            names = list(dict.fromkeys(self.surface(one) for one in mentions if one["kind"] == kind))
            if names:
                self.page.line((f"{kind}:", _LABEL), *_commas(names), indent=2)

    def times(self, times: Sequence[Record]) -> None:
        if self.head("Times", times):
            for one in times:
                self.page.line(self.surface(one), ("→", _DIM), one.get("value") or "not settled by the text", indent=2)
                self.why(one)

    def quantities(self, quantities: Sequence[Record]) -> None:
        if self.head("Numbers", quantities):
            for one in quantities:
                self.page.line((one["role"], _LABEL), self.surface(one), ("→", _DIM), amount(one), indent=2)
                self.why(one)

    def framing(self, marks: Sequence[Record], speech: Sequence[Record]) -> None:
        if self.head("How it is told", marks):
            for one in marks:
                self.page.line((one["device"], _LABEL), self.surface(one), (self.voice(one.get("voice"), speech), "magenta"), indent=2)
                self.why(one)

    def repairs(self, repairs: Sequence[Record]) -> None:
        if self.head("Damage read through", repairs):
            for one in repairs:
                self.page.line(self.surface(one), ("→", _DIM), one["repaired"], indent=2)
                self.why(one)


def amount(one: Record) -> str:
    """A number with its bound: ``at least 800``, ``20–99``, ``about 30``."""
    low, high, bound = one["low"], one.get("high"), one.get("bound", "exact")
    if bound in ("at-least", "at-most", "about"):
        return f"{bound.replace('-', ' ')} {low if high is None or bound != 'at-most' else high}"
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low}–{high}"


def _commas(names: Sequence[str]) -> list[str]:
    return [f"{name}{'' if number == len(names) - 1 else ' ·'}" for number, name in enumerate(names)]


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_plain(one) for one in value)
    return str(value)
