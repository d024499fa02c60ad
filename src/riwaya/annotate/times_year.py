"""Years, seasons, decades, centuries and holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from riwaya.annotate.terms import Terms
from riwaya.annotate.times_calendar import HIJRI_YEARS, YEARS, Day, iso, month_value, resolve
from riwaya.annotate.times_date import DASHES, era

PLAIN_YEARS = range(1900, 2051)
_YEAR_BEFORE = frozenset(
    (
        "في", "منذ", "حتي", "خلال", "مواليد", "قبل", "بعد", "وفي", "ومنذ", "مطلع", "نهايه", "بدايه", "اواخر", "اوايل", "منتصف", "صيف",
        "شتاء", "ربيع", "خريف",
    )
)  # fmt: skip
_SHIFT = {"past": -1, "now": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was read from token `first` to `last` (exclusive): `value` None where the words do not settle it, and why."""

    first: int
    last: int
    value: str | None
    rule: str
    lead: int = 0
    anchor: str = "published"
    why: str = ""


def year(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«عام 2013», «2009/2010», «2011م», «عامي 2011 و2013», a bare year after a preposition."""
    del anchor
    word = terms.norm(index)
    bare = word[1:] if word[:1] in ("و", "ل", "ب", "ف") and len(word) > 3 else word
    if word.startswith("لل"):
        bare = "ال" + word[2:]
    if bare in ("عام", "العام", "سنه", "السنه", "عامي", "العامين", "اعوام", "سنوات", "سنتي", "الاعوام"):
        found = _year_at(terms, index + 1, named=True)
        if found is None:
            return None
        value, last = found
        return Stretch(index, last, value, "year", 0 if word == bare or word.startswith("لل") else 1)
    if not terms.norm(index).isdigit() or len(terms.norm(index)) != 4:
        return None
    found = _year_at(terms, index, named=False)
    if found is None:
        return None
    value, last = found
    pointed = (
        terms.norm(index - 1) in _YEAR_BEFORE
        or terms.hit(index - 1, "age") is not None
        or (terms.norm(index - 1) == "(" and terms.norm(last) == ")")
    )
    era = last > index + 1
    following = terms.hit(last, "person", "thing", "money", "measure", "time-unit", "role")
    if not (pointed or era) or (following is not None and not following.prefix and not era):
        return None
    return Stretch(index, last, value, "bare-year")


def _year_at(terms: Terms, at: int, *, named: bool) -> tuple[str, int] | None:
    number = terms.number(at)
    if number is None or number.kind != "cardinal" or number.low not in (YEARS if named else PLAIN_YEARS):
        if number is None or number.low not in HIJRI_YEARS or number.kind != "cardinal":
            return None
        after, hijri = era(terms, number.last, named or False)
        return (resolve(Day(number.low, hijri=True), None) or "", after) if hijri else None
    after, hijri = era(terms, number.last, False)
    joined = terms.norm(after) in DASHES or (named and terms.norm(after) in ("و", "الي", "حتي"))
    second = terms.number(after + 1) if joined else None
    follows = second is not None and second.kind == "cardinal" and second.low in YEARS and terms.norm(second.last) not in DASHES
    if second is not None and follows and number.low < second.low <= number.low + 100:
        return f"{number.low}/{second.low}", era(terms, second.last, False)[0]
    return f"{number.low:04}", after


def season(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«صيف 2013», «الشتاء الماضي»: its three months, winter beginning in December of the year before."""
    hit = terms.hit(index, "season")
    if hit is None or hit.suffix:
        return None
    start, end = (int(one) for one in hit.entry["value"].split("-"))
    at = hit.last + 1
    if terms.norm(at) in ("عام", "العام", "سنه"):
        at += 1
    number = terms.number(at)
    if number is not None and number.low in PLAIN_YEARS and number.kind == "cardinal":
        year, last = number.low, number.last
    else:
        turn = terms.hit(at, "direction")
        if turn is None or turn.prefix != "ال" or anchor is None or turn.entry["value"] not in _SHIFT:
            return None
        last, way = turn.last + 1, turn.entry["value"]
        year = anchor.year
        if way == "past" and (year, end) >= (anchor.year, anchor.month):
            year -= 1
        elif way == "next" and (year, start % 12) <= (anchor.year, anchor.month):
            year += 1
    begin = month_value(year - (start > end), start)
    return Stretch(index, last, f"{begin}/{month_value(year, end)}", "season", len(hit.prefix))


def decade(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«الستينيات», «ثمانينيات القرن الماضي»; an age («في الستينيات من عمره») is none."""
    del anchor
    at = index
    word = terms.norm(index)
    if word in ("حقبه", "عقد", "سنوات", "اعوام", "فتره"):
        at += 1
    hit = terms.hit(at, "decade")
    if hit is None or hit.suffix:
        return None
    last, base = hit.last + 1, int(hit.entry["value"])
    if terms.norm(last) == "من" and (terms.hit(last + 1, "age") is not None or terms.norm(last + 1).startswith("عمر")):
        return None
    if terms.norm(last) == "من" and terms.norm(last + 1) == "القرن":
        last += 1
    if terms.norm(last) == "القرن":
        turn = terms.hit(last + 1, "direction")
        named = century(terms, last, None)
        if turn is not None and turn.prefix == "ال":
            last = turn.last + 1
        elif named is not None and named.value is not None:
            base, last = int(named.value[:4]) + base % 100, named.last
    return Stretch(index, last, f"{base}/{base + 9}", "decade", len(hit.prefix) if at == index else 0)


def century(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«القرن العشرين», «القرن التاسع عشر» (القرن الماضي is a unit with a direction)."""
    unit = terms.hit(index, "time-unit")
    if unit is None or unit.entry["value"] != "century" or not unit.prefix.endswith("ال"):
        return None
    del anchor
    number = terms.number(unit.last + 1)
    if number is None or not number.definite or not 1 <= number.low <= 21:
        return None
    start = (number.low - 1) * 100
    return Stretch(index, number.last, f"{start:04}/{start + 99:04}", "century", len(unit.prefix) - 2)


def holiday(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«عيد الفطر», «ثاني أيام عيد الأضحى»: the day of the feast nearest to the anchor, or of the year named."""
    at, shift = index, 0
    number = terms.number(index)
    if number is not None and number.kind == "ordinal" and terms.norm(number.last) in ("ايام", "يوم"):
        at, shift = number.last + 1, number.low - 1
    hit = terms.hit(at, "holiday")
    if hit is None or hit.suffix or (hit.prefix and at > index):
        return None
    calendar, _, spot = hit.entry["value"].partition(":")
    month, day = (int(one) for one in spot.split("-"))
    last, year, hijri = hit.last + 1, None, calendar == "hijri"
    named = terms.number(last + 1) if terms.norm(last) in ("عام", "العام", "لعام") else terms.number(last)
    if named is not None and named.kind == "cardinal" and (named.low in PLAIN_YEARS or named.low in HIJRI_YEARS):
        year, last = named.low, era(terms, named.last, False)[0]
    turn = terms.hit(last, "direction")
    way = ""
    if turn is not None and turn.prefix == "ال":
        way, last = turn.entry["value"], turn.last + 1
    if year is not None and hijri and year in PLAIN_YEARS:
        value = resolve(Day(None, month, day, hijri), date(year, 7, 1))
    else:
        value = resolve(Day(year, month, day, hijri), anchor, way)
    if value is not None and shift:
        value = iso(date.fromisoformat(value) + timedelta(days=shift))
    return Stretch(index, last, value, "holiday", len(hit.prefix) if at == index else number.lead if number else 0)
