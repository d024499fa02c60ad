"""Expressions that name a stretch of time or count from another.

Weeks, months and years with a direction, «قبل يومين», «الأيام الأخيرة», edges of months, holidays, seasons, decades, centuries.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from riwaya.annotate.match import Hit
from riwaya.annotate.terms import Terms
from riwaya.annotate.times_calendar import ago, iso, month_value, resolve, stretch, week_of
from riwaya.annotate.times_date import era, read_date
from riwaya.annotate.times_year import PLAIN_YEARS, Stretch, century, decade, holiday, season, year

_FEW = frozenset(("القليله", "القلايل", "العديده", "الكثيره", "المعدوده"))


def read(terms: Terms, index: int, anchor: date | None, told: date | None) -> Stretch | None:
    """The expression that begins at a token, or None. `anchor` is what relative words count from, `told` the day told before."""
    for reader in (_since, _edge, _this, _turned, _many_turned, _in_a_row, year, season, decade, century, holiday):
        found = reader(terms, index, anchor)
        if found is not None:
            return _from_told(terms, found, told)
    return _then(terms, index, told)


def _from_told(terms: Terms, found: Stretch, told: date | None) -> Stretch:
    """«اليوم التالي», «اليوم السابق»: counted from the day told before."""
    turn = terms.hit(found.last - 1, "direction")
    word = terms.norm(found.last - 1)
    if found.rule != "unit-direction" or turn is None or told is None or (turn.entry["value"] != "after" and not word.startswith("السابق")):
        return found
    unit = terms.hit(found.first, "time-unit")
    value = shifted(told, unit.entry["value"], 1 if turn.entry["value"] == "after" else -1) if unit is not None else None
    return replace(found, value=value, anchor="told", why="")


def _then(terms: Terms, index: int, told: date | None) -> Stretch | None:
    """«بعدها بساعتين», «بعد ذلك بيومين»: counted from the day told before."""
    word = terms.norm(index)
    bare = word[1:] if word[:1] in ("و", "ف") else word
    at = index + 1
    if bare in ("بعد", "قبل") and terms.norm(at) == "ذلك":
        at += 1
    elif bare not in ("بعدها", "قبلها", "بعده", "قبله"):
        return None
    if terms.norm(at) in ("بنحو", "بحوالي", "بقرابه", "ب", "باكثر", "باقل"):
        at += 1
        at += terms.norm(at) == "من"
        counted = _count(terms, at)
    else:
        unit = terms.hit(at, "time-unit")
        number = terms.number(at)
        counted = None
        if number is not None and number.lead and terms.norm(at).startswith("ب") and (named := _unit(terms, number.last)) is not None:
            counted = number.low, named.entry["value"], named.last + 1
        elif unit is not None and unit.prefix == "ب":
            counted = {"du": 2, "pl": None}.get(unit.form, 1), unit.entry["value"], unit.last + 1
    if counted is None:
        return None
    count, name, after = counted
    value = None
    if told is not None and count is not None:
        value = ago(told, count if bare.startswith("قبل") else -count, name)
    return Stretch(index, after, value, "offset-from-told", len(word) - len(bare), "told", "" if value else "no day was told before")


def _unit(terms: Terms, at: int) -> Hit | None:
    hit = terms.hit(at, "time-unit")
    return hit if hit is not None and not hit.suffix else None


def _is_one(hit: Hit) -> bool:
    return hit.form in ("sg", "lit")


# --- قبل, منذ ------------------------------------------------------------------------------------------------------------------


def _since(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«قبل يومين», «منذ نحو عشرة أيام», «قبل أيام من توقيعه». How long after something («بعد ساعات») is a duration."""
    prep = terms.hit(index, "time-prep")
    if prep is None or prep.entry["value"] not in ("before", "since") or prep.prefix not in ("", "و", "ف"):
        return None
    at = prep.last + 1
    bound = terms.hit(at, "bound")
    if bound is not None:
        at = bound.last + 1
    counted = _count(terms, at)
    if counted is None:
        return None
    count, unit, after = counted
    way, lead = prep.entry["value"], len(prep.prefix)
    if terms.norm(after) in ("فقط", "تقريبا"):
        after += 1
    if terms.norm(after) in ("من", "علي") and way != "since":
        reach = (
            after if terms.norm(after - 1) in ("فقط", "تقريبا") or terms.norm(after) == "علي" else min(after + 3, _clause_end(terms, after))
        )
        return Stretch(index, reach, None, "offset-from-event", lead, "event", "counts from an event")
    if way == "since" and (unit in ("year", "decade", "century") or (count is None and bound is None)):
        return None  # the length of a state: منذ سنوات, منذ أربعة أعوام
    inexact = bound is not None and bound.entry["value"] in ("at-least", "at-most")
    if count is None or anchor is None or inexact:
        why = "no anchor" if anchor is None else "the length is not told"
        return Stretch(index, after, None, f"offset-{way}", lead, "published", why)
    if way == "since" and unit == "week" and count == 1:
        return Stretch(index, after, iso(anchor - timedelta(days=7), anchor), "offset-since", lead)
    value = ago(anchor, count, unit)
    return Stretch(index, after, value, f"offset-{way}", lead, why="" if value else "out of the calendar")


def _clause_end(terms: Terms, at: int) -> int:
    """The token after the words that may still belong to the phrase at `at`: up to a mark or the end of the sentence."""
    end = at
    while terms.same_sentence(at, end) and terms.tokens[end].kind == "word":
        end += 1
    return end


def _count(terms: Terms, at: int) -> tuple[int | None, str, int] | None:
    """A number of units of time: (how many, or None for a bare plural; unit; token after)."""
    number = terms.number(at)
    if number is not None and number.kind in ("cardinal", "vague") and not number.lead:
        unit = _unit(terms, number.last)
        if unit is None or unit.prefix:
            return None
        return (number.low if number.kind == "cardinal" else None), unit.entry["value"], unit.last + 1
    unit = _unit(terms, at)
    if unit is None or unit.prefix not in ("", "ال") or (unit.prefix and unit.form != "du"):
        return None
    after = unit.last + 1
    if unit.form == "du":
        return 2, unit.entry["value"], after
    if unit.form == "pl":
        return None, unit.entry["value"], after + (terms.norm(after) in ("قليله", "عده", "طويله", "عديده"))
    if terms.norm(after) in ("كامل", "واحد", "واحده", "تقريبا", "فقط"):
        after += 1
    elif terms.number(after) is not None or terms.hit(after, "weekday", "month", "relative") is not None:
        return None  # قبل يوم الخميس
    return 1, unit.entry["value"], after


# --- units with a direction ---------------------------------------------------------------------------------------------------------

_SHIFT = {"past": -1, "now": 0, "next": 1}


def shifted(anchor: date, unit: str, shift: int) -> str | None:
    """The week, month, year, … that lies `shift` units from the one of the anchor."""
    if unit in ("day", "night"):
        return iso(anchor + timedelta(days=shift))
    if unit == "week":
        return week_of(anchor, shift)
    if unit == "month":
        return month_value(anchor.year, anchor.month + shift)
    if unit == "year":
        return f"{anchor.year + shift:04}"
    if unit == "decade":
        start = anchor.year // 10 * 10 + 10 * shift
        return f"{start}/{start + 9}"
    if unit == "century":
        start = anchor.year // 100 * 100 + 100 * shift
        return f"{start}/{start + 99}"
    return None


def _this(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«هذا الأسبوع», «هذا العام»; «هذا الموسم» has no value."""
    word = terms.norm(index)
    bare = word[1:] if word[:1] in ("و", "ل", "ب") else word
    if bare not in ("هذا", "هذه"):
        return None
    unit = _unit(terms, index + 1)
    lead = len(word) - len(bare)
    if unit is None or unit.prefix != "ال" or not _is_one(unit) or unit.entry["value"] in ("second", "minute", "hour"):
        return None
    if terms.hit(unit.last + 1, "direction") is not None and terms.norm(unit.last + 1) in ("الحالي", "الجاري"):
        return _with_year(
            terms, Stretch(index, unit.last + 2, shifted(anchor, unit.entry["value"], 0) if anchor else None, "this-unit", lead)
        )
    return _with_year(terms, Stretch(index, unit.last + 1, shifted(anchor, unit.entry["value"], 0) if anchor else None, "this-unit", lead))


def _with_year(terms: Terms, found: Stretch) -> Stretch:
    """«هذا العام 2015م», «العام الفائت 2022»: the number of the year is part of the expression, and its value."""
    number = terms.number(found.last)
    if not terms.norm(found.last - 1).startswith(("ال", "عام")) or number is None or not number.digits or number.low not in PLAIN_YEARS:
        return found
    return replace(found, last=era(terms, number.last, False)[0], value=f"{number.low}")


def _turned(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«الأسبوع الماضي», «الشهر الجاري», «العام المقبل», «الليلة الماضية»."""
    unit = _unit(terms, index)
    if unit is None or not _is_one(unit) or not unit.prefix.endswith(("ال", "لل")):
        return None
    turn = terms.hit(unit.last + 1, "direction")
    lead = len(unit.prefix) - (1 if unit.prefix.endswith("لل") else 2)
    if turn is None or turn.prefix != "ال":
        return None
    way, value = turn.entry["value"], None
    if anchor is not None and way in _SHIFT:
        value = shifted(anchor, unit.entry["value"], _SHIFT[way])
    elif anchor is not None and way == "recent":
        value = stretch(anchor, 1, unit.entry["value"], ahead=False)
    found = Stretch(index, turn.last + 1, value, "unit-direction", lead, why="" if value else "counts from the time told")
    return _with_year(terms, found) if unit.entry["value"] == "year" else found


def _many_turned(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«اليومين الأخيرين», «الأيام القليلة الماضية», «السنوات الخمس الماضية», «العشر سنوات القادمة», «الـ24 ساعة الماضية»."""
    at, count, lead = index, None, 0
    if terms.norm(at) in ("ال", "لل", "بال"):
        at += 1
        lead = len(terms.norm(index)) - 2 if terms.norm(index) != "لل" else 1
    number = terms.number(at)
    if number is not None and number.kind == "cardinal" and (number.definite or at > index):
        count, lead = number.low, number.lead if at == index else lead
        at = number.last
    unit = _unit(terms, at)
    if unit is None or (count is None and (_is_one(unit) or at > index)):
        return None
    if count is None and not unit.prefix.endswith(("ال", "لل")):
        return None
    if at == index:
        lead = max(0, len(unit.prefix) - (1 if unit.prefix.endswith("لل") else 2))
    after = unit.last + 1
    if count is None and unit.form == "du":
        count = 2
    if count is None and terms.norm(after) == "ال" and terms.number(after + 1) is not None:
        after += 1
    inner = terms.number(after)
    if count is None and inner is not None and inner.kind == "cardinal":
        count, after = inner.low, inner.last
    if terms.norm(after) in _FEW or terms.norm(after) in ("و", "او"):
        after += terms.norm(after) in _FEW
    turn = terms.hit(after, "direction")
    if turn is None or turn.prefix != "ال":
        return None
    way, value = turn.entry["value"], None
    if anchor is not None and count is not None and way in ("past", "recent", "next"):
        value = stretch(anchor, count, unit.entry["value"], ahead=way == "next")
    return Stretch(index, turn.last + 1, value, "stretch", lead, why="" if value else "the length is not told")


def _in_a_row(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«اليوم الخامس على التوالي» is the day of publication; «اليوم الأول من زيارته» hangs on an event."""
    unit = terms.hit(index, "time-unit")
    word = terms.norm(index)
    if unit is None or unit.suffix or unit.entry["value"] not in ("day", "week", "month", "year", "night"):
        return None
    if not (unit.prefix.endswith(("ال", "لل"))) or not _is_one(unit):
        return None
    number = terms.number(unit.last + 1)
    if number is None or number.kind != "ordinal" or not number.definite or number.lead:
        return None
    lead = len(unit.prefix) - (1 if unit.prefix.endswith("لل") else 2)
    after = number.last
    if terms.norm(after) == "علي" and terms.norm(after + 1) == "التوالي":
        value = None
        if anchor is not None:
            value = iso(anchor) if unit.entry["value"] in ("day", "night") else shifted(anchor, unit.entry["value"], 0)
        return Stretch(index, after + 2, value, "in-a-row", lead)
    if (terms.norm(after) in ("من", "ل") or terms.norm(after).startswith("لل")) and word and unit.entry["value"] == "day":
        month = read_date(terms, after + 1)
        if month is not None:
            return None
        reach = after + (3 if terms.norm(after) == "من" else 1)
        return Stretch(index, min(reach, _clause_end(terms, after)), None, "day-of-event", lead, "event", "a day of an event told")
    return None


# --- edges, years, seasons ----------------------------------------------------------------------------------------------------------


def _edge(terms: Terms, index: int, anchor: date | None) -> Stretch | None:
    """«مطلع يوليو», «منتصف تموز/يوليو الجاري», «نهاية العام الماضي», «أوائل عام 2014»: the month or year itself."""
    edge = terms.hit(index, "edge")
    if edge is None or edge.suffix or terms.norm(index).startswith("ال"):
        return None
    at = edge.last + 1
    inner = _this(terms, at, anchor) or _turned(terms, at, anchor) or year(terms, at, anchor) or decade(terms, at, anchor)
    if inner is not None:
        return Stretch(index, inner.last, inner.value, f"edge+{inner.rule}", len(edge.prefix), inner.anchor, inner.why)
    dated = read_date(terms, at)
    if dated is None or dated[0].day is not None:
        unit = _unit(terms, at)
        if unit is not None and unit.prefix == "ال" and _is_one(unit) and unit.entry["value"] in ("week", "month", "year"):
            value = shifted(anchor, unit.entry["value"], 0) if anchor else None
            return Stretch(index, unit.last + 1, value, "edge+unit", len(edge.prefix))
        return None
    return Stretch(index, dated[2], resolve(dated[0], anchor, dated[4]), "edge+month", len(edge.prefix))
