"""Articles to stories: repeats folded into what they repeat, articles on one event joined, independent origins counted.

articles ─repeats→ kept + repeats ─stories→ one list of articles an event ─origins→ Story
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Article, Repeat, Story
from briefing.stages.group.days import age
from briefing.stages.group.origins import origins
from briefing.stages.group.repeats import fold
from briefing.stages.group.stories import Told, tell


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """Where one article went: its story, and the id of the article it repeats (None where it is no repeat)."""

    id: str
    story: str
    duplicate_of: str | None = None


def group(articles: Sequence[Article], *, families: Mapping[str, str] | None = None) -> tuple[Story, ...]:
    """The stories these articles tell, earliest first; every article is in exactly one, as an article or as a repeat.

    Ids must be unique; the result does not depend on the order given.
    `families` maps a publisher to its owner or wire: publishers of one family are one origin.
    """
    kept, repeats = fold(sorted(articles, key=_canonical))
    of: dict[str, list[Repeat]] = {}
    for repeat in repeats:
        of.setdefault(repeat.of, []).append(repeat)
    made = [
        _story(told, tuple(copy for one in told.articles for copy in of.get(one.id, ())), families or {}) for told in tell(kept)
    ]
    return tuple(sorted(made, key=_first_told))


def assign(articles: Sequence[Article]) -> tuple[Assignment, ...]:
    """The story of each article and what it repeats, in the order given."""
    found: dict[str, Assignment] = {}
    for story in group(articles):
        for article in story.articles:
            found[article.id] = Assignment(id=article.id, story=story.id)
        for repeat in story.repeats:
            found[repeat.article.id] = Assignment(id=repeat.article.id, story=story.id, duplicate_of=repeat.of)
    return tuple(found[article.id] for article in articles)


def _story(told: Told, repeats: tuple[Repeat, ...], families: Mapping[str, str]) -> Story:
    earliest = min(told.articles + tuple(repeat.article for repeat in repeats), key=age)
    return Story(id=f"story-{earliest.id}", articles=told.articles, repeats=repeats, origins=origins(told.articles, families))


def _canonical(article: Article) -> tuple[object, ...]:
    return (article.id, article.capture, article.item, article.title, article.paragraphs, article.url or "")


def _first_told(story: Story) -> tuple[tuple[str, str, str], str]:
    return min(map(age, story.articles)), story.id
