"""Quotation marks of all kinds; the conjugation of cues; what holds for every speech record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.annotate.quotes import MARKS, pair
from riwaya.fold import fold
from riwaya.morphology import verb
from tests.test_speech import read, tools

QUOTED = {
    "angle": ("قال «لن نعود» ثم خرج", ["«لن نعود»"]),
    "straight": ('قال "لن نعود" ثم خرج', ['"لن نعود"']),
    "curly": ("قال “لن نعود” ثم خرج", ["“لن نعود”"]),
    "curly the wrong way round": ("قال ”لن نعود“ ثم خرج", ["”لن نعود“"]),
    "nested angle in angle": ("قال «إنه «جاد» في قوله» ثم خرج", ["«إنه «جاد» في قوله»", "«جاد»"]),
    "nested straight in straight": ('قال "إنه "جاد" في قوله" ثم خرج', ['"إنه "جاد" في قوله"', '"جاد"']),
    "opened with one, closed with another": ('أقاموا «إدارة ذاتية", ثم «حكما»', ['«إدارة ذاتية"', "«حكما»"]),
    "single angle": ("قوات ‹الفجر› هنا", ["‹الفجر›"]),
    "two in a line": ('"نعم" أو "لا"', ['"نعم"', '"لا"']),
    "blanks inside the marks": ('قال " نعم " ثم خرج', ['" نعم "']),
    "over two paragraphs": ("قال «أول\nثان» ثم", ["«أول\nثان»"]),
    "stray closing mark": ("خرج» ثم قال «نعم»", ["«نعم»"]),
}


@pytest.mark.parametrize("name", QUOTED)
def test_pairs(name: str) -> None:
    text, expected = QUOTED[name]
    assert [text[one.start : one.end] for one in pair(text) if one.closed] == expected


def test_lost_end_costs_its_paragraph_only() -> None:
    text = 'قال "لن نعود\nوقالت "نعم" ثم خرجت'
    assert [text[one.start : one.end] for one in pair(text) if one.closed] == ['"نعم"']


@given(st.text(alphabet=st.sampled_from(list(MARKS + "اب \n.،")), max_size=60))
def test_pairs_are_ordered_and_within_the_text(text: str) -> None:
    found = pair(text)
    assert list(found) == sorted(found, key=lambda one: (one.start, -one.end))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start] in MARKS
        start, end = one.inner
        assert start <= end


PARADIGMS = {
    # verbs of saying in the third person of past and present, after Ryding 2005, chapters 21–32
    ("قال", "يقول"): "قال قالت قالا قالوا قلن يقول تقول يقولون يقلن قلنا نقول أقول",
    ("أعلن", "يعلن"): "أعلن أعلنت أعلنا أعلنوا أعلن يعلن تعلن يعلنون معلن معلنا معلنة معلنين",
    ("نفى", "ينفي"): "نفى نفت نفيا نفوا ينفي تنفي ينفون نفينا",
    ("ادعى", "يدعي"): "ادعى ادعت ادعوا يدعي تدعي يدعون مدعيا مدعية",
    ("دعا", "يدعو"): "دعا دعت دعوا يدعو تدعو يدعون دعونا داعيا داعية",
    ("رأى", "يرى"): "رأى رأت رأوا يرى ترى يرون",
    ("أكد", "يؤكد"): "أكد أكدت أكدوا يؤكد تؤكد يؤكدون مؤكدا مؤكدة مؤكدين",
    ("أشار", "يشير"): "أشار أشارت أشاروا يشير تشير يشيرون مشيرا مشيرة مشيرين",
    ("اتهم", "يتهم"): "اتهم اتهمت اتهموا يتهم تتهم يتهمون متهما متهمة",
    ("استنكر", "يستنكر"): "استنكر استنكرت استنكروا يستنكر تستنكر يستنكرون مستنكرا",
}


@pytest.mark.parametrize("pair_of_forms", PARADIGMS, ids=lambda forms: forms[0])
def test_paradigm(pair_of_forms: tuple[str, str]) -> None:
    lemma, present = pair_of_forms
    entry = next(one for one in tools().lexicon("cues") if one.lemma == lemma and one.pos == "verb")
    forms = {one.spelling for one in verb(lemma, present, entry.variants("masdar"))}
    assert {fold(word) for word in PARADIGMS[pair_of_forms].split()} <= forms


def test_lexicon_of_cues_is_whole() -> None:
    cues = tools().lexicon("cues")
    assert len({one.lemma for one in cues}) >= 350
    acts = {one["act"] for one in cues}
    assert {
        "state",
        "claim",
        "confirm",
        "deny",
        "accuse",
        "condemn",
        "warn",
        "demand",
        "promise",
        "reveal",
        "praise",
        "question",
        "expect",
        "doubt",
    } == acts
    assert all(one["distance"] in ("neutral", "distant", "endorsing") for one in cues)


def test_chain_is_a_stack() -> None:
    text = "قالت الوكالة نقلاً عن مصادر أمنية إن الطريق أغلق."
    outer, inner = read(text)
    assert outer.parent is None
    assert inner.parent == outer.id
    assert outer.content == inner.content


def test_speaker_goes_on() -> None:
    text = "قال الطبيب إن الدواء نفد. وأضاف أن المشفى أغلق أبوابه."
    first, second = read(text)
    assert second.source is None
    assert second.source_kind == first.source_kind
    assert second.resolved is not None
    assert second.resolved["speaker_how"] == "the current speaker goes on"


def test_denial_answers_what_it_denies() -> None:
    text = "يتهم الأهالي الشركة بتلويث النهر، وهو ما تنفيه الإدارة."
    accused, denied = read(text)
    assert denied.act == "deny"
    assert denied.resolved is not None
    assert denied.resolved["answers"] == accused.id


def test_channel() -> None:
    (one,) = read("قال المتحدث في مؤتمر صحفي إن الحدود ستفتح غداً.")
    assert one.resolved is not None
    assert one.resolved["channel"] == "conference"


def test_odd_marks_never_stop_a_document() -> None:
    text = 'قال الوزير "إن السوق آمن. وقالت «الصحيفة إن الخبز نفد". ثم قال الطبيب إن المشفى مغلق.'
    assert any(one.cue is not None and one.content[0].of(text).startswith("المشفى") for one in read(text))


def test_gold(shared: Path | None) -> None:
    """Every span of every record reads back, on all documents of the gold."""
    if shared is None:
        pytest.skip("no shared data here")
    import json

    with (shared / "gold" / "dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            records = read(text)
            known = {one.id for one in records}
            for one in records:
                assert all(0 <= span.start < span.end <= len(text) for span in one.content)
                assert one.parent is None or one.parent in known - {one.id}
