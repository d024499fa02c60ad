"""`riwaya ingest`: documents in, a ledger out. Each document is one transaction; the same document again is passed over.

A run may be stopped anywhere, by whatever: the next one reads what is missing, and what was read by other rules.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from riwaya import __version__, batch, ledger
from riwaya.serve import options
from riwaya.serve.display import Page
from riwaya.serve.options import Columns, Format, FormatOption, Gazetteers, LedgerPlace, Paths, Published, Workers
from riwaya.serve.out import guarded, json_line, stdout
from riwaya.serve.reading import Tally, articles, progress


@guarded
def ingest(
    paths: Paths,
    ledger_place: LedgerPlace,
    published: Published = None,
    format: FormatOption = Format.text,
    gazetteer: Gazetteers = None,
    column: Columns = None,
    workers: Workers = options.WORKERS,
    seconds: Annotated[
        float, typer.Option("--seconds", min=0.1, max=3600, help="Time that one document may take; one that needs more is left out.")
    ] = batch.SECONDS_PER_DOCUMENT,
    again: Annotated[bool, typer.Option("--again", help="Try documents once more that could not be read by an earlier run.")] = False,
) -> int:
    """Read documents into a ledger; run it again at any time, what is there already stays as it is.

    riwaya ingest folder/ documents.jsonl --ledger accounts.db
    """
    date = options.iso_date(published)
    columns = options.columns_of(column)
    gazetteers = options.gazetteer_files(gazetteer)
    tally = Tally()
    new = 0

    def tell(step: batch.Step) -> None:
        nonlocal new
        shown.advance(task)
        new += step.new
        if step.problem is None:
            tally.read += 1
        else:
            tally.problem(step.problem)

    with ledger.open(ledger_place) as book, batch.Pool(workers, gazetteers=gazetteers, seconds=seconds) as pool, progress() as shown:
        task = shown.add_task("reading", total=None)
        tools = batch.tools_for(batch.Setup(gazetteers))
        started = datetime.now(UTC).isoformat(timespec="seconds")
        run = book.run(tools.fingerprint, version=__version__, options={"published": date}, started=started)
        found = articles(paths, tally, published=date, columns=columns)
        batch.ingest(found, book, pool, tell, run=run, mark=batch.fingerprint(tools), again=again)
    summary = {"ledger": ledger_place, "read": tally.read, "new": new, "known": tally.read - new, "not_read": tally.problems}
    if format is Format.json:
        json_line(summary)
    else:
        Page(stdout()).text(f"{tally.read:,} read, {new:,} new in {ledger_place}, {tally.read - new:,} there already")
    return tally.close()
