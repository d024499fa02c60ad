"""Places that act: واشنطن *Washington* announces, أنقرة *Ankara* strikes; what is meant is a government, and the mention says so.

A mention stays a place. That it stands for the government is said only where it speaks or acts in the text, with the record that shows
it; a country that is bombed, or a city where something happens, stands for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from riwaya.model import Event, Mention, Span, Speech

__all__ = ["governments"]

_SEATS = frozenset({"country", "city"})  # of the classes of places, those that may stand for a government


def governments(mentions: Sequence[Mention], speech: Sequence[Speech], events: Sequence[Event]) -> list[Mention]:
    """`mentions`, those of countries and cities that speak or act with ``stands_for`` and ``stands_for_because`` in `resolved`.

    Only a place that is the whole source or actor counts: مسؤول من دمشق *an official from Damascus* is a person.
    """
    reasons: dict[Span, str] = {}
    for said in speech:
        if said.source is not None and said.source_kind == "institution":
            reasons.setdefault(said.source, f"it speaks in {said.id}")
    for event in events:
        for actor in event.actors:
            reasons.setdefault(actor, f"it acts in {event.id}")
    return [_mark(mention, reasons.get(mention.span)) for mention in mentions]


def _mark(mention: Mention, because: str | None) -> Mention:
    resolved = mention.resolved or {}
    if because is None or mention.kind != "place" or resolved.get("class") not in _SEATS:
        return mention
    return replace(mention, resolved={**resolved, "stands_for": "government", "stands_for_because": because})
