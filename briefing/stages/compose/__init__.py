"""What an edition says: sentences chosen and cited, figures side by side, the day at a glance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from briefing.language.headlines import title_of
from briefing.language.mastheads import publishers
from briefing.model import (
    Article,
    Briefing,
    Changes,
    Chapter,
    Claim,
    Correction,
    Coverage,
    Figure,
    LeftOut,
    Outline,
    Placed,
    Window,
)
from briefing.settings import Profile
from briefing.stages.compose.clashes.opposed import opposed, told_once
from briefing.stages.compose.figures.compare import Comparison, compared
from briefing.stages.compose.figures.events import Count, events
from briefing.stages.compose.figures.halves import with_fractions
from briefing.stages.compose.figures.rereadings import replaced
from briefing.stages.compose.figures.tallies import by_story, key_figures
from briefing.stages.compose.glance import glance
from briefing.stages.compose.period.charts import charts
from briefing.stages.compose.period.spots import spots
from briefing.stages.compose.period.timeline import timeline
from briefing.stages.compose.period.totals import totals
from briefing.stages.compose.telling.story import Told, is_fresh, tell
from briefing.stages.compose.telling.voices import counted

__all__ = ["compose"]

_NO_SENTENCE = "it has no sentence that can be printed on its own"
_NO_NEW_SENTENCE = "what is new in it has no sentence that can be printed on its own"
_OTHER = "fits none of the sections"
_NO_CHANGES = Changes()


def compose(
    outline: Outline,
    figures: Sequence[Figure],
    *,
    claims: Sequence[Claim] = (),
    profile: Profile,
    window: Window,
    next_due: datetime,
    made_at: datetime,
    coverage: Coverage,
    articles: Sequence[Article],
    changes: Changes = _NO_CHANGES,
    readings: Sequence[Article] = (),
    earlier: Sequence[Article] = (),
    before: Sequence[Figure] = (),
) -> Briefing:
    """The draft of a briefing: every statement with its passages, nothing verified, no references numbered yet.

    `coverage` brings what the caller knows (captures, failures, undated articles left out, the origins of all stories, those
    without news among them); what was read of `articles`, and what the outline and this stage leave out, is added to it.
    `changes` brings what differs from the edition before; what is printed as new or as an update is counted here. `readings`
    are old and new states of articles, of which those are taken along that its corrections cite. `earlier` are older readings
    of the articles in the window, and `before` what they counted: where the newest counts otherwise, the page revised itself.
    """
    sections = outline.sections
    placed = [story for section in sections for story in section.stories]
    by_article = _by_article(figures)
    reread = replaced(placed, earlier, before, by_article)
    comparisons = _comparisons(placed, by_article, reread, window, profile.language)
    superseded = frozenset(passage for one in comparisons for passage in one.superseded)
    by_day = window.first < window.last
    told = [tell(story, by_article, language=profile.language, superseded=superseded, by_day=by_day) for story in placed]
    differences = by_story(comparisons, {number for number, one in enumerate(told) if one})
    clashes = opposed(placed, claims, language=profile.language)
    reports = [
        replace(
            one, report=told_once(replace(one.report, differences=differences.get(number, ()), opposed=clashes.get(number, ())))
        )
        if one
        else None
        for number, one in enumerate(told)
    ]
    by_section = _by_section([len(section.stories) for section in sections], reports)
    printed = {number: one.report for number, one in enumerate(reports) if one}
    tallies = key_figures(comparisons, window=window, language=profile.language)
    chapters = tuple(
        Chapter(id=section.id, title=section.title, reports=tuple(one.report for one in stories))
        for section, stories in zip(sections, by_section, strict=True)
    )
    silent = [story for story, one in zip(placed, told, strict=True) if one is None]
    left_out = (*coverage.left_out, *outline.left_out, *_silent(silent))
    return Briefing(
        profile=profile.id,
        title=profile.title,
        language=profile.language,
        window=window,
        made_at=made_at,
        next_due=next_due,
        highlights=glance(sections, by_section),
        chapters=chapters,
        totals=totals(comparisons, articles, window=window, language=profile.language),
        tallies=tallies,
        spots=spots(comparisons, printed, articles, window=window, language=profile.language),
        charts=charts(comparisons, articles, window=window, language=profile.language),
        timeline=timeline(comparisons, printed, tallies, articles, window=window),
        changes=_with_counts(changes, chapters),
        marks=profile.marks,
        coverage=_counted(replace(coverage, left_out=left_out, others=_left_out(outline.others, _OTHER)), outline, articles),
        articles=_needed(placed, changes.corrections, (*readings, *earlier), comparisons),
    )


def _by_article(figures: Iterable[Figure]) -> Mapping[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.passage.article, []).append(figure)
    return found


def _by_section(sizes: Sequence[int], reports: Sequence[Told | None]) -> list[list[Told]]:
    """The stories that are told, cut into the sections they were placed in."""
    rest = iter(reports)
    return [[one for one in islice(rest, size) if one] for size in sizes]


def _comparisons(
    placed: Sequence[Placed], figures: Mapping[str, Sequence[Figure]], reread: Iterable[Count], window: Window, language: str
) -> list[Comparison]:
    """The figures of the printed stories, compared, with those of older readings; a copy's figures are its original's."""
    counts = [
        *reread,
        *(
            Count(figure=figure, article=article, story=number, fresh=is_fresh(story.story, figure.passage))
            for number, story in enumerate(placed)
            for article, figure in counted(story.story, figures)
            if figure.passage.sha256 == article.capture
        ),
    ]
    found = [one for event in events(counts) if (one := compared(event, year=window.last.year, language=language))]
    return with_fractions(found, counts, language=language)


def _needed(
    placed: Iterable[Placed], corrections: Sequence[Correction], readings: Iterable[Article], comparisons: Iterable[Comparison]
) -> tuple[Article, ...]:
    """Every article that carries a story, and the readings that corrections and comparisons cite, old and new; none twice."""
    cited = {passage.article for correction in corrections for passage in correction.printed.passages}
    compared_with = {
        (passage.article, passage.sha256) for one in comparisons for side in one.row.sides for passage in side.statement.passages
    }
    found = {(article.id, article.capture): article for story in placed for article in story.story.carriers}
    for article in readings:
        if article.id in cited or (article.id, article.capture) in compared_with:
            found.setdefault((article.id, article.capture), article)
    return tuple(found.values())


def _with_counts(changes: Changes, chapters: Iterable[Chapter]) -> Changes:
    kinds = [report.news for chapter in chapters for report in chapter.reports]
    return replace(changes, new=kinds.count("new"), updated=kinds.count("update"))


def _silent(placed: Iterable[Placed]) -> tuple[LeftOut, ...]:
    """The stories without a sentence to print; of an update the reader has the rest, so that its newest article stands for it."""
    found: list[LeftOut] = []
    for one in placed:
        if one.story.news.kind == "update":
            found.append(_as_left_out(one.story.lead, _NO_NEW_SENTENCE))
        else:
            found.extend(_left_out((one,), _NO_SENTENCE))
    return tuple(found)


def _left_out(placed: Iterable[Placed], reason: str) -> tuple[LeftOut, ...]:
    """The articles of stories that are not printed, with the repeats folded into them."""
    return tuple(
        _as_left_out(article, reason)
        for one in placed
        for article in (*one.story.articles, *(repeat.article for repeat in one.story.repeats))
    )


def _as_left_out(article: Article, reason: str) -> LeftOut:
    return LeftOut(title=title_of(article.title, article.paragraphs), publisher=article.publisher, url=article.url, reason=reason)


def _counted(coverage: Coverage, outline: Outline, articles: Sequence[Article]) -> Coverage:
    """The coverage with what `articles` count; origins, where the caller has not counted them, are those of the stories placed."""
    stories = [*(story for section in outline.sections for story in section.stories), *outline.others]
    return replace(
        coverage,
        articles=sum(article.kind == "article" for article in articles),
        entries=sum(article.kind == "entry" for article in articles),
        publishers=len(publishers(article for article in articles if article.publisher)),
        origins=coverage.origins or len({origin for story in stories for origin in story.story.origins}),
    )
