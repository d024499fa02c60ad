"""Whose words a span belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from riwaya.model import Span, Speech

__all__ = ["voice_at"]


def voice_at(speech: Iterable[Speech], span: Span) -> str:
    """The id of the innermost speech whose content holds `span`, or ``"author"``.

    Of several that hold it the one with the least content is innermost; among equals (two records with the same content, the second reported by
    the first) the last.

    >>> A = Speech("s0", None, "unnamed", None, (Span(0, 50),), "indirect", "state")
    >>> B = Speech("s1", None, "unnamed", None, (Span(10, 20),), "indirect", "state", parent="s0")
    >>> voice_at((A, B), Span(12, 15)), voice_at((A, B), Span(30, 33)), voice_at((A, B), Span(60, 61))
    ('s1', 's0', 'author')
    """
    best, least = "author", -1
    for one in speech:
        if any(part.start <= span.start and span.end <= part.end for part in one.content):
            size = sum(len(part) for part in one.content)
            if least < 0 or size <= least:
                best, least = one.id, size
    return best
