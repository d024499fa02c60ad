"""Looking after a ledger: checking it, and copying it whole, from one engine to another too.

A copy holds every table of the database but those that are made again from the others (`shown_…`): judgements, people and saved
searches are nowhere else.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, MetaData, Table, func, inspect, select

from riwaya.errors import GroundingError, LedgerError, RiwayaError
from riwaya.ids import content_id
from riwaya.ledger import engine as engines
from riwaya.ledger import rows, schema
from riwaya.ledger.store import Ledger, article_key
from riwaya.ledger.store import open as open_ledger

_BATCH: Final = 2000
_MADE_AGAIN: Final = "shown_"


def check(ledger: Ledger) -> Iterator[str]:
    """What is wrong with a ledger, one line each; nothing where it is whole.

    Looks at the file itself (SQLite), at every id against what it is made from, at every record against the reading it came with, and
    lets the database slice every text again. Stops at a file that cannot be read on.
    """
    try:
        yield from _file(ledger)
        yield from _articles(ledger)
        yield from _readings(ledger)
        yield from (f"statement {one}: its words do not stand in the text where it says" for one in ledger.verify())
    except RiwayaError as error:
        yield f"the database cannot be read on: {error.what}"


def _file(ledger: Ledger) -> Iterator[str]:
    with ledger._reading() as db:
        if db.dialect.name != "sqlite":
            return
        for (line,) in db.exec_driver_sql("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield "the file is damaged: " + " ".join(line.split())
        for row in db.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"{row[0]}: row {row[1]} points to a row of {row[2]} that is not there"


def _articles(ledger: Ledger) -> Iterator[str]:
    with ledger._reading() as db, engines.stream(db, select(schema.article)) as found:
        for row in found.mappings():
            if article_key(row["document"], row["text"], dict(row)) != row["key"]:
                yield f"article {row['key']} ({row['document']}): its text or what is known about it was changed from outside"


def _readings(ledger: Ledger) -> Iterator[str]:
    article, reading = schema.article, schema.reading
    wanted = select(reading.c.id, reading.c.article, reading.c.body, article.c.text).join(article, article.c.key == reading.c.article)
    statements, evidence = _counted(ledger, "statement"), _counted(ledger, "evidence")
    with ledger._reading() as db, engines.stream(db, wanted.order_by(reading.c.id)) as found:
        for row in found:
            if content_id("reading", row.article, row.body) != row.id:
                yield f"reading {row.id}: it was changed from outside"
                continue
            try:
                made = rows.of({**json.loads(row.body), "text": row.text}, row.id, row.article)
            except GroundingError as error:
                yield f"reading {row.id}: {error}"
                continue
            held = (statements.get(row.id, 0), evidence.get(row.id, 0))
            told = (len(made.statements), len(made.evidence))
            if held != told:
                yield f"reading {row.id}: {held[0]} statements and {held[1]} spans where it tells of {told[0]} and {told[1]}"


def _counted(ledger: Ledger, table: str) -> dict[str, int]:
    """Rows of a table by the reading they belong to."""
    statement, evidence = schema.statement, schema.evidence
    wanted = select(statement.c.reading, func.count()).group_by(statement.c.reading)
    if table == "evidence":
        wanted = wanted.join(evidence, evidence.c.statement == statement.c.id)
    with ledger._reading() as db:
        return {row[0]: row[1] for row in db.execute(wanted)}


def backup(ledger: Ledger, target: Path) -> int:
    """Copy a ledger as it stands at this moment into a new SQLite file, while others may write; the number of its rows.

    The file appears under its name when it is whole. Raises LedgerError where something is there already, or the copy fails.
    """
    if target.exists():
        raise LedgerError("there is something here already", where=str(target), remedy="name a file that is not there yet")
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open_ledger(part) as copy:
            number = _copy(ledger, copy)
        part.replace(target)
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)
    return number


def restore(source: Ledger, into: Ledger) -> int:
    """Copy a backup, or any ledger, into an empty one on either engine; the number of its rows.

    Raises LedgerError where the ledger it should go into holds something.
    """
    if any(into.count().values()):
        raise LedgerError("this ledger is not empty", where=into._where, remedy="restore into a new one")
    return _copy(source, into)


def _copy(source: Ledger, into: Ledger) -> int:
    number = 0
    with source._snapshot() as old, into._writing() as new:
        tables = _tables(old)
        _make_others(old, new, tables)
        for table in tables:
            if table.name in ("about", "alembic_version"):  # the copy has its own
                continue
            with engines.stream(old, select(table), _BATCH) as found:
                for part in found.mappings().partitions():
                    engines.load(new, table, [dict(row) for row in part])
                    number += len(part)
    return number


def _tables(db: Connection) -> list[Table]:
    """Every table worth keeping, those first that others point to."""
    names = [name for name in inspect(db).get_table_names() if not name.startswith((_MADE_AGAIN, "sqlite_"))]
    found = MetaData()
    found.reflect(bind=db, only=names)
    return [schema.metadata.tables.get(table.name, table) for table in found.sorted_tables]


def _make_others(old: Connection, new: Connection, tables: list[Table]) -> None:
    """Make the tables that rooms keep beside the ledger's own; their types are portable, their collations are not."""
    for table in tables:
        if table.name in schema.metadata.tables or inspect(new).has_table(table.name):
            continue
        for column in table.columns:
            column.type = column.type.as_generic()
            if hasattr(column.type, "collation"):
                column.type.collation = None
        engines.same_order(table.metadata)
        table.create(new)
