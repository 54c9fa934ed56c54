"""What every visit works with, and what it counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from briefing.collecting.desk import Desk, Writer
from briefing.collecting.ports import Book, Box, Net
from briefing.collecting.reading import Found, Reading
from briefing.model import Address, Answer, Failure, NoAnswer
from briefing.settings import Fetch, Source
from briefing.stages.gather.answered import is_closed, wrong


@dataclass(frozen=True, kw_only=True, slots=True)
class Tools:
    """What every visit works with."""

    book: Book
    desk: Desk
    net: Net
    boxes: Mapping[str, Box]  # by kind of source
    reading: Reading
    noted: Writer[tuple[Address, ...], None]
    fetch: Fetch
    clock: Callable[[], datetime]


@dataclass(kw_only=True, slots=True)
class Tally:
    """What a visit has counted so far, and what went wrong with the source itself."""

    listed: int = 0
    fresh: int = 0
    fetched: int = 0
    failed: int = 0
    requests: int = 0
    wire: int = 0
    wrong: str = ""
    closed: bool = False
    retry_after: float | None = None
    said: list[Failure] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)  # by id: a feed's summary and the page it stands for are one
    rejected: int = 0
    unreadable: int = 0

    def count(self, reply: Answer | NoAnswer) -> None:
        """Count a reply, and the request where one was sent: none goes where we may not ask, or not now."""
        self.requests += not (isinstance(reply, NoAnswer) and (reply.closed or reply.retry_after))
        self.wire += reply.wire

    def add(self, found: Found) -> None:
        """Count what a capture brought."""
        self.articles |= found.articles
        if found.refused:
            self.unreadable += found.unreadable
            self.rejected += not found.unreadable


def goes_wrong(tally: Tally, reply: Answer | NoAnswer) -> bool:
    """Count the source's own answer; whether there is nothing to be had of it, which is then put down."""
    tally.count(reply)
    tally.wrong = wrong(reply)
    tally.closed = is_closed(reply)
    tally.retry_after = reply.retry_after
    return bool(tally.wrong)


async def own_address(source: Source, tools: Tools) -> Address:
    """What is known of the source's own address."""
    known = await tools.desk(tools.book.known, [source.url])
    return known.get(source.url) or Address(url=source.url, source=source.key, first_seen=tools.clock())


async def note(tools: Tools, *addresses: Address) -> None:
    await tools.noted.put(addresses)
