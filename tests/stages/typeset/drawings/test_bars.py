"""The chart: every number with its doubt, bars true to them, a day without a figure said to have none."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefing.model import Bar, Chart
from briefing.stages.typeset.drawings import bars_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def week(a_chart, a_side):
    """Seven days of drones, the fourth without a number; missiles on the first, of which two sources differ."""

    def of(i, day):
        if i == 3:
            return []
        drones = [Bar(day=day, kind="drones_launched", side=a_side(f"{40 + i} drones", 40 + i)), Bar(day=day, kind="drones_shot_down", side=a_side(f"at least {20 + i}", 20 + i))]  # fmt: skip
        missiles = [
            Bar(day=day, kind="missiles_launched", side=a_side(words, value))
            for words, value in (("nearly 40 missiles", 40), ("36", 36))
        ]
        return drones + (missiles if i == 0 else [])

    return a_chart(7, of)


def rects(drawn):
    return [node for node in drawn.root.iter(f"{SVG}rect") if float(node.get("width")) > 9]


def test_a_chart_without_bars_is_no_drawing(a_chart, a_side):
    assert bars_svg(a_chart(3, lambda i, day: [])) == ""
    assert bars_svg(a_chart(3, lambda i, day: [Bar(day=day, kind="killed", side=a_side("some", None))])) == ""


def test_a_chart_is_one_svg_element_the_same_each_time_that_runs_and_fetches_nothing(week):
    drawing = bars_svg(week)
    root = etree.fromstring(drawing.encode())
    assert drawing == bars_svg(week)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {"svg", "title", "desc", "rect", "path", "text"}
    assert not {
        name for node in root.iter() for name in node.attrib if name.startswith("on") or "href" in name or name in ("style", "id")
    }


def test_every_number_is_printed_with_its_doubt(week, read_back):
    words = [words for words, _, _ in read_back(bars_svg(week)).texts]
    assert {"40", "41", "42", "44", "45", "46", "≥20", "≥26", "36/~40"} <= set(words)
    assert any("≥ at least" in note for note in words)
    assert any("sources differ" in note for note in words)


def test_a_day_without_a_number_is_said_to_have_none(week, read_back):
    drawn = read_back(bars_svg(week))
    assert "no figure" in {words for words, _, _ in drawn.texts}
    assert "1 Jan: no figure." in drawn.root.findtext(f"{SVG}desc")
    assert "31 Dec: drones launched 42, drones shot down ≥22." in drawn.root.findtext(f"{SVG}desc")


def test_none_launched_is_not_no_figure(a_chart, a_side, read_back):
    drawn = read_back(bars_svg(a_chart(2, lambda i, day: [Bar(day=day, kind="drones_launched", side=a_side(str(7 * i), 7 * i))])))
    words = [words for words, _, _ in drawn.texts]
    assert "0" in words
    assert "no figure" not in words
    assert "–" not in words


def test_bars_are_as_high_as_their_numbers_say(a_chart, a_side, read_back):
    values = (12, 3, 48)
    chart = a_chart(3, lambda i, day: [Bar(day=day, kind="killed", side=a_side(str(values[i]), values[i]))])
    heights = [float(node.get("height")) for node in rects(read_back(bars_svg(chart)))]
    assert heights == [pytest.approx(max(heights) * value / 48, abs=0.06) for value in values]


def test_what_was_shot_down_stands_filled_within_what_was_launched(a_chart, a_side, read_back):
    chart = a_chart(1, lambda i, day: [Bar(day=day, kind="missiles_shot_down", side=a_side("21", 21)), Bar(day=day, kind="missiles_launched", side=a_side("41", 41))])  # fmt: skip
    launched, shot_down = rects(read_back(bars_svg(chart)))
    assert float(launched.get("x")) < float(shot_down.get("x"))
    assert float(launched.get("width")) > float(shot_down.get("width"))
    assert launched.get("stroke")
    assert launched.get("fill") != shot_down.get("fill")


def test_a_range_is_drawn_to_its_lower_end_with_dashes_to_the_upper(a_chart, a_side, read_back, points_of):
    chart = a_chart(1, lambda i, day: [Bar(day=day, kind="killed", side=a_side("19 to 23", 19, 23))])
    drawn = read_back(bars_svg(chart))
    assert "19–23" in {words for words, _, _ in drawn.texts}
    (bar,), (dashes,) = rects(drawn), [node for node in drawn.root.iter(f"{SVG}path") if node.get("stroke-dasharray")]
    ys = [y for _, y in points_of(dashes.get("d"))]
    assert (max(ys) - min(ys)) / float(bar.get("height")) == pytest.approx(4 / 19, abs=0.01)


def test_missiles_and_drones_have_a_panel_each_with_a_scale_of_its_own(week, read_back):
    headings = [words for words, _, weight in read_back(bars_svg(week)).texts if weight == 600]
    assert headings == ["Drones", "Missiles"]


@pytest.mark.parametrize("days", [1, 2, 7, 14, 16, 17, 31])
def test_up_to_a_month_fits_without_one_number_over_another(days, a_chart, a_side, read_back):
    def of(i, day):
        return [Bar(day=day, kind="drones_launched", side=a_side(f"at least {110 + i}", 110 + i)), Bar(day=day, kind="drones_shot_down", side=a_side(f"{60 + i}", 60 + i))]  # fmt: skip

    drawn = read_back(bars_svg(a_chart(days, of)))
    assert all(drawn.box.holds(box) for _, box, _ in drawn.texts)
    for (one, a, _), (other, b, _) in combinations(drawn.texts, 2):
        assert not a.grown(-0.3).meets(b), f"{one} lies over {other}"
    assert sum(1 for words, _, _ in drawn.texts if words.startswith("≥") and words[1:].isdigit()) == days


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_values_make_a_valid_chart(a_chart, a_side, data):
    kinds = st.sampled_from(["drones_launched", "drones_shot_down", "missiles_launched", "killed", "money"])
    value = st.one_of(st.none(), st.floats(0, 1e9), st.integers(0, 5000))

    def of(i, day):
        return [Bar(day=day, kind=data.draw(kinds), side=a_side(data.draw(st.text(max_size=20)), data.draw(value))) for _ in range(data.draw(st.integers(0, 3)))]  # fmt: skip

    chart = a_chart(data.draw(st.integers(1, 31)), of)
    if drawing := bars_svg(chart):
        assert etree.fromstring(drawing.encode()).get("class") == "chart"


def test_a_hostile_label_is_text(week):
    chart = Chart(label='</title><script>x</script>"', days=week.days, bars=week.bars)
    root = etree.fromstring(bars_svg(chart).encode())
    assert root.findtext(f"{SVG}title") == '</title><script>x</script>"'
