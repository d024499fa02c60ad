"""`riwaya demo`: the main job on the examples that come with Riwaya, in one command and without a network."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import riwaya
from riwaya import __version__, compare, ledger
from riwaya.batch import Setup, tools_for
from riwaya.errors import InputError
from riwaya.serve.display import Page
from riwaya.serve.incident_page import show_incident, show_incidents
from riwaya.serve.options import Format, FormatOption
from riwaya.serve.out import guarded, json_line, stdout
from riwaya.serve.reading import Tally, readings

_NEXT: Final = (
    ("ingest FOLDER --ledger my.db", "your own posts and articles, into a ledger"),
    ("incidents --ledger my.db", "what they report"),
    ("show ID --ledger my.db --texts", "one incident, with its accounts in full"),
    ("serve --ledger my.db", "the same in your browser, in Arabic or English"),
    ("read FILE --explain", "one text, with the rule behind every line"),
)


def examples() -> Path:
    """The folder of the examples: inside an installed package, or beside the sources.

    Raises InputError when neither is there.
    """
    room = Path(riwaya.__file__).resolve().parent
    for folder in (room / "examples", room.parents[1] / "examples"):
        if (folder / "accounts.jsonl").is_file():
            return folder
    raise InputError("the examples did not come with this installation", where=str(room), remedy="install Riwaya again from its wheel")


@guarded
def demo(format: FormatOption = Format.text) -> int:
    """Read the example accounts, and lay those of one incident side by side."""
    folder = examples()
    gazetteers = (str(folder / "gazetteer.csv"),)
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="riwaya-demo-") as made, ledger.open(Path(made) / "demo.db") as book:
        run = book.run(tools_for(Setup(gazetteers)).fingerprint, version=__version__)
        sources = [str(folder / "accounts.jsonl"), str(folder / "accounts")]
        for reading in readings(sources, tally, published=None, columns=None, gazetteers=gazetteers, workers=1):
            book.add(reading, run=run)
        incidents = [one.to_json() for one in compare.incidents(book)]
        if format is Format.json:
            for one in incidents:
                json_line(one)
            return tally.close()
        page = Page(stdout())
        page.text(f"Riwaya read {tally.read} invented accounts by six invented outlets, and found {len(incidents)} incidents:")
        page.blank()
        show_incidents(page, incidents)
        page.blank()
        if incidents:
            chosen = _richest(incidents)
            documents = {name: found for name in chosen["documents"] if (found := book.reading(name)) is not None}
            show_incident(page, chosen, documents)
    _next(page)
    return tally.close()


def _richest(incidents: list[dict[str, Any]]) -> dict[str, Any]:
    """The incident with most accounts; the first of them where several have as many."""
    return max(incidents, key=lambda one: len(one["documents"]))


def _next(page: Page) -> None:
    page.blank()
    page.text("What to try next", "bold")
    command = "riwaya" if shutil.which("riwaya") else _from_here(Path(sys.argv[0]))
    for line, meaning in _NEXT:
        page.text(f"  {command} {line:32} {meaning}")


def _from_here(script: Path) -> str:
    """The script as one would type it: `make demo` runs it from an environment that is not on the path."""
    try:
        return str(script.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(script)
