"""The ledger: the same reading twice, spans that do not read back, ledgers of other versions, and files that are none."""

import copy
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from riwaya import ledger
from riwaya.errors import GroundingError, InputError, LedgerError, LedgerFullError, LedgerVersionError
from riwaya.ledger import engine as engines

TEXT = "قصف مدفعي على قرية التلة أوقع قتيلين، بحسب مصدر طبي."


def span(word: str, text: str = TEXT) -> dict[str, int]:
    start = text.index(word)
    return {"start": start, "end": start + len(word)}


def reading(document: str = "d1", text: str = TEXT) -> dict[str, Any]:
    return {
        "schema": "riwaya/reading-1",
        "document": {"id": document, "source": "وكالة", "published": "2031-05-02"},
        "text": text,
        "mentions": [{**span("التلة"), "kind": "place"}],
        "entities": [],
        "times": [],
        "quantities": [{**span("قتيلين"), "low": 2, "high": 2, "bound": "exact", "role": "killed"}],
        "speech": [
            {"id": "s0", "source": span("مصدر طبي"), "cue": span("بحسب"), "content": [span("قصف مدفعي")], "act": "state", "parent": None}
        ],
        "events": [{"id": "e0", "trigger": span("قصف"), "type": "shelling", "modality": "asserted", "voice": "s0", "place": span("التلة")}],
        "framing": [],
        "repairs": [],
    }


def change(place: str, sql: str) -> None:
    """Do to a ledger what only somebody from outside would do."""
    engine = engines.connect(engines.url_of(place, create=False))
    with engine.begin() as raw:
        raw.exec_driver_sql(sql)
    engine.dispose()


def test_the_same_reading_twice_changes_nothing(place: str) -> None:
    with ledger.open(place) as book:
        run = book.run("lexicons-1", version="0.1", options={"published": None})
        assert book.run("lexicons-1", version="0.1", options={"published": None}) == run
        assert book.add(reading(), run=run) is True
        before = book.count()
        assert book.add(reading(), run=run) is False
        assert book.count() == before == {"run": 1, "article": 1, "reading": 1, "statement": 4, "evidence": 7}
        assert [one.fingerprint for one in book.runs()] == ["lexicons-1"]


def test_nothing_of_a_reading_is_lost(place: str) -> None:
    first = {**reading(), "later": {"field": [1, None, "نص"]}}
    with ledger.open(place) as book:
        book.add(first)
    with ledger.open(place, create=False) as book:
        assert list(book.readings()) == [first]
        assert json.dumps(book.reading("d1"), ensure_ascii=False) == json.dumps(first, ensure_ascii=False)
        assert book.reading("d2") is None
        assert book.verify() == []


@pytest.mark.parametrize("order", [("د", "b", "A", "ا", "a", "ب"), ("a", "A", "b", "ا", "ب", "د")])
def test_readings_come_by_code_points_whatever_the_order_of_writing(place: str, order: tuple[str, ...]) -> None:
    with ledger.open(place) as book:
        for document in order:
            book.add(reading(document))
        assert [one["document"]["id"] for one in book.readings()] == ["A", "a", "b", "ا", "ب", "د"]


def test_a_page_that_changed_keeps_both_texts(place: str) -> None:
    later = reading(text=TEXT.replace("قتيلين", "قتيلين اثنين"))
    with ledger.open(place) as book:
        assert book.add(reading())
        assert book.add(later)
        assert [one["text"] for one in book.readings()] == [later["text"]]
        assert [one["text"] for one in book.readings(versions=True)] == [TEXT, later["text"]]


def test_a_text_read_anew_gives_the_last_reading(place: str) -> None:
    anew = {**reading(), "quantities": []}
    with ledger.open(place) as book:
        book.add(reading())
        book.add(anew)
        assert list(book.readings()) == [anew]
        assert book.count()["article"] == 1


def test_ids_are_found_by_how_they_begin(place: str) -> None:
    with ledger.open(place) as book:
        for document in ("post-1", "post-2", "p_st", "wire-1"):
            book.add(reading(document))
        assert book.find("post") == ["post-1", "post-2"]
        assert book.find("p_") == ["p_st"]
        assert book.find("x") == []


@pytest.mark.parametrize(
    "broken",
    [
        {"start": 3, "end": 3},
        {"start": -1, "end": 2},
        {"start": 0, "end": len(TEXT) + 1},
        {"start": 0, "end": 3, "surface": "هجوم"},
        {"start": 0},
    ],
)
def test_a_span_that_does_not_read_back_is_refused_whole(place: str, broken: dict[str, Any]) -> None:
    bad = copy.deepcopy(reading())
    bad["events"][0]["trigger"] = broken
    with ledger.open(place) as book:
        with pytest.raises(GroundingError) as caught:
            book.add(bad)
        assert "events[0].trigger" in str(caught.value)
        assert book.count()["article"] == 0


def test_a_file_changed_from_outside_is_found_out(place: str) -> None:
    with ledger.open(place) as book:
        book.add(reading())
    change(place, "UPDATE article SET text = replace(text, 'قتيلين', 'جريحين')")
    with ledger.open(place) as book:
        assert len(book.verify()) == 1


def test_texts_that_no_database_holds_are_refused(place: str) -> None:
    with ledger.open(place) as book:
        with pytest.raises(GroundingError):
            book.add({**reading(), "text": TEXT + "\ud800"})
        with pytest.raises(GroundingError, match="NUL"):
            book.add({**reading(), "text": TEXT + "\0"})
        with pytest.raises(InputError):
            book.add({**reading(), "document": {"id": ""}})


def test_a_newer_ledger_is_refused(place: str) -> None:
    ledger.open(place).close()
    change(place, "UPDATE about SET value = '99'")
    with pytest.raises(LedgerVersionError, match="99"):
        ledger.open(place)


def test_what_is_no_ledger_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "نص.txt").write_text("هذا نص وليس قاعدة بيانات" * 40, encoding="utf-8")
    with sqlite3.connect(tmp_path / "other.db") as raw:
        raw.execute("CREATE TABLE things (id)")
    raw.close()
    for other in (tmp_path / "نص.txt", tmp_path / "other.db", tmp_path, tmp_path / "no" / "l.db"):
        with pytest.raises(LedgerError) as caught:
            ledger.open(other)
        assert "\n" not in str(caught.value)
        assert caught.value.remedy
    with pytest.raises(LedgerError):
        ledger.open(tmp_path / "not-yet.db", create=False)
    assert not (tmp_path / "not-yet.db").exists()
    with pytest.raises(LedgerError):
        ledger.open("nosuch+driver://host/name")


def test_a_full_disk_loses_nothing_already_written(tmp_path: Path) -> None:
    with ledger.open(tmp_path / "سجل.db") as book:
        book.add(reading("first"))
        with book._engine.connect() as raw:
            raw.exec_driver_sql("PRAGMA max_page_count=1")
        long = "قصف. " * 40_000
        with pytest.raises(LedgerFullError):
            book.add({**reading("second"), "text": TEXT + long})
        assert [one["document"]["id"] for one in book.readings()] == ["first"]
