"""Places: one spelling for every way a place is written, and no place where a word only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.places import find, fold, places


def named(text: str) -> list[tuple[str, str, str]]:
    """(written, name, kind) of each place."""
    return [(text[mention.start : mention.end], mention.name, mention.kind) for mention in places(text)]


SPELLINGS = {
    "Kyiv": ["Kiev", "Київ", "Києві", "Києва", "Киев", "Киеве", "KYIV"],
    "Kremenchuk": ["Кременчуці", "Кременчука", "Кременчуге"],
    "Lviv": ["Львові", "Львове"],
    "Ternopil": ["Тернополі", "Тернополе"],
    "Marhanets": ["Марганці"],
    "Shostka": ["Шостці"],
    "Lozova": ["Лозовій"],
    "Cherkasy": ["Черкасах", "Черкассах"],
    "Chernihiv": ["Чернігові", "Чернигове"],
    "Nova Kakhovka": ["Новій Каховці", "Новой Каховке"],
    "Sumy Oblast": ["Сумщині", "Сумщине"],
    "Kyiv Oblast": ["Київщину", "Киевщине"],
    "Kharkiv": ["Kharkov", "Харків", "Харкові", "Харькове"],
    "Odesa": ["Odessa", "Одесі", "Одессе"],
    "Kupiansk": ["Kupyansk", "Kup'yansk", "Kup’iansk", "Куп’янськ", "Купянск"],
    "Izium": ["Izyum", "Ізюм", "Изюме"],
    "Mykolaiv": ["Mykolayiv", "Nikolaev", "Миколаєві"],
    "Zaporizhzhia": ["Zaporizhzhya", "Zaporozhye", "Запоріжжі"],
    "Chasiv Yar": ["Chasov Yar", "Часів Яр"],
    "Kryvyi Rih": ["Kryvyy Rih", "Krivoy Rog", "Кривому Розі"],
    "Belgorod": ["Белгороде", "Бєлгороді"],
    "Crimea": ["Криму", "Крыму", "the Crimean Peninsula"],
    "Kharkiv Oblast": ["Kharkiv region", "Харківській області", "Харківщині", "Kharkivska oblast"],
    "Russia": ["Russian Federation", "Росії", "России"],
    "Robotyne": ["Роботине"],
}


@pytest.mark.parametrize(("name", "written"), [(name, form) for name, forms in SPELLINGS.items() for form in forms])
def test_every_spelling_of_a_place_comes_to_one_name(name, written):
    assert [found[1] for found in named(f"x {written} 7")] == [name]


def test_a_place_knows_its_oblast_and_country():
    place = find("Pavlohrad")
    assert (place.kind, place.region, place.country) == ("settlement", "Dnipropetrovsk Oblast", "UA")
    assert find("Shebekino").country == "RU"
    assert find("Atlantis") is None


def test_a_possessive_ends_before_its_s():
    assert named("Kherson’s bridges") == [("Kherson", "Kherson", "settlement")]


def test_oblasts_named_together_are_oblasts_all():
    assert [found[1] for found in named("across the Sumy, Poltava and Donetsk regions")] == [
        "Sumy Oblast",
        "Poltava Oblast",
        "Donetsk Oblast",
    ]
    assert [found[1] for found in named("the frontline region of Donetsk")] == ["Donetsk Oblast"]


@pytest.mark.parametrize(
    "text",
    [
        "being bar hat of smile",
        "Being late, the Bar closed",
        "Azov battalion",
        "Vladimir and Sofia sang",
        "in the sumy of things",
        "Новій владі в Білих халатах",
        "Черка сумує",
        "Хворі на Марсі",
    ],
)
def test_common_words_and_given_names_are_no_places(text):
    assert places(text) == ()


@pytest.mark.parametrize(
    ("one", "other"), [("Zaporizhzhya", "Zaporizhzhia"), ("Kup'yansk", "kupiansk"), ("Sievierodonetsk", "Severodonetsk")]
)
def test_fold_makes_romanisations_alike(one, other):
    assert fold(one) == fold(other)


@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from("Kyiv Kharkiv and , the regions region Oblast's Харків області of Chasiv Yar . ’s".split())).map(
        " ".join
    )
)
def test_mentions_stand_in_order_and_are_what_the_list_names(text):
    last = 0
    for mention in places(text):
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start].isupper()
        assert find(mention.name) == mention.place
        last = mention.end
