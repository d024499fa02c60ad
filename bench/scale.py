"""How a ledger grows: rates, size, latencies and memory at several sizes, and the exponents between them.

    python -m bench.scale [--from FILE.jsonl] [--sizes 1000 4000 16000] [--compare] [--ledger postgresql://…]

Reads a sample once, and makes as many documents of it as are wanted: under new ids, on shifted days, and with the names of places
exchanged for others of the same length, so that spans hold and incidents do not all fall into one. Times are wall-clock times; the
reading itself is timed on the sample (it does not depend on the size of the ledger). An exponent of 1 is growth with the size, 0 none.
`--compare` lays the incidents side by side as well, and measures the pages made of them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from bench.gate import ROOT, records
from bench.speed import peak_mib
from riwaya import compare, ledger
from riwaya.annotate import pipeline
from riwaya.ledger import catalogue, lists
from riwaya.model import Article

Record = dict[str, Any]
_SAMPLE: Final = 150
_DAYS: Final = 3000
_ASKED: Final = ("قصف", "مقتل مدنيين", "دمشق", "وزارة الدفاع", "Aleppo", "اشتباكات في ريف", "الأمم المتحدة", "انفجار سيارة")


def sample(file: Path, most: int = _SAMPLE) -> tuple[list[Record], float]:
    """Readings of the first documents of a file, and the seconds that reading one took."""
    tools = pipeline.load_tools()
    pipeline.read(Article("", "قال مصدر إن شخصين قتلا أمس في المدينة."), tools)  # loads what is loaded on first use
    texts = list(itertools.islice(records(file), most))
    begun = time.perf_counter()
    found = [
        pipeline.read(Article(str(n), one["text"], source=one.get("source"), published=one.get("published")), tools).to_json()
        for n, one in enumerate(texts)
    ]
    return found, (time.perf_counter() - begun) / max(1, len(found))


def resampled(readings: list[Record], number: int, first: int = 0) -> Iterator[Record]:
    """Documents made of the sample, numbered from `first`; the same number is the same document."""
    names: dict[int, list[str]] = defaultdict(list)
    for one in readings:
        for mention in one["mentions"]:
            if mention["kind"] == "place":
                names[mention["end"] - mention["start"]].append(one["text"][mention["start"] : mention["end"]])
    pools = {length: sorted(set(found)) for length, found in names.items()}
    for each in range(first, first + number):
        yield _shifted(readings[each % len(readings)], each, pools)


def _shifted(reading: Record, number: int, pools: dict[int, list[str]]) -> Record:
    chance = random.Random(number)
    days = timedelta(days=chance.randrange(_DAYS))
    text, swapped = reading["text"], dict[str, str]()
    for mention in reading["mentions"]:
        start, end = mention["start"], mention["end"]
        surface = reading["text"][start:end]
        if mention["kind"] == "place":
            swapped.setdefault(surface, chance.choice(pools[end - start]))
            text = text[:start] + swapped[surface] + text[end:]
    made: Record = json.loads(json.dumps({key: value for key, value in reading.items() if key != "text"}))
    made["text"] = text
    made["document"] |= {"id": f"document-{number:08}", "published": _later(made["document"].get("published"), days)}
    made["entities"] = [{**one, "name": swapped.get(one["name"], one["name"])} for one in made["entities"]]
    made["times"] = [{**one, "value": _later(one["value"], days)} for one in made["times"]]
    for kind in ("mentions", "quantities", "speech", "events", "framing", "repairs"):
        for record in made[kind]:
            record.pop("surface", None)
    return made


def _later(value: str | None, days: timedelta) -> str | None:
    try:
        return (date.fromisoformat((value or "")[:10]) + days).isoformat() if value and len(value) == 10 else value
    except (ValueError, OverflowError):
        return value


def measure(place: str, readings: list[Record], have: int, size: int, *, compared: bool) -> dict[str, float]:
    """Let the ledger at `place` grow from `have` documents to `size`, and measure it there."""
    figures: dict[str, float] = {}
    with ledger.open(place) as book:
        begun = time.perf_counter()
        for one in resampled(readings, size - have, have):
            book.add(one)
        figures["write one document, ms"] = (time.perf_counter() - begun) / (size - have) * 1000
        figures["size of one document, kB"] = _bytes(book, place) / size / 1000
        figures["read all back, s"] = _seconds(lambda: sum(1 for _ in book.readings()))
        figures["open one document, ms"] = _median(lambda n: book.reading(f"document-{n * 7919 % size:08}"))
        incidents: list[Record] = []
        if compared:
            figures["compare all, s"] = _seconds(lambda: incidents.extend(one.to_json() for one in compare.incidents(book)))
            figures["incidents"] = len(incidents)
        figures["make the catalogue, s"] = _seconds(lambda: catalogue.build(book, incidents, str(size)))
        shown = lists.Lists(book)
        figures["search texts, ms"] = _median(lambda n: shown.search(_ASKED[n % len(_ASKED)]))
        if incidents:
            figures["search incidents, ms"] = _median(lambda n: shown.incidents(lists.Wanted(words=_ASKED[n % len(_ASKED)])))
            figures["page of an incident, ms"] = _median(lambda n: _page(shown, incidents[n * 7919 % len(incidents)]["id"]))
    figures["peak memory, MiB"] = peak_mib()
    return figures


def _page(shown: lists.Lists, name: str) -> None:
    found = shown.incident(name)
    if found:
        shown.documents(found["documents"])
        shown.namings(found["documents"])


def _bytes(book: ledger.Ledger, place: str) -> int:
    if "://" not in place:
        return sum(path.stat().st_size for path in (Path(place), Path(f"{place}-wal")) if path.exists())
    with book._reading() as db:
        return int(db.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _median(work: Callable[[int], object], times: int = 24) -> float:
    return statistics.median(_seconds(lambda n=n: work(n)) for n in range(times)) * 1000  # type: ignore[misc]


def main(argv: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--from", dest="file", type=Path, default=ROOT / "examples" / "accounts.jsonl")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 4000])
    parser.add_argument("--compare", action="store_true", help="lay the incidents side by side too")
    parser.add_argument("--ledger", help="an empty database to use instead of a file of its own")
    parser.add_argument("--step", help=argparse.SUPPRESS)  # one size, in a process of its own: the peak of memory never falls
    chosen = parser.parse_args(argv)
    if chosen.step:
        given = json.loads(chosen.step)
        readings = json.loads(Path(given["sample"]).read_text(encoding="utf-8"))
        print(json.dumps(measure(given["place"], readings, given["have"], given["size"], compared=chosen.compare)))
        return 0
    readings, each = sample(chosen.file)
    print(f"sample: {len(readings)} documents, {each * 1000:.1f} ms to read one")
    table: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory(prefix="riwaya-scale-") as folder:
        kept = Path(folder) / "sample.json"
        kept.write_text(json.dumps(readings), encoding="utf-8")
        have = 0
        for size in sorted(chosen.sizes):
            step = {"sample": str(kept), "place": chosen.ledger or str(Path(folder) / "ledger.db"), "have": have, "size": size}
            command = [sys.executable, "-m", "bench.scale", "--step", json.dumps(step), *(["--compare"] if chosen.compare else [])]
            table.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
            have = size
    _show(sorted(chosen.sizes), table)
    return 0


def _show(sizes: list[int], table: list[dict[str, float]]) -> None:
    print(f"{'documents':28}" + "".join(f"{size:>12,}" for size in sizes) + f"{'exponent':>12}")
    for name in table[-1]:
        values = [row.get(name, math.nan) for row in table]
        line = f"{name:28}" + "".join(f"{value:>12,.1f}" for value in values)
        if len(sizes) > 1 and values[0] > 0 and values[-1] > 0:
            line += f"{math.log(values[-1] / values[0]) / math.log(sizes[-1] / sizes[0]):>12.2f}"
        print(line)


if __name__ == "__main__":
    sys.exit(main())
