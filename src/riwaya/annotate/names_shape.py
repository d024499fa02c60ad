"""What the rules for names share: the candidate they return, class words, quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from riwaya.annotate.match import Hit
from riwaya.annotate.names_evidence import OPENERS, Evidence
from riwaya.fold import fold
from riwaya.rules import Entry

__all__ = ["CLOSERS", "STOP_TAGS", "Candidate", "bare", "class_before", "core_of", "quoted_end", "skip_marks"]

STOP_TAGS = frozenset({"verb", "prep", "conj", "pron", "part", "num", "punct"})
CLOSERS = frozenset("\"'”»›)]’")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may begin at token `first`: its span in `Text.read`, its last token, what made it and the row it stands for."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    rule: str
    confidence: float
    entry: Entry | None = None


def skip_marks(ev: Evidence, index: int) -> int:
    """The token before `index`, opening marks left out."""
    index -= 1
    while index >= 0 and ev.norms[index] in OPENERS:
        index -= 1
    return index


def class_before(ev: Evidence, index: int, *classes: str) -> Hit | None:
    """The class word right before a token."""
    before = skip_marks(ev, index)
    if before < 0 or ev.breaks[before + 1]:
        return None
    for name in classes:
        hit = ev.role_ends[before].get(name)
        if hit is not None:
            return hit
    return None


def bare(hit: Hit) -> bool:
    """Whether a class word stands without article or pronoun, so that a name may follow it."""
    return not hit.prefix.endswith(("ال", "لل")) and not hit.suffix


def core_of(ev: Evidence, hit: Hit) -> str:
    """The folded class word as it stands, without proclitics."""
    return fold(ev.text.read[hit.start : hit.end])


def quoted_end(ev: Evidence, index: int) -> int | None:
    """The last token before the mark that closes a quotation opened right before `index` (at most four tokens on)."""
    if index == 0 or ev.norms[index - 1] not in OPENERS or ev.norms[index - 1] == "#":
        return None
    for at in range(index + 1, min(index + 5, len(ev.tokens))):
        if ev.norms[at] in CLOSERS:
            return at - 1
        if ev.breaks[at] or ev.tokens[at].kind != "word":
            return None
    return None
