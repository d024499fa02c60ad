"""Edits of a text, and the map that brings every span back to the text as it was.

The original is never changed. A room that mends something writes `Edit`s; an `OffsetMap` applies them, and carries spans
between the text before and the text after. Maps compose, so that many rooms can mend one after another.

A span of the edited text goes back to the smallest span of the original that holds everything its characters came from: a
kept character came from itself, each character of a replacement from the whole of what was replaced.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from riwaya.errors import OffsetError

__all__ = ["Edit", "OffsetMap"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``[start, end)`` (code points of the text before) by `text`.

    An insertion has ``start == end``, a deletion has an empty `text`. `reason` names why (``"masked"``, ``"lost-letter"``);
    `confidence` is between 0 and 1.
    """

    start: int
    end: int
    text: str
    reason: str = ""
    confidence: float = 1.0

    @property
    def changes(self) -> bool:
        """Whether there is anything to do: an edit of nothing into nothing is allowed and has no effect."""
        return self.start != self.end or self.text != ""


class OffsetMap:
    """The edits between a text before and a text after.

    Edits must not overlap; at one position at most one insertion may stand, and it goes before a replacement that starts there.

    >>> m = OffsetMap([Edit(4, 5, "ا")])
    >>> m.apply("ال?ع?اق")
    'ال?عااق'
    >>> m.back(3, 6)
    (3, 6)

    Raises:
        OffsetError: edits overlap, or a span or edit leaves the text.
    """

    __slots__ = ("_after_ends", "_after_starts", "_before_ends", "_before_starts", "edits")

    def __init__(self, edits: Iterable[Edit] = ()) -> None:
        kept = sorted((edit for edit in edits if edit.changes), key=lambda edit: (edit.start, edit.end))
        self.edits: tuple[Edit, ...] = tuple(kept)
        self._before_starts = [edit.start for edit in kept]
        self._before_ends = [edit.end for edit in kept]
        self._after_starts: list[int] = []
        self._after_ends: list[int] = []
        shift, last, inserted_at = 0, 0, -1
        for edit in kept:
            if edit.start < 0 or edit.end < edit.start:
                raise OffsetError(f"the edit {edit.start}–{edit.end} is not a span", remedy="give 0 <= start <= end")
            if edit.start < last or (edit.start == edit.end == inserted_at):
                raise OffsetError(f"the edit at {edit.start} overlaps the one before it", remedy="merge the two edits into one")
            inserted_at = edit.start if edit.start == edit.end else -1
            last = edit.end
            self._after_starts.append(edit.start + shift)
            shift += len(edit.text) - (edit.end - edit.start)
            self._after_ends.append(edit.end + shift)

    def __repr__(self) -> str:
        return f"OffsetMap({list(self.edits)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetMap) and self.edits == other.edits

    def __hash__(self) -> int:
        return hash(self.edits)

    def __bool__(self) -> bool:
        return bool(self.edits)

    def apply(self, text: str) -> str:
        """`text` with every edit made."""
        if self.edits and self.edits[-1].end > len(text):
            raise OffsetError(
                f"an edit ends at {self.edits[-1].end}, the text at {len(text)}", remedy="apply the map to the text it was made for"
            )
        parts: list[str] = []
        done = 0
        for edit in self.edits:
            parts.append(text[done : edit.start])
            parts.append(edit.text)
            done = edit.end
        parts.append(text[done:])
        return "".join(parts)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span before that the span ``[start, end)`` after came from."""
        return _carry(start, end, self._after_starts, self._after_ends, self._before_starts, self._before_ends)

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """The span after that the span ``[start, end)`` before became; empty where all of it was deleted."""
        return _carry(start, end, self._before_starts, self._before_ends, self._after_starts, self._after_ends)

    def then(self, later: OffsetMap) -> OffsetMap:
        """The composition: one map that does `self` and then `later`.

        Edits of the two that share a character or touch are merged into one, whose characters then come from all that it
        replaced; so spans that go back through the composition are never narrower than through the two maps in turn, and
        are the same where no edits met.
        """
        return OffsetMap(_compose(self, later))


def _carry(start: int, end: int, from_starts: list[int], from_ends: list[int], to_starts: list[int], to_ends: list[int]) -> tuple[int, int]:
    """Carry a span from one side of the edits to the other."""
    if start < 0 or end < start:
        raise OffsetError(f"{start}–{end} is not a span", remedy="give 0 <= start <= end")
    first, _ = _image(start, from_starts, from_ends, to_starts, to_ends)
    if start == end:
        return first, first
    _, last = _image(end - 1, from_starts, from_ends, to_starts, to_ends)
    return first, last


def _image(at: int, from_starts: list[int], from_ends: list[int], to_starts: list[int], to_ends: list[int]) -> tuple[int, int]:
    """The span on the other side that the character at `at` belongs to."""
    index = bisect_right(from_starts, at) - 1
    if index < 0:
        return at, at + 1
    if from_ends[index] > at:
        return to_starts[index], to_ends[index]
    there = at - from_ends[index] + to_ends[index]
    return there, there + 1


def _compose(first: OffsetMap, later: OffsetMap) -> list[Edit]:
    """The edits that do `first` and then `later`, those that meet merged."""
    composed: list[Edit] = []
    shift = 0  # what the edits of `first` before this group added to the length
    for early, late in _groups(first, later):
        grown = sum(len(edit.text) - (edit.end - edit.start) for _, _, edit in early)
        if not late:
            composed.extend(edit for _, _, edit in early)
        elif not early:
            composed.extend(replace(edit, start=edit.start - shift, end=edit.end - shift) for edit in late)
        else:
            composed.append(_merge(early, late, shift, grown))
        shift += grown
    return composed


def _merge(early: list[tuple[int, int, Edit]], late: list[Edit], shift: int, grown: int) -> Edit:
    low = min(early[0][0], late[0].start)
    high = max(early[-1][1], late[-1].end)
    members = [*(edit for _, _, edit in early), *late]
    reason = "+".join(dict.fromkeys(edit.reason for edit in members if edit.reason))
    confidence = min(edit.confidence for edit in members)
    return Edit(low - shift, high - shift - grown, _rewrite(low, high, early, late), reason, confidence)


def _groups(first: OffsetMap, later: OffsetMap) -> list[tuple[list[tuple[int, int, Edit]], list[Edit]]]:
    """Edits that overlap or touch in the text between, in order: ([(start, end there, edit of first)], [edits of later])."""
    pieces = [(start, end, 0, i) for i, (start, end) in enumerate(zip(first._after_starts, first._after_ends, strict=True))]
    pieces += [(edit.start, edit.end, 1, i) for i, edit in enumerate(later.edits)]
    groups: list[tuple[list[tuple[int, int, Edit]], list[Edit]]] = []
    reach = -1
    for start, end, layer, index in sorted(pieces):
        if start > reach:
            groups.append(([], []))
        reach = max(reach, end)
        if layer == 0:
            groups[-1][0].append((start, end, first.edits[index]))
        else:
            groups[-1][1].append(later.edits[index])
    return groups


def _rewrite(low: int, high: int, early: list[tuple[int, int, Edit]], late: list[Edit]) -> str:
    """The text after both, for ``[low, high)`` of the text between; all of that not under `late` was written by `early`."""
    parts: list[str] = []
    done = low
    for edit in late:
        parts.append(_written(done, edit.start, early))
        parts.append(edit.text)
        done = edit.end
    parts.append(_written(done, high, early))
    return "".join(parts)


def _written(low: int, high: int, early: list[tuple[int, int, Edit]]) -> str:
    """The characters ``[low, high)`` of the text between, which edits of `first` wrote."""
    meeting = ((start, edit.text) for start, end, edit in early if start < high and end > low)
    return "".join(text[max(low - start, 0) : high - start] for start, text in meeting)
