"""What of a page is its body: lists of other headlines, inserted links and truncated first copies are not.

Captured posts and articles carry more than their text: a cut copy of it at the top (ending in …), the headlines of other articles
below it or between its paragraphs. They are told by their shape alone: a line that runs on elsewhere in the text; lines without a
final mark in a text whose paragraphs have one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from riwaya import rules
from riwaya.model import Layout, Span, Text

__all__ = ["inside", "outside"]

_LINE = re.compile(r"[^\n]+")
_CUT = re.compile(r"\s*(?:\.\.\.+|…)\s*\Z")
_SAME = 40  # so many letters at its start tell that a cut line runs on elsewhere
_LONG = 110  # letters of a paragraph of running text
_HEADLINE_WORDS = range(4, 30)
_LEADING = 3  # so many headlines above the first paragraph, and others below the last, are the page's list
_FINAL = '.!؟?…:»"”'


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str

    @property
    def ended(self) -> bool:
        return self.words.rstrip()[-1:] in _FINAL

    @property
    def paragraph(self) -> bool:
        return len(self.words) >= _LONG and self.ended

    @property
    def headline(self) -> bool:
        words = self.words.split()
        listed = self.words.lstrip()[:1] in "-*•–#|:" or "::" in self.words
        return not listed and len(words) in _HEADLINE_WORDS and len(self.words) < 190 and self.words.rstrip()[-1:] not in ".:"


@cache
def _furniture() -> re.Pattern[str]:
    """What follows certain words on a line is the page's and not the text's: the table `page_furniture`."""
    rows = rules.load(only=()).rows("page_furniture")
    anywhere, at_end = ("|".join(_loose(row["words"]) for row in rows if row["where"] == where) for where in ("anywhere", "at the end"))
    return re.compile(rf"(?:{anywhere})[^\n]*|(?<=[.!؟”\"\d] )[ ]*(?:{at_end}) [^\n.]*$", re.MULTILINE)


def _loose(words: str) -> str:
    """Words with or without the hamza of an alef."""
    return re.sub("[أإا]", "[أإا]", re.escape(words))


def _lines(read: str) -> list[_Line]:
    return [_Line(found.start(), found.end(), found.group()) for found in _LINE.finditer(read) if found.group().strip()]


def _squeezed(words: str) -> str:
    return re.sub(r"\W+", "", words)


def _cut_copies(lines: list[_Line]) -> set[int]:
    """A first copy that ends in … with the lines before it that the full copy repeats; and whole blocks that stand twice."""
    squeezed = [_squeezed(line.words) for line in lines]
    found: set[int] = set()
    for index, line in enumerate(lines):
        if _CUT.search(line.words):
            for other in range(index + 1, len(lines)):
                copy = _copy_of(squeezed, index, other)
                if copy:
                    found.update(copy)
                    break
    for index in range(1, len(lines)):
        earlier = squeezed[:index].index(squeezed[index]) if squeezed[index] in squeezed[:index] else None
        if earlier is not None and len(squeezed[index]) >= _SAME // 2 and earlier not in found:
            found.add(index)
    return found


def _copy_of(squeezed: list[str], cut: int, full: int) -> list[int]:
    """The lines of the cut copy that ends at `cut`, if its full copy runs through `full`."""
    key = squeezed[cut]
    if not squeezed[full].startswith(key):
        return []
    back = 1
    while back <= cut and full - back > cut and squeezed[cut - back] == squeezed[full - back]:
        back += 1
    copied = list(range(cut - back + 1, cut + 1))
    return copied if sum(len(squeezed[line]) for line in copied) >= _SAME else []


def _other_headlines(lines: list[_Line], cut: set[int]) -> set[int]:
    """Headlines after the first paragraph of a text whose paragraphs end in a mark."""
    paragraphs = [index for index, line in enumerate(lines) if line.paragraph and index not in cut]
    if not paragraphs:
        return set()
    long_lines = [line for index, line in enumerate(lines[: paragraphs[-1] + 1]) if len(line.words) >= _LONG and index not in cut]
    if sum(line.ended for line in long_lines) * 3 < len(long_lines) * 2:
        return set()
    first, last = paragraphs[0], paragraphs[-1]
    tail = [index for index in range(last + 1, len(lines)) if lines[index].headline]
    found = set(tail) if len(tail) >= 2 else set()
    if found and first >= _LEADING and all(lines[index].headline and not lines[index].ended for index in range(first)):
        found.update(range(first))
    for index in range(first + 1, last):
        alone = lines[index - 1].ended and lines[index + 1].ended
        if alone and lines[index].headline and not lines[index].ended and len(lines[index].words) <= _LONG:
            found.add(index)
    return found


def outside(text: Text, layout: Layout) -> tuple[Span, ...]:
    """The spans of `text.read` that are not its body, in order."""
    lines = _lines(text.read)
    cut = _cut_copies(lines)
    found = cut | _other_headlines(lines, cut)
    regions = [Span(lines[index].start, lines[index].end) for index in found]
    regions.extend(Span(match.start(), match.end()) for match in _furniture().finditer(text.read))
    return tuple(sorted(regions))


def inside(span: Span, regions: tuple[Span, ...]) -> bool:
    """Whether `span` begins in one of `regions`."""
    return any(region.start <= span.start < region.end for region in regions)
