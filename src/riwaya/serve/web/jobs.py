"""Adding texts while somebody watches: one job after another in a thread of its own, each with its progress and what failed."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final

from riwaya import __version__
from riwaya.batch import Setup, tools_for
from riwaya.batch.work import read_one
from riwaya.errors import RiwayaError, UsageError
from riwaya.intake import Article
from riwaya.intake import read as read_files
from riwaya.serve.web.library import Library, now

_KEPT: Final = 100
_PROBLEMS: Final = 200


@dataclass(slots=True)
class Job:
    """One lot of texts on its way into the ledger."""

    id: int
    label: str
    who: str
    state: str = "waiting"  # waiting, reading, comparing, done, failed
    read: int = 0
    new: int = 0
    documents: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As the interface gives it."""
        return {name: getattr(self, name) for name in self.__slots__}


class Jobs:
    """The jobs of this process, newest first."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers = count(1)
        self._jobs: dict[int, Job] = {}
        self._queue: queue.Queue[tuple[Job, Callable[[], None]]] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def all(self) -> list[Job]:
        """All jobs kept, newest first."""
        return sorted(self._jobs.values(), key=lambda one: -one.id)

    def get(self, number: int) -> Job | None:
        """One job."""
        return self._jobs.get(number)

    def files(self, folder: Path, label: str, who: str, published: str | None, *, temporary: bool) -> Job:
        """Read everything in a folder; a `temporary` one is removed afterwards."""
        with self._lock:
            job = Job(next(self._numbers), label, who)
            self._jobs[job.id] = job
            for old in sorted(self._jobs)[:-_KEPT]:
                del self._jobs[old]
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="riwaya-adds-texts", daemon=True)
                self._thread.start()
        self._queue.put((job, lambda: self._read(job, folder, published, temporary)))
        return job

    def inside(self, given: str) -> Path:
        """A folder that was named, if it lies in the folder of the ledger.

        Raises UsageError for any other: nothing else on this machine may be read through the browser.
        """
        home = self._library.settings.folder
        if home is None:
            raise UsageError("folders can be named only where the ledger is a file", where=given, remedy="upload the files")
        folder = (home / given).resolve()
        if folder == home or not folder.is_relative_to(home) or not folder.is_dir():
            raise UsageError("not a folder beside the ledger", where=given, remedy=f"put the folder into {home}, and give its name")
        return folder

    def _work(self) -> None:
        while True:
            job, work = self._queue.get()
            try:
                work()
            except RiwayaError as error:
                job.state = "failed"
                job.problems.append(str(error))
            except Exception as error:  # a defect must end this job, not all that follow
                job.state = "failed"
                job.problems.append(f"Riwaya failed on it ({type(error).__name__}: {error}); please report this")

    def _read(self, job: Job, folder: Path, published: str | None, temporary: bool) -> None:
        book = self._library.ledger
        setup = Setup(self._library.settings.gazetteers)
        try:
            job.state = "reading"
            run = book.run(tools_for(setup).fingerprint, version=__version__, options={"published": published}, started=now())
            for found in read_files([folder], published=published):
                if not isinstance(found, Article):
                    self._problem(job, str(found), folder)
                    continue
                outcome = read_one(found, setup)
                if outcome.reading is None:
                    self._problem(job, outcome.problem or outcome.id, folder)
                    continue
                job.read += 1
                if book.add(outcome.reading, run=run):
                    job.new += 1
                    job.documents.append(found.id)
            job.state = "comparing"
            self._library.refresh()
            job.state = "done"
        finally:
            if temporary:
                shutil.rmtree(folder, ignore_errors=True)

    def _problem(self, job: Job, line: str, folder: Path) -> None:
        if len(job.problems) < _PROBLEMS:
            job.problems.append(line.replace(f"{folder}/", ""))
