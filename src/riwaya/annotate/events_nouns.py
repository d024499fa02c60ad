"""The arguments of a noun that names an event: its genitive, its adjectives, its pronoun, the light verb that carries it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from riwaya.annotate.events_candidate import ASSAULTS, LIGHT, Candidate
from riwaya.annotate.events_phrases import Phrase, View
from riwaya.annotate.events_slots import AGENTS, REACH, Arguments, Clause, add_hit, antecedent_of, listed, prepositional
from riwaya.annotate.events_verbs import direct, subject_before
from riwaya.annotate.events_words import ADJECTIVAL, AGAINST, ATTRIBUTED, CAUSES, OPENERS, OWNED, RELATIVES, SOURCE, WITH_PRONOUN
from riwaya.model import Span

__all__ = ["noun_arguments"]


def _named_victims(view: View, one: Candidate, found: Arguments) -> None:
    """المصابون هم فلان وفلان, عرف منهم: the persons listed after a noun for victims."""
    token = one.last + 1
    end = min(len(view.tokens), token + 60)
    while token < end and view.norms[token] not in ("هم", "وهم", ":", "هو", "هما"):
        if view.is_verb(token) or view.is_break(token) or token > one.last + 6:
            return
        token += 1
    persons: list[Phrase] = []
    misses = 0
    while token < end and misses < 8:
        mention = view.mention_from.get(token)
        if mention is not None and mention.kind == "person":
            phrase = view.phrase(token)
            if phrase is not None:
                persons.append(phrase)
                token = phrase.last
            misses = 0
        elif view.is_verb(token) or view.norms[token] == ".":
            break
        else:
            misses += 1
        token += 1
    found.add("target", persons)


def noun_arguments(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    frame = one.frame
    if "sufuf" in frame:
        _named_victims(view, one, found)
    token = one.last + 1
    genitive: list[Phrase] = []
    bare = not one.prefix.endswith(("ال", "لل"))
    while token < min(clause.high, one.last + 8):
        if token in clause.stops or view.is_break(token):
            break
        word = view.tokens[token]
        weapon = view.weapon.get(token)
        nation = view.participant.get(token)
        if weapon is not None and weapon.entry.pos == "adj" and not weapon.prefix.startswith(("ب", "ل")):
            if weapon.entry["class"] in ("artillery", "rocket") and found.instrument is None:
                found.instrument = Span(weapon.start, weapon.end)
            token += 1
            continue
        if (
            nation is not None
            and nation.entry["class"] == "nation"
            and view.mention_at[token] is None
            and not nation.prefix.startswith(("ب", "ل"))
        ):
            if frame.get("adj") == "actor" or one.type in ASSAULTS:
                found.actors.append(Span(nation.start, nation.end))
            token += 1
            continue
        if (view.time_at[token] is not None and view.mention_at[token] is None) or view.norms[token] in ("،", ","):
            break
        adjectival = (
            frame.get("genitive") != "target"
            and nation is not None
            and nation.entry.lemma in ADJECTIVAL
            and nation.form.startswith("sg")
            and not nation.prefix
        )
        if (
            adjectival
            or (word.tag == "adj" and (nation is None or nation.entry["class"] == "nation") and view.mention_at[token] is None)
            or (word.norm.startswith("ال") and not bare and view.mention_at[token] is None)
        ):
            token += 1
            continue
        if view.preposition(token) or view.is_verb(token):
            break
        phrase = view.phrase(token)
        if (
            phrase is not None
            and phrase.first not in clause.stops
            and not one.suffix
            and (token == one.last + 1 or phrase.named or phrase.kind or view.quantity_at[token] is not None)
            and bare
        ):
            genitive = listed(view, phrase)
            break
        if phrase is None:
            break
        token += 1
    start = genitive[-1].last + 1 if genitive else one.last + 1
    _genitive(view, one, genitive, found, start, clause)
    token, attached = start, start if genitive and not found.actors else -1
    while token < min(clause.high, one.last + REACH):
        word = view.tokens[token]
        if token in clause.stops or view.is_break(token) or word.norm in OPENERS or word.norm in CAUSES:
            break
        if token == attached and view.preposition(token) == "ل":  # مواقع لداعش: of the noun before it
            phrase = view.phrase(token)
            token = phrase.last + 1 if phrase is not None else token + 1
            continue
        if view.preposition(token) or word.norm in SOURCE:
            after = prepositional(view, one, token, clause, found)
            attached = after if after > token + 1 else -1
            token = after if after > token else token + 1
            continue
        if word.core in ATTRIBUTED:
            token = _attributed(view, token, clause, found)
            continue
        light = _light(view, token)
        if light and token > one.last:
            _carried_after(view, one, token, clause, found)
            break
        if view.is_verb(token) and view.norms[token - 1] not in RELATIVES:
            break
        token += 1
    if one.suffix:
        _pronoun(view, one, clause, found)
    if not found.actors:
        _carried(view, one, clause, found)


def _goes_on(view: View, token: int, clause: Clause) -> bool:
    """Whether an object or a weapon follows the genitive: استهداف الجيش بالمدفعية قرية."""
    for at in range(token, min(token + 5, clause.high)):
        if at in clause.stops or view.is_break(at):
            return False
        phrase = view.phrase(at) if not view.is_mark(at) else None
        if phrase is not None and phrase.first == at and phrase.kind in ("object", "place", "person") and view.preposition(at) in ("", "ل"):
            return True
    return False


def _genitive(view: View, one: Candidate, group: Sequence[Phrase], found: Arguments, after: int, clause: Clause) -> None:
    """قصفُ X: X is who did it or what it hit, as the frame and the kind of X say."""
    if not group:
        return
    found.direct = True
    role = one.frame.get("genitive", "")
    head = group[0]
    if head.kind == "" and not head.named and role in ("either", "actor"):
        return
    vague = (
        head.kind == "" and not head.named and not head.counted and not view.norms[head.first].startswith("ال") and head.last == head.first
    )
    if vague and one.type in ("death", "injury", "arrest", "abduction") and not OWNED.search(view.norms[head.first]):
        return
    if role == "either":
        role = "actor" if head.kind in AGENTS or head.kind == "weapon" else "target"
        if role == "actor" and one.frame.get("prefer") == "target" and not _goes_on(view, after, clause):
            role = "target"
        if role == "target" and head.kind == "place":
            role = "place"
        if role == "actor" and one.frame.get("adj") == "actor" and found.actors:
            role = "target"
    elif role == "target" and head.kind == "place" and one.type in ASSAULTS and "object" not in one.frame:
        found.add("place", group[:1])
    elif role == "target" and head.kind in AGENTS and "object" in one.frame and found.targets and "li" in one.frame:
        role = "actor"
    elif role == "actor" and head.kind == "place" and one.type in ASSAULTS | {"meeting"}:
        role = "place"
    if role == "instrument" and head.kind not in ("weapon", "", "object"):
        role = "place" if head.kind == "place" else "target"
    found.add(role, group)
    if role == "actor" and ("object" in one.frame or one.frame.get("genitive") == "either"):
        beyond = replace(one, last=after - 1)
        groups = [items for items in direct(view, beyond, clause, found, 1) if items[0].kind]
        if groups:
            add_hit(found, groups[0], one)
    if role == "target" and head.kind in ("place", "object") and head.named:
        found.add("place", [head])


def _pronoun(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    """عملياتها *its operations*, اعتقاله *his arrest*: the nearest noun that the pronoun can stand for."""
    role = one.frame.get("genitive", "")
    if role == "either" and one.type == "control":
        role = "place"
    if role == "either":
        role = (
            "actor"
            if view.preposition(one.last + 1) in AGAINST or (one.mode == "noun" and one.frame.get("prefer") != "target")
            else "target"
        )
    if role == "actor" and not found.actors:
        antecedent = antecedent_of(view, one, clause, ("force", "person", "place"))
    elif role in ("target", "place") and not found.targets:
        hurt = ("person", "force") if one.type in ("death", "injury", "arrest", "abduction", "execution") else ("person", "object", "place")
        antecedent = antecedent_of(view, one, clause, hurt if role == "target" else ("place", "object"))
    else:
        return
    if antecedent is not None:
        found.add(role, [item for item in listed(view, antecedent) if item.last < one.first])


def _between(view: View, token: int) -> bool:
    """What may stand between a light verb and its subject: a time, a mark, أيضا *also*, فيه *in it*."""
    word = view.tokens[token]
    return view.time_at[token] is not None or view.is_mark(token) or word.norm == "ايضا" or WITH_PRONOUN.match(word.core) is not None


def _light(view: View, token: int) -> str:
    """How a light verb at a token stands to its subject (شنّ carries, تعرّض suffers, وقع happens); empty where there is none."""
    for hit in sorted(view.hits.at(token, "triggers"), key=lambda one: len(one.suffix)):
        if (
            hit.entry["light"] in LIGHT
            and any(part.startswith(("past", "pres")) for part in hit.form.split("|"))
            and "ال" not in hit.prefix
            and "ب" not in hit.prefix
        ):
            return hit.entry["light"]
    return ""


def _carried_after(view: View, one: Candidate, token: int, clause: Clause, found: Arguments) -> None:
    """غارات شنّتها طائرات *raids that aircraft flew*: the subject of the light verb behind the noun."""
    if found.actors or _light(view, token) != "carries":
        return
    following = token + 1
    while following < clause.high and (view.time_at[following] is not None or view.is_mark(following)):
        following += 1
    if following >= clause.high or view.preposition(following):
        return
    phrase = view.phrase(following)
    if phrase is not None and (phrase.kind in ("force", "person", "weapon", "nation") or phrase.named):
        group = listed(view, phrase)
        found.add("actor", group)
        _trail(view, one, group[-1].last + 1, clause, found)


def _attributed(view: View, token: int, clause: Clause, found: Arguments) -> int:
    """هجوم نسب إلى التنظيم *an attack attributed to the group*; the token after it."""
    at = token + 1
    while at < min(token + 4, clause.high) and (view.norms[at] in ("الي", "ايضا") or view.is_mark(at)):
        at += 1
    phrase = view.phrase(at) if at < clause.high else None
    if phrase is None or phrase.kind not in ("force", "person", "nation"):
        return token + 1
    group = listed(view, phrase)
    found.add("actor", group)
    return group[-1].last + 1


def _trail(view: View, one: Candidate, token: int, clause: Clause, found: Arguments) -> None:
    """The prepositional phrases that go on after the subject of a light verb."""
    while token < min(clause.high, one.last + REACH):
        if token in clause.stops or view.is_break(token) or view.is_verb(token) or view.norms[token] in OPENERS:
            return
        after = prepositional(view, one, token, clause, found) if view.preposition(token) else token
        token = after if after > token else token + 1


def _carried(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    """شنّ الطيران غارات, قامت دورية بمداهمة, تعرّضت القرية لقصف: the subject of the light verb before the noun."""
    for token in range(one.first - 1, max(clause.low, one.first - 16) - 1, -1):
        if view.is_break(token) or view.norms[token] in CAUSES or token in clause.stops:
            return
        light = _light(view, token)
        if not light:
            if view.norms[token] in RELATIVES or (view.norms[token] in OPENERS and token < one.first - 1):
                return
            continue
        phrase = None
        following = token + 1
        while following < one.first and _between(view, following):
            following += 1
        if following < one.first and not view.preposition(following):
            phrase = view.phrase(following)
        group = [item for item in listed(view, phrase) if item.last < one.first] if phrase is not None and phrase.first < one.first else []
        if not group or (group[0].kind == "" and not group[0].named):
            stand = Candidate(
                token, token, view.tokens[token].start, view.tokens[token].end, one.type, "finite", "past.3ms", one.entry, "", "", one.frame
            )
            group = subject_before(view, stand, clause) or (group if group else [])
        if light == "suffers":
            add_hit(found, group, one)
        elif light == "happens" or not group:
            return
        elif group[0].kind in ("force", "person", "nation", "weapon", "place", ""):
            found.add("actor", [item for item in group if item.kind not in ("object",)])
        return
