"""The lexicons run on their own examples, and what fires on a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.annotate import match
from riwaya.annotate.match import Hit
from riwaya.fold import fold_with_positions
from riwaya.model import Text
from riwaya.offsets import OffsetMap
from riwaya.rules import Entry, Tools
from riwaya.rules_check import Problem, check_files

__all__ = ["check", "hits_of"]


def hits_of(sentence: str, tools: Tools) -> match.Hits:
    """All finds of all lexicons in a sentence, as it stands."""
    folded, positions = fold_with_positions(sentence)
    return match.scan(Text(sentence, sentence, OffsetMap(), folded, positions), tools)


def check(tools: Tools) -> list[Problem]:
    """Every problem of the lexicons: characters, ids, forms, and rows that miss their own examples or hit their counter-examples.

    A row is found in a sentence when a hit of it is there that no longer hit of the same lexicon holds.
    """
    problems = list(check_files())
    lines: dict[str, int] = {}
    for entry in tools.entries:
        lines[entry.lexicon] = lines.get(entry.lexicon, 1) + 1
        problems.extend(_run_examples(entry, lines[entry.lexicon], tools))
    return problems


def _run_examples(entry: Entry, line: int, tools: Tools) -> Iterator[Problem]:
    for sentence in entry.variants("examples"):
        if not _found(entry, sentence, tools):
            yield Problem(f"{entry.lexicon}.csv", line, f"misses its own example {sentence!r}", "mend the row or the example")
    for sentence in entry.variants("not"):
        if _found(entry, sentence, tools):
            yield Problem(
                f"{entry.lexicon}.csv", line, f"hits {sentence!r}, which it must not", "narrow the row or drop the counter-example"
            )


def _found(entry: Entry, sentence: str, tools: Tools) -> bool:
    hits = hits_of(sentence, tools).of(entry.lexicon)
    return any(hit.entry == entry and not any(_covers(other, hit) for other in hits) for hit in hits)


def _covers(longer: Hit, hit: Hit) -> bool:
    return longer.first <= hit.first and hit.last <= longer.last and (longer.last - longer.first) > (hit.last - hit.first)
