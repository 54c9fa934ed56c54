"""Who speaks in a story: its own articles without what they tell of others, and passages lent by articles of others."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Lent, Repeat, Story
from briefing.stages.compose.telling.choose import MOST_EVENTS
from briefing.stages.compose.telling.voices import counted, voices

DAY = date(2025, 3, 4)
RAID = "Six drones hit the port of Korsun before dawn on Tuesday, killing three dockers, Governor Maryna Holub said."
CRANE = "Two cranes and a grain store burned down in Korsun, the port authority reported on its website."
LOAN = "Finland will lend Brod two ferries worth 60 million euros for the winter, its foreign ministry said on Tuesday."
FERRY = "The ferries are to carry 900 passengers a day from the middle of March, Minister Aino Salmi said."
ROUND_UP = "A pilot boat sank off the Korsun mole during the raid on Tuesday and four sailors were hurt, rescuers said."


def printed(briefing, chapter=0):
    return [statement.text for report in briefing.chapters[chapter].reports for statement in report.statements]


def test_a_lent_passage_is_printed_in_its_story_and_not_in_that_of_its_article(made, article, figure, story):
    raid = article("a", "Raid on Korsun", RAID, CRANE)
    both = article("b", "Ferries for Brod", LOAN, FERRY, ROUND_UP, publisher="Brod Daily")
    lent = Lent(article=both, paragraphs=(3,))
    figures = [figure(both, "injured", 4, "four", place="Korsun", event_date=DAY, as_of=DAY)]
    briefing = made(story(raid, lent=(lent,)), story(both, section="aid-and-diplomacy", elsewhere=(lent,)), figures=figures)
    assert ROUND_UP in printed(briefing, 0)
    assert ROUND_UP not in printed(briefing, 1)
    assert LOAN not in printed(briefing, 0)
    raided, lending = briefing.chapters[0].reports[0], briefing.chapters[1].reports[0]
    assert (raided.articles, raided.publishers) == (("a", "b"), 2)
    assert (lending.articles, lending.publishers) == (("b",), 1)
    assert raided.headline.passages[0].article == "a"


def test_a_figure_is_counted_where_its_paragraph_speaks(article, figure):
    both = article("b", "Ferries for Brod", LOAN, FERRY, ROUND_UP)
    raid = article("a", "Raid on Korsun", RAID)
    figures = {"b": [figure(both, "injured", 4, "four"), figure(both, "money", 60e6, "60 million euros")]}
    lent = Lent(article=both, paragraphs=(3,))
    own = Story(id="s", articles=(both,), elsewhere=(lent,))
    other = Story(id="t", articles=(raid,), lent=(lent,))
    assert [one.kind for _, one in counted(own, figures)] == ["money"]
    assert [one.kind for _, one in counted(other, figures)] == ["injured"]


def test_what_an_earlier_version_said_of_another_event_is_no_figure_of_the_story(article, figure):
    later = article("b", "Ferries for Brod", LOAN, ROUND_UP)
    earlier = article("c", "Ferries for Brod", LOAN, ROUND_UP.replace("four", "three"))
    figures = {
        "b": [figure(later, "injured", 4, "four", place="Korsun"), figure(later, "money", 60e6, "60 million euros")],
        "c": [figure(earlier, "injured", 3, "three", place="Korsun"), figure(earlier, "money", 60e6, "60 million euros")],
    }
    repeat = Repeat(article=earlier, of="b", reason="three, then four", kind="update")
    whole = Story(id="s", articles=(later,), repeats=(repeat,))
    assert [one.value for _, one in counted(whole, figures)] == [4, 60e6, 3]
    parted = Story(id="s", articles=(later,), repeats=(repeat,), elsewhere=(Lent(article=later, paragraphs=(2,)),))
    assert [one.value for _, one in counted(parted, figures)] == [60e6]


def test_a_sentence_that_leans_on_one_of_another_event_is_not_printed_without_it(made, article, story):
    page = article(
        "a", "Raid on Korsun", RAID, LOAN, "He added that the dockers had been unloading grain from two barges at the time.", CRANE
    )
    briefing = made(story(page, elsewhere=(Lent(article=page, paragraphs=(2,)),)))
    assert printed(briefing) == [RAID, CRANE]


def test_own_articles_come_before_lent_passages_and_the_language_of_the_edition_before_others(article):
    first, second = article("a", "A", RAID, language="uk"), article("b", "B", RAID)
    other = article("c", "C", RAID, CRANE)
    made = voices(Story(id="s", articles=(first, second), lent=(Lent(article=other, paragraphs=(2,)),)), "en")
    assert [voice.article.id for voice in made] == ["b", "a", "c"]
    assert [voice.leads for voice in made] == [True, False, False]
    assert [made[2].says(paragraph) for paragraph in (0, 1, 2)] == [False, False, True]


def days(article, count):
    """Articles on one port, a day after another, with an event each."""
    things = "crane barge tanker ferry silo lighthouse trawler warehouse customs-house shipyard pilot-boat dredger".split()
    return [
        article(
            f"d{number}",
            f"Night {number + 1} in Korsun",
            f"Drones sank the {thing} of harbour district {number + 21} in Korsun, killing {number + 2} dockers, Governor Maryna Holub said.",
            f"Firemen worked in quarter {number + 61} around the burning {thing} until noon, the port authority of Korsun reported.",
            at=DAY + timedelta(number),
        )
        for number, thing in enumerate(things[:count])
    ]


def test_a_thread_is_told_in_the_order_of_its_events_each_with_its_day(made, article, story):
    pages = days(article, 4)
    placed = story(pages[3], pages[1], pages[0], pages[2], events=tuple((page.id,) for page in pages))
    (report,) = made(placed).chapters[0].reports
    told = [statement.day for statement in report.statements]
    assert told == sorted(told)
    assert set(told) == {DAY + timedelta(number) for number in range(4)}
    assert [statement.passages[0].article for statement in report.statements] == sorted(
        statement.passages[0].article for statement in report.statements
    )
    assert report.headline.text == "Night 4 in Korsun"


def test_an_event_is_dated_by_what_its_figures_say(made, article, figure, story):
    pages = days(article, 2)
    eve = DAY - timedelta(1)
    figures = [figure(pages[0], "killed", 2, "2 dockers", event_date=eve, place="Korsun")]
    placed = story(*pages, events=tuple((page.id,) for page in pages))
    (report,) = made(placed, figures=figures).chapters[0].reports
    assert {statement.day for statement in report.statements} == {eve, DAY + timedelta(1)}


def test_a_sentence_whose_article_cannot_be_of_the_events_day_is_told_on_the_day_of_its_report(made, article, figure, story):
    first, second, later = days(article, 3)
    eve = DAY - timedelta(1)
    figures = [figure(first, "killed", 2, "2 dockers", event_date=eve, place="Korsun")]
    placed = story(first, second, later, events=((first.id, later.id), (second.id,)))
    (report,) = made(placed, figures=figures).chapters[0].reports
    told = [(statement.passages[0].article, statement.day) for statement in report.statements]
    assert set(told) >= {(first.id, eve), (later.id, DAY + timedelta(2))}
    assert [day for _, day in told] == sorted(day for _, day in told)


def test_a_story_of_one_event_says_no_day(made, article, story):
    (report,) = made(story(*days(article, 2))).chapters[0].reports
    assert {statement.day for statement in report.statements} == {None}


@given(st.integers(2, 12), st.one_of(st.none(), st.integers(10, 400)), st.data())
def test_a_report_keeps_to_its_words_and_hears_the_latest_event(made, article, story, count, words, data):
    pages = days(article, count)
    order = data.draw(st.permutations(pages))
    placed = story(*order, events=tuple((page.id,) for page in pages))
    placed = replace(placed, words=words)
    (report,) = made(placed).chapters[0].reports
    heard = {statement.passages[0].article for statement in report.statements}
    length = sum(len(statement.text.split()) for statement in report.statements)
    assert pages[-1].id in heard
    if words is not None:
        assert length <= words or len(report.statements) == 1
    else:
        assert heard == {page.id for page in pages[-MOST_EVENTS:]}


def test_a_short_report_prefers_two_sentences_to_a_long_one(made, article, story):
    long = RAID.removesuffix(" Governor Maryna Holub said.") + (
        " Governor Maryna Holub said in a statement that her office published together with pictures of the burning quay."
    )
    page = article(
        "a", "Raid on Korsun", long, RAID, "Ferry traffic across the strait will stay suspended until Friday, the ministry said."
    )
    placed = story(page)
    placed = replace(placed, words=36)
    (report,) = made(placed).chapters[0].reports
    assert len(report.statements) == 2
    assert sum(len(statement.text.split()) for statement in report.statements) <= 36


def test_one_difference_is_printed_in_one_story_that_which_gives_most_of_it(made, article, figure, story):
    passing = article(
        "a", "Ferries for Brod", LOAN, "The raid on Korsun killed four dockers, the ministry noted.", publisher="Brod Daily"
    )
    first = article("b", "Raid on Korsun", RAID, CRANE)
    second = article(
        "c", "Korsun toll", "Five dockers died in the raid on Korsun, Mayor Ilona Marsh said.", publisher="Coast Radio"
    )
    dated = {"place": "Korsun", "event_date": DAY, "as_of": DAY}
    figures = [
        figure(passing, "killed", 4, "four", **dated),
        figure(first, "killed", 3, "three", **dated),
        figure(second, "killed", 5, "Five", **dated),
    ]
    briefing = made(story(passing), story(first, second), figures=figures)
    assert [len(report.differences) for report in briefing.chapters[0].reports] == [0, 1]
