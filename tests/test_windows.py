from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import UsageError
from briefing.model import Article, When
from briefing.settings import Profile, Schedule, SectionPlan
from briefing.windows import covers, default_day, due, instant, next_due, window_for

KYIV = ZoneInfo("Europe/Kyiv")
# Zones whose clocks change at midnight, by half an hour, by a whole day, or on unusual days are among them.
ZONES = sorted(available_timezones() - {"Factory", "localtime"})
MOVED = [
    "Europe/Kyiv",
    "America/Havana",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Gaza",
]
zones = st.sampled_from(MOVED) | st.sampled_from(ZONES)
days = st.dates(date(1990, 1, 1), date(2037, 12, 30))
clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))


def profile(zone: str = "Europe/Kyiv", starts: time = time(6), at: time = time(6, 30)) -> Profile:
    plan = SectionPlan(id="any", title="Any", about="anything")
    return Profile(
        id="test",
        title="Test",
        timezone=zone,
        day_starts=starts,
        archive=None,
        output="output",
        language="en",
        sections=(plan,),
        schedule=Schedule(at=at),
    )


def article(published: When | None) -> Article:
    return Article(id="a", capture="0" * 64, item=0, title="T", publisher=None, published=published)


def test_a_kyiv_day_runs_from_six_to_six():
    window = window_for(profile(), date(2024, 1, 23), date(2024, 1, 23))
    assert window.start.isoformat() == "2024-01-23T06:00:00+02:00"
    assert window.end.isoformat() == "2024-01-24T06:00:00+02:00"
    assert window.zone == "Europe/Kyiv"


def test_the_day_of_the_spring_change_has_23_hours():
    window = window_for(profile(starts=time(0)), date(2024, 3, 31), date(2024, 3, 31))
    assert (window.start.utcoffset(), window.end.utcoffset()) == (timedelta(hours=2), timedelta(hours=3))
    assert window.end - window.start == timedelta(hours=23)


def test_a_start_in_the_skipped_hour_is_the_moment_of_the_change():
    assert instant(date(2024, 3, 31), time(3, 30), KYIV).isoformat() == "2024-03-31T04:00:00+03:00"


def test_a_start_in_the_repeated_hour_is_its_first_coming():
    assert instant(date(2024, 10, 27), time(3, 30), KYIV).isoformat() == "2024-10-27T03:30:00+03:00"


def test_midnight_that_is_skipped_begins_the_day_at_one():
    assert instant(date(2024, 4, 26), time(0), ZoneInfo("Africa/Cairo")).isoformat() == "2024-04-26T01:00:00+03:00"


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2024-01-24T06:00:00+02:00", date(2024, 1, 23)),
        ("2024-01-24T05:59:59+02:00", date(2024, 1, 22)),
        ("2024-01-24T04:00:00+00:00", date(2024, 1, 23)),
        ("2024-01-24T23:59:00-10:00", date(2024, 1, 24)),
    ],
)
def test_the_default_day_is_the_last_that_is_over(now: str, day: date):
    assert default_day(profile(), datetime.fromisoformat(now)) == day


def test_the_edition_after_that_of_the_23rd_is_due_on_the_25th():
    one = profile()
    window = window_for(one, date(2024, 1, 23), date(2024, 1, 23))
    assert next_due(one, window).isoformat() == "2024-01-25T06:30:00+02:00"
    assert due(one, date(2024, 1, 23)).isoformat() == "2024-01-24T06:30:00+02:00"


def test_a_time_of_day_before_the_day_ends_moves_the_edition_to_the_next_morning():
    assert due(profile(at=time(5)), date(2024, 1, 23)).isoformat() == "2024-01-25T05:00:00+02:00"


def test_a_window_cannot_end_before_it_begins():
    with pytest.raises(UsageError, match="before the first"):
        window_for(profile(), date(2024, 1, 2), date(2024, 1, 1))


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_at_the_edge_of_the_calendar_is_refused_in_words(day: date):
    with pytest.raises(UsageError, match="for the years 1900 to 2199"):
        window_for(profile(), day, day)


@given(zones, days, clocks)
@settings(max_examples=300, deadline=None)
def test_a_day_begins_at_the_first_instant_that_shows_its_start(zone: str, day: date, clock: time):
    begins, wanted = instant(day, clock, ZoneInfo(zone)), datetime.combine(day, clock)

    def shows(moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    assert shows(begins) >= wanted
    before = begins.astimezone(UTC) - timedelta(seconds=1)
    assert shows(before) < wanted
    assert all(shows(before - timedelta(minutes=15 * n)) < wanted for n in range(12))


@given(zones, days, clocks, st.integers(1, 5))
@settings(max_examples=300, deadline=None)
def test_days_tile_time_without_gap_or_overlap(zone: str, day: date, clock: time, length: int):
    one = profile(zone, clock)
    last = day + timedelta(days=length - 1)
    whole = window_for(one, day, last)
    parts = [window_for(one, day + timedelta(days=n), day + timedelta(days=n)) for n in range(length)]
    assert parts[0].start == whole.start
    assert parts[-1].end == whole.end
    assert all(earlier.end == later.start for earlier, later in pairwise(parts))
    assert all(part.start <= part.end for part in parts)


@given(zones, days, clocks, st.times())
@settings(max_examples=300, deadline=None)
def test_the_default_day_is_over_and_the_next_is_not(zone: str, day: date, clock: time, moment: time):
    one, now = profile(zone, clock), datetime.combine(day, moment, UTC)
    window = window_for(one, default_day(one, now), default_day(one, now))
    assert window.start < window.end <= now
    following = window.last + timedelta(days=1)
    while window_for(one, following, following).end == window.end:  # a day the calendar of this zone leaves out
        following += timedelta(days=1)
    assert window_for(one, following, following).end > now


@given(zones, days, clocks, clocks)
@settings(max_examples=200, deadline=None)
def test_an_edition_is_due_after_its_day_and_the_next_one_later(zone: str, day: date, starts: time, at: time):
    one = profile(zone, starts, at)
    window = window_for(one, day, day)
    assert window.end <= due(one, day) <= next_due(one, window)
    assert due(one, day) - window.end <= timedelta(hours=50)


@given(zones, days, clocks, st.integers(0, 60 * 72))
@settings(max_examples=200, deadline=None)
def test_an_article_with_a_time_lies_in_exactly_one_day(zone: str, day: date, clock: time, minutes: int):
    one = profile(zone, clock)
    at = datetime.combine(day, time(0), UTC) + timedelta(minutes=minutes)
    timed = article(When(day=at.date(), at=at.astimezone(ZoneInfo(zone)), precision="minute"))
    around = [day + timedelta(days=n) for n in range(-3, 7)]
    assert sum(covers(window_for(one, d, d), timed) is True for d in around) == 1


def test_the_window_is_half_open():
    window = window_for(profile(), date(2024, 1, 23), date(2024, 1, 23))
    for moment, inside in ((window.start, True), (window.end - timedelta(minutes=1), True), (window.end, False)):
        assert covers(window, article(When(day=moment.date(), at=moment, precision="minute"))) is inside


def test_the_hour_that_comes_twice_is_told_apart():
    one = profile(starts=time(3, 30))
    ends = window_for(one, date(2024, 10, 26), date(2024, 10, 26))
    first = datetime(2024, 10, 27, 3, 15, tzinfo=KYIV)
    # Python compares two times of one named zone by their clocks: it must not matter whether the window has one.
    for window in (ends, replace(ends, start=ends.start.astimezone(KYIV), end=ends.end.astimezone(KYIV))):
        assert covers(window, article(When(day=first.date(), at=first, precision="minute"))) is True
        assert covers(window, article(When(day=first.date(), at=first.replace(fold=1), precision="minute"))) is False


def test_an_article_dated_to_the_day_belongs_to_that_calendar_day():
    window = window_for(profile(), date(2024, 1, 22), date(2024, 1, 23))
    found = [covers(window, article(When(day=date(2024, 1, day)))) for day in (21, 22, 23, 24)]
    assert found == [False, True, True, False]


def test_a_month_counts_only_where_all_of_it_lies_in_the_window():
    month = article(When(day=date(2024, 1, 1), precision="month"))
    one = profile()
    assert covers(window_for(one, date(2024, 1, 1), date(2024, 1, 31)), month) is True
    assert covers(window_for(one, date(2024, 1, 1), date(2024, 1, 30)), month) is None
    assert covers(window_for(one, date(2024, 1, 23), date(2024, 1, 23)), month) is None
    assert covers(window_for(one, date(2024, 2, 1), date(2024, 2, 29)), month) is False
    assert covers(window_for(one, date(2023, 12, 31), date(2023, 12, 31)), month) is False
    december = replace(month, published=When(day=date(2023, 12, 1), precision="month"))
    assert covers(window_for(one, date(2023, 12, 1), date(2024, 1, 1)), december) is True


def test_without_a_date_nothing_can_be_said():
    assert covers(window_for(profile(), date(2024, 1, 1), date(2024, 1, 1)), article(None)) is None
