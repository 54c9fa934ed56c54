"""Where the thing a figure counts happened: the place its sentence governs it by, else the one the sentences before it tell of."""

import re
from collections.abc import Sequence

from briefing.language.numbers import Number
from briefing.language.places import find, within
from briefing.model import FigureKind
from briefing.stages.measure.placing.aimed import capital_of, other_rescuers, other_sides, other_wars
from briefing.stages.measure.placing.countrywide import (
    APART,
    aimed_by_part,
    country_meant,
    country_told_of,
    is_countrywide,
    told_countrywide,
)
from briefing.stages.measure.placing.spots import Spot, spots, told_of
from briefing.stages.measure.scene import Line
from briefing.stages.measure.timing.when import refers_back

# Kinds of which an article tells as of one event, so that a place named before holds on.
EVENT_KINDS = frozenset(
    (
        "killed",
        "injured",
        "missing",
        "evacuated",
        "missiles_launched",
        "missiles_shot_down",
        "drones_launched",
        "drones_shot_down",
        "buildings_damaged",
        "without_power",
    )
)
_WARES = ("equipment", "troops")  # things and men have no place but the one they are said to be at
_ARMS = ("missiles", "drones")
_NATIONWIDE = 10  # missiles or drones; more of them are told of a country rather than of the town named before
_TOLL = (
    100  # killed or injured; so many are the toll of a war rather than of the attack told of, unless the sentence refers back to it
)
# What a place stands in that is told of a part of those counted; an insertion that is closed before the place ("including a child, were
# killed in Kharkiv") is none.
_OF_A_PART = re.compile(
    r"\b(?:of\s+(?:which|whom|them)|since)\b|\b(?:including|among)\b(?![^;.]*(?:\s[–—]\s|,\s+(?:were|was|have|has|had|died|after|when|as|in\s+an?|дістали|зазнали|погибли|загинули|були|были)\b))",
    re.IGNORECASE,
)
# "18 over the Voronezh region": a number by itself that a place belongs to.
_BY_ITSELF = re.compile(
    r"(?:\s+(?:of\s+them|each|more|were|was|них|из\s+них|з\s+них))*\s+(?:over|in|near|on|у|в|над|на)\s+(?:the\s+|territory\s+of\s+)*",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"(?:\s+of\s+(?:which|whom|them)\b)?")  # "six drones, three of which were over Voronezh"
_SAME = re.compile(
    r"\b(?:in|of|on|across|at|over|around|near|hit|struck|within|inside|from)\s+(?:the|this|that)\s+(?:(?P<same>same|whole|entire|border|besieged|occupied|frontline|nearby)\s+)?(?:(?P<owner>Ukrainian|Russian)\s+)?"
    r"(?P<what>city|town|village|settlement|community|district|region|oblast|province|capital)(?!['’]s\s+(?:mayor|governor))(?!\s+of\b)\b"
    r"|\b(?:у|в|по|на|під|під|под)\s+(?:ці[йм]|то[йм]|это[йм]|сам(?:ому|ом))?\s*(?P<local>місті|городе|селі|селе|селищі|області|области|регіоні|регионе|районі|районе)\b(?!\s+[А-ЯІЇЄҐ])",
    re.IGNORECASE,
)
_LOCAL = {
    "області": "region",
    "области": "region",
    "регіоні": "region",
    "регионе": "region",
    "районі": "district",
    "районе": "district",
}
_WIDER = {"region": "region", "oblast": "region", "province": "region", "district": "district"}
_CAPITAL = re.compile(r"\bthe\s+(?:(?P<owner>Ukrainian|Russian)\s+)?capital\b(?!\s+of\b)", re.IGNORECASE)
_ASIDE = re.compile(r"[,;:—–]|\b(?:that|which|who|as|after|for|from|to|with|since|while|because)\b", re.IGNORECASE)
_OPENS = re.compile(r"(?:In|Near|At|Across|У|В|На|Під|Под)\s(?:the\s(?:\w+\s){0,3}of\s)?")
_OPENS_A_COUNT = re.compile(
    r"[\s,]*(?:and\s+|та\s+|и\s+|і\s+)?(?:in|near|у|в|на)\s+(?:the\s+|місті\s+|селі\s+|городе\s+)?", re.IGNORECASE
)
_ITS_COUNT = 25  # characters between a place and the number told of it
_CLOSE = 90  # characters within which a word is taken to be about a number
_AND_MANY = re.compile(
    r"[^.;]*,\s+and\s+(?:[\w-]+\s+){0,3}"
)  # "fighting in Kyiv, and nearly a million people have fled": from anywhere
# Words that begin the telling of something else.
_ELSEWHERE = re.compile(
    r"\W*(?:Meanwhile|Elsewhere|Separately|In\s+(?:a\s+separate|another|other)|Тим\s+часом|Тем\s+временем|Также\s+сообщ)\b"
)
# What is not told of one town: its toll is that of a country or region.
_BROAD = re.compile(
    r"\b(?:protests|demonstrations|unrest|uprising|crackdown|war|conflict|invasion|campaign|hurricane|typhoon|cyclone|floods|wildfires|heatwave|outbreak|epidemic)\b(?!\s+crimes?\b)"
    r"|\bU\.?N\b\.?|\bUnited\s+Nations\b|\bUNHCR\b|\bOHCHR\b|\bООН\b"
)
_LARGER = re.compile(r"\b(?:including|among)\b[^.;]*$")


def place_of(kind: FigureKind, number: Number, at: int, lines: Sequence[Line], counted: Sequence[Number]) -> str | None:
    """The place of a figure in the sentence `lines[at]`; `counted` are all figures' numbers of that sentence."""
    line = lines[at]
    text, found = line.text, spots(line)
    if kind in _WARES:
        return _called(_nearest([spot for spot in found if _at_hand(text, number, spot)], number, counted, text))
    if place := told_of(line, number.start):
        return place.name
    told = number.end + len(_OF_WHICH.match(text[number.end :])[0])  # type: ignore[index] # it matches nothing, too
    found = tuple(
        spot for spot in found if not _OF_A_PART.search(text[told : max(told, spot.start)]) and not _of_another(line, number, spot)
    )
    governing = [spot for spot in found if spot.strength == 2] or [spot for spot in found if spot.strength == 1]
    if nearest := _nearest(governing, number, counted, text):
        if told_countrywide(text, number, found):
            return country_meant(kind, number, lines, at, _taken_over(lines, at))
        return None if kind == "displaced" and _AND_MANY.fullmatch(text, nearest.end, number.start) else _called(nearest)
    if is_countrywide(text):
        return country_meant(kind, number, lines, at, _taken_over(lines, at))
    return _from_before(kind, number, at, lines, counted, found) if kind in EVENT_KINDS else None


def _from_before(
    kind: FigureKind, number: Number, at: int, lines: Sequence[Line], counted: Sequence[Number], found: Sequence[Spot]
) -> str | None:
    """The place of a figure whose sentence names none: what "the city" refers to, what was attacked, or where the sentences before are."""
    line = lines[at]
    text = line.text
    if named := _referred(lines, at, number):
        return named
    arms = kind.startswith(_ARMS)
    if arms and number.value > _NATIONWIDE:
        return aimed_by_part(kind, text, number) or _its_country(_taken_over(lines, at))
    if said := [spot for spot in found if spot.strength == 0]:
        return _closer(_called(said[0]), _before(lines, at, 1))
    if arms and (aimed := aimed_by_part(kind, text, number)):
        return aimed
    if stands_alone(kind, number, line) or _of_a_larger(number, counted, line) or _ELSEWHERE.match(text) or _is_a_link(line):
        return None
    taken = _taken_over(lines, at)
    place = find(taken) if taken else None
    if place and (
        other_sides(place.country, text)
        or other_rescuers(place.country, text)
        or other_wars(place.country, text)
        or (place.kind in ("settlement", "district") and _is_broad(text, number))
    ):
        return None
    return taken


def _of_another(line: Line, number: Number, spot: Spot) -> bool:
    """Whether a place is told of another number right before it: "89 drones, 18 over the Voronezh region"."""
    return any(
        number.end <= other.start and other.end <= spot.start and _BY_ITSELF.fullmatch(line.text, other.end, spot.start)
        for other in line.numbers
    )


def _is_broad(text: str, number: Number) -> bool:
    """Whether what is counted is told to be the toll of protests, a war, a storm: of more than the town told of before."""
    return bool(_BROAD.search(text, max(0, number.start - _CLOSE), number.end + _CLOSE))


def _is_a_link(line: Line) -> bool:
    """Whether a line below the title is all in capitals: the headline of another article."""
    return line.paragraph > 0 and line.text.isupper()


def _called(spot: Spot | None) -> str | None:
    return spot.place.name if spot and spot.place else None


def _closer(said: str | None, before: Spot | None) -> str | None:
    """The place of who speaks, or the one told of before where it lies therein: the governor of a region speaks of a town of it."""
    told = _called(before)
    return told if said and told and within(told, said) else said


def _its_country(name: str | None) -> str | None:
    """The country where `name` is one: what many missiles were sent against, when only a country was named before (not Russia, whose own they mostly are)."""
    place = find(name) if name else None
    return place.name if place and place.kind == "country" and place.country != "RU" else None


def _at_hand(text: str, number: Number, spot: Spot) -> bool:
    """Whether things or men are said to be at a place: one of a narrower kind than a country, in the same clause."""
    return (
        spot.strength == 2
        and not (spot.place and spot.place.kind == "country")
        and not _ASIDE.search(text, min(number.end, spot.end), max(number.start, spot.start))
    )


def stands_alone(kind: FigureKind, number: Number, line: Line) -> bool:
    """True where a figure takes no place or day from the sentences before: the toll of a war, or of another time."""
    if any(moment.use == "background" for moment in line.moments):
        return True
    if number.value >= 1000 and kind.startswith(_ARMS):
        return True
    return kind in ("killed", "injured", "missing", "evacuated") and (
        number.value >= 1000 or (number.value >= _TOLL and not refers_back(line.text))
    )


def _of_a_larger(number: Number, counted: Sequence[Number], line: Line) -> bool:
    """Whether the figure is told as a part of the toll of a war: "at least 240 casualties, including at least 64 people killed"."""
    return any(
        other.value >= _TOLL and other.end < number.start and _LARGER.search(line.text, other.end, number.start)
        for other in counted
    ) and not refers_back(line.text)


def _nearest(governing: Sequence[Spot], number: Number, counted: Sequence[Number], text: str) -> Spot | None:
    """The place that governs a number of those that govern something in its sentence."""
    inside = [spot for spot in governing if not _parted(text, number, spot)]
    topical = any(spot.end < number.start and _OPENS.fullmatch(text[: spot.start]) for spot in inside)
    after = min((other.start for other in counted if other.start > number.start), default=10**6)
    before = max((other.end for other in counted if other.end <= number.start), default=-1)

    def order(spot: Spot) -> tuple[int, int]:
        if number.end <= spot.start < after and not (spot.end < after < spot.end + _ITS_COUNT and _counts_next(text, number, spot)):
            return (0, spot.start - number.end)
        if spot.start > number.end and not topical and not re.search(r"[,;]", text[number.end : spot.start]):
            return (1, spot.start - number.end)  # "two were killed and 11 injured in Kharkiv"
        if before <= spot.start < number.start:
            return (2, number.start - spot.end)
        return (3 if spot.start > number.start else 4, abs(spot.start - number.start))

    return min(inside, key=order, default=None)


def _parted(text: str, number: Number, spot: Spot) -> bool:
    """Whether a place and a number stand in two parts of a sentence that tell of different events."""
    if spot.start >= number.end:
        return bool(APART.search(text, number.end, spot.start))
    return bool(APART.search(text, spot.end, number.start)) and not _OPENS.fullmatch(text[: spot.start])


def _counts_next(text: str, number: Number, spot: Spot) -> bool:
    """As in "in Kharkiv two were killed, in Pavlohrad one": a place after the number opens the count after it."""
    opening = max(text.rfind(mark, number.end, spot.start) for mark in ",;")
    return opening >= 0 and bool(_OPENS_A_COUNT.fullmatch(text[opening : spot.start]))


def _referred(lines: Sequence[Line], at: int, number: Number) -> str | None:
    """As in "in the city", "the capital", "in the region": the place of that sort named last."""
    text = lines[at].text
    match, capital = _SAME.search(text), _CAPITAL.search(text)
    match = None if match and _elsewhere(text, number, match.start()) else match
    capital = None if capital and _elsewhere(text, number, capital.start()) else capital
    if capital and (not match or (match["what"] or "").casefold() == "capital"):
        return capital_of(capital["owner"] or country_told_of(lines) or "")
    if not match:
        return None
    what = (match["what"] or "").casefold()
    wanted = _WIDER.get(what) or _LOCAL.get((match["local"] or "").casefold(), "settlement")
    said = [spot for spot in spots(lines[at]) if spot.end <= match.start()]
    for here in (said, *(spots(earlier) for earlier in reversed(lines[:at]))):
        for spot in reversed(here):
            place = spot.place
            if place and place.kind == wanted:
                return place.name
            if place and place.kind in ("settlement", "district") and wanted != "settlement":
                whole = place.region if wanted == "region" else place.district
                if whole:
                    return whole
    return None


def _elsewhere(text: str, number: Number, at: int) -> bool:
    """True where another clause lies between the number and what stands at `at`."""
    return bool(re.search(r",\s+(?:and|but|while|as)\b|;", text[number.end : at]))


def _taken_over(lines: Sequence[Line], at: int) -> str | None:
    """The place told of before: in the same paragraph, the paragraph before, the title, the lead."""
    if spot := _before(lines, at, 1):
        return _called(spot)
    for opening in (0, 1):
        group = [spot for line in lines if line.paragraph == opening and line is not lines[at] for spot in spots(line)]
        strongest = max((spot.strength for spot in group), default=0)
        names = list(dict.fromkeys(_called(spot) for spot in group if spot.strength == strongest))
        if len(names) == 1:
            return names[0]
        if names:
            return None
    return None


def _before(lines: Sequence[Line], at: int, paragraphs: int) -> Spot | None:
    here = lines[at].paragraph
    for earlier in reversed(lines[:at]):
        if earlier.paragraph == 0 or earlier.paragraph < here - paragraphs:
            return None
        if _is_a_link(earlier):
            continue
        found = spots(earlier)
        if found:
            best = max(spot.strength for spot in found)
            return [spot for spot in found if spot.strength == best][-1]
    return None
