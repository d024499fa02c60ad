"""Score names on a file of tokens with BIO labels (ANERcorp: evaluation only, never trained on).

    python -m bench.anercorp FILE [--limit SENTENCES] [--show]

Each sentence is read as one document, tokens joined by blanks. Persons, locations and organizations are scored on exact token spans;
Riwaya's groups count as organizations, its facilities as locations where the file has them so, else they are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from riwaya.annotate import pipeline
from riwaya.model import Article
from riwaya.rules import Tools

LABELS = {"person": "PER", "place": "LOC", "organization": "ORG", "group": "ORG", "facility": "LOC"}
Span = tuple[int, int, str]


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """The sentences of a file: pairs of token and label."""
    rows: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) >= 2:
            rows.append((parts[0], parts[-1]))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def gold(rows: list[tuple[str, str]]) -> set[Span]:
    """The labelled spans as (first token, last token, label)."""
    found: set[Span] = set()
    start, kind = -1, ""
    for index, (_, label) in enumerate([*rows, ("", "O")]):
        bare = label.split("-")[-1][:3].upper()
        if start >= 0 and (label == "O" or label.startswith("B-") or bare != kind):
            if kind in LABELS.values():
                found.add((start, index - 1, kind))
            start = -1
        if label != "O" and start < 0:
            start, kind = index, bare
    return found


def predicted(rows: list[tuple[str, str]], tools: Tools) -> set[Span]:
    """What the reading of the sentence finds, on the same tokens."""
    text, starts, ends = "", [], []
    for word, _ in rows:
        text += " " if text else ""
        starts.append(len(text))
        text += word
        ends.append(len(text))
    reading = pipeline.read(Article("sentence", text), tools)
    found: set[Span] = set()
    for mention in reading.mentions:
        first = next((index for index, end in enumerate(ends) if mention.span.start < end), None)
        last = next((index for index, end in enumerate(ends) if mention.span.end <= end), None)
        if first is not None and last is not None:
            found.add((first, last, LABELS[mention.kind]))
    return found


def score(path: Path, tools: Tools, limit: int | None = None, *, show: bool = False) -> dict[str, tuple[int, int, int]]:
    """Hits, gold spans and found spans by label."""
    hits: Counter[str] = Counter()
    golds: Counter[str] = Counter()
    founds: Counter[str] = Counter()
    for number, rows in enumerate(sentences(path)):
        if limit is not None and number >= limit:
            break
        want, have = gold(rows), predicted(rows, tools)
        golds.update(kind for _, _, kind in want)
        founds.update(kind for _, _, kind in have)
        hits.update(kind for _, _, kind in want & have)
        if show:
            for sign, spans in (("missed", want - have), ("false", have - want)):
                for first, last, kind in sorted(spans):
                    print(
                        sign,
                        kind,
                        " ".join(word for word, _ in rows[first : last + 1]),
                        "|",
                        " ".join(w for w, _ in rows[max(0, first - 4) : last + 5]),
                    )
    return {kind: (hits[kind], golds[kind], founds[kind]) for kind in ("PER", "LOC", "ORG")}


def main() -> None:
    """Print precision, recall and F1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    table = score(given.file, pipeline.load_tools(), given.limit, show=given.show)
    total = tuple(sum(column) for column in zip(*table.values(), strict=True))
    for kind, (hit, want, have) in [*table.items(), ("all", total)]:
        f1, precision, recall = 2 * hit / max(1, want + have), hit / max(1, have), hit / max(1, want)
        print(f"{kind}  F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}  ({want} gold, {have} found)")


if __name__ == "__main__":
    main()
