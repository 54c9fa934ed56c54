"""Where names and numbers go so that none covers another: the first free place of a few, in the order of their weight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import atan2, cos, hypot, pi, sin

from briefing.stages.typeset.drawings import svg
from briefing.stages.typeset.drawings.shapes import Box, Point

Place = tuple[float, float, str]  # of a line of text: x, baseline, and which end of it lies there
RADIUS, DOT = 8.5, 2.5  # of a marker; half of the room that the dot takes on whose place a marker could not stay
RINGS = (0, 19, 24, 31, 40, 51, 64)  # distances at which a marker that does not fit on its place is tried
ANGLES = 16


@dataclass(kw_only=True, slots=True)
class Room:
    """The drawing's room: `frame`, the boxes already taken, and those that lines pass through which a name had better not cover."""

    frame: Box
    taken: list[Box] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)

    def free(self, box: Box) -> bool:
        """Whether the box lies in the frame and on nothing."""
        return self.frame.holds(box) and not any(box.meets(other) for other in self.taken)

    def clear(self, box: Box) -> bool:
        """Whether no such line passes through the box."""
        return not any(box.meets(line) for line in self.lines)

    def take(self, box: Box) -> None:
        """Hold the box."""
        self.taken.append(box)


def square(point: Point, half: float) -> Box:
    """The box about a point."""
    return Box(left=point[0] - half, low=point[1] - half, right=point[0] + half, high=point[1] + half)


def line_box(x: float, y: float, words: str, size: float, *, anchor: str = "start", spacing: float = 0, weight: int = 400) -> Box:
    """The box of a line of text whose baseline is at `y`."""
    wide = svg.width(words, size, spacing=spacing, weight=weight)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return Box(left=left, low=y - 0.76 * size, right=left + wide, high=y + 0.24 * size)


def markers(points: Sequence[Point], room: Room) -> list[Point]:
    """Where each numbered marker goes: on its place, or beside it where another has it; boxes are taken from the room."""
    placed: list[Point] = []
    dots = [square(p, DOT) for p in points]
    for i, point in enumerate(points):
        crowd = [p for p in points if p != point and hypot(p[0] - point[0], p[1] - point[1]) < RINGS[-1]]
        others = Room(frame=room.frame, taken=[*room.taken, *(dot for j, dot in enumerate(dots) if j != i and points[j] != point)])
        spot = next((p for p in _about(point, crowd) if others.free(square(p, RADIUS + 0.5))), None)
        if spot is None:  # so many at one place that there is no room about it: as near as other markers let it
            spot = next((p for p in _about(point, crowd) if room.free(square(p, RADIUS))), point)
        placed.append(spot)
        room.take(square(spot, RADIUS + 0.5))
    for dot in dots:
        room.take(dot)
    return placed


def _about(point: Point, crowd: Sequence[Point]) -> Iterator[Point]:
    """The place itself, then places about it further and further off, those away from the crowd first."""
    x, y = point
    away = atan2(sum(y - p[1] for p in crowd), sum(x - p[0] for p in crowd)) if crowd else -pi / 4
    for ring in RINGS:
        for step in range(ANGLES if ring else 1):
            angle = away + 2 * pi / ANGLES * ((step + 1) // 2) * (-1 if step % 2 else 1)
            yield round(x + ring * cos(angle), 1), round(y + ring * sin(angle), 1)


def beside(marker: Point, words: str, size: float, room: Room) -> Place | None:
    """Where a marker's name goes (x, baseline, anchor): right, left, above or below, over a border only where no other place is free; None where there is no room."""
    x, y = marker
    gap = RADIUS + 2.5
    beside = [
        (x + side * gap, y + 0.34 * size + shift, anchor) for shift in (0, -5, 5) for side, anchor in ((1, "start"), (-1, "end"))
    ]
    over = None
    for at in (
        *beside,
        (x, y - gap - 0.1 * size, "middle"),
        (x, y + gap + 0.75 * size, "middle"),
        (x + 0.8 * gap, y - 0.6 * gap, "start"),
        (x + 0.8 * gap, y + 0.6 * gap + 0.6 * size, "start"),
        (x - 0.8 * gap, y - 0.6 * gap, "end"),
        (x - 0.8 * gap, y + 0.6 * gap + 0.6 * size, "end"),
    ):
        box = line_box(at[0], at[1], words, size, anchor=at[2], weight=600)
        if room.free(box.grown(1.2)):
            if room.clear(box.grown(0.5)):
                room.take(box)
                return at
            over = over or (at, box)
    if over:
        room.take(over[1])
    return over[0] if over else None


def settled(points: Sequence[Point], names: Sequence[str], size: float, room: Room) -> tuple[list[Point], list[Place | None]]:
    """Where markers and their names go. Where others crowd the first place, they make room for its name."""
    before = list(room.taken)
    at = markers(points, room)
    where = [beside(marker, name, size, room) for marker, name in zip(at, names, strict=True)]
    if where and where[0] is None:
        dots = [square(point, DOT) for point in (*points, at[0])]
        alone = Room(frame=room.frame, taken=[*before, square(at[0], RADIUS + 0.5), *dots], lines=room.lines)
        if first := beside(at[0], names[0], size, alone):
            room.taken[:] = [*before, alone.taken[-1]]
            at = markers(points, room)
            where = [first, *(beside(marker, name, size, room) for marker, name in zip(at[1:], names[1:], strict=True))]
    return at, where


def within(stretches: dict[float, list[tuple[float, float]]], words: str, size: float, spacing: float, room: Room) -> Point | None:
    """Where a country's name goes (middle of the baseline): the widest free stretch of its area, by rows of equal distance; or None."""
    wide = svg.width(words, size, spacing=spacing, weight=600)
    best: tuple[float, Point] | None = None
    ys = sorted(stretches)
    for above, y, below in zip(ys, ys[1:], ys[2:], strict=False):
        for left, right in stretches[y]:
            if right - left < wide + 12 or (best and right - left + 30 <= best[0]):  # too narrow, or no better than the best
                continue
            for share in (0.5, 0.35, 0.65, 0.2, 0.8):
                x = left + wide / 2 + 6 + (right - left - wide - 12) * share
                box = line_box(x, y + 0.34 * size, words, size, anchor="middle", spacing=spacing, weight=600)
                inside = all(any(a <= box.left and box.right <= b for a, b in stretches[row]) for row in (above, y, below))
                if not inside or not room.free(box.grown(3)):
                    continue
                worth = right - left - abs(share - 0.5) * 60 + _distance(box, room) / 2
                if best is None or worth > best[0]:
                    best = worth, (x, y + 0.34 * size)
    if best:
        room.take(line_box(*best[1], words, size, anchor="middle", spacing=spacing, weight=600))
    return best[1] if best else None


def _distance(box: Box, room: Room) -> float:
    """How far the nearest thing is, up to 60."""
    gaps = (
        max(other.left - box.right, box.left - other.right, other.low - box.high, box.low - other.high, 0) for other in room.taken
    )
    return min(60.0, min(gaps, default=60.0))
