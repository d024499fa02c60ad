"""What a count is part of, over what it runs, and whether parts and total agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from riwaya.annotate.quantities_find import Count
from riwaya.annotate.terms import Terms
from riwaya.model import Quantity, Span


@dataclass(slots=True)
class Placed:
    """A count with its role, and the count it is a part of."""

    count: Count
    role: str
    part_of: int | None = None


def mark_parts(terms: Terms, placed: list[Placed]) -> None:
    """Mark counts that «بينهم» makes parts of the count before it."""
    for index, one in enumerate(placed):
        if index == 0:
            continue
        before = placed[index - 1]
        if not terms.same_sentence(before.count.first, one.count.first):
            continue
        between = range(before.count.last, one.count.first)
        if any(terms.hit(at, "among") is not None for at in between):
            one.part_of = before.part_of if before.part_of is not None and before.role == one.role else index - 1
        elif before.part_of is not None and before.role == one.role and len(between) <= 3:
            one.part_of = before.part_of


def _scope(terms: Terms, count: Count) -> str:
    """``total`` after a word of total or since a time; ``period`` within a stretch of time; else ``incident``."""
    for at in range(count.first - 1, max(-1, count.first - 9), -1):
        if not terms.same_sentence(at, count.first):
            break
        if terms.hit(at, "total") is not None:
            return "total"
    for at in range(count.last, min(len(terms.tokens), count.last + 9)):
        if not terms.same_sentence(at, count.first):
            break
        word = terms.norm(at)
        if word in ("منذ", "ومنذ"):
            return "total"
        if word == "خلال" and terms.hit(at + 1, "time-unit", "month") is not None:
            return "period"
    return "incident"


def quantity(terms: Terms, placed: list[Placed], index: int) -> Quantity:
    one = placed[index]
    count = one.count
    resolved: dict[str, Any] = {"scope": _scope(terms, count)}
    span: Span | None = None
    if count.counted is not None:
        token = terms.tokens[count.counted]
        span = Span(token.start, token.end)
        resolved["counted"] = token.norm
    if count.noun is not None:
        resolved["counted"] = count.noun.entry.lemma
        if count.noun.entry["unit"]:
            resolved["class"] = count.noun.entry["unit"]
    if one.part_of is not None:
        whole = placed[one.part_of].count
        resolved["part_of"] = {"start": whole.start, "end": whole.end}
        if whole.high is not None and count.low > whole.high:
            resolved["check"] = f"a part of {count.low} exceeds its total of {whole.high}"
    parts = [other.count.low for other in placed if other.part_of == index]
    if parts:
        fits = count.high is None or sum(parts) <= count.high
        resolved["parts"] = {"sum": sum(parts), "fits": fits}
    certain = 0.9 if count.noun is not None and one.role != "other" else 0.7
    return Quantity(Span(count.start, count.end), count.low, count.high, count.bound, one.role, span, count.rule, certain, resolved)
