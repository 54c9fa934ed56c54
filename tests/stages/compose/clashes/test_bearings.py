"""What a claim bears on, by its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.stages.compose.clashes.bearings import bearings, weight


@pytest.mark.parametrize(
    ("text", "denied", "found"),
    [
        ("the strikes were aimed at plants, airfields and an arms depot", False, {"military"}),
        ("its forces hit a hospital and two homes", False, {"civilian", "struck"}),
        ("31 people were wounded", False, {"civilian"}),
        ("our army does not target civilians", True, {"spared"}),
        ("air defence shot down all 12 drones", False, {"downed"}),
        ("a drone struck the refinery", False, {"struck"}),
        ("its troops had seized the town", False, {"took"}),
        ("its troops had seized the town", True, {"held"}),
        ("our brigades hold their positions in the town", False, {"held"}),
        ("the other side was responsible for the blast", False, {"blamed"}),
        ("it could strike arms depots abroad", False, set()),
        ("the talks went well", False, set()),
        ("удар завдано по складу боєприпасів", False, {"military"}),
        ("загинули двоє людей, пошкоджено житлові будинки", False, {"civilian", "struck"}),
        ("сили ППО збили 12 дронів", False, {"downed"}),
        ("нанесён удар по военному аэродрому", False, {"military"}),
        ("погибли два человека, повреждены жилые дома", False, {"civilian", "struck"}),
        ("сбиты 12 беспилотников", False, {"downed"}),
        ("войска захватили село", False, {"took"}),
    ],
)
def test_the_words_tell_which_end_of_which_matter_a_claim_is_at(text, denied, found):
    assert bearings(text, denied=denied) == found


def test_the_word_of_saying_can_lay_the_blame():
    assert "blamed" in bearings("the neighbour of shelling the plant", denied=False, verb="accused")


def test_a_claim_of_deaths_weighs_more_than_one_of_damage():
    assert weight("Two people were killed") > weight("Windows of homes were damaged")


@given(st.text(), st.booleans(), st.text(max_size=20))
def test_any_text_has_bearings_and_a_weight(text, denied, verb):
    assert bearings(text, denied=denied, verb=verb) <= {
        "military",
        "civilian",
        "spared",
        "downed",
        "struck",
        "took",
        "held",
        "blamed",
    }
    assert weight(text) >= 0
