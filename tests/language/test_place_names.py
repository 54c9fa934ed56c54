"""Places as Ukrainian calls them: by their own spelling, with capitals and apostrophes, or as they are where it is not known."""

import re

import pytest

from briefing.language import places
from briefing.language.catalogue import catalogue
from briefing.language.places.gazetteer import gazetteer

UKRAINIAN = catalogue("uk")


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Kharkiv", "Харків"),
        ("Kryvyi Rih", "Кривий Ріг"),
        ("Ivano-Frankivsk", "Івано-Франківськ"),
        ("Sloviansk", "Слов’янськ"),
        ("Kupiansk", "Куп’янськ"),
        ("Mariinka", "Мар’їнка"),
        ("Sviatohirsk", "Святогірськ"),
        ("Kamianyi Mist", "Кам’яний Міст"),
        ("Donetsk Oblast", "Донецька область"),
        ("Kharkiv Raion", "Харківський район"),
        ("Crimea", "Крим"),
        ("Zaporizhzhia Nuclear Power Plant", "Запорізька АЕС"),
        ("Ivanivka (Kherson Oblast)", "Іванівка (Херсонська область)"),
        ("Dubliany (Sambir Raion, Lviv Oblast)", "Дубляни (Самбірський район, Львівська область)"),
        ("Belgorod", "Бєлгород"),
        ("Bryansk", "Брянськ"),
        ("Moscow", "Москва"),
        ("Paris", "Париж"),
        ("Brussels", "Брюссель"),
        ("Ukraine", "Україна"),
        ("Niger", "Нігер"),
        ("Black Sea", "Чорне море"),
    ],
)
def test_a_place_is_called_as_ukrainians_call_it(name, called):
    assert UKRAINIAN.place(name) == called


@pytest.mark.parametrize("name", ["Palermo", "Nowhere-upon-Nothing", "", "Харків", "(", "a (b", "Vilnius Quarter"])
def test_what_is_not_known_stays_as_it_is(name):
    assert UKRAINIAN.place(name) == name


def test_english_keeps_the_names_of_the_gazetteer():
    assert catalogue("en").place("Kharkiv") == "Kharkiv"
    assert catalogue("fr").place("Kharkiv") == "Kharkiv"


def test_a_region_stands_on_a_map_without_the_word_for_region():
    assert [UKRAINIAN.region(name) for name in ("Kharkiv", "Crimea", "Krasnodar", "Nowhere")] == [
        "Харківська",
        "Крим",
        "Краснодарський",
        "Nowhere",
    ]


def test_every_name_given_is_ukrainian_and_most_of_ukraine_has_one():
    named = unnamed = 0
    for line in gazetteer()._lines[:2500]:
        name, kind, *_ = line.split("\t")
        called = UKRAINIAN.place(name)
        if called == name:
            unnamed += kind != "country"
            continue
        named += 1
        assert not re.search("[A-Za-zыэъё]", called), name
        assert called[0].isupper() or called.startswith("острів"), name
    assert named > 6 * unnamed


def test_a_place_can_be_found_again_by_the_name_given():
    for name in ("Kharkiv", "Sloviansk", "Donetsk Oblast", "Kryvyi Rih", "Mariinka"):
        assert places.find(UKRAINIAN.place(name)).name == places.find(name).name
