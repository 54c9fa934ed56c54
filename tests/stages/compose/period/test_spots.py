"""The places of the map: where something of these days was counted, or a printed sentence says that it happened."""

from datetime import date, timedelta

import pytest

from briefing.language.places import find
from briefing.model import Passage, Report, Statement
from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import events
from briefing.stages.compose.period.spots import MOST_SPOTS, spots

DAY = date(2025, 3, 4)


def whole(article, paragraph):
    text = article.title if paragraph == 0 else article.paragraphs[paragraph - 1]
    where = Passage(article=article.id, paragraph=paragraph, start=0, end=len(text), sha256=article.capture)
    return Statement(text=text, passages=(where,), language=article.language)


def told(*articles):
    """The printed stories, one an article, by their order."""
    return {
        number: Report(story=f"s{number}", headline=whole(one, 1), statements=(whole(one, 1),), articles=(one.id,))
        for number, one in enumerate(articles)
    }


def mapped(counts, window, *more):
    found = [one for event in events(counts) if (one := compared(event, year=2025, language="en"))]
    articles = [*(count.article for count in counts), *more]
    return spots(found, told(*articles), articles, window=window)


def test_a_place_has_its_coordinates_and_its_rows_victims_first_without_its_name(count, window):
    kherson = {"place": "Kherson"}
    (spot,) = mapped(
        [
            count("A", 0, DAY, "Nine buildings were damaged in Kherson.", "Nine", 9, "buildings_damaged", **kherson),
            count("B", 1, DAY, "Two people were killed in Kherson.", "Two", 2, **kherson),
        ],
        window,
    )
    assert (spot.place, spot.country) == ("Kherson", "UA")
    assert (spot.latitude, spot.longitude) == (find("Kherson").latitude, find("Kherson").longitude)
    assert [(row.label, row.sides[0].statement.text) for row in spot.tallies] == [("Killed", "Two"), ("Buildings damaged", "Nine")]
    assert spot.statements == ()


def test_countries_sums_of_money_and_events_of_other_days_are_no_places_of_the_map(count, window):
    assert not mapped(
        [
            count("A", 0, DAY, "Two people were killed.", "Two", 2, place="Ukraine"),
            count("B", 1, DAY, "The city got $9 million.", "$9 million", 9e6, "money", place="Kherson", currency="USD"),
            count("C", 2, DAY, "Two people were killed in Sumy.", "Two", 2, place="Sumy", event_date=DAY - timedelta(days=8)),
        ],
        window,
    )


def test_a_story_that_is_not_printed_puts_nothing_on_the_map(count, window):
    counts = [count("A", 0, DAY, "Two people were killed in Kherson.", "Two", 2, place="Kherson")]
    found = [compared(event, year=2025, language="en") for event in events(counts)]
    assert spots(found, {}, [counts[0].article], window=window) == ()


def test_where_nothing_was_counted_a_sentence_tells_what_happened(article, window):
    page = article("a", "Night of fires", "A drone hit a grain store near Kherson, in the south of Ukraine.")
    (spot,) = mapped([], window, page)
    assert (spot.place, spot.tallies, [one.text for one in spot.statements]) == ("Kherson", (), [page.paragraphs[0]])


def test_a_namesake_abroad_is_not_put_on_the_map(article, window):
    florida = article(
        "a", "Crash on the bridge", "Three cars burned in Odesa after a crash, the sheriff of the county in Texas said."
    )
    other = article("b", "Elsewhere", "A new mayor took office in Dallas.")
    assert not mapped([], window, florida, other)


@pytest.mark.parametrize("turned", [False, True])
def test_the_places_come_in_the_order_of_the_stories_whatever_the_order_of_the_rows(count, window, turned):
    counts = [
        count("A", 1, DAY, "Two people were killed in Sumy.", "Two", 2, place="Sumy"),
        count("B", 0, DAY, "Three people were killed in Kherson.", "Three", 3, place="Kherson"),
    ]
    found = [compared(event, year=2025, language="en") for event in events(counts)]
    articles = [counts[1].article, counts[0].article]
    made = spots(reversed(found) if turned else found, told(*articles), articles, window=window)
    assert [spot.place for spot in made] == ["Kherson", "Sumy"]


def test_a_map_has_no_more_places_than_it_can_hold_apart(count, window):
    names = """Kherson Sumy Odesa Kharkiv Lviv Dnipro Poltava Chernihiv Rivne Lutsk Ternopil Zhytomyr Vinnytsia Cherkasy Mykolaiv Uzhhorod Kropyvnytskyi
    Zaporizhzhia Mariupol Kramatorsk Nikopol Pavlohrad Izmail Kremenchuk Melitopol Berdiansk Kupiansk Izium""".split()
    counts = [
        count("A", number, DAY, f"Two people were killed in {name}.", "Two", 2, place=name) for number, name in enumerate(names)
    ]
    assert len(names) > MOST_SPOTS
    assert len(mapped(counts, window)) == MOST_SPOTS


def test_of_values_that_were_revised_only_the_last_is_on_the_map(count, window):
    (spot,) = mapped(
        [
            count("A", 0, DAY - timedelta(days=1), "Two people were killed in Kherson.", "Two", 2, place="Kherson", event_date=DAY),
            count("A", 0, DAY, "Three people were killed in Kherson.", "Three", 3, place="Kherson"),
        ],
        window,
    )
    assert [side.statement.text for row in spot.tallies for side in row.sides] == ["Three"]
    assert {row.relation for row in spot.tallies} == {"single"}


def test_a_part_that_gives_no_other_number_is_not_told_beside_the_whole(count, window):
    (spot,) = mapped(
        [
            count("A", 0, DAY, "Two people were injured in Kherson.", "Two", 2, "injured", place="Kherson"),
            count("B", 1, DAY, "Two workers were injured in Kherson.", "Two", 2, "injured", place="Kherson", unit="workers"),
            count("C", 2, DAY, "Nine children were injured in Kherson.", "Nine", 9, "injured", place="Kherson", unit="children"),
        ],
        window,
    )
    assert [row.label for row in spot.tallies] == ["Injured", "Injured (children)"]


def test_a_place_that_no_article_of_its_rows_names_is_not_on_the_map(count, window):
    assert not mapped([count("A", 0, DAY, "Two people were killed.", "Two", 2, place="Kherson")], window)


def test_a_sentence_whose_count_nobody_dates_tells_what_happened(count, window):
    counts = [count("D", 0, DAY, "Two people were killed in Odesa, in Ukraine.", "Two", 2, place="Odesa", event_date=None)]
    (spot,) = mapped(counts, window)
    assert (spot.place, spot.tallies, len(spot.statements)) == ("Odesa", (), 1)
