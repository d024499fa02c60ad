"""Round-ups: documents whose report is of something else and that tell of an incident in passing.

They are kept beside the accounts of the incident, not among them: a day's round-up tells of ten places in a sentence each, and what it is
itself about would otherwise bleed into all ten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from riwaya.compare import words
from riwaya.compare.reports import Report
from riwaya.compare.words import Vector, Weights

_BEFORE: Final = 1
_AFTER: Final = 2
_ALIKE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that tells of an incident in passing, and the sentence in which it does."""

    document: str
    quote: str

    def to_json(self) -> dict[str, Any]:
        return {"document": self.document, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where and when an incident was, and the numbers of its reports."""

    place: str | None
    day: int | None
    members: tuple[int, ...]


def find(reports: Sequence[Report], incidents: Sequence[Whereabouts]) -> list[list[Mention]]:
    """For each incident, the other reports that tell of an event at its place in those days, in a sentence like its accounts."""
    at: dict[str, list[int]] = {}
    for number, incident in enumerate(incidents):
        if incident.place is not None and incident.day is not None:
            at.setdefault(incident.place, []).append(number)
    weights = Weights((report.bag for report in reports), words.language())
    heads: dict[int, Vector] = {}
    found: list[list[Mention]] = [[] for _ in incidents]
    for number, report in enumerate(reports):
        for place in report.places:
            for other in at.get(place.key, ()) if place.event and place.fine else ():
                incident = incidents[other]
                if number in incident.members or not _in_those_days(report, incident):
                    continue
                quote = report.quote(place.start, place.start + 1)
                said = weights.vector(_counts(quote))
                for member in incident.members:
                    if member not in heads:
                        heads[member] = weights.vector(reports[member].head)
                if max(words.cosine(said, heads[member]) for member in incident.members) >= _ALIKE:
                    found[other].append(Mention(report.document, quote))
    return found


def _in_those_days(report: Report, incident: Whereabouts) -> bool:
    if report.published is None or incident.day is None:
        return False
    return -_BEFORE <= report.published - incident.day <= _AFTER


def _counts(text: str) -> Mapping[str, float]:
    counts: dict[str, float] = {}
    for word in words.stems(text):
        counts[word] = counts.get(word, 0.0) + 1.0
    return counts
