"""One pass of one automaton over the folded text, for all lexicons.

The automaton finds every spelling everywhere, also inside words; here each find is kept only if what stands before it in its
word are proclitics that its kind of word takes (و and, ف so, ب by, ل to, ك as, س will, ال the), and what stands behind it is nothing or a
suffixed pronoun. What stands in a single word depends on that word alone, and the words of a language repeat: it is worked out once
a word and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from riwaya.model import Text
from riwaya.rules import PRONOUNS, Entry, Pattern, Tools

__all__ = ["Hit", "Hits", "Known", "scan", "words"]

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
_FINITE = ("past.", "pres.")
_LEXICONS_OF_VERBS = frozenset({"cues", "triggers", "verbs"})
# The persons of news prose. The others (you; the feminine plural) are nearly always another word of the same spelling: عدن is Aden.
_COMMON_PERSONS = frozenset(
    [f"past.{person}{voice}" for person in ("3ms", "3fs", "3mp", "3md", "3fd", "1p") for voice in ("", ".pass")]
    + [f"pres.{person}{mood}" for person in ("3ms", "3fs", "3mp", "3d", "1p", "1s") for mood in ("", ".juss", ".pass", ".juss.pass")]
)
_REMEMBERED = 200_000  # words, some 100 MB at the most; past that the memory starts anew


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


class _Find(NamedTuple):
    """A find relative to the start of its first word, in the fold."""

    start: int
    end: int
    lexicon: str
    entry: Entry
    form: str
    prefix: str
    suffix: str


class Known(NamedTuple):
    """What the lexicons know of one word: its finds, and whether they make it a finite verb, a noun, a name."""

    finds: tuple[_Find, ...]
    finite: bool
    nominal: bool
    named: bool


class Hits:
    """All finds of a text: by lexicon, or by token. `words` are the token spans in the fold and `places` those in
    `Text.read`, `known` what is known of each, `of_several` the finds of more than one word."""

    def __init__(self, words: list[tuple[int, int]], places: list[tuple[int, int]], known: list[Known], found: list[Hit]) -> None:
        self.words = words
        self.places = places
        self.known = known
        self._by_lexicon: dict[str, list[Hit]] = {}
        for hit in found:
            self._by_lexicon.setdefault(hit.lexicon, []).append(hit)
        self._at: dict[str, dict[int, list[Hit]]] = {}
        self.of_several = [hit for hit in found if hit.first != hit.last]

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
    phrases = _phrases(text, spans, tools)
    known = [_known(text, start, end, tools) for start, end in spans]
    places = [text.unfold(start, end) for start, end in spans]
    positions = text.positions
    found: list[Hit] = []
    for index, (left, right) in enumerate(places):
        finds = known[index].finds
        if not finds and index not in phrases:
            continue
        begin = spans[index][0]
        # every find runs to the end of its last word, for a pronoun behind it belongs to it
        for start, _, lexicon, entry, form, prefix, suffix in finds:
            found.append(Hit(positions[begin + start] if start else left, right, index, index, lexicon, entry, form, prefix, suffix))
        if index in phrases:
            for (start, _, lexicon, entry, form, prefix, suffix), last in phrases[index]:
                first = positions[begin + start] if start else left
                found.append(Hit(first, places[last][1], index, last, lexicon, entry, form, prefix, suffix))
            here = len(finds) + len(phrases[index])
            found[-here:] = sorted(found[-here:], key=_order)
    return Hits(spans, places, known, found)


def _order(one: Hit | _Find) -> tuple[int, int, str, str, str]:
    return (one.start, -one.end, one.lexicon, one.entry.id, one.form)


def _phrases(text: Text, spans: list[tuple[int, int]], tools: Tools) -> dict[int, list[tuple[_Find, int]]]:
    """The finds of more than one word: by first token, each with its last token."""
    folded = text.folded
    owner = [-1] * (len(folded) + 1)
    for index, (start, end) in enumerate(spans):
        owner[start:end] = [index] * (end - start)
    automaton, patterns, several = tools.compiled
    found: dict[int, list[tuple[_Find, int]]] = {}
    for number, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
        if not several[number]:
            continue
        first, last = owner[start], owner[end - 1]
        word_start = spans[first][0]
        for find in _fit(folded, start, end, word_start, spans[last][1], patterns[number]):
            if not _is_teh_marbuta(text, find, end):
                found.setdefault(first, []).append((find, last))
    return found


def _known(text: Text, start: int, end: int, tools: Tools) -> Known:
    """What is known of the word at ``[start, end)`` of the fold."""
    word = text.folded[start:end]
    marbuta = word[-1] == "ه" and text.read[text.positions[end - 1]] == "ة"
    memory: dict[tuple[str, bool], Known] = tools.memory
    known = memory.get((word, marbuta))
    if known is None:
        if len(memory) >= _REMEMBERED:
            memory.clear()
        known = memory[word, marbuta] = _learn(word, marbuta, tools)
    return known


def _learn(word: str, marbuta: bool, tools: Tools) -> Known:
    automaton, patterns, several = tools.compiled
    finds: list[_Find] = []
    for number, start, end in automaton.find_matches_as_indexes(word, overlapping=True):
        if not several[number] and start <= _LONGEST_PREFIX and len(word) - end <= _LONGEST_SUFFIX:
            finds.extend(_fit(word, start, end, 0, len(word), patterns[number]))
    if marbuta:  # إصابة *injury* is not أصابه *he hit him*
        finds = [find for find in finds if find.suffix != "ه"]
    finds.sort(key=_order)
    # وزير *minister* is a word, not و *and* with the passive of زار *he visited*
    whole = any(not find.prefix and find.entry.pos == "noun" for find in finds)
    finite = any(
        find.lexicon in _LEXICONS_OF_VERBS
        and find.entry.pos == "verb"
        and not (whole and find.prefix)
        and not _COMMON_PERSONS.isdisjoint(find.form.split("|"))
        for find in finds
    )
    nominal = any(find.entry.pos in ("noun", "name") or not find.form.startswith((*_FINITE, "lit")) for find in finds)
    return Known(tuple(finds), finite, nominal, any(find.entry.pos == "name" for find in finds))


def _fit(folded: str, start: int, end: int, word_start: int, word_end: int, patterns: tuple[Pattern, ...]) -> Iterator[_Find]:
    """The patterns of a spelling at ``[start, end)`` that the rest of its first and last word allows."""
    prefix, suffix = folded[word_start:start], folded[end:word_end]
    if suffix and (suffix not in _SUFFIXES or prefix.endswith(("ال", "لل"))):
        return  # a noun takes the article or a pronoun, never both
    for pattern in patterns:
        if prefix in PREFIXES[pattern.shape] and _may_end(pattern, suffix):
            yield _find(pattern, prefix, suffix, start - word_start, word_end - word_start)


def _is_teh_marbuta(text: Text, find: _Find, end: int) -> bool:
    return find.suffix == "ه" and text.read[text.positions[end]] == "ة"


def _may_end(pattern: Pattern, suffix: str) -> bool:
    return (pattern.bound or pattern.suffix) if suffix else not pattern.bound


def _find(pattern: Pattern, prefix: str, suffix: str, start: int, end: int) -> _Find:
    if pattern.shape in ("nominal", "mixed"):
        if prefix.endswith("ال"):
            start -= 2
        elif prefix.endswith("لل"):
            start -= 1  # after لل the guide's spans begin at the second ل
    form = _narrow(pattern.form, prefix) if pattern.shape == "mixed" and prefix else pattern.form
    return _Find(start, end, pattern.entry.lexicon, pattern.entry, form, prefix, suffix)


def _narrow(features: str, prefix: str) -> str:
    """The readings of a spelling that the clitics before it leave: after ب or the article no finite verb, after س only a present."""
    kept = [one for one in features.split("|") if prefix in PREFIXES[_SHAPES.get(one.partition(".")[0], "nominal")]]
    return "|".join(kept) or features
