"""A feed, a sitemap or a topic page: what it lists, and the articles that are fetched of that."""

from dataclasses import replace

from briefing.collecting.pages import capture_of, take
from briefing.collecting.together import together
from briefing.collecting.tools import Tally, Tools, goes_wrong, note, own_address
from briefing.language.served import kind_served
from briefing.model import Address, Answer, Failure, Listing, NoAnswer
from briefing.settings import Source
from briefing.stages.gather.answered import answered, wrong
from briefing.stages.gather.listing import ToList, read_listing
from briefing.stages.gather.plan import sift

_AT_ONCE = 4  # pages of one source asked for side by side: they wait for their host's turn, of which there may be several
_SITEMAPS = 10  # of one index


async def read_listed(source: Source, tools: Tools, tally: Tally) -> None:
    """A feed, a sitemap or a topic page, and the articles it lists."""
    own = await own_address(source, tools)
    reply = await tools.net.get(source.url, since=own)
    if goes_wrong(tally, reply) or isinstance(reply, NoAnswer):
        return
    left: tuple[Address, ...] = ()
    if reply.status == 200:
        at = reply.fetched_at
        listing, own, below = await _listing(source, own, reply, tools, tally)
        if listing.wrong:
            tally.wrong = listing.wrong
            return
        known = await tools.desk(tools.book.known, [link.url for link in listing.links])
        sifted = sift(listing, known, source=source, fetch=tools.fetch, at=at)
        tally.listed, tally.fresh, left = len(listing.links), sifted.fresh, sifted.left
        capture = (
            capture_of(source.key, reply, media_type=kind_served(reply.media_type, reply.body, reply.charset) or "application/xml")
            if sifted.carries
            else None
        )
        if capture:
            await tools.reading.keep(capture)
            tally.fetched += 1
            own = replace(own, capture=capture.sha256, changed_at=at)
        await note(tools, *sifted.addresses, own, *below)
        if capture:
            tally.add(await tools.reading.read(capture))
    wanted = await tools.desk(tools.book.wanted, source.key, now=tools.clock(), most=source.pages)
    queue = iter([address for address in (*wanted, *left)[: source.pages] if address.url != source.url])

    async def fetch() -> None:
        for address in queue:
            reply = await tools.net.get(address.url, since=address)
            if isinstance(reply, NoAnswer) and reply.retry_after:  # its host wants to be left alone: it was not even asked
                tally.retry_after = max(tally.retry_after or 0.0, reply.retry_after)
                continue
            tally.count(reply)
            await take(source, address, reply, tools, tally, again=tools.fetch.again)

    await together(*(fetch() for _ in range(min(_AT_ONCE, len(wanted) + len(left)))))


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
