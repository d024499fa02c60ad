"""Compare: the accounts of each incident, side by side, from a ledger alone.

incidents(ledger) -> list[Incident]; `Incident.to_json()` is the contract of `riwaya incidents`.
ask(ledger, question) -> list[Answer]; what each account says to a question, or nothing where none tells.
revisions(ledger) -> list[Change]; how pages that are held in several texts changed.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from riwaya.compare import answers, gather
from riwaya.compare.answers import Answer
from riwaya.compare.revisions import Change, revisions
from riwaya.compare.side_by_side import Incident, from_reports, incidents

__all__ = ["Answer", "Change", "Incident", "ask", "incidents", "revisions"]


class _Readings(Protocol):
    def readings(self) -> Iterable[Mapping[str, Any]]: ...


def ask(ledger: _Readings, question: str) -> list[Answer]:
    """Answers to a question in Arabic or English from the accounts of a ledger, the likeliest incident first."""
    reports = [gather.report(reading) for reading in ledger.readings()]
    return answers.answer(question, from_reports(reports), reports)
