"""Two processes read, one hands out and collects: outcomes come in the order of the articles, whatever finishes first.

Memory is bounded: at most `_WINDOW` chunks are under way, and no more articles are taken from the source than these hold.
A small job is read in the calling process, for starting workers costs more than it saves. An article that kills its
worker (out of memory, a crash in a compiled library) is found by reading the chunks under way again one article at a
time, is reported, and the rest goes on.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import get_context
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from riwaya.batch import work
from riwaya.batch.work import Outcome, Setup

if TYPE_CHECKING:
    from riwaya.model import Article

DEFAULT_WORKERS: Final = 2
_SMALL: Final = 150_000  # characters: below this the calling process reads faster than workers start
_CHUNK: Final = 30_000  # characters a worker is given at once: long enough to outweigh the hand-over
_CHUNK_MOST: Final = 32  # articles
_WINDOW: Final = 3  # chunks under way for each worker


# A worker that died, or that ran out of memory while a text was on its way to or from it.
_LOST = (BrokenProcessPool, MemoryError)


class Pool:
    """Reads articles with `workers` processes. A context manager; the workers start with the first large job."""

    def __init__(
        self,
        workers: int = DEFAULT_WORKERS,
        *,
        gazetteers: tuple[str, ...] = (),
        seconds: float = work.SECONDS_PER_DOCUMENT,
        megabytes: int = work.MEGABYTES_PER_WORKER,
    ) -> None:
        self._workers = max(1, min(workers, os.cpu_count() or 1)) if workers > 1 else 1
        self._setup = Setup(gazetteers, seconds, megabytes)
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close(wait=kind is None)

    def close(self, *, wait: bool = True) -> None:
        """Let the workers go; without `wait`, they are ended at once and what they have in hand is dropped."""
        executor, self._executor = self._executor, None
        if executor is not None:
            if not wait:  # Executor.terminate_workers, which comes with Python 3.14
                for worker in list((getattr(executor, "_processes", None) or {}).values()):
                    worker.terminate()
            executor.shutdown(wait=wait, cancel_futures=True)

    def read(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """Outcomes of `articles`, in their order."""
        source = iter(articles)
        if self._workers == 1:
            yield from (work.read_one(article, self._setup) for article in source)
            return
        first: list[Article] = []
        size = 0
        for article in source:
            first.append(article)
            size += len(article.text)
            if size >= _SMALL:
                break
        else:
            yield from (work.read_one(article, self._setup) for article in first)
            return
        yield from self._parallel(_chunks(chain(first, source)))

    def _parallel(self, chunks: Iterator[list[Article]]) -> Iterator[Outcome]:
        under_way: deque[tuple[list[Article], Future[list[Outcome]]]] = deque()
        ended = False
        while True:
            while not ended and len(under_way) < _WINDOW * self._workers:
                chunk = next(chunks, None)
                if chunk is None:
                    ended = True
                    break
                under_way.append((chunk, self._submit(chunk)))
            if not under_way:
                return
            chunk, future = under_way.popleft()
            try:
                outcomes = future.result()
            except _LOST:
                lost = [chunk, *(other for other, _ in under_way)]
                under_way.clear()
                self.close(wait=False)
                outcomes = [outcome for each in lost for outcome in self._one_by_one(each)]
            yield from outcomes

    def _one_by_one(self, chunk: list[Article]) -> Iterator[Outcome]:
        """Read a chunk that may hold a poisoned article, each article in a submission of its own."""
        for article in chunk:
            try:
                yield self._submit([article]).result()[0]
            except _LOST:
                self.close(wait=False)
                where = article.path or article.id
                yield Outcome(
                    article.id,
                    None,
                    f"{where}: reading it ended the worker process; split it into smaller texts, or report this with the text",
                )

    def _submit(self, chunk: list[Article]) -> Future[list[Outcome]]:
        if self._executor is None:
            # Spawned, not forked: a fork beside the threads of a progress bar or a database may hang.
            self._executor = ProcessPoolExecutor(self._workers, get_context("spawn"), work.start, (self._setup,))
        try:
            with _deaf():
                return self._executor.submit(work.read_chunk, chunk, self._setup)
        except BrokenProcessPool as error:
            broken: Future[list[Outcome]] = Future()
            broken.set_exception(error)
            return broken


@contextmanager
def _deaf() -> Iterator[None]:
    """Ignore Ctrl-C while workers are started, for they inherit it: from their first moment on, it is this process's business alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    chunk: list[Article] = []
    size = 0
    for article in articles:
        chunk.append(article)
        size += len(article.text)
        if size >= _CHUNK or len(chunk) >= _CHUNK_MOST:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
