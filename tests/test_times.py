"""Times: the table of cases, month names against CLDR, anchors and datelines, abstentions."""

from __future__ import annotations

import csv
import itertools
from datetime import date
from pathlib import Path

import pytest
from babel import Locale

from riwaya import rules
from riwaya.annotate import match, segment, times
from riwaya.annotate.times_calendar import Day, NoSuchDate, ago, iso, month_value, resolve, stretch, week_of, weekday_ahead, weekday_back
from riwaya.fold import fold, fold_with_positions
from riwaya.model import Text, TimeExpression
from riwaya.offsets import OffsetMap
from riwaya.rules import Tools

CASES = Path(__file__).parent / "cases" / "times.csv"


@pytest.fixture(scope="module")
def tools() -> Tools:
    return rules.load()


def find(text: str, tools: Tools, published: str | None) -> list[TimeExpression]:
    folded, positions = fold_with_positions(text)
    read = Text(text, text, OffsetMap(), folded, positions)
    hits = match.scan(read, tools)
    return times.find(read, segment.layout(read, hits, tools), hits, published or None)


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_table_is_large_enough() -> None:
    rows = cases()
    assert sum(row["kind"] != "none" for row in rows) >= 300
    assert sum(row["kind"] == "none" for row in rows) >= 60


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in cases()}))
def test_cases(kind: str, tools: Tools) -> None:
    wrong = []
    for row in cases():
        if row["kind"] == kind:
            got = [(one.span.of(row["text"]), one.value or "") for one in find(row["text"], tools, row["published"])]
            wanted = [(row["expression"], row["value"])] if kind != "none" else []
            if got != wanted and not (kind == "range" and wanted[0] in got):
                wrong.append((row["text"], wanted, got))
    assert not wrong, f"{len(wrong)} wrong: {wrong[:6]}"


@pytest.mark.parametrize("territory", ["SY", "LB", "IQ", "JO", "EG", "SA", "YE", "LY", "SD", "DZ", "TN", "MA", "MR"])
def test_every_month_name_of_cldr_is_known(territory: str, tools: Tools) -> None:
    known = {
        fold(form): int(entry["value"])
        for entry in tools.lexicon("terms")
        if entry["class"] == "month" and entry["unit"].startswith("gregorian")
        for form in (entry.lemma, *entry.variants("forms"))
    }
    names = Locale.parse(f"ar_{territory}").months["format"]["wide"]
    assert {number: known.get(fold(name)) for number, name in names.items()} == {number: number for number in names}


def test_hijri_months_of_cldr_are_known(tools: Tools) -> None:
    names = [entry for entry in tools.lexicon("terms") if entry["class"] == "month" and entry["unit"].startswith("hijri")]
    assert sorted(int(entry["value"]) for entry in names) == list(range(1, 13))


def test_weekday_names_follow_the_dateline(tools: Tools) -> None:
    text = "قصفت الطائرات القرية، اليوم الأحد 9 كانون الثاني، ثم عادت السبت مرة أخرى."
    found = [(one.span.of(text), one.value) for one in find(text, tools, "2022-01-19")]
    assert found == [("اليوم الأحد 9 كانون الثاني", "2022-01-09"), ("السبت", "2022-01-08")]


def test_yesterdays_weekday_gives_the_dateline(tools: Tools) -> None:
    text = "وأمس الاثنين، استهدفت الطائرات القرية، والأحد استهدفت التلة."
    found = find(text, tools, "2022-01-22")
    assert [one.value for one in found] == ["2022-01-17", "2022-01-16"]


def test_a_clock_time_stands_on_the_day_told_before(tools: Tools) -> None:
    text = "هاجم مسلحون الحاجز، الأحد. وبدأ الاشتباك عند الساعة السادسة."
    found = find(text, tools, "2022-01-19")
    assert [one.value for one in found] == ["2022-01-16", "2022-01-16"]
    assert found[1].resolved is not None
    assert found[1].resolved["anchor"] == "told"


def test_what_counts_from_the_day_told(tools: Tools) -> None:
    text = "قصفت الطائرات القرية الأحد، وبعدها بيومين قصفت التلة."
    assert [one.value for one in find(text, tools, "2022-01-19")] == ["2022-01-16", "2022-01-18"]


def test_an_abstention_gives_its_reason(tools: Tools) -> None:
    (one,) = find("ولد في 31 شباط 2020 بالقرية", tools, "2022-01-19")
    assert one.value is None
    assert one.resolved is not None
    assert "no day 31" in one.resolved["abstained"]


def test_a_published_date_that_is_none(tools: Tools) -> None:
    (one,) = find("وصلت القافلة أمس", tools, "yesterday or so")
    assert (one.value, one.resolved and one.resolved["abstained"]) == (None, "no publication date to count from")


def test_spans_do_not_overlap(tools: Tools) -> None:
    text = " ".join(row["text"] + "." for row in cases())
    found = find(text, tools, "2022-01-19")
    assert all(one.span.end <= after.span.start for one, after in itertools.pairwise(found))


def test_calendar_functions() -> None:
    wednesday = date(2022, 1, 19)
    assert weekday_back(wednesday, 2) == wednesday
    assert weekday_back(wednesday, 2, strictly=True) == date(2022, 1, 12)
    assert weekday_ahead(wednesday, 2) == date(2022, 1, 26)
    assert week_of(wednesday) == "2022-01-17/2022-01-23"
    assert month_value(2022, 13) == "2023-01"
    assert iso(wednesday) == "2022-01-19"
    assert ago(wednesday, 10**9, "day") is None
    assert ago(wednesday, 3000, "year") is None
    assert stretch(wednesday, 10**9, "week", ahead=True) is None
    assert resolve(Day(1436, 10, 1, hijri=True), None) == "2015-07-17"
    assert resolve(Day(None, 3, None), wednesday, "past") == "2021-03"
    with pytest.raises(NoSuchDate):
        resolve(Day(2021, 2, 29), None)
    with pytest.raises(NoSuchDate):
        resolve(Day(1600, 1, 1, hijri=True), None)
