"""Feasts named in a sentence, and the day each is of."""

from datetime import date

import pytest

from briefing.stages.measure.timing.feasts import feasts
from briefing.stages.measure.timing.moments import moments

PUBLISHED = date(2024, 1, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The mill burned on Christmas Day.", date(2023, 12, 25)),
        ("The mill burned on New Year's Eve.", date(2023, 12, 31)),
        ("The mill burned on New Year’s Day, killing two.", date(2024, 1, 1)),
        ("The Christmas Eve fire at the mill killed two.", date(2023, 12, 24)),
        ("The mill burned on Boxing Day 2004.", date(2004, 12, 26)),
        ("Млин згорів у новорічну ніч.", date(2024, 1, 1)),
        ("Мельница сгорела в новогоднюю ночь.", date(2024, 1, 1)),
    ],
)
def test_a_feast_is_of_its_last_day_or_of_the_year_written(text, day):
    assert [(feast.day, text[feast.start : feast.end] in text) for feast in feasts(text, PUBLISHED)] == [(day, True)]
    assert [(moment.day, moment.use) for moment in moments(text, PUBLISHED)] == [(day, "event")]


@pytest.mark.parametrize(
    "text",
    [
        "Halloween was quiet.",  # two months ago
        "The mill burned every Christmas Day.",
        "The New Year's Eve fire at the mill killed two.",  # before or after midnight
        "A fire at a New Year's Eve party killed two.",
    ],
)
def test_a_feast_in_doubt_is_no_single_day(text):
    assert [feast.day for feast in feasts(text, PUBLISHED)] == [None]
    assert all(moment.day is None for moment in moments(text, PUBLISHED))


def test_without_publication_only_a_feast_with_its_year_has_a_day():
    assert feasts("The mill burned on Christmas Day.", None)[0].day is None
    assert feasts("The mill burned on Christmas Day in 2022.", None)[0].day == date(2022, 12, 25)


def test_feasts_kept_on_two_days_are_none():
    assert feasts("The mill burned at Christmas. Млин згорів на Різдво.", PUBLISHED) == ()


def test_what_is_said_on_a_feast_is_of_the_words():
    assert [moment.use for moment in moments("The mayor said on Christmas Day that the mill burned.", PUBLISHED)] == ["speech"]
