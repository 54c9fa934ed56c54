"""The charts of a range: a bar a day and kind, from counts of a whole country, and no bar where nobody counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.model import Party
from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import events
from briefing.stages.compose.period.charts import charts

DAY = date(2025, 3, 4)


def drawn(counts, window):
    found = [one for event in events(counts) if (one := compared(event, year=2025, language="en"))]
    return charts(found, [count.article for count in counts], window=window)


@pytest.fixture
def days(window):
    return replace(window, first=DAY - timedelta(days=3))


@pytest.fixture
def night(count):
    def make(back, number, kind="drones_launched", place="Ukraine", who="the air force", **fields):
        day = DAY - timedelta(days=back)
        fields = {"attributed_to": who, "party": Party(bloc="official", country="UA"), "event_date": day, "place": place, **fields}
        noun = kind.partition("_")[0]
        return count("Brod Daily", back, day, f"The air force counted {number} {noun}.", str(number), float(number), kind, **fields)

    return make


def test_launched_and_shot_down_stand_day_by_day_and_a_day_without_a_number_is_empty(night, days):
    (chart,) = drawn([night(3, 30), night(3, 21, "drones_shot_down"), night(0, 44), night(0, 40, "drones_shot_down")], days)
    assert chart.label == "Launched and shot down per day, Ukraine"
    assert chart.days == tuple(DAY - timedelta(days=back) for back in (3, 2, 1, 0))
    assert [(bar.day, bar.kind, bar.side.value) for bar in chart.bars] == [
        (DAY - timedelta(days=3), "drones_launched", 30),
        (DAY, "drones_launched", 44),
        (DAY - timedelta(days=3), "drones_shot_down", 21),
        (DAY, "drones_shot_down", 40),
    ]


def test_a_day_that_two_voices_count_has_both_first_that_which_speaks_of_most_days(night, days):
    other = {"who": "the coast guard", "party": Party(bloc="organisation"), "as_of": DAY}
    (chart,) = drawn([night(2, 30), night(1, 44), night(0, 61, **other), night(0, 50)], days)
    assert [bar.side.value for bar in chart.bars] == [30, 44, 50, 61]


def test_one_day_and_towns_and_parts_make_no_chart(night, days, window):
    assert not drawn([night(0, 44), night(0, 40, "drones_shot_down")], days)
    assert not drawn([night(0, 44)], window)
    assert not drawn([night(1, 44, place="Kherson"), night(0, 40, place="Kherson")], days)
    assert not drawn([night(1, 44, make="Shahed"), night(0, 40, make="Shahed")], days)


def test_two_days_of_a_month_are_no_course_of_things(night, window):
    month = replace(window, first=DAY - timedelta(days=29))
    assert not drawn([night(1, 44), night(0, 40)], month)


def test_each_country_has_its_chart_that_with_more_days_first(night, days):
    counts = [night(back, 9 + back, "drones_shot_down", place="Russia") for back in (1, 0)] + [
        night(back, 30 + back) for back in (2, 1, 0)
    ]
    assert [chart.label for chart in drawn(counts, days)] == ["Launched per day, Ukraine", "Shot down per day, Russia"]
