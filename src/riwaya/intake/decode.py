"""Bytes to text: which encoding, how sure, and never a character dropped.

UTF-8 is believed when it decodes. Otherwise every candidate is tried and the one that yields Arabic words wins: the share of words that
are among the 20,000 commonest tells the Arabic code pages apart from about twenty words on, where letter counts still waver.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

CANDIDATES = ("cp1256", "iso8859_6", "mac_arabic", "cp720", "cp864")
"""Single-byte Arabic code pages, commonest first: a tie goes to the commoner."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WORD = re.compile(r"[\u0621-\u064a]{2,}")
_SAMPLE = 200_000
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\r\x0b\x0c\x1b") + b"\x7f"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in and how sure that is (0–1); ``note`` tells what was odd, in one line."""

    text: str
    encoding: str
    certainty: float
    note: str | None = None


def is_binary(head: bytes) -> bool:
    """Whether bytes are no text in any encoding: control bytes, but for UTF-16 and UTF-32, which are full of them.

    >>> is_binary("خبر عاجل".encode("utf-16-le")), is_binary(bytes(range(256)))
    (False, True)
    """
    if any(head.startswith(bom) for bom, _ in _BOMS) or _utf16(head):
        return False
    sample = head[:8192]
    odd = len(sample) - len(sample.translate(None, _CONTROL))
    return b"\0" in sample or odd * 50 > len(sample)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode ``data``; ``declared`` is what a header or a meta tag claims, and is only believed when it works."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], name, 1.0)
    wide = _utf16(data)
    if wide:
        return _strictly(data, wide, 0.95)
    try:
        return Decoded(data.decode("utf-8"), "utf-8" if not data.isascii() else "ascii", 1.0)
    except UnicodeDecodeError:
        pass
    nearly = _nearly_utf8(data)
    if nearly is not None:
        return nearly
    return _legacy(data, declared)


def _strictly(data: bytes, name: str, certainty: float) -> Decoded:
    try:
        return Decoded(data.decode(name), name, certainty)
    except UnicodeDecodeError as error:
        text = data.decode(name, errors="replace")
        return Decoded(text, name, certainty * 0.8, f"invalid {name} at byte {error.start}: what was lost stands as U+FFFD")


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is one of the few high bytes of Arabic and Latin text."""
    sample = data[:4096]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2], sample[1::2]
    high = b"\x00\x06\x20\xfe\xfb"
    for name, highs, lows in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        share = (len(highs) - len(highs.translate(None, high))) / len(highs)
        if share > 0.95 and len(set(lows)) > len(set(highs)):
            return name
    return None


def _nearly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes: decoded with U+FFFD for what is lost, which repair may restore."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for char in text[:_SAMPLE] if ord(char) > 127 and char != "\ufffd")
    if whole >= 4 and broken <= 0.1 * max(whole, len(text) * 0.02):
        first = len(text[: text.index("\ufffd")].encode("utf-8"))
        return Decoded(text, "utf-8", 0.9, f"invalid UTF-8 in {broken} places, the first at byte {first}: what was lost stands as U+FFFD")
    return None


@cache
def common_words() -> frozenset[str]:
    """The 20,000 commonest Arabic words, for telling code pages and garbled text layers."""
    from wordfreq import top_n_list  # slow to import: only a legacy encoding pays for it

    return frozenset(top_n_list("ar", 20_000, wordlist="small"))


def _legacy(data: bytes, declared: str | None) -> Decoded:
    sample = data[:_SAMPLE]
    high = sum(byte > 127 for byte in sample) or 1
    mac_lines = b"\r" in sample and b"\n" not in sample
    scores: list[tuple[float, int, str, str]] = []
    for rank, name in enumerate(CANDIDATES):
        text = sample.decode(name, errors="replace")
        words = _WORD.findall(text)
        known = sum(word in common_words() for word in words) / max(1, len(words))
        covered = min(1.0, sum(map(len, words)) / high)  # how many of the high bytes became letters of words at all
        lost = min(1.0, 10 * text.count("\ufffd") / high)
        rank = -1 if name == "mac_arabic" and mac_lines else rank
        scores.append((known * covered * (1 - lost), -rank, name, text))
    scores.sort(reverse=True)
    best, _, name, text = scores[0]
    if best < 0.05:
        return _western(data, declared)
    rival = next((score for score, _, _, other in scores[1:] if other != text), 0.0)
    certainty = min(0.99, 0.5 + best / 2 + (best - rival) / 2)
    text = data.decode(name, errors="replace")
    lost_bytes = text.count("\ufffd")
    note = f"read as {name} (certainty {certainty:.2f})" + (
        f"; {lost_bytes} bytes that mean nothing there stand as U+FFFD" if lost_bytes else ""
    )
    return Decoded(text, name, round(certainty, 2), note)


def _western(data: bytes, declared: str | None) -> Decoded:
    """No Arabic code page fits: the declared one when it decodes, else windows-1252, and said so."""
    for name in (declared, "cp1252"):
        if name:
            try:
                return Decoded(data.decode(name), name.lower(), 0.4, f"encoding unclear, read as {name.lower()}")
            except (UnicodeDecodeError, LookupError):
                continue
    return Decoded(data.decode("cp1252", errors="replace"), "cp1252", 0.2, "encoding unclear, read as cp1252 with U+FFFD where it fails")
