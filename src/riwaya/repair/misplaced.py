"""Misspellings that make another word: سويا (together) for سوريا (Syria).

Nothing in the word itself tells; its neighbours do. A word is mended only where the model has never seen it beside either neighbour, has
seen exactly one word that is one slip away between just these two, and the odds are overwhelming.
"""

from __future__ import annotations

from collections import Counter

from riwaya.repair import context
from riwaya.repair.finds import Find, change, places
from riwaya.repair.morphs import prior
from riwaya.repair.slips import SHORTEST, slips
from riwaya.repair.typos import AFTER, BEFORE, FLOOR, SLIPS, SURE, names_of, with_marks
from riwaya.repair.words import Lists, bare, frequency, spellings
from riwaya.rules import Tools

_TOO_COMMON = 1.0e-4
"""A word more likely than this is meant."""
_SEEN = 20
"""A neighbour seen less often than this says nothing."""
_WEAK = 50
"""So many times surer must be a mending that only moves or adds weak letters."""


def find(text: str, words: Counter[str], tools: Tools, lists: Lists) -> list[Find]:
    """Words that are words, but not here."""
    model = context.load()
    counts = model.counts
    names = names_of(tools, lists)
    tokens = context.tokens(text)
    found: list[Find] = []
    for left, word, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if len(word) < SHORTEST or counts.get(left, 0) < _SEEN or counts.get(right, 0) < _SEEN or frequency(word) >= _TOO_COMMON:
            continue
        if not (left[0].isalpha() and right[0].isalpha()) or model.seen_together(left, word) or model.seen_together(word, right):
            continue
        chosen = _meant(model, left, word, right)
        if chosen and not (names.has(word) or names.follows(left) or names.person(left)):
            found += _mended(text, words, word, chosen)
    return found


def _meant(model: context.Context, left: str, word: str, right: str) -> tuple[str, str] | None:
    """The one word, and the kind of slip, that was meant here beyond doubt."""
    choices = [(one, kind) for one in model.between(left, right) if abs(len(one) - len(word)) <= 1 and (kind := _inside(word, one))]
    if len(choices) != 1 or choices[0][0] in spellings(word):
        return None
    best, kind = choices[0]
    itself = max(prior(word), model.listed(word)) + FLOOR
    follows = model.of(right) + 1e-9
    mended = SLIPS[kind] * model.after(best, left, model.of(best)) * model.after(right, best, follows)
    odds = mended / (model.after(word, left, itself) * model.after(right, word, follows))
    return choices[0] if odds > (_WEAK if _weak(word, best) else 1) * SURE else None


def _mended(text: str, words: Counter[str], word: str, chosen: tuple[str, str]) -> list[Find]:
    """The find, where the word stands once, between blanks."""
    best, kind = chosen
    written = [one for one in words if one == word or (word[0] == one[0] and bare(one) == word)]
    if len(written) != 1 or words[written[0]] != 1:
        return []
    damaged, reason, repaired = written[0], f"misspelt-{kind}", with_marks(written[0], word, best)
    return [
        Find(start, start + len(damaged), repaired, reason, 0.8, change(start, damaged, repaired, reason, 0.8), (word,))
        for start in places(text, damaged, BEFORE, AFTER)
        if text[start - 1 : start] == " " == text[start + len(damaged) : start + len(damaged) + 1]
    ]


def _inside(word: str, best: str) -> str | None:
    """The kind of slip between two words that differ in their midst, where no clitic or ending stands: those make other words."""
    if word[:2] != best[:2] or word[-1] != best[-1]:
        return None
    kind = dict(slips(word)).get(best)
    return None if kind in ("double", "extra") or (kind == "key" and (word[-2:] != best[-2:] or word[:2] == "لل")) else kind


def _weak(word: str, best: str) -> bool:
    """Whether only weak letters move or come in: between خطرة and خطيرة, غريبة and غربية, meaning decides, not the spelling."""
    return Counter(best) - Counter(word) <= Counter("اوي")
