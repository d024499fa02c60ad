"""Types of events whose word says little (قصف, استهدف, هجوم): settled by the weapon told beside it."""

from __future__ import annotations

from dataclasses import replace

from riwaya.annotate.events_candidate import Candidate, context
from riwaya.annotate.events_phrases import View
from riwaya.annotate.events_words import CLAUSE_OPENERS, RELATIVES, SCHEMES

__all__ = ["qualified", "refined", "schemes"]

_BY_WEAPON = {
    "drone": "drone-strike",
    "aircraft": "airstrike",
    "artillery": "shelling",
    "rocket": "shelling",
    "explosive": "bombing",
}
_RANK = {
    name: rank
    for rank, name in enumerate(("drone", "aircraft", "artillery", "rocket", "explosive", "firearm", "grenade", "blade", "chemical"))
}


def _weapon_near(view: View, one: Candidate, stops: set[int]) -> tuple[str, int]:
    """(class, token) of the weapon this event is done with; ("", -1) where none is told beside it."""
    sentence = view.sentence(one.first)
    best, at = "", -1
    steps = [range(one.last + 1, min(sentence.last, one.last + 16))]
    if one.finite or one.lemma.startswith("استهداف"):
        steps.append(range(one.first - 1, max(sentence.first, one.first - 8) - 1, -1))
    if not one.finite and (one.prefix in ("ب", "ل") or (one.first and view.norms[one.first - 1] == "في")):
        steps.append(range(one.first - 1, max(sentence.first, one.first - 9) - 1, -1))
    for number, step in enumerate(steps):
        for token in step:
            if token in stops or (number and (view.is_break(token) or view.norms[token] in CLAUSE_OPENERS)):
                break
            if not number and view.norms[token] in CLAUSE_OPENERS:
                break
            hit = view.weapon.get(token)
            if hit is None:
                continue
            name = hit.entry["class"]
            if number and not one.finite and name not in ("aircraft", "drone", "artillery"):
                continue
            if not _is_means(view, token, one, number):
                continue
            if best == "" or _RANK.get(name, 99) < _RANK.get(best, 99):
                best, at = name, token
        if best:
            break
    return best, at


def _is_means(view: View, token: int, one: Candidate, left: int) -> bool:
    """Whether the weapon at `token` is what the event is done with, not what it hits."""
    hit = view.weapon[token]
    if one.lemma in ("أطلق", "ألقى", "رمى", "أمطر"):
        return True
    if hit.entry.pos == "adj" or "ب" in hit.prefix or left:
        return True
    before = view.norms[token - 1] if token else ""
    if before in ("من", "بواسطه", "عبر", "شنتها", "شنته", "نفذته", "نفذتها", "ل", "قبل") or hit.prefix.endswith("ل"):
        return True
    return token - one.last <= 3 or any(view.hits.at(token - back, "weapons") for back in (1, 2) if token - back > one.last)


def refined(view: View, one: Candidate, stops: set[int], seen: list[Candidate]) -> Candidate:
    refine = one.entry["refine"]
    if "weapon" not in refine and refine != "blast":
        return one
    name, token = _weapon_near(view, one, stops)
    if refine == "blast":
        if name in ("explosive", "artillery", "rocket"):
            return replace(one, type="bombing", weapon=token)
        earlier = any(other.type == "bombing" for other in seen)
        unknown = context("مجهول|غامض|مجهوله").search(view.words(one.last + 1, one.last + 4))
        return replace(one, type="bombing" if earlier and not unknown else "explosion")
    kind = _BY_WEAPON.get(name, one.type)
    if one.type == "shelling" and kind == "bombing":
        kind = "shelling"
    if not name and one.type == "attack" and one.mode == "noun":
        kind = _told_before(view, one, seen)
    return replace(one, type=kind, weapon=token)


def _told_before(view: View, one: Candidate, seen: list[Candidate]) -> str:
    """The type of the attack that a bare word points back to (الهجوم *the attack*, after a suicide bombing)."""
    if one.prefix.endswith(("ال", "لل")) and not qualified(view, one):
        for other in reversed(seen[-6:]):
            if other.type in ("bombing", "drone-strike", "shelling", "airstrike", "attack"):
                return other.type
    return one.type


def qualified(view: View, one: Candidate) -> bool:
    """Whether an adjective or a phrase with على, ضد, بين, لـ says more of a definite noun."""
    following = one.last + 1
    if following >= len(view.tokens):
        return False
    word = view.tokens[following]
    adjective = word.norm.startswith("ال") and word.kind == "word" and view.mention_at[following] is None and word.tag in ("adj", "noun")
    if adjective and word.norm not in RELATIVES and not view.has(following, "ordinal"):
        return True
    preposition = view.preposition(following)
    if preposition == "ل":
        phrase = view.phrase(following)
        return phrase is not None and phrase.kind in ("force", "person", "place")
    return preposition in ("علي", "ضد", "بين")


def schemes(one: Candidate) -> tuple[str, str]:
    """PLOVER and ACLED types of an event, of the row where the row has its type, else of the type; "" where a scheme has none."""
    if one.entry["type"] == one.type:
        return one.entry["plover"], one.entry["acled"]
    return SCHEMES[one.type]
