"""Ending cleanly when the system asks for it: SIGTERM, and a second one that does not wait."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

_PATIENCE = 10  # seconds for what must not be broken off; whoever asked waits 15


class Stopped(BaseException):
    """Raised where the work stands when it need not be finished; as it is no error, nothing that catches errors keeps it."""


class Stopping:
    """Whether the process was asked to end; made by `stopping`.

    `asked` is set at once. Within `to_the_end` the work goes on for as long as it must, for ten seconds at most, or until the
    process is asked again; anywhere else it is broken off by `Stopped`.
    """

    def __init__(self) -> None:
        self.asked = Event()
        self._kept = 0

    @contextmanager
    def to_the_end(self) -> Iterator[Event]:
        """A stretch of work that looks at `asked` itself, and ends where it may be ended."""
        self._kept += 1
        try:
            yield self.asked
        finally:
            self._kept -= 1
        if self.asked.is_set():
            raise Stopped

    def ask(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 (what a signal handler gets)
        """What SIGTERM does."""
        again = self.asked.is_set() or number == signal.SIGALRM
        self.asked.set()
        if again or not self._kept:
            signal.alarm(0)
            raise Stopped
        signal.alarm(_PATIENCE)


@contextmanager
def stopping() -> Iterator[Stopping]:
    """In the main thread: SIGTERM asks for an end while this lasts."""
    made = Stopping()
    before = {number: signal.signal(number, made.ask) for number in (signal.SIGTERM, signal.SIGALRM)}
    try:
        yield made
    finally:
        signal.alarm(0)
        for number, handler in before.items():
            signal.signal(number, handler)
