"""The book of runs on SQLite and PostgreSQL."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.run_book import RunBook
from briefing.model import NotNow, Turn

NOW = datetime(2024, 1, 24, 4, 30, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FIRST = date(2024, 1, 23)


@pytest.fixture
def book(archive: SqlArchive) -> RunBook:
    return archive.runs()


def claimed(book: RunBook, day: date = FIRST, now: datetime = NOW) -> Turn:
    turn = book.claim("test", day, due=NOW, now=now, until=now + MINUTE)
    assert isinstance(turn, Turn)
    return turn


def state(book: RunBook, day: date = FIRST) -> str:
    return book.runs("test")[day].state


def test_a_profile_is_enrolled_once_and_its_clock_only_moves_forward(book):
    assert book.watch("test") is None
    assert book.latest("test") is None
    watch = book.enrol("test", now=NOW, since=NOW - MINUTE)
    assert (watch.since, watch.seen) == (NOW - MINUTE, NOW)
    assert book.enrol("test", now=NOW + DAY, since=NOW + DAY) == watch
    book.seen("test", now=NOW + DAY)
    book.seen("test", now=NOW)
    assert book.watch("test").seen == NOW + DAY
    assert book.latest("test") == NOW + DAY
    assert book.watch("other") is None


def test_what_happened_to_an_edition_counts_as_seen(book):
    book.enrol("test", now=NOW, since=NOW)
    book.record(claimed(book), "done", now=NOW + 9 * MINUTE)
    assert book.latest("test") == NOW + 9 * MINUTE


def test_one_process_at_a_time_makes_an_edition(book):
    turn = claimed(book)
    assert (turn.token, turn.begun_at) == (1, NOW)
    assert book.claim("test", FIRST, due=NOW, now=NOW, until=NOW + MINUTE) == NotNow(busy=True, until=NOW + MINUTE)
    assert isinstance(book.claim("other", FIRST, due=NOW, now=NOW, until=NOW + MINUTE), Turn)
    assert book.record(turn, "made", now=NOW, quality="whole")
    assert isinstance(book.claim("test", FIRST, due=NOW, now=NOW, until=NOW + MINUTE), NotNow)
    assert book.record(turn, "done", now=NOW)
    assert book.claim("test", FIRST, due=NOW, now=NOW, until=NOW + MINUTE) is None
    run = book.runs("test")[FIRST]
    assert (run.state, run.quality, run.attempts, run.due) == ("done", "whole", 1, NOW)


def test_a_turn_that_ran_out_is_taken_over_and_void_from_then_on(book):
    old = claimed(book)
    new = claimed(book, now=NOW + 2 * MINUTE)
    assert (new.token, new.begun_at) == (2, NOW)
    assert not book.renew(old, until=NOW + DAY)
    assert not book.record(old, "failed", now=NOW + 2 * MINUTE)
    book.give_back(old)
    assert book.renew(new, until=NOW + 3 * MINUTE)
    assert book.record(new, "done", now=NOW + 2 * MINUTE)
    assert book.runs("test")[FIRST].attempts == 2


def test_a_turn_is_renewed_and_given_back(book):
    turn = claimed(book)
    assert book.renew(turn, until=NOW + DAY)
    assert isinstance(book.claim("test", FIRST, due=NOW, now=NOW + 2 * MINUTE, until=NOW + DAY), NotNow)
    book.give_back(turn)
    assert not book.renew(turn, until=NOW + DAY)
    assert claimed(book).token == 2


def test_an_edition_that_was_filed_stays_so_for_whoever_takes_over(book):
    book.record(claimed(book), "made", now=NOW, quality="partial")
    turn = claimed(book, now=NOW + 2 * MINUTE)
    assert (state(book), turn.begun_at) == ("made", NOW)
    assert book.record(turn, "done", now=NOW)
    assert book.runs("test")[FIRST].quality == "partial"


def test_what_failed_is_made_again_when_its_time_has_come(book):
    book.record(claimed(book), "failed", now=NOW, reason="the disk is full", next_at=NOW + 5 * MINUTE)
    assert book.claim("test", FIRST, due=NOW, now=NOW + MINUTE, until=NOW + DAY) == NotNow(busy=False, until=NOW + 5 * MINUTE)
    turn = claimed(book, now=NOW + 5 * MINUTE)
    assert (turn.begun_at, state(book)) == (NOW, "making")
    assert book.runs("test")[FIRST].attempts == 2


def test_the_first_beginning_is_kept_on_record(book):
    turn = book.claim("test", FIRST, due=NOW, now=NOW, until=NOW + MINUTE, begun_at=NOW - MINUTE)
    assert turn.begun_at == NOW - MINUTE
    assert claimed(book, now=NOW + 2 * MINUTE).begun_at == NOW - MINUTE


def test_days_are_skipped_once_and_what_is_finished_or_in_work_stays(book):
    days = [FIRST + n * DAY for n in range(1_200)]
    book.record(claimed(book, days[0]), "done", now=NOW)
    claimed(book, days[1])
    book.record(claimed(book, days[2]), "failed", now=NOW, next_at=NOW + DAY)
    wanted = [(day, NOW, f"too old {day}") for day in days]
    assert book.skip("test", wanted, now=NOW) == tuple(days[2:])
    assert book.skip("test", wanted, now=NOW) == ()
    assert book.skip("test", [], now=NOW) == ()
    runs = book.runs("test", first=days[1])
    assert list(runs) == days[1:]
    assert [runs[day].state for day in days[1:4]] == ["making", "skipped", "skipped"]
    assert runs[days[3]].reason == f"too old {days[3]}"


def test_a_skipped_edition_cannot_be_put_down_by_who_began_it(book):
    turn = claimed(book)
    assert book.skip("test", [(FIRST, NOW, "too old")], now=NOW + 2 * MINUTE) == (FIRST,)
    assert not book.record(turn, "done", now=NOW)
    assert state(book) == "skipped"


def test_what_has_been_settled_for_long_is_not_gone_through_again(book):
    def due(n: int) -> datetime:
        return NOW + n * DAY

    book.skip("test", [(FIRST + n * DAY, due(n), "too old") for n in range(1_000)], now=NOW)
    since, runs = book.unsettled("test", since=NOW, until=due(990))
    assert due(980) < since < due(990)
    assert list(runs) == [FIRST + n * DAY for n in range(981, 1_000)]
    book.record(book.claim("test", FIRST + 1_000 * DAY, due=due(20), now=NOW, until=NOW + MINUTE), "failed", now=NOW)
    assert book.unsettled("test", since=NOW, until=due(990))[0] == due(16)
    assert book.unsettled("test", since=due(999), until=due(990))[0] == due(999)
    assert book.unsettled("new", since=NOW, until=due(990)) == (NOW, {})


def test_what_a_clock_that_ran_ahead_put_down_is_forgotten(book):
    book.enrol("test", now=NOW, since=NOW - MINUTE)
    book.record(claimed(book), "done", now=NOW)
    ahead, days = NOW + 1_000 * DAY, [FIRST + n * DAY for n in range(1, 5)]
    book.record(book.claim("test", days[0], due=NOW + DAY, now=ahead, until=ahead), "failed", now=ahead, next_at=ahead)
    book.skip("test", [(days[1], NOW + 2 * DAY, "too old"), (days[2], NOW + 3 * DAY, "too old")], now=ahead)
    book.record(book.claim("test", days[3], due=NOW + 4 * DAY, now=ahead, until=ahead), "done", now=ahead)
    book.seen("test", now=ahead)
    assert book.forget_after("test", now=NOW + 2 * DAY) == tuple(days[1:])
    assert book.latest("test") == NOW + 2 * DAY
    assert list(book.runs("test")) == [FIRST, days[0]]
    again = claimed(book, days[0], NOW + 2 * DAY)
    assert again.begun_at == NOW + 2 * DAY
    assert state(book) == "done"
    assert book.forget_after("test", now=NOW + 2 * DAY) == ()


def test_of_many_processes_at_once_each_edition_is_made_by_one(url, archive):
    days = [FIRST + n * DAY for n in range(20)]

    def every(_: int) -> int:
        with SqlArchive.open(url) as own:
            turns = [own.runs().claim("test", day, due=NOW, now=NOW, until=NOW + MINUTE) for day in days]
        return sum(isinstance(turn, Turn) for turn in turns)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(every, range(8))) == len(days)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not tell which processes there are")
@pytest.mark.parametrize("dead", [True, False])
def test_who_was_killed_holds_nothing_and_who_stands_still_holds_for_its_time(url, book, dead: bool):
    code = f"""
import sys, time
from datetime import date, datetime, timedelta, UTC
from briefing.edges.archive import SqlArchive
now = datetime.fromisoformat({NOW.isoformat()!r})
SqlArchive.open({url!r}).runs().claim("test", date(2024, 1, 23), due=now, now=now, until=now + timedelta(minutes=1))
print("claimed", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout.readline() == "claimed\n"
            os.kill(holder.pid, signal.SIGKILL if dead else signal.SIGSTOP)
            if dead:
                holder.wait(10)
            early = book.claim("test", FIRST, due=NOW, now=NOW, until=NOW + MINUTE)
            assert isinstance(early, Turn if dead else NotNow)
            late = book.claim("test", FIRST, due=NOW, now=NOW + MINUTE, until=NOW + 2 * MINUTE)
            assert isinstance(late, Turn)
            assert late.begun_at == NOW
        finally:
            holder.kill()
