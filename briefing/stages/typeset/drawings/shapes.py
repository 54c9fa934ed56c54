"""Points, boxes and lines on a plane, and how they are cut at the edges of a box."""

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A rectangle, sides included: degrees (y north) or units of the drawing (y down)."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap by more than an edge."""
        return self.left < other.right and other.left < self.right and self.low < other.high and other.low < self.high

    def holds(self, other: "Box") -> bool:
        """Whether the other lies inside."""
        return self.left <= other.left and other.right <= self.right and self.low <= other.low and other.high <= self.high

    def grown(self, by: float) -> "Box":
        """Larger by `by` on each side."""
        return Box(left=self.left - by, low=self.low - by, right=self.right + by, high=self.high + by)


def around(points: Iterable[Point]) -> Box:
    """The smallest box that holds the points (at least one)."""
    xs, ys = zip(*points, strict=True)
    return Box(left=min(xs), low=min(ys), right=max(xs), high=max(ys))


def polygon_in(ring: list[Point], box: Box) -> list[Point]:
    """The part of a ring inside the box (Sutherland and Hodgman, 1974), [] where none is; parts may be joined along the edge."""
    for axis, edge, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.low, 1), (1, box.high, -1)):
        depths = [sign * (point[axis] - edge) for point in ring]  # how far inside this edge each point is
        if not ring or max(depths) < 0:
            return []
        if min(depths) >= 0:
            continue
        kept: list[Point] = []
        a, before = ring[-1], depths[-1]
        for b, depth in zip(ring, depths, strict=True):
            if (before < 0) != (depth < 0):
                along = before / (before - depth)
                kept.append((a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])))
            if depth >= 0:
                kept.append(b)
            a, before = b, depth
        ring = kept
    return ring


def lines_in(line: list[Point], box: Box) -> Iterator[list[Point]]:
    """The parts of a line inside the box, in order (Liang and Barsky, 1984, for each stretch between two points)."""
    part: list[Point] = []
    for (ax, ay), (bx, by) in itertools.pairwise(line):
        dx, dy = bx - ax, by - ay
        enter, leave = 0.0, 1.0
        for step, room in ((-dx, ax - box.left), (dx, box.right - ax), (-dy, ay - box.low), (dy, box.high - ay)):
            if step == 0:
                if room < 0:
                    leave = -1.0
            elif step < 0:
                enter = max(enter, room / step)
            else:
                leave = min(leave, room / step)
        if enter > leave:
            continue
        start, end = (ax + enter * dx, ay + enter * dy), (ax + leave * dx, ay + leave * dy)
        if part and enter > 0:
            yield part
            part = []
        part = part or [start]
        part.append(end)
        if leave < 1:
            yield part
            part = []
    if part:
        yield part


def thinned(line: list[Point], distance: float) -> list[Point]:
    """The line without points closer than `distance` to the one kept before them; first and last stay."""
    kept = line[:1]
    for point in line[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= distance:
            kept.append(point)
    return kept + line[-1:] if len(line) > 1 else kept


def rows(rings: Iterable[list[Point]], ys: Sequence[float]) -> dict[float, list[tuple[float, float]]]:
    """For each height (in rising order) the stretches (left, right) that lie inside the rings, by the even-odd rule."""
    crossings: dict[float, list[float]] = {y: [] for y in ys}
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            low, high = (ay, by) if ay < by else (by, ay)
            for y in ys[bisect_left(ys, low) : bisect_left(ys, high)]:
                crossings[y].append(ax + (y - ay) / (by - ay) * (bx - ax))
    return {y: list(zip(sorted(found)[::2], sorted(found)[1::2], strict=False)) for y, found in crossings.items()}


def hold(rings: Iterable[list[Point]], point: Point) -> bool:
    """Whether the point lies inside the rings, by the even-odd rule."""
    x, y = point
    inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                inside = not inside
    return inside
