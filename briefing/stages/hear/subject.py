"""About where and when a claim is: one place and one day, or none; in doubt none."""

import re
from datetime import date

from briefing.language.event_days import days_in
from briefing.language.places import Mention, places
from briefing.language.speakers.nations import nations
from briefing.model import Article

_IN = re.compile(
    r"\b(?:in|at|near|on|over|across|of|around|outside|against|у|в|на|під|под|біля|возле|над)\s+(?:the\s+(?:\w+\s+){0,3})?$",
    re.IGNORECASE,
)


def place_of(asserted: str) -> str | None:
    """The one place a claim is about: the settlement or region it names, or the country it says something happened in."""
    found = places(asserted)
    capitals = {one.start for one in nations(asserted) if one.form == "capital"}
    local = [
        mention
        for mention in found
        if mention.kind != "country" and (mention.start not in capitals or _IN.search(asserted[: mention.start]))
    ]  # "Moscow" alone is a government
    if local:
        return _one(local)
    countries = {mention.name for mention in found if _IN.search(asserted[: mention.start])}
    return countries.pop() if len(countries) == 1 else None


def day_of(asserted: str, article: Article) -> date | None:
    """The one day a claim names, on or before publication; None where it names none or several, or the article has no day."""
    when = article.published
    if when is None or when.precision == "month":
        return None
    days = days_in(asserted, when.day)
    return next(iter(days)) if len(days) == 1 and max(days) <= when.day else None


def _one(found: list[Mention]) -> str | None:
    """The one place among settlements and regions: a region does not count beside the one settlement that lies in it."""
    settlements = {mention.name: mention for mention in found if mention.kind == "settlement"}
    regions = {mention.name for mention in found if mention.kind == "region"}
    if len(settlements) == 1:
        ((name, mention),) = settlements.items()
        return name if not regions - {mention.region} else None
    return regions.pop() if len(regions) == 1 and not settlements else None
