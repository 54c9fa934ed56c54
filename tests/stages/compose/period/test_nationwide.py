"""Counts of a whole country, day by day and in one voice."""

from datetime import date, timedelta

import pytest

from briefing.model import Party
from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import events
from briefing.stages.compose.period.nationwide import by_country, drawable, in_one_voice, level, standing, told_twice

DAY = date(2025, 3, 4)


def rows(*counts):
    return [one for event in events(counts) if (one := compared(event, year=2025, language="en"))]


@pytest.mark.parametrize(("place", "number"), [("Ukraine", 0), ("Odesa Oblast", 1), ("Odesa", 3), ("Atlantis", 4), (None, 4)])
def test_a_country_is_wider_than_a_region_and_that_than_a_town(place, number):
    assert level(place) == number


def test_only_counts_of_a_country_on_a_day_of_the_window_are_taken(count, window):
    sentence = "The navy shot down 9 drones."
    fields = {"kind": "drones_shot_down", "attributed_to": "The navy"}
    found = rows(
        count("A", 0, DAY, sentence, "9", 9, place="Ukraine", **fields),
        count("B", 1, DAY, sentence, "9", 9, place="Odesa", **fields),
        count("C", 2, DAY, sentence, "9", 9, place="Russia", event_date=DAY - timedelta(days=5), **fields),
    )
    (country,) = by_country(found, "drones_shot_down", window).items()
    assert (country[0], list(country[1])) == ("Ukraine", [DAY])


def test_a_value_that_was_revised_no_longer_stands(count, morning, evening):
    fields = {"attributed_to": "The navy", "place": "Ukraine"}
    (one,) = rows(
        count("A", 0, morning, "The navy said five were killed.", "five", 5, **fields),
        count("A", 0, evening, "The navy said seven were killed.", "seven", 7, **fields),
    )
    assert [side.statement.text for side in one.row.sides] == ["five", "seven"]
    assert [side.statement.text for side in standing(one)] == ["seven"]


def test_a_day_on_which_one_voice_contradicts_itself_is_left_out(count, window):
    fields = {"attributed_to": "The navy", "party": Party(bloc="official", country="UA"), "place": "Ukraine"}
    counts = [
        count("A", 0, DAY, "The navy said five were killed.", "five", 5, **fields),
        count("B", 0, DAY, "The navy said seven were killed.", "seven", 7, **fields),
    ]
    articles = {one.article.id: one.article for one in counts}
    assert in_one_voice(by_country(rows(*counts), "killed", window)["Ukraine"], articles) == {}
    alone = in_one_voice(by_country(rows(counts[0]), "killed", window)["Ukraine"], articles)
    assert {day: side.value for day, side in alone.items()} == {DAY: 5}


def test_the_same_value_on_two_days_on_end_may_be_one_night(count):
    one = rows(count("A", 0, DAY, "They shot down 9 drones.", "9", 9, "drones_shot_down"))[0].row.sides[0]
    assert drawable(one)
    assert told_twice({DAY: one, DAY - timedelta(days=1): one})
    assert not told_twice({DAY: one, DAY - timedelta(days=2): one})
