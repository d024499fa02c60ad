"""Reported speech, sentence by sentence: what must be found, what only looks like it, what is known to fail.

A case is a sentence with its answer marked in it: ``{cue}``, ``<speaker>``, ``[what is said]``; the n-th cue reports the n-th
content. A ``loose`` case asks only that the
marked parts are among those found. Shape ``none`` must give no record at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from riwaya import rules
from riwaya.annotate import match, segment, speech
from riwaya.fold import fold_with_positions
from riwaya.model import Mention, Span, Speech, Text
from riwaya.offsets import OffsetMap
from riwaya.rules import Tools

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Marked:
    """A case without its marks, and where they stood."""

    text: str
    cues: tuple[Span, ...]
    sources: tuple[Span, ...]
    contents: tuple[Span, ...]


def unmark(marked: str) -> Marked:
    """The sentence and the spans of its marks, each kind in the order of its opening mark."""
    pairs = {"}": "{", ">": "<", "]": "["}
    found: dict[str, list[tuple[int, int]]] = {"{": [], "<": [], "[": []}
    opened: dict[str, list[int]] = {"{": [], "<": [], "[": []}
    plain: list[str] = []
    for char in marked:
        if char in opened:
            opened[char].append(len(plain))
        elif char in pairs:
            found[pairs[char]].append((opened[pairs[char]].pop(), len(plain)))
        else:
            plain.append(char)
    spans = {mark: tuple(Span(*one) for one in sorted(ends, key=lambda one: (one[0], -one[1]))) for mark, ends in found.items()}
    return Marked("".join(plain), spans["{"], spans["<"], spans["["])


@cache
def tools() -> Tools:
    return rules.load()


def text_of(words: str) -> Text:
    folded, positions = fold_with_positions(words)
    return Text(words, words, OffsetMap(()), folded, positions)


def named(words: str, names: dict[str, str]) -> Iterator[Mention]:
    for name, kind in names.items():
        start = words.find(name)
        while start >= 0:
            yield Mention(Span(start, start + len(name)), kind, entity=name)
            start = words.find(name, start + 1)


def read(words: str, names: dict[str, str] | None = None) -> list[Speech]:
    text = text_of(words)
    hits = match.scan(text, tools())
    layout = segment.layout(text, hits, tools())
    return speech.find(text, layout, hits, sorted(named(words, names or {}), key=lambda one: one.span))


def rows(name: str) -> list[dict[str, Any]]:
    with (CASES / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def holds(case: dict[str, Any]) -> None:
    marked = unmark(case["marked"])
    found = read(marked.text, case.get("names"))
    told = [(one.cue.of(marked.text) if one.cue else "", one.content[0].of(marked.text)) for one in found]
    if case["shape"] == "none":
        assert not told
        return
    contents = [one.of(marked.text) for one in marked.contents]
    sources = [one.source.of(marked.text) for one in found if one.source]
    if case.get("loose"):
        assert set(contents) <= {content for _, content in told}
    else:
        assert sorted(content for _, content in told) == sorted(contents)
        assert sorted(cue for cue, _ in told if cue) == sorted(one.of(marked.text) for one in marked.cues)
    for one in marked.sources:
        assert any(one.of(marked.text) in source or source in one.of(marked.text) for source in sources), sources
    for record in found:
        assert record.rule and record.resolved is not None
        assert {"cue_lemma", "act_from", "ends_because", "speaker_how"} <= set(record.resolved)


@pytest.mark.parametrize("case", rows("speech"), ids=lambda case: f"{case['shape']}: {case['marked'][:40]}")
def test_case(case: dict[str, Any]) -> None:
    holds(case)


@pytest.mark.parametrize("case", rows("speech_known"), ids=lambda case: f"{case['shape']}: {case['why']}")
@pytest.mark.xfail(strict=True, reason="known failure, see docs/speech.md")
def test_known_failure(case: dict[str, Any]) -> None:
    holds(case)


def test_enough_cases() -> None:
    cases = rows("speech")
    assert len(cases) >= 250
    assert sum(case["shape"] == "none" for case in cases) >= 80
