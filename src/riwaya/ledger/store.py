"""The ledger itself: opening, writing a reading in one transaction, and reading back."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Protocol, Self, TypeVar

from sqlalchemy import Connection, Engine, MetaData, func, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from riwaya.errors import GroundingError, InputError, LedgerError, LedgerFullError
from riwaya.ids import content_id
from riwaya.ledger import engine as engines
from riwaya.ledger import migrate, rows, schema

T = TypeVar("T")

NUL: Final = "\0"
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
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


class Done(NamedTuple):
    """A mark: this document came through a stage, or failed there for a reason."""

    fingerprint: str
    problem: str | None


def open(place: str | Path, *, create: bool = True) -> "Ledger":
    """Open the ledger in a file (SQLite) or behind a database URL such as postgresql://user@host/name.

    An older ledger is brought up to this version. Raises LedgerError where there is none and `create` is false, or where it
    cannot be opened; LedgerVersionError when a newer Riwaya made it.
    """
    url = engines.url_of(place, create=create)
    ledger = Ledger(engines.connect(url), engines.named(url))
    try:
        ledger._prepare(create)
    except BaseException:
        ledger.close()
        raise
    return ledger


def article_key(name: str, text: str, about: Mapping[str, Any]) -> str:
    """Id of one text of a document, with what is known about it."""
    return content_id("article", name, text, *(str(about.get(column)) for column in _DOCUMENT))


def document_key(document: Mapping[str, Any], text: str) -> str:
    """Id of a document as it came: its text and all that is known about it. Marks are kept by it."""
    return content_id("document", json.dumps(document, ensure_ascii=False, sort_keys=True), text)


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
        row = {"id": key, "fingerprint": fingerprint, "version": version, "options": told, "started": started}
        self._write(lambda db: engines.add(db, schema.run, row))
        return key

    def add(self, reading: _Reading | Mapping[str, Any], *, run: str | None = None, marks: Mapping[str, str] | None = None) -> bool:
        """Write one reading in one transaction; False when the ledger holds it already.

        `marks` (stage to fingerprint) are written with it. Raises GroundingError when a span does not read back from the text
        (nothing is written then), LedgerError when the database fails. A connection that is lost is taken up again.
        """
        record = reading if isinstance(reading, Mapping) else reading.to_json()
        document, text = record["document"], record["text"]
        _check_storable(document, text)
        body = json.dumps({key: value for key, value in record.items() if key != "text"}, ensure_ascii=False, separators=(",", ":"))
        key = article_key(str(document["id"]), text, document)
        reading_key = content_id("reading", key, body)
        made = rows.of(record, reading_key, key)

        def write(db: Connection) -> bool:
            # Two writers of one document take turns, so that its texts and readings are numbered without a gap.
            engines.lock(db, f"document {document['id']}")
            new = db.scalar(select(schema.reading.c.id).where(schema.reading.c.id == reading_key)) is None
            if new:
                self._article(db, key, document, text)
                number = db.scalar(select(func.count()).where(schema.reading.c.article == key)) or 0
                row = {"id": reading_key, "article": key, "run": run, "sequence": number, "body": body}
                db.execute(insert(schema.reading), row)
                engines.load(db, schema.statement, made.statements)
                engines.load(db, schema.evidence, made.evidence)
            _mark(db, document_key(document, text), marks or {})
            return new

        return self._write(write)

    def fail(self, document: Mapping[str, Any], text: str, problem: str, marks: Mapping[str, str]) -> None:
        """Keep why a document could not be brought through the stages of `marks`."""
        key = document_key(document, text)
        self._write(lambda db: _mark(db, key, marks, problem))

    def done(self, document: Mapping[str, Any], text: str, stage: str) -> Done | None:
        """How a document came through a stage, None where it has not been there."""
        mark = schema.mark
        wanted = select(mark.c.fingerprint, mark.c.problem).where(mark.c.document == document_key(document, text), mark.c.stage == stage)

        def look() -> Done | None:
            with self._engine.connect() as db:
                row = db.execute(wanted).first()
            return None if row is None else Done(row.fingerprint, row.problem)

        with self._guard():
            return engines.steadily(look)

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
        with self._reading() as db, engines.stream(db, wanted) as found:
            for row in found:
                yield _whole(row.text, row.body)

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
            if not migrate.needed(self._engine, self._where):
                return
        with self._writing() as db:
            if not create and not migrate.version(db, self._where):
                raise LedgerError("this database holds no ledger", where=self._where, remedy="run `riwaya ingest` first")
            migrate.prepare(db, self._where)

    def _make(self, metadata: MetaData) -> None:
        """Make further tables in this database, where they are not there yet."""
        self._write(lambda db: engines.make(db, metadata))

    def _write(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in one transaction, again where the connection was lost under it."""

        def once() -> T:
            with self._engine.connect().execution_options(riwaya_writes=True) as db, db.begin():
                return work(db)

        with self._guard():
            return engines.steadily(once)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._guard(), self._engine.connect().execution_options(riwaya_writes=True) as db, db.begin():
            yield db

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._guard(), self._engine.connect() as db:
            yield db

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        """The ledger as it stands at this moment, whatever others write meanwhile."""
        level = {} if self._engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self._guard(), self._engine.connect().execution_options(**level) as db, db.begin():
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
            cause = " ".join(str(getattr(error, "orig", None) or error).split())
            if engines.is_full(cause):
                room = "free some space and run again: what was written before stays"
                raise LedgerFullError(cause, where=self._where, remedy=room) from error
            raise LedgerError(cause, where=self._where, remedy=engines.remedy(cause, error)) from error


def _mark(db: Connection, key: str, marks: Mapping[str, str], problem: str | None = None) -> None:
    for stage, fingerprint in marks.items():
        engines.put(db, schema.mark, {"document": key, "stage": stage, "fingerprint": fingerprint, "problem": problem})


def _check_storable(document: Mapping[str, Any], text: str) -> None:
    if not document.get("id"):
        raise InputError("a reading without a document id", where="document.id", remedy="give every document an id")
    for name, value in (("text", text), ("id", document["id"]), *((name, document.get(name)) for name in _DOCUMENT)):
        odd = _UNSTORABLE.search(value) if isinstance(value, str) else None
        if odd:
            raise GroundingError(
                f"its {name} holds {'half a surrogate pair' if odd[0] > NUL else 'a NUL'} at {odd.start()}, which no database stores",
                where=str(document["id"]).encode("utf-8", "backslashreplace").decode().replace(NUL, "\\0"),
                remedy="decode the file again with the right encoding",
            )


def _whole(text: str, body: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(body)
    schema_name = {"schema": record.pop("schema")} if "schema" in record else {}
    return {**schema_name, "document": record.pop("document"), "text": text, **record}
