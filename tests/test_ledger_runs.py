"""Runs that stop anywhere: killed, cut off from the database, beside one another, and over poisoned documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from riwaya import batch, ledger
from riwaya.errors import RiwayaError
from riwaya.model import Article
from tests import ledger_run, postgres
from tests.cli import riwaya

ROOT = Path(__file__).resolve().parent.parent


def exported(place: str) -> bytes:
    with ledger.open(place, create=False) as book:
        return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in book.readings(versions=True))


def apart(place: str, number: int, first: int = 0, seconds: float = 0.0) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.ledger_run", place, str(number), str(first), str(seconds)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)


def test_a_second_run_does_only_what_is_missing_or_stale(place: str) -> None:
    reader, steps = ledger_run.run(place, 20)
    assert len(reader.read_ids) == 23 and len(steps) == 25, "what comes twice is read once"
    assert sum(step.new for step in steps) == 20
    reader, steps = ledger_run.run(place, 22)
    assert reader.read_ids == ["وثيقة-0020", "وثيقة-0021", "وثيقة-0021"]
    assert [step.id for step in steps if step.problem] == ["وثيقة-0000"] * 3 + ["وثيقة-0013"], "what failed is named again"
    assert sum(step.known for step in steps) == 21
    reader, _ = ledger_run.run(place, 20, again=True)
    assert reader.read_ids == ["وثيقة-0000"] * 3 + ["وثيقة-0013"]
    reader, steps = ledger_run.run(place, 20, mark="lexicons-2")
    assert len(reader.read_ids) == 23 and not any(step.new for step in steps), "all is read again by other rules, and found to be the same"


def test_a_run_killed_at_twenty_moments_ends_as_if_undisturbed(place: str, tmp_path: Path) -> None:
    number = 150
    ledger_run.run(str(tmp_path / "undisturbed.db"), number)
    ledger.open(place).close()
    command = [sys.executable, "-m", "tests.ledger_run", "kill", place, str(number), "20"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=True)
    assert int(done.stdout) == 20
    _, steps = ledger_run.run(place, number)
    assert sum(step.known for step in steps) > 20
    assert exported(place) == exported(str(tmp_path / "undisturbed.db"))


def test_a_server_restarted_in_the_middle_costs_nothing(server: postgres.Server, tmp_path: Path) -> None:
    place = server.database()
    ledger_run.run(str(tmp_path / "undisturbed.db"), 60)
    ledger.open(place).close()
    process = apart(place, 60, seconds=0.03)
    with ledger.open(place) as book:
        while book.count()["reading"] < 10:
            time.sleep(0.02)
    server.stop()
    time.sleep(0.3)
    server.start()
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told.decode()
    assert exported(place) == exported(str(tmp_path / "undisturbed.db"))


def test_two_ingests_and_twenty_readers_at_once(place: str, tmp_path: Path) -> None:
    ledger_run.run(str(tmp_path / "alone.db"), 120)
    problems: list[str] = []
    ended = threading.Event()

    def look() -> None:
        try:
            with ledger.open(place, create=False) as book:
                last = 0
                while not ended.is_set():
                    found = sum(1 for _ in book.readings())
                    if found < last:
                        problems.append(f"{found} after {last}")
                    last = found
                    time.sleep(0.05)
        except RiwayaError as error:
            problems.append(str(error))

    ledger.open(place).close()
    writers = [apart(place, 80), apart(place, 80, 40)]  # forty of them are the same
    readers = [threading.Thread(target=look) for _ in range(20)]
    for each in readers:
        each.start()
    told = [each.communicate(timeout=120)[1].decode() for each in writers]
    ended.set()
    for each in readers:
        each.join()
    assert [each.returncode for each in writers] == [0, 0], told
    assert problems == []
    assert exported(place) == exported(str(tmp_path / "alone.db"))


def test_ten_poisoned_documents_among_five_hundred(tmp_path: Path) -> None:
    folder = tmp_path / "منشورات"
    folder.mkdir()
    for number in range(490):
        (folder / f"{number:03}.txt").write_text(f"قُتل {number + 2} مدنياً في قصف على بلدة تفتناز.\n", encoding="utf-8")
    bad = {f"x{number}": folder / f"x{number}.txt" for number in range(5)}
    bad["x0"].write_bytes(b"")
    bad["x1"].write_bytes(os.urandom(4000))
    bad["x2"].write_bytes("قصف ".encode() * 12_000_000)  # one line of 50 MB and more
    bad["x3"].symlink_to(tmp_path / "vanished.txt")
    bad["x4"].write_text("وقال «" * 40_000 + "قتل " * 40_000, encoding="utf-8")  # takes too long
    bomb = folder / "x5.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 150_000_000)
    (folder / "x6.docx").write_bytes(b"PK\3\4broken")
    (folder / "x7.pdf").write_bytes(b"%PDF-1.4\nbroken")
    (folder / "x8.txt").write_bytes(b"\0" * 500)
    (folder / "x9.jsonl").write_text('{"id": "a", "text": ', encoding="utf-8")
    place = tmp_path / "l.db"
    done = riwaya("ingest", folder, "--ledger", place, "--format", "json", "--seconds", "6")
    (summary,) = done.records
    assert done.code == 1
    assert summary["read"] == summary["new"] == 490
    assert sorted({Path(one.split(" ")[0]).name.split(".")[0] for one in summary["not_read"]}) == [f"x{number}" for number in range(10)]
    assert all(one in done.err for one in bad)
    again = riwaya("ingest", folder / "000.txt", bad["x4"], "--ledger", place, "--format", "json")
    assert (again.records[0]["new"], again.records[0]["known"]) == (0, 1)
    assert "more than 6 seconds" in again.err, "told of, and not tried once more"


def test_a_worker_that_takes_too_much_memory_is_named() -> None:
    heavy = Article("ثقيل", "قتل مدني في قصف على تفتناز. " * 4000)
    light = [Article(f"خفيف-{number}", "قتل مدني في قصف على تفتناز.") for number in range(3)]
    with batch.Pool(2, megabytes=1, seconds=60) as pool:
        outcomes = list(pool.read([light[0], heavy, *light[1:], Article("آخر", heavy.text)]))
    assert [one.id for one in outcomes] == ["خفيف-0", "ثقيل", "خفيف-1", "خفيف-2", "آخر"]
    assert all(one.reading is None and one.problem for one in outcomes), "no tools fit into one megabyte"


@pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc")
def test_workers_do_not_outlive_a_run_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text(
        "".join(json.dumps({"id": str(number), "text": "قتل مدني في قصف على تفتناز. " * 300}) + "\n" for number in range(60)),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "riwaya", "ingest", str(tmp_path / "d.jsonl"), "--ledger", str(tmp_path / "l.db")]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    ends = time.monotonic() + 60
    while len(_session(process.pid)) < 3 and time.monotonic() < ends and process.poll() is None:
        time.sleep(0.05)
    process.kill()
    process.wait()
    ends = time.monotonic() + 20
    while _session(process.pid) and time.monotonic() < ends:
        time.sleep(0.1)
    assert _session(process.pid) == []


def _session(leader: int) -> list[int]:
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(int(each.parent.name))
    return found
