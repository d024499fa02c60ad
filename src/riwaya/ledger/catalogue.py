"""The catalogue: what pages and lists need of a ledger, kept ready so that they open fast whatever the ledger holds.

Everything here is made from the readings and incidents of the ledger and may be thrown away and made again; nothing is only here.
It stands in the ledger's own database, in tables whose names begin with `shown_`, and is replaced in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Column, Connection, Float, Index, Integer, MetaData, String, Table, Text, delete, func, insert, inspect, select, text

from riwaya.ids import content_id
from riwaya.ledger import engine, facts, schema, search
from riwaya.ledger.store import Ledger

Record = Mapping[str, Any]

VERSION: Final = "1"
_BATCH: Final = 500
metadata = MetaData()

state = Table("shown_state", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

incident = Table(
    "shown_incident",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("low", String(10)),
    Column("high", String(10)),
    Column("place", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("accounts", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),
    Column("open", Integer, nullable=False),  # questions without an answer
    Column("figures", Text, nullable=False),  # casualties as JSON
    Column("body", Text, nullable=False),  # the contract's JSON
    Index("ix_shown_incident_low", "low", "id"),
)

document = Table(
    "shown_document",
    metadata,
    Column("id", String(400), primary_key=True),
    Column("source", Text),
    Column("publisher", String(64)),
    Column("published", String(40)),
    Column("title", Text),
    Column("incident", String(64)),
    Column("characters", Integer, nullable=False),
    Index("ix_shown_document_incident", "incident"),
    Index("ix_shown_document_publisher", "publisher", "published"),
)

tag = Table(
    "shown_tag",
    metadata,
    Column("facet", String(16), primary_key=True),  # place, country, type, side, publisher, verdict
    Column("value", String(200), primary_key=True),
    Column("incident", String(64), primary_key=True),
    Index("ix_shown_tag_incident", "incident"),
)

actor = Table(
    "shown_actor",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("documents", Integer, nullable=False),
    Column("publisher", Integer, nullable=False),  # 1 where documents of the ledger are its own
    Column("aliases", Text, nullable=False),  # joined by |
    Column("key", Text, nullable=False),  # consonants in Latin letters: finds one script by the other
    Index("ix_shown_actor_key", "key"),
    Index("ix_shown_actor_documents", "publisher", "documents"),
)

fact = Table(
    "shown_fact",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),  # said, did, suffered, named, called
    Column("document", String(400), nullable=False),
    Column("publisher", String(64)),
    Column("who", String(64)),  # speaker, doer; of names and labels: the publisher or speaker who uses them
    Column("whom", String(64)),  # the one who suffered, was named or was called so
    Column("detail", Text),  # act, event type, surface of the name or label
    Column("manner", String(32)),  # modality, device, or author / speaker
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text),
    Index("ix_shown_fact_who", "who", "kind"),
    Index("ix_shown_fact_whom", "whom", "kind"),
    Index("ix_shown_fact_publisher", "publisher", "kind"),
    Index("ix_shown_fact_document", "document"),
)

engine.same_order(metadata)


def actor_id(name: str) -> str:
    """Id of an actor or publisher: by its name as it is compared, so that a quoted outlet is the outlet that publishes."""
    return content_id("actor", " ".join(search.stems(name)))


def fingerprint(ledger: Ledger, judged: int = 0) -> str:
    """What the catalogue is made from: the same string, the same catalogue."""
    with ledger._reading() as db:
        readings = db.scalar(select(func.count()).select_from(schema.reading)) or 0
        articles = db.scalar(select(func.count()).select_from(schema.article)) or 0
    return f"{VERSION}:{articles}:{readings}:{judged}"


def made_from(ledger: Ledger) -> str | None:
    """The fingerprint the catalogue was made from, None where there is no catalogue yet."""
    with ledger._reading() as db:
        if not inspect(db).has_table("shown_state"):
            return None
        return db.scalar(select(state.c.value).where(state.c.key == "fingerprint"))


def build(ledger: Ledger, incidents: Iterable[Record], mark: str) -> None:
    """Make the catalogue anew from the readings and `incidents` (JSON of the contract); `mark` is its fingerprint."""
    found = list(incidents)
    home = {name: one["id"] for one in found for name in one["documents"]}
    gathered = facts.Gathered()
    with ledger._writing() as db:
        engine.make(db, metadata)
        for table in (state, incident, document, tag, actor, fact):
            db.execute(delete(table))
        search.clear(db)
        _documents(db, ledger, home, gathered)
        for each in _batches(gathered.actors(actor_id)):
            db.execute(insert(actor), each)
        for each in _batches(_incident_row(one) for one in found):
            db.execute(insert(incident), each)
        rows = ({"incident": one["id"], "facet": facet, "value": value} for one in found for facet, value in _tags(one, gathered))
        for each in _batches(rows):
            db.execute(insert(tag), each)
        db.execute(insert(state), {"key": "fingerprint", "value": mark})
        if db.dialect.name == "sqlite":
            db.execute(text("ANALYZE"))


def _documents(db: Connection, ledger: Ledger, home: Mapping[str, str], gathered: facts.Gathered) -> None:
    rows: list[dict[str, Any]] = []
    told: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []

    def write() -> None:
        if rows:
            db.execute(insert(document), rows)
            search.write(db, words)
        if told:
            db.execute(insert(fact), told)
        rows.clear(), told.clear(), words.clear()  # type: ignore[func-returns-value]

    for reading in ledger.readings():
        about = reading["document"]
        source = about.get("source")
        publisher = actor_id(source) if source else None
        rows.append(
            {
                "id": about["id"],
                "source": source,
                "publisher": publisher,
                "published": about.get("published"),
                "title": title(reading),
                "incident": home.get(about["id"]),
                "characters": len(reading["text"]),
            }
        )
        words.append({"document": about["id"], "words": search.document_words(about, reading["text"])})
        told.extend(gathered.add(reading, publisher, actor_id))
        if len(rows) >= _BATCH:
            write()
    write()


def title(reading: Record) -> str:
    """The title of a document, or the first line of its text."""
    given = reading["document"].get("title")
    if given:
        return str(given)
    first: str = next((line.strip() for line in reading["text"].splitlines() if line.strip()), "")
    return first if len(first) <= 120 else first[:119] + "…"


def _incident_row(one: Record) -> dict[str, Any]:
    when, where = one.get("date") or {}, one.get("place") or {}
    return {
        "id": one["id"],
        "title": one["title"] or one["id"],
        "low": when.get("low"),
        "high": when.get("high"),
        "place": where.get("name"),
        "lat": where.get("lat"),
        "lon": where.get("lon"),
        "accounts": len(one["documents"]),
        "origins": len(one["origins"]),
        "disputes": sum(slot["verdict"] in ("disputed", "contradicted", "denied") for slot in one["slots"]),
        "open": sum(question.get("status") != "disputed" for question in one.get("unanswered") or []),
        "figures": json.dumps(one.get("casualties") or {}, ensure_ascii=False),
        "body": json.dumps(one, ensure_ascii=False, separators=(",", ":")),
    }


def _tags(one: Record, gathered: facts.Gathered) -> Iterator[tuple[str, str]]:
    found = {("verdict", slot["verdict"]) for slot in one["slots"] if slot["values"]}
    where = (one.get("place") or {}).get("name")
    if where:
        found.add(("place", where))
        found.update(("area", area) for area in gathered.areas.get(where, ()))
    for name in one["documents"]:
        found |= gathered.tags.get(name, set())
    yield from sorted((facet, value[:200]) for facet, value in found)


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
