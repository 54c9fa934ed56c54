"""Vague counts: a lower bound with its exact words, never a number."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.numbers import numbers
from briefing.language.numbers.vague import vague

CASES = [
    ("Dozens of hens fled", "Dozens", 24),
    ("hundreds sang", "hundreds", 200),
    ("tens of thousands of geese", "tens of thousands", 20_000),
    ("several hundred boats", "several hundred", 200),
    ("a few dozen vans", "a few dozen", 24),
    ("scores of vans", "scores", 40),
    ("Десятки човнів", "Десятки", 20),
    ("кілька тисяч листів", "кілька тисяч", 2000),
    ("сотни тысяч писем", "сотни тысяч", 200_000),
    ("Hunderte von Booten", "Hunderte", 200),
]


@pytest.mark.parametrize(("text", "words", "least"), CASES, ids=[case[0] for case in CASES])
def test_a_vague_word_is_a_lower_bound_and_no_number(text, words, least):
    (found,) = vague(text)
    assert (text[found.start : found.end], found.value, found.qualifier, found.role) == (words, least, "at least", "vague")
    assert numbers(text) == ()


@pytest.mark.parametrize(
    "text", ["hundreds of kilometres", "thousands of dollars", "два десятки човнів", "5 тисяч", "dozens of years", "a dozen eggs"]
)
def test_lengths_sums_spans_of_time_and_numbers_are_none(text):
    assert vague(text) == ()


@given(st.lists(st.sampled_from("dozens of hundreds thousand 5 several the hens десятки тисяч , — tens".split())).map(" ".join))
def test_vague_counts_never_overlap_a_number(text):
    spans = sorted((found.start, found.end) for found in (*vague(text), *numbers(text)))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
