"""Countries by their names, their people and their capitals, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.speakers.nations import government, nations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Norwegian fisheries minister", [("Norwegian", "NO", "people")]),
        ("Peru's mining agency and the U.S. Coast Guard", [("Peru", "PE", "name"), ("U.S.", "US", "name")]),
        ("North Korea's envoy in Hanoi", [("North Korea", "KP", "name"), ("Hanoi", "VN", "capital")]),
        ("уряд Норвегії та японські моряки", [("Норвегії", "NO", "name"), ("японські", "JP", "people")]),
        ("власти Канады", [("Канады", "CA", "name")]),
        ("a mill by the polish factory", []),
    ],
)
def test_a_country_is_found_by_each_of_its_words(text, found):
    assert [(text[one.start : one.end], one.country, one.form) for one in nations(text)] == found


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Moscow", "RU"),
        ("the US", "US"),
        ("New Zealand", "NZ"),
        ("Київ", "UA"),
        ("the Norwegians", None),
        ("Kyiv mayor", None),
        ("", None),
    ],
)
def test_a_bare_country_or_capital_means_its_government(name, country):
    assert government(name) == country


@given(st.text(max_size=80))
def test_any_text_may_be_asked(text):
    assert all(text[one.start : one.end] for one in nations(text))
    government(text)
