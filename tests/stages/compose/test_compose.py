"""The draft of a briefing as a whole: everything cited, everything in its place, nothing lost without a word."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from briefing.model import Coverage, Failure, LeftOut, Outline, Repeat
from briefing.stages.compose import compose

RAID = (
    "Six drones hit the port of Korsun before dawn on Tuesday, killing three dockers, Governor Maryna Holub said.",
    "Two cranes and a grain store burned down, the port authority reported on its website.",
    "Ferry traffic across the Korsun strait will stay suspended until Friday, according to the transport ministry.",
)
LATER = "The toll of Tuesday's raid on Korsun has risen to five dead, Mayor Ilona Marsh said in the evening."
FERRIES = (
    "Finland will lend Korsun two ferries for the winter, its foreign ministry said on Tuesday.",
    "The ferries are to carry 900 passengers a day from the middle of March, Minister Aino Salmi said.",
)
EXERCISE = ("Around 4,000 troops of the alliance began an exercise in the strait on Tuesday, its land command said.",)
NOW = datetime(2025, 3, 5, 4, 30, tzinfo=UTC)


@pytest.fixture
def day(article, figure, story, outline, morning, evening):
    """A day of three stories in three sections, one of them told twice with another toll, and a football match."""
    first = article("a", "Drones hit the port of Korsun", *RAID, at=morning)
    second = article("b", "Korsun toll rises to five", LATER, publisher="Brod Daily", at=evening)
    copy = article("c", "Drones hit the port of Korsun", *RAID, publisher="Coast Radio", at=evening)
    ferries = article("d", "Finland lends Korsun two ferries", *FERRIES, publisher="Brod Daily")
    exercise = article("e", "Exercise begins", *EXERCISE, publisher=None)
    match = article("f", "Korsun Rovers win the cup", "Korsun Rovers won the cup on Tuesday night, beating Brod by three to one.")
    dated = {"place": "Korsun", "event_date": first.published.day, "as_of": first.published.day}
    figures = [
        figure(first, "killed", 3, "three", attributed_to="Governor Maryna Holub", **dated),
        figure(second, "killed", 5, "five", attributed_to="Mayor Ilona Marsh", **dated),
        figure(exercise, "troops", 4000, "Around 4,000", qualifier="about"),
    ]
    raid = story(first, second, repeats=(Repeat(article=copy, of="a", reason="the same text"),))
    plan = outline(
        raid, story(ferries, section="aid-and-diplomacy"), story(exercise, section="nato"), others=(story(match, section="other"),)
    )
    return plan, figures, (first, second, copy, ferries, exercise, match)


def draft(profile, window, day, **changes):
    plan, figures, articles = day
    given = {"coverage": Coverage(captures=6), "articles": articles, **changes}
    return compose(plan, figures, profile=profile, window=window, next_due=NOW, made_at=NOW, **given)


def test_every_section_has_its_chapter_in_the_order_of_the_profile(profile, window, day):
    made = draft(profile, window, day)
    assert [(chapter.id, len(chapter.reports)) for chapter in made.chapters] == [
        ("strikes", 1),
        ("aid-and-diplomacy", 1),
        ("nato", 1),
    ]
    assert (made.profile, made.title, made.window, made.references) == (profile.id, profile.title, window, ())


def test_a_report_counts_its_articles_its_publishers_and_its_origins(profile, window, day):
    report = draft(profile, window, day).chapters[0].reports[0]
    assert report.articles == ("a", "b", "c")
    assert report.publishers == 3
    assert report.origins == ("The Harbour Times", "Brod Daily")
    assert report.headline.text == "Drones hit the port of Korsun"
    assert report.headline.passages[0].paragraph == 0


def test_two_tolls_of_one_raid_are_set_side_by_side(profile, window, day):
    made = draft(profile, window, day)
    (difference,) = made.chapters[0].reports[0].differences
    assert difference.relation == "revised"
    assert [side.said_by for side in difference.sides] == ["Governor Maryna Holub", "Mayor Ilona Marsh"]
    assert difference.note == "Later sources higher: 3 → 5."
    assert made.tallies[0].label == "Killed, Korsun, 4 March"
    assert [side.statement.text for side in made.tallies[0].sides] == ["three", "five"]


def test_every_section_is_heard_at_a_glance_in_words_of_its_story(profile, window, day):
    made = draft(profile, window, day)
    assert [highlight.section for highlight in made.highlights] == ["strikes", "aid-and-diplomacy", "nato"]
    told = {statement for chapter in made.chapters for report in chapter.reports for statement in report.statements}
    assert {highlight.statement for highlight in made.highlights} <= told


def test_every_statement_is_the_words_of_its_passage(profile, window, day):
    made = draft(profile, window, day)
    articles = {article.id: article for article in made.articles}
    for chapter in made.chapters:
        for report in chapter.reports:
            for statement in (
                report.headline,
                *report.statements,
                *(side.statement for one in report.differences for side in one.sides),
            ):
                passage = statement.passages[0]
                article = articles[passage.article]
                text = (article.title, *article.paragraphs)[passage.paragraph][passage.start : passage.end]
                assert passage.sha256 == article.capture
                assert statement.text.removesuffix("".join(statement.own)).rstrip(".") == text.rstrip(".")


def test_the_coverage_counts_what_was_read_and_lists_what_is_not_printed(profile, window, day):
    failure = Failure(stage="extract", subject="x.html", reason="a bot check", at=NOW, kind="rejected")
    undated = LeftOut(title="A feature", publisher=None, url=None, reason="it states no date")
    coverage = draft(profile, window, day, coverage=Coverage(captures=7, failures=(failure,), left_out=(undated,))).coverage
    assert (coverage.captures, coverage.articles, coverage.entries, coverage.publishers) == (7, 6, 0, 3)
    assert coverage.failures == (failure,)
    assert coverage.left_out == (undated,)
    assert [(other.title, other.reason) for other in coverage.others] == [
        ("Korsun Rovers win the cup", "fits none of the sections")
    ]


def test_a_story_that_has_only_a_headline_is_left_out_by_name(profile, window, article, story, outline):
    bare = article("a", "Drones over Korsun")
    made = compose(
        outline(story(bare)), (), profile=profile, window=window, next_due=NOW, made_at=NOW, coverage=Coverage(), articles=(bare,)
    )
    assert made.chapters[0].reports == ()
    assert [(left.title, left.reason) for left in made.coverage.left_out] == [
        ("Drones over Korsun", "it has no sentence that can be printed on its own")
    ]
    assert made.highlights == ()


def test_a_page_without_a_title_is_headed_by_its_best_sentence(profile, window, article, story, outline):
    page = article("a", "", *RAID)
    made = compose(
        outline(story(page)), (), profile=profile, window=window, next_due=NOW, made_at=NOW, coverage=Coverage(), articles=(page,)
    )
    report = made.chapters[0].reports[0]
    assert report.headline.text == RAID[0].rstrip(".")
    assert RAID[0] not in [statement.text for statement in report.statements]


def test_a_story_is_headed_and_told_in_the_language_of_the_briefing_where_it_can_be(profile, window, article, story, outline):
    lead = article(
        "a",
        "Удар по порту",
        "Шість дронів влучили в порт Корсуня вдосвіта у вівторок, повідомила губернаторка Голуб.",
        language="uk",
    )
    other = article("b", "Drones hit the port of Korsun", *RAID, publisher="Brod Daily")
    made = compose(
        outline(story(lead, other)), (), profile=profile, window=window, next_due=NOW, made_at=NOW, coverage=Coverage(), articles=()
    )
    report = made.chapters[0].reports[0]
    assert report.headline.text == other.title
    assert {statement.language for statement in report.statements} == {"en"}


def test_a_story_in_another_language_alone_is_told_in_it(profile, window, article, story, outline):
    lead = article(
        "a",
        "Удар по порту",
        "Шість дронів влучили в порт Корсуня вдосвіта у вівторок, повідомила губернаторка Голуб.",
        language="uk",
    )
    made = compose(
        outline(story(lead)), (), profile=profile, window=window, next_due=NOW, made_at=NOW, coverage=Coverage(), articles=()
    )
    report = made.chapters[0].reports[0]
    assert (report.headline.text, report.headline.language) == ("Удар по порту", "uk")
    assert len(report.statements) == 1


def test_the_order_of_figures_and_articles_handed_in_changes_nothing(profile, window, day):
    plan, figures, articles = day
    first = draft(profile, window, day)
    for seed in range(5):
        shuffled = list(figures)
        Random(seed).shuffle(shuffled)
        assert draft(profile, window, (plan, shuffled, tuple(reversed(articles)))) == first


def test_an_empty_outline_makes_an_empty_briefing(profile, window):
    made = compose(
        Outline(sections=()), (), profile=profile, window=window, next_due=NOW, made_at=NOW, coverage=Coverage(), articles=()
    )
    assert (made.chapters, made.highlights, made.tallies, made.articles) == ((), (), (), ())


def test_figures_of_another_version_of_a_page_are_not_used(profile, window, day):
    plan, figures, articles = day
    stale = [replace(one, passage=replace(one.passage, sha256="0" * 64)) for one in figures]
    assert draft(profile, window, (plan, stale, articles)).tallies == ()
