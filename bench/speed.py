"""Words a second of the whole reading on one core, beside the automaton pass alone on the same text, and peak memory.

    python -m bench.speed [FILE.jsonl …] [--seconds 20]

Without files it reads the examples of this repository, again and again under new ids, so that it runs anywhere; a file of
news articles is the fairer measure. A word is a run of letters or digits. Time is this process's own, so that a busy machine
measures as an idle one does. Loading the tools is timed apart.
"""

from __future__ import annotations

import argparse
import itertools
import re
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from bench.gate import ROOT, records
from riwaya.annotate import pipeline
from riwaya.model import Article
from riwaya.repair import repair

_WORD: Final = re.compile(r"\w+")


def articles(files: Iterable[Path]) -> Iterator[Article]:
    """The documents of JSON lines files, over and over, each time under a new id."""
    texts = [record for path in files for record in records(path)]
    if not texts:
        raise SystemExit("no documents in these files; name JSON lines with a text in each")
    for lap in itertools.count():
        for number, record in enumerate(texts):
            yield Article(f"{lap}-{number}", record["text"], published=record.get("published"))


def peak_mib() -> float:
    """The most memory this process has held, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20) if sys.platform == "darwin" else most / 1024


def main(argv: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path, default=[ROOT / "examples" / "accounts.jsonl"])
    parser.add_argument("--seconds", type=float, default=20.0, help="time to spend on the whole reading")
    chosen = parser.parse_args(argv)
    begun = time.process_time()
    tools = pipeline.load_tools()
    _ = tools.compiled
    loading, loaded = time.process_time() - begun, peak_mib()

    words = characters = documents = 0
    whole = scan = 0.0
    for article in articles(chosen.files):
        begun = time.process_time()
        pipeline.read(article, tools)
        whole += time.process_time() - begun
        text = repair.repair(article, tools)
        automaton = tools.compiled.automaton
        begun = time.process_time()
        automaton.find_matches_as_indexes(text.folded, overlapping=True)
        scan += time.process_time() - begun
        words += len(_WORD.findall(article.text))
        characters += len(article.text)
        documents += 1
        if whole > chosen.seconds:
            break
    print(f"tools        {loading:.2f} s to load, {len(tools.entries):,} rows, {loaded:.0f} MiB")
    print(f"text         {documents:,} documents, {words:,} words, {characters:,} characters")
    print(f"reading      {words / whole:,.0f} words/s, {characters / whole / 1e6:.3f} million characters/s")
    print(f"automaton    {words / scan:,.0f} words/s alone on the same text: {scan / whole:.1%} of the reading")
    print(f"peak memory  {peak_mib():.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
