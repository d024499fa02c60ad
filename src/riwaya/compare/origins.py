"""How many independent origins stand behind the accounts of an incident, so that repetition is not taken for corroboration.

Two texts are copies when most five-word runs of the shorter stand in the longer (the shingles of Broder, "On the resemblance
and containment of documents", 1997), which also finds a copy cut short.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from riwaya.compare import words
from riwaya.compare.reports import Report

_RUN: Final = 5
_FEWEST: Final = 4
COPY: Final = 0.6
"""Share of the shorter text's runs that makes it a copy."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Accounts that go back to one text, and why it is thought so."""

    documents: tuple[str, ...]
    because: str

    def to_json(self) -> dict[str, Any]:
        return {"documents": list(self.documents), "because": self.because}


def of(reports: Sequence[Report]) -> list[Origin]:
    """Origins of the accounts, each report in one, in the order of the reports."""
    runs = [_runs(report.text) for report in reports]
    group = list(range(len(reports)))
    share: dict[int, float] = {}
    for here in range(len(reports)):
        for there in range(here):
            held = containment(runs[here], runs[there])
            if held >= COPY and group[here] != group[there]:
                old, new = max(group[here], group[there]), min(group[here], group[there])
                group = [new if one == old else one for one in group]
                share[new] = min(held, share.get(new, 1.0), share.pop(old, 1.0))
    found = []
    for first in sorted(set(group)):
        documents = tuple(report.document for report, one in zip(reports, group, strict=True) if one == first)
        because = (
            "its own words" if len(documents) == 1 else f"near copies: {share[first]:.0%} or more of the shorter text stands in the other"
        )
        found.append(Origin(documents, because))
    return found


def containment(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Share of the smaller set's runs that stand in the other; 0 for texts too short to tell."""
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest >= _FEWEST else 0.0


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    found = words.stems(text)
    return frozenset(tuple(found[at : at + _RUN]) for at in range(len(found) - _RUN + 1))
