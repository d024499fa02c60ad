"""An article goes in, a reading comes out: the whole way in plain code, every arrow visible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from riwaya import rules
from riwaya.annotate import acting, body, match, segment
from riwaya.annotate import events as events_
from riwaya.annotate import framing as framing_
from riwaya.annotate import names as names_
from riwaya.annotate import places as places_
from riwaya.annotate import quantities as quantities_
from riwaya.annotate import speech as speech_
from riwaya.annotate import times as times_
from riwaya.model import Article, Event, Mark, Mention, Quantity, Reading, Span, Speech, Text, TimeExpression
from riwaya.repair import repair
from riwaya.rules import Tools

__all__ = ["load_tools", "read"]


def load_tools(gazetteers: Iterable[Path] = ()) -> Tools:
    """Lexicons, rules and models of the package, with the places of the package's and the user's gazetteers.

    Raises:
        RulesError: a file is not what it should be; the message names file, line and remedy.
    """
    return rules.load(places_.entries(gazetteers))


def read(article: Article, tools: Tools) -> Reading:
    """Read one article. Deterministic: the same article and tools give the same reading."""
    text = repair.repair(article, tools)
    hits = match.scan(text, tools)
    layout = segment.layout(text, hits, tools)
    beside = body.outside(text, layout)
    mentions, entities = names_.find(text, layout, hits, tools)
    times = times_.find(text, layout, hits, article.published)
    quantities = quantities_.find(text, layout, hits, mentions, times)
    speech = speech_.find(text, layout, hits, mentions)
    events = events_.find(text, layout, hits, mentions, times, quantities, speech, article.published)
    framing = framing_.find(text, layout, hits, mentions, speech)
    mentions = acting.governments(mentions, speech, events)
    return Reading(
        article,
        tuple(_ground_mention(text, one) for one in mentions if not body.inside(one.span, beside)),
        tuple(entities),
        tuple(_ground_time(text, one) for one in times if not body.inside(one.span, beside)),
        tuple(_ground_quantity(text, one) for one in quantities if not body.inside(one.span, beside)),
        tuple(_ground_speech(text, one) for one in speech),
        tuple(_ground_event(text, one) for one in events),
        tuple(_ground_mark(text, one) for one in framing if not body.inside(one.span, beside)),
        text.repairs,
    )


def _ground(text: Text, span: Span) -> Span:
    return text.ground(span.start, span.end)


def _maybe(text: Text, span: Span | None) -> Span | None:
    return _ground(text, span) if span else None


def _all(text: Text, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(_ground(text, span) for span in spans)


def _ground_mention(text: Text, one: Mention) -> Mention:
    return replace(one, span=_ground(text, one.span))


def _ground_time(text: Text, one: TimeExpression) -> TimeExpression:
    return replace(one, span=_ground(text, one.span))


def _ground_quantity(text: Text, one: Quantity) -> Quantity:
    return replace(one, span=_ground(text, one.span), counted=_maybe(text, one.counted))


def _ground_speech(text: Text, one: Speech) -> Speech:
    return replace(one, source=_maybe(text, one.source), cue=_maybe(text, one.cue), content=_all(text, one.content))


def _ground_event(text: Text, one: Event) -> Event:
    return replace(
        one,
        trigger=_ground(text, one.trigger),
        actors=_all(text, one.actors),
        targets=_all(text, one.targets),
        place=_maybe(text, one.place),
        time=_maybe(text, one.time),
        instrument=_maybe(text, one.instrument),
    )


def _ground_mark(text: Text, one: Mark) -> Mark:
    return replace(one, span=_ground(text, one.span))
