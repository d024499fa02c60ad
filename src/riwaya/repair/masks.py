"""Masked spellings: words cut by signs so that a platform's filter does not see them (قـ ـصف, الاحت_لال, الطـ.ـيران).

Tatweel beside a sign or a blank is the commonest mask, and sure enough by itself; signs alone (ق*صف) are believed only where the joined
word is a word and the pieces are not. Hashtags, addresses, initials (أ.ف.ب), titles (د.سامي) and datelines stay as they are.
"""

from __future__ import annotations

import re

from riwaya.repair.finds import LETTER, MARKS, Find, change, deletions
from riwaya.repair.words import bare, known, likelihood

_W = f"[{LETTER}{MARKS}]"
_JUNK = r"[.·•*/\\|_~^+=…'`´‘’,\-–⁃°]"
_JOINT = rf"(?:ـ+ ?{_JUNK}{{1,4}} ?ـ+|ـ+ {{1,2}}ـ+|ـ+{_JUNK}{{1,4}}|{_JUNK}{{1,4}}ـ+)"
_TATWEEL_MASK = re.compile(rf"{_W}+(?:{_JOINT}{_W}+)+(?:ـ+(?=[\s.،]|$))?")
_PIECES = re.compile(f"{_W}+")
_SIGN = re.compile(rf"(?<![#@\w/.]){_W}+(?:[_*•·.+/\\|^~=@$-]{{1,3}}{_W}+)+(?![\w@/])")
_STRICT = frozenset("./|+-\\")
"""Signs that join whole words or end sentences in honest text: here a piece must be no word at all."""
_ALIEN = re.compile(rf"(?<![#@\w]){_W}+[A-Za-z0-9@$]{_W}+(?!\w)")
_TWINS = {
    "a": "ا",
    "A": "ا",
    "@": "ا",
    "o": "ه",
    "O": "ه",
    "0": "ه",
    "l": "ل",
    "L": "ل",
    "3": "ع",
    "7": "ح",
    "5": "خ",
    "6": "ط",
    "9": "ص",
    "8": "ق",
    "2": "ء",
}
"""Latin letters and digits that stand for Arabic ones in chat spelling, or look like them."""
_OPEN = frozenset("اأإآدذرزوؤةىء")
"""Letters that never join the next one: tatweel after them is no part of a word."""


def find(text: str) -> list[Find]:
    """Masked words, whole, with the signs that mask them taken out."""
    found = [one for match in _TATWEEL_MASK.finditer(text) if (one := _tatweel(text, match))] if "ـ" in text else []
    taken = {at for one in found for at in range(one.start, one.end)}
    for pattern, judge in ((_SIGN, _signs), (_ALIEN, _alien)):
        for match in pattern.finditer(text):
            if match.start() not in taken and match.end() - 1 not in taken:
                one = judge(match)
                if one:
                    found.append(one)
                    taken.update(range(one.start, one.end))
    return sorted(found, key=lambda one: one.start)


def _tatweel(text: str, match: re.Match[str]) -> Find | None:
    damaged = match.group()
    pieces = list(_PIECES.finditer(damaged))
    joined = "".join(piece.group() for piece in pieces)
    if match.start() and (text[match.start() - 1].isdigit() or text[match.start() - 1] in "#_"):
        return None  # 1436هـ.وقال: the letter is a Hijri mark
    sure = known(bare(joined)) and len(bare(joined)) > 2
    if not sure and not _safe(damaged, pieces):
        return None
    kept = {at for piece in pieces for at in range(piece.start(), piece.end())}
    confidence = 0.98 if sure else 0.85
    junk = frozenset(range(len(damaged))) - kept
    return Find(match.start(), match.end(), joined, "masked", confidence, deletions(match.start(), damaged, junk, "masked", confidence))


def _safe(damaged: str, pieces: list[re.Match[str]]) -> bool:
    """An unknown word (a name, say) is still masked when every joint has tatweel on both sides after a joining letter, or is inside one token."""
    for left, right in zip(pieces, pieces[1:], strict=False):
        joint = damaged[left.end() : right.start()]
        both = joint.startswith("ـ") and joint.endswith("ـ") and len(joint) > 1
        if not both or bare(left.group())[-1:] in _OPEN:
            return False
        if " " in joint and len(bare(left.group())) == 1 and left.start() == 0 and len(pieces) == 2 and known(bare(right.group())):
            return False  # لـ ـقوات: a preposition written apart
    return True


def _signs(match: re.Match[str]) -> Find | None:
    damaged = match.group()
    pieces = [bare(one) for one in _PIECES.findall(damaged)]
    signs = set(_PIECES.sub("", damaged))
    joined = "".join(pieces)
    whole = likelihood(joined)
    if len(joined) < 4 or whole < 5e-8:
        return None
    rarest = min(likelihood(piece) if len(piece) > 1 else 0.0 for piece in pieces)
    if signs & _STRICT and (rarest > 0 or (len(pieces) == 2 and len(pieces[0]) == 1) or (max(map(len, pieces)) == 1 and len(pieces) < 4)):
        return None
    if rarest > whole:
        return None
    repaired = "".join(_PIECES.findall(damaged))
    kept = {at for piece in _PIECES.finditer(damaged) for at in range(piece.start(), piece.end())}
    junk = frozenset(range(len(damaged))) - kept
    return Find(match.start(), match.end(), repaired, "masked", 0.9, deletions(match.start(), damaged, junk, "masked", 0.9))


def _alien(match: re.Match[str]) -> Find | None:
    """One Latin letter or digit amid Arabic ones: a twin of the letter it stands for, or thrown in."""
    damaged = match.group()
    at = next(index for index, char in enumerate(damaged) if char.isascii())
    left, alien, right = bare(damaged[:at]), damaged[at], bare(damaged[at + 1 :])
    if alien.isdigit() and (known(right) or len(left) < 2):
        return None  # و6سيدات, الوكيل1احمد: a number
    choices = [left + _TWINS[alien] + right] if alien in _TWINS else []
    if not alien.isdigit():
        choices.append(left + right)
    best = max(choices, key=likelihood, default="")
    if not best or likelihood(best) < 1e-7 or len(best) < 4:
        return None
    return Find(match.start(), match.end(), best, "masked", 0.85, change(match.start(), damaged, best, "masked", 0.85))
