"""The alarm clock of the scheduler: APScheduler, which only wakes us, held to the clock that never jumps.

APScheduler waits for an instant of the wall clock. Set back by an hour it would sleep that hour longer; set forward by days
it would take the wake for one it has missed. So it has one job: to ring, once. Whoever waits here counts seconds by the
steady clock, wakes all the same where nothing rings in time, and sets the job anew at each wake.
"""

import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from types import FrameType, TracebackType
from typing import Literal, Self

from apscheduler.schedulers.background import BackgroundScheduler

Event = Literal["wake", "stop", "ended"]
_JOB = "wake"
_GRACE = 1.0  # seconds the job may be late before we wake without it


def steady() -> float:
    """Seconds since the machine started, those it slept through too; whoever sets the clock does not move it."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Alarm:
    """Rings every so many seconds; what else happens (`post`) is heard in the same place, one event at a time."""

    def __init__(self, every: float = 10.0, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._every = every
        self._monotonic = monotonic
        self._events: SimpleQueue[Event] = SimpleQueue()  # the one queue that a signal handler may safely put into
        self._rung = monotonic()
        # Its every wake would be a line of the log; what matters of one is logged by whoever is woken.
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
        self._scheduler = BackgroundScheduler(timezone=UTC)

    def __enter__(self) -> Self:
        self._scheduler.start()
        self._set(self._every)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._scheduler.shutdown(wait=False)

    def post(self, event: Event) -> None:
        """Have whoever waits woken by this; from any thread, or from a signal handler."""
        self._events.put(event)

    def wait(self) -> Event:
        """The next event; "wake" a second late at most, whatever the wall clock does and whether or not anything rings."""
        left = self._rung + self._every + _GRACE - self._monotonic()
        try:
            event = self._events.get(timeout=max(left, 0.0))
        except Empty:
            event = "wake"
        return self._woken() if event == "wake" else event

    def hear(self, seconds: float) -> Event | None:
        """The next event but a wake; None where there is none for so long."""
        until = self._monotonic() + seconds
        while (left := until - self._monotonic()) > 0:
            try:
                event = self._events.get(timeout=left)
            except Empty:
                break
            if event != "wake":
                return event
        return None

    def _woken(self) -> Event:
        self._rung = self._monotonic()
        self._set(self._every)
        return "wake"

    def _set(self, seconds: float) -> None:
        """Have the job ring once, so many seconds from now, however late that turns out to be.

        Not at intervals: set forward by years, APScheduler would count up every one that was missed before it rings.
        """
        at = datetime.now(UTC) + timedelta(seconds=seconds)
        self._scheduler.add_job(self._ring, "date", run_date=at, id=_JOB, misfire_grace_time=None, replace_existing=True)

    def _ring(self) -> None:
        self._events.put("wake")


@contextmanager
def ended_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """While this lasts, SIGTERM and SIGINT call `stop`, each time they come, instead of ending the process."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
