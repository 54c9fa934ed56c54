"""Labels, notes and headings of figures are made in the edition's language, and verification's numbers stay what they were."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.language.numbers import numbers
from briefing.model import Party
from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import events
from briefing.stages.compose.figures.halves import with_fractions
from briefing.stages.compose.period.charts import charts
from briefing.stages.compose.period.spots import spots
from briefing.stages.compose.period.totals import totals

DAY = date(2025, 3, 4)
SPACE = "\u00a0"
AIR_FORCE = {"attributed_to": "the air force", "party": Party(bloc="official", country="UA"), "place": "Ukraine"}


def tallies(*counts):
    return [compared(event, year=2025, language="uk") for event in events(counts)]


def test_a_label_says_what_where_and_when(count):
    (one,) = tallies(count("Brod Daily", 1, DAY, "The raid killed 19 people in Kharkiv.", "19", 19, place="Kharkiv"))
    assert one.row.label == f"Загиблі, Харків, 4{SPACE}березня"
    assert one.row.place == "Kharkiv", "the data keep the gazetteer's name"


def test_a_part_of_a_kind_is_called_in_the_language_or_quoted(count):
    (one,) = tallies(count("Brod Daily", 1, DAY, "Two workers were hurt.", "Two", 2, "injured", unit="workers"))
    assert one.row.label.startswith("Поранені (працівники)")
    (one,) = tallies(count("Brod Daily", 1, DAY, "Two jugglers were hurt.", "Two", 2, "injured", unit="jugglers"))
    assert one.row.label.startswith("Поранені («jugglers»)")
    (one,) = tallies(count("Brod Daily", 1, DAY, "Russia launched 12 Shahed drones.", "12", 12, "drones_launched", make="Shahed"))
    assert one.row.label.startswith("Запущено дронів (Shahed)")


def test_notes_tell_which_way_values_went(count):
    (one,) = tallies(
        count("Brod Daily", 1, DAY + timedelta(2), "Rescuers now speak of 23 dead in Korsun.", "23", 23),
        count("The Harbour Times", 0, DAY, "The raid killed 17 people, the governor said.", "17", 17, attributed_to="the governor"),
    )
    assert one.row.note == "Пізніші джерела подають більше: 17 → 23."
    (one,) = tallies(
        count("Brod Daily", 0, DAY, "The raid killed 17 people, the governor said.", "17", 17, attributed_to="the governor"),
        count("Brod Daily", 0, DAY, "The ministry said nine people were killed.", "nine", 9, attributed_to="the ministry"),
    )
    assert one.row.note.startswith("Не узгоджено: ")


@pytest.mark.parametrize(
    "stays",
    [
        "Пізніші джерела подають більше: .",
        "Не узгоджено: .",
        "найбільше за добу",
        "найбільше серед різних місць",
        "найбільша серед різних сум",
        "Число те саме, але поріг інший.",
        "Повідомлення того самого видання різняться.",
        "Яке з них пізніше, невідомо.",
    ],
)
def test_our_words_beside_figures_hold_no_number_that_verification_would_ask_for(stays):
    assert list(numbers(stays)) == []


def test_a_publisher_without_a_name_is_called_so(count):
    one = count(None, 1, DAY, "The raid killed 19 people in Kharkiv.", "19", 19)
    (row,) = tallies(one)
    assert row.row.sides[0].said_by == "видання, не назване на сторінці"


def test_totals_charts_and_places_are_labelled_in_the_language(count, window):
    days = [DAY - timedelta(days=number) for number in range(3)]
    counts = [
        count(
            "Brod Daily",
            number,
            day,
            f"The air force said {40 + number} drones were launched.",
            str(40 + number),
            40 + number,
            "drones_launched",
            event_date=day,
            **AIR_FORCE,
        )
        for number, day in enumerate(days)
    ]
    counts.append(
        count("Coast Gazette", 9, DAY, "Ministers pledged €70 million.", "€70 million", 7e7, "money", place=None, act="pledged")
    )
    wide = replace(window, first=days[-1])
    found = with_fractions(tallies(*counts), counts, language="uk")
    articles = [one.article for one in counts]
    labels = [one.label for one in totals(found, articles, window=wide, language="uk")]
    assert {"Запущено дронів, Україна", "Обіцяно коштів"} <= set(labels)
    assert [one.label for one in charts(found, articles, window=wide, language="uk")] == ["Запущено за добу, Україна"]
    assert spots(found, {}, articles, window=wide, language="uk") == ()
