"""Figures written in digits: the same number, the same doubt, and words where digits would claim more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.catalogue import catalogue
from briefing.language.numbers import numbers
from briefing.language.numbers.digits import in_digits


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Two", "2"),
        ("two boats", "2 boats"),
        ("At least six", "at least 6"),
        ("More than 100", "more than 100"),
        ("twenty-one", "21"),
        ("two hundred", "200"),
        ("twelve thousand", "12,000"),
        ("Three million litres", "3 million litres"),
        ("between five and seven", "between 5 and 7"),
        ("seven of nine", "7 of 9"),
        ("два", "2"),
        ("Щонайменше шестеро", "щонайменше 6"),
        ("По меньшей мере шесть", "по меньшей мере 6"),
        ("Nearly forty", "nearly 40"),
        ("zwei", "2"),
    ],
)
def test_a_whole_number_in_words_becomes_digits_and_its_qualifier_stays(words, written):
    assert in_digits(words) == written


@pytest.mark.parametrize(
    "words",
    [
        "a dozen",
        "half a million",
        "a hundred",
        "two and a half million",
        "two-thirds",
        "just under half of the 41",
        "$1.2 billion",
        "двоє солдатів",
        "шестеро з дев'яти",
        "півтори тисячі",
    ],
)
def test_what_says_less_than_digits_or_has_them_stays(words):
    assert in_digits(words) == words


def test_a_vague_number_stays_in_words_and_is_small_in_mid_line():
    assert in_digits("Dozens") == "dozens"
    assert in_digits("Hundreds of boats") == "hundreds of boats"


def test_words_without_a_number_keep_their_capital():
    assert in_digits("Harbour closed") == "Harbour closed"
    assert in_digits("US lent two boats") == "US lent 2 boats"


def test_thousands_are_set_apart_as_the_edition_does():
    assert in_digits("twelve thousand", catalogue("uk").number) == "12\u00a0000"


_PARTS = st.sampled_from(
    "Two six twelve twenty forty hundred thousand million a half dozen at least more than about between and to of dozens boats 41 1,200 $ два щонайменше тисячі".split()
)


@given(st.lists(_PARTS, max_size=7).map(" ".join))
def test_the_number_stated_is_the_same_and_so_is_its_qualifier(text):
    def stated(words):
        return [(one.value, one.value_max, one.qualifier, one.currency) for one in numbers(words)]

    assert stated(in_digits(text)) == stated(text)


@given(st.text(max_size=60))
def test_any_text_is_taken_and_a_second_time_changes_nothing(text):
    once = in_digits(text)
    assert in_digits(once) == once
