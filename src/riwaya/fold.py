"""The fold: one table that decides which spellings count as the same, for Python and for SQL.

Folding is for matching only; folded text is never stored as text and never shown. Each character becomes one character or
none, so that a position in the fold always leads back to a position in the text.

What folds, and why (after the light normalisation usual in Arabic retrieval: Larkey, Ballesteros and Connell 2002):
hamza seats (أ إ آ ٱ to ا, ؤ to و, ئ to ي), final ى to ي, ة to ه, diacritics and tatweel to nothing, Persian letters and
digits to their Arabic and ASCII twins, Latin capitals to small letters, every kind of blank but the line break to a space.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Mapping

__all__ = ["TABLE", "fold", "fold_with_positions", "is_dropped"]


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    # harakat, superscript alef, Quranic marks: they tell vowels, not letters
    for code in (*range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E5), 0x06E7, 0x06E8, *range(0x06EA, 0x06EE)):
        table[code] = None
    table[0x0640] = None  # tatweel ـ
    for code in (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x061C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x00AD):
        table[code] = None  # zero width and direction marks
    for source, target in {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",  # alef with hamza above, below, madda, wasla
        "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه",  # hamza on waw, on yeh; alef maksura; teh marbuta
        "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ە": "ه", "ھ": "ه",  # Persian, Pashto, Urdu and Kurdish shapes
        "گ": "ك", "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف",  # sounds that Arabic lacks
    }.items():  # fmt: skip
        table[ord(source)] = target
    for zero in (0x0660, 0x06F0):  # Arabic-Indic and Persian digits
        for digit in range(10):
            table[zero + digit] = str(digit)
    for code in (0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000):
        table[code] = " "
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x180)):
        small = chr(code).lower()
        if len(small) == 1 and unicodedata.category(chr(code)) == "Lu":
            table[code] = small
    return table


TABLE: Mapping[int, str | None] = _table()
"""Code point to its folded character, or None where it folds to nothing. SQL engines get the same rows."""

_DROPPED = re.compile("[" + "".join(re.escape(chr(code)) for code, to in TABLE.items() if to is None) + "]")
_DICT = dict(TABLE)


def is_dropped(char: str) -> bool:
    """Whether `char` folds to nothing (a diacritic, tatweel, a direction mark)."""
    return TABLE.get(ord(char), char) is None


def fold(text: str) -> str:
    """`text` as it is matched.

    >>> fold("الحَسـَكة") == fold("الحسكه")
    True
    >>> fold("قتلى ٢٠٢٢")
    'قتلي 2022'
    """
    return text.translate(_DICT)


def fold_with_positions(text: str) -> tuple[str, array[int]]:
    """`text` folded, and for each folded character the position (code points) of the one it came from, with one more at the end.

    >>> folded, positions = fold_with_positions("قُتل")
    >>> folded, list(positions)
    ('قتل', [0, 2, 3, 4])
    """
    folded = text.translate(_DICT)
    if len(folded) == len(text):
        return folded, array("I", range(len(text) + 1))
    positions = array("I")
    start = 0
    for match in _DROPPED.finditer(text):
        positions.extend(range(start, match.start()))
        start = match.end()
    positions.extend(range(start, len(text) + 1))
    return folded, positions
