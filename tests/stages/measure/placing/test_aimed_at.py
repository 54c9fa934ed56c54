"""Which side drones and missiles were sent against: a side that says, shoots down or is attacked is not thereby the attacker."""

from datetime import date

import pytest

from briefing.model import Article, When
from briefing.stages.measure import measure


def told(sentence: str) -> dict[float, str | None]:
    """The place of each figure of drones or missiles, by its value."""
    article = Article(
        id="a",
        capture="c",
        item=0,
        title="",
        publisher="p",
        published=When(day=date(2024, 2, 8)),
        language=None,
        paragraphs=(sentence,),
    )
    return {figure.value: figure.place for figure in measure([article]) if figure.kind != "other"}


SHOT_DOWN = {
    "Russia": [
        "Russia said 89 drones were shot down.",
        "Russia said its air defences destroyed 89 drones overnight.",
        "Moscow says it downed 89 drones.",
        "Russia's defence ministry claimed 89 drones were intercepted.",
        "Russian forces shot down 89 drones.",
        "At least 89 drones were downed by Russia, it was announced.",
        "As many as 89 drones were shot down, Moscow said.",
        "Росія заявила, що збила 89 дронів.",
        "У Росії повідомили, що збито 89 дронів.",
        "Міноборони РФ заявило про збиття 89 дронів.",
        "Россия сообщила, что сбила 89 дронов.",
        "Российские силы ПВО сбили 89 беспилотников.",
        "Москва заявила, что сбито 89 дронов.",
    ],
    "Ukraine": [
        "Ukraine said 89 drones were shot down.",
        "Ukraine said its air defences destroyed 89 drones overnight.",
        "Kyiv says it downed 89 drones.",
        "Ukraine's defence ministry claimed 89 drones were intercepted.",
        "Ukrainian forces shot down 89 drones.",
        "At least 89 drones were downed by Ukraine, it was announced.",
        "Україна заявила, що збила 89 дронів.",
        "В Україні повідомили, що збито 89 дронів.",
        "Украина сообщила, что сбила 89 дронов.",
        "Українська ППО збила 89 дронів.",
        "Росія запустила 120 дронів, з них 89 збито.",
    ],
}


@pytest.mark.parametrize(("side", "sentence"), [(side, sentence) for side, every in SHOT_DOWN.items() for sentence in every])
def test_what_a_side_says_it_shot_down_was_sent_against_it(side, sentence):
    assert told(sentence)[89] == side


LAUNCHED = [
    ("Russia claims Ukraine launched 89 drones.", "Russia"),
    ("Kyiv said Russia launched 89 drones.", "Ukraine"),
    ("Russia said it launched 89 drones.", "Ukraine"),
    ("Ukraine attacked Russia with 89 drones.", "Russia"),
    ("Росія атакувала Україну 89 дронами.", "Ukraine"),
    ("Russia said that 89 drones were launched overnight.", None),
]


@pytest.mark.parametrize(("sentence", "against"), LAUNCHED)
def test_what_a_side_launched_was_sent_against_the_other(sentence, against):
    assert told(sentence)[89] == against


def test_each_side_of_a_sentence_has_its_own_count():
    assert told("Росія заявила, що збила 89 дронів, а Україна збила 70 дронів.") == {89: "Russia", 70: "Ukraine"}


def test_the_part_over_one_region_is_not_the_whole():
    assert told("Russia said it destroyed 89 drones, 18 over the Voronezh region.")[89] == "Russia"
