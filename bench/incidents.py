"""Estimate the weights of linking on labelled incidents, and check them on incidents they were not estimated on.

    python -m bench.incidents COLLECTION LEDGER

COLLECTION holds texts.jsonl, whose rows say which `incidents` a text reports; LEDGER holds the readings of those texts. The
incidents are dealt into two halves; weights are estimated on the pairs of each half and scored on the other, then on all of
them for the table that ships (`data/tables/linkage.csv`). Grouping is scored by extended BCubed (Amigó et al. 2009). No
randomness: halves are dealt by the digest of an incident's id.
"""

import argparse
import json
import math
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bench.incident_score import bcubed
from bench.incident_score import score as score_answers
from riwaya import compare, ledger
from riwaya.batch import Pool
from riwaya.compare import cluster, gather, link
from riwaya.compare.reports import Report
from riwaya.model import Article

Truth = dict[str, frozenset[str]]
Pair = tuple[int, int]
Levels = Mapping[str, float]


def half(incident: str) -> int:
    """0 or 1, by the digest of the id."""
    return blake2b(incident.encode(), digest_size=1).digest()[0] & 1


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


def figures(texts: Path, truth: Path) -> dict[str, float]:
    """Read a collection into a ledger that is thrown away, with the gazetteer beside it, and score the incidents found."""
    rows = _lines(texts)
    gazetteer = texts.parent.parent / "places" / "syria-pcodes.tsv"
    articles = [Article(row["id"], row["text"], source=row.get("source"), published=row.get("published")) for row in rows]
    gazetteers = (str(gazetteer),) if gazetteer.is_file() else ()
    with tempfile.TemporaryDirectory() as folder, ledger.open(Path(folder) / "bench.db") as book, Pool(gazetteers=gazetteers) as pool:
        for outcome in pool.read(articles):
            if outcome.reading is None:
                raise SystemExit(f"{outcome.problem}")
            book.add(outcome.reading)
        answers = [incident.to_json() for incident in compare.incidents(book)]
    return score_answers(rows, {row["id"]: row for row in _lines(truth)}, answers)


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def main() -> None:
    """Print what each half says of the other, and the weights of both together."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("collection", type=Path)
    asked.add_argument("ledger", type=Path)
    asked.add_argument("--thresholds", type=float, nargs="*", default=[0.3, 0.35, 0.4, 0.45, 0.5])
    told = asked.parse_args()
    true = {row["id"]: frozenset(row["incidents"]) for row in _lines(told.collection / "texts.jsonl")}
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
