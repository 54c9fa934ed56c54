"""The window a briefing covers, and which articles lie in it.

A briefing's day begins at the first instant whose local clock shows `day_starts` or later. So a clock change, even one
at that very hour, leaves neither a gap nor an overlap between two days. Every instant returned carries a fixed offset:
Python compares two times of one named zone by their clocks alone, which is wrong in the hour that comes twice.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from briefing.errors import UsageError
from briefing.model import Article, Window
from briefing.settings import Profile

_DAY = timedelta(days=1)
_YEARS = range(1900, 2200)


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The first instant of `zone` at which its calendar and clock show `day` and `clock` or later."""
    wanted = datetime.combine(day, clock)
    late = _utc(wanted.replace(tzinfo=zone))  # of an hour that comes twice, the first; of one that is skipped, after the gap
    early = _utc(wanted.replace(tzinfo=zone, fold=1))
    if _shows(late, zone) != wanted and early < late:
        while late - early > timedelta(seconds=1):  # the clock change lies between the two: find it
            middle = early + (late - early) // 2
            middle -= timedelta(microseconds=middle.microsecond)
            if _shows(middle, zone) >= wanted:
                late = middle
            else:
                early = middle
    local = late.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()), fold=0)


def window_for(profile: Profile, first: date, last: date) -> Window:
    """The window of the briefing days `first` to `last` (both included) in the profile's zone; `UsageError` where that cannot be."""
    if last < first:
        raise UsageError(f"the last day, {last}, is before the first, {first}")
    if not (_YEARS.start <= first.year and last.year < _YEARS.stop):
        raise UsageError(f"{first} to {last}: briefings are made for the years {_YEARS.start} to {_YEARS.stop - 1}")
    return Window(
        first=first,
        last=last,
        start=instant(first, profile.day_starts, profile.zone),
        end=instant(last + _DAY, profile.day_starts, profile.zone),
        zone=profile.timezone,
    )


def default_day(profile: Profile, now: datetime) -> date:
    """The last briefing day that is complete at `now`; a day that ends at this very instant is."""
    day = now.astimezone(profile.zone).date() + _DAY
    while not (instant(day, profile.day_starts, profile.zone) < instant(day + _DAY, profile.day_starts, profile.zone) <= now):
        day -= _DAY
    return day


def due(profile: Profile, last: date) -> datetime:
    """When the edition whose last day is `last` is due: the first scheduled time at or after the end of that day."""
    end = instant(last + _DAY, profile.day_starts, profile.zone)
    day = last + _DAY
    while (at := instant(day, profile.schedule.at, profile.zone)) < end:
        day += _DAY
    return at


def next_due(profile: Profile, window: Window) -> datetime:
    """When the edition after this window's is due."""
    return due(profile, window.last + _DAY)


def covers(window: Window, article: Article) -> bool | None:
    """Whether the article was published in the window; None where its date cannot tell (none at all, or a month that is cut).

    A time counts by the instant, a day by the calendar: an article dated to the day belongs to the briefing of that day.
    """
    when = article.published
    if when is None:
        return None
    if when.at is not None:
        return _utc(window.start) <= _utc(when.at) < _utc(window.end)
    if when.precision == "month":
        begins = when.day.replace(day=1)
        ends = (begins + timedelta(days=31)).replace(day=1) - _DAY
        if ends < window.first or window.last < begins:
            return False
        return True if window.first <= begins and ends <= window.last else None
    return window.first <= when.day <= window.last


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _shows(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
