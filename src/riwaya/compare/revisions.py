"""How one page changed over time: figures, kinds of event, sources and actors that came, went or became others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Protocol

from riwaya.compare import figures, gather
from riwaya.compare.reports import Report

_SLOTS: Final = ("what", "by whom", "who says so", "with what")

Json = Mapping[str, Any]


class _Readings(Protocol):
    def readings(self, *, versions: bool = False) -> Iterable[Json]: ...


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed from one text of a document to the next; `before` or `after` is None where there was none."""

    document: str
    version: int
    slot: str
    before: str | None
    after: str | None

    def to_json(self) -> dict[str, Any]:
        return {"document": self.document, "version": self.version, "slot": self.slot, "before": self.before, "after": self.after}


def revisions(ledger: _Readings) -> list[Change]:
    """The changes of all documents that the ledger holds in several texts, by document and version."""
    versions: dict[str, list[Report]] = {}
    for reading in ledger.readings(versions=True):
        versions.setdefault(str(reading["document"]["id"]), []).append(gather.report(reading))
    return [
        change
        for document in sorted(versions)
        for number, (one, other) in enumerate(pairwise(versions[document]), start=1)
        for change in _changes(document, number, one, other)
    ]


def _changes(document: str, number: int, one: Report, other: Report) -> list[Change]:
    found = []
    for role in figures.ROLES:
        was, now = figures.main(one, role), figures.main(other, role)
        before, after = (figures.write(figure) if figure else None for figure in (was, now))
        if before != after:
            found.append(Change(document, number, role, before, after))
    for slot in _SLOTS:
        mine, yours = ({claim.key: claim.value for claim in report.of(slot)} for report in (one, other))
        gone = [mine[key] for key in sorted(mine.keys() - yours.keys())]
        come = [yours[key] for key in sorted(yours.keys() - mine.keys())]
        if gone or come:
            found.append(Change(document, number, slot, "، ".join(gone) or None, "، ".join(come) or None))
    return found
