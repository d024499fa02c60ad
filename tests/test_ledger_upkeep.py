"""Older ledgers brought up to date, and ledgers checked, backed up and restored."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert

from riwaya import ledger
from riwaya.errors import LedgerError
from riwaya.ledger import engine as engines
from riwaya.ledger import judgements, migrate, schema, upkeep
from tests import ledger_run, postgres
from tests.cli import riwaya


def exported(place: str | Path) -> list[str]:
    with ledger.open(place, create=False) as book:
        return [json.dumps(one, ensure_ascii=False) for one in book.readings(versions=True)]


def older(place: str, version: int) -> None:
    """A ledger as an older version made it, with one article."""
    engine = engines.connect(engines.url_of(place, create=True))
    with engine.connect().execution_options(riwaya_writes=True) as db, db.begin():
        migrate.upgrade(db, 0, version)
        db.execute(insert(schema.article), {"key": "article-1", "document": "قديم", "sequence": 0, "text": "قصف"})
        if version == 1:  # which did not know of Alembic
            db.exec_driver_sql("DROP TABLE alembic_version")
    engine.dispose()


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION + 1))
def test_an_older_ledger_is_brought_up_to_date_and_keeps_what_it_holds(place: str, version: int) -> None:
    older(place, version)
    for _ in range(2):
        with ledger.open(place, create=False) as book:
            assert book.find("") == ["قديم"]
            assert book.count()["article"] == 1
            with book._reading() as db:
                assert migrate.version(db, place) == schema.SCHEMA_VERSION
                context = MigrationContext.configure(db, opts={"compare_type": True})
                assert context.get_current_revision() == migrate.revision(schema.SCHEMA_VERSION)
                assert compare_metadata(context, schema.metadata) == [], "the steps make what a new ledger has"
    assert ledger_run.run(place, 3)[1]


def test_a_new_ledger_has_the_tables_of_the_schema(place: str) -> None:
    with ledger.open(place) as book, book._reading() as db:
        assert compare_metadata(MigrationContext.configure(db, opts={"compare_type": True}), schema.metadata) == []


def test_a_backup_of_one_engine_is_restored_on_the_other(server: postgres.Server, tmp_path: Path) -> None:
    first, second, last = server.database(), tmp_path / "نسخة.db", server.database()
    ledger_run.run(first, 30)
    with ledger.open(first) as book:
        made = judgements.Judgements(book).add(kind="mentions", verdict="accept", document="وثيقة-0001", who="ل", made="2031-05-04")
        upkeep.backup(book, second)
        before = book.count()
    with ledger.open(second, create=False) as copy, ledger.open(last) as book:
        assert upkeep.restore(copy, book) > sum(before.values())
        assert [one.id for one in judgements.Judgements(book).all()] == [one.id for one in judgements.Judgements(copy).all()] == [made.id]
        assert book.count() == copy.count() == before
        assert list(upkeep.check(book)) == list(upkeep.check(copy)) == []
        with pytest.raises(LedgerError, match="not empty"):
            upkeep.restore(copy, book)
    assert exported(first) == exported(second) == exported(last)
    assert ledger_run.run(last, 30)[0].read_ids == [], "marks are copied too"


def test_a_corrupted_file_is_found_out_and_the_backup_restored(tmp_path: Path) -> None:
    place, kept, new = tmp_path / "سجل.db", tmp_path / "نسخة.db", tmp_path / "جديد.db"
    ledger_run.run(str(place), 200)
    before = exported(place)
    whole = riwaya("ledger", "check", "--ledger", place)
    assert (whole.code, whole.err) == (0, "") and "whole" in whole.out
    assert riwaya("ledger", "backup", kept, "--ledger", place).code == 0
    data = bytearray(place.read_bytes())
    for page in range(4, len(data) // 4096, 3):
        data[page * 4096 + 40 : page * 4096 + 1400] = b"\x5a" * 1360
    place.write_bytes(data)
    found = riwaya("ledger", "check", "--ledger", place)
    assert found.code == 1 and "damaged" in found.err and "Traceback" not in found.err
    refused = riwaya("ledger", "restore", place, "--ledger", tmp_path / "no.db")
    assert refused.code == 2 and "not whole" in refused.err
    assert riwaya("ledger", "restore", kept, "--ledger", new).code == 0
    assert exported(new) == before
    told = riwaya("ledger", "export", "--ledger", new)
    assert [json.dumps(one, ensure_ascii=False) for one in told.records] == before


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE article SET text = replace(text, 'قتيلين', 'جريحين')", "changed from outside"),
        ("UPDATE article SET source = 'غيرها' WHERE sequence = 0", "changed from outside"),
        ("UPDATE reading SET body = replace(body, 'place', 'group')", "changed from outside"),
        ("DELETE FROM evidence", "0 spans where it tells of 1"),
        ("UPDATE evidence SET surface = 'مدينة'", "do not stand in the text"),
    ],
)
def test_changes_from_outside_are_found_out(place: str, sql: str, told: str) -> None:
    ledger_run.run(place, 2)
    engine = engines.connect(engines.url_of(place, create=False))
    with engine.begin() as db:
        db.exec_driver_sql(sql)
    engine.dispose()
    with ledger.open(place) as book:
        assert any(told in line for line in upkeep.check(book))


def test_a_backup_overwrites_nothing_and_leaves_no_half(tmp_path: Path) -> None:
    place, kept = tmp_path / "l.db", tmp_path / "b.db"
    ledger_run.run(str(place), 2)
    kept.write_text("mine", encoding="utf-8")
    assert riwaya("ledger", "backup", kept, "--ledger", place).code == 1
    assert kept.read_text(encoding="utf-8") == "mine"
    with ledger.open(place) as book, pytest.raises(LedgerError):
        upkeep.backup(book, tmp_path / "no" / "b.db")
    with sqlite3.connect(tmp_path / "other.db") as raw:
        raw.execute("CREATE TABLE things (id)")
    raw.close()
    assert riwaya("ledger", "check", "--ledger", tmp_path / "other.db").code == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == ["b.db", "l.db", "other.db"]
