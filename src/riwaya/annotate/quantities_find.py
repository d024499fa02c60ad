"""Where a number of things stands: digits and number words with their bounds, duals, and singulars that count by themselves.

Left out are numbers that measure (5 كم, 30 عاما, 40 بالمئة), that name (الفوج 46, إف-16), that date, and that order.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from riwaya.annotate.match import Hit
from riwaya.annotate.numerals import Numeral
from riwaya.annotate.terms import Terms

_OPEN, _CLOSE = frozenset('(«"“‹['), frozenset(')»"”›]')
_RANGE_JOINTS = frozenset(("الي", "-", "–", "—", "او", "ل"))
_PERCENT = frozenset(("بالميه", "بالمايه"))
_TYPES = frozenset(("يو", "اف", "سو", "ميغ", "ميج", "تي", "بي", "ام", "كا", "مي", "اس", "جي", "سي", "كي", "اي", "تو", "ار"))
"""Letters of makes that a number follows: إف16, سو24, ميغ29."""
_SHORT_LIST = 2


@dataclass(frozen=True, slots=True)
class Count:
    """A count from token `first` to `last` (exclusive).

    `counted` is the token of the noun that is counted, which may be the count itself; `noun` its row, where one knows it.
    """

    first: int
    last: int
    start: int
    end: int
    low: int
    high: int | None
    bound: str
    counted: int | None
    noun: Hit | None
    rule: str


def numbers(terms: Terms, taken: Container[int]) -> list[Count]:
    """Counts written as digits or number words, in order. `taken` are tokens of time expressions."""
    found: list[Count] = []
    done = 0
    for index in terms.starts((), numbers=True):
        if index < done or index in taken:
            continue
        count = _number(terms, index)
        if count is None or any(at in taken for at in range(index, count.last)):
            continue
        found.append(count)
        done = count.last
    return found


# --- numbers ------------------------------------------------------------------------------------------------------------------------


def _number(terms: Terms, index: int) -> Count | None:
    if terms.norm(index) in _PERCENT or terms.norm(index - 1) == "فاصله":
        return None
    ranged = _range(terms, index)
    if ranged is not None:
        return ranged
    number = terms.number(index)
    if number is None or number.kind not in ("cardinal", "vague") or number.low == 0:
        return None
    if number.digits and not _counts(terms, index, number.last):
        return None
    noun_at, noun = counted(terms, number.last)
    if not number.digits and index and noun is None:
        noun_at, noun = _before(terms, index, noun_at, number.definite)
    if _excluded(terms, index, number.last, noun_at):
        return None
    if number.low == 1 and not number.digits and not _one(terms, index):
        return None
    bound = "vague" if number.kind == "vague" else "exact"
    count = Count(
        index,
        number.last,
        terms.start_of(index, number.lead if not number.digits else 0),
        terms.tokens[number.last - 1].end,
        number.low,
        number.high,
        bound,
        noun_at,
        noun,
        "number" if number.kind == "cardinal" else "vague",
    )
    if number.kind == "cardinal" and number.digits and noun is None and _bare_year(terms, index, number.low):
        return None
    return _bounded(terms, _bracketed(terms, count))


def _bare_year(terms: Terms, index: int, value: int) -> bool:
    return 1900 <= value <= 2100 and len(terms.norm(index)) == 4 and terms.hit(index - 1, "bound") is None


def _one(terms: Terms, index: int) -> bool:
    """Whether أحد, إحدى or واحد stands for one of several people: «أحد عناصر», «جندي واحد»."""
    word = terms.norm(index)
    if word.endswith(("احد", "احدي")) and not word.endswith("واحد"):
        named = terms.norm(index + 1)
        return bool(terms.hits(index + 1, "person")) or (named.startswith("ال") and named.endswith("ين") and len(named) > 5)
    return any((hit := terms.hit(index - step, "person")) is not None and hit.entry["unit"] != "family" for step in (1, 2))


def counted(terms: Terms, at: int) -> tuple[int | None, Hit | None]:
    """The counted noun after a number: the next token, over brackets, «من», «من بين» and adjectives of number."""
    step = at
    while terms.norm(step) in _CLOSE:
        step += 1
    others = terms.hit(step, "other-many")
    if others is not None:
        after = terms.hit(step + 1, "person")
        return (step + 1, after) if after is not None and not after.prefix else (step, others)
    if terms.norm(step) == "من":
        step += 1
        step += terms.norm(step) in ("بين", "اصل", "من")
    if not terms.same_sentence(at - 1, step):
        return None, None
    for kind in ("person", "thing", "money"):
        hit = terms.hit(step, kind)
        if hit is not None and kind == "thing" and hit.suffix and step > at:
            return None, None  # مئات الآلاف من منازلهم: out of their homes
        if hit is not None:
            return step, hit
    following = terms.hit(step + 1, "person", "thing", "money") if terms.norm(step) in ("الف", "مليون") else None
    if following is not None:
        return step + 1, following
    token = terms.tokens[step]
    return (step, None) if token.kind == "word" and token.tag not in ("prep", "conj", "part", "verb", "pron") else (None, None)


def _before(terms: Terms, index: int, after: int | None, definite: bool) -> tuple[int | None, Hit | None]:
    """The counted noun before a number: «الرجال الثلاثة», «مدنيين اثنين», «بعثات عدة»; `after` is the unknown noun behind it."""
    atom = terms.atom(index)
    if atom is None or atom.conj or not (atom.definite or atom.value == 2 or atom.kind == "vague"):
        return after, None
    for step in (1, 2):
        hit = terms.hit(index - step, "person", "thing")
        fits = hit is not None and hit.prefix.endswith(("ال", "لل")) == definite and hit.form != "sg"
        if fits and terms.same_sentence(index - step, index):
            return index - step, hit
    if after is not None:
        return after, None
    before = terms.tokens[index - 1]
    plain = atom.kind == "vague" and atom.value == 3 and before.tag in ("noun", "adj") and terms.same_sentence(index - 1, index)
    return (index - 1, None) if plain else (None, None)


def _counts(terms: Terms, first: int, last: int) -> bool:
    """Whether digits stand free: not part of a name, a clock time, a score, a list number."""
    read = terms.text.read
    start, end = terms.tokens[first].start, terms.tokens[last - 1].end
    before, after = read[max(0, start - 1) : start], read[end : end + 1]
    if terms.norm(first - 1) == "+" or terms.norm(last) == "+":
        return False
    far_before = read[max(0, start - 2) : start - 1] if start else ""
    if before in ("-", "+", "/", ":", ".", "_", "#", "@") and (far_before.isalnum() or before in ("+", "#", "@", "_", "/")):
        return False
    if before.isalpha() and (
        terms.norm(first - 1) in _TYPES or after.isalpha() or (before not in "وبلفك" and len(terms.norm(first - 1)) == 1)
    ):
        return False
    if before.isalpha() and terms.tokens[first - 1].kind != "word":
        return False
    if after in ("+", "/", ":", "%", "٪", "_", "°") and (after in ("%", "٪", "°") or read[end + 1 : end + 2].isdigit()):
        return False
    if terms.norm(last) in ("%", "٪", "°", ":") and terms.norm(last + 1).isdigit() | (terms.norm(last) != ":"):
        return False
    if after == "-" and read[end + 1 : end + 2].isdigit():
        return False
    line = read.rfind("\n", 0, start) + 1
    if (
        not read[line:start].strip(" (-•*")
        and after in (".", "-", ")", "–", "_")
        and terms.tokens[first].norm.isdigit()
        and len(terms.norm(first)) <= _SHORT_LIST
    ):
        return False
    if last < len(terms.tokens) and terms.tokens[last].kind == "latin" and terms.same_sentence(first, last):
        return False  # counters of a page: 7 likes
    if "ر" in (before, after) and (far_before if before == "ر" else read[end + 1 : end + 2]).isdigit():
        return False  # 5ر15: a decimal as agencies write it
    if after == "-" and read[end + 1 : end + 2].isalpha() and terms.tokens[first].norm.isdigit() and not before.isalnum():
        return False  # 3-حادث: an item of a list
    norm = terms.norm(first)
    return not (norm.startswith("0") or (len(norm) >= 7 and norm.isdigit() and terms.hit(last, "person", "thing", "money") is None))


def _excluded(terms: Terms, first: int, last: int, noun_at: int | None) -> bool:
    """A measure, an age, a share, a length of time, or a number that is a name."""
    atom = terms.atom(first)
    if terms.norm(first - 1) in _TYPES and (noun_at is None or terms.hit(noun_at, "person", "thing", "money") is None):
        return True  # سي 4, اس 6
    other = terms.number(last + 1) if terms.norm(last) in _RANGE_JOINTS else None
    if other is not None and _measures(terms, other.last):
        return True
    if terms.norm(last) == "فاصله":
        return True
    if terms.norm(first) in ("الميه", "المايه") and terms.norm(first - 1) in ("في", "ب"):
        return True
    if terms.norm(first - 1) == "بين" and any(terms.hit(last + step, "age", "time-unit") is not None for step in range(1, 6)):
        return True
    hundred = last == first + 1 and atom is not None and atom.kind == "hundred" and atom.value == 100
    if hundred and not set("ئا") & set(terms.surface(first, last)):
        return True  # مية, in dialect: water
    if atom is not None and atom.definite and terms.hit(first - 1, "time-unit", "measure") is not None:
        return True
    unit = terms.hit(last, "measure", "time-unit")
    if unit is not None and not unit.prefix.endswith("ل"):
        return True
    if terms.norm(last) in ("في", "ب") and terms.norm(last + 1) in ("الميه", "المايه", "المايه"):
        return True
    if terms.norm(last) in ("%", "٪", "بالميه", "بالمايه", "درجه"):
        return True
    if _of_age(terms, last) or (terms.norm(last) == "و" and (other := terms.number(last + 1)) is not None and _of_age(terms, other.last)):
        return True
    if terms.norm(last) in _CLOSE and terms.hit(last + 1, "time-unit", "measure") is not None:
        return True
    before = first - 1
    while terms.norm(before) in _OPEN:
        before -= 1
    named = terms.hit(before, "numbered")
    if named is not None and named.last == before and not (noun_at is not None and noun_at > first and terms.norm(before) == "مجموعه"):
        return True
    if terms.hit(before, "age") is not None or terms.hit(before, "clock") is not None:
        return True
    if terms.norm(before) == "و" and terms.norm(before - 1).isdigit() and terms.hit(before - 2, "numbered") is not None:
        return True  # القراران رقم 2139 و2254
    bound = _bound_before(terms, first)
    if bound is not None:
        return terms.hit(bound.first - 1, "age") is not None
    return (
        terms.tokens[first].kind == "number" and before >= 0 and terms.tokens[before].kind == "latin" and terms.norm(first - 1) not in _OPEN
    )


def _measures(terms: Terms, at: int) -> bool:
    """Whether a measure, a length of time or a share stands at a token."""
    return terms.hit(at, "measure", "time-unit") is not None or terms.norm(at) in ("%", "٪") or terms.norm(at) in _PERCENT


def _of_age(terms: Terms, at: int) -> bool:
    return terms.norm(at) == "من" and (terms.hit(at + 1, "age") is not None or terms.norm(at + 1).startswith("عمر"))


# --- bounds -------------------------------------------------------------------------------------------------------------------------


def _bound_before(terms: Terms, first: int) -> Hit | None:
    """The words of bound that end right before a number (over an opening bracket or a single بـ)."""
    at = first
    while terms.norm(at - 1) in _OPEN or terms.norm(at - 1) == "ب":
        at -= 1
    for back in range(5, 0, -1):
        hit = terms.hit(at - back, "bound")
        if hit is not None and hit.last == at - 1:
            return hit
    return None


def _bounded(terms: Terms, count: Count) -> Count:
    """Widen a count over the words of bound beside it."""
    atom = terms.atom(count.first)
    hit = None if atom is not None and atom.conj else _bound_before(terms, count.first)
    if hit is not None and terms.same_sentence(hit.first, count.first):
        outer = None if hit.prefix.startswith(("و", "ف")) else _bound_before(terms, hit.first)
        bound = hit.entry["value"]
        if outer is not None and outer.entry["value"] != "about":
            hit, bound = outer, outer.entry["value"]
        start = terms.start_of(hit.first, len(hit.prefix))
        # «بين نحو 20» and the like keep the nearest bound; a vague word stays vague
        return _apply(replace(count, first=hit.first, start=start), bound)
    at = count.last
    while terms.norm(at) in _CLOSE:
        at += 1
    for step in range(4):
        if not terms.same_sentence(count.first, at + step):
            break
        after = terms.hit(at + step, "bound")
        if after is not None and after.entry["unit"] == "after" and not after.prefix:
            last = after.last + 1
            return _apply(replace(count, last=last, end=terms.tokens[last - 1].end), after.entry["value"])
        token = terms.tokens[at + step]
        if (
            token.kind != "word"
            or terms.atom(at + step) is not None
            or token.tag in ("verb", "prep", "conj")
            or token.clitics.startswith("و")
        ):
            break
    return count


def _apply(count: Count, bound: str) -> Count:
    if count.bound == "vague":
        return count
    if bound == "at-least":
        return replace(count, bound=bound, high=None)
    if bound == "at-most":
        return replace(count, bound=bound, low=0, high=count.low)
    return replace(count, bound=bound)


def _bracketed(terms: Terms, count: Count) -> Count:
    """Take the marks right round a number into its span: «800», (3)."""
    before, after = terms.norm(count.first - 1), terms.norm(count.last)
    if count.first and before in _OPEN and after in _CLOSE and terms.tokens[count.first - 1].kind != "word":
        return replace(count, start=terms.tokens[count.first - 1].start, end=terms.tokens[count.last].end)
    return count


def _range(terms: Terms, index: int) -> Count | None:
    """«بين 10 و15», «من 10 إلى 15», «10-15», «خمسة أو ستة»."""
    opening = terms.norm(index - 1) in ("بين", "من", "مابين", "وبين") if index else False
    first = terms.number(index)
    if first is None or first.kind != "cardinal" or first.low == 0:
        return None
    second = None
    joint = terms.norm(first.last)
    atom = terms.atom(first.last)
    if joint in _RANGE_JOINTS:
        second = terms.number(first.last + 1)
    elif opening and terms.norm(index - 1).endswith("بين") and atom is not None and (atom.kind == "joint" or atom.conj):
        second = terms.number(first.last + (atom.kind == "joint"))
    elif opening and terms.norm(index - 1).endswith("بين") and not first.digits:
        first, second = _split(terms, index, first.last) or (first, None)
    if second is None or second.kind != "cardinal" or second.last <= first.last:
        return None
    low, high = first.low, second.high
    scale = next((one for one in (10**9, 10**6, 10**3) if high >= one and high % one == 0), 1)
    if low < min(scale, high // scale):
        low *= scale  # بين 5 و10 آلاف
    if low >= high or (joint in ("-", "–", "—") and not _tight(terms, first.last)):
        return None
    if (joint == "او" and high - low > low) or (joint == "الي" and not opening and high > 5 * low):
        return None  # ارتفع بمقدار 19 إلى 876: by and to
    noun_at, noun = counted(terms, second.last)
    if _excluded(terms, index, second.last, noun_at) or (joint in ("-", "–", "—") and noun_at is None):
        return None
    start_at = index - 1 if opening and terms.norm(index - 1) in ("بين", "مابين") else index
    if start_at < index and terms.norm(start_at - 1) == "ما":
        start_at -= 1
    if 1900 <= low < high <= 2100 and noun is None:
        return None
    lead = first.lead if not first.digits and start_at == index else 0
    return Count(
        start_at, second.last, terms.start_of(start_at, lead), terms.tokens[second.last - 1].end, low, high, "range", noun_at, noun, "range"
    )


def _tight(terms: Terms, dash: int) -> bool:
    """Whether a dash stands close between two numbers."""
    tokens = terms.tokens
    return tokens[dash].start - tokens[dash - 1].end <= 1 and tokens[dash + 1].start - tokens[dash].end <= 1


def _split(terms: Terms, first: int, last: int) -> tuple[Numeral, Numeral] | None:
    """After «بين» a number that the grammar reads as one may be two: بين عشرين ومئة."""
    for cut in range(first + 1, last):
        atom = terms.atom(cut)
        if atom is None or not (atom.conj or atom.kind == "joint"):
            continue
        left, right = terms.number_within(first, cut), terms.number(cut + (atom.kind == "joint"))
        if left is not None and right is not None and left.last == cut and right.last == last and left.low < right.low:
            return left, right
    return None
