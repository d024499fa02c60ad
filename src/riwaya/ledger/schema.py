"""Tables of the ledger: portable types only, so that SQLite and PostgreSQL hold the same rows.

    run        one configuration of the reader (its fingerprint), however often it ran
    article    one text of one document; a page that changed has several, numbered in the order they came
    reading    one article read by one configuration, whole, as JSON without the text (which the article holds)
    statement  one record of a reading: a mention, time, quantity, speech act, event, framing mark or repair
    evidence   one span of a statement, with the surface it reads back as
    mark       how far one document came: by stage, what did the work, and what went wrong

Every key but `sequence` is a content id, so writing the same thing twice changes nothing.
"""

from typing import Final

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

from riwaya.ledger.engine import same_order

SCHEMA_VERSION: Final = 2
"""Version of the tables below; a ledger that says more than this was made by a newer Riwaya and is refused.

Each version has its step in `migrations/versions`, by which an older ledger is brought up to it."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_KEY: Final = String(64)

about = Table("about", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

run = Table(
    "run",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("fingerprint", String(128), nullable=False),  # of the lexicons, rules and models
    Column("version", String(40), nullable=False),  # of Riwaya
    Column("options", Text, nullable=False),  # JSON object, sorted keys
    Column("started", String(40)),  # ISO, as told by the caller: this room asks no clock
)

article = Table(
    "article",
    metadata,
    Column("key", _KEY, primary_key=True),
    Column("document", Text, nullable=False),
    Column("sequence", Integer, nullable=False),  # nth text seen of this document, from 0
    Column("source", Text),
    Column("author", Text),
    Column("title", Text),
    Column("url", Text),
    Column("published", String(40)),
    Column("sha256", String(64)),
    Column("encoding", String(40)),
    Column("language", String(40)),
    Column("text", Text, nullable=False),
    Index(None, "document", "sequence", unique=True),
)

reading = Table(
    "reading",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("article", _KEY, ForeignKey("article.key"), nullable=False),
    Column("run", _KEY, ForeignKey("run.id")),
    Column("sequence", Integer, nullable=False),  # nth reading of this article, from 0
    Column("body", Text, nullable=False),  # JSON of the contract, text left out
    Index(None, "article", "sequence", unique=True),
)

statement = Table(
    "statement",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("reading", _KEY, ForeignKey("reading.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("number", Integer, nullable=False),  # its place in the list of the reading
    Column("label", String(64)),  # event type, mention kind, act, role, device
    Column("value", Text),  # ISO date, "low/high", repaired word
    Column("modality", String(32)),
    Column("voice", String(64)),
    Column("rule", Text),
    Column("confidence", Float),
    Index(None, "reading"),
    Index(None, "kind", "label"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("statement", _KEY, ForeignKey("statement.id"), primary_key=True),
    Column("part", String(16), primary_key=True),  # span, trigger, actors, targets, place, time, instrument, source, cue, content
    Column("number", Integer, primary_key=True),
    Column("article", _KEY, ForeignKey("article.key"), nullable=False),
    Column("start", Integer, nullable=False),  # code points
    Column("end", Integer, nullable=False),
    Column("surface", Text, nullable=False),
    Index(None, "article", "start"),
)

mark = Table(
    "mark",
    metadata,
    Column("document", _KEY, primary_key=True),  # content id of the document as it came, with all that is known about it
    Column("stage", String(16), primary_key=True),
    Column("fingerprint", String(64), nullable=False),  # of the code, rules, models and options that did the work
    Column("problem", Text),  # the line that says why it could not be done; NULL where it was
)

# Alembic's own table, so that its command line finds the ledgers that this room made.
step = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

same_order(metadata)
