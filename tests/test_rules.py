"""Loading and checking the data files."""

from __future__ import annotations

from pathlib import Path

import pytest

from riwaya import forms, rules
from riwaya.errors import RulesError
from riwaya.rules import read_lexicon
from riwaya.rules_check import check_file

HEAD = "id,lemma,pos,note,source\n"


@pytest.mark.parametrize(
    ("content", "where", "message"),
    [
        ("id,lemma,pos\na,قال,verb\n", "x.csv:1", "columns are missing: note, source"),
        (HEAD + "a,قال,werb,,own\n", "x.csv:2", "'werb' is no part of speech"),
        (HEAD + "a,قال,name,,own,extra\n", "x.csv:2", "more or fewer columns"),
        (HEAD + 'a,"قال,name,,own\n', "x.csv", "not well-formed CSV"),
    ],
)
def test_a_broken_lexicon_says_where_and_what(content: str, where: str, message: str) -> None:
    with pytest.raises(RulesError) as caught:
        read_lexicon("x.csv", content)
    assert (caught.value.where or "").startswith(where)
    assert message in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,کلمة,name,,own", "looks like ك"),
        ("a,كلمة\u200f,name,,own", "invisible mark U+200F"),
        ("a,\ufefb,name,,own", "presentation form"),
        ("a,ا\u0653لة,name,,own", "normal form C"),
        (",كلمة,name,,own", "has no id"),
        ("a,كلمة,name,,", "has no source"),
        ("a,ـ,name,,own", "no form that could ever be found"),
        ("a,كتب,verb,,own", "no pair of past and present"),
        ("a,كلمة,name,,own\na,غيرها,name,,own", "has the id 'a' of line 2"),
        ("a,كلمة,name,,own\nb,,name,,own", "no form that could ever be found"),
    ],
)
def test_what_the_check_finds(row: str, message: str) -> None:
    assert any(message in str(problem) for problem in check_file("x.csv", HEAD + row + "\n"))


def test_forms_that_fold_to_the_same_are_named() -> None:
    content = "id,lemma,pos,forms,note,source\na,إدلب,name,ادلب,,own\n"
    assert [problem.what for problem in check_file("x.csv", content)] == ["lists a form twice after folding"]


def test_the_cache_gives_what_was_made_and_survives_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIWAYA_CACHE", str(tmp_path))
    made: list[int] = []

    def make() -> forms.Spellings:
        made.append(1)
        return {"قال": [(0, "past.3ms", "past", False, True)]}

    first = forms.kept("f", make)
    again = forms.kept("f", make)
    assert len(made) == 1
    assert [tuple(cell) for cell in again["قال"]] == first["قال"]
    (file,) = tmp_path.glob("forms-*.json")
    file.write_bytes(file.read_bytes()[:-3])
    assert [tuple(cell) for cell in forms.kept("f", make)["قال"]] == first["قال"]
    assert len(made) == 2


def test_an_empty_cache_variable_turns_the_cache_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIWAYA_CACHE", "")
    made: list[int] = []
    for _ in range(2):
        forms.kept("f", lambda: made.append(1) or {})  # type: ignore[func-returns-value]
    assert len(made) == 2


def test_the_fingerprint_follows_the_rows() -> None:
    one, two = rules.load(only=["particles"]), rules.load(only=["particles", "verbs"])
    assert one.fingerprint == rules.load(only=["particles"]).fingerprint != two.fingerprint
    extra = rules.Entry("gazetteer", "g1", "الريحانة", "name")
    assert rules.load([extra], only=["particles"]).fingerprint != one.fingerprint


def test_unknown_tables_are_named() -> None:
    with pytest.raises(RulesError, match="there is no table 'nothing'"):
        rules.load(only=[]).rows("nothing")
