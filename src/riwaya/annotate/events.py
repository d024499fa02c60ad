"""What happened: events with their arguments, modality and voice.

Triggers (`events_triggers`), arguments from the clause (`events_arguments`), what the events of a sentence share (`events_links`), modality
(`events_modality`), and whose words they are (`voice`).
"""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.annotate import body
from riwaya.annotate.events_arguments import fill
from riwaya.annotate.events_candidate import OWN, POINTER, Candidate
from riwaya.annotate.events_links import Told, link
from riwaya.annotate.events_modality import inherited, main_day, modality
from riwaya.annotate.events_phrases import View
from riwaya.annotate.events_slots import Clause
from riwaya.annotate.events_triggers import candidates
from riwaya.annotate.events_types import schemes
from riwaya.annotate.match import Hits
from riwaya.annotate.voice import AUTHOR, innermost
from riwaya.model import Event, Layout, Mention, Quantity, Span, Speech, Text, TimeExpression

__all__ = ["find"]

_DEEDS = frozenset(
    {"arrest", "interception", "release", "sanction", "deployment", "withdrawal", "aid", "meeting", "agreement", "control", "attack"}
)
# how the author stands to what a speaker tells, by the act that the author gives the speaker
_NEXT = 2  # characters from a verb to the subject right behind it
_STANCE = {"claim": "distances", "doubt": "doubts", "question": "doubts", "reveal": "endorses"}


def find(
    text: Text,
    layout: Layout,
    hits: Hits,
    mentions: Sequence[Mention],
    times: Sequence[TimeExpression],
    quantities: Sequence[Quantity],
    speech: Sequence[Speech],
    published: str | None = None,
) -> list[Event]:
    """The events of `text` in order, spans in `text.read`; `published` is an ISO date."""
    view = View(text, layout, hits, mentions, times, quantities)
    regions = body.outside(text, layout)
    found = [one for one in candidates(view) if not body.inside(Span(one.start, one.end), regions)]
    merged: dict[int, list[Candidate]] = {}
    for one in found:
        if one.merged >= 0:
            merged.setdefault(one.merged, []).append(one)
    kept = [one for one in found if one.merged == OWN]
    stops = frozenset(token for one in found if one.merged != POINTER for token in range(one.first, one.last + 1))
    told = [_told(view, one, stops, merged.get(one.first, []), speech) for one in kept]
    link(view, told, [one for one in found if one.merged == POINTER])
    day = main_day(view, told, published)
    speakers = [innermost(Span(event.one.start, event.one.end), speech) for event in told]
    modalities = inherited(view, told, [modality(view, event, speaker, day) for event, speaker in zip(told, speakers, strict=True)])
    return [_event(number, *each, told) for number, each in enumerate(zip(told, speakers, modalities, strict=True))]


def _told(view: View, one: Candidate, stops: frozenset[int], merged: Sequence[Candidate], speech: Sequence[Speech]) -> Told:
    sentence = view.sentence(one.first)
    low, high = sentence.first, sentence.last
    speaker = innermost(Span(one.start, one.end), speech)
    if speaker is not None:
        part = next(span for span in speaker.content if span.start <= one.start < span.end)
        low = max(low, view.layout.token_at(part.start))
        high = max(one.last + 1, min(high, view.layout.token_at(max(part.start, part.end - 1)) + 1))
    own = frozenset(range(one.first, one.last + 1)) | {token for verb in merged for token in range(verb.first, verb.last + 1)}
    return Told(one, fill(view, one, Clause(low, high, stops - own), merged), sentence, low, high)


def _own_deed(event: Told, speaker: Speech) -> bool:
    """Whether who announces a deed by its noun is taken to have done it: أعلنت الوزارة ضبط شبكة *announced the arrest of …*."""
    if (
        speaker.source_kind not in ("institution", "group")
        or event.one.finite
        or speaker.act not in ("state", "reveal", "confirm", "promise", "warn")
    ):
        return False
    opens = any(part.start <= event.one.start <= part.start + 25 for part in speaker.content)
    return opens and event.one.type in _DEEDS


def _event(number: int, event: Told, speaker: Speech | None, modality: str, told: Sequence[Told]) -> Event:
    one, arguments = event.one, event.arguments
    if not arguments.actors and speaker is not None and speaker.source is not None and _own_deed(event, speaker):
        arguments.actors = [speaker.source]
    return Event(
        f"e{number}",
        Span(one.start, one.end),
        one.type,
        modality,
        speaker.id if speaker else AUTHOR,
        tuple(arguments.actors),
        tuple(arguments.targets),
        event.place,
        event.time,
        arguments.instrument,
        rule=one.entry.id,
        confidence=_confidence(event),
        resolved=_resolved(event, speaker, told),
    )


def _confidence(event: Told) -> float:
    """The share of such records that the gold has too (train and dev, November 2026): kind of word, arguments, need of context."""
    entry, definite, filled = (
        event.one.entry,
        event.one.prefix.endswith(("ال", "لل")),
        bool(event.arguments.actors or event.arguments.targets),
    )
    share = (0.82 if filled else 0.66) if definite else (0.88 if filled else 0.83)
    return round(share - 0.04 * bool(entry["need"] or entry["next"] or entry["around"]), 2)


def _diathesis(event: Told) -> str:
    """Whether the event is told by an active verb, a passive one (or one whose doer does not stand as its subject), or a noun.

    Unvocalised, قتل is *he killed* and *he was killed*: it is active where a doer stands right behind it or anywhere before it.
    """
    one = event.one
    if not one.finite:
        return "noun"
    if all(part.endswith(".pass") for part in one.form.split("|")):
        return "passive"
    subject = any(span.start < one.start or span.start - one.end <= _NEXT for span in event.arguments.actors)
    return "active" if subject else "passive"


def _resolved(event: Told, speaker: Speech | None, told: Sequence[Told]) -> dict[str, str]:
    """How the record came about: lemma, types of the coding schemes, the author's stance, and what is not stated."""
    one = event.one
    plover, acled = schemes(one)
    known = {"lemma": one.lemma, "plover": plover, "acled": acled, "stance": _STANCE.get(speaker.act, "reports") if speaker else "asserts"}
    known["diathesis"] = _diathesis(event)
    known["perpetrator"] = "" if event.arguments.actors else "not stated"
    if event.cause is not None:
        known["cause"] = f"e{next(number for number, other in enumerate(told) if other is event.cause)}"
    if event.place is not None:
        known["place_from"] = event.place_from
    return {key: value for key, value in known.items() if value}
