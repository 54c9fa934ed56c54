"""A feed as its items, whatever it is written in: RSS, Atom, RDF or JSON Feed. `read_feed` is the entry."""

from briefing.language.addresses import fetchable
from briefing.language.feeds import json_feed, xml_feed
from briefing.language.feeds.item import Feed, Item, Part
from briefing.language.feeds.opening import opening_of
from briefing.language.flatten import decode

__all__ = ["Feed", "Item", "Part", "read_feed"]

_NOT_FEEDS = {
    "sitemap": "is a sitemap: it lists articles and holds none",
    "opml": "is a list of feeds, not a feed",
}


def read_feed(body: bytes, *, base: str = "", charset: str | None = None) -> Feed:
    """The items of a feed, those that are read of a long one; or why it is none. Never raises, whatever the bytes.

    `base` is the address it came from, `charset` the encoding its server named. The bytes are decoded as everywhere, so that
    what is read of them can be found in them again.
    """
    text = decode(body, charset)
    opening = opening_of(text)
    if opening == "empty":
        return Feed(wrong="is empty")
    if opening == "page":
        return Feed(wrong=_a_page(text, base))
    if opening in _NOT_FEEDS:
        return Feed(wrong=_NOT_FEEDS[opening])
    if opening == "json":
        return json_feed.read(text, base)
    return xml_feed.read(text, base)


def _a_page(text: str, base: str) -> str:
    from briefing.language.links import feeds_named  # noqa: PLC0415  (only a mistaken address needs it)

    named = next((found.url for found in feeds_named(text, base) if found.url != fetchable(base)), None)
    return "is a page, not a feed" + (f"; it names the feed {named}" if named else "")
