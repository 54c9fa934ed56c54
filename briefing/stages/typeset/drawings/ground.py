"""The ground of the map: sea, land, borders, rivers and their names."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from math import cos, radians

from briefing.language.catalogue import Catalogue
from briefing.language.recorded import recorded
from briefing.stages.typeset.drawings import labels, land, shapes, svg
from briefing.stages.typeset.drawings.labels import Room
from briefing.stages.typeset.drawings.shapes import Box, Point
from briefing.stages.typeset.drawings.view import View

SEA, LAND, ELSEWHERE, SEA_NAME, REGION_NAME = (
    "#dde6ee",
    "#ffffff",
    "#f0f1f1",
    "#56697a",
    "#5f666d",
)  # light to dark also in grey: land of the places, other, sea
REGION, COUNTRY = 10.4, 10.4  # sizes of names
SHIFTS = (0.0, -6.0, 6.0, -12.0, 12.0)  # units by which the name of a region is moved off what is in its way
DIVIDED = 28.0  # units: a country whose regions are narrower on the mean is drawn undivided
HOME = 0.25  # a country with this share of the places is one that the map is of: white, with its regions
ROW = 5.0  # distance of the rows in which room for a country's name is sought
FINEST, FINEST_WIDE, WIDE = (
    0.8,
    1.2,
    2000.0,
)  # units: points of a line nearer than this are one; the second in views from so many km
LINES = (  # kind, colour, width
    (land.RIVER, "#a9bfd2", 0.8),
    (land.INSIDE, "#c6cbd1", 0.55),
    (land.COAST, "#8f9ba7", 0.55),
    (land.BORDER, "#5b6269", 0.8),
)
# Seas by points amid their water, in the order in which a name is tried there.
SEAS: dict[str, tuple[Point, ...]] = {
    recorded("Black Sea"): ((32.0, 44.0), (31.4, 45.2), (35.2, 44.3), (37.8, 44.0), (30.4, 44.2)), recorded("Sea of Azov"): ((36.6, 46.0), (36.0, 45.8)),
    recorded("Baltic Sea"): ((19.3, 56.6), (17.0, 55.4)), recorded("Caspian Sea"): ((50.6, 42.2), (51.0, 39.5)), recorded("Adriatic Sea"): ((15.6, 43.0),),
    recorded("Mediterranean Sea"): ((18.0, 35.2), (1.8, 38.2), (-1.2, 36.6), (5.0, 39.0), (30.0, 33.4)), recorded("Aegean Sea"): ((25.2, 38.6),),
    recorded("North Sea"): ((3.4, 56.0), (3.0, 53.6)), recorded("Bay of Biscay"): ((-5.0, 45.2), (-3.5, 44.2)), recorded("Barents Sea"): ((38.0, 73.0),),
    recorded("Gulf of Mexico"): ((-92.0, 26.0), (-94.6, 28.0), (-86.0, 26.5)), recorded("Caribbean Sea"): ((-75.0, 15.0),), recorded("White Sea"): ((37.6, 65.4),),
    recorded("Red Sea"): ((38.2, 20.6),), recorded("Persian Gulf"): ((51.4, 27.2),), recorded("Arabian Sea"): ((64.0, 16.0), (69.5, 18.0)),
    recorded("Bay of Bengal"): ((88.4, 15.0), (89.0, 20.0)), recorded("South China Sea"): ((114.0, 14.0),), recorded("Gulf of Thailand"): ((101.4, 9.6),),
    recorded("Sea of Japan"): ((134.6, 40.0),), recorded("Atlantic Ocean"): ((-40.0, 35.0), (-70.0, 35.0), (-11.0, 40.0)),
    recorded("Pacific Ocean"): ((-150.0, 20.0), (-127.0, 38.0), (179.0, -19.6)), recorded("Indian Ocean"): ((78.0, -15.0),),
}  # fmt: skip


def drawn(view: View, room: Room, names: Sequence[str], places: Sequence[Point], words: Catalogue) -> str:
    """Sea, land, rivers, borders, and the names there is room for; regions only of the countries where most of the places (on the drawing) lie.

    `names` are those of the places: a region of the same name needs none of its own.
    """
    frame, box = view.frame, view.degrees()
    finest = FINEST if view.window.right - view.window.left < WIDE else FINEST_WIDE
    countries = list(countries_of(view, box, finest=finest))
    homes = {name for name, rings in countries if sum(_is_at(rings, place) for place in places) >= HOME * len(places)}
    out = [f'<rect width="{svg.number(frame.right)}" height="{svg.number(frame.high)}" fill="{SEA}"/>']
    for colour, at_home in ((ELSEWHERE, False), (LAND, True)):
        if data := "".join(svg.path(rings, closed=True) for name, rings in countries if (name in homes) == at_home):
            out.append(f'<path d="{data}" fill="{colour}"/>')
    lakes = [shapes.polygon_in(ring, frame) for ring in lines_of(view, box, land.LAKE, finest=finest)]
    if data := svg.path([ring for ring in lakes if len(ring) > 2], closed=True):
        out.append(f'<path d="{data}" fill="{SEA}"/>')
    divided = {home for home in homes if _breadth(view, box, home) >= DIVIDED}
    for kind, colour, wide in LINES:
        parts = [part for line in lines_of(view, box, kind, divided, finest=finest) for part in shapes.lines_in(line, frame)]
        if data := svg.path(parts):
            out.append(f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{wide}" stroke-linejoin="round"/>')
    out += _country_names(countries, homes, frame, room, words)
    out += _sea_names(view, box, room, words)
    out += _region_names(view, box, divided, names, room, words)
    return "".join(out)


def borders(view: View) -> list[Box]:
    """The borders between countries as a row of small boxes, for names to keep off."""
    found: list[Box] = []
    finest = 3.0  # units: a name keeps further off than this
    for line in lines_of(view, view.degrees(), land.BORDER, finest=finest):
        for part in shapes.lines_in(line, view.frame):
            for a, b in pairwise(part):
                steps = 1 + int(max(abs(a[0] - b[0]), abs(a[1] - b[1])) / finest / 2)
                ends = [(a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps) for i in range(steps + 1)]
                found += [shapes.around(two) for two in pairwise(ends)]
    return found


def _breadth(view: View, box: Box, country: str) -> float:
    """How wide the regions of a country are on the drawing, on the mean."""
    regions = [region for part in _turned(box) for region in land.regions_in(part, {country})]
    widths = [region.width * 111 * cos(radians(region.middle[1])) * view.scale for region in regions]
    return sum(widths) / len(widths) if widths else DIVIDED  # none in sight: it may be that a region holds the whole view


def _is_at(rings: list[list[Point]], place: Point) -> bool:
    """Whether a place lies in a country, or so near its thinned coast that it must be of it."""
    x, y = place
    if not shapes.around(p for ring in rings for p in ring).grown(5).holds(labels.square(place, 0)):
        return False
    return any(shapes.hold(rings, at) for at in (place, (x - 5, y), (x + 5, y), (x, y - 5), (x, y + 5)))


def _turned(box: Box) -> Iterator[Box]:
    """The box, and the same in longitudes between -180 and 180 where it goes beyond them."""
    for turn in (0, -360, 360):
        turned = Box(left=box.left + turn, low=box.low, right=box.right + turn, high=box.high)
        if turned.left < 180 and turned.right > -180:
            yield turned


def countries_of(view: View, box: Box, *, finest: float) -> Iterator[tuple[str, list[list[Point]]]]:
    """Each country's name and its rings as far as they lie in the frame."""
    coarse = finest / view.scale / 111  # in degrees of latitude: done before the points are projected, for speed
    for part in _turned(box):
        for name, rings in land.countries_in(part):
            cut = (shapes.polygon_in(shapes.thinned(ring, coarse), part) for ring in rings)
            placed = (shapes.polygon_in(shapes.thinned(view.places(ring), finest), view.frame) for ring in cut if ring)
            if kept := [ring for ring in placed if len(ring) > 2]:
                yield name, kept


def lines_of(view: View, box: Box, kind: int, countries: Collection[str] = (), *, finest: float) -> Iterator[list[Point]]:
    """Lines of a kind as they lie on the drawing, not yet cut at its frame."""
    for part in _turned(box):
        for line in land.lines_in(part, kind, countries):
            yield shapes.thinned(view.places(shapes.thinned(line, finest / view.scale / 111)), finest)


def _country_names(
    countries: Sequence[tuple[str, list[list[Point]]]], homes: Collection[str], frame: Box, room: Room, words: Catalogue
) -> Iterator[str]:
    """Those where places lie first, then the largest: where room is scarce, theirs are the names one looks for."""

    def size(rings: list[list[Point]]) -> float:
        return sum(
            abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True))) for ring in rings
        )

    heights = [frame.low + ROW * i for i in range(1, int((frame.high - frame.low) / ROW))]
    for name, rings in sorted(countries, key=lambda one: (one[0] not in homes, -size(one[1]))):
        written, letters = words.place(name).upper(), COUNTRY + 1.5 if name in homes else COUNTRY
        if name and (at := labels.within(shapes.rows(rings, heights), written, letters, 1.2, room)):
            halo = LAND if name in homes else ELSEWHERE
            yield svg.text(
                *at, written, size=letters, fill=svg.QUIET, anchor="middle", weight=600, more='letter-spacing="1.2"', halo=halo
            )


def _sea_names(view: View, box: Box, room: Room, words: Catalogue) -> Iterator[str]:
    for name, points in SEAS.items():
        said = words.text(name)
        for point in points:
            if any(part.left < point[0] < part.right and part.low < point[1] < part.high for part in _turned(box)):
                x, y = view.place(point)
                place = labels.line_box(x, y, said, REGION, anchor="middle")
                if room.free(place):
                    room.take(place)
                    yield svg.text(x, y, said, size=REGION, fill=SEA_NAME, anchor="middle", more='font-style="italic"')
                    break


def _region_names(
    view: View, box: Box, homes: Collection[str], places: Collection[str], room: Room, words: Catalogue
) -> Iterator[str]:
    """Names of regions that are wide enough for theirs, the widest first; not of one whose city of the same name is on the map."""
    for part in _turned(box):
        for region in sorted(land.regions_in(part, homes), key=lambda r: (-r.width, r.name)):
            x, y = view.place(region.middle)
            east, _ = view.place((region.middle[0] + region.width / 2, region.middle[1]))
            said = words.region(region.name)
            if any(f"{place} ".startswith(f"{region.name} ") for place in places) or 2 * (east - x) < svg.width(said, REGION):
                continue
            for baseline in (y + 3 + shift for shift in SHIFTS):
                place = labels.line_box(x, baseline, said, REGION, anchor="middle")
                if room.free(place.grown(1)) and room.clear(place):
                    room.take(place)
                    yield svg.text(x, baseline, said, size=REGION, fill=REGION_NAME, anchor="middle", halo=LAND)
                    break
