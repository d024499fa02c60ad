"""Searches that somebody wants to ask again."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, String, Table, Text, delete, insert, select

from riwaya.errors import UsageError
from riwaya.ledger.engine import same_order
from riwaya.ledger.store import Ledger

metadata = MetaData()
search = Table(
    "saved_search",
    metadata,
    Column("who", String(100), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("query", Text, nullable=False),
)
same_order(metadata)
_LONGEST = 2000


class Searches:
    """Saved searches by person."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger._make(metadata)

    def put(self, who: str, name: str, query: str) -> None:
        """Keep a search under a name; an earlier one of that name is replaced. Raises UsageError where it has no name or is too long."""
        name = name.strip()[:100]
        if not name or len(query) > _LONGEST:
            raise UsageError("a search needs a name and some words", remedy="give it a short name")
        self.remove(who, name)
        with self._ledger._writing() as db:
            db.execute(insert(search), {"who": who, "name": name, "query": query})

    def remove(self, who: str, name: str) -> None:
        """Forget a search."""
        with self._ledger._writing() as db:
            db.execute(delete(search).where(search.c.who == who, search.c.name == name))

    def of(self, who: str) -> list[dict[str, str]]:
        """Somebody's searches, by name."""
        with self._ledger._reading() as db:
            rows = db.execute(select(search.c.name, search.c.query).where(search.c.who == who).order_by(search.c.name))
            return [{"name": row.name, "query": row.query} for row in rows]
