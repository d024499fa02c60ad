"""Whose words a span is in: the author's, or those of the innermost speaker."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.model import Span, Speech

__all__ = ["AUTHOR", "innermost", "voice_at"]

AUTHOR = "author"


def innermost(span: Span, speech: Sequence[Speech]) -> Speech | None:
    """The speech with the shortest content that holds `span`; None where the author speaks.

    Of two with the same content («قالت الوكالة نقلاً عن…» *the agency said, quoting*) the one that stands under the other wins.
    """
    best: Speech | None = None
    width = 0
    for one in speech:
        if not any(part.holds(span) for part in one.content):
            continue
        size = sum(len(part) for part in one.content)
        if best is None or size < width or (size == width and one.parent == best.id):
            best, width = one, size
    return best


def voice_at(speech: Sequence[Speech], span: Span) -> str:
    """The id of the innermost speech whose content holds `span`, or "author"."""
    found = innermost(span, speech)
    return found.id if found else AUTHOR
