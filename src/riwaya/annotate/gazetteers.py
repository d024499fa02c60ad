"""Gazetteer files: the default one, and what users add (GeoNames dumps, OCHA COD tables, other CSV tables, GeoJSON).

Every file becomes rows of one shape; a row that cannot be right is left out and said so, with its line.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

from riwaya.errors import RulesError
from riwaya.fold import fold

__all__ = ["Gazetteer", "Row", "read", "write"]

_ARABIC: Final = re.compile(r"[ء-ي]")
_FAR: Final = 8.0  # degrees from the middle of a regional table at which a row lies elsewhere
_GEONAMES_COLUMNS: Final = 19
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name_ar", "name.local", "ar", "arabic", "name_arabic", "adm4_ar", "adm3_ar", "adm2_ar", "adm1_ar", "lemma", "name"),
    "english": ("name_en", "name.en", "en", "english", "adm4_en", "adm3_en", "adm2_en", "adm1_en"),
    "id": ("pcode", "id", "code.id", "geonameid", "adm4_pcode", "adm3_pcode", "adm2_pcode", "adm1_pcode"),
    "lat": ("lat", "latitude", "geo.lat", "y"),
    "lon": ("lon", "lng", "long", "longitude", "geo.lon", "x"),
    "kind": ("kind", "class", "type", "level_name.en", "featurecla", "place"),
    "country": ("country", "country_code", "iso2"),
    "forms": ("forms", "aliases", "alternatenames"),
    "population": ("population", "pop"),
}
_ADMIN_COLUMNS: Final = ("gov_ar", "dist_ar", "sub_ar", "adm1_ar", "adm2_ar", "adm3_ar", "parent.name.local", "admin", "governorate")
_KINDS: Final[Mapping[str, str]] = {
    "c": "community", "n": "neighbourhood", "governorate": "governorate", "province": "governorate", "district": "district",
    "subdistrict": "district", "sub-district": "district", "capital": "city",
}  # fmt: skip
# GeoNames feature codes; the rest of class P are villages
_FEATURES: Final[Mapping[str, str]] = {
    "PPLC": "city", "PPLA": "city", "PPLA2": "town", "PPLA3": "town", "PPLX": "neighbourhood", "ADM1": "governorate",
    "ADM2": "district", "ADM3": "district", "PCLI": "country", "AIRP": "airport", "AIRB": "airbase", "DAM": "dam", "STM": "river",
    "MT": "mountain", "LK": "lake",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a gazetteer. `admin` are the Arabic names of the units it lies in, smallest last."""

    id: str
    name: str
    lat: float
    lon: float
    kind: str = "community"
    english: str = ""
    forms: tuple[str, ...] = ()
    country: str = ""
    admin: tuple[str, ...] = ()
    population: int = 0


_NOWHERE: Final = Row("", "", 0.0, 0.0)


@dataclass(slots=True)
class Gazetteer:
    """The rows of a file, and a line for each one that was left out."""

    rows: list[Row] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def read(path: Path) -> Gazetteer:
    """Read a gazetteer file; its shape is told from its content.

    Raises:
        RulesError: the file cannot be read, has no columns for name and coordinates, or no usable row.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RulesError(f"cannot be read ({error.strerror})", where=str(path), remedy="check the path") from error
    except UnicodeDecodeError as error:
        raise RulesError("not UTF-8", where=str(path), remedy="save the table as UTF-8 and add it again") from error
    found = _parse(content, path)
    _check(found, path)
    if not found.rows:
        why = f" ({found.skipped[0]})" if found.skipped else ""
        raise RulesError(f"holds no usable place{why}", where=str(path), remedy="give rows with an Arabic name, latitude and longitude")
    return found


def write(rows: Iterable[Row], path: Path) -> None:
    """Write rows as a CSV table that `read` reads back."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "name_ar", "forms", "name_en", "kind", "lat", "lon", "country", "population", "admin"))
        for row in rows:
            parts = (row.id, row.name, "|".join(row.forms), row.english, row.kind, row.lat, row.lon, row.country)
            writer.writerow((*parts, row.population or "", "|".join(row.admin)))


def _parse(content: str, path: Path) -> Gazetteer:
    head = content.lstrip()[:1]
    if head and head in "{[":
        try:
            return _from_json(json.loads(content), path)
        except json.JSONDecodeError as error:
            raise RulesError(f"not well-formed JSON ({error.msg})", where=f"{path}:{error.lineno}", remedy="export it again") from error
    lines = [line for line in content.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        raise RulesError("is empty", where=str(path), remedy="give a table with a header, a GeoNames dump or GeoJSON")
    if lines[0].count("\t") == _GEONAMES_COLUMNS - 1 and lines[0].split("\t")[0].isdigit():
        return _from_geonames(content)
    return _from_table(content, path, "\t" if lines[0].count("\t") > lines[0].count(",") else ";" if ";" in lines[0] else ",")


# tables ---------------------------------------------------------------------------------------------------------------


def _from_table(content: str, path: Path, delimiter: str) -> Gazetteer:
    skip = len(content) - len(content.lstrip("\n"))
    comments = 0
    for line in content[skip:].splitlines():
        if not line.startswith("#"):
            break
        comments += 1
    body = "\n".join(content[skip:].splitlines()[comments:])
    reader = csv.DictReader(io.StringIO(body, newline=""), delimiter=delimiter)
    header = {name.strip().lower(): name for name in reader.fieldnames or ()}
    columns = {what: next((header[name] for name in names if name in header), None) for what, names in _COLUMNS.items()}
    missing = [what for what in ("name", "lat", "lon") if columns[what] is None]
    if missing:
        raise RulesError(
            f"has no column for {', '.join(missing)} (found: {', '.join(list(header)[:8])})",
            where=f"{path}:1",
            remedy="name the columns name_ar, lat and lon; name_en, pcode, kind, country and admin are read where they stand",
        )
    admins = [header[name] for name in _ADMIN_COLUMNS if name in header]
    found = Gazetteer()
    for record in reader:
        where = f"line {reader.line_num + comments}"

        def cell(what: str, record: Mapping[str, str | None] = record) -> str:
            column = columns[what]
            return (record.get(column) or "").strip() if column else ""

        admin = tuple(part for name in admins for part in (record.get(name) or "").split("|") if part.strip())
        forms = tuple(one for one in re.split(r"[|;,]", cell("forms")) if _ARABIC.search(one))
        _add(found, where, cell, admin, forms)
    return found


def _from_geonames(content: str) -> Gazetteer:
    found = Gazetteer()
    for number, line in enumerate(content.splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != _GEONAMES_COLUMNS:
            found.skipped.append(f"line {number}: {len(cells)} columns, a GeoNames dump has {_GEONAMES_COLUMNS}")
            continue
        names = [one for one in cells[3].split(",") if _ARABIC.search(one)]
        kind = _FEATURES.get(cells[7], "village" if cells[6] == "P" else cells[6].lower())
        record = {
            "id": cells[0], "name": names[0] if names else "", "english": cells[1], "lat": cells[4], "lon": cells[5],
            "kind": kind, "country": cells[8], "population": cells[14],
        }  # fmt: skip
        if names:  # a dump holds many places without an Arabic name: they are no error
            _add(found, f"line {number}", _getter(record), (), tuple(names[1:5]))
    return found


def _getter(record: Mapping[str, str]) -> Callable[[str], str]:
    return lambda what: record.get(what, "")


def _from_json(data: Any, path: Path) -> Gazetteer:
    features = data.get("features") if isinstance(data, dict) else data
    if not isinstance(features, list):
        raise RulesError(
            "is JSON, but no GeoJSON", where=str(path), remedy="give a FeatureCollection or a list of objects with name and coordinates"
        )
    found = Gazetteer()
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict):
            found.skipped.append(f"item {number}: no object")
            continue
        record = _flat(feature)
        admin = tuple(record[name] for name in _ADMIN_COLUMNS if record.get(name))
        aliases = feature.get("aliases")
        forms = (
            tuple(str(one.get("value", "")) for one in aliases if isinstance(one, dict) and one.get("language") == "ar")
            if isinstance(aliases, list)
            else ()
        )

        def cell(what: str, record: Mapping[str, str] = record) -> str:
            return next((record[name] for name in _COLUMNS[what] if record.get(name)), "")

        _add(found, f"item {number}", cell, admin, forms)
    return found


def _flat(feature: Mapping[str, Any]) -> dict[str, str]:
    """The properties of a feature in one level, with its point, or the middle of its shape, as lat and lon."""
    record: dict[str, str] = {}
    for source in (feature, feature.get("properties") or {}):
        for key, value in source.items():
            if isinstance(value, str | int | float):
                record[str(key).lower()] = str(value)
    name, centre = feature.get("name"), feature.get("centroid") or feature.get("center")
    if isinstance(name, dict):
        record["name_ar"], record["name_en"] = str(name.get("ar", "")), str(name.get("en", ""))
    if isinstance(centre, dict):
        record["lat"] = str(centre.get("latitude", centre.get("lat", "")))
        record["lon"] = str(centre.get("longitude", centre.get("lon", "")))
    points = _points((feature.get("geometry") or {}).get("coordinates"))
    if points:
        record["lon"] = str(sum(point[0] for point in points) / len(points))
        record["lat"] = str(sum(point[1] for point in points) / len(points))
    return record


def _points(coordinates: Any) -> list[tuple[float, float]]:
    if not isinstance(coordinates, list) or not coordinates:
        return []
    if isinstance(coordinates[0], int | float):
        return [(float(coordinates[0]), float(coordinates[1]))] if len(coordinates) > 1 else []
    return [point for one in coordinates for point in _points(one)]


# checks ---------------------------------------------------------------------------------------------------------------


def _add(found: Gazetteer, where: str, cell: Callable[[str], str], admin: Sequence[str], forms: Sequence[str]) -> None:
    name = cell("name")
    if not _ARABIC.search(name):
        found.skipped.append(f"{where}: no Arabic name")
        return
    try:
        lat, lon = float(cell("lat")), float(cell("lon"))
    except ValueError:
        found.skipped.append(f"{where}: {name}: coordinates are missing or no numbers")
        return
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        hint = "; are latitude and longitude swapped?" if -90 <= lon <= 90 and -180 <= lat <= 180 else ""
        found.skipped.append(f"{where}: {name}: {lat}, {lon} is outside the globe{hint}")
        return
    forms = tuple(dict.fromkeys((*(one.strip() for one in forms), *_variants(name, admin))))
    kind = cell("kind").strip().lower()
    people = cell("population")
    found.rows.append(
        Row(
            cell("id") or f"{name}@{lat:.3f},{lon:.3f}",
            name,
            lat,
            lon,
            _KINDS.get(kind, kind or "community"),
            cell("english"),
            forms,
            cell("country").upper()[:2],
            tuple(one.strip() for one in admin),
            int(float(people)) if people.replace(".", "", 1).isdigit() else 0,
        )
    )


_TWINS: Final = frozenset(
    fold(one) for one in ("كبير", "صغير", "كبيرة", "صغيرة", "شرقي", "غربي", "شمالي", "جنوبي", "فوقاني", "تحتاني", "شرقية", "غربية")
)


def _variants(name: str, admin: Sequence[str]) -> list[str]:
    """The names that a table packs into one: معارة النعسان_معارة الحاسكي, ابين- عفرين (which Abin: that of Afrin), عرب حسن كبير.

    >>> _variants("بابان_بوبان", ()), _variants("ابين- عفرين", ("حلب", "عفرين")), _variants("عرب حسن كبير", ())
    (['بابان', 'بوبان'], ['ابين'], ['عرب حسن'])
    """
    units = {fold(word).removeprefix("ال") for unit in admin for word in (unit, unit.removeprefix("مركز "))}

    def plain(part: str) -> str:
        words = part.split()
        for length in (2, 1):
            tail = fold(" ".join(words[-length:])).removeprefix("ال")
            if len(words) > length and (tail in units or (length == 1 and tail in _TWINS)):
                return " ".join(words[:-length])
        return part

    parts = [part.strip() for part in re.split(r"[_\-–/()]", name) if len(part.strip()) > 2]
    kept = [part for part in parts if fold(part).removeprefix("ال") not in units] or parts
    return [one for one in dict.fromkeys(plain(part) for part in kept) if one != name]


def _check(found: Gazetteer, path: Path) -> None:
    """Leave out second rows of one id, and rows that only make sense with latitude and longitude swapped."""
    seen: dict[str, Row] = {}
    for row in found.rows:
        if row.id in seen:
            found.skipped.append(f"{row.name}: the id {row.id} stands twice; the first row is kept")
        else:
            seen[row.id] = row
    rows = list(seen.values())
    lat, lon = median(row.lat for row in rows or [_NOWHERE]), median(row.lon for row in rows or [_NOWHERE])
    away = {row.id for row in rows if abs(row.lat - lat) >= _FAR or abs(row.lon - lon) >= _FAR}
    if len(rows) >= 5 and len(away) <= 0.2 * len(rows):  # only a table of one region can tell that a row lies elsewhere
        swapped = {row.id for row in rows if row.id in away and abs(row.lon - lat) < _FAR and abs(row.lat - lon) < _FAR}
        for row in rows:
            if row.id in swapped:
                found.skipped.append(f"{row.name}: {row.lat}, {row.lon} lies far from the rest; latitude and longitude look swapped")
        rows = [row for row in rows if row.id not in swapped]
    found.rows = rows
