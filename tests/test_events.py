"""Events, sentence by sentence: by type, by construction, what only looks like one, what is known to fail.

A case is a sentence with its trigger in braces (``{قصفت} المدفعية …``) and its type; `also` names types of further events that may stand
in it. A case without a type must give no event at all. Arguments are given by a word that the found span must hold or lie in.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from riwaya.annotate import pipeline
from riwaya.model import EVENT_TYPES, Article, Event, Span
from riwaya.rules import Tools

CASES = Path(__file__).parent / "cases"


@cache
def tools() -> Tools:
    return pipeline.load_tools()


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def unmark(marked: str) -> tuple[str, Span | None]:
    """The sentence without braces, and the span they held."""
    start, end = marked.find("{"), marked.find("}")
    if start < 0:
        return marked, None
    return marked.replace("{", "").replace("}", ""), Span(start, end - 1)


def read(text: str) -> tuple[Event, ...]:
    return pipeline.read(Article("case", text, published="2023-05-14"), tools()).events


def agrees(words: str, span: Span | None, text: str) -> bool:
    """Whether a span holds the words, or lies within them."""
    found = span.of(text) if span else ""
    return bool(found) and (words in found or found in words)


def check(case: dict[str, Any]) -> None:
    text, trigger = unmark(case["text"])
    events = read(text)
    if case["type"] is None:
        assert [(event.trigger.of(text), event.type) for event in events] == []
        return
    assert trigger is not None
    found = [event for event in events if event.trigger.touches(trigger)]
    assert [event.type for event in found][:1] == [case["type"]]
    if case.get("also") is not None:
        others = Counter(event.type for event in events if event not in found)
        assert not others - Counter(case["also"])
    event = found[0]
    for role in ("actors", "targets"):
        spans = getattr(event, role)
        for words in case.get(role, ()):
            assert any(agrees(words, span, text) for span in spans), (role, words, [span.of(text) for span in spans])
        if case.get(role) == []:
            assert spans == (), (role, [span.of(text) for span in spans])
    for role in ("place", "time", "instrument"):
        if role in case:
            assert agrees(case[role], getattr(event, role), text), (role, getattr(event, role) and getattr(event, role).of(text))
    if "modality" in case:
        assert event.modality == case["modality"]


@pytest.mark.parametrize("case", cases("events.jsonl"), ids=lambda case: str(case["id"]))
def test_case(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("events_known.jsonl"), ids=lambda case: str(case["id"]))
@pytest.mark.xfail(strict=True, reason="known failure: see docs/events.md")
def test_known_failure(case: dict[str, Any]) -> None:
    check(case)


def test_cases_cover_the_types() -> None:
    every = cases("events.jsonl") + cases("events_known.jsonl")
    assert {case["type"] for case in every} - {None} == EVENT_TYPES
    assert sum(case["type"] is None for case in every) >= 100
    assert len(every) >= 300


def test_lexicon_rows_are_whole() -> None:
    """Every trigger has a type of the guide, unless it is a light verb; every frame names known slots and roles."""
    slots = {"subject", "object", "genitive", "bi", "ala", "did", "li", "min", "an", "fi", "ila", "adj", "bayna", "maa", "sufuf", "prefer"}
    roles = {"actor", "target", "place", "instrument", "either"}
    for entry in tools().lexicon("triggers"):
        light = entry["light"] in ("carries", "suffers", "happens")
        assert light or entry["type"] in EVENT_TYPES, entry.id
        for part in entry["frame"].split(";"):
            slot, _, role = part.partition("=")
            assert slot in slots and role in roles, entry.id


def test_lemmas() -> None:
    lemmas = {entry.lemma for entry in tools().lexicon("triggers") if entry["light"] in ("", "noun")}
    assert len(lemmas) >= 700


def test_voice_is_the_innermost_speaker() -> None:
    text = "قال المتحدث إن الجيش قصف القرية. وقتل مدنيان."
    events = {event.trigger.of(text): event.voice for event in read(text)}
    assert events["قصف"].startswith("s")
    assert events["قتل"] == "author"


def test_spans_read_back() -> None:
    text = "شنّت طائراتٌ حربيّةٌ غاراتٍ على بلدة الزهراء، ما أدّى لمقتل 3 مدنيين."
    for event in read(text):
        spans = (event.trigger, *event.actors, *event.targets, event.place, event.time, event.instrument)
        assert all(span is None or text[span.start : span.end] == span.of(text) != "" for span in spans)


def test_no_event_without_words() -> None:
    assert read("…") == ()


def test_a_record_says_how_it_came_about() -> None:
    text = "قصفت مدفعية النظام السوري بلدة كنصفرة أمس، ما أسفر عن مقتل مدنيين اثنين، فيما زعم التنظيم أنه قتل ثلاثة جنود."
    shelling, death, claimed = read(text)
    assert shelling.type == "shelling"
    assert shelling.resolved is not None
    assert shelling.resolved["plover"] == "ASSAULT heavy-weapons"
    assert shelling.resolved["stance"] == "asserts"
    assert shelling.resolved["place_from"] == "its clause"
    assert death.resolved is not None
    assert death.resolved["cause"] == shelling.id
    assert claimed.resolved is not None
    assert claimed.resolved["stance"] == "distances"


def test_a_doer_nobody_states_is_said_to_be_so() -> None:
    (event,) = read("اغتيل ضابط سابق في مدينة الرقة.")
    assert event.actors == ()
    assert event.resolved is not None
    assert event.resolved["perpetrator"] == "not stated"
