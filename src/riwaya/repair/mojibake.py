"""UTF-8 that somebody read as a one-byte code page: Ø§Ù„ (Windows-1252 or Latin-1) and ط§ظ„ (Windows-1256).

The ideas are those of Robyn Speer's ftfy (badness by improbable neighbours); ftfy itself misses the Windows-1256 kind, and changes
quotation marks, which are evidence here.
"""

from __future__ import annotations

import re
from functools import cache

from riwaya.offsets import Edit

_PAGES = ("cp1252", "cp1256")


@cache
def _tables() -> tuple[dict[str, dict[str, int]], dict[str, re.Pattern[str]]]:
    """For each page, character → byte; and a pattern for three or more two-byte Arabic letters in a row."""
    bytes_of: dict[str, dict[str, int]] = {}
    runs: dict[str, re.Pattern[str]] = {}
    for page in _PAGES:
        table: dict[str, int] = {}
        for byte in range(128, 256):
            for codec in (page, "latin-1") if page == "cp1252" else (page,):
                try:
                    table.setdefault(bytes([byte]).decode(codec), byte)
                except UnicodeDecodeError:
                    table.setdefault(chr(byte), byte)  # an undefined byte usually passes through as the control character
        bytes_of[page] = table
        leads = "".join(re.escape(char) for char, byte in table.items() if 0xD8 <= byte <= 0xDB)
        threes = "".join(re.escape(char) for char, byte in table.items() if byte in (0xC2, 0xC3, 0xE2, 0xEF))
        trails = "".join(re.escape(char) for char, byte in table.items() if 0x80 <= byte <= 0xBF)
        letter = f"[{leads}][{trails}]"
        other = f"[{threes}][{trails}]{{1,2}}"
        gap = r"[\s\d.,:;!?()\"'«»،/-]{0,4}"
        runs[page] = re.compile(
            f"(?:{letter}){{3,}}(?:{gap}(?:{letter}|{other})+)*"
            if page == "cp1252"
            else f"(?:{letter}){{3,}}(?:{gap}(?:{letter}|{other}){{2,}})*"
        )
    return bytes_of, runs


def find(text: str) -> list[Edit]:
    """One edit for each character that was read as two or three.

    >>> "".join(one.text for one in find("Ø³ÙˆØ±ÙŠØ§"))
    'سوريا'
    """
    if not re.search("[ØÙ].|[طظ][§„…†ˆ¨¹±³µ¶´ھ‡ٹ‰]", text):
        return []
    edits: list[Edit] = []
    bytes_of, runs = _tables()
    for page in _PAGES:
        for match in runs[page].finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in edits):
                edits.extend(_decode(match.group(), match.start(), bytes_of[page]))
    return sorted(edits, key=lambda one: one.start)


def _decode(run: str, start: int, table: dict[str, int]) -> list[Edit]:
    edits: list[Edit] = []
    at = 0
    while at < len(run):
        for width in (3, 2):
            piece = run[at : at + width]
            if len(piece) == width and all(char in table for char in piece):
                try:
                    plain = bytes(table[char] for char in piece).decode("utf-8")
                except UnicodeDecodeError:
                    continue
                if len(plain) == 1:
                    edits.append(Edit(start + at, start + at + width, plain, "mojibake", 0.97))
                    at += width
                    break
        else:
            at += 1
    return edits
