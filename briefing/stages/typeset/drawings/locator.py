"""The small map in a corner that shows where on the continent a close view lies."""

from collections.abc import Sequence

from briefing.stages.typeset.drawings import ground, shapes, svg
from briefing.stages.typeset.drawings.labels import Room
from briefing.stages.typeset.drawings.shapes import Box, Point
from briefing.stages.typeset.drawings.view import View

CLOSE = 1100.0  # km: a view as wide shows enough of borders to be known without help
REACH = 3000.0  # km across the small map
WIDE, HIGH, EDGE = 84.0, 64.0, 5.0
INLAND = "#b9c2ca"  # darker than the sea, its borders white: many dark ones so near each other would run into a blot
SMALLEST = 3.0  # units: what is smaller is left out
FINEST = 1.2  # units between two points


def inset(view: View, room: Room) -> str:
    """An SVG group in the first free corner (taken from the room), "" where the view needs none or no corner is free."""
    if view.whole or view.window.right - view.window.left > CLOSE:
        return ""
    frame = view.frame
    left, right, top, low = EDGE, frame.right - WIDE - EDGE, EDGE, frame.high - HIGH - EDGE
    for x, y in ((right, top), (left, top), (right, low)):  # the fourth has the scale
        box = Box(left=x, low=y, right=x + WIDE, high=y + HIGH)
        if room.free(box.grown(2)):
            drawn = _drawn(view)
            if drawn:
                room.take(box)
            return drawn and f'<g transform="translate({svg.number(x)} {svg.number(y)})">{_drawn(view)}</g>'
    return ""


def _drawn(view: View) -> str:
    """The small map; "" where it has no land one could know."""
    middle = ((view.window.left + view.window.right) / 2, (view.window.low + view.window.high) / 2)
    high = REACH * HIGH / WIDE
    window = Box(left=middle[0] - REACH / 2, low=middle[1] - high / 2, right=middle[0] + REACH / 2, high=middle[1] + high / 2)
    around = View(middle=view.middle, window=window, scale=WIDE / REACH)
    rings = [
        ring
        for _, found in ground.countries_of(around, around.degrees(), finest=FINEST)
        for ring in found
        if _size(ring) >= SMALLEST
    ]
    if not any(_size(ring) >= WIDE / 4 for ring in rings):
        return ""
    scale = around.scale / view.scale
    frame = view.frame
    x, y = (WIDE - frame.right * scale) / 2, (HIGH - frame.high * scale) / 2
    size = f'width="{svg.number(WIDE)}" height="{svg.number(HIGH)}"'
    return (
        f'<rect {size} fill="{ground.SEA}"/><path d="{svg.path(rings, closed=True)}" fill="{INLAND}" '
        f'stroke="{ground.LAND}" stroke-width="0.45" stroke-linejoin="round"/>'
        f'<rect x="{svg.number(x)}" y="{svg.number(y)}" width="{svg.number(frame.right * scale)}" height="{svg.number(frame.high * scale)}" '
        f'fill="{ground.LAND}" fill-opacity="0.35" stroke="{svg.ACCENT}" stroke-width="1.4"/><rect {size} fill="none" stroke="{svg.QUIET}" stroke-width="0.8"/>'
    )


def _size(ring: Sequence[Point]) -> float:
    box = shapes.around(ring)
    return max(box.right - box.left, box.high - box.low)
