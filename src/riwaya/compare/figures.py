"""The figures of an incident: which one each account gives for it, and how they relate.

Two figures are the same; compatible, where their bounds overlap; revised, where later reports only ever tell more; or contradictory.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from riwaya.compare.questions import says
from riwaya.compare.reports import Figure, Report
from riwaya.compare.slots import Entry, Slot, gathered, verdict

ROLES: Final = ("killed", "injured", "missing", "detained", "escaped", "displaced", "released", "captured", "destroyed", "strikes")
_CASUALTIES: Final = ("killed", "injured", "missing", "detained", "escaped", "displaced", "released", "captured")
_WORTH: Final = {"named": 1, "vague": 2, "plural": 3}
"""Bounds by how little they tell; all others are numbers, 0."""
_LARGEST: Final = 1000


def main(report: Report, role: str, places: Collection[str] | None = None) -> Figure | None:
    """The figure a report gives for the incident at `places` (the place it is most about, where none are given).

    The first of the figures told of those places; one told of other places alone is no figure of this incident. Civilians go before
    fighters, numbers before names counted, those before vague words, and those before a bare plural.
    """
    if places is None:
        places = {report.main.key} if report.main is not None else ()
    wanted = set(places)
    known = [figure for figure in report.figures if figure.role == role and figure.low < _LARGEST]
    found = [figure for figure in known if not figure.near or not wanted or figure.near & wanted]
    return min(found, key=lambda figure: (_WORTH.get(figure.bound, 0), figure.fighters, figure.start), default=None)


def casualties(reports: Sequence[Report], places: Collection[str] | None = None) -> dict[str, dict[str, int | None]]:
    """Lowest and highest figure for each role that any report counts.

    The highest is one that two accounts tell, or that is no more than about twice the figure most tell: a lone larger one is
    oftener the count of another place or of a longer time, and stays visible in the slot.
    """
    found: dict[str, dict[str, int | None]] = {}
    for role in _CASUALTIES:
        told = [figure for report in reports if (figure := main(report, role, places)) is not None]
        worth = min((_WORTH.get(figure.bound, 0) for figure in told), default=0)
        counted = [figure for figure in told if _WORTH.get(figure.bound, 0) == worth]
        if counted:
            highs = Counter(figure.low if figure.high is None else figure.high for figure in counted)
            usual = max(sorted(highs), key=lambda high: (highs[high], high))
            high = max(one for one in highs if highs[one] > 1 or one <= 2 * usual + 1)
            found[role] = {"low": min(high, *(figure.low for figure in counted)), "high": high}
    return found


def of(reports: Sequence[Report], places: Collection[str] | None = None) -> list[Slot]:
    """A slot for each role that any report counts."""
    return [slot for role in ROLES if (slot := _slot(reports, role, places)) is not None]


def _slot(reports: Sequence[Report], role: str, places: Collection[str] | None) -> Slot | None:
    told = [(report, figure) for report in reports if (figure := main(report, role, places)) is not None]
    if not told:
        return None
    values = gathered(
        Entry(write(one), write(one), report.document, report.quote(one.start, one.end), one.speech, one.speaker) for report, one in told
    )
    judged = verdict(values, len(reports))
    return Slot(role, values, *(_relation(told) if judged[0] == "disputed" else judged))


def _relation(told: Sequence[tuple[Report, Figure]]) -> tuple[str, str]:
    low, high = max(one.low for _, one in told), min(_high(one) for _, one in told)
    if low <= high:
        return "compatible", f"all {len(told)} accounts allow {low}"
    steps = _revision(told)
    if steps:
        return "compatible", f"revised upward: {steps}"
    revised = _said_revised(told)
    if revised is not None:
        return "compatible", f"revised upward to {write(revised[1])}, as {revised[0].document} says"
    return "disputed", f"from {min(one.low for _, one in told)} to {low} in {len(told)} accounts"


def _revision(told: Sequence[tuple[Report, Figure]]) -> str:
    """The figure day by day, where it only rises from day to day and each day has but one; else nothing."""
    days: dict[int, set[int]] = {}
    for report, figure in told:
        if report.published is None:
            return ""
        days.setdefault(report.published, set()).add(figure.low)
    steps = [(day, max(days[day])) for day in sorted(days)]
    rising = all(one < other for (_, one), (_, other) in pairwise(steps))
    if len(steps) < 2 or not rising or any(len(lows) > 1 for lows in days.values()):
        return ""
    return ", then ".join(f"{low} on {date.fromordinal(day).isoformat()}" for day, low in steps)


def _said_revised(told: Sequence[tuple[Report, Figure]]) -> tuple[Report, Figure] | None:
    """The report of the highest figure that says it has risen, where no lower one was published after it."""
    top = max(one.low for _, one in told)
    for report, figure in told:
        if figure.low == top and report.published is not None and says(report.quote(figure.start, figure.end), "revised"):
            later = [one for other, one in told if one.low < top and (other.published or 0) > report.published]
            return None if later else (report, figure)
    return None


def overlap(one: Figure, other: Figure) -> bool:
    """Whether a number exists that both figures allow."""
    return max(one.low, other.low) <= min(_high(one), _high(other))


def _high(figure: Figure) -> float:
    return float("inf") if figure.high is None else figure.high


def write(figure: Figure) -> str:
    """A figure as it is shown.

    >>> write(Figure("killed", 3, None, "at-least", 0, 1, frozenset(), False, 1, None, None))
    '≥ 3'
    """
    if figure.high is None:
        return f"≥ {figure.low}"
    number = str(figure.low) if figure.low == figure.high else f"{figure.low}–{figure.high}"
    return f"≈ {number}" if figure.bound == "about" else number
