"""Scare quotes (marks round common words nobody is quoted for) and interpolations (the writer's brackets inside a quotation)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from riwaya.annotate.framing_context import Context
from riwaya.annotate.quotes import Quote
from riwaya.model import Mark, Span, Token

__all__ = ["interpolations", "scare_quotes"]

_MOST_WORDS = 3
_A_NAME = 4  # what a text quotes this often is a name in its style
_LEAST_QUOTATION = 5  # words; a shorter quotation is a term, in which nobody interpolates
_NAME_LEXICONS = ("actors", "places")
_THAT = ("ان", "انه", "انها", "انهم", "بان", "بانه", "بانها", "بانهم")  # that (he, she, they)
_PASSED_OVER = ("ب", ":", "#", "_")  # by, and marks
_SYLLABLE = 3
_ENDINGS = "ةىاً"  # a feminine or an accusative is rather a common word than a foreign name
_BRACKETS = re.compile(r"\([^()\n]{2,60}\)")


def scare_quotes(context: Context, labels: Sequence[Mark]) -> list[Mark]:
    """The quotations of at most three common words that are no speech, no name, no title and none of `labels`.

    The marks belong to the span.
    """
    repeated = Counter(_inner(context, one) for one in context.quotes)
    return [
        Mark(Span(one.start, one.end), "scare-quotes", rule="quoted-common-words", confidence=0.6)
        for one in context.quotes
        if one.closed and repeated[_inner(context, one)] < _A_NAME and _scare(context, one, labels)
    ]


def _inner(context: Context, quote: Quote) -> str:
    return context.text.read[slice(*quote.inner)].strip()


def _scare(context: Context, quote: Quote, labels: Sequence[Mark]) -> bool:
    left, right = quote.inner
    if right <= left or context.said(quote.start, quote.end):
        return False
    first, last = context.layout.token_at(left), context.layout.token_at(right - 1)
    inner = context.tokens[first : last + 1]
    if any(left <= mark.span.start and mark.span.end <= right for mark in labels):
        return False  # «الدولة المارقة»: what it judges says more than that it is quoted
    words = [token for token in inner if token.kind == "word"]
    if not words or len(words) > _MOST_WORDS or any(token.kind in ("number", "latin") or token.norm == "/" for token in inner):
        return False
    if _spelt(words) or any(token.norm == "." for token in inner):
        return False
    if any(hit.entry["build"] == "quoted-name" and hit.last == last for hit in context.hits.at(first, "labels")):
        return False
    if len(words) > 1 and any(hit.entry["build"] == "title" for hit in context.hits.at(first, "labels")):
        return False
    if any(index in context.names for index in range(first, last + 1)) or _listed_name(context, first, last):
        return False
    return not _introduced(context, first - 1)


def _spelt(words: Sequence[Token]) -> bool:
    """Whether words are a foreign name or abbreviation spelt out in syllables (جي بي إس *GPS*)."""
    return len(words) > 1 and all(len(token.norm) <= _SYLLABLE for token in words)


def _listed_name(context: Context, first: int, last: int) -> bool:
    return any(
        hit.last <= last for index in range(first, last + 1) for lexicon in _NAME_LEXICONS for hit in context.hits.at(index, lexicon)
    )


def _introduced(context: Context, mark: int) -> bool:
    """Whether a title word, a word of saying or an ended quotation stands before the opening mark."""
    before = mark - 1
    if before < 0:
        return False
    opened = context.tokens[mark + 1] if mark + 1 < len(context.tokens) else None
    if context.definite(before) and opened is not None and not opened.clitics and context.text.read[opened.end - 1] not in _ENDINGS:
        return True  # المهاجم السنغالي «ديمبا»: a name in apposition
    if context.tokens[before].norm == "ل":
        return True  # قال لـ«الشرق»: to the newspaper
    while before > 0 and context.tokens[before].norm in _PASSED_OVER:
        before -= 1
    for index in (before, before - 1):
        if index < 0:
            continue
        if any(hit.entry["build"] == "title" for hit in context.hits.at(index, "labels")):
            return True
        said = any(hit.last == index for hit in context.hits.at(index, "cues"))
        if said and (index == before or context.tokens[before].norm in _THAT):
            return True
    return False


def interpolations(context: Context) -> list[Mark]:
    """Bracketed words inside a quotation of some length: whoever speaks there, these words are the author's."""
    found: list[Mark] = []
    for match in _BRACKETS.finditer(context.text.read):
        if not any(one.start < match.start() and match.end() < one.end and _long(context, one) for one in context.quotes):
            continue
        first, last = context.layout.token_at(match.start() + 1), context.layout.token_at(match.end() - 2)
        inner = context.tokens[first : last + 1]
        named = context.names.get(first)
        whole_name = named is not None and named[:2] == (first, last)  # «سنقاتل (داعش)»: brackets as the paper's way to set names
        if all(token.kind == "word" and len(token.norm) > 1 for token in inner) and not whole_name:
            found.append(Mark(Span(*match.span()), "interpolation", voice="author", rule="brackets-in-quotation", confidence=0.7))
    return found


def _long(context: Context, quote: Quote) -> bool:
    return context.layout.token_at(quote.end - 1) - context.layout.token_at(quote.start) > _LEAST_QUOTATION
