"""What an edition says: sentences chosen and cited, figures side by side, the day at a glance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model import Article, Briefing, Chapter, Coverage, Figure, LeftOut, Outline, Placed, Story, Window
from briefing.settings import Profile
from briefing.stages.compose.compare import Comparison, compared
from briefing.stages.compose.events import Count, events
from briefing.stages.compose.glance import glance
from briefing.stages.compose.story import Told, tell
from briefing.stages.compose.tallies import by_story, key_figures

__all__ = ["compose"]

_NO_SENTENCE = "it has no sentence that can be printed on its own"
_OTHER = "fits none of the sections"


def compose(
    outline: Outline,
    figures: Sequence[Figure],
    *,
    profile: Profile,
    window: Window,
    next_due: datetime,
    made_at: datetime,
    coverage: Coverage,
    articles: Sequence[Article],
) -> Briefing:
    """The draft of a briefing: every statement with its passages, nothing verified, no references numbered yet.

    `coverage` brings what the caller knows (captures, failures, undated articles left out); what was read of `articles`,
    and what the outline and this stage leave out, is added to it.
    """
    sections = outline.sections
    placed = [story for section in sections for story in section.stories]
    by_article = _by_article(figures)
    comparisons = _comparisons(placed, by_article, window, profile.language)
    differences = by_story(comparisons)
    told: list[list[Told]] = []
    silent: list[Placed] = []
    number = 0
    for section in sections:
        told.append([])
        for story in section.stories:
            made = tell(story, by_article, differences.get(number, ()), language=profile.language)
            if made:
                told[-1].append(made)
            else:
                silent.append(story)
            number += 1
    chapters = tuple(
        Chapter(id=section.id, title=section.title, reports=tuple(one.report for one in stories))
        for section, stories in zip(sections, told, strict=True)
    )
    left_out = (*coverage.left_out, *outline.left_out, *_left_out(silent, _NO_SENTENCE))
    return Briefing(
        profile=profile.id,
        title=profile.title,
        language=profile.language,
        window=window,
        made_at=made_at,
        next_due=next_due,
        highlights=glance(sections, told),
        chapters=chapters,
        tallies=key_figures(comparisons, first_day_ordinal=window.first.toordinal(), language=profile.language),
        coverage=_counted(replace(coverage, left_out=left_out, others=_left_out(outline.others, _OTHER)), outline, articles),
        articles=tuple(dict.fromkeys(_articles(placed))),
    )


def _by_article(figures: Iterable[Figure]) -> Mapping[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.passage.article, []).append(figure)
    return found


def _comparisons(
    placed: Sequence[Placed], figures: Mapping[str, Sequence[Figure]], window: Window, language: str
) -> list[Comparison]:
    """The figures of the printed stories, compared; a copy's figures are its original's."""
    counts = [
        Count(figure=figure, article=article, story=number)
        for number, story in enumerate(placed)
        for article, figure in _figures(story.story, figures)
        if figure.passage.sha256 == article.capture
    ]
    return [one for event in events(counts) if (one := compared(event, year=window.last.year, language=language))]


def _figures(story: Story, figures: Mapping[str, Sequence[Figure]]) -> Iterable[tuple[Article, Figure]]:
    """The figures of a story's articles, and those of its earlier versions that are not in them: a toll since revised."""
    told = [(article, figure) for article in story.articles for figure in figures.get(article.id, ())]
    known = {(figure.kind, figure.value, figure.value_max) for _, figure in told}
    yield from told
    for repeat in story.repeats:
        for figure in figures.get(repeat.article.id, ()) if repeat.kind == "update" else ():
            if (figure.kind, figure.value, figure.value_max) not in known:
                yield repeat.article, figure


def _articles(placed: Iterable[Placed]) -> Iterable[Article]:
    for story in placed:
        yield from story.story.articles
        yield from (repeat.article for repeat in story.story.repeats)


def _left_out(placed: Iterable[Placed], reason: str) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(title=article.title, publisher=article.publisher, url=article.url, reason=reason) for article in _articles(placed)
    )


def _counted(coverage: Coverage, outline: Outline, articles: Sequence[Article]) -> Coverage:
    """The coverage with what `articles` count; origins are those of the stories, so that copies count once."""
    stories = [*(story for section in outline.sections for story in section.stories), *outline.others]
    return replace(
        coverage,
        articles=sum(article.kind == "article" for article in articles),
        entries=sum(article.kind == "entry" for article in articles),
        publishers=len({article.publisher for article in articles if article.publisher}),
        origins=len({origin for story in stories for origin in story.story.origins}),
    )
