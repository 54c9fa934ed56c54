"""Figures of one event side by side: what agrees, what was revised, what nobody can reconcile."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Party
from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.events import Count, events

DAY = date(2025, 3, 4)


def tallies(*counts):
    return [compared(event, year=2025, language="en") for event in events(counts)]


def test_a_toll_that_rises_with_later_pages_is_revised_in_the_order_of_time(count):
    (one,) = tallies(
        count("Brod Daily", 1, DAY + timedelta(2), "Rescuers now speak of 23 dead in Korsun.", "23", 23),
        count("The Harbour Times", 0, DAY, "The raid killed 17 people, the governor said.", "17", 17, attributed_to="the governor"),
        count("Brod Daily", 1, DAY + timedelta(1), "The raid killed 19 people in Korsun.", "19", 19),
    )
    assert one.row.relation == "revised"
    assert one.row.note == "Later sources higher: 17 → 19 → 23."
    assert [side.statement.text for side in one.row.sides] == ["17", "19", "23"]
    assert [side.said_by for side in one.row.sides] == ["the governor", "Brod Daily", "Brod Daily"]
    assert [side.as_of for side in one.row.sides] == [DAY, DAY + timedelta(1), DAY + timedelta(2)]
    assert one.row.label == "Killed, Korsun, 4 March"
    assert [side.statement.text for side in one.difference.sides] == [
        "The raid killed 17 people",
        "The raid killed 19 people in Korsun",
        "Rescuers now speak of 23 dead in Korsun",
    ]


def test_two_voices_at_one_time_contradict_each_other(count):
    (one,) = tallies(
        count("Brod Daily", 0, DAY, "The raid killed 17 people, the governor said.", "17", 17, attributed_to="the governor"),
        count("Brod Daily", 0, DAY, "The ministry said nine people were killed.", "nine", 9, attributed_to="the ministry"),
    )
    assert one.row.relation == "contested"


def test_a_lower_bound_does_not_contradict_a_higher_count(count, morning):
    (one,) = tallies(
        count("Brod Daily", 0, DAY, "At least 45 were hurt.", "At least 45", 45, "injured", qualifier="at least"),
        count("Coast Radio", 0, DAY, "In all 53 were hurt.", "53", 53, "injured"),
    )
    assert one.row.relation == "differs"
    assert one.row.note == "Which is later is not known."
    (one,) = tallies(
        count("Brod Daily", 0, morning, "At least 45 were hurt.", "At least 45", 45, "injured", qualifier="at least"),
        count("Coast Radio", 0, morning + timedelta(hours=1), "In all 53 were hurt.", "53", 53, "injured"),
    )
    assert one.row.relation == "revised"


def test_a_toll_that_grew_and_is_then_disputed_says_both(count, morning, evening):
    (one,) = tallies(
        count("Brod Daily", 0, morning, "The raid killed four people, the governor said.", "four", 4, attributed_to="the governor"),
        count(
            "Brod Daily",
            0,
            morning + timedelta(hours=5),
            "At least six are dead, the mayor said.",
            "At least six",
            6,
            attributed_to="the mayor",
        ),
        count("The Harbour Times", 0, evening, "Seven were killed, rescuers said.", "Seven", 7, attributed_to="rescuers"),
        count(
            "Coast Radio",
            0,
            evening + timedelta(hours=1),
            "Eight died, the prosecutor said.",
            "Eight",
            8,
            attributed_to="the prosecutor",
        ),
    )
    assert one.row.relation == "contested"
    assert one.row.note == "Revised upward: 4 → at least 6; then 7 against 8."


def test_a_voice_that_corrects_itself_the_same_day_revises(count, morning):
    (one,) = tallies(
        count("Brod Daily", 0, morning, "Four are dead, the mayor said.", "Four", 4, attributed_to="the mayor"),
        count("Brod Daily", 0, morning + timedelta(hours=1), "Six are dead, the mayor said.", "Six", 6, attributed_to="the mayor"),
    )
    assert one.row.relation == "revised"
    assert one.row.note == "Revised upward: 4 → 6."


def test_two_reports_of_one_outlet_differ(count):
    (one,) = tallies(
        count("Brod Daily", 0, DAY, "The raid killed at least six people.", "at least six", 6, qualifier="at least"),
        count("Brod Daily", 0, DAY, "In the raid at least four people died.", "at least four", 4, qualifier="at least"),
    )
    assert one.row.relation == "differs"
    assert one.row.note == "Reports of the same publisher differ."


def test_the_same_number_above_and_below_differs(count):
    (one,) = tallies(
        count("Brod Daily", 0, DAY, "The raid injured over 160 people.", "over 160", 160, kind="injured", qualifier="more than"),
        count(
            "The Harbour Times",
            0,
            DAY + timedelta(3),
            "Nearly 160 people were injured.",
            "Nearly 160",
            160,
            kind="injured",
            qualifier="nearly",
        ),
    )
    assert one.row.relation == "differs"


def test_one_number_from_two_publishers_agrees_and_cites_both(count):
    (one,) = tallies(
        count("Brod Daily", 0, DAY, "The raid killed five people in Korsun.", "five", 5),
        count("The Harbour Times", 1, DAY, "Five people died, the governor said.", "Five", 5, attributed_to="the governor"),
    )
    assert one.row.relation == "agreed"
    (side,) = one.row.sides
    assert side.said_by == "the governor"
    assert len(side.statement.passages) == 2
    assert not one.disputed


def test_a_round_sum_is_the_exact_one_in_fewer_figures(count):
    (one,) = tallies(
        count("Brod Daily", 0, DAY, "The fund holds $61 billion.", "$61 billion", 61e9, "money", currency="USD"),
        count("Coast Radio", 0, DAY, "The fund holds $60.8 billion.", "$60.8 billion", 60.8e9, "money", currency="USD"),
    )
    assert one.row.relation == "single"


@pytest.mark.parametrize(
    ("sentence", "written", "clause"),
    [
        ("The town mourns after the raid, which killed 25 people, officials said.", "25", "killed 25 people"),
        ("It was a night of raids, in which 25 people died, the mayor said.", "25", "25 people died"),
        (
            "On Saturday, 25 people were killed, including five children, in the port.",
            "25",
            "25 people were killed, including five children",
        ),
        ("According to Maryna Holub, one person was killed, and nearly 40 were hurt.", "one", "one person was killed"),
        (
            "The ministry denied that 25 people were killed, a claim of the rebels.",
            "25",
            "The ministry denied that 25 people were killed, a claim of the rebels",
        ),
        ("“We buried 25 people, all dockers,” the priest said.", "25", "“We buried 25 people, all dockers,” the priest said"),
    ],
)
def test_a_clause_is_cut_where_cutting_changes_nothing(count, sentence, written, clause):
    (one,) = tallies(count("Brod Daily", 0, DAY, sentence, written, 25))
    assert [side.statement.text for side in one.difference.sides] == [clause]


def test_sums_far_apart_are_two_sums_and_close_ones_told_in_the_same_words_two_accounts(count):
    def euros(publisher, story, sentence, written, value):
        return count(publisher, story, DAY, sentence, written, value, "money", currency="EUR", place=None, event_date=None)

    found = tallies(
        euros("Brod Daily", 0, "The harbour repair fund of Brod holds €640 million.", "€640 million", 640e6),
        euros("Coast Radio", 0, "Brod asked for €1.1 billion.", "€1.1 billion", 1.1e9),
        euros("Coast Radio", 0, "Some €620 million lie in the fund for harbour repairs in Brod.", "€620 million", 620e6),
        euros("The Harbour Times", 0, "Ferries and their crews cost the town €630 million.", "€630 million", 630e6),
        euros("Coast Radio", 1, "Of the fund for harbour repairs €630 million remain.", "€630 million", 630e6),
    )
    assert sorted(len(one.row.sides) for one in found) == [1, 1, 1, 2]


def test_prices_that_happen_to_be_close_are_no_two_accounts_of_one(count):
    found = tallies(
        count("Brod Daily", 0, DAY, "Original price: €639", "€639", 639, "money", currency="EUR", place=None, event_date=None),
        count("Coast Radio", 0, DAY, "Original price: €649", "€649", 649, "money", currency="EUR", place=None, event_date=None),
    )
    assert not any(one.disputed for one in found)


def test_a_ware_is_compared_with_another_story_that_names_the_same(count):
    (one,) = tallies(
        count(
            "Brod Daily",
            0,
            DAY,
            "Some 9,200 troops began Amber Tide in Korsun.",
            "9,200",
            9200,
            "troops",
            place=None,
            event_date=None,
        ),
        count(
            "Coast Radio",
            1,
            DAY,
            "In Korsun, 9,000 troops opened Amber Tide.",
            "9,000",
            9000,
            "troops",
            place=None,
            event_date=None,
        ),
    )
    assert one.disputed
    assert set(one.stories) == {0, 1}


UKRAINE, RUSSIA = Party(bloc="official", country="UA"), Party(bloc="official", country="RU")


def test_officials_of_two_countries_contradict_each_other_however_far_apart_and_in_one_article(count, figure):
    ours = count(
        "Brod Daily",
        0,
        DAY,
        "The army said 400 soldiers were killed in Korsun.",
        "400",
        400,
        attributed_to="The army",
        party=UKRAINE,
    )
    page = replace(ours.article, paragraphs=(*ours.article.paragraphs, "Moscow said 63 soldiers died there."))
    ours = replace(ours, article=page)
    theirs = figure(page, "killed", 63, "63", place="Korsun", event_date=DAY, as_of=DAY, attributed_to="Moscow", party=RUSSIA)
    (one,) = tallies(ours, Count(figure=theirs, article=page, story=0))
    assert one.row.relation == "contested"
    assert [(side.said_by, side.party, side.value) for side in one.row.sides] == [
        ("The army", UKRAINE, 400),
        ("Moscow", RUSSIA, 63),
    ]


@pytest.mark.parametrize(
    ("written", "value", "qualifier", "exact", "same"),
    [
        ("more than 100", 100, "more than", 119, True),
        ("more than 40", 40, "more than", 49, True),
        ("more than 40", 40, "more than", 60, False),
        ("at least 160", 160, "at least", 171, False),
        ("nearly 120", 120, "nearly", 119, True),
        ("nearly 120", 120, "nearly", 104, False),
        ("about 100", 100, "about", 98, True),
        ("about 100", 100, "about", 130, False),
        ("at least two dozen", 24, "at least", 23, True),
        ("more than a dozen", 12, "more than", 17, True),
        ("more than a dozen", 12, "more than", 31, False),
        ("at least four", 4, "at least", 6, False),
    ],
)
def test_a_round_number_with_a_bound_says_the_same_as_an_exact_one_in_its_step(count, written, value, qualifier, exact, same):
    (one,) = tallies(
        count("Brod Daily", 0, DAY, f"The raid injured {written} people.", written, value, "injured", qualifier=qualifier),
        count("Coast Radio", 0, DAY, f"The raid injured {exact} people.", str(exact), exact, "injured"),
    )
    assert one.disputed != same


def test_a_number_within_a_range_is_no_other_account(count):
    (one,) = tallies(
        count("Brod Daily", 0, DAY, "Between five and eight people died.", "Between five and eight", 5, value_max=8),
        count("Coast Radio", 0, DAY, "Six people died.", "Six", 6),
    )
    assert not one.disputed


def test_one_make_is_never_set_against_all_drones(count):
    found = tallies(
        count("Brod Daily", 0, DAY, "Some 36 Shahed drones came.", "36", 36, "drones_launched", make="Shahed"),
        count("Coast Radio", 0, DAY, "38 drones came.", "38", 38, "drones_launched"),
    )
    assert [one.row.relation for one in found] == ["single", "single"]
    assert {one.row.label for one in found} == {"Drones launched (Shahed), Korsun, 4 March", "Drones launched, Korsun, 4 March"}
    assert {one.scope for one in found} == {"", "shahed"}


def test_dozens_are_never_set_against_a_number(count):
    found = tallies(
        count("Brod Daily", 0, DAY, "The raid injured dozens of people.", "dozens", 24, "injured", qualifier="at least"),
        count("Coast Radio", 0, DAY, "The raid injured 31 people.", "31", 31, "injured"),
    )
    assert [one.row.relation for one in found] == ["single", "single"]
    assert {side.value for one in found for side in one.row.sides} == {None, 31}


@pytest.mark.parametrize(
    ("sentence", "disputed"),
    [
        ("The harbour repair fund of Brod could reach €620 million.", False),
        ("The harbour repair fund of Brod gave €620 million of its €640 million away.", False),
        ("The price of the harbour repair fund of Brod is €620 million.", False),
        ("The harbour repair fund of Brod holds €620 million.", True),
    ],
    ids=["what may be", "two sums of one sentence", "a price", "another account"],
)
def test_a_sum_is_set_against_another_only_where_both_are_said_to_be(count, sentence, disputed):
    fields = {"currency": "EUR", "place": None, "event_date": None}
    found = tallies(
        count(
            "Brod Daily", 0, DAY, "The harbour repair fund of Brod holds €640 million.", "€640 million", 640e6, "money", **fields
        ),
        count("Coast Radio", 0, DAY, sentence, "€620 million", 620e6, "money", **fields),
    )
    assert any(one.disputed for one in found) == disputed


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("killed", "injured", "money")),
            st.sampled_from((3, 4, 9, 41, 44)),
            st.integers(0, 1),
            st.integers(0, 3),
            st.sampled_from(("Korsun", "Ukraine", None)),
            st.booleans(),
        ),
        max_size=6,
    ),
    st.randoms(),
)
def test_the_order_in_which_figures_come_changes_nothing(article, figure, made, random):
    counts = []
    for number, (kind, value, story, day, place, dated) in enumerate(made):
        page = article(
            f"p{number}", "Raid on Korsun", f"The raid took {value} there.", publisher=f"Daily {day}", at=DAY + timedelta(day)
        )
        fields = {"place": place, "event_date": DAY if dated else None, "as_of": DAY + timedelta(day)}
        counts.append(Count(figure=figure(page, kind, value, str(value), **fields), article=page, story=story))
    mixed = list(counts)
    random.shuffle(mixed)
    assert sorted(map(str, tallies(*mixed))) == sorted(map(str, tallies(*counts)))


def at_home(one, title):
    """The count in an article with another title."""
    return replace(one, article=replace(one.article, title=title))
