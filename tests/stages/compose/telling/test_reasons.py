"""The words that placed a story, as the edition prints them."""

from dataclasses import replace

from briefing.model import Passage, Reason
from briefing.stages.compose.telling.reasons import MOST, told_why


def reasons(*words):
    return [Reason(what=word, weight=1 - at / 100) for at, word in enumerate(words)]


def given(words, *articles, spoken=("en",)):
    return [one.what for one in told_why(reasons(*words), articles, spoken)]


def test_forms_of_a_word_and_parts_of_a_phrase_are_one_word(article):
    page = article(
        "a", "Missile raid", "The missiles of the military operation hit the military port in the operation’s first hour."
    )
    assert given(["missiles", "military", "missile", "port", "military operation", "operation", "operation’s"], page) == [
        "missiles",
        "military operation",
        "port",
    ]


def test_words_are_given_in_the_language_in_which_the_story_is_told(article):
    told = article("a", "Drones over Korsun", "Six drones were shot down over the port.")
    other = article("b", "Дрони над Корсунем", "Шість дронів збито над портом.", language="uk")
    assert given(["дронів", "drones", "збито", "shot down"], told, other) == ["drones", "shot down"]
    assert given(["дронів", "drones", "збито"], told, other, spoken=("uk",)) == ["дронів", "збито"]
    assert given(["дронів", "drones", "збито"], told, other, spoken=("de", "uk", "en")) == ["дронів", "збито"]
    assert given(["дронів", "збито"], told, other) == ["дронів", "збито"], "where there are no others, these"


def test_what_is_no_word_of_any_article_is_kept(article):
    page = article("a", "Drones over Korsun", "Six drones were shot down.")
    assert given(["moved by the editor"], page) == ["moved by the editor"]


def test_names_and_acronyms_are_written_as_the_articles_write_them(article):
    page = article(
        "a", "League Meets", "The NATO league met Ada Berg in Brod. Aid was on the agenda, said AID and those who aid workers."
    )
    assert given(["nato league", "berg", "aid", "meets"], page) == ["NATO league", "Berg", "aid", "meets"]


def test_words_that_a_comma_parts_are_no_phrase(article):
    page = article("a", "Missiles, drones hit Korsun", "The air-defence unit of the port fired. Port workers fled.")
    assert given(["missiles drones", "air defence", "port workers", "drones", "fired port"], page) == [
        "air defence",
        "port workers",
        "drones",
    ]


def test_a_word_stands_in_one_phrase_only(article):
    page = article("a", "Raid", "A missile attack and an air attack came before the ground attack.")
    assert given(["missile attack", "air attack", "attack", "air"], page) == ["missile attack", "air"]


def test_sentences_stay_and_words_are_few(article):
    page = article("a", "Raid", "alpha beta gamma delta epsilon zeta eta theta")
    sentence = Reason(what="A sentence.", weight=0.5, passage=Passage(article="a", paragraph=1, start=0, end=5, sha256="0" * 64))
    words = reasons(*"alpha beta gamma delta epsilon zeta eta theta".split())
    found = told_why([*words, sentence], [page], ["en"])
    assert found == (*words[:MOST], sentence)
    assert told_why([sentence], [replace(page, language=None)], ["en"]) == (sentence,)
