"""Of a story that goes on only what is new is printed, and what an edition prints as new or as an update is counted."""

from dataclasses import replace
from datetime import date, timedelta

from briefing.model import Changes, Correction, Earlier, News, Passage, Statement

DAY = date(2025, 3, 4)
EARLIER = Earlier(thread="t-1", edition="2025-03-03", day=date(2025, 3, 3), headline="Raid on Korsun", section="strikes")
KNOWN = "Six drones hit the port of Korsun before dawn on Monday, killing three dockers, Governor Maryna Holub said."
CRANE = "Two cranes and a grain store burned down, the port authority reported on its website."
FERRY = "Ferry traffic across the Korsun strait will resume on Wednesday, according to the transport ministry."
LATER = "The toll of the raid on Korsun has risen to five dead, Mayor Ilona Marsh said on Tuesday evening."
SPEAKER = "Governor Maryna Holub visited the burned grain store in the port of Korsun on Tuesday with two ministers."
BOUND = "She said the port would be rebuilt with 40 million euros from the emergency fund by the end of May."


def spot(article, paragraph, words=None):
    text = article.paragraphs[paragraph - 1]
    start = text.index(words) if words else 0
    return Passage(article=article.id, paragraph=paragraph, start=start, end=start + len(words or text), sha256=article.capture)


def update(*fresh):
    return News(kind="update", fresh=fresh, before=(EARLIER,))


def texts(report):
    return [statement.text for statement in report.statements]


def test_an_update_prints_its_new_sentences_alone_and_names_the_editions_that_have_the_rest(made, article, story):
    page = article("a", "Korsun toll rises", KNOWN, CRANE, FERRY, LATER)
    briefing = made(story(page, thread="t-1", news=update(spot(page, 4), spot(page, 3))))
    (report,) = briefing.chapters[0].reports
    assert texts(report) == [FERRY, LATER]
    assert (report.news, report.before, report.thread) == ("update", (EARLIER,), "t-1")
    assert report.headline.text == page.title
    assert briefing.highlights[0].statement.text in (FERRY, LATER)


def test_an_update_is_headed_by_an_article_that_has_something_new(made, article, story):
    lead = article("a", "Raid on Korsun", KNOWN, CRANE)
    later = article("b", "Korsun toll rises to five", LATER, publisher="Brod Daily")
    (report,) = made(story(lead, later, news=update(spot(later, 1)))).chapters[0].reports
    assert report.headline.text == "Korsun toll rises to five"
    (report,) = made(story(lead, later, news=update(spot(later, 1), spot(lead, 2)))).chapters[0].reports
    assert report.headline.text == "Raid on Korsun"


def test_one_new_sentence_is_enough_for_an_update(made, article, story):
    page = article("a", "Korsun toll rises", KNOWN, CRANE, LATER)
    (report,) = made(story(page, news=update(spot(page, 3)))).chapters[0].reports
    assert texts(report) == [LATER]


def test_a_new_sentence_that_leans_on_a_known_one_takes_it_along_and_is_what_stands_at_a_glance(made, article, story):
    page = article("a", "Korsun port to be rebuilt", f"{SPEAKER} {BOUND}", CRANE, FERRY)
    briefing = made(story(page, news=update(spot(page, 1, BOUND))))
    (report,) = briefing.chapters[0].reports
    assert texts(report) == [SPEAKER, BOUND]


def test_a_known_sentence_never_comes_in_where_a_new_one_stands_by_itself(made, article, story):
    page = article("a", "Korsun", f"{SPEAKER} {BOUND}", KNOWN, CRANE, LATER)
    (report,) = made(story(page, news=update(spot(page, 4)))).chapters[0].reports
    assert texts(report) == [LATER]


def test_an_update_whose_new_words_cannot_be_printed_is_listed_and_never_printed_empty(made, article, story):
    page = article("a", "Korsun toll rises", KNOWN, CRANE, "Read more about the port")
    briefing = made(story(page, news=update(spot(page, 3))), changes=Changes(since="2025-03-03", day=EARLIER.day))
    assert briefing.chapters[0].reports == ()
    assert [(one.title, one.reason) for one in briefing.coverage.left_out] == [
        ("Korsun toll rises", "what is new in it has no sentence that can be printed on its own")
    ]
    assert (briefing.changes.new, briefing.changes.updated) == (0, 0)


def test_of_a_new_story_what_an_earlier_edition_printed_is_not_printed_again(made, article, story):
    page = article("a", "Korsun toll rises", KNOWN, CRANE, FERRY, LATER)
    news = News(kind="new", fresh=(spot(page, 3), spot(page, 4)))
    (report,) = made(story(page, news=news)).chapters[0].reports
    assert (texts(report), report.news) == ([FERRY, LATER], "new")


def test_what_is_printed_is_counted_and_the_rest_of_the_changes_is_handed_on(made, article, story):
    old = article("a", "Korsun toll rises", KNOWN, LATER)
    new = article("b", "Ferries for Brod", FERRY, CRANE, publisher="Brod Daily")
    changes = Changes(since="2025-03-03", day=EARLIER.day, new=9, updated=9, known=(EARLIER,), dropped=(EARLIER,))
    briefing = made(story(old, news=update(spot(old, 2))), story(new, section="nato"), changes=changes)
    assert briefing.changes == Changes(since="2025-03-03", day=EARLIER.day, new=1, updated=1, known=(EARLIER,), dropped=(EARLIER,))


def toll(figure, page, value, written, **fields):
    return figure(page, "killed", value, written, **{"place": "Korsun", "event_date": DAY - timedelta(30), "as_of": DAY, **fields})


def test_a_figure_that_an_earlier_edition_gave_is_kept_only_where_its_event_lies_in_the_window(made, article, figure, story):
    page = article("a", "Korsun", KNOWN, LATER)
    placed = story(page, news=update(spot(page, 2)))
    assert made(placed, figures=[toll(figure, page, 3, "three", event_date=DAY - timedelta(1))]).tallies == ()
    (row,) = made(placed, figures=[toll(figure, page, 3, "three", event_date=DAY)]).tallies
    assert row.sides[0].statement.text == "three"


def test_a_difference_without_a_new_value_is_not_printed_again_and_one_with_a_new_value_is(made, article, figure, story):
    page = article("a", "Korsun", KNOWN, LATER, CRANE)
    other = article("b", "Korsun", "Four dockers died in the raid on the port of Korsun, its doctors said.", publisher="Brod Daily")
    day = DAY - timedelta(1)
    figures = [toll(figure, page, 3, "three", event_date=day), toll(figure, other, 4, "Four", event_date=day)]
    quiet = made(story(page, other, news=update(spot(page, 3))), figures=figures)
    assert quiet.chapters[0].reports[0].differences == ()
    moved = made(story(page, other, news=update(spot(other, 1))), figures=figures)
    assert [side.statement.text for side in moved.tallies[0].sides] == ["three", "Four"]
    assert moved.tallies[0].news == "update"
    assert len(moved.chapters[0].reports[0].differences) == 1


def test_the_readings_that_corrections_cite_travel_with_the_briefing(made, article, story):
    page = article("a", "Korsun", KNOWN, CRANE)
    before = article("x", "Brod", FERRY)
    after = article("x", "Brod", LATER)
    unneeded = article("y", "Brod", FERRY)
    after = replace(after, capture="f" * 64)
    printed = Statement(text=FERRY, passages=(spot(before, 1),))
    now = Statement(text=LATER, passages=(spot(after, 1),))
    changes = Changes(since="2025-03-03", day=EARLIER.day, corrections=(Correction(before=EARLIER, printed=printed, now=now),))
    briefing = made(story(page), changes=changes, readings=(before, after, unneeded))
    assert [(one.id, one.capture) for one in briefing.articles] == [
        ("a", page.capture),
        ("x", before.capture),
        ("x", "f" * 64),
    ]
    assert briefing.changes.corrections == changes.corrections
