"""The lists of places: what each place knows of itself, and which lies in which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.places.gazetteer import capital_of, country, find, fold, gazetteer, located, unmarked, villages, within

ALL = [gazetteer().place(number) for number in sorted(set(gazetteer().by_key.values()))]


def test_a_settlement_of_ukraine_knows_its_raion_its_oblast_and_where_it_lies():
    place = find("Pavlohrad")
    assert (place.district, place.region, place.country) == ("Pavlohrad Raion", "Dnipropetrovsk Oblast", "UA")
    assert (place.latitude, place.longitude) == (pytest.approx(48.53, abs=0.02), pytest.approx(35.87, abs=0.02))


@pytest.mark.parametrize(
    ("name", "region", "country"),
    [
        ("Enerhodar", "Zaporizhzhia Oblast", "UA"),
        ("Snake Island", "Odesa Oblast", "UA"),
        ("Simferopol", "Crimea", "UA"),
        ("Sevastopol", "Crimea", "UA"),
        ("Shebekino", "Belgorod Oblast", "RU"),
        ("Kazan", "Tatarstan", "RU"),
        ("Wroclaw", "Lower Silesia", "PL"),
        ("Munich", "Bavaria", "DE"),
        ("Rafah", "Gaza Strip", "PS"),
        ("Lahore", "Punjab (Pakistan)", "PK"),
    ],
)
def test_a_place_anywhere_knows_its_region_and_country(name, region, country):
    place = find(name)
    assert (place.region, place.country) == (region, country)
    assert place.latitude is not None


def test_every_country_and_every_region_near_by_has_a_place_on_the_map():
    countries = [place for place in ALL if place.kind == "country"]
    near = [place for place in ALL if place.kind in ("region", "district") and place.country in ("UA", "RU")]
    assert len(countries) > 220
    assert len(near) > 200
    off = [place.name for place in near if place.latitude is None]
    assert off == []
    assert {place.name for place in countries if place.latitude is None} <= {"Bouvet Island"}  # where nobody lives


def test_what_the_lists_hold_is_well_formed():
    assert {place.kind for place in ALL} == {"settlement", "district", "region", "country", "feature"}
    assert all(-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180 for place in ALL if place.latitude is not None)
    keys = gazetteer().by_key
    assert [key for key in list(keys)[::50] if fold(key) != key] == []
    districts = {place.name for place in ALL if place.kind == "district"}
    assert len(districts) == 136
    assert {place.district for place in ALL if place.district} <= districts


@pytest.mark.parametrize(
    ("inner", "outer", "lies"),
    [
        ("Nikopol", "Nikopol Raion", True),
        ("Nikopol", "Dnipropetrovsk Oblast", True),
        ("Nikopol Raion", "Dnipropetrovsk Oblast", True),
        ("Nikopol", "Україна", True),
        ("Харків", "Kharkov", True),
        ("Bakhmut", "Donbas", True),
        ("Kyiv", "Kyiv Oblast", False),
        ("Nikopol Raion", "Nikopol", False),
        ("Ukraine", "Kyiv", False),
        ("Sumy", "Russia", False),
        ("Black Sea", "Ukraine", False),
        ("Nowhereville", "nowhereville", True),
        ("Nowhereville", "Ukraine", False),
    ],
)
def test_a_place_lies_within_what_it_is_part_of_and_within_itself(inner, outer, lies):
    assert within(inner, outer) is lies


names = st.sampled_from(
    ["Kyiv", "Sumy", "Sumy Oblast", "Konotop Raion", "Konotop", "Ukraine", "Donbas", "Bakhmut", "Kursk", "Poland", "Atlantis"]
)


@given(names, names, names)
def test_lying_within_passes_on(one, two, three):
    assert within(one, one)
    if within(one, two) and within(two, three):
        assert within(one, three)
    if within(one, two) and within(two, one):
        assert (find(one) or one) == (find(two) or two)


def test_namesakes_are_told_apart_by_their_region_and_the_plain_name_tells_none():
    assert find("Ivanivka (Kherson Oblast)").region == "Kherson Oblast"
    plain = find("Ivanivka")
    assert (plain.region, plain.district, plain.latitude, plain.country) == (None, None, None, "UA")
    assert find("Mykolaiv").region == "Mykolaiv Oblast"  # many times larger than its namesake
    assert find("Mykolaiv (Lviv Oblast)").region == "Lviv Oblast"


def test_a_small_village_has_its_raion_and_is_shown_there():
    village = find("Monachynivka")
    assert (village.district, village.region, village.latitude) == ("Kupiansk Raion", "Kharkiv Oblast", None)
    assert located("Monachynivka").name == "Kupiansk Raion"
    assert located("Kupiansk").name == "Kupiansk"
    assert located("Atlantis") is None


def test_villages_of_one_name_are_found_again_by_the_names_they_are_given():
    several = villages("Oleksandrivka")
    assert len(several) > 5
    assert [find(village.name) for village in several] == list(several)


def test_a_country_and_its_capital_are_found_by_its_code():
    assert country("PL").name == "Poland"
    assert capital_of("PL").name == "Warsaw"
    assert capital_of("UA").capital
    assert country("XX") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Wrocław", "Wroclaw"), ("Kyïv", "Kyiv"), ("São Paulo", "Sao Paulo"), ("Łódź", "Lodz"), ("Mykolayiv", "Mykolaiv")],
)
def test_accents_make_no_other_place(one, other):
    assert fold(one) == fold(other)


def test_unmarked_keeps_y_and_i_apart():
    assert unmarked("Bondy") != unmarked("Bondi")
    assert unmarked("Łódź") == "lodz"
