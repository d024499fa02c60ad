"""A PostgreSQL server of the tests' own, from Debian's packages: on a socket in a folder of its own, gone when the tests end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path

MISSING = "there is no PostgreSQL here (apt-get install postgresql): its tests are skipped"


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, None where there is none, or nobody who may run them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")) if Path("/usr/lib/postgresql").is_dir() else []
    on_path = shutil.which("pg_ctl")
    places = [*found, *([Path(on_path).resolve()] if on_path else [])]
    return places[-1].parent if places and (os.getuid() or _somebody()) else None


def _somebody() -> str:
    """The user that runs the server where the tests run as root, whom PostgreSQL refuses; empty where there is none."""
    names = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), "")


class Server:
    """A running server."""

    def __init__(self) -> None:
        where = binaries()
        assert where is not None
        self._bin = where
        self._numbers = count()
        # Short: the path of a socket has at most 107 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="rw-", dir="/tmp"))
        if os.getuid() == 0:
            shutil.chown(self.folder, _somebody())
        # Ordering by a language, not by code points: what must not depend on it is tested under it.
        init = ["initdb", "-D", str(self.folder / "data"), "-U", "riwaya", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"]
        if self._run([*init, "--locale-provider=icu", "--icu-locale=ar"], check=False).returncode:
            shutil.rmtree(self.folder / "data", ignore_errors=True)
            self._run(init)
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"
        self._run(["pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-w", "-o", options, "start"])

    def stop(self) -> None:
        """Stop it at once, as if the machine went down."""
        self._run(["pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop"], check=False)

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"ledger{next(self._numbers)}"
        self._run(["psql", "-q", "-h", str(self.folder), "-U", "riwaya", "-d", "postgres", "-c", f"CREATE DATABASE {name}"])
        return f"postgresql://riwaya@/{name}?host={self.folder}"

    def _run(self, command: Sequence[str], *, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        who = ["setpriv", f"--reuid={_somebody()}", "--clear-groups"] if os.getuid() == 0 else []
        done = subprocess.run(
            [*who, str(self._bin / command[0]), *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if command[0] != "pg_ctl" else subprocess.DEVNULL,  # the server would keep a pipe open
            stderr=subprocess.PIPE if command[0] != "pg_ctl" else subprocess.DEVNULL,
            cwd=self.folder,
            timeout=60,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"{command[0]}: {(done.stderr or b'').decode(errors='replace')}")
        return done
