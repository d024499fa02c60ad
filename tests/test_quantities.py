"""Quantities: the table of cases, parts and totals, what is counted and over what."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest

from riwaya import rules
from riwaya.annotate import match, quantities, segment, times
from riwaya.fold import fold_with_positions
from riwaya.model import Mention, Quantity, Span, Text
from riwaya.offsets import OffsetMap
from riwaya.rules import Tools

CASES = Path(__file__).parent / "cases" / "quantities.csv"


@pytest.fixture(scope="module")
def tools() -> Tools:
    return rules.load()


def find(text: str, tools: Tools, names: tuple[str, ...] = ()) -> list[Quantity]:
    folded, positions = fold_with_positions(text)
    read = Text(text, text, OffsetMap(), folded, positions)
    hits = match.scan(read, tools)
    layout = segment.layout(read, hits, tools)
    mentions = [Mention(Span(text.index(name), text.index(name) + len(name)), "group") for name in names]
    return quantities.find(read, layout, hits, mentions, times.find(read, layout, hits, "2022-01-19"))


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in cases()}))
def test_cases(kind: str, tools: Tools) -> None:
    wrong = []
    for row in cases():
        if row["kind"] == kind:
            text = row["text"]
            got = " | ".join(f"{one.span.of(text)}={one.low}-{one.high}/{one.bound}/{one.role}" for one in find(text, tools))
            if got != row["found"]:
                wrong.append((text, row["found"], got))
    assert not wrong, f"{len(wrong)} wrong: {wrong[:8]}"


def test_names_hold_no_counts(tools: Tools) -> None:
    assert find("سيطرت حركة طالبان على المعبر", tools, ("طالبان",)) == []
    assert find("قال قائد كتائب 46 إنه انسحب", tools, ("كتائب 46",)) == []


def test_a_part_names_its_total_and_fits_it(tools: Tools) -> None:
    total, part = find("أصيب تسعة أشخاص بينهم 4 أطفال", tools)
    assert part.resolved is not None
    assert total.resolved is not None
    assert part.resolved["part_of"] == 0
    assert total.resolved["parts"] == {"sum": 4, "fits": True}
    assert part.resolved["class"] == "child"


def test_a_part_larger_than_its_total_is_noted(tools: Tools) -> None:
    total, part = find("أصيب ثلاثة أشخاص بينهم 14 طفلا", tools)
    assert part.resolved is not None
    assert total.resolved is not None
    assert "exceeds" in part.resolved["check"]
    assert total.resolved["parts"]["fits"] is False


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("بلغت حصيلة القتلى 300 شخص", "total"),
        ("قتل 300 شخص منذ بداية الحرب", "total"),
        ("قتل 300 شخص خلال شهر آذار", "period"),
        ("قتل 3 أشخاص في الحريق", "incident"),
    ],
)
def test_scope(text: str, scope: str, tools: Tools) -> None:
    (one,) = find(text, tools)
    assert one.resolved is not None
    assert one.resolved["scope"] == scope


def test_as_of_when(tools: Tools) -> None:
    (one,) = find("بلغت حصيلة القتلى حتى أمس 300 شخص", tools)
    assert one.resolved is not None
    assert one.resolved["as_of"] == "2022-01-18"


def test_a_total_that_falls_is_noted(tools: Tools) -> None:
    first, second = find("بلغت حصيلة القتلى 300 شخص. ثم بلغت حصيلة القتلى 200 شخص.", tools)
    assert first.resolved is not None
    assert second.resolved is not None
    assert "check" not in first.resolved
    assert second.resolved["check"] == "lower than the total of 300 told before"


def test_what_is_counted_is_a_slice_of_the_text(tools: Tools) -> None:
    text = "قتل 12 عاملا في المنجم"
    (one,) = find(text, tools)
    assert one.counted is not None
    assert one.counted.of(text) == "عاملا"


@pytest.mark.parametrize("text", ["رقمه 123456789012345678901234567890 شخص", "وصل 1٢3 شخصا"])
def test_refused_digits_are_no_counts(text: str, tools: Tools) -> None:
    assert find(text, tools) == []


def test_spans_do_not_overlap(tools: Tools) -> None:
    text = " ".join(row["text"] + "." for row in cases())
    found = find(text, tools)
    assert all(one.span.end <= after.span.start for one, after in itertools.pairwise(found))
