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


NAMED = [
    ("a raion", "in the Synelnykove district", ["Synelnykove Raion"]),
    ("raions named together", "in the Beryslav and Nikopol districts", ["Beryslav Raion", "Nikopol Raion"]),
    ("a raion in Ukrainian", "у Синельниківському районі", ["Synelnykove Raion"]),
    ("a raion in Russian", "в Павлоградском районе", ["Pavlohrad Raion"]),
    ("a former name", "the battle for Artemivsk", ["Bakhmut"]),
    ("an oblast by the former name of its city", "strikes on Dnipropetrovsk", ["Dnipropetrovsk Oblast"]),
    ("the city by its name", "strikes on Dnipro", ["Dnipro"]),
    ("a bridge", "the Kerch bridge", ["Crimean Bridge"]),
    ("a plant before its town", "the Zaporizhzhia nuclear power plant", ["Zaporizhzhia Nuclear Power Plant"]),
    ("the namesake of the oblast behind it", "Ivanivka, Kherson region", ["Ivanivka (Kherson Oblast)", "Kherson Oblast"]),
    ("no namesake for a well-known town beside a region", "Mykolaiv and the Lviv region", ["Mykolaiv", "Lviv Oblast"]),
    ("a village by what it is called", "in the village of Monachynivka", ["Monachynivka"]),
    ("a village in a case", "у селі Моначинівці", ["Monachynivka"]),
    ("a country in a Russian case", "в Румынии", ["Romania"]),
    ("a city abroad after a preposition", "They spoke in Nancy", ["Nancy"]),
    ("a city abroad in a list of places", "Floods in Wrocław, Opole and Legnica", ["Wrocław", "Opole", "Legnica"]),
    ("a city abroad before its country", "Nancy, France", ["Nancy", "France"]),
    ("no city for a person", "Nancy said so, and Austin agreed", []),
    ("no city for a surname after a preposition", "They believed in Garland Smith", []),
    ("no city in the name of a gang", "members of Tren de Aragua", []),
    ("no French town for an Australian beach", "the shooting in Bondi", []),
    ("no region for a direction", "voices in the West and in the North", []),
    ("no town for a street of a person", "The Lincoln Center in New York", ["New York City"]),
    ("no village without its sign", "Monachynivka fell silent", []),
    ("no town for an adjective at the head of a sentence", "Українські військові відступили. Атаки тривають", []),
    ("the same town within a sentence", "Їх вивезли до Українська", ["Ukrainsk"]),
    ("a city at the head of a sentence", "Харків без світла", ["Kharkiv"]),
    ("no place in small letters", "in kyiv and reading", []),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED])
def test_a_text_names(text, expected):
    assert [mention.name for mention in places(text)] == expected


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


def test_a_town_at_the_front_is_found_though_its_name_is_also_a_persons_and_a_villages():
    assert [(place.name, place.region) for place in (found.place for found in places("Shells damage a school in Lyman"))] == [
        ("Lyman", "Donetsk Oblast")
    ]
    assert places("Lyman said that shells had damaged a school.") == ()
    assert [found.region for found in places("Two people were hurt in Kostiantynivka.")] == ["Donetsk Oblast"]
