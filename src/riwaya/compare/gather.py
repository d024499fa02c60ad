"""From a stored reading to the document's report of its incident.

A post opens with what it reports and goes on to background, so everything found is weighed by how early it stands. Events
of earlier days and events that have not happened are left out of the report.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

from riwaya import rules
from riwaya.compare import words
from riwaya.compare.reports import Claim, Day, Figure, Place, Report, sentence_span, sentence_spans
from riwaya.fold import fold

HEAD: Final = 500
"""Characters of the head of a text: headline and first sentences."""
REACH: Final = 5000
"""Characters of a text that are compared at all."""
_HALF_WAY: Final = 300
_JOINED: Final = re.compile(r"[^\n.!؟?\d]{0,14}?\s*[،,]?\s*و\s*")
_DENIED: Final = re.compile(r"(?<!\w)و?(?:دون|بدون|لم|عدم|لا)(?!\w)")
_DENIED_WITHIN: Final = 30
_FEWEST_WORDS: Final = 7
_SENTENCES: Final = 12
_COARSE_KM: Final = 15.0
_CITY_KM: Final = 5.0
_CITY: Final = 0.6
_ORIENTS: Final = 0.3
_AT_EVENT: Final = 2.5
_BEFORE: Final = 25
_COARSE: Final = frozenset({"country", "province", "governorate", "region", "macro", "river", "sea", "desert", "continent"})
_NOT_TOLD: Final = frozenset({"habitual-history", "planned", "conditional", "called-for", "negated"})
_VIOLENT: Final = frozenset(
    {
        "clash", "attack", "airstrike", "drone-strike", "shelling", "bombing", "explosion", "death", "injury", "execution",
        "abduction", "arrest", "abuse", "escape", "looting", "destruction",
    }
)  # fmt: skip
_CAUSES: Final = _VIOLENT - {"death", "injury", "destruction", "escape"}
_ROLES: Final = {"death": "killed", "execution": "killed", "injury": "injured"}
_APPOSED: Final = 12
"""Letters between a victim's class and name (الطفل فلان, "the child so-and-so")."""
_VICTIMS: Final = frozenset({"death", "injury", "execution", "abduction", "arrest", "abuse"})
_FIRM: Final[Mapping[str | None, float]] = {"gregorian-date": 3.0, "hijri-date": 3.0, "weekday": 2.0}
"""Methods by which a day is read off the text itself rather than counted from the day of publication, and what they weigh."""
_DATELINE: Final = 0.2
_ALONE: Final = 25
_LOOK_BACK: Final = 6
_LOOK_AHEAD: Final = 3

Json = Mapping[str, Any]


def ordinal(day: str | None) -> int | None:
    """An ISO date (or the date of a longer stamp) as a day number; None for anything shorter or broken.

    >>> ordinal("0001-01-03T10:00"), ordinal("2022-01")
    (3, None)
    """
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def report(reading: Json) -> Report:
    """The report of a stored reading."""
    document, text = reading["document"], reading["text"]
    published = ordinal(document.get("published"))
    told = [one for one in reading.get("events") or () if one.get("modality") not in _NOT_TOLD]
    body = _Body(reading, told)
    opening = text[body.start : body.start + REACH]
    places = _places(reading, told, body)
    return Report(
        document=str(document["id"]),
        source=document.get("source"),
        title=_title(document, text),
        published=published,
        places=places,
        days=_days(reading, told, published, body),
        figures=_figures(reading, told, places, body),
        claims=tuple(_claims(reading, told, body)),
        people=frozenset(fold(text[one["start"] : one["end"]]) for one in reading.get("mentions") or () if one["kind"] == "person"),
        sentences=_sentences(opening),
        bag=Counter(words.stems(opening)),
        head=Counter(words.stems(opening[:HEAD])),
        text=text,
    )


class _Body:
    """Where the report begins: at the line of the first thing that was read, since pages carry menus and cut copies before it."""

    def __init__(self, reading: Json, told: Sequence[Json]) -> None:
        starts = [one["start"] for one in reading.get("mentions") or ()] + [event["trigger"]["start"] for event in told]
        self.start: int = reading["text"].rfind("\n", 0, min(starts, default=0)) + 1

    def near(self, start: int) -> float:
        """How much what stands at an offset counts: 1 at the beginning, half of it at 300 characters."""
        return 1.0 / (1.0 + abs(start - self.start) / _HALF_WAY)


def _title(document: Json, text: str) -> str:
    told = (document.get("title") or "").strip()
    line: str = told or next((line.strip() for line in text.splitlines() if len(line.strip()) > 12), text.strip()[:80])
    return line if len(line) <= 140 else line[:139].rsplit(" ", 1)[0] + "…"


def _sentences(text: str) -> tuple[Mapping[str, float], ...]:
    """Bags of the first sentences that say enough to compare, repeated ones once."""
    found: dict[tuple[str, ...], Mapping[str, float]] = {}
    for start, end in sentence_spans(text):
        bag = words.stems(text[start:end])
        if len(bag) >= _FEWEST_WORDS:
            found.setdefault(tuple(bag), Counter(bag))
        if len(found) == _SENTENCES:
            break
    return tuple(found.values())


def _places(reading: Json, told: Sequence[Json], body: _Body) -> tuple[Place, ...]:
    text = reading["text"]
    of_events = [(one["place"]["start"], one["place"]["end"]) for one in told if one.get("place") and one["type"] in _VIOLENT]
    merged: dict[str, Place] = {}
    for mention in reading.get("mentions") or ():
        if mention["kind"] not in ("place", "facility"):
            continue
        start, end = mention["start"], mention["end"]
        name = text[start:end].replace("_", " ").strip()
        spot = mention.get("resolved") or {}
        key = place_key(mention, text)
        here = any(start < last and first < end for first, last in of_events)
        weight = body.near(start) * _standing(text, start, spot) * (_AT_EVENT if here else 1.0)
        before = merged.get(key)
        if before is None:
            merged[key] = Place(name, key, start, weight, spot.get("lat"), spot.get("lon"), _is_fine(spot), here)
        else:
            lat, lon = (before.lat, before.lon) if before.lat is not None else (spot.get("lat"), spot.get("lon"))
            merged[key] = Place(before.name, key, before.start, before.weight + weight, lat, lon, before.fine, before.event or here)
    return tuple(merged.values())


def _standing(text: str, start: int, spot: Json) -> float:
    """How much a mention says of where it happened: less for a city, and for what only orients (north of X, countryside of X)."""
    before = words.stems(text[max(0, start - _BEFORE) : start])
    orients = bool(before) and before[-1] in _orientation()
    return (_ORIENTS if orients else 1.0) * (_CITY if float(spot.get("precision_km") or 0) >= _CITY_KM else 1.0)


@cache
def _orientation() -> frozenset[str]:
    return frozenset(words.stem(fold(row["word"])) for row in rules.load(only=()).rows("orientation"))


def place_key(mention: Json, text: str) -> str:
    """What makes two names of a place equal: the stems of the name it was resolved to, else of the name as written."""
    name = (mention.get("resolved") or {}).get("name") or text[mention["start"] : mention["end"]]
    return " ".join(words.stems(name)) or fold(name)


def _is_fine(spot: Json) -> bool:
    return spot.get("class") not in _COARSE and float(spot.get("precision_km") or 0) <= _COARSE_KM


def _days(reading: Json, told: Sequence[Json], published: int | None, body: _Body) -> tuple[Day, ...]:
    """Days the report gives for its incident: those of its events first, explicit dates above weekdays and relative words.

    A date that stands alone on its line dates the text rather than the incident.
    """
    text = reading["text"]
    of_events = {(one["time"]["start"], one["time"]["end"]) for one in told if one.get("time") and one["type"] in _VIOLENT}
    found: dict[int, Day] = {}
    for one in reading.get("times") or ():
        day = ordinal(one.get("value")) if len(one.get("value") or "") == 10 else None
        if day is None or (published is not None and not -_LOOK_BACK <= day - published <= _LOOK_AHEAD):
            continue
        start, end = one["start"], one["end"]
        firm = _FIRM.get((one.get("resolved") or {}).get("method"), 0.0)
        weight = body.near(start) * max(1.0, firm) * (_AT_EVENT if (start, end) in of_events else 1.0)
        if _stands_alone(text, start, end):
            weight *= _DATELINE
        before = found.get(day)
        if before is None:
            found[day] = Day(day, weight, start, end, firm > 0)
        else:
            found[day] = Day(day, weight + before.weight, before.start, before.end, before.firm or firm > 0)
    return tuple(found[day] for day in sorted(found))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a line holds little more than this span."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return len(text[first : last if last >= 0 else len(text)].strip()) - (end - start) < _ALONE


# ---- who says what


class _Voices:
    """Who speaks where in a text."""

    def __init__(self, reading: Json) -> None:
        text = reading["text"]
        self._speaker: dict[str, str | None] = {}
        self._content: list[tuple[int, int, str]] = []
        for number, one in enumerate(reading.get("speech") or ()):
            key = str(one.get("id", number))
            source = one.get("source")
            self._speaker[key] = text[source["start"] : source["end"]] if source else None
            self._content.extend((span["start"], span["end"], key) for span in one.get("content") or ())

    def at(self, start: int, end: int) -> str | None:
        """The innermost speech whose content holds a span."""
        holding = [(last - first, key) for first, last, key in self._content if first <= start and end <= last]
        return min(holding)[1] if holding else None

    def speaker(self, speech: str | None) -> str | None:
        return self._speaker.get(speech) if speech is not None else None


def _figures(reading: Json, told: Sequence[Json], places: Sequence[Place], body: _Body) -> tuple[Figure, ...]:
    """The figures of the incident: parts of another figure and counts of a longer time left out, those joined by "and" added up."""
    text, voices, where = reading["text"], _Voices(reading), _Whereabouts(reading, places)
    found: list[Figure] = []
    last = 0
    for one in reading.get("quantities") or ():
        counted = one.get("resolved") or {}
        if counted.get("part_of") or counted.get("scope", "incident") == "period":
            continue
        start, end = one["start"], one["end"]
        before = found[-1] if found else None
        if before and before.role == one["role"] and before.bound == one["bound"] == "exact" and _JOINED.fullmatch(text[last:start]):
            low = before.low + one["low"]
            found[-1] = replace(before, low=low, high=low, end=end, parts=before.parts + 1)
        else:
            speech = voices.at(start, end)
            fighters = counted.get("class") == "fighter"
            found.append(
                Figure(
                    one["role"],
                    one["low"],
                    one["high"],
                    one["bound"],
                    start,
                    end,
                    where.near(start, end),
                    fighters,
                    1,
                    speech,
                    voices.speaker(speech),
                )
            )
        last = max(end, (one.get("counted") or one)["end"])
    return (*found, *_named(reading, told, where), *_plurals(reading, where, body))


def _named(reading: Json, told: Sequence[Json], where: "_Whereabouts") -> list[Figure]:
    """Victims told by name and not by number: as many as there are names among the targets of the deaths and injuries of a place."""
    text = reading["text"]
    people = [(one["start"], one["end"]) for one in reading.get("mentions") or () if one["kind"] == "person"]
    names: dict[tuple[str, frozenset[str]], set[str]] = {}
    spans: dict[tuple[str, frozenset[str]], tuple[int, int]] = {}
    for event in told:
        role = _ROLES.get(event["type"])
        for target in (event.get("targets") or ()) if role else ():
            for start, end in people:
                if role and target["start"] - _APPOSED <= start and end <= target["end"] + 2 * _APPOSED:
                    key = role, where.near(start, end)
                    names.setdefault(key, set()).add(words.stem(fold(text[start:end].split()[0])))
                    spans.setdefault(key, (start, end))
    return [
        Figure(role, len(its), len(its), "named", *spans[role, near], near, False, len(its), None, None)
        for (role, near), its in names.items()
    ]


def _plurals(reading: Json, where: "_Whereabouts", body: _Body) -> list[Figure]:
    """Plurals without a number (جرحى, "injured"): two at least, unless the words before deny them."""
    text = reading["text"][body.start : body.start + REACH]
    found = []
    for first, last in sentence_spans(text):
        folded = fold(text[first:last])
        for role, pattern in _plural_words():
            hit = pattern.search(folded)
            if hit and not _DENIED.search(folded[max(0, hit.start() - _DENIED_WITHIN) : hit.start()]):
                start, end = body.start + first, body.start + last
                found.append(Figure(role, 2, None, "plural", start, end, where.near(start, end), False, 1, None, None))
    return found


@cache
def _plural_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for row in rules.load(only=()).rows("plurals"):
        variants = "|".join(re.escape(fold(word)) for word in row["words"].split("|"))
        made.append((row["role"], re.compile(rf"(?<!\w)[وبل]?(?:{variants})(?!\w)")))
    return tuple(made)


class _Whereabouts:
    """Which places a sentence is about."""

    def __init__(self, reading: Json, places: Sequence[Place]) -> None:
        self._text = reading["text"]
        fine = {place.key for place in places if place.fine}
        self._named = sorted(
            (one["start"], key)
            for one in reading.get("mentions") or ()
            if one["kind"] in ("place", "facility") and (key := place_key(one, self._text)) in fine
        )

    def near(self, start: int, end: int) -> frozenset[str]:
        """Keys of the places of the sentence; where it names none, of the one named last before it, else first after it."""
        first, last = sentence_span(self._text, start, end)
        inside = frozenset(key for at, key in self._named if first <= at < last)
        if inside or not self._named:
            return inside
        before = [key for at, key in self._named if at < first]
        return frozenset({before[-1] if before else self._named[0][1]})


def _claims(reading: Json, told: Sequence[Json], body: _Body) -> list[Claim]:
    text, voices, names = reading["text"], _Voices(reading), _Names(reading)
    found: list[Claim] = []

    def claim(slot: str, span: Json, key: str | None = None) -> None:
        start, end = span["start"], span["end"]
        speech = voices.at(start, end)
        key = key or names.key(start, end)
        if key:
            found.append(Claim(slot, key, text[start:end], start, end, body.near(start), speech, voices.speaker(speech)))

    for event in told:
        if event["type"] not in _VIOLENT:
            continue
        if event["type"] in _CAUSES:
            claim("what", event["trigger"], event["type"])
            if event.get("instrument"):
                claim("with what", event["instrument"])
        for actor in event.get("actors") or ():
            if event["type"] != "escape" and not _is_weapon(text[actor["start"] : actor["end"]]):
                claim("by whom", actor)
        for target in event.get("targets") or ():
            if event["type"] in _VICTIMS:
                claim("against whom", target)
    for one in reading.get("speech") or ():
        if one.get("source"):
            claim("who says so", one["source"])
            if one.get("source_kind") == "media":
                claim("taken from", one["source"])
        if one.get("act") == "deny" and one.get("content"):
            claim("denied", one["content"][0])
    return found


def _is_weapon(actor: str) -> bool:
    """Whether an actor is told only as what struck (طائرة مسيّرة, "a drone"): nobody is named as its owner."""
    return set(words.stems(actor)) <= _weapons()


@cache
def _weapons() -> frozenset[str]:
    rows = rules.load(only=("weapons",)).lexicon("weapons")
    return frozenset(word for row in rows for form in (row.lemma, *row.variants("forms")) for word in words.stems(form))


class _Names:
    """What makes two spans name the same: the entity of the mention inside, else the stems of the words."""

    def __init__(self, reading: Json) -> None:
        self._text = reading["text"]
        entities = {one["id"]: one for one in reading.get("entities") or ()}
        self._mentions = []
        for one in reading.get("mentions") or ():
            entity = entities.get(one.get("entity"))
            if one["kind"] in ("group", "organization", "place"):
                self._mentions.append((one["start"], one["end"], _identity(entity) if entity else None))

    def key(self, start: int, end: int) -> str:
        for first, last, identity in self._mentions:
            if start <= first and last <= end:
                return identity or " ".join(words.stems(self._text[first:last]))
        return " ".join(words.stems(self._text[start:end]))


def _identity(entity: Json) -> str:
    identifiers = entity.get("identifiers") or {}
    return str(identifiers.get("wikidata") or identifiers.get("lexicon") or " ".join(words.stems(entity["name"])))
