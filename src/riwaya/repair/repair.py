"""The original and its repair: two layers of edits, composed, with every span leading back.

First the letters as such (mojibake, entities, presentation forms, invisible marks), then the words made of them (masks, lost letters, glue,
misspellings). Repairs are reported over the whole damaged word, in the original; edits are as small as they can be.
"""

from __future__ import annotations

import re

from riwaya.fold import fold_with_positions
from riwaya.model import Article, Repair, Span, Text
from riwaya.offsets import Edit, OffsetMap
from riwaya.repair import glued, lost, masks, misplaced, mojibake, shapes, typos
from riwaya.repair.finds import LETTER, MARKS, Find, words_of
from riwaya.repair.words import lists_of
from riwaya.rules import Tools

_WORD = re.compile(rf"[{LETTER}{MARKS}ـ]+")


def repair(article: Article, tools: Tools) -> Text:
    """Read through the damage of an article's text; the text itself stays as it is.

    >>> from riwaya import rules
    >>> text = repair(Article("a", "دانت الاحت_لال"), rules.load(only=()))
    >>> text.read, [(one.span.of(text.original), one.repaired) for one in text.repairs]
    ('دانت الاحتلال', [('الاحت_لال', 'الاحتلال')])
    """
    original = article.text
    letters = letter_edits(original)
    first = OffsetMap(letters)
    middle = first.apply(original) if letters else original
    finds = word_finds(middle, tools)
    second = OffsetMap(edit for one in finds for edit in one.edits)
    read = second.apply(middle) if finds else middle
    offsets = first.then(second) if letters and finds else (second if finds else first)
    folded, positions = fold_with_positions(read)
    repairs = [_record(first, one) for one in finds if one.reported]
    repairs += _mojibake_words(original, middle, first, finds)
    return Text(
        original,
        read,
        offsets,
        folded,
        positions,
        tuple(sorted(repairs, key=lambda one: one.span)),
    )


def letter_edits(text: str) -> list[Edit]:
    """The first layer: edits of single letters and marks, which do not overlap."""
    edits = mojibake.find(text)
    taken = {at for one in edits for at in range(one.start, one.end)}
    edits += [one for one in shapes.find(text) if one.start not in taken]
    return sorted(edits, key=lambda one: (one.start, one.end))


def word_finds(text: str, tools: Tools) -> list[Find]:
    """The second layer: damaged words, which do not overlap; what is surer by its kind is found first."""
    found: list[Find] = []
    taken: set[int] = set()
    lists = lists_of(tools)
    words = words_of(text)
    finds = (
        *masks.find(text),
        *lost.find(text, lists),
        *glued.find(text, words, lists),
        *typos.find(text, words, tools, lists),
        *misplaced.find(text, words, tools, lists),
    )
    for one in finds:
        cells = range(one.start, one.end)
        if taken.isdisjoint(cells):
            taken.update(cells)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _record(first: OffsetMap, one: Find) -> Repair:
    start, end = first.back(one.start, one.end)
    return Repair(Span(start, end), one.repaired, one.reason, one.confidence, one.alternatives)


def _mojibake_words(original: str, middle: str, first: OffsetMap, finds: list[Find]) -> list[Repair]:
    """A repair for each word that mojibake had made unreadable and that no other find covers."""
    if not any(one.reason == "mojibake" for one in first.edits):
        return []
    covered = {at for one in finds for at in range(one.start, one.end)}
    repairs = []
    for match in _WORD.finditer(middle):
        start, end = first.back(match.start(), match.end())
        if end - start > match.end() - match.start() and match.start() not in covered:
            repairs.append(Repair(Span(start, end), match.group(), "mojibake", 0.97))
    return repairs
