"""Marks: how far each document came, so that a run may stop anywhere and go on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0002"
down_revision = "0001"


def _words(length: int | None = None) -> TypeEngine[str]:
    kind: sa.String = sa.Text() if length is None else sa.String(length)
    return kind.with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of marks; documents read before have none, and are read once more when they come again."""
    op.create_table(
        "mark",
        sa.Column("document", _words(64), nullable=False),
        sa.Column("stage", _words(16), nullable=False),
        sa.Column("fingerprint", _words(64), nullable=False),
        sa.Column("problem", _words()),
        sa.PrimaryKeyConstraint("document", "stage", name="pk_mark"),
    )
