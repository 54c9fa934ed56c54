"""The table of figures: a row for each, those of one event under one number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.stages.compose.listing import listing

DAY = date(2025, 3, 4)


@pytest.fixture
def told(article, figure, story):
    """Two articles that differ about one raid, and the figures of both, a part of a total among them."""
    first = article("a1", "A raid", "The raid killed two people in Korsun, one of them a child.")
    second = article("a2", "The raid", "The raid killed three people in Korsun.", publisher="Brod Daily")
    figures = (
        figure(first, "killed", 2, "two", place="Korsun", event_date=DAY),
        figure(first, "killed", 1, "one", place="Korsun", event_date=DAY, role="part"),
        figure(second, "killed", 3, "three", place="Korsun", event_date=DAY),
    )
    return (story(first, second).story,), figures, (first, second)


def test_figures_of_one_event_share_its_number_and_relation(told):
    stories, figures, articles = told
    rows = listing(stories, figures, articles, year=2025, language="en")
    assert [(row.figure.value, row.event, row.relation) for row in rows] == [
        (2, 1, "contested"),
        (1, None, None),
        (3, 1, "contested"),
    ]
    assert {row.story for row in rows} == {stories[0].id}


def test_another_day_is_another_event(told):
    stories, figures, articles = told
    apart = (*figures[:2], replace(figures[2], event_date=DAY - timedelta(1)))
    rows = listing(stories, apart, articles, year=2025, language="en")
    assert rows[0].event != rows[2].event
    assert [row.relation for row in rows] == ["single", None, "single"]


def test_a_figure_of_an_article_without_a_story_is_listed_all_the_same(told):
    _, figures, articles = told
    rows = listing((), figures, articles, year=2025, language="en")
    assert [(row.story, row.event) for row in rows] == [("", None)] * 3


def test_rows_do_not_depend_on_the_order_of_the_articles(told):
    stories, figures, articles = told
    assert listing(stories, figures, articles, year=2025, language="en") == listing(
        stories, figures, articles[::-1], year=2025, language="en"
    )


def test_a_number_that_an_article_states_twice_is_of_one_event(article, figure, story):
    page = article("a1", "A raid", "The raid killed two people in Korsun.", "Two people were killed.")
    figures = (
        figure(page, "killed", 2, "two", place="Korsun", event_date=DAY),
        figure(page, "killed", 2, "Two", place=None, event_date=None),
    )
    rows = listing((story(page).story,), figures, (page,), year=2025, language="en")
    assert [row.event for row in rows] == [1, 1]
