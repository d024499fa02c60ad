"""`riwaya gazetteer`: places that a user adds, kept for all later runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riwaya.annotate import places
from riwaya.serve import options
from riwaya.serve.display import Page
from riwaya.serve.options import Format, FormatOption
from riwaya.serve.out import guarded, json_line, stdout

app = typer.Typer(no_args_is_help=True, help="Places that Riwaya should know beside its own.")


@app.command()
@guarded
def add(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A GeoNames dump, an OCHA COD table, GeoJSON, or CSV with name, lat and lon.", show_default=False
        ),
    ],
    format: FormatOption = Format.text,
) -> int:
    """Add the places of a file; every later run knows them.

    riwaya gazetteer add syria-pcodes.tsv
    """
    store = options.home() / "gazetteers"
    store.mkdir(parents=True, exist_ok=True)
    added = places.add_gazetteer(file, store)
    if format is Format.json:
        json_line({"file": str(file), "kept": str(added.path), "places": added.places, "skipped": list(added.skipped)})
    else:
        Page(stdout()).text(f"{added.places:,} places added; kept as {added.path}")
        for line in list(added.skipped)[:10]:
            Page(stdout()).text(f"  left out: {line}")
    return 0


@app.command("list")
@guarded
def list_(format: FormatOption = Format.text) -> int:
    """List the gazetteers added before."""
    for path in options.gazetteer_files(None):
        if format is Format.json:
            json_line({"file": path})
        else:
            Page(stdout()).text(path)
    return 0
