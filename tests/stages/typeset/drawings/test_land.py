"""The land: whole outlines, recognised borders, a file of bounded size."""

from importlib import resources
from itertools import pairwise

import pytest

from briefing.stages.typeset import drawings
from briefing.stages.typeset.drawings import land, shapes
from briefing.stages.typeset.drawings.shapes import Box


def country_at(latitude, longitude):
    point = Box(left=longitude, low=latitude, right=longitude, high=latitude).grown(0.01)
    return [name for name, rings in land.countries_in(point) if shapes.hold(rings, (longitude, latitude))]


@pytest.mark.parametrize(
    ("place", "latitude", "longitude"),
    [
        ("Simferopol", 44.95, 34.10), ("Sevastopol, inland", 44.62, 33.68), ("Dzhankoi", 45.71, 34.39), ("Kerch, inland", 45.34, 36.35),
        ("Donetsk", 48.00, 37.80), ("Luhansk", 48.57, 39.31), ("Mariupol", 47.12, 37.53), ("Melitopol", 46.85, 35.37),
        ("Kherson", 46.66, 32.61), ("Kyiv", 50.45, 30.52), ("Uzhhorod", 48.62, 22.31), ("Kharkiv", 49.98, 36.25),
    ],
)  # fmt: skip
def test_ukraine_has_its_recognised_borders(place, latitude, longitude):
    assert country_at(latitude, longitude) == ["Ukraine"]


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("Russia", 50.60, 36.60), ("Russia", 45.04, 38.98), ("Belarus", 53.90, 27.56), ("Moldova", 47.01, 28.86), ("Moldova", 46.84, 29.60),
        ("Georgia", 43.00, 41.02), ("Spain", 39.47, -0.40), ("United States", 31.0, -99.0), ("India", 28.61, 77.2), ("Brazil", -15.8, -47.9),
        ("Kosovo", 42.66, 21.17), ("Türkiye", 39.93, 32.86), ("Fiji", -17.8, 178.0),
    ],
)  # fmt: skip
def test_places_elsewhere_lie_in_their_country(country, latitude, longitude):
    assert country_at(latitude, longitude) == [country]


def test_the_open_sea_is_no_country():
    assert country_at(43.5, 32.0) == []
    assert country_at(46.0, 36.6) == []


def test_every_outline_is_closed():
    for country in land._atlas().countries:
        for ring in country.rings:
            pieces = [land._oriented(i) for i in ring]
            assert all(one[-1] == following[0] for one, following in pairwise([*pieces, pieces[0]])), country.name


def test_crimea_is_a_region_of_ukraine():
    assert {region.country for region in land._atlas().regions if region.name == "Crimea"} == {"Ukraine"}


def test_regions_of_ukraine_are_spelled_as_they_are_today():
    names = {region.name for region in land._atlas().regions if region.country == "Ukraine"}
    assert len(names) == 25
    assert {"Kyiv", "Odesa", "Dnipropetrovsk", "Zaporizhzhia", "Mykolaiv", "Luhansk", "Zakarpattia"} <= names
    assert not [name for name in names if "'" in name]


def test_lines_know_the_cells_they_lie_in():
    bounds = land._bounds()
    for i in range(0, len(bounds), 37):
        assert bounds[i].grown(1e-9).holds(shapes.around(land._points(i)))


def test_the_file_is_small_enough_to_travel():
    size = len(resources.files(drawings).joinpath("land.json").read_bytes())
    assert size < 500_000
