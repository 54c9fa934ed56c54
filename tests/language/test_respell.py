"""Ukrainian in Russian spelling: the commonest words exchanged, the rest in letters both know, everything else untouched."""

import re

from hypothesis import given
from hypothesis import strategies as st

from briefing.language.respell import as_russian


def test_common_words_are_exchanged_and_keep_their_endings_and_capitals():
    assert as_russian("Уряд повідомив про пожежі") == "Правительство сообщил о пожара"
    assert as_russian("Пожежа охопила склад") == "Пожежа охопила склад"  # no letter that Ukrainian alone has
    assert as_russian("Поїзд зупинився") == "Поезд остановився"


def test_an_apostrophe_of_any_kind_belongs_to_the_word():
    assert as_russian("п’ять і п'ять") == "пять и пять"


def test_a_text_in_another_language_is_left_as_it_is():
    for text in ("Поезд остановился у моста", "The train stopped", "Влак спря на моста", ""):
        assert as_russian(text) == text


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' ,.ABC", max_size=60))
def test_no_letter_that_russian_lacks_is_left_and_nothing_but_words_changes(text):
    found = as_russian(text)
    assert not set(found) & set("іїєґ")
    assert re.sub(r"[\w' ]", "", found) == re.sub(r"[\w' ]", "", text)
    assert as_russian(found) == found
