"""When a country is the place of a figure: by what is called after it, by "across the country"; and what keeps another place away."""

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


CALLED_AFTER = [
    ("Peru bus crash kills 12", "Peru"),
    ("Peruvian bus crash kills 12", "Peru"),
    ("Around 12 dead in Austrian mountain hotel fire", "Austria"),
    ("Nepal landslide kills 12", "Nepal"),
    ("Kenya protests: 12 killed", "Kenya"),
    ("Kenya's nationwide unrest leaves 12 dead", "Kenya"),
    ("Japanese earthquake kills 12", "Japan"),
]


@pytest.mark.parametrize(("title", "place"), CALLED_AFTER)
def test_an_accident_called_after_a_country_happened_there(title, place):
    assert places(title=title) == {12: place}


NOT_CALLED_AFTER = [
    "US attack kills 12",
    "Russian fire kills 12",
    "Israeli artillery fire kills 12",
    "Israel opens fire on a crowd, killing 12",
    "Kenya protests the killing of 12 people",
    "Egyptian tanker fire kills 12",
    "American plane crash kills 12",
    "Kenyan protests in London leave 12 injured",
]


@pytest.mark.parametrize("title", NOT_CALLED_AFTER)
def test_a_country_that_acts_or_travels_is_not_the_place(title):
    (place,) = places(title=title).values()
    assert place in (None, "London")


COUNTRYWIDE = [
    (["Kenya said 12 people were killed by floods across the country."], {12: "Kenya"}),
    (["Storms hit Kenya.", "At least 12 people were killed across the country."], {12: "Kenya"}),
    (["Storms hit Kenya and Peru.", "At least 12 people were killed across the country."], {12: None}),
    (
        ["The toll of the strike on Lahore rose to 13, bringing the toll across the country to 19 killed."],
        {13: "Lahore", 19: "Pakistan"},
    ),
    (["Russian strikes killed 12 people across the country."], {12: "Ukraine"}),
    (["A fire in Sumy killed 2 people as storms raged across the country."], {2: "Sumy"}),
    (["Rockets fired from India struck places across Pakistan, damaging 4 houses."], {4: "Pakistan"}),
]


@pytest.mark.parametrize(("paragraphs", "expected"), COUNTRYWIDE)
def test_across_the_country_is_the_country_told_of(paragraphs, expected):
    assert places(*paragraphs) == expected


KEPT_AWAY = [
    ("a town of no list in its country", ["Floods hit Rome.", "A fire in Zlotychowo, Poland, killed 12 people."], None),
    ("a town of no list with a hyphen", ["Floods hit Rome.", "A fire in Zloty-Chowo killed 12 people."], None),
    ("what lies around a city of no list", ["Floods hit Rome.", "Zlotychowo-area wildfires killed 12 people."], None),
    ("police of another country", ["Floods hit Rome.", "Australian police said 12 people died."], None),
    ("police of the same country", ["Floods hit Rome.", "Italian police said 12 people died."], "Rome"),
    ("a home town", ["Floods hit Rome.", "The family's hometown of Reading, Pennsylvania, mourns the 12 people killed."], "Rome"),
]


@pytest.mark.parametrize(("paragraphs", "place"), [row[1:] for row in KEPT_AWAY], ids=[row[0] for row in KEPT_AWAY])
def test_a_place_told_of_before_is_kept_away_by(paragraphs, place):
    assert places(*paragraphs)[12] == place
