"""Who is meant: mentions linked to entities, with the reason and a certainty.

A name of the lexicons is linked to its row (قسد, قوات سوريا الديمقراطية and SDF are one). Persons that no lexicon knows are linked
inside the document by the parts of their names (باولو جنتيلوني … جنتيلوني). What is spelt the same under the fold is one entity of
its kind. Nothing is merged in silence: each link says why and how surely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from riwaya.annotate.names_shape import Candidate
from riwaya.fold import fold
from riwaya.ids import content_id
from riwaya.model import Entity, Mention, Text
from riwaya.rules import Entry

__all__ = ["link", "person_key"]


@dataclass(slots=True)
class _Group:
    """Mentions that stand for one entity."""

    kind: str
    name: str
    entry: Entry | None = None
    surfaces: dict[str, str] = field(default_factory=dict)


def person_key(name: str) -> tuple[str, ...]:
    """The parts of a person's name as they are compared: folded, عبد and أبو joined to what follows, articles and بن left out.

    >>> person_key("عبد الله بن محمد الأحمر") == person_key("عبدالله محمد احمر")
    True
    """
    parts: list[str] = []
    glue = ""
    for word in fold(name).replace("(", " ").replace(")", " ").replace("-", " ").split():
        if word in ("بن", "ابن", "ال"):
            continue
        if word in ("عبد", "ابو", "ابي", "ابا", "ام", "ولد"):
            glue += "ابو" if word in ("ابي", "ابا") else word
            continue
        bare = word[2:] if word.startswith("ال") and len(word) > 4 and not glue else word
        parts.append(glue + bare)
        glue = ""
    return tuple(parts or [glue])


def link(text: Text, chosen: Sequence[Candidate], mentions: Sequence[Mention]) -> tuple[list[Mention], list[Entity]]:
    """The mentions with `Mention.entity` and the reason of the link in `Mention.resolved`, and the entities.

    `mentions` belong to `chosen` one by one.
    """
    groups: dict[str, _Group] = {}
    persons: dict[tuple[str, ...], str] = {}
    found: list[Mention] = []
    for one, mention in zip(chosen, mentions, strict=True):
        surface = text.read[mention.span.start : mention.span.end].replace("\n", " ").strip()
        identity, reason, certainty = _identify(one, surface, persons)
        group = groups.setdefault(identity, _Group(mention.kind, _name(one, surface), _row(one)))
        if mention.kind == "person" and len(surface) > len(group.name) and group.entry is None:
            group.name = surface
        group.surfaces.setdefault(fold(surface), surface)
        found.append(replace(mention, entity=identity, resolved={**(mention.resolved or {}), "link": reason, "link_certainty": certainty}))
    return found, [_entity(identity, group) for identity, group in groups.items()]


def _row(one: Candidate) -> Entry | None:
    """The row of the lexicon that a mention was found by; a place of a gazetteer is settled by its coordinates instead."""
    return one.entry if one.entry is not None and one.entry.lexicon in ("actors", "places") else None


def _name(one: Candidate, surface: str) -> str:
    row = _row(one)
    return row.lemma if row is not None and row["kind"] == one.kind else surface


def _identify(one: Candidate, surface: str, persons: dict[tuple[str, ...], str]) -> tuple[str, str, float]:
    """The id of the entity that a mention stands for, the reason, and how sure it is."""
    row = _row(one)
    if row is not None and row["kind"] == one.kind:
        identity = content_id("entity", row.lexicon, row.id)
        if one.kind == "person":
            persons.setdefault(person_key(surface), identity)
            persons.setdefault(person_key(row.lemma), identity)
        exact = fold(surface) == fold(row.lemma)
        return identity, "lexicon" if exact else "lexicon alias", 0.95 if exact else 0.9
    if one.kind == "person":
        return _identify_person(surface, persons)
    return content_id("entity", one.kind, fold(surface).replace("#", "").replace("_", " ")), "same spelling", 0.7


def _identify_person(surface: str, persons: dict[tuple[str, ...], str]) -> tuple[str, str, float]:
    key = person_key(surface)
    if key in persons:
        return persons[key], "same name", 0.9
    holders = {identity for other, identity in persons.items() if _fits(key, other)}
    if len(holders) == 1:
        identity = next(iter(holders))
        persons[key] = identity
        return identity, "name part", 0.75 if len(key) == 1 else 0.85
    identity = content_id("entity", "person", *key)
    persons[key] = identity
    return identity, "several bear this name part" if holders else "first mention", 0.6 if holders else 0.8


def _fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` is the first or last part of a fuller name, or its parts in their order.

    >>> _fits(("جنتيلوني",), ("باولو", "جنتيلوني")), _fits(("باولو", "روسي"), ("باولو", "جنتيلوني"))
    (True, False)
    """
    if len(short) >= len(full):
        return False
    if len(short) == 1:
        return short[0] in (full[0], full[-1])
    rest = iter(full)
    return all(part in rest for part in short)


def _entity(identity: str, group: _Group) -> Entity:
    identifiers: dict[str, str] = {}
    if group.entry is not None:
        identifiers["lexicon"] = group.entry.id
        for column in ("wikidata", "english"):
            if group.entry[column]:
                identifiers[column] = group.entry[column]
    aliases = tuple(surface for spelling, surface in group.surfaces.items() if spelling != fold(group.name))
    return Entity(identity, group.kind, group.name, aliases, identifiers)
