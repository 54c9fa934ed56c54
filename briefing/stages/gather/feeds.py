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
    url = fetchable(item.link, base) if item.link else None
    if url is None:
        return None
    return Link(
        url=url,
        title=item.title[:_TITLE],
        summary=" ".join(item.described)[:_SUMMARY],
        published=instant(item.published),
        updated=instant(item.updated),
        whole=is_whole(item),
        digest=digest((item.title, *item.described, "", *item.told, "", item.updated)),
    )


def digest(said: Iterable[str]) -> str:
    """A name for what a listing says of an article: the same while it says the same."""
    return sha256("\x1f".join(said).encode("utf-8", "replace")).hexdigest()[:32]
