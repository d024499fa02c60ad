"""`riwaya ledger`: looking after a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riwaya import ledger
from riwaya.errors import UsageError
from riwaya.ledger import upkeep
from riwaya.serve.display import Page
from riwaya.serve.options import Format, FormatOption, LedgerPlace
from riwaya.serve.out import complain, guarded, json_line, stdout

app = typer.Typer(no_args_is_help=True, help="Check, back up, restore and export ledgers.")

_MOST = 50  # problems told one by one


@app.command()
@guarded
def check(ledger_place: LedgerPlace, format: FormatOption = Format.text) -> int:
    """Look through a ledger for damage and for changes from outside.

    riwaya ledger check --ledger accounts.db
    """
    problems: list[str] = []
    with ledger.open(ledger_place, create=False) as book:
        problems.extend(upkeep.check(book))
        rows = book.count() if not problems else {}
    if format is Format.json:
        json_line({"ledger": ledger_place, "problems": problems, "rows": rows})
        return 1 if problems else 0
    for line in problems[:_MOST]:
        complain(line)
    if problems:
        more = f" (and {len(problems) - _MOST} more)" if len(problems) > _MOST else ""
        complain(f"{ledger_place}: {len(problems)} problems{more}; restore a backup: riwaya ledger restore BACKUP --ledger NEW")
        return 1
    Page(stdout()).text(f"{ledger_place}: whole; " + ", ".join(f"{number:,} {name}" for name, number in rows.items()))
    return 0


@app.command()
@guarded
def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The backup: a new SQLite file, itself a ledger.")],
    ledger_place: LedgerPlace,
) -> int:
    """Copy a ledger as it stands into a new file; others may go on writing meanwhile.

    riwaya ledger backup monday.db --ledger accounts.db
    """
    with ledger.open(ledger_place, create=False) as book:
        number = upkeep.backup(book, target)
    Page(stdout()).text(f"{number:,} rows of {ledger_place} are in {target}")
    return 0


@app.command()
@guarded
def restore(
    source: Annotated[str, typer.Argument(metavar="BACKUP", help="A backup, or any ledger: a file or a URL.")], ledger_place: LedgerPlace
) -> int:
    """Copy a backup into a new, empty ledger: a file, or a database such as postgresql://user@host/name.

    riwaya ledger restore monday.db --ledger accounts-new.db
    """
    if source == ledger_place:
        raise UsageError("a ledger cannot be restored from itself", where=source, remedy="name another ledger after --ledger")
    with ledger.open(source, create=False) as old:
        problem = next(upkeep.check(old), None)
        if problem is not None:
            complain(f"{source}: {problem}")
            raise UsageError("this backup is not whole", where=source, remedy="take an earlier one")
        with ledger.open(ledger_place) as book:
            number = upkeep.restore(old, book)
    Page(stdout()).text(f"{number:,} rows of {source} are in {ledger_place}")
    return 0


@app.command()
@guarded
def export(ledger_place: LedgerPlace) -> int:
    """Print every reading of every text as JSON, one a line; two ledgers that hold the same print the same.

    riwaya ledger export --ledger accounts.db > accounts.jsonl
    """
    with ledger.open(ledger_place, create=False) as book:
        for one in book.readings(versions=True):
            json_line(one)
    return 0
