"""What became of the missiles and drones sent: whether a number counts those of them that were shot down, or all were."""

import re

from briefing.stages.measure.counting.lexicon import LETTER
from briefing.stages.measure.counting.siblings import is_part
from briefing.stages.measure.counting.tagging import Tagged

_L = LETTER
_DOWNED = f"[{_L['DOWN']}{_L['DOWNED']}{_L['DESTROY']}]"
_DOWNED_BEFORE = re.compile(rf"{_DOWNED}[x{_L['ADV']}]{{0,2}}$")
_LEFT_ASTRAY = re.compile(rf"[{_L['AND']}{_L['PREP']},]{{1,2}}[{_L['BE']}{_L['ADV']}]{{0,2}}{_L['ASTRAY']}")
_ALL_DOWN = re.compile(
    rf"N[^;N]{{1,8}},(?:[x{_L['ADV']}{_L['DET']}{_L['BE']}]){{0,3}}{_L['OF']}{_L['WHICH']}[{_L['BE']}{_L['ADV']}]{{0,4}}{_DOWNED}"
)
_PART_DOWN = re.compile(
    rf"{_L['OF']}{_L['WHICH']}[x{_L['ADV']}{_L['DET']}]{{0,2}}(N)[x{_L['ADV']}]{{0,2}}(?:[{_L['BE']}{_L['ADV']}]){{1,4}}{_DOWNED}"
)
_WERE_DOWNED = re.compile(
    rf"N(?:{_L['OF']}{_L['WHICH']})?(?:[{_L['BE']}{_L['ADV']}]{{1,4}}{_DOWNED}|{_L['DOWN']}(?=[,;{_L['AND']}]|$))"
)
_ALL = re.compile(r"\ball\b", re.IGNORECASE)


def of_those_sent(tagged: Tagged, place: int, noun: str | None) -> str:
    """Whether the number counts some of what was sent before: "shot" ("of which 61 were shot down"), "lost" (or astray), or neither."""
    told = _PART_DOWN.search(tagged.letters)
    if _DOWNED_BEFORE.search(tagged.letters, 0, place) and is_part(tagged.letters, place):
        return "shot"
    match = told if told and told.start(1) == place else None if noun else _WERE_DOWNED.match(tagged.letters, place)
    if not match:
        return ""
    return "lost" if _LEFT_ASTRAY.match(tagged.letters, match.end()) else "shot"


def all_were_downed(tagged: Tagged, place: int) -> bool:
    """As in "nine drones, all of which were shot down"."""
    match = _ALL_DOWN.match(tagged.letters, place)
    return bool(match and _ALL.search(" ".join(tagged.words[match.start() : match.end()])))
