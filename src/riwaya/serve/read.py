"""`riwaya read`: documents in, readings out, one a line or laid out for people."""

from __future__ import annotations

from typing import Annotated

import typer

from riwaya.serve import options
from riwaya.serve.display import Page
from riwaya.serve.options import Columns, Format, FormatOption, Gazetteers, Paths, Published, Workers
from riwaya.serve.out import guarded, json_line, stdout, to_a_file
from riwaya.serve.reading import Tally, readings
from riwaya.serve.reading_page import show_reading


@guarded
def read(
    paths: Paths,
    published: Published = None,
    format: FormatOption = Format.text,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each record which rule found it, how sure it is, and how it was resolved.")
    ] = False,
    gazetteer: Gazetteers = None,
    column: Columns = None,
    workers: Workers = options.WORKERS,
) -> int:
    """Read documents, and print who says what happened, where, when and to how many.

    riwaya read post.txt --published 2022-01-20

    riwaya read folder/ page.html documents.jsonl --format json > readings.jsonl
    """
    date = options.iso_date(published)
    tally = Tally()
    found = readings(
        paths,
        tally,
        published=date,
        columns=options.columns_of(column),
        gazetteers=options.gazetteer_files(gazetteer),
        workers=workers,
        bar=to_a_file(),
    )
    page = Page(stdout())
    for reading in found:
        record = reading.to_json()
        if format is Format.json:
            json_line(record)
        else:
            show_reading(page, record, explain=explain)
    return tally.close()
