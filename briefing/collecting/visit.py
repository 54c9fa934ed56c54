"""One visit to one source: what it lists, what is fetched of that, what is kept of it, and what is put down at its end."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

from briefing.collecting.desk import Desk, Writer
from briefing.collecting.ports import Book, Box, Letter, Net
from briefing.collecting.reading import Reading
from briefing.collecting.together import together
from briefing.errors import BriefingError
from briefing.language.served import kind_served
from briefing.model import Address, Answer, Capture, Failure, Hold, Listing, NoAnswer, Outcome, Visit
from briefing.settings import Fetch, Source
from briefing.stages.gather.answered import answered, is_closed, wrong
from briefing.stages.gather.due import HISTORY, next_reading, next_visit
from briefing.stages.gather.listing import ToList, read_listing
from briefing.stages.gather.plan import sift

_LOG = logging.getLogger(__name__)
_UNPUNCTUAL = timedelta(minutes=1)
_AT_ONCE = 4  # pages of one source asked for side by side: they wait for their host's turn, of which there may be several
_SITEMAPS = 10  # of one index


@dataclass(frozen=True, kw_only=True, slots=True)
class Tools:
    """What every visit works with."""

    book: Book
    desk: Desk
    net: Net
    boxes: Mapping[str, Box]  # by kind of source
    reading: Reading
    noted: Writer[tuple[Address, ...]]
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

    def count(self, reply: Answer | NoAnswer) -> None:
        """Count a reply."""
        self.requests += 1
        self.wire += reply.wire


async def visit(source: Source, hold: Hold, tools: Tools) -> Visit | None:
    """Visit a source that is held; the visit as it was recorded, None where somebody else has taken the source meanwhile."""
    began, tally = tools.clock(), Tally()
    try:
        await tools.reading.read_left(source.key)
        await _bring(source, tools, tally)
    except BriefingError:  # the archive, the workers: that is no fault of the source
        raise
    except Exception as error:  # noqa: BLE001 (a mistake of ours over one source costs no other)
        _LOG.exception("%s: the visit broke off", source.name)
        tally.wrong = f"the visit broke off ({type(error).__name__}: {error})"[:300]
    ended = tools.clock()
    earlier = await tools.desk(tools.book.visits, source.key, before=ended, most=HISTORY)
    outcome = _outcome(tally)
    made = Visit(
        source=source.key,
        name=source.name,
        began=began,
        ended=ended,
        outcome=outcome,
        reason=tally.wrong or _first_of(tally.said),
        listed=tally.listed,
        fresh=tally.fresh,
        fetched=tally.fetched,
        failed=tally.failed,
        requests=tally.requests,
        wire=tally.wire,
        due=_due(source, earlier, outcome, tally, began),
    )
    return made if await tools.desk(tools.book.finish, hold, made) else None


async def _bring(source: Source, tools: Tools, tally: Tally) -> None:
    """What there is to be had of a source, by its kind."""
    if source.kind in tools.boxes:
        await _empty(source, tools.boxes[source.kind], tools, tally)
    elif source.kind == "page" and not source.links:
        await _read_page(source, tools, tally)
    else:
        await _read_listed(source, tools, tally)


def _due(source: Source, earlier: tuple[Visit, ...], outcome: Outcome, tally: Tally, began: datetime) -> datetime:
    """When the source may be visited next: a little sooner than its `every` after this visit began, since no cron is punctual."""
    due = next_visit(source, visits=earlier, outcome=outcome, at=began, retry_after=tally.retry_after)
    return due if tally.wrong or tally.retry_after else due - min(source.every / 20, _UNPUNCTUAL)


def _outcome(tally: Tally) -> Outcome:
    if tally.wrong:
        return "closed" if tally.closed else "failed"
    if tally.failed:
        return "partly"
    return "read" if tally.fetched else "unchanged"


def _first_of(said: list[Failure]) -> str:
    if not said:
        return ""
    more = f" (and {len(said) - 1} more)" if len(said) > 1 else ""
    return f"{said[0].subject}: {said[0].reason}{more}"


async def _read_page(source: Source, tools: Tools, tally: Tally) -> None:
    """A page that is itself the article: read again at every visit."""
    own = await _own(source, tools)
    reply = await tools.net.get(source.url, since=own)
    if _goes_wrong(tally, reply):
        await _note(tools, replace(own, checked_at=reply.at if isinstance(reply, NoAnswer) else reply.fetched_at))
    elif isinstance(reply, Answer):
        tally.listed = 1
        await _take(source, own, reply, tools, tally, listed=False)
        tally.fresh = tally.fetched


async def _read_listed(source: Source, tools: Tools, tally: Tally) -> None:
    """A feed, a sitemap or a topic page, and the articles it lists."""
    own = await _own(source, tools)
    reply = await tools.net.get(source.url, since=own)
    if _goes_wrong(tally, reply) or isinstance(reply, NoAnswer):
        return
    if reply.status == 200:
        at = reply.fetched_at
        listing, own, below = await _listing(source, own, reply, tools, tally)
        if listing.wrong:
            tally.wrong = listing.wrong
            return
        known = await tools.desk(tools.book.known, [link.url for link in listing.links])
        sifted = sift(listing, known, source=source, fetch=tools.fetch, at=at)
        tally.listed, tally.fresh = len(listing.links), sifted.fresh
        capture = (
            _capture(source, reply, media_type=kind_served(reply.media_type, reply.body, reply.charset) or "application/xml")
            if sifted.carries
            else None
        )
        if capture:
            await tools.reading.keep(capture)
            tally.fetched += 1
            own = replace(own, capture=capture.sha256, changed_at=at)
        await _note(tools, *sifted.addresses, own, *below)
        if capture:
            await tools.reading.read(capture)
    wanted = await tools.desk(tools.book.wanted, source.key, now=tools.clock(), most=source.pages)
    queue = iter([address for address in wanted if address.url != source.url])

    async def fetch() -> None:
        for address in queue:
            reply = await tools.net.get(address.url, since=address)
            if isinstance(reply, NoAnswer) and reply.retry_after:  # its host wants to be left alone: it was not even asked
                tally.retry_after = max(tally.retry_after or 0.0, reply.retry_after)
                continue
            await _take(source, address, reply, tools, tally, listed=True)

    await together(*(fetch() for _ in range(min(_AT_ONCE, len(wanted)))))


async def _listing(
    source: Source, own: Address, reply: Answer, tools: Tools, tally: Tally
) -> tuple[Listing, Address, tuple[Address, ...]]:
    """What an answer lists, with what the sitemaps list that an index names; and what is known now of its address and of theirs.

    What is known of them must not be put down before what they list is: who asks again is told that nothing has changed.
    """
    found = await _read_as_list(source, reply, tools)
    own = answered(own, reply)
    if not found.more:
        return found, own, ()
    links, below, reason = list(found.links), [], ""
    known = await tools.desk(tools.book.known, found.more[:_SITEMAPS])
    for url in found.more[:_SITEMAPS]:
        before = known.get(url) or Address(url=url, source=source.key, first_seen=tools.clock())
        answer = await tools.net.get(url, since=before)
        tally.count(answer)
        part = await _read_as_list(source, answer, tools) if isinstance(answer, Answer) and answer.status == 200 else Listing()
        links += part.links
        if reason := wrong(answer) or part.wrong or "":
            tally.failed += 1
            tally.said.append(Failure(stage="collect", subject=url, reason=reason, at=tools.clock()))
        else:
            below.append(answered(before, answer))
    # An index stays the same for years while what it names changes: it is asked for whole each time.
    own = replace(own, etag=None, last_modified=None)
    once = tuple({link.url: link for link in reversed(links)}.values())[::-1]
    return Listing(links=once, wrong=None if once or below else reason or None), own, tuple(below)


async def _read_as_list(source: Source, reply: Answer, tools: Tools) -> Listing:
    kind = source.kind
    assert kind in ("feed", "sitemap", "page")
    asked = ToList(
        body=reply.body, kind=kind, base=reply.url, media_type=reply.media_type, charset=reply.charset, pattern=source.links
    )
    return await tools.reading.listing(read_listing, asked)


async def _take(source: Source, address: Address, reply: Answer | NoAnswer, tools: Tools, tally: Tally, *, listed: bool) -> None:
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
            capture = _capture(source, reply, media_type=media_type)
            if capture.sha256 == address.capture:
                capture = None
            else:
                await tools.reading.keep(capture)
                now = replace(now, capture=capture.sha256, changed_at=at)
    if now.reason:
        tally.failed += 1
        tally.said.append(Failure(stage="collect", subject=address.url, reason=now.reason, at=at))
    due = next_reading(now, again=tools.fetch.again, at=at, retry_after=reply.retry_after) if listed else None
    await _note(tools, replace(now, due=due))
    if capture:
        tally.fetched += 1
        await tools.reading.read(capture)


async def _empty(source: Source, box: Box, tools: Tools, tally: Tally) -> None:
    """A mailbox or a folder: what is new in it."""
    known = await tools.desk(tools.book.of_source, source.key)
    letters = box.letters(source, known, now=tools.clock())
    while (one := await asyncio.to_thread(next, letters, None)) is not None:
        if not isinstance(one, Failure):
            await _file(one, tools, tally)
        elif one.subject == source.name:
            tally.wrong = one.reason
        else:
            tally.failed += one.kind == "failed"  # a file of a kind that is not read is no failure
            tally.said.append(one)


async def _file(letter: Letter, tools: Tools, tally: Tally) -> None:
    if letter.capture:
        await tools.reading.keep(letter.capture)
        tally.listed, tally.fresh, tally.fetched = tally.listed + 1, tally.fresh + 1, tally.fetched + 1
    await _note(tools, letter.note)
    if letter.capture:
        await tools.reading.read(letter.capture)


def _goes_wrong(tally: Tally, reply: Answer | NoAnswer) -> bool:
    """Count the source's own answer; whether there is nothing to be had of it, which is then put down."""
    tally.count(reply)
    tally.wrong = wrong(reply)
    tally.closed = is_closed(reply)
    tally.retry_after = reply.retry_after
    return bool(tally.wrong)


async def _own(source: Source, tools: Tools) -> Address:
    """What is known of the source's own address."""
    known = await tools.desk(tools.book.known, [source.url])
    return known.get(source.url) or Address(url=source.url, source=source.key, first_seen=tools.clock())


async def _note(tools: Tools, *addresses: Address) -> None:
    await tools.noted.put(addresses)


def _capture(source: Source, reply: Answer, *, media_type: str) -> Capture:
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
