"""How it is told: loaded labels, scare quotes, distancing, questions nobody is asked, markers of stance; each with the voice it belongs to.

A word is charged to whoever says it: the innermost speech whose content holds it, else the author. What the writer put into brackets
inside somebody's quotation is the author's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from riwaya.annotate.framing_context import Context
from riwaya.annotate.framing_labels import labels
from riwaya.annotate.framing_markers import markers
from riwaya.annotate.framing_questions import questions
from riwaya.annotate.framing_quotes import interpolations, scare_quotes
from riwaya.annotate.match import Hits
from riwaya.annotate.voice import voice_at
from riwaya.model import Layout, Mark, Mention, Speech, Text

__all__ = ["find"]


def find(text: Text, layout: Layout, hits: Hits, mentions: Sequence[Mention], speech: Sequence[Speech]) -> list[Mark]:
    """The framing of a text, in text order."""
    if not layout.tokens:
        return []
    context = Context(text, layout, hits, mentions, speech)
    judged = labels(context)
    voiced = [*judged, *scare_quotes(context, judged), *markers(context), *questions(context)]
    found = [replace(mark, voice=voice_at(speech, mark.span)) for mark in voiced]
    found += interpolations(context)
    return sorted(found, key=lambda mark: (mark.span, mark.device, mark.rule))
