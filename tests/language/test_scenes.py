"""Where news happened, by the places its first words name."""

import pytest

from briefing.language.scenes import scene


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Drones hit a depot in Sumy", "A missile struck the port of Izmail", True),
        ("Drones hit a depot in Sumy", "Дрони влучили в депо в Сумах", False),
        ("Drones hit a depot in Sumy", "Sumy Oblast comes under attack", False),
        ("Shells fell on Kupiansk", "Two killed in Kharkiv Oblast", False),
        ("Kyiv denies the claim", "A missile struck the port of Izmail", False),  # a government speaks, nobody says where
        ("Missiles hit Kyiv and Kharkiv", "Blasts in Kyiv and Odesa", False),
        ("Drones hit a depot", "A missile struck the port of Izmail", False),
        ("Floods in Poland", "Floods in Hungary", False),  # countries are no scene: too many events share them
    ],
)
def test_two_texts_are_apart_where_each_is_sure_of_a_place_and_they_share_none(one, other, apart):
    assert scene(one).apart(scene(other)) is apart
    assert scene(other).apart(scene(one)) is apart
