"""Bad input: one clear line (what, where, what to do), no traceback, nothing written is lost, and the rest is still read."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from riwaya.serve.demo import examples
from tests.cli import Run, riwaya

GOOD = "أصيب ثلاثة أشخاص بجروح في انفجار وسط المدينة.\n"


def one_clear_line(run: Run, *about: str) -> None:
    """Exactly one line on standard error, which names what it is about and what to do."""
    assert "Traceback" not in run.err
    lines = run.complaints
    assert lines, "nothing was said"
    for wanted in about:
        assert wanted in lines[0]
    assert ";" in lines[0], "what to do is said after a semicolon"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two good files between bad ones."""
    made = tmp_path / "وارد"
    made.mkdir()
    (made / "أول.txt").write_text(GOOD, encoding="utf-8")
    (made / "empty.txt").write_bytes(b"")
    (made / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (made / "ي آخر.txt").write_text(GOOD.replace("ثلاثة", "أربعة"), encoding="utf-8")
    return made


def test_bad_files_of_a_folder_do_not_stop_the_good_ones(folder: Path) -> None:
    done = riwaya("read", folder, "--format", "json")
    assert done.code == 1
    assert len(done.records) == 2
    assert "Traceback" not in done.err
    *told, last = done.complaints
    assert len(told) == 2 and any("empty.txt" in line for line in told) and any("binary.txt" in line for line in told)
    assert "2 documents read, 2 not" in last and "empty.txt" in last and "binary.txt" in last


def test_an_empty_file(tmp_path: Path) -> None:
    place = tmp_path / "empty.txt"
    place.touch()
    done = riwaya("read", place)
    assert done.code == 1
    one_clear_line(done, "empty.txt", "empty")


def test_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    done = riwaya("read", tmp_path)
    assert done.code == 1
    one_clear_line(done, str(tmp_path))


def test_a_binary_file(tmp_path: Path) -> None:
    place = tmp_path / "a.out"
    place.write_bytes(os.urandom(4096))
    done = riwaya("read", place)
    assert done.code == 1
    one_clear_line(done, "a.out")


def test_a_line_of_50_megabytes(tmp_path: Path) -> None:
    place = tmp_path / "long.txt"
    place.write_text("كلمة " * 6_000_000, encoding="utf-8")
    assert place.stat().st_size > 50_000_000
    begun = time.monotonic()
    done = riwaya("read", place, "--format", "json")
    assert done.code == 1
    one_clear_line(done, "long.txt")
    assert time.monotonic() - begun < 60


def test_invalid_utf_8_is_read_or_refused_in_one_line(tmp_path: Path) -> None:
    place = tmp_path / "mixed.txt"
    place.write_bytes(GOOD.encode() + b"\xff\xfe\xd8 \x80 tail\n" + GOOD.encode())
    done = riwaya("read", place, "--format", "json")
    assert "Traceback" not in done.err
    if done.code:
        one_clear_line(done, "mixed.txt")
    else:
        assert "أصيب ثلاثة" in done.records[0]["text"]


def test_a_missing_path(tmp_path: Path) -> None:
    done = riwaya("read", tmp_path / "لا شيء.txt")
    assert done.code in (1, 2)
    one_clear_line(done, "لا شيء.txt")


def test_wrong_use_is_2() -> None:
    for arguments in (["read"], ["read", "x", "--published", "yesterday"], ["nonsense"], ["ingest", "x"], ["read", "x", "--format", "xml"]):
        done = riwaya(*arguments)
        assert done.code == 2, arguments
        assert "Traceback" not in done.err and done.err


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    done = riwaya("incidents", "--ledger", tmp_path / "none.db")
    assert done.code == 1
    one_clear_line(done, "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_ledger_of_a_newer_version(tmp_path: Path) -> None:
    place = tmp_path / "newer.db"
    assert riwaya("ingest", "-", "--ledger", place, stdin=GOOD.encode()).code == 0
    with sqlite3.connect(place) as db:
        db.execute("update about set value = '999' where key = 'schema'")
    db.close()
    for command in (["ingest", "-"], ["incidents"]):
        done = riwaya(*command, "--ledger", place, stdin=GOOD.encode())
        assert done.code == 1
        one_clear_line(done, "newer.db", "999")


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    place = tmp_path / "notes.txt"
    place.write_text("no database\n" * 100, encoding="utf-8")
    before = place.read_bytes()
    done = riwaya("ingest", "-", "--ledger", place, stdin=GOOD.encode())
    assert done.code == 1
    one_clear_line(done, "notes.txt")
    assert place.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_under_the_output(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text(GOOD, encoding="utf-8")
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        done = subprocess.run(
            [sys.executable, "-m", "riwaya", "read", str(place), "--format", "json"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    told = done.stderr.decode()
    assert done.returncode == 1
    assert "Traceback" not in told and "Exception ignored" not in told
    assert "no room left" in told and len(told.splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on the size of files")
def test_a_full_disk_under_the_ledger(tmp_path: Path) -> None:
    """A file that may not grow fails as a full disk does; what was written before is whole."""
    place = tmp_path / "l.db"
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000));"
        "import sys; from riwaya.serve.entry import main; main()"
    )
    arguments = ["ingest", str(examples() / "accounts.jsonl"), "--ledger", str(place)]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False)
    told = done.stderr.decode()
    assert "Traceback" not in told
    if done.returncode == 0:
        pytest.skip("the examples fit under the limit")
    assert done.returncode == 1 and told.count("\n") == 1
    again = riwaya(*arguments, "--format", "json")
    assert again.code == 0, again.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_keeps_what_is_written(tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    lines = (examples() / "accounts.jsonl").read_text(encoding="utf-8").splitlines()
    with source.open("w", encoding="utf-8") as out:
        for lap in range(400):
            for line in lines:
                out.write(line.replace('"id": "', f'"id": "{lap}-', 1) + "\n")
    place = tmp_path / "l.db"
    worker = subprocess.Popen(
        [sys.executable, "-m", "riwaya", "ingest", str(source), "--ledger", str(place)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    limit = time.monotonic() + 120
    while time.monotonic() < limit and worker.poll() is None and _articles(place) < 20:
        time.sleep(0.2)
    worker.send_signal(signal.SIGINT)
    _, told = worker.communicate(timeout=60)
    assert worker.returncode == 130, told.decode()
    assert told.decode().startswith("riwaya: stopped") and told.decode().count("\n") == 1
    held = _articles(place)
    assert held >= 20
    with sqlite3.connect(place) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    db.close()


def _articles(place: Path) -> int:
    if not place.exists():
        return 0
    db = sqlite3.connect(place)
    try:
        return int(db.execute("select count(*) from article").fetchone()[0])
    except sqlite3.Error:
        return 0
    finally:
        db.close()


def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    if shutil.which("head") is None:
        pytest.skip("needs head")
    command = f"{sys.executable} -m riwaya read '{examples() / 'accounts.jsonl'}' --format json | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr and b"Exception ignored" not in done.stderr
