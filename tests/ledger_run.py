"""A run in a process of its own, to be killed: documents made up on the spot, read by a reader that costs nothing.

python -m tests.ledger_run LEDGER HOW_MANY FIRST SECONDS_EACH
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

from riwaya import ledger
from riwaya.batch import Outcome, Step, ingest
from riwaya.model import Article, Mention, Reading, Span

MARK = "lexicons-1"


def articles(number: int, first: int = 0) -> Iterator[Article]:
    """Documents with ids of their own; every seventh comes in a second text, every eleventh twice the same."""
    for each in range(first, first + number):
        text = f"قصف مدفعي على قرية رقم {each} أوقع قتيلين، بحسب مصدر طبي."
        yield Article(f"وثيقة-{each:04}", text, source="وكالة", published="2031-05-02")
        if each % 7 == 0:
            yield Article(f"وثيقة-{each:04}", text.replace("قتيلين", "ثلاثة قتلى"), source="وكالة", published="2031-05-03")
        if each % 11 == 0:
            yield Article(f"وثيقة-{each:04}", text, source="وكالة", published="2031-05-02")


class Reader:
    """Finds the village, and fails on every thirteenth document."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.read_ids: list[str] = []
        self._seconds = seconds

    def read(self, given: Iterable[Article]) -> Iterator[Outcome]:
        """One outcome an article."""
        for article in given:
            time.sleep(self._seconds)
            self.read_ids.append(article.id)
            if int(article.id.rpartition("-")[2]) % 13 == 0:
                yield Outcome(article.id, None, f"{article.id}: it is poisoned; leave it out")
                continue
            at = article.text.index("قرية")
            yield Outcome(article.id, Reading(article, mentions=(Mention(Span(at, at + 4), "place"),)))


def run(
    place: str, number: int, *, first: int = 0, seconds: float = 0.0, mark: str = MARK, again: bool = False
) -> tuple[Reader, list[Step]]:
    """One run over some of the documents; what was read, and what became of each."""
    reader, steps = Reader(seconds), list[Step]()
    with ledger.open(place) as book:
        key = book.run(mark, version="1")
        ingest(articles(number, first), book, reader, steps.append, run=key, mark=mark, again=again)
    return reader, steps


def kill_often(place: str, number: int, times: int, seconds: float) -> int:
    """Begin the run `times` times and kill it each time after a few more documents, wherever that falls; how often it was cut off.

    Children are forked: a process that has everything loaded begins at once.
    """
    chance = random.Random(times)
    cut = 0
    for _ in range(times):
        child = os.fork()
        if child == 0:
            try:
                run(place, number, seconds=seconds)
            finally:
                os._exit(0)
        with ledger.open(place) as book:
            wanted = book.count()["reading"] + chance.randint(0, 5)
            while book.count()["reading"] < wanted and os.waitpid(child, os.WNOHANG) == (0, 0):
                time.sleep(chance.random() * 0.02)
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            cut += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    return cut


if __name__ == "__main__":
    if sys.argv[1] == "kill":
        print(kill_often(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), 0.002))  # noqa: T201
    else:
        run(sys.argv[1], int(sys.argv[2]), first=int(sys.argv[3]), seconds=float(sys.argv[4]))
