"""The grammar of Arabic number words: from words and digits to whole numbers.

The words and what they are worth stand in ``data/lexicons/terms.csv`` (classes ``unit``, ``ten``, ``tens``, ``hundred``, ``scale``,
``scale2``, ``scale2a``, ``scales``, ``part``, ``ordinal``, ``vague``); this module holds only how they join.

The grammar, after W. Wright, *A Grammar of the Arabic Language* I §318–328, in the order of modern prose::

    number  = period {"و" period}          falling scales: مليون وثلاثة آلاف وخمسة
    period  = [below1000 | digits] scale | below1000 | digits
    below1000 = hundreds ["و" below100] | below100 ["و" hundreds]   (the second is the classical order)
    below100  = unit عشر | عشرة | unit "و" tens | tens | unit

A number never joins over a gap the grammar does not know: «خمسة وستة» is two numbers, «عشرة وعشرين» likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Protocol

from riwaya.fold import fold

LONGEST = 15
"""More digits than this are an account, a telephone or a slip, never a count: no number is read from them."""

_PREFIXES = ("", *"وفبلك", *(a + b for a in "وف" for b in "بلك"))
_DIGITS = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*\Z")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,.\u066c]\d{3})+\Z")
_TANWEEN = "\N{ARABIC FATHATAN}"


class Row(Protocol):
    """What a lexicon entry offers here: its lemma, its other spellings, and the columns ``class`` and ``value``."""

    @property
    def lemma(self) -> str: ...

    def variants(self, column: str) -> tuple[str, ...]: ...

    def __getitem__(self, column: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Atom:
    """One number word or digit group: its class, its worth, and the clitics before it."""

    kind: str
    value: Fraction
    high: int = 0
    """Upper end, for a vague word only."""
    conj: bool = False
    """Whether و or ف ties it to what precedes."""
    definite: bool = False
    lead: int = 0
    """How many letters of clitics stand before the number itself (the article is not counted)."""
    decimal: Fraction | None = None
    """What digits are worth before a scale word, where a point before three digits divides thousands otherwise: 84.540 مليون."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from words ``first`` (inclusive) to ``last`` (exclusive)."""

    first: int
    last: int
    low: int
    high: int
    kind: str
    """``cardinal``, ``ordinal``, ``vague`` or ``fraction`` (a value that is not whole: low is rounded down)."""
    definite: bool = False
    lead: int = 0
    digits: bool = False
    """Written in digits, at least in part."""


KINDS = frozenset(
    {"zero", "unit", "ten", "tens", "hundred", "scale", "scale2", "scale2a", "scales", "part", "ordinal", "vague"}
)  # fmt: skip
JOINT = Atom("joint", Fraction(0))
"""A conjunction that stands as a word of its own: خمسة و عشرون."""


@cache
def _worth(value: str) -> tuple[Fraction, int]:
    """The column ``value`` of a number word: "3", "1/2", or a band "20-99"."""
    low, _, high = value.partition("-")
    return Fraction(low), int(high or 0)


def atom_of(row: Row, word: str, prefix: str) -> Atom:
    """A number word found by its lexicon row. `word` is as written; `prefix` the folded clitics before the number."""
    kind = row["class"]
    value, high = _worth(row["value"])
    if kind == "scale2a" and _TANWEEN in word:
        kind, value = "scale", value / 2  # ألفاً: one thousand in the accusative, not two before a noun
    stem = fold(word)[len(prefix) :]
    definite = (
        (stem.startswith("ال") and not stem.startswith("الف")) or stem.startswith("الال") or (prefix.endswith("ل") and stem[:1] == "ل")
    )
    return Atom(kind, value, high, prefix[:1] in ("و", "ف"), definite, len(prefix))


class NumberWords:
    """The number words of a lexicon by their spelling, to read a phrase that stands by itself.

    In running text the automaton has found the words already; see `riwaya.annotate.terms`.
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[str, Row] = {}
        for row in rows:
            if row["class"] in KINDS:
                for form in (row.lemma, *row.variants("forms")):
                    self._rows.setdefault(fold(form), row)

    def atom(self, word: str) -> Atom | None:
        """One word (as written, or folded) as a number word with its clitics, or None."""
        folded = fold(word)
        if folded[:1].isdigit():
            return digit_atom(word)
        for prefix in _PREFIXES:
            if folded.startswith(prefix) and folded[len(prefix) :] in self._rows:
                return atom_of(self._rows[folded[len(prefix) :]], word, prefix)
        return None

    def value(self, phrase: str) -> int | None:
        """The whole number a phrase spells out from end to end, or None.

        Words are separated by spaces; a separate و joins what follows.
        """
        words = phrase.split()
        found = parse(self.atoms(words), 0)
        if found is None or found.last != len(words) or found.kind != "cardinal":
            return None
        return found.low

    def atoms(self, words: Sequence[str]) -> list[Atom | None]:
        """Each word as an atom."""
        return settle([JOINT if word in ("و", "ف") else self.atom(word) for word in words], words)


def settle(atoms: list[Atom | None], words: Sequence[str]) -> list[Atom | None]:
    """Settle in place what a word alone does not: «واحد عشر» is و + أحد عشر, and so is «وأحد» by its hamza."""
    for index, this in enumerate(atoms):
        if this is None or this.kind != "unit" or this.value != 1 or this.conj or fold(words[index]) != "واحد":
            continue
        after = atoms[index + 1] if index + 1 < len(atoms) else None
        if words[index].startswith("وأ") or (after is not None and after.kind == "ten" and not after.conj):
            atoms[index] = replace(this, conj=True, lead=1)
    return atoms


def digits_value(folded: str) -> Fraction | None:
    """The value of a group of ASCII digits with separators (1,200 · 1.200 · 3.5 · 12), or None when it is no plain number."""
    if not _DIGITS.match(folded) or len(re.sub(r"\D", "", folded)) > LONGEST:
        return None
    if _THOUSANDS.match(folded) and not folded.startswith("0"):
        return Fraction(re.sub(r"\D", "", folded))
    parts = re.split(r"[.,\u066b\u066c]", folded)
    if len(parts) > 2:
        return None
    return Fraction(".".join(parts))


def digit_atom(word: str) -> Atom | None:
    """A group of digits of one kind as an atom; None where `refusal` has a reason."""
    value = None if refusal(word) else digits_value(fold(word))
    if value is None:
        return None
    folded = fold(word)
    pointed = folded.count(".") == 1 and "," not in folded
    return Atom("digits", value, decimal=Fraction(folded) if pointed else None)


def refusal(word: str) -> str | None:
    """Why no number is read from a group of digits, or None when nothing speaks against it."""
    kinds = {ord(char) - int(char) for char in word if char.isdigit()}
    if len(kinds) > 1:
        return "digits of two kinds are mixed"
    if sum(char.isdigit() for char in word) > LONGEST:
        return f"more than {LONGEST} digits"
    return None


# --- joining -------------------------------------------------------------------------------------------------------------------------

Atoms = Sequence[Atom | None]


def parse(atoms: Atoms, start: int) -> Numeral | None:
    """The longest number that begins at atom ``start``; None when none begins there."""
    head = _at(atoms, start)
    if head is None or head.kind in ("joint", "part"):
        return _half(atoms, start)
    if head.kind == "zero":
        return Numeral(start, start + 1, 0, 0, "cardinal", head.definite, head.lead)
    if head.kind == "ordinal":
        return _ordinal(atoms, start, head)
    if head.kind in ("vague", "scales"):
        return _vague(atoms, start, head)
    total, at = _periods(atoms, start)
    if at == start:
        return None
    digits = any(a is not None and a.kind == "digits" for a in atoms[start:at])
    whole = int(total)
    return Numeral(start, at, whole, whole, "cardinal" if total == whole else "fraction", head.definite, head.lead, digits)


def _at(atoms: Atoms, index: int) -> Atom | None:
    return atoms[index] if index < len(atoms) else None


def _joined(atoms: Atoms, index: int) -> tuple[Atom | None, int]:
    """The atom that و ties to what stands before ``index``, and its own index."""
    atom = _at(atoms, index)
    if atom is not None and atom.kind == "joint":
        after = _at(atoms, index + 1)
        if after is not None and after.kind != "joint" and not after.conj:
            return after, index + 1
        return None, index
    return (atom, index) if atom is not None and atom.conj else (None, index)


def _plain(atoms: Atoms, index: int, *kinds: str) -> Atom | None:
    """The atom at ``index`` if it follows without و and is of one of the kinds."""
    atom = _at(atoms, index)
    return atom if atom is not None and atom.kind in kinds and not atom.conj and (atom.lead == 0) else None


def _periods(atoms: Atoms, start: int) -> tuple[Fraction, int]:
    """Falling periods (millions, thousands, the rest) from ``start``: their sum and the index after them."""
    total, at, index = Fraction(0), start, start
    last = Fraction(10**18)
    round_period = False
    while True:
        value, scale, after = _period(atoms, index)
        bare_again = scale == last and round_period and value in (scale, 2 * scale)  # مئة ألف وألفان
        if after == index or not (scale < last or bare_again) or (total and value >= last and not bare_again):
            break
        total, at, last = total + value, after, scale
        round_period = scale > 1 and (value / scale) % 100 == 0
        more, extra = _fraction_of(atoms, at, scale)
        total, at = total + more, extra
        if scale == 1 or more:
            break
        following, index = _joined(atoms, at)
        if following is None or following.kind in ("ordinal", "part", "vague", "scales"):
            break
    return total, at


def _period(atoms: Atoms, index: int) -> tuple[Fraction, Fraction, int]:
    """One period: its value, its scale (1 when it has no scale word) and the index after it (== index: none here)."""
    head = _at(atoms, index)
    if head is None:
        return Fraction(0), Fraction(1), index
    if head.kind in ("scale", "scale2", "scale2a"):
        scale = head.value if head.kind == "scale" else head.value / 2
        value, after = _times_scales(atoms, index + 1, head.value, scale)
        return value, max(scale, _largest(value, scale)), after
    value, after = (head.value, index + 1) if head.kind == "digits" else _below_thousand(atoms, index)
    if after == index:
        return value, Fraction(1), index
    scale_atom = _plain(atoms, after, "scale", "scales", "scale2a")
    if scale_atom is None:
        return value, Fraction(1), after
    if head.decimal is not None:
        value = head.decimal
    scale = scale_atom.value / 2 if scale_atom.kind == "scale2a" else scale_atom.value
    product, after = _times_scales(atoms, after + 1, value * scale, scale)
    return product, max(scale, _largest(product / value if value else product, scale)), after


def _times_scales(atoms: Atoms, index: int, value: Fraction, scale: Fraction) -> tuple[Fraction, int]:
    """Multiply by further, larger scale words: ألف مليون, خمسة آلاف مليار."""
    further = _plain(atoms, index, "scale")
    if further is not None and further.value > scale:
        return value * further.value, index + 1
    return value, index


def _largest(value: Fraction, scale: Fraction) -> Fraction:
    """The scale after which only smaller periods may follow, when scale words were multiplied."""
    return next((s for s in (Fraction(10**12), Fraction(10**9), Fraction(10**6)) if value >= s > scale), scale)


def _fraction_of(atoms: Atoms, index: int, scale: Fraction) -> tuple[Fraction, int]:
    """«ونصف», «ونصف المليون», «وثلاثة أرباع» after a period: what it adds, and the index after it."""
    atom, at = _joined(atoms, index)
    if atom is None:
        return Fraction(0), index
    times = Fraction(1)
    part: Atom | None = atom
    after = at + 1
    if atom.kind == "unit":
        part, times, after = _plain(atoms, at + 1, "part"), atom.value, at + 2
    if part is None or part.kind != "part" or (scale < 1000 and scale != 1):
        return Fraction(0), index
    again = _plain(atoms, after, "scale")
    if again is not None and again.value == scale:
        after += 1
    return part.value * times * scale, after


def _half(atoms: Atoms, start: int) -> Numeral | None:
    """«نصف مليون», «ربع مليون»: a fraction of a scale word. A bare نصف is no whole number."""
    head = _at(atoms, start)
    if head is None or head.kind != "part":
        return None
    scale = _plain(atoms, start + 1, "scale")
    if scale is None:
        return None
    value = int(head.value * scale.value)
    return Numeral(start, start + 2, value, value, "cardinal", head.definite, head.lead)


def _below_thousand(atoms: Atoms, index: int) -> tuple[Fraction, int]:
    """A number under 1,000 in words: (value, index after); index after == index when there is none."""
    head = _at(atoms, index)
    if head is None:
        return Fraction(0), index
    hundreds, after = _hundreds(atoms, index, head)
    if after > index:
        joined, at = _joined(atoms, after)
        if joined is not None:
            rest, end = _below_hundred(atoms, at)
            if end > at:
                return hundreds + rest, end
        return hundreds, after
    small, after = _below_hundred(atoms, index)
    if after > index and small:
        joined, at = _joined(atoms, after)
        if joined is not None and joined.kind in ("hundred", "unit"):
            more, end = _hundreds(atoms, at, joined)
            if end > at and _plain(atoms, end, "scale", "scales") is None:
                return small + more, end
    return small, after


def _hundreds(atoms: Atoms, index: int, head: Atom) -> tuple[Fraction, int]:
    if head.kind == "hundred":
        return head.value, index + 1
    if head.kind == "unit" and 3 <= head.value <= 9:
        hundred = _plain(atoms, index + 1, "hundred")
        if hundred is not None and hundred.value == 100:
            return head.value * 100, index + 2
    return Fraction(0), index


def _below_hundred(atoms: Atoms, index: int) -> tuple[Fraction, int]:
    head = _at(atoms, index)
    if head is None:
        return Fraction(0), index
    if head.kind in ("ten", "tens"):
        return head.value, index + 1
    if head.kind != "unit":
        return Fraction(0), index
    if _plain(atoms, index + 1, "ten") is not None and head.value:
        return head.value + 10, index + 2
    joined, at = _joined(atoms, index + 1)
    if joined is not None and joined.kind == "tens" and joined.definite == head.definite and head.value:
        return head.value + joined.value, at + 1
    return head.value, index + 1


def _ordinal(atoms: Atoms, index: int, head: Atom) -> Numeral:
    """«السادس عشر», «الحادي والعشرون», «الخامسة»."""
    value, after = int(head.value), index + 1
    if _plain(atoms, after, "ten") is not None and value < 10:
        value, after = value + 10, after + 1
    else:
        joined, at = _joined(atoms, after)
        if joined is not None and joined.kind == "tens" and joined.definite and value < 10:
            value, after = value + int(joined.value), at + 1
    return Numeral(index, after, value, value, "ordinal", head.definite, head.lead)


def _vague(atoms: Atoms, index: int, head: Atom) -> Numeral:
    """«عشرات», «مئات الآلاف», «بضعة آلاف», bare «آلاف»: a band, multiplied by the scales that follow."""
    low, high = head.value, Fraction(head.high)
    if head.kind == "scales":
        low, high = head.value * 2, head.value * 10 - 1
    after = index + 1
    while (scale := _plain(atoms, after, "scales", "scale", "vague")) is not None:
        times = Fraction(10 if scale.value == 20 else 100) if scale.kind == "vague" else scale.value
        if scale.kind == "vague" and scale.value not in (20, 200):
            break
        low, high, after = low * times, (high + 1) * times - 1, after + 1
    return Numeral(index, after, int(low), int(high), "vague", head.definite, head.lead)
