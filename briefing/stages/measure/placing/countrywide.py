"""What is told of a whole country ("across the country"), and which country is meant.

So is what many missiles and drones were sent against, of which the sentence tells whose they are.
"""

import re
from collections.abc import Sequence

from briefing.language.numbers import Number
from briefing.language.places import country, find
from briefing.model import FigureKind
from briefing.stages.measure.placing.aimed import SIDES, aimed_at, named_in
from briefing.stages.measure.placing.spots import Spot, spots
from briefing.stages.measure.scene import Line

_COUNTRYWIDE = re.compile(
    r"\b(?:country-?wide|nation-?wide|(?:across|throughout|around|in)\s+(?:the|its)\s+(?:whole\s+|entire\s+)?country(?!['’]s))\b|по\s+всій\s+країні|по\s+всей\s+стране",
    re.IGNORECASE,
)
# What a country is named for before these: it attacks.
_ATTACKS = re.compile(
    r"(?:['’]s)?\s+(?:\w+\s+)?(?:(?:air\s?)?strikes?|attack\w*|forces|troops|launch\w*|fire[sd]|shell\w*|bomb\w*|raids?|missiles?|drones?)\b",
    re.IGNORECASE,
)
# What parts two events within a sentence, told of different places.
APART = re.compile(r";|,\s+(?:while|but|whereas|а|тоді\s+як|тогда\s+как|to\s+the)\b|\.\s+[A-ZА-ЯІЇЄҐ]", re.IGNORECASE)


def is_countrywide(text: str) -> bool:
    """Whether something in a text is told of a whole country."""
    return bool(_COUNTRYWIDE.search(text))


def country_meant(kind: FigureKind, number: Number, lines: Sequence[Line], at: int, taken: str | None) -> str | None:
    """The country "across the country" means in the sentence `lines[at]`: the one attacked, the only one it names or names a place of,
    else the one the text is about or that of the place `taken` from the sentences before. None where it may be several.
    """
    line = lines[at]
    if place := aimed_by_part(kind, line.text, number) or named_in(line.text):
        return place
    if here := _countries(line) or frozenset(
        whole for spot in spots(line) if spot.place and (whole := _its_country(spot.place.name))
    ):
        return next(iter(here)) if len(here) == 1 else None
    return country_told_of(lines) or (_its_country(taken) if taken else None)


def told_countrywide(text: str, number: Number, found: Sequence[Spot]) -> bool:
    """Whether a number's own clause tells of the whole country and of no place of it: "bringing the toll across the country to 19"."""
    first = max(text.rfind(mark, 0, number.start) for mark in ",;") + 1
    ends = [at for mark in ",;" if (at := text.find(mark, number.end)) >= 0]
    last = min(ends, default=len(text))
    return bool(_COUNTRYWIDE.search(text, first, last)) and not any(first <= spot.start < last for spot in found)


def aimed_by_part(kind: FigureKind, text: str, number: Number) -> str | None:
    """The country missiles or drones were sent against, by the part of the sentence that counts them, else by the whole sentence."""
    cuts = [0, *(match.start() for match in APART.finditer(text)), len(text)]
    first, last = max(cut for cut in cuts if cut <= number.start), min(cut for cut in cuts if cut >= number.end)
    return aimed_at(kind, text[first:last]) or aimed_at(kind, text)


def country_told_of(lines: Sequence[Line]) -> str | None:
    """The side that the beginning of a text is about, where "the country" or "the capital" is said."""
    return next(
        (
            side.name
            for side in SIDES[:1]
            for line in lines[:8]
            if side.stem in line.text or side.capital in line.text or "Україн" in line.text
        ),
        None,
    )


def _countries(line: Line) -> frozenset[str]:
    """The countries a sentence names, but for those it names as attackers."""
    return frozenset(
        mention.name for mention in line.mentions if mention.kind == "country" and not _ATTACKS.match(line.text, mention.end)
    )


def _its_country(name: str) -> str | None:
    place = find(name)
    whole = country(place.country) if place else None
    return whole.name if whole else None
