"""Fractions as they are said: their value, their qualifier, and the number they are of; no count is made of one."""

import pytest

from briefing.language.numbers import numbers
from briefing.language.numbers.fractions import fractions

CASES = [
    ("just under half of the 41 kites", "just under half", 0.5, "nearly", 41),
    ("more than half the 300 wells", "more than half", 0.5, "more than", 300),
    ("two-thirds of the 300 wells", "two-thirds", 2 / 3, None, 300),
    ("nearly a third of the village", "nearly a third", 1 / 3, "nearly", None),
    ("about three quarters of pupils", "about three quarters", 0.75, "about", None),
    ("one in five hens", "one in five", 0.2, None, None),
    ("nine out of 10 hens", "nine out of 10", 0.9, None, None),
    ("at least 60% of the 40 wells", "at least 60%", 0.6, "at least", 40),
    ("майже половина з 41 змія", "майже половина", 0.5, "nearly", 41),
    ("дві третини колодязів", "дві третини", 2 / 3, None, None),
    ("четверть домов", "четверть", 0.25, None, None),
]


@pytest.mark.parametrize(("text", "words", "value", "qualifier", "base"), CASES, ids=[case[0] for case in CASES])
def test_a_fraction_knows_what_it_is_of(text, words, value, qualifier, base):
    (found,) = fractions(text, numbers(text))
    assert (text[found.start : found.end], found.value, found.qualifier) == (words, pytest.approx(value), qualifier)
    assert (found.base.value if found.base else None) == base


@pytest.mark.parametrize(
    "text",
    [
        "half a million hens",
        "the second half",
        "a half-hour",
        "three in 2024",
        "one in five days",
        "half-brother",
        "the third well",
    ],
)
def test_what_is_no_fraction_is_none(text):
    assert fractions(text, numbers(text)) == ()


def test_no_count_is_made_of_a_fraction():
    assert [(number.value, number.role) for number in numbers("just under half of the 41 kites")] == [(41, "count")]
