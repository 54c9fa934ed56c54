"""Which of two countries at war missiles and drones are told to have been sent against, by whose they are or who shot them down.

The two sides of a war that a profile may be about stand in `SIDES`; a text that names neither is left alone.
"""

import re
from dataclasses import dataclass

from briefing.model import FigureKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """A country at war: its name, ISO 3166 code, capital, the stem its adjective begins with, and patterns of its arms in use."""

    name: str
    code: str
    capital: str
    stem: str
    arms: re.Pattern[str]


_OFFICES = r"(?!\s+(?:\w+\s+)?(?:[Mm]inist|[Oo]fficial|[Pp]resident|authorit|[Gg]overnor|[Mm]edia|news|air[\s-]defen|Defen[cs]e))"
SIDES = (
    Side(
        name="Ukraine",
        code="UA",
        capital="Kyiv",
        stem="Ukrain",
        arms=re.compile(
            r"\bUkrainian\s+(?:\w+\s+){0,2}(?:drones?|UAVs?|missiles?|rockets?)\b|\bUkraine\s+(?:has\s+)?(?:launched|fired)\b|\b(?:украинск|українськ)\w+\s+(?:\w+\s+){0,2}?(?:дрон|безпілотн|беспилотн|ракет|бпла)",
            re.IGNORECASE,
        ),
    ),
    Side(
        name="Russia",
        code="RU",
        capital="Moscow",
        stem="Russia",
        arms=re.compile(
            rf"\bRussi(?:ans?|a)(?:['’]s)?\b(?!-occupied){_OFFICES}[^.;]{{0,60}}?\b(?:launch|fire|attack|strike|drone|missile|rocket|shahed|us(?:ed|ing)\b)|\b(?:missiles?|drones?)\b[^.;]{{0,40}}\bby\s+Russia|\b(?:shahed|geran|iskander|kalibr|kinzhal)"
            r"|\b(?:Росія|Россия|росіян\w*|російськ\w+|российск\w+)\b[^.;]{0,60}?\b(?:запуст|випуст|выпуст|атак|вдари|удари|дрон|безпілотн|беспилотн|ракет|бпла|шахед)",
            re.IGNORECASE,
        ),
    ),
)
_DEFENDER = re.compile(
    r"\b(?P<who>Ukrain|Russia)\w*(?:['’]s)?\s+(?:\w+\s+){0,2}?(?:air\s+forces?|air[\s-]defen[cs]es?|anti-aircraft)\b", re.IGNORECASE
)
_DOWNED_BY = re.compile(
    r"\b(?P<who>Ukrain|Russia)\w*(?:['’]s)?\s+(?:\w+\s+){0,2}?(?:[Dd]efen[cs]e\s+[Mm]inistry|[Ff]oreign\s+[Mm]inist\w+|officials?|authorities)\b[^.;]{0,80}?\b(?:intercepted|shot\s+down|downed|destroyed)\b"
)
_AIM = re.compile(
    r"\b(?:at|on|against)\s+(?P<who>Ukrain|Russia)(?:ian|n)\s+(?:\w+\s+){0,2}?(?:targets?|cities|towns|regions|territory|soil|positions|infrastructure|airfields?)\b"
)
_BY_STEM = {side.stem.casefold(): side.name for side in SIDES}


def aimed_at(kind: FigureKind, text: str) -> str | None:
    """The country missiles or drones were sent against, by whose they are or who shot them down; None where the sentence does not tell."""
    down = kind.endswith("_down")
    for side, other in (SIDES, tuple(reversed(SIDES))):
        if side.arms.search(text):
            return other.name
    for pattern in (_DOWNED_BY, _AIM, _DEFENDER) if down else (_AIM, _DEFENDER):
        if match := pattern.search(text):
            return _BY_STEM[match["who"].casefold()]
    return named_in(text) if down else None


def named_in(text: str) -> str | None:
    """The side whose name or adjective stands first in a text."""
    found = sorted((match.start(), side.name) for side in SIDES if (match := re.search(rf"\b{side.stem}", text)))
    return found[0][1] if found else None


def other_sides(code: str, text: str) -> bool:
    """Whether a sentence speaks of officials of one side alone while the place with this country code lies in the other."""
    here = next((side for side in SIDES if side.code == code), None)
    if here is None or here.stem in text:
        return False
    people = r"n?i?an\s+(?:\w+\s+)?(?:authorities|officials|police|emergency|prosecutors?|rescuers)"
    return any(re.search(rf"\b{side.stem}{people}", text) for side in SIDES if side is not here)


def other_wars(code: str, text: str) -> bool:
    """Whether a sentence counts the soldiers or civilians of a side while the place with this country code lies in neither."""
    if not code or code in {side.code for side in SIDES}:
        return False
    return any(re.search(rf"\b{side.stem}n?(?:ia)?n\s+(?:soldiers|troops|servicemen|fighters|civilians)\b", text) for side in SIDES)


def capital_of(adjective: str) -> str | None:
    """The capital of the side with this adjective ("Ukrainian")."""
    return next((side.capital for side in SIDES if adjective.casefold().startswith(side.stem.casefold())), None)
