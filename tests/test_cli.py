"""The commands, run as a person runs them."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from riwaya import __version__
from riwaya.serve.demo import examples
from tests.cli import riwaya, riwaya_apart

POST = "أعلنت وزارة الصحة، اليوم السبت، مقتل أربعة مدنيين في قصف على بلدة تفتناز.\nولم تتضح الجهة التي نفذت القصف.\n"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("ledger") / "أمثلة.db"
    done = riwaya("ingest", examples() / "accounts.jsonl", "--ledger", place, "--gazetteer", examples() / "gazetteer.csv")
    assert done.code == 0, done.err
    return place


def test_version_and_help() -> None:
    assert riwaya("--version").out == f"riwaya {__version__}\n"
    told = riwaya("--help")
    assert told.code == 0
    for command in ("read", "ingest", "incidents", "show", "demo", "rules", "gazetteer"):
        assert command in told.out
        assert riwaya(command, "--help").code == 0


def test_read_gives_the_contract_and_spans_that_read_back(tmp_path: Path) -> None:
    place = tmp_path / "منشور من تفتناز.txt"
    place.write_text(POST, encoding="utf-8")
    done = riwaya("read", place, "--published", "2030-05-18", "--format", "json")
    assert (done.code, done.err) == (0, "")
    (reading,) = done.records
    assert reading["schema"] == "riwaya/reading-1"
    assert reading["text"] == POST.rstrip("\n") or reading["text"] == POST
    assert reading["document"]["published"] == "2030-05-18"
    for kind in ("mentions", "entities", "times", "quantities", "speech", "events", "framing", "repairs"):
        assert isinstance(reading[kind], list)
    for kind in ("mentions", "times", "quantities", "framing", "repairs"):
        for record in reading[kind]:
            assert 0 <= record["start"] < record["end"] <= len(reading["text"])


def test_read_from_standard_input() -> None:
    done = riwaya("read", "-", "--format", "json", stdin=POST.encode())
    assert done.code == 0, done.err
    assert done.records[0]["text"].startswith("أعلنت وزارة الصحة")


def test_documents_keep_their_ids_and_their_text(tmp_path: Path) -> None:
    place = tmp_path / "documents.jsonl"
    texts = {"b-2": "  قال  الشاهد: «رأيتُ الدخان».\n\n", "a-1": "قُتل اثنان."}
    place.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()), encoding="utf-8")
    done = riwaya("read", place, "--format", "json")
    assert {one["document"]["id"]: one["text"] for one in done.records} == texts
    assert [one["document"]["id"] for one in done.records] == ["b-2", "a-1"], "in the order of the file"


def test_read_for_people_explains(tmp_path: Path) -> None:
    place = tmp_path / "post.txt"
    place.write_text(POST, encoding="utf-8")
    plain = riwaya("read", place, "--published", "2030-05-18")
    explained = riwaya("read", place, "--published", "2030-05-18", "--explain")
    assert plain.code == explained.code == 0
    assert "تفتناز" in plain.out
    assert "confidence" in explained.out and "confidence" not in plain.out
    assert "\x1b" not in plain.out and "\u2067" not in plain.out, "a file holds the text alone"


def test_ingest_twice_changes_nothing(tmp_path: Path) -> None:
    place = tmp_path / "l.db"
    first = riwaya("ingest", examples() / "accounts.jsonl", "--ledger", place, "--format", "json")
    second = riwaya("ingest", examples() / "accounts.jsonl", "--ledger", place, "--format", "json")
    assert first.records[0]["new"] == first.records[0]["read"] == second.records[0]["known"] > 10
    assert second.records[0]["new"] == 0


def test_incidents_are_the_contract(ledger: Path) -> None:
    done = riwaya("incidents", "--ledger", ledger, "--format", "json")
    assert done.code == 0, done.err
    held = [name for one in done.records for name in one["documents"]]
    assert len(set(held)) >= 14
    for one in done.records:
        assert {"id", "title", "documents", "date", "place", "casualties", "origins", "slots", "unanswered"} <= set(one)
        assert sorted(name for origin in one["origins"] for name in origin["documents"]) == sorted(one["documents"])
        for slot in one["slots"]:
            assert {"slot", "values", "verdict", "because"} <= set(slot)


def test_show_an_incident_and_a_document(ledger: Path) -> None:
    incidents = riwaya("incidents", "--ledger", ledger, "--format", "json").records
    chosen = max(incidents, key=lambda one: len(one["documents"]))
    shown = riwaya("show", chosen["id"], "--ledger", ledger, "--texts")
    assert shown.code == 0, shown.err
    assert all(name in shown.out for name in chosen["documents"])
    assert riwaya("show", chosen["id"], "--ledger", ledger, "--format", "json").records == [chosen]
    document = riwaya("show", chosen["documents"][0], "--ledger", ledger, "--format", "json").records[0]
    assert document["document"]["id"] == chosen["documents"][0]
    missing = riwaya("show", "no-such-thing", "--ledger", ledger)
    assert missing.code == 2 and len(missing.complaints) == 1


def test_ask_answers_with_sentences_or_says_that_no_account_tells(ledger: Path) -> None:
    answers = riwaya("ask", "كم عدد القتلى في قصف سوق تل قرطاس؟", "--ledger", ledger, "--format", "json").records
    assert answers and answers[0]["slot"] == "killed"
    for value in answers[0]["values"]:
        text = riwaya("show", value["documents"][0], "--ledger", ledger, "--format", "json").records[0]["text"]
        assert value["quote"] in text, "an answer is a sentence of an account"
    nothing = riwaya("ask", "كم عدد القتلى في زلزال طوكيو؟", "--ledger", ledger)
    assert nothing.code == 0 and "No account" in nothing.out
    assert riwaya("ask", "  ", "--ledger", ledger).code == 2


def test_revisions_of_a_page(tmp_path: Path) -> None:
    place = tmp_path / "l.db"
    for number in (12, 15):
        line = json.dumps({"id": "page", "published": "2031-03-14", "text": f"قُتل {number} مدنياً في قصف على مدينة تفتناز اليوم الجمعة."})
        assert riwaya("ingest", "-", "--ledger", place, stdin=line.encode()).code == 0
    changes = riwaya("revisions", "--ledger", place, "--format", "json").records
    assert [(one["before"], one["after"]) for one in changes if one["slot"] == "killed"] == [("12", "15")]


def test_the_ledger_may_be_named_once_in_the_environment(ledger: Path) -> None:
    done = riwaya("incidents", env={"RIWAYA_LEDGER": str(ledger)})
    assert done.code == 0 and "incidents" in done.out


def test_demo_shows_what_it_promises() -> None:
    done = riwaya_apart("demo")
    assert done.code == 0, done.err
    assert done.err == "", "progress is silent when not on a terminal"
    for wanted in ("accounts", "origin", "Slot by slot", "Questions without an answer", "What to try next", "تل قرطاس"):
        assert wanted in done.out
    assert "contradict" in done.out or "disputed" in done.out
    assert riwaya("demo", "--format", "json").records


def test_rules_try_names_the_row() -> None:
    done = riwaya("rules", "try", "أعلنت وزارة الدفاع مقتل ثلاثة جنود", "--format", "json")
    assert done.code == 0, done.err
    assert done.records[0]["fired"]
    assert all({"lexicon", "row", "because"} <= set(one) for one in done.records[0]["lost"])


def test_added_gazetteers_are_kept_and_listed(tmp_path: Path) -> None:
    env = {"RIWAYA_HOME": str(tmp_path / "بيت")}
    added = riwaya("gazetteer", "add", examples() / "gazetteer.csv", "--format", "json", env=env)
    assert added.code == 0, added.err
    assert added.records[0]["places"] >= 10
    assert len(riwaya("gazetteer", "list", env=env).out.splitlines()) == 1
    text = "قُتل رجلان في مدينة تل قرطاس.".encode()
    known = riwaya("read", "-", "--format", "json", stdin=text, env=env).records[0]
    assert any((one.get("resolved") or {}).get("lat") for one in known["mentions"]), "a place of the added gazetteer has coordinates"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_each_piece_of_arabic_is_isolated(tmp_path: Path) -> None:
    place = tmp_path / "post.txt"
    place.write_text("قال \x1b[31mقائد SDF\x07 إن 12 عنصراً قُتلوا.\n", encoding="utf-8")
    main, other = pty.openpty()
    worker = subprocess.Popen([sys.executable, "-m", "riwaya", "read", str(place)], stdout=other, stderr=subprocess.DEVNULL)
    os.close(other)
    seen = b""
    while True:
        ready, _, _ = select.select([main], [], [], 60)
        try:
            data = os.read(main, 65536) if ready else b""
        except OSError:  # Linux says so when the other end is closed
            break
        if not data:
            break
        seen += data
    worker.wait(60)
    os.close(main)
    shown = seen.decode("utf-8")
    assert shown.count("\u2067") == shown.count("\u2069") - shown.count("\u2066") > 0
    for line in shown.splitlines():
        assert line.count("\u2067") + line.count("\u2066") == line.count("\u2069"), "isolates close on their own line"
    assert "\x1b[31mقائد" not in shown and "\x07" not in shown, "a source never steers the terminal"
