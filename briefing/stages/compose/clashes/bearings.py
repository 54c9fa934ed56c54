"""What a claim bears on, by its words: what was aimed at, who was harmed, what was shot down, who holds a place, who did it.

The lists are of English, Ukrainian and Russian; stems of the latter two. They name things of any war and of any attack, no
side of one.
"""

import re
from typing import Final, Literal

Bearing = Literal["military", "civilian", "spared", "downed", "struck", "took", "held", "blamed"]

_MILITARY: Final = """
    military|army|armed forces|troops?|soldiers?|servicemen|militants?|terrorists?|mercenar\\w+|combatants?|
    ammunition|munitions?|arms|weapons?|arsenals?|depots?|barracks|airfields?|air ?bases?|airbases?|bases?|headquarters|command (?:posts?|cent\\w+)|
    decision-making cent\\w+|defen[cs]e[- ](?:industr\\w+|facilit\\w+|plants?|factor\\w+)|military-industrial|training (?:grounds?|cent\\w+)|
    missile (?:launchers?|systems?)|radars?|warships?|armou?red (?:vehicles?|personnel|units?)|tanks?|artillery|
    військов\\w+|збройн\\w+|склад\\w* (?:боєприпас|зброї)\\w*|бронетехнік\\w*|аеродром\\w*|штаб\\w*|полігон\\w*|казарм\\w*|найман\\w+|
    военн\\w+|вооруж[её]нн\\w+|склад\\w* (?:боеприпас|оружия)\\w*|бронетехник\\w*|аэродром\\w*|полигон\\w*|на[её]мник\\w*"""
_AIMED: Final = """
    target\\w*|aimed|against|hits?|hitting|struck|strikes?|striking|destroy\\w*|attack\\w*|eliminat\\w+|neutrali[sz]\\w+|bomb\\w*|shell\\w*|launched|
    цілил\\w*|цілям?и?|ударил\\w*|удар\\w*|уразил\\w*|знищ\\w+|атак\\w+|влуч\\w+|
    цел[иьяею]\\w*|удар\\w*|поразил\\w*|пораж\\w+|уничтож\\w+|атак\\w+"""
_CIVIL: Final = """
    civilians?|residents?|residential|apartments?|homes?|houses?|hospitals?|clinics?|schools?|kindergartens?|nurser\\w+|churches|church|
    malls?|shops?|shopping|markets?|hotels?|children|child|women|woman|girls?|boys?|elderly|
    цивільн\\w+|мирн\\w+|житлов\\w+|багатоповерхів\\w+|будинк\\w+|лікарн\\w+|школ\\w+|садоч\\w+|дитсад\\w*|діт\\w+|дит\\w+|жінк\\w+|
    гражданск\\w+|мирн\\w+|жил\\w+ (?:дом|квартал|район|здан)\\w*|многоэтаж\\w+|больниц\\w+|школ\\w+|детсад\\w*|дет[иейям]\\w*|реб[её]н\\w+|женщин\\w+"""
_HARMED: Final = """
    kill\\w*|died|dead|deaths?|die|injur\\w+|wound\\w+|hurt|victims?|casualt\\w+|trapped|damag\\w+|destroy\\w+|hit|struck|burn\\w*|
    загин\\w+|вбит\\w+|поран\\w+|постраждал\\w+|травмован\\w+|пошкодж\\w+|зруйнован\\w+|знищен\\w+|жертв\\w+|
    погиб\\w+|убит\\w+|ранен\\w+|пострадавш\\w+|пострадал\\w+|поврежд\\w+|разруш\\w+|жертв\\w+"""
_PEOPLE: Final = """
    people|persons?|man|men|workers?|families|family|passengers?|drivers?|
    людей|люди|людина|осіб|особи|чоловік\\w*|працівник\\w*|
    человек\\w*|людей|люди|мужчин\\w*|работник\\w*"""
_DOWNED: Final = """
    shot down|shoot down|shooting down|downed|intercept\\w+|repell\\w+|repuls\\w+|thwart\\w+|suppress\\w+|
    збит\\w*|збил\\w*|перехоп\\w+|відбит\\w*|відбил\\w*|знешкодж\\w+|
    сбит\\w*|сбил\\w*|перехва\\w+|отраз\\w+|отраж\\w+|обезвре\\w+"""
_STRUCK: Final = """
    hit|hits|struck|damaged|destroyed|set (?:ablaze|on fire)|sank|sunk|blown up|blew up|disabled|
    влуч\\w+|вразил\\w*|уразил\\w*|уражен\\w+|знищил\\w*|знищен\\w+|пошкодж\\w+|підірв\\w+|потоп\\w+|
    попал\\w*|поразил\\w*|пораж[её]н\\w*|уничтож\\w+|поврежд\\w+|подорв\\w+|потоп\\w+"""
_TOOK: Final = """
    (?<!to )captured|(?<!to )seized|capturing|seizing|capture of|took (?:full |complete )?control|taken (?:full |complete )?control|taking control|
    taken (?:over )?the (?:town|city|village|settlement)|liberated|(?<!to )conquered|full control of|encircled|surrounded|
    захопил\\w*|захоплен\\w+|взял\\w* під контроль|звільнил\\w*|окупував\\w*|оточил\\w*|
    захватил\\w*|захвачен\\w+|взял\\w* под контроль|освободил\\w*|освобожд[её]н\\w*|заняли|окружил\\w*"""
_HELD: Final = """
    repell\\w+|repuls\\w+|under (?:ukrainian|russian|our|\\w+) control|still (?:control|hold)\\w*|not (?:been |yet )?(?:captured|taken|fallen|encircled|surrounded|under)|
    hold\\w* (?:back|off|out|on to|onto|(?:their|our|the|its) (?:line|lines|positions?|ground|defen[cs]es?|town|city|village))|continu\\w+ to (?:hold|defend|control)|
    утриму\\w+|тримають (?:оборону|позиції|рубеж\\w+)|відбива\\w+|відбил\\w*|контролюють|не захоплен\\w+|не захопил\\w*|
    удерживают|держат (?:оборону|позиции|рубеж\\w+)|отбивают|отбил\\w*|контролируют|не захвачен\\w+|не захватил\\w*"""
_BLAMED: Final = """
    accus\\w+|blam\\w+|responsib\\w+|behind the (?:attack|strike|blast|explosion|shelling)|staged|false flag|provocation|
    звинува\\w+|відповідальн\\w+|провокаці\\w+|
    обвин\\w+|ответственн\\w+|провокаци\\w+"""


def _words(alternatives: str) -> re.Pattern[str]:
    joined = "".join(line.strip() for line in alternatives.splitlines())
    return re.compile(rf"(?<![\w-])(?:{joined})(?!\w)", re.IGNORECASE)


_LISTS: Final = {
    name: _words(some)
    for name, some in (
        ("military", _MILITARY),
        ("aimed", _AIMED),
        ("civil", _CIVIL),
        ("harmed", _HARMED),
        ("people", _PEOPLE),
        ("downed", _DOWNED),
        ("struck", _STRUCK),
        ("took", _TOOK),
        ("held", _HELD),
        ("blamed", _BLAMED),
    )
}


# What was aimed at stands close behind the word for the blow: "struck an arms depot", "ціллю був аеродром".
_AIMED_AT_MILITARY: Final = re.compile(
    rf"{_LISTS['aimed'].pattern}(?:\s+[\"“«]?(?!by\b|from\b)[\w'’-]+,?){{0,5}}?\s+[\"“«]?{_LISTS['military'].pattern}",
    re.IGNORECASE,
)
# What may come to pass, or is asked for, is no account of what happened.
_NOT_YET: Final = _words("""
    would|could|will|might|may|if|should|unless|threat\\w*|warn\\w*|plan(?:s|ned|ning)?|legitimate targets?|ready to|call\\w* (?:on|for)|urg\\w+|demand\\w*|
    якщо|може|можуть|планує\\w*|погрож\\w+|законн\\w+ ціл\\w+|если|может|могут|планиру\\w+|угрож\\w+|законн\\w+ цел\\w+""")


_DEAD: Final = _words("kill\\w*|died|dead|deaths?|загин\\w+|вбит\\w+|погиб\\w+|убит\\w+")
DEATHS = 3  # words that a claim with deaths in it has before others


def bearings(text: str, *, denied: bool, verb: str = "") -> frozenset[Bearing]:
    """What the claim `text` bears on; `denied` is whether it says that something was not so, `verb` its word of saying."""
    if _NOT_YET.search(text):
        return frozenset()
    has = {name for name, pattern in _LISTS.items() if pattern.search(text)}
    found: set[Bearing] = set()
    if denied and "civil" in has and has & {"aimed", "harmed"}:
        found.add("spared")
    if not denied and _AIMED_AT_MILITARY.search(text):
        found.add("military")
    if not denied and "harmed" in has and has & {"civil", "people"}:
        found.add("civilian")
    if not denied and "downed" in has:
        found.add("downed")
    if not denied and "struck" in has and "downed" not in has:
        found.add("struck")
    if not denied and "took" in has:
        found.add("took")
    if "held" in has or (denied and "took" in has):
        found.add("held")
    if not denied and ("blamed" in has or _LISTS["blamed"].search(verb)):
        found.add("blamed")
    return frozenset(found)


def weight(text: str) -> int:
    """How much a claim says of what was aimed at and who was harmed: deaths most, else different words for it; of several the weightiest is printed."""
    lists = ("military", "civil", "harmed", "people")
    return DEATHS * bool(_DEAD.search(text)) + sum(
        len({match.group().casefold() for match in _LISTS[name].finditer(text)}) for name in lists
    )
