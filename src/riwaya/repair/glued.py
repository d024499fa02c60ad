"""Words run together across a lost break, or broken by one."""

from __future__ import annotations

import re
from collections import Counter

from riwaya.offsets import Edit
from riwaya.repair.finds import LETTER, MARKS, Find, places
from riwaya.repair.words import Lists, bare, frequency, known, likelihood

_DIGIT = "0-9٠-٩"
_W = f"[{LETTER}{MARKS}]"
_TOUCH = re.compile(f"[{LETTER}{MARKS}][{_DIGIT}]|[{_DIGIT}][{LETTER}]")
_WORD_NUMBER = re.compile(rf"(?<![\w#@_./-])({_W}{{3,}})([{_DIGIT}]+)(?![\w.:/-]|[{_DIGIT}])")
_NUMBER_WORD = re.compile(rf"(?<![\w#@_./:-])([{_DIGIT}]+)({_W}{{4,}})(?![\w@_])")
_BESIDE = frozenset("#@_ـ")
_VOWELS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
_FREE = frozenset("اأدذرزوةىء")
"""Letters that do not join the next one: a lost blank after them leaves no trace on the page."""


def find(text: str, words: Counter[str], lists: Lists) -> list[Find]:
    """Numbers glued to words, and two words glued into none."""
    found: list[Find] = []
    if _TOUCH.search(text):
        found += [one for match in _WORD_NUMBER.finditer(text) if (one := _word_number(match, lists)) is not None]
        found += [one for match in _NUMBER_WORD.finditer(text) if (one := _number_word(match)) is not None]
    for word in words:
        at = 0 if len(word) < 6 or frequency(word) > 0 else _cut(word, lists)
        if at:
            found += [_split(word, start, at, 0.85) for start in places(text, word, _BESIDE, _BESIDE)]
    return sorted(found, key=lambda one: one.start)


def _split(whole: str, start: int, at: int, confidence: float) -> Find:
    edit = Edit(start + at, start + at, " ", "glued", confidence)
    return Find(start, start + len(whole), f"{whole[:at]} {whole[at:]}", "glued", confidence, (edit,))


def _word_number(match: re.Match[str], lists: Lists) -> Find | None:
    word = bare(match[1])
    if len(word) < 3 or word in lists.numbered or word.removeprefix("ال") in lists.numbered or likelihood(word) < 1e-6:
        return None
    return _split(match.group(), match.start(), len(match[1]), 0.9)


def _number_word(match: re.Match[str]) -> Find | None:
    word = bare(match[2])
    if len(word) < 4 or likelihood(word) < 1e-6:
        return None
    return _split(match.group(), match.start(), len(match[1]), 0.9)


def _cut(whole: str, lists: Lists) -> int:
    """Where a run of letters that is no word falls into two that are; 0 when it does not."""
    plain = bare(whole)
    if len(plain) < 6 or known(plain):
        return 0
    best, at = 0.0, 0
    for cut in range(4, len(whole) - 1):
        left, right = bare(whole[:cut]), bare(whole[cut:])
        if left[-1:] not in _FREE or whole[cut] in _VOWELS or left in lists.joined or left.lstrip("وفبل") in lists.joined:
            continue
        told = left[-1] in "ةى" or (right.startswith("ال") and len(right) > 4) or right in lists.after
        score = min(frequency(left), frequency(right))
        if told and len(right) > 1 and score > best:
            best, at = score, cut
    return at if best > 1e-6 else 0
