"""Dates: what is read as written, and what day it means near a known day."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.dates import clock, first, historic, last, weekdays, written

NEAR = date(2024, 1, 3)
WRITTEN = [
    ("on 29 December", date(2023, 12, 29)),
    ("on Dec. 31, just then", date(2023, 12, 31)),
    ("Tuesday, Jan. 2, 2024", date(2024, 1, 2)),
    ("December 31,2023", date(2023, 12, 31)),
    ("on January 5th", date(2024, 1, 5)),
    ("2024-01-23", date(2024, 1, 23)),
    ("23.01.2024", date(2024, 1, 23)),
    ("01/23/2024", date(2024, 1, 23)),
    ("the 3rd of March 2023", date(2023, 3, 3)),
    ("2 січня 2024 року", date(2024, 1, 2)),
    ("в ночь на 30 декабря", date(2023, 12, 30)),
    ("am 4. Januar", date(2024, 1, 4)),
    ("Donnerstag, den 4. Januar 2024", date(2024, 1, 4)),
    ("torsdag 04. januar 2024", date(2024, 1, 4)),
    ("le 1er février 2024", date(2024, 2, 1)),
    ("4 de enero de 2024", date(2024, 1, 4)),
    ("4 gennaio", date(2024, 1, 4)),
    ("4 Ocak 2024", date(2024, 1, 4)),
    ("4. 1. 2024", date(2024, 1, 4)),
    ("2024. január 4.", date(2024, 1, 4)),
    ("2024年1月4日", date(2024, 1, 4)),
    ("2024년 1월 4일", date(2024, 1, 4)),
    ("2024.01.04", date(2024, 1, 4)),
    ("4-Jan-2024", date(2024, 1, 4)),
    ("Jan.4, 2024", date(2024, 1, 4)),
    ("Thu, Jan 4 20247:46 PM", date(2024, 1, 4)),
]


@pytest.mark.parametrize(("text", "day"), WRITTEN, ids=[case[0] for case in WRITTEN])
def test_a_written_date_means_the_nearest_such_day(text, day):
    assert [found.near(NEAR) for found in written(text)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2024",
        "May 45",
        "march 20,000 men",
        "25 may be lost",
        "in 2022",
        "1.19 a.m.",
        "version 1.2.3",
        "$5 May fly",
        "mai 5 oameni",
        "the Mars 2020 rover",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text):
    assert written(text) == ()


def test_a_month_alone_has_no_day():
    (found,) = written("in January 2024")
    assert (found.month, found.year, found.day, found.near(NEAR)) == (1, 2024, None, None)


def test_a_weekday_that_does_not_fit_its_date_is_told():
    assert [found.weekday_is_wrong for found in written("Monday, January 23, 2024 and Tuesday, January 23, 2024")] == [True, False]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("6:46 PM", time(18, 46)),
        ("18:46", time(18, 46)),
        ("8 a.m.", time(8)),
        ("12 am", time(0)),
        ("25:10", None),
        ("no time", None),
    ],
)
def test_a_clock_time_is_read(text, at):
    assert clock(text) == at


def test_weekdays_are_found_by_name():
    assert [day for _, _, day in weekdays("On Tuesday, not on Thursday's eve, в среду")] == [1, 3, 2]


def test_words_that_only_look_like_weekdays_are_none():
    assert weekdays("The Sun reported it. Sat nav is off. sunday roast") == ()
    assert [day for _, _, day in weekdays("Sun, 7 Jan")] == [6]


@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%B %d, %Y", "%d %B %Y", "%b. %d, %Y"])
)
def test_a_full_date_is_itself(day, form):
    assert [found.exact for found in written(f"x {day.strftime(form)} x")] == [day]


@given(st.dates(date(1992, 1, 1), date(2098, 12, 31)), st.integers(-150, 150))
def test_a_missing_year_is_the_nearest(near, shift):
    day = near + timedelta(days=shift)
    assert [found.near(near) for found in written(day.strftime("%d %B"))] == [day]


@given(st.dates(date(1990, 1, 8), date(2099, 12, 24)), st.integers(0, 6))
def test_last_and_first_name_the_weekday_within_a_week(day, weekday):
    assert last(weekday, day).weekday() == first(weekday, day).weekday() == weekday
    assert timedelta(0) <= day - last(weekday, day) < timedelta(7)
    assert timedelta(0) <= first(weekday, day) - day < timedelta(7)


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text):
    for found in written(text):
        assert 0 <= found.start < found.end <= len(text)
    clock(text)
    weekdays(text)


@pytest.mark.parametrize(("day", "month"), [(5, 2), (12, 11)])
def test_figures_between_slashes_that_read_both_ways_say_so(day, month):
    (found,) = written(f"{day:02}/{month:02}/2026")
    assert found.ambiguous
    assert (found.exact, found.swapped.exact) == (date(2026, month, day), date(2026, day, month))


@pytest.mark.parametrize("text", ["27/02/2026", "02/27/2026", "05/05/2026", "05.02.2026", "2026-02-05"])
def test_figures_that_read_one_way_only_are_not_ambiguous(text):
    (found,) = written(text)
    assert not found.ambiguous
    assert found.swapped == found


def test_weekdays_of_other_languages_are_found_as_they_are_written_there():
    assert [day for _, _, day in weekdays("mardi soir, am Dienstag, på torsdag, w piątek")] == [1, 1, 3, 4]
    assert weekdays("Mr Sabato and Ms Domingo") == ()


def test_a_day_glued_to_the_label_before_it_is_read():
    (found,) = written("Publiziert17. Dezember 2024, 13:58")
    assert found.exact == date(2024, 12, 17)
    assert written("a MiG29 May 2024 exhibit")[0].exact is None


def test_a_day_of_long_ago_is_history_and_never_of_this_year():
    for text in (
        "They fell on Nov. 29, 1864.",
        "They fell on 29 November 1864 in a camp.",
        "Вони загинули 29 листопада 1864 року.",
        "D-Day was June 6, 1944.",
    ):
        assert written(text) == ()
        assert [mark.year for mark in historic(text)] in ([1864], [1944])
    assert [mark.year for mark in written("On Nov. 29, 1500 people fled at noon; by May 4 1530 GMT none was left.")] == [None, None]
    assert historic("They fell on Nov. 29, 2024.") == ()
