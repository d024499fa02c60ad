"""The arithmetic of dates: anchors, weekdays, nearest years, Hijri months, ISO values. Pure functions over `datetime.date`.

Hijri dates are converted by the Umm al-Qura calendar (package hijridate, 1343–1500 AH); a moon seen a day earlier or later
shifts them by one.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

FUTURE_REACH = 90
"""A date without a year is the nearest one; it may lie at most this many days after the anchor."""
_OF_YEAR = {"last-year": -1, "this-year": 0, "next-year": 1}
HIJRI_YEARS = range(1343, 1501)
YEARS = range(1800, 2100)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year as words give it: any of the three may be absent. `hijri` years and months are Islamic ones."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hijri: bool = False


class NoSuchDate(ValueError):
    """The words name a date that no calendar has (31 شباط); the message says why."""


def parse_published(published: str | None) -> date | None:
    """The calendar date of an ISO date or date-time; None when there is none or it cannot be read.

    >>> parse_published("2022-01-20T10:00:00Z")
    datetime.date(2022, 1, 20)
    """
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def iso(start: date, end: date | None = None) -> str:
    """A day, or an interval of days.

    >>> iso(date(2022, 1, 20), date(2022, 1, 24))
    '2022-01-20/2022-01-24'
    """
    return start.isoformat() if end is None or end == start else f"{start.isoformat()}/{end.isoformat()}"


def month_value(year: int, month: int) -> str:
    """ISO year and month; months below 1 and above 12 run over into other years.

    >>> month_value(2022, 0)
    '2021-12'
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04}-{month:02}"


def weekday_back(anchor: date, weekday: int, *, strictly: bool = False) -> date:
    """The last such day on or before `anchor` (Monday is 0); before it when `strictly`.

    >>> weekday_back(date(2022, 1, 22), 3)
    datetime.date(2022, 1, 20)
    """
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(days=back or 7 if strictly else back)


def weekday_ahead(anchor: date, weekday: int, *, strictly: bool = True) -> date:
    """The next such day after `anchor`."""
    ahead = (weekday - anchor.weekday()) % 7
    return anchor + timedelta(days=ahead or 7 if strictly else ahead)


def week_of(anchor: date, shift: int = 0) -> str:
    """The week from Monday to Sunday that holds the anchor, `shift` weeks on."""
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=shift)
    return iso(monday, monday + timedelta(days=6))


def resolve(day: Day, anchor: date | None, direction: str = "") -> str | None:
    """The ISO value of a named day, month or year; None when the year is not given and there is no anchor.

    Raises:
        NoSuchDate: the calendar has no such day.
    """
    if day.month is None and day.year is None and day.day is not None:
        return _day_of_month(day.day, anchor, direction)
    if day.year is None and anchor is None:
        _check_day_of_month(day)
        return None
    return _hijri(day, anchor, direction) if day.hijri else _gregorian(day, anchor, direction)


def _day_of_month(day: int, anchor: date | None, direction: str) -> str | None:
    """A day of this, the last or the next month."""
    if anchor is None:
        return None
    month = month_value(anchor.year, anchor.month + {"past": -1, "next": 1}.get(direction, 0))
    try:
        return date(int(month[:4]), int(month[5:]), day).isoformat()
    except ValueError as error:
        raise NoSuchDate(f"{month} has no day {day}") from error


def _check_day_of_month(day: Day) -> None:
    longest = 30 if day.hijri else monthrange(2000, day.month)[1] if day.month else 31
    if day.day is not None and not 1 <= day.day <= longest:
        raise NoSuchDate(f"month {day.month} has no day {day.day}")


def _gregorian(day: Day, anchor: date | None, direction: str) -> str:
    _check_day_of_month(day)
    year = day.year
    if year is None:
        assert anchor is not None
        year = nearest_year(day, anchor, direction)
    if day.month is None:
        return f"{year:04}"
    if day.day is None:
        return month_value(year, day.month)
    try:
        return date(year, day.month, day.day).isoformat()
    except ValueError as error:
        raise NoSuchDate(f"{year}-{day.month} has no day {day.day}") from error


def nearest_year(day: Day, anchor: date, direction: str) -> int:
    """The year of a day or month given without one: by direction, or the nearest with a leaning to the past."""
    assert day.month is not None
    if direction in _OF_YEAR:
        return anchor.year + _OF_YEAR[direction]
    if day.day is None:
        here = (anchor.year, day.month)
        now = (anchor.year, anchor.month)
        if direction == "past":
            return anchor.year if here < now else anchor.year - 1
        if direction == "next":
            return anchor.year if here > now else anchor.year + 1
        if direction != "now":
            return anchor.year if here <= now else anchor.year - 1
    chosen = anchor.year
    reference = _safe(anchor.year, day.month, day.day or 1)
    if direction == "past":
        return chosen if reference < anchor else chosen - 1
    if direction == "next":
        return chosen if reference > anchor else chosen + 1
    if direction == "now":
        return chosen
    if reference > anchor + timedelta(days=FUTURE_REACH):
        return chosen - 1
    if reference < anchor - timedelta(days=365 - FUTURE_REACH):
        return chosen + 1
    return chosen


def _safe(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _hijri(day: Day, anchor: date | None, direction: str) -> str | None:
    if day.year is not None:
        if day.year not in HIJRI_YEARS:
            raise NoSuchDate(f"no conversion for the Hijri year {day.year}")
        return _hijri_value(day.year, day.month, day.day)
    assert anchor is not None
    if not date(1925, 1, 1) <= anchor <= date(2076, 1, 1):
        return None
    now = Gregorian(anchor.year, anchor.month, anchor.day).to_hijri()
    best: tuple[int, str] | None = None
    for year in (now.year - 1, now.year, now.year + 1):
        try:
            value = _hijri_value(year, day.month, day.day)
        except NoSuchDate:
            continue
        distance = (date.fromisoformat(value[:10]) - anchor).days
        if (direction == "past" and distance >= 0) or (direction == "next" and distance <= 0):
            continue
        cost = abs(distance) if distance <= FUTURE_REACH else abs(distance) + 365
        if best is None or cost < best[0]:
            best = (cost, value)
    if best is None:
        raise NoSuchDate(f"the Hijri month {day.month} has no day {day.day}")
    return best[1]


def _hijri_value(year: int, month: int | None, day: int | None) -> str:
    try:
        first = Hijri(year, month or 1, day or 1)
        start = first.to_gregorian()
        if day is not None:
            return iso(date(start.year, start.month, start.day))
        closing = first if month is not None else Hijri(year, 12, 1)
        last = Hijri(year, closing.month, closing.month_length())
        end = last.to_gregorian()
    except (ValueError, OverflowError) as error:
        raise NoSuchDate(f"the Hijri calendar has no {day} of month {month}, {year}") from error
    return iso(date(start.year, start.month, start.day), date(end.year, end.month, end.day))


def ago(anchor: date, count: int, unit: str) -> str | None:
    """The time `count` units before the anchor (negative: after), as precise as the unit: days a date, months a month, years a year.

    None where the unit has no fixed length or the time lies outside the years 1 to 9999.

    >>> ago(date(2015, 7, 31), 1, "month"), ago(date(2015, 7, 22), 10, "day"), ago(date(2015, 7, 22), 3, "year")
    ('2015-06', '2015-07-12', '2012')
    """
    try:
        return _ago(anchor, count, unit)
    except (OverflowError, ValueError):
        return None


_YEARS_IN = {"year": 1, "decade": 10, "century": 100}


def _ago(anchor: date, count: int, unit: str) -> str | None:
    if unit in ("second", "minute", "hour"):
        return iso(anchor - timedelta(hours=0 if abs(count) < 24 else count) if unit == "hour" else anchor)
    if unit in ("day", "night", "week"):
        return iso(anchor - timedelta(days=count * (7 if unit == "week" else 1)))
    months = anchor.year * 12 + anchor.month - 1 - count * (1 if unit == "month" else 12 * _YEARS_IN.get(unit, 0))
    if (unit not in _YEARS_IN and unit != "month") or not 12 <= months < 120_000:
        return None
    return month_value(anchor.year, anchor.month - count) if unit == "month" else f"{months // 12:04}"


def stretch(anchor: date, count: int, unit: str, ahead: bool) -> str | None:
    """The last (or next) `count` units up to the anchor (or from it), as an interval; None as for `ago`."""
    try:
        return _stretch(anchor, count, unit, ahead)
    except (OverflowError, ValueError):
        return None


def _stretch(anchor: date, count: int, unit: str, ahead: bool) -> str | None:
    sign = 1 if ahead else -1
    if unit in ("second", "minute", "hour"):
        days = count // 24 if unit == "hour" else 0
        edge = anchor + timedelta(days=sign * days)
    elif unit in ("day", "night"):
        edge = anchor + timedelta(days=sign * (count if ahead else count - 1))
    elif unit == "week":
        edge = anchor + timedelta(weeks=sign * count)
    elif unit == "month":
        value = month_value(anchor.year, anchor.month + sign * count)
        edge = _safe(int(value[:4]), int(value[5:]), anchor.day)
    elif unit in _YEARS_IN:
        edge = _safe(anchor.year + sign * count * _YEARS_IN[unit], anchor.month, anchor.day)
    else:
        return None
    return iso(anchor, edge) if ahead else iso(edge, anchor)
