"""Tokens with a coarse part of speech, sentences and paragraphs.

The part of speech is a guess from closed classes, the lexicons' own finds and the shape of the word; it exists to find noun
phrases and clause boundaries, not to parse. A full morphological analyser would be right more often, at a hundredth of the speed.
"""

from __future__ import annotations

from collections.abc import Mapping

from riwaya.annotate.match import Hits
from riwaya.model import Layout, Sentence, Text, Token
from riwaya.rules import Entry, Tools

__all__ = ["layout"]

_ENDS = frozenset(".!؟?…")
_CLOSERS = frozenset("\"'”’»›)]}")
_LEXICONS_OF_VERBS = ("cues", "triggers", "verbs")
_ARTICLES = ("وبال", "فبال", "وكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال")  # and by the, …, the
_FINITE = ("past.", "pres.")
_ABBREVIATION = 2  # a "word" of at most this many letters before a full stop is a title or initial (د. أ.), not a sentence


def layout(text: Text, hits: Hits, tools: Tools) -> Layout:
    """The tokens and sentences of `text`."""
    tokens = _tokens(text, hits, tools.particles)
    return Layout(tuple(tokens), tuple(_sentences(text.read, tokens)))


def _tokens(text: Text, hits: Hits, particles: Mapping[str, Entry]) -> list[Token]:
    finite = _finite_tokens(hits)
    nominal = _nominal_tokens(hits)
    tokens: list[Token] = []
    before = ""
    for index, (start, end) in enumerate(hits.words):
        norm = text.folded[start:end]
        left, right = text.unfold(start, end)
        kind = _kind(norm)
        if kind != "word":
            tag = "num" if kind == "number" else "name" if kind == "latin" else "punct"
            tokens.append(Token(left, right, norm, kind, tag, norm, ""))
            before = tag if tag != "punct" else ""
            continue
        tag, core, clitics = _tag(norm, before, particles, index in finite, index in nominal)
        tokens.append(Token(left, right, norm, kind, tag, core, clitics))
        before = tag
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


def _finite_tokens(hits: Hits) -> frozenset[int]:
    return frozenset(
        hit.first
        for lexicon in _LEXICONS_OF_VERBS
        for hit in hits.of(lexicon)
        if hit.first == hit.last and hit.entry.pos == "verb" and hit.form.startswith(_FINITE)
    )


def _nominal_tokens(hits: Hits) -> frozenset[int]:
    return frozenset(
        hit.first
        for hit in hits
        if hit.first == hit.last and (hit.entry.pos in ("noun", "name") or not hit.form.startswith((*_FINITE, "lit")))
    )


def _tag(norm: str, before: str, particles: Mapping[str, Entry], finite: bool, nominal: bool) -> tuple[str, str, str]:
    """(tag, core, clitics) of a word, given the tag of the word before it."""
    for clitic in ("", "و", "ف"):
        rest = norm[len(clitic) :]
        if norm.startswith(clitic) and rest in particles and (clitic == "" or norm not in particles):
            return particles[rest]["tag"] or "part", rest, clitic
    for article in _ARTICLES:
        if norm.startswith(article) and len(norm) - len(article) >= 2:
            core = norm[len(article) :]
            follows = before in ("noun.def", "adj.def", "name")
            if follows and core.endswith(("ي", "يه", "يين", "يون", "يات")) and article == "ال":
                return "adj", core, article
            return "noun", core, article
    clitic = norm[0] if norm[0] in "وف" and len(norm) > 3 and (finite or nominal or _present(norm[1:])) else ""
    core = norm[len(clitic) :]
    if finite and not (nominal and before == "prep"):
        return "verb", core, clitic
    if nominal:
        return "noun", core, clitic
    future = "س" if core.startswith("س") and _present(core[1:]) and len(core) > 4 else ""
    if before != "prep" and (future or _present(core)):
        return "verb", core[len(future) :], clitic + future
    return "noun", core, clitic


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
