"""The grammar: what a number counts, by the words around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.numbers import numbers
from briefing.stages.measure.counting.grammar import counts, tag


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
    ("A driver killed two people and another 35 people were injured.", [("killed", 2), ("injured", 35)]),
    ("He said 32 of its citizens — clerks and cooks — were killed.", [("killed", 32)]),
    ("The mayor was killed along with 12 Norwegian sailors.", [("killed", 12)]),
    ("The skipper dies alongside 3 nephews.", [("killed", 3)]),
    ("The mayor was killed and 12 sailors on the pier were hurt.", [("injured", 12)]),
    ("The killings of two guards and four Bolivians were denied.", [("killed", 2), ("killed", 4)]),
    ("At least 9 of those badly burned were boys.", [("injured", 9)]),
    ("Between five and eight killings were reported.", [("killed", 5)]),
    ("Officials confirmed at least one death.", [("killed", 1)]),
    ("They seek 12 death sentences.", [("other", 12)]),
    ("The camps hold 40,000 who have already been displaced.", [("displaced", 40_000)]),
    ("Some 12 of his neighbours killed, he fled.", [("killed", 12)]),
    ("Pirates abducted 25 sailors from a ferry.", [("captured", 25)]),
    ("The 38 kidnapped worshipers are still held.", [("captured", 38)]),
    ("The crews downed 89 drones, later adding another 23.", [("drones_shot_down", 89), ("drones_shot_down", 23)]),
    ("Rent was paid to 300 deceased tenants.", [("other", 300)]),
    ("Some 12 dead swans lay on the ice.", [("other", 12)]),
    ("The tower logged 12 drone sightings.", [("other", 12)]),
    ("The patrol found four weapons caches.", [("other", 4)]),
    ("The navy seized two sanctioned tankers.", [("other", 2)]),
    ("The air force sent two refuelling tankers.", [("equipment", 2)]),
    ("The coast guard and the navy hit 22 drug boats.", [("other", 22)]),
    ("Its navy has nine aircraft carriers and 40 nuclear warheads.", [("equipment", 9), ("equipment", 40)]),
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
    ("The crews say 71 of 92 drones were shot down.", [("drones_shot_down", 71), ("drones_launched", 92)]),
    ("71 of 92 missiles have been destroyed.", [("missiles_shot_down", 71), ("missiles_launched", 92)]),
    ("Of 92 drones, 71 were intercepted.", [("drones_launched", 92), ("drones_shot_down", 71)]),
    ("Of the 92 drones sent up, the crews shot down 71.", [("drones_launched", 92), ("drones_shot_down", 71)]),
    (
        "They downed 13 of 22 missiles and 30 of 35 drones.",
        [("missiles_shot_down", 13), ("missiles_launched", 22), ("drones_shot_down", 30), ("drones_launched", 35)],
    ),
    (
        "They had fired 92 drones and eight missiles, and 71 of the drones and five of the missiles were downed.",
        [("drones_launched", 92), ("missiles_launched", 8), ("drones_shot_down", 71), ("missiles_shot_down", 5)],
    ),
    (
        "They fired 92 attack drones and eight missiles, the crews said, adding that 71 drones and five missiles were shot down.",
        [("drones_launched", 92), ("missiles_launched", 8), ("drones_shot_down", 71), ("missiles_shot_down", 5)],
    ),
    (
        "They sent up a missile and fired 23 drones; the crews destroyed the missile and 18 of the drones before they reached the port.",
        [("drones_launched", 23), ("drones_shot_down", 18)],
    ),
    (
        "They fired 92 drones and eight missiles, of which five were shot down.",
        [("drones_launched", 92), ("missiles_launched", 8), ("other", 5)],
    ),
    ("They fired 92 drones, none of which were shot down.", [("drones_launched", 92)]),
    ("The crews shot down 71 drones and 12 more dropped off radar.", [("drones_shot_down", 71)]),
    ("The crews shot down 71 drones and 12 more drones dropped off radar.", [("drones_shot_down", 71), ("other", 12)]),
    ("Some 12 drones were jammed and 71 drones were intercepted.", [("other", 12), ("drones_shot_down", 71)]),
    ("71 drones were shot down or jammed.", [("drones_shot_down", 71)]),
    ("71 drones were jammed.", [("other", 71)]),
    ("Two ballistic missiles got through.", [("other", 2)]),
    ("Twelve drones crashed in a field.", [("other", 12)]),
    ("The battery downed all 10 missiles aimed at the port.", [("missiles_shot_down", 10)]),
    ("The crews failed to shoot down 12 missiles.", [("equipment", 12)]),
    (
        "Запустили 92 дрони та вісім ракет; збито 71 дрон і п'ять ракет.",
        [("drones_launched", 92), ("missiles_launched", 8), ("drones_shot_down", 71), ("missiles_shot_down", 5)],
    ),
    ("Выпустили 92 дрона, 71 сбит.", [("drones_launched", 92), ("drones_shot_down", 71)]),
    ("Britain has sent 120 drones to the port.", [("equipment", 120)]),
    ("Power was restored to all but 4,000 of the 17,000 homes.", [("without_power", 4000)]),
    ("Some 17,000 homes in the valley lost power.", [("without_power", 17_000)]),
    ("Over 40 soldiers and ten civilians had been killed.", [("killed", 40), ("killed", 10)]),
    ("The brigade lost 300 men and 1,300 troops.", [("other", 300), ("other", 1300)]),
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
    ("A crash killed one and left seven missing.", [("killed", 1), ("missing", 7)]),
    ("The toll from the storm has reached 33.", [("killed", 33)]),
    ("Valley deaths pass 18,200.", [("killed", 18_200)]),
    ("The office recorded 136 civilian deaths.", [("killed", 136)]),
    ("The court heard of the deaths of four brothers.", [("killed", 4)]),
    ("Ten people were shot, four fatally.", [("other", 10), ("killed", 4)]),
    ("Eight were charred to death.", [("killed", 8)]),
    ("The remains of five crew members were found.", [("killed", 5)]),
    ("The bodies of 900 soldiers were returned.", [("other", 900)]),
    ("Two colonels, three sergeants and 12 cooks were killed.", [("killed", 2), ("killed", 3), ("killed", 12)]),
    ("Four University of the Coast students were killed.", [("killed", 4)]),
    ("Two of its fighters stationed in the valley were killed.", [("killed", 2)]),
    ("Hunters killed 3,600 birds.", [("other", 3600)]),
    ("Over 200 men of the (22nd Guards) regiment have died.", [("killed", 200)]),
    ("Eight others sustained multiple wounds.", [("injured", 8)]),
    ("The leak sent around 14 people to the hospital.", [("injured", 14)]),
    ("About 1.8 million people, or roughly 75% of the population, have been displaced.", [("displaced", 1.8e6)]),
    ("The war has driven 6 million people from their homes.", [("displaced", 6e6)]),
    ("The floods led 3.4 million people to flee.", [("displaced", 3.4e6)]),
    ("They managed to evacuate about 54 orphans.", [("evacuated", 54)]),
    ("About 300 residents were forced to evacuate.", [("evacuated", 300)]),
    ("They killed, wounded or captured 5,000 troops.", [("other", 5000)]),
    ("They took 36 prisoners, and 12 soldiers surrendered.", [("captured", 36), ("captured", 12)]),
    ("Glide bombs cut the power to 23,000 households.", [("without_power", 23_000)]),
    ("The outage left 40,000 customers in the dark.", [("without_power", 40_000)]),
    ("Some 150 homes and two schools were flooded.", [("buildings_damaged", 150), ("buildings_damaged", 2)]),
    ("The raid damaged a school and two shops.", [("buildings_damaged", 2)]),
    ("Nearly 410,000 men have signed contracts with the army.", [("troops", 410_000)]),
    ("They keep a 20,000-strong footprint of mercenaries.", [("troops", 20_000)]),
    (
        "They fired two missiles and 183 drones, of which 156 drones were shot down or jammed.",
        [
            ("missiles_launched", 2),
            ("drones_launched", 183),
            ("drones_shot_down", 156),
        ],
    ),
    ("Air defences shot down 14 out of 19 missiles.", [("missiles_shot_down", 14), ("missiles_launched", 19)]),
    ("Eight missiles destroyed over the port, the crews say.", [("missiles_shot_down", 8)]),
    ("The port was struck by two missiles.", [("other", 2)]),
    ("Three missiles soared overhead and slammed into a base.", [("other", 3)]),
    ("A barrage of over 100 ballistic, cruise and other missiles was launched.", [("missiles_launched", 100)]),
    (
        "The frigate intercepted 15 drones and four cruise missiles launched from the coast.",
        [
            ("drones_shot_down", 15),
            ("missiles_shot_down", 4),
        ],
    ),
    (
        "In total, 30 missiles, 170 drones and 120 ballistic missiles were launched.",
        [
            ("missiles_launched", 30),
            ("drones_launched", 170),
            ("missiles_launched", 120),
        ],
    ),
    ("The firm bought three rocket launches.", [("other", 3)]),
    ("Two cargo ships came under missile attacks.", [("other", 2)]),
    ("Lithuania counted 42 balloons in its airspace.", [("other", 42)]),
    ("The grid was attacked 217 times.", [("other", 217)]),
    ("Fifteen children were returned.", [("other", 15)]),
    ("They sold 115,000 vehicles.", [("other", 115_000)]),
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
        "Power was restored to 14,000 homes that had been without power.",
        "Most of the 92 drones were shot down.",
        "Nearly all of the 92 drones were shot down.",
        "The Group of Seven countries met.",
        "They are on track to reach 900 deaths.",
        "Eight evacuees told of the flood.",
        "A mother of three died.",
        "The valley is to accept 900 refugees.",
        "Gunmen took 500 hostage in a hospital.",
        "Two in three Australians agree.",
        "There are 13 ways to fix it.",
        "The 30 members met.",
        "It is five times as big.",
        "He leads the autumn 2026 preparations.",
        "He warned the valley's 2.2 million residents to evacuate.",
        "Two aircraft makers left.",
        "The fire at the oil depot burned two tanks.",
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
