"""The timeline: dated events, the earliest first, in words that stand alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.model import Passage, Report, Statement
from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import events
from briefing.stages.compose.period.timeline import MOST_ENTRIES, timeline

DAY = date(2025, 3, 4)
TOWNS = ("Kherson", "Sumy", "Odesa", "Poltava")


def told(number, article):
    text = article.title
    where = Passage(article=article.id, paragraph=0, start=0, end=len(text), sha256=article.capture)
    return Report(story=f"s{number}", headline=Statement(text=text, passages=(where,)), statements=(), articles=(article.id,))


def lined(counts, window, *, printed=None, key=()):
    found = [one for event in events(counts) if (one := compared(event, year=2025, language="en"))]
    articles = [count.article for count in counts]
    reports = {number: told(number, article) for number, article in enumerate(articles) if printed is None or number in printed}
    return timeline(found, reports, [one.row for one in found if one.row.place in key], articles, window=window)


@pytest.fixture
def week(window):
    return replace(window, first=DAY - timedelta(days=6))


@pytest.fixture
def attack(count):
    def make(number, back, sentence=None, **fields):
        day, town = DAY - timedelta(days=back), TOWNS[number % 4]
        sentence = sentence or f"Shells killed two people in {town}, the mayor said."
        return count("Brod Daily", number, day, sentence, "two", 2, **{"place": town, "event_date": day, **fields})

    return make


def test_events_stand_in_the_order_of_their_days_with_place_and_story(attack, week):
    made = lined([attack(0, 0), attack(1, 3), attack(2, 1)], week)
    assert [(entry.day, entry.place, entry.story) for entry in made] == [
        (DAY - timedelta(days=3), "Sumy", "s1"),
        (DAY - timedelta(days=1), "Odesa", "s2"),
        (DAY, "Kherson", "s0"),
    ]
    assert made[0].statement.text == "Shells killed two people in Sumy, the mayor said."


def test_a_headline_stands_for_its_event_where_it_names_the_place(attack, week):
    counts = [attack(0, 0), attack(1, 3), attack(2, 1)]
    titled = replace(counts[1].article, title="Two dead in Sumy")
    counts[1] = replace(counts[1], article=titled)
    made = lined(counts, week)
    assert made[0].statement.text == "Two dead in Sumy"


def test_words_that_lean_on_what_stood_before_are_no_entry(attack, week):
    counts = [attack(0, 0), attack(1, 3), attack(2, 1, "They said two people were killed."), attack(3, 2)]
    assert [entry.place for entry in lined(counts, week)] == ["Sumy", "Poltava", "Kherson"]


def test_few_events_or_one_day_need_no_timeline(attack, week):
    assert not lined([attack(0, 0), attack(1, 3)], week)
    assert not lined([attack(0, 0), attack(1, 0), attack(2, 0)], week)


def test_what_happened_before_stands_only_where_the_key_figures_have_it(attack, week):
    counts = [attack(0, 0), attack(1, 3), attack(2, 1), attack(3, 9)]
    assert len(lined(counts, week)) == 3
    assert lined(counts, week, key=["Poltava"])[0].day == DAY - timedelta(days=9)


def test_only_what_is_of_a_place_and_a_printed_story_is_an_entry(attack, week):
    counts = [attack(0, 0), attack(1, 3), attack(2, 1), attack(3, 2)]
    assert [entry.place for entry in lined(counts, week, printed={0, 1, 2})] == ["Sumy", "Odesa", "Kherson"]
    counts[3] = attack(3, 2, place=None)
    assert len(lined(counts, week)) == 3


def test_a_long_period_keeps_to_its_number_of_entries(attack, window):
    month = replace(window, first=DAY - timedelta(days=40))
    made = lined([attack(number, number) for number in range(30)], month)
    assert len(made) == MOST_ENTRIES


def test_the_nightly_count_of_a_country_is_left_to_the_chart(attack, count, week):
    night = count("Brod Daily", 3, DAY, "Ukraine shot down 40 drones.", "40", 40, "drones_shot_down", place="Ukraine")
    counts = [attack(0, 0), attack(1, 3), attack(2, 1), night]
    assert [entry.place for entry in lined(counts, week)] == ["Sumy", "Odesa", "Kherson"]
