"""What a source lists: a feed, a sitemap or a topic page as links to articles. `read_listing` is the entry.

It runs in a worker process and never raises; what it reads is bounded, so that the worker's limits are the last resort.
"""

import zlib
from dataclasses import dataclass, field, replace
from typing import Literal

from briefing.language.feeds.opening import opening_of
from briefing.language.flatten import decode
from briefing.model import Listing
from briefing.stages.gather.feeds import list_feed
from briefing.stages.gather.sitemaps import list_sitemap
from briefing.stages.gather.topic import list_page

_UNPACKED = 10_000_000  # bytes of what is packed; the rest is left


@dataclass(frozen=True, kw_only=True, slots=True)
class ToList:
    """What a source answered, to be listed: `base` is the address that answered, `pattern` that of the articles on a topic page."""

    body: bytes = field(repr=False)
    kind: Literal["feed", "sitemap", "page"]
    base: str
    media_type: str = ""
    charset: str | None = None
    pattern: str | None = None


def read_listing(asked: ToList) -> Listing:
    """The articles that a source's answer lists, or why it lists none. Never raises, whatever the bytes."""
    try:
        return _listed(asked)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError) as error:
        return Listing(wrong=f"cannot be read ({type(error).__name__}: {error})"[:200])


def _listed(asked: ToList) -> Listing:
    body = asked.body
    if body.startswith(b"\x1f\x8b"):
        unpacked = _unpacked(body)
        if unpacked is None:
            return Listing(wrong="is packed data that cannot be unpacked")
        body = unpacked
    text = decode(body, asked.charset)
    opening = opening_of(text)
    if opening == "empty":
        return Listing(wrong="is empty")
    if asked.kind == "page":
        wrong = {"feed": 'is a feed, not a page (kind = "feed")', "sitemap": 'is a sitemap, not a page (kind = "sitemap")'}.get(
            opening
        )
        return Listing(wrong=wrong) if wrong else list_page(text, asked.base, asked.pattern)
    if asked.kind == "sitemap":
        if opening in ("feed", "json"):  # a feed is as good as a sitemap; its articles are fetched all the same
            found = list_feed(body, asked.base, asked.charset)
            return replace(found, links=tuple(replace(link, whole=False) for link in found.links if "#" not in link.url))
        return list_sitemap(text, asked.base)
    if opening == "sitemap":
        return Listing(wrong='is a sitemap, not a feed (kind = "sitemap")')
    return list_feed(body, asked.base, asked.charset)


def _unpacked(body: bytes) -> bytes | None:
    """What gzip data holds, the first `_UNPACKED` bytes of it; None where it is broken from its beginning."""
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        return stream.decompress(body, _UNPACKED) or None
    except zlib.error:
        return None
