"""Shapes that differ on the page and not in the words: presentation forms, Persian letters, direction marks, entities.

They are edits, so that the reading sees plain letters and every span still leads back, but they are no losses: nothing is
reported as a repair.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from riwaya.offsets import Edit

_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_FORMS = "\ufb50-\ufdc7\ufdf0-\ufdfb\ufe70-\ufefc"
_ODD = re.compile(f"[{_INVISIBLE}]+|[{_FORMS}]|[یکہھە]|&(?:[a-zA-Z]{{2,8}}|#\\d{{2,6}}|#x[0-9a-fA-F]{{2,5}});")
_PERSIAN = {"ک": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه"}
_LETTER = re.compile(r"[\u0621-\u064a]")


def find(text: str) -> list[Edit]:
    """Edits that bring odd shapes back to plain Arabic letters.

    >>> [(one.text, one.reason) for one in find("ﻗﺼﻒ")]
    [('ق', 'presentation-form'), ('ص', 'presentation-form'), ('ف', 'presentation-form')]
    """
    edits: list[Edit] = []
    for match in _ODD.finditer(text):
        odd, start, end = match.group(), match.start(), match.end()
        if odd[0] == "&":
            plain = unescape(odd)
            if plain != odd:
                edits.append(Edit(start, end, plain, "html-entity", 0.99))
        elif odd in _PERSIAN:
            edits.append(Edit(start, end, _PERSIAN[odd], "persian-letter"))
        elif odd == "ی":
            edits.append(Edit(start, end, _yeh(text, end), "persian-letter", 0.95))
        elif odd[0] >= "\ufb50" and odd[0] != "\ufeff":
            plain = unicodedata.normalize("NFKC", odd).replace("ـ", "")
            if plain and not plain[0].isspace():
                edits.append(Edit(start, end, plain, "presentation-form"))
        else:
            edits.append(Edit(start, end, "", "invisible"))
    return edits


def _yeh(text: str, end: int) -> str:
    """Farsi yeh is ي within a word; at its end Egyptian and Persian habits differ, and ي is the commoner reading."""
    return "ي"
