"""The calendar days an article's opening speaks of: what tells today's attack on a city from yesterday's."""

import re
from datetime import UTC, date, timedelta

from briefing.language import dates
from briefing.model import Article

_OPENING = 700  # characters of the text; further down stands the background, with days of its own
_NEAR = 60  # days from publication; an anniversary is no day of the event
_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|сьогодні|сегодня)\b", re.IGNORECASE)
_NIGHT = re.compile(r"\b(?:overnight|last night|вночі|ночью)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(?:day|no\.?|part|episode|issue|день) ?#?(\d[\d,]*)", re.IGNORECASE)
_YESTERDAY = re.compile(r"\b(?:yesterday|вчора|вчера)\b", re.IGNORECASE)


def spoken_of(article: Article) -> frozenset[date]:
    """The days named in the headline and the opening, resolved against the day of publication; empty where none is sure."""
    text = f"{article.title}. {' '.join(article.paragraphs)[:_OPENING]}"
    when = article.published
    if when is None or when.precision == "month":
        return frozenset(found.exact for found in dates.written(text) if found.exact)
    day = when.day
    found = {near for one in dates.written(text) if (near := one.near(day)) and abs((near - day).days) <= _NEAR}
    found.update(dates.last(weekday, day) for _, _, weekday in dates.weekdays(text))
    if _TODAY.search(text) or _NIGHT.search(text):
        found.add(day)
    if _YESTERDAY.search(text) or _NIGHT.search(text):
        found.add(day - timedelta(days=1))
    return frozenset(found)


def edition(article: Article) -> frozenset[str]:
    """What sets one number of a series apart in its headline: a date, "day 657", "part 2"; empty where nothing does."""
    found = {f"{one.month}-{one.day}" for one in dates.written(article.title) if one.day}
    found.update("number " + match[1] for match in _NUMBER.finditer(article.title))
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
