r"""Arabic in a terminal.

Text stays in logical order, as it was written: a terminal that knows the bidirectional algorithm lays it out, and one that
does not would be wrong for all other Arabic too. What Riwaya adds is isolates (U+2067 RLI, U+2066 LRI, U+2069 PDI) around each
piece of text, line by line, so that its full stops, numbers and Latin names stay with it, and so that neighbouring
pieces do not change places. Where output is not a terminal nothing is added: files hold the text alone.

What comes from a source never steers the terminal: controls, escape sequences and stray bidi marks are shown or left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

_LRI: Final = "\N{LEFT-TO-RIGHT ISOLATE}"
_RLI: Final = "\N{RIGHT-TO-LEFT ISOLATE}"
_PDI: Final = "\N{POP DIRECTIONAL ISOLATE}"
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
Part = str | tuple[str, str]
"""A piece of a line: a text, or a text and a Rich style."""

_SEPARATORS: Final = " ·—←→"
_SPACES: Final = frozenset("\t\n\r\x0b\x0c\x85\u2028\u2029")


def safe(text: str) -> str:
    r"""`text` on one line, without controls: white space becomes a space, bidi marks go, other controls are shown as ``\x1b``.

    >>> safe("a\x1b[31mb\nc\u202ed")
    'a\\x1b[31mb cd'
    """
    if text.isprintable():
        return text
    return "".join(_safe(one) for one in text)


def _safe(one: str) -> str:
    if one in _SPACES:
        return " "
    if one in _BIDI:
        return ""
    if unicodedata.category(one) in ("Cc", "Cs"):
        return f"\\x{ord(one):02x}"
    return one


def is_rtl(text: str) -> bool:
    """Whether most of the letters of `text` are written from right to left.

    >>> is_rtl("قصفت SDF مواقع"), is_rtl("three قتلى reported"), is_rtl("12")
    (True, False, False)
    """
    right = left = 0
    for one in text:
        match unicodedata.bidirectional(one):
            case "R" | "AL":
                right += 1
            case "L":
                left += 1
    return right > left


def has_rtl(text: str) -> bool:
    """Whether a letter of `text` is written from right to left."""
    return any(unicodedata.bidirectional(one) in ("R", "AL") for one in text)


def isolate(text: str, on: bool = True) -> str:
    """One line of text in the isolate of its own direction; as it is where there is nothing to isolate, or `on` is false.

    The page's own separators at its ends (· — ← →) stay outside: they belong to the line.

    >>> ascii(isolate("12 قتيلا ·"))
    "'\\\\u206712 \\\\u0642\\\\u062a\\\\u064a\\\\u0644\\\\u0627\\\\u2069 \\\\xb7'"
    >>> isolate("12")
    '12'
    """
    if not on or not has_rtl(text):
        return text
    core = text.strip(_SEPARATORS)
    before, _, after = text.partition(core)
    return f"{before}{_RLI if is_rtl(core) else _LRI}{core}{_PDI}{after}"


def wrap(text: str, width: int) -> list[str]:
    """`text` broken at spaces into lines of at most `width` cells; a longer word stands on a line of its own.

    >>> wrap("قتل أربعة في السوق", 9)
    ['قتل أربعة', 'في السوق']
    """
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        size = cell_len(word)
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = "", 0
        line = f"{line} {word}" if line else word
        used += size + (1 if used else 0)
    return [*lines, line] if line else lines


def runs(text: str) -> list[str]:
    """What of a line may be broken apart: text from right to left as a whole, other text word by word, but for the Arabic in it.

    >>> runs("a day apart: ظهر أمس or not"), runs("قصف SDF مواقع")
    (['a', 'day', 'apart:', 'ظهر أمس', 'or', 'not'], ['قصف SDF مواقع'])
    """
    if is_rtl(text):
        return [text]
    made: list[str] = []
    joined = False
    for word in text.split(" "):
        if has_rtl(word) and joined:
            made[-1] += f" {word}"
        elif word:
            made.append(word)
        joined = has_rtl(word)
    return made


def excerpt(lines: Sequence[str], most: int, focus: str) -> list[str]:
    """At most `most` of some lines, the one with `focus` among them; … where others were left out.

    >>> excerpt(["a b", "c d", "e f", "g h"], 2, "f")
    ['… c d', 'e f …']
    """
    if not most or len(lines) <= most:
        return list(lines)
    at = next((number for number, line in enumerate(lines) if focus and focus in line), 0)
    start = max(0, min(at - most + 1, len(lines) - most))
    chosen = list(lines[start : start + most])
    if start:
        chosen[0] = f"… {chosen[0]}"
    if start + most < len(lines):
        chosen[-1] = f"{chosen[-1]} …"
    return chosen


def shorten(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells, with … where it was cut.

    >>> shorten("قتل أربعة في السوق", 11)
    'قتل أربعة …'
    """
    text = safe(" ".join(text.split()))
    if cell_len(text) <= width:
        return text
    lines = wrap(text, max(1, width - 2))
    first = lines[0] if lines and cell_len(lines[0]) <= width - 2 else text[: max(1, width - 2)]
    return f"{first} …"


class Page:
    """Writes a page of mixed directions on a console: headings, lines of labels and values, quoted text."""

    def __init__(self, console: Console, *, isolates: bool | None = None) -> None:
        self.console = console
        self._isolates = console.is_terminal if isolates is None else isolates
        self.width = max(40, min(console.width, 100))

    def blank(self) -> None:
        self.console.print()

    def text(self, line: str, style: str = "") -> None:
        """A line of the program's own words, as long as it is."""
        self._print(Text(line, style))

    def rule(self, title: str) -> None:
        """A heading with a line to the end of the page."""
        shown = shorten(title, self.width - 6)
        rest = max(2, self.width - cell_len(shown) - 4)
        line = Text("── ", "dim")
        line.append(self.piece(shown), "bold")
        line.append(" " + "─" * rest, "dim")
        self._print(line)

    def line(self, *parts: Part, indent: int = 0) -> None:
        """Pieces on one line, each in its own isolate, wrapped together where they do not fit.

        A part is a text, or a text and a Rich style.
        """
        words = [(word, style) for part in parts for word, style in self._words(part)]
        for chosen in self._fill(words, self.width - indent):
            out = Text(" " * indent)
            for number, (piece, style) in enumerate(chosen):
                out.append(("" if number == 0 else " ") + self.piece(piece), style)
            self._print(out)

    def quote(self, text: str, *, indent: int = 4, style: str = "", most: int = 0, focus: str = "") -> None:
        """A passage of source text, wrapped, each line in an isolate of the passage's own direction.

        At most `most` lines (0: all), of which one holds `focus` where the passage does; … stands where lines were left out.
        """
        clean = safe(" ".join(text.split()))
        opening = _RLI if is_rtl(clean) else _LRI
        for line in excerpt(wrap(clean, self.width - indent - 2), most, safe(focus)):
            out = Text(" " * indent)
            marked = self._isolates and not line.isascii()
            out.append(opening if marked else "")
            before, found, after = line.partition(focus) if focus else (line, "", "")
            out.append(before, style).append(found, "bold").append(after, style)
            out.append(_PDI if marked else "")
            self._print(out)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], *, most: Sequence[int], indent: int = 0) -> None:
        """Columns as wide as they need to be, up to `most` cells each; the last one takes what is left of the line.

        Longer cells are cut. Each cell is an isolate, so that columns of Arabic stay in their order.
        """
        widths = [min(limit, max(cell_len(safe(row[column])) for row in [head, *rows])) for column, limit in enumerate(most)]
        left = self.console.width - indent - sum(widths[:-1]) - 2 * (len(widths) - 1)
        widths[-1] = max(10, min(widths[-1], left))
        self._row(head, widths, indent, "dim")
        for row in rows:
            self._row(row, widths, indent, "")

    def piece(self, text: str) -> str:
        """A short piece of text, made safe and isolated."""
        return isolate(safe(text), self._isolates)

    def _row(self, cells: Sequence[str], widths: Sequence[int], indent: int, style: str) -> None:
        out = Text(" " * indent)
        for cell, width in zip(cells, widths, strict=True):
            shown = shorten(cell, width)
            out.append(self.piece(shown) + " " * (width - cell_len(shown) + 2), style)
        out.rstrip()
        self._print(out)

    def _words(self, part: Part) -> Iterator[tuple[str, str]]:
        text, style = part if isinstance(part, tuple) else (part, "")
        for run in runs(safe(text)):
            for line in wrap(run, self.width - 8) if cell_len(run) > self.width - 8 else [run]:
                yield line, style

    @staticmethod
    def _fill(words: list[tuple[str, str]], width: int) -> Iterator[list[tuple[str, str]]]:
        """Lines of words; a label (a word that ends with a colon) stays with what it labels."""
        chosen: list[tuple[str, str]] = []
        used = 0
        for word, style in words:
            size = cell_len(word)
            if chosen and used + 1 + size > width:
                label = [chosen.pop()] if len(chosen) > 1 and chosen[-1][0].endswith(":") else []
                yield chosen
                chosen, used = label, sum(cell_len(one) for one, _ in label)
            chosen.append((word, style))
            used += size + (1 if used else 0)
        if chosen:
            yield chosen

    def _print(self, text: Text) -> None:
        # Lines are made to fit here: letting Rich wrap would break isolates across lines.
        self.console.print(text, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)
