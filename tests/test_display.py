"""Arabic on a terminal: isolates that close, columns that keep their order, and no source text that steers the terminal."""

from __future__ import annotations

import io
import unicodedata

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from riwaya.serve.display import Page, excerpt, isolate, runs, safe, shorten, wrap

ISOLATES = "\u2066\u2067\u2069"
pieces = st.text(alphabet=st.sampled_from("قصف مدينة SDF 12،.«»()-\u202e\u2067\u2069\x1b\n\u064b"), min_size=0, max_size=60)


def page(width: int = 60) -> tuple[Page, io.StringIO]:
    out = io.StringIO()
    return Page(Console(file=out, width=width, markup=False, highlight=False, emoji=False), isolates=True), out


def on_screen(line: str) -> str:
    """What a terminal that knows the bidirectional algorithm shows, in the order of its cells."""
    shown = get_display(line, base_dir="L")
    assert isinstance(shown, str)
    return "".join(one for one in shown if one not in ISOLATES)


@given(st.lists(pieces, min_size=1, max_size=6))
def test_isolates_close_on_their_line_and_nothing_steers(texts: list[str]) -> None:
    where, out = page()
    where.line(*texts)
    where.quote(" ".join(texts), most=2, focus=texts[0])
    where.table(["a", "b"], [[one, one] for one in texts], most=[10, 20])
    where.rule(texts[0])
    for line in out.getvalue().splitlines():
        depth = 0
        for one in line:
            depth += (one in ISOLATES[:2]) - (one == ISOLATES[2])
            assert 0 <= depth <= 1
            assert one not in "\u202a\u202b\u202c\u202d\u202e\u200e\u200f" and unicodedata.category(one) != "Cc"
        assert depth == 0


@given(pieces, st.integers(4, 40))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    assert " ".join(wrap(text, width)).split() == text.split()
    assert " ".join(runs(safe(text))).split() == safe(text).split()


def test_columns_of_arabic_keep_their_order_on_screen() -> None:
    where, out = page(80)
    where.table(["id", "source", "title", "n"], [["m-1", "وكالة نهران", "قصف على سوق", "7"]], most=[10, 20, 20, 5])
    shown = on_screen(out.getvalue().splitlines()[1])
    places = [shown.index(word) for word in ("m-1", "ناره"[:2], "قوس", "7")]
    assert places == sorted(places)


def test_numbers_and_latin_names_stay_with_their_sentence() -> None:
    where, out = page(80)
    where.quote("قال قائد SDF إن 12 عنصراً قُتلوا.", indent=2)
    shown = on_screen(out.getvalue().rstrip("\n"))
    assert shown.startswith("  ."), "the full stop is at the left end, where a sentence from right to left ends"
    assert shown.index("12") < shown.index("SDF"), "what comes first stands to the right"
    assert "12" in shown and "SDF" in shown, "and reads from left to right itself"


def test_separators_of_the_page_stay_outside() -> None:
    assert isolate("نهران ·") == "\u2067نهران\u2069 ·"
    assert isolate("— مصدر") == "— \u2067مصدر\u2069"


def test_no_isolates_where_output_is_no_terminal() -> None:
    out = io.StringIO()
    Page(Console(file=out, width=60)).line("قصف", "on", "12 قتيلاً")
    assert out.getvalue() == "قصف on 12 قتيلاً\n"


@pytest.mark.parametrize(("text", "width", "wanted"), [("قصف", 10, "قصف"), ("كلمة " * 9, 12, "كلمة كلمة …"), ("س" * 30, 8, "س" * 6 + " …")])
def test_shortening(text: str, width: int, wanted: str) -> None:
    assert shorten(text, width) == wanted


def test_an_excerpt_holds_its_focus() -> None:
    lines = [f"line {number}" for number in range(9)]
    for number in range(9):
        assert any(f"line {number}" in one for one in excerpt(lines, 2, f"line {number}"))
