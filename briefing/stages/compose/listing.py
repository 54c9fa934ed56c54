"""Every figure of a window as a row of a table: what it counts, where it stands, and which others it is compared with."""

from collections.abc import Iterable, Mapping, Sequence

from briefing.model import Article, Figure, Listed, Relation, Story
from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import Count, events
from briefing.stages.compose.telling.voices import counted


def listing(
    stories: Sequence[Story], figures: Iterable[Figure], articles: Iterable[Article], *, year: int, language: str
) -> tuple[Listed, ...]:
    """A row for each figure of `articles`, in the order of the figures; rows of one event share its number and relation.

    A figure that is compared with no other (a part of a total, a sum over days, one of a copy) has no event. Years other
    than `year` are named in the labels, which are in the `language` of the edition.
    """
    figures = tuple(figures)
    by_article: dict[str, list[Figure]] = {}
    for figure in figures:
        by_article.setdefault(figure.passage.article, []).append(figure)
    told = {article.id: number for number, story in enumerate(stories) for article in story.carriers}
    found = _events(stories, by_article, year, language)
    read = {(article.id, article.capture): article for article in articles}
    return tuple(
        Listed(
            figure=figure,
            article=article,
            story=stories[told[article.id]].id if article.id in told else "",
            event=found[figure][0] if figure in found else None,
            label=found[figure][1] if figure in found else "",
            relation=found[figure][2] if figure in found else None,
        )
        for figure in figures
        if (article := read.get((figure.passage.article, figure.passage.sha256)))
    )


def _events(
    stories: Sequence[Story], by_article: Mapping[str, Sequence[Figure]], year: int, language: str
) -> Mapping[Figure, tuple[int, str, Relation]]:
    """Of each figure that is compared: the number of its event, counted from 1, the event's label and how its values relate."""
    counts = [
        Count(figure=figure, article=article, story=number)
        for number, story in enumerate(stories)
        for article, figure in counted(story, by_article)
        if figure.passage.sha256 == article.capture
    ]
    found: dict[Figure, tuple[int, str, Relation]] = {}
    for number, event in enumerate(events(counts), 1):
        if one := compared(event, year=year, language=language):
            found |= {count.figure: (number, one.row.label, one.row.relation) for count in event.counts}
    for figures in by_article.values():
        for figure in figures:
            again = next(
                (other for other in figures if figure not in found and other in found and _says_again(figure, other)), None
            )
            if again:
                found[figure] = found[again]
    return found


def _says_again(figure: Figure, other: Figure) -> bool:
    """Whether an article states one number twice, the second time perhaps without its place or day (a headline and its lead)."""
    return (
        figure.compares
        and (figure.kind, figure.value, figure.value_max, figure.currency)
        == (other.kind, other.value, other.value_max, other.currency)
        and (figure.unit, figure.make) == (other.unit, other.make)
        and figure.place in (None, other.place)
        and figure.event_date in (None, other.event_date)
    )
