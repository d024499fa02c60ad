"""What linking costs as a ledger grows: reports of a ledger resampled with shifted dates and places.

    python -m bench.linkage_cost LEDGER [--sizes 1000 10000]

Each copy of a report moves by a whole number of weeks of its own and gets places of its own (the same names with a mark of the copy), so
that copies never meet. Prints pairs, seconds and peak memory by size, and the exponent of the growth.
"""

import argparse
import math
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from riwaya import ledger
from riwaya.compare import cluster, gather, link
from riwaya.compare.reports import Report


def resampled(reports: Sequence[Report], size: int) -> list[Report]:
    """`size` reports, in rounds over the given ones; round 0 as they are."""
    return [_moved(reports[at % len(reports)], at // len(reports)) for at in range(size)]


def _moved(report: Report, copy: int) -> Report:
    if copy == 0:
        return report
    days = 7 * copy
    return replace(
        report,
        document=f"{report.document}#{copy}",
        published=None if report.published is None else report.published + days,
        days=tuple(replace(day, ordinal=day.ordinal + days) for day in report.days),
        places=tuple(replace(place, key=f"{place.key} {copy}") for place in report.places),
    )


def main() -> None:
    """Print one line a size."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("ledger", type=Path)
    asked.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000])
    told = asked.parse_args()
    with ledger.open(told.ledger, create=False) as book:
        reports = [report for report in map(gather.report, book.readings()) if report.published is not None]
    weights = link.shipped()
    before: tuple[int, float] | None = None
    for size in told.sizes:
        sample = resampled(reports, size)
        start = time.perf_counter()
        ready = link.sketches(sample)
        likely: dict[tuple[int, int], float] = {}
        count = 0
        for one, other in link.pairs(ready):
            count += 1
            chance = link.probability(link.levels(ready[one], ready[other]), weights)
            if chance >= 0.01:
                likely[one, other] = chance
        groups = cluster.average(likely, size, 0.3)
        seconds = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        growth = "" if before is None else f"  n^{math.log(seconds / before[1]) / math.log(size / before[0]):.2f}"
        print(f"{size:>8} reports  {count:>9} pairs  {len(groups):>7} groups  {seconds:8.1f} s  {memory:7.0f} MB{growth}", flush=True)
        before = size, seconds


if __name__ == "__main__":
    main()
