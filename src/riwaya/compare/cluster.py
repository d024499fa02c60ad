"""Reports into incidents: average linkage over the pairs that were compared.

A pair that was not compared counts as 0, and at least half of the pairs of two groups must be likely at all before they join: one
round-up that tells of both is not a bridge. Ties are broken by position, so the result depends only on the order of the reports,
which is by document id.
"""

import heapq
from collections.abc import Mapping
from typing import Final, NamedTuple

_AT_ALL: Final = 0.1
_HALF: Final = 0.5


class _Link(NamedTuple):
    """Of the pairs of two groups: their mean likelihood, and the share that is likely at all."""

    chance: float
    share: float


_NONE: Final = _Link(0.0, 0.0)


def average(likely: Mapping[tuple[int, int], float], count: int, threshold: float) -> list[list[int]]:
    """Groups of the numbers below `count`, each sorted, in order of their first member."""
    groups: dict[int, list[int]] = {number: [number] for number in range(count)}
    links: dict[int, dict[int, _Link]] = {number: {} for number in range(count)}
    for (one, other), chance in likely.items():
        links[one][other] = links[other][one] = _Link(chance, float(chance >= _AT_ALL))
    heap = [(-chance, one, other) for (one, other), chance in likely.items() if chance >= threshold]
    heapq.heapify(heap)
    fresh = count
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in groups or other not in groups:
            continue
        first, second = groups.pop(one), groups.pop(other)
        merged = _merge(links.pop(one), len(first), links.pop(other), len(second))
        groups[fresh] = first + second
        links[fresh] = {near: link for near, link in merged.items() if near in groups}
        for near, link in links[fresh].items():
            links[near].pop(one, None)
            links[near].pop(other, None)
            links[near][fresh] = link
            if link.chance >= threshold and link.share >= _HALF:
                heapq.heappush(heap, (-link.chance, near, fresh))
        fresh += 1
    return sorted(sorted(group) for group in groups.values())


def _merge(one: Mapping[int, _Link], size: int, other: Mapping[int, _Link], other_size: int) -> dict[int, _Link]:
    whole = size + other_size
    found = {}
    for to in sorted(set(one) | set(other)):
        mine, yours = one.get(to, _NONE), other.get(to, _NONE)
        found[to] = _Link((size * mine.chance + other_size * yours.chance) / whole, (size * mine.share + other_size * yours.share) / whole)
    return found
