"""When: time expressions and the dates they stand for.

What counts and how far a span reaches is the annotation guide's: a day with its part of day and clock time is one expression,
the preposition stays out, durations and frequencies are none. Relative words count from the publication date; weekday names from
the text's own dateline where it has one. A date that no calendar has keeps its span and loses its value, with the reason in
``resolved``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from riwaya.annotate import body, times_day, times_span
from riwaya.annotate.match import Hits
from riwaya.annotate.terms import Terms
from riwaya.annotate.times_calendar import NoSuchDate, iso, parse_published, resolve, weekday_ahead, weekday_back
from riwaya.annotate.times_day import Bag
from riwaya.annotate.times_year import Stretch
from riwaya.model import Layout, Span, Text, TimeExpression

_CLASSES = frozenset(
    (
        "weekday", "month", "part-of-day", "part-adverb", "relative", "vague-time", "time-unit", "edge", "time-prep", "season", "holiday",
        "decade", "clock", "lead-in",
    )
)  # fmt: skip
_DATELINE_REACH = timedelta(days=31)
_FUTURE_WORDS = frozenset(("سوف", "المقرر", "المزمع", "المتوقع", "المرتقب", "مقرر", "يعتزم", "تعتزم", "سيتم", "وسوف"))
_ALONE_AFTER = frozenset(("في", "خلال", "منذ", "مع", "حتي", "وفي", "ومع", "ساعات"))
_OPENING, _CLOSING = frozenset("\"“«‹'"), frozenset("\"”»›'")
_THAT = frozenset(("ان", "انه", "انها", "انهم", "بان", "بانه"))
_TENSE_REACH = 8


@dataclass(slots=True)
class _Clock:
    """What the text has settled so far: the publication date, the text's own today, the day told last."""

    published: date | None
    future: frozenset[int]
    """Tokens of verbs with the سـ of the future."""
    dateline: date | None = None
    told: date | None = None
    told_at: int = -1


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    lead: int
    value: str | None
    rule: str
    resolved: dict[str, Any]
    day: date | None = None


def find(text: Text, layout: Layout, hits: Hits, published: str | None) -> list[TimeExpression]:
    """The time expressions of `text`, in order, none overlapping.

    Args:
        published: ISO date or date-time of publication; without it relative words have no value.
    """
    terms = Terms(text, layout, hits)
    future = frozenset(hit.first for hit in hits if hit.prefix.endswith("س"))
    clock = _Clock(parse_published(published), future)
    clock.dateline = _dateline(terms, clock.published)
    outside = body.outside(text, layout)
    out: list[TimeExpression] = []
    done = 0
    for index in terms.starts(_CLASSES, numbers=True):
        if index < done:
            continue
        found = None if _in_title(terms, index) else _read(terms, index, clock)
        if found is None:
            continue
        done = found.last
        if body.inside(Span(layout.tokens[index].start, layout.tokens[index].end), outside):
            continue
        if found.day is not None:
            clock.told, clock.told_at = found.day, index
        start = terms.start_of(found.first, found.lead)
        end = layout.tokens[found.last - 1].end
        out.append(TimeExpression(Span(start, end), found.value, found.rule, 0.9 if found.value else 0.6, found.resolved))
    return out


def _read(terms: Terms, index: int, clock: _Clock) -> _Found | None:
    anchor = clock.dateline or clock.published
    try:
        stretch = times_span.read(terms, index, anchor, clock.told)
    except NoSuchDate as error:
        stretch = Stretch(index, index + 1, None, "no-such-date", why=str(error))
    bag = times_day.read(terms, index)
    if bag is not None and (stretch is None or bag.last >= stretch.last):
        found = _of_bag(terms, bag, clock)
        if found is not None:
            return found
    if stretch is not None:
        resolved: dict[str, Any] = {"method": stretch.rule, "anchor": stretch.anchor}
        if stretch.value is None:
            resolved["abstained"] = stretch.why or "no anchor"
        return _Found(stretch.first, stretch.last, stretch.lead, stretch.value, stretch.rule, resolved, _as_day(stretch.value))
    return _vague(terms, index)


def _in_title(terms: Terms, index: int) -> bool:
    """Whether a word ends a name in quotation marks («حلب اليوم»)."""
    if terms.norm(index + 1) not in _CLOSING:
        return False
    if terms.norm(index - 1) in _OPENING:
        return terms.hit(index, "relative", "weekday") is not None and terms.tokens[index - 1].end == terms.tokens[index].start
    return any(
        terms.norm(index - back) in _OPENING and terms.tokens[index - back + 1].start == terms.tokens[index - back].end for back in (2, 3)
    )


def _vague(terms: Terms, index: int) -> _Found | None:
    hit = terms.hit(index, "vague-time")
    if hit is None or hit.suffix or terms.norm(hit.last + 1) == "من" or (terms.norm(index) == "حينها" and terms.norm(index - 1) == "في"):
        return None  # قريبا من is near, لاحقا من none
    inside = terms.norm(index).endswith("في") and hit.last > index  # the preposition stays out
    why = {"method": "vague", "abstained": "the words name no definite time"}
    return _Found(index + inside, hit.last + 1, 0 if inside else len(hit.prefix), None, "vague", why)


def _as_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value is not None and len(value) == 10 else None


# --- days -----------------------------------------------------------------------------------------------------------------------------


def _of_bag(terms: Terms, bag: Bag, clock: _Clock) -> _Found | None:
    if not bag.names_day:
        return _without_day(terms, bag, clock)
    try:
        value, method, anchor = _value(terms, bag, clock)
    except NoSuchDate as error:
        return _Found(bag.first, bag.last, bag.lead, None, "no-such-date", {"method": "date", "abstained": str(error)})
    resolved: dict[str, Any] = {"method": method, "anchor": anchor}
    if value is None:
        resolved["abstained"] = "no publication date to count from"
    elif "/" not in value:
        resolved["precision"] = {4: "year", 7: "month", 10: "day"}[len(value)]
    return _Found(bag.first, bag.last, bag.lead, value, method, resolved, _as_day(value))


def _value(terms: Terms, bag: Bag, clock: _Clock) -> tuple[str | None, str, str]:
    """(value, method, anchor) of an expression that names a day, month or year."""
    if bag.same:
        return (iso(clock.told) if clock.told else None), "same-day", "told"
    if bag.day is not None:
        direction = bag.direction
        if bag.day.day is None and bag.day.year is None and not direction and _ahead(terms, bag.first, clock.future):
            direction = "next"
        value = resolve(bag.day, clock.published, direction)
        if bag.day_to is not None and value is not None:
            value = f"{value}/{resolve(bag.day_to, clock.published, bag.direction)}"
        calendar = "hijri" if bag.day.hijri else "gregorian"
        return value, f"{calendar}-date", "written" if bag.day.year else "published"
    if bag.weekday is not None:
        day, anchor = _weekday(terms, bag, clock)
        if day is None:
            return None, "weekday", anchor
        if bag.weekday_to is not None:
            return iso(day, weekday_ahead(day, bag.weekday_to)), "night-between", anchor
        return iso(day), "weekday", anchor
    assert bag.relative is not None
    if clock.published is None:
        return None, "relative", "published"
    return iso(clock.published + timedelta(days=bag.relative)), "relative", "published"


def _weekday(terms: Terms, bag: Bag, clock: _Clock) -> tuple[date | None, str]:
    anchor = clock.dateline or clock.published
    name = "dateline" if clock.dateline else "published"
    assert bag.weekday is not None
    if bag.direction == "after" and clock.told is not None:
        return weekday_ahead(clock.told, bag.weekday), "told"
    if anchor is None:
        return None, name
    if bag.direction in ("next", "after"):
        return weekday_ahead(anchor, bag.weekday), name
    if bag.direction == "past":
        return weekday_back(anchor, bag.weekday, strictly=True), name
    if bag.relative is not None and bag.relative > 0:
        return weekday_ahead(anchor, bag.weekday, strictly=False), name
    if bag.relative is None and not bag.direction and _future(terms, bag.first, clock.future):
        return weekday_ahead(anchor, bag.weekday, strictly=False), name
    return weekday_back(anchor, bag.weekday), name


def _ahead(terms: Terms, index: int, future: frozenset[int]) -> bool:
    """Whether a month named without a year lies ahead: by its tense, or after a word of term («حتى أيلول»)."""
    return terms.norm(index - 1) in ("حتي", "الي", "بحلول", "لغايه") or _future(terms, index, future)


def _future(terms: Terms, index: int, future: frozenset[int]) -> bool:
    """Whether the clause before a weekday speaks of what is to come: a verb with سـ or سوف, «من المقرر أن»."""
    for at in range(index - 1, max(-1, index - 1 - _TENSE_REACH), -1):
        token = terms.tokens[at]
        if not terms.same_sentence(at, index) or token.kind == "punct":
            return False
        if token.norm in _FUTURE_WORDS or at in future:
            return True
        if token.norm in _THAT:
            return terms.norm(at - 1) in _FUTURE_WORDS
        if token.tag == "verb" and token.core[:1] not in "يتن":
            return False
    return False


def _without_day(terms: Terms, bag: Bag, clock: _Clock) -> _Found | None:
    """A clock time or part of day alone: on the day the text speaks of, if it has named one."""
    if not bag.clock and not _stands_alone(terms, bag):
        return None
    day = clock.told or clock.dateline or clock.published
    anchor = "told" if clock.told else "dateline" if clock.dateline else "published"
    method = "clock" if bag.clock else "part-of-day"
    resolved: dict[str, Any] = {"method": method, "anchor": anchor}
    if day is None:
        resolved["abstained"] = "the text has named no day"
    return _Found(bag.first, bag.last, bag.lead, iso(day) if day else None, method, resolved)


def _stands_alone(terms: Terms, bag: Bag) -> bool:
    """Whether a part of day is an expression by itself: an adverb (ليلاً), or definite after a preposition (خلال الليل)."""
    adverb = terms.hit(bag.first, "part-adverb")
    if adverb is not None and not adverb.suffix:
        return True
    word = terms.norm(bag.first)
    if word in ("العصر", "ليل") or word.endswith("عصر"):
        return bag.last - bag.first > 1 and terms.norm(bag.first + 1) != "نهار"  # العصر is mostly an age
    if bag.last - bag.first > 1:
        return True
    if word == "مساء" and "\N{ARABIC FATHATAN}" in terms.surface(bag.first, bag.last):
        return True
    return word.startswith("ال") and terms.norm(bag.first - 1) in _ALONE_AFTER


# --- the text's own today ---------------------------------------------------------------------------------------------------------------


def _dateline(terms: Terms, published: date | None) -> date | None:
    """The day the text gives for itself («اليوم الأحد 14 آب»), where it is not the publication date; None where it gives none."""
    if published is None:
        return None
    readers: tuple[Callable[[Bag], date | None], ...] = (lambda bag: _dated(bag, published), lambda bag: _named(bag, published))
    for index in terms.starts(("relative",), numbers=False):
        bag = times_day.read(terms, index)
        if bag is None or bag.relative not in (0, -1) or bag.direction:
            continue
        for reader in readers:
            day = reader(bag)
            if day is not None:
                day -= timedelta(days=bag.relative)  # «أمس الاثنين» was written on a Tuesday
                return day if abs(day - published) <= _DATELINE_REACH else None
    return None


def _dated(bag: Bag, published: date) -> date | None:
    if bag.day is None or bag.day.day is None:
        return None
    try:
        value = resolve(bag.day, published)
    except NoSuchDate:
        return None
    return _as_day(value)


def _named(bag: Bag, published: date) -> date | None:
    return weekday_back(published, bag.weekday) if bag.weekday is not None else None
