"""Expressions that name a day: weekdays, dates, relative words, parts of the day and clock times, in any order and joined.

«مساء أمس السبت», «الأحد المصادف 24/7/2022», «اليوم، الساعة الواحدة والنصف ظهراً» are one expression each: the words are gathered into a
`Bag` with one place for each kind of part, until a part comes for which there is no place.
"""

from __future__ import annotations

from dataclasses import dataclass

from riwaya.annotate.match import Hit
from riwaya.annotate.terms import Terms
from riwaya.annotate.times_calendar import Day
from riwaya.annotate.times_date import CLOSING, DASHES, OPENING, read_date

_CORRESPONDING = frozenset(("الموافق", "المصادف", "الموافقه", "موافق"))
_OF_THE_CLOCK = frozenset(("بتوقيت", "بالتوقيت", "توقيت", "تغ", "غرينتش", "المحلي", "جرينتش", "ت.غ"))


@dataclass(slots=True)
class Bag:
    """The parts of one expression for a day, from token `first` to `last` (exclusive)."""

    first: int
    last: int
    lead: int = 0
    weekday: int | None = None
    weekday_to: int | None = None
    relative: int | None = None
    same: bool = False
    """«ذلك اليوم», «اليوم ذاته»: the day told before."""
    day: Day | None = None
    day_to: Day | None = None
    """End of a range of days or years."""
    direction: str = ""
    clock: bool = False
    part: bool = False

    @property
    def names_day(self) -> bool:
        return self.weekday is not None or self.relative is not None or self.day is not None or self.same


def read(terms: Terms, index: int) -> Bag | None:
    """The expression that begins at a token, or None. One without a day is a clock time or part of day alone."""
    bag = Bag(index, index)
    at = index
    bracket = False
    while True:
        after = _component(terms, at, bag)
        if after is None:
            break
        if bracket:
            if terms.norm(after) not in CLOSING:
                break
            after, bracket = after + 1, False
        bag.last = after
        at, bracket = _connect(terms, after, bag)
        if not terms.same_sentence(index, at):
            break
    return bag if bag.last > index and (bag.names_day or bag.clock or bag.part) else None


def _connect(terms: Terms, at: int, bag: Bag) -> tuple[int, bool]:
    """Step over what may join two parts of one expression: (next token, whether a bracket was opened)."""
    word = terms.norm(at)
    if word in OPENING:
        return at + 1, True
    if word in ("،", ",") and terms.norm(at + 1) in ("تاريخ", "بتاريخ", "الموافق", "المصادف"):
        at, word = at + 1, terms.norm(at + 1)
    if word in ("تاريخ", "بتاريخ") and bag.names_day and bag.day is None:
        return at + 1, False
    if word in ("،", ","):
        opening = terms.hit(at + 1, "clock", "weekday")
        ready = bag.names_day and ((opening is not None and not opening.prefix) or read_date(terms, at + 1) is not None)
        return (at + 1 if ready else at), False
    if word in DASHES and bag.names_day and bag.day is None:
        return at + 1, False
    if word in _CORRESPONDING or word == "الواقع":
        return at + (2 if terms.norm(at + 1) in ("في", "ل", "ب") else 1), False
    if word in ("عند", "تمام", "حوالي", "نحو"):
        return at + 1, False
    if word == "في" and terms.norm(at + 1) in ("تمام", "حوالي", "نحو"):
        return at + 2, False
    if word == "من" and (bag.part or bag.clock) and not bag.names_day:
        return at + 1, False
    if word in ("في",) and bag.clock and not bag.names_day:
        return at + 1, False
    return at, False


def _component(terms: Terms, at: int, bag: Bag) -> int | None:
    """Take one part at a token into the bag: the token after it, or None when there is none or its place is taken."""
    begins = at == bag.first
    for reader in (_clock, _part, _this, _weekday, _relative, _date, _direction):
        after = reader(terms, at, bag)
        if after is not None:
            return after
    if terms.norm(at) in ("يوم", "ويوم", "بيوم", "ليوم") and (begins or terms.norm(at) == "يوم") and not bag.names_day:
        lead = 0 if terms.norm(at) == "يوم" else 1
        after = next((got for reader in (_weekday, _relative, _date) if (got := reader(terms, at + 1, bag)) is not None), None)
        if after is not None:
            bag.lead = lead if begins else bag.lead
            return after
    return None


def _usable(hit: Hit | None, at: int, bag: Bag) -> Hit | None:
    """A term as the next part: clitics may stand before the first part only."""
    if hit is None or hit.suffix or (hit.prefix and at != bag.first):
        return None
    if at == bag.first:
        bag.lead = len(hit.prefix)
    return hit


def _weekday(terms: Terms, at: int, bag: Bag) -> int | None:
    if bag.weekday is not None:
        return None
    hit = _usable(terms.hit(at, "weekday"), at, bag)
    if hit is None or terms.hit(at - 1, "no-day-after") is not None:
        return None
    bag.weekday = int(hit.entry["value"])
    after = hit.last + 1
    # ليل الأربعاء – الخميس, ليلة الأحد الاثنين
    joined = after + 1 if terms.norm(after) in DASHES else after
    second = terms.hit(joined, "weekday")
    if bag.part and second is not None and not second.prefix:
        bag.weekday_to = int(second.entry["value"])
        after = second.last + 1
    return after


def _relative(terms: Terms, at: int, bag: Bag) -> int | None:
    if bag.relative is not None or bag.weekday is not None or bag.day is not None:
        return None
    hit = _usable(terms.hit(at, "relative"), at, bag)
    if hit is None or (hit.entry["unit"] == "now" and (bag.part or at != bag.first)):
        return None
    after = hit.last + 1
    if hit.entry["value"] == "0" and hit.entry["unit"] == "day":
        if (
            terms.hit(at - 1, "no-day-after") is not None
            or terms.hit(after, "direction") is not None
            or terms.norm(after) in ("الاخر", "الذي", "الموعود")
        ):
            return None
        ordinal = terms.number(after)
        if ordinal is not None and ordinal.kind == "ordinal" and ordinal.definite and not ordinal.lead:
            return None  # اليوم الخامس: the fifth day, not today
        if terms.norm(after) in ("ذاته", "نفسه", "عينه"):
            bag.same = True
            return after + 1
        if terms.norm(at - 1) in ("نفس", "ذات"):
            bag.same = True
            return after
    bare = terms.norm(at).endswith("غد") and terms.norm(at) != "الغد" and hit.last == at
    if bare and terms.hit(after, "weekday") is None and terms.norm(at - 1) != "يوم":
        return None  # غد with neither article nor weekday is a tomorrow of no date
    bag.relative = int(hit.entry["value"])
    return after


def _this(terms: Terms, at: int, bag: Bag) -> int | None:
    """«هذا اليوم», «هذا الصباح», «ذلك اليوم»."""
    word = terms.norm(at)
    if bag.names_day or word not in ("هذا", "هذه", "ذلك", "تلك"):
        return None
    hit = terms.hit(at + 1, "relative", "part-of-day")
    if terms.norm(at + 1) == "العصر":
        return None  # that age
    if hit is None or hit.prefix or not terms.norm(at + 1).startswith("ال"):
        return None
    if hit.entry["class"] == "relative" and hit.entry["value"] != "0":
        return None
    if hit.entry["unit"] == "now":
        return None
    if word in ("ذلك", "تلك"):
        bag.same = True
    else:
        bag.relative = 0
    return hit.last + 1


def _part(terms: Terms, at: int, bag: Bag) -> int | None:
    """A part of the day; «ساعات الفجر الأولى», «الساعات الأولى من صباح», «ساعة متأخرة من ليل»."""
    hours = terms.hit(at, "time-unit")
    start = at
    if not bag.names_day and not bag.part and (_is_hours(hours) or terms.norm(at) in ("وقت", "الوقت")):
        lead = len(hours.prefix.removesuffix("ال")) if hours is not None else 0
        for step in range(1, 4):
            if terms.hit(at + step, "part-of-day") is not None:
                hit = terms.hit(at + step, "part-of-day")
                assert hit is not None
                if not hit.prefix and not hit.suffix:
                    bag.lead = lead if start == bag.first else bag.lead
                    bag.part = True
                    after = hit.last + 1
                    return after + 1 if terms.norm(after) in ("الاولي", "الاول", "المتاخره", "المبكره") else after
            if terms.norm(at + step) not in _LATE:
                named = step > 1 and (terms.hit(at + step, "weekday", "relative") is not None or terms.norm(at + step) == "يوم")
                if named:
                    bag.lead, bag.part = (lead if start == bag.first else bag.lead), True
                    return at + step
                return None
        return None
    adverb = terms.hit(at, "part-adverb")
    if adverb is not None and (adverb.last > at or _adverbial(terms, at)) and _usable(adverb, at, bag) is not None:
        bag.part = True
        return adverb.last + 1
    hit = terms.hit(at, "part-of-day")
    if hit is None or (hit.prefix and at != bag.first) or hit.suffix:
        return None
    if bag.names_day and terms.norm(at) not in ("مساء", "صباح"):
        return None  # after a day only an adverb: «السبت فجر انتحاري» has a verb there
    if at == bag.first:
        bag.lead = len(hit.prefix)
    bag.part = True
    return hit.last + 1 + (terms.norm(hit.last + 1) in ("الباكر", "الباكره"))


_LATE = frozenset(
    ("الاولي", "الاول", "متاخره", "متاخر", "مبكره", "مبكر", "المتاخره", "المبكره", "من", "الاخيره", "اولي", "متقدمه", "جدا", "سابق", "لاحق")
)  # fmt: skip


def _is_hours(hit: Hit | None) -> bool:
    return hit is not None and hit.entry["value"] == "hour" and not hit.suffix


def _adverbial(terms: Terms, at: int) -> bool:
    """Whether a word such as «عصرا» stands as an adverb: not the object of a preposition or in construct."""
    if terms.norm(at) == "ظهرا" and "\N{ARABIC FATHATAN}" not in terms.surface(at, at + 1):
        return terms.atom(at - 1) is not None  # ظهرا without its tanween is a verb: the two appeared
    return terms.norm(at - 1) not in ("ذات", "كل")


def _direction(terms: Terms, at: int, bag: Bag) -> int | None:
    if bag.direction or bag.relative is not None or not (bag.weekday is not None or bag.day is not None):
        return None
    if bag.day is not None and bag.day.year is not None:
        return None
    hit = terms.hit(at, "direction")
    if hit is None or hit.prefix != "ال":
        return None
    bag.direction = hit.entry["value"]
    return hit.last + 1


def _clock(terms: Terms, at: int, bag: Bag) -> int | None:
    """«الساعة السادسة والنصف مساءً», «الساعة (11:59)», with its time zone."""
    if bag.clock or terms.hit(at, "clock") is None:
        return None
    hit = terms.hit(at, "clock")
    assert hit is not None
    if hit.prefix and at != bag.first:
        return None
    after, bracket = hit.last + 1, False
    if terms.norm(after) in OPENING:
        after, bracket = after + 1, True
    number = terms.number(after)
    if number is None or not 0 <= number.low <= 2400 or number.kind not in ("cardinal", "ordinal", "fraction"):
        return None
    after = _minutes(terms, number.last)
    if bracket and terms.norm(after) in CLOSING:
        after += 1
    after = _zone(terms, after)
    if at == bag.first:
        bag.lead = len(hit.prefix)
    bag.clock = True
    return after


def _minutes(terms: Terms, at: int) -> int:
    """Step over ":30", «والنصف», «إلا ربعا», «وعشر دقائق»."""
    if terms.norm(at) == ":" and terms.number(at + 1) is not None:
        return at + 2
    atom = terms.atom(at)
    if atom is not None and atom.conj and atom.kind == "part":
        return at + 1
    if terms.norm(at) == "الا" and terms.atom(at + 1) is not None:
        return at + 2
    number = terms.number(at) if atom is not None and atom.conj else None
    if number is not None and (unit := terms.hit(number.last, "time-unit")) is not None and unit.entry["value"] == "minute":
        return number.last + 1
    return at


def _zone(terms: Terms, at: int) -> int:
    """Step over a time zone: «بتوقيت اليمن», «بالتوقيت المحلي», «(15,00 تغ)», and the part of day before it."""
    adverb = terms.hit(at, "part-adverb")
    spoken = adverb if adverb is not None and not adverb.prefix else terms.hit(at, "part-of-day")
    if spoken is not None and not spoken.prefix and not terms.norm(at).startswith("ال"):
        after_part = spoken.last + 1
        if spoken is adverb or terms.norm(after_part) in _OF_THE_CLOCK:
            at = after_part
    if terms.norm(at) in ("بتوقيت", "بالتوقيت", "توقيت"):
        at += 2
    elif terms.norm(at) in ("تغ", "غرينتش"):
        at += 1
    if terms.norm(at) in OPENING and terms.number(at + 1) is not None:
        for step in range(2, 7):
            if terms.norm(at + step) in CLOSING:
                zoned = any(terms.norm(at + inner) in _OF_THE_CLOCK for inner in range(1, step))
                return at + step + 1 if zoned else at
    return at


def _date(terms: Terms, at: int, bag: Bag) -> int | None:
    if bag.day is not None and not bag.day_to and terms.norm(at - 1) in _CORRESPONDING | OPENING:
        again = read_date(terms, at)  # the same day in the other calendar: 12 شوال 1436هـ الموافق 28 يوليو
        if again is not None and again[0].day is not None and again[0].hijri != bag.day.hijri:
            bag.day = again[0] if bag.day.hijri else bag.day
            return again[2]
    if bag.day is not None or (at != bag.first and (atom := terms.atom(at)) is not None and atom.lead and atom.kind != "digits"):
        return None
    found = read_date(terms, at)
    named = terms.hit(at - 1, "no-date-after") or (terms.hit(at - 2, "no-date-after") if terms.atom(at - 1) is not None else None)
    if found is None or (found[0].year is None and named is not None):
        return None
    bag.day, bag.day_to, after, lead, direction = found
    if at == bag.first:
        bag.lead = lead
    bag.direction = direction or bag.direction
    return after
