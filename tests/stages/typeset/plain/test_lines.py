"""Lines of a width in columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.stages.typeset.plain.lines import LRI, PDI, RLI, Piece, columns, wrap


def wrapped(text, width=20, **more):
    return wrap([Piece(text=text, **more)], width)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("the damage is put at 310 млн ₴ by the city", "310 млн"),
        ("it was said on or about 12 March by all of them", "12 March"),
        ("it was said again on the 5 May 2025 by all", "5 May 2025"),
        ("they had a stretch of 40 km to go", "40 km"),
        ("it rose by as much as 7 % in a year", "7 %"),
        ("the population: about 10 000 in the town", "10 000"),
        ("they found the object № 7 in the yard", "№ 7"),
        ("the same stands in all of ¶3 Ten were hurt", "¶3 Ten"),
    ],
)
def test_a_number_stays_with_what_it_counts_at_every_width(text, held):
    for width in range(len(held), len(text)):
        assert any(held in line for line in wrapped(text, width)), width


def test_a_number_at_the_end_of_a_sentence_holds_nothing():
    assert wrapped("they were only 31, the others had left", 18) == ["they were only 31,", "the others had", "left"]


def test_a_space_that_holds_together_is_no_place_to_break():
    assert wrapped("aaaa bbbb\u00a0cccc dddd", 12) == ["aaaa", "bbbb\u00a0cccc", "dddd"]


def test_wide_letters_take_two_columns_and_part_anywhere_but_before_a_full_stop():
    assert columns("漢字x") == 5
    assert wrapped("火災三人負傷。市長述", 12) == ["火災三人負", "傷。市長述"]


def test_a_mark_above_a_letter_takes_no_column():
    assert columns("e\u0301\u0302") == 1


def test_a_word_longer_than_a_line_is_cut_and_an_address_is_not():
    assert wrapped("a " + "b" * 50, 20) == ["a", "b" * 20, "b" * 20, "b" * 10]
    assert wrapped("https://a.example/" + "b" * 50, 20, whole=True) == ["https://a.example/" + "b" * 50]


def test_a_citation_stays_with_its_sentence():
    pieces = [Piece(text="It burned for two days."), Piece(text="[12]"), Piece(text="[3]")]
    assert wrap(pieces, 24) == ["It burned for two", "days.[12][3]"]


def test_a_stretch_of_another_direction_is_isolated_on_each_of_its_lines():
    pieces = [Piece(text="He said "), Piece(text="שלום עולם שלום", isolate=1, rtl=True), Piece(text=" again.")]
    assert wrap(pieces, 14) == [f"He said {RLI}שלום{PDI}", f"{RLI}עולם שלום{PDI}", "again."]


@given(st.lists(st.text(st.sampled_from("ab 12.漢אב\u0301\n-/"), max_size=60), max_size=5), st.integers(4, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(texts, width):
    pieces = [Piece(text=text, isolate=number % 2 * number, rtl=number % 4 == 1) for number, text in enumerate(texts)]
    lines = wrap(pieces, width)
    assert all(columns(line) <= width for line in lines)
    assert all(line == line.strip(" ") for line in lines)
    assert all(line.count(RLI) + line.count(LRI) == line.count(PDI) for line in lines)
    assert "".join("".join(lines).translate(dict.fromkeys(map(ord, f"{RLI}{LRI}{PDI}"))).split()) == "".join("".join(texts).split())
