"""Reports into incidents: average linkage over the pairs that were compared.

A pair that was not compared counts as 0, so two groups join only where most of their reports agree: one round-up that mentions
both is not a bridge. Ties are broken by position, so the result depends only on the order of the reports, which is by document id.
"""

import heapq
from collections.abc import Mapping


def average(likely: Mapping[tuple[int, int], float], count: int, threshold: float) -> list[list[int]]:
    """Groups of the numbers below `count`, each sorted, in order of their first member."""
    groups: dict[int, list[int]] = {number: [number] for number in range(count)}
    links: dict[int, dict[int, float]] = {number: {} for number in range(count)}
    for (one, other), chance in likely.items():
        links[one][other] = links[other][one] = chance
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
        links[fresh] = {near: chance for near, chance in merged.items() if near in groups}
        for near, chance in links[fresh].items():
            links[near].pop(one, None)
            links[near].pop(other, None)
            links[near][fresh] = chance
            if chance >= threshold:
                heapq.heappush(heap, (-chance, near, fresh))
        fresh += 1
    return sorted(sorted(group) for group in groups.values())


def _merge(one: Mapping[int, float], size: int, other: Mapping[int, float], other_size: int) -> dict[int, float]:
    near = sorted(set(one) | set(other))
    return {to: (size * one.get(to, 0.0) + other_size * other.get(to, 0.0)) / (size + other_size) for to in near}
