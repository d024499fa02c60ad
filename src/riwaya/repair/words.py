"""How common a written word is: wordfreq's 620,000 Arabic forms, and what clitics make of them.

Robyn Speer's wordfreq (data CC BY-SA 4.0) gives the prior. A form that it lacks may still be a known word with proclitics and suffix
pronouns (وبصواريخهم), so unknown forms are taken apart, each clitic at a price. Loading takes a third of a second and is done once,
when the first doubtful word is met.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from riwaya.rules import Tools

_DIACRITICS = dict.fromkeys((*range(1611, 1622), 1648, 1600))
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىة"
PROCLITICS = tuple(
    sorted(
        {
            first + second + article
            for first, second, article in product(("", "و", "ف", "أ"), ("", "ب", "ك", "ل", "س"), ("", "ال"))
            if first + second + article and not (second == "س" and article) and not (second == "ل" and article)
        }
        | {"لل", "ولل", "فلل"},
        key=lambda one: (-len(one), one),
    )
)
SUFFIXES = ("كما", "هما", "كم", "هم", "هن", "نا", "ها", "ني", "ه", "ك", "ي")
_PROCLITIC_PRICE = 0.02
_SUFFIX_PRICE = 0.01
_HEADS: dict[str, tuple[tuple[str, bool, float], ...]] = {"": (("", False, 1.0),)}
for _one in PROCLITICS:
    _HEADS[_one[0]] = (
        *_HEADS.get(_one[0], ()),
        (_one, _one.endswith("ال"), _PROCLITIC_PRICE),
    )
_TAILS = {last: tuple(one for one in SUFFIXES if one[-1] == last) for last in {one[-1] for one in SUFFIXES}}


@dataclass(frozen=True)
class Lists:
    """Words that repairers must know of, from ``data/tables/repair_words.csv``."""

    asking: frozenset[str] = frozenset()
    asking_first: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


_LISTS: dict[str, Lists] = {}


def lists_of(tools: Tools) -> Lists:
    """The lists of the loaded tables, made once for each state of the rules."""
    if tools.fingerprint not in _LISTS:
        rows = tools.rows("repair_words")
        names = ("asking", "asking-first", "numbered", "joined", "named", "keep", "after")
        _LISTS.clear()
        _LISTS[tools.fingerprint] = Lists(*(frozenset(row["word"] for row in rows if row["list"] == name) for name in names))
    return _LISTS[tools.fingerprint]


def bare(word: str) -> str:
    """`word` without vowel signs and tatweel, which tell nothing about which word it is."""
    return word if word.isalpha() and "ـ" not in word else word.translate(_DIACRITICS)


@cache
def _table() -> dict[str, float]:
    """The list as wordfreq keeps it: words by hundredths of a logarithm. Read without importing wordfreq, which takes as long again."""
    import msgpack  # type: ignore[import-untyped]

    found = find_spec("wordfreq")
    folder = Path(next(iter(found.submodule_search_locations or ["."]))) if found else Path()
    with gzip.open(folder / "data" / "large_ar.msgpack.gz") as packed:
        _, *levels = msgpack.load(packed, raw=False)
    table: dict[str, float] = {}
    for level, words in enumerate(levels):
        table.update(dict.fromkeys(words, 10 ** (-level / 100)))
    return table


def frequency(word: str) -> float:
    """The share of running words that are exactly this one; 0 when it is in no list."""
    return _table().get(word, 0.0)


def listed_words(least: float) -> Iterator[str]:
    """The listed words that are at least so frequent, the commonest first."""
    for word, share in _table().items():
        if share < least:
            return
        yield word


@cache
def likelihood(word: str) -> float:
    """The frequency of a bare word, or what its parts make likely when the whole is in no list."""
    whole = frequency(word)
    return whole if whole else _by_parts(word)


def _by_parts(word: str) -> float:
    best = 0.0
    for proclitic, bars_suffix, price in _HEADS.get(word[:1], ()) + _HEADS[""]:
        if not word.startswith(proclitic):
            continue
        core = word[len(proclitic) :]
        if len(core) < 3:
            continue
        if proclitic:
            best = max(best, frequency(core) * price)
            if proclitic.endswith("لل"):
                best = max(best, frequency("ال" + core) * price)
        if bars_suffix:
            continue
        for suffix in _TAILS.get(word[-1], ()):
            stem = core[: -len(suffix)]
            if len(stem) >= 3 and core.endswith(suffix):
                found = frequency(stem)
                if stem[-1] == "ت":
                    found = max(found, frequency(stem[:-1] + "ة"))
                best = max(best, found * price * _SUFFIX_PRICE)
    return best


_SEATS = {
    "ا": "أإآ",
    "أ": "اإآ",
    "إ": "اأ",
    "آ": "اأ",
    "ؤ": "وءئ",
    "ئ": "يءؤ",
    "ء": "ئؤ",
}
_ENDS = {"ى": "ي", "ي": "ى", "ة": "ه", "ه": "ة"}


@cache
def spellings(word: str) -> tuple[str, ...]:
    """Ordinary variants of a bare word, one or two at a time: hamza on an alef or not, its seat, final ى or ي, ة or ه. They are no damage.

    >>> "إلى" in spellings("الي"), "مدرسة" in spellings("مدرسه")
    (True, True)
    """
    found = [word]
    for at, char in enumerate(word):
        found += [word[:at] + other + word[at + 1 :] for other in _SEATS.get(char, "")]
    if word[-1:] in _ENDS:
        found += [one[:-1] + _ENDS[word[-1]] for one in found if one[-1:] == word[-1]]
    return tuple(dict.fromkeys(found))


@cache
def known(word: str) -> bool:
    """Whether a bare word, in any ordinary spelling, is a word that has been seen, or is made of clitics and one that has."""
    return frequency(word) > 0 or any(likelihood(one) > 0 for one in spellings(word))
