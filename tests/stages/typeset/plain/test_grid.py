"""Tables in columns, or as records."""

from briefing.stages.typeset.plain.grid import table
from briefing.stages.typeset.plain.lines import Piece


def row(*cells):
    return [[Piece(text=cell)] for cell in cells]


HEAD = row("No.", "Place", "What happened")


def test_columns_stand_under_their_heads_and_numbers_at_the_right():
    assert table(HEAD, [row("9", "Izmail", "Killed: four"), row("10", "港口", "Injured: 15")], 40) == [
        "No.  Place   What happened",
        "---  ------  -------------",
        "  9  Izmail  Killed: four",
        " 10  港口    Injured: 15",
        "---  ------  -------------",
    ]


def test_rows_stand_apart_where_one_needs_more_lines():
    assert table(HEAD, [row("1", "Izmail", "Killed: four; injured: fifteen"), row("2", "Sumy", "Nothing")], 34) == [
        "No.  Place   What happened",
        "---  ------  ---------------------",
        "  1  Izmail  Killed: four;",
        "             injured: fifteen",
        "",
        "  2  Sumy    Nothing",
        "---  ------  ---------------------",
    ]


def test_a_table_too_wide_for_columns_is_a_list_of_records():
    rows = [row("1", "Izmail", "Killed: four"), row("2", "", "No count is given of the dead")]
    assert table(HEAD, rows, 18) == [
        "No.: 1",
        "Place: Izmail",
        "What happened:",
        "  Killed: four",
        "",
        "No.: 2",
        "What happened:",
        "  No count is",
        "  given of the",
        "  dead",
    ]


def test_a_single_row_of_many_lines_is_a_record():
    assert table(HEAD, [row("1", "Izmail", "Killed: four; injured: fifteen")], 30) == [
        "No.: 1",
        "Place: Izmail",
        "What happened: Killed: four;",
        "  injured: fifteen",
    ]
