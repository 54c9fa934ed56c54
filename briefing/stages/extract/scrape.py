"""Reads a raw text scrape (or a crawler's Markdown): the hard case, a page with its menus and no markup left."""

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from briefing.model import When
from briefing.stages.extract import body, byline, liveblog, publication
from briefing.stages.extract.draft import Draft, Refusal, host_of
from briefing.stages.extract.headline import site_off
from briefing.stages.extract.lines import Line, read
from briefing.stages.extract.refuse import why_refused

_SUMMARY_ENOUGH = 8  # words of prose above the first entry that make a live blog's summary an item of its own


def read_scrape(text: str, *, url: str | None, zone: ZoneInfo) -> tuple[Draft, ...] | Refusal:
    """The article of a scraped page, or a live blog's summary and entries; or why there is none."""
    lines = body.in_context(read(text))
    above, entries = liveblog.split(lines)
    if entries:
        return _live_blog(text, lines, above, entries, url, zone)
    found = body.find(lines)
    refusal = why_refused(lines, found)
    if refusal or found is None:
        return Refusal(reason=refusal or "no article text was found on the page")
    return (_article(text, lines, found, url, zone),)


def _article(text: str, lines: Sequence[Line], found: body.Body, url: str | None, zone: ZoneInfo) -> Draft:
    alone = byline.author_alone(lines, found.title, found.paragraphs[0].number) if found.title else ()
    authors = byline.authors_in(found.header) or alone or _author_below(lines, found.end)
    paragraphs = tuple(line.text for line in found.paragraphs)
    dated = publication.stated(found.header, zone)
    published = dated.published or publication.inferred([line.text for line in found.captions], paragraphs)
    own = url or next((line.text for line in lines if line.kind == "url" and line.number <= found.paragraphs[-1].number + 3), None)
    publisher = byline.publisher_of(lines, text, authors, found.end, url) or host_of(url)
    return Draft(
        title=site_off(found.title.text, publisher, host_of(own)) if found.title else "",
        paragraphs=paragraphs,
        publisher=publisher,
        authors=authors,
        agencies=byline.agencies_in(authors, paragraphs),
        url=own,
        published=published,
        updated=dated.updated,
        notes=publication.oddities([line.text for line in found.header], published),
    )


def _live_blog(
    text: str, lines: Sequence[Line], above: Sequence[Line], entries: Sequence[liveblog.Entry], url: str | None, zone: ZoneInfo
) -> tuple[Draft, ...]:
    authors = byline.authors_in(above)
    publisher = byline.publisher_of(lines, text, authors, lines[-1].number, url) or host_of(url)
    head = body.find(above)
    page_date = publication.stated([line for line in above if line.kind in ("published", "byline", "stamp")], zone)
    page_url = url or next((line.text for line in above if line.kind == "url"), None)
    drafts = []
    if head and sum(line.words for line in head.paragraphs) >= _SUMMARY_ENOUGH and head.title:
        paragraphs = tuple(line.text for line in head.paragraphs)
        drafts.append(
            Draft(
                title=site_off(head.title.text, publisher),
                paragraphs=paragraphs,
                publisher=publisher,
                authors=authors,
                agencies=byline.agencies_in(authors, paragraphs),
                url=page_url,
                published=page_date.published,
                updated=page_date.updated,
                notes=publication.oddities(
                    [line.text for line in above if line.kind in ("prose", "published")], page_date.published
                ),
            )
        )
    for entry in entries:
        found = body.find(entry.lines, title=entry.title)
        if found is None:
            continue
        paragraphs = tuple(line.text for line in found.paragraphs)
        links = [line.text for line in entry.lines if line.kind == "url"]
        drafts.append(
            Draft(
                title=site_off(entry.title.text, publisher),
                paragraphs=paragraphs,
                publisher=publisher,
                agencies=byline.agencies_in((), paragraphs),
                url=links[-1] if links else None,
                published=_entry_time(entry.stamp, page_date.published, zone),
                kind="entry",
            )
        )
    return tuple(drafts)


def _entry_time(stamp: Line, page: When | None, zone: ZoneInfo) -> When | None:
    own = publication.stated((stamp,), zone).published
    if own or page is None:
        return own
    joined = Line(number=stamp.number, text=f"{page.day.isoformat()} {stamp.text}", kind="stamp")
    return publication.stated((joined,), zone).published or page


def _author_below(lines: Sequence[Line], end: int) -> tuple[str, ...]:
    """The author named in the biography under the text."""
    for line in lines:
        if (
            line.number > end
            and line.kind == "biography"
            and (
                match := re.match(
                    r"((?:[A-ZА-ЯІЇЄҐ][\w.’'-]+\s+){1,3}[A-ZА-ЯІЇЄҐ][\w.’'-]+|[A-Z][\w’'-]+\s[A-Z][\w’'-]+)\s+(?:is|was|has|works|joined|covers|reports|writes)\b",
                    line.text,
                )
            )
        ):
            return (match[1],)
    return ()
