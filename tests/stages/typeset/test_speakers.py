"""Whose word something is, in words; and what the cells, rows and columns of totals and charts say."""

from dataclasses import replace
from datetime import date

import pytest

from briefing.model import Party, Passage, Side, Statement, Tally, Total
from briefing.stages.typeset import attributed, speakers

SPOT = Passage(article="a", paragraph=1, start=0, end=2, sha256="0" * 64)


def side(text, value=None, said_by="the air force", **fields):
    return Side(statement=Statement(text=text, passages=(SPOT,)), said_by=said_by, value=value, **fields)


def total(*sides, **fields):
    return Total(label="Drones launched", kind="drones_launched", sides=sides, **fields)


def tally(relation, *sides):
    return Tally(label="Killed", kind="killed", place=None, event_date=None, relation=relation, sides=sides)


@pytest.mark.parametrize(
    ("party", "name", "words"),
    [
        (Party(bloc="official", country="RU"), "Spokeswoman Olga Orlova", "Russian official"),
        (Party(bloc="official", country="UA"), "Ukraine’s air force", ""),
        (Party(bloc="official"), "the mayor", ""),
        (Party(bloc="official", country="ZZ"), "the mayor", ""),
        (Party(bloc="official", country="UA"), "a senior official", "Ukrainian"),
        (Party(bloc="official", country="UA"), "officials", ""),
        (Party(bloc="organisation"), "the Red Cross", "organisation"),
        (Party(bloc="other", country="RU"), "the blogger Tide", "Russian, not an official"),
        (Party(bloc="outlet", country="DE"), "Der Bote", ""),
        (Party(bloc="witness"), "a resident", "witness"),
        (Party(), "somebody", ""),
        (None, "somebody", ""),
    ],
)
def test_a_party_is_said_in_words(party, name, words):
    assert speakers.party(party, name) == words


def test_a_party_that_the_name_says_in_full_is_not_said_again():
    assert speakers.party(Party(bloc="official", country="RU"), "a Russian official") == ""


def test_a_kind_of_people_is_named_with_its_country():
    of = Party(bloc="official", country="UA")
    assert speakers.speaker(side("2", said_by="officials", party=of)) == "Ukrainian officials"
    assert speakers.speaker(side("2", said_by="local authorities", party=of)) == "Ukrainian local authorities"
    assert speakers.speaker(side("2", said_by="Ukrainian officials", party=of)) == "Ukrainian officials"
    assert speakers.speaker(side("2", said_by="the mayor", party=of)) == "the mayor"
    assert speakers.speaker(side("2", said_by="officials", party=Party(bloc="official"))) == "officials"


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        *(
            (name, "deny")
            for name in ("officials", "Rescuers", "human rights groups", "authorities in Brod", "the police", "військові")
        ),
        *(
            (name, "denies")
            for name in ("the mayor", "Ada Jones", "the press office", "Congress", "Сергій Бондаренко", "речник сил")
        ),
        *((name, "denies") for name in ("the ministry of foreign affairs", "Mayor of the islands", "")),
    ],
)
def test_the_verb_goes_with_one_speaker_or_several(name, verb):
    assert speakers.stance(side("It is safe.", said_by=name, stance="denied")) == verb


@pytest.mark.parametrize(
    ("text", "said_by", "tells"),
    [
        ("Two boats sank, officials said.", "officials", True),
        ("The port is open, according to the mayor, Ada Berg.", "Mayor Ada Berg", True),
        ("Berg denied that the port was closed.", "Ada Berg", True),
        ("“We have closed nothing,” she said.", "Ada Berg", False),
        ("The port is open.", "Ada Berg", False),
        ("Ada Berg’s boat sank, officials said.", "Ada Berg", False),
    ],
)
def test_whether_words_say_themselves_whose_they_are(text, said_by, tells):
    assert attributed.tells(side(text, said_by=said_by)) == tells


def test_words_cut_from_a_sentence_do_not_end_in_the_comma_that_led_on():
    assert [attributed.closed(text) for text in ("“We stay,”", "We stay, ", "We stay.", '"Yes, no"')] == [
        "“We stay”",
        "We stay",
        "We stay.",
        '"Yes, no"',
    ]


def test_words_that_name_their_speaker_are_headed_by_whom_these_speak_for():
    assert speakers.camp(side("2", party=Party(bloc="official", country="UA"))) == "Ukraine"
    assert speakers.camp(side("2", party=Party(bloc="witness"))) == "Witness"
    assert speakers.camp(side("2", party=Party(bloc="official"))) == speakers.camp(side("2")) == ""


def test_a_name_begins_a_line_with_a_capital_unless_it_is_spelled_otherwise():
    assert [attributed.opening(name) for name in ("officials", "a port", "the mayor", "iPort", "post.example", "")] == [
        "Officials",
        "A port",
        "The mayor",
        "iPort",
        "post.example",
        "",
    ]


def test_parties_stand_only_where_sides_of_several_contradict_each_other():
    ours, theirs = Party(bloc="official", country="UA"), Party(bloc="official", country="RU")
    assert speakers.of_several_parties(tally("contested", side("2", party=ours), side("9", party=theirs)))
    assert not speakers.of_several_parties(tally("contested", side("2", party=ours), side("9", party=ours)))
    assert not speakers.of_several_parties(tally("revised", side("2", party=ours), side("9", party=theirs)))


def test_a_short_mention_has_the_latest_value_or_all_that_contradict_each_other():
    two, nine = side("two"), side("nine")
    assert tally("revised", two, nine).shown == (nine,)
    assert tally("contested", two, nine).shown == (nine, two)


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ((side("36", 36.0), side("84", 84.0)), "120"),
        ((side("at least 36", 36.0), side("84", 84.0)), "at least 120"),
        ((side("at least 36", 36.0), side("about 84", 84.0)), "about 120"),
        ((side("1,036", 1036.0), side("84", 84.0)), "1,120"),
    ],
)
def test_a_sum_is_as_careful_as_its_least_certain_part(sides, words):
    assert speakers.summed(total(*sides, sum=sum(one.value for one in sides))) == words


def test_a_cell_without_a_sum_says_none():
    assert speakers.summed(total(side("36", 36.0))) == ""


def test_the_days_of_a_sum_are_counted_against_those_of_the_period(several_days):
    window = several_days.window
    assert speakers.of_days(total(side("1"), side("2"), sum=3.0), window) == "sum of the 2 days of 3 with a number"
    assert speakers.of_days(total(side("1"), side("2"), sum=3.0), replace(window, first=date(2025, 3, 11))) == "sum of 2 days"


def test_many_names_of_one_party_are_that_party():
    ours = Party(bloc="official", country="UA")
    named = [
        side("1", said_by=name, party=ours) for name in ("air force", "Ukraine’s air force", "General Oleh Bondar", "the staff")
    ]
    assert speakers.in_words_of(named[:2]) == "Ukraine’s air force"
    assert speakers.in_words_of(named) == "Ukrainian officials"
    assert speakers.in_words_of([*named, side("1", said_by="Der Bote")]) == "Ukraine’s air force, General Oleh Bondar and others"


def test_two_ways_to_name_one_body_are_one_name():
    ours = Party(bloc="official", country="UA")
    both = [side("1", said_by=name, party=ours) for name in ("The Ukrainian Air Force", "Ukraine’s air force")]
    assert speakers.in_words_of(both) == "the Ukrainian Air Force"
    theirs = side("1", said_by="Russia’s air force", party=Party(bloc="official", country="RU"))
    assert speakers.in_words_of([theirs, side("2", said_by="the mayor")]) == "Russia’s air force and the mayor"


def test_a_chart_as_a_table_has_a_row_for_each_day_with_a_number(several_days):
    (chart,) = several_days.charts
    assert speakers.columns(chart) == ["missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down"]
    rows = {day.day: [[one.statement.text for one in cell] for cell in cells] for day, cells in speakers.grid(chart)}
    assert rows == {
        10: [["three"], [], ["48"], ["39"]],
        11: [[], [], ["61"], ["50"]],
        12: [["seven"], ["four"], ["at least 84"], ["70"]],
    }
    assert speakers.without(chart) == ""
    first = replace(chart, bars=tuple(bar for bar in chart.bars if bar.day.day == 10))
    assert [day.day for day, _ in speakers.grid(first)] == [10]
    assert speakers.without(first) == "Of 2 other days no source read gives a figure."
