"""People who may use a ledger over the network: names, roles and password hashes (Argon2, made by the caller)."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Column, MetaData, String, Table, Text, delete, insert, select

from riwaya.errors import UsageError
from riwaya.ledger.engine import same_order
from riwaya.ledger.store import Ledger

ROLES: Final = ("reader", "analyst", "admin")
"""Who may look; who may judge as well; who may add texts and people as well."""

metadata = MetaData()
person = Table(
    "person",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("password", Text, nullable=False),  # a hash with its salt and costs
)
same_order(metadata)


class Person(NamedTuple):
    """Somebody with an account."""

    name: str
    role: str
    password: str


class People:
    """The accounts of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger._make(metadata)

    def put(self, name: str, role: str, password: str) -> None:
        """Add somebody, or give them another role and password hash.

        Raises UsageError for an empty name or a role that is none.
        """
        if role not in ROLES or not name.strip() or len(name) > 100:
            raise UsageError("a name of at most 100 letters and a role are needed", where=name, remedy=f"roles are {', '.join(ROLES)}")
        with self._ledger._writing() as db:
            db.execute(delete(person).where(person.c.name == name))
            db.execute(insert(person), {"name": name, "role": role, "password": password})

    def get(self, name: str) -> Person | None:
        """Somebody by name."""
        with self._ledger._reading() as db:
            row = db.execute(select(person).where(person.c.name == name)).first()
        return None if row is None else Person(row.name, row.role, row.password)

    def all(self) -> list[Person]:
        """Everybody, by name."""
        with self._ledger._reading() as db:
            return [Person(row.name, row.role, row.password) for row in db.execute(select(person).order_by(person.c.name))]
