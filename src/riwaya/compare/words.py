"""Words of a report as they are compared: folded, lightly stemmed, weighed by how rare they are in the ledger.

The stem takes off what is written onto a word, the article and one-letter particles, in the manner of light stemming
(Larkey, Ballesteros and Connell, "Light stemming for Arabic information retrieval", 2007): enough to compare, never shown.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final, TypeAlias

from riwaya.fold import fold

_WORD: Final = re.compile(r"[\u0621-\u064a]+|[a-z]+|\d+")
_ARTICLES: Final = ("وال", "بال", "فال", "كال", "لل", "ال")
_PARTICLES: Final = "وبلف"

_FURTHER: Final = 200.0
_TEXT: Final = 150
_UNHEARD: Final = 0.002
_COMMONEST: Final = 0.9

Vector: TypeAlias = Mapping[str, float]


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A folded word without article and one-letter particle.

    >>> stem("والقصف"), stem("بلده"), stem("قصف")
    ('قصف', 'بلده', 'قصف')
    """
    for prefix in _ARTICLES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    if word[0] in _PARTICLES and len(word) >= 5:
        return word[1:]
    return word


def stems(text: str) -> list[str]:
    """Stems of the words of a text, in order; `_` of hashtags parts words."""
    return [stem(word) for word in _WORD.findall(fold(text.replace("_", " ")))]


class Weights:
    """How rare each word is over a set of bags (inverse document frequency).

    A ledger of twenty texts on three incidents would call their very subject common, so the count is mixed with what is known
    of the language: each word's frequency in wordfreq (Speer, 2022) stands for so many further texts.
    """

    def __init__(self, bags: Iterable[Iterable[str]], background: Mapping[str, float] | None = None) -> None:
        seen: Counter[str] = Counter()
        self._bags = 0
        for bag in bags:
            seen.update(set(bag))
            self._bags += 1
        self._seen = seen
        self._background = background or {}

    def of(self, word: str) -> float:
        """Weight of a word: near 0 for one that stands everywhere."""
        expected = _FURTHER * self._background.get(word, _UNHEARD)
        return math.log((self._bags + _FURTHER) / (self._seen.get(word, 0) + expected))

    @property
    def most(self) -> float:
        """The weight of a word that was never seen."""
        return math.log((self._bags + _FURTHER) / (_FURTHER * _UNHEARD))

    def vector(self, bag: Mapping[str, float]) -> Vector:
        """A bag of words as a vector of length 1."""
        raw = {word: (1 + math.log(count) if count >= 1 else count) * self.of(word) for word, count in bag.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {word: value / length for word, value in raw.items()}


def cosine(one: Vector, other: Vector) -> float:
    """Cosine of two vectors of length 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[word] for word, value in one.items() if word in other)


@cache
def language() -> Mapping[str, float]:
    """Of each stem of common Arabic, the share of texts of middle length that it stands in."""
    from wordfreq import get_frequency_dict  # slow to import: only a comparison pays for it

    found: dict[str, float] = {}
    for form, frequency in get_frequency_dict("ar", wordlist="small").items():
        for one in stems(form):
            found[one] = found.get(one, 0.0) + frequency
    return {word: max(_UNHEARD, min(_COMMONEST, 1.0 - (1.0 - frequency) ** _TEXT)) for word, frequency in found.items() if frequency < 1.0}
