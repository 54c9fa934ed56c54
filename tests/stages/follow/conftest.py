"""Days of invented news as the stage meets them: stories of articles, editions that print them, and what is remembered of those."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.model import Article, Briefing, Chapter, Figure, Memory, Passage, Past, Report, Statement, Story, When, Window
from briefing.stages.follow import Followed, follow, remember
from briefing.stages.measure import measure

FIRST = date(2026, 3, 2)  # a Monday


class Desk:
    """A news desk that makes an edition a day; days count from FIRST."""

    first = FIRST

    def article(self, name: str, title: str, *paragraphs: str, day: int = 0, capture: str = "", **fields: object) -> Article:
        """An article of a day; its capture is named after both unless it is given."""
        return Article(
            id=name,
            capture=capture or f"{name}@{day}",
            item=1,
            title=title,
            publisher=f"{name.title()} Post",
            published=When(day=FIRST + timedelta(days=day)),
            paragraphs=paragraphs,
            **{"language": "en", **fields},
        )

    def story(self, *articles: Article, **fields: object) -> Story:
        """Articles on one event as grouping hands them on."""
        return Story(id=f"story-{articles[0].id}", articles=articles, origins=tuple(one.publisher for one in articles), **fields)

    def window(self, first: int, last: int | None = None) -> Window:
        """The days from `first` to `last`, of 24 hours each."""
        start = datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(days=first)
        end = datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(days=1 + (first if last is None else last))
        return Window(first=start.date(), last=end.date() - timedelta(days=1), start=start, end=end, zone="UTC")

    def figures(self, stories: Sequence[Story]) -> tuple[Figure, ...]:
        """What the stories' articles count."""
        return measure([one for story in stories for one in (*story.articles, *(repeat.article for repeat in story.repeats))])

    def follow(self, day: int, *stories: Story, past: Sequence[Past] = (), last: int | None = None, **memory: object) -> Followed:
        """What the stage makes of a day's stories, with these editions remembered."""
        found = Memory(past=tuple(past), **memory)
        return follow(stories, self.figures(stories), memory=found, window=self.window(day, last))

    def edition(self, day: int, *stories: Story, past: Sequence[Past] = (), without: Sequence[str] = (), **memory: object) -> Past:
        """What is remembered of the edition of a day that prints these stories whole, but those it is `without` for want of room."""
        followed = self.follow(day, *stories, past=past, **memory)
        return remember(self.printed(followed, day, without), followed.stories, self.figures(stories))

    def fresh(self, story: Story) -> tuple[str, ...]:
        """The sentences of a story that are new, in words."""
        known = {one.id: one for one in (*story.articles, *(part.article for part in story.lent))}
        return tuple(
            (known[at.article].title, *known[at.article].paragraphs)[at.paragraph][at.start : at.end] for at in story.news.fresh
        )

    def printed(self, followed: Followed, day: int, without: Sequence[str]) -> Briefing:
        """An edition that prints its stories whole."""
        window = self.window(day)
        return Briefing(
            profile="desk",
            title="Desk",
            language="en",
            window=window,
            made_at=window.end,
            next_due=window.end,
            chapters=(
                Chapter(
                    id="all", title="All", reports=tuple(self._report(one) for one in followed.stories if one.id not in without)
                ),
            ),
            changes=followed.changes,
        )

    def _report(self, story: Story) -> Report:
        return Report(
            story=story.id,
            headline=self.statement(story.lead, 0),
            statements=tuple(
                self.statement(one, at)
                for one in story.articles
                for at in range(1, len(one.paragraphs) + 1)
                if story.speaks(one.id, at)
            ),
            thread=story.thread,
            news=story.news.kind,
            before=story.news.before,
        )

    def statement(self, article: Article, paragraph: int) -> Statement:
        """A paragraph (0 is the title) as an edition prints it."""
        text = (article.title, *article.paragraphs)[paragraph]
        passage = Passage(article=article.id, paragraph=paragraph, start=0, end=len(text), sha256=article.capture)
        return Statement(text=text, passages=(passage,), language=article.language)


@pytest.fixture
def desk() -> Desk:
    """The desk."""
    return Desk()


@pytest.fixture
def ferry(desk: Desk) -> Story:
    """A ferry goes down on the first day."""
    return desk.story(
        desk.article(
            "harbour",
            "Ferry Aurelia sinks off Karvala, 17 dead",
            "A passenger ferry sank in a storm off the island of Karvala on Monday, killing at least 17 people, the coast guard said.",
            "The Aurelia was carrying 112 passengers when water broke through its bow door, Captain Ilmar Soone told investigators.",
            "Rescue boats from three ports searched the strait through the night.",
        ),
        desk.article(
            "tidewater",
            "Karvala ferry disaster: what we know",
            "Divers found the wreck of the Aurelia at a depth of 40 metres late on Monday.",
            "The owner, Northline Shipping, said the ferry passed its last inspection in January.",
        ),
    )


@pytest.fixture
def trial(desk: Desk) -> Story:
    """Another affair of the first day."""
    return desk.story(
        desk.article(
            "courier",
            "Former treasurer Odile Marchetti goes on trial in Brenn",
            "The trial of the former city treasurer Odile Marchetti opened in Brenn on Monday over the sale of the municipal waterworks.",
            "Prosecutors accuse her of taking 2.4 million euros from the buyer, a charge that her lawyers reject.",
        )
    )
