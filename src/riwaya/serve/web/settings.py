"""What the reading room is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the ledger is, who may come in, and how much may be sent at once.

    `accounts` asks everybody for a name and a password; without it there is one user, who may do everything: only for a loopback address.
    `tiles` is the address of a tile server (``https://host/{z}/{x}/{y}.png``); without it no request leaves the machine.
    """

    ledger: str
    accounts: bool = False
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    gazetteers: tuple[str, ...] = ()
    tiles: str | None = None
    secret: str | None = None
    most_bytes: int = 50_000_000
    most_files: int = 200
    https: bool = False

    @staticmethod
    def hosts_of_loopback() -> tuple[str, ...]:
        """Names of this machine to itself."""
        return ("127.0.0.1", "localhost", "[::1]")

    @property
    def folder(self) -> Path | None:
        """The folder of the ledger's file, the only one that texts may be taken from; None behind a database URL."""
        return None if "://" in self.ledger else Path(self.ledger).resolve().parent
