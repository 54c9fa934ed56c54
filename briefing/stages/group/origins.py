"""How many sources a story really has: copies, members of one family and unnamed publishers do not add up."""

from collections.abc import Mapping, Sequence

from briefing.model import Article
from briefing.stages.group.outlets import outlet
from briefing.stages.group.wording import share

UNKNOWN = "unknown publisher"
_SAME_WIRE = 0.2  # of the wording: two articles that credit one wire and share this much were both written from its copy


def origins(articles: Sequence[Article], families: Mapping[str, str]) -> tuple[str, ...]:
    """The independent origins of a story's articles, by name in the order of the articles.

    Repeats are not asked for: each has the origin of what it repeats. Articles whose page names no publisher count as one origin together: they may
    be one outlet, and counting them singly could make two sources of one.
    """
    owners = {outlet(name): family for name, family in families.items()}
    names = [_origin(article, owners) for article in articles]
    for at, article in enumerate(articles):
        for earlier in range(at):
            other = articles[earlier]
            if names[at] != names[earlier] and (wire := _common_wire(article, other)) and share(article, other) >= _SAME_WIRE:
                names[at] = names[earlier] = wire
    counted: dict[str, str] = {}
    for name in names:
        counted.setdefault(outlet(name), name)
    return tuple(counted.values())


def _origin(article: Article, owners: Mapping[str, str]) -> str:
    if not article.publisher:
        return UNKNOWN
    return owners.get(outlet(article.publisher), article.publisher)


def _common_wire(one: Article, other: Article) -> str | None:
    """The wire both draw on: credited by both, or by one where the other is the wire itself."""
    credited = {outlet(name): name for name in (*one.agencies, *one.authors) if outlet(name)}
    others = {outlet(name) for name in (*other.agencies, *other.authors)}
    if other.publisher and outlet(other.publisher) in credited:
        return other.publisher
    if one.publisher and outlet(one.publisher) in others:
        return one.publisher
    return next((name for key, name in credited.items() if key in others and name not in one.authors), None)
