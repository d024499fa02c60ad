"""What the accounts of one incident say about when, where, what, who, whom and with what; and how their values relate.

A value is always somebody's, with the sentence it stands in. The verdict of a slot is one of agreed, compatible, disputed,
single source, denied, unknown; `because` says why in a line. Figures have rules of their own: `compare.figures`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from riwaya import rules
from riwaya.compare.geo import kilometres
from riwaya.compare.reports import Claim, Place, Report

ASKED: Final = ("what", "by whom", "against whom", "with what", "who says so")
"""Slots that gather the claims of that name."""
_PER_ACCOUNT: Final = {"who says so": 4, "against whom": 2}
_NEAR_KM: Final = 5.0
_COARSE: Final = 0.05
_SHARPEN: Final = 1.5
_UNPLACED: Final = 0.5
_FAR_KM: Final = 50.0


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a slot as one or more documents tell it; speech, speaker and quote are those of the first document."""

    value: str
    documents: tuple[str, ...]
    speech: str | None
    quote: str
    speaker: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "documents": list(self.documents),
            "speech": self.speech,
            "speaker": self.speaker,
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class Slot:
    """A question of the minimal record and the values that answer it."""

    slot: str
    values: tuple[Value, ...]
    verdict: str
    because: str

    def to_json(self) -> dict[str, Any]:
        return {"slot": self.slot, "values": [value.to_json() for value in self.values], "verdict": self.verdict, "because": self.because}


@dataclass(frozen=True, slots=True)
class Entry:
    """One account's answer before like answers are put together."""

    key: str
    value: str
    document: str
    quote: str
    speech: str | None = None
    speaker: str | None = None


def of(reports: Sequence[Report]) -> list[Slot]:
    """The slots of an incident but its figures."""
    made = [_when(reports), _where(reports)]
    made.extend(_asked(reports, name) for name in ASKED)
    denied = _denied(reports)
    return [*made, denied] if denied else made


def gathered(entries: Iterable[Entry]) -> tuple[Value, ...]:
    """Entries with equal keys as one value, the most told first."""
    first: dict[str, Entry] = {}
    documents: dict[str, list[str]] = {}
    for entry in entries:
        first.setdefault(entry.key, entry)
        told = documents.setdefault(entry.key, [])
        if entry.document not in told:
            told.append(entry.document)
    order = sorted(first, key=lambda key: (-len(documents[key]), first[key].document, key))
    return tuple(Value(first[key].value, tuple(documents[key]), first[key].speech, first[key].quote, first[key].speaker) for key in order)


def verdict(values: Sequence[Value], accounts: int) -> tuple[str, str]:
    """Verdict and reason where values are the same or are not."""
    told = len({document for value in values for document in value.documents})
    if not values:
        return "unknown", f"none of {accounts} accounts says"
    if told == 1:
        return "single source", f"1 of {accounts} accounts says"
    if len(values) == 1:
        return "agreed", f"{told} of {accounts} accounts say the same"
    return "disputed", f"{len(values)} different answers in {told} accounts"


# ---- when


def day(reports: Sequence[Report]) -> tuple[int, int] | None:
    """The day of an incident (low and high ordinals): the one most of the reports' dates speak for.

    A date in the text counts more than the date of publication, and that more for the day itself than for the days before it.
    """
    votes: dict[int, float] = {}
    for report in reports:
        total = sum(found.weight for found in report.days)
        for found in report.days:
            votes[found.ordinal] = votes.get(found.ordinal, 0.0) + found.weight / max(1.0, total)
        if report.published is not None:
            for back, weight in ((0, 0.30), (1, 0.20), (2, 0.10)):
                on = report.published - back
                votes[on] = votes.get(on, 0.0) + weight
    if not votes:
        return None
    best = max(votes, key=lambda one: (votes[one], -one))
    return best, best


def _when(reports: Sequence[Report]) -> Slot:
    entries, spoken = [], []
    for report in reports:
        best = max(report.days, key=lambda one: (one.weight, -one.ordinal), default=None)
        if best is not None:
            told = date.fromordinal(best.ordinal).isoformat()
            entries.append(Entry(told, told, report.document, report.quote(best.start, best.end)))
            spoken.append(best.ordinal)
    values = gathered(entries)
    judged = verdict(values, len(reports))
    if judged[0] == "disputed" and max(spoken) - min(spoken) == 1:
        judged = "compatible", "a day apart: a night, or a relative word (اليوم, أمس) counted from another day"
    return Slot("when", values, *judged)


# ---- where


def places(reports: Sequence[Report]) -> list[str]:
    """Keys of the places an incident may lie at, the likeliest first: those with at least half the weight of the first."""
    votes = _votes(reports)
    order = sorted(votes, key=lambda key: (-votes[key], key))
    return [key for key in order if votes[key] >= votes[order[0]] / 2]


def _votes(reports: Sequence[Report]) -> dict[str, float]:
    """One vote for each report, dealt out by what it is most about; names that no gazetteer knows count half."""
    votes: dict[str, float] = {}
    for report in reports:
        shares = {one.key: one.weight**_SHARPEN for one in report.places if one.fine}
        total = sum(shares.values()) or 1.0
        for one in report.places:
            share = shares.get(one.key, _COARSE) / total * (_UNPLACED if one.spot is None else 1.0)
            votes[one.key] = votes.get(one.key, 0.0) + share
    return votes


def place(reports: Sequence[Report]) -> dict[str, Any] | None:
    """Where an incident was: the place its reports are most about, with the coordinates most of them give it.

    Where nobody knows where it lies, the coordinates are those of the next likely place, and `precision` says "near".
    """
    likely = places(reports)
    if not likely:
        return None
    named = {key: [one for report in reports for one in report.places if one.key == key] for key in likely}
    spots = {key: _spot(named[key], reports) for key in likely}
    best = likely[0]
    at = next((key for key in likely if spots[key] is not None), best)
    spot = spots[at]
    precision = "unknown" if spot is None else "near" if at != best else "place" if any(one.fine for one in named[at]) else "area"
    name = _most([one.name for one in named[best]])
    return {"name": name, "lat": spot[0] if spot else None, "lon": spot[1] if spot else None, "precision": precision}


def _spot(named: Sequence[Place], reports: Sequence[Report]) -> tuple[float, float] | None:
    """The coordinates most mentions of a place have, those far from the other places told counting less."""
    spots = [one.spot for one in named if one.spot is not None]
    others = [one.spot for report in reports for one in report.places if one.fine and one.spot is not None and one.key != named[0].key]

    def weight(spot: tuple[float, float]) -> float:
        far = sorted(kilometres(spot, other) for other in others) or [0.0]
        return spots.count(spot) / (1.0 + far[len(far) // 2] / _FAR_KM)

    return max(sorted(set(spots)), key=weight, default=None)


def _most(values: Sequence[str]) -> str | None:
    return max(sorted(set(values)), key=values.count, default=None)


def _where(reports: Sequence[Report]) -> Slot:
    told = [(report, report.main) for report in reports]
    entries = [Entry(one.key, one.name, report.document, report.quote(one.start, one.start + 1)) for report, one in told if one]
    values = gathered(entries)
    judged = verdict(values, len(reports))
    if judged[0] == "disputed" and _near([one for _, one in told if one]):
        judged = "compatible", f"{len(values)} places within {_NEAR_KM:.0f} km of one another"
    elif judged[0] == "disputed" and _nested([entry.key for entry in entries]):
        judged = "compatible", "one of the places named holds the others"
    return Slot("where", values, *judged)


def _nested(keys: Sequence[str]) -> bool:
    """Whether the shortest name stands in all others (X; the market of X)."""
    shortest = min(keys, key=len)
    return all(f" {shortest} " in f" {key} " for key in keys)


def _near(named: Sequence[Place]) -> bool:
    spots = [one.spot for one in named]
    known = sorted({spot for spot in spots if spot is not None})
    return None not in spots and all(kilometres(one, other) <= _NEAR_KM for one in known for other in known)


# ---- what, who, whom, with what


def _asked(reports: Sequence[Report], name: str) -> Slot:
    entries = []
    for report in reports:
        seen: set[str] = set()
        for claim in report.of(name):
            if claim.key not in seen and len(seen) < _PER_ACCOUNT.get(name, 1):
                seen.add(claim.key)
                entries.append(entry(report, claim))
    values = gathered(entries)
    judged = verdict(values, len(reports))
    if judged[0] == "disputed" and name == "what" and _one_kind({one.key for one in entries}):
        judged = "compatible", "different words that can name one act"
    if judged[0] == "disputed" and name in ("against whom", "who says so"):
        judged = "compatible", f"{len(values)} named in {len({one.document for one in entries})} accounts, none against another"
    return Slot(name, values, *judged)


def _one_kind(types: Collection[str]) -> bool:
    """Whether these types of event can all be told of one act, by the table `kinds`."""
    also = _kinds()
    return all(one == other or other in also.get(one, ()) or one in also.get(other, ()) for one in types for other in types)


@cache
def _kinds() -> dict[str, frozenset[str]]:
    return {row["type"]: frozenset(row["also"].split("|")) for row in rules.load(only=()).rows("kinds")}


def entry(report: Report, claim: Claim) -> Entry:
    """A claim as one account's answer."""
    return Entry(claim.key, claim.value, report.document, report.quote(claim.start, claim.end), claim.speech, claim.speaker)


def _denied(reports: Sequence[Report]) -> Slot | None:
    entries = [entry(report, claim) for report in reports for claim in report.of("denied")]
    if not entries:
        return None
    values = gathered(entries)
    return Slot("denied", values, "denied", f"{len(values)} denials in {len({one.document for one in entries})} of {len(reports)} accounts")
