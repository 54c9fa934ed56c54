"""The grammar in Ukrainian and Russian: casualties, arms, damage, power."""

import pytest

from briefing.language.numbers import numbers
from briefing.stages.measure.counting.grammar import counts, tag


def counted(sentence: str) -> list[tuple[str, float]]:
    return [(count.kind, count.number.value) for count in counts(tag(sentence, numbers(sentence)))]


UKRAINIAN = [
    ("Унаслідок нічного обстрілу села загинули двоє людей, ще п'ятеро дістали поранення.", [("killed", 2), ("injured", 5)]),
    ("Загинуло щонайменше 9 цивільних, серед них двоє дітей.", [("killed", 9), ("killed", 2)]),
    ("Поранення отримали 17 мешканців, з них троє — діти.", [("injured", 17), ("injured", 3)]),
    ("Двоє загиблих, 17 поранених.", [("killed", 2), ("injured", 17)]),
    ("Отримали поранення двоє дітей.", [("injured", 2)]),
    ("До лікарні доставили 12 людей.", [("injured", 12)]),
    ("Зниклими безвісти вважають 6 осіб.", [("missing", 6)]),
    ("З-під завалів дістали тіла трьох загиблих.", [("killed", 3)]),
    ("Ворог випустив по місту 8 ракет С-300.", [("missiles_launched", 8)]),
    ("Росіяни атакували порт 23 безпілотниками.", [("drones_launched", 23)]),
    ("Протиповітряна оборона знищила 19 з 23 дронів.", [("drones_shot_down", 19), ("drones_launched", 23)]),
    ("Знищено 19 ударних БпЛА та дві крилаті ракети.", [("drones_shot_down", 19), ("missiles_shot_down", 2)]),
    (
        "Уночі порт атакували 12 балістичними ракетами Іскандер-М та 87 ударними БпЛА.",
        [("missiles_launched", 12), ("drones_launched", 87)],
    ),
    ("Пошкоджено 34 приватні будинки, дві школи та лікарню.", [("buildings_damaged", 34), ("buildings_damaged", 2)]),
    ("Пошкоджень зазнали 18 будинків.", [("buildings_damaged", 18)]),
    ("Зруйновано п'ять багатоповерхівок.", [("buildings_damaged", 5)]),
    ("Без електропостачання залишилися 4,5 тисячі родин.", [("without_power", 4500)]),
    ("Знеструмлено 87 населених пунктів.", [("without_power", 87)]),
    ("З громади евакуювали 214 людей, зокрема 31 дитину.", [("evacuated", 214), ("evacuated", 31)]),
    ("У полон узяли 11 окупантів.", [("captured", 11)]),
    ("Поранених — 17, з них троє у важкому стані.", [("injured", 17), ("injured", 3)]),
    ("Кількість постраждалих зросла до 48, серед них 5 дітей.", [("injured", 48), ("injured", 5)]),
    ("Світла немає у 40 тисяч родин.", [("without_power", 40_000)]),
    (
        "Росія запустила 120 дронів і 5 ракет, збито 99 дронів.",
        [
            ("drones_launched", 120),
            ("missiles_launched", 5),
            ("drones_shot_down", 99),
        ],
    ),
    ("Зі 120 запущених дронів збито або подавлено 98.", [("drones_launched", 120), ("drones_shot_down", 98)]),
    ("Звільнено з полону 95 військовослужбовців.", [("other", 95)]),
    ("З-під завалів урятували 6 людей.", [("other", 6)]),
    ("Бригада втратила 12 танків.", [("equipment", 12)]),
]
RUSSIAN = [
    ("В результате обстрела погибли четыре человека, ещё девять ранены.", [("killed", 4), ("injured", 9)]),
    ("Один человек погиб, двенадцать пострадали.", [("killed", 1), ("injured", 12)]),
    ("Погибли не менее девяти мирных жителей, в том числе двое детей.", [("killed", 9), ("killed", 2)]),
    ("Ранения получили 17 жителей, из них трое детей.", [("injured", 17), ("injured", 3)]),
    ("Двенадцать человек госпитализированы.", [("injured", 12)]),
    ("Двое погибших и 17 раненых.", [("killed", 2), ("injured", 17)]),
    ("Пропавшими без вести считаются шесть человек.", [("missing", 6)]),
    ("По городу выпустили восемь ракет С-300.", [("missiles_launched", 8)]),
    ("Порт атаковали 23 беспилотника.", [("drones_launched", 23)]),
    ("Силы ПВО сбили 19 из 23 беспилотников.", [("drones_shot_down", 19), ("drones_launched", 23)]),
    ("Ночью были перехвачены и уничтожены 62 беспилотника.", [("drones_shot_down", 62)]),
    ("Повреждены 34 частных дома и две школы.", [("buildings_damaged", 34), ("buildings_damaged", 2)]),
    ("Разрушено пять многоквартирных домов.", [("buildings_damaged", 5)]),
    ("Без света остались 12 тысяч потребителей.", [("without_power", 12_000)]),
    ("Из посёлка эвакуировали 214 человек, включая 31 ребёнка.", [("evacuated", 214), ("evacuated", 31)]),
    ("В плен взяты 11 солдат.", [("captured", 11)]),
    ("Пострадали семь человек, двое из них в тяжёлом состоянии.", [("injured", 7), ("injured", 2)]),
    ("Погибших нет, пятеро раненых.", [("injured", 5)]),
    ("Спасатели эвакуировали из зоны затопления 1200 человек.", [("evacuated", 1200)]),
    ("Подтоплены 640 домов.", [("buildings_damaged", 640)]),
    ("У границы стоят 12 тысяч солдат.", [("troops", 12_000)]),
]


@pytest.mark.parametrize(("sentence", "kinds"), UKRAINIAN + RUSSIAN, ids=lambda value: value if isinstance(value, str) else "")
def test_the_words_around_a_number_tell_what_it_counts(sentence, kinds):
    assert counted(sentence) == kinds


@pytest.mark.parametrize(
    "sentence",
    [
        "Обмінялися двома посланнями.",
        "Влада відкрила 11 центрів допомоги постраждалим.",
        "Ніхто не загинув.",
        "Половина 40 будинків уціліла.",
        "Жодна з 12 ракет не впала.",
        "Під завалами можуть загинути 20 людей.",
        "Автобус проїхал 12 километров.",
    ],
)
def test_a_number_that_counts_nothing_known_is_left_out(sentence):
    assert not [kind for kind, _ in counted(sentence) if kind not in ("other", "equipment")]
