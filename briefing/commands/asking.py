"""What the commands that ask addresses do alike: side by side with progress, listings read in a worker."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Literal, TypeVar

from briefing.edges.progress import progress
from briefing.model import Answer, Listing
from briefing.pipeline import Workers
from briefing.stages.gather.listing import ToList, read_listing

BY_HAND = "added by hand"  # in the place of a source's key: whoever asks a site by hand gets what it shows to anybody, too
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
    return await in_worker(read_listing, asked, workers, lambda reason: Listing(wrong=reason))


async def in_worker(work: Callable[[In], Out], item: In, workers: Workers, instead: Callable[[str], Out]) -> Out:
    """The result of `work` on one item, done in a process of its own; where it had to be given up, what `instead` makes of the reason."""
    (made,) = await asyncio.to_thread(lambda: list(workers.map(work, [item], lambda _, reason: instead(reason))))
    return made
