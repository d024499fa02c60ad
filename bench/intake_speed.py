"""How fast text comes in: decoding, extraction and repair, beside the peers ftfy and trafilatura alone, on one core.

    python -m bench.intake_speed [../shared/data/news-dev/articles.jsonl.gz]

Without data it repeats the invented article of the tests. Times are CPU time of this process, so that other work on the machine does not
count; MB are megabytes of UTF-8 text.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from riwaya.annotate import pipeline
from riwaya.intake import read
from riwaya.model import Article
from riwaya.repair import repair
from tests.fixtures.make import PARAGRAPHS

MOST = 1500


def texts(path: Path | None) -> list[str]:
    """Texts to measure on."""
    if path is None:
        body = "\n".join(PARAGRAPHS)
        return [f"{body}\n{number}" for number in range(MOST)]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for _, line in zip(range(MOST), lines, strict=False)]


def timed(name: str, size: int, work: Callable[[], object]) -> float:
    """Run `work`, print MB/s of CPU time, return it."""
    begun = time.process_time()
    work()
    rate = size / 1e6 / max(1e-9, time.process_time() - begun)
    print(f"{name:42} {rate:8.2f} MB/s")
    return rate


def main() -> None:
    """Measure and print."""
    corpus = texts(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    size = sum(len(one.encode("utf-8")) for one in corpus)
    tools = pipeline.load_tools()
    repair.repair(Article("warm", "وصلت القوا? إلى مسؤوليتهاعن صورايخ"), tools)
    print(f"{len(corpus)} texts, {size / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "texts.jsonl"
        table.write_text("".join(json.dumps({"id": str(n), "text": one}) + "\n" for n, one in enumerate(corpus)), encoding="utf-8")
        timed("JSONL in", size, lambda: list(read([table])))
        timed("JSONL in, repaired", size, lambda: [repair.repair(one, tools) for one in read([table]) if isinstance(one, Article)])
        pages = Path(folder) / "pages"
        pages.mkdir()
        for number, one in enumerate(corpus[:300]):
            body = "".join(f"<p>{line}</p>" for line in one.splitlines())
            (pages / f"{number}.html").write_text(f"<html><body><article>{body}</article></body></html>", encoding="utf-8")
        part = sum(len(one.encode("utf-8")) for one in corpus[:300])
        timed("HTML in (trafilatura and what we add)", part, lambda: list(read([pages])))
        import trafilatura

        timed(
            "  peer: trafilatura alone",
            part,
            lambda: [trafilatura.extract(one.read_text(encoding="utf-8")) for one in sorted(pages.iterdir())],
        )
    timed("repair alone", size, lambda: [repair.repair(Article("a", one), tools) for one in corpus])
    try:
        import ftfy
    except ImportError:
        print("  peer: ftfy is not installed")
    else:
        timed("  peer: ftfy alone", size, lambda: [ftfy.fix_text(one) for one in corpus])


if __name__ == "__main__":
    main()
