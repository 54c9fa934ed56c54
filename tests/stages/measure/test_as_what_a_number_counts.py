"""Roles: whether a number counts all, what came on top, a part, or a total that has moved."""

import pytest

from briefing.model import Article
from briefing.stages.measure import measure


def told(sentence: str) -> list[tuple[str, float, str]]:
    found = measure([Article(id="a", capture="c", item=0, title="", publisher=None, paragraphs=(sentence,))])
    return [(figure.kind, figure.value, figure.role) for figure in found]


CASES = [
    ("The death toll rose from 19 to 23.", [("killed", 23, "update")]),
    ("The death toll has climbed to 23, up from 19.", [("killed", 23, "update")]),
    ("Two bodies were found, bringing the toll to 23.", [("killed", 2, "total"), ("killed", 23, "update")]),
    ("The number of injured has risen to 48.", [("injured", 48, "update")]),
    ("Officials lowered the toll from 14 to 12.", [("killed", 12, "update")]),
    ("The number of people killed in the raid has reached 9.", [("killed", 9, "update")]),
    ("The toll stands at 23.", [("killed", 23, "total")]),
    ("Rescuers found three more bodies.", [("killed", 3, "further")]),
    ("Another 12 people were injured.", [("injured", 12, "further")]),
    ("Three people died. Another 12 people were injured.", [("killed", 3, "total"), ("injured", 12, "total")]),
    ("Nine were injured. Another 12 people were injured on Friday.", [("injured", 9, "total"), ("injured", 12, "further")]),
    ("A man and his two nieces were killed.", [("killed", 2, "part")]),
    (
        "They shot down 89 drones, later adding another 23.",
        [("drones_shot_down", 89, "total"), ("drones_shot_down", 23, "further")],
    ),
    ("The pass costs $12 a month or $80/year.", [("money", 12, "cumulative"), ("money", 80, "cumulative")]),
    ("Japan paid $5 million a kilometre.", [("money", 5e6, "total")]),
    ("Two people were killed and another 12 injured.", [("killed", 2, "total"), ("injured", 12, "total")]),
    ("One man was killed and six others were injured.", [("killed", 1, "total"), ("injured", 6, "total")]),
    ("Eight were killed in Izium and three more in Kupiansk.", [("killed", 8, "total"), ("killed", 3, "further")]),
    ("In the port 25 people were killed, including five children.", [("killed", 25, "total"), ("killed", 5, "part")]),
    ("Twenty people including two children were injured.", [("injured", 20, "total"), ("injured", 2, "part")]),
    ("Four children among seven injured in a blast.", [("injured", 4, "part"), ("injured", 7, "total")]),
    ("Five people were killed across Ukraine, two of them in Kharkiv.", [("killed", 5, "total"), ("killed", 2, "part")]),
    (
        "Eight people died: three died in Izium and five died in Kupiansk.",
        [("killed", 8, "total"), ("killed", 3, "part"), ("killed", 5, "part")],
    ),
    ("One of the dead was a child.", [("killed", 1, "part")]),
    ("Among the dead were three children.", [("killed", 3, "part")]),
    ("Twelve of the injured are in hospital.", [("injured", 12, "part")]),
    ("The blast injured dozens, including three soldiers.", [("injured", 24, "total"), ("injured", 3, "part")]),
    ("Nine of the 31 injured remain in hospital.", [("injured", 9, "part"), ("injured", 31, "total")]),
    ("Three of 12 people killed in the raid were children.", [("killed", 3, "part"), ("killed", 12, "total")]),
    ("Some 40 of 60 houses were damaged.", [("buildings_damaged", 40, "total")]),
    ("She was among ten guests killed in a crash.", [("killed", 10, "total")]),
    (
        "They launched 90 drones, of which about 50 were Shaheds.",
        [("drones_launched", 90, "total"), ("drones_launched", 50, "part")],
    ),
    (
        "They launched 36 missiles and the crews shot down 14 of them.",
        [("missiles_launched", 36, "total"), ("missiles_shot_down", 14, "total")],
    ),
    ("They killed 120 people and took hostages, 30 of whom are held.", [("killed", 120, "total")]),
    ("Japan pledged another $5 million, of which $2 million is a loan.", [("money", 5e6, "further"), ("money", 2e6, "part")]),
    ("Кількість загиблих зросла до 23.", [("killed", 23, "update")]),
    ("Рятувальники знайшли ще три тіла.", [("killed", 3, "further")]),
    ("Загинули п'ятеро людей, з них двоє дітей.", [("killed", 5, "total"), ("killed", 2, "part")]),
    ("Число погибших выросло до 12.", [("killed", 12, "update")]),
    (
        "Погиб 1 человек, ранены 5, в том числе 2 ребёнка.",
        [("killed", 1, "total"), ("injured", 5, "total"), ("injured", 2, "part")],
    ),
    ("Среди погибших двое детей.", [("killed", 2, "part")]),
]


VAGUE = [
    ("The avalanche killed dozens of people and injured hundreds.", [("killed", "dozens", 24), ("injured", "hundreds", 200)]),
    ("Thousands of villagers were evacuated.", [("evacuated", "Thousands", 2000)]),
    ("Several dozen miners are missing.", [("missing", "Several dozen", 24)]),
    ("Десятки людей поранено.", [("injured", "Десятки", 20)]),
    ("Сотни человек погибли.", [("killed", "Сотни", 200)]),
    ("Scores of houses were destroyed.", [("buildings_damaged", "Scores", 40)]),
    ("Thousands of shepherds were killed or wounded.", []),
    ("Dozens of people sang.", []),
    ("They launched hundreds of drones.", []),
    ("The storm may kill hundreds.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), VAGUE, ids=[case[0] for case in VAGUE])
def test_vague_words_for_who_was_harmed_are_the_least_they_can_mean(sentence, expected):
    found = measure([Article(id="a", capture="c", item=0, title="", publisher=None, paragraphs=(sentence,))])
    assert [(figure.kind, figure.written, figure.value) for figure in found] == expected
    assert all(figure.qualifier == "at least" for figure in found)


def test_a_number_beside_a_vague_word_is_read_as_without_it():
    assert told("Dozens of guests were killed and 12 guards injured.")[-1] == ("injured", 12, "total")


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_sentence_tells_as_what_it_counts(sentence, expected):
    assert told(sentence) == expected
