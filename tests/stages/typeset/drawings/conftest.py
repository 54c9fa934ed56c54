"""Spots, charts, and a reading of a drawing back into boxes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from lxml import etree

from briefing.model import Bar, Chart, FigureKind, Passage, Side, Spot, Statement, Tally
from briefing.stages.typeset.drawings import labels
from briefing.stages.typeset.drawings.shapes import Box

PASSAGE = Passage(article="a", paragraph=1, start=0, end=5, sha256="0" * 64)
SVG = "{http://www.w3.org/2000/svg}"
Counted = tuple[FigureKind, float | None] | None


def a_side(text: str, value: float | None, value_max: float | None = None, *, stance: str = "said") -> Side:
    return Side(
        statement=Statement(text=text, passages=(PASSAGE,)), said_by="the desk", value=value, value_max=value_max, stance=stance
    )  # type: ignore[arg-type]


def a_spot(place: str, latitude: float, longitude: float, country: str = "UA", counted: Counted = ("killed", 2)) -> Spot:
    tallies: tuple[Tally, ...] = ()
    statements: tuple[Statement, ...] = (Statement(text=f"A warehouse burned in {place}.", passages=(PASSAGE,)),)
    if counted:
        kind, value = counted
        side = a_side(str(value), value)
        tallies, statements = (
            (Tally(label=f"{kind}, {place}", kind=kind, place=place, event_date=None, relation="single", sides=(side,)),),
            (),
        )
    return Spot(place=place, country=country, latitude=latitude, longitude=longitude, tallies=tallies, statements=statements)


SETS: dict[str, tuple[Spot, ...]] = {
    "one": (a_spot("Kharkiv", 49.98, 36.25),),
    "across Ukraine": (
        a_spot("Kharkiv", 49.98, 36.25),
        a_spot("Kyiv", 50.45, 30.52, counted=("injured", 41)),
        a_spot("Odesa", 46.48, 30.73, counted=("buildings_damaged", 3)),
        a_spot("Lviv", 49.84, 24.03, counted=None),
        a_spot("Zaporizhzhia", 47.84, 35.14),
        a_spot("Kherson", 46.64, 32.62, counted=("injured", 3)),
        a_spot("Pavlohrad", 48.53, 35.87),
        a_spot("Sumy", 50.91, 34.80, counted=("without_power", 3000)),
    ),
    "both sides of a border": (
        a_spot("Kharkiv", 49.98, 36.25),
        a_spot("Belgorod", 50.6, 36.6, "RU", ("killed", 24)),
        a_spot("Kupiansk", 49.71, 37.61, counted=("injured", 3)),
        a_spot("Chuhuiv", 49.84, 36.69, counted=None),
        a_spot("Vovchansk", 50.29, 36.94, counted=("injured", 1)),
        a_spot("Kursk", 51.73, 36.19, "RU", ("buildings_damaged", 1)),
        a_spot("Izium", 49.21, 37.25),
        a_spot("Derhachi", 50.11, 36.12),
        a_spot("Zmiiv", 49.69, 36.36, counted=None),
        a_spot("Shebekino", 50.41, 36.91, "RU", ("injured", 9)),
        a_spot("Liubotyn", 49.95, 35.93, counted=("without_power", 100)),
        a_spot("Balakliia", 49.46, 36.86),
    ),
    "Crimea": (
        a_spot("Sevastopol", 44.6, 33.52, counted=("buildings_damaged", 1)),
        a_spot("Simferopol", 44.95, 34.1, counted=None),
        a_spot("Dzhankoi", 45.71, 34.39),
        a_spot("Kerch", 45.36, 36.47, counted=None),
    ),
    "Spain": (
        a_spot("Valencia", 39.47, -0.38, "ES"),
        a_spot("Utiel", 39.57, -1.21, "ES"),
        a_spot("Letur", 38.37, -2.1, "ES", ("missing", 4)),
        a_spot("Málaga", 36.72, -4.42, "ES", ("evacuated", 3000)),
    ),
    "Texas": (a_spot("Houston", 29.76, -95.37, "US"), a_spot("Kerrville", 30.05, -99.14, "US"), a_spot("Austin", 30.27, -97.74, "US")),
    "two continents": (
        a_spot("Kharkiv", 49.98, 36.25),
        a_spot("Washington", 38.9, -77.04, "US", ("money", 40)),
        a_spot("Kyiv", 50.45, 30.52),
    ),
    "the 180th meridian": (a_spot("Suva", -18.14, 178.44, "FJ"), a_spot("Labasa", -16.43, 179.36, "FJ"), a_spot("Taveuni", -16.85, -179.97, "FJ")),
    "25 in one district": tuple(a_spot(f"Village {i}", 47.9 + 0.12 * (i % 5), 37.3 + 0.12 * (i // 5)) for i in range(25)),
    "25 at one place": tuple(a_spot(f"Quarter {i}", 50.45, 30.52) for i in range(25)),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A drawing read back: its root, its size, and the boxes of its lines of text (rims of text left out) with their words."""

    root: etree._Element
    box: Box
    texts: tuple[tuple[str, Box, int], ...]


def read_back(drawing: str) -> Drawn:
    root = etree.fromstring(drawing.encode())
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    texts = []
    for node in root.iter(f"{SVG}text"):
        if node.get("fill") != "none":
            weight = int(node.get("font-weight", "400"))
            words, size = node.text or "", float(node.get("font-size", "0"))
            spacing = float(node.get("letter-spacing", "0"))
            box = labels.line_box(float(node.get("x", "0")), float(node.get("y", "0")), words, size, anchor=node.get("text-anchor", "start"), spacing=spacing, weight=weight)  # fmt: skip
            texts.append((words, box, weight))
    return Drawn(root=root, box=Box(left=0, low=0, right=wide, high=high), texts=tuple(texts))


def points_of(data: str) -> list[tuple[float, float]]:
    """The points of path data made of M, l, h, v, H, V and z."""
    x = y = 0.0
    points = []
    for command, rest in re.findall(r"([MlhvHVz])([^MlhvHVz]*)", data):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", rest)]
        if command in "Ml":
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = (dx, dy) if command == "M" else (x + dx, y + dy)
                points.append((x, y))
        elif command != "z":
            (n,) = numbers
            x, y = {"h": (x + n, y), "H": (n, y), "v": (x, y + n), "V": (x, n)}[command]
            points.append((x, y))
    return points


def a_chart(days: int, bars: Callable[[int, date], Sequence[Bar]]) -> Chart:
    all_days = tuple(date(2023, 12, 29) + timedelta(i) for i in range(days))
    return Chart(
        label="Launched and shot down per day, Ukraine",
        days=all_days,
        bars=tuple(bar for i, day in enumerate(all_days) for bar in bars(i, day)),
    )


@pytest.fixture(params=SETS)
def spots(request):
    return SETS[request.param]


@pytest.fixture
def sets():
    return SETS


@pytest.fixture(scope="session", name="a_spot")
def _a_spot():
    return a_spot


@pytest.fixture(scope="session", name="a_side")
def _a_side():
    return a_side


@pytest.fixture(scope="session", name="a_chart")
def _a_chart():
    return a_chart


@pytest.fixture(scope="session", name="read_back")
def _read_back():
    return read_back


@pytest.fixture(scope="session", name="points_of")
def _points_of():
    return points_of
