"""How a chart writes a number: with the doubt that stands before it in the source, in several languages, and no other."""

import pytest

from briefing.stages.typeset.drawings import values


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("41", 41, "41"), ("41 missiles", 41, "41"), ("1,200 drones", 1200, "1,200"), ("1 200", 1200, "1,200"), ("12.5", 12.5, "12.5"),
        ("at least 17", 17, "≥17"), ("At least 17 people were hurt", 17, "≥17"), ("more than 30", 30, ">30"), ("over 160", 160, ">160"),
        ("nearly 160", 160, "~160"), ("about 40 drones", 40, "~40"), ("up to 90", 90, "≤90"), ("as many as 90", 90, "≤90"),
        ("fewer than 10", 10, "<10"), ("more than 1,200", 1200, ">1,200"), ("no fewer than 9", 9, "≥9"), ("no more than 9", 9, "≤9"),
        ("щонайменше 17", 17, "≥17"), ("понад 30 дронів", 30, ">30"), ("близько 40", 40, "~40"), ("не менее 12", 12, "≥12"), ("около 40", 40, "~40"),
        ("at least six", 6, "≥6"), ("six", 6, "6"), ("nearly forty", 40, "~40"),
    ],
)  # fmt: skip
def test_a_number_keeps_its_doubt(text, value, written, a_side):
    assert values.written(a_side(text, value)) == written


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("of at least 50 launched, 41 were shot down", 41, "41"),
        ("air defence shot down 41 of more than 50 drones", 41, "41"),
        ("at least 141 drones", 41, "41"),
        ("the number of those hurt rose to 41 from at least 20 on the day before", 41, "41"),
        ("кількість зросла до 41", 41, "41"),
        ("twenty of more than fifty drones fell", 20, "20"),
    ],
)
def test_the_doubt_of_another_number_is_not_its_own(text, value, written, a_side):
    assert values.written(a_side(text, value)) == written


def test_a_range_is_written_as_one(a_side):
    assert values.written(a_side("19 to 23", 19, 23)) == "19–23"


def test_a_side_without_a_number_writes_none(a_side):
    assert values.written(a_side("several", None)) == ""
