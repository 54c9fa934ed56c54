"""The edition of the sample day shows what docs/sample.md says it must; from files to a numbered briefing, nothing faked."""

from datetime import date, datetime
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from briefing import settings
from briefing.edges.archive import SqlArchive
from briefing.edges.inputs import read_inputs
from briefing.edges.workers import LocalWorkers
from briefing.model import Briefing, Report, Tally
from briefing.pipeline import brief, collect
from briefing.windows import window_for

NOW = datetime(2025, 5, 15, 6, 30, tzinfo=ZoneInfo("Europe/Kyiv"))


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    profile = settings.built_in()
    inputs = read_inputs([str(resources.files("briefing") / "sample")], now=NOW)
    window = window_for(profile, date(2025, 5, 14), date(2025, 5, 14))
    with SqlArchive.open("sqlite://") as archive:
        collect(inputs.captures, archive=archive, workers=LocalWorkers(1), zone=profile.zone)
        loaded = archive.load(window, frozenset(one.sha256 for one in inputs.captures))
        return brief(loaded, archive=archive, profile=profile, window=window, now=NOW, failures=inputs.failures)[0]


def tally(briefing: Briefing, start: str) -> Tally:
    found = [one for one in briefing.tallies if one.label.startswith(start)]
    assert len(found) == 1, (start, [one.label for one in briefing.tallies])
    return found[0]


def figures(one: Tally) -> set[str]:
    return {side.statement.text.casefold() for side in one.sides}


def report(briefing: Briefing, word: str) -> Report:
    (found,) = [one for chapter in briefing.chapters for one in chapter.reports if word in one.headline.text]
    return found


def printed(briefing: Briefing) -> str:
    reports = [one for chapter in briefing.chapters for one in chapter.reports]
    texts = [statement.text for one in reports for statement in (one.headline, *one.statements)]
    return "\n".join([*texts, *(line.statement.text for line in briefing.highlights)])


def test_all_three_sections_have_stories(briefing: Briefing):
    assert [chapter.id for chapter in briefing.chapters if chapter.reports] == ["strikes", "aid-and-diplomacy", "nato"]


def test_the_tolls_of_one_strike_stand_side_by_side(briefing: Briefing):
    killed = tally(briefing, "Killed, Kremenchuk")
    assert killed.relation == "contested"
    assert {"seven", "eight"} <= figures(killed)
    assert not {"four", "4"} & figures(killed), "the morning version was superseded"
    assert all(side.said_by for side in killed.sides)


def test_a_toll_that_grew_is_called_revised(briefing: Briefing):
    injured = tally(briefing, "Injured, Kremenchuk")
    assert injured.relation == "revised"
    # 17 is what the page of the last value said in the morning
    assert [side.statement.text.casefold() for side in injured.sides] == ["17", "at least 22", "28", "31"]


def test_households_that_have_power_again_are_a_revision(briefing: Briefing):
    dark = tally(briefing, "Without power (households), Sumy")
    assert dark.relation == "revised"
    assert [side.statement.text.split()[-1] for side in dark.sides] == ["23,000", "9,000"]


def test_what_was_launched_is_not_what_was_shot_down(briefing: Briefing):
    assert figures(tally(briefing, "Drones launched, Ukraine")) == {"84"}
    assert figures(tally(briefing, "Drones shot down, Ukraine")) == {"61"}


def test_the_strip_has_the_night_of_the_country_and_the_disputed_toll(briefing: Briefing):
    cells = {total.label: [side.statement.text.casefold() for side in total.sides] for total in briefing.totals}
    assert cells["Drones launched, Ukraine"] == ["84"]
    assert cells["Drones shot down, Ukraine"] == ["61"]
    assert set(cells["Killed, Kremenchuk"]) == {"seven", "eight"}
    assert all(total.sum is None for total in briefing.totals)


def test_the_map_has_the_towns_that_were_hit_and_no_country(briefing: Briefing):
    places = {spot.place: spot for spot in briefing.spots}
    assert {"Kremenchuk", "Bilopillia", "Bryansk"} <= set(places)
    assert not {"Ukraine", "Russia", "Norway", "Lithuania"} & set(places)
    assert places["Bryansk"].country == "RU"
    assert all(spot.tallies or spot.statements for spot in briefing.spots)


def test_one_day_has_no_chart_and_no_timeline(briefing: Briefing):
    assert (briefing.charts, briefing.timeline) == ((), ())


def test_two_publishers_that_differ_on_one_number_are_both_quoted(briefing: Briefing):
    assert len(report(briefing, "Amber Anchor").differences) == 1
    sides = report(briefing, "Amber Anchor").differences[0].sides
    assert any("9,000" in side.statement.text for side in sides)
    assert any("9,200" in side.statement.text for side in sides)


def test_a_wire_text_under_three_mastheads_is_one_origin(briefing: Briefing):
    donors = report(briefing, "640")
    assert donors.publishers >= 5
    assert donors.publishers - len(donors.origins) == 2


def test_what_is_off_topic_blocked_or_undated_is_counted_and_not_printed(briefing: Briefing):
    coverage = briefing.coverage
    assert [one.title for one in coverage.others] == ["Wrocław Wanderers hold nerve to win cup final on penalties"]
    assert [(one.subject, one.kind) for one in coverage.failures] == [("tidewater-news.html", "rejected")]
    assert "The volunteers who rewind the grid" in [one.title for one in coverage.left_out]
    assert "Wanderers" not in printed(briefing)
    assert "rewind" not in printed(briefing)


def test_no_furniture_is_printed(briefing: Briefing):
    text = printed(briefing).casefold()
    for word in ("cookie", "subscribe", "read more", "newsletter", "photo:", "privacy", "follow us"):
        assert word not in text


def test_every_statement_holds_and_is_cited(briefing: Briefing):
    assert briefing.coverage.checked.dropped == ()
    assert briefing.coverage.checked.statements > 30
    numbered = {reference.article for reference in briefing.references}
    reports = [one for chapter in briefing.chapters for one in chapter.reports]
    assert all(statement.passages and statement.passages[0].article in numbered for one in reports for statement in one.statements)
    assert [reference.number for reference in briefing.references] == list(range(1, len(briefing.references) + 1))


def test_a_story_has_two_to_five_sentences_and_none_leans_on_one_not_printed(briefing: Briefing):
    for chapter in briefing.chapters:
        for one in chapter.reports:
            assert 2 <= len(one.statements) <= 5
            assert not one.statements[0].text.startswith(("He ", "She ", "They ", "But ", "However"))
