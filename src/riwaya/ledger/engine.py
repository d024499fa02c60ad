"""The two engines, SQLite and PostgreSQL, and what must be said to each in its own words so that both hold and order the same rows."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Column, Connection, CursorResult, Engine, MetaData, Select, String, Table, Text, create_engine, event, insert, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from riwaya.errors import LedgerError

T = TypeVar("T")
Row = Mapping[str, Any]

_BUSY_SECONDS: Final = 30
_PAUSES: Final = (0.1, 0.2, 0.5, 1, 2, 4, 8, 8)
"""Seconds between attempts while the server of the database is away: long enough for a restart."""
_DRIVER: Final = "postgresql+psycopg"


def url_of(place: str | Path, *, create: bool) -> URL:
    """The URL of a ledger told by the path of a file or by a URL.

    Raises LedgerError for what is no URL, and for a file that cannot be one.
    """
    if isinstance(place, str) and "://" in place:
        try:
            url = make_url(place)
        except ArgumentError as error:
            raise LedgerError("this is not a database URL", where=place, remedy="write it as postgresql://user@host/name") from error
        if url.drivername in ("postgresql", "postgres"):
            return url.set(drivername=_DRIVER)
        if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
            return url
        place = str(url.database)
    path = Path(place)
    if path.is_dir():
        raise LedgerError("a folder is no ledger", where=str(path), remedy="give the path of a file in it")
    if not path.exists() and not create:
        raise LedgerError("there is no ledger here", where=str(path), remedy="run `riwaya ingest PATH… --ledger FILE` first")
    if not path.parent.is_dir():
        raise LedgerError("the folder of the ledger does not exist", where=str(path.parent), remedy="make it, or choose another place")
    return URL.create("sqlite", database=str(path))


def named(url: URL) -> str:
    """A URL as it is told to people: a file's path, or the URL without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def connect(url: URL) -> Engine:
    """An engine on `url`; nothing is opened yet. Raises LedgerError where there is no driver."""
    try:
        # A connection that the server dropped while it lay in the pool is noticed and replaced.
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
    except (NoSuchModuleError, ArgumentError, ModuleNotFoundError) as error:
        remedy = "pip install riwaya[postgres]" if url.drivername == _DRIVER else "install the driver, or give the path of a file"
        raise LedgerError(f"no driver for this database: {error}", where=named(url), remedy=remedy) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune)
        event.listen(engine, "begin", _begin)
    return engine


def _tune(connection: Any, _record: object) -> None:
    """SQLite: readers beside one writer, patience, foreign keys, and transactions begun by us rather than by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")
    # Changing the mode does not wait for others as everything else does, so it is asked first and tried again.
    for pause in (*_PAUSES, None):
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                cursor.execute("PRAGMA journal_mode=WAL")
            break
        except connection.OperationalError as error:
            if pause is None or "lock" not in str(error):
                raise
            time.sleep(pause)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: a lock upgraded in mid-transaction fails without waiting.
    writes = connection.get_execution_options().get("riwaya_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def lock(db: Connection, name: str) -> None:
    """Until the end of this transaction no other may hold `name`. SQLite lets one writer in anyway."""
    if db.dialect.name == "postgresql":
        number = int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)
        db.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def make(db: Connection, metadata: MetaData) -> None:
    """Make the tables of `metadata` that are not there yet, whoever else is about to do the same."""
    lock(db, "riwaya tables")
    metadata.create_all(db)


def add(db: Connection, table: Table, row: Row) -> bool:
    """Write a row unless its key is there already; whether it was written."""
    if db.dialect.name == "postgresql":
        made = db.execute(postgresql.insert(table).values(row).on_conflict_do_nothing())
    elif db.dialect.name == "sqlite":
        made = db.execute(sqlite.insert(table).values(row).on_conflict_do_nothing())
    else:
        made = db.execute(insert(table), row)
    return made.rowcount == 1


def put(db: Connection, table: Table, row: Row) -> None:
    """Write a row; one with the same key is replaced."""
    keys = [column.name for column in table.primary_key]
    rest = {name: value for name, value in row.items() if name not in keys}
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    db.execute(dialect.insert(table).values(row).on_conflict_do_update(index_elements=keys, set_=rest))


def load(db: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write many new rows at once: COPY on PostgreSQL, a prepared statement elsewhere."""
    if not rows:
        return
    if db.dialect.name != "postgresql":
        db.execute(insert(table), list(rows))
        return
    names = list(rows[0])
    quote = db.dialect.identifier_preparer.quote
    columns = ", ".join(quote(name) for name in names)
    raw: Any = db.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])


@contextmanager
def stream(db: Connection, wanted: Select[Any], batch: int = 200) -> Iterator[CursorResult[Any]]:
    """Rows as they come, a batch in memory at a time; the cursor is closed with the block, however it ends."""
    with db.execution_options(yield_per=batch).execute(wanted) as found:
        yield found


def same_order(metadata: MetaData) -> MetaData:
    """Let PostgreSQL keep words as SQLite does: of any length, ordered by code points whatever the language of the database."""
    for table in metadata.tables.values():
        for column in table.columns:
            _plain(column)
    return metadata


def _plain(column: Column[Any]) -> None:
    if isinstance(column.type, String):
        column.type = column.type.with_variant(Text(collation="C"), "postgresql")


# What PostgreSQL and its client say of a server that is going, gone, or coming back.
_AWAY = (
    "connection refused",
    "in recovery mode",
    "no such file",
    "not yet accepting connections",
    "server closed the connection",
    "shutting down",
    "starting up",
    "terminating connection",
)


def steadily(work: Callable[[], T]) -> T:
    """Do `work`, again where the connection was lost under it; `work` must be one whole transaction that may be repeated."""
    for pause in _PAUSES:
        try:
            return work()
        except DBAPIError as error:
            if not _lost(error):
                raise
            time.sleep(pause)
    return work()


def _lost(error: DBAPIError) -> bool:
    """Whether the server went away: what was being written is not there, and may be written again."""
    words = str(error.orig).lower()
    return error.connection_invalidated or ("sqlite" not in type(error.orig).__module__ and any(one in words for one in _AWAY))


def is_full(cause: str) -> bool:
    """Whether a database's complaint is that there is no room left."""
    words = cause.lower()
    return "is full" in words or "disk full" in words or "no space left" in words


def remedy(cause: str, error: SQLAlchemyError) -> str:
    """What to do about a database's complaint."""
    words = cause.lower()
    if "locked" in words or "busy" in words:
        return "another process is writing: wait for it, or use another ledger"
    if "not a database" in words or "malformed" in words:
        return "this file is something else, or damaged: `riwaya ledger check` tells which, `riwaya ledger restore` takes a backup"
    if "readonly" in words or "read-only" in words or "unable to open" in words:
        return "check the rights of the file and of its folder"
    return "check that the database can be reached" if isinstance(error, DatabaseError) else "report this with the command you ran"
