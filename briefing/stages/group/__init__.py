"""Articles to stories: repeats folded into what they repeat, articles on one event joined, passages lent, independent origins counted.

articles ─repeats→ kept + repeats ─stories→ one list of articles an event ─lent→ what others say of it ─origins→ Story
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.language.event_days import age
from briefing.model import Article, Figure, Lent, Repeat, Story
from briefing.stages.group.lent import Loan, lend, said_again
from briefing.stages.group.likeness import Senses, sense_text
from briefing.stages.group.origins import origins
from briefing.stages.group.repeats import address, fold, root
from briefing.stages.group.stories import Told, tell
from briefing.stages.group.versions import in_known_order

__all__ = ["Assignment", "Senses", "assign", "group", "sense_text"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """Where one article went: its story, and the id of the article it repeats.

    That is None where it is no repeat, and where it is an earlier state of the news on a page of its own: that is no duplicate.
    """

    id: str
    story: str
    duplicate_of: str | None = None


def group(
    articles: Sequence[Article],
    figures: Sequence[Figure] = (),
    *,
    families: Mapping[str, str] | None = None,
    senses: Senses | None = None,
) -> tuple[Story, ...]:
    """The stories these articles tell, earliest first; every article is in exactly one, as an article or as a repeat.

    Ids must be unique; the result does not depend on the order given.
    `families` maps a publisher to its owner or wire: publishers of one family are one origin.
    `figures` are what the articles count: they tell which event a paragraph far down speaks of.
    `senses` holds for each article's id a semantic vector of its `sense_text`, where there are any.
    An article that tells of the events of other stories too lends them those paragraphs; they carry it, and its origin counts.
    """
    stories = _told(articles, senses)
    loans = lend([told.articles for told, _ in stories], figures)
    made = [_story(told, repeats, loan, families or {}) for (told, repeats), loan in zip(stories, loans, strict=True)]
    return tuple(sorted(made, key=_first_told))


def assign(articles: Sequence[Article], *, senses: Senses | None = None) -> tuple[Assignment, ...]:
    """The story of each article and what it repeats, in the order given."""
    found: dict[str, Assignment] = {}
    by_id = {article.id: article for article in articles}
    for told, repeats in _told(articles, senses):
        story = _name(told, repeats)
        for article in told.articles:
            found[article.id] = Assignment(id=article.id, story=story)
        for repeat in repeats:
            earlier = repeat.kind == "update" and _stood_alone(repeat.article, by_id[repeat.of])
            found[repeat.article.id] = Assignment(id=repeat.article.id, story=story, duplicate_of=None if earlier else repeat.of)
    return tuple(found[article.id] for article in articles)


def _told(articles: Sequence[Article], senses: Senses | None) -> list[tuple[Told, tuple[Repeat, ...]]]:
    """The articles of each story, and the repeats of them."""
    kept, repeats = fold(sorted(articles, key=_canonical))
    by_id = {repeat.article.id: repeat for repeat in repeats}
    of: dict[str, list[Repeat]] = {}
    for repeat in repeats:
        of.setdefault(root(repeat, by_id), []).append(repeat)
    return [(told, tuple(copy for one in told.articles for copy in of.get(one.id, ()))) for told in tell(kept, senses=senses)]


def _stood_alone(earlier: Article, later: Article) -> bool:
    """Whether two versions with different numbers are articles of two times and pages, not two readings of one."""
    return in_known_order(earlier, later) and (not address(earlier) or address(earlier) != address(later))


def _story(told: Told, repeats: tuple[Repeat, ...], loan: Loan, families: Mapping[str, str]) -> Story:
    lenders = [replace(one.article, paragraphs=tuple(one.article.paragraphs[at - 1] for at in one.paragraphs)) for one in loan.lent]
    return Story(
        id=_name(told, repeats),
        articles=told.articles,
        repeats=repeats,
        origins=origins([*told.articles, *lenders], families),
        lent=loan.lent,
        elsewhere=(*loan.elsewhere, *_elsewhere_in_updates(repeats, loan)),
    )


def _elsewhere_in_updates(repeats: Sequence[Repeat], loan: Loan) -> list[Lent]:
    """What earlier states of articles, whose figures still count, say of the other stories: what the article itself lends them."""
    elsewhere = {one.article.id: one for one in loan.elsewhere}
    by_id = {repeat.article.id: repeat for repeat in repeats}
    updates = [repeat for repeat in repeats if repeat.kind == "update" and root(repeat, by_id) in elsewhere]
    return [again for one in updates if (again := said_again(elsewhere[root(one, by_id)], one.article))]


def _name(told: Told, repeats: Sequence[Repeat]) -> str:
    return f"story-{min((*told.articles, *(repeat.article for repeat in repeats)), key=age).id}"


def _canonical(article: Article) -> tuple[object, ...]:
    return (article.id, article.capture, article.item, article.title, article.paragraphs, article.url or "")


def _first_told(story: Story) -> tuple[tuple[str, str, str], str]:
    return min(map(age, story.articles)), story.id
