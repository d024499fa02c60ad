"""Options that several commands share, and what they mean."""

from __future__ import annotations

import os
from dataclasses import fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from riwaya.batch import DEFAULT_WORKERS
from riwaya.errors import UsageError
from riwaya.intake import Columns as ColumnMap

__all__ = [
    "WORKERS", "Columns", "Format", "FormatOption", "Gazetteers", "LedgerPlace", "Paths", "Published", "Workers",
    "columns_of", "gazetteer_files", "home", "iso_date",
]  # fmt: skip


class Format(StrEnum):
    """How a command prints: for people, or one JSON object a line."""

    text = "text"
    json = "json"


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…", help="Files or folders; - is standard input. JSONL, CSV and the like hold many documents.", show_default=False
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="text for people, json for one object a line.")]
Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="Date of documents that carry none, such as 2022-01-20: relative words (أمس) count from it.",
        show_default=False,
    ),
]
LedgerPlace = Annotated[
    str,
    typer.Option(
        "--ledger", metavar="FILE|URL", envvar="RIWAYA_LEDGER", help="The ledger: a file (SQLite) or a database URL.", show_default=False
    ),
]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes that read. The result is the same for any number.")]
Gazetteers = Annotated[
    list[Path] | None,
    typer.Option(
        "--gazetteer",
        metavar="FILE",
        help="Places to know for this run, beside those added before. May be given again.",
        show_default=False,
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="OURS=THEIRS", help="Name a table's columns: --column text=body. May be given again.", show_default=False
    ),
]
WORKERS = DEFAULT_WORKERS


def iso_date(given: str | None) -> str | None:
    """A date as given on the command line, checked.

    Raises UsageError for what is no ISO date.
    """
    if given is None:
        return None
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError:
        raise UsageError(f"{given!r} is no date", where="--published", remedy="write it as 2022-01-20") from None


def columns_of(given: list[str] | None) -> ColumnMap | None:
    """The column map of ``["text=body"]``; None where nothing was given.

    Raises UsageError for an entry without an equals sign, or for a field that no document has.
    """
    if not given:
        return None
    known = [one.name for one in fields(ColumnMap)]
    pairs: dict[str, str] = {}
    for entry in given:
        ours, sign, theirs = (part.strip() for part in entry.partition("="))
        if not (sign and theirs):
            raise UsageError(f"{entry!r} does not name two columns", where="--column", remedy="write it as text=body")
        if ours not in known:
            raise UsageError(f"a document has no {ours!r}", where="--column", remedy=f"use one of {', '.join(known)}")
        pairs[ours] = theirs
    return ColumnMap(**pairs)


def home() -> Path:
    """The folder of what a user added (gazetteers): RIWAYA_HOME, or the system's place for such things."""
    told = os.environ.get("RIWAYA_HOME")
    return Path(told) if told else user_data_path("riwaya", appauthor=False)


def gazetteer_files(given: list[Path] | None) -> tuple[str, ...]:
    """The gazetteers of this run: those added with `riwaya gazetteer add`, by name, then those given.

    Raises UsageError for a given file that is not there.
    """
    for path in given or ():
        if not path.is_file():
            raise UsageError("there is no such file", where=str(path), remedy="give the path of a gazetteer")
    kept = home() / "gazetteers"
    added = sorted(str(path) for path in kept.iterdir() if path.is_file() and not path.name.startswith(".")) if kept.is_dir() else []
    return (*added, *(str(path) for path in given or ()))
