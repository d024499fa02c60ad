"""What the parts of the framing room share: the text with its names and finds, laid over token indices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from riwaya.annotate.match import Hit, Hits
from riwaya.annotate.quotes import MARKS, Quote, pair
from riwaya.fold import fold
from riwaya.model import Layout, Mention, Speech, Text, Token

__all__ = ["Context"]

_VERSE = re.compile(r"\{[^{}]{5,600}\}|\ufd3f[^\ufd3e]{5,600}\ufd3e|\ufd3e[^\ufd3f]{5,600}\ufd3f")
_ARTICLES = ("ال", "لل")
_PRONOUNS = ("ها", "هم", "هما", "نا", "كم")  # her, their, our, your; not ه, which is mostly the feminine ending
_FUNCTION_TAGS = frozenset({"prep", "conj", "pron", "part", "verb", "num", "punct"})
_OPENING = frozenset("«‹([#_-" + MARKS)


@dataclass(frozen=True)
class Context:
    """One text for the framing room. Token indices throughout; `last` of a range is inclusive."""

    text: Text
    layout: Layout
    hits: Hits
    mentions: Sequence[Mention]
    speech: Sequence[Speech]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.layout.tokens

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        return pair(self.text.read)

    @cached_property
    def names(self) -> dict[int, tuple[int, int, Mention]]:
        """For each token inside a name: the first and last token of that name, and the name."""
        found: dict[int, tuple[int, int, Mention]] = {}
        for mention in self.mentions:
            first, last = self.layout.token_at(mention.span.start), self.layout.token_at(mention.span.end - 1)
            for index in range(first, min(last + 1, len(self.tokens))):
                found[index] = (first, last, mention)
        return found

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """For each token the tokens ``[first, last)`` of its sentence."""
        found: list[tuple[int, int]] = [(0, 0)] * len(self.tokens)
        for sentence in self.layout.sentences:
            for index in range(sentence.first, sentence.last):
                found[index] = (sentence.first, sentence.last)
        return found

    @cached_property
    def judging(self) -> frozenset[int]:
        """The tokens that hold a loaded label of one word."""
        return frozenset(hit.first for hit in self.hits.of("labels") if hit.first == hit.last and hit.entry["device"] == "loaded-label")

    def definite(self, index: int) -> bool:
        """Whether a token carries the article."""
        return self.tokens[index].clitics.endswith(_ARTICLES) and self.tokens[index].kind == "word"

    def bare(self, index: int) -> bool:
        """Whether a token is a word that may stand inside a noun phrase: no particle, no finite verb."""
        token = self.tokens[index]
        return token.kind == "word" and (token.tag not in _FUNCTION_TAGS or index in self.judging)

    def owned(self, index: int) -> bool:
        """Whether a noun ends in a suffixed pronoun, by its look (عملياتها their operations)."""
        norm = self.tokens[index].norm
        return len(norm) > 4 and norm.endswith(_PRONOUNS)

    def opening(self, index: int) -> bool:
        """Whether a token is a mark that may stand between a noun and the name it governs."""
        return self.tokens[index].norm in _OPENING

    def near(self, hit: Hit, words: Sequence[str], *, reach: int = 2) -> bool:
        """Whether one of `words` stands within `reach` words of a find, in its sentence."""
        if not words:
            return False
        first, last = self.bounds[hit.first]
        window = self.tokens[max(first, hit.first - reach) : min(last, hit.last + 1 + reach)]
        loose = {shape for token in window for shape in (token.norm, token.core, token.norm.removesuffix("ا"))}
        joined = " ".join(token.norm for token in window)
        for word in words:
            folded = fold(word)
            if folded in loose or (" " in folded and folded in joined):
                return True
        return False

    @cached_property
    def _verses(self) -> tuple[tuple[int, int], ...]:
        return tuple(match.span() for match in _VERSE.finditer(self.text.read))

    def other_word(self, hit: Hit) -> bool:
        """Whether what looks like and + the found word is one word of another lexicon (وعدونا *they promised us*, not *and our enemy*)."""
        if hit.prefix not in ("و", "ف"):
            return False
        return any(
            not one.prefix and one.last == hit.first
            for lexicon in ("cues", "triggers", "verbs")
            for one in self.hits.at(hit.first, lexicon)
        )

    def scripture(self, offset: int) -> bool:
        """Whether a place is inside a verse of the Quran, printed in braces or ornate brackets: its words judge nobody here."""
        return any(start <= offset < end for start, end in self._verses)

    def said(self, start: int, end: int) -> bool:
        """Whether a span touches what somebody is reported to have said."""
        return any(span.start < end and start < span.end for one in self.speech for span in one.content)
