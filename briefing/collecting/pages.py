"""The articles of a visit: what their addresses answer, kept, read and put down."""

from dataclasses import replace
from hashlib import sha256

from briefing.collecting.tools import Tally, Tools, goes_wrong, note, own_address
from briefing.language.served import kind_served
from briefing.model import Address, Answer, Capture, Failure, NoAnswer
from briefing.settings import Source
from briefing.stages.gather.answered import answered
from briefing.stages.gather.due import next_reading


async def read_page(source: Source, tools: Tools, tally: Tally) -> None:
    """A page that is itself the article: read again at every visit."""
    own = await own_address(source, tools)
    reply = await tools.net.get(source.url, since=own)
    if goes_wrong(tally, reply):
        await note(tools, replace(own, checked_at=reply.at if isinstance(reply, NoAnswer) else reply.fetched_at))
    elif isinstance(reply, Answer):
        tally.listed = 1
        await take(source, own, reply, tools, tally, listed=False)
        tally.fresh = tally.fetched


async def take(source: Source, address: Address, reply: Answer | NoAnswer, tools: Tools, tally: Tally, *, listed: bool) -> None:
    """Keep what an article's address answered, have it read, and put down what is known of the address now.

    An address of which nothing is `listed` is the source itself: it is asked at each visit.
    """
    if listed:
        tally.count(reply)
    at = reply.at if isinstance(reply, NoAnswer) else reply.fetched_at
    now = answered(address, reply)
    capture: Capture | None = None
    if isinstance(reply, Answer) and reply.status == 200:
        media_type = kind_served(reply.media_type, reply.body, reply.charset)
        if media_type is None:
            reason = f"is {reply.media_type or 'of no kind'} and no page that is read"
            now = replace(now, state="closed", reason=reason, tries=2)
        else:
            capture = capture_of(source, reply, media_type=media_type)
            if capture.sha256 == address.capture:
                capture = None
            else:
                await tools.reading.keep(capture)
                now = replace(now, capture=capture.sha256, changed_at=at)
    if now.reason:
        tally.failed += 1
        tally.said.append(Failure(stage="collect", subject=address.url, reason=now.reason, at=at))
    due = next_reading(now, again=tools.fetch.again, at=at, retry_after=reply.retry_after) if listed else None
    await note(tools, replace(now, due=due))
    if capture:
        tally.fetched += 1
        await tools.reading.read(capture)


def capture_of(source: Source, reply: Answer, *, media_type: str) -> Capture:
    return Capture(
        sha256=sha256(reply.body).hexdigest(),
        name=reply.url,
        media_type=media_type,
        body=reply.body,
        fetched_at=reply.fetched_at,
        url=reply.url,
        charset=reply.charset,
        source=source.key,
    )
