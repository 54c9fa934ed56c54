"""The language of a text: by its letters in Cyrillic, by the most of its stretches elsewhere, by what its page says where it is short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.detect import known, language_of

SENTENCES = {
    "en": "The ferry to the island was out of service on Monday because its only engine had failed on the way back.",
    "uk": "Пором на острів у понеділок не ходив, бо його єдиний двигун зламався дорогою назад.",
    "ru": "Паром на остров в понедельник не ходил, потому что его единственный двигатель сломался на обратном пути.",
    "be": "Паром на востраў у панядзелак не хадзіў, бо яго адзіны рухавік зламаўся на зваротным шляху.",
    "bg": "Фериботът до острова не плаваше в понеделник, защото единственият му двигател се повреди на връщане.",
    "de": "Die Fähre zur Insel fiel am Montag aus, weil ihr einziger Motor auf dem Rückweg versagt hatte.",
    "fr": "Le bac pour l'île n'a pas circulé lundi, car son unique moteur était tombé en panne au retour.",
    "no": "Fergen til øya var ute av drift mandag etter at den eneste motoren sviktet på vei tilbake, og ingen ble skadet.",
    "da": "Færgen til øen var ude af drift mandag, efter at den eneste motor svigtede på vej tilbage, og ingen blev skadet.",
    "it": "Il traghetto per l'isola lunedì non ha viaggiato, perché il suo unico motore si era guastato al ritorno.",
    "es": "El transbordador a la isla no circuló el lunes porque su único motor se había averiado al regresar.",
    "pl": "Prom na wyspę nie kursował w poniedziałek, ponieważ w drodze powrotnej zepsuł się jego jedyny silnik.",
    "tr": "Adaya giden feribot pazartesi günü çalışmadı, çünkü tek motoru dönüş yolunda arızalanmıştı.",
    "nl": "De veerboot naar het eiland voer maandag niet, omdat de enige motor op de terugweg was uitgevallen.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_single_sentence_is_enough(language: str):
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [("У Києві знову чути вибухи", "uk"), ("В Киеве снова слышны взрывы", "ru"), ("Вибухи пролунали біля порту", "uk"), ("Взрывы прогремели у порта", "ru")],
)  # fmt: skip
def test_ukrainian_and_russian_are_told_apart_by_the_letters_only_one_of_them_has(text: str, language: str):
    assert language_of(text) == language


def test_a_page_that_opens_in_another_language_is_in_that_of_its_text():
    assert language_of(SENTENCES["de"] + " " + SENTENCES["en"] * 12) == "en"


def test_a_copied_declaration_does_not_hold_against_the_text():
    assert language_of(SENTENCES["uk"] * 4, "en") == "uk"


def test_what_the_page_says_holds_where_the_text_is_short():
    assert language_of("Live: Tirana", "sq-AL") == "sq"
    assert language_of("12:30") is None


def test_a_quotation_in_another_language_does_not_change_it():
    assert language_of(SENTENCES["en"] * 6 + SENTENCES["ru"] + SENTENCES["en"] * 6, "en") == "en"


def test_tags_are_made_one():
    assert [known(tag) for tag in ("en-GB", "nb_NO", "nn", "uk-UA", "zh-Hant", "", None, "english", "x-default")] == ["en", "no", "no", "uk", "zh", None, None, None, None]  # fmt: skip


@given(st.text(max_size=300), st.sampled_from([None, "en", "xx-YY", ""]))
def test_any_text_has_a_language_of_two_letters_or_none(text: str, declared: str | None):
    found = language_of(text, declared)
    assert found is None or (len(found) == 2 and found.islower())
