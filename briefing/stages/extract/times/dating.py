"""When a scraped page was published and updated: as a line of its header states, else as the rest of the page lets infer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from briefing.language import ago, dates, zones
from briefing.language.detect import language_of
from briefing.language.words import squash
from briefing.model import When
from briefing.stages.extract.draft import host_of
from briefing.stages.extract.text.body import Body
from briefing.stages.extract.text.lines import Line
from briefing.stages.extract.times.inference import Page, inferred
from briefing.stages.extract.times.own_address import day_in, days_linked, own_addresses
from briefing.stages.extract.times.publication import Dated, Label, dates_of, label_of, oddities, only_updated

_NOT_A_HEADER = ("credit", "biography", "teaser", "cue")
_BESIDE = 8  # words that may stand with a date that no word says to be the page's: a name, a place, a desk
_STAMP = 2  # the same for a date above the headline or under the text
_LONGEST = 30  # words of a line that states a date
_ABOVE = 3  # lines above the headline in which a date may stand
_UNTITLED = 12  # lines above the text of a page without headline
_FAR = 60  # lines above the text in which a line that says "published" is still looked for
_UNDER = 12  # lines under the text in which it is looked for
_AGREE = 3  # days by which the page's address may differ from its date
_EARLY = 3  # paragraphs above which the header may reach: standfirst, summary
_CLOCKS = re.compile(r"\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?|uhr|h)?|\b\d+\s*min\w*\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:20)\d\d(?!\d)(\W{0,6}\d{1,2}:\d\d(?:\s*[ap]\.?m)?)?", re.IGNORECASE)


def dated(
    lines: Sequence[Line], found: Body, text: str, *, url: str | None, zone: ZoneInfo, captured: datetime | None = None
) -> Dated:
    """When the page with these lines and this article was published and updated, and what is odd about its dates.

    `text` is the page as scraped, with its links. `zone` is the time zone of clock times on pages whose site's country is not
    known; `captured` the time the page was fetched, against which "2 hours ago" is read, None where that is not known.
    """
    addresses = own_addresses(text, url)
    local = next((own for one in addresses if (own := zones.zone_of(host_of(one)))), zone)
    page = _page(lines, found, addresses, text)
    header = _stated(lines, found, local, addresses, page)
    if header.published is None and captured:
        header = replace(header, published=_relative(lines, found, local, captured))
    if header.published is None:
        header = replace(header, published=inferred(page, local))
    header = only_updated(header)
    return replace(header, notes=oddities([line.text for line in found.header], header.published))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Candidate:
    rank: int  # how sure its place makes it, 0 the surest
    distance: int  # lines from headline or text
    when: When
    label: Label


def _stated(lines: Sequence[Line], found: Body, zone: tzinfo, addresses: Sequence[str], page: Page) -> Dated:
    order = _day_first(lines, page)
    candidates = sorted(_candidates(lines, found, zone, order), key=lambda one: (one.rank, one.distance))
    own = next((day[0] for one in addresses if (day := day_in(one)) and day[1] == "day"), None)
    published = next((one for one in candidates if one.label != "updated"), None)
    if published and own and not published.label and not _close(published.when.day, own):
        # Neither a date in the masthead nor another story's: the one that the page's address bears out, else none of them.
        published = next((one for one in candidates if one.label != "updated" and _close(one.when.day, own)), None)
    updated = next((one.when for one in candidates if one.label == "updated"), None)
    made = published.when if published else None
    if published and published.rank >= 3 and not published.label:
        made = replace(published.when, basis="inferred", evidence=f"“{published.when.evidence}” alone on a line near the text")
    return Dated(published=made, updated=updated)


def _close(one: date, other: date) -> bool:
    return abs((one - other).days) <= _AGREE


def _candidates(lines: Sequence[Line], found: Body, zone: tzinfo, day_first: bool | None) -> Iterator[_Candidate]:
    paragraphs = found.paragraphs
    first, end = paragraphs[0].number, found.end
    early = max(paragraphs[min(_EARLY - 1, len(paragraphs) - 1)].number, first)
    mark = squash(found.title.text) if found.title else ""
    titles = [line.number for line in lines if mark and line.number <= early and squash(line.text) == mark]
    taken = {line.number for line in paragraphs}
    above = ""
    order = {line.number: at for at, line in enumerate(lines)}
    for line in lines:
        before, above = above, line.text if line.words <= 3 else ""
        if line.kind in _NOT_A_HEADER or line.words > _LONGEST or line.number in titles:
            continue
        for label, when, beside in _read(line.text, before, zone, day_first):
            if label == "other" or (line.number in taken and beside > _STAMP + 1):
                continue
            place = _place(line.number, titles, first, early, end, order)
            if place is None or (not label and beside > (_BESIDE if place[0] <= 1 else _STAMP)):
                continue
            rank, distance = place
            if rank == 4 and not label:
                continue
            yield _Candidate(rank=rank - bool(label and rank > 0), distance=distance, when=when, label=label)


def _place(number: int, titles: Sequence[int], first: int, early: int, end: int, order: dict[int, int]) -> tuple[int, int] | None:
    """(rank, distance) of a line by where it stands; None where a date is not the article's."""
    at = order[number]
    below = [order[title] for title in titles if title < number]
    if below and number <= early:
        return 1, at - max(below)
    over = [order[title] - at for title in titles if title > number]
    if over and min(over) <= _ABOVE:
        return 2, min(over)
    away = order[first] - at
    if not titles and 0 < away <= _UNTITLED:
        return 2, away
    if not titles and number <= early:
        return 3, abs(away)
    if end < number and at - order[end] <= _UNDER:
        return (3 if at - order[end] <= 2 else 4), at - order[end]
    if first <= number <= end or 0 < away <= _FAR:
        return 4, abs(away)
    return None


def _read(text: str, before: str, zone: tzinfo, day_first: bool | None) -> Iterator[tuple[Label, When, int]]:
    """The dates of a line, their labels, and how many words stand beside them that are neither."""
    text = re.sub(r"(?<=[^\W\d_]{3})(?=\d{1,2}\.\d{1,2}\.20\d\d)", " ", text)  # a name glued to its date
    made = dates_of(text, zone, day_first=day_first, before=before)
    if not made:
        return
    rest = text
    for one in reversed(dates.written(text)):
        rest = f"{rest[: one.start]} | {rest[one.end :]}"
    rest = _CLOCKS.sub(" ", rest)
    beside = sum(not label_of(word) and zones.offset(word) is None and len(word) > 2 for word in _WORD.findall(rest))
    for label, when in made:
        yield label, when, beside


def _page(lines: Sequence[Line], found: Body, addresses: tuple[str, ...], text: str) -> Page:
    first = found.paragraphs[0].number
    return Page(
        title=found.title.text if found.title else None,
        paragraphs=tuple(line.text for line in found.paragraphs),
        captions=tuple(line.text for line in found.captions),
        above=tuple(line.text for line in lines if line.number < first and line.kind != "credit"),
        below=tuple(line.text for line in lines if line.number > found.end and line.kind != "credit"),
        addresses=addresses,
        links=days_linked(text),
    )


def _relative(lines: Sequence[Line], found: Body, zone: tzinfo, captured: datetime) -> When | None:
    """The time that "2 hours ago" or "yesterday, 14:05" between headline and text means, seen from when the page was fetched."""
    start = found.title.number if found.title else found.paragraphs[0].number - _UNTITLED
    until = found.paragraphs[min(_EARLY - 1, len(found.paragraphs) - 1)].number
    taken = {line.number for line in found.paragraphs}
    for line in lines:
        if not start < line.number <= until or line.number in taken or line.words > _LONGEST or line.kind in _NOT_A_HEADER:
            continue
        said = ago.ago(line.text)
        if said is None or label_of(line.text[: line.text.find(said.text)]) == "updated":
            continue
        moment = captured.astimezone(zone) - said.length
        clock = dates.clock(line.text) if said.length <= timedelta(days=1) else None
        at = (
            datetime.combine(moment.date(), clock, zone)
            if clock
            else moment.replace(second=0, microsecond=0)
            if said.exact
            else None
        )
        return When(
            day=moment.date(),
            at=at,
            precision="minute" if at else "day",
            basis="inferred",
            evidence=f"“{said.text}” on a page fetched {captured:%Y-%m-%d %H:%M} {captured:%Z}".strip(),
        )
    return None


def _day_first(lines: Sequence[Line], page: Page) -> bool | None:
    """Whether the day stands first in the page's figures between slashes; None where nothing on the page decides it."""
    slashed = [match for line in lines if "/" in line.text for match in _SLASHED.finditer(line.text)]
    if not slashed:
        return True
    sure = sum((int(match[1]) > 12) - (int(match[2]) > 12) for match in slashed)
    if sure:
        return sure > 0
    return _by_other_dates(slashed, page) or _by_custom(slashed, page)


def _by_other_dates(slashed: Sequence[re.Match[str]], page: Page) -> bool | None:
    """Decided by the page's other dates, or by a weekday of the news that only one reading falls on."""
    known = [found.exact for text in (*page.captions, *page.paragraphs) for found in dates.written(text) if found.exact]
    known += [found[0] for address in page.addresses if (found := day_in(address))]
    both = next((one for match in slashed for one in dates.written(match[0]) if one.ambiguous), None)
    if both is None or (day := both.exact) is None or (other := both.swapped.exact) is None:
        return None
    near, far = (min((abs((one - reading).days) for one in known), default=999) for reading in (day, other))
    if (near <= 14) != (far <= 14):
        return near <= 14
    weekday = next((number for text in page.paragraphs[:_EARLY] for _, _, number in dates.weekdays(text)), None)
    if weekday is not None:
        fits = [(reading.weekday() - weekday) % 7 <= 1 for reading in (day, other)]
        if fits[0] != fits[1]:
            return fits[0]
    return None


def _by_custom(slashed: Sequence[re.Match[str]], page: Page) -> bool | None:
    """Decided by how the clock beside it is written, by the site's country, or by a language other than English."""
    clocks = [match[3].casefold() for match in slashed if match[3]]
    if any(not clock.endswith("m") and re.search(r"\b(?:0\d|1[3-9]|2\d):", clock) for clock in clocks):
        return True
    if any(zones.zone_of(host_of(one)) for one in page.addresses):
        return True
    language = language_of(" ".join(page.paragraphs)[:2_000])
    return True if language not in (None, "en") else None
