"""How a number stands to the one counted before it: a part of it, the next of a list, the whole of which it is one, or more elsewhere.

All work on the letters of a sentence (tagging.py); `before` and `place` are where the earlier number and this one stand.
"""

import re

from briefing.stages.measure.counting.lexicon import LETTER
from briefing.stages.measure.counting.tagging import Tagged

_L = LETTER
_INCLUDED = re.compile(
    rf"(?:{_L['INCLUDING']}|{_L['THEREOF']}|{_L['INCLUDING']}{_L['WHICH']}|{_L['OF']}{_L['WHICH']}|,{_L['OF']}{_L['WHICH']})[x{_L['DET']}{_L['ADV']};]{{0,3}}$"
)
# "dozens of deaths among the 900 hikers": the number is that of all, no part; so it is in "she was among ten guests killed"
_AMONG_THE = re.compile(rf"{_L['INCLUDING']}[{_L['ADV']}]?{_L['DET']}$|{_L['BE']}[{_L['ADV']}]?{_L['INCLUDING']}[{_L['ADV']}]?$")
# "four children among seven injured": here the first number is the part
_AMONG = re.compile(rf"N[x{_L['PERSON']}{_L['SOLDIER']}]{{0,4}}{_L['INCLUDING']}[{_L['DET']}{_L['ADV']}]{{0,2}}$")
_AMONG_WORDS = ("among", "amongst", "серед", "среди")
_OF_THEM = re.compile(rf"N[x{_L['OTHERS']}]?(?:{_L['OF']}{_L['WHICH']}|{_L['PREP']}{_L['WHICH']}|{_L['THEREOF']})")
_OF_THE_DEAD = re.compile(
    rf"N[x{_L['OTHERS']}]?{_L['OF']}{_L['DET']}[x{_L['ADV']}]{{0,2}}(?:[{_L['DEAD']}{_L['KILLED']}{_L['HURT']}{_L['SLAYING']}{_L['DEATHS']}{_L['INJURED']}])"
)
_LISTED = re.compile(
    rf"N[x{_L['DET']}{_L['ADV']}{_L['OTHERS']}]{{0,3}}[{_L['PERSON']}{_L['SOLDIER']}{_L['BUILDING']}]?(?:{_L['OF']}[x{_L['DET']}{_L['FORCE']}{_L['SOLDIER']}]{{1,4}})?(?:,|{_L['AND']}|,{_L['AND']})[x{_L['DET']}{_L['ADV']}]{{0,1}}$"
)
# "killing 12 and taking hostages, 30 of whom are held": those are not of the killed
_OF_OTHERS = re.compile(rf"N[^N]*[{_L['PRISONER']}{_L['REFUGEES']}{_L['CAPTIVE']}][^N]{{0,3}},[^N]{{0,2}}$")
_LISTED_PART = re.compile(rf"N[^;,N]{{0,4}}(?:,|{_L['AND']}|,{_L['AND']})[x{_L['DET']}{_L['ADV']}]{{0,1}}$")
_HARM = "".join(
    _L[name]
    for name in (
        "DEAD",
        "KILLED",
        "HURT",
        "DEAD_SLAV",
        "HURT_SLAV",
        "MISSING",
        "EVACUATED",
        "DISPLACED",
        "DAMAGE",
        "DESTROY",
        "CUT",
    )
)
_TOLD = re.compile(rf"N[^;,N{_HARM}]{{0,6}}?{_L['BE']}[^;,N{_HARM}]{{0,4}}[{_HARM}]")
# "eight were killed in the port and three more in the town"
_AND_MORE = re.compile(rf"N[^;N]{{0,9}}(?:,|{_L['AND']}|,{_L['AND']})[x{_L['DET']}{_L['ADV']}{_L['OTHERS']}]?N")
_ADDING = re.compile(r"\b(?:adding|then|later|and)\s+(?:another|a\s+further)\b")
_MORE_THERE = re.compile(rf"N{_L['OTHERS']}(?:{_L['PREP']}|[,;]|$)|(?<={_L['OTHERS']})N(?:{_L['PREP']}|[,;]|$)")


def is_part(letters: str, place: int) -> bool:
    """Whether the words right at the number make it a part of what was counted before: "including 3", "3 of them"."""
    if _OF_THEM.match(letters, place) or _OF_THE_DEAD.match(letters, place):
        return True
    return bool(_INCLUDED.search(letters, 0, place)) and not _AMONG_THE.search(letters, 0, place)


def goes_on_parts(letters: str, before: int, place: int) -> bool:
    """As the second of "including 12 Kh-101 and two Iskanders", "among them a girl and two boys", where the first is a part."""
    return bool(_LISTED_PART.search(letters, before, place))


def is_of_others(letters: str, before: int, place: int) -> bool:
    """Whether others are named between the two, of whom the later number is a part: "killed 12 and took hostages, 30 of whom"."""
    return bool(_OF_OTHERS.search(letters, before, place))


def goes_on(letters: str, before: int, place: int) -> bool:
    """As the second of "killed 12 soldiers and three civilians": what is said of the first is said of both."""
    return bool(_LISTED.search(letters, before, place))


def is_whole_of(tagged: Tagged, before: int, place: int) -> bool:
    """As the second of "four children among seven injured": here the first number is the part."""
    words = tagged.words[max(0, place - 3) : place]
    return bool(_AMONG.search(tagged.letters, before, place)) and any(word.casefold() in _AMONG_WORDS for word in words)


def is_told_of_some(letters: str, place: int) -> bool:
    """Whether the verb behind the whole at `place` is told of some of it: "40 of 60 houses were damaged", not "40 of 60 injured were"."""
    return bool(_TOLD.match(letters, place))


def is_added(tagged: Tagged, before: int, place: int) -> bool:
    """As the second of "shot down 89 drones, later adding another 23": more of the same, with no noun of their own."""
    words = [word.casefold() for word in tagged.words[before + 1 : place]]
    opening = [*words[-2:], *tagged.words[place].casefold().split()[:1]]
    more = _ADDING.search(" ".join(opening))
    return bool(more) and tagged.letters[place + 1 : place + 2] in ("", ",", ";", _L["PREP"])


def is_more_there(letters: str, before: int, place: int) -> bool:
    """As the second of "eight were killed in the port and three more in the town"."""
    return bool(_AND_MORE.search(letters, before) and _MORE_THERE.match(letters, place))
