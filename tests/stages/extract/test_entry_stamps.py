"""The times at entries of live blogs, as pages of many countries write them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.stages.extract.live import stamps


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("12.59 GMT", time(12, 59)),
        ("14:05", time(14, 5)),
        ("Updated at 15.02 CET", time(15, 2)),
        ("Published: 08:15", time(8, 15)),
        ("9:25PM", time(21, 25)),
        ("5 am", time(5)),
        ("13:45 Uhr", time(13, 45)),
        ("kl. 14.05", time(14, 5)),
        ("14h05", time(14, 5)),
        ("à 7 h 05", time(7, 5)),
        ("18:30:12", time(18, 30)),
        ("(14:05 GMT)", time(14, 5)),
        ("2h ago(12:59 GMT)", time(12, 59)),
        ("22:15 – 10 Mar 2022", time(22, 15)),
        ("13:59 15.7.2016", time(13, 59)),
        ("5 лютого 2026, 14:05", time(14, 5)),
        ("14.05 мск", time(14, 5)),
        ("Stand: 05.02.2026 13:45 Uhr", time(13, 45)),
        ("published at 12:59 Greenwich Mean Time 4 February", time(12, 59)),
    ],
)
def test_a_line_that_is_a_time_is_read(text: str, clock: time):
    stamp = stamps.read(text)
    assert stamp is not None
    assert stamp.clock == clock


@pytest.mark.parametrize(
    "text", ["3h ago", "21m", "3 hr 5 min ago", "vor 3 Stunden", "il y a 2 heures", "3 години тому", "2 часа назад", "Just now"]
)
def test_how_long_ago_is_a_stamp_without_a_time(text: str):
    stamp = stamps.read(text)
    assert stamp is not None
    assert stamp.relative


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Russia",
        "May",
        "Live",
        "1,200 people",
        "2023",
        "8",
        "hours",
        "7 min",
        "3 hours long",
        "Sat down at 14:05",
        "Two dead at 5 am",
        "x" * 200,
    ],
)
def test_a_line_that_says_anything_else_is_no_stamp(text: str):
    assert stamps.read(text) is None


def test_a_day_of_the_week_with_a_day_in_digits_is_a_date():
    stamp = stamps.read("Dienstag, 16. 7.")
    assert stamp is not None
    assert stamp.date is not None
    assert stamp.date.near(date(2024, 7, 18)) == date(2024, 7, 16)


@pytest.mark.parametrize(
    ("text", "clock", "rest"),
    [
        ("14:05: Ferry sinks at the pier", time(14, 5), "Ferry sinks at the pier"),
        ("2.01am: Ferry sinks", time(2, 1), "Ferry sinks"),
        ("10:30 p.m. Ferry sinks", time(22, 30), "Ferry sinks"),
        ("06:31 GMT/ 00:31 CST: Ferry sinks", time(6, 31), "Ferry sinks"),
        ("13:45 Uhr: Fähre sinkt", time(13, 45), "Fähre sinkt"),
        ("9h05 La péniche coule", time(9, 5), "La péniche coule"),
        ("[14:05] Пором затонув", time(14, 5), "Пором затонув"),
        ("08.30 – Паром затонул", time(8, 30), "Паром затонул"),
    ],
)
def test_a_line_may_open_with_its_time(text: str, clock: time, rest: str):
    found = stamps.lead(text)
    assert found is not None
    assert (found[0].clock, found[1]) == (clock, rest)


@pytest.mark.parametrize(
    "text",
    [
        "12.50 dollars is the price",
        "12.5 million people",
        "3:2 win for the guests",
        "10:30 in the morning",
        "2024 was wet",
        "1.50 Dollars",
        "25:10 Psalm",
        "",
    ],
)
def test_other_numbers_open_no_entry(text: str):
    assert stamps.lead(text) is None


def test_a_zone_written_at_the_time_is_kept():
    stamp = stamps.read("Updated at 15.02 CET")
    assert stamp is not None
    assert stamp.offset is not None
    assert stamp.offset.utcoffset(None) == timedelta(hours=1)


def test_a_byline_may_end_in_its_date():
    stamp = stamps.behind_name("By Hanna Mazur 12 May 2025, 1:59 pm")
    assert stamp is not None
    assert stamp.clock == time(13, 59)
    assert stamps.behind_name("The harbour was closed from 12 May 2025, the council said") is None


@given(st.text(max_size=100))
def test_no_text_stops_the_reading_of_stamps(text: str):
    stamps.read(text)
    stamps.behind_name(text)
    found = stamps.lead(text)
    assert found is None or found[1] in text
