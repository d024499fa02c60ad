"""Which of several words stands better between its neighbours: a small bigram model, trained on news text (see its card in data/models).

Where it has not seen a pair of words, it falls back on their classes (endings and beginnings, which agree in Arabic: قدرة فائقة, not
قدرة فائدة) and on the words' own frequencies. Method: absolute discounting (Ney, Essen and Kneser 1994) over a class lift.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from riwaya.repair.words import bare, frequency, likelihood

_TOKEN = re.compile(r"[\u0621-\u063a\u0641-\u064a][\u0621-\u0655\u0670]*|[.،؛:؟!\"«»“”()\n]|\d+")
_HEADS = ("وال", "بال", "فال", "كال", "ال", "لل", "ولل", "وي", "وت", "سي", "ست", "لي", "لت", *"وبلفكيتنأاإم")
_TAILS = ("يين", "يون", "ية", "ات", "ين", "ون", "ان", "ها", "هم", "وا", "ته", "تها", "نا", "اء", *"ةايهتىندرم")
DISCOUNT = 0.7
BREAK = "\n"
"""What stands before the first word and after the last."""


def tokens(text: str) -> list[str]:
    """Words without their marks, the punctuation that matters, and ``#`` for any number."""
    return ["#" if one[0].isdigit() else bare(one) for one in _TOKEN.findall(text)]


@lru_cache(maxsize=100_000)
def shape(word: str) -> str:
    """The class of a word by its ends: head + tail, ``s`` for very short ones, punctuation as it is.

    >>> shape("المدينة"), shape("ويقصفون"), shape("في"), shape("،")
    ('ال+ة', 'وي+ون', 's', '،')
    """
    if len(word) < 3:
        return "s" if word[:1].isalpha() else word
    head = next((one for one in _HEADS if word.startswith(one) and len(word) > len(one) + 1), "")
    tail = next(
        (one for one in _TAILS if word.endswith(one) and len(word) > len(head) + len(one) + 1),
        "",
    )
    return f"{head}+{tail}"


class Rows:
    """Counts by pairs of names, kept as read (``[right, count, right, count, …]`` for each left), unpacked when first asked for."""

    def __init__(self, names: Sequence[str], rows: Sequence[Sequence[float]], skip: int = 0) -> None:
        self._names, self._rows, self._skip = names, rows, skip
        self._index = {name: number for number, name in enumerate(names[: len(rows)])}
        self._open: dict[str, dict[str, float]] = {}
        self._back: dict[str, frozenset[str]] | None = None

    def of(self, left: str) -> Mapping[str, float]:
        """Right → count, for one left."""
        found = self._open.get(left)
        if found is None:
            number = self._index.get(left)
            row = self._rows[number][self._skip :] if number is not None else ()
            found = {self._names[int(right)]: count for right, count in zip(row[::2], row[1::2], strict=True)}
            self._open[left] = found
        return found

    def before(self, right: str) -> frozenset[str]:
        """The lefts that `right` was counted after."""
        if self._back is None:
            back: dict[int, list[str]] = {}
            for left, row in zip(self._names, self._rows, strict=False):
                for index in row[self._skip :: 2]:
                    back.setdefault(int(index), []).append(left)
            self._back = {self._names[index]: frozenset(lefts) for index, lefts in back.items()}
        return self._back.get(right, frozenset())

    def first(self, left: str) -> float:
        """What stands before the pairs of a row."""
        number = self._index.get(left)
        return self._rows[number][0] if number is not None and self._skip else 0


@dataclass(frozen=True)
class Context:
    """The trained counts. `common` words are classes of their own."""

    total: int
    counts: Mapping[str, int]
    pairs: Rows
    common: frozenset[str]
    lifts: Rows

    def seen_together(self, left: str, right: str) -> bool:
        """Whether the model has seen the two words side by side."""
        return right in self.pairs.of(left)

    def between(self, left: str, right: str) -> list[str]:
        """The words seen both after `left` and before `right`, in order."""
        after, before = self.pairs.of(left), self.pairs.before(right)
        few, many = (after, before) if len(after) <= len(before) else (before, after)
        return sorted(word for word in few if word in many)

    def of(self, word: str) -> float:
        """How likely a word is by itself: half by the news it was trained on, half by all of written Arabic."""
        return 0.5 * self.counts.get(word, 0) / self.total + 0.5 * likelihood(word) if self.total else likelihood(word)

    def listed(self, word: str) -> float:
        """The same, for words that are in a list as they stand; quick enough to ask of hundreds."""
        whole = 0.5 * frequency(word)
        return whole + 0.5 * self.counts.get(word, 0) / self.total if self.total else 2 * whole

    def _class(self, word: str) -> str:
        return word if word in self.common else shape(word)

    def after(self, word: str, left: str, prior: float) -> float:
        """How likely `word`, itself of probability `prior`, is after `left`."""
        base = prior * self.lifts.of(self._class(left)).get(self._class(word), 1.0)
        seen = self.counts.get(left, 0)
        if not seen:
            return base
        pair = max(self.pairs.of(left).get(word, 0) - DISCOUNT, 0.0)
        return (pair + (DISCOUNT * self.pairs.first(left) + 2) * base) / (seen + 2)

    def rank(self, left: str, candidates: Mapping[str, float], right: str) -> list[tuple[str, float]]:
        """Candidates (word → weight from elsewhere) by how well they stand between `left` and `right`, with shares that add up to one."""
        after = self.of(right) + 1e-9
        scores: dict[str, float] = {}
        for word, weight in candidates.items():
            prior = self.of(word) + 1e-10
            scores[word] = weight * self.after(word, left, prior) * self.after(right, word, after)
        whole = sum(scores.values()) or 1.0
        return sorted(
            ((word, score / whole) for word, score in scores.items()),
            key=lambda one: (-one[1], one[0]),
        )


EMPTY = Context(0, {}, Rows((), ()), frozenset(), Rows((), ()))
"""No model: plain frequencies decide."""
_IN_USE: list[Context] = []


def load() -> Context:
    """The model of the package, read once; `EMPTY` where it is left out."""
    if not _IN_USE:
        file = resources.files("riwaya").joinpath("data", "models", "repair-context.json")
        _IN_USE.append(parse(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else EMPTY)
    return _IN_USE[0]


def use(model: Context) -> None:
    """Rank with another model from now on; for benches and tests."""
    _IN_USE[:] = [model]


def parse(data: Mapping[str, Any]) -> Context:
    """A model from its JSON: words by falling count; for each, how many follow it, and those that do as (index, count) runs."""
    words: list[str] = data["words"]
    counts: list[int] = data["counts"]
    return Context(
        sum(counts),
        dict(zip(words, counts, strict=True)),
        Rows(words, data["pairs"], skip=1),
        frozenset(words[: data["common"][0]]),
        Rows(data["classes"], data["lifts"]),
    )
