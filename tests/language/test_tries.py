"""One pattern for many words: it matches each of them whole, and nothing else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from briefing.language.tries import any_of

WORDS = st.lists(st.text("abcя'.+", min_size=1, max_size=5), min_size=1, max_size=12)


@given(WORDS, st.text("abcя'.+", max_size=6))
def test_the_pattern_matches_the_words_and_nothing_else(words, other):
    pattern = re.compile(any_of(words))
    assert all(pattern.fullmatch(word) for word in words)
    assert (pattern.fullmatch(other) is not None) == (other in words)


@given(WORDS)
def test_the_longest_word_there_is_wins(words):
    text = max(words, key=len)
    found = re.match(any_of(words), text)
    assert found
    assert found.end() == max(len(word) for word in words if text.startswith(word))


def test_no_words_make_an_empty_pattern():
    assert any_of([]) == ""
