"""Damage is read through and cited as it stands; what is no damage stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.model import Article, Text
from riwaya.repair import context, repair
from riwaya.repair.repair import letter_edits, word_finds
from riwaya.rules import Tools


def mended(text: str, tools: Tools) -> Text:
    return repair.repair(Article("t", text), tools)


def pairs(text: str, tools: Tools) -> list[tuple[str, str]]:
    done = mended(text, tools)
    return [(one.span.of(text), one.repaired) for one in done.repairs]


DAMAGED = {
    "tatweel and blank": ("شهدت البلدة قـ ـصفاً عنيفاً", "قـ ـصفاً", "قصفاً"),
    "tatweel, dot": ("حلّق الطـ.ـيران في الأجواء", "الطـ.ـيران", "الطيران"),
    "tatweel, blank and dot": ("جيش لميليـ .ـشيا محلية", "لميليـ .ـشيا", "لميليشيا"),
    "underscore": ("انسحبت قوات الاحت_لال من القرية", "الاحت_لال", "الاحتلال"),
    "slashes": ("أعلنت اسـ//ـرائيل ذلك", "اسـ//ـرائيل", "اسرائيل"),
    "star": ("كانوا يعد*مون الأسرى", "يعد*مون", "يعدمون"),
    "every letter": ("أدى ذلك إلى مـ ـقـ ـتـ ـل رجل", "مـ ـقـ ـتـ ـل", "مقتل"),
    "blanks after letters that join nothing": ("تجارة المـ ـخـ ـد ر ات فيها", "المـ ـخـ ـد ر ات", "المخدرات"),
    "Latin twin": ("قصفت الطائرaت البلدة", "الطائرaت", "الطائرات"),
    "digit twin": ("أعلنت الا7تلال", "الا7تلال", "الاحتلال"),
    "lost inside": ("اجتمع المسؤ?لون في العاصمة", "المسؤ?لون", "المسؤولون"),
    "lost, replacement character": ("وصلت القوا\ufffd إلى المدينة", "القوا\ufffd", "القوات"),
    "lost under vowel signs": ("وهو يُسل? الضوء على الأزمة", "يُسل?", "يُسلط"),
    "number glued before": ("سقط30 قتيلاً", "سقط30", "سقط 30"),
    "number glued after": ("عمره 30عاماً تقريباً", "30عاماً", "30 عاماً"),
    "words glued": ("حمّلوا الحكومة مسؤوليتهاعن الحادث", "مسؤوليتهاعن", "مسؤوليتها عن"),
    "letters swapped": ("أطلقوا صورايخ على البلدة", "صورايخ", "صواريخ"),
    "letter doubled": ("وقالت الولايات المتحددة إنها تتابع", "المتحددة", "المتحدة"),
    "next key": ("أعلن وزير الجفاع ذلك", "الجفاع", "الدفاع"),
    "hamza as tanween": ("مكافحة الاٍرهاب في المنطقة", "الاٍرهاب", "الإرهاب"),
}


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_damage_is_mended(name: str, tools: Tools) -> None:
    text, damaged, whole = DAMAGED[name]
    assert pairs(text, tools) == [(damaged, whole)]


INTACT = {
    "question mark": "هل توقف القصف? قال المصدر إنه لا يعلم",
    "question mark, no blank": "لماذا?قال إنه لا يعلم",
    "two question marks": "من فعل هذا??",
    "Arabic question mark": "من المسؤول؟ لا أحد",
    "decorative tatweel": "قصف على ريف إدلب في شمال سـوريا",
    "hashtag": "#الخوذ_البيضاء تنعى متطوعاً",
    "hashtag in a sentence": "وصلت فرق #الدفاع_المدني إلى المكان",
    "handle": "نشر @khabar_aajel صورة",
    "initials": "نقلت وكالة أ.ف.ب عن مصدر",
    "title": "قال د.سامي إن المشفى أغلق",
    "Hijri mark": "في 1436هـ.وقال آخرون غير ذلك",
    "preposition apart": "تابع لـ قسد في المنطقة",
    "preposition and quotation mark": "مواقع لـ«القاعدة» في الجبال",
    "ellipsis": "قالوا.. ثم صمتوا… وعادوا",
    "slashed names of months": "في شباط/فبراير الماضي",
    "unit": "على بعد 35كم من المدينة",
    "year mark": "منذ عام 2003م",
    "road": "الطريق الدولي M4 مقطوع",
    "aircraft": "طائرة من طراز ميغ29 أغارت",
    "full stop without blank": "انتهى القصف.وقال المصدر ذلك",
    "names of places": "قصف على قرية كمونة وبلدة معارة النعسان وقرية قرف مغار",
    "names of people": "قتل الشاب محمد حمدو وأحمد درعو",
    "clitics": "تسبّب ذلك بطيران الأبواب وكحصيلة أولية وفقتلوا بعضهم",
    "dialect and spelling": "الى متى تبقى المسئولية على الاهالي",
    "vowel signs": "يُشارِكُ الأَمِيرُ في الاجتماعِ",
    "word written twice": "يحمل البشتكون اسماً قديماً، والبشتكون حي، وفي البشتكون سوق",
}


@pytest.mark.parametrize("name", sorted(INTACT))
def test_what_is_no_damage_stays(name: str, tools: Tools) -> None:
    text = INTACT[name]
    assert pairs(text, tools) == []
    assert mended(text, tools).read == text


def test_shapes_are_read_through_and_not_reported(tools: Tools) -> None:
    text = "ﻗﺼﻒ عـلى ایران\u200f &quot;الم\u200bدينة&quot;"
    done = mended(text, tools)
    assert done.repairs == ()
    assert done.read == 'قصف عـلى ايران "المدينة"'
    assert {one.reason for one in done.offsets.edits} == {"presentation-form", "persian-letter", "invisible", "html-entity"}


@pytest.mark.parametrize("page", ["cp1252", "cp1256"])
def test_mojibake(page: str, tools: Tools) -> None:
    plain = "قصف سوريا"
    text = "قال: " + "".join(_as(byte, page) for byte in plain.encode("utf-8"))
    done = mended(text, tools)
    assert done.read == "قال: " + plain
    assert [one.repaired for one in done.repairs] == ["قصف", "سوريا"]
    start = done.read.index("سوريا")
    assert done.ground(start, start + 5).of(text) == "".join(_as(byte, page) for byte in "سوريا".encode())


def _as(byte: int, page: str) -> str:
    try:
        return bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return chr(byte)


def test_every_repair_has_a_reason_and_leads_back(tools: Tools) -> None:
    text = " ".join(sentence for sentence, _, _ in DAMAGED.values())
    done = mended(text, tools)
    assert len(done.repairs) >= len(DAMAGED) - 1
    for one in done.repairs:
        assert one.reason
        assert 0 < one.confidence <= 1
        assert one.span.of(text) != one.repaired


def test_alternatives_are_told(tools: Tools) -> None:
    (one,) = mended("تحدث عن ال?رب مطولاً", tools).repairs
    assert one.repaired in ("الحرب", "العرب", "الغرب")
    assert {"الحرب", "العرب", "الغرب"} <= {one.repaired, *one.alternatives}


def test_works_without_the_model(tools: Tools) -> None:
    shipped = context.load()
    context.use(context.EMPTY)
    try:
        assert pairs("اجتمع المسؤ?لون في العاصمة", tools) == [("المسؤ?لون", "المسؤولون")]
    finally:
        context.use(shipped)


PIECES = st.sampled_from(
    [*(sentence for sentence, _, _ in DAMAGED.values()), *INTACT.values(), "Ù‚ØµÙ‚ Ø§Ù„", "\n", "?", "\ufffd", "ـ", "ﻻ", "\u200f", "٣"]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=8).map(" ".join))
def test_offsets_lead_back_whatever_the_text(text: str) -> None:
    tools = _tools()
    done = mended(text, tools)
    assert done.original == text
    assert done.offsets.apply(text) == done.read
    assert [one.span.start for one in done.repairs] == sorted(one.span.start for one in done.repairs)
    for start in range(0, len(done.read), 7):
        span = done.ground(start, min(start + 5, len(done.read)))
        assert 0 <= span.start <= span.end <= len(text)
    reach = 0
    for edit in letter_edits(text):
        assert reach <= edit.start <= edit.end
        reach = edit.end
    reach = 0
    for find in word_finds(text, tools):
        assert reach <= find.start < find.end <= len(text)
        assert all(find.start <= edit.start <= edit.end <= find.end for edit in find.edits)
        reach = find.end


_LOADED: list[Tools] = []


def _tools() -> Tools:
    if not _LOADED:
        from riwaya.annotate import pipeline

        _LOADED.append(pipeline.load_tools())
    return _LOADED[0]


def test_nothing_of_real_texts_is_lost(shared: Path | None, tools: Tools) -> None:
    if shared is None:
        pytest.skip("the shared data are not here")
    lines = (shared / "data" / "incidents-dev" / "texts.jsonl").read_text(encoding="utf-8").splitlines()[::20]
    for line in lines:
        text = json.loads(line)["text"]
        done = mended(text, tools)
        assert done.original == text
        assert done.offsets.apply(text) == done.read
        for one in done.repairs:
            assert one.span.of(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ابتجدرسصطعفقلمنهويةأى", min_size=4, max_size=9))
def test_slips_are_the_same_by_trying_and_by_index(word: str) -> None:
    from riwaya.repair import slips

    tried = {pair for pair in slips._changed(word) if pair[0] != word}
    assert tried == {pair for pair in slips._changed_indexed(word) if pair[0] != word}
