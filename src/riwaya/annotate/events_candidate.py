"""A word that names an event: its place, type, case frame, and how it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from riwaya.fold import fold
from riwaya.rules import Entry

__all__ = ["ASSAULTS", "LIGHT", "OWN", "POINTER", "Candidate", "context", "frame"]

ASSAULTS = frozenset({"attack", "airstrike", "drone-strike", "shelling", "bombing", "explosion", "clash"})
LIGHT = frozenset({"carries", "suffers", "happens"})  # verbs that give way to the noun they carry, by what their subject does
OWN, POINTER = -1, -2  # a record of its own; a noun that only points back, which still links what follows from it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that names an event: its place, type, case frame, and how it stands (finite, masdar, noun, participle)."""

    first: int
    last: int
    start: int
    end: int
    type: str
    mode: str
    form: str
    entry: Entry
    prefix: str
    suffix: str
    frame: Mapping[str, str]
    weapon: int = -1
    merged: int = OWN

    @property
    def lemma(self) -> str:
        return self.entry.lemma

    @property
    def finite(self) -> bool:
        return self.mode == "finite"


@lru_cache(maxsize=4096)
def context(words: str) -> re.Pattern[str]:
    """A pattern for any of the ``|``-separated folded words, with their clitics and endings."""
    alternatives = []
    for word in fold(words).split("|"):
        stem = word.strip().removeprefix("ال") if len(word.strip()) > 5 else word.strip()
        if stem:
            alternatives.append(r"\s(?:\W+\s)*".join(re.escape(part) for part in stem.split()))
    clitics, endings = r"(?:و|ف)?(?:ال|بال|لل|كال|[بلك])?", r"(?:ه|ها|هم|هما|ا|ين|ون|ات|ان|تين)?"
    return re.compile(rf"(?<!\S){clitics}(?:{'|'.join(alternatives)}){endings}(?!\S)")


@lru_cache(maxsize=4096)
def frame(spec: str) -> Mapping[str, str]:
    return dict(part.split("=", 1) for part in spec.split(";") if "=" in part)
