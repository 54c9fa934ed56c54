from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Run, RunState
from briefing.settings import Profile, Schedule, SectionPlan
from briefing.stages.schedule import FILED_ONLY, LATE, Note, Owed, next_try, owed, said

DAY = timedelta(days=1)
START = datetime(2024, 1, 10, 4, tzinfo=UTC)  # 06:00 in Kyiv; the edition of the 9th is due half an hour later
FIRST = date(2024, 1, 9)


def profile(catch_up: str = "latest", zone: str = "Europe/Kyiv", **schedule: Any) -> Profile:
    return Profile(
        id="test",
        title="Test",
        timezone=zone,
        day_starts=time(6),
        archive=None,
        output="output",
        language="en",
        sections=(SectionPlan(id="any", title="Any", about="anything"),),
        schedule=Schedule(catch_up=catch_up, **schedule),
    )


def on_record(day: date, state: RunState, **facts: Any) -> Run:
    due = datetime.combine(day + DAY, time(4, 30), UTC)
    return Run(**{"profile": "test", "day": day, "due": due, "state": state, "updated_at": due} | facts)


def after(days: int, minutes: int = 40) -> datetime:
    return START + days * DAY + timedelta(minutes=minutes)


def made(found: Owed) -> list[date]:
    return [task.day for task in found.make]


def test_nothing_is_owed_before_the_time_and_the_edition_at_the_very_instant():
    due = START + timedelta(minutes=30)
    before = owed(profile(), {}, START, due - timedelta(microseconds=1))
    assert (before.make, before.skip, before.next) == ((), (), (FIRST, due))
    assert made(owed(profile(), {}, START, due)) == [FIRST]


def test_what_was_due_before_the_profile_was_enrolled_is_not_owed():
    found = owed(profile(), {}, START + timedelta(minutes=31), after(0))
    assert (made(found), found.next[0]) == ([], FIRST + DAY)


@pytest.mark.parametrize("down", [0, 1, 2, 7, 8, 30, 400])
@pytest.mark.parametrize("catch_up", ["all", "latest", "none"])
def test_after_an_outage_the_missed_days_are_made_in_order_and_the_older_ones_skipped(down: int, catch_up: str):
    runs = {FIRST - DAY: on_record(FIRST - DAY, "done")}
    found = owed(profile(catch_up), runs, START - DAY, after(down))
    missed = [FIRST + n * DAY for n in range(down + 1)]
    assert made(found) == missed[-7:]
    assert [skip.day for skip in found.skip] == missed[:-7]
    assert found.next == (FIRST + (down + 1) * DAY, START + timedelta(minutes=30) + (down + 1) * DAY)
    mailed = [task.day for task in found.make if task.mail]
    assert mailed == {"all": missed[-7:], "latest": missed[-1:], "none": missed[-1:]}[catch_up]
    assert all(task.reason == FILED_ONLY for task in found.make if not task.mail)


def test_skipped_days_say_why():
    runs = {
        FIRST: on_record(FIRST, "failed", attempts=3, reason="the disk is full"),
        FIRST + DAY: on_record(FIRST + DAY, "making"),
    }
    reasons = [skip.reason for skip in owed(profile(window=timedelta(days=1)), runs, START, after(3)).skip]
    assert reasons == [
        "could not be made in 3 attempts, and is more than 1 day late: the disk is full",
        "begun and never finished, and more than 1 day late",
        "missed, and more than 1 day late: nothing ran when it was due",
    ]


def test_the_latest_mail_says_which_days_are_only_filed():
    found = owed(profile(), {}, START, after(3))
    assert found.make[-1].note == Note(due=None, filed=(FIRST, FIRST + DAY, FIRST + 2 * DAY))


def test_the_mail_says_the_same_when_the_missed_days_were_filed_before_a_crash():
    runs = {FIRST + n * DAY: on_record(FIRST + n * DAY, "done", reason=FILED_ONLY) for n in range(2)}
    whole, rest = owed(profile(), {}, START, after(3)), owed(profile(), runs, START, after(3))
    assert made(rest) == [FIRST + 2 * DAY, FIRST + 3 * DAY]
    assert rest.make[-1] == whole.make[-1]


def test_days_that_were_mailed_are_not_said_to_be_missed():
    runs = {FIRST: on_record(FIRST, "done")}
    assert owed(profile(), runs, START, after(1)).make[0].note is None


def test_a_late_edition_says_when_it_was_due():
    late = owed(profile("all"), {}, START, START + timedelta(minutes=31) + LATE).make[0]
    assert late.note == Note(due=START + timedelta(minutes=30))
    assert owed(profile("all"), {}, START, START + timedelta(minutes=30) + LATE).make[0].note is None


def test_without_catching_up_an_edition_made_more_than_an_hour_late_is_filed_only():
    due = START + timedelta(minutes=30)
    assert owed(profile("none"), {}, START, due + LATE).make[0].mail
    assert not owed(profile("none"), {}, START, due + LATE + timedelta(seconds=1)).make[0].mail


@pytest.mark.parametrize("state", ["done", "held", "skipped"])
def test_what_is_settled_is_left(state: RunState):
    assert made(owed(profile(), {FIRST: on_record(FIRST, state)}, START, after(0))) == []


@pytest.mark.parametrize("state", ["making", "made"])
def test_what_was_begun_goes_on(state: RunState):
    assert made(owed(profile(), {FIRST: on_record(FIRST, state)}, START, after(0))) == [FIRST]


def test_what_failed_waits_for_its_time_and_holds_up_no_other():
    runs = {FIRST: on_record(FIRST, "failed", next_at=after(1, 45))}
    waiting = owed(profile(), runs, START, after(1, 44))
    assert (made(waiting), waiting.again) == ([FIRST + DAY], after(1, 45))
    again = owed(profile(), runs, START, after(1, 45))
    assert (made(again), again.again) == ([FIRST, FIRST + DAY], None)


def test_an_edition_that_ends_every_process_that_makes_it_holds_up_no_other():
    runs = {FIRST: on_record(FIRST, "making", attempts=30)}
    assert made(owed(profile(), runs, START, after(2))) == [FIRST + DAY, FIRST + 2 * DAY, FIRST]


def test_an_edition_filed_long_ago_is_finished_and_not_mailed():
    [task] = [task for task in owed(profile("all"), {FIRST: on_record(FIRST, "made")}, START, after(30)).make if task.day == FIRST]
    assert (task.mail, task.reason) == (False, "filed; it is too late to be mailed")


def test_a_day_that_does_not_exist_has_no_edition():
    samoa = replace(profile("all", zone="Pacific/Apia"), day_starts=time(0))
    found = owed(samoa, {}, datetime(2011, 12, 28, tzinfo=UTC), datetime(2012, 1, 2, tzinfo=UTC))
    assert made(found) == [date(2011, 12, 27), date(2011, 12, 28), date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]


def test_ten_thousand_missed_days_take_no_time():
    began = perf_counter()
    found = owed(profile(), {}, START, after(10_000))
    assert (len(found.make), len(found.skip)) == (7, 9_994)
    assert perf_counter() - began < 5


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 5), (1, 5), (2, 10), (3, 20), (4, 40), (5, 60), (10**6, 60)])
def test_tries_come_further_and_further_apart_up_to_an_hour(attempts: int, minutes: int):
    assert next_try(attempts, START) == START + timedelta(minutes=minutes)


@given(
    st.sampled_from(["all", "latest", "none"]),
    st.lists(st.integers(0, 60 * 24 * 12), min_size=1, max_size=30),
    st.sampled_from(["Europe/Kyiv", "Africa/Cairo", "Australia/Lord_Howe", "America/Havana"]),
)
def test_whenever_it_is_looked_at_every_day_is_settled_once_and_in_order(catch_up: str, minutes: list[int], zone: str):
    one, start = profile(catch_up, zone), datetime(2024, 4, 20, tzinfo=UTC)
    runs: dict[date, Run] = {}
    mailed: list[date] = []
    for now in sorted(start + timedelta(minutes=minute) for minute in minutes):
        found = owed(one, runs, start, now)
        assert [skip.due for skip in found.skip] + [task.due for task in found.make] == sorted(
            [skip.due for skip in found.skip] + [task.due for task in found.make]
        )
        assert found.next[1] > now
        for skip in found.skip:
            assert skip.day not in runs
            runs[skip.day] = on_record(skip.day, "skipped", due=skip.due)
        for task in found.make:
            assert task.day not in runs
            assert task.due <= now
            runs[task.day] = on_record(task.day, "done", due=task.due, reason=task.reason)
            mailed += [task.day] if task.mail else []
    days = sorted(runs)
    assert days == [days[0] + n * DAY for n in range(len(days))] if days else True
    assert mailed == sorted(set(mailed))
    if days:
        assert found.next[0] == days[-1] + DAY
        assert catch_up == "none" or mailed


def test_the_sentences_of_a_note():
    one = profile()
    missed = Note(due=START + timedelta(minutes=30), filed=(FIRST,))
    assert said(missed, zone=one.zone, language="en") == (
        "This briefing is late: it was due on 10 January 2024 at 06:30. "
        "The briefing of 9 January 2024 was missed: it is filed and was not mailed."
    )
    several = Note(due=None, filed=(FIRST, FIRST + DAY, FIRST + 2 * DAY))
    assert said(several, zone=one.zone, language="en") == (
        "The briefings of 9 January 2024 to 11 January 2024 were missed: they are filed and were not mailed."
    )
    assert said(None, zone=one.zone, language="en") == ""
