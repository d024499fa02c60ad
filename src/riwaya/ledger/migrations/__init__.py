"""Steps from each version of the ledger's tables to the next, for Alembic: `versions/vNNNN_….py`, run by `riwaya.ledger.migrate`."""
