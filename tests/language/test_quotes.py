"""Quotations, names, numerals and credits, as exact spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.quotes import UNNAMED, credit, credited, names, numerals, outside_quotations, quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We counted nine impacts,” she said.", ["“We counted nine impacts,”"]),
        ("Вона сказала: «Ми нарахували дев'ять влучань».", ["«Ми нарахували дев'ять влучань»"]),
        ('The "kamikaze" drones and the "double tap"', ['"kamikaze"', '"double tap"']),
        ("The port's crane isn't new", []),
        ("‘It's the crane,’ he said", ["‘It's the crane,’"]),
    ],
)
def test_quotations_are_found_with_their_marks(text, quoted):
    assert [text[start:end] for start, end in quotations(text)] == quoted


@given(st.text(alphabet="ab «»“”\"'", max_size=40))
def test_blanking_quotations_moves_nothing(text):
    blanked = outside_quotations(text)
    assert len(blanked) == len(text)
    inside = {place for start, end in quotations(text) for place in range(start, end)}
    assert all(blanked[place] == (" " if place in inside else char) for place, char in enumerate(text))


def test_names_leave_out_the_word_that_merely_opens_the_sentence():
    assert names("Drones hit Korsun, Governor Maryna Holub told the US on Tuesday.") == (
        "Korsun",
        "Governor",
        "Maryna",
        "Holub",
        "US",
        "Tuesday",
    )


def test_numerals_keep_their_separators():
    assert numerals("1,200 of 7.5 million at 18:46 on 3/4, 12\u00a0000") == ("1,200", "7.5", "18:46", "3/4", "12\u00a0000")


@given(st.one_of(st.none(), st.text(min_size=1, max_size=30).filter(lambda name: "\n" not in name)), st.booleans())
def test_a_credit_tells_whom_it_names(publisher, spoken):
    assert credited(credit(publisher, spoken=spoken)) == (publisher or UNNAMED)


@pytest.mark.parametrize("words", ["", ", who denies it", " and 400 more", ", The Post reports. Nobody denies it."])
def test_other_words_are_no_credit(words):
    assert credited(words) is None
