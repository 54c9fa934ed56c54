"""Average linkage over a sparse graph: the two groups whose members are most alike on average join, until none are enough."""

import heapq
from collections.abc import Callable, Mapping, Sequence
from operator import mul

_SAMPLE = 6  # members of either group that are looked at before a join is made good
_HARDLY = 0.2  # of the threshold: two groups with less listed between them on average are not compared
_SHY = 5  # pairs as alike as the threshold that are thought into a group of bare headlines: few pairs do not tell how close it is


def average_linkage(
    count: int,
    alike: Mapping[tuple[int, int], float],
    threshold: float,
    *,
    unity: float = 0.0,
    brevity: Sequence[float] = (),
    directions: Sequence[Sequence[float]] = (),
    doubt: Callable[[int, int], float] | None = None,
) -> tuple[tuple[int, ...], ...]:
    """Items 0 to `count` - 1 in groups, by similarities of pairs (i < j), in order of first member.

    A pair is as similar as `alike` lists it (0 where it does not), plus the product of its two `directions` where these are
    given. `doubt` tells for an unlisted pair what to add after all (nothing or less); it is asked about some pairs of two
    groups before they join. Two groups that are less alike than `unity` times what the looser of them is in itself stay
    apart: two events of a kind, each told by many. `brevity` tells of each item how little it says, 1 for a bare headline
    (and where it is not given) to 0: how alike those are that say little is known from many pairs only. Equal similarities
    join the lower numbers first, so the same graph gives the same groups.
    """
    graph = _Graph(count, alike, threshold, unity, brevity, directions, doubt)
    while graph.heap:
        graph.step()
    return tuple(sorted(tuple(sorted(members)) for members in graph.groups if members))


class _Graph:
    def __init__(
        self,
        count: int,
        alike: Mapping[tuple[int, int], float],
        threshold: float,
        unity: float,
        brevity: Sequence[float],
        directions: Sequence[Sequence[float]],
        doubt: Callable[[int, int], float] | None,
    ) -> None:
        self.alike, self.threshold, self.unity, self.doubt = alike, threshold, unity, doubt
        self.totals: list[dict[int, float]] = [{} for _ in range(count)]
        for (one, other), value in alike.items():
            self.totals[one][other] = self.totals[other][one] = value
        self.sums = list(directions)
        self.groups: list[list[int]] = [[item] for item in range(count)]
        self.changed = [0] * count
        self.brevity = list(brevity) or [1.0] * count
        self.inner = [0.0] * count  # likeness of the pairs within each group, in all
        self.heap: list[tuple[float, int, int, int, int, bool]] = []
        for one, other in alike:
            self.offer(one, other)

    def offer(self, one: int, other: int) -> None:
        """Remember two groups as a possible join, where they are alike enough."""
        pairs = len(self.groups[one]) * len(self.groups[other])
        value = self.totals[one][other]
        if self.sums:
            if value < _HARDLY * self.threshold * pairs:
                return
            value += sum(map(mul, self.sums[one], self.sums[other]))
        if value >= self.threshold * pairs and value >= self.unity * pairs * self._looser(one, other):
            low, high = min(one, other), max(one, other)
            sure = self.doubt is None or pairs == 1
            heapq.heappush(self.heap, (-value / pairs, low, high, self.changed[low], self.changed[high], sure))

    def step(self) -> None:
        """Look at the most alike two groups: join them, or put them back where some of their pairs are in doubt."""
        value, one, other, stamp, other_stamp, sure = heapq.heappop(self.heap)
        if self.changed[one] != stamp or self.changed[other] != other_stamp:
            return  # one of the two has grown since
        if not sure:
            less = value - self._doubted(one, other)
            if -less >= self.threshold:
                heapq.heappush(self.heap, (less, one, other, stamp, other_stamp, True))
            return
        self.inner[one] += self.inner[other] - value * len(self.groups[one]) * len(self.groups[other])
        self._join(one, other)

    def _looser(self, one: int, other: int) -> float:
        """The average likeness within the looser of two groups; 0 where one of them is a single item."""
        return min(self._closeness(one), self._closeness(other))

    def _closeness(self, at: int) -> float:
        size = len(self.groups[at])
        if size < 2:
            return 0.0
        thought_in = _SHY * self.brevity[at] / size
        return (self.inner[at] + thought_in * self.threshold) / (size * (size - 1) / 2 + thought_in)

    def _doubted(self, one: int, other: int) -> float:
        """What the average of two groups loses by their unlisted pairs, judged by a few members of each."""
        assert self.doubt
        some, others = _spread(self.groups[one]), _spread(self.groups[other])
        total = 0.0
        for first in some:
            for second in others:
                low, high = min(first, second), max(first, second)
                if (low, high) not in self.alike:
                    total += self.doubt(low, high)
        return total / (len(some) * len(others))

    def _join(self, one: int, other: int) -> None:
        totals = self.totals
        self.groups[one] += self.groups[other]
        self.brevity[one] += self.brevity[other]
        self.groups[other] = []
        self.changed[one] += 1
        self.changed[other] = -1
        for third, total in totals[other].items():
            del totals[third][other]
            if third != one:
                totals[one][third] = totals[third][one] = totals[one].get(third, 0.0) + total
        totals[other] = {}
        if self.sums:
            self.sums[one] = [a + b for a, b in zip(self.sums[one], self.sums[other], strict=True)]
            self.sums[other] = ()
        for third in totals[one]:
            self.offer(one, third)


def _spread(members: list[int]) -> list[int]:
    return members if len(members) <= _SAMPLE else [members[at * len(members) // _SAMPLE] for at in range(_SAMPLE)]
