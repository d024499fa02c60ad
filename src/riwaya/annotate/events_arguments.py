"""Who did it, who suffered, where and with what: the arguments a trigger takes from its own clause.

Case frames in the lexicon say what each slot means for each trigger (`subject=actor;object=target;ala=target` …); `events_verbs` and
`events_nouns` fill the slots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from riwaya.annotate.events_candidate import Candidate
from riwaya.annotate.events_nouns import noun_arguments
from riwaya.annotate.events_phrases import View
from riwaya.annotate.events_slots import Arguments, Clause
from riwaya.annotate.events_verbs import objects, verb_arguments
from riwaya.model import Span

__all__ = ["fill"]


def fill(view: View, one: Candidate, clause: Clause, merged: Sequence[Candidate] = ()) -> Arguments:
    """The arguments of `one`; `merged` are the verbs that only say more of it (قصف … استهدف منازل)."""
    found = Arguments()
    if one.finite or one.mode == "participle":
        verb_arguments(view, one, clause, found)
    else:
        noun_arguments(view, one, clause, found)
    for verb in merged:
        inner = Arguments()
        if verb.last + 1 == one.first:
            objects(view, replace(verb, last=one.last), clause, inner)
        elif verb.first > one.first and not verb.suffix:
            objects(view, verb, clause, inner)
        else:
            verb_arguments(view, verb, clause, inner)
        for span in inner.targets:
            if span not in found.targets:
                found.targets.append(span)
        found.places.extend(inner.places)
        found.actors = found.actors or inner.actors
        found.instrument = found.instrument or inner.instrument
    if found.instrument is None and one.weapon >= 0:
        hit = view.weapon[one.weapon]
        if hit.entry["class"] != "aircraft" and hit.entry.lemma not in ("انتحاري", "ناسف", "مسير") and not _within(found.actors, hit.start):
            found.instrument = Span(hit.start, hit.end)
    return found


def _within(spans: Sequence[Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)
