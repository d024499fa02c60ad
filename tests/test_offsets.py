"""The laws of the offset map, against a slow and obvious reference that carries the origin of every single character."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.errors import OffsetError
from riwaya.offsets import Edit, OffsetMap

LETTERS = "اب?\u064bx "


def reference(text: str, edits: list[Edit]) -> list[tuple[str, int, int]]:
    """Each character after the edits, with the span of `text` it came from."""
    made: list[tuple[str, int, int]] = []
    position = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        made.extend((text[i], i, i + 1) for i in range(position, edit.start))
        made.extend((char, edit.start, edit.end) for char in edit.text)
        position = edit.end
    made.extend((text[i], i, i + 1) for i in range(position, len(text)))
    return made


@st.composite
def edits_of(draw: Any, length: int) -> list[Edit]:
    """Edits that do not overlap, among them insertions, deletions and edits of nothing into nothing."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        taken = edits and start == end and edits[-1].start == edits[-1].end == start
        if not taken:
            edits.append(Edit(start, end, draw(st.text(LETTERS, max_size=3)), draw(st.sampled_from(["masked", "lost", ""]))))
    return edits


@st.composite
def edited(draw: Any) -> tuple[str, list[Edit]]:
    text = draw(st.text(LETTERS, max_size=14))
    return text, draw(edits_of(len(text)))


@st.composite
def edited_twice(draw: Any) -> tuple[str, list[Edit], list[Edit]]:
    text, first = draw(edited())
    between = OffsetMap(first).apply(text)
    return text, first, draw(edits_of(len(between)))


@given(edited())
def test_apply_is_the_reference(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    assert OffsetMap(edits).apply(text) == "".join(char for char, _, _ in reference(text, edits))


@given(edited(), st.data())
def test_back_is_the_smallest_span_of_all_origins(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    made = reference(text, edits)
    start = data.draw(st.integers(0, len(made)))
    end = data.draw(st.integers(start, len(made)))
    got = OffsetMap(edits).back(start, end)
    if start < end:
        assert got == (made[start][1], made[end - 1][2])
    else:
        assert got[0] == got[1]
        assert got[0] == (made[start][1] if start < len(made) else len(text))


@given(edited())
def test_kept_characters_read_back_and_forth(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    offsets = OffsetMap(edits)
    after = offsets.apply(text)
    replaced = {i for edit in edits if edit.changes for i in range(edit.start, edit.end)}
    for position in range(len(text)):
        if position not in replaced:
            there = offsets.forth(position, position + 1)
            assert after[slice(*there)] == text[position]
            assert offsets.back(*there) == (position, position + 1)


@given(edited())
def test_forth_of_a_replaced_span_is_its_replacement(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    offsets = OffsetMap(edits)
    after = offsets.apply(text)
    for edit in edits:
        if edit.end > edit.start:
            assert after[slice(*offsets.forth(edit.start, edit.end))] == edit.text


@settings(max_examples=400)
@given(edited_twice())
def test_composition_applies_as_the_two_in_turn(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, later = case
    one, two = OffsetMap(first), OffsetMap(later)
    assert one.then(two).apply(text) == two.apply(one.apply(text))


@settings(max_examples=400)
@given(edited_twice())
def test_composition_goes_back_at_least_as_far_as_the_two_in_turn(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, later = case
    one, two = OffsetMap(first), OffsetMap(later)
    both = one.then(two)
    merged = {(edit.start, edit.end) for edit in both.edits}
    for position in range(len(both.apply(text))):
        exact = one.back(*two.back(position, position + 1))
        got = both.back(position, position + 1)
        inside = got in merged
        assert got == exact or (inside and got[0] <= exact[0] and exact[1] <= got[1])


@given(edited())
def test_nothing_composed_with_something_is_that_something(case: tuple[str, list[Edit]]) -> None:
    _, edits = case
    offsets = OffsetMap(edits)
    assert OffsetMap().then(offsets) == offsets
    assert offsets.then(OffsetMap()) == offsets


def test_edits_of_nothing_are_no_edits() -> None:
    assert OffsetMap([Edit(2, 2, "")]) == OffsetMap()
    assert not OffsetMap([Edit(2, 2, "")])


def test_composition_keeps_the_reasons_and_the_lower_confidence() -> None:
    first = OffsetMap([Edit(0, 2, "ab", "masked", 0.9)])
    both = first.then(OffsetMap([Edit(1, 2, "c", "lost", 0.7)]))
    assert both.edits == (Edit(0, 2, "ac", "masked+lost", 0.7),)


@pytest.mark.parametrize(
    "edits", [[Edit(0, 3, "x"), Edit(2, 4, "y")], [Edit(3, 1, "x")], [Edit(-1, 1, "x")], [Edit(1, 1, "a"), Edit(1, 1, "b")]]
)
def test_edits_that_cannot_stand_together_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(OffsetError):
        OffsetMap(edits)


def test_an_edit_beyond_the_text_is_refused() -> None:
    with pytest.raises(OffsetError, match="the text it was made for"):
        OffsetMap([Edit(5, 6, "x")]).apply("abc")


@pytest.mark.parametrize("span", [(-1, 2), (3, 2)])
def test_what_is_no_span_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(OffsetError):
        OffsetMap([Edit(0, 1, "")]).back(*span)
