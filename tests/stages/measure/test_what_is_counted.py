"""The grammar: what a number counts, by the words around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.numbers import numbers
from briefing.stages.measure.grammar import counts, tag


def counted(sentence: str) -> list[tuple[str, float]]:
    return [(count.kind, count.number.value) for count in counts(tag(sentence, numbers(sentence)))]


CASES = [
    ("The avalanche killed nine people and injured 31 others.", [("killed", 9), ("injured", 31)]),
    ("One man was killed, and nearly 50 were hurt.", [("killed", 1), ("injured", 50)]),
    ("The death toll in the valley rose from three to five, with 14 others wounded.", [("killed", 5), ("injured", 14)]),
    ("The flood claimed 6 lives.", [("killed", 6)]),
    ("It cost the lives of 12 sailors.", [("killed", 12)]),
    ("Nine villagers of the valley were killed.", [("killed", 9)]),
    ("The blast left four dead.", [("killed", 4)]),
    ("A guard was shot and his two sons injured.", [("injured", 2)]),
    ("The number of guards killed on the bridge since spring was put at 700.", [("killed", 700)]),
    ("Three boys sustained burns; 18 people were hospitalised.", [("injured", 3), ("injured", 18)]),
    ("Two guards wounded six visitors.", [("injured", 6)]),
    ("Four people were killed or wounded.", [("other", 4)]),
    ("Seven miners remain missing.", [("missing", 7)]),
    ("The brigade captured 16 soldiers.", [("captured", 16)]),
    ("More than 300 people were also evacuated.", [("evacuated", 300)]),
    ("2.4 million people have been displaced.", [("displaced", 2.4e6)]),
    (
        "They attacked with 44 missiles, followed by a wave of 17 Shahed drones.",
        [("missiles_launched", 44), ("drones_launched", 17)],
    ),
    ("The crews downed 13 of 28 enemy missiles fired.", [("missiles_shot_down", 13), ("missiles_launched", 28)]),
    ("They stopped just under half of the 28 missiles launched.", [("missiles_launched", 28)]),
    ("It was attacked by about 9 drones, all of which were shot down.", [("drones_launched", 9), ("drones_shot_down", 9)]),
    (
        "They fired two missiles and 80 drones, of which 71 were shot down.",
        [("missiles_launched", 2), ("drones_launched", 80), ("drones_shot_down", 71)],
    ),
    ("They launched 60 Shahed-type, Gerbera-type, and other drones.", [("drones_launched", 60)]),
    ("The frigate fired two S-300 missiles at the port.", [("missiles_launched", 2)]),
    ("Norway will deliver 40 missiles.", [("equipment", 40)]),
    ("They fired more than 90 missiles and drones.", [("other", 90)]),
    ("Some 25 apartment buildings were damaged.", [("buildings_damaged", 25)]),
    (
        "The storm damaged 11 apartment buildings, 19 private homes, and a barn.",
        [("buildings_damaged", 11), ("buildings_damaged", 19)],
    ),
    ("About 6,000 households were left without electricity.", [("without_power", 6000)]),
    ("The order is for 900 155 mm shells and 31 tanks.", [("equipment", 900), ("equipment", 31)]),
    ("Some 12,000 troops were sent north.", [("troops", 12_000)]),
    ("At least three hits were recorded.", [("other", 3)]),
    ("Загинули двоє людей, ще дванадцять поранено.", [("killed", 2), ("injured", 12)]),
    ("Погибли трое, ранены 15 человек.", [("killed", 3), ("injured", 15)]),
    ("Збито 31 із 35 шахедів.", [("drones_shot_down", 31), ("drones_launched", 35)]),
    ("Пошкоджено 14 будинків.", [("buildings_damaged", 14)]),
]


@pytest.mark.parametrize(("sentence", "kinds"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_the_words_around_a_number_tell_what_it_counts(sentence, kinds):
    assert counted(sentence) == kinds


@pytest.mark.parametrize(
    "sentence",
    [
        "Two officials told reporters about the mill.",
        "No one was killed.",
        "It was one of the deadliest storms.",
        "A storm may kill 20 people.",
        "Up to 10 people could be killed.",
        "Two-thirds of the 300,000 residents were evacuated.",
        "They held two rounds of talks.",
        "The 48-year-old was killed.",
        "Three soldiers waved.",
        "The two nations met.",
        "Nobody knows how many of the 900 families were able to evacuate.",
    ],
)
def test_a_number_that_counts_nothing_known_is_left_out(sentence):
    assert counted(sentence) == []


def test_a_part_of_a_figure_is_marked_as_one():
    found = counts(
        tag(
            "On the pier, 25 people were killed, including five children.",
            numbers("On the pier, 25 people were killed, including five children."),
        )
    )
    assert [(count.kind, count.number.value, count.part) for count in found] == [("killed", 25, False), ("killed", 5, True)]


def test_what_is_counted_is_named():
    sentence = "They sent 31 Abrams tanks and 900 155 mm shells."
    assert [count.noun for count in counts(tag(sentence, numbers(sentence)))] == ["tanks", "shells"]


WORDS = "5 20 forty people killed injured and , . drones missiles shot down launched of which were including two toll rose to houses damaged без світла загинули".split()


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_each_number_counts_one_thing_or_is_sent_and_shot_down(sentence):
    seen = [(count.number.start, count.kind) for count in counts(tag(sentence, numbers(sentence)))]
    assert len(seen) == len(set(seen))
    for start in {start for start, _ in seen}:
        kinds = {kind for at, kind in seen if at == start}
        assert len(kinds) == 1 or kinds in ({"missiles_launched", "missiles_shot_down"}, {"drones_launched", "drones_shot_down"})
