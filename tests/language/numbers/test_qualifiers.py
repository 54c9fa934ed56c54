"""Words that say how exact a number is: each is found with its exact place, and what only looks like one is left alone."""

import pytest

from briefing.language.numbers.qualifiers import qualified, start_with_qualifier

CASES = [
    ("at least 5 hens", "at least 5", "at least"),
    ("at the very least 5 hens", "at the very least 5", "at least"),
    ("not fewer than 5 hens", "not fewer than 5", "at least"),
    ("5 hens or more", "5", None),
    ("5 or more hens", "5 or more", "at least"),
    ("5+ hens", "5+", "at least"),
    ("as many as 5 hens", "as many as 5", "up to"),
    ("5 or less", "5 or less", "up to"),
    ("slightly less than 5", "slightly less than 5", "less than"),
    ("just under 5", "just under 5", "nearly"),
    ("just over 5", "just over 5", "more than"),
    ("well over 5", "well over 5", "more than"),
    ("in excess of 5", "in excess of 5", "more than"),
    ("(about 5)", "about 5", "about"),
    ("►At least 5 hens", "At least 5", "at least"),
    ("hens—about 5", "about 5", "about"),
    ("hens: ~5", "~5", "about"),
    ("hens: >5", ">5", "more than"),
    ("5 or so", "5 or so", "about"),
    ("близько 5 курей", "близько 5", "about"),
    ("не менш ніж 5 курей", "не менш ніж 5", "at least"),
    ("5 або більше", "5 або більше", "at least"),
    ("до 5 курей", "до 5", "up to"),
    ("более чем 5 кур", "более чем 5", "more than"),
    ("почти 5 кур", "почти 5", "nearly"),
    ("höchstens 5 Hühner", "höchstens 5", "up to"),
    ("près de 5 poules", "près de 5", "nearly"),
    ("ponad 5 kur", "ponad 5", "more than"),
]


@pytest.mark.parametrize(("text", "words", "qualifier"), CASES, ids=[case[0] for case in CASES])
def test_a_qualifier_is_read_with_the_words_it_is_made_of(text, words, qualifier):
    core = text.index("5")
    start, end, found = qualified(text, core, core + 1, 5)
    assert (text[start:end], found) == (words, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "over a 5 pound note",
        "<p>5 hens",
        "> 5 hens",
        ">5 hens",
        "control over 5 wells",
        "зросла до 5",
        "talks about 5 wells",
        "seen over 5 regions",
        "leastwise 5",
    ],
)
def test_what_is_no_qualifier_stays_outside(text):
    core = text.index("5")
    assert qualified(text, core, core + 1, 5) == (core, core + 1, None)
    assert start_with_qualifier(text, core) == core
