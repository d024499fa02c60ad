"""The date a text gives itself: a dateline at its head. Anything less plain stays unknown."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from riwaya.fold import fold

_HEAD = 400
_LINE = 90
_NUMERIC = re.compile(r"(?<!\d)(?:(\d{4})[-/](\d{1,2})[-/](\d{1,2})|(\d{1,2})[-/](\d{1,2})[-/](\d{4}))(?!\d)")


@cache
def _months() -> tuple[re.Pattern[str], dict[str, int]]:
    """Arabic month names of the Levant, Egypt and the Gulf, and the Maghreb, from CLDR (babel), folded."""
    from babel import Locale  # slow to import; only texts with a year in their head pay for it

    names: dict[str, int] = {}
    for country in ("ar", "ar_SY", "ar_LB", "ar_IQ", "ar_EG", "ar_DZ", "ar_TN", "ar_MA", "ar_SA"):
        for number, name in Locale.parse(country).months["format"]["wide"].items():
            names[fold(name)] = number
            names.setdefault(fold(name).replace("الاول", "اول"), number)
    longest = "|".join(sorted((re.escape(name) for name in names), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"(?<!\d)(\d{{1,2}})[ ,،]+(?:من )?({longest})(?: ?[/\\(-] ?[\u0621-\u064a ]{{3,15}}\)?)?[ ,،]+(\d{{4}})(?!\d)"
    ), names


def dateline(text: str) -> str | None:
    """The ISO date of a dateline: a full date in one of the first lines, when that line is little else than place, day and date.

    >>> dateline("دمشق، الخميس 20 كانون الثاني 2022\\nقالت مصادر محلية إن طائرات قصفت أطراف البلدة")
    '2022-01-20'
    >>> dateline("قصفت الطائرات البلدة في 20 كانون الثاني 2022 وخلّفت دماراً واسعاً في الأحياء الشرقية منها ثم عادت بعد ساعات") is None
    True
    """
    seen = 0
    for line in text[: _HEAD * 2].splitlines():
        seen += len(line) + 1
        if line.strip() and any(char.isdigit() for char in line):
            found = _in_line(fold(line))
            if found:
                return found
        if seen > _HEAD:
            break
    return None


def _in_line(line: str) -> str | None:
    pattern, months = _months()
    for match in pattern.finditer(line):
        if _is_dateline(line, match):
            return _iso(int(match[3]), months[match[2]], int(match[1]))
    for match in _NUMERIC.finditer(line):
        if _is_dateline(line, match):
            year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
            return _iso(int(year), int(month), int(day))
    return None


def _is_dateline(line: str, match: re.Match[str]) -> bool:
    """Few words stand before the date, and the line ends soon after it or goes on behind a dash or colon."""
    before, after = line[: match.start()].split(), line[match.end() :].strip()
    few = len(before) <= 6 and not any(word in ("في", "بتاريخ", "يوم", "منذ", "حتي", "خلال", "عام") for word in before[-3:])
    return few and ((len(line.strip()) <= _LINE and len(after.split()) <= 6) or after[:1] in ("-", "–", "—", ":", ")", "|"))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1990 <= year <= 2100 else None
    except ValueError:
        return None
