"""How common keys are, and the directions they share. The sentences are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.keys import key, keys
from briefing.language.meanings import GRAIN, WIDTH, direction, share
from briefing.language.similarity import bag


def about(text: str) -> tuple[float, ...]:
    return direction(bag((name, 1.0) for name in keys(text)))


def kinship(one: str, other: str) -> float:
    return sum(a * b for a, b in zip(about(one), about(other), strict=True))


def test_words_every_day_brings_are_common_and_words_never_met_are_not():
    assert share(key("killed")) > share(key("volcano")) > share(key("qwyzzkrt")) == 0.0


@pytest.mark.parametrize(
    ("one", "akin", "other"),
    [
        ("Tremor rattles coastal town", "Tsunami warning after sea floor shifts", "Striker scores twice in cup final"),
        ("Central bank raises interest rates", "Inflation slows as mortgage costs climb", "Wildfire forces villagers to flee"),
        ("Surgeons transplant pig kidney", "Patients wait for hospital beds", "Parliament debates budget"),
    ],
)
def test_what_is_told_of_together_is_akin_without_sharing_a_word(one, akin, other):
    assert not set(keys(one)) & set(keys(akin))
    assert kinship(one, akin) > kinship(one, other) + 0.15


def test_a_name_has_one_direction_in_two_scripts():
    assert about("Зеленський у Києві") == pytest.approx(about("Zelensky Kyiv"), abs=2 / GRAIN)


@given(
    st.dictionaries(
        st.sampled_from([key(word) for word in "missile port budget quake qwyzz ferry vote 12".split()]), st.floats(0.1, 9)
    )
)
def test_a_direction_is_of_length_one_in_whole_grains_or_nothing_at_all(drawn):
    found = direction(drawn)
    assert len(found) == WIDTH
    assert all((part * GRAIN).is_integer() for part in found)
    length = sum(part * part for part in found) ** 0.5
    assert length == pytest.approx(1, abs=0.01) if set(drawn) - {key("qwyzz")} else length == 0
