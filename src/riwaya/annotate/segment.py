"""Tokens with a coarse part of speech, sentences and paragraphs.

The part of speech is a guess from closed classes, the lexicons' own finds and the shape of the word; it exists to find noun
phrases and clause boundaries, not to parse. A full morphological analyser would be right more often, at a hundredth of the speed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from riwaya.annotate.match import Hits
from riwaya.model import Layout, Sentence, Text, Token
from riwaya.rules import Entry, Tools

__all__ = ["layout"]

_ENDS = frozenset(".!؟?…")
_CLOSERS = frozenset("\"'”’»›)]}")
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)")  # and/so, by/as/to, the
_HAMZA = re.compile("[وف]?[بك]?[أإآ]ل")
_LEAST_NOUN = 2  # letters after an article
_TAGS = {"number": "num", "latin": "name"}
_NISBA = ("ي", "يه", "يين", "يون", "يات")  # endings of relative adjectives, folded
_ABBREVIATION = 2  # a "word" of at most this many letters before a full stop is a title or initial (د. أ.), not a sentence


def layout(text: Text, hits: Hits, tools: Tools) -> Layout:
    """The tokens and sentences of `text`."""
    tokens = _tokens(text, hits, tools.particles)
    return Layout(tuple(tokens), tuple(_sentences(text.read, tokens)))


def _tokens(text: Text, hits: Hits, particles: Mapping[str, Entry]) -> list[Token]:
    tokens: list[Token] = []
    named = frozenset(hit.first for hit in hits.of_several if hit.entry.pos == "name")
    folded, spans = text.folded, hits.words
    last = len(spans) - 1
    for index, (start, end) in enumerate(spans):
        norm = folded[start:end]
        left, right = hits.places[index]
        kind = _kind(norm)
        if kind == "word":
            known = hits.known[index]
            before = tokens[-1] if tokens else None
            following = folded[slice(*spans[index + 1])] if index < last else ""
            named_here = known.named or index in named
            guess = _Guess(text.read[left:right], norm, before, following, known.finite, known.nominal, named_here)
            tokens.append(Token(left, right, norm, kind, *guess.tag(particles)))
        else:
            tag = _TAGS.get(kind, "punct")
            tokens.append(Token(left, right, norm, kind, tag, norm, ""))
    return tokens


def _kind(norm: str) -> str:
    char = norm[0]
    if char.isdigit():
        return "number"
    if "ء" <= char <= "ۓ":
        return "word"
    if char.isalpha():
        return "latin"
    return "punct" if not char.isalnum() and ord(char) < 0x2E80 else "symbol"


class _Guess(NamedTuple):
    """What is known of a word when its part of speech is guessed."""

    surface: str
    norm: str
    before: Token | None
    following: str
    finite: bool
    nominal: bool
    named: bool

    def tag(self, particles: Mapping[str, Entry]) -> tuple[str, str, str]:
        """(tag, core, clitics)."""
        norm = self.norm
        if norm in particles:
            return particles[norm]["tag"] or "part", norm, ""
        if norm[0] in "وف" and norm[1:] in particles:
            return particles[norm[1:]]["tag"] or "part", norm[1:], norm[0]
        article = self._article()
        if article:
            core = norm[len(article) :]
            relative = article == "ال" and core.endswith(_NISBA) and self._follows(definite=True)
            return ("adj" if relative else "noun"), core, article
        return self._bare()

    def _bare(self) -> tuple[str, str, str]:
        """A word without the article."""
        norm, verbal = self.norm, self._may_be_verb()
        clitic = norm[0] if norm[0] in "وف" and len(norm) > 3 and (self.finite or self.nominal or _present(norm[1:])) else ""
        core = norm[len(clitic) :]
        if self.finite and verbal and not (self.nominal and (self._after("prep") or self._heads_a_phrase())):
            return "verb", core, clitic
        if not self.named and not clitic and len(core) > 3 and core.endswith(_NISBA) and self._follows(definite=False):
            return "adj", core, clitic
        future = "س" if core.startswith("س") and _present(core[1:]) and len(core) > 4 else ""
        if not self.nominal and verbal and not self._after("prep") and (future or _present(core)):
            return "verb", core[len(future) :], clitic + future
        return "noun", core, clitic

    def _article(self) -> str:
        """The article with its proclitics; it is never written with a hamza (ألحق *he inflicted*, الحق *the truth*)."""
        found = _ARTICLE.match(self.norm)
        if found is None or len(self.norm) - found.end() < _LEAST_NOUN or _HAMZA.match(self.surface):
            return ""
        return found.group()

    def _may_be_verb(self) -> bool:
        """Whether the spelling allows a finite verb: none ends in ة or the tanween of a noun, none but an imperative begins with إ."""
        surface = self.surface.rstrip("\u064e\u064f\u0650\u0651\u0652")
        bare = surface[1:] if surface[:1] in ("و", "ف") and len(surface) > 3 else surface
        return not (surface.endswith(("ة", "\u064b", "\u064bا", "\u064c", "\u064d")) or bare.startswith("إ"))

    def _heads_a_phrase(self) -> bool:
        """Whether a verbal noun heads a noun phrase: under a noun without article (عمليات قصف *operations of shelling*), or with an
        adjective after it (قصف مدفعي *shelling by artillery*)."""
        before, following = self.before, self.following
        if len(following) > 3 and following.endswith(_NISBA[:2]) and not following.startswith("ال"):
            return True
        return before is not None and before.tag == "noun" and not before.clitics and before.norm.endswith(("ات", "ه"))

    def _after(self, tag: str) -> bool:
        return self.before is not None and self.before.tag == tag

    def _follows(self, *, definite: bool) -> bool:
        """Whether the word before is a noun that an adjective could go with."""
        before = self.before
        if before is None or before.tag not in ("noun", "adj"):
            return False
        return before.clitics.endswith(("ال", "لل")) == definite


def _present(word: str) -> bool:
    """Whether a word that no lexicon knows looks like a present-tense verb: يـ and at least four letters."""
    return len(word) >= 4 and word[0] == "ي"


def _sentences(read: str, tokens: list[Token]) -> list[Sentence]:
    sentences: list[Sentence] = []
    paragraph = first = 0
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        gap = read[token.end : following.start] if following else ""
        broken = "\n" in gap
        if following is None or broken or _ends(token, tokens[index - 1] if index else None, following, gap):
            sentences.append(Sentence(tokens[first].start, token.end, first, index + 1, paragraph))
            first = index + 1
        paragraph += broken
    return sentences


def _ends(token: Token, before: Token | None, following: Token, gap: str) -> bool:
    """Whether a sentence ends with `token`: a mark of its end with nothing closing after it, or a closing mark after such a one."""
    if following.norm in _ENDS or (following.norm in _CLOSERS and not gap):
        return False
    if token.norm in _CLOSERS:
        return before is not None and before.norm in _ENDS and bool(gap)
    if token.norm not in _ENDS:
        return False
    if token.norm == ".":
        short = (
            before is not None
            and before.kind in ("word", "latin")
            and before.end - before.start <= _ABBREVIATION
            and before.end == token.start
        )
        number = before is not None and before.kind == "number" and following.kind == "number" and not gap
        return not (short or number)
    return True
