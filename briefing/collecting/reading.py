"""Captures kept first, then read by the crew, then their articles saved; so many of them at once and no more."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from briefing.collecting.desk import Desk, Writer
from briefing.collecting.ports import Crew, Store
from briefing.collecting.together import together
from briefing.errors import GivenUp
from briefing.language.fingerprint import fingerprints
from briefing.model import Capture, Harvest, Listing
from briefing.stages.extract import extract_beside, unread
from briefing.stages.extract.standing import NOTHING, Counts, beside
from briefing.stages.gather.listing import ToList

_LEFT = 200  # captures that a crash has left, read at one time
_SCRAPES = ("text/plain", "text/markdown")
Out = TypeVar("Out")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a capture brought: the ids of the articles that were stored, or why it holds none; `unreadable` where that is a failure."""

    articles: frozenset[str] = frozenset()
    refused: str = ""
    unreadable: bool = False


class Reading:
    """Keeps captures, has them read, saves what they hold. One for a whole collect."""

    def __init__(self, *, store: Store, crew: Crew, desk: Desk, zone: ZoneInfo, tick: Callable[[], None]) -> None:
        self._store = store
        self._crew = crew
        self._desk = desk
        self._zone = zone
        self._tick = tick
        self._keeper: Writer[Capture, None] = Writer(desk, self._keep)
        self._saver: Writer[Harvest, Mapping[str, frozenset[str]]] = Writer(desk, store.save_new)
        self._room = asyncio.Semaphore(crew.ahead)  # those that wait for the crew lie in memory

    async def keep(self, capture: Capture) -> None:
        """Returns once the capture is safe in the archive."""
        await self._keeper.put(capture)

    async def read(self, capture: Capture) -> Found:
        """Have a capture that was kept read and its articles saved; one that has to be given up is a failure, saved like any other."""
        async with self._room:
            counts = await self._desk(self._standing, capture) if capture.media_type in _SCRAPES else NOTHING
            try:
                harvest = await self._done(partial(extract_beside, zone=self._zone), (capture, counts))
            except GivenUp as lost:
                harvest = unread(capture, lost.reason)
            stored = await self._saver.put(harvest)
        self._tick()
        if harvest.articles or not harvest.failures:
            return Found(articles=stored.get(capture.sha256, frozenset()))
        return Found(refused=harvest.failures[0].reason, unreadable=harvest.failures[0].kind == "failed")

    async def listing(self, work: Callable[[ToList], Listing], asked: ToList) -> Listing:
        """What a source lists, read by the crew as well: feeds are made to harm too."""
        async with self._room:
            try:
                return await self._done(work, asked)
            except GivenUp as lost:
                return Listing(wrong=lost.reason)

    async def read_left(self, source: str) -> tuple[Found, ...]:
        """Read what a crash has left of a source without a harvest. Whoever asks holds the source: nobody else is reading it."""
        found: list[Found] = []
        while left := await self._desk(self._store.unread, _LEFT, source):
            found += await together(*map(self.read, left))
        return tuple(found)

    async def _done(self, work: Callable[[ToList], Out] | Callable[[tuple[Capture, Counts]], Out], item: object) -> Out:
        return await asyncio.wrap_future(self._crew.submit(work, item))  # type: ignore[arg-type]

    def _keep(self, captures: list[Capture]) -> None:
        self._store.keep(captures, again=False)

    def _standing(self, capture: Capture) -> Counts:
        """What the site of a scrape repeats from page to page."""
        scrapes = fingerprints([capture])
        self._store.remember(scrapes)
        ((_, counts),) = beside([capture], (*scrapes, *self._store.remembered({one.site for one in scrapes})))
        return counts
