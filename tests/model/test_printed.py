"""What stands on the first page of an edition, and in which order everything is printed."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import (
    Bar,
    Briefing,
    Chapter,
    Chart,
    Happening,
    Highlight,
    Passage,
    Report,
    Side,
    Spot,
    Statement,
    Tally,
    Total,
    Window,
)

DAY, NEXT = date(2025, 3, 12), date(2025, 3, 13)
AT = datetime(2025, 3, 12, tzinfo=UTC)
ONE_DAY = Window(first=DAY, last=DAY, start=AT, end=AT, zone="UTC")
TWO_DAYS = replace(ONE_DAY, last=NEXT)


def says(text):
    return Statement(text=text, passages=(Passage(article=text, paragraph=1, start=0, end=1, sha256="0"),))


def side(text, value=None):
    return Side(statement=says(text), said_by="someone", value=value)


def row(*sides, label="Killed", kind="killed", place="Izmail", relation="single"):
    return Tally(label=label, kind=kind, place=place, event_date=DAY, relation=relation, sides=sides)


def spot(*tallies, statements=()):
    return Spot(place="Izmail", country="UA", latitude=45.0, longitude=28.0, tallies=tallies, statements=statements)


def edition(**parts):
    return Briefing(profile="p", title="T", language="en", **({"window": ONE_DAY, "made_at": AT, "next_due": AT} | parts))


def texts(briefing):
    return [statement.text for statement in briefing.printed()]


def test_of_a_revised_row_only_the_latest_value_is_shown_of_a_contested_one_all_the_latest_first():
    sides = (side("four"), side("five"), side("six"))
    assert [one.statement.text for one in row(*sides, relation="revised").shown] == ["six"]
    assert [one.statement.text for one in row(*sides, relation="contested").shown] == ["six", "five", "four"]


def test_values_of_which_none_is_the_later_one_stay_in_the_order_in_which_they_came():
    differs = row(side("at least six"), side("at least four"), relation="differs")
    assert [one.statement.text for one in differs.shown] == ["at least six", "at least four"]


def test_beside_the_map_stand_the_first_two_things_counted_at_a_place_or_its_first_statement():
    counted = spot(row(side("two")), row(side("three")), row(side("9"), label="Injured"), row(side("40"), label="Houses damaged"))
    assert [tally.shown[0].statement.text for tally in counted.leading] == ["two", "9"]
    assert counted.leading_statements == ()
    told = spot(statements=(says("A fire broke out."), says("It was put out.")))
    assert [one.text for one in told.leading_statements] == ["A fire broke out."]


def test_figures_are_listed_by_place_only_where_something_stands_nowhere_else():
    first, second = row(side("two")), row(side("14"), label="Houses damaged")
    third = row(side("40"), label="Trees felled")
    told = spot(first, second, third)
    assert edition(spots=(told,)).by_place
    assert not edition(spots=(told,), tallies=(first, second, third)).by_place
    assert not edition(spots=(spot(first, second),)).by_place
    assert edition(spots=(spot(statements=(says("a"), says("b"))),)).by_place


def test_a_strip_of_fewer_than_four_totals_is_filled_with_the_largest_row_of_each_other_kind():
    total = Total(label="Killed", kind="killed", sides=(side("four", 4),))
    rows = (
        row(side("31", 31)),
        row(side("17", 17), kind="injured", label="Injured, Izmail"),
        row(side("28", 28), kind="injured", label="Injured, Odesa"),
        row(side("a pledge of $8.5 billion in aid", 8.5e9), kind="money", label="Money pledged"),
    )
    assert [one.label for one in edition(totals=(total,), tallies=rows).leading] == ["Injured, Odesa"]
    assert [one.kind for one in edition(tallies=rows).leading] == ["killed", "injured"]
    assert edition(totals=(total,) * 4, tallies=rows).leading == ()


def whole(window):
    figures = tuple(row(side(f"f{number}"), label=f"Label {number}") for number in range(3))
    report = Report(story="s", headline=says("headline"), statements=(says("story"),))
    chart = Chart(label="c", days=(DAY,), bars=(Bar(day=DAY, kind="killed", side=side("bar")),))
    return edition(
        window=window,
        highlights=(Highlight(section="a", label="A", statement=says("glance")),),
        totals=(Total(label="t", kind="killed", sides=(side("total"),)),),
        tallies=(row(side("five"), side("six"), relation="revised"),),
        spots=(spot(*figures),),
        chapters=(Chapter(id="a", title="A", reports=(report,)),),
        timeline=(Happening(day=DAY, place=None, statement=says("happening")),),
        charts=(chart,),
    )


def test_the_first_page_comes_before_the_stories_and_all_figures_after_them():
    first_page = ["glance", "total", "f0", "f1"]
    after = ["six", "five", "f0", "f1", "f2"]
    assert texts(whole(ONE_DAY)) == [*first_page, "headline", "story", *after, "happening", "bar"]


def test_of_several_days_what_goes_over_time_comes_before_the_stories():
    told = texts(whole(TWO_DAYS))
    assert told[4:10] == ["five", "six", "happening", "bar", "headline", "story"]
    assert told[10:] == ["f0", "f1", "f2"], "what moved stands apart, and not again among all figures"


@given(st.lists(st.sampled_from(["killed", "injured", "missing", "captured", "troops", "evacuated"]), max_size=12))
def test_the_strip_never_gives_a_kind_twice_nor_more_than_four_cells_of_rows(kinds):
    rows = tuple(row(side(str(number), number), kind=kind, label=f"{kind} {number}") for number, kind in enumerate(kinds))
    leading = [tally.kind for tally in edition(tallies=rows).leading]
    assert len(leading) == len(set(leading)) == min(4, len(set(kinds)))
