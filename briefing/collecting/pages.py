"""The articles of a visit: what their addresses answer, kept, read and put down."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from briefing.collecting.reading import Found
from briefing.collecting.tools import Tally, Tools, goes_wrong, note, own_address
from briefing.language.served import kind_served
from briefing.model import Address, Answer, Capture, Failure, NoAnswer
from briefing.settings import Source
from briefing.stages.gather.answered import answered
from briefing.stages.gather.due import next_reading


async def read_page(source: Source, tools: Tools, tally: Tally) -> None:
    """A page that is itself the article: read again at every visit. One that shows none (a wall, a list) counts as failed."""
    own = await own_address(source, tools)
    reply = await tools.net.get(source.url, since=own)
    if goes_wrong(tally, reply) or isinstance(reply, NoAnswer):
        at = reply.at if isinstance(reply, NoAnswer) else reply.fetched_at
        await note(tools, replace(own, checked_at=at))
        return
    tally.listed = 1
    now, found = await take(source, own, reply, tools, tally, again=())
    tally.fresh = tally.fetched
    tally.wrong = found.refused if found else own.reason if now.capture == own.capture else ""
    if tally.wrong:
        await note(tools, replace(now, state="closed", reason=tally.wrong))


async def take(
    source: Source, address: Address, reply: Answer | NoAnswer, tools: Tools, tally: Tally, *, again: Sequence[timedelta]
) -> tuple[Address, Found | None]:
    """Keep what an article's address answered, have it read, and put down what is known of the address now.

    What is known, and what the capture brought where there is a new one. The page is read `again` at these ages.
    """
    at = reply.at if isinstance(reply, NoAnswer) else reply.fetched_at
    now = answered(address, reply)
    capture: Capture | None = None
    if isinstance(reply, Answer) and reply.status == 200:
        media_type = kind_served(reply.media_type, reply.body, reply.charset)
        if media_type is None:
            reason = f"is {reply.media_type or 'of no kind'} and no page that is read"
            now = replace(now, state="closed", reason=reason, tries=2)
        elif (made := capture_of(source.key, reply, media_type=media_type)).sha256 != address.capture:
            capture = made
            await tools.reading.keep(capture)
            now = replace(now, capture=capture.sha256, changed_at=at)
    if now.reason:
        tally.failed += 1
        tally.said.append(Failure(stage="collect", subject=address.url, reason=now.reason, at=at))
    now = replace(now, due=next_reading(now, again=again, at=at, retry_after=reply.retry_after))
    await note(tools, now)
    if capture is None:
        return now, None
    tally.fetched += 1
    found = await tools.reading.read(capture)
    tally.add(found)
    return now, found


def capture_of(source: str, reply: Answer, *, media_type: str) -> Capture:
    """An answer as it is kept; `source` is the key of the source that brought it."""
    return Capture(
        sha256=sha256(reply.body).hexdigest(),
        name=reply.url,
        media_type=media_type,
        body=reply.body,
        fetched_at=reply.fetched_at,
        url=reply.url,
        charset=reply.charset,
        source=source,
    )
