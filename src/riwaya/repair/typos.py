"""Misspellings that make no word, or one that nobody means here: letters swapped, doubled, missed, or taken from the next key.

A noisy channel (Kernighan, Church and Gale 1990): the word as written, however rare, against each word one slip away, by their own
frequencies, their neighbours and the kind of slip. The bar is high, because names of villages and people are rare words too, and a
wrong repair is worse than none: names in the lexicons, words used twice, and words that clitics and endings can explain are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from riwaya.fold import fold
from riwaya.repair import context
from riwaya.repair.finds import LETTER, MARKS, Find, change, places
from riwaya.repair.morphs import COMMON, made, prior
from riwaya.repair.slips import LAST, SHORTEST, slips
from riwaya.repair.words import Lists, bare, frequency, spellings
from riwaya.rules import Tools

BEFORE, AFTER = frozenset("#@_ـ.&;?\ufffd"), frozenset("@_ـ?\ufffd")
SLIPS = {
    "swap": 3.0,
    "double": 2.0,
    "key": 0.1,
    "dots": 0.1,
    "missing": 0.15,
    "extra": 0.1,
}
"""How common each kind of slip is, relative to the others; set by hand after reading the training half of the gold."""
_BARS = {
    "swap": 3.0,
    "double": 30.0,
    "key": 2000.0,
    "dots": 2000.0,
    "missing": 5000.0,
    "extra": 2000.0,
}
"""How many times likelier the repair must be than the word as it stands."""
FLOOR = 3.0e-8
"""Likelihood of some word that nobody has listed: a name, mostly."""
SURE = 20_000.0
"""Odds at which neighbours need not have been seen together."""
_MADE = 5.0e-9
"""A word at least this likely by its parts may well be an inflected form that nobody has listed."""
_LISTED = 5.0e-8
"""A word that is listed as often as this may well be meant, unless the odds are overwhelming."""
_NO_WORD = 2.0e-9
"""A word less likely than this is in no list, and clitics and endings do not explain it."""


def find(text: str, words: Counter[str], tools: Tools, lists: Lists) -> list[Find]:
    """Misspelt words, mended where the mending is far likelier than the word."""
    found = list(_stray_marks(text))
    names = names_of(tools, lists)
    for written, count in words.items():
        if count > 1 or len(written) < SHORTEST:
            continue
        if frequency(written) >= COMMON:
            continue
        word = bare(written)
        if len(word) < SHORTEST or (word != written and words[word]) or names.has(word) or not _doubtful(word):
            continue
        for start in places(text, written, BEFORE, AFTER):
            one = _mend(text, start, written, word, names)
            if one:
                found.append(one)
    return found


@cache
def _doubtful(word: str) -> bool:
    if word[0] in "وبلفك" and frequency(word[1:]) >= 50 * COMMON:
        return False  # a common word under a proclitic: no need to look further
    return bool(slips(word)) and prior(word) < COMMON


@dataclass(frozen=True)
class Names:
    """Words of the lexicons and gazetteers, and the words that announce a name."""

    words: frozenset[str]
    names: frozenset[str]
    given: frozenset[str]
    before: frozenset[str]

    def has(self, word: str) -> bool:
        """Whether any lexicon knows the word as it stands."""
        plain = fold(word)
        return plain in self.words or (plain.startswith("ال") and plain[2:] in self.words)

    def maybe(self, word: str) -> bool:
        """Whether a lexicon knows what is left when letters that may be clitics are taken off."""
        return _under_clitics(word, self.words)

    def proper(self, word: str) -> bool:
        """Whether it is part of the name of a place, an actor or a person."""
        return _under_clitics(word, self.names)

    def person(self, left: str) -> bool:
        """Whether `left` is a given name: what follows is a name, too, and anybody's."""
        return any(left.startswith(head) and left[len(head) :] in self.given for head in _CLITICS)

    def follows(self, left: str) -> bool:
        """Whether a name is to be expected after `left`."""
        return _under_clitics(left, self.before)


_CLITICS = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول", "ال", "وال")


def _under_clitics(word: str, words: frozenset[str]) -> bool:
    plain = fold(word)
    return any(plain.startswith(head) and plain[len(head) :] in words for head in _CLITICS)


_KNOWN: dict[str, Names] = {}


def names_of(tools: Tools, lists: Lists) -> Names:
    if tools.fingerprint not in _KNOWN:
        _KNOWN.clear()
        words: dict[str, set[str]] = {}
        for entry in tools.entries:
            for form in (entry.lemma, *entry.variants("forms")):
                words.setdefault(entry.lexicon, set()).update(fold(form).replace("~", "").split())
        proper = frozenset(word for name in ("places", "gazetteer", "actors", "persons") for word in words.get(name, ()))
        given = frozenset(bare(form) for entry in tools.lexicon("persons") for form in (entry.lemma, *entry.variants("forms")))
        before = frozenset(fold(word) for word in lists.named)
        everything = frozenset(word for group in words.values() for word in group) | frozenset(fold(word) for word in lists.keep)
        _KNOWN[tools.fingerprint] = Names(everything, proper, given, before)
    return _KNOWN[tools.fingerprint]


def _beside_it(text: str, start: int, end: int) -> tuple[str, str]:
    """The tokens before and after a word."""
    left = context.tokens(text[max(0, start - 60) : start])
    right = context.tokens(text[end : end + 60])
    return (left[-1] if left else context.BREAK), (right[0] if right else context.BREAK)


def _mend(text: str, start: int, damaged: str, word: str, names: Names) -> Find | None:
    model = context.load()
    itself = prior(word)
    usual = set(spellings(word))
    printed = max(model.counts.get(one, 0) for one in usual)
    if printed > 1:
        itself = max(itself, model.listed(word))
    least = 30 * itself
    kinds = {one: kind for one, kind in slips(word) if one not in usual and model.listed(one) > least}
    if not kinds:
        return None
    left, right = _beside_it(text, start, start + len(damaged))
    swaps = [one for one, kind in kinds.items() if kind == "swap"]
    if len(swaps) == 1 and (itself < _NO_WORD or not any(_paired(model, one, left, right) for one in kinds)):
        kinds = {swaps[0]: "swap"}
    ranked = model.rank(left, {one: SLIPS[kind] for one, kind in kinds.items()}, right)
    best, share = ranked[0]
    kind = kinds[best]
    follows = model.of(right) + 1e-9
    mended = SLIPS[kind] * model.after(best, left, model.of(best)) * model.after(right, best, follows)
    odds = mended / ((itself + FLOOR) * model.after(right, word, follows))
    bar = SURE if printed > 1 or names.maybe(word) else _BARS[kind]
    if odds < bar or share < 0.6 or not _believable(word, best, kind, odds, (left, right), names):
        return None
    confidence = round(min(0.95, share * (1 - 1 / (1 + odds / 10))), 2)
    repaired = with_marks(damaged, word, best)
    alternatives = tuple(one for one, rest in ranked[1:4] if rest >= 0.02)
    reason = f"misspelt-{kind}"
    edits = change(start, damaged, repaired, reason, confidence)
    return Find(start, start + len(damaged), repaired, reason, confidence, edits, alternatives)


def _believable(word: str, best: str, kind: str, odds: float, beside: tuple[str, str], names: Names) -> bool:
    """Odds alone cannot tell a slip from a rare name: ask that no name is due, and for a word that is none, or neighbours that agree."""
    left, right = beside
    itself = prior(word)
    if names.person(left) or (names.follows(left) and not names.proper(best)):
        return False
    model = context.load()
    if itself < _NO_WORD:
        return kind in ("swap", "double") or model.of(best) > 1e-5 or _paired(model, best, left, right)
    if model.of(best) < 100 * itself or (kind == "extra" and made(word) > _MADE) or (kind == "key" and _inflected(word, best)):
        return False
    if kind in ("key", "dots", "extra") and frequency(word) > _LISTED:
        return odds > SURE
    return odds > SURE or _paired(model, best, left, right) or (kind == "swap" and made(word) < _NO_WORD)


def _inflected(word: str, best: str) -> bool:
    """Whether the two differ in an ending only, and the word can be explained by it: أبرما and أبرمت are both good."""
    return word[:-1] == best[:-1] and word[-1] in LAST | {"م", "و"} and made(word) > _MADE


def _paired(model: context.Context, word: str, left: str, right: str) -> bool:
    """Whether the model has seen `word` beside a neighbour that is a word."""
    return (left[0].isalpha() and model.seen_together(left, word)) or (right[0].isalpha() and model.seen_together(word, right))


def with_marks(damaged: str, word: str, best: str) -> str:
    """The repaired word; the vowel signs of a final letter (اً) stay, others are dropped with the slip."""
    if damaged == word:
        return best
    return best + "ً" if damaged.endswith("اً") and best.endswith("ا") else best


_STRAY = re.compile(rf"(?<![{LETTER}{MARKS}])((?:[وفبلك]?ال|[وفبلك])?)ا[\u064d\u0650]([{LETTER}][{LETTER}{MARKS}]{{2,}})")


def _stray_marks(text: str) -> Iterator[Find]:
    """الاٍرهاب: tanween below an alef that begins a word stands for the hamza below; no tanween can stand there."""
    for match in _STRAY.finditer(text) if "ا\u064d" in text else ():
        if "\u064d" in match.group():
            repaired = f"{match[1]}إ{match[2]}"
            edits = change(match.start(), match.group(), repaired, "misspelt-mark", 0.9)
            yield Find(match.start(), match.end(), repaired, "misspelt-mark", 0.9, edits)
