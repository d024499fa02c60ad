"""The outlet's hand: counts, voices, and an honest "too few to tell"."""

from __future__ import annotations

from typing import Any

import pytest

from riwaya.annotate import pipeline
from riwaya.compare.outlets import Hand, Share, hands, wilson
from riwaya.model import Article
from riwaya.rules import Tools


def reading(number: int, text: str, source: str = "الصدى", **records: list[dict[str, Any]]) -> dict[str, Any]:
    empty: dict[str, Any] = {name: [] for name in ("mentions", "entities", "speech", "events", "framing")}
    return {"document": {"id": f"d{number}", "source": source}, "text": text, **empty, **records}


def span(text: str, words: str, **more: Any) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), **more}


def said(number: int, verb: str, act: str, who: str) -> dict[str, Any]:
    text = f"{verb} {who} إن الأمر انتهى"
    speech = {
        "source": span(text, who), "cue": span(text, verb), "content": [span(text, "الأمر انتهى")], "act": act, "parent": None,
        "resolved": {"cue_lemma": verb},
    }  # fmt: skip
    return reading(number, text, mentions=[span(text, who, kind="group")], speech=[speech])


def killed(number: int, who: str, told: str | None, voice: str = "author") -> dict[str, Any]:
    text = f"قتل {who} رجلا"
    event = {
        "type": "death", "voice": voice, "modality": "asserted", "trigger": span(text, "قتل"), "actors": [span(text, who)],
        "resolved": {"diathesis": told} if told else None,
    }  # fmt: skip
    return reading(number, text, mentions=[span(text, who, kind="group")], events=[event])


def of(found: list[Hand], name: str) -> Hand:
    return next(one for one in found if one.name == name)


def test_verbs_of_saying_are_compared_with_those_of_the_others() -> None:
    texts = [said(i, "زعم", "claim", "الرماح") for i in range(12)] + [said(20 + i, "أكد", "confirm", "الغدير") for i in range(12)]
    found = hands(texts)
    rebels, army = of(found, "الرماح"), of(found, "الغدير")
    assert rebels.verbs == {"زعم": 12}
    assert (rebels.distanced.verdict, army.distanced.verdict) == ("more", "less")
    assert (rebels.firm.verdict, army.firm.verdict) == ("less", "more")
    assert len(rebels.examples["claim"]) == 3
    assert rebels.examples["claim"][0].quote.startswith("زعم الرماح")


def test_few_cases_tell_nothing() -> None:
    found = hands([said(1, "زعم", "claim", "الرماح"), said(2, "أكد", "confirm", "الغدير")])
    assert {one.distanced.verdict for one in found} == {"too few to tell"}


def test_killings_in_the_authors_voice_alone_are_counted() -> None:
    texts = [killed(i, "الرماح", "active") for i in range(3)] + [killed(9, "الرماح", "active", voice="s0"), killed(10, "الرماح", None)]
    (one,) = hands(texts)
    assert one.killings == {"active": 3, "not told": 1}
    assert (one.active.count, one.active.of) == (3, 3)


def test_names_in_quotations_are_the_speakers() -> None:
    text = "قال الناطق إن ميليشيا الغدير انسحبت. عاد لواء الغدير"
    mentions = [span(text, "ميليشيا الغدير", kind="group", entity="e1"), span(text, "لواء الغدير", kind="group", entity="e1")]
    entity = {"id": "e1", "name": "لواء الغدير", "identifiers": {"lexicon": "ghadir"}}
    speech = {"source": None, "cue": None, "content": [span(text, "ميليشيا الغدير انسحبت")], "act": "state", "parent": None}
    (one,) = hands([reading(1, text, mentions=mentions, entities=[entity], speech=[speech])])
    assert (one.actor, one.names) == ("ghadir", {"لواء الغدير": 1})


def test_a_name_after_lam_gets_its_article_back() -> None:
    text = "دعوة للتحالف"
    (one,) = hands([reading(1, text, mentions=[span(text, "لتحالف", kind="organization") | {"start": 6, "end": 12}])])
    assert one.names == {"التحالف": 1}


def test_labels_are_counted_with_the_actor_they_judge() -> None:
    text = "فرت ميليشيا الرماح"
    mark = span(text, "ميليشيا الرماح", device="loaded-label", voice="author")
    (one,) = hands([reading(1, text, mentions=[span(text, "الرماح", kind="group")], framing=[mark])])
    assert one.labels == {"ميليشيا الرماح": 1}


def test_only_the_publisher_asked_for() -> None:
    texts = [said(1, "قال", "state", "الرماح"), said(2, "قال", "state", "الرماح") | {"document": {"id": "x", "source": "النبأ"}}]
    assert [one.publisher for one in hands(texts, "النبأ")] == ["النبأ"]
    assert hands([said(1, "قال", "state", "الرماح") | {"document": {"id": "x", "source": None}}]) == []


@pytest.mark.parametrize(("count", "of_", "low", "high"), [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (5, 10, 0.237, 0.763)])
def test_the_interval_is_wilsons(count: int, of_: int, low: float, high: float) -> None:
    got = wilson(count, of_)
    assert got == pytest.approx((low, high), abs=0.001)


def test_a_share_prints_its_verdict() -> None:
    assert Share(0, 10, 10, 10).to_json()["verdict"] == "less"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("قتلت القوات الروسية ثلاثة مدنيين في سرمين أمس.", {"death": "active"}),
        ("قُتل ثلاثة مدنيين في سرمين أمس بقصف روسي.", {"death": "passive", "shelling": "noun"}),
        ("مقتل ثلاثة مدنيين بقصف روسي على سرمين.", {"death": "noun", "shelling": "noun"}),
    ],
)
def test_events_say_how_they_are_told(text: str, told: dict[str, str], tools: Tools) -> None:
    found = pipeline.read(Article("a", text, published="2031-03-04"), tools).events
    assert {event.type: (event.resolved or {}).get("diathesis") for event in found} == told
