"""Sentences, tokens and the coarse part of speech."""

from __future__ import annotations

import pytest

from riwaya.annotate import match, segment
from riwaya.fold import fold_with_positions
from riwaya.model import Layout, Text
from riwaya.offsets import OffsetMap
from riwaya.rules import Tools


def laid_out(read: str, tools: Tools) -> Layout:
    folded, positions = fold_with_positions(read)
    text = Text(read, read, OffsetMap(), folded, positions)
    return segment.layout(text, match.scan(text, tools), tools)


def sentences(read: str, tools: Tools) -> list[str]:
    return [read[one.start : one.end] for one in laid_out(read, tools).sentences]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("وصل الوفد. ثم غادر.", ["وصل الوفد.", "ثم غادر."]),
        ("سأل: لماذا؟ ولم يجب!", ["سأل: لماذا؟", "ولم يجب!"]),
        ("قال د. سالم إن الأمر انتهى.", ["قال د. سالم إن الأمر انتهى."]),
        ("بلغت النسبة 3.5 في المئة.", ["بلغت النسبة 3.5 في المئة."]),
        ("قال «لن نرحل.» ثم صمت.", ["قال «لن نرحل.»", "ثم صمت."]),
        ("عنوان بلا نقطة\nثم متن.", ["عنوان بلا نقطة", "ثم متن."]),
        ("انتظر... ثم ذهب", ["انتظر...", "ثم ذهب"]),
        ("", []),
        ("...", ["..."]),
    ],
)
def test_sentences(tools: Tools, read: str, expected: list[str]) -> None:
    assert sentences(read, tools) == expected


def test_paragraphs_are_numbered(tools: Tools) -> None:
    assert [one.paragraph for one in laid_out("أولى. ثانية.\n\nثالثة.", tools).sentences] == [0, 0, 1]


@pytest.mark.parametrize(
    ("read", "word", "tag"),
    [
        ("قصفت الطائرات البلدة", "قصفت", "verb"),
        ("تعرضت البلدة لقصف عنيف", "لقصف", "noun"),
        ("وإصابة آخرين", "وإصابة", "noun"),
        ("وألحق أضراراً بالمنازل", "وألحق", "verb"),
        ("في مدينة عدن", "عدن", "noun"),
        ("القوات التركية", "التركية", "adj"),
        ("قصف مدفعي", "مدفعي", "adj"),
        ("إن الأمر", "إن", "conj"),
        ("من البلدة", "من", "prep"),
        ("لن يرحل", "لن", "part"),
        ("سيغادرون غدا", "سيغادرون", "verb"),
        ("قتل 12 مدنيا", "12", "num"),
        ("قوات SDF", "SDF", "name"),
        ("مسؤول يمني", "يمني", "adj"),
        ("وزير الخارجية", "وزير", "noun"),
    ],
)
def test_parts_of_speech(tools: Tools, read: str, word: str, tag: str) -> None:
    assert [token.tag for token in laid_out(read, tools).tokens if read[token.start : token.end] == word] == [tag]


def test_tokens_cover_all_that_is_not_blank(tools: Tools) -> None:
    read = "قُتِل 3 أشخاص، (بينهم طفل) في #ريف_حلب — F.16 «اليوم»\nو٢ جرحى"
    covered = "".join(read[token.start : token.end] for token in laid_out(read, tools).tokens)
    assert covered == "".join(read.split())


def test_offsets_find_their_token_and_sentence(tools: Tools) -> None:
    read = "أولى هنا. ثانية هناك."
    layout = laid_out(read, tools)
    assert layout.tokens[layout.token_at(read.index("هناك") + 1)].norm == "هناك"
    assert layout.sentence_at(read.index("هناك")).start == read.index("ثانية")
    assert layout.token_at(len(read) + 5) == len(layout.tokens)
