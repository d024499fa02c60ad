"""Batch: many documents through the reader, in order, with bounded memory.

with batch.Pool(workers=2) as pool:
    for outcome in pool.read(articles):
        outcome.reading or outcome.problem
"""

from riwaya.batch.pool import DEFAULT_WORKERS, Pool
from riwaya.batch.resume import Step, fingerprint, ingest
from riwaya.batch.work import SECONDS_PER_DOCUMENT, Outcome, Setup, tools_for

__all__ = ["DEFAULT_WORKERS", "SECONDS_PER_DOCUMENT", "Outcome", "Pool", "Setup", "Step", "fingerprint", "ingest", "tools_for"]
