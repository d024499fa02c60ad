"""Places that stand for a government where they speak or act."""

from __future__ import annotations

import pytest

from riwaya.annotate import pipeline
from riwaya.model import Article
from riwaya.rules import Tools


@pytest.mark.parametrize(
    ("text", "place", "because"),
    [
        ("أعلنت واشنطن أن الاتفاق انتهى.", "واشنطن", "it speaks in s0"),
        ("قالت روسيا إن الهدنة مستمرة.", "روسيا", "it speaks in s0"),
        ("وصل الوفد إلى واشنطن مساء أمس.", "واشنطن", None),
        ("قتل ثلاثة مدنيين في دمشق أمس.", "دمشق", None),
    ],
)
def test_a_place_that_speaks_stands_for_its_government(text: str, place: str, because: str | None, tools: Tools) -> None:
    reading = pipeline.read(Article("a", text, published="2031-03-04"), tools)
    (found,) = (mention for mention in reading.mentions if mention.span.of(text) == place)
    resolved = found.resolved or {}
    assert found.kind == "place"
    assert resolved.get("stands_for") == ("government" if because else None)
    assert resolved.get("stands_for_because") == because
