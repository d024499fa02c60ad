"""The framing room on sentences of its own: names and speech are given, so that only this room is tested."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from riwaya.annotate import framing, match, segment
from riwaya.fold import fold_with_positions
from riwaya.model import Mark, Mention, Span, Speech, Text
from riwaya.offsets import OffsetMap
from riwaya.rules import Tools

CASES = Path(__file__).parent / "cases" / "framing.jsonl"


def _cases() -> Iterator[Any]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
        yield pytest.param(case, id=f"{case['id']} {case['kind']}", marks=marks)


def _span(text: str, surface: str) -> Span:
    start = text.index(surface)
    return Span(start, start + len(surface))


def _find(case: dict[str, Any], tools: Tools) -> list[Mark]:
    surface = case["text"]
    folded, positions = fold_with_positions(surface)
    text = Text(surface, surface, OffsetMap(), folded, positions)
    hits = match.scan(text, tools)
    mentions = [Mention(_span(surface, name), kind) for name, kind in case.get("names", ())]
    speech = [
        Speech(f"s{number}", None, "unnamed", None, (_span(surface, content),), form, "state")
        for number, (content, form) in enumerate(case.get("said", ()))
    ]
    return framing.find(text, segment.layout(text, hits, tools), hits, mentions, speech)


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any], tools: Tools) -> None:
    found = _find(case, tools)
    got = [[mark.device, mark.span.of(case["text"])] for mark in found]
    assert got == [mark[:2] for mark in case["marks"]]
    for expected, mark in zip(case["marks"], found, strict=True):
        if len(expected) > 2:
            assert ("author" if mark.voice == "author" else "said") == expected[2]


def test_a_label_names_whom_it_judges(tools: Tools) -> None:
    case = {"text": "هاجم تنظيم الفجر الإرهابي القرية.", "names": [["الفجر", "group"]]}
    (mark,) = _find(case, tools)
    assert mark.resolved is not None
    assert mark.resolved["stance"] == "against"
    assert [one["name"] for one in mark.resolved["referents"]] == ["الفجر"]


def test_empty_text_has_no_framing(tools: Tools) -> None:
    assert _find({"text": ""}, tools) == []


def test_lexicon_uses_only_known_builds_and_devices(tools: Tools) -> None:
    builds = {
        "alone", "bound", "connective", "either", "figure", "first-person", "free", "governs", "head", "may", "modifier", "noun", "passive",
        "person-only", "plural", "quoted-name", "title", "truth",
    }  # fmt: skip
    devices = {"", "certainty", "distancing", "hedge", "inference", "intensifier", "loaded-label"}
    for entry in tools.lexicon("labels"):
        assert entry["build"] in builds, entry.id
        assert entry["device"] in devices, entry.id
        assert (entry["device"] == "loaded-label") == bool(entry["judges"]), entry.id
