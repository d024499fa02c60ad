"""The automaton pass: clitics, the article, suffixed pronouns, marks, and what is not a find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.annotate.check import check, hits_of
from riwaya.rules import Tools, read_lexicon

HEAD = "id,lemma,pos,present,masdar,forms,examples,not,note,source\n"
LEXICON = HEAD + (
    "say,قال,verb,يقول,قول,,,,say,own\n"
    "announce,أعلن,verb,يعلن,إعلان,,أعلنت الوزارة ذلك,الوزارة صامتة,announce,own\n"
    "accuse,اتهم,verb,يتهم,اتهام,,,,accuse,own\n"
    "shell,قصف,verb,يقصف,قصف,,,,shell,own\n"
    "injury,إصابة,noun,,,,,,injury,own\n"
    "raqqa,الرقة,name,,,,,,a town,own\n"
    "phrase,على حد قول~,phrase,,,,,,in the words of,own\n"
    "middle,من جهت~ الأخرى,phrase,,,,,,a slot in the middle,own\n"
)


@pytest.fixture(scope="module")
def small() -> Tools:
    return Tools(read_lexicon("words.csv", LEXICON), "test-match")


def found(sentence: str, tools: Tools) -> list[tuple[str, str, str, str]]:
    return [(sentence[hit.start : hit.end], hit.entry.id, hit.prefix, hit.suffix) for hit in hits_of(sentence, tools)]


@pytest.mark.parametrize(
    ("sentence", "span", "row", "prefix", "suffix"),
    [
        ("وقالت مصادر", "قالت", "say", "و", ""),
        ("وسيقولون", "يقولون", "say", "وس", ""),
        ("فأعلنوا", "أعلنوا", "announce", "ف", ""),
        ("واتهموه بذلك", "اتهموه", "accuse", "و", "ه"),
        ("القصف مستمر", "القصف", "shell", "ال", ""),
        ("تعرضت للقصف", "لقصف", "shell", "لل", ""),
        ("بالقصف", "القصف", "shell", "بال", ""),
        ("إصابته خطرة", "إصابته", "injury", "", "ه"),
        ("وبإصابتهم", "إصابتهم", "injury", "وب", "هم"),
        ("إصاباتهم طفيفة", "إصاباتهم", "injury", "", "هم"),
        ("في الرقة", "الرقة", "raqqa", "", ""),
        ("نزح للرقة", "لرقة", "raqqa", "ل", ""),
        ("والرَّقَّةُ آمنة", "الرَّقَّةُ", "raqqa", "و", ""),
        ("على حد قولهم", "على حد قولهم", "phrase", "", "هم"),
        ("على حد قول الشاهد", "على حد قول", "phrase", "", ""),
        ("من جهتها الأخرى", "من جهتها الأخرى", "middle", "", ""),
        ("أُعـلِن أمس", "أُعـلِن", "announce", "", ""),
    ],
)
def test_what_is_found_and_its_span(small: Tools, sentence: str, span: str, row: str, prefix: str, suffix: str) -> None:
    assert (span, row, prefix, suffix) in found(sentence, small)


@pytest.mark.parametrize(
    "sentence", ["البرتقال", "مقالات", "القصفها", "إصابةه", "بقالت", "سقال", "والرقةم", "قصفة", "على حد قولبم", "الأعلنت"]
)
def test_what_is_not_a_find(small: Tools, sentence: str) -> None:
    assert found(sentence, small) == []


def test_a_masdar_after_a_preposition_is_no_finite_verb(small: Tools) -> None:
    (hit,) = hits_of("بقصف", small)
    assert hit.form == "masdar"
    (bare,) = hits_of("قصف", small)
    assert set(bare.form.split("|")) >= {"masdar", "past.3ms"}


def test_finds_are_in_order_and_by_token(small: Tools) -> None:
    hits = hits_of("قالت وقال وأعلن", small)
    assert [hit.first for hit in hits.of("words")] == [0, 1, 2]
    assert [hit.entry.id for hit in hits.at(2, "words")] == ["announce"]
    assert hits.of("nothing") == ()


@given(st.text(st.sampled_from("والقصفرةهمب \u064fـأعن"), max_size=24))
def test_every_find_reads_back(text: str) -> None:
    tools = Tools(read_lexicon("words.csv", LEXICON), "test-match")
    for hit in hits_of(text, tools):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.first <= hit.last


def test_examples_of_a_row_are_run(small: Tools) -> None:
    assert not [problem for problem in check(small) if problem.file == "words.csv"]
    broken = Tools(read_lexicon("words.csv", HEAD + "say,قال,verb,يقول,,,صمت الجميع,قال الرجل,say,own\n"), "test-broken")
    said = [problem.what for problem in check(broken) if problem.file == "words.csv"]
    assert said == ["misses its own example 'صمت الجميع'", "hits 'قال الرجل', which it must not"]
