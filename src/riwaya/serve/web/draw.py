"""Drawings made on the server as SVG: they need no script, print as they are, and are described for those who do not see them.

Each returns the shapes as plain data; the template `drawings.html` writes them, so that every word is escaped in one place.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

Record = Mapping[str, Any]

WIDTH: Final = 640
HEIGHT: Final = 400
_KM_PER_DEGREE: Final = 111.32
_LEAST_KM: Final = 20.0
_MARGIN: Final = 1.5


@cache
def _outlines() -> tuple[tuple[float, float, float, float, list[float]], ...]:
    """Borders and coasts with their bounds: west, south, east, north."""
    lines = json.loads(resources.files("riwaya.serve.web").joinpath("static", "outlines.json").read_text(encoding="utf-8"))
    return tuple((min(line[::2]), min(line[1::2]), max(line[::2]), max(line[1::2]), line) for line in lines)


def mercator(lat: float) -> float:
    """Northing of a latitude in degrees of the Web Mercator projection."""
    return math.degrees(math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat))))))


def the_map(points: Sequence[Record], tiles: str | None = None) -> dict[str, Any] | None:
    """A map of points (`lat`, `lon`, `label`, `km`, `sure`); None where no point is known.

    Circles are as wide as the place is imprecise; candidates that are not sure are hollow.
    """
    known = [one for one in points if one.get("lat") is not None and one.get("lon") is not None]
    if not known:
        return None
    xs, ys = [one["lon"] for one in known], [mercator(one["lat"]) for one in known]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    lat = sum(one["lat"] for one in known) / len(known)
    shrink = max(0.2, math.cos(math.radians(lat)))
    widest = max(max(one.get("km") or 0 for one in known), _LEAST_KM) * 2 / _KM_PER_DEGREE / shrink
    span = max(max(xs) - min(xs) + widest, (max(ys) - min(ys) + widest) * WIDTH / HEIGHT) * _MARGIN
    scale = WIDTH / span
    west, north = middle[0] - span / 2, middle[1] + span * HEIGHT / WIDTH / 2

    def at(lon: float, latitude: float) -> tuple[float, float]:
        return round((lon - west) * scale, 1), round((north - mercator(latitude)) * scale, 1)

    east, south = west + span, north - span * HEIGHT / WIDTH
    made = []
    for number, one in enumerate(known):
        x, y = at(one["lon"], one["lat"])
        radius = max(4.0, round((one.get("km") or 1) / _KM_PER_DEGREE / shrink * scale, 1))
        made.append({**one, "x": x, "y": y, "r": radius, "number": number + 1})
    bar = _round_length(span * shrink * _KM_PER_DEGREE / 5)
    return {
        "width": WIDTH, "height": HEIGHT, "points": made, "lines": _lines(at, west, south, east, north),
        "bar_km": bar, "bar": round(bar / _KM_PER_DEGREE / shrink * scale, 1), "grid": _grid(at, west, south, east, north),
        "tiles": _tiles(tiles, west, north, span) if tiles else [],
    }  # fmt: skip


def _lines(at: Any, west: float, south: float, east: float, north: float) -> list[str]:
    found = []
    for left, low, right, high, line in _outlines():
        if right < west or left > east or mercator(high) < south or mercator(low) > north:
            continue
        points = [at(line[n], line[n + 1]) for n in range(0, len(line), 2)]
        found.append(" ".join(f"{max(-9999, min(9999, x))},{max(-9999, min(9999, y))}" for x, y in points))
    return found


def _grid(at: Any, west: float, south: float, east: float, north: float) -> list[dict[str, Any]]:
    """Meridians and parallels at round degrees."""
    step = next(one for one in (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 90) if (east - west) / one <= 6)
    made: list[dict[str, Any]] = []
    for number in range(math.ceil(west / step), math.floor(east / step) + 1):
        x, _ = at(number * step, 0)
        made.append({"x1": x, "y1": 0, "x2": x, "y2": HEIGHT, "label": f"{number * step:g}°", "x": x + 3, "y": HEIGHT - 6})
    lowest, highest = (math.degrees(math.atan(math.sinh(math.radians(one)))) for one in (south, north))
    for number in range(math.ceil(lowest / step), math.floor(highest / step) + 1):
        _, y = at(0, number * step)
        made.append({"x1": 0, "y1": y, "x2": WIDTH, "y2": y, "label": f"{number * step:g}°", "x": 4, "y": y - 3})
    return made


def _round_length(km: float) -> int:
    step = 10 ** max(0, math.floor(math.log10(max(1.0, km))))
    return int(max(1, max(one for one in (1, 2, 5) if one * step <= max(1.0, km)) * step))


def _tiles(pattern: str, west: float, north: float, span: float) -> list[dict[str, Any]]:
    zoom = max(0, min(17, round(math.log2(360 / span * WIDTH / 256))))
    size = 360 / 2**zoom
    made = []
    for column in range(math.floor((west + 180) / size), math.floor((west + span + 180) / size) + 1):
        for row in range(math.floor((180 - north) / size), math.floor((180 - north + span * HEIGHT / WIDTH) / size) + 1):
            if 0 <= column < 2**zoom and 0 <= row < 2**zoom:
                scale = WIDTH / span
                x, y = (column * size - 180 - west) * scale, (north - (180 - row * size)) * scale
                address = pattern.replace("{z}", str(zoom)).replace("{x}", str(column)).replace("{y}", str(row))
                made.append({"x": round(x, 1), "y": round(y, 1), "size": round(size * scale + 0.5, 1), "href": address})
    return made


def timeline(rows: Sequence[Record]) -> dict[str, Any] | None:
    """A timeline of rows (`label`, `marks`: `low`, `high`, `label`, `href`) over the days they span; None without a day."""
    days = [_ordinal(mark[side]) for row in rows for mark in row["marks"] for side in ("low", "high") if mark.get(side)]
    known = [one for one in days if one]
    if not known:
        return None
    first, last = min(known), max(known)
    first, last = first - max(1, (last - first) // 20), last + max(1, (last - first) // 20)
    left, right, step = 20, WIDTH - 20, 58
    scale = (right - left) / max(1, last - first)
    made = []
    for number, row in enumerate(rows):
        y = 44 + number * step
        marks, taken = [], dict[float, int]()
        for mark in row["marks"]:
            low, high = _ordinal(mark.get("low")), _ordinal(mark.get("high") or mark.get("low"))
            if low and high:
                x = round(left + (low - first) * scale, 1)
                nth = taken[x] = taken.get(x, -1) + 1
                width = round((high - low) * scale, 1)
                marks.append({**mark, "x": x + (nth % 6) * 11, "y": y + 16 + nth // 6 * 11, "width": width})
        made.append({"label": row["label"], "y": y, "marks": marks})
    gap = max(1, math.ceil((last - first) / 6))
    ticks = [
        {"x": round(left + (day - first) * scale, 1), "label": date.fromordinal(day).isoformat()} for day in range(first, last + 1, gap)
    ]
    return {"width": WIDTH, "height": 40 + len(rows) * step, "rows": made, "ticks": ticks}


def _ordinal(day: str | None) -> int | None:
    if not day:
        return None
    whole = day[:10] + "-01-01"[: 10 - len(day[:10])] if len(day) < 10 else day[:10]
    try:
        return date.fromisoformat(whole).toordinal()
    except ValueError:
        return None


def origins(groups: Sequence[Record], names: Mapping[str, str]) -> dict[str, Any]:
    """Accounts and the origins they go back to: a tree of two levels, origins on one side."""
    row = 34
    nodes, lines = [], []
    y = 26
    for number, group in enumerate(groups):
        top = y
        for name in group["documents"]:
            nodes.append({"kind": "account", "id": name, "label": names.get(name, name), "x": 420, "y": y})
            y += row
        middle = (top + y - row) / 2
        nodes.append({"kind": "origin", "number": number + 1, "x": 90, "y": middle, "because": group.get("because", "")})
        lines += [{"x1": 118, "y1": middle, "x2": 300, "y2": top + at * row} for at in range(len(group["documents"]))]
        y += 12
    return {"width": WIDTH, "height": max(60, y - 8), "nodes": nodes, "lines": lines}
