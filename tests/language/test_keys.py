"""Keys join spellings, scripts and forms; stems join forms only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.keys import key, keys, stem
from briefing.language.words import fold, words


@pytest.mark.parametrize(
    "same",
    [
        "Kyiv Kiev Київ Києві Киев Киеве",
        "Kharkiv Kharkov Харків Харкова Харькове",
        "Odesa Odessa Одеса Одессу",
        "Zelensky Zelenskyy Zelenskiy Зеленський Зеленского",
        "Syrskyi Syrsky Сирський",
        "Ukraine Ukrainian Україна українські Украине",
        "missile missiles rocket ракета ракетами",
        "killed dead deaths загинули погибли",
        "seven 7 07 семеро семь",
        "France French Франція",
    ],
)
def test_one_thing_has_one_key_however_it_is_spelled(same):
    assert len({key(fold(word)) for word in same.split()}) == 1


@pytest.mark.parametrize(
    "different", ["Kyiv Kharkiv", "Russia Ukraine", "missile drone", "killed injured", "12 13", "Sweden Finland"]
)
def test_two_things_have_two_keys(different):
    assert len({key(fold(word)) for word in different.split()}) == 2


def test_stop_words_have_no_keys_and_hyphenated_words_one_for_each_part():
    assert keys("the dog and the Saudi-backed council") == [key("dog"), key("saudi"), key("backed"), key("council")]


@pytest.mark.parametrize(
    "same",
    [
        "shell shells shelled shelling",
        "negotiate negotiations negotiators",
        "defence defense defences",
        "organisation organization",
        "ally allies",
        "evacuated evacuation evacuate",
        "ракета ракети ракетами ракет",
        "санкції санкцій санкціями",
        "помощь помощи помощью",
    ],
)
def test_forms_of_a_word_share_a_stem(same):
    assert len({stem(word) for word in same.split()}) == 1


@pytest.mark.parametrize(
    "different", ["aid aide", "ally all", "accession access", "missile mission", "nation national", "office offer"]
)
def test_words_that_only_look_alike_do_not(different):
    assert len({stem(word) for word in different.split()}) == 2


@given(st.text(max_size=60))
def test_any_text_has_keys_and_stems_and_they_are_never_empty(text):
    assert all(keys(text))
    assert all(isinstance(stem(word), str) for word in words(text))
