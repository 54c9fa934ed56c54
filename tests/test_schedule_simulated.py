"""The scheduler with a clock of ours, the real rule and the real records: each day's edition once, whatever the clock does."""

import argparse
import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing.commands.clock_jumps import ClockJumps
from briefing.commands.owed_now import owed_now
from briefing.commands.schedule_desk import Desk, Look
from briefing.commands.schedule_log import JsonLines, Lines
from briefing.commands.schedule_service import Service
from briefing.edges.archive import SqlArchive
from briefing.errors import LockedError
from briefing.windows import due

PROFILE = """
title = "Desk"
timezone = "{zone}"
day_starts = "00:00"
archive = "sqlite:///unused.db"
[[section]]
id = "news"
title = "News"
about = "what happens"
[schedule]
at = "{at}"
{more}
"""
STEP = 30  # seconds between two wakes, at most


class Spoken:
    """A log that remembers."""

    def __init__(self):
        self.said: list[tuple[str, str]] = []

    def tell(self, event, text, **_facts):
        self.said.append((event, text))

    def of(self, event: str) -> list[str]:
        return [text for what, text in self.said if what == event]


class Done:
    """A child that has done its work and ended before anybody looks."""

    def __init__(self, code: int | None = 0):
        self.code = code
        self.asked = self.killed = False

    def hear_out(self):
        pass

    def ask_to_end(self):
        self.asked = True

    def kill(self):
        self.killed, self.code = True, -9


class World:
    """A scheduler over an archive in memory, a wall clock and a steady one; its children do what `run --due` does to the records."""

    def __init__(self, folder, *, began: datetime, zone="Europe/Kyiv", at="06:30", more="", code=0):
        self.wall, self.steady, self.log, self.code = began, 1000.0, Spoken(), code
        self.made: list[tuple[date, datetime]] = []
        self.mail_at: datetime | None = None
        self.started: list[tuple[str, float]] = []
        self.children: list[Done] = []
        self.file = folder / "briefing.toml"
        self.file.write_text(PROFILE.format(zone=zone, at=at, more=more), encoding="utf-8")
        self.archive = SqlArchive.open("sqlite://")
        self.restart()

    def restart(self) -> None:
        self.desk = Desk(
            argparse.Namespace(profile=str(self.file), output=None),
            look=self._look,
            log=self.log,
            steady=self.steady,
            alert=lambda _profile, text: self.log.tell("alert", text),
        )
        self.service = Service(
            [self.desk],
            clock=lambda: self.wall,
            steady=lambda: self.steady,
            log=self.log,
            start=self._start,
            fault=lambda *_: self.log.tell("fault", ""),
            at_once=2,
        )

    def pass_by(self, time: timedelta, step: float = STEP, fine: float = 1200) -> None:
        """Let time go by, in small steps where an edition is due soon or something has just begun, else in larger ones."""
        began, until = self.steady, self.steady + time.total_seconds()
        while self.steady < until:
            self.service.wake()
            forward = step if self.steady < began + fine or self._near() else 1200
            self.steady += forward
            self.wall += timedelta(seconds=forward)

    def _near(self) -> bool:
        day = self.wall.date()
        dues = [due(self.desk.profile, day + timedelta(days=more)) for more in (-3, -2, -1, 0)]
        return any(timedelta(minutes=-21) < self.wall - at < timedelta(minutes=5) for at in dues)

    def _look(self, profile, now) -> Look:
        book = self.archive.runs()
        book.enrol(profile.id, now=now, since=now - timedelta(hours=1))
        owed = owed_now(profile, book, now)
        days = tuple(one.day for one in (*owed.skip, *owed.make))
        return Look(due=days, mail=self.mail_at is not None and self.mail_at <= now, next_day=owed.next[0], next_due=owed.next[1])

    def _start(self, desk, work):
        self.started.append((work, self.steady))
        if work == "run" and self.code == 0:
            book = self.archive.runs()
            owed = owed_now(desk.profile, book, self.wall)
            book.skip(desk.profile.id, [(one.day, one.due, one.reason) for one in owed.skip], now=self.wall)
            for task in owed.make:
                turn = book.claim(desk.profile.id, task.day, due=task.due, now=self.wall, until=self.wall + timedelta(minutes=1))
                book.record(turn, "done", now=self.wall)
                self.made.append((task.day, self.wall))
        self.children.append(Done(self.code))
        return self.children[-1]


@pytest.fixture
def world(tmp_path):
    worlds = []

    def make(folder=tmp_path, **more):
        worlds.append(World(folder, **more))
        return worlds[-1]

    yield make
    for one in worlds:
        one.desk.close()
        one.archive.close()


@pytest.mark.parametrize(
    ("zone", "change", "at"),
    [
        ("Europe/Kyiv", datetime(2027, 3, 28, 1, tzinfo=UTC), "03:30"),  # does not exist on that night
        ("Europe/Kyiv", datetime(2026, 10, 25, 1, tzinfo=UTC), "03:30"),  # comes twice
        ("Europe/Kyiv", datetime(2026, 10, 25, 1, tzinfo=UTC), "06:30"),
        ("America/New_York", datetime(2027, 3, 14, 7, tzinfo=UTC), "00:00"),  # APScheduler loses the day after
        ("America/Havana", datetime(2027, 3, 14, 5, tzinfo=UTC), "00:00"),  # midnight does not exist
        ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC), "02:15"),  # half an hour
    ],
)
def test_over_a_clock_change_each_day_has_one_edition_in_time(world, zone, change, at):
    one = world(began=change - timedelta(days=1, hours=14, minutes=7), zone=zone, at=at)
    one.pass_by(timedelta(days=3), step=30)
    days = [day for day, _ in one.made]
    assert len(days) >= 3
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    late = [when - due(one.desk.profile, day) for day, when in one.made]
    assert all(timedelta(0) <= lateness <= timedelta(seconds=30) for lateness in late[1:]), late


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=3), timedelta(days=-3)])
@pytest.mark.parametrize("before", [timedelta(minutes=-30), timedelta(minutes=30)])
def test_no_edition_is_lost_or_made_twice_when_the_clock_is_set(world, jump, before):
    began = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)  # 06:30 in Kyiv: due
    one = world(began=began - timedelta(hours=1))
    one.pass_by(timedelta(hours=1) + before)
    one.wall += jump
    set_at, count = one.steady, len(one.made)
    one.pass_by(timedelta(minutes=10))
    assert len(one.log.of("clock")) == 1
    assert all(steady - set_at >= 60 for work, steady in one.started if steady >= set_at)
    one.wall -= jump  # somebody puts it right
    one.pass_by(timedelta(days=3, hours=1))
    days = [day for day, _ in one.made]
    assert len(days) == len(set(days))
    assert sorted(days) == [min(days) + timedelta(days=number) for number in range(len(days))]
    assert len(days) >= 3 + count


def test_the_wall_clock_is_believed_again_after_a_minute_of_going_steadily():
    wall = datetime(2026, 11, 23, 6, tzinfo=UTC)
    jumps = ClockJumps(wall, 100.0)
    assert jumps.note(wall + timedelta(seconds=10, minutes=5), 110.0) is None  # small enough
    assert jumps.believed(110.0)
    assert jumps.note(wall, 120.0) == timedelta(minutes=-5, seconds=-20)
    assert not jumps.believed(179.9)
    assert jumps.note(wall + timedelta(seconds=60), 180.0) is None
    assert jumps.believed(180.0)


def test_a_run_that_changes_nothing_is_started_again_less_and_less_often(world):
    one = world(began=datetime(2026, 11, 23, 4, 30, tzinfo=UTC), code=75)
    one.pass_by(timedelta(hours=1), step=10, fine=3600)
    starts = [steady for _, steady in one.started]
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert gaps[:3] == [40, 70, 120 + 10]
    assert all(gap <= 130 for gap in gaps)
    assert one.log.of("fault") == []


def test_a_child_that_dies_is_told_of_and_tried_again_with_growing_pauses(world):
    one = world(began=datetime(2026, 11, 23, 4, 30, tzinfo=UTC), code=-9)
    one.pass_by(timedelta(hours=5), step=20)
    gaps = [later - earlier for earlier, later in pairwise(steady for _, steady in one.started)]
    assert gaps == sorted(gaps)
    assert 3600 <= gaps[-1] <= 4800
    assert len(one.log.of("fault")) == len(one.started) - (one.service.busy > 0)
    assert one.log.of("end")[0] == "making and mailing what is due: ended by signal 9"
    one.code = 0
    one.pass_by(timedelta(hours=2))
    assert [day for day, _ in one.made] == [date(2026, 11, 22)]


SOURCE = '[[source]]\nname = "A"\nkind = "feed"\nurl = "https://example.org/feed"\n'


def test_after_a_start_the_sources_are_asked_before_missed_editions_are_made(world):
    one = world(began=datetime(2026, 11, 23, 4, 30, tzinfo=UTC), more='collect = "5m"\n' + SOURCE)
    one.pass_by(timedelta(minutes=11), step=10)
    assert [(work, steady - 1000) for work, steady in one.started] == [
        ("collect", 0),
        ("run", 10),
        ("collect", 300),
        ("collect", 600),
    ]


def test_a_collect_that_does_not_end_holds_the_first_editions_up_for_ten_minutes_and_is_ended_after_an_hour(world):
    one = world(began=datetime(2026, 11, 23, 4, 30, tzinfo=UTC), more=SOURCE)
    one._start, start = (lambda desk, work: start(desk, work) if work == "run" else stuck), one._start
    stuck = Done(None)
    one.restart()
    one.pass_by(timedelta(minutes=70), step=20, fine=4200)
    assert one.started == [("run", 1600.0)]
    assert stuck.killed
    assert one.log.of("stuck") == ["collecting has taken 1 hour; it is ended"]


def test_a_profile_that_becomes_wrong_is_told_of_once_and_stays_in_force_as_it_was(world):
    one = world(began=datetime(2026, 11, 22, 4, 30, tzinfo=UTC))
    right = one.file.read_text(encoding="utf-8")
    one.pass_by(timedelta(minutes=5))
    one.file.write_text(right.replace('zone = "Europe/Kyiv"', 'zone = "Europe/Kiew"'), encoding="utf-8")
    one.pass_by(timedelta(minutes=5))
    [said] = one.log.of("trouble")
    assert "timezone" in said
    [(_, copy)] = one.desk.environment().items()
    assert Path(copy).read_text(encoding="utf-8") == right
    one.pass_by(timedelta(days=1))
    assert [day for day, _ in one.made] == [date(2026, 11, 21), date(2026, 11, 22)]
    one.file.write_text(right.replace("06:30", "07:30"), encoding="utf-8")
    one.pass_by(timedelta(minutes=1))
    assert one.desk.environment() == {}
    assert one.desk.profile.schedule.at.hour == 7


def test_a_profile_whose_file_goes_away_stays_in_force(world):
    one = world(began=datetime(2026, 11, 22, 4, 30, tzinfo=UTC))
    one.file.unlink()
    one.pass_by(timedelta(days=1))
    assert len(one.made) >= 1
    assert len(one.log.of("trouble")) in (20, 21, 22, 23, 24)  # once an hour, at the wakes there are
    assert len(one.log.of("alert")) == 1


def test_a_scheduler_that_was_down_makes_the_missed_days_in_order_and_says_what_is_next(world):
    one = world(began=datetime(2026, 11, 22, 4, 30, tzinfo=UTC))
    one.pass_by(timedelta(minutes=5))
    one.wall += timedelta(days=5)
    one.steady += 5 * 86400
    one.restart()
    one.service.introduce()
    one.pass_by(timedelta(minutes=2))
    assert [day.day for day, _ in one.made] == [21, 22, 23, 24, 25, 26]
    assert "to be made now: 2026-11-22, 2026-11-23" in one.log.of("profile")[-1]
    assert one.log.of("next")[-1] == "the next edition, of 2026-11-27, is due Sat 28 Nov 2026 06:30 (Europe/Kyiv)"


def test_a_mail_whose_time_has_come_is_reason_enough_and_no_first_collect_is_waited_for(world):
    one = world(began=datetime(2026, 11, 22, 12, tzinfo=UTC), more=SOURCE)
    one.mail_at = one.wall + timedelta(minutes=3)
    one.pass_by(timedelta(minutes=3), step=10)
    assert [work for work, _ in one.started] == ["collect"]
    one.pass_by(timedelta(minutes=1), step=10)
    assert [work for work, _ in one.started] == ["collect", "run", "run"]  # at once, and half a minute later


def test_profiles_take_their_turns_where_there_are_too_many_at_once(world, tmp_path):
    one = world(began=datetime(2026, 11, 23, 4, 30, tzinfo=UTC), code=None)
    (tmp_path / "other").mkdir()
    other = world(folder=tmp_path / "other", began=one.wall)
    one.service = Service(
        [one.desk, other.desk],
        clock=lambda: one.wall,
        steady=lambda: one.steady,
        log=one.log,
        start=lambda desk, work: one._start(desk, work) if desk is one.desk else other._start(desk, work),
        fault=print,
        at_once=1,
    )
    one.pass_by(timedelta(minutes=5))
    assert (len(one.started), len(other.started)) == (1, 0)
    one.children[0].code = 0
    one.pass_by(timedelta(minutes=1))
    assert len(other.started) == 1


def test_an_operator_is_told_of_trouble_once_it_lasts(world):
    one = world(began=datetime(2026, 11, 22, 12, tzinfo=UTC))

    def locked(_profile, _now):
        raise LockedError("briefing.db is in use by another process")

    one.desk._look = locked
    one.pass_by(timedelta(minutes=9))
    assert (len(one.log.of("trouble")), one.log.of("alert")) == (1, [])
    one.pass_by(timedelta(minutes=11))
    assert one.log.of("alert") == ["briefing.db is in use by another process"]
    one.desk._look = one._look
    one.pass_by(timedelta(minutes=1))
    one.desk._look = locked
    one.pass_by(timedelta(minutes=1))
    assert (len(one.log.of("trouble")), len(one.log.of("alert"))) == (2, 1)  # new trouble, not lasting yet


def test_its_log_has_the_profiles_time_for_people_a_line_each_for_programs_and_an_address_for_nobody(capsys):
    at = datetime(2026, 11, 23, 4, 30, 5, tzinfo=UTC)
    said = "550 <anna.k@mail.example> unknown, https://example.org/@anna stays"
    Lines(lambda: at).tell("line", said, profile="desk", zone=ZoneInfo("Europe/Kyiv"))
    JsonLines(lambda: at).tell("line", said, profile="desk", zone=ZoneInfo("Europe/Kyiv"), work="run")
    people, programs = capsys.readouterr().out.splitlines()
    assert people == "23 Nov 06:30:05  desk: 550 <(an address)> unknown, https://example.org/@anna stays"
    assert json.loads(programs) == {
        "at": "2026-11-23T04:30:05Z",
        "event": "line",
        "profile": "desk",
        "work": "run",
        "text": people.partition("desk: ")[2],
    }
