"""What is known of each token before names are decided: lexicon finds, class words, given names, how common the word is.

The evidence serves the rules and the tagger alike, so that both see the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import ClassVar

from wordfreq import get_frequency_dict

from riwaya.annotate.match import Hit, Hits
from riwaya.fold import fold
from riwaya.model import Layout, Text, Token
from riwaya.rules import Entry, Tools

__all__ = ["CONJUNCTIONS", "OPENERS", "Evidence", "Words", "common_words"]

OPENERS = frozenset("\"'“”«‹(#[‘’„")
CONJUNCTIONS = ("و", "ف")
_SINGLE = ("ب", "ل", "ك")  # by, to, as: one-letter prepositions
_SEEDS = frozenset({"الحدود", "والحدود", "بالحدود", "ابو", "ابي", "ابا", "بو", "عبد"})  # frequent words that begin names all the same
_FREQUENT = 8e-6  # of all words: below it stand most surnames, above it most nouns
_CLASSES = frozenset({"title", "kin", "org-class", "org-head", "group-class", "place-class", "facility-class", "demonym", "direction"})


@lru_cache(maxsize=1)
def common_words() -> Mapping[str, float]:
    """The folded common words of Arabic with their frequency: the 50,000 forms that are one in a million words and more."""
    found: dict[str, float] = {}
    for word, frequency in get_frequency_dict("ar", "small").items():
        spelling = fold(word)
        found[spelling] = found.get(spelling, 0.0) + frequency
    return found


class Words:
    """Small closed sets of the lexicon of roles, folded, by class (``words["name-link"]``)."""

    _kept: ClassVar[dict[str, Words]] = {}

    def __init__(self, tools: Tools) -> None:
        sets: dict[str, set[str]] = {}
        for entry in tools.lexicon("roles"):
            if entry["class"] not in _CLASSES:
                sets.setdefault(entry["class"], set()).update(fold(word) for word in (entry.lemma, *entry.variants("forms")))
        self._sets = {name: frozenset(words) for name, words in sets.items()}
        self._names: dict[str, Entry] = {}
        for lexicon in ("actors", "places"):
            for entry in tools.lexicon(lexicon):
                for word in (entry.lemma, *entry.variants("forms")):
                    self._names.setdefault(fold(word), entry)

    def name(self, words: str) -> Entry | None:
        """The actor or place of the lexicons with this folded name."""
        return self._names.get(words)

    @classmethod
    def of(cls, tools: Tools) -> Words:
        """The sets of these tools, built once."""
        if tools.fingerprint not in cls._kept:
            cls._kept.clear()
            cls._kept[tools.fingerprint] = cls(tools)
        return cls._kept[tools.fingerprint]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._sets.get(name, frozenset())


class Evidence:
    """Evidence for the tokens of one text, as lists with one place a token."""

    def __init__(self, text: Text, layout: Layout, hits: Hits, tools: Tools) -> None:
        self.text = text
        self.tokens: Sequence[Token] = layout.tokens
        self.hits = hits
        size = len(self.tokens)
        self.norms = [token.norm for token in self.tokens]
        self.actor = _longest(hits.of("actors"), size)
        self.place = _longest(hits.of("places"), size)
        self.listed = _longest(hits.of("gazetteer"), size)
        self.given: list[Hit | None] = _longest(hits.of("persons"), size)
        self.roles: list[dict[str, Hit]] = [{} for _ in range(size)]
        self.role_ends: list[dict[str, Hit]] = [{} for _ in range(size)]
        for hit in hits.of("roles"):
            kind = hit.entry["class"]
            if kind not in _CLASSES:
                continue
            self.roles[hit.first].setdefault(kind, hit)
            self.role_ends[hit.last].setdefault(kind, hit)
        self.words = Words.of(tools)
        self._common_words = common = common_words()
        self.common = [norm in common for norm in self.norms]
        self.frequent = [common.get(norm, 0.0) >= _FREQUENT for norm in self.norms]
        self.vocabulary = frozenset(self.norms)
        self.breaks = self._breaks()
        self.plain = [
            frequent and not roles and actor is None and place is None and listed is None and given is None and norm not in _SEEDS
            for frequent, roles, actor, place, listed, given, norm in zip(
                self.frequent, self.roles, self.actor, self.place, self.listed, self.given, self.norms, strict=True
            )
        ]

    def _breaks(self) -> list[bool]:
        """Whether a line ends between a token and the one before it."""
        read, tokens = self.text.read, self.tokens
        return [index > 0 and "\n" in read[tokens[index - 1].end : tokens[index].start] for index in range(len(tokens))]

    def is_common(self, norm: str) -> bool:
        """Whether a folded word is common in the language."""
        return norm in self._common_words

    def frequency(self, norm: str) -> float:
        """How frequent a folded word is in the language, 0 where it is rare."""
        return self._common_words.get(norm, 0.0)

    def articled(self, index: int) -> bool:
        """Whether a token bears the article and does not only begin with its letters: المتمردون, not التزام."""
        norm = self.norms[index]
        if not self.definite(index):
            return False
        bare = norm[norm.index("ل") + 1 :]
        return bare in self._common_words or norm.endswith(("ون", "ين"))

    def start(self, index: int, letters: int = 0) -> int:
        """The offset in `Text.read` of a token without its first `letters` folded letters."""
        return self.tokens[index].start if not letters else self.text.positions[self.hits.words[index][0] + letters]

    def word(self, index: int) -> bool:
        """Whether there is a token here and it is a word in Arabic or Latin letters."""
        return 0 <= index < len(self.tokens) and self.tokens[index].kind in ("word", "latin")

    def definite(self, index: int) -> bool:
        """Whether a token bears the article (after و and ف, too)."""
        norm = self.norms[index]
        return norm.startswith(("ال", "لل")) or (len(norm) > 4 and norm[0] in "وف" and norm[1:3] in ("ال", "لل"))

    def joined(self, index: int) -> bool:
        """Whether a token continues the noun phrase before it: a word on the same line without a proclitic of its own."""
        return self.word(index) and not self.breaks[index] and self.adjacent(index)

    def adjacent(self, index: int) -> bool:
        """Whether only blanks stand between a token and the one before it, which the tokeniser guarantees but for marks it drops."""
        return index > 0 and self.tokens[index].start - self.tokens[index - 1].end <= 2

    def proclitics(self, index: int) -> int:
        """How many letters of a token that no lexicon knows are proclitics: only where what remains is known in the text or the language.

        ``وديمبسي`` is و + ديمبسي where ديمبسي stands in the text; ``بيان`` keeps its ب.
        """
        norm = self.norms[index]
        if len(norm) < 4:
            return 0
        for length in (1, 2):
            head, rest = norm[:length], norm[length:]
            good = head in CONJUNCTIONS or head in _SINGLE if length == 1 else head[0] in CONJUNCTIONS and head[1] in _SINGLE
            if not good or len(rest) < 3:
                continue
            if head[-1] == "ل" and rest.startswith("ل") and "ا" + rest in self.vocabulary:
                return length
            if rest in self.vocabulary or (rest.startswith("ال") and head[-1] != "ل"):
                return length
        return 0


def _longest(hits: tuple[Hit, ...], size: int) -> list[Hit | None]:
    """For each token the longest find that begins in it."""
    found: list[Hit | None] = [None] * size
    for hit in hits:
        best = found[hit.first]
        if best is None or (hit.last, hit.end - hit.start) > (best.last, best.end - best.start):
            found[hit.first] = hit
    return found
