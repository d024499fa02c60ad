"""The common words that are one slip of the finger away from a written one.

The first few hundred words that are asked for are compared letter by letter with what is listed; from then on it pays to keep an index of
all common words less one letter. Both ways give the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import count

from riwaya.repair import context
from riwaya.repair.words import LETTERS, listed_words

SHORTEST = 4
"""Shorter words have too many neighbours."""
_LEAST = 1.0e-6
"""Rarer words are not what a slip was meant for: too many of them are slips themselves."""
_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ")
_DOTS = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق")
_FIRST, LAST = frozenset("وفبلكأ"), frozenset("هايتنة")
"""Letters that are clitics or endings there: one too many makes another form, not a slip."""
_INDEX_FROM = 300
_asked = count()


def _beside() -> frozenset[tuple[str, str]]:
    """Pairs of letters on neighbouring keys of the Arabic keyboard (101)."""
    at = {char: (row, column) for row, keys in enumerate(_ROWS) for column, char in enumerate(keys)}
    return frozenset((a, b) for a, (r, c) in at.items() for b, (s, d) in at.items() if a != b and abs(r - s) <= 1 and abs(c - d) <= 1)


_BESIDE = _beside()
_TWINS = frozenset((a, b) for family in _DOTS for a in family for b in family if a != b)
_OTHERS = {
    char: tuple((other, "key" if (char, other) in _BESIDE else "dots") for other in LETTERS if (char, other) in _BESIDE | _TWINS)
    for char in LETTERS
}
"""For each letter, those that may have been meant instead, and why."""


@cache
def _common() -> frozenset[str]:
    """The words that a slip may have been meant for."""
    model = context.load()
    listed = {word for word in listed_words(2 * _LEAST) if model.listed(word) > _LEAST}
    return frozenset(listed | {word for word in model.counts if word and model.listed(word) > _LEAST})


def _is_common(word: str) -> bool:
    return context.load().listed(word) > _LEAST


@cache
def _shortened() -> dict[str, list[str]]:
    """Every common word under itself less one letter."""
    found: dict[str, list[str]] = {}
    for word in sorted(_common()):
        if len(word) >= SHORTEST - 1 and "\u0621" <= word[0] <= "\u064a":
            for at in range(len(word)):
                if not at or word[at] != word[at - 1]:
                    found.setdefault(word[:at] + word[at + 1 :], []).append(word)
    return found


@lru_cache(maxsize=50_000)
def slips(word: str) -> tuple[tuple[str, str], ...]:
    """Common words one slip away, in alphabetical order, with the kind of slip, the likeliest kind of each.

    >>> ("صواريخ", "swap") in slips("صورايخ"), ("المقاييس", "key") in slips("المقايسس")
    (True, True)
    """
    indexed = next(_asked) >= _INDEX_FROM
    found = _near(word, _common().__contains__ if indexed else _is_common)
    for one, kind in _changed_indexed(word) if indexed else _changed(word):
        found.setdefault(one, kind)
    found.pop(word, None)
    return tuple(sorted(found.items()))


def _near(word: str, common: Callable[[str], bool]) -> dict[str, str]:
    """Words with two letters swapped, or one too many taken out."""
    found: dict[str, str] = {}
    for at in range(len(word) - 1):
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if common(swapped):
            found.setdefault(swapped, "swap")
    for at in range(len(word)):
        less = word[:at] + word[at + 1 :]
        if common(less):
            kind = _superfluous(word, at)
            if kind:
                found.setdefault(less, kind)
    return found


def _superfluous(word: str, at: int) -> str | None:
    """Why the letter at `at` may be one too many: doubled, or beside its neighbour on the keyboard; no clitic or ending is."""
    char = word[at]
    if at and char == word[at - 1]:
        return "double"
    if (at == 0 and char in _FIRST) or (at == len(word) - 1 and char in LAST):
        return None
    around = word[max(0, at - 1) : at] + word[at + 1 : at + 2]
    return "extra" if any((char, one) in _BESIDE for one in around) else None


def _changed(word: str) -> list[tuple[str, str]]:
    """Words with one letter changed or put in, by trying them all."""
    found = [
        (one, kind)
        for at, char in enumerate(word)
        for other, kind in _OTHERS.get(char, ())
        if _is_common(one := word[:at] + other + word[at + 1 :])
    ]
    found += [(one, "missing") for at in range(len(word) + 1) for other in LETTERS if _is_common(one := word[:at] + other + word[at:])]
    return found


def _changed_indexed(word: str) -> list[tuple[str, str]]:
    """The same, by the index."""
    index = _shortened()
    found: list[tuple[str, str]] = []
    for at, char in enumerate(word):
        for one in index.get(word[:at] + word[at + 1 :], ()):
            if len(one) == len(word) and one[:at] == word[:at] and one[at + 1 :] == word[at + 1 :]:
                found += [(one, kind) for other, kind in _OTHERS.get(char, ()) if other == one[at]]
    found += [(one, "missing") for one in index.get(word, ())]
    return found
