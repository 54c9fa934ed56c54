"""A story of one event in an edition of several days: told in the order of the days on which it was reported."""

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.model import Window

THINGS = "crane barge tanker ferry silo lighthouse".split()


@pytest.fixture
def week(window):
    return replace(window, last=window.last + timedelta(6), end=window.end + timedelta(6))


@pytest.fixture
def pages(article, window):
    return [
        article(
            f"d{number}",
            f"Search in Korsun, day {number + 1}",
            f"Divers found the {thing} of harbour district {number + 21} in Korsun, and {number + 2} dockers aboard, Governor Maryna Holub said.",
            at=window.first + timedelta(number),
        )
        for number, thing in enumerate(THINGS)
    ]


def told(made, placed, window: Window):
    (report,) = made(placed, window=window).chapters[0].reports
    return report.statements


def test_each_sentence_stands_under_the_day_on_which_it_was_reported(made, story, pages, week):
    statements = told(made, story(pages[3], pages[0], pages[4], pages[1]), week)
    assert [statement.day for statement in statements] == [pages[number].published.day for number in (0, 1, 3, 4)]
    assert [statement.passages[0].article for statement in statements] == ["d0", "d1", "d3", "d4"]


def test_an_edition_of_one_day_says_no_days(made, story, pages, window):
    assert {statement.day for statement in told(made, story(pages[1], pages[0]), window)} == {None}


def test_a_day_that_says_again_what_another_says_has_no_sentence(made, story, article, pages, week):
    again = article("e", "Search in Korsun goes on", pages[0].paragraphs[0], at=week.last)
    assert [statement.day for statement in told(made, story(pages[0], pages[1], again), week)] == [
        pages[0].published.day,
        pages[1].published.day,
    ]


def test_what_is_undated_is_told_first_without_a_day(made, story, pages, week):
    undated = replace(pages[2], published=None)
    days = [statement.day for statement in told(made, story(undated, pages[0], pages[1]), week)]
    assert sorted(filter(None, days)) == [day for day in days if day]
    assert None in days
