"""Lists the items of a feed as links."""

from collections.abc import Iterable
from hashlib import sha256

from briefing.language.addresses import fetchable
from briefing.language.feeds import Item, read_feed
from briefing.language.feeds.whole import is_whole
from briefing.language.instants import instant
from briefing.model import Link, Listing

MOST = 500
_TITLE, _SUMMARY = 300, 2_000  # characters


def list_feed(body: bytes, base: str, charset: str | None) -> Listing:
    """The items of a feed, each address once, in the feed's order."""
    feed = read_feed(body, base=base, charset=charset)
    if feed.wrong:
        return Listing(wrong=feed.wrong)
    found: dict[str, Link] = {}
    for item in feed.items:
        if (link := _link(item, base)) is not None:
            found.setdefault(link.url, link)
    return Listing(links=tuple(found.values())[:MOST])


def _link(item: Item, base: str) -> Link | None:
    if item.link:
        url, whole = fetchable(item.link, base), is_whole(item)
    else:
        url, whole = _of_its_own(item, base), True  # what the feed says is all there is
    if url is None:
        return None
    return Link(
        url=url,
        title=item.title[:_TITLE],
        summary=" ".join(item.described)[:_SUMMARY],
        published=instant(item.published),
        updated=instant(item.updated),
        whole=whole,
        digest=digest((item.title, *item.described, "", *item.told, "", item.updated)),
    )


def _of_its_own(item: Item, base: str) -> str | None:
    """What an item without an address is known by: the feed's address, and a fragment made of its id; None for one without text."""
    feed = fetchable(base)
    if feed is None or not item.told:
        return None
    return f"{feed}#{digest((item.key or item.title or item.told[0],))[:16]}"


def digest(said: Iterable[str]) -> str:
    """A name for what a listing says of an article: the same while it says the same."""
    return sha256("\x1f".join(said).encode("utf-8", "replace")).hexdigest()[:32]
