"""The first tables: about, run, article, reading, statement, evidence."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0001"
down_revision = None


def _words(length: int | None = None) -> TypeEngine[str]:
    kind: sa.String = sa.Text() if length is None else sa.String(length)
    return kind.with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables of version 1."""
    op.create_table(
        "about",
        sa.Column("key", _words(40), nullable=False),
        sa.Column("value", _words(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_about"),
    )
    op.create_table(
        "run",
        sa.Column("id", _words(64), nullable=False),
        sa.Column("fingerprint", _words(128), nullable=False),
        sa.Column("version", _words(40), nullable=False),
        sa.Column("options", _words(), nullable=False),
        sa.Column("started", _words(40)),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_table(
        "article",
        sa.Column("key", _words(64), nullable=False),
        sa.Column("document", _words(), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        *(sa.Column(name, _words()) for name in ("source", "author", "title", "url")),
        sa.Column("published", _words(40)),
        sa.Column("sha256", _words(64)),
        sa.Column("encoding", _words(40)),
        sa.Column("language", _words(40)),
        sa.Column("text", _words(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_article"),
    )
    op.create_index("ix_article_document_sequence", "article", ["document", "sequence"], unique=True)
    op.create_table(
        "reading",
        sa.Column("id", _words(64), nullable=False),
        sa.Column("article", _words(64), nullable=False),
        sa.Column("run", _words(64)),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("body", _words(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reading"),
        sa.ForeignKeyConstraint(["article"], ["article.key"], name="fk_reading_article_article"),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name="fk_reading_run_run"),
    )
    op.create_index("ix_reading_article_sequence", "reading", ["article", "sequence"], unique=True)
    op.create_table(
        "statement",
        sa.Column("id", _words(64), nullable=False),
        sa.Column("reading", _words(64), nullable=False),
        sa.Column("kind", _words(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("label", _words(64)),
        sa.Column("value", _words()),
        sa.Column("modality", _words(32)),
        sa.Column("voice", _words(64)),
        sa.Column("rule", _words()),
        sa.Column("confidence", sa.Float),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        sa.ForeignKeyConstraint(["reading"], ["reading.id"], name="fk_statement_reading_reading"),
    )
    op.create_index("ix_statement_reading", "statement", ["reading"])
    op.create_index("ix_statement_kind_label", "statement", ["kind", "label"])
    op.create_table(
        "evidence",
        sa.Column("statement", _words(64), nullable=False),
        sa.Column("part", _words(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("article", _words(64), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("surface", _words(), nullable=False),
        sa.PrimaryKeyConstraint("statement", "part", "number", name="pk_evidence"),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name="fk_evidence_statement_statement"),
        sa.ForeignKeyConstraint(["article"], ["article.key"], name="fk_evidence_article_article"),
    )
    op.create_index("ix_evidence_article_start", "evidence", ["article", "start"])
