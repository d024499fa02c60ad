"""`riwaya ingest`: documents in, a ledger out. Each document is one transaction; the same document again changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from riwaya import __version__, ledger
from riwaya.batch import Setup, tools_for
from riwaya.serve import options
from riwaya.serve.display import Page
from riwaya.serve.options import Columns, Format, FormatOption, Gazetteers, LedgerPlace, Paths, Published, Workers
from riwaya.serve.out import guarded, json_line, stdout
from riwaya.serve.reading import Tally, readings


@guarded
def ingest(
    paths: Paths,
    ledger_place: LedgerPlace,
    published: Published = None,
    format: FormatOption = Format.text,
    gazetteer: Gazetteers = None,
    column: Columns = None,
    workers: Workers = options.WORKERS,
) -> int:
    """Read documents into a ledger; run it again at any time, what is there already stays as it is.

    riwaya ingest folder/ documents.jsonl --ledger accounts.db
    """
    date = options.iso_date(published)
    columns = options.columns_of(column)
    gazetteers = options.gazetteer_files(gazetteer)
    tally = Tally()
    new = 0
    with ledger.open(ledger_place) as book:
        tools = tools_for(Setup(gazetteers))
        run = book.run(
            tools.fingerprint, version=__version__, options={"published": date}, started=datetime.now(UTC).isoformat(timespec="seconds")
        )
        for reading in readings(paths, tally, published=date, columns=columns, gazetteers=gazetteers, workers=workers):
            new += book.add(reading, run=run)
    summary = {"ledger": ledger_place, "read": tally.read, "new": new, "known": tally.read - new, "not_read": tally.problems}
    if format is Format.json:
        json_line(summary)
    else:
        Page(stdout()).text(f"{tally.read:,} read, {new:,} new in {ledger_place}, {tally.read - new:,} there already")
    return tally.close()
