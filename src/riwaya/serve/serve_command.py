"""`riwaya serve`: the reading room, a web application on this machine."""

from __future__ import annotations

import ipaddress
import os
from typing import Annotated

import typer

from riwaya.errors import UsageError
from riwaya.serve import options
from riwaya.serve.display import Page
from riwaya.serve.options import Gazetteers, LedgerPlace
from riwaya.serve.out import guarded, stdout


@guarded
def serve(
    ledger_place: LedgerPlace,
    host: Annotated[str, typer.Option("--host", help="Address to listen at; any but a loopback address asks for accounts.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8017,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A name this machine is reached by. May be given again.", show_default=False),
    ] = None,
    accounts: Annotated[bool, typer.Option("--accounts", help="Ask for a name and a password even on a loopback address.")] = False,
    add_person: Annotated[
        str | None,
        typer.Option("--add-person", metavar="NAME:ROLE", help="Add an account (reader, analyst, admin) and end.", show_default=False),
    ] = None,
    tiles: Annotated[
        str | None,
        typer.Option(
            "--tiles", metavar="URL", help="A tile server, as https://host/{z}/{x}/{y}.png; without it nothing leaves the machine."
        ),
    ] = None,
    gazetteer: Gazetteers = None,
) -> int:
    """Open the ledger in a browser: incidents, accounts side by side, texts with their records.

    riwaya serve --ledger accounts.db
    """
    # The web framework is only loaded by the command that needs it.
    import uvicorn

    from riwaya import ledger
    from riwaya.ledger.people import People
    from riwaya.serve.web import Settings, create_app, security

    if add_person is not None:
        person, _, role = add_person.rpartition(":")
        password = os.environ.get("RIWAYA_PASSWORD") or typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        if len(password) < 10:
            raise UsageError("the password is too short", where="--add-person", remedy="take at least 10 characters")
        with ledger.open(ledger_place) as book:
            People(book).put(person, role, security.hashed(password))
        Page(stdout()).text(f"{person} may now sign in as {role}.")
        return 0
    loopback = _loopback(host)
    asks = accounts or not loopback
    if asks:
        with ledger.open(ledger_place) as book:
            if not any(one.role == "admin" for one in People(book).all()):
                raise UsageError("nobody could sign in", where=host, remedy="add an account first: --add-person NAME:admin")
    if not loopback and not name and host in ("0.0.0.0", "::"):
        raise UsageError("the name this machine is reached by is missing", where="--host", remedy="add --name HOST")
    hosts = (*Settings.hosts_of_loopback(), host, *(name or ()))
    app = create_app(Settings(ledger=ledger_place, accounts=asks, hosts=hosts, gazetteers=options.gazetteer_files(gazetteer), tiles=tiles))
    Page(stdout()).text(f"The reading room is open at http://{host if loopback else (name or [host])[0]}:{port}/ (end with Ctrl-C)")
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
    return 0


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
