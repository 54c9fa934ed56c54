"""The days an article speaks of and was published on: what tells today's attack on a city from yesterday's, and one number of a series
from the next.
"""

import re
from datetime import UTC, date, timedelta

from briefing.language import dates
from briefing.model import Article

_OPENING = 700  # characters of the text; further down stands the background, with days of its own
_NEAR = 60  # days from publication; an anniversary is no day of the event
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|сьогодні|сегодня|heute|aujourd['’]hui|hoy)\b", re.IGNORECASE
)
_NIGHT = re.compile(r"\b(?:overnight|last night|вночі|ночью)\b", re.IGNORECASE)
_YESTERDAY = re.compile(r"\b(?:yesterday|вчора|вчера|gestern|hier soir|ayer)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(?:day|no\.?|part|episode|issue|week|день) ?#?(\d[\d,]*)", re.IGNORECASE)


def spoken_of(article: Article) -> frozenset[date]:
    """The days named in the headline and the opening, resolved against the day of publication; empty where none is sure."""
    text = f"{article.title}. {' '.join(article.paragraphs)[:_OPENING]}"
    when = article.published
    if when is None or when.precision == "month":
        return frozenset(found.exact for found in dates.written(text) if found.exact)
    return days_in(text, when.day)


def days_in(text: str, published: date) -> frozenset[date]:
    """The days a text names, read as of the day it was published; those more than two months away are left out."""
    found = {near for one in dates.written(text) if (near := one.near(published)) and abs((near - published).days) <= _NEAR}
    found.update(dates.last(weekday, published) for _, _, weekday in dates.weekdays(text))
    night = _NIGHT.search(text)
    if night or _TODAY.search(text):
        found.add(published)
    if night or _YESTERDAY.search(text):
        found.add(published - timedelta(days=1))
    return frozenset(found)


def series(title: str) -> frozenset[str]:
    """What sets one number of a series apart in its headline: a date, "day 657", "part 2"; empty where nothing does."""
    found = {f"{one.month}-{one.day}" for one in dates.written(title) if one.day}
    found.update("number " + match[1] for match in _NUMBER.finditer(title))
    return frozenset(found)


def age(article: Article) -> tuple[str, str, str]:
    """Orders articles by publication, earliest first; within a day those without a time last, undated ones after all."""
    when = article.published
    if when is None:
        return "~", "~", article.id
    return when.day.isoformat(), when.at.astimezone(UTC).isoformat() if when.at else "~", article.id


def apart(one: frozenset[date], other: frozenset[date]) -> int:
    """The days between two articles' days: 0 where they share one or either names none."""
    if not one or not other or one & other:
        return 0
    return min(abs((first - second).days) for first in one for second in other)
