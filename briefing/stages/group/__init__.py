"""Articles to stories: repeats folded into what they repeat, articles on one event joined, independent origins counted.

articles ─repeats→ kept + repeats ─stories→ one list of articles an event ─origins→ Story
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Article, Repeat, Story
from briefing.stages.group.days import age
from briefing.stages.group.origins import origins
from briefing.stages.group.repeats import address, fold, root
from briefing.stages.group.stories import Told, tell
from briefing.stages.group.versions import in_known_order


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """Where one article went: its story, and the id of the article it repeats.

    That is None where it is no repeat, and where it is an earlier state of the news on a page of its own: that is no duplicate.
    """

    id: str
    story: str
    duplicate_of: str | None = None


def group(articles: Sequence[Article], *, families: Mapping[str, str] | None = None) -> tuple[Story, ...]:
    """The stories these articles tell, earliest first; every article is in exactly one, as an article or as a repeat.

    Ids must be unique; the result does not depend on the order given.
    `families` maps a publisher to its owner or wire: publishers of one family are one origin.
    """
    kept, repeats = fold(sorted(articles, key=_canonical))
    by_id = {repeat.article.id: repeat for repeat in repeats}
    of: dict[str, list[Repeat]] = {}
    for repeat in repeats:
        of.setdefault(root(repeat, by_id), []).append(repeat)
    made = [
        _story(told, tuple(copy for one in told.articles for copy in of.get(one.id, ())), families or {}) for told in tell(kept)
    ]
    return tuple(sorted(made, key=_first_told))


def assign(articles: Sequence[Article]) -> tuple[Assignment, ...]:
    """The story of each article and what it repeats, in the order given."""
    found: dict[str, Assignment] = {}
    by_id = {article.id: article for article in articles}
    for story in group(articles):
        for article in story.articles:
            found[article.id] = Assignment(id=article.id, story=story.id)
        for repeat in story.repeats:
            earlier = repeat.kind == "update" and _stood_alone(repeat.article, by_id[repeat.of])
            found[repeat.article.id] = Assignment(id=repeat.article.id, story=story.id, duplicate_of=None if earlier else repeat.of)
    return tuple(found[article.id] for article in articles)


def _stood_alone(earlier: Article, later: Article) -> bool:
    """Whether two versions with different numbers are articles of two times and pages, not two readings of one."""
    return in_known_order(earlier, later) and (not address(earlier) or address(earlier) != address(later))


def _story(told: Told, repeats: tuple[Repeat, ...], families: Mapping[str, str]) -> Story:
    earliest = min(told.articles + tuple(repeat.article for repeat in repeats), key=age)
    return Story(id=f"story-{earliest.id}", articles=told.articles, repeats=repeats, origins=origins(told.articles, families))


def _canonical(article: Article) -> tuple[object, ...]:
    return (article.id, article.capture, article.item, article.title, article.paragraphs, article.url or "")


def _first_told(story: Story) -> tuple[tuple[str, str, str], str]:
    return min(map(age, story.articles)), story.id
