"""The ledger itself: opening, writing a reading in one transaction, and reading back."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Protocol, Self

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from riwaya.errors import GroundingError, InputError, LedgerError, LedgerFullError, LedgerVersionError
from riwaya.ids import content_id
from riwaya.ledger import rows, schema

_BUSY_SECONDS: Final = 30
_DOCUMENT: Final = ("source", "author", "title", "url", "published", "sha256", "encoding", "language")


class _Reading(Protocol):
    def to_json(self) -> Mapping[str, Any]: ...


class Run(NamedTuple):
    """One configuration of the reader."""

    id: str
    fingerprint: str
    version: str
    options: Mapping[str, Any]
    started: str | None


def open(place: str | Path, *, create: bool = True) -> "Ledger":
    """Open the ledger in a file (SQLite) or behind a database URL (anything with "://").

    Raises LedgerError where there is none and `create` is false, or where it cannot be opened;
    LedgerVersionError when a newer Riwaya made it.
    """
    url = _url(place, create)
    where = url.render_as_string(hide_password=True) if url.get_backend_name() != "sqlite" else str(url.database)
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ArgumentError, ModuleNotFoundError) as error:
        raise LedgerError(
            f"no driver for this database: {error}", where=where, remedy="install the driver, or give the path of a file"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune)
        event.listen(engine, "begin", _begin)
    ledger = Ledger(engine, where)
    ledger._prepare(create)
    return ledger


class Ledger:
    """Readings in a database. Use as a context manager, or call `close`."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back; what was written stays."""
        self._engine.dispose()

    # ---- writing

    def run(self, fingerprint: str, *, version: str = "", options: Mapping[str, Any] | None = None, started: str | None = None) -> str:
        """Record a configuration of the reader; the same one again is the same row. Returns its id."""
        told = json.dumps(dict(options or {}), ensure_ascii=False, sort_keys=True)
        key = content_id("run", fingerprint, version, told)
        with self._writing() as db:
            if db.scalar(select(schema.run.c.id).where(schema.run.c.id == key)) is None:
                row = {"id": key, "fingerprint": fingerprint, "version": version, "options": told, "started": started}
                db.execute(insert(schema.run), row)
        return key

    def add(self, reading: _Reading | Mapping[str, Any], *, run: str | None = None) -> bool:
        """Write one reading in one transaction; False when the ledger holds it already.

        Raises GroundingError when a span does not read back from the text (nothing is written then), LedgerError when the database fails.
        """
        record = reading if isinstance(reading, Mapping) else reading.to_json()
        document, text = record["document"], record["text"]
        _check_storable(document, text)
        body = json.dumps({key: value for key, value in record.items() if key != "text"}, ensure_ascii=False, separators=(",", ":"))
        article_key = content_id("article", str(document["id"]), text, *(str(document.get(name)) for name in _DOCUMENT))
        reading_key = content_id("reading", article_key, body)
        made = rows.of(record, reading_key, article_key)
        with self._writing() as db:
            if db.scalar(select(schema.reading.c.id).where(schema.reading.c.id == reading_key)) is not None:
                return False
            self._article(db, article_key, document, text)
            number = db.scalar(select(func.count()).where(schema.reading.c.article == article_key)) or 0
            db.execute(insert(schema.reading), {"id": reading_key, "article": article_key, "run": run, "sequence": number, "body": body})
            if made.statements:
                db.execute(insert(schema.statement), made.statements)
            if made.evidence:
                db.execute(insert(schema.evidence), made.evidence)
        return True

    def _article(self, db: Connection, key: str, document: Mapping[str, Any], text: str) -> None:
        if db.scalar(select(schema.article.c.key).where(schema.article.c.key == key)) is not None:
            return
        name = str(document["id"])
        number = db.scalar(select(func.count()).where(schema.article.c.document == name)) or 0
        db.execute(
            insert(schema.article),
            {"key": key, "document": name, "sequence": number, "text": text, **{column: document.get(column) for column in _DOCUMENT}},
        )

    # ---- reading back

    def readings(self, *, versions: bool = False) -> Iterator[dict[str, Any]]:
        """Readings as the contract's JSON, by document id; the last text of each document, or with `versions` all of them in order.

        Of an article that was read several times, the last reading.
        """
        article, reading = schema.article, schema.reading
        last = select(reading.c.article, func.max(reading.c.sequence).label("sequence")).group_by(reading.c.article).subquery()
        wanted = (
            select(article.c.text, reading.c.body)
            .join(reading, reading.c.article == article.c.key)
            .join(last, (last.c.article == reading.c.article) & (last.c.sequence == reading.c.sequence))
            .order_by(article.c.document, article.c.sequence)
        )
        if not versions:
            newest = select(article.c.document, func.max(article.c.sequence).label("sequence")).group_by(article.c.document).subquery()
            wanted = wanted.join(newest, (newest.c.document == article.c.document) & (newest.c.sequence == article.c.sequence))
        with self._reading() as db:
            for text, body in db.execution_options(yield_per=200).execute(wanted):
                yield _whole(text, body)

    def reading(self, document: str) -> dict[str, Any] | None:
        """The last reading of the last text of a document, or None."""
        wanted = (
            select(schema.article.c.text, schema.reading.c.body)
            .join(schema.reading, schema.reading.c.article == schema.article.c.key)
            .where(schema.article.c.document == document)
            .order_by(schema.article.c.sequence.desc(), schema.reading.c.sequence.desc())
            .limit(1)
        )
        with self._reading() as db:
            row = db.execute(wanted).first()
        return None if row is None else _whole(row.text, row.body)

    def find(self, prefix: str) -> list[str]:
        """Ids of the documents that begin with `prefix`, sorted."""
        column = schema.article.c.document
        with self._reading() as db:
            return list(db.scalars(select(column).where(column.startswith(prefix, autoescape=True)).distinct().order_by(column)))

    def runs(self) -> list[Run]:
        """The configurations recorded, by id."""
        with self._reading() as db:
            found = db.execute(select(schema.run).order_by(schema.run.c.id)).all()
        return [Run(row.id, row.fingerprint, row.version, json.loads(row.options), row.started) for row in found]

    def count(self) -> dict[str, int]:
        """Rows by table."""
        tables = (schema.run, schema.article, schema.reading, schema.statement, schema.evidence)
        with self._reading() as db:
            return {table.name: db.scalar(select(func.count()).select_from(table)) or 0 for table in tables}

    def verify(self) -> list[str]:
        """Statements whose evidence the database does not read back from the text: none, unless the file was changed from outside."""
        article, evidence = schema.article, schema.evidence
        slice_ = func.substr(article.c.text, evidence.c.start + 1, evidence.c.end - evidence.c.start)
        wanted = select(evidence.c.statement).join(article, article.c.key == evidence.c.article).where(slice_ != evidence.c.surface)
        with self._reading() as db:
            return sorted(set(db.scalars(wanted)))

    # ---- the database

    def _prepare(self, create: bool) -> None:
        with self._guard():
            names = set(inspect(self._engine).get_table_names())
        if "about" in names:
            self._check_version()
        elif names:
            raise LedgerError(
                "this database is not a ledger", where=self._where, remedy="give the path of a ledger, or of a file that is not there yet"
            )
        elif not create:
            raise LedgerError("this database holds no ledger", where=self._where, remedy="run `riwaya ingest` first")
        else:
            with self._writing() as db:  # another process may have been first: create_all and the version row both look before they write
                schema.metadata.create_all(db)
                if db.scalar(select(schema.about.c.value).where(schema.about.c.key == "schema")) is None:
                    db.execute(insert(schema.about), {"key": "schema", "value": str(schema.SCHEMA_VERSION)})

    def _check_version(self) -> None:
        with self._reading() as db:
            told = db.scalar(select(schema.about.c.value).where(schema.about.c.key == "schema"))
        if told is None or not told.isdecimal():
            raise LedgerError(
                "this ledger does not say which version it is",
                where=self._where,
                remedy="restore it from a copy, or ingest again into a new one",
            )
        if int(told) > schema.SCHEMA_VERSION:
            raise LedgerVersionError(
                f"this ledger has schema version {told}; this Riwaya knows versions up to {schema.SCHEMA_VERSION}",
                where=self._where,
                remedy="upgrade Riwaya, or use another ledger",
            )

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._guard(), self._engine.connect().execution_options(riwaya_writes=True) as db, db.begin():
            yield db

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._guard(), self._engine.connect() as db:
            yield db

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Turn the database's errors into ours."""
        try:
            yield
        except IntegrityError as error:
            raise LedgerError(
                f"the database refused a row: {error.orig}", where=self._where, remedy="another process may be writing: run again"
            ) from error
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error)
            if "full" in cause.lower():
                room = "free some space and run again: what was written before stays"
                raise LedgerFullError(cause, where=self._where, remedy=room) from error
            raise LedgerError(cause, where=self._where, remedy=_remedy(cause, error)) from error


def _url(place: str | Path, create: bool) -> URL:
    if isinstance(place, str) and "://" in place:
        try:
            url = make_url(place)
        except ArgumentError as error:
            raise LedgerError(
                "this is not a database URL", where=place, remedy="write it as postgresql+psycopg://user@host/name"
            ) from error
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


def _tune(connection: Any, _record: object) -> None:
    """SQLite: readers beside one writer, patience, foreign keys, and transactions begun by us rather than by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={_BUSY_SECONDS * 1000}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: a lock upgraded in mid-transaction fails without waiting.
    writes = connection.get_execution_options().get("riwaya_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check_storable(document: Mapping[str, Any], text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise GroundingError(
            f"the text holds half a surrogate pair at {error.start}, which no database stores",
            where=str(document.get("id")),
            remedy="decode the file again with the right encoding",
        ) from error
    if not document.get("id"):
        raise InputError("a reading without a document id", where="document.id", remedy="give every document an id")


def _whole(text: str, body: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(body)
    schema_name = {"schema": record.pop("schema")} if "schema" in record else {}
    return {**schema_name, "document": record.pop("document"), "text": text, **record}


def _remedy(cause: str, error: SQLAlchemyError) -> str:
    words = cause.lower()
    if "locked" in words or "busy" in words:
        return "another process is writing: wait for it, or use another ledger"
    if "not a database" in words or "malformed" in words:
        return "give the path of a ledger: this file is something else, or damaged"
    if "readonly" in words or "read-only" in words or "unable to open" in words:
        return "check the rights of the file and of its folder"
    return "check that the database can be reached" if isinstance(error, DatabaseError) else "report this with the command you ran"
