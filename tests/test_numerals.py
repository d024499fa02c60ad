"""Number words: all whole numbers to 10,000 and random ones to 10^12, in every case and gender, by an independent generator."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from riwaya import rules
from riwaya.annotate.numerals import NumberWords, digit_atom, parse, refusal


@pytest.fixture(scope="module")
def words() -> NumberWords:
    return NumberWords(rules.load(only=["terms"]).lexicon("terms"))


# --- an independent writer of numbers -----------------------------------------------------------------------------------------------

MASCULINE = ["", "واحد", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
SCALES = [
    (10**12, "تريليون", "تريليونات", "تريليون"),
    (10**9, "مليار", "مليارات", "مليار"),
    (10**6, "مليون", "ملايين", "مليون"),
    (10**3, "ألف", "آلاف", "ألف"),
]


def small(n: int, feminine: bool, oblique: bool) -> str:
    """1 to 99, for a counted noun of the given gender."""
    dual = "ين" if oblique else "ان"
    if n == 1:
        return "واحدة" if feminine else "واحد"
    if n == 2:
        return ("اثنت" if feminine else "اثن") + dual
    if n == 8 and feminine:
        return "ثماني" if not oblique else "ثمان"
    if n < 10:
        return MASCULINE[n] + ("" if feminine else "ية" if n == 8 else "ة")
    if n == 10:
        return "عشر" if feminine else "عشرة"
    if n < 20:
        ten = "عشرة" if feminine else "عشر"
        if n == 11:
            return f"{'إحدى' if feminine else 'أحد'} {ten}"
        if n == 12:
            return f"{('اثنت' if feminine else 'اثن')}{'ي' if oblique else 'ا'} {ten}"
        if n == 18 and feminine:
            return f"ثماني {ten}"
        return f"{small(n - 10, feminine, oblique)} {ten}"
    tens = TENS[n // 10] + ("ين" if oblique else "ون")
    if n % 10 == 0:
        return tens
    unit = "إحدى" if n % 10 == 1 and feminine else small(n % 10, feminine, oblique)
    return f"{unit} و{tens}"


def below(n: int, feminine: bool, oblique: bool, spelling: str, before_noun: bool = False) -> str:
    """1 to 999; `spelling` is how hundred is written (مئة or مائة)."""
    parts = []
    hundreds, rest = divmod(n, 100)
    if hundreds == 1:
        parts.append(spelling)
    elif hundreds == 2:
        stem = spelling[:-1]
        ending = ("تي" if oblique else "تا") if before_noun and not rest else ("تين" if oblique else "تان")
        parts.append(stem + ending)
    elif hundreds:
        unit = "ثماني" if hundreds == 8 else MASCULINE[hundreds]
        parts.append(unit + spelling)
    if rest:
        parts.append(small(rest, feminine, oblique))
    return " و".join(parts)


def write(n: int, feminine: bool, oblique: bool, spelling: str = "مئة") -> str:
    """Any whole number from 0 to below 10^15 in words."""
    if n == 0:
        return "صفر"
    parts = []
    for scale, one, many, accusative in SCALES:
        times, n = divmod(n, scale)
        if times == 1:
            parts.append(one)
        elif times == 2:
            parts.append(one + ("ين" if oblique else "ان"))
        elif times % 100 in range(3, 11):
            parts.append(f"{below(times, False, oblique, spelling)} {many}")
        elif times % 100 in (1, 2) and times > 100:
            # 102 thousand: a hundred thousand and two thousand
            tail = one if times % 100 == 1 else one + ("ين" if oblique else "ان")
            parts.append(f"{below(times - times % 100, False, oblique, spelling, before_noun=True)} {one} و{tail}")
        elif times:
            noun = accusative + "ا" if times % 100 > 10 else one
            parts.append(f"{below(times, False, oblique, spelling, before_noun=True)} {noun}")
    if n:
        parts.append(below(n, feminine, oblique, spelling))
    return " و".join(parts)


def forms(n: int) -> Iterator[str]:
    for feminine in (False, True):
        for oblique in (False, True):
            for spelling in ("مئة", "مائة"):
                yield write(n, feminine, oblique, spelling)


def test_generator_writes_what_grammars_print() -> None:
    assert write(125, False, False) == "مئة وخمسة وعشرون"
    assert write(1999, True, True, "مائة") == "ألف وتسعمائة وتسع وتسعين"
    assert write(11_012, False, False) == "أحد عشر ألفا واثنا عشر"


def test_every_number_to_ten_thousand(words: NumberWords) -> None:
    wrong = [(n, text, words.value(text)) for n in range(10_001) for text in dict.fromkeys(forms(n)) if words.value(text) != n]
    assert not wrong, wrong[:10]


def test_random_numbers_to_a_trillion(words: NumberWords) -> None:
    rng = random.Random(20221122)
    numbers = [rng.randrange(10 ** rng.randint(4, 12)) for _ in range(5000)] + [10**12]
    wrong = [(n, text, words.value(text)) for n in numbers for text in dict.fromkeys(forms(n)) if words.value(text) != n]
    assert not wrong, wrong[:10]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("مليون ونصف", 1_500_000),
        ("مليون ونصف المليون", 1_500_000),
        ("ثلاثة ملايين وربع", 3_250_000),
        ("نصف مليون", 500_000),
        ("ربع مليون", 250_000),
        ("3.5 مليون", 3_500_000),
        ("٣٫٥ مليون", 3_500_000),
        ("5 آلاف", 5_000),
        ("٢٠ ألفاً", 20_000),
        ("مئة ألف مليون", 10**11),
        ("خمسة وعشرون ومئة", 125),
        ("1,250", 1_250),
        ("1.250", 1_250),
        ("١٬٢٥٠", 1_250),
        ("ألفاً", 1_000),
        ("ألفا", 2_000),
        ("ثلاثُمِائةٍ وسبعةٌ", 307),
        ("الثلاثة", 3),
        ("والعشرين", 20),
        ("ثلاثة آلاف و خمسمئة", 3_500),
        ("صفر", 0),
    ],
)
def test_shapes(words: NumberWords, text: str, value: int) -> None:
    assert words.value(text) == value


@pytest.mark.parametrize(
    "text",
    ["خمسة وستة", "عشرة وعشرين", "مئة ومئتين", "الأحد", "الاثنين", "نصف", "كتاب", "1.2.3", "1" * 30, "السادس عشر", "مئات", ""],
)
def test_no_single_number(words: NumberWords, text: str) -> None:
    assert words.value(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("عشرات", 20, 99),
        ("مئات الآلاف", 200_000, 999_999),
        ("عشرات الآلاف", 20_000, 99_999),
        ("آلاف", 2_000, 9_999),
        ("ملايين", 2_000_000, 9_999_999),
        ("بضعة آلاف", 3_000, 9_999),
        ("عدة", 3, 9),
    ],
)
def test_vague(words: NumberWords, text: str, low: int, high: int) -> None:
    found = parse(words.atoms(text.split()), 0)
    assert found is not None
    assert (found.low, found.high, found.kind, found.last) == (low, high, "vague", len(text.split()))


@pytest.mark.parametrize(
    ("text", "value"),
    [("الأول", 1), ("الثالثة", 3), ("السادس عشر", 16), ("الحادي والعشرين", 21), ("الثانية عشرة", 12), ("الخامس والثلاثون", 35)],
)
def test_ordinals(words: NumberWords, text: str, value: int) -> None:
    found = parse(words.atoms(text.split()), 0)
    assert found is not None
    assert (found.low, found.kind, found.last) == (value, "ordinal", len(text.split()))


@pytest.mark.parametrize(("word", "reason"), [("1" * 30, "more than 15 digits"), ("1٢3", "digits of two kinds are mixed"), ("٤٥", None)])
def test_refusals_have_a_reason(word: str, reason: str | None) -> None:
    assert refusal(word) == reason
    assert (digit_atom(word) is None) == (reason is not None)
