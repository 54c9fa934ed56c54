"""Times as machines write them, made points in time."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from briefing.language import dates, zones

_LONGEST = 100  # characters
_FRACTION = re.compile(r"(\.\d{6})\d+")
_COMMA = re.compile(r"(?<=:\d\d),(?=\d)")
_SPACED = re.compile(r"^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s+([+-]\d\d:?\d\d|Z)$")
_PARTIAL = re.compile(r"^(\d{4})(?:-(\d\d))?$")
_NAMED_ZONE = re.compile(r"\b([A-Z]{2,5})\b\W*$")
_FIRST, _LAST = 1990, 2100


def instant(text: str) -> datetime | None:
    """A time as feeds, sitemaps and headers write it (ISO 8601, RFC 5322, and what is usually made of them), None for anything else.

    A time without a zone is taken for UTC, a day for its beginning. Years outside 1990 to 2100 are nonsense. Never raises.
    """
    text = text.strip()[:_LONGEST]
    if not text:
        return None
    found = _iso(text) or _mail(text) or _words(text)
    if found is None:
        return None
    try:
        found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return found if _FIRST <= found.year <= _LAST else None


def _iso(text: str) -> datetime | None:
    text = _COMMA.sub(".", text)
    if spaced := _SPACED.match(text):
        text = spaced[1] + spaced[2]
    if partial := _PARTIAL.match(text):
        text = f"{partial[1]}-{partial[2] or '01'}-01"
    try:
        return datetime.fromisoformat(_FRACTION.sub(r"\1", text))
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    zone = zones.offset(text)  # "EET" and its like, which the parser takes for no zone at all
    return found if found.tzinfo and found.utcoffset() else found.replace(tzinfo=zone or found.tzinfo or UTC)


def _words(text: str) -> datetime | None:
    """A day written in words, with the clock time after it."""
    for written in dates.written(text)[:1]:
        if written.year and written.month and written.day:
            clock = dates.clock(text[written.end :])
            try:
                day = datetime(written.year, written.month, written.day, tzinfo=zones.offset(text) or UTC)
                return day.replace(hour=clock.hour, minute=clock.minute, second=clock.second) if clock else day
            except ValueError:
                return None
    return None
