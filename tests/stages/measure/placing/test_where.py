"""The place of a figure where a sentence names several, another's, or one that no list has."""

from datetime import date

import pytest

from briefing.model import Article, When
from briefing.stages.measure import measure


def places(*paragraphs: str, title: str = "") -> dict[float, str | None]:
    """The place of each figure, by its value."""
    article = Article(
        id="a",
        capture="c",
        item=0,
        title=title,
        publisher="p",
        published=When(day=date(2024, 2, 8)),
        language="en",
        paragraphs=paragraphs,
    )
    return {figure.value: figure.place for figure in measure([article])}


COUNTED_BY_TOWN = [
    ("In Sumy 3 people were killed, in Nikopol 5 people were injured.", {3: "Sumy", 5: "Nikopol"}),
    (
        "Sumy region: 3 people killed, 4 injured; Kherson region: 5 people injured.",
        {3: "Sumy Oblast", 4: "Sumy Oblast", 5: "Kherson Oblast"},
    ),
    ("У Сумах загинули 3 людини, у Нікополі поранено 5 людей.", {3: "Sumy", 5: "Nikopol"}),
    ("В Сумах погибли 3 человека, ещё 5 ранены в Никополе.", {3: "Sumy", 5: "Nikopol"}),
    ("The shelling of Nikopol killed 3 people, while 5 people were injured in Sumy.", {3: "Nikopol", 5: "Sumy"}),
    ("Unlike Odesa, where 5 people died in March, the raid on Sumy killed 3 people.", {5: "Odesa", 3: "Sumy"}),
    ("At least 9 people, including 4 children, were killed when a shell hit Sumy.", {9: "Sumy", 4: "Sumy"}),
    (
        "Crews shot down 6 drones, 4 of which were over the Voronezh region, Russian officials said.",
        {6: "Russia", 4: "Voronezh Oblast"},
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), COUNTED_BY_TOWN)
def test_each_count_goes_with_its_town(sentence, expected):
    assert places(sentence) == expected


SINGLE = [
    ("a raion and not the town it is called after", ["Shelling of the Nikopol district killed 3 people."], "Nikopol Raion"),
    ("a raion in Ukrainian", ["Внаслідок удару по Нікопольському району загинули 3 людини."], "Nikopol Raion"),
    ("the town of several in its raion", ["A shell hit Kozacha Lopan in the Kharkiv region, killing 3 people."], "Kozacha Lopan"),
    ("a small village by its raion", ["Ворог обстріляв село Моначинівка Куп'янського району. Загинули 3 людини."], "Monachynivka"),
    (
        "the namesake of the oblast named",
        ["A drone attack on Ivanivka in the Kherson region killed 3 people."],
        "Ivanivka (Kherson Oblast)",
    ),
    ("the region meant by the region", ["A shell hit Nikopol.", "In the region, 3 people were killed."], "Dnipropetrovsk Oblast"),
    ("a plant", ["The strike on the Zaporizhzhia nuclear plant killed 3 people."], "Zaporizhzhia Nuclear Power Plant"),
    ("a sea", ["Russian air defences shot down 3 drones over the Black Sea."], "Black Sea"),
    ("the capital by its country", ["A raid on Ukraine's capital killed 3 people."], "Kyiv"),
    ("the region in a country's east", ["Raids killed 3 people in Ukraine's eastern Donetsk region."], "Donetsk Oblast"),
    ("the town an attribute names", ["A shell hit a Sumy hospital, killing 3 people."], "Sumy"),
    ("the region of a regional governor", ["The Sumy regional governor said 3 people were killed."], "Sumy Oblast"),
    (
        "the town told of before, of the governor's region",
        ["A shell hit Konotop. The Sumy regional governor said 3 people died."],
        "Konotop",
    ),
    ("a city abroad", ["Flash floods in Valencia, Spain, killed 3 people."], "Valencia"),
    ("a region abroad", ["Heavy rain in Poland's Lower Silesia killed 3 people."], "Lower Silesia"),
    (
        "not a town told of before when another is named that no list has",
        ["Floods hit Wrocław.", "In Zlotychowo, 3 people were killed."],
        None,
    ),
    ("not the dateline", ["KYIV, Ukraine (Agency) — At least 3 people were killed in a raid."], None),
    ("not where bombers came from", ["Bombers took off from a base in Saratov and fired 3 missiles."], None),
    ("not the country that acts", ["At least 3 people were killed in a US military operation."], None),
    ("not a country's record", ["The raid was the worst in Poland since 2000 and killed 3 people."], None),
    ("not a newspaper's town", ["The New York Post says 3 people were killed."], None),
    (
        "not the town told of before for the toll of a war",
        ["A shell hit Sumy.", "The war has killed 3 people of this family."],
        None,
    ),
    ("not a place told of before when elsewhere is begun", ["A shell hit Sumy.", "Elsewhere, 3 people were killed."], None),
    ("not the place of an article whose headline stands between", ["A shell hit Sumy.", "BLAZE IN FACTORY KILLS 3 PEOPLE"], None),
    ("not a suburb's city", ["A shell hit a house in a Kyiv suburb, killing 3 people."], None),
]


@pytest.mark.parametrize(("paragraphs", "place"), [case[1:] for case in SINGLE], ids=[case[0] for case in SINGLE])
def test_the_place_is(paragraphs, place):
    assert places(*paragraphs).get(3.0, "no figure") == place


def test_many_drones_are_of_the_country_under_attack_not_of_its_capitals_grid():
    assert places("Russia launched 65 drones, targeting Kyiv's energy sector.") == {65: "Ukraine"}


def test_downed_drones_that_russian_officials_count_flew_over_russia():
    assert places("Russian Foreign Minister Ivan Petrov asserted that 91 drones had been intercepted.") == {91: "Russia"}


def test_a_toll_across_the_country_is_that_of_the_country_under_attack():
    sentence = "Russia stepped up its raids, hitting power stations with drones and injuring 70 people countrywide, Ukrainian officials said."
    assert places(sentence) == {70: "Ukraine"}
