"""Words: how the stages compare text."""

from hypothesis import given
from hypothesis import strategies as st

from briefing.language.words import fold, squash, words


def test_case_apostrophes_and_letters_written_in_two_ways_do_not_matter():
    assert fold("Kup’yansk") == fold("KUP'YANSK") == fold("kupʼyansk")
    assert fold("Й") == fold("Й")


def test_words_keep_hyphens_and_inner_apostrophes():
    assert words("The S-300's crew, п’ять осіб: no_one") == ["the", "s-300's", "crew", "п'ять", "осіб", "no", "one"]


def test_squash_sees_only_letters_and_digits():
    assert squash("“Run! Now!”") == squash("Run now") == "runnow"
    assert squash("26 hurt") != squash("25 hurt")


@given(st.text(max_size=100))
def test_squash_does_not_see_white_space_or_quotation_marks(text):
    assert squash(f" “{text}” \u2028") == squash(text)


@given(st.text(max_size=100))
def test_words_are_already_folded(text):
    assert all(fold(word) == word for word in words(text))
