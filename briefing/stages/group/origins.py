"""How many sources a story really has: copies, members of one family and unnamed publishers do not add up."""

from collections.abc import Mapping, Sequence

from briefing.language.mastheads import UNNAMED, listed, masthead
from briefing.model import Article
from briefing.stages.group.wording import Reader, Text, common

_SAME_WIRE = 0.2  # of the wording: two articles that credit one wire and share this much were both written from its copy
_SAME_TEXT = 0.4  # of the wording: the same without a credit; a quotation of an official statement, word for word, stays below it
_FEWEST_SHARED = 12  # runs of three words; fewer are the plain words for a thing, or a formula of the trade
_COMPARED = 60  # articles of one story whose wording is compared with every other's


def origins(articles: Sequence[Article], families: Mapping[str, str]) -> tuple[str, ...]:
    """The independent origins of the articles that carry a story, by name in the order of the articles.

    `families` maps a publisher to its owner, beside what the list of outlets knows: a family is one origin. So is an agency with
    all who print its text, credited or not, and all articles together whose page names no publisher: counting them singly could
    make two sources of one. Repeats are not asked for: each has the origin of what it repeats. Of an article about several events
    the caller hands in the paragraphs on this one.
    """
    owners = {masthead(name): family for name, family in families.items()}
    names = [_owner(article.publisher, owners) if article.publisher else UNNAMED for article in articles]
    if len({masthead(name) for name in names}) > 1:
        names = [_owner(name, owners) for name in _joined_by_text(articles, names)]
    counted: dict[str, str] = {}
    for name in names:
        counted.setdefault(masthead(name), name)
    return tuple(counted.values())


def _owner(name: str, owners: Mapping[str, str]) -> str:
    """The family of an outlet or wire, else its own name as it is best cited."""
    if family := owners.get(masthead(name)):
        return family
    outlet = listed(name)
    return (outlet.family or outlet.name) if outlet else name


def _joined_by_text(articles: Sequence[Article], names: Sequence[str]) -> list[str]:
    """The names, one for all articles of one text: the wire's where they credit one. Another piece of the same outlet keeps its own."""
    reader = Reader()
    texts = [reader.read(article) for article in articles]
    first = list(range(len(articles)))  # of each article's text
    joined = list(names)
    for at, article in enumerate(articles):
        for earlier in range(min(at, _COMPARED)):
            if first[at] == first[earlier] or masthead(joined[at]) == masthead(joined[earlier]):
                continue
            wire = _common_wire(article, articles[earlier])
            if _one_text(texts[at], texts[earlier], credited=wire is not None) or (
                wire and _translated(article, articles[earlier])
            ):
                both = {first[at], first[earlier]}
                name = wire or (joined[at] if joined[earlier] == UNNAMED else joined[earlier])
                for other, its in enumerate(first):
                    if its in both:
                        first[other], joined[other] = min(both), name
    return joined


def _one_text(one: Text, other: Text, *, credited: bool) -> bool:
    share, shared = common(one, other)
    return shared >= _FEWEST_SHARED and share >= (_SAME_WIRE if credited else _SAME_TEXT)


def _translated(one: Article, other: Article) -> bool:
    """Whether two articles that nobody signed draw on one wire alone in two languages: no wording can show it."""
    languages = [(article.language or "").partition("-")[0] for article in (one, other)]
    unsigned = all(not article.authors and len(article.agencies) <= 1 for article in (one, other))
    return unsigned and all(languages) and languages[0] != languages[1]


def _common_wire(one: Article, other: Article) -> str | None:
    """The wire both draw on: credited by both, or by one where the other is the wire itself."""
    credited = {masthead(name): name for name in (*one.agencies, *one.authors) if masthead(name)}
    others = {masthead(name) for name in (*other.agencies, *other.authors)}
    if other.publisher and masthead(other.publisher) in credited:
        return other.publisher
    if one.publisher and masthead(one.publisher) in others:
        return one.publisher
    return next((name for key, name in credited.items() if key in others and name not in one.authors), None)
