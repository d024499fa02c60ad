"""The questions of a minimal record that the accounts of an incident leave open, and those that the accounts themselves ask.

A question is answered by its slot, or, where it has none, by words of the table `unknowns`; that nobody knows is only
reported where a sentence says so, and the sentence is shown. The table `record` holds the questions.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from riwaya import rules
from riwaya.compare import words
from riwaya.compare.reports import Report, sentence_spans
from riwaya.compare.slots import Slot
from riwaya.fold import fold

_REACH: Final = 3000
_ASKED: Final = 3
_ONLY_IF_SPOKEN_OF: Final = frozenset({"why", "fate"})
_QUESTION_WORDS: Final = 4


class _Rule(NamedTuple):
    question: str
    says: str
    words: re.Pattern[str]
    near: re.Pattern[str] | None


class _Said(NamedTuple):
    document: str
    quote: str


@cache
def _rules() -> tuple[_Rule, ...]:
    made = []
    for row in rules.load(only=()).rows("unknowns"):
        near = _pattern(row["near"]) if row["near"] else None
        made.append(_Rule(row["question"], row["says"], _pattern(row["words"]), near))
    return tuple(made)


def says(quote: str, what: str) -> bool:
    """Whether a sentence says this of a figure or a question (`revised`, `unknown`, `answered`) by the table `unknowns`."""
    folded = fold(quote)
    rules_ = (rule for rule in _rules() if rule.says == what)
    return any(rule.words.search(folded) and (rule.near is None or rule.near.search(folded)) for rule in rules_)


@cache
def _record() -> tuple[Mapping[str, str], ...]:
    return rules.load(only=()).rows("record")


def _pattern(variants: str) -> re.Pattern[str]:
    """Any of the variants at the beginning of a word, a conjunction before it allowed; endings are left open."""
    words = [re.escape(fold(word.strip())) for word in variants.split("|") if word.strip()]
    return re.compile(rf"(?<!\w)[وف]?(?:{'|'.join(words)})")


def unanswered(reports: Sequence[Report], slots: Sequence[Slot]) -> list[dict[str, Any]]:
    """Open questions: said to be unknown (with the sentence), disputed, not mentioned by any account, or asked by an account."""
    said, answered = _said(reports)
    judged = {slot.slot: slot for slot in slots}
    found = []
    for row in _record():
        name, its = row["id"], [judged[one] for one in row["slots"].split("|") if one in judged]
        told = sorted({document for slot in its for value in slot.values for document in value.documents})
        if name == "names":
            told = [report.document for report in reports if report.people]
        if name in answered:
            told = sorted({*told, *answered[name]})
        status = _status(name, its, told, said)
        if status:
            quotes = said.get(name, [])
            found.append(
                {
                    "slot": name,
                    "question": row["question"],
                    "arabic": row["arabic"],
                    "status": status,
                    "documents": sorted({one.document for one in quotes}),
                    "quote": quotes[0].quote if quotes else None,
                }
            )
    return found + _asked(reports)


def _status(name: str, its: Sequence[Slot], told: Sequence[str], said: Mapping[str, Sequence[_Said]]) -> str:
    if any(slot.verdict == "disputed" for slot in its):
        return "disputed"
    if name in said:
        return f"said to be unknown, though {len(told)} accounts answer" if told else "said to be unknown"
    return "" if told or name in _ONLY_IF_SPOKEN_OF else "not mentioned by any account"


def _said(reports: Sequence[Report]) -> tuple[dict[str, list[_Said]], dict[str, list[str]]]:
    """Sentences that call something unknown, and documents whose words answer, by question."""
    said: dict[str, list[_Said]] = {}
    answered: dict[str, list[str]] = {}
    about = _mains(reports)
    for report in reports:
        elsewhere = set(report.fine) - about
        for quote in _quotes(report):
            folded = fold(quote)
            hit = [rule for rule in _rules() if rule.words.search(folded) and (rule.near is None or rule.near.search(folded))]
            if not hit or (elsewhere and _names(quote, elsewhere) and not _names(quote, about)):
                continue  # nothing of the kind, or of another incident in the same round-up
            for rule in hit:
                if rule.says == "unknown":
                    said.setdefault(rule.question, []).append(_Said(report.document, quote))
                elif rule.says == "answered":
                    answered.setdefault(rule.question, []).append(report.document)
    return said, answered


def _quotes(report: Report) -> list[str]:
    """The sentences of the beginning of a text."""
    return [report.text[start:end].strip() for start, end in sentence_spans(report.text[:_REACH])]


def _mains(reports: Sequence[Report]) -> set[str]:
    """Keys of the places the accounts are most about."""
    return {report.main.key for report in reports if report.main is not None}


def _names(text: str, keys: Collection[str]) -> bool:
    """Whether a text names one of these places."""
    run = f" {' '.join(words.stems(text))} "
    return any(f" {key} " in run for key in keys)


def _asked(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Questions that the accounts ask themselves, each once, in the order of the documents."""
    found: dict[str, dict[str, Any]] = {}
    about = _mains(reports)
    for report in reports:
        for quote in _quotes(report):
            if not quote.endswith("؟") or len(quote.split()) < _QUESTION_WORDS or not _names(quote, about):
                continue
            one = found.setdefault(
                fold(quote), {"slot": "asked", "question": quote, "status": "asked by an account", "documents": [], "quote": quote}
            )
            if report.document not in one["documents"]:
                one["documents"].append(report.document)
    return list(found.values())[:_ASKED]
