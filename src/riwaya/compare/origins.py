"""How many independent origins stand behind the accounts of an incident, so that repetition is not taken for corroboration.

Accounts share an origin where one is a near copy of the other, where one says it takes its report from the other's publisher,
or where both say they take it from the same third medium. Two texts are copies when most five-word runs of the shorter stand in the
longer (the shingles of Broder, "On the resemblance and containment of documents", 1997), which also finds a copy cut short.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from riwaya.compare import words
from riwaya.compare.reports import Report

_RUN: Final = 5
_FEWEST: Final = 4
_NAMED: Final = 2
COPY: Final = 0.6
"""Share of the shorter text's runs that makes it a copy."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Accounts that go back to one text, and why it is thought so; of an account that stands alone, what it rests on."""

    documents: tuple[str, ...]
    because: str

    def to_json(self) -> dict[str, Any]:
        return {"documents": list(self.documents), "because": self.because}


def of(reports: Sequence[Report]) -> list[Origin]:
    """Origins of the accounts, each report in one, in the order of the reports."""
    group = list(range(len(reports)))
    why: dict[int, list[str]] = {number: [] for number in group}
    for one, other, because in [*_copies(reports), *_chains(reports)]:
        into, out = sorted((group[one], group[other]))
        if into != out:
            group = [into if at == out else at for at in group]
            why[into] += [*why.pop(out), because]
    found = []
    for first in sorted(set(group)):
        its = [report for report, at in zip(reports, group, strict=True) if at == first]
        because = "; ".join(dict.fromkeys(why[first])) if len(its) > 1 else _rests_on(its[0])
        found.append(Origin(tuple(report.document for report in its), because))
    return found


def _copies(reports: Sequence[Report]) -> list[tuple[int, int, str]]:
    runs = [_runs(report.text) for report in reports]
    found = []
    for here in range(len(reports)):
        for there in range(here):
            share = containment(runs[here], runs[there])
            if share >= COPY:
                found.append((share, there, here))
    return [
        (one, other, f"near copies: {share:.0%} of the shorter text stands in the other")
        for share, one, other in sorted(found, reverse=True)
    ]


def containment(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Share of the smaller set's runs that stand in the other; 0 for texts too short to tell."""
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest >= _FEWEST else 0.0


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    found = words.stems(text)
    return frozenset(tuple(found[at : at + _RUN]) for at in range(len(found) - _RUN + 1))


def _chains(reports: Sequence[Report]) -> list[tuple[int, int, str]]:
    """Pairs of reports of which one takes from the other's publisher, or that take from the same medium."""
    found: list[tuple[int, int, str]] = []
    takers: dict[str, int] = {}
    publishers = [frozenset(words.stems(report.source or "")) for report in reports]
    for number, report in enumerate(reports):
        for claim in report.of("taken from"):
            name = frozenset(claim.key.split())
            if publishers[number] and (name <= publishers[number] or publishers[number] <= name):
                continue  # its own reporter
            for other, publisher in enumerate(publishers):
                if other != number and publisher and (name <= publisher or publisher <= name):
                    found.append((number, other, f"{report.document} takes it from {claim.value}"))
            first = takers.setdefault(claim.key, number)
            if first != number:
                found.append((first, number, f"both take it from {claim.value}"))
    return found


def _rests_on(report: Report) -> str:
    named = list(dict.fromkeys(claim.value for claim in report.of("who says so")))[:_NAMED]
    return f"rests on {'، '.join(named)}" if named else "its own words, no source named"
