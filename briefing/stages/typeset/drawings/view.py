"""What part of the earth a map shows, and where on the drawing a place lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt

from briefing.stages.typeset.drawings import land, shapes
from briefing.stages.typeset.drawings.shapes import Box, Point

EARTH = 6371.0  # km, mean radius
_DEGREE = pi / 180
WIDTH = 400.0  # of the drawing; a unit is 0.69 pt where it is 97 mm wide, so that letters of 10.5 units are 7 pt high there
LOWEST, HIGHEST = 222.0, 285.0  # the drawing's height
WHOLE_COUNTRY = 2200.0  # km: a country larger than this is not shown whole for the sake of its outline
SPREAD = 0.45  # places that take up this share of their country's width or height are shown on the whole of it
NARROWEST, NARROWEST_FEW = (
    520.0,
    1000.0,
)  # km, width of a view: nearer, no border one knows is in sight; for few places or crude lines more
NEIGHBOURS, COMPATRIOTS, FURTHEST = 1100.0, 2800.0, 4600.0  # km: places that share a map, and those of one country; the map's width


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A window on the earth: middle (degrees), the window in km from it, and units of the drawing to a km.

    `whole` where it was made to show a country from border to border.
    """

    middle: Point
    window: Box
    scale: float
    whole: bool = False

    @property
    def frame(self) -> Box:
        """The drawing's own rectangle, from 0, 0."""
        window = self.window
        return Box(left=0, low=0, right=(window.right - window.left) * self.scale, high=(window.high - window.low) * self.scale)

    def place(self, point: Point) -> Point:
        """Where a longitude and latitude lie on the drawing."""
        return self.places([point])[0]

    def places(self, points: Iterable[Point]) -> list[Point]:
        """Where longitudes and latitudes lie on the drawing."""
        left, low, scale = self.window.left, self.window.low, self.scale
        return [((x - left) * scale, (y - low) * scale) for x, y in projected(points, self.middle)]

    def degrees(self) -> Box:
        """A box of longitudes (perhaps beyond ±180) and latitudes that holds the whole window."""
        steps = [i / 16 for i in range(17)]
        w = self.window
        edge = [(w.left + (w.right - w.left) * t, y) for t in steps for y in (w.low, w.high)]
        edge += [(x, w.low + (w.high - w.low) * t) for t in steps for x in (w.left, w.right)]
        return shapes.around(unprojected(p, self.middle) for p in edge).grown(0.5)


def projected(points: Iterable[Point], middle: Point) -> list[Point]:
    """Kilometres east and south of the middle: Lambert's azimuthal equal-area projection of the sphere.

    Snyder, Map Projections: A Working Manual (1987), equations 22-4, 24-2 … 24-4. One formula serves every latitude, north is up in
    the middle, and within a country of 2,000 km shapes are true to a hundredth.
    """
    lon0, sin0, cos0 = middle[0], sin(radians(middle[1])), cos(radians(middle[1]))
    out = []
    for lon, lat in points:
        turn, sin_lat, cos_lat = (lon - lon0) * _DEGREE, sin(lat * _DEGREE), cos(lat * _DEGREE)
        along = cos_lat * cos(turn)
        k = EARTH * sqrt(2 / max(1e-9, 1 + sin0 * sin_lat + cos0 * along))
        out.append((k * cos_lat * sin(turn), -k * (cos0 * sin_lat - sin0 * along)))
    return out


def unprojected(point: Point, middle: Point) -> Point:
    """The longitude and latitude that `projected` puts there (Snyder, equations 20-14, 20-15, 20-18, 24-16)."""
    x, y = point[0] / EARTH, -point[1] / EARTH
    rho = hypot(x, y)
    if rho == 0:
        return middle
    c, lat0 = 2 * asin(min(1.0, rho / 2)), radians(middle[1])
    lat = asin(max(-1.0, min(1.0, cos(c) * sin(lat0) + y * sin(c) * cos(lat0) / rho)))
    lon = atan2(x * sin(c), rho * cos(lat0) * cos(c) - y * sin(lat0) * sin(c))
    return middle[0] + degrees(lon), degrees(lat)


def distance(a: Point, b: Point) -> float:
    """Kilometres between two points along the great circle (haversines)."""
    lat = sin(radians(b[1] - a[1]) / 2) ** 2
    lon = sin(radians(b[0] - a[0]) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(lat + cos(radians(a[1])) * cos(radians(b[1])) * lon)))


def together(points: Sequence[Point], countries: Sequence[str]) -> list[int]:
    """The places (by their numbers) that go on one map: the largest group of near ones; among equal groups that of the first place."""

    def near(i: int, j: int) -> bool:
        return distance(points[i], points[j]) <= (COMPATRIOTS if countries[i] and countries[i] == countries[j] else NEIGHBOURS)

    best: list[int] = []
    left = list(range(len(points)))
    while left:
        group = [left.pop(0)]
        for i in group:  # grows while it is walked through
            joined = [j for j in left if near(i, j) and all(distance(points[j], points[k]) <= FURTHEST for k in group)]
            group += joined
            left = [j for j in left if j not in joined]
        if len(group) > len(best):
            best = sorted(group)
    return best


def fitted(points: Sequence[Point]) -> View:
    """The view for places (at least one): the whole country where they are few or spread over it, else their region."""
    first = points[0][0]
    points = [(first + (x - first + 180) % 360 - 180, y) for x, y in points]  # in one row where they stand about the 180th meridian
    spots = shapes.around(points)
    middle = ((spots.left + spots.right) / 2, (spots.low + spots.high) / 2)
    target, few = _extent(points, middle), len(points) < 3
    shown = list(points)
    for ring in _homes(points):
        home = _extent(ring, middle)
        wide, high = home.right - home.left, home.high - home.low
        spread = max((target.right - target.left) / wide, (target.high - target.low) / high)
        if max(wide, high) <= WHOLE_COUNTRY and (few or spread >= SPREAD or wide <= NARROWEST):
            shown += ring
    box = shapes.around(shown)
    middle = ((box.left + box.right) / 2, (box.low + box.high) / 2)
    target = _extent(shown, middle)
    narrowest = NARROWEST if land.is_fine(spots) and not few else NARROWEST_FEW
    margin = 0.05 if len(shown) > len(points) else 0.2
    wide = max(narrowest, (target.right - target.left) * (1 + 2 * margin))
    high = max(narrowest / 2, (target.high - target.low) * (1 + 2 * margin))
    height = min(HIGHEST, max(LOWEST, WIDTH * high / wide))
    wide, high = max(wide, high * WIDTH / height), max(high, wide * height / WIDTH)
    x, y = (target.left + target.right) / 2, (target.low + target.high) / 2
    window = Box(left=x - wide / 2, low=y - high / 2, right=x + wide / 2, high=y + high / 2)
    return View(middle=middle, window=window, scale=WIDTH / wide, whole=len(shown) > len(points))


def _extent(points: Iterable[Point], middle: Point) -> Box:
    return shapes.around(projected(points, middle))


def _homes(points: Sequence[Point]) -> list[list[Point]]:
    """The outlines that hold most of the places: one, or none where no country holds half of them."""
    found: list[tuple[int, list[Point]]] = []
    for _, rings in land.countries_in(shapes.around(points).grown(0.01)):
        for ring in rings:
            inside = sum(1 for p in points if shapes.hold([ring], p))
            if 2 * inside > len(points):
                found.append((inside, ring))
    return [max(found, key=lambda one: one[0])[1]] if found else []
