"""Scores of found incidents against a collection whose texts are filed under the incidents they report.

Grouping by extended BCubed (Amigó et al. 2009), which allows a text in several incidents. Slots on each true incident of two or
more texts, against the found incident that shares most of its texts (Jaccard).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from riwaya.compare.geo import kilometres

Groups = Mapping[str, frozenset[str]]
Json = Mapping[str, Any]


def bcubed(true: Groups, found: Groups) -> tuple[float, float, float]:
    """Extended BCubed precision, recall and F1 of two maps from texts to groups."""
    precision, recall = _one_way(found, true), _one_way(true, found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _one_way(mine: Groups, other: Groups) -> float:
    members = _members(mine)
    total = 0.0
    for text, its in mine.items():
        near = set().union(*(members[group] for group in its))
        total += sum(min(len(its & mine[n]), len(other[text] & other[n])) / len(its & mine[n]) for n in near) / len(near)
    return total / len(mine)


def _members(groups: Groups) -> dict[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for text, its in groups.items():
        for group in its:
            members[group].add(text)
    return members


def score(texts: Sequence[Json], truth: Mapping[str, Json], answers: Sequence[Json]) -> dict[str, float]:
    """All figures: `texts` with their `incidents`, `truth` by incident id, `answers` as `riwaya incidents` prints them."""
    true = {text["id"]: frozenset(text["incidents"]) for text in texts}
    filed: dict[str, set[str]] = {text: set() for text in true}
    for number, answer in enumerate(answers):
        for text in answer["documents"]:
            if text in filed:
                filed[text].add(str(number))
    found = {text: frozenset(its) or frozenset({f"alone {text}"}) for text, its in filed.items()}
    precision, recall, f1 = bcubed(true, found)
    figures = {"bcubed precision": precision, "bcubed recall": recall, "bcubed f1": f1}
    mine = _members(found)
    right: dict[str, list[bool]] = defaultdict(list)
    for incident, its in sorted(_members(true).items()):
        if len(its) >= 2:
            best = max(
                {group for text in its for group in found[text]}, key=lambda group: (len(mine[group] & its) / len(mine[group] | its), group)
            )
            answer = answers[int(best)] if best.isdecimal() else {}
            for name, ok in _slots(truth[incident], answer):
                right[name].append(ok)
    return {**figures, **{name: sum(oks) / len(oks) for name, oks in right.items()}}


def _slots(gold: Json, answer: Json) -> list[tuple[str, bool]]:
    made = []
    if gold.get("lat") is not None:
        place = answer.get("place") or {}
        known = place.get("lat") is not None
        off = kilometres((gold["lat"], gold["lon"]), (place["lat"], place["lon"])) if known else float("inf")
        made.append(("place within 5 km", off <= 5))
    if gold.get("date"):
        made.append(("date within a day", _near(gold["date"], answer.get("date") or {})))
    for role in ("killed", "injured"):
        if gold.get(role):
            got = (answer.get("casualties") or {}).get(role) or {}
            high = got.get("high") if got.get("high") is not None else got.get("low")
            made.append((f"{role} highest", high == gold[role][1]))
    return made


def _near(gold: str, when: Json) -> bool:
    if not when.get("low"):
        return False
    day, low, high = (date.fromisoformat(one[:10]) for one in (gold, when["low"], when.get("high") or when["low"]))
    return (low - day).days <= 1 and (day - high).days <= 1 and (high - low).days <= 3
