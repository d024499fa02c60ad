"""Reading many documents for a command: progress on a terminal, problems as they come, and a last line that says what was not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from riwaya.batch import Pool
from riwaya.errors import UsageError
from riwaya.intake import Columns, Refusal
from riwaya.intake import read as read_files
from riwaya.serve.out import complain, stderr

if TYPE_CHECKING:
    from riwaya.model import Article, Reading

_NAMED: Final = 20  # problems named again in the last line


@dataclass
class Tally:
    """How many documents were read, and where the others are."""

    read: int = 0
    problems: list[str] = field(default_factory=list)

    def problem(self, line: str) -> None:
        """Tell of a document that was not read, now, and keep its place for the end."""
        complain(line)
        self.problems.append(line.partition(": ")[0])

    def close(self) -> int:
        """Say at the end which were not read; the exit code of the run."""
        if not self.problems:
            return 0
        named = ", ".join(self.problems[:_NAMED]) + (f" and {len(self.problems) - _NAMED} more" if len(self.problems) > _NAMED else "")
        complain(f"{_count(self.read)} read, {len(self.problems)} not: {named}")
        return 1


def readings(
    paths: list[str],
    tally: Tally,
    *,
    published: str | None,
    columns: Columns | None,
    gazetteers: tuple[str, ...],
    workers: int,
    bar: bool = True,
) -> Iterator[Reading]:
    """The readings of everything at `paths`, in order; what cannot be read goes to `tally`.

    `bar` shows progress on a terminal; a command that prints as it goes does without, unless it prints to a file.

    Raises UsageError when a path does not exist at all and nothing else was named.
    """
    with Pool(workers, gazetteers=gazetteers) as pool, progress(bar) as shown:
        task = shown.add_task("reading", total=None)
        for outcome in pool.read(articles(paths, tally, published=published, columns=columns)):
            shown.advance(task)
            if outcome.reading is None:
                tally.problem(outcome.problem or f"{outcome.id}: it could not be read")
                continue
            tally.read += 1
            yield outcome.reading


def articles(paths: list[str], tally: Tally, *, published: str | None, columns: Columns | None) -> Iterator[Article]:
    """The articles of everything at `paths`; what holds none goes to `tally`. Raises UsageError as `readings` does."""
    if not paths:
        raise UsageError("nothing to read", remedy="name files or folders, or - for standard input")
    sources: list[str | Path] = [path if path == "-" else Path(path) for path in paths]
    for item in read_files(sources, published=published, columns=columns):
        if isinstance(item, Refusal):
            tally.problem(str(item))
        else:
            yield item


def progress(bar: bool = True) -> Progress:
    """How many documents are read, shown on a terminal only."""
    console = stderr()
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.completed:,} documents read"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not (bar and console.is_terminal),
    )


def _count(number: int) -> str:
    return "1 document" if number == 1 else f"{number:,} documents"
