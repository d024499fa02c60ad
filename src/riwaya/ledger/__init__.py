"""Ledger: readings in a database, every fact tied to the slice of text that carries it.

    ledger = riwaya.ledger.open("accounts.db")
    with ledger:
        ledger.add(reading)            # True when new, False when the ledger holds it already
        for reading in ledger.readings():
            ...

Only this room opens a database. It knows nothing of how readings are made.
"""

from riwaya.ledger.schema import SCHEMA_VERSION
from riwaya.ledger.store import Ledger, Run, open

__all__ = ["SCHEMA_VERSION", "Ledger", "Run", "open"]
