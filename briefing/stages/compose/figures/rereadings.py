"""What a page said before it changed: the counts of its older readings, which the newest revises."""

from collections.abc import Mapping, Sequence

from briefing.model import Article, Figure, Placed
from briefing.stages.compose.figures.counts import Count
from briefing.stages.compose.figures.wares import content

SAME = 0.5  # of all words of two sentences: one of two readings of a page that shares as many with the other is it, edited


def replaced(
    placed: Sequence[Placed], earlier: Sequence[Article], before: Sequence[Figure], now: Mapping[str, Sequence[Figure]]
) -> tuple[Count, ...]:
    """The counts that older readings (`earlier`, oldest first) of the stories' articles gave, where the newest has the sentence with another.

    `before` are the figures of the older readings, `now` those of the newest, by article id. What the newest leaves out is no
    revision (it may be cut, or read otherwise); nor is a count of a page of which some tells of another event.
    """
    readings: dict[str, list[Article]] = {}
    for article in earlier:
        readings.setdefault(article.id, []).append(article)
    figures: dict[tuple[str, str], list[Figure]] = {}
    for figure in before:
        figures.setdefault((figure.passage.article, figure.passage.sha256), []).append(figure)
    found: list[Count] = []
    for number, one in enumerate(placed):
        mixed = {lent.article.id for lent in one.story.elsewhere}
        for article in one.story.articles:
            newest = now.get(article.id, ())
            older = readings.get(article.id, ()) if article.id not in mixed else ()
            for later, reading in zip(range(len(older), 0, -1), older, strict=True):
                found.extend(
                    Count(figure=figure, article=reading, story=number, fresh=one.story.news.kind == "new", replaced=later)
                    for figure in figures.get((reading.id, reading.capture), ())
                    if figure.compares and _edited(figure, newest)
                )
    return tuple(found)


def _edited(old: Figure, newest: Sequence[Figure]) -> bool:
    """Whether the newest reading has the sentence of a figure with another value, and nowhere the old one."""
    alike = [figure for figure in newest if figure.kind == old.kind]
    if any((figure.value, figure.value_max) == (old.value, old.value_max) for figure in alike):
        return False
    return any(figure.compares and figure.place == old.place and _same(old.sentence, figure.sentence) for figure in alike)


def _same(one: str, other: str) -> bool:
    here, there = content(one), content(other)
    return len(here & there) >= SAME * len(here | there) > 0
