"""Names: the table of cases, entities and their links, spans that read back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from riwaya.annotate import entities, pipeline
from riwaya.model import Article, Reading
from riwaya.rules import Tools

CASES = Path(__file__).parent / "cases" / "names.csv"


def read(text: str, tools: Tools) -> Reading:
    return pipeline.read(Article("case", text), tools)


def found(text: str, tools: Tools) -> list[str]:
    return [f"{one.span.of(text)}|{one.kind}" for one in read(text, tools).mentions]


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["note"]))
def test_case(case: dict[str, str], tools: Tools) -> None:
    assert found(case["text"], tools) == [one for one in case["expected"].split(";") if one]


def test_aliases_are_one_entity(tools: Tools) -> None:
    reading = read("أعلنت قوات سوريا الديمقراطية انسحابها. ونفت قسد ذلك.", tools)
    names = [one for one in reading.mentions if one.kind == "group"]
    assert len(names) == 2
    assert len({one.entity for one in names}) == 1
    entity = next(one for one in reading.entities if one.id == names[0].entity)
    assert entity.name == "قوات سوريا الديمقراطية"
    assert "قسد" in entity.aliases
    assert entity.identifiers["lexicon"] == "syrian-democratic-forces"


def test_a_surname_is_linked_with_a_reason(tools: Tools) -> None:
    reading = read("قال الوزير باهر سنجقدار إن الاتفاق قريب. وأضاف سنجقدار أنه متفائل.", tools)
    persons = [one for one in reading.mentions if one.kind == "person"]
    assert [one.entity for one in persons] == [persons[0].entity] * 2
    assert (persons[1].resolved or {})["link"] == "name part"
    assert (persons[1].resolved or {})["link_certainty"] < 0.9


def test_two_bearers_of_a_name_are_not_merged(tools: Tools) -> None:
    text = "التقى الوزير باهر سنجقدار المدير ماهر سنجقدار. وقال سنجقدار إن اللقاء مفيد."
    persons = [one for one in read(text, tools).mentions if one.kind == "person"]
    assert len({one.entity for one in persons}) == 3
    assert (persons[-1].resolved or {})["link"] == "several bear this name part"


def test_person_key_of_compound_names() -> None:
    assert entities.person_key("أبي بكر الرازي") == entities.person_key("أبو بكر رازي")
    assert entities.person_key("محمد علي") != entities.person_key("محمد علاء")


@pytest.mark.parametrize(
    "text", ["", " ", "#", "\n\n", "(قسد", "وزارة", "قرية", "الرئيس", "_", "ريف", "مدينة «", "١٢٣", "مجلس الأمن التابع لـ"]
)
def test_scraps_are_read_without_error(text: str, tools: Tools) -> None:
    for one in read(text, tools).mentions:
        assert one.span.of(text).strip()


def test_spans_do_not_overlap_and_read_back(tools: Tools, shared: Path | None) -> None:
    if shared is None:
        pytest.skip("no shared data")
    import json

    lines = (shared / "gold" / "train.jsonl").read_text(encoding="utf-8").splitlines()[:12]
    for line in lines:
        record = json.loads(line)
        last = 0
        for one in read(record["text"], tools).mentions:
            assert one.span.start >= last
            assert one.span.of(record["text"]).strip() == one.span.of(record["text"])
            last = one.span.end
