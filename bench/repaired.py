"""What repair does to a whole corpus: a count for each reason, with examples to look at, and a check that nothing is lost.

python -m bench.repaired FILE.jsonl[.gz]… [--examples 20]
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from pathlib import Path

from riwaya.annotate import pipeline
from riwaya.model import Article
from riwaya.repair import repair


def main() -> None:
    """Read, repair, check, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--examples", type=int, default=20)
    args = parser.parse_args()
    tools = pipeline.load_tools()
    edits: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    texts = characters = 0
    for path in args.files:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                original = json.loads(line)["text"]
                text = repair.repair(Article("bench", original), tools)
                texts, characters = texts + 1, characters + len(original)
                assert text.original == original
                assert text.offsets.apply(original) == text.read
                edits.update(edit.reason for edit in text.offsets.edits)
                for one in text.repairs:
                    assert 0 <= one.span.start < one.span.end <= len(original)
                    before = original[max(0, one.span.start - 15) : one.span.start].replace("\n", " ")
                    shown = f"{before}[{one.span.of(original)}] → {one.repaired}  {one.confidence}"
                    examples.setdefault(one.reason, []).append(shown.replace("\n", "⏎"))
    print(f"{texts:,} texts, {characters:,} characters, none lost")
    for reason, count in edits.most_common():
        print(f"{reason:24} {count:7,} edits {len(examples.get(reason, [])):7,} words reported")
    rng = random.Random(1)
    for reason in sorted(examples):
        print(f"\n{reason}")
        for shown in rng.sample(examples[reason], min(args.examples, len(examples[reason]))):
            print("   ", shown)


if __name__ == "__main__":
    main()
