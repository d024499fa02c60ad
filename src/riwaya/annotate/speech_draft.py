"""A speech record in the making."""

from __future__ import annotations

from dataclasses import dataclass

from riwaya.annotate.speech_phrase import Speaker
from riwaya.model import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before its number and parent are known; `first` is the token of its cue.

    `wraps`: its content takes in other records as a whole (attribution put round them); `aside`: its speaker does not become the
    current one;
    `fallback`: the kind of a speaker nobody gives.
    """

    cue: Span | None
    first: int
    speaker: Speaker | None
    content: tuple[Span, ...]
    form: str
    act: str
    rule: str
    because: str
    lemma: str
    keeps: bool = False
    unnamed: bool = False
    wraps: bool = False
    aside: bool = False
    chain_parent_of: int = -1
    under: int = -1
    answers: int = -1
    channel: str = ""
    fallback: str = "institution"
    confidence: float = 0.8
    how: str = ""
    kind: str = "institution"
    entity: str | None = None
