"""A count given as a fraction of another, beside the count that others give."""

from datetime import date

import pytest

from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import events
from briefing.stages.compose.figures.halves import with_fractions

DAY = date(2025, 3, 4)


def rows(*counts):
    found = [compared(event, year=2025, language="en") for event in events(counts)]
    return {one.row.kind: one for one in with_fractions(found, counts)}


def fired_and_downed(count, downed, fraction, story=0):
    sentence = f"Defences stopped {fraction} of the 41 missiles."
    return (
        count("Brod Daily", 0, DAY, f"Of 41 missiles {downed} were shot down.", "41", 41, "missiles_launched"),
        count("Brod Daily", 0, DAY, f"They shot down {downed} missiles.", str(downed), downed, "missiles_shot_down"),
        count("Coast Radio", story, DAY, sentence, "41", 41, "missiles_launched", attributed_to="Defences"),
    )


def test_a_fraction_that_does_not_fit_the_count_stands_beside_it(count):
    one = rows(*fired_and_downed(count, 21, "just under half"))["missiles_shot_down"]
    assert one.disputed
    assert one.row.relation == "differs"
    assert one.row.note == "21 of 41 is not just under half."
    assert [(side.statement.text, side.value) for side in one.row.sides] == [("21", 21), ("just under half of the 41", None)]
    assert one.difference.sides[-1].statement.text == "Defences stopped just under half of the 41 missiles"
    assert one.difference.sides[-1].said_by == "Defences"


@pytest.mark.parametrize(
    ("downed", "fraction"), [(19, "just under half"), (21, "half"), (22, "more than half"), (31, "about three quarters")]
)
def test_a_fraction_that_is_a_way_to_say_the_count_is_no_other_account(count, downed, fraction):
    assert not rows(*fired_and_downed(count, downed, fraction))["missiles_shot_down"].disputed


def test_a_fraction_of_another_story_or_of_another_whole_is_left_alone(count):
    assert not rows(*fired_and_downed(count, 21, "just under half", story=1))["missiles_shot_down"].disputed
    fired, downed, _ = fired_and_downed(count, 21, "just under half")
    other = count("Brod Daily", 0, DAY, "A third of the 60 missiles were stopped.", "60", 60, "missiles_launched")
    assert not rows(fired, downed, other)["missiles_shot_down"].disputed
