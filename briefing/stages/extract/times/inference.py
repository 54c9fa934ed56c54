"""The day of a page that states none, worked out from what it does say, each time with the evidence named.

What is relied on, the surest first: the date in the headline; the date in the page's own address; the dateline that opens the
text; a line that says "as of"; the day a report speaks of again and again; weekdays counted from a dated picture or from a
day named without its year. A full date inside a text is no evidence by itself: there it is mostly background.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo

from briefing.language import dates
from briefing.model import When
from briefing.stages.extract.times.own_address import day_in
from briefing.stages.extract.times.publication import when

_AHEAD = re.compile(
    r"\b(?:will|would|set to|due|scheduled|expected|plans? to|planned|ahead of|upcoming)\b|\b(?:by|until|before|next|till|into)\s+(?:\w+,?\s+)?$",
    re.IGNORECASE,
)
_NOT_ITS_OWN = re.compile(
    r"\b(?:on|since|until|till|before|by|after|from|to|of the|anniversary of)\s+(?:\w+,?\s+)?$", re.IGNORECASE
)
_PERIOD = re.compile(r"\b(?:week|period|fortnight|month)\s+(?:ending|to|ended)\W*(?:on\s+)?$|\bas of\W*$", re.IGNORECASE)
_CURRENT = re.compile(
    r"^(?:now reading|reading now|you are (?:here|reading)|currently reading|current(?: issue| page)?)\b\W*", re.IGNORECASE
)
_AS_OF = re.compile(r"\b(?:(?:as of|data cut-?off|status at|станом на|по состоянию на)\b|stand:)", re.IGNORECASE)
_DATELINE_END = re.compile(r"\s*(?:\([^()]{2,40}\))?\s*[-–—]")
_YEAR = re.compile(r"(?<![\d.,/-])20[0-4]\d(?![\d,])")
_TODAY = re.compile(r"\b(?:today|today['’]s|heute|aujourd['’]hui|oggi|i dag|сьогодні|сегодня)\b", re.IGNORECASE)
_LEAD = 4  # paragraphs in which a weekday is the day of the news
_NEAR = 31  # days within which a date without a year is taken to follow one that has it
_RECENT = 10  # days between a dated picture and a day in the text that make both the news'
_AGAIN = 8  # mentions of a day that make it the report's own
_LISTED = 3  # last paragraphs that may be such lines
_BELOW = 12  # lines under the text in which acts and papers are listed
_ACT = re.compile(
    r"\b(?:regulation|decision|directive|resolution|declaration|statement|conclusions|order|decree|act|press release|verordnung|beschluss|règlement|décision|постанова|указ)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What inference looks at: the headline, the text, its captions, the lines above its first and below its last line, the page's addresses."""

    title: str | None
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    links: tuple[date, ...] = ()  # the days that the addresses of the page's links name


def inferred(page: Page, zone: tzinfo) -> When | None:
    """The publication day that the page lets infer, or None where nothing can be relied on."""
    known = _Known.of(page)
    for made in (
        _by_headline(page, known),
        _by_address(page),
        _by_dateline(page, known),
        _as_of(page, known, zone),
        _by_text(page, known),
        _by_act(page, known),
        _by_month_of_address(page),
    ):
        if made:
            return made
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """The dated evidence: days with their year in captions and in the text, and the year that pictures and addresses are of.

    A year in the text is no such evidence: two times in three it is one long past.
    """

    captions: tuple[tuple[date, str], ...]
    text: tuple[tuple[date, str], ...]
    year: int | None
    newest: date | None  # of all dated evidence in that year or the one before

    @classmethod
    def of(cls, page: Page) -> "_Known":
        captions = tuple(_full(page.captions))
        text = tuple(_full(page.paragraphs))
        years = [found[0].year for address in page.addresses if (found := day_in(address))]
        year = max((*years, *(day.year for day, _ in captions), *(day.year for day in page.links)), default=None)
        evidence = [day for day, _ in captions] + list(page.links) + list(_months(page.paragraphs))
        newest = max((day for day in evidence if year and year - 1 <= day.year <= year), default=None)
        return cls(captions=captions, text=text, year=year, newest=newest)

    def resolve(self, found: dates.Written) -> date | None:
        """The day a date without a year means: nearest to the newest dated evidence, else in the latest year spoken of."""
        if found.exact or not found.day or self.year is None:
            return found.exact
        pictures = [day for day, _ in self.captions if day.year >= self.year - 1]
        anchor = max(pictures, default=self.newest)
        if found.weekday is not None:
            made = (replace(found, year=year, weekday=None) for year in (self.year, self.year - 1, self.year + 1))
            return next((one.exact for one in made if _real(one) and one.exact and one.exact.weekday() == found.weekday), None)
        if anchor:
            return found.near(anchor)
        return found.near(date(self.year, 7, 1)) if _real(replace(found, year=self.year)) else None


def _real(found: dates.Written) -> bool:
    return not (found.month == 2 and found.day == 29 and found.year is not None and found.year % 4)


def _months(texts: Sequence[str]) -> Iterator[date]:
    for text in texts:
        for found in dates.written(text):
            if found.year and not found.day and not _ahead(text, found.start):
                yield date(found.year, found.month, 1)


def _full(texts: Sequence[str]) -> Iterator[tuple[date, str]]:
    for text in texts:
        for found in dates.written(text):
            if found.exact and not found.ambiguous and not _ahead(text, found.start):
                yield found.exact, text[found.start : found.end]


def _made(day: date, evidence: str) -> When:
    return When(day=day, basis="inferred", evidence=evidence)


def _by_headline(page: Page, known: _Known) -> When | None:
    """The full date that ends or opens the headline, of this page or of the line that says what is being read."""
    titles = [page.title] if page.title else []
    titles += [_CURRENT.sub("", line) for line in (*page.above, *page.below) if _CURRENT.match(line)]
    latest = max((day for day, _ in (*known.captions, *known.text)), default=None)
    for title in titles:
        for found in dates.written(title):
            at_edge = found.start <= 2 or len(re.sub(r"\s[|–—-]\s.*", "", title[found.end :]).strip(" .)]")) == 0
            if found.exact is None or not at_edge or found.ambiguous or _NOT_ITS_OWN.search(title[: found.start]):
                continue
            if latest is None or found.exact >= latest - timedelta(days=2):
                return _made(found.exact, f"“{title[found.start : found.end]}” in the headline")
    return None


def _by_address(page: Page) -> When | None:
    for address in page.addresses:
        if (found := day_in(address)) and found[1] == "day":
            return _made(found[0], f"“{found[2]}” in the page's own address")
    return None


def _by_month_of_address(page: Page) -> When | None:
    for address in page.addresses:
        if found := day_in(address):
            return replace(_made(found[0], f"“{found[2]}” in the page's own address"), precision="month")
    return None


def _by_dateline(page: Page, known: _Known) -> When | None:
    """The day in the dateline that opens the text ("PLACE, Feb 5 (AGENCY) -"), its year from the page's other dates."""
    for paragraph in page.paragraphs[:3]:
        found = next(iter(dates.written(paragraph[:110])), None)
        if found is None or found.start > 70 or found.day is None:
            continue
        place = paragraph[: found.start].strip(" ,(–—-")
        # A place stands in front, in capitals or as a name; then the agency in brackets, or a dash.
        if not place or not re.fullmatch(r"[A-ZА-ЯІЇЄҐÀ-Ý][^.!?:;]{1,60}", place) or len(place.split()) > 6:
            continue
        if (
            not _DATELINE_END.match(paragraph, found.end)
            or _NOT_ITS_OWN.search(paragraph[: found.start])
            or any(part[:1].islower() and len(part) > 3 for part in place.split())
        ):
            continue
        if day := known.resolve(found):
            year = "" if found.exact else ", its year from the page's other dates"
            return _made(day, f"“{paragraph[found.start : found.end]}” in the dateline{year}")
    return None


def _as_of(page: Page, known: _Known, zone: tzinfo) -> When | None:
    """The day of a short line that says as of when the page is."""
    for line in (*page.above[-8:], *page.below):
        if len(line.split()) > 20 or not (start := _AS_OF.search(line)):
            continue
        for found in dates.written(line):
            day = known.resolve(found) if found.start >= start.end() else None
            if day and (made := when(line, replace(found, year=day.year), zone, basis="inferred")):
                return replace(made, evidence=f"“{made.evidence}” in “{line[:80]}”")
    return None


def _by_text(page: Page, known: _Known) -> When | None:
    """The day by counting: from the latest recent day that captions or text name, on to the weekday of the news."""
    named = [
        (day, text[found.start : found.end], number)
        for number, text in enumerate(page.paragraphs)
        for found in dates.written(text)
        if not found.year and not _ahead(text, found.start) and (day := known.resolve(found))
    ]
    picture = max(known.captions, default=None)
    if picture and (picture[0].year < (known.year or 0) - 1 or _later_years(page.paragraphs, picture[0].year) >= 2):
        picture = None  # an archive picture
    if picture:
        named = [one for one in named if abs((one[0] - picture[0]).days) <= _NEAR]
    counted = Counter(day for day, _, _ in named)
    often = max((day for day, count in counted.items() if count >= _AGAIN), default=None)
    latest = max(counted, default=None)
    if often and latest and (latest - often).days <= 1 and (picture is None or picture[0] <= often):
        words = next(text for day, text, _ in named if day == often)
        return _made(often, f"“{words}”, the last day that the text names again and again")
    if period := _period(page):
        return period
    if picture is None:
        return None  # days and weekdays in a text alone were right less often than not
    day, words, place = picture[0], picture[1], "a caption"
    weekday = _weekday_of_the_news(page.paragraphs)
    if latest and abs((latest - day).days) > _RECENT and weekday is None:
        return None
    if latest and latest >= day:
        words, place = next(text for one, text, _ in named if one == latest), "the text"
        day = latest
    elif weekday is None and latest is None:
        return None
    if weekday is None:
        return _made(day, f"“{words}” in {place}")
    name, number = weekday
    if (day.weekday() - number) % 7 in (1, 2):
        return _made(day, f"“{words}” in {place}, right after “{name}” in the text")
    return _made(dates.first(number, day), f"“{name}” in the text, the first from “{words}” in {place} on")


def _later_years(paragraphs: Sequence[str], year: int) -> int:
    """How often the text speaks of a later year, not looking ahead."""
    found = ((text, match) for text in paragraphs for match in _YEAR.finditer(text))
    return sum(int(match[0]) > year and not _ahead(text, match.start()) for text, match in found)


def _period(page: Page) -> When | None:
    """The end of the period that the first paragraphs say they are about ("the week ending …")."""
    for text in page.paragraphs[:_LEAD]:
        for found in dates.written(text):
            if found.exact and not found.ambiguous and _PERIOD.search(text[: found.start]):
                return _made(found.exact, f"“{text[found.start : found.end]}” in the text, the end of its period")
    return None


def _weekday_of_the_news(paragraphs: Sequence[str]) -> tuple[str, int] | None:
    for paragraph in paragraphs[:_LEAD]:
        spans = dates.written(paragraph)
        for start, end, number in dates.weekdays(paragraph):
            if not _ahead(paragraph, start) and not any(found.start <= start < found.end for found in spans):
                return paragraph[start:end], number
    return None


def _by_act(page: Page, known: _Known) -> When | None:
    """The day of the latest act listed under a text that says it was passed today."""
    if not any(_TODAY.search(text) for text in page.paragraphs[:2]):
        return None
    listed = [
        (day, words)
        for line in (*page.paragraphs[-_LISTED:], *page.below[:_BELOW])
        if _ACT.search(line) and len(line.split()) > 5
        for day, words in _full((line,))
    ]
    found = max(listed, default=None)
    if found is None or any(day > found[0] for day, _ in (*known.captions, *known.text)):
        return None
    return _made(found[0], f"“{found[1]}”, the latest act listed under a text that speaks of today")


def _ahead(text: str, at: int) -> bool:
    """True where the words before a date, in its sentence, look forward ("is set to meet on 10 January")."""
    return bool(_AHEAD.search(re.split(r"[.!?]\s", text[max(0, at - 90) : at])[-1]))
