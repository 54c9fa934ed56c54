"""Makes: which type of missile, drone or equipment a number counts."""

import pytest

from briefing.model import Article
from briefing.stages.measure import measure


def made(sentence: str) -> list[tuple[str, float, str | None]]:
    found = measure([Article(id="a", capture="c", item=0, title="", publisher=None, paragraphs=(sentence,))])
    return [(figure.kind, figure.value, figure.make) for figure in found]


CASES = [
    ("They fired two S-300 missiles at the port.", [("missiles_launched", 2, "S-300")]),
    ("The crews shot down 31 Shahed-136 drones.", [("drones_shot_down", 31, "Shahed")]),
    ("The crews downed 12 of 14 Kh-101 missiles.", [("missiles_shot_down", 12, "Kh-101"), ("missiles_launched", 14, "Kh-101")]),
    ("They fired 12 Kh-101/Kh-555 cruise missiles.", [("missiles_launched", 12, "Kh-101/Kh-555")]),
    (
        "They launched 41 missiles, including 12 Kh-101 and two Iskander-M.",
        [("missiles_launched", 41, None), ("missiles_launched", 12, "Kh-101"), ("missiles_launched", 2, "Iskander")],
    ),
    (
        "The crews downed five Iskander-M ballistic missiles and nine cruise missiles.",
        [("missiles_shot_down", 5, "Iskander"), ("missiles_shot_down", 9, "cruise")],
    ),
    ("They launched 60 Shahed-type, Gerbera-type, and other drones.", [("drones_launched", 60, None)]),
    ("They launched 60 drones.", [("drones_launched", 60, None)]),
    ("Norway will supply 31 Leopard 2 tanks.", [("equipment", 31, "Leopard")]),
    (
        "Збито 5 балістичних ракет «Іскандер-М» і 60 шахедів.",
        [("missiles_shot_down", 5, "Iskander"), ("drones_shot_down", 60, "Shahed")],
    ),
    ("Порт атаковали две крылатые ракеты Х-59.", [("missiles_launched", 2, "Kh-59")]),
    ("Росіяни атакували порт 23 безпілотниками типу «Шахед».", [("drones_launched", 23, "Shahed")]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_words_behind_a_number_name_the_make(sentence, expected):
    assert made(sentence) == expected


def test_a_make_is_named_only_where_the_sentence_names_it():
    texts = ("They fired nine Kinzhal missiles at Kyiv.", "They fired 40 missiles at Kyiv.")
    one, other = (
        measure([Article(id="a", capture="c", item=0, title="", publisher=None, paragraphs=(text,))])[0] for text in texts
    )
    assert (one.make, other.make) == ("Kinzhal", None)
