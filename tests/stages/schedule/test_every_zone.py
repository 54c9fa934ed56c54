"""The rule over every zone and every clock change of 1990 to 2037: none early, none double, none missing.

By default the days around each clock change, at several times of day; BRIEFING_EVERY_DAY=1 takes every day and ten
times of day (half an hour), BRIEFING_EVERY_DAY=06:30 every day at that time.
"""

import os
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from briefing.model import Run
from briefing.settings import Profile, Schedule, SectionPlan
from briefing.stages.schedule import owed
from briefing.windows import due

FIRST, LAST = datetime(1989, 12, 25, tzinfo=UTC), datetime(2038, 1, 5, tzinfo=UTC)
EVERY_DAY = os.environ.get("BRIEFING_EVERY_DAY", "")
THOROUGH = bool(EVERY_DAY)
_ALL = "00:00,00:01,00:30,01:00,01:30,02:00,02:30,03:00,06:30,23:30"
TIMES = [time.fromisoformat(one) for one in ((EVERY_DAY if ":" in EVERY_DAY else _ALL) if THOROUGH else "00:30,06:30").split(",")]
DAY = timedelta(days=1)
# A change: from this instant on, the clock is ahead of UTC by this much.
Change = tuple[datetime, timedelta]


def profile(zone: str, starts: time, at: time) -> Profile:
    return Profile(
        id="test",
        title="Test",
        timezone=zone,
        day_starts=starts,
        archive=None,
        output="output",
        language="en",
        sections=(SectionPlan(id="any", title="Any", about="anything"),),
        schedule=Schedule(at=at, catch_up="all"),
    )


def changes(zone: ZoneInfo) -> tuple[Change, ...]:
    """The clock changes of a zone, the state at the beginning first."""
    step = timedelta(days=1 if THOROUGH else 10)
    found = [(FIRST, offset(FIRST, zone))]
    early = FIRST
    while early < LAST:
        late = early + step
        if offset(late, zone) != found[-1][1]:
            low, high = early, late
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                low, high = (middle, high) if offset(middle, zone) == found[-1][1] else (low, middle)
            found.append((high, offset(high, zone)))
            early = high
        else:
            early = late
    return tuple(found)


def offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset()


@cache
def zones() -> tuple[tuple[str, tuple[Change, ...]], ...]:
    """One zone of each set of rules, with its changes."""
    seen: dict[tuple[Change, ...], str] = {}
    for name in sorted(available_timezones() - {"Factory", "localtime"}):
        seen.setdefault(changes(ZoneInfo(name)), name)
    return tuple((name, found) for found, name in seen.items())


def first_showing(day: date, clock: time, found: tuple[Change, ...]) -> datetime:
    """The first instant at which the clock on the wall shows a day and time or later, by the list of changes alone."""
    wanted = datetime.combine(day, clock, tzinfo=UTC)
    at = max(bisect_right(found, wanted - 2 * DAY, key=lambda change: change[0]) - 1, 0)
    while True:
        begins, ahead = found[at]
        ends = found[at + 1][0] if at + 1 < len(found) else LAST + 30 * DAY
        shown = max(begins, wanted - ahead)
        if shown < ends:
            return shown
        at += 1


def days_of(found: tuple[Change, ...]) -> Iterator[date]:
    if THOROUGH:
        yield from (date(1990, 1, 1) + n * DAY for n in range((date(2037, 12, 30) - date(1990, 1, 1)).days))
        return
    for moment, _ in found[1:]:
        yield from (moment.date() + n * DAY for n in (-2, -1, 0, 1))


def test_there_are_as_many_sets_of_rules_as_the_world_has():
    assert len(zones()) > 150
    assert sum(len(found) - 1 for _, found in zones()) > 5_000


def test_every_edition_of_every_zone_is_due_at_the_first_instant_the_wall_clock_reads_its_time():
    checked = 0
    for zone, found in zones():
        for at in TIMES:
            starts = min(at, time(6))
            one = profile(zone, starts, at)
            for day in days_of(found):
                morning = first_showing(day + DAY, at, found)
                assert first_showing(day + DAY, starts, found) <= morning
                assert due(one, day) == morning, (zone, day, at)
                checked += 1
    assert checked > 40_000


def test_through_every_clock_change_each_edition_is_made_once_and_not_before_it_is_due():
    changed = 0
    for number, (zone, found) in enumerate(zones()):
        for turn, (moment, _) in enumerate(found[1:]):
            if not THOROUGH and (turn + number) % 40:  # one in forty, another one in each zone
                continue
            for at in TIMES if THOROUGH else (TIMES[(turn // 40 + number) % len(TIMES)],):
                watched(profile(zone, time(0), at), moment, found)
                changed += 1
    assert changed > 150


def watched(one: Profile, moment: datetime, found: tuple[Change, ...]) -> None:
    """Look every 7 hours, and in the seconds around each time an edition is due, from two days before a change to two after."""
    since, until = moment - 2 * DAY, moment + 2 * DAY
    expected: dict[datetime, date] = {}
    for day in (moment.date() + n * DAY for n in range(-6, 6)):
        ends, begins = first_showing(day + DAY, one.day_starts, found), first_showing(day, one.day_starts, found)
        if begins < ends and since <= (instant := first_showing(day + DAY, one.schedule.at, found)) <= until:
            expected[instant] = day
    ticks = {since + n * timedelta(hours=7) for n in range(14)} | {until}
    for instant in expected:
        ticks |= {max(instant - timedelta(seconds=1), since), instant, min(instant + timedelta(seconds=1), until)}
    runs: dict[date, Run] = {}
    made: list[tuple[date, datetime]] = []
    for now in sorted(ticks):
        for task in owed(one, runs, since, now).make:
            made.append((task.day, now))
            runs[task.day] = Run(profile=one.id, day=task.day, due=task.due, state="done", updated_at=now)
    assert made == [(day, instant) for instant, day in sorted(expected.items())], (one.timezone, one.schedule.at, moment)
