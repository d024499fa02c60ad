"""What every repairer returns, and how a damaged word and its repair become edits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from riwaya.offsets import Edit

LETTER = "ء-غف-يٱپچڤگکی"
"""Arabic letters as the inside of a regex class: without tatweel, digits and marks."""
MARKS = "\u064b-\u0655\u0670"
"""Vowel signs as the inside of a regex class."""


_WORDS = re.compile(f"[{LETTER}][{LETTER}{MARKS}]{{2,}}")


def words_of(text: str) -> Counter[str]:
    """Every run of three and more letters, with its marks, and how often it stands there; repairers look at the rare ones."""
    return Counter(_WORDS.findall(text))


def places(text: str, word: str, before: frozenset[str], after: frozenset[str]) -> Iterator[int]:
    """Where `word` stands whole: beside no letter, digit or underscore, and none of the given signs."""
    at = text.find(word)
    while at >= 0:
        left, right = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (left.isalnum() or left in before or right.isalnum() or right in after) or (not left and not right):
            yield at
        at = text.find(word, at + 1)


@dataclass(frozen=True, slots=True)
class Find:
    """A damaged stretch ``[start, end)`` and what it must have been; `edits` are the smallest changes that make it so.

    `reported` is false for shapes that differ on the page and not in the words (presentation forms, zero-width characters): they are read
    through, but are nothing that the text has lost.
    """

    start: int
    end: int
    repaired: str
    reason: str
    confidence: float
    edits: tuple[Edit, ...]
    alternatives: tuple[str, ...] = ()
    reported: bool = True


def change(start: int, damaged: str, repaired: str, reason: str, confidence: float) -> tuple[Edit, ...]:
    """The smallest edit that turns `damaged`, which stands at `start`, into `repaired`.

    >>> [(one.start, one.end, one.text) for one in change(10, "وميرناز", "وميزناز", "typo", 0.8)]
    [(13, 14, 'ز')]
    """
    if damaged == repaired:
        return ()
    head = 0
    while head < min(len(damaged), len(repaired)) and damaged[head] == repaired[head]:
        head += 1
    tail = 0
    while tail < min(len(damaged), len(repaired)) - head and damaged[-1 - tail] == repaired[-1 - tail]:
        tail += 1
    return (
        Edit(
            start + head,
            start + len(damaged) - tail,
            repaired[head : len(repaired) - tail],
            reason,
            confidence,
        ),
    )


def deletions(start: int, damaged: str, junk: frozenset[int], reason: str, confidence: float) -> tuple[Edit, ...]:
    """One deletion for each run of positions of `damaged` that are in `junk`."""
    edits: list[Edit] = []
    at = 0
    while at < len(damaged):
        if at in junk:
            end = at
            while end in junk:
                end += 1
            edits.append(Edit(start + at, start + end, "", reason, confidence))
            at = end
        else:
            at += 1
    return tuple(edits)
