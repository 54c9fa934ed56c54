"""Cutting lines at a frame, and the projection that puts a place into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.stages.typeset.drawings import shapes, view
from briefing.stages.typeset.drawings.shapes import Box

FRAME = Box(left=0, low=0, right=10, high=6)
points = st.tuples(st.floats(-30, 30), st.floats(-30, 30))


def inside(found):
    return all(FRAME.grown(1e-6).holds(Box(left=x, low=y, right=x, high=y)) for x, y in found)


@given(st.lists(points, min_size=2, max_size=12))
def test_the_parts_of_a_line_lie_in_the_frame(line):
    for part in shapes.lines_in(line, FRAME):
        assert len(part) >= 2
        assert inside(part)


@given(st.lists(points, min_size=3, max_size=12))
def test_the_part_of_a_ring_lies_in_the_frame(ring):
    assert inside(shapes.polygon_in(ring, FRAME))


def test_a_ring_that_holds_the_frame_is_the_frame():
    cut = shapes.polygon_in([(-5, -5), (20, -5), (20, 20), (-5, 20)], FRAME)
    assert set(cut) == {(0, 0), (10, 0), (10, 6), (0, 6)}


def test_a_line_that_leaves_and_returns_is_two_parts():
    assert list(shapes.lines_in([(1, 1), (1, 9), (4, 9), (4, 1)], FRAME)) == [[(1, 1), (1, 6)], [(4, 6), (4, 1)]]


def test_a_line_within_the_frame_is_left_as_it_is():
    line = [(1.0, 1.0), (2.0, 5.0), (9.0, 3.0)]
    assert list(shapes.lines_in(line, FRAME)) == [line]


def test_a_lake_in_a_land_is_not_land():
    rings = [[(0, 0), (10, 0), (10, 10), (0, 10)], [(4, 4), (6, 4), (6, 6), (4, 6)]]
    assert shapes.hold(rings, (2, 5))
    assert not shapes.hold(rings, (5, 5))
    assert shapes.rows(rings, [5]) == {5: [(0, 4), (6, 10)]}


@given(st.floats(-170, 170), st.floats(-75, 75), st.floats(-25, 25), st.floats(-12, 12))
def test_unprojecting_undoes_projecting(lon, lat, east, north):
    (flat,) = view.projected([(lon + east, lat + north)], (lon, lat))
    back = view.unprojected(flat, (lon, lat))
    assert back == pytest.approx((lon + east, lat + north), abs=1e-6)


def test_a_degree_of_latitude_is_111_km_and_south_is_down():
    ((x, y),) = view.projected([(30.0, 49.0)], (30.0, 50.0))
    assert x == pytest.approx(0)
    assert y == pytest.approx(111.2, abs=0.1)


def test_distances_are_those_of_the_great_circle():
    assert view.distance((30.52, 50.45), (36.25, 49.98)) == pytest.approx(411, abs=2)  # Kyiv to Kharkiv
    assert view.distance((30.52, 50.45), (-77.04, 38.9)) == pytest.approx(7840, abs=30)  # Kyiv to Washington


def test_one_place_is_shown_on_its_whole_country_and_many_near_ones_from_closer():
    one = view.fitted([(36.25, 49.98)])
    near = view.fitted([(36.25, 49.98), (36.6, 50.6), (37.6, 49.7)])
    assert one.whole
    assert not near.whole
    assert near.window.right - near.window.left < (one.window.right - one.window.left) / 2


def test_places_spread_over_a_country_show_all_of_it():
    assert view.fitted([(36.25, 49.98), (24.03, 49.84), (30.73, 46.48)]).whole


def test_where_lines_are_crude_the_view_keeps_its_distance():
    near = view.fitted([(-99.1, 30.0), (-99.0, 30.1), (-98.9, 30.0)])
    assert near.window.right - near.window.left >= view.NARROWEST_FEW


def test_the_larger_group_of_places_makes_the_map():
    places = [(-77.0, 38.9), (30.5, 50.4), (36.2, 50.0), (4.3, 50.8)]
    assert view.together(places, ["US", "UA", "UA", "BE"]) == [1, 2]
    assert view.together(places[:1] + places[3:], ["US", "BE"]) == [0]


def test_far_apart_towns_of_one_country_share_a_map():
    assert view.together([(-118.2, 34.0), (-95.4, 29.8), (-74.0, 40.7)], ["US", "US", "US"]) == [0, 1, 2]
