"""Places named in a text: settlements, oblasts and countries, in Ukrainian, Russian and the usual Latin spellings.

The list (`places_ua.tsv`, GeoNames, CC BY 4.0) is read on first use. Spellings that differ only as romanisations do
(Kupiansk, Kup'yansk, Kupyansk) are one by `fold`; Ukrainian and Russian case endings are undone by a few rules.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Literal

PlaceKind = Literal["settlement", "region", "country"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place: `name` is the one spelling used here, `region` its oblast (None where unknown or shared), `country` ISO 3166."""

    name: str
    kind: PlaceKind
    region: str | None
    country: str


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
        """settlement, region or country."""
        return self.place.kind

    @property
    def region(self) -> str | None:
        """The oblast the place lies in, or is."""
        return self.place.region


_LETTERS = r"[^\W\d_]"
_WORD = re.compile(rf"(?:U\.S|U\.K|{_LETTERS}+)(?:['’ʼ-]{_LETTERS}+)*")
_CAPITAL = re.compile(r"(?<![\w'’ʼ-])[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐЁ]")
_APOSTROPHES = re.compile(r"['’ʼ`]")
_Y = re.compile(r"[yi]+")
_SPACES = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"['’ʼ]s$")
_PLURAL = re.compile(r"\s+(?:[a-z-]+\s+)?(?:oblasts|regions|provinces)\b|\s+област(?:ях|ей|и|і)\b|\s+областях\b", re.IGNORECASE)
_OF = re.compile(r"\b(?:oblast|region|province)\s+of\s+$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|,?\s*&|\s+і|\s+та|\s+и|\s+й)\s*", re.IGNORECASE)
_LONGEST = 4
# Nominative endings by case ending, longest first: Харкові → Харків, Києва → Київ, Одесі → Одеса, Москве → Москва.
_ENDINGS = tuple(
    tuple(rule.split(">"))
    for rule in """ові>ів ова>ів єві>їв єва>їв еві>ів ева>їв ове>ов еве>ев ові>ове ово>ове оді>ід ода>ід ом> ем>ь ою>а єю>я ію>ія ії>ія
    ому>ий ого>ий ому>е ого>е ой>ая ой>а ей>я ські>ськ ську>ськ ська>ськ ську>ськ ске>ск ску>ск ска>ск ці>ка зі>га сі>са і>а и>а у>а е>а ы>а и>я е>я
    і>ь я>ь ю>ь и>ь е>ь і>я у>о а>о і>о е>о а> у> і> е> ні>нь""".split()
)


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A spelling reduced so that romanisations of one name meet: small letters, no apostrophes, y and i alike, ie as e."""
    small = _SPACES.sub(" ", _APOSTROPHES.sub("", name.casefold())).replace("ё", "е")
    if small.isascii() or not re.search("[а-яіїєґ]", small):
        small = _Y.sub("i", small).replace("ie", "e").replace("shch", "sch")
    return small


def find(name: str) -> Place | None:
    """The place with this name or spelling, None where the list has none."""
    return _gazetteer()[0].get(fold(name))


def places(text: str) -> tuple[Mention, ...]:
    """Every place named in `text`, in order, the longest name first where names overlap. Only names with a capital count.

    "the Kharkiv and Sumy regions" gives two oblasts.
    """
    if not _CAPITAL.search(text):
        return ()
    by_name, first_words = _gazetteer()
    found: list[Mention] = []
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        start, end = words[at]
        step = 1
        if text[start].isupper():
            reach = 1 if fold(_POSSESSIVE.sub("", text[start:end])) not in first_words else _LONGEST
            for length in range(min(reach, len(words) - at), 0, -1):
                last = words[at + length - 1][1]
                if length > 1 and not _one_name(text, words[at : at + length]):
                    continue
                name = _POSSESSIVE.sub("", text[start:last])
                if place := _look_up(name, by_name):
                    found.append(Mention(start=start, end=start + len(name), place=place))
                    step = length
                    break
        at += step
    return _regions_named_together(text, found, by_name)


def _one_name(text: str, words: list[tuple[int, int]]) -> bool:
    return all(text[one[1] : other[0]] in (" ", "\u00a0") for one, other in pairwise(words))


def _look_up(name: str, by_name: dict[str, Place]) -> Place | None:
    key = fold(name)
    if key in by_name:
        return by_name[key]
    if key and "а" <= key[-1] <= "ї" and " " not in key:
        for ending, nominative in _ENDINGS:
            if key.endswith(ending) and len(key) - len(ending) >= 2 and (place := by_name.get(key[: -len(ending)] + nominative)):
                return place
    return None


def _regions_named_together(text: str, found: list[Mention], by_name: dict[str, Place]) -> tuple[Mention, ...]:
    for last in range(len(found) - 1, -1, -1):
        if not _PLURAL.match(text, found[last].end):
            if found[last].kind == "settlement" and _OF.search(text, max(0, found[last].start - 20), found[last].start):
                found[last] = _as_region(found[last], by_name)
            continue
        at = last
        while at >= 0:
            found[at] = _as_region(found[at], by_name)
            if not at or not _JOINED.fullmatch(text, found[at - 1].end, found[at].start):
                break
            at -= 1
    return tuple(found)


def _as_region(mention: Mention, by_name: dict[str, Place]) -> Mention:
    place = by_name.get(fold(f"{mention.name} region")) or by_name.get(fold(f"{mention.name} Oblast"))
    return Mention(start=mention.start, end=mention.end, place=place) if place else mention


@cache
def _gazetteer() -> tuple[dict[str, Place], frozenset[str]]:
    by_name: dict[str, Place] = {}
    first_words = set()
    listed = (resources.files("briefing") / "language" / "places_ua.tsv").read_text(encoding="utf-8")
    for line in listed.splitlines():
        if not line or line.startswith("#"):
            continue
        name, kind, region, country, forms = line.split("\t")
        place = Place(name=name, kind=_KINDS[kind], region=region or None, country=country)
        for form in (name, *forms.split("|")) if forms else (name,):
            key = fold(form)
            by_name.setdefault(key, place)
            if " " in key:
                first_words.add(key.split(" ")[0])
    return by_name, frozenset(first_words)


_KINDS: dict[str, PlaceKind] = {"settlement": "settlement", "region": "region", "country": "country"}
