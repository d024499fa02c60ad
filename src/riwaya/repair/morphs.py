"""How likely it is that an unlisted word is one all the same: what endings, clitics and persons make of listed words."""

from __future__ import annotations

from functools import cache

from riwaya.repair.words import frequency, spellings

_PAIRS = """
ون: ين: ان: ات: ا: وا: ة: ات:ة ين:ة ان:ة تين:ة تان:ة تا:ة تي:ة ت: تا: ية: ي: يين:ي يون:ي يات:ية نا: ن: تم: ها: ه: هم: هما: ني: كم:
ته:ة تها:ة تهم:ة وه:وا وها:وا وهم:وا ائه:اء ائها:اء ائهم:اء اته:ات اتها:ات اتهم:ات يه:ين يها:ين يهم:ين يا:ي
يتها:ية يته:ية يتهم:ية
"""
_ENDINGS = tuple((ending, before) for ending, _, before in (pair.partition(":") for pair in _PAIRS.split()))
"""Ending and what it takes the place of: inflection and suffix pronouns."""
_BY_LAST: dict[str, list[tuple[str, str]]] = {}
for _ending, _before in _ENDINGS:
    _BY_LAST.setdefault(_ending[-1], []).append((_ending, _before))
_HEADS = (
    "",
    "و",
    "ف",
    "ال",
    "وال",
    "فال",
    "ب",
    "ل",
    "ك",
    "س",
    "وب",
    "ول",
    "وس",
    "وك",
    "فس",
    "بال",
    "كال",
    "وبال",
    "لل",
    "ولل",
    "أ",
    "فل",
    "فب",
)
_BY_FIRST = {first: tuple(one for one in _HEADS if one[:1] == first) for first in "وفالبكسأ"}
_EASY = frozenset({"ا", "ه", "ها", "هم", "وا"})
_EASY_PRICE = 0.05
COMMON = 1.0e-6
"""A word at least this likely is a word; no need to ask how likely exactly."""
_PERSONS = "يتنأ"
_HEAD_PRICE, _PERSON_PRICE, _ENDING_PRICE = 0.02, 0.1, 0.01


@cache
def prior(word: str) -> float:
    """The likelihood of a bare word, listed or made of listed parts.

    >>> prior("ببلدتهم") > 1e-9, prior("صفحتنه")
    (True, 0.0)
    """
    ways = spellings(word)
    best = max(frequency(one) for one in ways)
    for one in (
        word,
        *(one for one in ways if one[-1] != word[-1] or one[:3] != word[:3]),
    ):
        if best >= COMMON:
            break
        best = max(best, made(one))
    return best


@cache
def made(word: str) -> float:
    """The likelihood of a bare word as one made of a listed word and clitics or endings, never mind whether it is listed itself."""
    best = 0.0
    for head in (*_BY_FIRST.get(word[0], ()), ""):
        core = word[len(head) :]
        if len(core) < 3 or not word.startswith(head):
            continue
        price = _HEAD_PRICE if head else 1.0
        best = max(best, price * _stem(core, head, whole=bool(head)))
        for ending, before in _BY_LAST.get(core[-1], ()):
            if len(core) - len(ending) >= 3 and core.endswith(ending):
                cost = 0.1 if head.endswith("ال") and ending == "ة" else 1.0
                cost *= _EASY_PRICE if ending in _EASY else _ENDING_PRICE
                best = max(best, price * cost * _stem(core[: -len(ending)] + before, head))
        if best >= COMMON:
            break
    return best


def _stem(core: str, head: str, *, whole: bool = True) -> float:
    found = frequency(core) if whole else 0.0
    if head.endswith("لل"):
        found = max(found, frequency("ال" + core))
    if core[0] in _PERSONS and not head.endswith(("ال", "لل")):
        found = max(
            found,
            *(_PERSON_PRICE * frequency(person + core[1:]) for person in _PERSONS),
        )
    return found
