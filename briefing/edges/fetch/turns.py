"""Whose turn it is: one connection to a host, a pause between two requests, and rest where the host asks for it."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from briefing.edges.fetch.exchange import Line
from briefing.edges.fetch.refusal import NotFetchedError

LONGEST_WAIT = 60.0  # seconds a request waits for the pause of its host; beyond that it is put off
_MISSES = 5  # times in a row that a host does not answer, before it is left alone …
_REST = 300.0  # … for so many seconds

Recall = Callable[[str], Awaitable[tuple[float, str] | None]]
"""How many seconds a host is to be left alone by what is known from earlier, and why; None where it is not."""


class Lane:
    """The way to one host. Requests go one after the other; `delay` is the pause its robots.txt asks for, in seconds."""

    def __init__(self, host: str, *, pause: float, recall: Recall) -> None:
        self.delay = 0.0
        self.line: Line | None = None
        self._host, self._pause = host, pause
        self._recall: Recall | None = recall  # until it was asked
        self._lock = asyncio.Lock()
        self._ended: float | None = None
        self._after_robots = False
        self._shut: tuple[float, str] | None = None
        self._misses = 0

    @asynccontextmanager
    async def turn(self, *, robots: bool = False) -> AsyncIterator[None]:
        """Wait for the turn of one request; raises `NotFetchedError` where the host is not to be asked for a longer while.

        The pause counts from the end of one request to the start of the next. Of a very long one that robots.txt asks for, the
        request for robots.txt itself is left out: else a process that runs once an hour would never get further.
        """
        async with self._lock:
            loop = asyncio.get_running_loop()
            if self._recall:
                if rest := await self._recall(self._host):
                    self.shut(*rest)
                self._recall = None
            self._check(loop.time())
            begun = self._after_robots and self.delay > LONGEST_WAIT
            pause = self._pause if begun else max(self._pause, self.delay)
            if self._ended is not None and (wait := self._ended + pause - loop.time()) > 0:
                if wait > max(LONGEST_WAIT, self._pause):
                    raise NotFetchedError(f"robots.txt asks for {self.delay:.0f} s between two requests", retry_after=wait)
                await asyncio.sleep(wait)
                self._check(loop.time())
            try:
                yield
            finally:
                self._ended, self._after_robots = loop.time(), robots

    def shut(self, seconds: float, reason: str) -> None:
        """Send nothing for so long."""
        until = asyncio.get_running_loop().time() + seconds
        if seconds > 0 and (self._shut is None or until > self._shut[0]):
            self._shut = until, reason

    def answered(self) -> None:
        """The host has answered, whatever it said."""
        self._misses = 0

    def missed(self, reason: str) -> None:
        """The host has not answered, once more."""
        self._misses += 1
        if self._misses >= _MISSES:
            self._misses = 0
            self.shut(_REST, f"{reason} ({_MISSES} times in a row)")

    def _check(self, now: float) -> None:
        if self._shut and now < self._shut[0]:
            raise NotFetchedError(self._shut[1], retry_after=self._shut[0] - now)
        self._shut = None


class Lanes:
    """The ways to all hosts; of the connections nobody uses, the most recent `most` are kept open."""

    def __init__(self, *, pause: float, most: int, recall: Recall) -> None:
        self._pause, self._most, self._recall = pause, most, recall
        self._lanes: dict[str, Lane] = {}
        self._idle: OrderedDict[str, Lane] = OrderedDict()

    def __getitem__(self, name: str) -> Lane:
        lane = self._lanes.get(name)
        if lane is None:
            lane = self._lanes[name] = Lane(name, pause=self._pause, recall=self._recall)
        return lane

    def keep(self, name: str, line: Line) -> None:
        """Keep a connection for the next request to its host, and close the one that has waited longest where they are many."""
        lane = self[name]
        lane.line = line
        self._idle[name] = lane
        self._idle.move_to_end(name)
        while len(self._idle) > self._most:
            _, oldest = self._idle.popitem(last=False)
            if oldest.line:
                oldest.line.close()
                oldest.line = None

    def take(self, name: str, origin: str) -> Line | None:
        """The connection kept for an origin, if it can still be used; any other of its host is closed."""
        self._idle.pop(name, None)
        lane = self[name]
        line, lane.line = lane.line, None
        if line and not (line.origin == origin and line.ready):
            line.close()
            return None
        return line

    def close(self) -> None:
        """End all connections."""
        for lane in self._lanes.values():
            if lane.line:
                lane.line.close()
                lane.line = None
        self._idle.clear()
