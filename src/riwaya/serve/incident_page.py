"""One incident laid out for people: the accounts, slot by slot beside one another, their origins, and what no account answers.

Works on the JSON of the contract; the texts come from the ledger's readings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from riwaya.serve.display import Page, Part, safe, shorten

Record = Mapping[str, Any]

_DIM: Final = "dim"
_BAD: Final = "bold red"
_SHORT: Final = 17  # of an id: its kind and eight digits, enough to ask for it
_VERDICTS: Final = {
    "agreed": "green",
    "compatible": "green",
    "single source": "yellow",
    "single-source": "yellow",
    "disputed": _BAD,
    "contradicted": _BAD,
    "denied": _BAD,
    "unknown": "yellow",
}
"""Style of each verdict; one that is not here is shown plain."""

FIGURES: Final = ("killed", "injured", "missing", "detained", "escaped", "displaced")


def show_incident(page: Page, incident: Record, documents: Mapping[str, Record], *, texts: bool = False) -> None:
    """Write one incident; `documents` are readings by document id, `texts` adds every account in full."""
    page.rule(incident["title"] or incident["id"])
    page.line((incident["id"], _DIM))
    head: list[Part] = [("when", _DIM), when(incident), ("· where", _DIM), where(incident)]
    if toll(incident):
        head += [("· toll", _DIM), toll(incident)]
    page.line(*head)
    page.blank()
    _accounts(page, incident, documents)
    page.line(("Slot by slot", "bold"))
    for slot in incident["slots"]:
        _slot(page, slot, documents)
    page.blank()
    _unanswered(page, incident.get("unanswered") or [])
    if texts:
        for name in incident["documents"]:
            _text(page, name, documents)


def show_incidents(page: Page, incidents: Sequence[Record]) -> None:
    """One line for each incident: what `riwaya show` may be asked for, with what is disputed in it."""
    rows = []
    for one in incidents:
        disputed = [slot["slot"] for slot in one["slots"] if _VERDICTS.get(slot["verdict"]) == _BAD]
        counts = [str(len(one["documents"])), str(len(one["origins"]))]
        rows.append([one["id"][:_SHORT], when(one), where(one), toll(one), *counts, ", ".join(disputed)])
    page.table(["incident", "when", "where", "toll", "accounts", "origins", "disputed"], rows, most=[_SHORT, 23, 20, 22, 8, 7, 60])


def show_answer(page: Page, answer: Record, documents: Mapping[str, Record]) -> None:
    """What the accounts of one incident say to a question, as a slot of it."""
    page.rule(answer["title"] or answer["incident"])
    page.line((answer["incident"], _DIM), (when(answer), _DIM), (answer.get("place") or "", _DIM))
    _slot(page, answer, documents)
    page.blank()


def when(incident: Record) -> str:
    """The day or days: ``2022-01-20`` or ``2022-01-20 – 2022-01-24``."""
    low, high = (incident.get("date") or {}).get("low"), (incident.get("date") or {}).get("high")
    if not low and not high:
        return "day not known"
    return str(low) if low == high or not high else f"{low or '?'} – {high}"


def where(incident: Record) -> str:
    """The name of the place."""
    return (incident.get("place") or {}).get("name") or "place not known"


def toll(incident: Record) -> str:
    """Killed, injured and the rest in a few words."""
    parts = []
    for name in FIGURES:
        figure = (incident.get("casualties") or {}).get(name)
        if not figure or figure.get("low") is None:
            continue
        low, high = figure["low"], figure.get("high")
        amount = f"{low}" if low == high else f"{low}+" if high is None else f"{low}–{high}"
        parts.append(f"{amount} {name}")
    return ", ".join(parts)


def _accounts(page: Page, incident: Record, documents: Mapping[str, Record]) -> None:
    """The accounts by date, and which of them share an origin."""
    rows = []
    for name in incident["documents"]:
        reading = documents.get(name, {})
        document, text = reading.get("document", {}), reading.get("text", "")
        rows.append([name[:_SHORT], document.get("published") or "", source(name, documents), document.get("title") or text.lstrip()[:200]])
    rows.sort(key=lambda row: (row[1] or "9", row[0]))
    page.line((f"{_plural(len(rows), 'account')}, {_plural(len(incident['origins']), 'origin')}", "bold"))
    page.table(["id", "published", "source", "title"], rows, most=[_SHORT, 10, 28, 60], indent=2)
    for origin in incident["origins"]:
        if len(origin["documents"]) > 1:
            page.line(
                ("one origin:", "yellow"), *_names(origin["documents"], documents), (f"— {origin.get('because', '')}", _DIM), indent=2
            )
    page.blank()


def _slot(page: Page, slot: Record, documents: Mapping[str, Record]) -> None:
    """A verdict with its reason, and under it each value with who gives it and the first sentence that carries it."""
    verdict, reason = slot["verdict"], slot.get("because")
    name = [] if slot["slot"] == verdict else [(slot["slot"], "bold cyan")]
    page.line(*name, (verdict, _VERDICTS.get(verdict, "")), *([(f"— {reason}", _DIM)] if reason else []), indent=2)
    for value in slot["values"]:
        said = f"— {value['speaker']}" if value.get("speaker") else ""
        page.line(
            (plain(value["value"]), "bold"),
            ("←", _DIM),
            *_names(value["documents"], documents),
            *([(said, "magenta")] if said else []),
            indent=4,
        )
        if value.get("quote"):
            page.quote(value["quote"], indent=8, style=_DIM, most=2, focus=plain(value["value"]))


def _unanswered(page: Page, questions: Sequence[Record]) -> None:
    """What is said to be unknown, what nobody mentions, what the accounts themselves ask. Disputes stand in the slots."""
    groups: dict[str, list[Record]] = {}
    for question in questions:
        groups.setdefault(str(question.get("status") or "not answered"), []).append(question)
    shown = [status for status in groups if status != "disputed"]
    if shown:
        page.line(("Questions without an answer", "bold"))
    for status in shown:
        quoted = [one for one in groups[status] if one.get("quote")]
        bare = [one for one in groups[status] if not one.get("quote")]
        for one in quoted:
            page.line(("?", "yellow"), str(one["question"]), (f"— {status}", "yellow"), indent=2)
            if safe(str(one["quote"])) != safe(str(one["question"])):
                page.quote(one["quote"], indent=8, style=_DIM, most=2)
        if bare:
            page.line(("?", "yellow"), *(str(one["question"]) for one in bare), (f"— {status}", "yellow"), indent=2)


def _text(page: Page, name: str, documents: Mapping[str, Record]) -> None:
    if name not in documents:
        return
    reading = documents[name]
    document = reading["document"]
    page.line((document.get("source") or name, "bold"), (document.get("published") or "", _DIM), (name, _DIM))
    for paragraph in reading["text"].splitlines():
        page.quote(paragraph, indent=2)
    page.blank()


def source(name: str, documents: Mapping[str, Record]) -> str:
    """Who published a document, or the name of its file."""
    document = documents[name]["document"] if name in documents else {}
    return str(document.get("source") or PurePath(document.get("path") or "").name)


def _names(names: Sequence[str], documents: Mapping[str, Record]) -> list[Part]:
    """Documents as people know them, by their source; the id where there is none."""
    shown = list(dict.fromkeys(shorten(source(name, documents), 40) or name for name in names))
    return [(f"{one}{'' if number == len(shown) - 1 else ' ·'}", _DIM) for number, one in enumerate(shown)]


def plain(value: Any) -> str:
    """A slot's value in words, whatever its shape: text, number, interval, place, list."""
    if value is None:
        return "not told"
    if isinstance(value, Mapping):
        if value.get("name"):
            return str(value["name"])
        if "low" in value:
            low, high = value["low"], value.get("high")
            return f"{low}" if low == high else f"{low}+" if high is None else f"{low}–{high}"
        return ", ".join(f"{key} {plain(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(plain(one) for one in value)
    return str(value)


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
