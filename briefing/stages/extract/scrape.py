"""Reads a raw text scrape (or a crawler's Markdown): the hard case, a page with its menus and no markup left."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from briefing.stages.extract.draft import Draft, Refusal, host_of
from briefing.stages.extract.live import liveblog
from briefing.stages.extract.live.entries import live_blog
from briefing.stages.extract.names import byline
from briefing.stages.extract.names.agencies import agencies_in
from briefing.stages.extract.names.headline import site_off
from briefing.stages.extract.names.publisher import publisher_of
from briefing.stages.extract.refusal.refuse import notes, why_entries_refused, why_refused
from briefing.stages.extract.text import body
from briefing.stages.extract.text.lines import Line, read
from briefing.stages.extract.times.dating import dated


def read_scrape(
    text: str, *, url: str | None, zone: ZoneInfo, standing: Mapping[str, int] | None = None, captured: datetime | None = None
) -> tuple[Draft, ...] | Refusal:
    """The article of a scraped page, or a live blog's summary and entries; or why there is none.

    `standing` says of lines, by their `squash`ed words, on how many unlike pages of the site they stand; `captured` is when the
    page was fetched, None where that is not known.
    """
    lines = body.in_context(read(text), standing=standing)
    above, entries = liveblog.split(lines, url, text)
    if entries:
        teasers = why_entries_refused(lines, entries)
        return Refusal(reason=teasers) if teasers else live_blog(text, lines, above, entries, url, zone, captured)
    found = body.find(lines)
    refusal = why_refused(lines, found)
    if refusal or found is None:
        return Refusal(reason=refusal or "no article text was found on the page")
    return (_article(text, lines, found, url, zone, captured),)


def _article(
    text: str, lines: Sequence[Line], found: body.Body, url: str | None, zone: ZoneInfo, captured: datetime | None
) -> Draft:
    named = byline.credits_of(lines, found.header, found.title, found.paragraphs[0].number, found.end)
    paragraphs = tuple(line.text for line in found.paragraphs)
    times = dated(lines, found, text, url=url, zone=zone, captured=captured)
    own = url or next((line.text for line in lines if line.kind == "url" and line.number <= found.paragraphs[-1].number + 3), None)
    publisher = publisher_of(lines, text, named.names, found.end, url)
    return Draft(
        title=site_off(found.title.text, publisher, host_of(own)) if found.title else "",
        paragraphs=paragraphs,
        publisher=publisher,
        authors=named.persons,
        desks=named.desks,
        agencies=agencies_in(named.names, paragraphs),
        url=own,
        published=times.published,
        updated=times.updated,
        notes=(*times.notes, *notes(lines, found)),
    )
