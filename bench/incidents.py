"""Estimate the weights of linking on labelled incidents, and check them on incidents they were not estimated on.

    python bench/incidents.py COLLECTION LEDGER

COLLECTION holds texts.jsonl, whose rows say which `incidents` a text reports; LEDGER holds the readings of those texts. The
incidents are dealt into two halves; weights are estimated on the pairs of each half and scored on the other, then on all of
them for the table that ships (`data/tables/linkage.csv`). Grouping is scored by extended BCubed (Amigó et al. 2009). No
randomness: halves are dealt by the digest of an incident's id.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from riwaya import ledger
from riwaya.compare import cluster, gather, link
from riwaya.compare.reports import Report

Truth = dict[str, frozenset[str]]
Pair = tuple[int, int]
Levels = Mapping[str, float]


def half(incident: str) -> int:
    """0 or 1, by the digest of the id."""
    return blake2b(incident.encode(), digest_size=1).digest()[0] & 1


def bcubed(true: Mapping[str, frozenset[str]], found: Mapping[str, frozenset[str]]) -> tuple[float, float, float]:
    """Extended BCubed precision, recall and F1 of two maps from texts to groups."""

    def one_way(mine: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> float:
        members: dict[str, set[str]] = defaultdict(set)
        for text, its in mine.items():
            for group in its:
                members[group].add(text)
        total = 0.0
        for text, its in mine.items():
            near = set().union(*(members[group] for group in its))
            total += sum(min(len(its & mine[n]), len(other[text] & other[n])) / len(its & mine[n]) for n in near) / len(near)
        return total / len(mine)

    precision, recall = one_way(found, true), one_way(true, found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def fit(rows: Sequence[Levels], labels: Sequence[bool], names: Sequence[str], ridge: float = 1.0) -> dict[str, float]:
    """Weights of a logistic model by Newton's method, with a ridge that keeps them small."""
    weights = [0.0] * len(names)
    table = [[row.get(name, 0.0) for name in names] for row in rows]
    for _ in range(12):
        slope = [-ridge * weight for weight in weights]
        bend = [[ridge if one == two else 0.0 for two in range(len(names))] for one in range(len(names))]
        for values, label in zip(table, labels, strict=True):
            chance = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sum(w * v for w, v in zip(weights, values, strict=True))))))
            sure = chance * (1 - chance)
            for one, value in enumerate(values):
                if value:
                    slope[one] += (label - chance) * value
                    row = bend[one]
                    for two, other in enumerate(values):
                        row[two] += sure * value * other
        weights = [weight + step for weight, step in zip(weights, _solve(bend, slope), strict=True)]
    return {name: round(weight, 3) for name, weight in zip(names, weights, strict=True)}


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with partial pivoting."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for below in range(at + 1, size):
            share = rows[below][at] / rows[at][at]
            if share:
                rows[below] = [x - share * y for x, y in zip(rows[below], rows[at], strict=True)]
    found = [0.0] * size
    for at in reversed(range(size)):
        found[at] = (rows[at][size] - sum(rows[at][k] * found[k] for k in range(at + 1, size))) / rows[at][at]
    return found


def score(
    ordered: Sequence[Report], true: Truth, likely: Mapping[Pair, float], threshold: float, only: set[int] | None = None
) -> tuple[float, float, float]:
    """BCubed of the groups made of these likelihoods; with `only`, of those reports alone."""
    kept = sorted(only if only is not None else range(len(ordered)))
    place = {number: at for at, number in enumerate(kept)}
    near = {(place[one], place[two]): chance for (one, two), chance in likely.items() if one in place and two in place}
    found: dict[str, frozenset[str]] = {}
    for number, group in enumerate(cluster.average(near, len(kept), threshold)):
        for member in group:
            found[ordered[kept[member]].document] = frozenset({str(number)})
    return bcubed({document: true[document] for document in found}, found)


def main() -> None:
    """Print what each half says of the other, and the weights of both together."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("collection", type=Path)
    asked.add_argument("ledger", type=Path)
    asked.add_argument("--thresholds", type=float, nargs="*", default=[0.3, 0.35, 0.4, 0.45, 0.5])
    told = asked.parse_args()
    with (told.collection / "texts.jsonl").open(encoding="utf-8") as lines:
        true = {row["id"]: frozenset(row["incidents"]) for row in map(json.loads, lines)}
    with ledger.open(told.ledger, create=False) as book:
        ordered = [report for report in map(gather.report, book.readings()) if report.document in true]
    ready = link.sketches(ordered)
    pairs = list(link.pairs(ready))
    rows = [link.levels(ready[one], ready[two]) for one, two in pairs]
    labels = [bool(true[ordered[one].document] & true[ordered[two].document]) for one, two in pairs]
    names = sorted({name for row in rows for name in row})
    print(f"{len(ordered)} reports, {len(pairs)} pairs, {sum(labels)} of them one incident")
    side = [{half(incident) for incident in true[report.document]} for report in ordered]

    def likelihoods(weights: Mapping[str, float]) -> dict[Pair, float]:
        return {pair: link.probability(row, weights) for pair, row in zip(pairs, rows, strict=True)}

    for learnt in (0, 1):
        inside = [at for at, (one, two) in enumerate(pairs) if side[one] == side[two] == {learnt}]
        weights = fit([rows[at] for at in inside], [labels[at] for at in inside], names)
        likely = likelihoods(weights)
        others = {number for number in range(len(ordered)) if side[number] == {1 - learnt}}
        for threshold in told.thresholds:
            _tell(f"learnt on half {learnt}, at {threshold}: the other half", score(ordered, true, likely, threshold, others))
            _tell(f"learnt on half {learnt}, at {threshold}: all", score(ordered, true, likely, threshold))
    weights = fit(rows, labels, names)
    for threshold in told.thresholds:
        _tell(f"learnt on all, at {threshold}: all", score(ordered, true, likelihoods(weights), threshold))
    print(json.dumps(weights, indent=4))


def _tell(what: str, figures: Iterable[float]) -> None:
    print(f"{what:52} " + "  ".join(f"{figure:.3f}" for figure in figures))


if __name__ == "__main__":
    main()
