"""The map: every place once, where it lies, told apart without colour, nothing over anything, nothing that runs or fetches."""

import re
import time
from dataclasses import replace
from itertools import combinations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefing.edges import press
from briefing.model import Spot
from briefing.stages.typeset.drawings import land, map_svg
from briefing.stages.typeset.drawings.labels import RADIUS, square
from briefing.stages.typeset.drawings.shapes import Box

SVG = "{http://www.w3.org/2000/svg}"


def markers(drawn):
    """The number and the middle of each marker on the map."""
    found = {}
    for group in drawn.root.iter(f"{SVG}g"):
        title, words = group.find(f"{SVG}title"), group.find(f"{SVG}text")
        if title is not None:
            shape = [node for node in group if node.tag in (f"{SVG}circle", f"{SVG}rect")][-1]
            if shape.tag == f"{SVG}circle":
                middle = float(shape.get("cx")), float(shape.get("cy"))
            else:
                middle = (
                    float(shape.get("x")) + float(shape.get("width")) / 2,
                    float(shape.get("y")) + float(shape.get("height")) / 2,
                )
            found[int(words.text)] = middle
    return found


def shape_of(drawn, number):
    group = next(g for g in drawn.root.iter(f"{SVG}g") if (g.findtext(f"{SVG}title") or "").startswith(f"{number} "))
    return [node for node in group if node.tag in (f"{SVG}circle", f"{SVG}rect")][-1]


def test_without_places_there_is_no_map():
    assert map_svg(()) == ""


def test_a_map_is_one_svg_element_the_same_each_time(spots):
    drawing = map_svg(spots)
    assert etree.fromstring(drawing.encode()).tag == f"{SVG}svg"
    assert drawing == map_svg(list(spots))


def test_nothing_in_a_map_runs_is_fetched_or_styles_the_page(spots):
    root = etree.fromstring(map_svg(spots).encode())
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "rect", "circle", "line", "path", "text"}
    names = {name for node in root.iter() for name in node.attrib}
    assert not {name for name in names if name.startswith("on") or "href" in name or name in ("style", "id")}
    assert not [value for node in root.iter() for value in node.attrib.values() if "url(" in value or "var(" in value]


def test_it_has_a_role_a_title_and_all_its_figures_in_words(spots):
    root = etree.fromstring(map_svg(spots).encode())
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    said = root.findtext(f"{SVG}desc")
    for number, spot in enumerate(spots, 1):
        assert f"{number}. {spot.place}: " in said
        assert all(side.statement.text in said for tally in spot.tallies for side in tally.sides)
        assert all(statement.text in said for statement in spot.statements)


def test_every_place_has_its_number_once_on_the_map_or_under_it(spots, read_back):
    drawn = read_back(map_svg(spots))
    under = " ".join(words for words, box, _ in drawn.texts if words.startswith("Off this map") or box.low > drawn.box.high - 60)
    on_map = markers(drawn)
    for number, spot in enumerate(spots, 1):
        assert (number in on_map) != bool(re.search(rf"(?<!\d){number} {spot.place}", under))


def test_everything_lies_within_the_view_box(spots, read_back, points_of):
    drawn = read_back(map_svg(spots))
    box = drawn.box.grown(0.06)
    assert all(box.holds(where) for _, where, _ in drawn.texts)
    for node in drawn.root.iter(f"{SVG}path"):
        if node.getparent().get("transform") is None:
            assert all(box.holds(Box(left=x, low=y, right=x, high=y)) for x, y in points_of(node.get("d")))


def test_no_name_or_number_lies_over_another(spots, read_back):
    drawn = read_back(map_svg(spots))
    names = [(words, box) for words, box, _ in drawn.texts if not words.isdigit()]
    for (one, a), (other, b) in combinations(names, 2):
        assert not a.grown(-0.3).meets(b), f"{one} lies over {other}"
    discs = {number: square(at, RADIUS - 0.2) for number, at in markers(drawn).items()}
    for one, other in combinations(discs, 2):
        assert not discs[one].meets(discs[other]), f"{one} lies over {other}"
    for number, disc in discs.items():
        assert not [words for words, box in names if box.meets(disc)], number


def test_the_first_place_is_named_where_others_crowd_it(sets, read_back):
    drawn = read_back(map_svg(sets["both sides of a border"]))
    words = {words for words, _, _ in drawn.texts}
    named = [spot.place for spot in sets["both sides of a border"] if spot.place in words]
    assert named[0] == "Kharkiv"
    assert len(named) >= 10


def test_a_border_runs_past_the_name_of_a_place_beside_it(a_spot, read_back, points_of):
    """Right of its marker, where a name would stand first, this one would lie on the border."""
    drawn = read_back(map_svg((a_spot("Sumy Oblast", 50.9, 34.4), a_spot("Lviv", 49.84, 24.03), a_spot("Odesa", 46.48, 30.73))))
    border = next(node for node in drawn.root.iter(f"{SVG}path") if node.get("stroke") == "#5b6269")
    points = points_of(border.get("d"))
    box = next(where for words, where, _ in drawn.texts if words == "Sumy Oblast")
    assert not [point for point in points if box.holds(square(point, 0))]
    marker = markers(drawn)[1]
    right = Box(left=marker[0] + RADIUS, low=box.low, right=marker[0] + RADIUS + box.right - box.left, high=box.high)
    assert [point for point in points if right.holds(square(point, 0))]  # else this would test nothing


def test_every_letter_is_of_seven_points_where_the_map_is_printed(spots):
    """97 mm wide on the first page of the edition."""
    root = etree.fromstring(map_svg(spots).encode())
    unit = 97 * 72 / 25.4 / float(root.get("viewBox").split()[2])
    assert min(float(node.get("font-size")) for node in root.iter(f"{SVG}text")) * unit >= 7


def test_places_lie_as_they_do_on_the_earth(sets, read_back):
    at = markers(read_back(map_svg(sets["across Ukraine"])))
    kharkiv, kyiv, odesa, lviv, *_ = (at[number] for number in range(1, 9))
    assert lviv[0] < kyiv[0] < kharkiv[0]
    assert odesa[1] > kyiv[1] > 0
    # 411 km from Kyiv to Kharkiv and 443 km to Odesa along the great circle: the same scale in both directions
    to_kharkiv = ((kharkiv[0] - kyiv[0]) ** 2 + (kharkiv[1] - kyiv[1]) ** 2) ** 0.5
    to_odesa = ((odesa[0] - kyiv[0]) ** 2 + (odesa[1] - kyiv[1]) ** 2) ** 0.5
    assert to_odesa / to_kharkiv == pytest.approx(443 / 411, rel=0.02)


def test_the_scale_bar_is_as_long_as_it_says(sets, read_back, points_of):
    drawn = read_back(map_svg(sets["across Ukraine"]))
    at = markers(drawn)
    words = next(words for words, _, _ in drawn.texts if words.endswith(" km"))
    bar = next(node for node in drawn.root if node.tag == f"{SVG}path" and "v4" in node.get("d", ""))
    xs = [x for x, _ in points_of(bar.get("d"))]
    units_per_km = (max(xs) - min(xs)) / float(words.removesuffix(" km").replace(",", ""))
    apart = ((at[1][0] - at[2][0]) ** 2 + (at[1][1] - at[2][1]) ** 2) ** 0.5
    assert apart / units_per_km == pytest.approx(411, rel=0.02)


def test_a_marker_says_by_its_form_whether_people_were_killed_hurt_or_neither(a_spot, read_back):
    spots = (
        a_spot("Kyiv", 50.45, 30.52),
        a_spot("Lviv", 49.84, 24.03, counted=("injured", 3)),
        a_spot("Odesa", 46.48, 30.73, counted=None),
    )
    drawn = read_back(map_svg(spots))
    killed, hurt, other = (shape_of(drawn, number) for number in (1, 2, 3))
    assert (killed.tag, hurt.tag, other.tag) == (f"{SVG}circle", f"{SVG}circle", f"{SVG}rect")
    assert killed.get("fill") != "#fff"
    assert hurt.get("fill") == other.get("fill") == "#fff"
    said = [words for words, _, _ in drawn.texts]
    assert {"people killed", "people hurt or missing", "no count of killed or hurt"} <= set(said)


def test_none_killed_and_a_denial_do_not_count_as_killed(a_spot, a_side, read_back):
    none = a_spot("Kyiv", 50.45, 30.52, counted=("killed", 0))
    denied = a_spot("Lviv", 49.84, 24.03)
    denied = replace(denied, tallies=(replace(denied.tallies[0], sides=(a_side("two", 2, stance="denied"),)),))
    drawn = read_back(map_svg((none, denied)))
    assert all(shape_of(drawn, number).tag == f"{SVG}rect" for number in (1, 2))


def test_the_legend_explains_only_the_forms_that_occur(a_spot, read_back):
    words = {words for words, _, _ in read_back(map_svg((a_spot("Kyiv", 50.45, 30.52),))).texts}
    assert "people killed" in words
    assert "no count of killed or hurt" not in words


def test_a_place_on_another_continent_stands_under_the_map(sets, read_back):
    drawn = read_back(map_svg(sets["two continents"]))
    assert "Off this map: 2 Washington" in {words for words, _, _ in drawn.texts}
    assert set(markers(drawn)) == {1, 3}


def test_islands_on_both_sides_of_the_180th_meridian_share_a_map(sets, read_back):
    at = markers(read_back(map_svg(sets["the 180th meridian"])))
    assert at[1][0] < at[2][0] < at[3][0]


def test_a_country_that_is_not_in_the_news_lends_its_borders_and_its_name(sets, read_back):
    words = {words for words, _, _ in read_back(map_svg(sets["across Ukraine"])).texts}
    assert {"UKRAINE", "BELARUS", "RUSSIA", "ROMANIA", "Crimea", "Poltava", "Black Sea"} <= words
    assert not {"Gomel", "Bryansk"} & words


def test_another_country_is_drawn_with_its_own_regions(sets, read_back):
    words = {words for words, _, _ in read_back(map_svg(sets["Spain"])).texts}
    assert {"SPAIN", "Granada"} <= words


def test_a_close_view_says_where_on_the_continent_it_lies(sets):
    assert "translate(" in map_svg(sets["Crimea"])
    assert "translate(" not in map_svg(sets["across Ukraine"])


HOSTILE = ['</text><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "]]>", "&amp;&lt;", "a\x00b\x1fc\ufffe", "<!--", "\ud83d", "{{ 7*7 }}"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_and_sentences_are_text(name, a_spot):
    spot = a_spot(name, 50.45, 30.52, counted=None)
    root = etree.fromstring(map_svg((spot,)).encode())
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "rect",
        "circle",
        "line",
        "path",
        "text",
    }


texts = st.text(max_size=40)
anywhere = st.builds(
    Spot, place=texts, country=st.sampled_from(["", "UA", "US"]), latitude=st.floats(-90, 90), longitude=st.floats(-180, 180)
)


@settings(max_examples=40, deadline=None)
@given(st.lists(anywhere, min_size=1, max_size=25))
def test_any_places_of_the_earth_make_a_valid_map_or_none(spots):
    drawing = map_svg(spots)
    if not drawing:
        assert len(spots) > 2  # more of them off the map than on it
        return
    root = etree.fromstring(drawing.encode())
    _, _, wide, high = map(float, root.get("viewBox").split())
    assert wide == 400
    assert 230 < high < 1000
    assert "nan" not in etree.tostring(root).decode().lower().replace(" ".join(spot.place for spot in spots).lower(), "")[:200]
    shown = {int(group.findtext(f"{SVG}text")) for group in root.iter(f"{SVG}g") if group.find(f"{SVG}title") is not None}
    assert len(shown) >= len(spots) / 2
    assert shown <= set(range(1, len(spots) + 1))


def test_a_map_is_small_and_soon_drawn(sets):
    map_svg(sets["one"])
    for name in ("one", "across Ukraine", "both sides of a border", "Crimea", "Spain", "Texas", "25 in one district"):
        start = time.perf_counter()
        drawing = map_svg(sets[name])
        assert time.perf_counter() - start < 0.5, name  # some 40 ms alone on one core; a test machine has other things to do
        assert len(drawing) < 60_000, name


@pytest.mark.slow
@pytest.mark.skipif(bool(press.missing()), reason="; ".join(press.missing()))
def test_it_prints_with_its_names_and_a_text_for_those_who_cannot_see_it(sets):
    page = f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><h1>T</h1><p>{map_svg(sets["across Ukraine"])}</p></body></html>'
    pdf = press.Press()(page)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert all(text.count(spot.place) >= 1 for spot in sets["across Ukraine"])
    assert text.count("Pavlohrad") == 1  # the rim of the letters is not a second text


def test_the_land_it_is_drawn_on_is_read_once():
    assert land._atlas() is land._atlas()
