"""A range of days tells an affair once, in the order of its events, and never joins what only looks alike."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from briefing.model import Article, Lent, Memory, Story, When, Window
from briefing.stages.follow import follow
from briefing.stages.measure import measure

TOLL = "Six more bodies were found in the wreck of the ferry Aurelia off Karvala on Wednesday, bringing the death toll to 23."
CHARGE = "Prosecutors charged Captain Ilmar Soone over the sinking of the ferry Aurelia off Karvala on Monday."


@pytest.fixture
def days(desk, ferry, trial):
    return [
        ferry,
        trial,
        desk.story(desk.article("toll", "Ferry Aurelia: death toll rises to 23 off Karvala", TOLL, day=2)),
        desk.story(desk.article("charge", "Captain of ferry Aurelia charged after Karvala sinking", CHARGE, day=4)),
    ]


def test_an_affair_of_several_days_is_one_story_with_its_events_in_order(desk, days):
    trial, ferry = desk.follow(0, *days, last=5).stories
    assert not trial.events
    assert ferry.events == (("harbour", "tidewater"), ("toll",), ("charge",))
    assert ferry.lead.id == "charge"
    assert [one.id for one in ferry.articles] == ["charge", "harbour", "tidewater", "toll"]
    assert ferry.news.kind == "new"
    assert trial.thread != ferry.thread


def test_its_thread_is_the_one_that_daily_editions_gave_it(desk, days):
    past = desk.edition(0, *days[:2])
    assert [one.thread for one in desk.follow(0, *days, last=5).stories] == [one.thread for one in reversed(past.stories)]


def test_one_day_joins_nothing_that_grouping_kept_apart(desk, days):
    assert len(desk.follow(0, *days).stories) == 4


def test_what_one_event_lent_to_another_of_its_thread_is_no_longer_lent(desk, ferry):
    later = desk.article(
        "later",
        "Captain of ferry Aurelia charged after Karvala sinking",
        CHARGE,
        "The wreck lies at a depth of 40 metres.",
        "In Lund the council raised fees for parking.",
        day=2,
    )
    first = desk.story(*ferry.articles, lent=(Lent(article=later, paragraphs=(2,)),))
    second = desk.story(later, elsewhere=(Lent(article=later, paragraphs=(2, 3)),))
    found = desk.follow(0, first, second, last=2).stories
    assert len(found) == 1
    assert not found[0].lent
    assert [part.paragraphs for part in found[0].elsewhere] == [(3,)]


def test_attacks_of_different_days_on_one_city_stay_apart(desk):
    def attack(name, day, weekday, dead):
        return desk.story(
            desk.article(
                name,
                f"Missiles hit Osterby, {dead} killed",
                f"Missiles struck an apartment block in Osterby on {weekday}, killing {dead} people, Governor Lena Aas said.",
                day=day,
            )
        )

    found = desk.follow(
        0, attack("a", 0, "Monday", "five"), attack("b", 2, "Wednesday", "six"), attack("c", 4, "Friday", "two"), last=4
    )
    assert len(found.stories) == 3


def test_the_sample_pages_keep_their_stories_over_the_whole_range():
    shared = Path(__file__).parents[4] / "shared"
    if not shared.is_dir():
        pytest.skip("the sample pages are not beside the project")
    articles = []
    for page in json.loads((shared / "gold/seeds.json").read_text())["pages"]:
        lines = (shared / "seeds" / page["file"]).read_text(encoding="utf-8").split("\n")
        for number, item in enumerate(page["items"], 1):
            day = item["published"][0] if isinstance(item["published"], list) else item["published"]
            articles.append(_article(page, number, item, date.fromisoformat(day[:10]), lines))
    window = _window(date(2023, 12, 31), date(2024, 1, 23))
    of = {"1": ("000#1",), "2": ("001#1",), "3": ("002#1",), "4": ("003#1",), "strikes": ("004#1", "004#3", "004#4", "004#9")}
    stories = [_story([one for one in articles if one.id in ids]) for ids in of.values()]
    stories += [_story([one for one in articles if one.id in ids]) for ids in (("004#2", "004#8"), ("004#5", "004#6"), ("004#7",))]
    found = follow(stories, measure(articles), memory=Memory(), window=window)
    assert len(found.stories) == len(stories)


def _article(page, number, item, day, lines) -> Article:
    return Article(
        id=f"{page['file'][:3]}#{number}",
        capture=page["file"],
        item=number,
        title=item["title"],
        publisher=page["publisher"],
        published=When(day=day),
        language="en",
        paragraphs=tuple(text for line in item["body"] if (text := lines[line - 1].strip())),
    )


def _story(articles):
    return Story(id=f"story-{articles[0].id}", articles=tuple(articles))


def _window(first, last) -> Window:
    start = datetime.combine(first, time(), UTC)
    return Window(first=first, last=last, start=start, end=datetime.combine(last, time(), UTC) + timedelta(days=1), zone="UTC")
