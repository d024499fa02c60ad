"""Quotation marks of every kind: paired, nested, mixed and unbalanced.

Arabic print mixes « », “ ”, ” “, " ", ‹ › and ‘ ’, often opening with one and closing with another. A mark is read by its shape
first and by the blanks around it second; an odd mark costs at most its own paragraph, never the document.
"""

from __future__ import annotations

from dataclasses import dataclass

OPENERS = "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
CLOSERS = "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
# Arabic typists use the curly marks in either direction, so they are read like the straight one: by the blanks around them.
EITHER = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}\N{FULLWIDTH QUOTATION MARK}'
MARKS = OPENERS + CLOSERS + EITHER
_AFTER = " \t\n\r\N{NO-BREAK SPACE}.,:;!?)]}\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}\N{HORIZONTAL ELLIPSIS}-–—"
_BEFORE = " \t\n\r\N{NO-BREAK SPACE}:([{-–—/"
_REACH = 4  # paragraphs a quotation may run on before its missing end is given up


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: `start` at the opening mark, `end` after the closing mark, both in code points; `closed` False when its end
    is lost."""

    start: int
    end: int
    closed: bool
    depth: int

    @property
    def inner(self) -> tuple[int, int]:
        """The words between the marks."""
        return self.start + 1, self.end - 1 if self.closed else self.end


def _opens(text: str, at: int, inside: bool) -> bool:
    """Whether the undirected mark at `at` opens a quotation.

    >>> _opens('قال "نعم"', 4, False), _opens('قال "نعم"', 8, True)
    (True, False)
    """
    before = text[at - 1] if at else "\n"
    after = text[at + 1] if at + 1 < len(text) else "\n"
    blank_before, blank_after = before in _BEFORE, after in _AFTER
    if blank_before and not blank_after:
        return True
    if blank_after and not blank_before:
        return False
    return bool(not inside)


def pair(text: str) -> tuple[Quote, ...]:
    """All quotations of `text`, outer before inner, in order of their opening mark.

    >>> [text[q.start:q.end] for text in ['قال «إنه «جاد» في قوله» ثم مضى'] for q in pair(text)]
    ['«إنه «جاد» في قوله»', '«جاد»']
    >>> [text[q.start:q.end] for text in ['أقاموا «إدارة ذاتية", ثم «حكما»'] for q in pair(text)]
    ['«إدارة ذاتية"', '«حكما»']
    >>> [q.closed for q in pair('قال «لن نعود')]
    [False]
    """
    found: list[Quote] = []
    stack: list[tuple[int, str, int]] = []  # where it opened, its mark, its paragraph
    paragraph = 0

    def drop(least: int) -> None:
        """Give up the open marks above `least`: each ends with the paragraph it opened in."""
        while len(stack) > least:
            at, _, _ = stack.pop()
            stop = text.find("\n", at)
            found.append(Quote(at, len(text) if stop < 0 else stop, False, len(stack)))

    for at, char in enumerate(text):
        if char == "\n":
            paragraph += 1
            if stack and paragraph - stack[0][2] > _REACH:
                drop(0)
        elif char not in MARKS:
            continue
        elif char in OPENERS:
            # a second « while one from an earlier paragraph is still open: the earlier one lost its end
            if stack and stack[-1][1] == char and stack[-1][2] != paragraph:
                drop(len(stack) - 1)
            stack.append((at, char, paragraph))
        elif char in CLOSERS:
            partner = OPENERS[CLOSERS.index(char)]
            level = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][1] == partner), None)
            if level is None and stack:
                level = len(stack) - 1
            if level is not None:
                drop(level + 1)
                opened, _, _ = stack.pop()
                found.append(Quote(opened, at + 1, True, len(stack)))
        else:
            top = stack[-1] if stack else None
            if top is None or _opens(text, at, True):
                if top is not None and top[1] in EITHER and top[2] != paragraph:
                    drop(len(stack) - 1)
                if top is None and not _opens(text, at, False):
                    continue  # a stray closing mark
                stack.append((at, char, paragraph))
            elif top[1] in EITHER or not _opens(text, at, True):
                stack.pop()
                found.append(Quote(top[0], at + 1, True, len(stack)))
    drop(0)
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))
