"""The order of articles in time, and what sets the days and the numbers of two of them apart."""

from datetime import UTC, date

from briefing.language.event_days import series
from briefing.model import Article


def edition(article: Article) -> frozenset[str]:
    """What sets one number of a series apart in its headline: a date, "day 657", "part 2"; empty where nothing does."""
    return series(article.title)


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
