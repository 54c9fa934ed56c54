"""Two texts are in one language where they share its small words."""

import pytest

from briefing.language.tongues import Tongue

ENGLISH = "The ferry sank in a storm off the island on Monday, and a search of the strait is to go on."
OTHER_ENGLISH = "A court in the city sentenced the treasurer to four years for the sale of a waterworks."
UKRAINIAN = "Пором затонув у шторм біля острова, і пошуки на протоці тривають, як каже мер."
OTHER_UKRAINIAN = "Суд у місті засудив скарбника до 4 років за продаж водогону, а мер не коментує."
RUSSIAN = "Паром затонул в шторм у острова, и поиски на проливе продолжаются, как сказал мэр."
GERMAN = "Die Fähre sank in einem Sturm vor der Insel, und die Suche in der Enge geht weiter."
FRENCH = "Le bac a sombré dans une tempête près de l'île, et les recherches se poursuivent du nord au sud."


@pytest.mark.parametrize(("one", "other"), [(ENGLISH, OTHER_ENGLISH), (UKRAINIAN, OTHER_UKRAINIAN), (OTHER_UKRAINIAN, UKRAINIAN)])
def test_texts_of_one_language_speak_like_each_other(one, other):
    assert Tongue([one]).is_spoken_in(Tongue([other]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ENGLISH, GERMAN),
        (GERMAN, ENGLISH),
        (FRENCH, ENGLISH),
        (UKRAINIAN, RUSSIAN),
        (RUSSIAN, UKRAINIAN),
        (RUSSIAN, ENGLISH),
        (ENGLISH, FRENCH),
    ],
)
def test_texts_of_two_languages_do_not(one, other):
    assert not Tongue([one]).is_spoken_in(Tongue([other]))


def test_a_text_is_spoken_in_texts_of_several_languages():
    assert Tongue([UKRAINIAN]).is_spoken_in(Tongue([ENGLISH, RUSSIAN, OTHER_UKRAINIAN]))


def test_another_script_is_another_language_without_any_small_words():
    assert not Tongue(["Пором затонув біля острова"]).is_spoken_in(Tongue([ENGLISH]))
    assert not Tongue(["Ferry sinks"]).is_spoken_in(Tongue([UKRAINIAN]))


def test_a_text_without_small_words_may_be_in_any():
    assert Tongue(["Aurelia sinks"]).is_spoken_in(Tongue([GERMAN]))
