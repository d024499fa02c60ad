"""The wheel: what a person installs holds all that the program needs, and nothing of this machine."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path


def test_the_wheel_holds_data_and_examples(root: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=root, check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    data = root / "src" / "riwaya" / "data"
    assert {f"riwaya/data/{path.relative_to(data).as_posix()}" for path in data.rglob("*.csv")} <= names
    assert {"riwaya/py.typed", "riwaya/examples/accounts.jsonl", "riwaya/examples/gazetteer.csv"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "bench/")) or name.endswith((".pyc", ".db")) for name in names)


def test_importing_the_package_costs_nothing() -> None:
    """No room is loaded, no file read, no thread started by `import riwaya`."""
    code = "import sys, riwaya; print(sorted(name for name in sys.modules if name.startswith('riwaya.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
