"""The land the map is drawn on: outlines of countries, borders, rivers, read from land.json on first use.

Made by scripts/build_map.py of Natural Earth (public domain), with Crimea as a region of Ukraine. Longitudes and latitudes in degrees.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefing.stages.typeset.drawings.shapes import Box, Point

COAST, BORDER, INSIDE, RIVER, LAKE = range(5)  # kinds of lines; BORDER between countries, INSIDE between regions of one


@dataclass(frozen=True, kw_only=True, slots=True)
class Country:
    """A country's name, and its outline as rings of numbers of lines (n, or ~n for line n backwards)."""

    name: str
    rings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """A first-level region: its name, its country's, where it is widest (in degrees), and how wide it is there."""

    name: str
    country: str
    middle: Point
    width: float


@dataclass(frozen=True, kw_only=True, slots=True)
class _Atlas:
    countries: tuple[Country, ...]
    regions: tuple[Region, ...]
    lines: tuple[bytes, ...]  # of values of digits: see scripts/build_map.py
    quantum: float
    cell: int
    close: Box  # where lines are kept finer


@cache
def _atlas() -> _Atlas:
    facts = json.loads(resources.files(__package__).joinpath("land.json").read_text(encoding="utf-8"))
    values = bytes.maketrans(facts["digits"].encode(), bytes(range(64)))
    return _Atlas(
        countries=tuple(Country(name=name, rings=tuple(tuple(ring) for ring in rings)) for _, name, rings in facts["countries"]),
        regions=tuple(
            Region(name=name, country=facts["countries"][country][1], middle=(x, y), width=width)
            for name, country, x, y, width in facts["regions"]
        ),
        lines=tuple(line.encode().translate(values) for line in facts["lines"]),
        quantum=facts["quantum"],
        cell=facts["cell"],
        close=Box(**dict(zip(("left", "low", "right", "high"), facts["close"], strict=True))),
    )


def is_fine(box: Box) -> bool:
    """Whether the lines in the box bear to be looked at closely (700 m, elsewhere some 5 km)."""
    return _atlas().close.holds(box)


def countries_in(box: Box) -> Iterator[tuple[str, list[list[Point]]]]:
    """Name and whole rings of each country of which a part may lie in the box, in the order of the file."""
    for country in _atlas().countries:
        rings = [ring for ring in country.rings if _extent(ring).meets(box)]
        if rings:
            yield country.name, [[p for i in ring for p in _oriented(i)[:-1]] for ring in rings]


def lines_in(box: Box, kind: int, countries: Collection[str] = ()) -> Iterator[list[Point]]:
    """The whole lines of a kind of which a part may lie in the box; borders inside a country (INSIDE) only of those named."""
    bounds = _bounds()
    for i in _of_kind(kind):
        if bounds[i].meets(box) and (kind != INSIDE or _country(_atlas().lines[i]) in countries):
            yield _points(i)


@cache
def _of_kind(kind: int) -> tuple[int, ...]:
    return tuple(i for i, line in enumerate(_atlas().lines) if line[0] - 32 == kind)


def _country(line: bytes) -> str:
    return _atlas().countries[(line[-2] << 6) + line[-1] - 2048].name


def regions_in(box: Box, countries: Collection[str]) -> Iterator[Region]:
    """The regions of the countries named whose middle lies in the box."""
    for region in _atlas().regions:
        x, y = region.middle
        if region.country in countries and box.left <= x <= box.right and box.low <= y <= box.high:
            yield region


@cache
def _extent(ring: tuple[int, ...]) -> Box:
    found = [_bounds()[max(i, ~i)] for i in ring]
    return Box(
        left=min(b.left for b in found),
        low=min(b.low for b in found),
        right=max(b.right for b in found),
        high=max(b.high for b in found),
    )


@cache
def _bounds() -> tuple[Box, ...]:
    cell = _atlas().cell
    return tuple(
        Box(left=(line[1] - 32) * cell, low=(line[2] - 32) * cell, right=(line[3] - 32) * cell, high=(line[4] - 32) * cell)
        for line in _atlas().lines
    )


def _oriented(i: int) -> list[Point]:
    return _points(i) if i >= 0 else _points(~i)[::-1]


@cache
def _points(i: int) -> list[Point]:
    line, quantum = _atlas().lines[i], _atlas().quantum
    half = 64**3 // 2
    x = (line[5] << 12) + (line[6] << 6) + line[7] - half
    y = (line[8] << 12) + (line[9] << 6) + line[10] - half
    points = [(x * quantum, y * quantum)]
    steps = line[11:-2] if line[0] - 32 == INSIDE else line[11:]
    for a, b, c, d in zip(steps[::4], steps[1::4], steps[2::4], steps[3::4], strict=True):
        x += (a << 6) + b - 2048
        y += (c << 6) + d - 2048
        points.append((x * quantum, y * quantum))
    return points
