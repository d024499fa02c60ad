"""Batch: many documents through the reader, in order, with bounded memory.

with batch.Pool(workers=2) as pool:
    for outcome in pool.read(articles):
        outcome.reading or outcome.problem
"""

from riwaya.batch.pool import DEFAULT_WORKERS, Pool
from riwaya.batch.work import Outcome, Setup, tools_for

__all__ = ["DEFAULT_WORKERS", "Outcome", "Pool", "Setup", "tools_for"]
