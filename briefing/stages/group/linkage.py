"""Average linkage over a sparse graph: the two groups whose members are most alike on average join, until none are enough."""

import heapq
from collections.abc import Mapping


def average_linkage(count: int, alike: Mapping[tuple[int, int], float], threshold: float) -> tuple[tuple[int, ...], ...]:
    """Items 0 to `count` - 1 in groups, by similarities of pairs (i < j; a pair not listed is 0 alike), in order of first member.

    Equal similarities join the lower numbers first, so the same graph gives the same groups.
    """
    totals: list[dict[int, float]] = [{} for _ in range(count)]
    for (one, other), value in alike.items():
        totals[one][other] = totals[other][one] = value
    groups: list[list[int]] = [[item] for item in range(count)]
    changed = [0] * count
    heap = [(-value, one, other, 0, 0) for (one, other), value in alike.items() if value >= threshold]
    heapq.heapify(heap)
    while heap:
        _, one, other, stamp, other_stamp = heapq.heappop(heap)
        if changed[one] != stamp or changed[other] != other_stamp:
            continue  # one of the two has grown since
        groups[one] += groups[other]
        groups[other] = []
        changed[one] += 1
        changed[other] = -1
        for third, total in totals[other].items():
            del totals[third][other]
            if third != one:
                totals[one][third] = totals[third][one] = totals[one].get(third, 0.0) + total
        totals[other] = {}
        for third, total in totals[one].items():
            average = total / (len(groups[one]) * len(groups[third]))
            if average >= threshold:
                low, high = min(one, third), max(one, third)
                heapq.heappush(heap, (-average, low, high, changed[low], changed[high]))
    return tuple(sorted(tuple(sorted(members)) for members in groups if members))
