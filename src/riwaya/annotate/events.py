"""What happened: events with their arguments, modality and voice."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.annotate import body
from riwaya.annotate.events_triggers import candidates
from riwaya.annotate.events_view import View
from riwaya.annotate.match import Hits
from riwaya.annotate.voice import voice
from riwaya.model import Event, Layout, Mention, Quantity, Span, Speech, Text, TimeExpression

__all__ = ["find"]


def find(
    text: Text,
    layout: Layout,
    hits: Hits,
    mentions: Sequence[Mention],
    times: Sequence[TimeExpression],
    quantities: Sequence[Quantity],
    speech: Sequence[Speech],
) -> list[Event]:
    """The events of `text` in order, spans in `text.read`."""
    view = View(text, layout, hits, mentions, times, quantities)
    regions = body.outside(text, layout)
    events: list[Event] = []
    for one in candidates(view):
        trigger = Span(one.start, one.end)
        if one.merged >= 0 or body.inside(trigger, regions):
            continue
        events.append(Event(f"e{len(events)}", trigger, one.type, "asserted", voice(trigger, speech), rule=one.entry.id))
    return events
