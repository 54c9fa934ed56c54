"""The half that collects: sources → captures → articles, as often as it is run. `collect_sources` is the entry.

    Source ─claim→ Hold ─get→ Answer ─list→ Listing ─sift→ Address ─get→ Answer ─keep→ Capture ─extract→ Harvest ─save→ [archive]

Whatever is fetched is kept before anything is made of it, and put down as fetched after that: a crash at any point costs at
most a second request for the same bytes. `visit.py` is one source (`lists.py`, `pages.py`, `letters.py`: by its kind),
`reading.py` what becomes of its captures, `desk.py` the thread that talks to the archive.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Self
from zoneinfo import ZoneInfo

from briefing.collecting.desk import Desk, Writer
from briefing.collecting.ports import Book, Box, Crew, Net, Round, Store
from briefing.collecting.reading import Reading
from briefing.collecting.together import together
from briefing.collecting.tools import Tools
from briefing.collecting.visit import visit
from briefing.errors import BriefingError, LockedError
from briefing.model import Address, Hold, NotNow
from briefing.settings import Fetch, Source

__all__ = ["Book", "Box", "Crew", "Net", "Round", "Store", "collect_sources"]

_HOLD = timedelta(seconds=60)  # after a crash on another machine nobody may visit the source for so long
_RENEWED = 15.0  # seconds between two renewals of all holds


async def collect_sources(
    sources: Sequence[Source],
    *,
    book: Book,
    store: Store,
    net: Net,
    boxes: Mapping[str, Box],
    crew: Crew,
    zone: ZoneInfo,
    fetch: Fetch,
    clock: Callable[[], datetime],
    tell: Callable[[Round], None],
    tick: Callable[[], None] = lambda: None,
    anyway: bool = False,
) -> tuple[Round, ...]:
    """Visit every source that is due (with `anyway` those that are not as well) and nobody else is at; what came of each, in order.

    `tell` hears of each as it is done, `tick` of every page that was read. Raises what stops a run (a full disk, an archive
    that somebody holds); what goes wrong with a source is in its round.
    """
    async with Desk() as desk:
        reading = Reading(store=store, crew=crew, desk=desk, zone=zone, tick=tick)
        noted: Writer[tuple[Address, ...], None] = Writer(desk, lambda batches: book.note(chain.from_iterable(batches)))
        tools = Tools(book=book, desk=desk, net=net, boxes=boxes, reading=reading, noted=noted, fetch=fetch, clock=clock)
        turns = asyncio.Semaphore(fetch.hosts)

        async def one(source: Source) -> Round:
            async with turns:
                made = await _round(source, tools, holds, anyway=anyway)
            tell(made)
            return made

        async with _Holds(tools) as holds:
            return tuple(await together(*map(one, sources)))


async def _round(source: Source, tools: Tools, holds: "_Holds", *, anyway: bool) -> Round:
    """What comes of one source: a visit, where it may be visited."""
    hold = await holds.take(source, anyway=anyway)
    if isinstance(hold, NotNow):
        return Round(source=source, skipped=hold)
    made = await visit(source, hold, tools)
    holds.let_go(hold)
    return made


class _Holds:
    """The sources that are held, kept so while they are visited, and given back however the collect ends."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._live: dict[str, Hold] = {}
        self._keeping: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._keeping = asyncio.create_task(self._keep())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._keeping:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        with contextlib.suppress(BriefingError):  # they run out by themselves
            for hold in self._live.values():
                await self._tools.desk(self._tools.book.renew, hold, until=self._tools.clock())

    async def take(self, source: Source, *, anyway: bool) -> Hold | NotNow:
        now = self._tools.clock()
        hold = await self._tools.desk(self._tools.book.claim, source, now=now, until=now + _HOLD, anyway=anyway)
        if isinstance(hold, Hold):
            self._live[hold.source] = hold
        return hold

    def let_go(self, hold: Hold) -> None:
        self._live.pop(hold.source, None)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(_RENEWED)
            for hold in tuple(self._live.values()):
                with contextlib.suppress(LockedError):  # the next time, then
                    await self._tools.desk(self._tools.book.renew, hold, until=self._tools.clock() + _HOLD)
