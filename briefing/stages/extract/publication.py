"""When a scraped page was published: what its header states, or what its text allows to infer, with the evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from briefing.language import dates
from briefing.model import Basis, When
from briefing.stages.extract.lines import Line

_UPDATED = re.compile(r"(?:updated?|modified|last\s+update|оновлено|обновлено)\W*(?:on|at|:)?\W*$", re.IGNORECASE)
_OFFSETS = {
    "UTC": 0,
    "GMT": 0,
    "BST": 60,
    "WEST": 60,
    "CET": 60,
    "CEST": 120,
    "EET": 120,
    "EEST": 180,
    "MSK": 180,
    "EST": -300,
    "EDT": -240,
    "PST": -480,
    "PDT": -420,
}
_OFFSET = re.compile(r"\b(" + "|".join(_OFFSETS) + r")\b|(?<=\d)(Z)\b|([+-]\d\d):?(\d\d)\b|(?:UTC|GMT)\s*([+-]\d{1,2})\b")
_AHEAD = re.compile(
    r"\b(?:will|set to|due|scheduled|expected|plans? to|ahead of|upcoming)\b|\b(?:by|until|before|next)\s+(?:\w+,?\s+)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,])(?:199\d|20[0-4]\d)(?![\d,])")
_NEAR = 31  # days within which a date without a year is taken to follow one that has it
_LEAD = 4  # paragraphs in which a weekday is the day of the news


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """The publication time, the update time, and what a reader should know about them."""

    published: When | None = None
    updated: When | None = None
    notes: tuple[str, ...] = ()


def stated(header: Sequence[Line], zone: ZoneInfo) -> Dated:
    """What the lines between title and text state: "Published …", "last updated …", a date alone, a byline with its date."""
    published: When | None = None
    updated: When | None = None
    for line in header:
        if line.kind not in ("stamp", "published", "byline"):
            continue
        before = 0
        for found in dates.written(line.text):
            label, before = line.text[before : found.start], found.end
            made = when(line.text, found, zone)
            if made is None:
                continue
            if _UPDATED.search(label):
                updated = updated or made
            else:
                published = published or made
    if published is None and updated is not None:
        evidence = f"the page says only when it was updated: {updated.evidence}"
        published = When(day=updated.day, at=updated.at, precision=updated.precision, basis="inferred", evidence=evidence)
    return Dated(published=published, updated=updated)


def when(text: str, found: dates.Written, zone: ZoneInfo, basis: Basis = "stated") -> When | None:
    """The date found in `text` with the clock time written after it, where there is one; None without a year.

    A clock time without a zone is taken to be local time of `zone`.
    """
    if not found.year:
        return None
    if not found.day:
        return When(day=date(found.year, found.month, 1), precision="month", basis=basis, evidence=text[found.start : found.end])
    day = date(found.year, found.month, found.day)
    rest = text[found.end : found.end + 40]
    following = dates.written(rest)
    rest = rest[: following[0].start] if following else rest
    clock = dates.clock(rest)
    evidence = text[found.start : found.end]
    if clock is None:
        return When(day=day, basis=basis, evidence=evidence)
    return When(
        day=day,
        at=datetime.combine(day, clock, offset(rest) or zone),
        precision="minute",
        basis=basis,
        evidence=f"{evidence}{rest}".strip(),
    )


def offset(text: str) -> timezone | None:
    """The UTC offset written in `text` ("GMT", "+02:00", "UTC+3"), or None."""
    match = _OFFSET.search(text)
    if not match:
        return None
    name, zulu, hours, minutes, short = match.groups()
    if name and not short:
        return timezone(timedelta(minutes=_OFFSETS[name]))
    if zulu:
        return UTC
    amount = int(hours) * 60 + int(minutes) * (-1 if hours.startswith("-") else 1) if hours else int(short) * 60
    return timezone(timedelta(minutes=amount)) if abs(amount) < 24 * 60 else None


def inferred(captions: Sequence[str], paragraphs: Sequence[str]) -> When | None:
    """The day of a page that states none, by arithmetic on what it does say; None where nothing can be relied on.

    The latest day that captions or text name, looking neither ahead nor far back, fixes the time; a weekday in the first paragraphs
    ("on Thursday") then names the day of the news: the first such day from there on.
    """
    texts = [(text, "a caption") for text in captions] + [(text, "the text") for text in paragraphs]
    full = [
        (found.exact, text[found.start : found.end], place)
        for text, place in texts
        for found in dates.written(text)
        if found.exact and not _ahead(text, found.start)
    ]
    years = [int(year) for text, _ in texts for year in _YEAR.findall(text)]
    # A date in a year that is not the latest the page speaks of is background ("since February 2022").
    full = [one for one in full if one[0] and one[0].year >= max(years, default=0) - 1]
    if not full:
        return None
    anchor = max(full, key=lambda one: (one[0] or date.min, one[1]))
    assert anchor[0] is not None
    near = [
        (made, text[found.start : found.end], place)
        for text, place in texts
        for found in dates.written(text)
        if not found.year
        and (made := found.near(anchor[0]))
        and 0 < (made - anchor[0]).days <= _NEAR
        and not _ahead(text, found.start)
    ]
    day, as_written, place = max([(anchor[0], *anchor[1:]), *near], key=lambda one: (one[0], one[1]))
    for paragraph in paragraphs[:_LEAD]:
        for start, end, weekday in dates.weekdays(paragraph):
            if _ahead(paragraph, start) or any(found.start <= start < found.end for found in dates.written(paragraph)):
                continue
            news = dates.first(weekday, day)
            return When(
                day=news,
                basis="inferred",
                evidence=f"“{paragraph[start:end]}” in the text, the first from “{as_written}” in {place} on",
            )
    if place == "the text" and not any(as_written in paragraph for paragraph in paragraphs[:_LEAD]):
        return None
    return When(day=day, basis="inferred", evidence=f"“{as_written}” in {place}")


def _ahead(text: str, at: int) -> bool:
    """True where the words before a date, in its sentence, look forward ("is set to meet on 10 January")."""
    before = re.split(r"[.!?]\s", text[max(0, at - 90) : at])[-1]
    return bool(_AHEAD.search(before))


def oddities(texts: Sequence[str], published: When | None) -> tuple[str, ...]:
    """Dates on the page that contradict themselves: a weekday that is not that day's."""
    notes = []
    for text in texts:
        for found in dates.written(text):
            day = found.exact or (found.near(published.day) if published and found.weekday is not None else None)
            if (
                day
                and found.weekday is not None
                and day.weekday() != found.weekday
                and (found.year or abs((day - published.day).days) < 60 if published else True)
            ):
                notes.append(f"The page writes “{text[found.start : found.end]}”; {day.day} {day:%B %Y} was a {day:%A}.")
    return tuple(dict.fromkeys(notes))


def structured(text: str, zone: ZoneInfo, evidence: str) -> When | None:
    """A machine-readable time (ISO 8601, RFC 5322, or 20240123T101500Z) as a `When`; None for anything else.

    Years outside 1990 to 2100 are taken for nonsense. A time without an offset is local time of `zone`.
    """
    text = text.strip()
    moment: datetime | None = None
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text):
        text = text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:]}"
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return When(day=day, basis="structured", evidence=evidence) if 1990 <= day.year <= 2100 else None
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            moment = None
    if moment is None or not 1990 <= moment.year <= 2100:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return When(day=moment.date(), at=moment, precision="minute", basis="structured", evidence=evidence)
