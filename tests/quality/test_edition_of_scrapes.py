"""The main job on the five labelled scrapes: the sections, the stories, the numbers that differ, and nothing of the teasers."""

import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing import settings
from briefing.edges.archive import SqlArchive
from briefing.edges.inputs import read_inputs
from briefing.edges.workers import LocalWorkers
from briefing.language.words import squash
from briefing.model import Briefing
from briefing.pipeline import brief, collect
from briefing.windows import window_for

SHARED = Path(__file__).parents[2].parent / "shared"
SEEDS = SHARED / "seeds"
NOW = datetime(2024, 1, 24, 6, tzinfo=ZoneInfo("Europe/Kyiv"))
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SEEDS.is_dir(), reason="the labelled pages are not beside the project")]


def made(first: date, last: date) -> Briefing:
    profile = settings.built_in()
    inputs = read_inputs([str(SEEDS)], now=NOW)
    window = window_for(profile, first, last)
    with SqlArchive.open("sqlite://") as archive:
        collect(inputs.captures, archive=archive, workers=LocalWorkers(1), zone=profile.zone)
        loaded = archive.load(window, frozenset(one.sha256 for one in inputs.captures))
        return brief(loaded, archive=archive, profile=profile, window=window, now=NOW)[0]


@pytest.fixture(scope="module")
def month() -> Briefing:
    return made(date(2023, 12, 31), date(2024, 1, 23))


def sides(briefing: Briefing, kind: str, place: str, day: date) -> set[str]:
    return {
        side.statement.text.casefold()
        for tally in briefing.tallies
        if (tally.kind, tally.place, tally.event_date) == (kind, place, day)
        for side in tally.sides
    }


def test_the_three_sections_have_their_stories(month: Briefing):
    headlines = {chapter.id: " ".join(report.headline.text for report in chapter.reports) for chapter in month.chapters}
    assert "Kharkiv" in headlines["strikes"]
    assert "aid" in headlines["aid-and-diplomacy"]
    assert "Sweden" in headlines["nato"]
    assert "ammunition contract" in headlines["nato"]


def test_differing_tolls_stand_side_by_side(month: Briefing):
    assert {"24", "25"} <= sides(month, "killed", "Belgorod", date(2023, 12, 30))
    assert {"one", "two"} <= sides(month, "killed", "Kharkiv", date(2024, 1, 2))
    assert {"nearly 40", "over 60"} <= sides(month, "injured", "Kharkiv", date(2024, 1, 2))
    assert {"nearly 160", "over 160"} <= sides(month, "injured", "Ukraine", date(2023, 12, 29))


def test_another_days_toll_is_no_disagreement(month: Briefing):
    for tally in month.tallies:
        days = {side.as_of for side in tally.sides if side.as_of}
        assert not (date(2024, 1, 23) in days and min(days) < date(2024, 1, 20))


def test_only_lines_of_the_articles_are_printed(month: Briefing):
    """Every printed sentence lies in a line the hand-made answers call article text or a title."""
    allowed = ""
    for page in json.loads((SHARED / "gold/seeds.json").read_text())["pages"]:
        lines = [None, *(SEEDS / page["file"]).read_text().split("\n")]
        for item in page["items"]:
            allowed += "".join(
                squash(lines[number] or "") for number in [item["title_line"], *item["body"], *item.get("optional", [])]
            )
    for chapter in month.chapters:
        for report in chapter.reports:
            for statement in (report.headline, *report.statements):
                text = statement.text
                for ours in statement.own:
                    text = text.replace(ours, "")
                assert squash(text) in allowed, text


def test_one_day_alone_holds_that_days_news_only():
    day = made(date(2024, 1, 23), date(2024, 1, 23))
    assert [chapter.id for chapter in day.chapters if chapter.reports] == ["strikes", "aid-and-diplomacy", "nato"]
    assert {article.publisher for article in day.articles} == {"DW"}
    assert day.coverage.checked.dropped == ()
