"""Currencies by sign, code and name, in front of a sum and behind it."""

import re

import pytest

from briefing.language.numbers.currencies import CODES, DOLLARS, NAMES, SIGN_BEFORE, SIGNS, named_at, of_sign


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ("$", "USD"),
        ("US$", "USD"),
        ("C$", "CAD"),
        ("A$", "AUD"),
        ("HK$", "HKD"),
        ("R$", "BRL"),
        ("€", "EUR"),
        ("UAH ", "UAH"),
        ("Rs. ", "INR"),
        ("Tk ", "BDT"),
    ],
)
def test_a_sign_in_front_names_its_currency(before, code):
    found = SIGN_BEFORE.search(f"some {before}")
    assert found
    assert of_sign(found[0]) == code


@pytest.mark.parametrize(
    ("behind", "code"),
    [
        (" dollars", "USD"),
        (" доларів США", "USD"),
        (" Canadian dollars", "CAD"),
        ("-euro", "EUR"),
        (" d'euros", "EUR"),
        (" грн", "UAH"),
        (" рублей", "RUB"),
        (" Belarusian roubles", "BYN"),
        (" złotych", "PLN"),
        (" zł", "PLN"),
        (" Swiss francs", "CHF"),
        (" taka", "BDT"),
        (" naira", "NGN"),
        (" rupees", "INR"),
        (" Pakistani rupees", "PKR"),
        (" pounds sterling", "GBP"),
        ("€", "EUR"),
        (" SEK", "SEK"),
    ],
)
def test_a_name_behind_names_its_currency(behind, code):
    text = f"5{behind} a day"
    assert named_at(text, 1, scaled=False) == (code, 1 + len(behind))


@pytest.mark.parametrize("behind", [" pounds of salt", "-pound bell", " hens", " liraglutide", ""])
def test_what_is_no_currency_is_none(behind):
    assert named_at(f"5{behind}", 1, scaled=False) is None


def test_every_code_is_one_of_three_letters_and_every_name_a_pattern():
    assert all(re.fullmatch("[A-Z]{3}", code) for code in (*CODES, *NAMES, *SIGNS.values(), *DOLLARS.values()))
    assert all(re.compile(pattern) for pattern in NAMES.values())
