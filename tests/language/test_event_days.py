"""The days an article speaks of, as of the day it was published."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from briefing.language.event_days import age, days_in, series, spoken_of
from briefing.model import Article, When

WEDNESDAY = date(2026, 3, 4)


def article(title: str, *paragraphs: str, published: When | None = None) -> Article:
    return Article(
        id="a", capture="c", item=1, title=title, publisher=None, published=published or When(day=WEDNESDAY), paragraphs=paragraphs
    )


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The dam broke on Monday.", {date(2026, 3, 2)}),
        ("The dam broke on 27 February.", {date(2026, 2, 27)}),
        ("The dam broke overnight.", {date(2026, 3, 3), WEDNESDAY}),
        ("The dam broke yesterday.", {date(2026, 3, 3)}),
        ("The dam broke this morning.", {WEDNESDAY}),
        ("Дамбу прорвало вчора.", {date(2026, 3, 3)}),
        ("Дамбу прорвало ночью.", {date(2026, 3, 3), WEDNESDAY}),
        ("Дамбу прорвало у понеділок.", {date(2026, 3, 2)}),
        ("The dam broke.", set()),
        ("The dam of 1 June 1998 broke.", set()),
    ],
)
def test_days_are_read_as_of_publication(text, days):
    assert days_in(text, WEDNESDAY) == days
    assert spoken_of(article("Dam breaks", text)) == days


def test_an_article_without_a_day_of_its_own_gives_only_dates_with_a_year():
    assert spoken_of(
        article("Dam breaks", "It broke on Monday, 2 March 2026.", published=When(day=WEDNESDAY, precision="month"))
    ) == {date(2026, 3, 2)}


def test_what_stands_far_down_is_background():
    assert spoken_of(article("Dam breaks", "Water rose. " * 80, "The dam was last checked on Sunday.")) == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("The strike, day 12", "The strike, day 13", True),
        ("The strike, day 12", "The strike, day 12: live", False),
        ("Losses on 3 March", "Losses on 4 March", True),
        ("Part 2: the flood", "Part 3: the flood", True),
        ("The flood", "The flood again", False),
    ],
)
def test_numbers_of_a_series_are_told_apart(one, other, apart):
    first, second = series(one), series(other)
    assert bool(first and second and not first & second) is apart


def test_articles_are_in_the_order_of_their_instants_whatever_zone_a_time_is_written_in():
    six_in_kyiv = datetime(2026, 3, 4, 6, tzinfo=timezone(timedelta(hours=2)))
    half_past_five = datetime(2026, 3, 4, 5, 30, tzinfo=UTC)
    early, late = (
        article("Dam breaks", published=When(day=WEDNESDAY, at=at, precision="minute")) for at in (six_in_kyiv, half_past_five)
    )
    assert age(early) < age(late) < age(article("Dam breaks"))
