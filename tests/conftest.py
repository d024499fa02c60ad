"""What all tests share: the tools, the shared data where it is found, and a home of their own."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from riwaya.annotate import pipeline
from riwaya.rules import Tools
from tests import postgres

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path | None:
    """The shared data beside the repository, or None: tests that want it skip without it."""
    folder = ROOT.parent / "shared"
    return folder if (folder / "gold").is_dir() else None


@pytest.fixture(scope="session")
def tools() -> Tools:
    """The tools of the package, loaded once for all tests."""
    return pipeline.load_tools()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees, or touches, what the person who runs it keeps."""
    monkeypatch.setenv("RIWAYA_HOME", str(tmp_path_factory.getbasetemp() / "home"))
    monkeypatch.delenv("RIWAYA_LEDGER", raising=False)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server for all tests; they skip where the machine has none."""
    if postgres.binaries() is None or find_spec("psycopg") is None:
        pytest.skip(postgres.MISSING)
    one = postgres.Server()
    yield one
    one.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger goes: a file, and a database of a server."""
    if request.param == "sqlite":
        return str(tmp_path / "سجل.db")
    found: postgres.Server = request.getfixturevalue("server")
    return found.database()
