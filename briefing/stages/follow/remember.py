"""What an edition leaves behind for those after it: each printed story with all that its sources said by then."""

from collections.abc import Mapping, Sequence

from briefing.model import Briefing, Figure, Past, Remembered, Report, Story
from briefing.stages.follow.known import by_article
from briefing.stages.follow.sketch import event_days, openings
from briefing.stages.follow.spoken import every, mark

_SAID = 2000  # marks of a story; a sentence further on comes back as background at the most
_FIGURES = 400  # figures of a story


def remember(briefing: Briefing, stories: Sequence[Story], figures: Sequence[Figure]) -> Past:
    """What the archive shall remember of an edition: its printed stories with all that their articles said by then.

    A story that was not printed, for want of room or of news, is not remembered: nobody has been told of it.
    """
    window = briefing.window
    by_id = {story.id: story for story in stories}
    counted = by_article(figures)
    return Past(
        profile=briefing.profile,
        name=window.name,
        first=window.first,
        last=window.last,
        end=window.end,
        made_at=briefing.made_at,
        corrections=briefing.changes.corrections,
        stories=tuple(
            _remembered(report, by_id[report.story], chapter.id, counted)
            for chapter in briefing.chapters
            for report in chapter.reports
            if report.story in by_id
        ),
    )


def _remembered(report: Report, story: Story, section: str, figures: Mapping[str, Sequence[Figure]]) -> Remembered:
    articles = story.carriers
    said = {mark(text) for text in every(story)}
    return Remembered(
        thread=report.thread or story.thread,
        section=section,
        headline=report.headline.text,
        statements=report.statements,
        sentences=openings(story),
        said=tuple(sorted(said)[:_SAID]),
        figures=tuple(
            figure for article in articles for figure in figures.get(article.id, ()) if figure.passage.sha256 == article.capture
        )[:_FIGURES],
        articles=tuple(sorted({(article.id, article.capture) for article in articles})),
        events=tuple(sorted(event_days(story, figures))),
    )
