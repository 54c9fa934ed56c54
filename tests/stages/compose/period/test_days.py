"""Which days a window has."""

from dataclasses import replace
from datetime import date, datetime

from briefing.stages.compose.period.days import days, inside


def test_a_window_has_its_first_and_last_day_and_those_between(window):
    week = replace(window, first=date(2025, 2, 26), last=date(2025, 3, 4))
    assert len(days(week)) == 7
    assert (days(week)[0], days(week)[-1]) == (week.first, week.last)
    assert days(window) == (window.first,)


def test_the_night_that_still_belongs_to_a_window_is_inside_and_the_day_before_is_not(window):
    assert inside(date(2025, 3, 4), window)
    assert inside(date(2025, 3, 5), window)  # it ends at six in the morning
    assert not inside(date(2025, 3, 3), window)
    assert not inside(date(2025, 3, 6), window)
    assert not inside(None, window)


def test_a_window_that_ends_at_midnight_has_nothing_of_the_next_day(window):
    calendar = replace(window, end=datetime.fromisoformat("2025-03-05T00:00:00+02:00"))
    assert not inside(date(2025, 3, 5), calendar)
