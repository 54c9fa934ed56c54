"""Where a sentence says that something happened, and where it only names a place."""

import pytest

from briefing.language.places import find
from briefing.stages.compose.period.happened import has_company, named, where


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("A drone hit a grain store near Kherson, the harbour master said.", ("Kherson",)),
        ("Shelling destroyed a school in the border town of Vovchansk.", ("Vovchansk",)),
        ("Missiles struck Odesa and the port burned until noon.", ("Odesa",)),
        ("Двоє людей загинули під час обстрілу в Нікополі.", ("Nikopol",)),
        ("Пожар начался после удара по Белгороду.", ("Belgorod",)),
        ("A dam burst and flooded two streets in Kherson.", ("Kherson",)),
    ],
)
def test_a_place_that_was_hit_is_found(sentence, found):
    assert where(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Ministers met in Odesa after missiles struck the port.",  # an occasion
        "A new attack could hit Kharkiv within days.",  # a fear
        "The governor denied that a drone had struck Belgorod.",
        "In 2022 shells destroyed the theatre in Mariupol.",  # history
        "The council of Kharkiv reopened two schools.",  # nothing happened to it
        "Kharkiv officials said a drone hit a depot.",  # who speaks, not where
        "Fares hit a record high in Odesa.",  # a figure of speech
        "“They struck Kharkiv,” he said.",  # what somebody else says
        "Ukraine was attacked from the air.",  # no place on a map
        "",
    ],
)
def test_a_place_that_is_only_named_is_not(sentence):
    assert where(sentence) == ()


def test_a_place_has_company_where_its_country_or_a_neighbour_is_named(article):
    beside = named([article("a", "Drones over Sumy", "Two fell near Romny, in Ukraine.")])
    assert has_company(find("Kharkiv"), beside)
    assert not has_company(find("Belgorod"), beside)
    assert not has_company(find("Romny"), [find("Romny")])
