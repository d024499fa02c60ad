"""Distances on the globe."""

import math
from typing import Final

_RADIUS_KM: Final = 6371.0


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) pairs in degrees, by the haversine formula.

    >>> round(kilometres((0.0, 0.0), (0.0, 1.0)))
    111
    """
    low, high = math.radians(one[0]), math.radians(other[0])
    east = math.radians(other[1] - one[1])
    half = math.sin((high - low) / 2) ** 2 + math.cos(low) * math.cos(high) * math.sin(east / 2) ** 2
    return 2 * _RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
