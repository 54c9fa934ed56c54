"""A figure where it is told, and as of when it was known: what is compared."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from briefing.model import Article, Figure

_MAY = re.compile(
    r"\b(?:could|may|might|would|can|expected to|feared|if)\b|\b(?:може|можуть|може|могло|может|могут|если|якщо)\b", re.IGNORECASE
)
_BEFORE = 40  # characters before a number in which it is put in doubt
AT_ONCE = timedelta(hours=3)  # between two tolls that contradict rather than follow each other


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A figure with the article it stands in and the story it is told in (its order in print).

    `fresh` is false of what an update's sources say beside what is new; `replaced` is how many later
    readings of its page there are, where the newest says otherwise.
    """

    figure: Figure
    article: Article
    story: int
    fresh: bool = True
    replaced: int = 0


def order(count: Count) -> tuple[object, ...]:
    """What counts are sorted by where nothing else tells: the order of print."""
    where = count.figure.passage
    return count.story, count.article.id, where.paragraph, where.start, count.figure.value, count.figure.written


def published(article: Article) -> date | None:
    """The day an article is from, None where unknown."""
    return article.published.day if article.published else None


def known(count: Count) -> tuple[date, str]:
    """As of when a count was known, to be sorted by: the day, and the UTC time at which its article last changed that day."""
    article = count.article
    day = count.figure.as_of or published(article) or date.min
    times = [
        when.at.astimezone(UTC).isoformat() for when in (article.published, article.updated) if when and when.at and when.day == day
    ]
    return day, max(times, default="")


def at_once(one: tuple[date, str], other: tuple[date, str]) -> bool:
    """Whether two times (of `known`) cannot be told apart as earlier and later: one day, and clock times missing or close."""
    if one[0] != other[0] or not one[1] or not other[1]:
        return one[0] == other[0]
    return abs(datetime.fromisoformat(one[1]) - datetime.fromisoformat(other[1])) <= AT_ONCE


def on_two_sides(one: Count, other: Count) -> bool:
    """Whether two counts are given by officials of two countries: each side may see quite another number, and means the same."""
    here, there = one.figure.party, other.figure.party
    return (
        here is not None
        and there is not None
        and here.bloc == there.bloc == "official"
        and None not in (here.country, there.country)
        and here.country != there.country
    )


def supposed(figure: Figure) -> bool:
    """Whether a sentence says that its number may be so, not that it is: "could reach 300"."""
    return bool(_MAY.search(figure.sentence.partition(figure.written)[0][-_BEFORE:]))
