"""What the commands that ask addresses do alike: side by side with progress, answers as captures, listings read in a worker."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal, TypeVar

from briefing.edges.progress import progress
from briefing.model import Answer, Capture, Listing
from briefing.pipeline import Workers
from briefing.stages.gather.listing import ToList, read_listing

_AT_ONCE = 20  # addresses that are asked side by side; of each host one, which the fetcher sees to
In = TypeVar("In")
Out = TypeVar("Out")


def this_moment() -> datetime:
    """The time it is."""
    return datetime.now(UTC)


async def side_by_side(ask: Callable[[In], Awaitable[Out]], items: Sequence[In], label: str) -> list[Out]:
    """The results of all in their order, so many at once, counted on a terminal."""
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(item: In) -> Out:
        async with turns:
            return await ask(item)

    tasks = [asyncio.create_task(one(item)) for item in items]
    try:
        for done in progress(asyncio.as_completed(tasks), label, len(tasks)):
            await done
        return [task.result() for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def listing_of(
    reply: Answer, workers: Workers, *, kind: Literal["feed", "sitemap", "page"] = "feed", pattern: str | None = None
) -> Listing:
    """What an answer lists, read in a process of its own: feeds are made to harm too."""
    asked = ToList(body=reply.body, kind=kind, base=reply.url, media_type=reply.media_type, charset=reply.charset, pattern=pattern)
    (found,) = await asyncio.to_thread(lambda: list(workers.map(read_listing, [asked], lambda _, reason: Listing(wrong=reason))))
    return found


def capture_of(reply: Answer, media_type: str) -> Capture:
    """An answer as it is kept."""
    return Capture(
        sha256=sha256(reply.body).hexdigest(),
        name=reply.url,
        media_type=media_type,
        body=reply.body,
        fetched_at=reply.fetched_at,
        url=reply.url,
        charset=reply.charset,
    )
