"""Where the thing a figure counts happened: the place its sentence governs it by, else the one the sentences before it tell of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.language.numbers import Number
from briefing.language.places import Mention, Place, find
from briefing.model import FigureKind
from briefing.stages.measure.scene import Line
from briefing.stages.measure.when import refers_back

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
_GOVERNS = re.compile(
    r"\b(?:in|on|at|near|against|across|inside|over|into|around|outside|throughout|within|above|of|targeting|targeted|hit|hits|hitting|struck|strikes?|striking|attack(?:s|ed|ing)?|"
    r"shell(?:s|ed|ing)|bomb(?:s|ed|ing)|у|в|на|під|под|біля|возле|по)\s+(?:(?!(?:and|now|but|while|as|which|that|who)\b)[\w'’-]+,?\s+){0,4}?$",
    re.IGNORECASE,
)
_NEARBY = re.compile(
    r"\b(?:in|on|at|near|against|across|inside|over|into|around|outside|throughout|within|above|targeting|targeted|hit|hits|hitting|struck|strike|strikes|striking|attack|attacked|attacking|"
    r"shelled|shelling|bombed|bombing|у|в|на|під|под|над|по|атакува\w+|обстріля\w+|атакова\w+|обстреля\w+)\s+(?:(?:the|central|downtown|western|eastern|northern|southern|occupied|nearby|neighbou?ring|besieged|Russian|Ukrainian|Russian-occupied|"
    r"Russia['’]s|Ukraine['’]s|all\s+of|city|town|village|settlement|cities|towns|of|region|regions|port|capital|southeastern|northeastern|southwestern|northwestern|south|north|east|west|border|and|all)\s+|,\s)*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|to|towards?|than|by|via|without|with|for|leaving|left|із|з|с|из|від|от)\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE
)
_DIRECTIONS = re.compile(
    r"\bfrom\s+(?:the\s+)?directions?\s+of\b[^.]*$|\bfrom\s+(?:occupied\s+)?(?:[A-Z][\w-]+(?:\s+Oblast|\s+region)?(?:,\s|\s+and\s+|,\s+and\s+))+(?:from\s+)?$"
)
_SPOKEN_IN = re.compile(
    r"\b(?:said|told|reporters|speaking|interview|statement|meeting|conference|summit|talks|forum|broadcast|visit(?:ed|ing)?|trip|arrived|addressing|ambassador|embassy)\s+(?:[\w'’]+\s+){0,2}(?:in|at|to|on)\s+(?:the\s+)?$"
)
_OFFICE = re.compile(
    r"(?:['’]s)?\s+(?:(?:Oblast|oblast|region(?:al)?|Regional|city|City|military|Military|state|State|district|civil|local|acting|the|police|National|deputy|security)\s+)*"
    r"(?:mayor|Mayor|governor|Governor|administration|Administration|council|Council|authorities|police|Police|Prosecutor\S*|prosecutor\S*|head|chief|officials?|president|President|government|"
    r"ministry|Ministry|minister|Minister|spokes\w+|ambassador|Independent|Post|Times|forces|troops|army|military|air\s+force|Air\s+Force|Defen[cs]e)\b"
)
_JOINED = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|&|as\s+well\s+as|і|та|и|й))\s*(?:(?:the|near|in|on|central|its|surrounding|nearby|region|cities|city|of|neighbouring|and),?\s+)*",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\s+(?:submarine|disaster|treaty|agreements?|memorandum|convention|summit|Summit|Yar|Avenue|Street|River|river|Reservoir|reservoir|Canal|Square|Conference|conference|Declaration|Accords?|format|process|Group|Treaty|Agreement|Memorandum|"
    r"Convention|Marathon|Orchestra|University|Airport|Stock|Battalion|Regiment|Brigade|battalion|regiment|brigade|Division)\b"
)
_OF_A_PART = re.compile(r"\b(?:of\s+(?:which|whom|them)|including|among|since)\b", re.IGNORECASE)
_AND_OTHERS = re.compile(
    r",?\s+and\s+(?:in\s+)?(?:several\s+|many\s+|some\s+|\w+\s+)?other\s+(?:\w+\s+){0,2}(?:cities|towns|regions|areas|parts|places|settlements)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\s*(?:,\s*|\s*\(?(?:in|of|,)\s+)(?:[\w'’-]+\s+){0,6}(?:region\s+of\s+|oblast\s+of\s+)?", re.IGNORECASE)
_SAME = re.compile(
    r"\b(?:in|of|on|across|at|over|around|near|hit|struck|within|inside|from)\s+(?:the|this|that)\s+(?:(?P<same>same|whole|entire|border|besieged|occupied|frontline|nearby)\s+)?(?:(?P<owner>Ukrainian|Russian)\s+)?"
    r"(?P<what>city|town|village|settlement|community|region|oblast|province|capital)(?!['’]s\s+(?:mayor|governor))(?!\s+of\b)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"\bthe\s+(?:(?P<owner>Ukrainian|Russian)\s+)?capital\b(?!\s+of\b)", re.IGNORECASE)
_COUNTRYWIDE = re.compile(
    r"\b(?:country-?wide|nation-?wide|(?:across|throughout|around|in)\s+(?:the|its)\s+(?:whole\s+|entire\s+)?country)\b|по\s+всій\s+країні|по\s+всей\s+стране",
    re.IGNORECASE,
)
_RUSSIAN_ARMS = re.compile(
    r"\bRussi(?:ans?|a)(?:['’]s)?\b(?!-occupied)[^.;]{0,60}?\b(?:launch|fire|attack|strike|drone|missile|rocket|shahed|us(?:ed|ing)\b)|\b(?:missiles?|drones?)\b[^.;]{0,40}\bby\s+Russia|\b(?:shahed|geran|iskander|kalibr|kinzhal)|\b(?:Росія|Россия|росіян\w*|російськ\w+|российск\w+)\b[^.;]{0,60}?\b(?:запуст|випуст|выпуст|атак|вдари|удари|дрон|безпілотн|беспилотн|ракет|бпла|шахед)",
    re.IGNORECASE,
)
_UKRAINIAN_ARMS = re.compile(
    r"\bUkrainian\s+(?:\w+\s+){0,2}(?:drones?|UAVs?|missiles?|rockets?)\b|\bUkraine\s+(?:has\s+)?(?:launched|fired)\b|\b(?:украинск|українськ)\w+\s+(?:\w+\s+){0,2}?(?:дрон|безпілотн|беспилотн|ракет|бпла)",
    re.IGNORECASE,
)
_UNDER_ATTACK = re.compile(
    r"\s+(?:was|were|is|has\s+been|had\s+been|came|comes|again\s+came)\s+(?:also\s+|again\s+|\w+ly\s+)?(?:attacked|hit|struck|shelled|bombed|targeted|rocked|under\s+(?:attack|fire))\b"
)
_METONYM = re.compile(
    r"(?:['’]s\b|\s+(?:(?:has|had|have|also|later|then|itself|officially|again|reportedly)\s+)*(?:sa(?:id|ys?)|tells?|told|announce\w*|accuse\w*|claim\w*|den(?:ied|ies|y)|warn\w*|vow\w*|launch\w*|fire[sd]?|"
    r"down(?:s|ed)|sh(?:ot|oots)|attack(?:s|ed)|str(?:uck|ikes)|use[sd]?|sen(?:ds|t)|want\w*|call\w*|insist\w*|pledge\w*|agree\w*|reject\w*|report(?:s|ed)|confirm\w*|add(?:s|ed)|invade\w*|annex\w*|bann?\w*|"
    r"has|had|is|was|and\s+its|заяв\w+|повідом\w+|сообщ\w+|сказа\w+|обвин\w+|звинува\w+|запусти\w+|випусти\w+|выпусти\w+|зби\w+|сби\w+)(?!\w))"
)
_DEFENDER = re.compile(
    r"\b(?P<who>Ukrain|Russia)\w*(?:['’]s)?\s+(?:\w+\s+){0,2}?(?:air\s+forces?|air[\s-]defen[cs]es?|anti-aircraft)\b", re.IGNORECASE
)
_AIM = re.compile(
    r"\b(?:at|on|against)\s+(?P<whose>Ukrain|Russia)(?:ian|n)\s+(?:\w+\s+){0,2}?(?:targets?|cities|towns|regions|territory|soil|positions|infrastructure|airfields?)\b"
)
_ARMS = ("missiles", "drones")
_NATIONWIDE = 10  # missiles or drones; more of them are told of a country rather than of the town named before
_ASIDE = re.compile(r"[,;:—–]|\b(?:that|which|who|as|after|for|from|to|with|since|while|because)\b", re.IGNORECASE)
_DEMONYM = (("Ukraine", re.compile(r"\bUkrain")), ("Russia", re.compile(r"\bRussia")))


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A group of places named together that may govern a figure: what they come to, and how strongly they govern."""

    start: int
    end: int
    place: Place
    strength: int  # 2 governed by a preposition or verb, 1 only named, 0 the place of who speaks


def spots(line: Line) -> tuple[Spot, ...]:
    """The places of a sentence that something in it may have happened at, in order."""
    text, found = line.text, line.mentions
    groups: list[list[Mention]] = []
    for mention in found:
        if groups and (_JOINED.fullmatch(text, groups[-1][-1].end, mention.start) or _inside(text, groups[-1][-1], mention)):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    made = []
    for group in groups:
        strength = _strength(line, group)
        place = common(group)
        if place and place.kind != "country" and _AND_OTHERS.match(text, group[-1].end):
            place = find({"UA": "Ukraine", "RU": "Russia"}.get(place.country, "")) or place
        if strength >= 0 and place and not (group[0].kind == "country" and strength < 2):
            made.append(Spot(start=group[0].start, end=group[-1].end, place=place, strength=strength))
    return tuple(made)


def _inside(text: str, one: Mention, other: Mention) -> bool:
    """As in "Pavlohrad, in the Dnipropetrovsk region": the second is where the first lies."""
    lies = one.region == other.name or (
        other.kind == "country" and one.place.country == other.place.country and one.kind != "country"
    )
    return lies and bool(_WITHIN.fullmatch(text, one.end, other.start))


def _strength(line: Line, group: Sequence[Mention]) -> int:
    text, first = line.text, group[0]
    left = text[max(0, first.start - 70) : first.start]
    office = _OFFICE.match(text, group[-1].end)
    spoken = line.speaker is not None and line.speaker.start <= first.start < line.speaker.end
    if _NO_PLACE.match(text, group[-1].end) or _SPOKEN_IN.search(left) or _DIRECTIONS.search(text, 0, first.start):
        return -1
    if not office and _UNDER_ATTACK.match(text, group[-1].end):
        return 2
    if _is_government(first.place) and not office and (spoken or _METONYM.match(text, first.end)) and not _NEARBY.search(left):
        return -1  # "Moscow said": those who govern there
    if spoken or office:
        return 0 if first.kind != "country" else -1
    if text[first.end : first.end + 2] in ("'s", "’s") and first.kind == "country":
        return -1
    if _NEARBY.search(left):
        return 2
    if _FROM.search(left) or re.match(r"-(?!\s)\w", text[group[-1].end :]):
        return -1
    if first.kind == "country":
        return (
            2
            if re.search(r"\bof\s+$", left)
            and re.search(r"\b(?:parts|regions|cities|areas|most|east|west|south|north)\s+of\s+$", left)
            else -1
        )
    if _is_government(first.place) and not _GOVERNS.search(left):
        return -1  # a capital by itself is a government ("Moscow denied")
    return 1


def _is_government(place: Place) -> bool:
    """True for a capital, whose name alone may stand for those who govern there."""
    return place.region is None and (place.country != "UA" or place.name == "Kyiv")


def common(group: Sequence[Mention]) -> Place | None:
    """What places named together come to: the smaller of two where one lies in the other, else their oblast, else their country."""
    places = list(dict.fromkeys(mention.place for mention in group))
    inner = [place for place in places if not any(_holds(place, other) for other in places if other is not place)]
    if len(inner) <= 1:
        return inner[0] if inner else None
    regions = {place.region for place in inner}
    if len(regions) == 1 and (region := next(iter(regions))) and (whole := find(region)):
        return whole
    countries = {place.country for place in inner}
    return find({"UA": "Ukraine", "RU": "Russia"}.get(next(iter(countries)), "")) if len(countries) == 1 else None


def _holds(outer: Place, inner: Place) -> bool:
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    return outer.kind == "region" and inner.kind == "settlement" and inner.region == outer.name


def place_of(kind: FigureKind, number: Number, at: int, lines: Sequence[Line], counted: Sequence[Number]) -> str | None:
    """The place of a figure in the sentence `lines[at]`; `counted` are all figures' numbers of that sentence."""
    line = lines[at]
    found = spots(line)
    if kind in _WARES:
        at_hand = [
            spot
            for spot in found
            if spot.strength == 2 and spot.place.kind != "country" and _in_one_clause(line.text, number, spot)
        ]
        return _nearest(at_hand, number, counted, line.text).place.name if at_hand else None
    found = tuple(spot for spot in found if not _OF_A_PART.search(line.text[number.end : max(number.end, spot.start)]))
    governing = [spot for spot in found if spot.strength == 2] or [spot for spot in found if spot.strength == 1]
    if kind == "troops":
        governing = [spot for spot in governing if spot.place.kind != "country"]
    if governing:
        return _nearest(governing, number, counted, line.text).place.name
    if kind != "troops" and _COUNTRYWIDE.search(line.text):
        return next(
            (name for name, pattern in _DEMONYM if pattern.search(line.text)), "Ukraine" if _speaks_of_ukraine(lines) else None
        )
    if kind not in EVENT_KINDS:
        return None
    if named := _referred(lines, at, number):
        return named
    arms = kind.startswith(_ARMS)
    if arms and number.value > _NATIONWIDE:
        return _aimed_at(kind, line.text) or _its_country(_taken_over(lines, at))
    if found:
        return found[0].place.name
    if arms and (aimed_at := _aimed_at(kind, line.text)):
        return aimed_at
    if stands_alone(kind, number, line):
        return None
    taken = _taken_over(lines, at)
    return None if taken and _of_the_other_side(taken, line.text) else taken


def _of_the_other_side(name: str, text: str) -> bool:
    """Whether a place told of before is in one of the two countries while the sentence speaks of people of the other alone."""
    place = find(name)
    sides = {"UA": ("Ukrain", "Russia"), "RU": ("Russia", "Ukrain")}
    here, there = sides.get(place.country if place else "", ("", ""))
    return (
        bool(here)
        and here not in text
        and bool(re.search(rf"\b{there}n?i?an\s+(?:\w+\s+)?(?:authorities|officials|police|emergency|prosecutors?|rescuers)", text))
    )


def _its_country(name: str | None) -> str | None:
    """The country where `name` is one: what many missiles were sent against, when only a country was named before (not Russia, whose own they mostly are)."""
    place = find(name) if name else None
    return place.name if place and place.kind == "country" and place.country != "RU" else None


def _in_one_clause(text: str, number: Number, spot: Spot) -> bool:
    return not _ASIDE.search(text, min(number.end, spot.end), max(number.start, spot.start))


def stands_alone(kind: FigureKind, number: Number, line: Line) -> bool:
    """True where a figure takes no place or day from the sentences before: the toll of a war, or of another time."""
    if any(moment.use == "background" for moment in line.moments):
        return True
    if number.value >= 1000 and kind.startswith(("missiles", "drones")):
        return True
    return kind in ("killed", "injured", "missing", "evacuated") and (
        number.value >= 1000 or (number.value >= 100 and not refers_back(line.text))
    )


def _aimed_at(kind: FigureKind, text: str) -> str | None:
    """The country missiles or drones were sent against, by whose they are or who shot them down."""
    if _UKRAINIAN_ARMS.search(text):
        return "Russia"
    if _RUSSIAN_ARMS.search(text):
        return "Ukraine"
    if aim := _AIM.search(text):
        return "Ukraine" if aim["whose"] == "Ukrain" else "Russia"
    if defender := _DEFENDER.search(text):
        return "Ukraine" if defender["who"].casefold() == "ukrain" else "Russia"
    if kind.endswith("_down") and (
        named := sorted((match.start(), name) for name, pattern in _DEMONYM if (match := pattern.search(text)))
    ):
        return named[0][1]
    return None


def _nearest(governing: Sequence[Spot], number: Number, counted: Sequence[Number], text: str) -> Spot:
    topical = any(
        spot.end < number.start and re.fullmatch(r"(?:In|Near|At)\s(?:the\s(?:\w+\s){0,3}of\s)?", text[: spot.start])
        for spot in governing
    )
    after = min((other.start for other in counted if other.start > number.start), default=10**6)
    before = max((other.end for other in counted if other.end <= number.start), default=-1)

    def order(spot: Spot) -> tuple[int, int]:
        if number.end <= spot.start < after:
            return (0, spot.start - number.end)
        if spot.start > number.end and not topical and not re.search(r"[,;]", text[number.end : spot.start]):
            return (1, spot.start - number.end)  # "two were killed and 11 injured in Kharkiv"
        if before <= spot.start < number.start:
            return (2, number.start - spot.end)
        return (3 if spot.start > number.start else 4, abs(spot.start - number.start))

    return min(governing, key=order)


def _referred(lines: Sequence[Line], at: int, number: Number) -> str | None:
    """As in "in the city", "the capital", "in the region": the place of that sort named last."""
    text = lines[at].text
    match, capital = _SAME.search(text), _CAPITAL.search(text)
    match = None if match and _elsewhere(text, number, match.start()) else match
    capital = None if capital and _elsewhere(text, number, capital.start()) else capital
    if capital and (not match or match["what"].casefold() == "capital"):
        if (capital["owner"] or "").casefold() == "russian":
            return "Moscow"
        return "Kyiv" if capital["owner"] or _speaks_of_ukraine(lines) else None
    if not match:
        return None
    wanted = "region" if match["what"].casefold() in ("region", "oblast", "province") else "settlement"
    for earlier in [*reversed(lines[:at])]:
        for mention in reversed(earlier.mentions):
            if mention.kind == wanted and not _SPOKEN_IN.search(earlier.text[: mention.start]):
                return mention.name
            if wanted == "region" and mention.kind == "settlement" and mention.region:
                return mention.region
    return None


def _elsewhere(text: str, number: Number, at: int) -> bool:
    """True where another clause lies between the number and what stands at `at`."""
    return bool(re.search(r",\s+(?:and|but|while|as)\b|;", text[number.end : at]))


def _taken_over(lines: Sequence[Line], at: int) -> str | None:
    """The place told of before: in the same paragraph, the paragraph before, the title, the lead."""
    if spot := _before(lines, at, 1):
        return spot.place.name
    for opening in (0, 1):
        group = [spot for line in lines if line.paragraph == opening and line is not lines[at] for spot in spots(line)]
        strongest = max((spot.strength for spot in group), default=0)
        names = list(dict.fromkeys(spot.place.name for spot in group if spot.strength == strongest))
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
        found = spots(earlier)
        if found:
            best = max(spot.strength for spot in found)
            return [spot for spot in found if spot.strength == best][-1]
    return None


def _speaks_of_ukraine(lines: Sequence[Line]) -> bool:
    return any("Ukrain" in line.text or "Kyiv" in line.text or "Україн" in line.text for line in lines[:8])
