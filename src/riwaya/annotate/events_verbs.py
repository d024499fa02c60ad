"""The subject and the objects of a verb that names an event, in either order and either voice."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.annotate.events_candidate import Candidate
from riwaya.annotate.events_phrases import Phrase, View
from riwaya.annotate.events_slots import AGENTS, REACH, Arguments, Clause, add_hit, antecedent_of, ending_at, listed, prepositional
from riwaya.annotate.events_words import OPENERS, RELATIVES, SOURCE
from riwaya.fold import fold

__all__ = ["direct", "objects", "subject_before", "verb_arguments"]


def _skippable(view: View, token: int) -> bool:
    """Times, commas, brackets, adverbs: what may stand between a verb and its subject or object."""
    word = view.tokens[token]
    if view.time_at[token] is not None or (view.is_mark(token) and not view.is_break(token)):
        return True
    if word.kind != "word":
        return False
    if word.norm in ("ايضا", "مجددا", "امس", "خلالها", "كذلك", "قد"):
        return True
    phrase = view.phrase(token)
    accusative = word.tag in ("noun", "adj") and word.norm.endswith("ا") and len(word.norm) > 4
    return accusative and phrase is not None and phrase.kind == ""


def direct(view: View, one: Candidate, clause: Clause, found: Arguments, limit: int = 2) -> list[list[Phrase]]:
    """The phrases after a verb that no preposition governs, each with what is joined to it; prepositional ones go to `found`."""
    groups: list[list[Phrase]] = []
    token = one.last + 1
    while token < min(clause.high, one.last + REACH):
        word = view.tokens[token]
        if view.norms[token] == "(":
            closing = next((at for at in range(token + 1, min(token + 9, clause.high)) if view.norms[at] == ")"), 0)
            if closing:
                token = closing + 1
                continue
        over = _after_parenthesis(view, token, clause)
        if over:
            token = over
            continue
        if (
            token in clause.stops
            or view.is_break(token)
            or word.norm in RELATIVES
            or word.norm in OPENERS
            or (word.core in OPENERS and word.clitics)
        ):
            break
        if view.time_at[token] is not None and view.mention_at[token] is None:
            token += 1
            continue
        if view.is_mark(token):
            token += 1
            continue
        if view.preposition(token) or word.norm in SOURCE:
            after = prepositional(view, one, token, clause, found)
            token = after if after > token else token + 1
            continue
        if view.is_verb(token):
            break
        phrase = view.phrase(token)
        if phrase is None or (_skippable(view, token) and phrase.kind == "" and not view.quantity_at[token]):
            if word.norm.startswith("و") and phrase is None and token > one.last + 1 and word.kind == "word" and groups:
                break
            token += 1
            continue
        if phrase.first > token + 5 or phrase.first in clause.stops:
            break
        if word.norm.startswith("و") and word.clitics.startswith("و") and groups:
            break
        group = listed(view, phrase)
        groups.append(group)
        token = group[-1].last + 1
        if len(groups) >= limit and limit == 1:
            break
    return groups


def _after_parenthesis(view: View, token: int, clause: Clause) -> int:
    """The token after a phrase between commas that begins with a preposition: قتلت قسد، بدعم من التحالف، قيادياً; 0 where there is none."""
    if view.norms[token] not in ("،", ",") or token + 1 >= clause.high or "ب" not in view.tokens[token + 1].norm[:1]:
        return 0
    for end in range(token + 2, min(token + 12, clause.high)):
        if view.norms[end] in ("،", ","):
            return end + 1
    return 0


def objects(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    """The objects of a verb whose subject is told elsewhere."""
    for group in direct(view, one, clause, found, 2)[:1]:
        add_hit(found, group, one)


def subject_before(view: View, one: Candidate, clause: Clause) -> list[Phrase]:
    """The phrase that stands as subject before a verb: the first of its clause."""
    start = one.first
    if (start > clause.low and view.norms[start - 1] in RELATIVES) or False:
        antecedent = ending_at(view, start - 2, clause.low)
        return [antecedent] if antecedent else []
    low = clause.low
    for token in range(one.first - 1, max(clause.low, one.first - 20) - 1, -1):
        norm = view.norms[token]
        if token in clause.stops and one.prefix == "و" and view.is_verb(token):
            return []  # أسعفت المصابين وانتشلت: what stands between two joined verbs is the object of the first
        if view.is_break(token) or norm in OPENERS or token in clause.stops or (view.is_verb(token) and not view.hits.at(token, "cues")):
            low = token + 1
            break
        if norm in ("،", ",") and token + 1 < one.first and view.time_at[token + 1] is None and view.time_at[token - 1] is None:
            low = token + 1
            if view.tokens[token + 1].clitics != "و":
                break
    token = low
    while token < one.first:
        if view.norms[token] in OPENERS or view.is_mark(token) or view.tokens[token].tag == "part":
            token += 1
            continue
        if view.preposition(token):
            return []
        phrase = view.phrase(token)
        if phrase is None or phrase.last >= one.first:
            return []
        if phrase.kind == "" and not phrase.named:
            return []
        near = view.mention_at[one.first - 1]
        if near is not None and near.kind == "person" and phrase.last < one.first - 1:
            last = next((start for start, mention in view.mention_from.items() if mention is near), None)
            closest = view.phrase(last) if last is not None else None
            if closest is not None:
                return [closest]
        return [item for item in listed(view, phrase) if item.last < one.first]
    return []


def _passive(view: View, one: Candidate) -> bool:
    """Whether the spelling, or the damma on its first letter, says passive."""
    if all(part.endswith(".pass") for part in one.form.split("|")):
        return True
    raw = view.text.read[one.start : one.start + 2]
    return len(raw) > 1 and raw[1] == "\N{ARABIC DAMMA}" and one.form.startswith("past")


def verb_arguments(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    frame = one.frame
    groups = direct(view, one, clause, found)
    found.direct = bool(groups)
    before = subject_before(view, one, clause)
    if not before:
        closest = ending_at(view, one.first - 1, clause.low) if not one.prefix.startswith("و") else None
        if closest is not None and closest.last == one.first - 1 and closest.kind in ("force", "person", "weapon"):
            before = [closest]
    plural = any(part.split(".")[1][:3] in ("3mp", "3md", "3fd", "3fp", "3d") for part in one.form.split("|") if "." in part)
    if one.mode == "participle":
        _participle(view, one, clause, found)
        return
    subject_role, object_role = frame.get("subject", ""), frame.get("object", "")
    if one.suffix and object_role:
        antecedent = antecedent_of(view, one, clause, ("person", "object", "place", "force"))
        if antecedent is not None:
            add_hit(found, [antecedent], one)
        if groups:
            found.add(subject_role, groups[0])
        elif before and before[0] is not antecedent:
            found.add(subject_role, before)
        return
    if not object_role:
        if groups and groups[0][0].kind == "weapon" and (before or len(groups) > 1):
            found.add("instrument", groups.pop(0))
        subject = groups[0] if groups and not (plural and before) else before
        if (
            subject
            and subject[0].kind in ("place", "object")
            and before
            and before[0].kind != "place"
            and not plural
            and one.type in ("death", "injury", "displacement")
        ):
            subject = before
        _as_subject(found, subject_role, subject, one)
        return
    if _passive(view, one):
        add_hit(found, groups[0] if groups else before, one)
        return
    victim = one.entry["refine"] == "victim"
    spoken_first = before and before[0].kind in AGENTS and groups and groups[0][0].kind not in AGENTS
    if len(groups) >= 2 and _no_doer(view, groups[0][0]):
        found.add(subject_role, before)
        add_hit(found, groups[0], one)
    elif len(groups) >= 2 and not plural and not spoken_first:
        found.add(subject_role, groups[0])
        add_hit(found, groups[1], one)
    elif groups and before and (before[0].kind in AGENTS or plural or not victim):
        found.add(subject_role, before)
        add_hit(found, groups[0], one)
    elif groups:
        kind = groups[0][0].kind
        agent = kind in AGENTS or kind == "weapon"
        counted = groups[0][0].counted
        if agent and not victim and not counted and not plural:
            found.add(subject_role, groups[0])
        else:
            add_hit(found, groups[0], one)
    elif before:
        if victim:
            add_hit(found, before, one)
        else:
            found.add(subject_role, before)


def _no_doer(view: View, phrase: Phrase) -> bool:
    """Whether a phrase cannot be a subject: a village or road by its class word, or what ends as an object does (منزلاً)."""
    hit = view.participant.get(phrase.first)
    if hit is None or view.mention_at[phrase.first] is not None:
        return False
    word = view.tokens[phrase.first]
    return hit.entry["class"] == "area" or (
        word.norm.endswith("ا") and not hit.entry.lemma.endswith("ا") and word.norm[:-1].endswith(fold(hit.entry.lemma))
    )


def _as_subject(found: Arguments, role: str, group: Sequence[Phrase], one: Candidate) -> None:
    if role == "instrument":
        for phrase in group:
            found.add(
                "instrument" if phrase.kind == "weapon" or not phrase.kind else "place" if phrase.kind == "place" else "instrument",
                [phrase],
            )
        return
    found.add(role, group)


def _participle(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    """القرية المحتلة *the occupied village*: what the participle describes is the object."""
    noun = ending_at(view, one.first - 1, clause.low)
    if noun is not None:
        add_hit(found, [noun], one)
