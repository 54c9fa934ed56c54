"""Reads a feed (RSS, Atom, RDF, JSON Feed): one article an item, its text where the feed carries it, else what it says of it."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from briefing.language.addresses import readable
from briefing.language.feeds import Feed, Item, read_feed
from briefing.language.feeds.whole import is_whole
from briefing.language.words import clean
from briefing.model import Capture
from briefing.stages.extract.draft import Draft, Refusal, host_of
from briefing.stages.extract.names import byline
from briefing.stages.extract.names.agencies import agencies_in
from briefing.stages.extract.names.headline import site_off
from briefing.stages.extract.names.publisher import of_address
from briefing.stages.extract.refusal.refuse import why_item_refused
from briefing.stages.extract.text.lines import is_of_the_article
from briefing.stages.extract.times import publication

_SECTION_SUFFIX = re.compile(
    r"\s*(?:[|:»–—-]\s*(?:rss|atom|feed|news|all|world|top stories|latest|home).*|\s+rss(?: feed)?)$", re.IGNORECASE
)
_CUT_SHORT = re.compile(r"(?:\[…\]|\[\.\.\.\]|&hellip;|Continue reading.*|The post .* appeared first on .*)$")


def read_items(capture: Capture, zone: ZoneInfo) -> tuple[Draft | Refusal, ...]:
    """The items of a feed that carry text; an item that is a headline and a link alone is refused by name.

    An item whose text is not all of its article is marked as a summary of it.
    """
    feed = read_feed(capture.body, base=capture.url or "", charset=capture.charset)
    if feed.wrong:
        return (Refusal(reason=feed.wrong, broken=True),)
    if not feed.items:
        return (Refusal(reason="is no feed with items"),)
    publisher = feed.publisher or _SECTION_SUFFIX.sub("", feed.title) or None
    return tuple(_draft(item, feed, publisher, zone) for item in feed.items)


def _draft(item: Item, feed: Feed, publisher: str | None, zone: ZoneInfo) -> Draft | Refusal:
    title = item.title
    given = tuple(text for line in item.told if (text := _CUT_SHORT.sub("", line).strip()))
    if reason := why_item_refused(title, given):
        return Refusal(reason=reason, subject=title or "an item without a title")
    paragraphs = tuple(dict.fromkeys(text for text in given if is_of_the_article(text)))
    if not paragraphs or (len(paragraphs) == 1 and paragraphs[0] == title):
        return Refusal(reason="the feed carries a headline without text", subject=title or "an item without a title")
    named = byline.sorted_out(item.authors)
    publisher = clean(item.source or publisher or "") or of_address(item.link)
    updated = publication.structured(item.updated, zone, "the feed") if item.updated else None
    return Draft(
        title=site_off(title, publisher, host_of(item.link)),
        paragraphs=paragraphs,
        publisher=publisher,
        authors=named.persons,
        desks=named.desks,
        agencies=agencies_in(item.authors, paragraphs),
        url=readable(item.link),
        published=publication.structured(item.published, zone, "the feed")
        or (replace(updated, basis="inferred", evidence="the feed says only when it was updated") if updated else None),
        updated=updated,
        language=feed.language[:2].lower() or None,
        key=None if item.link else item.key or None,
        summary=not is_whole(item),
    )
