"""What a count is part of, over what it runs, and whether parts and total agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from riwaya.annotate.quantities_find import Count
from riwaya.annotate.terms import Terms
from riwaya.model import Quantity, Span, TimeExpression


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


def _as_of(terms: Terms, count: Count, times: Sequence[TimeExpression]) -> str | None:
    """The time up to which a count holds: the value of an expression after «حتى» in its sentence."""
    sentence = terms.layout.sentences[terms.sentence(count.first)]
    for time in times:
        before = terms.norm(terms.layout.token_at(time.span.start) - 1)
        if sentence.start <= time.span.start < sentence.end and before in ("حتي", "لغايه", "وحتي") and time.value is not None:
            return time.value
    return None


def _fallen(placed: list[Placed], scopes: list[str], index: int) -> str | None:
    """A note where a total is lower than one told before of the same role: totals of one text do not fall."""
    one = placed[index]
    if scopes[index] != "total" or one.part_of is not None:
        return None
    before = [
        other.count.low
        for at, other in enumerate(placed[:index])
        if scopes[at] == "total" and other.role == one.role and other.part_of is None
    ]
    high = one.count.high if one.count.high is not None else one.count.low
    return f"lower than the total of {max(before)} told before" if before and high < max(before) else None


def quantities(terms: Terms, placed: list[Placed], times: Sequence[TimeExpression]) -> list[Quantity]:
    """The records of all counts, with what each is part of and whether the sums fit."""
    scopes = [_scope(terms, one.count) for one in placed]
    out = []
    for index in range(len(placed)):
        resolved: dict[str, Any] = {"scope": scopes[index]}
        as_of = _as_of(terms, placed[index].count, times)
        if as_of is not None:
            resolved["as_of"] = as_of
        fallen = _fallen(placed, scopes, index)
        if fallen is not None:
            resolved["check"] = fallen
        out.append(_quantity(terms, placed, index, resolved))
    return out


def _quantity(terms: Terms, placed: list[Placed], index: int, resolved: dict[str, Any]) -> Quantity:
    one = placed[index]
    count = one.count
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
        resolved["part_of"] = one.part_of
        if whole.high is not None and count.low > whole.high:
            resolved["check"] = f"a part of {count.low} exceeds its total of {whole.high}"
    parts = [other.count.low for other in placed if other.part_of == index]
    if parts:
        fits = count.high is None or sum(parts) <= count.high
        resolved["parts"] = {"sum": sum(parts), "fits": fits}
    certain = 0.9 if count.noun is not None and one.role != "other" else 0.7
    return Quantity(Span(count.start, count.end), count.low, count.high, count.bound, one.role, span, count.rule, certain, resolved)
