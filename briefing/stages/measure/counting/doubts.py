"""When a number counts nothing after all: it is idle, of a share, yet to come, too small, or of things of another trade."""

import re

from briefing.language.numbers import Number
from briefing.stages.measure.counting.lexicon import BREAK, COMMA, LETTER, NUMBER, OTHER_WORD, QUANTITY
from briefing.stages.measure.counting.tagging import Tagged
from briefing.stages.measure.counting.things import is_plural

_ONES = ("one", "the one", "один", "одна", "одне", "одно")
_IDLE_AFTER = frozenset(
    ("of", "another", "or", "such", "that", "who", "which", "can", "must", "should", "side", "too", "з", "із", "из")
)
_IDLE_BEFORE = frozenset(("no", "any", "every", "each", "some", "this", "жоден", "ни", "не"))
_SHARES = frozenset(
    """none few many some neither half third thirds quarter quarters percent cent most majority % fifth tenth
    половина половину третина третину треть большинство більшість чверть четверть""".split()
)
_LEAST = {"several": 10, "troops": 50, "displaced": 100, "equipment": 2, "other": 2}  # below, it is hardly told as a figure
_FUEL = re.compile(r"\b(?:oil|fuel|petrol|gas|diesel|depot|storage|refinery|water)\b", re.IGNORECASE)
_SYSTEMS = re.compile(
    r"\b(?:defen[cs]e|missile|artillery|rocket|anti-\w+|air|launch|radar|weapon|stinger|javelin|himars|patriot|gepard|iris|nasams|s-\d00)\w*\s+(?:\w+\s+)?systems\b",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"\b(?:armou?red|military|combat|fighting|infantry|army|troops|soldiers|exercise|brigade|tanks?|howitzers?|missiles?|weapons?|artillery|bombers?|fighters?|war|warplanes?"
    r"|air\s+(?:force|defen[cs]e)|navy|naval|forces|invasion|shot\s+down|downed|sorties|airspace|shells?|mortars?|drones?|rockets?|munitions?|ammunition"
    r"|f-\d+\w*|su-\d+\w*|mig-\d+\w*|mi-\d+|ворог\w*|військ\w*|збит\w*|сбит\w*|воен\w*|армі\w*|арми\w*)\b",
    re.IGNORECASE,
)
_CIVIL_TOO = frozenset(
    """vehicle vehicles truck trucks ship ships boat boats vessel vessels tanker tankers plane planes aircraft jet jets helicopter helicopters locomotives generators
    transformers ambulances batteries літак літаки літаків самолет самолета самолетов""".split()
)
_MERCHANT = re.compile(
    r"\b(?:cargo|commercial|merchant|container|passenger|fishing|bulk|oil|civilian|drugs?|narcotics|smuggl\w+|trafficking|migrant)\s+(?:\w+\s+)?(?:ships?|boats?|vessels?|tankers?|planes?|jets?|aircraft)\b",
    re.IGNORECASE,
)
_TANKERS = ("tanker", "tankers")
_REFUELS = re.compile(r"\b(?:re-?fuel\w*|aerial|air\s+force|aircraft|planes?)\b", re.IGNORECASE)  # tankers that fly
_TRADES = re.compile(
    r"(?:maker|manufacturer|operator|commander|crew|pilot|producer|factor|plant|compan|hunter|owner|spotter|driver|part|engine|pad|movement|deal|trial)\w*",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:could|may|might|would|will|going|forecast|expect(?:s|ed)?|predict(?:s|ed)?|projected?|track|plan(?:s|ned)?|threat(?:en)?s?|if|risks?|aims?|potentially|estimated\s+to|"
    r"може|можуть|могут|может|загрожу\w+|грозит)\s+(?:\w+\s+){0,4}$"
    r"|(?<!managed )(?<!able )(?<!helped )(?<!began )\bto\s+(?:kill|injure|wound|hurt|evacuate|accept|host|receive|displace|house|resettle|admit|move|relocate|take|find)\s+(?:in\s+)?$"
    r"|\b(?:mother|father|mum|mom|dad|parents?)\s+of\s+$"
)
_FREED = re.compile(r"\b(?:freed|releas\w*|звільн\w*|освобо\w*)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:return\w*|repatriat\w*|exchang\w*|swap\w*|handed|поверн\w*|верну\w*|обмен\w*|обмін\w*|репатр\w*)\b",
    re.IGNORECASE,
)


_D, _W = LETTER["DET"], f"{LETTER['PERSON']}{LETTER['SOLDIER']}{LETTER['FORCE']}"
_HARM = f"[{LETTER['DEAD']}{LETTER['KILLED']}{LETTER['HURT']}{LETTER['DEAD_SLAV']}{LETTER['HURT_SLAV']}{LETTER['MISSING']}]"
# "one of whom", "one of the dead", "one of its fighters was killed", "that one had died"
_OF_THEM = re.compile(
    f"(?:{LETTER['OF']}|{LETTER['PREP']})(?:{LETTER['WHICH']}|{_D}{_HARM}|{_D}x{{0,2}}[{_W}][^;,N]{{0,6}}?{LETTER['BE']}{{1,3}}{_HARM})|{LETTER['BE']}{{1,3}}{_HARM}"
)


def is_idle_one(tagged: Tagged, place: int) -> bool:
    """As in "no one", "one of the most", "one another", "one or the other": they count nothing."""
    if tagged.words[place].casefold() not in _ONES:
        return False
    after = tagged.words[place + 1].casefold() if place + 1 < len(tagged.words) else ""
    before = tagged.words[place - 1].casefold() if place else ""
    if _OF_THEM.match(tagged.letters, place + 1):
        return False
    return after in _IDLE_AFTER or before in _IDLE_BEFORE


def is_of_a_share(tagged: Tagged, place: int) -> bool:
    """As in "two-thirds of the 300,000 residents", "half of the 20 houses": the number is not how many."""
    before = [word.casefold() for word in tagged.words[max(0, place - 4) : place]]
    if before and before[-1] in _SHARES and before[-1] > "z":
        return True  # in Ukrainian and Russian no word stands between
    if (
        before
        and before[-1] in ("in", "з", "із", "из")
        and place > 1
        and tagged.letters[place - 2] == NUMBER
        and tagged.words[place - 2][0].isalpha()
    ):
        return True  # "two in three Australians"
    if "of" not in before[-2:]:
        return False
    at = len(before) - 1 - before[::-1].index("of")
    if at > 1 and before[at - 1] == "all" and before[at - 2] in ("nearly", "almost", "not", "virtually"):
        return True
    return at > 0 and (before[at - 1] in _SHARES or tagged.letters[place - (len(before) - at) - 1] == QUANTITY)


def is_to_come(tagged: Tagged, place: int) -> bool:
    """As in "could kill 20", "on track to reach 7 deaths", "to accept 900 refugees": it has not happened."""
    start = max(0, place - 7)
    while any(letter in (COMMA, BREAK) for letter in tagged.letters[start:place]):
        start += 1
    return bool(_TO_COME.search(" ".join(word.casefold() for word in tagged.words[start:place]) + " "))


def is_of_late_ones(tagged: Tagged, place: int) -> bool:
    """As in "300 deceased tenants", "12 dead swans": the dead stand in a register or are no people, and nobody tells how they died."""
    at = place + 1
    while at < len(tagged.words) and tagged.letters[at] == LETTER["ADV"]:
        at += 1
    if at + 1 >= len(tagged.words) or tagged.words[at].casefold() not in ("dead", "deceased"):
        return False
    behind = tagged.words[at + 1]
    return tagged.letters[at + 1] in (OTHER_WORD, LETTER["UNPEOPLED"]) and behind.islower() and is_plural(behind)


def is_brought_back(tagged: Tagged) -> bool:
    """Whether bodies are those of the dead of long ago, as in "the bodies of 900 soldiers were returned"."""
    return bool(_BACK.search(" ".join(tagged.words)))


def are_freed(tagged: Tagged) -> bool:
    """Whether soldiers come home from captivity, and so are not sent or gathered."""
    text = " ".join(tagged.words)
    return bool(_FREED.search(text) or _BACK.search(text))


def is_trivial(tagged: Tagged, number: Number, kind: str, noun: str | None) -> bool:
    """Counts too small to be figures of their kind, and words of weapons said of something else."""
    if number.value < _LEAST.get(kind, 0):
        return True
    if kind != "equipment":
        return False
    rounds = bool(noun and noun.casefold() in ("rounds", "round") and re.search(r"rounds?\s+of\s", " ".join(tagged.words)))
    return (rounds and number.value < 100) or _is_no_ware(tagged, number, noun)


def is_civil(tagged: Tagged, noun: str | None) -> bool:
    """Whether ships, aircraft or vehicles are told of in a sentence that has nothing of an army: they are things, no equipment."""
    text, small = " ".join(tagged.words), (noun or "").casefold()
    if small in _TANKERS:
        return not _REFUELS.search(text)
    return small in _CIVIL_TOO and (bool(_MERCHANT.search(text)) or not _MILITARY.search(text))


def _is_no_ware(tagged: Tagged, number: Number, noun: str | None) -> bool:
    """As in "two aircraft makers", "the 900 water systems", "two tanks burn at the oil depot"."""
    small, text = (noun or "").casefold(), " ".join(tagged.words)
    if small in ("tank", "tanks") and _FUEL.search(text):
        return True
    if small in ("system", "systems") and not _SYSTEMS.search(text):
        return True
    at = next((at for at, word in enumerate(tagged.words) if word == noun and tagged.starts[at] > number.start), len(tagged.words))
    return at + 1 < len(tagged.words) and bool(_TRADES.fullmatch(tagged.words[at + 1]))
