"""What the accounts of one incident say about when, where, who, whom, how many and with what; and how their values relate.

A value is always somebody's, with the sentence it stands in. The verdict of a slot is one of agreed, compatible, disputed, single source,
denied, unknown; `because` says why in a line.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from riwaya.compare.reports import Figure, Report

FIGURES: Final = ("killed", "injured", "missing", "detained", "displaced", "released", "captured", "destroyed")
_SENTENCE_ENDS: Final = "\n.!؟?…"

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a slot as one or more documents tell it."""

    value: str
    documents: tuple[str, ...]
    speech: str | None
    quote: str

    def to_json(self) -> dict[str, Any]:
        return {"value": self.value, "documents": list(self.documents), "speech": self.speech, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Slot:
    """A question of the minimal record and the values that answer it."""

    slot: str
    values: tuple[Value, ...]
    verdict: str
    because: str

    def to_json(self) -> dict[str, Any]:
        return {"slot": self.slot, "values": [value.to_json() for value in self.values], "verdict": self.verdict, "because": self.because}


def sentence(text: str, start: int, end: int) -> str:
    """The sentence (or line) of `text` that holds a span.

    >>> sentence("قصف بلدة. قتل ثلاثة.", 10, 12)
    'قتل ثلاثة.'
    """
    left = max(text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
    rights = [place for mark in _SENTENCE_ENDS if (place := text.find(mark, end)) >= 0]
    right = min(rights) + 1 if rights else len(text)
    return text[left:right].strip()


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


# ---- where


def place(reports: Sequence[Report]) -> dict[str, Any] | None:
    """Where an incident was: the place its reports are most about, with the coordinates most of them give it."""
    votes: dict[str, float] = {}
    names: dict[str, Counter[str]] = {}
    spots: dict[str, Counter[tuple[float, float]]] = {}
    fine: dict[str, bool] = {}
    for report in reports:
        total = sum(one.weight for one in report.places if one.fine) or 1.0
        for one in report.places:
            votes[one.key] = votes.get(one.key, 0.0) + one.weight / total * (1.0 if one.fine else 0.05)
            names.setdefault(one.key, Counter())[one.name] += 1
            fine[one.key] = fine.get(one.key, False) or one.fine
            if one.lat is not None and one.lon is not None:
                spots.setdefault(one.key, Counter())[(one.lat, one.lon)] += 1
    if not votes:
        return None
    best = max(sorted(votes), key=lambda key: votes[key])
    lat, lon = max(sorted(spots[best]), key=lambda spot: spots[best][spot]) if best in spots else (None, None)
    name = max(sorted(names[best]), key=lambda one: names[best][one])
    precision = "unknown" if lat is None else "place" if fine[best] else "area"
    return {"name": name, "lat": lat, "lon": lon, "precision": precision}


# ---- how many


def main_figure(report: Report, role: str) -> Figure | None:
    """The figure a report gives for its own incident: the largest of those that stand early."""
    found = [figure for figure in report.figures if figure.role == role and figure.start < 1200 and figure.low < 1000]
    if not found:
        return None
    first = found[0]
    near = [figure for figure in found if figure.start - first.start < 400]
    return max(near, key=lambda figure: (figure.bound != "vague", figure.low, -figure.start))


def casualties(reports: Sequence[Report]) -> dict[str, dict[str, int | None]]:
    """Lowest and highest figure for each role that any report counts."""
    found: dict[str, dict[str, int | None]] = {}
    for role in FIGURES:
        figures = [figure for report in reports if (figure := main_figure(report, role)) is not None and figure.bound != "vague"]
        if figures:
            lows = [figure.low for figure in figures]
            highs = [figure.high if figure.high is not None else figure.low for figure in figures]
            found[role] = {"low": min(lows), "high": max(highs)}
    return found


# ---- slots with their values


def of(reports: Sequence[Report]) -> list[Slot]:
    """The slots of an incident."""
    made = [_when(reports), _where(reports)]
    made.extend(slot for role in FIGURES if (slot := _count(reports, role)) is not None)
    return made


def _grouped(entries: Iterable[tuple[str, str, str]]) -> tuple[Value, ...]:
    """Values of (value, document, quote) entries, the most told first; the quote is the first document's."""
    documents: dict[str, list[str]] = {}
    quotes: dict[str, str] = {}
    for value, document, quote in entries:
        told = documents.setdefault(value, [])
        if document not in told:
            told.append(document)
        quotes.setdefault(value, quote)
    order = sorted(documents, key=lambda value: (-len(documents[value]), value))
    return tuple(Value(value, tuple(documents[value]), None, quotes[value]) for value in order)


def _when(reports: Sequence[Report]) -> Slot:
    entries = []
    for report in reports:
        best = max(report.days, key=lambda one: (one.weight, -one.ordinal), default=None)
        if best is not None:
            entries.append((date.fromordinal(best.ordinal).isoformat(), report.document, report.title))
    values = _grouped(entries)
    return Slot("when", values, *_plain_verdict(values, len(reports)))


def _where(reports: Sequence[Report]) -> Slot:
    entries = []
    for report in reports:
        if report.main is not None:
            entries.append((report.main.name, report.document, sentence(report.text, report.main.start, report.main.start + 1)))
    values = _grouped(entries)
    return Slot("where", values, *_plain_verdict(values, len(reports)))


def _plain_verdict(values: Sequence[Value], count: int) -> tuple[str, str]:
    told = sum(len(value.documents) for value in values)
    if not values:
        return "unknown", f"none of {count} accounts says"
    if told == 1:
        return "single source", f"1 of {count} accounts says"
    if len(values) == 1:
        return "agreed", f"{told} of {count} accounts say the same"
    return "disputed", f"{len(values)} different answers in {told} accounts"


def _count(reports: Sequence[Report], role: str) -> Slot | None:
    entries, ranges = [], []
    for report in reports:
        figure = main_figure(report, role)
        if figure is not None:
            entries.append((_number(figure), report.document, sentence(report.text, figure.start, figure.end)))
            ranges.append((figure.low, figure.high))
    if not entries:
        return None
    values = _grouped(entries)
    verdict, because = _plain_verdict(values, len(reports))
    if verdict == "disputed":
        low, high = max(one for one, _ in ranges), min(float("inf") if two is None else two for _, two in ranges)
        if low <= high:
            verdict, because = "compatible", f"all {len(ranges)} accounts allow {low}"
        else:
            because = f"from {min(one for one, _ in ranges)} to {max(one for one, _ in ranges)} in {len(ranges)} accounts"
    return Slot(role, values, verdict, because)


def _number(figure: Figure) -> str:
    if figure.high is None:
        return f"≥ {figure.low}"
    return str(figure.low) if figure.low == figure.high else f"{figure.low}–{figure.high}"
