"""How fast mails go out: never more than the profile's rate in any one second, whatever the number of connections."""

import heapq
import time
from collections.abc import Callable
from threading import Condition, Event

_LOOK = 0.2  # seconds between two looks at whether to stop


class Pace:
    """Turns, of which at most `rate` are taken in a second (with a rate below one: one in 1/rate seconds), evenly spread.

    A turn is free again a whole period after the mail that had it was done. So a server sees no more mails than that either,
    however long each of them is on its way.
    """

    def __init__(self, rate: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        turns = max(1, int(rate))
        self._period, self._apart, self._clock = turns / rate, 1 / rate, clock
        self._free = [0.0] * turns  # when each turn that nobody has is free, the earliest first
        self._next = 0.0
        self._changed = Condition()

    def take(self, stop: Event) -> bool:
        """Wait for a turn; False, and there is none, where it was asked to stop first."""
        with self._changed:
            while not stop.is_set():
                now = self._clock()
                free = max(self._free[0], self._next) if self._free else now + _LOOK
                if free <= now:
                    heapq.heappop(self._free)
                    self._next = now + self._apart
                    return True
                self._changed.wait(min(free - now, _LOOK))
        return False

    def done(self) -> None:
        """Give a turn back."""
        with self._changed:
            heapq.heappush(self._free, self._clock() + self._period)
            self._changed.notify()
