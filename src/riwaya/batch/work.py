"""What one worker does: hold the tools, read articles, and turn whatever goes wrong into an outcome.

Runs in the calling process for small jobs and in worker processes for large ones; the code is the same.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from riwaya.annotate import pipeline
from riwaya.errors import RiwayaError, TooLarge
from riwaya.model import Article

if TYPE_CHECKING:
    from types import FrameType

    from riwaya.model import Reading
    from riwaya.rules import Tools

SECONDS_PER_DOCUMENT: Final = 120.0
"""Time limit of one document; far above what the longest allowed text needs, so that only a text that hangs meets it."""

MEGABYTES_PER_WORKER: Final = 3000
"""Memory limit of a worker process, several times what the longest allowed text needs. Zero sets none."""

_FIRST: Final = "قال مصدر إن شخصين قتلا أمس في المدينة."
"""Read by each worker before the first article, so that all is loaded when its clock starts: *a source said two were killed yesterday*."""

_GRACE: Final = 5.0
"""Seconds after the time limit at which a worker that cannot be interrupted (in compiled code) ends itself."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: its reading, or one line that says why there is none."""

    id: str
    reading: Reading | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker needs to make its tools: plain values, so that it travels to another process."""

    gazetteers: tuple[str, ...] = ()
    seconds: float = SECONDS_PER_DOCUMENT
    megabytes: int = MEGABYTES_PER_WORKER


_tools: dict[tuple[str, ...], Tools] = {}
_alone = False
"""Whether this is a worker process, which may end itself."""


def tools_for(setup: Setup) -> Tools:
    """The tools of this process for `setup`, loaded once.

    Raises RulesError when a lexicon or a gazetteer is not what it should be.
    """
    found = _tools.get(setup.gazetteers)
    if found is None:
        found = _tools[setup.gazetteers] = pipeline.load_tools(Path(each) for each in setup.gazetteers)
    return found


def start(setup: Setup) -> None:
    """Make a worker process ready: Ctrl-C is the parent's business, and all that reading needs is loaded before the first article."""
    global _alone
    _alone = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    _bound(setup.megabytes)
    with suppress(Exception):  # if this fails, the first article will tell of it
        pipeline.read(Article("", _FIRST), tools_for(setup))
    gc.freeze()  # the tools live as long as the process: no need to look through them again and again


def _follow() -> None:
    """End with the parent: a worker whose parent was killed would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _bound(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    if megabytes > 0:
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_DATA, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def read_chunk(articles: Sequence[Article], setup: Setup) -> list[Outcome]:
    """Read some articles, each on its own: one that cannot be read does not touch the others."""
    return [read_one(article, setup) for article in articles]


def read_one(article: Article, setup: Setup) -> Outcome:
    """Read one article; never raises for the article's sake."""
    tools = tools_for(setup)
    try:
        with _limit(setup.seconds):
            return Outcome(article.id, pipeline.read(article, tools))
    except RiwayaError as error:
        return Outcome(article.id, None, _line(article, error.what, error.remedy or "leave it out, or read it alone to see more"))
    except RecursionError:
        return Outcome(article.id, None, _line(article, "it is nested too deeply to be read", "split it into smaller texts"))
    except MemoryError:
        return Outcome(article.id, None, _line(article, "there was not enough memory to read it", "split it into smaller texts"))
    except Exception as error:  # a defect in a rule must not cost the reader the other ten thousand documents
        return Outcome(article.id, None, _line(article, f"Riwaya failed on it ({_defect(error)})", "please report this with the text"))


def _line(article: Article, what: str, remedy: str) -> str:
    where = article.path or article.id
    if article.path and article.id and article.id not in article.path:
        where = f"{article.path} ({article.id})"
    return f"{where}: {what}; {remedy}"


def _defect(error: Exception) -> str:
    """Kind, message and place of an unforeseen error, in one line."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace is not None else ""
    message = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}{': ' if message else ''}{message}{place}"


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Raise TooLarge in this thread after `seconds`; does nothing where the system or the thread cannot be interrupted."""
    if seconds <= 0 or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLarge(f"reading it took more than {seconds:g} seconds", remedy="split it into smaller texts")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    if _alone:  # compiled code hears no signal: then the process ends, and the parent finds out which text it was
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=_nowhere())
    try:
        yield
    finally:
        if _alone:
            faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@cache
def _nowhere() -> IO[str]:
    return Path(os.devnull).open("w", encoding="utf-8")
