"""Map and charts say their own words in the edition's language."""

import re
from datetime import date

import lxml.etree
import pytest

from briefing.language.catalogue import catalogue
from briefing.model import Bar, Chart, Passage, Side, Spot, Statement
from briefing.stages.typeset.drawings import bars_svg, map_svg

UKRAINIAN = catalogue("uk")
DAYS = (date(2025, 3, 10), date(2025, 3, 11), date(2025, 5, 12))


def side(text, value, value_max=None):
    where = Passage(article="a", paragraph=1, start=0, end=len(text), sha256="0" * 64)
    return Side(statement=Statement(text=text, passages=(where,)), said_by="", value=value, value_max=value_max)


@pytest.fixture
def chart():
    bars = (
        Bar(day=DAYS[0], kind="missiles_launched", side=side("at least 1,040", 1040)),
        Bar(day=DAYS[0], kind="missiles_shot_down", side=side("about 9", 9)),
        Bar(day=DAYS[2], kind="drones_launched", side=side("12", 12)),
        Bar(day=DAYS[2], kind="drones_launched", side=side("15", 15)),
    )
    return Chart(label="Запущено і збито за добу, Україна", days=DAYS, bars=bars)


@pytest.fixture
def spots():
    return tuple(
        Spot(place=name, country=country, latitude=latitude, longitude=longitude)
        for name, country, latitude, longitude in (
            ("Kharkiv", "UA", 49.98, 36.25),
            ("Odesa", "UA", 46.48, 30.73),
            ("Paris", "FR", 48.85, 2.35),
        )
    )


def said(svg):
    return [text.strip() for text in lxml.etree.fromstring(svg.encode()).itertext() if text.strip()]


def test_a_chart_says_its_words_and_numbers_in_ukrainian(chart):
    words = said(bars_svg(chart, UKRAINIAN))
    assert {"Ракети", "Дрони", "запущено", "збито", "10 бер.", "12 трав.", "≥1\u00a0040".replace("\u00a0", " ")} <= {
        one.replace("\u00a0", " ") for one in words
    }
    assert "≥ щонайменше" in words
    assert not [one for one in words if re.search("[A-Za-z]", one)]


def test_a_map_says_its_names_in_ukrainian(spots):
    words = said(map_svg(spots, UKRAINIAN))
    assert {"Харків", "Одеса", "УКРАЇНА", "Чорне море"} <= set(words)
    assert "Поза картою: 3 Париж" in words
    assert words[0].startswith("Карта місць за номерами: 1 Харків")
    assert not [one for one in words if re.search("[A-Za-z]", one)]


def test_without_a_language_the_words_are_english(chart, spots):
    assert "at least" in " ".join(said(bars_svg(chart)))
    assert {"Kharkiv", "UKRAINE", "Black Sea"} <= set(said(map_svg(spots)))
