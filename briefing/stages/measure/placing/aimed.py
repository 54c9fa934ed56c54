"""Which of two countries at war missiles and drones are told to have been sent against, by whose they are or who shot them down.

The two sides of a war that a profile may be about stand in `SIDES`; a text that names neither is left alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.language.speakers.nations import nations
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
            r"\bUkrainian\s+(?:\w+\s+){0,2}(?:drones?|UAVs?|missiles?|rockets?)\b|\bUkraine\s+(?:(?:has|had|also)\s+)?(?:launched|fired|attacked|targeted|sent)\b|\b(?:украинск|українськ)\w+\s+(?:\w+\s+){0,2}?(?:дрон|безпілотн|беспилотн|ракет|бпла)",
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
_NAMED = {
    "Ukraine": r"Ukrain\w*(?:['’]s)?|Ky(?:iv|yiv)|Kiev|(?:Україн|Украин|[Уу]країнськ|[Уу]краинск)\w+|Київ|Кие[вў]",
    "Russia": r"Russia\w*(?:['’]s)?|Moscow|(?:the\s+)?Kremlin|(?:Росі|Росс|[Рр]осійськ|[Рр]оссийск)\w+|РФ|Москв[аы]",
}
_WHO = "|".join(f"(?P<{name}>{named})" for name, named in _NAMED.items())
# The bodies of a side that say or shoot: between its name and the verb, or before its name ("Міноборони РФ").
_BODY = (
    r"(?:\s+(?:[Dd]efen[cs]e|[Ff]oreign|[Aa]ir|[Ss]tate|[Aa]rmed|anti-aircraft|[Mm]inist\w+|[Mm]ilitary|[Aa]rmy|[Ff]orces?|troops|units|[Oo]fficials?|[Aa]uthorities|[Pp]resident|[Gg]overnment|defen[cs]es?|systems?|media|spokes\w+|"
    r"ППО|ПВО|сил[иы]|средства|засоби|систем[иы]|війська|войска|військов\w+|военн\w+|власти|влада|міноборони|минобороны|міністерство|министерство|оборони|обороны)){0,4}"
)
_BETWEEN = (
    r"(?:\s+(?:has|had|have|also|later|then|on|that|its|it|in\s+turn|overnight|за|ніч|ночь|также|також|[A-Z][a-z]+day)){0,3}\s+"
)
_SAYS = r"(?:sa(?:id|ys?|ying)|claim\w*|report\w*|announce\w*|заяв\w+|сообщ\w+|повідом\w+|утвержда\w+|стверджу\w+|прозвіту\w+|отчита\w+)"
_DOWNS = r"(?:sh(?:ot|oots?)\s+down|down(?:s|ed)|intercept(?:s|ed)|destroy(?:s|ed)|repel(?:s|led)|зби\w+|сби\w+|знищ\w+|уничтож\w+|перехоп\w+|перехват\w+)(?!\w)"
_ITS_OWN = (
    r"(?!,?\s+(?:that\s+|що\s+|что\s+)?(?:(?:it|they|its\s+\w+|вона|она|її\s+\w+|ее\s+\w+|її|ее)\s+)?(?:(?:has|had|have|also)\s+)?"
    r"(?:launched|fired|struck|hit|used|attacked|запусти|випусти|выпусти|завда|нанес|вдари|удари|атакува|атакова))"
)
# A side that says something, shoots down or is attacked is not thereby the one whose missiles and drones they are.
_DEFENDS = re.compile(
    rf"(?<![\w-])(?:{_WHO}){_BODY}{_BETWEEN}(?:{_DOWNS}|{_SAYS}{_ITS_OWN})"
    rf"|\b(?:shot\s+down|downed|intercepted|destroyed|repelled)\s+by\s+(?:the\s+)?(?:{_WHO.replace('P<', 'P<by')})"
)
_ATTACKED = re.compile(
    r"\b(?:attack(?:s|ed|ing)?|hit(?:s|ting)?|struck|target(?:s|ed|ing)?|on|at|against|in|over|into|inside|across)\s+Russia\b"
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
_RESCUERS = re.compile(r"\s+(?:police|firefighters?|rescuers?|prosecutors?|emergency\s+(?:services?|workers))\b")
_CODES = frozenset(side.code for side in SIDES)
_BY_STEM = {side.stem.casefold(): side.name for side in SIDES}


def aimed_at(kind: FigureKind, text: str) -> str | None:
    """The country missiles or drones were sent against, by whose they are or who shot them down; None where the sentence does not tell."""
    down = kind.endswith("_down")
    defending = list(_DEFENDS.finditer(text))
    fired = _without(text, [*defending, *_ATTACKED.finditer(text)])
    for side, other in (SIDES, tuple(reversed(SIDES))):
        if side.arms.search(fired):
            return other.name
    for pattern in (_DOWNED_BY, _AIM, _DEFENDER) if down else (_AIM, _DEFENDER):
        if match := pattern.search(text):
            return _BY_STEM[match["who"].casefold()]
    if not down:
        return None
    return _one_side(defending) if defending else named_in(text)


def _without(text: str, matches: Sequence[re.Match[str]]) -> str:
    """A text with what is matched blanked out."""
    for match in matches:
        text = text[: match.start()] + "_" * (match.end() - match.start()) + text[match.end() :]
    return text


def _one_side(matches: Sequence[re.Match[str]]) -> str | None:
    """The side named in all the matches, None where both are."""
    found = {name for match in matches for side in SIDES for name in (side.name,) if match[name] or match[f"by{name}"]}
    return next(iter(found)) if len(found) == 1 else None


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


def other_rescuers(code: str, text: str) -> bool:
    """Whether a sentence speaks of police or rescuers of one country while the place before lies in another, which it does not name."""
    named = nations(text)
    return all(one.country != code for one in named) and any(
        one.form == "people" and one.country not in _CODES and _RESCUERS.match(text, one.end) for one in named
    )


def other_wars(code: str, text: str) -> bool:
    """Whether a sentence counts the soldiers or civilians of a side while the place with this country code lies in neither."""
    if not code or code in {side.code for side in SIDES}:
        return False
    return any(re.search(rf"\b{side.stem}n?(?:ia)?n\s+(?:soldiers|troops|servicemen|fighters|civilians)\b", text) for side in SIDES)


def capital_of(adjective: str) -> str | None:
    """The capital of the side with this adjective ("Ukrainian")."""
    return next((side.capital for side in SIDES if adjective.casefold().startswith(side.stem.casefold())), None)
