"""From a ledger of readings to incidents: reports, links, groups, slots, origins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Protocol

from riwaya.compare import cluster, figures, gather, link, origins, passing, questions, slots, words
from riwaya.compare.origins import Origin
from riwaya.compare.passing import Mention, Whereabouts
from riwaya.compare.reports import Report
from riwaya.compare.slots import Slot
from riwaya.ids import content_id

THRESHOLD: Final = 0.3
"""Mean likelihood of the pairs of two groups at which they are one incident."""
_SLIGHTEST: Final = 0.01
_NEVER: Final = date.max.toordinal()
_MIDDLE: Final = 70

Json = Mapping[str, Any]


class _Readings(Protocol):
    def readings(self) -> Iterable[Json]: ...


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening and its accounts, side by side.

    `id` is made from the earliest account, so that it stays while later ones join. `silent` are the publishers of the ledger that
    published something in those days, but no account of this; `passing` the round-ups that mention it while telling of something else.
    """

    id: str
    title: str
    documents: tuple[str, ...]
    date: tuple[str, str] | None
    place: Json | None
    casualties: Mapping[str, Json]
    origins: tuple[Origin, ...]
    slots: tuple[Slot, ...]
    unanswered: tuple[Json, ...]
    silent: tuple[str, ...] = ()
    passing: tuple[Mention, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The contract of `riwaya incidents`."""
        return {
            "id": self.id,
            "title": self.title,
            "documents": list(self.documents),
            "date": None if self.date is None else {"low": self.date[0], "high": self.date[1]},
            "place": None if self.place is None else dict(self.place),
            "casualties": {role: dict(figures) for role, figures in self.casualties.items()},
            "origins": [origin.to_json() for origin in self.origins],
            "slots": [slot.to_json() for slot in self.slots],
            "unanswered": [dict(question) for question in self.unanswered],
            "silent": list(self.silent),
            "in_passing": [mention.to_json() for mention in self.passing],
        }


def incidents(ledger: _Readings) -> list[Incident]:
    """The incidents of a ledger, by date and then id; the order in which documents came makes no difference."""
    return from_reports([gather.report(reading) for reading in ledger.readings()])


def from_reports(found: Iterable[Report]) -> list[Incident]:
    """Incidents of a set of reports."""
    ordered = sorted(found, key=lambda report: report.document)
    active = _active(ordered)
    grouped = groups(ordered)
    made = [lay_out([ordered[number] for number in group], active) for group in grouped]
    where = [_whereabouts([ordered[number] for number in group], group) for group in grouped]
    mentions = passing.find(ordered, where)
    made = [replace(incident, passing=tuple(its)) if its else incident for incident, its in zip(made, mentions, strict=True)]
    return sorted(made, key=lambda incident: (incident.date or ("9999", ""), incident.id))


def _whereabouts(accounts: Sequence[Report], group: Sequence[int]) -> Whereabouts:
    places, when = slots.places(accounts), slots.day(accounts)
    return Whereabouts(places[0] if places else None, when[0] if when else None, tuple(group))


def _active(reports: Iterable[Report]) -> dict[int, set[str]]:
    """The publishers that published something, by day."""
    found: dict[int, set[str]] = {}
    for report in reports:
        if report.published is not None and report.source:
            found.setdefault(report.published, set()).add(report.source)
    return found


def groups(ordered: Sequence[Report], weights: Mapping[str, float] | None = None, threshold: float = THRESHOLD) -> list[list[int]]:
    """Reports (by their index) that tell of one incident."""
    ready = link.sketches(ordered)
    likely: dict[tuple[int, int], float] = {}
    for one, other in link.pairs(ready):
        chance = link.probability(link.levels(ready[one], ready[other]), weights or link.shipped())
        if chance >= _SLIGHTEST:
            likely[one, other] = chance
    return cluster.average(likely, len(ordered), threshold)


def lay_out(accounts: Sequence[Report], active: Mapping[int, Iterable[str]] | None = None) -> Incident:
    """The accounts of one incident, side by side; `active` tells which publishers published something, by day."""
    when = slots.day(accounts)
    where = slots.places(accounts)
    answers = (*slots.of(accounts), *figures.of(accounts, where))
    first = min(accounts, key=lambda report: (_NEVER if report.published is None else report.published, report.document))
    told = {report.source for report in accounts}
    around = range(when[0] - 1, when[1] + 3) if when else ()
    return Incident(
        id=content_id("incident", first.document),
        title=_title(accounts, where),
        documents=tuple(report.document for report in accounts),
        date=None if when is None else (date.fromordinal(when[0]).isoformat(), date.fromordinal(when[1]).isoformat()),
        place=slots.place(accounts),
        casualties=figures.casualties(accounts, where),
        origins=tuple(origins.of(accounts)),
        slots=answers,
        unanswered=tuple(questions.unanswered(accounts, answers)),
        silent=tuple(sorted({source for day in around for source in (active or {}).get(day, ())} - told)),
    )


def _title(accounts: Sequence[Report], where: Sequence[str]) -> str:
    """A headline of middle length that names the place, where one does."""
    main = f" {where[0]} " if where else ""
    return min(
        (report.title for report in accounts),
        key=lambda title: (main not in f" {' '.join(words.stems(title))} ", abs(len(title) - _MIDDLE), title),
    )
