"""Places named in a text: settlements, districts, regions and countries, in Ukrainian, Russian and the usual Latin spellings.

The lists are `gazetteer.py`'s. Ukrainian and Russian case endings are undone by a few rules. A name that is also a word or a person's
counts only where the text shows that a place is meant: by a preposition ("in Reading"), by what it is called ("the village of Bar"), by
standing in a list beside a place, or by the region it lies in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.language.places.gazetteer import (
    Place,
    PlaceKind,
    capital_of,
    country,
    find,
    fold,
    gazetteer,
    located,
    unmarked,
    villages,
    within,
)
from briefing.language.places.romanised import ukrainian_in_latin

__all__ = ["Mention", "Place", "PlaceKind", "capital_of", "country", "find", "fold", "located", "places", "within"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A place named at [start, end) of a text."""

    start: int
    end: int
    place: Place

    @property
    def name(self) -> str:
        """The place's name in the one spelling used here."""
        return self.place.name

    @property
    def kind(self) -> PlaceKind:
        """settlement, district, region, country or feature."""
        return self.place.kind

    @property
    def region(self) -> str | None:
        """The oblast the place lies in, or is."""
        return self.place.region


def _rule(rule: str) -> tuple[str, str]:
    """An ending and the nominative's ending, from "case>nominative"."""
    ending, _, nominative = rule.partition(">")
    return ending, nominative


_LETTERS = r"[^\W\d_]"
# A word that begins with a capital, and the words after it that may belong to the same name.
_CAPITAL = re.compile(rf"(?<![\w-])(?<!\w['’ʼ])(?:U\.S|U\.K|St\.(?=\s)|[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯІЇЄҐЁ]{_LETTERS}*(?:['’ʼ-]{_LETTERS}+)*)")
_FURTHER = re.compile(rf"[ \u00a0]({_LETTERS}+(?:['’ʼ-]{_LETTERS}+)*)")
# The adjective a name of two words may begin with: Новій Каховці → Нова Каховка, Белой Церкви → Белая Церковь.
_ADJECTIVES = tuple(
    _rule(rule)
    for rule in "ій>а ої>а ою>а у>а ой>ая ую>ая ому>ий ого>ий им>ий ом>ый ому>ый ого>ый ым>ый ом>ий им>ий ому>е ого>е ом>ое ого>ое".split()
)
_POSSESSIVE = re.compile(r"['’ʼ]s$")
_PLURAL = re.compile(
    r"\s+(?:[a-z-]+\s+)?(?:oblasts|regions|provinces|states)\b|\s+област(?:ях|ей|и|і)\b|\s+областях\b", re.IGNORECASE
)
_DISTRICTS = re.compile(r"\s+(?:districts|raions)\b|\s+район(?:ах|ів|ов|и|ы)\b", re.IGNORECASE)
_OF = re.compile(r"\b(?:oblast|region|province)\s+of\s+$", re.IGNORECASE)
_SINGULAR = re.compile(r"\s+(?:[Oo]blast|[Rr]egion|[Pp]rovince|state|[Pp]refecture|[Gg]overnorate|[Vv]oivodeship)\b")
_JOINED = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|,?\s*&|\s+і|\s+та|\s+и|\s+й)\s*", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|\band\b|\bas well as\b|\bта\b|\bі\b|\bй\b|\bи\b|/)\s*(?:and\s+|(?:in|near)\s+)?", re.IGNORECASE)
# "the village of", "the town of", "у селі": what is called so is a place. The plural may stand before a whole list.
_CALLED = re.compile(
    r"(?:\b(?:[Vv]illages?|[Ss]ettlements?|[Tt]owns?|hamlets?|[Cc]ommunit(?:y|ies)|[Hh]romadas?|[Cc]it(?:y|ies)|ports?)\s+(?:of\s+|near\s+)?"
    r"|\b(?:[Сс]ел[іоаие]|[Сс]ёл[аы]?|[Сс]елах|[Сс]елищ[еіа]|смт|с\.|м\.|[Мм]іст[оіа]|громад[иіа]|[Гг]ород[еа]?|[Дд]ерев(?:ня|не|ни)|[Пп]ос[её]л(?:ок|ке|ка)|населен\w+ пункт\w*|хутор[іе]?)\s+)"
    r"(?:[\w’'-]+(?:,\s+|\s+(?:and|та|і|и)\s+))*$"
)
_AT = re.compile(
    r"(?:\b(?:in|near|outside|around|throughout|across)\s+(?:(?:the|central|downtown|northern|southern|eastern|western|nearby|city|town|port|capital|of|province|region|state)\s+)*"
    r"|(?<!\w)(?:у|в|під|под|біля|возле|поблизу)\s+(?:(?:місті|городе|провінції|провинции|штаті|штате)\s+)?)$",
    re.IGNORECASE,
)
# A word with a capital just before or after: part of a person's or a body's name (Merrick Garland, Lincoln Center).
_PERSONS = re.compile(
    r"(?<!\w)(?!(?:In|At|Near|From|The|Outside|Around|And|To|Of|For|Central|Downtown|City|Port|Fort|У|В|Під|Под|Біля|Возле|Із|З|С|Из)\s)[A-ZА-ЯІЇЄҐ][\w’'.-]*\s$"
)
_BODYS = re.compile(
    r"(?:['’]s)?\s(?!(?:Oblast|Region|Province|Raion|District|Voivodeship|Prefecture|County|State|Governorate|City|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|On|In|At|January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-ZА-ЯІЇЄҐ]|-\w"
)
# Where the region a name lies in follows it: "Ivanivka, Kherson region", "Ivanivka in the Beryslav district".
_IN_ITS = re.compile(
    r"\s*(?:,\s*(?:in\s+)?(?:the\s+)?|\(\s*|\s+(?:village\s+|town\s+)?(?:in|of|у|в|на)\s+(?:the\s+)?)(?:[\w’'-]+\s+){0,3}|\s+",
    re.IGNORECASE,
)
_REGIONS_OWN = re.compile(r"['’]s\s+(?:[\w’'-]+\s+){0,4}$")
# Bits of such words for what is small enough to be in the list of villages: a quick look before the thorough one.
_SMALL = tuple(
    "illage ettlement own ommunit romada amlet сел Сел сёл с. смт ромад деревн Деревн пос хутор Хутор населен Населен".split()
)
_OPENING = re.compile(r"(?:^|[.!?:;«“„\"(\n–—-])\s*$")
_LINKED = (" de ", " del ", " da ", " di ", " von ", " van ", " al ")  # what stands within a name ("Tren de Aragua")
_LONGEST = 4  # words of a name
_SHORT = 3  # letters; a village's name is longer
_NEAR = 60  # characters before a name that tell what it is called
# Nominative endings by case ending, longest first: Харкові → Харків, Києва → Київ, Одесі → Одеса, Москве → Москва.
_ENDINGS = tuple(
    _rule(rule)
    for rule in """олі>іль олю>іль олем>іль оля>іль уці>ук юці>юк нці>нець нце>нец ях>і ах>и ах>ы ами>и ами>ы ій>а ої>а ові>ів ова>ів єві>їв єва>їв еві>ів ева>їв ове>ов еве>ев ові>ове ово>ове оді>ід ода>ід ом> ем>ь ою>а єю>я ію>ія ії>ія ією>ія ию>ия ией>ия
    ому>ий ого>ий ому>е ого>е ой>ая ой>а ей>я ські>ськ ську>ськ ська>ськ ську>ськ ске>ск ску>ск ска>ск ці>ка зі>га сі>са і>а и>а у>а е>а ы>а и>я е>я
    ові> і>ь я>ь ю>ь и>ь е>ь і>я у>о а>о і>о е>о а> у> і> е> ні>нь""".split()
)


def places(text: str) -> tuple[Mention, ...]:
    """Every place named in `text`, in order, the longest name first where names overlap. Only names with a capital count.

    "the Kharkiv and Sumy regions" gives two oblasts. Of namesakes the one is meant whose region the text names.
    """
    hits = _plural_wholes(text, [hit for hit in _hits(text) if not text[: hit.start].endswith(_LINKED)])
    if not hits:
        return ()
    if any(hit.needs or hit.number in gazetteer().namesakes for hit in hits):
        hits = _settled(text, hits)
    return tuple(Mention(start=hit.start, end=hit.end, place=hit.place) for hit in hits)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name of the lists in a text; `needs` is the context it must have, `number` its line, -1 of a small village."""

    start: int
    end: int
    place: Place
    number: int = -1
    needs: str = ""


def _hits(text: str) -> Iterator[_Hit]:
    lists = gazetteer()
    free = 0  # where the name before ends
    called: bool | None = None
    for match in _CAPITAL.finditer(text):
        start = match.start()
        if start < free:
            continue
        name, number, begins = _alone(match[0])
        end = start + len(name)
        if begins and len(name) == len(match[0]):
            for last in reversed(_ends(text, end)):
                longer = _POSSESSIVE.sub("", text[start:last])
                if (found := _number(longer)) is not None:
                    number, end = found, start + len(longer)
                    break
        if number in lists.words and text[start] >= "Ѐ" and _OPENING.search(text, max(0, start - 3), start):
            continue  # "Атаки", "Українські" at the head of a sentence are words
        if number is not None and _spelled_so(text[start:end], number):
            yield _Hit(start, end, lists.place(number), number, lists.needs.get(number, ""))
            free = end
        elif number is None and len(name) > _SHORT:
            if called is None:
                called = any(bit in text for bit in _SMALL)
            if called and _CALLED.search(text[max(0, start - _NEAR) : start]) and (place := _village(name)):
                yield _Hit(start, end, place, needs="v")


def _spelled_so(name: str, number: int) -> bool:
    """Whether a name stands for a town abroad: its y and i are not romanised, and Bondi is not Bondy."""
    place = gazetteer().place(number)
    if number not in gazetteer().needs or place.country in gazetteer().close:
        return True
    return fold(name) != fold(place.name) or unmarked(name) == unmarked(place.name)


def _ends(text: str, end: int) -> list[int]:
    """Where the names of two and more words may end that begin with the one ending at `end`."""
    found: list[int] = []
    while len(found) < _LONGEST - 1 and (word := _FURTHER.match(text, end)):
        end = word.end()
        found.append(end)
    return found


@lru_cache(maxsize=1 << 16)
def _alone(word: str) -> tuple[str, int | None, bool]:
    """A capitalised word less its possessive, the line of the place it names by itself, and whether longer names begin with it."""
    name = _POSSESSIVE.sub("", word)
    key, first = fold(name), gazetteer().first_words
    return name, _number(name), key in first or any(one in first for one in _nominatives(key, _ADJECTIVES))


@lru_cache(maxsize=1 << 16)
def _number(name: str) -> int | None:
    """The line of the place with this name, in whatever case."""
    by_key, key = gazetteer().by_key, fold(name)
    number = by_key.get(key)
    if number is not None or not key or not "а" <= key[-1] <= "ї":
        return number
    first, _, rest = key.rpartition(" ")
    for before in (first, *_nominatives(first, _ADJECTIVES)) if first else ("",):
        for last in (rest, *_nominatives(rest, _ENDINGS)):
            number = by_key.get(f"{before} {last}" if before else last)
            if number is not None:
                return number
    return None


def _nominatives(word: str, rules: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """What `word` may be in the nominative, by the rules."""
    for ending, nominative in rules:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            yield word[: len(word) - len(ending)] + nominative


def in_other_cases(name: str) -> Iterator[str]:
    """The forms of a folded Cyrillic name that are undone to it, right or wrong."""
    for ending, nominative in _ENDINGS:
        if name.endswith(nominative):
            yield name[: len(name) - len(nominative)] + ending


@lru_cache(maxsize=1 << 14)
def _village(name: str) -> Place | None:
    """A small village by its name in any case; one of several is the name alone, of no region."""
    key = fold(name)
    if key.isascii():
        return find(name) if villages(name) else None
    for form in (key, *_nominatives(key, _ENDINGS)):
        if (made := ukrainian_in_latin(form)) and villages(made):
            return find(made)
    return None


def _plural_wholes(text: str, hits: list[_Hit]) -> list[_Hit]:
    """With "the Kharkiv and Sumy regions", "Nikopol and Synelnykove districts" and "the region of Donetsk" read as such."""
    for last in range(len(hits) - 1, -1, -1):
        kinds = (
            ("region", "Oblast")
            if _PLURAL.match(text, hits[last].end)
            else ("Raion", "district")
            if _DISTRICTS.match(text, hits[last].end)
            else ()
        )
        if not kinds:
            if hits[last].place.kind == "settlement" and (
                _OF.search(text, max(0, hits[last].start - 20), hits[last].start) or _SINGULAR.match(text, hits[last].end)
            ):
                hits[last] = _as_whole(hits[last], ("region", "Oblast"))
            continue
        at = last
        while at >= 0:
            hits[at] = _as_whole(hits[at], kinds)
            if not at or not _JOINED.fullmatch(text, hits[at - 1].end, hits[at].start):
                break
            at -= 1
    return hits


def _as_whole(hit: _Hit, kinds: tuple[str, ...]) -> _Hit:
    number = next((found for kind in kinds if (found := _number(f"{hit.place.name} {kind}")) is not None), None)
    return hit if number is None else _Hit(hit.start, hit.end, gazetteer().place(number), number)


def _settled(text: str, hits: list[_Hit]) -> list[_Hit]:
    """The hits that the text shows to be places, each as the namesake it means."""
    wholes = [hit for hit in hits if hit.place.kind != "settlement" and not hit.needs]
    countries = {hit.place.country for hit in wholes if hit.place.kind == "country"}
    kept: list[_Hit] = []
    for hit in hits:
        meant = _meant(text, hit, wholes, countries)
        if not hit.needs or _shown(text, meant, kept, wholes):
            kept.append(meant)
    return kept


def _meant(text: str, hit: _Hit, wholes: list[_Hit], countries: set[str]) -> _Hit:
    """The hit as the namesake whose district, region or country the text names; beside a well-known place the whole must stand next to it."""
    others: list[Place] = [gazetteer().place(number) for number in gazetteer().namesakes.get(hit.number, ())]
    if hit.number < 0 or (hit.needs == "v" or _CALLED.search(text[max(0, hit.start - _NEAR) : hit.start])):
        others += [place for place in villages(hit.place.name.partition(" (")[0]) if place != hit.place]
    if not others:
        return hit
    known = bool(hit.place.region or hit.place.latitude is not None)
    for whole in wholes:
        if known and not _beside(text, hit, whole):
            continue
        if whole.place.kind == "country" and len(countries) > 1:
            continue
        if known and _lies_in(hit.place, whole.place):
            return hit
        fit = [place for place in others if _lies_in(place, whole.place)]
        if len(fit) == 1 or (fit and len({place.name for place in fit}) == 1):
            return replace(hit, place=fit[0])
    return hit


def _lies_in(place: Place, whole: Place) -> bool:
    if whole.kind == "country":
        return place.country == whole.country
    return whole.name in (place.region, place.district)


def _beside(text: str, hit: _Hit, whole: _Hit) -> bool:
    if whole.start > hit.end:
        return bool(_IN_ITS.fullmatch(text, hit.end, whole.start))
    return bool(_REGIONS_OWN.fullmatch(text[whole.end : hit.start]))


def _shown(text: str, hit: _Hit, kept: list[_Hit], wholes: list[_Hit]) -> bool:
    """Whether the text shows that the name is meant as a place's."""
    before = text[max(0, hit.start - _NEAR) : hit.start]
    if any(_lies_in(hit.place, whole.place) and _beside(text, hit, whole) for whole in wholes):
        return True
    if _PERSONS.search(before) or _BODYS.match(text, hit.end):
        return False
    if _CALLED.search(before) or any(whole.place.kind != "country" and _lies_in(hit.place, whole.place) for whole in wholes):
        return True
    return hit.needs == "s" and (bool(_AT.search(before)) or bool(kept and _LISTED.fullmatch(text, kept[-1].end, hit.start)))
