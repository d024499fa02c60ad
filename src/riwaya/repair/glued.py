"""Words run together across a lost break, or broken by one."""

from __future__ import annotations

import re

from riwaya.offsets import Edit
from riwaya.repair.finds import LETTER, MARKS, Find
from riwaya.repair.words import Lists, bare, frequency, known, likelihood

_DIGIT = "0-9٠-٩"
_W = f"[{LETTER}{MARKS}]"
_WORD_NUMBER = re.compile(rf"(?<![\w#@_./-])({_W}{{3,}})([{_DIGIT}]+)(?![\w.:/-]|[{_DIGIT}])")
_NUMBER_WORD = re.compile(rf"(?<![\w#@_./:-])([{_DIGIT}]+)({_W}{{4,}})(?![\w@_])")
_WORD = re.compile(rf"(?<![\w#@_ـ])({_W}{{6,}})(?![\w_ـ])")
_VOWELS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
_FREE = frozenset("اأدذرزوةىء")
"""Letters that do not join the next one: a lost blank after them leaves no trace on the page."""


def find(text: str, lists: Lists) -> list[Find]:
    """Numbers glued to words, and two words glued into none."""
    found = [one for match in _WORD_NUMBER.finditer(text) if (one := _word_number(match, lists)) is not None]
    found += [one for match in _NUMBER_WORD.finditer(text) if (one := _number_word(match)) is not None]
    found += [one for match in _WORD.finditer(text) if (one := _two_words(match, lists)) is not None]
    return sorted(found, key=lambda one: one.start)


def _split(match: re.Match[str], at: int, confidence: float) -> Find:
    whole, start = match.group(), match.start()
    edit = Edit(start + at, start + at, " ", "glued", confidence)
    return Find(start, match.end(), f"{whole[:at]} {whole[at:]}", "glued", confidence, (edit,))


def _word_number(match: re.Match[str], lists: Lists) -> Find | None:
    word = bare(match[1])
    if len(word) < 3 or word in lists.numbered or word.removeprefix("ال") in lists.numbered or likelihood(word) < 1e-6:
        return None
    return _split(match, len(match[1]), 0.9)


def _number_word(match: re.Match[str]) -> Find | None:
    word = bare(match[2])
    if len(word) < 4 or likelihood(word) < 1e-6:
        return None
    return _split(match, len(match[1]), 0.9)


def _two_words(match: re.Match[str], lists: Lists) -> Find | None:
    whole = match.group()
    if frequency(whole) > 0:
        return None
    plain = bare(whole)
    if len(plain) < 6 or known(plain):
        return None
    best, at = 0.0, 0
    for cut in range(4, len(whole) - 1):
        left, right = bare(whole[:cut]), bare(whole[cut:])
        if left[-1:] not in _FREE or whole[cut] in _VOWELS or left in lists.joined or left.lstrip("وفبل") in lists.joined:
            continue
        told = left[-1] in "ةى" or (right.startswith("ال") and len(right) > 4) or right in lists.after
        score = min(frequency(left), frequency(right))
        if told and len(right) > 1 and score > best:
            best, at = score, cut
    return _split(match, at, 0.85) if best > 1e-6 else None
