"""The alarm rings by the steady clock, whatever the wall clock does; signals and children are heard at once."""

import os
import signal
import threading
import time
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from apscheduler.executors import base as executors
from apscheduler.schedulers import base as schedulers

from briefing.edges import schedule
from briefing.edges.schedule import Alarm, ended_by_signals


@pytest.fixture
def wall(monkeypatch):
    """APScheduler's and the alarm's wall clock, which `wall(by)` sets forward or back."""

    class Clock(datetime):
        shift = timedelta()

        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + cls.shift

    for module in (schedulers, executors, schedule):
        monkeypatch.setattr(module, "datetime", Clock)

    def set_by(by: timedelta) -> None:
        Clock.shift += by

    return set_by


FORWARD = [timedelta(hours=1), timedelta(days=3), timedelta(days=20_000)]
BACK = [timedelta(hours=-1), timedelta(days=-400)]


def gaps(wall, jump: timedelta) -> list[float]:
    """The seconds between the wakes of an alarm of 0.2 seconds; after the second the clock is set."""
    rings = []
    with Alarm(0.2) as alarm:
        for number in range(5):
            if number == 2:
                wall(jump)
            assert alarm.wait() == "wake"
            rings.append(time.monotonic())
    return [later - earlier for earlier, later in pairwise(rings)]


@pytest.mark.parametrize("jump", FORWARD + BACK)
def test_it_wakes_in_time_when_the_clock_is_set(wall, jump):
    found = gaps(wall, jump)
    assert max(found) < 0.2 + 1.0 + 1.0, found  # what a busy machine takes is a second


@pytest.mark.parametrize("jump", FORWARD)
def test_set_forward_it_is_the_job_that_rings_and_it_does_not_count_what_it_has_missed(wall, jump, monkeypatch):
    monkeypatch.setattr(schedule, "_GRACE", 30.0)  # without the job we would wait so long
    assert max(gaps(wall, jump)) < 10


@pytest.mark.parametrize("jump", BACK)
def test_after_a_clock_that_was_set_back_the_job_rings_again(wall, jump, monkeypatch):
    monkeypatch.setattr(schedule, "_GRACE", 2.0)
    found = gaps(wall, jump)
    assert max(found[:-1]) >= 2.0, found  # it slept on, and we woke without it
    assert found[-1] < 2.0, found  # set anew, it rings


def test_it_wakes_though_nothing_ever_rings(monkeypatch):
    monkeypatch.setattr(Alarm, "_ring", lambda _alarm: None)
    monkeypatch.setattr(schedule, "_GRACE", 0.1)
    began = time.monotonic()
    with Alarm(0.2) as alarm:
        assert alarm.wait() == "wake"
    assert 0.2 <= time.monotonic() - began < 5


def test_what_is_posted_is_heard_before_the_next_ring():
    with Alarm(60) as alarm:
        threading.Timer(0.05, alarm.post, ["ended"]).start()
        assert alarm.wait() == "ended"
        assert alarm.hear(0.01) is None
        alarm.post("stop")
        assert alarm.hear(5) == "stop"


def test_a_signal_wakes_and_does_not_end_the_process():
    before = signal.getsignal(signal.SIGTERM)
    with Alarm(60) as alarm, ended_by_signals(lambda: alarm.post("stop")):
        for number in (signal.SIGTERM, signal.SIGINT):
            threading.Timer(0.05, os.kill, [os.getpid(), number]).start()
            assert alarm.wait() == "stop"
    assert signal.getsignal(signal.SIGTERM) == before


def test_the_steady_clock_counts_seconds():
    before = schedule.steady()
    time.sleep(0.05)
    assert 0.05 <= schedule.steady() - before < 5
