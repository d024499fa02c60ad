"""Ids, fold, model, and the public face of the package."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import riwaya
from riwaya.errors import GroundingError, LedgerVersionError, RiwayaError
from riwaya.fold import fold, fold_with_positions
from riwaya.ids import content_id
from riwaya.model import Article, Event, Mention, Reading, Span, Speech, Text
from riwaya.offsets import Edit, OffsetMap


def test_public_names_are_pinned() -> None:
    assert riwaya.__all__ == [
        "Article", "Edit", "OffsetMap", "Reading", "RiwayaError", "Span", "Tools", "__version__", "incidents", "load_tools",
        "open_ledger", "read", "read_files",
    ]  # fmt: skip
    for name in riwaya.__all__:
        assert getattr(riwaya, name) is not None
    with pytest.raises(AttributeError):
        _ = riwaya.nothing


def test_importing_the_package_loads_no_room() -> None:
    code = "import riwaya, sys; print(sorted(m for m in sys.modules if m.startswith('riwaya')))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['riwaya']"


def test_errors_say_where_and_what_to_do_and_travel_between_processes() -> None:
    error = LedgerVersionError("written by a newer Riwaya", where="l.db", remedy="upgrade riwaya")
    assert str(error) == "l.db: written by a newer Riwaya; upgrade riwaya"
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert isinstance(again, RiwayaError)


def test_ids_do_not_depend_on_the_hash_seed() -> None:
    code = "from riwaya.ids import content_id; print(content_id('article', 'نص', None, 3))"
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "77")
    }
    assert runs == {content_id("article", "نص", None, 3) + "\n"}


@given(st.lists(st.text(max_size=4), max_size=3), st.lists(st.text(max_size=4), max_size=3))
def test_different_parts_have_different_ids(one: list[str], other: list[str]) -> None:
    assert (content_id("k", *one) == content_id("k", *other)) == (one == other)


@given(st.text(st.sampled_from("اأإآبتةىيؤئ\u064b\u0651ـ 12٣۴\u200fAb\u00a0"), max_size=30))
def test_each_folded_character_leads_back_to_the_one_it_came_from(text: str) -> None:
    folded, positions = fold_with_positions(text)
    assert folded == fold(text)
    assert len(positions) == len(folded) + 1
    assert positions[-1] == len(text)
    assert all(fold(text[positions[i]]) == char for i, char in enumerate(folded))


def test_folding_twice_changes_nothing() -> None:
    text = "الحَسَكة وآخرون إلى مؤتمرٍ سـوريا ۲۰۲۲ Raqqa"
    assert fold(fold(text)) == fold(text)


def test_a_span_of_the_fold_takes_the_marks_of_its_last_letter_along() -> None:
    read = "قالَ أحدٌ، ثمّ"
    folded, positions = fold_with_positions(read)
    text = Text(read, read, OffsetMap(), folded, positions)
    start = folded.index("احد")
    assert read[slice(*text.unfold(start, start + 3))] == "أحدٌ"


def test_a_span_goes_back_to_the_damaged_word() -> None:
    original = "قال ال?ميركيون"
    offsets = OffsetMap([Edit(6, 7, "أ", "lost-letter")])
    read = offsets.apply(original)
    folded, positions = fold_with_positions(read)
    text = Text(original, read, offsets, folded, positions)
    assert text.ground(4, len(read)).of(original) == "ال?ميركيون"


def test_vocabularies_are_checked() -> None:
    with pytest.raises(GroundingError, match="no kind of mention"):
        Mention(Span(0, 1), "persn")
    with pytest.raises(GroundingError, match="no type of event"):
        Event("e0", Span(0, 1), "kill", "asserted")
    with pytest.raises(GroundingError, match="not a span"):
        Span(4, 2)


def test_a_reading_prints_the_contract() -> None:
    article = Article("a1", "قال زيد إن الأمر انتهى", published="2031-02-03")
    speech = Speech("s0", Span(4, 7), "person", Span(0, 3), (Span(11, 22),), "indirect", "state", rule="verb-source-that")
    got = Reading(article, mentions=(Mention(Span(4, 7), "person"),), speech=(speech,)).to_json()
    assert got["schema"] == "riwaya/reading-1"
    assert set(got) == {
        "schema",
        "document",
        "text",
        "mentions",
        "entities",
        "times",
        "quantities",
        "speech",
        "events",
        "framing",
        "repairs",
    }
    assert {"id", "source", "author", "title", "url", "published", "sha256", "encoding", "language"} <= set(got["document"])
    assert got["mentions"] == [{"start": 4, "end": 7, "kind": "person", "confidence": 1.0}]
    assert got["speech"][0]["content"] == [{"start": 11, "end": 22}]
    assert got["speech"][0]["parent"] is None
