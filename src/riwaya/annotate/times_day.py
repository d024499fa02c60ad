"""Expressions that name a day: weekdays, dates, relative words, parts of the day and clock times, in any order and joined.

«مساء أمس السبت», «الأحد المصادف 24/7/2022», «اليوم، الساعة الواحدة والنصف ظهراً» are one expression each: the words are gathered into a
`Bag` with one place for each kind of part, until a part comes for which there is no place.
"""

from __future__ import annotations

from dataclasses import dataclass

from riwaya.annotate.match import Hit
from riwaya.annotate.terms import Terms
from riwaya.annotate.times_calendar import HIJRI_YEARS, YEARS, Day

DASHES = frozenset("-–—−/ـ")
_OPEN, _CLOSE = frozenset("([«"), frozenset(")]»")
_ERAS = {"م": False, "ميلادي": False, "ميلاديه": False, "للميلاد": False, "ه": True, "هجري": True, "هجريه": True, "للهجره": True}
_PREPOSITIONS = frozenset(("في", "خلال", "منذ", "حتي", "بين", "اوايل", "اواخر", "مطلع", "منتصف", "نهايه", "بدايه"))
_MONTH_WORDS = frozenset(("شهر", "الشهر", "لشهر", "بشهر", "وشهر"))
_YEAR_WORDS = frozenset(("عام", "العام", "سنه", "السنه", "لعام", "للعام", "لسنه", "بعام", "وعام"))
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
            if terms.norm(after) not in _CLOSE:
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
    if word in _OPEN:
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
        lead = len(hours.prefix) if hours is not None else 0
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
    if terms.norm(after) in _OPEN:
        after, bracket = after + 1, True
    number = terms.number(after)
    if number is None or not 0 <= number.low <= 2400 or number.kind not in ("cardinal", "ordinal", "fraction"):
        return None
    after = _minutes(terms, number.last)
    if bracket and terms.norm(after) in _CLOSE:
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
    if terms.norm(at) in _OPEN and terms.number(at + 1) is not None:
        for step in range(2, 7):
            if terms.norm(at + step) in _CLOSE:
                zoned = any(terms.norm(at + inner) in _OF_THE_CLOCK for inner in range(1, step))
                return at + step + 1 if zoned else at
    return at


# --- dates --------------------------------------------------------------------------------------------------------------------------


def _date(terms: Terms, at: int, bag: Bag) -> int | None:
    if bag.day is not None and not bag.day_to and terms.norm(at - 1) in _CORRESPONDING | _OPEN:
        again = read_date(terms, at)  # the same day in the other calendar: 12 شوال 1436هـ الموافق 28 يوليو
        if again is not None and again[0].day is not None and again[0].hijri != bag.day.hijri:
            bag.day = again[0] if bag.day.hijri else bag.day
            return again[2]
    if bag.day is not None or (at != bag.first and (atom := terms.atom(at)) is not None and atom.lead and atom.kind != "digits"):
        return None
    found = read_date(terms, at)
    if found is None or (found[0].year is None and terms.hit(at - 1, "no-date-after") is not None):
        return None
    bag.day, bag.day_to, after, lead, direction = found
    if at == bag.first:
        bag.lead = lead
    bag.direction = direction or bag.direction
    return after


Found = tuple[Day, Day | None, int, int, str]
"""A date, the end of its range, the token after it, the letters of clitics before it, its direction."""


def read_date(terms: Terms, at: int) -> Found | None:
    """A date with a month, in words or digits, with or without day and year, or None."""
    number = terms.number(at)
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
        if piece == 0 and token.norm.count(".") == 2:
            parts, after = [int(one) for one in token.norm.split(".")], after + 1
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
    after, hijri = _era(terms, after, year in HIJRI_YEARS)
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
        elif terms.norm(step) in _OPEN:
            step, closing = step + 1, True
        again = terms.hit(step, "month")
        if again is None or again.prefix or int(again.entry["value"]) != value or again.entry["unit"].startswith("hijri") != hijri:
            return value, hijri, after
        step = again.last + 1
        if closing and terms.norm(step) not in _CLOSE:
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
    after, hijri = _era(terms, number.last, hijri)
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


def _era(terms: Terms, at: int, hijri: bool) -> tuple[int, bool]:
    """Step over «م», «هـ», «للهجرة»; whether the year is Hijri."""
    word = terms.norm(at)
    return (at + 1, _ERAS[word]) if word in _ERAS else (at, hijri)
