"""Train the bigram model that ranks repairs, and write its card.

    python -m bench.train_repair ../shared/data/news-dev/articles.jsonl.gz [--hold-out PAPER,PAPER] [--out FILE]

The counts come from SaudiNewsNet (July 2015, CC BY-NC-SA 4.0), so the model carries that licence, apart from the code's. Deterministic:
no seed, no sampling.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from riwaya.repair.context import BREAK, shape, tokens

HERE = Path(__file__).resolve().parent.parent / "src" / "riwaya" / "data" / "models" / "repair-context.json"
COMMON = 200
LEAST_WORD, LEAST_PAIR, LEAST_CLASS = 2, 2, 5


def texts(path: Path, hold_out: frozenset[str]) -> Iterator[str]:
    """The texts of a JSONL file of articles, without those of the held-out papers; a text that stands twice counts once."""
    seen: set[bytes] = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            digest = hashlib.blake2b(row["text"][:400].encode(), digest_size=8).digest()
            if row["source"] not in hold_out and digest not in seen:
                seen.add(digest)
                yield row["text"]


def train(corpus: Iterable[str]) -> dict[str, Any]:
    """Counts of words, pairs and classes, in the shape that `riwaya.repair.context.parse` reads."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in corpus:
        line = [BREAK, *tokens(text), BREAK]
        words.update(line[1:])
        pairs.update(pairwise(line))
    kept = sorted((word for word, count in words.items() if count >= LEAST_WORD and word), key=lambda word: (-words[word], word))
    index = {word: at for at, word in enumerate(kept)}
    followers = Counter(left for (left, _), count in pairs.items() if count >= LEAST_PAIR)
    rows: list[list[int]] = [[followers[word]] for word in kept]
    for (left, right), count in sorted(pairs.items()):
        if count >= LEAST_PAIR and left in index and right in index:
            rows[index[left]] += [index[right], count]
    while rows and rows[-1] == [0]:
        rows.pop()
    classes, lifts = _lifts(words, pairs, frozenset(kept[:COMMON]))
    return {"common": [COMMON], "words": kept, "counts": [words[word] for word in kept], "pairs": rows, "classes": classes, "lifts": lifts}


def _lifts(words: Counter[str], pairs: Counter[tuple[str, str]], common: frozenset[str]) -> tuple[list[str], list[list[float]]]:
    def kind(word: str) -> str:
        return word if word in common else shape(word)

    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for word, count in words.items():
        single[kind(word)] += count
    for (left, right), count in pairs.items():
        double[kind(left), kind(right)] += count
    total = sum(single.values())
    classes = sorted(single)
    at = {name: number for number, name in enumerate(classes)}
    rows: list[list[float]] = [[] for _ in classes]
    for left in classes:
        for right in classes:
            expected = single[left] * single[right] / total
            seen = double[left, right]
            if expected + seen >= LEAST_CLASS:
                lift = round((seen + 3) / (expected + 3), 2)
                if lift != 1:
                    rows[at[left]] += [at[right], lift]
    return classes, rows


def card(model: dict[str, Any], data: Path, hold_out: frozenset[str], body: str) -> str:
    """The model card: what it is, of which data, under which licence, with which digest."""
    digest = hashlib.sha256(body.encode()).hexdigest()
    held = "; held out: " + ", ".join(sorted(hold_out)) if hold_out else ""
    sizes = f"words ({len(model['words']):,}), pairs of words ({sum(len(row) // 2 for row in model['pairs']):,})"
    return f"""# repair-context.json

- **What**: counts of {sizes} and word classes ({len(model["classes"]):,}), to rank candidate repairs of a damaged word by its neighbours.
- **Data**: {data.name}: 4,239 articles of Saudi papers, July 2015 (SaudiNewsNet), texts that stand twice counted once{held}.
  No sentence can be rebuilt from pairs seen at least {LEAST_PAIR} times.
- **Licence**: CC BY-NC-SA 4.0, as the data; apart from the code's licence. Riwaya works without the file.
- **Trained by**: `python -m bench.train_repair`; no seed, no sampling: the same data give the same bytes.
- **Scores**: see docs/repair.md (`python -m bench.damage`, with and without the model, also with the tested papers held out).
- **SHA-256**: `{digest}`
"""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--hold-out", default="")
    parser.add_argument("--out", type=Path, default=HERE)
    args = parser.parse_args()
    hold_out = frozenset(filter(None, args.hold_out.split(",")))
    model = train(texts(args.data, hold_out))
    body = json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n"
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(body, encoding="utf-8")
    args.out.with_suffix(".md").write_text(card(model, args.data, hold_out, body), encoding="utf-8")
    print(f"{args.out}: {len(body.encode()) / 1e6:.1f} MB, {len(model['words']):,} words, {sum(model['counts']):,} tokens")


if __name__ == "__main__":
    main()
