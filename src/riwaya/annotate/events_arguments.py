"""Who did it, who suffered, where and with what: the arguments a trigger takes from its own clause.

Case frames in the lexicon say what each slot means for each trigger (`subject=actor;object=target;ala=target` …); here the slots are filled:
the noun phrases beside the trigger, its prepositional phrases, its suffixed pronoun, the subject of the light verb that carries it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from riwaya.annotate.events_triggers import ASSAULTS, Candidate
from riwaya.annotate.events_view import ADJECTIVAL, Phrase, View
from riwaya.model import Span

__all__ = ["Arguments", "Clause", "fill"]

_REACH = 26
_AGENTS = ("force", "nation")
_OPENERS = frozenset(
    {"ان", "انه", "انها", "انهم", "بان", "حيث", "فيما", "بينما", "عندما", "حين", "كما", "لكن", "اذ", "ثم", "بعدما", "حتي", "قبل", "ولكن", "اما", "مما", "ما", "اذا", "بعد", "لان", "الا"}
)
_RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذان", "اللتان", "اللذين", "اللتين", "والذي", "والتي", "والذين"})
_AGAINST = frozenset({"علي", "ضد", "باتجاه", "صوب", "نحو", "بحق", "تجاه"})
_INSIDE = frozenset({"في", "داخل", "قرب", "وسط", "شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "ب", "من", "بالقرب", "ضمن", "فوق", "حول", "الي", "علي", "قباله", "عند", "لدي", "ل", "عبر", "خارج", "نحو", "باتجاه", "محيط", "صوب"})
_CAUSES = frozenset({"جراء", "اثر", "نتيجه", "بسبب", "بفعل", "عقب"})  # because of, following
_BOUND = re.compile(r"(?:علي|ب|ل|في|من|عن|بين|الي|لدي|مع|ضد|فوق|حول|خلال|اثر)(?:ه|ها|هم|هما|هن)\Z")  # prepositions that carry their pronoun: عليه, فيها
_SOURCE = frozenset({"مصدره", "مصدرها", "مصدرهما", "تنفذه", "تنفذها", "ينفذها", "ينفذه"})  # whose origin is
_BY_HAND = frozenset({"قبل", "جانب", "طرف"})  # من قبل by
_HANDS = frozenset({"يد", "ايدي", "ايد", "يدي"})  # على يد at the hands of
_OF = frozenset({"تابعه", "تابع", "تابعين", "التابعه", "التابع", "التابعين", "مواليه", "الموالي", "المواليه"})  # that belongs to


@dataclass(slots=True)
class Arguments:
    """What was found for one trigger; `places` holds phrases that say where, in order."""

    actors: list[Span] = field(default_factory=list)
    targets: list[Span] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    instrument: Span | None = None
    direct: bool = False

    def add(self, role: str, phrases: Sequence[Phrase]) -> None:
        for phrase in phrases:
            if role in ("actor", "target"):
                spans = self.actors if role == "actor" else self.targets
                if phrase.span not in spans:
                    spans.append(phrase.span)
            elif role == "place":
                self.places.append(phrase.span)
            elif role == "instrument" and self.instrument is None:
                self.instrument = phrase.span


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens ``[low, high)`` in which a trigger's arguments are looked for, and the triggers that end it."""

    low: int
    high: int
    stops: frozenset[int]


def fill(view: View, one: Candidate, clause: Clause, merged: Sequence[Candidate] = ()) -> Arguments:
    """The arguments of `one`; `merged` are the verbs that only say more of it (قصف … استهدف منازل)."""
    found = Arguments()
    if one.finite or one.mode == "participle":
        _verb(view, one, clause, found)
    else:
        _noun(view, one, clause, found)
    for verb in merged:
        inner = Arguments()
        if verb.first > one.first and not verb.suffix:
            _objects(view, verb, clause, inner)
        else:
            _verb(view, verb, clause, inner)
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


def _list(view: View, phrase: Phrase) -> list[Phrase]:
    """A phrase with what is joined to it, and with who is said to be among them (بينهم طفلة *a girl among them*)."""
    group = [phrase, *view.following(phrase)]
    at = group[-1].last + 1
    while at < len(view.tokens) and view.norms[at] in ("،", ",", "على", "علي", "الاقل", "من", "علي الاقل") and at < group[-1].last + 4:
        at += 1
    if phrase.kind == "person" and at + 1 < len(view.tokens) and view.norms[at] in _AMONG:
        some = view.phrase(at + 1)
        if some is not None and some.kind == "person":
            group.extend([some, *view.following(some)])
    return group


_OWNED = re.compile(r"\w{3}(?:ه|ها|هم|هما)\Z")
_AMONG = frozenset({"بينهم", "بينهن", "بينها", "منهم"})  # among them


def _skippable(view: View, token: int) -> bool:
    """Times, commas, brackets, adverbs: what may stand between a verb and its subject or object."""
    word = view.tokens[token]
    if view.time_at[token] is not None or view.is_mark(token) and not view.is_break(token):
        return True
    return word.kind == "word" and (word.norm in ("ايضا", "مجددا", "امس", "خلالها", "كذلك", "قد") or word.tag in ("noun", "adj") and word.norm.endswith("ا") and view.phrase(token) is not None and view.phrase(token).kind == "" and len(word.norm) > 4)  # type: ignore[union-attr]


# verbs --------------------------------------------------------------------------------------------------------------------


def _direct(view: View, one: Candidate, clause: Clause, found: Arguments, limit: int = 2) -> list[list[Phrase]]:
    """The phrases after a verb that no preposition governs, each with what is joined to it; prepositional ones go to `found`."""
    groups: list[list[Phrase]] = []
    token = one.last + 1
    while token < min(clause.high, one.last + _REACH):
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
        if token in clause.stops or view.is_break(token) or word.norm in _RELATIVES or word.norm in _OPENERS or word.core in _OPENERS and word.clitics:
            break
        if view.time_at[token] is not None and view.mention_at[token] is None:
            token += 1
            continue
        if view.is_mark(token):
            token += 1
            continue
        if view.preposition(token) or word.norm in _SOURCE:
            after = _prepositional(view, one, token, clause, found)
            token = after if after > token else token + 1
            continue
        if view.is_verb(token):
            break
        phrase = view.phrase(token)
        if phrase is None or _skippable(view, token) and phrase.kind == "" and not view.quantity_at[token]:
            if word.norm.startswith("و") and phrase is None and token > one.last + 1 and word.kind == "word" and groups:
                break
            token += 1
            continue
        if phrase.first > token + 5 or phrase.first in clause.stops:
            break
        if word.norm.startswith("و") and word.clitics.startswith("و") and groups:
            break
        group = _list(view, phrase)
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


def _objects(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    """The objects of a verb whose subject is told elsewhere."""
    for group in _direct(view, one, clause, found, 2)[:1]:
        _hit(found, group, one)


def _hit(found: Arguments, group: Sequence[Phrase], one: Candidate) -> None:
    """Objects of an attack: targets, and places too where they are places."""
    role = one.frame.get("object", "target")
    for phrase in group:
        if role == "place":
            found.add("place" if phrase.kind in ("place", "object", "") else "target", [phrase])
            continue
        found.add("target", [phrase])
        if phrase.kind in ("place", "object") and phrase.named:
            found.add("place", [phrase])


def _before(view: View, one: Candidate, clause: Clause) -> list[Phrase]:
    """The phrase that stands as subject before a verb: the first of its clause."""
    start = one.first
    if start > clause.low and view.norms[start - 1] in _RELATIVES or one.suffix and False:
        antecedent = _ending_at(view, start - 2, clause.low)
        return [antecedent] if antecedent else []
    low = clause.low
    for token in range(one.first - 1, max(clause.low, one.first - 20) - 1, -1):
        norm = view.norms[token]
        if view.is_break(token) or norm in _OPENERS or token in clause.stops or view.is_verb(token) and not view.hits.at(token, "cues"):
            low = token + 1
            break
        if norm in ("،", ",") and token + 1 < one.first and view.time_at[token + 1] is None and view.time_at[token - 1] is None:
            low = token + 1
            if view.tokens[token + 1].clitics != "و":
                break
    token = low
    while token < one.first:
        if view.norms[token] in _OPENERS or view.is_mark(token) or view.tokens[token].tag == "part":
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
        return [item for item in _list(view, phrase) if item.last < one.first]
    return []


def _ending_at(view: View, token: int, low: int) -> Phrase | None:
    """The noun phrase that ends at or just before `token`."""
    best = None
    for start in range(token, max(low, token - 6) - 1, -1):
        phrase = view.phrase(start)
        if phrase is not None and phrase.first == start and phrase.last <= token and phrase.kind:
            best = phrase if best is None or phrase.last >= best.last else best
            if phrase.last == token and view.preposition(start):
                break
    return best


def _passive(view: View, one: Candidate) -> bool:
    """Whether the spelling, or the damma on its first letter, says passive."""
    if all(part.endswith(".pass") for part in one.form.split("|")):
        return True
    raw = view.text.read[one.start : one.start + 2]
    return len(raw) > 1 and raw[1] == "\N{ARABIC DAMMA}" and one.form.startswith("past")


def _verb(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    frame = one.frame
    groups = _direct(view, one, clause, found)
    found.direct = bool(groups)
    before = _before(view, one, clause)
    if not before:
        closest = _ending_at(view, one.first - 1, clause.low)
        if closest is not None and closest.last == one.first - 1 and closest.kind in ("force", "person", "weapon"):
            before = [closest]
    plural = any(part.split(".")[1][:3] in ("3mp", "3md", "3fd", "3fp", "3d") for part in one.form.split("|") if "." in part)
    if one.mode == "participle":
        _participle(view, one, clause, found)
        return
    subject_role, object_role = frame.get("subject", ""), frame.get("object", "")
    if one.suffix and object_role:
        antecedent = _antecedent(view, one, clause, ("person", "object", "place", "force"))
        if antecedent is not None:
            _hit(found, [antecedent], one)
        if groups:
            found.add(subject_role, groups[0])
        elif before and before[0] is not antecedent:
            found.add(subject_role, before)
        return
    if not object_role:
        if groups and groups[0][0].kind == "weapon" and (before or len(groups) > 1):
            found.add("instrument", groups.pop(0))
        subject = groups[0] if groups and not (plural and before) else before
        if subject and subject[0].kind in ("place", "object") and before and not before[0].kind == "place" and not plural and one.type in ("death", "injury", "displacement"):
            subject = before
        _as_subject(found, subject_role, subject, one)
        return
    if _passive(view, one):
        _hit(found, groups[0] if groups else before, one)
        return
    victim = one.entry["refine"] == "victim"
    spoken_first = before and before[0].kind in _AGENTS and groups and groups[0][0].kind not in _AGENTS
    if len(groups) >= 2 and not plural and not spoken_first:
        found.add(subject_role, groups[0])
        _hit(found, groups[1], one)
    elif groups and before and (before[0].kind in _AGENTS or plural or not victim):
        found.add(subject_role, before)
        _hit(found, groups[0], one)
    elif groups:
        kind = groups[0][0].kind
        agent = kind in _AGENTS or kind == "weapon"
        counted = groups[0][0].counted
        if agent and not victim and not counted and not plural:
            found.add(subject_role, groups[0])
        else:
            _hit(found, groups[0], one)
    elif before:
        if victim:
            _hit(found, before, one)
        else:
            found.add(subject_role, before)


def _as_subject(found: Arguments, role: str, group: Sequence[Phrase], one: Candidate) -> None:
    if role == "instrument":
        for phrase in group:
            found.add("instrument" if phrase.kind == "weapon" or not phrase.kind else "place" if phrase.kind == "place" else "instrument", [phrase])
        return
    found.add(role, group)


def _participle(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    """القرية المحتلة *the occupied village*: what the participle describes is the object."""
    noun = _ending_at(view, one.first - 1, clause.low)
    if noun is not None:
        _hit(found, [noun], one)


# nouns --------------------------------------------------------------------------------------------------------------------


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


def _noun(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
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
        if nation is not None and nation.entry["class"] == "nation" and view.mention_at[token] is None and not nation.prefix.startswith(("ب", "ل")):
            if frame.get("adj") == "actor" or one.type in ASSAULTS:
                found.actors.append(Span(nation.start, nation.end))
            token += 1
            continue
        if view.time_at[token] is not None and view.mention_at[token] is None or view.norms[token] in ("،", ","):
            break
        adjectival = frame.get("genitive") != "target" and nation is not None and nation.entry.lemma in ADJECTIVAL and nation.form.startswith("sg") and not nation.prefix
        if adjectival or word.tag == "adj" and (nation is None or nation.entry["class"] == "nation") and view.mention_at[token] is None or word.norm.startswith("ال") and not bare and view.mention_at[token] is None:
            token += 1
            continue
        if view.preposition(token) or view.is_verb(token):
            break
        phrase = view.phrase(token)
        if phrase is not None and phrase.first not in clause.stops and not one.suffix and (token == one.last + 1 or phrase.named or phrase.kind or view.quantity_at[token] is not None) and bare:
            genitive = _list(view, phrase)
            break
        if phrase is None:
            break
        token += 1
    start = genitive[-1].last + 1 if genitive else one.last + 1
    _genitive(view, one, genitive, found, start, clause)
    token, attached = start, start if genitive and not found.actors else -1
    while token < min(clause.high, one.last + _REACH):
        word = view.tokens[token]
        if token in clause.stops or view.is_break(token) or word.norm in _OPENERS or word.norm in _CAUSES:
            break
        if token == attached and view.preposition(token) == "ل":  # مواقع لداعش: of the noun before it
            phrase = view.phrase(token)
            token = phrase.last + 1 if phrase is not None else token + 1
            continue
        if view.preposition(token) or word.norm in _SOURCE:
            after = _prepositional(view, one, token, clause, found)
            attached = after if after > token + 1 else -1
            token = after if after > token else token + 1
            continue
        light = _light(view, token)
        if light and token > one.last:
            _carried_after(view, one, token, clause, found)
            break
        if view.is_verb(token) and view.norms[token - 1] not in _RELATIVES:
            break
        token += 1
    if one.suffix:
        _pronoun(view, one, clause, found)
    if not found.actors:
        _carried(view, one, clause, found)


_ON_OBJECTS = frozenset({"استهداف", "استهدف", "اقتحام", "اقتحم", "مداهمة", "داهم", "ضرب", "محاصرة", "اغتيال"})  # whose genitive is mostly who is hit


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
    vague = head.kind == "" and not head.named and not head.counted and not view.norms[head.first].startswith("ال") and head.last == head.first
    if vague and one.type in ("death", "injury", "arrest", "abduction") and not _OWNED.search(view.norms[head.first]):
        return
    if role == "either":
        role = "actor" if head.kind in _AGENTS or head.kind == "weapon" else "target"
        if role == "actor" and one.lemma in _ON_OBJECTS and not _goes_on(view, after, clause):
            role = "target"
        if role == "target" and head.kind == "place":
            role = "place"
        if role == "actor" and one.frame.get("adj") == "actor" and found.actors:
            role = "target"
    elif role == "target" and head.kind == "place" and one.type in ASSAULTS and "object" not in one.frame:
        found.add("place", group[:1])
    elif role == "target" and head.kind in _AGENTS and "object" in one.frame and found.targets and "li" in one.frame:
        role = "actor"
    elif role == "actor" and head.kind == "place" and one.type in ASSAULTS | {"meeting"}:
        role = "place"
    if role == "instrument" and head.kind not in ("weapon", "", "object"):
        role = "place" if head.kind == "place" else "target"
    found.add(role, group)
    if role == "actor" and ("object" in one.frame or one.frame.get("genitive") == "either"):
        beyond = replace(one, last=after - 1)
        groups = [items for items in _direct(view, beyond, clause, found, 1) if items[0].kind]
        if groups:
            _hit(found, groups[0], one)
    if role == "target" and head.kind in ("place", "object") and head.named:
        found.add("place", [head])


def _pronoun(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    """عملياتها *its operations*, اعتقاله *his arrest*: the nearest noun that the pronoun can stand for."""
    role = one.frame.get("genitive", "")
    if role == "either":
        role = "actor" if view.preposition(one.last + 1) in _AGAINST or one.mode == "noun" and one.lemma not in _ON_OBJECTS else "target"
    if role == "actor" and not found.actors:
        antecedent = _antecedent(view, one, clause, ("force", "person", "place"))
    elif role in ("target", "place") and not found.targets:
        hurt = ("person", "force") if one.type in ("death", "injury", "arrest", "abduction", "execution") else ("person", "object", "place")
        antecedent = _antecedent(view, one, clause, hurt if role == "target" else ("place", "object"))
    else:
        return
    if antecedent is not None:
        found.add(role, [item for item in _list(view, antecedent) if item.last < one.first])


def _antecedent(view: View, one: Candidate, clause: Clause, kinds: tuple[str, ...]) -> Phrase | None:
    low = max(0, min(clause.low, one.first - 30))
    choices: list[Phrase] = []
    for token in range(one.first - 1, low - 1, -1):
        phrase = view.phrase(token) if not view.is_mark(token) else None
        if phrase is not None and phrase.first == token and phrase.last < one.first and phrase.kind in kinds:
            choices.append(phrase)
            if len(choices) > 5:
                break
    plural = one.suffix in ("هم", "هما", "هن")
    people = [phrase for phrase in choices if phrase.kind in ("person", "force")]
    if plural and people:
        return people[0]
    if one.suffix == "ه" and one.type == "meeting":
        named = [phrase for phrase in choices if phrase.kind == "person"]
        return named[0] if named else None
    for phrase in choices:
        if phrase.kind == kinds[0] and (phrase.named or phrase.kind != "force"):
            return phrase
    return choices[0] if choices else None


def _light(view: View, token: int) -> str:
    """The id of the light verb at a token (شنّ, نفّذ, تعرّض …); empty where there is none."""
    for hit in sorted(view.hits.at(token, "triggers"), key=lambda one: len(one.suffix)):
        if hit.entry["light"] == "yes" and any(part.startswith(("past", "pres")) for part in hit.form.split("|")) and "ال" not in hit.prefix and "ب" not in hit.prefix:
            return hit.entry.id
    return ""


def _carried_after(view: View, one: Candidate, token: int, clause: Clause, found: Arguments) -> None:
    """غارات شنّتها طائرات *raids that aircraft flew*: the subject of the light verb behind the noun."""
    if found.actors:
        return
    following = token + 1
    while following < clause.high and (view.time_at[following] is not None or view.is_mark(following)):
        following += 1
    if following >= clause.high or view.preposition(following):
        return
    phrase = view.phrase(following)
    if phrase is not None and (phrase.kind in ("force", "person", "weapon", "nation") or phrase.named):
        group = _list(view, phrase)
        found.add("actor", group)
        _trail(view, one, group[-1].last + 1, clause, found)


def _trail(view: View, one: Candidate, token: int, clause: Clause, found: Arguments) -> None:
    """The prepositional phrases that go on after the subject of a light verb."""
    while token < min(clause.high, one.last + _REACH):
        if token in clause.stops or view.is_break(token) or view.is_verb(token) or view.norms[token] in _OPENERS:
            return
        after = _prepositional(view, one, token, clause, found) if view.preposition(token) else token
        token = after if after > token else token + 1


def _carried(view: View, one: Candidate, clause: Clause, found: Arguments) -> None:
    """شنّ الطيران غارات, قامت دورية بمداهمة, تعرّضت القرية لقصف: the subject of the light verb before the noun."""
    for token in range(one.first - 1, max(clause.low, one.first - 16) - 1, -1):
        if view.is_break(token) or view.norms[token] in _CAUSES or token in clause.stops:
            return
        light = _light(view, token)
        if not light:
            if view.norms[token] in _RELATIVES or view.norms[token] in _OPENERS and token < one.first - 1:
                return
            continue
        phrase = None
        following = token + 1
        while following < one.first and (view.time_at[following] is not None or view.is_mark(following) or view.tokens[following].norm == "ايضا"):
            following += 1
        if following < one.first and not view.preposition(following):
            phrase = view.phrase(following)
        group = [item for item in _list(view, phrase) if item.last < one.first] if phrase is not None and phrase.first < one.first else []
        if not group or group[0].kind == "" and not group[0].named:
            stand = Candidate(token, token, view.tokens[token].start, view.tokens[token].end, one.type, "finite", "past.3ms", one.entry, "", "", one.frame)
            group = _before(view, stand, clause) or ([] if not group else group)
        if light in _SUFFERED:
            _hit(found, group, one)
        elif light in _HAPPENED or not group:
            return
        elif group[0].kind in ("force", "person", "nation", "weapon", "place", ""):
            found.add("actor", [item for item in group if item.kind not in ("object",)])
        return


_SUFFERED = frozenset({"light-tcrd", "light-tlqa", "light-tkbd", "light-mny"})  # was exposed to, received, incurred
_HAPPENED = frozenset(
    {"light-asfr", "light-ada", "light-awqc", "light-khlf", "light-tsbb", "light-ahdth", "light-wqc", "light-jra", "light-dar", "light-andlc", "light-nshb", "light-hdth", "light-tm", "light-sqt", "light-shhd", "light-dwa"}
)  # resulted in, occurred, broke out


# prepositional phrases ----------------------------------------------------------------------------------------------------


def _prepositional(view: View, one: Candidate, token: int, clause: Clause, found: Arguments) -> int:
    """Read the prepositional phrase at `token` into `found`; the token after it."""
    preposition = view.preposition(token) or ""
    word = view.tokens[token]
    if _BOUND.match(word.core):
        return token + 1
    standalone = word.tag == "prep" or word.core in _INSIDE and not view.prefix(token) or word.norm in _SOURCE
    at = token + 1 if standalone else token
    frame = one.frame
    if word.norm in _SOURCE:
        preposition = "source"
    elif preposition == "من" and at < clause.high and view.norms[at] in _BY_HAND:
        preposition, at = "source", at + 1
    elif preposition == "علي" and at < clause.high and view.norms[at] in _HANDS:
        preposition, at = "source", at + 1
    elif preposition == "في" and at < clause.high and view.norms[at] in ("صفوف", "صفوفهم"):
        preposition, at = "sufuf", at + 1
    elif preposition == "من" and at < clause.high and view.norms[at] == "بين":
        at += 1
    if at < clause.high and view.norms[at] in _OF:
        at += 1
    while at < clause.high and view.is_mark(at) and not view.is_break(at) and view.norms[at] not in ("،", ","):
        at += 1
    if at >= clause.high or at in clause.stops:
        return token + 1
    phrase = view.phrase(at)
    if phrase is None or phrase.first in clause.stops:
        return at
    group = _list(view, phrase)
    kind = phrase.kind
    end = group[-1].last + 1
    if preposition == "source":
        found.add("actor", group)
    elif preposition == "sufuf":
        found.add("target", group)
    elif preposition in ("في", "ب") and kind == "person" and one.type == "execution" or preposition == "في" and kind == "object" and one.type == "destruction":
        found.add("target", group)
    elif preposition in _AGAINST:
        if "ala" in frame or "did" in frame:
            role = frame.get("ala") or frame["did"]
            if preposition == "بحق" and role == "place":
                role = "target"
            several = len(group) > 1 and all(item.kind == "place" for item in group)
            for item in group:
                if item.kind == "place" and role == "target" and one.type in ASSAULTS | {"death", "injury"}:
                    found.add("place", [item])
                    if one.finite or several:
                        found.add("target", [item])
                else:
                    found.add(role, [item])
                    if item.kind in ("place", "object") and item.named:
                        found.add("place", [item])
        elif kind in ("place", "object"):
            found.add("place", group)
    elif preposition == "ب":
        if kind == "weapon" or at in view.weapon and not phrase.named:
            found.add("instrument", group[:1])
            if phrase.last + 1 < clause.high and phrase.last + 1 not in clause.stops and not found.actors:
                owner = view.phrase(phrase.last + 1) if not view.is_mark(phrase.last + 1) and not view.preposition(phrase.last + 1) else None
                if owner is not None and owner.kind == "force" and owner.first == phrase.last + 1 and not one.frame.get("subject", "").startswith("actor") or owner is not None and one.type in ("death", "injury") and owner.kind == "force":
                    found.add("actor", _list(view, owner))
                    end = owner.last + 1
        elif frame.get("bi") == "target" and kind in ("person", "force", "object"):
            found.add("target", group)
        elif kind == "place" or kind == "object" and phrase.named:
            found.add("place", group)
    elif preposition == "ل":
        role = "" if one.finite and frame.get("li") == "actor" else frame.get("li", "")
        if role == "actor" and kind in ("force", "nation", "person"):
            if not found.actors:
                found.add("actor", group)
            elif one.type in ASSAULTS:
                found.add("target", group)
        elif role == "actor" and kind in ("object", "place"):
            found.add("place" if kind == "place" or phrase.named else "target", group)
            if found.actors and one.type in ASSAULTS:
                found.add("target", group)
        elif role == "target" and kind in ("person", "force", "object", "place"):
            found.add("target", group)
        elif role == "place" and kind in ("place", "object"):
            found.add("place", group)
    elif preposition == "بين":
        if "bayna" in frame:
            found.add(frame["bayna"], group)
    elif preposition == "مع" and "maa" in frame:
        found.add("target", group)
    elif preposition == "عن" and "an" in frame and kind in ("person", "force"):
        found.add("target", group)
    elif preposition == "من" and kind in ("person", "force"):
        if frame.get("min") == "target" and not found.targets:
            found.add("target", group)
        elif frame.get("min") == "actor":
            found.add("actor", group)
    elif preposition in _INSIDE and (kind == "place" or kind == "object" and phrase.named):
        found.add("place", group)
    return end if end > token else token + 1
