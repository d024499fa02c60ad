"""A run that may stop anywhere: documents that are through already are passed over, what failed is told again without being tried.

Each document has a mark for each stage it came through, written in the same transaction as what the stage made. The mark holds a
fingerprint of what did the work; where code, rules or models have changed since, the document is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from riwaya.batch.work import Outcome
from riwaya.errors import GroundingError, InputError

if TYPE_CHECKING:
    from riwaya.ledger import Ledger
    from riwaya.model import Article
    from riwaya.rules import Tools

READ: Final = "read"
"""The stage in which an article becomes a reading. (What comes before it changes the article, and with it the mark's key.)"""

_CODE: Final = (
    *("fold.py", "forms.py", "ids.py", "model.py", "morphology.py", "offsets.py", "rules.py", "vocabulary.py"),
    *("repair", "annotate", "data/models"),
)


class Reader(Protocol):
    """What reads articles, such as a `Pool`."""

    def read(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """One outcome an article."""
        ...


class Step(NamedTuple):
    """What became of one document of a run: written now (`new`), there already, or not read for a reason."""

    id: str
    new: bool = False
    known: bool = False  # a mark of an earlier run spared the reading
    problem: str | None = None


def fingerprint(tools: Tools) -> str:
    """What a reading depends on beside its article: the code of the rooms that read, the models, lexicons, rules and gazetteers."""
    digest = blake2b(tools.fingerprint.encode(), digest_size=16)
    package = files("riwaya")
    for name in _CODE:
        for path, content in _files(package.joinpath(name), name):
            digest.update(f"{path}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _files(place: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if place.is_file():
        if not name.endswith((".pyc", ".md")):
            yield name, place.read_bytes()
    elif place.is_dir():
        for each in sorted(place.iterdir(), key=lambda one: one.name):
            yield from _files(each, f"{name}/{each.name}")


def ingest(
    articles: Iterable[Article], book: Ledger, reader: Reader, tell: Callable[[Step], None], *, run: str, mark: str, again: bool = False
) -> None:
    """Read into `book` those of `articles` that have no mark of `mark` yet, and `tell` what became of each.

    A document that failed before is told of and not tried, unless `again`. Raises LedgerError when the database fails: what was
    written stays, and the next run goes on from there.
    """
    under_way: dict[str, list[Article]] = {}

    def missing() -> Iterator[Article]:
        for article in articles:
            done = book.done(article.to_json(), article.text, READ)
            if done is None or done.fingerprint != mark or (done.problem and again):
                under_way.setdefault(article.id, []).append(article)
                yield article
            else:
                tell(Step(article.id, known=done.problem is None, problem=done.problem))

    for outcome in reader.read(missing()):
        # Outcomes come in the order of the articles, so the first of an id is the one that waits longest.
        waiting = under_way[outcome.id]
        article = waiting.pop(0)
        if not waiting:
            del under_way[outcome.id]
        tell(_keep(outcome, article, book, run, mark))


def _keep(outcome: Outcome, article: Article, book: Ledger, run: str, mark: str) -> Step:
    problem = outcome.problem or f"{outcome.id}: it could not be read"
    if outcome.reading is not None:
        try:
            return Step(outcome.id, new=book.add(outcome.reading, run=run, marks={READ: mark}))
        except (GroundingError, InputError) as error:  # this document's fault, and no reason to stop the others
            problem = str(error)
    book.fail(article.to_json(), article.text, problem, {READ: mark})
    return Step(outcome.id, problem=problem)
