"""Which figures are of one event, and which stay apart though they look alike."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import Count, events

DAY = date(2025, 3, 4)


def tallies(*counts):
    return [compared(event, year=2025, language="en") for event in events(counts)]


def test_another_days_toll_is_another_event(count):
    found = tallies(
        count("Brod Daily", 0, DAY, "The raid killed two people in Korsun.", "two", 2),
        count("Brod Daily", 1, DAY + timedelta(1), "A second raid killed nine people.", "nine", 9, event_date=DAY + timedelta(1)),
    )
    assert [one.row.relation for one in found] == ["single", "single"]


@pytest.mark.parametrize(
    "change",
    [
        {"role": "part"},
        {"place": "Brod"},
        {"kind": "injured"},
    ],
    ids=["a part of the total", "another place", "another kind"],
)
def test_figures_that_do_not_count_the_same_are_never_set_against_each_other(count, change):
    found = tallies(
        count("Brod Daily", 0, DAY, "The raid killed nine people in Korsun.", "nine", 9),
        count("The Harbour Times", 0, DAY, "The raid killed two people there.", "two", 2, **change),
    )
    assert not any(one.disputed for one in found)


def test_the_larger_of_two_figures_of_one_article_is_its_total(count, figure):
    first = count("Brod Daily", 0, DAY, "The raid killed two people at the port, nine in all of Korsun.", "nine", 9)
    part = Count(figure=figure(first.article, "killed", 2, "two", place="Korsun", event_date=DAY), article=first.article, story=0)
    (one,) = tallies(first, part)
    assert [side.statement.text for side in one.row.sides] == ["nine"]


def test_a_large_toll_without_a_day_belongs_to_the_only_event_near_it(count):
    (one,) = tallies(
        count(
            "Brod Daily",
            0,
            DAY + timedelta(2),
            "The strike on Korsun, which killed 24 people, was avenged.",
            "24",
            24,
            event_date=None,
        ),
        count("The Harbour Times", 1, DAY + timedelta(3), "On Tuesday 25 people were killed in Korsun.", "25", 25),
    )
    assert one.row.relation == "revised"
    assert set(one.stories) == {0, 1}


@pytest.mark.parametrize(("value", "written"), [(2, "two"), (90, "90")])
def test_a_small_or_far_off_toll_without_a_day_is_left_alone_in_another_story(count, value, written):
    found = tallies(
        count(
            "Brod Daily", 0, DAY + timedelta(2), f"The strike on Korsun killed {written} people.", written, value, event_date=None
        ),
        count("The Harbour Times", 1, DAY + timedelta(3), "On Tuesday 25 people were killed in Korsun.", "25", 25),
    )
    assert not any(one.disputed for one in found)


@pytest.mark.parametrize(
    ("low", "high", "change", "disputed"),
    [
        (4, 29, {}, True),
        (4, 31, {}, False),
        (40, 120, {}, True),
        (40, 121, {}, False),
        (40, 55, {"place": None}, True),
        (4, 6, {"place": None}, False),
        (40, 55, {"event_date": None}, False),
    ],
)
def test_the_less_sure_the_place_and_the_day_the_closer_two_tolls_must_lie(count, low, high, change, disputed):
    found = tallies(
        count("Brod Daily", 0, DAY, f"The raid killed {low} people.", str(low), low, **change),
        count("Coast Radio", 0, DAY, f"The raid killed {high} people.", str(high), high, **change),
    )
    assert any(one.disputed for one in found) == disputed


@pytest.mark.parametrize(("low", "high", "story", "disputed"), [(4, 6, 0, True), (4, 6, 1, False), (40, 55, 1, True)])
def test_small_tolls_of_a_whole_country_are_compared_within_a_story_only(count, low, high, story, disputed):
    found = tallies(
        count("Brod Daily", 0, DAY, f"The raids killed {low} people.", str(low), low, place="Ukraine"),
        count("Coast Radio", story, DAY, f"The raids killed {high} people.", str(high), high, place="Ukraine"),
    )
    assert any(one.disputed for one in found) == disputed


def test_a_toll_that_could_be_of_two_days_is_of_none(count):
    found = tallies(
        count("Brod Daily", 0, DAY + timedelta(3), "The strike on Korsun killed 24 people.", "24", 24, event_date=None),
        count("The Harbour Times", 1, DAY + timedelta(3), "On Tuesday 25 people were killed in Korsun.", "25", 25),
        count(
            "The Harbour Times",
            2,
            DAY + timedelta(3),
            "On Thursday 26 people were killed in Korsun.",
            "26",
            26,
            event_date=DAY + timedelta(2),
        ),
    )
    assert not any(one.disputed for one in found)


def test_a_toll_of_no_place_is_of_the_place_its_article_opens_with(count):
    (one,) = tallies(
        count("Brod Daily", 0, DAY, "The raid on Kharkiv killed six people.", "six", 6, place="Kharkiv"),
        at_home(count("Coast Radio", 0, DAY, "Eight people died in the raid.", "Eight", 8, place=None), "Raid on Kharkiv"),
    )
    assert one.row.relation == "contested"
    assert one.row.place == "Kharkiv"


@pytest.mark.parametrize("title", ["Raids on Kharkiv and Sumy", "A night of raids", "Raid on Sumy"])
def test_a_toll_of_no_place_is_left_alone_where_its_article_opens_with_others(count, title):
    found = tallies(
        count("Brod Daily", 0, DAY, "The raid on Kharkiv killed six people.", "six", 6, place="Kharkiv"),
        at_home(count("Coast Radio", 0, DAY, "Eight people died in the raid.", "Eight", 8, place=None), title),
    )
    assert not any(one.disputed for one in found)


@pytest.mark.parametrize(
    ("first", "second", "values", "days", "disputed"),
    [
        ("The bus crash near the dam killed six.", "A bus crash near the dam killed eight.", (6, 8), 0, True),
        ("The bus crash near the dam killed six.", "A bus crash near the dam killed eight.", (6, 8), 3, False),
        ("The bus crash near the dam killed six.", "A bus crash near the dam killed twelve.", (6, 12), 0, False),
        ("The bus crash near the dam killed six.", "Snow on the motorway killed eight.", (6, 8), 0, False),
    ],
    ids=["much the same words", "days apart", "far apart", "other words"],
)
def test_tolls_that_nobody_dates_are_one_where_two_articles_of_a_story_open_with_them(count, first, second, values, days, disputed):
    fields = {"event_date": None}
    found = tallies(
        count("Brod Daily", 0, DAY, first, "six", values[0], **fields),
        count("Coast Radio", 0, DAY + timedelta(days), second, second.split()[-1].rstrip("."), values[1], **fields),
    )
    assert any(one.disputed for one in found) == disputed


def test_the_towns_of_a_row_share_its_toll_and_none_is_set_against_one_of_them(count):
    found = tallies(
        count("Brod Daily", 0, DAY, "Six people died in Kharkiv and Sumy.", "Six", 6, place="Kharkiv"),
        count("Coast Radio", 0, DAY, "Three people died in Kharkiv.", "Three", 3, place="Kharkiv"),
    )
    assert not any(one.disputed for one in found)


def at_home(one, title):
    """The count in an article with another title."""
    return replace(one, article=replace(one.article, title=title))
