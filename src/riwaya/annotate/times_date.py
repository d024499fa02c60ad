"""Dates with a month: day and month names of all traditions, numeric forms in both orders, ranges of days, years after months."""

from __future__ import annotations

from riwaya.annotate.terms import Terms
from riwaya.annotate.times_calendar import HIJRI_YEARS, YEARS, Day

DASHES = frozenset("-–—−/ـ")
OPENING, CLOSING = frozenset("([«"), frozenset(")]»")
_ERAS = {"م": False, "ميلادي": False, "ميلاديه": False, "للميلاد": False, "ه": True, "هجري": True, "هجريه": True, "للهجره": True}
_PREPOSITIONS = frozenset(("في", "خلال", "منذ", "حتي", "بين", "اوايل", "اواخر", "مطلع", "منتصف", "نهايه", "بدايه"))
_MONTH_WORDS = frozenset(("شهر", "الشهر", "لشهر", "بشهر", "وشهر"))
_YEAR_WORDS = frozenset(("عام", "العام", "سنه", "السنه", "لعام", "للعام", "لسنه", "بعام", "وعام"))

Found = tuple[Day, Day | None, int, int, str]
"""A date, the end of its range, the token after it, the letters of clitics before it, its direction."""


def read_date(terms: Terms, at: int) -> Found | None:
    """A date with a month, in words or digits, with or without day and year, or None."""
    number = terms.number(at)
    if terms.norm(at).count(".") == 2:
        return _numeric(terms, at)
    if number is not None and number.kind in ("cardinal", "ordinal"):
        return _numeric(terms, at) or _day_month(terms, at)
    return _month_first(terms, at)


def _numeric(terms: Terms, at: int) -> Found | None:
    """``24/7/2022``, ``2022-07-24``, ``7 / 10 / 1436 هـ``, ``24.7.2022``."""
    parts: list[int] = []
    after = at
    for piece in range(3):
        token = terms.tokens[after] if after < len(terms.tokens) else None
        if token is None or token.kind != "number":
            break
        dotted = token.norm.split(".")
        if piece == 0 and len(dotted) == 3:
            if not all(one.isdigit() for one in dotted):
                return None  # 34.500,48.100 is a pair of coordinates
            parts, after = [int(one) for one in dotted], after + 1
            break
        if not token.norm.isdigit():
            break
        parts.append(int(token.norm))
        after += 1
        if piece < 2:
            if terms.norm(after) not in DASHES or terms.tokens[after].norm == "–":
                break
            after += 1
    if len(parts) != 3:
        return None
    first, second, third = parts
    if len(str(first)) == 4:
        year, month, day = first, second, third
    else:
        day, month, year = first, second, third
    if year < 100 and len(terms.norm(after - 1)) == 2:
        year += 2000
    if year not in YEARS and year not in HIJRI_YEARS:
        return None
    if month > 12 >= day:
        day, month = month, day  # month first, as some feeds write
    if month > 12 or not month or day > 31 or not day:
        return None
    after, hijri = era(terms, after, year in HIJRI_YEARS)
    return Day(year, month, day, hijri), None, after, 0, ""


def _day_month(terms: Terms, at: int) -> Found | None:
    """«20 كانون الثاني», «الثامن من يوليو», «25 - 28 مايو», «5 و6 آذار 2022»."""
    number = terms.number(at)
    assert number is not None
    if not 1 <= number.low <= 99 or (number.digits and terms.norm(at - 1) in (".", "/") and not terms.norm(at - 2).isalpha()):
        return None
    day_to, after = None, number.last
    step = _range_step(terms, after)
    second = terms.number(after + step) if step is not None else None
    if second is not None and step is not None and number.low < second.low <= 31 and second.kind == number.kind:
        opened = _month_after(terms, second.last)
        if opened is not None:
            day_to, after = second.low, second.last
    month = _month_after(terms, after)
    if month is None:
        return _day_of_this_month(terms, number.low, after, number.lead if not number.digits else 0)
    value, hijri, after = month
    year, after, hijri = _year(terms, after, hijri)
    direction, after = _of_year(terms, after) if year is None else ("", after)
    if year is None and not direction and (hit := terms.hit(after, "direction")) is not None and hit.prefix == "ال":
        direction, after = hit.entry["value"], hit.last + 1
    lead = number.lead if not number.digits else 0
    end = Day(year, value, day_to, hijri) if day_to else None
    return Day(year, value, number.low, hijri), end, after, lead, direction


def _day_of_this_month(terms: Terms, day: int, after: int, lead: int) -> Found | None:
    """«التاسع من الشهر الحالي», «31 من الشهر الماضي»: a day of the month that a word points to."""
    unit = terms.hit(after + 1, "time-unit")
    pointed = terms.hit(after + 2, "time-unit")
    if terms.norm(after) == "من" and terms.norm(after + 1) == "هذا" and pointed is not None and pointed.entry["value"] == "month":
        return Day(None, None, day), None, after + 3, lead, "now"
    if terms.norm(after) != "من" or unit is None or unit.entry["value"] != "month" or unit.prefix != "ال" or unit.form != "sg":
        return None
    turn = terms.hit(after + 2, "direction")
    if turn is None or turn.prefix != "ال" or turn.entry["value"] not in ("past", "now", "next"):
        return None
    return Day(None, None, day), None, after + 3, lead, turn.entry["value"]


def _range_step(terms: Terms, after: int) -> int | None:
    """How many tokens join two day numbers into a range; None when nothing does."""
    word = terms.norm(after)
    if word in DASHES or word in ("الي", "حتي", "و"):
        return 1
    atom = terms.atom(after)
    if atom is not None and atom.conj:
        return 0
    if atom is not None and atom.kind == "digits" and after > 0:
        gap = terms.text.read[terms.tokens[after - 1].end : terms.tokens[after].start]
        return 0 if "ـ" in gap else None
    return None


def _month_after(terms: Terms, at: int) -> tuple[int, bool, int] | None:
    """The month after a day number: (month, whether Hijri, token after), over «من», «شهر», "/", "-"."""
    if terms.norm(at) in ("من", "/", "-", "،"):
        at += 1
    if terms.norm(at) in ("شهر", "الشهر"):
        at += 1
    return month(terms, at, sure=True)


def month(terms: Terms, at: int, *, sure: bool, first: bool = False) -> tuple[int, bool, int] | None:
    """A month name with its names in other traditions: «تموز/يوليو», «أبريل (نيسان)»; (month, whether Hijri, token after)."""
    hit = terms.hit(at, "month")
    if hit is None or hit.suffix or (hit.prefix and not first):
        return None
    value, hijri = int(hit.entry["value"]), hit.entry["unit"].startswith("hijri")
    after = hit.last + 1
    if hit.entry["unit"].endswith("unsure") and not sure and not _vouched(terms, at, after, hijri):
        return None
    while True:
        step, closing = after, False
        if terms.norm(step) in DASHES or terms.norm(step) in ("او", "،"):
            step += 1
        elif terms.norm(step) in OPENING:
            step, closing = step + 1, True
        again = terms.hit(step, "month")
        if again is None or again.prefix or int(again.entry["value"]) != value or again.entry["unit"].startswith("hijri") != hijri:
            return value, hijri, after
        step = again.last + 1
        if closing and terms.norm(step) not in CLOSING:
            return value, hijri, after
        after = step + closing


def _vouched(terms: Terms, at: int, after: int, hijri: bool) -> bool:
    """Whether a word that may be no month stands where only a month does: after «في», or before a year or direction."""
    following = terms.hit(after, "direction")
    named = _year(terms, after, hijri)[0] is not None or (following is not None and following.prefix == "ال")
    other = terms.hit(after + 1, "month") if terms.norm(after) in DASHES else None
    entry = terms.hit(at, "month")
    alone = entry is not None and entry.entry["value"] in ("3", "8", "9") and terms.norm(at - 1) in _PREPOSITIONS
    return named or other is not None or alone


def _month_first(terms: Terms, at: int) -> Found | None:
    """«شهر أبريل الماضي», «تموز 2022», «رمضان 1436»."""
    start, lead = at, 0
    if terms.norm(at) in _MONTH_WORDS:
        lead = 0 if terms.norm(at) in ("شهر", "الشهر") else 1
        at += 1
    hit = terms.hit(at, "month")
    if hit is None or (hit.prefix and at != start):
        return None
    found = month(terms, at, sure=at != start, first=at == start)
    if found is None:
        return None
    value, hijri, after = found
    year, after, hijri = _year(terms, after, hijri)
    direction, after = _of_year(terms, after) if year is None else ("", after)
    if year is None and not direction and (turn := terms.hit(after, "direction")) is not None and turn.prefix == "ال":
        direction, after = turn.entry["value"], turn.last + 1
    return Day(year, value, None, hijri), None, after, lead if at != start else len(hit.prefix), direction


def _year(terms: Terms, at: int, hijri: bool) -> tuple[int | None, int, bool]:
    """A year after a month: (year, token after, whether Hijri)."""
    step = at
    turned = terms.hit(at + 2, "direction") if terms.norm(at) == "من" and terms.norm(at + 1) in ("العام", "السنه") else None
    if turned is not None and terms.norm(turned.last + 1).isdigit():
        step = turned.last + 1
    if terms.norm(step) in ("من", "،", ",", "/", "-", "(") and (terms.norm(step + 1) in _YEAR_WORDS or terms.norm(step + 1).isdigit()):
        step += 1
    named = terms.norm(step) in _YEAR_WORDS
    if named:
        step += 1
    number = terms.number(step)
    if number is None or number.kind != "cardinal" or (not named and not terms.norm(step).isdigit()):
        return None, at, hijri
    if number.low not in YEARS and number.low not in HIJRI_YEARS:
        return None, at, hijri
    if number.low in HIJRI_YEARS and number.low not in YEARS:
        hijri = True
    after, hijri = era(terms, number.last, hijri)
    if terms.norm(at) == "(" and terms.norm(after) == ")":
        after += 1
    return number.low, after, hijri


def _of_year(terms: Terms, at: int) -> tuple[str, int]:
    """«من العام الماضي», «من هذا العام» after a month: (``last-year``, ``this-year`` or ``next-year``, token after)."""
    if terms.norm(at) != "من":
        return "", at
    if terms.norm(at + 1) == "هذا" and terms.norm(at + 2) == "العام":
        return "this-year", at + 3
    turn = terms.hit(at + 2, "direction")
    if terms.norm(at + 1) not in ("العام", "السنه") or turn is None or turn.prefix != "ال":
        return "", at
    name = {"past": "last-year", "now": "this-year", "next": "next-year"}.get(turn.entry["value"])
    return (name, turn.last + 1) if name else ("", at)


def era(terms: Terms, at: int, hijri: bool) -> tuple[int, bool]:
    """Step over «م», «هـ», «للهجرة»; whether the year is Hijri."""
    word = terms.norm(at)
    return (at + 1, _ERAS[word]) if word in _ERAS else (at, hijri)
