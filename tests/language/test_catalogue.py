"""The edition's own words in a language: tags, numbers, dates, lists, and English where there is no catalogue."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from briefing import settings
from briefing.commands import doctor
from briefing.errors import Exit
from briefing.language.catalogue import catalogue, languages, without_words

DAY = date(2024, 1, 2)
SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("asked", "tag", "language"),
    [
        ("en", "en", "en"),
        ("en-GB", "en-GB", "en"),
        ("uk", "uk", "uk"),
        ("UK-ua", "uk-ua", "uk"),
        ("fr", "en", "en"),
        ("not a tag", "en", "en"),
    ],
)
def test_a_catalogue_says_what_language_its_words_are_in(asked, tag, language):
    assert (catalogue(asked).tag, catalogue(asked).language) == (tag, language)


def test_a_language_without_a_catalogue_has_english_words_and_says_so():
    assert catalogue("fr").text("Key figures") == "Key figures"
    assert "“fr”" in without_words("fr")
    assert without_words("uk-UA") == without_words("en-GB") == ""
    assert {"en", "uk"} <= set(languages())


def test_a_message_nobody_translated_stays_english():
    assert catalogue("uk").text("A word of no catalogue") == "A word of no catalogue"
    assert catalogue("uk").text("") == ""


@pytest.mark.parametrize(
    ("count", "english", "ukrainian"),
    [
        (0, "0 articles", "0 статей"),
        (1, "1 article", "1 стаття"),
        (3, "3 articles", "3 статті"),
        (5, "5 articles", "5 статей"),
        (11, "11 articles", "11 статей"),
        (21, "21 articles", "21 стаття"),
        (1_040, "1,040 articles", f"1{SPACE}040 статей"),
    ],
)
def test_counts_agree_with_their_nouns(count, english, ukrainian):
    assert catalogue("en").several("%(n)s article", "%(n)s articles", count) == english
    assert catalogue("uk").several("%(n)s article", "%(n)s articles", count) == ukrainian


@pytest.mark.parametrize(
    ("value", "english", "ukrainian"),
    [(2_140, "2,140", f"2{SPACE}140"), (7.5, "7.5", "7,5"), (1234.5, "1,234.5", f"1{SPACE}234,5"), (0, "0", "0")],
)
def test_numbers_have_the_signs_of_the_language(value, english, ukrainian):
    assert (catalogue("en").number(value), catalogue("uk").number(value)) == (english, ukrainian)


def test_days_are_written_as_the_language_writes_them():
    english, ukrainian = catalogue("en"), catalogue("uk")
    assert (english.day(DAY), ukrainian.day(DAY)) == ("2 January 2024", f"2{SPACE}січня 2024 року")
    assert (english.day(DAY, year=False), ukrainian.day(DAY, year=False)) == ("2 January", f"2{SPACE}січня")
    assert (english.month_alone(DAY), ukrainian.month_alone(DAY)) == ("January 2024", "січень 2024 року")
    assert (english.weekday(DAY), ukrainian.weekday(DAY)) == ("Tuesday", "вівторок")
    assert (english.short_month(DAY), ukrainian.short_month(DAY)) == ("Jan", "січ.")


@pytest.mark.parametrize(
    ("items", "english", "ukrainian"),
    [((), "", ""), (("a",), "a", "a"), (("a", "b"), "a and b", "a та b"), (("a", "b", "c"), "a, b and c", "a, b та c")],
)
def test_a_list_reads_as_in_a_sentence(items, english, ukrainian):
    assert (catalogue("en").together(items), catalogue("uk").together(items)) == (english, ukrainian)


def test_english_costs_no_reading_of_catalogues():
    code = "import sys; from briefing.language.catalogue import catalogue as c; c('en').day(__import__('datetime').date(2024, 1, 2)); print('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_the_doctor_says_what_language_an_edition_will_speak():
    (name, good, said) = doctor._words(replace(settings.built_in(), language="fr"))
    assert (name, good) == ("words", Exit.OK)
    assert "English" in said
    assert doctor._words(replace(settings.built_in(), language="uk"))[2] == "the edition's own words are in “uk”"
