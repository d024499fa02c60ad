"""Named persons, groups, organizations, places and facilities, and the entities they stand for.

Rules over lexicons, titles and class words propose; the longest proposal wins; what a text names once with a cue is then known
everywhere in it.
"""

from __future__ import annotations

from riwaya.annotate.entities import link
from riwaya.annotate.match import Hits
from riwaya.annotate.names_bodies import bodies
from riwaya.annotate.names_evidence import OPENERS, Evidence
from riwaya.annotate.names_lexicon import lexicon
from riwaya.annotate.names_persons import listed_person, person, speaker
from riwaya.annotate.names_places import places
from riwaya.annotate.names_shape import Candidate
from riwaya.annotate.places_resolve import resolve
from riwaya.model import Entity, Layout, Mention, Span, Text
from riwaya.rules import Tools

__all__ = ["find"]


def find(text: Text, layout: Layout, hits: Hits, tools: Tools) -> tuple[list[Mention], list[Entity]]:
    """The mentions of a text, by position, with the entities they are linked to. Spans are in `Text.read`."""
    ev = Evidence(text, layout, hits, tools)
    chosen = _decide(ev)
    chosen = _repeat(ev, chosen)
    mentions = [Mention(Span(one.start, one.end), one.kind, None, one.rule, one.confidence) for one in chosen]
    return link(text, chosen, resolve(text, mentions, tools))


def _decide(ev: Evidence) -> list[Candidate]:
    """One pass from left to right: the longest name at each token, the surest where two are equally long."""
    chosen: list[Candidate] = []
    index, size = 0, len(ev.tokens)
    while index < size:
        previous = chosen[-1] if chosen else None
        found = [] if _barren(ev, index, previous) else _candidates(ev, index, previous)
        if not found:
            index += 1
            continue
        best = max(found, key=lambda one: (one.last, one.confidence))
        chosen.append(best)
        index = best.last + 1
    return chosen


def _barren(ev: Evidence, index: int, previous: Candidate | None) -> bool:
    """Whether no rule can fire at a token: no word, or a frequent word without evidence of its own or right before it."""
    if ev.tokens[index].kind not in ("word", "latin"):
        return True
    if not ev.plain[index] or ev.breaks[index] or index == 0:
        return False
    if ev.role_ends[index - 1] or ev.norms[index - 1] in OPENERS:
        return False
    return previous is None or index - previous.last > 2


def _candidates(ev: Evidence, index: int, previous: Candidate | None) -> list[Candidate]:
    """All names that the rules see beginning at a token. `previous` is the name decided last (for lists: قرى أ وب)."""
    single = (lexicon(ev, index), person(ev, index), speaker(ev, index), listed_person(ev, index))
    return [one for one in single if one is not None] + bodies(ev, index) + places(ev, index, previous)


def _repeat(ev: Evidence, chosen: list[Candidate]) -> list[Candidate]:
    """What is named with a cue is known without it: surnames of persons, villages behind a class word."""
    known: dict[str, tuple[str, str]] = {}
    for one in chosen:
        last = ev.norms[one.last]
        if (
            one.kind == "person"
            and one.last > one.first
            and len(last) > 3
            and (not ev.common[one.last] or (one.rule != "lexicon.actor" and last.startswith("ال")))
        ):
            known.setdefault(last, ("person", "surname"))
        elif one.rule in ("cue.place", "list.place") and one.first == one.last:
            word = ev.norms[one.first][len(ev.norms[one.first]) - (one.end - one.start) :]
            if not ev.common[one.first] and len(word) > 3:
                known.setdefault(word, ("place", "repeated"))
    if not known:
        return chosen
    taken = {index for one in chosen for index in range(one.first, one.last + 1)}
    more = list(chosen)
    for index, norm in enumerate(ev.norms):
        if index in taken or len(norm) < 3:
            continue
        for letters in (0, 1, 2):
            found = known.get(norm[letters:])
            if found and (letters == 0 or norm[:letters] in ("و", "ب", "ل", "ف", "ك", "وب", "ول")):
                more.append(Candidate(index, index, ev.start(index, letters), ev.tokens[index].end, found[0], found[1], 0.7))
                break
    more.sort(key=lambda one: one.start)
    return more
