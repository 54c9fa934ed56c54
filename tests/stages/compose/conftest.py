"""Articles, figures and outlines of an invented war day, made by hand."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from briefing.language import sentences
from briefing.model import Article, Briefing, Coverage, Figure, Outline, Passage, Placed, Section, Story, When, Window
from briefing.settings import Profile, built_in
from briefing.stages.compose import compose
from briefing.stages.compose.figures.events import Count

DAY = date(2025, 3, 4)
MORNING, EVENING = datetime.fromisoformat("2025-03-04T07:10:00+02:00"), datetime.fromisoformat("2025-03-04T19:40:00+02:00")


def make_article(
    name: str, title: str, *paragraphs: str, publisher: str | None = "The Harbour Times", at=None, **fields
) -> Article:
    when = When(day=at.date(), at=at, precision="minute") if isinstance(at, datetime) else When(day=at or DAY)
    fields = {"language": "en", "published": when, **fields}
    return Article(
        id=name,
        capture=(name.encode().hex() + "0" * 64)[:64],
        item=1,
        title=title,
        publisher=publisher,
        paragraphs=paragraphs,
        **fields,
    )


def make_figure(article: Article, kind: str, value: float, written: str, **fields) -> Figure:
    """The figure `written` in the first sentence of `article` that has these words."""
    for number, paragraph in enumerate(article.paragraphs, 1):
        for start, end in sentences.spans(paragraph, article.language):
            if written in paragraph[start:end]:
                passage = Passage(article=article.id, paragraph=number, start=start, end=end, sha256=article.capture)
                return Figure(kind=kind, value=value, written=written, passage=passage, sentence=paragraph[start:end], **fields)
    raise AssertionError(f"{written!r} is not in {article.id}")


def make_story(*articles: Article, section: str = "strikes", **fields) -> Placed:
    origins = tuple(dict.fromkeys(article.publisher or "unknown" for article in articles))
    return Placed(story=Story(id=f"story-{articles[0].id}", articles=articles, origins=origins, **fields), section=section)


def make_outline(*stories: Placed, others: tuple[Placed, ...] = ()) -> Outline:
    titles = {"strikes": "Strikes", "aid-and-diplomacy": "Aid and diplomacy", "nato": "NATO"}
    sections = [
        Section(id=name, title=title, stories=tuple(story for story in stories if story.section == name))
        for name, title in titles.items()
    ]
    return Outline(sections=tuple(sections), others=others)


@pytest.fixture(scope="session")
def profile() -> Profile:
    return built_in()


@pytest.fixture(scope="session")
def window() -> Window:
    start = datetime.fromisoformat("2025-03-04T06:00:00+02:00")
    return Window(first=DAY, last=DAY, start=start, end=start + timedelta(days=1), zone="Europe/Kyiv")


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    return make_article


@pytest.fixture(scope="session")
def figure() -> Callable[..., Figure]:
    return make_figure


@pytest.fixture(scope="session")
def story() -> Callable[..., Placed]:
    return make_story


@pytest.fixture(scope="session")
def outline() -> Callable[..., Outline]:
    return make_outline


@pytest.fixture(scope="session")
def morning() -> datetime:
    return MORNING


@pytest.fixture(scope="session")
def evening() -> datetime:
    return EVENING


@pytest.fixture(scope="session")
def made(profile, window) -> Callable[..., Briefing]:
    """A function: the draft of an edition with these stories in it."""

    def make(*placed: Placed, figures=(), **fields) -> Briefing:
        return compose(
            make_outline(*placed),
            figures,
            profile=profile,
            **{"window": window, **fields},
            next_due=EVENING,
            made_at=EVENING,
            coverage=Coverage(),
            articles=[article for one in placed for article in one.story.articles],
        )

    return make


@pytest.fixture
def count() -> Callable[..., Count]:
    """A count made of (publisher, story, day or time of publication, sentence, written, value, further fields of the figure)."""
    number = 0

    def make(publisher, story, at, sentence, written, value, kind="killed", **fields):
        nonlocal number
        number += 1
        page = make_article(f"p{number}", "Raid on Korsun", sentence, publisher=publisher, at=at)
        return Count(
            figure=make_figure(
                page, kind, value, written, **{"place": "Korsun", "event_date": DAY, "as_of": page.published.day, **fields}
            ),
            article=page,
            story=story,
        )

    return make
