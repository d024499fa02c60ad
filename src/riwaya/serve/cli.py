"""The command line: `riwaya COMMAND`. Commands stand in modules of their own names; here they are only put together."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from riwaya import __version__
from riwaya.serve import ask, demo, gazetteer, incidents, ingest, ledger_command, outlets, read, rules, serve_command

app = typer.Typer(
    name="riwaya",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Riwaya (رواية, an account) reads Arabic news, statements and commentary, and lays the accounts side by side.",
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"riwaya {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """Options that come before the command."""


app.command()(read.read)
app.command()(ingest.ingest)
app.command()(incidents.incidents)
app.command()(incidents.show)
app.command()(ask.ask)
app.command()(ask.revisions)
app.command()(outlets.outlets)
app.command()(demo.demo)
app.command()(serve_command.serve)
app.add_typer(ledger_command.app, name="ledger")
app.add_typer(rules.app, name="rules")
app.add_typer(gazetteer.app, name="gazetteer")


def main() -> None:
    """Run the command line; `entry` guards it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a C locale, or Windows: Arabic must not fail to print
            reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
