"""The summary and the entries of a live blog as drafts: what each entry has of its own, and what it has from its page."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from briefing.language import zones
from briefing.language.addresses import canonical
from briefing.language.words import squash
from briefing.model import When
from briefing.stages.extract.draft import Draft, host_of
from briefing.stages.extract.live import permalinks
from briefing.stages.extract.live import signs as live_pages
from briefing.stages.extract.live import times as entry_times
from briefing.stages.extract.live.entry import Entry
from briefing.stages.extract.names.agencies import agencies_in
from briefing.stages.extract.names.byline import authors_in, credits_in
from briefing.stages.extract.names.headline import find_headline, site_off
from briefing.stages.extract.names.publisher import publisher_of
from briefing.stages.extract.text.lines import Line, count_words
from briefing.stages.extract.times import publication
from briefing.stages.extract.times.own_address import day_in, own_addresses
from briefing.stages.extract.times.publication import Dated

_SUMMARY_ENOUGH = 8  # words of prose above the first entry that make a live blog's summary an item of its own
_LEAST, _SURE = 0.03, 0.3  # chance of being text below which a line is an advertisement, beside one that is text for sure
_OPENING = 8  # words of an entry's text that tell it from others


def live_blog(
    text: str,
    lines: Sequence[Line],
    above: Sequence[Line],
    entries: Sequence[Entry],
    url: str | None,
    zone: ZoneInfo,
    captured: datetime | None = None,
) -> tuple[Draft, ...]:
    """A live blog's summary, where it has one, and its entries, from the lines `above` the first and those of each.

    `zone` is that of clock times on pages whose site's country is not known; `captured` when the page was fetched, None where unknown.
    """
    named = credits_in(above)
    publisher = publisher_of(lines, text, named.names, lines[-1].number, url) or host_of(url)
    addresses = own_addresses(text, url)
    local = next((own for one in addresses if (own := zones.zone_of(host_of(one)))), zone)
    dated = _dated(above, addresses, local)
    page_url = url or next((line.text for line in above if line.kind == "url"), None)
    drafts = []
    title = _headline(above)
    paragraphs = _text([line for line in above if title and line.number > title.number], title)
    if title and sum(map(count_words, paragraphs)) >= _SUMMARY_ENOUGH:
        drafts.append(
            Draft(
                title=site_off(title.text, publisher),
                paragraphs=paragraphs,
                publisher=publisher,
                authors=named.persons,
                desks=named.desks,
                agencies=agencies_in(named.names, paragraphs),
                url=page_url,
                published=dated.published,
                updated=dated.updated,
                notes=publication.oddities([line.text for line in above if line.kind in ("prose", "published")], dated.published),
            )
        )
    texts = [_paragraphs(entry, last=entry is entries[-1]) for entry in entries]
    times = entry_times.of(entries, texts, dated, local, captured)
    links = permalinks.of(text, entries, page_url or next(iter(addresses), None))
    keys = _keys(entries, texts, times, page_url or next(iter(addresses), None), publisher)
    for entry, paragraphs, time, link, key in zip(entries, texts, times, links, keys, strict=True):
        if not paragraphs:
            continue
        drafts.append(
            Draft(
                title=site_off(entry.title.text, publisher) if entry.title else "",
                paragraphs=paragraphs,
                publisher=publisher,
                authors=authors_in(entry.lines),
                agencies=agencies_in((), paragraphs),
                url=link,
                published=time.published,
                updated=time.updated,
                kind="entry",
                key=None if link else key,
            )
        )
    return tuple(drafts)


def _dated(above: Sequence[Line], addresses: Sequence[str], zone: ZoneInfo) -> Dated:
    """The page's own dates: what stands above its entries, else the day in its address."""
    dated = publication.stated([line for line in above if line.kind in ("published", "byline", "stamp")], zone)
    if dated.published is None:
        for day, precision, written in filter(None, map(day_in, addresses)):
            if precision == "day":
                return Dated(
                    published=When(day=day, basis="inferred", evidence=f"“{written}” in the page's address"), updated=dated.updated
                )
    return dated


def _headline(above: Sequence[Line]) -> Line | None:
    """The headline of the page: that of the text above its first entry."""
    start = next((at for at, line in enumerate(above) if line.kind == "prose"), None)
    return find_headline(above, start, len(above))[0] if start is not None else None


def _paragraphs(entry: Entry, *, last: bool) -> tuple[str, ...]:
    """The running text of an entry."""
    return _text(_without_tail(entry.lines) if last else entry.lines, entry.title)


def _text(lines: Sequence[Line], title: Line | None) -> tuple[str, ...]:
    """The paragraphs among lines that are known to be an entry's; of what the scraper repeats the last, as in articles."""
    sure = any(line.kind == "prose" and (line.chance or 0.0) >= _SURE for line in lines)
    kept: dict[str, str] = {}
    for line in lines:
        mark = squash(line.text)
        if (
            line.kind != "prose"
            or not mark
            or (sure and line.chance is not None and line.chance < _LEAST)
            or live_pages.is_notice(line)
        ):
            continue
        if not (title and mark == squash(title.text)):
            kept.pop(mark, None)
            kept[mark] = line.text
    found = list(kept.values())
    while found and found[-1].endswith(":"):
        found.pop()  # announces what did not come along
    return tuple(found)


def _without_tail(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of the last entry up to where the page goes on to other things: a cue, or two lines in a row that are no text."""
    begun = before = False
    for at, line in enumerate(lines):
        other = line.kind in ("heading", "furniture", "teaser", "cut", "stamp")
        if begun and (line.kind in ("cue", "biography") or (other and before)):
            return lines[: at - before] if other else lines[:at]
        begun, before = begun or line.kind == "prose", other
    return lines


def _keys(
    entries: Sequence[Entry],
    texts: Sequence[Sequence[str]],
    times: Sequence[entry_times.Times],
    page: str | None,
    publisher: str | None,
) -> list[str]:
    """For each entry what stays the same when its text or the page around it changes, as far as the page gives it.

    Its headline (or first words) on the page of this address; where the address is unknown, with publisher and day; where one of these
    is unknown too, with its first words. Of two alike the lower on the page is the first: such pages grow at their top.
    """
    keys: list[str] = []
    seen: Counter[str] = Counter()
    for entry, text, time in reversed(list(zip(entries, texts, times, strict=True))):
        opening = squash(" ".join(" ".join(text).split()[:_OPENING]))
        name = squash(entry.title.text) if entry.title else opening
        if page:
            key = f"entry:{canonical(page)}#{name}"
        elif publisher and time.published:
            key = f"entry:{squash(publisher)}|{time.published.day}|{name}"
        else:
            key = f"entry:{squash(publisher or '')}|{name}|{opening}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}|{seen[key]}")
    return keys[::-1]
