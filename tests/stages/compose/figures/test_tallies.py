"""Which comparisons become rows of key figures."""

from datetime import date, timedelta

import pytest

from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import events
from briefing.stages.compose.figures.tallies import ROWS, ROWS_OF_A_KIND, key_figures

DAY = date(2025, 3, 4)


def tallies(*counts):
    return [compared(event, year=2025, language="en") for event in events(counts)]


def test_a_total_of_the_war_is_neither_compared_nor_a_key_figure(count, window):
    (one,) = tallies(
        count("Brod Daily", 0, DAY, "The raid killed nine people in Korsun.", "nine", 9),
        count(
            "The Harbour Times",
            0,
            DAY,
            "Raids have killed 400 people in Korsun since the start of the war.",
            "400",
            400,
            role="cumulative",
        ),
    )
    assert not one.disputed
    assert [row.sides[0].statement.text for row in key_figures([one], window=window, language="en")] == ["nine"]


def test_key_figures_keep_to_their_number_and_put_the_heaviest_kinds_first(count, window):
    kinds = ["money", "drones_launched", "injured", "killed"]
    found = [
        compared(event, year=2025, language="en")
        for number in range(6)
        for kind in kinds
        for event in events(
            [
                count(
                    "Brod Daily",
                    number,
                    DAY,
                    f"There were {number + 10},000,000 in all.",
                    f"{number + 10},000,000",
                    (number + 10) * 1e6,
                    kind,
                    place=f"Town {number}",
                    act="pledged" if kind == "money" else None,
                )
            ]
        )
    ]
    rows = key_figures(found, window=window, language="en")
    assert len(rows) == ROWS
    heaviest = [kind for kind in ("killed", "injured", "drones_launched", "money") for _ in range(ROWS_OF_A_KIND)]
    assert [row.kind for row in rows] == heaviest[:ROWS]


def test_a_row_that_only_says_again_what_another_says_is_left_out(count, window):
    found = tallies(
        count("Brod Daily", 0, DAY, "The raid killed six people in Korsun.", "six", 6),
        count("Coast Radio", 1, DAY, "Six dockers died in the raid.", "Six", 6, unit="dockers"),
        count("The Harbour Times", 2, DAY, "Six died on Tuesday.", "Six", 6, place=None),
        count("The Harbour Times", 3, DAY, "Four died on Tuesday.", "Four", 4, place=None),
    )
    rows = key_figures(found, window=window, language="en")
    assert [row.label for row in rows] == ["Killed, 4 March", "Killed, Korsun, 4 March"]


def test_undisputed_figures_of_long_ago_are_no_key_figures(count, window):
    long_ago = DAY - timedelta(400)
    found = tallies(count("Brod Daily", 0, DAY, "A raid killed 31 people in 2024.", "31", 31, event_date=long_ago))
    assert key_figures(found, window=window, language="en") == ()


def test_a_sum_is_a_row_of_the_table_where_few_words_say_of_what_it_is(count, window):
    short = "Finland will lend Korsun 60 million euros."
    told = (
        "Korsun got from Finland, which needs ferries of its own this winter for all of the islands, 60 million euros for its port."
    )
    long = (
        "Finland, which had set the money aside for repairs of its own ports, now says that it could after all lend the town up to "
        "60 million euros."
    )
    for text, cells in (
        (short, ["60 million euros"]),  # a clause is no cell of a column of figures
        (told, ["60 million euros for its port"]),
        (long, []),
    ):
        found = tallies(
            count("Brod Daily", 0, DAY, text, "60 million euros", 60e6, "money", currency="EUR", place=None, act="pledged")
        )
        rows = key_figures(found, window=window, language="en")
        assert [row.sides[0].statement.text for row in rows] == cells


@pytest.mark.parametrize(
    ("sentence", "written", "cell"),
    [
        ("The town said 9,200 troops from 11 countries began the drill on Monday.", "9,200", "9,200 troops from 11 countries"),
        ("Around 40 armoured vehicles left the depot.", "Around 40", "Around 40 armoured vehicles"),
        ("Counted so far, troops of the league: 800.", "800", "800"),
        (
            "The league sent 90 rebuilt field guns for the port, its docks, its yards and both islands.",
            "90",
            "90 rebuilt field guns for the port",
        ),
    ],
)
def test_a_cell_of_troops_or_equipment_is_a_number_and_its_noun_never_a_clause(count, window, sentence, written, cell):
    value = float(written.split()[-1].replace(",", ""))
    (row,) = key_figures(
        tallies(count("Brod Daily", 0, DAY, sentence, written, value, "troops", place=None)), window=window, language="en"
    )
    assert row.sides[0].statement.text == cell


def test_a_sum_of_which_nothing_is_said_to_be_done_is_a_key_figure_only_where_several_name_it(count, window):
    one = count(
        "Brod Daily",
        0,
        DAY,
        "The harbour board values the port of Korsun at 60 million euros.",
        "60 million euros",
        60e6,
        "money",
        currency="EUR",
        place=None,
    )
    other = count(
        "The Harbour Times",
        0,
        DAY,
        "The port of Korsun is worth 60 million euros, the harbour board says.",
        "60 million euros",
        60e6,
        "money",
        currency="EUR",
        place=None,
    )
    assert key_figures(tallies(one), window=window, language="en") == ()
    assert len(key_figures(tallies(one, other), window=window, language="en")) == 1


def test_a_price_and_a_toll_of_nowhere_and_no_day_are_no_key_figures(count, window):
    found = tallies(
        count("Brod Daily", 0, DAY, "The ticket costs 60 euros.", "60 euros", 60, "money", currency="EUR", place=None),
        count("Brod Daily", 0, DAY, "Nine people died.", "Nine", 9, place=None, event_date=None),
    )
    assert key_figures(found, window=window, language="en") == ()
