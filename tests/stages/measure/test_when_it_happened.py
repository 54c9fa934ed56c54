"""The day of a figure: its own sentence's words first, and never the day of a statement or of another event."""

from datetime import date

import pytest

from briefing.stages.measure.timing.moments import moments
from briefing.stages.measure.timing.when import known_as_of, own_day, refers_back

THURSDAY = date(2024, 2, 8)


def day(text: str, published: date | None = THURSDAY) -> tuple[date | None, bool]:
    return own_day(text, moments(text, published), text.index("9"))


OWN = [
    ("On Saturday, 9 people were killed.", date(2024, 2, 3)),
    ("Tuesday's floods killed 9 people.", date(2024, 2, 6)),
    ("The flood on Feb. 2 killed 9 people.", date(2024, 2, 2)),
    ("On the night of Feb. 1 to 2, 9 people drowned.", date(2024, 2, 2)),
    ("Overnight, 9 people drowned.", date(2024, 2, 8)),
    ("Last night 9 people drowned.", date(2024, 2, 7)),
    ("On Feb. 2, Vik said, the overnight flood killed 9 people.", date(2024, 2, 2)),
    ("On Feb. 2 came the worst flood yet, killing 9 people.", date(2024, 2, 2)),
    ("Вчора загинули 9 людей.", date(2024, 2, 7)),
]


@pytest.mark.parametrize(("text", "expected"), OWN, ids=[case[0] for case in OWN])
def test_a_day_in_the_sentence_is_the_day_of_its_figure(text, expected):
    assert day(text) == (expected, True)


@pytest.mark.parametrize(
    "text",
    [
        "Since February 2022, 9 people were killed.",
        "In recent months 9 people were killed.",
        "The flood on Tuesday came after a fire at the mill that killed 9 people.",
        "The flood came a day after a storm that killed 9 people.",
        "The previous flood killed 9 people last year.",
        "It has killed 9 people since the war started Feb. 2.",
    ],
)
def test_another_events_day_and_a_long_time_are_no_day_of_the_figure(text):
    assert day(text) == (None, True)


def test_the_day_of_a_statement_is_not_the_day_of_what_it_tells():
    assert day("The flood killed 9 people, the mayor said on Wednesday.") == (None, False)


def test_a_sentence_without_a_time_leaves_the_question_open():
    assert day("The flood killed 9 people.") == (None, False)


def test_without_a_day_of_publication_only_full_dates_count():
    assert day("On Saturday, 9 people were killed.", None) == (None, True)
    assert day("On 3 February 2024, 9 people were killed.", None) == (date(2024, 2, 3), True)


def test_as_of_names_the_day_a_figure_was_known():
    text = "As of 8 p.m. last night, the flood had killed 9 people."
    assert known_as_of(moments(text, THURSDAY), THURSDAY) == date(2024, 2, 7)
    assert day(text) == (None, False)
    assert known_as_of((), THURSDAY) == THURSDAY


def test_a_plain_reference_points_back_but_not_to_an_earlier_event():
    assert refers_back("The morning attack hurt 9 people.")
    assert refers_back("At the same time 9 people were hurt.")
    assert not refers_back("The previous attack hurt 9 people.")
    assert not refers_back("An attack hurt 9 people.")
