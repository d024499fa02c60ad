"""Letters lost to ``?`` or U+FFFD inside words, restored from the words that fit, the document's own words and the neighbours.

A question mark is a question mark until its place says otherwise: inside a word it is a loss; at its end only where what stands before it
is no word, or the document loses letters elsewhere and asks its questions with ؟. What stays unsure is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from riwaya.repair import context
from riwaya.repair.finds import LETTER, MARKS, Find, change
from riwaya.repair.morphs import made
from riwaya.repair.words import LETTERS, Lists, bare, known, likelihood

_HOLE = re.compile(rf"[{LETTER}{MARKS}ـ]*(?:[?\ufffd]+[{LETTER}{MARKS}ـ]*)+")
_HOLES = re.compile(r"[?\ufffd]+")
_WORD = re.compile(rf"[{LETTER}{MARKS}]+")
_SENTENCE_END = re.compile(r"[.!؟?\n]")
_SENTENCE_START = re.compile(r"[.!؟?\n][^.!؟?\n]*$")
_MOST_HOLES = 2
_NO_WORD_ASKS, _LOSSY_ASKS, _BARELY_ASKS = 0.01, 0.05, 0.3
"""Weights of "nothing is lost" where the stem is no word, where the page loses letters, and where the sentence goes on and asks nothing."""
_UNLISTED = 1e-10
LEAST = 0.2
"""A restoration less sure than this is no better than a guess among many, and is not made."""


@dataclass(frozen=True)
class Document:
    """What the rest of a document tells about a damaged word."""

    text: str
    asking: frozenset[str]
    asking_first: frozenset[str]

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """Its undamaged words, without vowel signs."""
        return Counter(
            bare(word)
            for word in _WORD.findall(
                _HOLE.sub(
                    lambda m: m.group() if "?" not in m.group() and "\ufffd" not in m.group() else " ",
                    self.text,
                )
            )
        )

    @cached_property
    def size(self) -> int:
        return sum(self.vocabulary.values())

    @cached_property
    def loses_letters(self) -> bool:
        """Whether two or more words have a hole inside, or any has U+FFFD: then the page, not the writer, made the marks."""
        return "\ufffd" in self.text or len(re.findall(rf"[{LETTER}][?][{LETTER}]", self.text)) >= 2

    @cached_property
    def asks_in_arabic(self) -> bool:
        return "؟" in self.text

    def weight(self, word: str) -> float:
        """How much likelier a word is because the document uses it elsewhere."""
        seen = self.vocabulary.get(word, 0)
        if not seen:
            return 1.0
        usual = max(context.load().of(word), 1e-6)
        return 1.0 + 0.5 * float((seen / (self.size + 200) / usual) ** 0.7)

    def neighbours(self, start: int, end: int) -> tuple[str, str]:
        """The words (or marks) before and after a span."""
        left = context.tokens(self.text[max(0, start - 60) : start])
        right = context.tokens(self.text[end : end + 60])
        return (left[-1] if left else context.BREAK), (right[0] if right else context.BREAK)


def find(text: str, lists: Lists) -> list[Find]:
    """Words with lost letters, restored where that can be done with some confidence."""
    if "?" not in text and "\ufffd" not in text:
        return []
    document = Document(text, lists.asking, lists.asking_first)
    return [one for match in _HOLE.finditer(text) if (one := _restore(document, match)) is not None]


def _restore(document: Document, match: re.Match[str]) -> Find | None:
    damaged, start, end = match.group(), match.start(), match.end()
    if not any(char not in "?\ufffdـ" for char in damaged):
        return None
    tail = damaged[len(damaged.rstrip("?")) :]
    asks = _asks_at(document, damaged, tail, start, end) if tail else 0.0
    if asks >= 1:
        damaged, end = damaged[: -len(tail)], end - len(tail)
    if not _is_loss(document, damaged, start):
        return None
    fillings = _fillings(damaged)
    candidates = {word: document.weight(word) for word in fillings if likelihood(word) > 0 or document.vocabulary.get(word)}
    if not candidates:  # none is listed: what endings and clitics make of listed words
        candidates = {word: chance / _UNLISTED for word in fillings if (chance := made(word)) > _UNLISTED}
    if not candidates:
        return None
    left, right = document.neighbours(start, end)
    stem = bare(damaged[: -len(tail)]) if tail and 0 < asks < 1 and not _HOLES.search(damaged[: -len(tail)]) else ""
    if stem:
        candidates[stem] = asks  # nothing lost: the mark asks, or is a slip
    ranked = context.load().rank(left, candidates, right)
    best, share = ranked[0]
    if share < LEAST or best == stem:
        return None
    confidence = round(share, 3)
    repaired = fillings[best]
    others = tuple(fillings[word] for word, rest in ranked[1:5] if rest >= 0.01 and word != stem)
    return Find(
        start,
        end,
        repaired,
        "lost-letter",
        confidence,
        change(start, damaged, repaired, "lost-letter", confidence),
        others,
    )


def _is_loss(document: Document, damaged: str, start: int) -> bool:
    """Whether the marks left in a word, its question mark taken off, are holes that can be filled."""
    if damaged.startswith("?") and start > 0 and not document.text[start - 1].isspace() and document.text[start - 1] not in "(«“\"'":
        return False  # a mark after Latin letters or digits
    holes = _HOLES.findall(damaged)
    if not holes or sum(map(len, holes)) > 2 * _MOST_HOLES or len(damaged) < 2:
        return False
    return len(holes) > 1 or "\ufffd" in damaged or damaged[0] == "?" or damaged[-1] == "?" or not _two_words(damaged)


def _two_words(damaged: str) -> bool:
    """لماذا?قال: two words with a question mark between them and no blank after it."""
    left, right = (bare(part) for part in _HOLES.split(damaged, maxsplit=1))
    if len(left) < 3 or len(right) < 2 or not (known(left) and known(right)):
        return False
    return max((likelihood(word) for word in _fillings(damaged)), default=0.0) < 1e-7


def _asks_at(document: Document, damaged: str, tail: str, start: int, end: int) -> float:
    """How likely a ``?`` at a word's end asks: 1 for certain, else the weight of the word as it stands against fuller ones."""
    stem = bare(damaged[: -len(tail)])
    if len(tail) > 1 or not stem or _HOLES.search(stem):
        return 1.0
    after = document.text[end : end + 2]
    if not known(stem) and any(likelihood(stem + letter) > 1e-7 for letter in LETTERS):
        return 1.0 if _asks(document, start) and not document.loses_letters else _NO_WORD_ASKS
    if document.loses_letters and document.asks_in_arabic:
        return _LOSSY_ASKS
    ends = after[:1] in ("", "\n", '"', "»", "”", ")", "!", "?", "؟") or not after.strip()
    if ends or _asks(document, start):
        return 1.0
    return _BARELY_ASKS


def _asks(document: Document, start: int) -> bool:
    """Whether the sentence so far holds a word that asks, and has no ؟ of its own further on."""
    end = _SENTENCE_END.search(document.text, start + 1, start + 300)
    rest = _SENTENCE_END.search(document.text, end.end()) if end and end.group() == "?" else end
    if rest and rest.group() == "؟":
        return False
    before = document.text[max(0, start - 200) : start]
    begun = _SENTENCE_START.search(before)
    words = [bare(word) for word in _WORD.findall(begun.group() if begun else before)]
    return any(word in document.asking for word in words) or bool(words and words[0] in document.asking_first)


def _fillings(damaged: str) -> dict[str, str]:
    """Bare word → damaged word with its holes filled, for each way to fill them."""
    holes = _HOLES.findall(damaged)
    ways: list[list[int]] = [[len(hole)] for hole in holes]
    for index, hole in enumerate(holes):
        if "\ufffd" in hole and len(hole) == 2:
            ways[index] = [1, 2]  # both bytes of one letter, or two letters
    found: dict[str, str] = {}
    parts = _HOLES.split(damaged)
    for lengths in product(*ways):
        if sum(lengths) > _MOST_HOLES:
            continue
        for letters in product(LETTERS, repeat=sum(lengths)):
            word, rest = parts[0], "".join(letters)
            for length, part in zip(lengths, parts[1:], strict=True):
                word, rest = word + rest[:length] + part, rest[length:]
            found.setdefault(bare(word), word.replace("ـ", ""))
    return found
