"""One pass of one automaton over the folded text, for all lexicons.

The automaton finds every spelling everywhere, also inside words; here each find is kept only if what stands before it in its
word are proclitics that its kind of word takes (و and, ف so, ب by, ل to, ك as, س will, ال the), and what stands behind it is nothing or a
suffixed pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from riwaya.model import Text
from riwaya.rules import PRONOUNS, Entry, Pattern, Tools

__all__ = ["Hit", "Hits", "scan", "words"]

_WORD = re.compile(r"[ء-ي\u0671-\u06d3]+|[0-9]+(?:[.,٫٬][0-9]+)*|[a-zß-ÿĀ-ɏ]+|\S")

_CONJUNCTIONS = ("", "و", "ف")
PREFIXES: dict[str, frozenset[str]] = {
    "past": frozenset(_CONJUNCTIONS),
    "present": frozenset(a + b for a in _CONJUNCTIONS for b in ("", "س", "ل")),
    "nominal": frozenset(a + b for a in _CONJUNCTIONS for b in ("", "ب", "ل", "ك", "ال", "بال", "كال", "لل")),
    "literal": frozenset(a + b for a in _CONJUNCTIONS for b in ("", "ب", "ل", "ك")),
    "after-lam": frozenset(a + "ل" for a in _CONJUNCTIONS),
}
PREFIXES["mixed"] = PREFIXES["present"] | PREFIXES["nominal"]
_SHAPES = {"past": "past", "pres": "present"}
_SUFFIXES = frozenset(PRONOUNS)
_LONGEST_PREFIX = max(len(prefix) for allowed in PREFIXES.values() for prefix in allowed)
_LONGEST_SUFFIX = max(len(pronoun) for pronoun in PRONOUNS)


class Hit(NamedTuple):
    """A row of a lexicon found in the text.

    `start` and `end` (code points of `Text.read`) leave proclitics out and keep the article and a suffixed pronoun in;
    `first` and `last` are the indices of the first and last token it stands in; `prefix` and `suffix` the folded clitics;
    `form` the features of the spelling.
    """

    start: int
    end: int
    first: int
    last: int
    lexicon: str
    entry: Entry
    form: str
    prefix: str
    suffix: str


class Hits:
    """All finds of a text: by lexicon, or by token. `words` are the token spans in the fold."""

    def __init__(self, words: list[tuple[int, int]], found: list[Hit]) -> None:
        self.words = words
        self._by_lexicon: dict[str, list[Hit]] = {}
        for hit in found:
            self._by_lexicon.setdefault(hit.lexicon, []).append(hit)
        self._at: dict[str, dict[int, list[Hit]]] = {}

    def __iter__(self) -> Iterator[Hit]:
        for name in sorted(self._by_lexicon):
            yield from self._by_lexicon[name]

    def of(self, lexicon: str) -> tuple[Hit, ...]:
        """The finds of one lexicon by start, longer ones first; overlapping ones are all there."""
        return tuple(self._by_lexicon.get(lexicon, ()))

    def at(self, token: int, lexicon: str) -> tuple[Hit, ...]:
        """The finds of a lexicon that begin in a token, longer ones first."""
        if lexicon not in self._at:
            starting: dict[int, list[Hit]] = {}
            for hit in self._by_lexicon.get(lexicon, ()):
                starting.setdefault(hit.first, []).append(hit)
            self._at[lexicon] = starting
        return tuple(self._at[lexicon].get(token, ()))


def words(folded: str) -> list[tuple[int, int]]:
    """The spans of words, numbers and single marks in a folded text."""
    return [match.span() for match in _WORD.finditer(folded)]


def scan(text: Text, tools: Tools) -> Hits:
    """All finds of all lexicons in `text`."""
    folded = text.folded
    spans = words(folded)
    owner = [-1] * (len(folded) + 1)
    for index, (start, end) in enumerate(spans):
        owner[start:end] = [index] * (end - start)
    automaton, patterns = tools.compiled
    found: list[Hit] = []
    for number, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
        first, last = owner[start], owner[end - 1]
        if first < 0 or last < 0:
            continue
        word_start, word_end = spans[first][0], spans[last][1]
        if start - word_start > _LONGEST_PREFIX or word_end - end > _LONGEST_SUFFIX:
            continue
        prefix, suffix = folded[word_start:start], folded[end:word_end]
        if suffix and not _is_pronoun(text, prefix, suffix, end):
            continue
        for pattern in patterns[number]:
            if prefix in PREFIXES[pattern.shape] and _may_end(pattern, folded[start:end], suffix):
                found.append(_hit(text, pattern, prefix, suffix, start, end, first, last))
    found.sort(key=lambda hit: (hit.start, -hit.end, hit.lexicon, hit.entry.id, hit.form))
    return Hits(spans, found)


def _is_pronoun(text: Text, prefix: str, suffix: str, end: int) -> bool:
    """Whether what stands behind a find is a suffixed pronoun."""
    if suffix not in _SUFFIXES or prefix.endswith(("ال", "لل")):
        return False  # a noun takes the article or a pronoun, never both
    return suffix != "ه" or text.read[text.positions[end]] != "ة"  # إصابة *injury* is not أصابه *he hit him*


def _may_end(pattern: Pattern, spelling: str, suffix: str) -> bool:
    if not suffix:
        return not pattern.bound
    if pattern.shape in ("literal", "after-lam") or not pattern.suffix:
        return pattern.suffix
    # before a pronoun ة is written ت: إصابته *his injury*; a spelling that ends in ة itself takes none
    return pattern.bound or not (spelling.endswith("ه") and _feminine(pattern))


def _feminine(pattern: Pattern) -> bool:
    entry = pattern.entry
    return ".fs" in pattern.form or any(one.endswith("ة") for one in (entry.lemma, *entry.variants("masdar"), *entry.variants("forms")))


def _hit(text: Text, pattern: Pattern, prefix: str, suffix: str, start: int, end: int, first: int, last: int) -> Hit:
    begin = start
    if pattern.shape in ("nominal", "mixed"):
        if prefix.endswith("ال"):
            begin = start - 2
        elif prefix.endswith("لل"):
            begin = start - 1  # after لل the guide's spans begin at the second ل
    left, right = text.unfold(begin, end + len(suffix))
    entry = pattern.entry
    form = _narrow(pattern.form, prefix) if pattern.shape == "mixed" and prefix else pattern.form
    return Hit(left, right, first, last, entry.lexicon, entry, form, prefix, suffix)


def _narrow(features: str, prefix: str) -> str:
    """The readings of a spelling that the clitics before it leave: after ب or the article no finite verb, after س only a present."""
    kept = [one for one in features.split("|") if prefix in PREFIXES[_SHAPES.get(one.partition(".")[0], "nominal")]]
    return "|".join(kept) or features
