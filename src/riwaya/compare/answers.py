"""Answers to questions from the ledger alone: what each account says, in its own sentence, or that no account tells.

The question's words choose a slot (table `asking`) and the incidents that name the same places and things. Nothing is composed: an
answer is the value of a slot with the sentence that carries it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from riwaya import rules
from riwaya.compare import words
from riwaya.compare.reports import Report
from riwaya.compare.side_by_side import Incident
from riwaya.compare.slots import Value
from riwaya.fold import fold

_WORD: Final = re.compile(r"[^\W_]+")
_MOST: Final = 3
_SHARE: Final = 0.6
"""Share of the best incident's likeness that another must reach to be answered from as well."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the accounts of one incident say to a question."""

    incident: str
    title: str
    date: tuple[str, str] | None
    place: str | None
    slot: str
    verdict: str
    because: str
    values: tuple[Value, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "incident": self.incident,
            "title": self.title,
            "date": None if self.date is None else {"low": self.date[0], "high": self.date[1]},
            "place": self.place,
            "slot": self.slot,
            "verdict": self.verdict,
            "because": self.because,
            "values": [value.to_json() for value in self.values],
        }


def slot_of(question: str) -> str | None:
    """The slot a question asks for, by the longest phrase of the table `asking` in it; None where it asks for none.

    >>> slot_of("كم عدد القتلى في قصف تل الورد؟"), slot_of("When was the market hit?"), slot_of("تل الورد")
    ('killed', 'when', None)
    """
    asked = f" {' '.join(_WORD.findall(fold(question)))} "
    held = [(len(phrase), slot) for phrase, slot in _phrases() if f" {phrase} " in asked]
    return max(held)[1] if held else None


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    return tuple(
        (fold(phrase), row["slot"]) for row in rules.load(only=()).rows("asking") if row["slot"] for phrase in row["words"].split("|")
    )


def answer(question: str, incidents: Sequence[Incident], reports: Iterable[Report]) -> list[Answer]:
    """Answers to a question, the likeliest incident first; empty where no account names what it asks about.

    A question that asks for no slot in particular is answered by what happened.
    """
    slot = slot_of(question) or "what"
    told = {report.document: report for report in reports}
    bags = [_bag([told[document] for document in incident.documents if document in told]) for incident in incidents]
    weights = words.Weights(bags)
    asked = {word for word in words.stems(question) if not word.isascii()} - _function_words()
    known = {word for bag in bags for word in bag}
    if not asked or asked - known:
        return []  # it asks about something that no account names
    rarest = max(sorted(asked), key=weights.of)
    scored = sorted(
        ((sum(weights.of(word) for word in asked & bag), incident) for bag, incident in zip(bags, incidents, strict=True) if rarest in bag),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    chosen = [incident for score, incident in scored[:_MOST] if score >= scored[0][0] * _SHARE]
    return [found for incident in chosen if (found := _of_incident(incident, slot)) is not None]


def _bag(accounts: Sequence[Report]) -> set[str]:
    """The words of the heads of an incident's accounts and of its places."""
    return {word for report in accounts for word in report.head} | {
        word for report in accounts for place in report.places if place.fine for word in place.key.split()
    }


@cache
def _function_words() -> frozenset[str]:
    asking = {word for row in rules.load(only=()).rows("asking") for word in words.stems(row["words"])}
    return frozenset(asking | {words.stem(fold(row["word"])) for row in rules.load(only=()).rows("orientation")})


def _of_incident(incident: Incident, name: str) -> Answer | None:
    slot = next((one for one in incident.slots if one.slot == name), None)
    if slot is None or not slot.values:
        return None
    place = incident.place["name"] if incident.place else None
    return Answer(incident.id, incident.title, incident.date, place, name, slot.verdict, slot.because, slot.values)
