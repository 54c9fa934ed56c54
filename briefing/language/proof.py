"""Whether an article can be telling of a day and of a place: the tests that a printed day and a printed place have to pass."""

from collections.abc import Collection
from datetime import date, timedelta

from briefing.language import dates, places
from briefing.model import Article


def can_be_of(article: Article, day: date) -> bool:
    """Whether what an article reports can be of `day`: it was published then or on the day after, writes the date, or names its
    weekday within the week before it was published. An article without a day of publication proves none.
    """
    if article.published is None:
        return False
    published = article.published.day
    return published - day in (timedelta(0), timedelta(1)) or _names(article, day, published)


def whereabouts(article: Article) -> frozenset[str]:
    """The places an article names, the districts and regions they lie in, and the codes of their countries (ISO 3166)."""
    found = {mention.place for text in (article.title, *article.paragraphs) for mention in places.places(text)}
    return frozenset(name for place in found for name in (place.name, place.district, place.region, place.country) if name)


def is_among(name: str, found: Collection[str]) -> bool:
    """Whether a place, or one that lies in it, is among those `found` (by `whereabouts`)."""
    place = places.find(name)
    return (place.country if place and place.kind == "country" else name) in found


def _names(article: Article, day: date, published: date) -> bool:
    text = "\n".join((article.title, *article.paragraphs))
    if any(found.near(published) == day for found in dates.written(text)):
        return True
    return timedelta(0) <= published - day < timedelta(7) and day.weekday() in {weekday for _, _, weekday in dates.weekdays(text)}
