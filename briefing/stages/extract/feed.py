"""Reads a feed (RSS, Atom, RDF) from its bytes: one article an item, its text where the feed carries it."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from briefing.model import Capture
from briefing.stages.extract.draft import Draft, Refusal, host_of
from briefing.stages.extract.html.metadata import plain
from briefing.stages.extract.names import byline
from briefing.stages.extract.names.agencies import agencies_in
from briefing.stages.extract.names.headline import site_off
from briefing.stages.extract.names.publisher import of_address
from briefing.stages.extract.refusal.refuse import why_item_refused
from briefing.stages.extract.text.lines import clean, is_of_the_article
from briefing.stages.extract.times import publication

_MOST_ITEMS = 500
_ITEM_START = re.compile(rb"<(?:item|entry)[\s>]", re.IGNORECASE)
_ENDLESS_TAG = re.compile(rb"<[a-zA-Z][^<>]{100000}")  # feedparser takes time in the square of a tag's attributes
_SECTION_SUFFIX = re.compile(
    r"\s*(?:[|:»–—-]\s*(?:rss|atom|feed|news|all|world|top stories|latest|home).*|\s+rss(?: feed)?)$", re.IGNORECASE
)
_CUT_SHORT = re.compile(r"(?:\[…\]|\[\.\.\.\]|&hellip;|Continue reading.*|The post .* appeared first on .*)$")


def read_feed(capture: Capture, zone: ZoneInfo) -> tuple[Draft | Refusal, ...]:
    """The items of a feed that carry text; an item that is a headline and a link alone is refused by name."""
    import feedparser  # noqa: PLC0415  (a tenth of a second that only feeds need)

    # Bytes in a stream: given text or bytes, feedparser opens what looks like an address or a path.
    if _ENDLESS_TAG.search(capture.body):
        return (Refusal(reason="is no feed: one of its tags has no end", broken=True),)
    parsed = feedparser.parse(io.BytesIO(_beginning(capture.body)), sanitize_html=True, resolve_relative_uris=True)
    if not parsed.entries:
        why = f": {parsed.bozo_exception}" if parsed.get("bozo") else ""
        return (Refusal(reason=f"is no feed with items{why}"[:200], broken=bool(parsed.get("bozo"))),)
    publisher = _publisher(parsed.feed)
    language = str(parsed.feed.get("language") or "")[:2].lower() or None
    return tuple(_item(entry, publisher, language, zone) for entry in parsed.entries[:_MOST_ITEMS])


def _beginning(body: bytes) -> bytes:
    """A feed up to the end of its `_MOST_ITEMS`th item: the parser takes a long one's time for every item of it."""
    beyond = next(islice(_ITEM_START.finditer(body), _MOST_ITEMS, None), None)
    return body[: beyond.start()] if beyond else body


def _item(entry: Mapping[str, Any], publisher: str | None, language: str | None, zone: ZoneInfo) -> Draft | Refusal:
    title = clean(unescape(plain(str(entry.get("title") or ""))))
    contents = [str(content.get("value") or "") for content in entry.get("content") or ()]
    longest = max([*contents, str(entry.get("summary") or "")], key=len)
    given = tuple(text for line in unescape(plain(longest)).splitlines() if (text := _CUT_SHORT.sub("", clean(line)).strip()))
    if reason := why_item_refused(title, given):
        return Refusal(reason=reason, subject=title or "an item without a title")
    paragraphs = tuple(dict.fromkeys(text for text in given if is_of_the_article(text)))
    if not paragraphs or (len(paragraphs) == 1 and paragraphs[0] == title):
        return Refusal(reason="the feed carries a headline without text", subject=title or "an item without a title")
    authors = tuple(dict.fromkeys(name for one in entry.get("authors") or () if (name := clean(str(one.get("name") or "")))))
    source = entry.get("source")
    own = clean(str(source.get("title") or "")) if isinstance(source, Mapping) else ""
    link = str(entry.get("link") or "")
    publisher = own or publisher or of_address(link)
    named = byline.sorted_out(authors)
    # Asked with .get(), feedparser gives "published" for a missing "updated".
    updated = publication.structured(str(entry["updated"]), zone, "the feed") if "updated" in entry else None
    return Draft(
        title=site_off(title, publisher, host_of(link)),
        paragraphs=paragraphs,
        publisher=publisher,
        authors=named.persons,
        desks=named.desks,
        agencies=agencies_in(authors, paragraphs),
        url=link if link.startswith(("http://", "https://")) else None,
        published=publication.structured(str(entry.get("published") or ""), zone, "the feed")
        or (replace(updated, basis="inferred", evidence="the feed says only when it was updated") if updated else None),
        updated=updated,
        language=language,
        key=None if link else str(entry.get("id") or "") or None,
    )


def _publisher(feed: Mapping[str, Any]) -> str | None:
    detail = feed.get("publisher_detail")
    named = clean(str(detail.get("name") or "")) if isinstance(detail, Mapping) else ""
    title = _SECTION_SUFFIX.sub("", clean(plain(str(feed.get("title") or ""))))
    return named or title or None
