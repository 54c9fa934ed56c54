"""A paragraph that counts another story's event, by its place and day, is that story's."""

from dataclasses import replace
from datetime import date

from briefing.model import Article, Figure, Passage, When
from briefing.stages.group import group

MONDAY, THURSDAY = date(2031, 3, 3), date(2031, 3, 6)


def article(name: str, day: date, title: str, *paragraphs: str) -> Article:
    return Article(
        id=name, capture=name, item=1, title=title, publisher=f"{name} Post", published=When(day=day), paragraphs=paragraphs
    )


STRIKE = article(
    "a", MONDAY, "Missiles kill five in Kharkiv", "Missiles killed five people in Kharkiv on Monday, the governor said."
)
PARTS = article(
    "b",
    THURSDAY,
    "Wreckage bears foreign marks, prosecutor finds",
    "Circuit boards in wreckage gathered this winter bear marks of a foreign factory, the prosecutor Ilona Marsh wrote on Thursday.",
    "Her experts opened forty housings and photographed each board, according to the office.",
    "The boards were made five years ago at the earliest.",
    "Copies went to an institute abroad.",
    "On Monday five people were killed in Kharkiv.",
)


def counted(one: Article, paragraph: int, place: str = "Kharkiv", day: date | None = MONDAY, **more: object) -> Figure:
    text = one.paragraphs[paragraph - 1]
    spot = Passage(article=one.id, paragraph=paragraph, start=0, end=len(text), sha256=one.capture)
    return Figure(kind="killed", value=5.0, place=place, event_date=day, written="five", passage=spot, sentence=text, **more)


def lent(*figures: Figure) -> dict[str, list[tuple[str, tuple[int, ...]]]]:
    stories = group([STRIKE, PARTS], figures)
    assert len(stories) == 2
    return {story.lead.id: [(one.article.id, one.paragraphs) for one in story.lent] for story in stories}


def test_it_is_lent_and_its_own_story_does_not_speak_there():
    assert lent(counted(STRIKE, 1), counted(PARTS, 5)) == {"a": [("b", (5,))], "b": []}
    parts = next(story for story in group([STRIKE, PARTS], [counted(STRIKE, 1), counted(PARTS, 5)]) if story.lead.id == "b")
    assert not parts.speaks("b", 5)
    assert parts.speaks("b", 2)


def test_another_day_another_place_no_day_or_a_sum_over_days_is_lent_to_nobody():
    nobody = {"a": [], "b": []}
    top = counted(STRIKE, 1)
    assert lent(top, counted(PARTS, 5, day=MONDAY.replace(day=2))) == nobody
    assert lent(top, counted(PARTS, 5, place="Sumy")) == nobody
    assert lent(top, counted(PARTS, 5, day=None)) == nobody
    assert lent(top, replace(counted(PARTS, 5), role="cumulative")) == nobody
    assert lent(counted(PARTS, 5)) == nobody


def test_what_the_article_s_own_story_counts_too_stays_with_it():
    assert lent(counted(STRIKE, 1), counted(PARTS, 1), counted(PARTS, 5)) == {"a": [], "b": []}
