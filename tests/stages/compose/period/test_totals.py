"""The strip of totals: what may be added up is, what may overlap is not, and what is disputed says so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.model import Party
from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import events
from briefing.stages.compose.period.cells import LARGEST
from briefing.stages.compose.period.totals import ONE_PLACE, totals

DAY = date(2025, 3, 4)
AIR_FORCE = {"attributed_to": "the air force", "party": Party(bloc="official", country="UA"), "place": "Ukraine"}


def all_cells(counts, window):
    found = [one for event in events(counts) if (one := compared(event, year=2025, language="en"))]
    return totals(found, [count.article for count in counts], window=window)


@pytest.fixture
def strip(count):
    """A function: the cells made of some counts, beside one of another kind, which is not returned."""
    pledge = count(
        "Coast Gazette", 98, DAY, "Ministers pledged €70 million.", "€70 million", 7e7, "money", place=None, act="pledged"
    )
    toll = count("Coast Gazette", 99, DAY, "Nine people were killed in Ukraine.", "Nine", 9, place="Ukraine")

    def make(counts, window):
        other = toll if any(one.figure.kind == "money" for one in counts) else pledge
        return tuple(cell for cell in all_cells([*counts, other], window) if cell.kind != other.figure.kind)

    return make


@pytest.fixture
def week(window):
    return replace(window, first=DAY - timedelta(days=6))


@pytest.fixture
def night(count):
    """A function: what one voice says was launched in a night, published the morning after it began."""

    def make(day, number, kind="drones_launched", publisher="Brod Daily", **fields):
        noun = "drones" if kind.startswith("drones") else "missiles"
        sentence = f"The air force said {number} {noun} came overnight."
        fields = {**AIR_FORCE, "event_date": day, **fields}
        return count(publisher, day.day, day, sentence, str(number), float(number), kind, **fields)

    return make


def test_the_nights_of_one_voice_are_added_up_with_every_part_and_its_day(strip, night, week):
    (cell,) = strip([night(DAY - timedelta(days=2), 36), night(DAY, 84), night(DAY - timedelta(days=1), 132)], week)
    assert cell.sum == 252
    assert [(side.statement.text, side.statement.day) for side in cell.sides] == [
        ("36", DAY - timedelta(days=2)),
        ("132", DAY - timedelta(days=1)),
        ("84", DAY),
    ]


def test_nights_of_two_voices_are_not_added_up(strip, night, week):
    other = {"attributed_to": "the harbour council", "party": Party(bloc="organisation")}
    (cell,) = strip([night(DAY - timedelta(days=1), 36), night(DAY, 84, **other)], week)
    assert (cell.sum, cell.note) == (None, LARGEST)
    assert [side.statement.text for side in cell.sides] == ["84"]


def test_one_night_dated_twice_is_not_added_to_itself(strip, night, week):
    (cell,) = strip([night(DAY - timedelta(days=1), 84), night(DAY, 84)], week)
    assert cell.sum is None


def test_tolls_of_several_days_are_never_added_up(strip, count, week):
    counts = [
        count("Brod Daily", n, DAY - timedelta(days=n), f"{word} people were killed.", word, value, place="Ukraine")
        for n, (word, value) in enumerate([("Five", 5), ("Nine", 9)])
    ]
    counts = [replace(one, figure=replace(one.figure, event_date=one.article.published.day)) for one in counts]
    (cell,) = strip(counts, week)
    assert (cell.kind, cell.sum, cell.note) == ("killed", None, LARGEST)
    assert [side.statement.text for side in cell.sides] == ["Nine"]


def test_of_one_day_the_toll_of_the_country_stands_and_not_that_of_a_town(strip, count, window):
    (cell,) = strip(
        [
            count("Brod Daily", 0, DAY, "Nine people were killed in Ukraine.", "Nine", 9, place="Ukraine"),
            count("Brod Daily", 1, DAY, "Five people were killed in Kherson.", "Five", 5, place="Kherson"),
        ],
        window,
    )
    assert (cell.label, cell.note) == ("Killed, Ukraine", "")


def test_where_no_country_is_counted_the_largest_town_stands_and_says_that_it_is_one(strip, count, window):
    (cell,) = strip(
        [
            count("Brod Daily", 0, DAY, "Two people were killed in Sumy.", "Two", 2, place="Sumy"),
            count("Brod Daily", 1, DAY, "Five people were killed in Kherson.", "Five", 5, place="Kherson"),
        ],
        window,
    )
    assert (cell.label, cell.note) == ("Killed, Kherson", ONE_PLACE)


def test_a_district_is_no_wider_than_the_town_that_counts_more(strip, count, window):
    counts = [
        count("Brod Daily", 0, DAY, "Five people were hurt in Kharkiv Raion.", "Five", 5, "injured", place="Kharkiv Raion"),
        count("Brod Daily", 1, DAY, "Nine people were hurt in Kherson.", "Nine", 9, "injured", place="Kherson"),
    ]
    assert [cell.label for cell in strip(counts, window)] == ["Injured, Kherson"]


def test_a_disputed_toll_shows_both_values_first_that_of_somebody_who_is_named(strip, count, window, morning):
    rescuers = {"attributed_to": "the rescue service", "party": Party(bloc="official", country="UA")}
    (cell,) = strip(
        [
            count("Brod Daily", 0, morning, "Nine people were killed in Ukraine.", "Nine", 9, place="Ukraine"),
            count("Kerch Post", 0, morning, "The rescue service said eight were killed.", "eight", 8, place="Ukraine", **rescuers),
        ],
        window,
    )
    assert [side.statement.text for side in cell.sides] == ["eight", "Nine"]


def test_what_is_not_all_of_its_kind_or_of_no_place_or_of_another_day_is_no_total(strip, count, window):
    assert not strip(
        [
            count("A", 0, DAY, "Two soldiers were killed.", "Two", 2, unit="soldiers", place="Ukraine"),
            count("B", 1, DAY, "Six million were killed.", "Six million", 6e6, place=None),
            count("C", 2, DAY, "Nine were killed.", "Nine", 9, place="Ukraine", event_date=DAY - timedelta(days=9)),
        ],
        window,
    )


def test_only_money_that_is_pledged_in_the_news_of_an_article_is_a_total(strip, count, window):
    fields = {"kind": "money", "place": None, "currency": "EUR"}
    (cell,) = strip(
        [
            count("A", 0, DAY, "Ministers pledged €40 million.", "€40 million", 4e7, act="pledged", **fields),
            count("B", 1, DAY, "The ministry spent €90 million.", "€90 million", 9e7, act="spent", **fields),
        ],
        window,
    )
    assert (cell.label, cell.sides[0].value) == ("Money pledged", 4e7)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 400), st.sampled_from(["A", "B"])), min_size=1, max_size=12))
def test_a_sum_is_that_of_its_sides_each_of_another_day_in_one_voice(strip, night, week, made):
    counts = [night(DAY - timedelta(days=back), number, publisher=publisher) for back, number, publisher in made]
    for cell in strip(counts, week):
        if cell.sum is not None:
            days = [side.statement.day for side in cell.sides]
            assert len(days) == len(set(days)) > 1
            assert cell.sum == sum(side.value for side in cell.sides)
            assert len({side.voice for side in cell.sides}) == 1


def test_a_pledge_is_the_sum_alone_and_not_the_clause_around_it(strip, count, window):
    (cell,) = strip(
        [
            count(
                "A", 0, DAY, "Ministers pledged about €40 million for the port.", "about €40 million", 4e7, "money",
                place=None, currency="EUR", act="pledged", qualifier="about",
            )
        ],
        window,
    )  # fmt: skip
    (side,) = cell.sides
    assert side.statement.text == "about €40 million"
    where = side.statement.passages[0]
    assert where.end - where.start == len("about €40 million")


def test_a_place_that_counts_more_than_its_country_leaves_no_total_of_the_country(strip, night, week):
    assert not strip([night(DAY, 41), night(DAY - timedelta(days=3), 99, place="Kharkiv")], week)
    assert strip([night(DAY, 41), night(DAY - timedelta(days=3), 12, place="Kharkiv")], week)


def test_one_cell_is_no_strip(night, window):
    assert not all_cells([night(DAY, 41)], window)
    assert len(all_cells([night(DAY, 41), night(DAY, 30, "drones_shot_down")], window)) == 2


def test_launched_and_shot_down_are_added_up_for_the_same_days(strip, night, week):
    launched = [night(DAY - timedelta(days=back), 60 + back) for back in (2, 1, 0)]
    shot_down = [night(DAY - timedelta(days=back), 50 + back, "drones_shot_down") for back in (5, 2, 0)]
    made = {cell.kind: [side.statement.day for side in cell.sides] for cell in strip([*launched, *shot_down], week)}
    both = [DAY - timedelta(days=2), DAY]
    assert made == {"drones_launched": both, "drones_shot_down": both}


def test_where_they_share_one_day_the_largest_launched_stands_with_what_was_shot_down_of_it(strip, night, week):
    launched = [night(DAY - timedelta(days=back), 60 + back) for back in (1, 0)]
    shot_down = [night(DAY - timedelta(days=back), 50 + back, "drones_shot_down") for back in (5, 1)]
    made = [(cell.sum, cell.sides[0].statement.text, cell.note) for cell in strip([*launched, *shot_down], week)]
    assert made == [(None, "61", LARGEST), (None, "51", "")]


def test_what_was_shot_down_on_another_day_than_the_largest_does_not_stand_beside_it(strip, night, week):
    made = strip([night(DAY - timedelta(days=3), 99), night(DAY, 41), night(DAY, 21, "drones_shot_down")], week)
    assert [cell.sides[0].statement.text for cell in made] == ["99"]
