"""`riwaya incidents` and `riwaya show`: what a ledger's accounts tell of, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from riwaya import compare, ledger
from riwaya.errors import UsageError
from riwaya.serve.display import Page
from riwaya.serve.incident_page import show_incident, show_incidents
from riwaya.serve.options import Format, FormatOption, LedgerPlace
from riwaya.serve.out import guarded, json_line, stdout
from riwaya.serve.reading_page import show_damage, show_reading


@guarded
def incidents(ledger_place: LedgerPlace, format: FormatOption = Format.text) -> int:
    """List the incidents that the accounts of a ledger report.

    riwaya incidents --ledger accounts.db
    """
    with ledger.open(ledger_place, create=False) as book:
        found = [one.to_json() for one in compare.incidents(book)]
    if format is Format.json:
        for one in found:
            json_line(one)
    else:
        show_incidents(Page(stdout()), found)
        if found:
            Page(stdout()).text(f"\n{len(found):,} incidents. See one with: riwaya show {found[0]['id'][:16]} --ledger {ledger_place}")
        else:
            Page(stdout()).text("No incidents: the ledger holds no reports of any.")
    return 0


@guarded
def show(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="An incident or a document, by its id or the beginning of it.", show_default=False)
    ],
    ledger_place: LedgerPlace,
    format: FormatOption = Format.text,
    texts: Annotated[bool, typer.Option("--texts", help="Print the accounts in full as well.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Of a document: which rule found each record.")] = False,
    damage: Annotated[
        bool, typer.Option("--damage", help="Of a document: the damaged passages as they stand, and as they were read.")
    ] = False,
) -> int:
    """Show one incident with its accounts side by side, or one document as it was read.

    riwaya show incident-4f1c --ledger accounts.db
    """
    with ledger.open(ledger_place, create=False) as book:
        whole = book.reading(name)
        if whole is not None:
            return _document(whole, format, explain, damage)
        found = [one.to_json() for one in compare.incidents(book)]
        chosen = [one for one in found if one["id"].startswith(name)]
        documents = book.find(name) if name else []
        if not chosen and len(documents) == 1:
            return _document(book.reading(documents[0]) or {}, format, explain, damage)
        incident = _only(name, chosen, documents)
        if format is Format.json:
            json_line(incident)
            return 0
        readings = {one: reading for one in incident["documents"] if (reading := book.reading(one)) is not None}
    show_incident(Page(stdout()), incident, readings, texts=texts)
    return 0


def _document(reading: Mapping[str, Any], format: Format, explain: bool, damage: bool) -> int:
    if format is Format.json:
        json_line(reading)
    elif damage:
        show_damage(Page(stdout()), reading)
    else:
        show_reading(Page(stdout()), reading, explain=explain)
    return 0


def _only(name: str, chosen: list[dict[str, Any]], documents: list[str]) -> dict[str, Any]:
    if len(chosen) == 1:
        return chosen[0]
    several = [one["id"] for one in chosen] + documents
    if several:
        raise UsageError(
            f"{len(several)} begin so: {', '.join(several[:5])}{' …' if len(several) > 5 else ''}", where=name, remedy="give more of the id"
        )
    raise UsageError("the ledger has no incident or document of this id", where=name, remedy="`riwaya incidents` lists them")
