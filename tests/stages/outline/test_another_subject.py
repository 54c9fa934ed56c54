"""A profile on floods, with its own words alone: nothing in the code knows what the news is about. All texts are invented."""

import pytest

from briefing.model import OTHER
from briefing.settings import parse
from briefing.stages.outline import classify

PROFILE = parse(
    """
    title = "High water"
    timezone = "Europe/Vienna"
    subject = ["flood", "high water", "river", "dam burst", "повінь", "паводок", "річка", "наводнение", "паводка", "река"]
    elsewhere = ["league", "trophy", "novel", "вистава"]

    [[section]]
    id = "damage"
    title = "Damage"
    about = "what the water destroyed: houses, roads, bridges, fields, the dead and the injured"
    terms = ["flooded", "under water", "washed away", "destroyed", "collapsed", "damaged", "drowned", "dead", "dam", "mud", "power cut",
      "затоплено", "зруйновано", "розмито", "загинули", "міст", "затоплены", "разрушены", "размыты", "погибли", "мост"]

    [[section]]
    id = "rescue"
    title = "Rescue"
    about = "people brought to safety, those still missing, and those who look for them"
    terms = ["rescue", "rescuers", "saved", "evacuated", "helicopter", "boats", "shelter", "missing", "stranded", "divers",
      "рятувальники", "врятували", "евакуйовано", "гвинтокрил", "човни", "зникли", "спасатели", "спасли", "эвакуированы", "вертолёт", "лодки", "пропали"]

    [[section]]
    id = "funding"
    title = "Who pays"
    about = "emergency funds, insurance, donations and the quarrel over them"
    terms = ["fund", "insurers", "insurance", "compensation", "donations", "budget", "loan", "rebuilding",
      "кошти", "компенсація", "бюджет", "страховка", "пожертви", "відбудова", "средства", "компенсации", "бюджет", "страховые", "пожертвования", "восстановление"]
    """,
    "floods",
)

ARTICLES = [
    ("damage", "River takes the bridge at Varn", "The bridge was washed away at dawn and forty houses stand under water, the mayor said."),
    ("damage", "Two dead as flood sweeps through Lund valley", "Two people drowned in a cellar. The road to the mill has collapsed, fields lie under mud."),
    ("damage", "Dam burst leaves Orsa without light", "Water from the dam damaged a transformer station; the power cut is expected to last until Friday."),
    ("damage", "Barns and vineyards gone after the high water", "The flood destroyed barns in six villages, farmers report."),
    ("rescue", "Helicopters lift families from roofs in flooded Varn", "Rescuers in boats brought three hundred people to a shelter in the school; nine are missing."),
    ("rescue", "Divers go on looking for ferryman after flood", "The ferryman has been missing since the river rose. Divers and rescuers with dogs searched until night."),
    ("rescue", "Old people's home evacuated as river rises", "All sixty residents were evacuated by boats before the river reached the door."),
    ("rescue", "Stranded campers saved by neighbours' boats", "A flood cut them off; nobody was hurt."),
    ("funding", "Cabinet opens emergency fund for the valley", "The flood fund holds forty million crowns; insurers are to match it, the finance office said."),
    ("funding", "Insurers refuse to pay for cellars", "After the flood, insurance covers houses from the ground floor up, the insurers say."),
    ("funding", "Donations for flooded villages pass a million", "The money from donations goes into rebuilding schools along the river."),
    ("damage", "Повінь зруйнувала міст у Варні", "Міст зруйновано, сорок будинків затоплено, розмито дорогу до млина."),
    ("rescue", "Рятувальники зняли з дахів триста людей", "Під час повені рятувальники на човнах врятували триста людей; дев'ятеро зникли."),
    ("funding", "Уряд виділив кошти на відбудову після повені", "Компенсація за житло піде з бюджету, решту дадуть пожертви."),
    ("damage", "Наводнение: затоплены сорок домов", "Дома затоплены, дороги размыты, погибли двое."),
    ("rescue", "Спасатели ищут паромщика на реке", "Паромщик пропал, когда поднялась река; спасатели на лодках спасли его пассажиров."),
    ("funding", "Компенсации после наводнения: страховые не платят", "Страховые компании спорят с правительством о том, кто платит за восстановление."),
    (OTHER, "Chess: Varn wins the league again", "Varn's first team keeps the trophy of the river league for a third year."),
    (OTHER, "Sixty killed in train collision", "Rescuers evacuated the injured by helicopter; the line is damaged."),
    (OTHER, "A novel about a river", "Her new novel follows a ferryman down the river; it is her third novel."),
    (OTHER, "Прем'єра в театрі Варни", "Вистава триває дві години."),
]  # fmt: skip


@pytest.mark.parametrize(("section", "title", "text"), ARTICLES)
def test_a_profile_on_floods_places_its_news_in_three_languages(section, title, text):
    verdict = classify(title, (text,), PROFILE.sections, PROFILE.subject, PROFILE.elsewhere)
    assert verdict.section == section, verdict


def test_the_built_in_profile_has_no_say_in_it():
    assert {classify(title, (text,), ()).section for _, title, text in ARTICLES} == {OTHER}
