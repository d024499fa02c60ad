"""Masked spellings: words cut by signs so that a platform's filter does not see them (قـ ـصف, الاحت_لال, الطـ.ـيران).

Tatweel beside a sign or a blank is the commonest mask, and sure enough by itself; signs alone (ق*صف) are believed only where the joined
word is a word and the pieces are not. Hashtags, addresses, initials (أ.ف.ب), titles (د.سامي) and datelines stay as they are.
"""

from __future__ import annotations

import re

from riwaya.repair.finds import LETTER, MARKS, Find, change, deletions
from riwaya.repair.words import PROCLITICS, SUFFIXES, bare, frequency, known, likelihood

_W = f"[{LETTER}{MARKS}]"
_JUNK = r"[.·•*/\\|_~^+=…'`´‘’,\-–⁃°]"
_JOINT = rf"(?:ـ+ ?{_JUNK}{{1,4}} ?ـ+|ـ+ {{1,2}}ـ+|ـ+{_JUNK}{{1,4}}|{_JUNK}{{1,4}}ـ+)"
_PIECE = rf"{_W}+(?:(?:ـ+|(?<={_W})[A-Za-z](?={_W})){_W}+)*"
"""Letters, with decorative tatweel or one stray Latin letter among them."""
_TATWEEL_MASK = re.compile(rf"{_PIECE}(?:{_JOINT}{_PIECE})+")
_JOINTS = re.compile(_JOINT)
_PIECES = re.compile(f"{_W}+")
_MORE = re.compile(rf"ـ* ({_PIECE}(?:{_JOINT}{_PIECE})*)(?![{LETTER}])")
"""What may be the rest of a masked word: after a letter that joins nothing, a plain blank is mask enough (ضـ ـحـ ـايـ ا)."""
_MOST_PIECES = 5
_SIGN = re.compile(rf"(?<![#@\w/.]){_W}+(?:[_*•·.+/\\|^~=@$-]{{1,3}}{_W}+)+(?![\w@/])")
_QUICK_JOINT = re.compile(rf"ـ(?: ?{_JUNK}| {{1,2}}ـ)|{_JUNK}ـ")
_WITHIN = frozenset("_*•·.+/\\|^~=@$-0123456789\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670")
_QUICK_SIGN = re.compile(rf"[_*•·.+/\\|^~=@$-]{{1,3}}(?=[{LETTER}])")
_QUICK_ALIEN = re.compile(rf"[A-Za-z0-9@$](?=[{LETTER}])")
_STRICT = frozenset("./|+-\\")
"""Signs that join whole words or end sentences in honest text: here a piece must be no word at all."""
_ALIEN = re.compile(rf"(?<![#@\w]){_W}+[A-Za-z0-9@$]{_W}+(?!\w)")
_TWINS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz@03567892",
        "ابكدهفغهيجكلمنوبقرستوفوكيزاهعخطحقصء",
        strict=True,
    )
)
"""Latin letters and digits, and the Arabic ones that they stand for in chat spelling."""
_TWIN_FIRST = 30
"""A letter stands for its twin rather than for nothing, unless the word without it is so many times likelier."""
_OPEN = frozenset("اأإآدذرزوؤةىء")
"""Letters that never join the next one: tatweel after them is no part of a word."""
_FINAL = frozenset("ةىء")
"""Letters that end a word."""


def find(text: str) -> list[Find]:
    """Masked words, whole, with the signs that mask them taken out."""
    found: list[Find] = []
    if "ـ" in text and _QUICK_JOINT.search(text):
        found = [one for match in _TATWEEL_MASK.finditer(text) if (one := _tatweel(text, match))]
    taken = {at for one in found for at in range(one.start, one.end)}
    for quick, pattern, judge in ((_QUICK_SIGN, _SIGN, _signs), (_QUICK_ALIEN, _ALIEN, _alien)):
        for hit in quick.finditer(text):
            start = _word_start(text, hit.start())
            match = pattern.match(text, start) if start < hit.start() and start not in taken else None
            one = judge(match) if match and match.end() - 1 not in taken else None
            if one:
                found.append(one)
                taken.update(range(one.start, one.end))
    return sorted(found, key=lambda one: one.start)


def _word_start(text: str, at: int) -> int:
    """Where the run of letters and signs begins that leads up to `at`."""
    while at and (text[at - 1].isalpha() or text[at - 1] in _WITHIN):
        at -= 1
    return at


def _tatweel(text: str, match: re.Match[str]) -> Find | None:
    start, end = match.span()
    if start and (text[start - 1].isdigit() or text[start - 1] in "#_"):
        return None  # 1436هـ.وقال: the letter is a Hijri mark
    end = _rest(text, start, end)
    damaged = text[start:end]
    joined = _letters(damaged)
    sure = known(bare(joined)) and len(bare(joined)) > 2
    if not sure and not _safe(damaged):
        return None
    confidence = 0.98 if sure else 0.85
    kept = {at for at, char in enumerate(damaged) if re.match(_W, char)}
    if len(kept) == len(joined):
        edits = deletions(start, damaged, frozenset(range(len(damaged))) - kept, "masked", confidence)
    else:
        edits = change(start, damaged, joined, "masked", confidence)  # a Latin letter stood for an Arabic one
    return Find(start, end, joined, "masked", confidence, edits)


def _letters(damaged: str) -> str:
    """The letters of a masked stretch; a Latin one among them becomes the Arabic one it stands for, or nothing."""
    latin = re.search("[A-Za-z]", damaged)
    if latin is None:
        return "".join(_PIECES.findall(damaged))
    choices = ["".join(_PIECES.findall(damaged.replace(latin.group(), twin))) for twin in (_TWINS.get(latin.group().lower(), ""), "")]
    return max(choices, key=lambda one: likelihood(bare(one)))


def _rest(text: str, start: int, end: int) -> int:
    """Where the masked word really ends: it takes in what follows a blank as long as that makes a likelier word."""
    joined = bare(_letters(text[start:end]))
    best, at, chance = end, end, likelihood(joined) + 1e-12
    for _ in range(_MOST_PIECES):
        more = _MORE.match(text, at)
        if more is None or not (joined[-1:] in _OPEN - _FINAL or more.group().startswith("ـ")):
            break
        piece = bare(_letters(more[1]))
        joined, at = joined + piece, more.end()
        whole = likelihood(joined)
        apart = chance * (likelihood(piece) if len(piece) > 1 and not _JOINTS.search(more[1]) else 1e-4)
        word = len(piece) > 2 and not _JOINTS.search(more[1])
        if whole > 30 * apart and not (word and whole < 10 * likelihood(piece)):
            best, chance = at, whole
    return best


def _safe(damaged: str) -> bool:
    """An unknown word (a name, say) is masked all the same when every joint has tatweel on both sides, after a letter that joins."""
    pieces = _JOINTS.split(damaged)
    for left, joint, right in zip(pieces, _JOINTS.findall(damaged), pieces[1:], strict=False):
        both = joint.startswith("ـ") and joint.endswith("ـ") and len(joint) > 1
        if not both or bare(left)[-1:] in _OPEN:
            return False
        if " " in joint and len(bare(left)) == 1 and len(pieces) == 2 and known(bare(right)):
            return False  # لـ ـقوات: a preposition written apart
    return True


def _signs(match: re.Match[str]) -> Find | None:
    damaged = match.group()
    pieces = [bare(one) for one in _PIECES.findall(damaged)]
    joined = "".join(pieces)
    whole = likelihood(joined)
    if len(joined) < 4 or whole == 0:
        return None
    if set(_PIECES.sub("", damaged)) & _STRICT:
        rarest = min(likelihood(piece) if len(piece) > 1 else 0.0 for piece in pieces)
        initials = (len(pieces) == 2 and len(pieces[0]) == 1) or (max(map(len, pieces)) == 1 and len(pieces) < 4)
        if whole < 5e-8 or rarest > 0 or initials:
            return None
    elif not _one_word(pieces, whole):
        return None
    repaired = "".join(_PIECES.findall(damaged))
    kept = {at for piece in _PIECES.finditer(damaged) for at in range(piece.start(), piece.end())}
    junk = frozenset(range(len(damaged))) - kept
    return Find(
        match.start(),
        match.end(),
        repaired,
        "masked",
        0.9,
        deletions(match.start(), damaged, junk, "masked", 0.9),
    )


def _one_word(pieces: list[str], whole: float) -> bool:
    """Whether pieces between signs that join no words (``_``, ``*``) are one word: likelier so than each for itself."""
    if pieces[0] in PROCLITICS or pieces[-1] in SUFFIXES:
        return True
    apart = 1.0
    for piece in pieces:
        apart *= likelihood(piece) + 1e-8 if len(piece) > 1 else 1e-5
    return whole > 30 * apart and not all(len(piece) > 3 and likelihood(piece) > 10 * whole for piece in pieces)


def _alien(match: re.Match[str]) -> Find | None:
    """One Latin letter or digit amid Arabic ones: a twin of the letter it stands for, or thrown in."""
    damaged = match.group()
    at = next(index for index, char in enumerate(damaged) if char.isascii())
    left, alien, right = bare(damaged[:at]), damaged[at], bare(damaged[at + 1 :])
    twin = _TWINS.get(alien.lower(), "")
    best = left + twin + right if twin else ""
    chance = likelihood(best) if best else 0.0
    if alien.isdigit():
        number = (len(left) < 3 and left in PROCLITICS) or (len(left) > 2 and frequency(left) > chance) or (len(right) > 3 and known(right))
        if chance < 1e-8 or (number and chance < 1e-6):
            return None  # و6سيدات, الوكيل1احمد: a number
    elif likelihood(left + right) > _TWIN_FIRST * chance:
        best, chance = left + right, likelihood(left + right)
    if not chance or len(best) < 3:
        return None
    confidence = 0.85 if alien.isdigit() else 0.92
    return Find(
        match.start(),
        match.end(),
        best,
        "masked",
        confidence,
        change(match.start(), damaged, best, "masked", confidence),
    )
