"""The places a sentence names that something in it may have happened at, and how strongly each governs what it counts.

A place does not govern where it stands for a government ("Moscow said"), for whoever speaks ("the Kharkiv governor"), for what comes
from there, for the one who acts ("the US operation"), or in the dateline. A place that no list has ("in Kuhdasht") governs as well: it
keeps a figure from being given to the place named last.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.language.places import Mention, Place, capital_of, country, find
from briefing.stages.measure.placing.accidents import called_after
from briefing.stages.measure.scene import Line

_NEARBY = re.compile(
    r"\b(?:in|on|at|near|against|across|inside|over|into|around|outside|throughout|within|above|targeting|targeted|hit|hits|hitting|struck|strike|strikes|striking|attack|attacked|attacking|"
    r"shelled|shelling|bombed|bombing|у|в|на|під|під час|под|над|по|біля|возле|поблизу|атакува\w+|обстріля\w+|атакова\w+|обстреля\w+)\s+(?:(?:the|an?|central|downtown|western|eastern|northern|southern|occupied|nearby|neighbou?ring|besieged|Russian|Ukrainian|Russian-occupied|"
    r"Russia['’]s|Ukraine['’]s|all\s+of|місто|село|селище|город|посёлок|поселок|громаду|громаді|city|town|village|settlement|cities|towns|villages|districts?|of|region|regions|port|capital|southeastern|northeastern|southwestern|northwestern|south|north|east|west|border|and|all|"
    r"місті|селі|селищі|районі|городе|селе|районе|центрі|центре)\s+|,\s)*$",
    re.IGNORECASE,
)
_GOVERNS = re.compile(
    r"\b(?:in|on|at|near|against|across|inside|over|into|around|outside|throughout|within|above|of|targeting|targeted|hit|hits|hitting|struck|strikes?|striking|attack(?:s|ed|ing)?|"
    r"shell(?:s|ed|ing)|bomb(?:s|ed|ing)|у|в|на|під|под|біля|возле|по)\s+(?:(?!(?:and|now|but|while|as|which|that|who)\b)[\w'’-]+,?\s+){0,4}?$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|to|towards?|than|by|via|without|with|for|leaving|left|із|з|с|из|від|от)\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE
)
# Where those who act come from: "bombers departed from a base in Missouri".
_FROM_A_BASE = re.compile(
    r"\b(?:depart\w*|took\s+off|tak\w+\s+off|fl(?:ew|ying|own)|launched|fired|sail\w*|deployed|sent|arriv\w*|запущен\w*|випущен\w*|выпущен\w*)\s+"
    r"(?:from|з|із|с|из)\s+(?:(?!(?:and|but|while|as|which|that|who|in|across|at|on|into|over|struck|hit|killed)\b)[\w'’-]+\s+){0,6}(?:in\s+(?:the\s+)?)?$"
)
# "the family's hometown of Reading": where somebody came from, not where it happened.
_HOME = re.compile(r"\b(?:home\s?(?:town|city|state|village|country)|birthplace|natives?)\s+(?:of\s+)?(?:[A-Z][\w-]+,\s+)?$")
_DIRECTIONS = re.compile(
    r"\bfrom\s+(?:the\s+)?directions?\s+of\b[^.]*$|\bfrom\s+(?:occupied\s+)?(?:[A-Z][\w-]+(?:\s+Oblast|\s+region)?(?:,\s|\s+and\s+|,\s+and\s+))+(?:from\s+)?$"
)
_SPOKEN_IN = re.compile(
    r"\b(?:said|told|reporters|speaking|interview|statement|meeting|conference|summit|talks|forum|broadcast|visit(?:ed|ing)?|trip|arrived|addressing|ambassador|embassy)\s+(?:[\w'’]+\s+){0,2}(?:in|at|to|on)\s+(?:the\s+)?$"
)
_OVER_A_WAR = re.compile(
    r"\b(?:for|over|about)\s+(?:the|its|their|his)\s+(?:\w+\s+)?(?:war|invasion)\s+(?:in|of|on|against)\s+(?:the\s+)?$"
)
_OFFICE = re.compile(
    r"(?:['’]s)?\s+(?:(?:Oblast|oblast|region(?:al)?|Regional|city|City|military|Military|state|State|district|civil|local|acting|the|police|National|deputy|security)\s+)*"
    r"(?:mayor|Mayor|governor|Governor|administration|Administration|council|Council|authorities|police|Police|Prosecutor\S*|prosecutor\S*|head|chief|officials?|president|President|government|"
    r"ministry|Ministry|minister|Minister|spokes\w+|ambassador|forces|troops|army|military|air\s+force|Air\s+Force|Defen[cs]e)\b"
)
_OF_THE_REGION = re.compile(r"(?:['’]s)?\s+(?:[Rr]egional|[Oo]blast)\b")  # "the Kharkiv regional governor" governs the region
_OFFICES_IN = re.compile(
    r"\b(?:administrations?|authorities|officials|police|prosecutors?|governors?|mayors?)\s+(?:in|of)\s+(?:the\s+)?$"
)
_SUPERLATIVE = re.compile(
    r"\b(?:deadliest|worst|largest|biggest|greatest|highest|first|most\s+\w+)\s+(?:[\w-]+\s+){0,4}in\s+(?:the\s+)?$", re.IGNORECASE
)
# What a country is named for before these: who acts, not where ("the US operation", "in US history").
_ACTS = re.compile(
    r"\.?\s+(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|On\b|In\b|January|February|March|April|May|June|July|August|September|October|November|December)[A-Z]|\.?\s+(?:[\w-]+\s+)?(?:military|service|forces?|troops?|soldiers?|army|navy|naval|air|attacks?|strikes?|airstrikes?|raids?|operations?|missions?|campaigns?|troops|history|citizens?|nationals?|"
    r"law|laws|aid|intelligence|media|presidents?|officials?|lawmakers?|senators?|government|election|marines?|warships?|drones?|missiles?|jets?|aircraft|agents?|dollars?)\b"
)
_COMPASS = re.compile(
    r"['’]s\s+(?:(?:far|war-torn|occupied)\s+)?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|capital|coast|border|centre|center)\w*\b(?!\s+(?:[a-z]+\s+of\s+)?[A-Z])"
)
_CAPITAL = re.compile(r"['’]s\s+capital\b(?!\s+of\b)(?:\s+city\b)?")
_JOINED = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|&|as\s+well\s+as|і|та|и|й))\s*(?:(?:the|near|in|on|central|its|surrounding|nearby|region|cities|city|of|neighbouring|and),?\s+)*",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\s+(?:[Ss]uburbs?|(?:district|neighbou?rhood|area)\s+(?:of|in)|Independent|Post|Times|Review|Herald|Journal|Today|Tribune|submarine|disaster|treaty|agreements?|memorandum|convention|summit|Summit|Yar|Avenue|Street|River|river|Reservoir|reservoir|Canal|Square|Conference|conference|Declaration|Accords?|format|process|Group|Treaty|Agreement|Memorandum|"
    r"Convention|Marathon|Orchestra|University|Airport|Stock|Battalion|Regiment|Brigade|battalion|regiment|brigade|Division)\b"
)
_AND_OTHERS = re.compile(
    r",?\s+and\s+(?:in\s+)?(?:several\s+|many\s+|some\s+|\w+\s+)?other\s+(?:\w+\s+){0,2}(?:cities|towns|regions|areas|parts|places|settlements)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\s*(?:,\s*|\s*\(?(?:in|of|,|у|в|на)\s+)(?:[\w'’-]+\s+){0,6}(?:region\s+of\s+|oblast\s+of\s+)?|\s+", re.IGNORECASE
)
_UNDER_ATTACK = re.compile(
    r"\s+(?:was|were|is|has\s+been|had\s+been|came|comes|again\s+came)\s+(?:also\s+|again\s+|\w+ly\s+)?(?:attacked|hit|struck|shelled|bombed|targeted|rocked|under\s+(?:attack|fire))\b"
)
_METONYM = re.compile(
    r"(?:['’]s\b|\s+(?:(?:has|had|have|also|later|then|itself|officially|again|reportedly)\s+)*(?:sa(?:id|ys?)|tells?|told|announce\w*|accuse\w*|claim\w*|den(?:ied|ies|y)|warn\w*|vow\w*|launch\w*|fire[sd]?|"
    r"down(?:s|ed)|sh(?:ot|oots)|attack(?:s|ed)|str(?:uck|ikes)|use[sd]?|sen(?:ds|t)|want\w*|call\w*|insist\w*|pledge\w*|agree\w*|reject\w*|report(?:s|ed)|confirm\w*|add(?:s|ed)|invade\w*|annex\w*|bann?\w*|"
    r"has|had|is|was|and\s+its|заяв\w+|повідом\w+|сообщ\w+|сказа\w+|обвин\w+|звинува\w+|запусти\w+|випусти\w+|выпусти\w+|зби\w+|сби\w+)(?!\w))"
)
# "targeting Kyiv's energy sector": the country's.
_STATES = re.compile(
    r"['’]s\s+(?:\w+\s+)?(?:energy|power|grid|infrastructure|forces|army|troops|military|government|allies|economy|defen[cs]es?|air\s+defen[cs]es?)\b"
)
# "KYIV, Ukraine (Agency) —", "Abu Dhabi, UAE Agency —": where it was written, at the head of the text.
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Ž][\w.'’-]*,?\s+(?:and\s+)?){1,6}(?:\([^()]{2,40}\)\s*)?(?:[—–]|--|-\s|:(?=\s+[A-Z]))|(?:[A-Z]{3,}[\s,]+)+\([^()]{2,40}\)"
)
_HEAD = 90  # characters a dateline lies in
# A place by its preposition whose name is in no list; the name must not be one of what is no place though it has a capital.
_UNLISTED = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside)\s+(?:(?:the\s+)?(?:city|town|village|settlement|suburb|neighbou?rhood|community|district)\s+of\s+|(?:nearby|central|downtown)\s+)?"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Congress|Parliament|Operation|World|Telegram|Facebook|Twitter|Instagram|YouTube|English|God|Christmas|Easter|New|Western|Eastern|Northern|Southern|Central|West|East|North|South|"
    r"NATO|Europe|Africa|Asia|America|Latin|[A-Z]\w+(?:ian|ean|ish|ese)\b)\b)"
    r"(?P<name>[A-Z][a-zà-ž'’-]{2,}(?:[A-Z][a-zà-ž]+)?(?:\s[A-Z][a-zà-ž'’-]+)*)(?!['’]s\b)(?!\w)|\b(?:in|of)\s+(?:our|their|his|her)\s+country\b"
    r"|\b[A-Z][a-z]+(?:\s[A-Z][a-z]+)*-area\b"
    r"|\b(?:у|в|під|біля|возле|под)\s+(?:селі|селищі|місті|селе|посёлке|поселке|городе)\s+(?P<cyrillic>[А-ЯІЇЄҐ][\w’'-]+)"
)
_THEREIN = 45  # characters within which the region of a place is named after it


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Places named together that may govern a figure: what they come to (None where no list has it), and how strongly they govern."""

    start: int
    end: int
    place: Place | None
    strength: int  # 2 governed by a preposition or verb, 1 only named, 0 the place of who speaks


_WHERE = re.compile(r",?\s+(?:where|де|где)\b[^,;]{0,60}")


def told_of(line: Line, at: int) -> Place | None:
    """The place whose relative clause a number at `at` stands in: "with Odesa, where 12 died"."""
    return next(
        (
            mention.place
            for mention in reversed(line.mentions)
            if mention.end <= at and _WHERE.fullmatch(line.text, mention.end, at)
        ),
        None,
    )


@lru_cache(maxsize=4096)
def spots(line: Line) -> tuple[Spot, ...]:
    """The places of a sentence that something in it may have happened at, in order."""
    text = line.text
    dateline = _DATELINE.match(text[:_HEAD]) if line.paragraph == 1 and line.start == 0 else None
    after = dateline.end() if dateline else 0
    made = []
    for group in _groups(text, [mention for mention in line.mentions if mention.start >= after]):
        strength = _strength(line, group)
        place = common(group)
        if strength == 0 and place and place.kind == "settlement" and _OF_THE_REGION.match(text, group[-1].end):
            place = (find(place.region) if place.region else None) or place
        if place and place.kind != "country" and _AND_OTHERS.match(text, group[-1].end):
            place = country(place.country) or place
        if strength >= 0 and place and not (group[0].kind == "country" and strength < 2):
            made.append(Spot(start=group[0].start, end=group[-1].end, place=place, strength=strength))
    called = [
        Spot(start=start, end=end, place=place, strength=2)
        for start, end, place in called_after(text)
        if not any(spot.start < end and start < spot.end for spot in made)
    ]
    unlisted = [
        spot for spot in _unlisted(text, line.mentions) if not any(one.start < spot.end and spot.start < one.end for one in called)
    ]
    made += [spot for spot in (*called, *unlisted) if spot.start >= after]
    return tuple(sorted(made, key=lambda spot: spot.start))


def _groups(text: str, found: Sequence[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for named in found:
        mention = _as_capital(text, named)
        before = groups[-1][-1] if groups else None
        if before and (_listed_with(text, before, mention) or _inside(text, before, mention)):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _listed_with(text: str, one: Mention, other: Mention) -> bool:
    """Whether two places stand in one list. After a comma a country with its article begins a clause: "in Syria, the US said"."""
    between = _JOINED.fullmatch(text, one.end, other.start)
    return between is not None and not (other.kind == "country" and re.fullmatch(r"\s*,\s*the\s+", between[0]))


def _as_capital(text: str, mention: Mention) -> Mention:
    """With "Ukraine's capital" read as the city."""
    if mention.kind != "country" or not (capital := _CAPITAL.match(text, mention.end)):
        return mention
    city = capital_of(mention.place.country)
    return replace(mention, place=city, end=capital.end()) if city else mention


def _inside(text: str, one: Mention, other: Mention) -> bool:
    """As in "Pavlohrad, in the Dnipropetrovsk region": the second is where the first lies."""
    return holds(other.place, one.place) and bool(_WITHIN.fullmatch(text, one.end, other.start))


def _unlisted(text: str, mentions: Sequence[Mention]) -> list[Spot]:
    made = []
    for match in _UNLISTED.finditer(text):
        start, end = match.start(), match.end()
        if any(mention.start < end and start < mention.end for mention in mentions):
            continue
        after = next((mention for mention in mentions if mention.start >= end), None)
        near = after.start if after else None
        # "in Zlotychowo, Poland": the country alone is too wide for what one town tells.
        of_a_country = after is not None and after.kind == "country" and re.fullmatch(r",\s+", text[end : after.start])
        if (
            near is not None
            and not of_a_country
            and near - end < _THEREIN
            and re.fullmatch(r"(?:\w+\s)?,?\s*(?:(?:in|of|near)\s+)?[\w\s'’-]*", text[end:near])
        ):
            continue  # "in Malekshahi, Ilam province": the place around it is listed
        made.append(Spot(start=start, end=end, place=None, strength=2))
    return made


def _strength(line: Line, group: Sequence[Mention]) -> int:
    text, first, last = line.text, group[0], group[-1]
    left = text[max(0, first.start - 70) : first.start]
    office = _OFFICE.match(text, last.end)
    spoken = line.speaker is not None and line.speaker.start <= first.start < line.speaker.end
    if _is_aside(text, left, first, last) or (first.place.capital and _STATES.match(text, last.end)):
        return -1
    if not office and _UNDER_ATTACK.match(text, last.end):
        return 2
    if _is_government(first.place) and not office and (spoken or _METONYM.match(text, first.end)) and not _NEARBY.search(left):
        return -1  # "Moscow said": those who govern there
    if spoken or office or _OFFICES_IN.search(left):
        return 0 if first.kind != "country" else -1
    if first.kind == "country":
        return 2 if _is_scene(text, left, first) else -1
    if _NEARBY.search(left):
        return 2
    if _FROM.search(left) or re.match(r"-(?!\s|area\b)\w", text[last.end :]):
        return -1
    if _is_government(first.place) and not _GOVERNS.search(left):
        return -1  # a capital by itself is a government ("Moscow denied")
    return 1


def _is_aside(text: str, left: str, first: Mention, last: Mention) -> bool:
    """Whether a place is part of another name, is where somebody spoke, or is where something came from."""
    return bool(
        _NO_PLACE.match(text, last.end)
        or _SPOKEN_IN.search(left)
        or _OVER_A_WAR.search(left)
        or _DIRECTIONS.search(text, 0, first.start)
        or _FROM_A_BASE.search(left)
        or _HOME.search(left)
        or _SUPERLATIVE.search(left)
    )


def _is_scene(text: str, left: str, first: Mention) -> bool:
    """Whether a country is told of as where something happened, not as who acted or suffered."""
    if text[first.end : first.end + 2] in ("'s", "’s"):
        return bool(_NEARBY.search(left) and _COMPASS.match(text, first.end))
    if (_ACTS.match(text, first.end) and not text.isupper()) or re.search(
        r"\b(?:toll|costs?|losses|pressure|sanctions?|tariffs?|war)\s+(?:on|against)\s+$", left
    ):
        return False
    if _NEARBY.search(left):
        return True
    return bool(re.search(r"\b(?:parts|regions|cities|areas|most|east|west|south|north)\s+of\s+$", left))


def _is_government(place: Place) -> bool:
    """True for a capital, whose name alone may stand for those who govern there, and for a place of no region."""
    return place.capital or (place.region is None and place.country != "UA")


def common(group: Sequence[Mention]) -> Place | None:
    """What places named together come to: the smaller of two where one lies in the other, else their oblast, else their country."""
    places = list(dict.fromkeys(mention.place for mention in group))
    inner = [place for place in places if not any(holds(place, other) for other in places if other is not place)]
    if len(inner) <= 1:
        return inner[0] if inner else None
    regions = {place.region for place in inner}
    if len(regions) == 1 and (region := next(iter(regions))) and (whole := find(region)):
        return whole
    countries = {place.country for place in inner}
    return country(next(iter(countries))) if len(countries) == 1 else None


def holds(outer: Place, inner: Place) -> bool:
    """Whether one place lies in another, of a wider kind."""
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    if outer.kind == "region":
        return inner.kind in ("settlement", "district", "feature") and inner.region == outer.name
    return outer.kind == "district" and inner.kind == "settlement" and inner.district == outer.name
