"""One incident laid out for people: the accounts, slot by slot beside one another, their origins, and what no account answers.

Works on the JSON of the contract; the texts come from the ledger's readings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from riwaya.serve.display import Page, Part, shorten

Record = Mapping[str, Any]

_DIM: Final = "dim"
_VERDICTS: Final = {
    "agreed": "green",
    "compatible": "green",
    "single source": "yellow",
    "single-source": "yellow",
    "disputed": "bold red",
    "contradicted": "bold red",
    "denied": "bold red",
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
    _origins(page, incident, documents)
    page.line(("Slot by slot", "bold"))
    for slot in incident["slots"]:
        _slot(page, slot, documents)
    page.blank()
    _unanswered(page, incident.get("unanswered") or [], documents)
    if texts:
        for name in incident["documents"]:
            _text(page, name, documents)


def show_incidents(page: Page, incidents: Sequence[Record]) -> None:
    """One line for each incident: what `riwaya show` may be asked for, with what is disputed in it."""
    rows = []
    for one in incidents:
        disputed = [slot["slot"] for slot in one["slots"] if _VERDICTS.get(slot["verdict"]) == "bold red"]
        counts = f"{len(one['documents'])} / {len(one['origins'])}"
        rows.append([one["id"], when(one), where(one), toll(one), counts, ", ".join(disputed), one["title"] or ""])
    spare = page.console.width - (29 + 21 + 16 + 14 + 7 + 16 + 12)
    head = ["incident", "when", "where", "toll", "acc/or", "disputed", "title"]
    widths = [29, 21, 16, 14, 7, 16, max(12, min(60, spare))]
    if page.console.width < 110:  # a narrow terminal: what identifies an incident comes first
        keep = (0, 1, 2, 3, 4)
        head, widths = [head[n] for n in keep], [widths[n] for n in keep]
        rows = [[row[n] for n in keep] for row in rows]
    page.table(head, rows, widths=widths)


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
    page.line((f"Accounts ({len(incident['documents'])})", "bold"))
    rows = []
    for name in incident["documents"]:
        document = documents[name]["document"] if name in documents else {}
        text = documents[name]["text"] if name in documents else ""
        rows.append([name, document.get("published") or "", document.get("source") or "", document.get("title") or text])
    spare = page.width - 2 - (18 + 10 + 24 + 6)
    page.table(["id", "published", "source", "title"], rows, widths=[18, 10, 24, max(16, spare)], indent=2)
    page.blank()


def _origins(page: Page, incident: Record, documents: Mapping[str, Record]) -> None:
    origins = incident["origins"]
    accounts, independent = len(incident["documents"]), len(origins)
    page.line((f"{_plural(accounts, 'account')}, {_plural(independent, 'origin')}", "bold"))
    for origin in origins:
        if len(origin["documents"]) < 2:
            continue
        page.line(*_names(origin["documents"], documents), indent=2)
        page.line((str(origin.get("because", "")), _DIM), indent=4)
    page.blank()


def _slot(page: Page, slot: Record, documents: Mapping[str, Record]) -> None:
    verdict = slot["verdict"]
    page.line(
        (slot["slot"], "bold cyan"),
        (verdict, _VERDICTS.get(verdict, "")),
        ("—" if slot.get("because") else "", _DIM),
        (slot.get("because") or "", _DIM),
        indent=2,
    )
    for value in slot["values"]:
        page.line((plain(value["value"]), "bold"), ("←", _DIM), *_names(value["documents"], documents), indent=4)
        if value.get("quote"):
            page.quote(value["quote"], indent=8, style=_DIM, most=2)


def _unanswered(page: Page, questions: Sequence[Any], documents: Mapping[str, Record]) -> None:
    if not questions:
        return
    page.line(("What no account answers", "bold"))
    for question in questions:
        if isinstance(question, str):
            page.line("?", question, indent=2)
            continue
        asked = question.get("question") or question.get("slot") or ""
        status = question.get("status") or question.get("because") or ""
        page.line("?", (plain(asked), ""), (plain(status), _DIM), indent=2)
        quote = question.get("quote")
        if quote:
            page.quote(quote, indent=6, style=_DIM, most=2)
    page.blank()


def _text(page: Page, name: str, documents: Mapping[str, Record]) -> None:
    if name not in documents:
        return
    reading = documents[name]
    document = reading["document"]
    page.line((document.get("source") or name, "bold"), (document.get("published") or "", _DIM), (name, _DIM))
    for paragraph in reading["text"].splitlines():
        page.quote(paragraph, indent=2)
    page.blank()


def _names(names: Sequence[str], documents: Mapping[str, Record]) -> list[Part]:
    shown = []
    for name in names:
        source = (documents[name]["document"].get("source") if name in documents else None) or ""
        shown.append(f"{shorten(source, 28)} ({name})" if source else name)
    return [(f"{one}{'' if number == len(shown) - 1 else ','}", _DIM) for number, one in enumerate(shown)]


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
