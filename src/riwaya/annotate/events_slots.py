"""The slots of an event and what fills them: objects, prepositional phrases, antecedents of pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from riwaya.annotate.events_candidate import ASSAULTS, Candidate
from riwaya.annotate.events_phrases import Phrase, View
from riwaya.annotate.events_words import AGAINST, AMONG, BY_HAND, HANDS, INSIDE, LINKED, OF, SOURCE, WITH_PRONOUN
from riwaya.model import Span

__all__ = ["AGENTS", "REACH", "Arguments", "Clause", "add_hit", "antecedent_of", "ending_at", "listed", "prepositional"]

REACH = 26  # tokens behind a trigger in which its arguments are looked for
AGENTS = ("force", "nation")


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


def listed(view: View, phrase: Phrase) -> list[Phrase]:
    """A phrase with what is joined to it, and with who is said to be among them (بينهم طفلة *a girl among them*)."""
    group = [phrase, *view.following(phrase)]
    at = group[-1].last + 1
    while at < len(view.tokens) and view.norms[at] in ("،", ",", "على", "علي", "الاقل", "من", "علي الاقل") and at < group[-1].last + 4:
        at += 1
    if phrase.kind == "person" and at + 1 < len(view.tokens) and view.norms[at] in AMONG:
        some = view.phrase(at + 1)
        if some is not None and some.kind == "person":
            group.extend([some, *view.following(some)])
    return group


def add_hit(found: Arguments, group: Sequence[Phrase], one: Candidate) -> None:
    """Objects of an attack: targets, and places too where they are places."""
    role = one.frame.get("object", "target")
    for phrase in group:
        if role == "place":
            found.add("place" if phrase.kind in ("place", "object", "") else "target", [phrase])
            continue
        found.add("target", [phrase])
        if phrase.kind in ("place", "object") and phrase.named:
            found.add("place", [phrase])


def ending_at(view: View, token: int, low: int) -> Phrase | None:
    """The noun phrase that ends at or just before `token`."""
    best = None
    for start in range(token, max(low, token - 6) - 1, -1):
        phrase = view.phrase(start)
        if phrase is not None and phrase.first == start and phrase.last <= token and phrase.kind:
            best = phrase if best is None or phrase.last >= best.last else best
            if phrase.last == token and view.preposition(start):
                break
    return best


def antecedent_of(view: View, one: Candidate, clause: Clause, kinds: tuple[str, ...]) -> Phrase | None:
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


_PLATFORMS = ("aircraft", "drone", "artillery")


def _stands_there(view: View, phrase: Phrase) -> bool:
    """Whether an object is a place by its name or by what is said of it: سوق المحروقات *the fuel market*."""
    return phrase.named or (phrase.last > phrase.first and view.norms[phrase.last].startswith("ال"))


def _platform(view: View, phrase: Phrase) -> bool:
    """Whether a phrase is what fires: aircraft, drones, guns."""
    return phrase.first in view.weapon and view.weapon[phrase.first].entry["class"] in _PLATFORMS


def _acts(phrase: Phrase) -> bool:
    """Whether a place stands for those who act from it (a country or its capital)."""
    return phrase.kind == "place" and phrase.named and phrase.first == phrase.last


def _owner(view: View, token: int, clause: Clause) -> list[Phrase]:
    """Whom the noun before `token` belongs to: … تابعة لقوات الحكومة."""
    for at in range(token, min(token + 4, clause.high)):
        if view.norms[at] in OF and at + 1 < clause.high:
            phrase = view.phrase(at + 1)
            if phrase is not None and phrase.kind == "force":
                return listed(view, phrase)
    return []


def _holds(one: Candidate, weapon: Phrase, holder: Phrase) -> bool:
    """Whether a force named behind a weapon is taken to have used it: right behind it, or where the event is its consequence."""
    behind = holder.first == weapon.last + 1 and not one.frame.get("subject", "").startswith("actor")
    return behind or one.type in ("death", "injury")


def prepositional(view: View, one: Candidate, token: int, clause: Clause, found: Arguments) -> int:
    """Read the prepositional phrase at `token` into `found`; the token after it."""
    preposition = view.preposition(token) or ""
    word = view.tokens[token]
    if WITH_PRONOUN.match(word.core):
        return token + 1
    standalone = word.tag == "prep" or (word.core in INSIDE and not view.prefix(token)) or word.norm in SOURCE
    at = token + 1 if standalone else token
    frame = one.frame
    if word.norm in SOURCE:
        preposition = "source"
    elif (preposition == "من" and at < clause.high and view.norms[at] in BY_HAND) or (
        preposition == "علي" and at < clause.high and view.norms[at] in HANDS
    ):
        preposition, at = "source", at + 1
    elif preposition == "في" and at < clause.high and view.norms[at] in ("صفوف", "صفوفهم"):
        preposition, at = "sufuf", at + 1
    elif preposition == "من" and at < clause.high and view.norms[at] == "بين":
        at += 1
    if at < clause.high and view.norms[at] in OF:
        at += 1
    while at < clause.high and view.is_mark(at) and not view.is_break(at) and view.norms[at] not in ("،", ","):
        at += 1
    if at >= clause.high or at in clause.stops:
        return token + 1
    if token and view.norms[token - 1] in LINKED:
        return at + 1
    phrase = view.phrase(at)
    if phrase is None or phrase.first in clause.stops:
        return at
    group = listed(view, phrase)
    kind = phrase.kind
    end = group[-1].last + 1
    if preposition == "source":
        if kind in ("object", "place") and not _acts(phrase):
            owner = _owner(view, end, clause)  # مصدرها مواقع تابعة للجيش
            found.add("actor", owner)
            end = owner[-1].last + 1 if owner else end
        else:
            found.add("actor", group)
    elif preposition == "من" and one.type in ASSAULTS and _platform(view, phrase):
        found.add("actor", group)
    elif (
        preposition == "sufuf"
        or (preposition in ("في", "ب") and kind == "person" and one.type == "execution")
        or (preposition == "في" and kind == "object" and one.type == "destruction")
    ):
        found.add("target", group)
    elif preposition in AGAINST:
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
        if kind == "weapon" or (at in view.weapon and not phrase.named):
            found.add("instrument", group[:1])
            if phrase.last + 1 < clause.high and phrase.last + 1 not in clause.stops and not found.actors:
                holder = (
                    view.phrase(phrase.last + 1) if not view.is_mark(phrase.last + 1) and not view.preposition(phrase.last + 1) else None
                )
                if holder is not None and holder.kind == "force" and _holds(one, phrase, holder):
                    found.add("actor", listed(view, holder))
                    end = holder.last + 1
        elif frame.get("bi") == "target" and kind in ("person", "force", "object"):
            found.add("target", group)
        elif kind == "place" or (kind == "object" and _stands_there(view, phrase)):
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
    elif (preposition == "مع" and "maa" in frame) or (preposition == "عن" and "an" in frame and kind in ("person", "force")):
        found.add("target", group)
    elif preposition == "من" and kind in ("person", "force"):
        if frame.get("min") == "target" and not found.targets:
            found.add("target", group)
        elif frame.get("min") == "actor":
            found.add("actor", group)
    elif preposition == "من" and frame.get("min") == "actor" and kind == "" and view.tokens[phrase.first].kind == "latin":
        found.add("actor", group)
    elif preposition in INSIDE and (kind == "place" or (kind == "object" and _stands_there(view, phrase))):
        found.add("place", group)
    return end if end > token else token + 1
