"""Places named in a text: settlements, oblasts and countries, in Ukrainian, Russian and the usual Latin spellings.

The list (`places_ua.tsv`, GeoNames, CC BY 4.0) is read on first use. Spellings that differ only as romanisations do
(Kupiansk, Kup'yansk, Kupyansk) are one by `fold`; Ukrainian and Russian case endings are undone by a few rules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Literal

PlaceKind = Literal["settlement", "region", "country"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place: `name` is the one spelling used here, `region` its oblast (None where unknown or shared), `country` ISO 3166.

    `district` is its raion, None where unknown; `latitude` and `longitude` are in degrees (WGS 84), None where the list has none.
    """

    name: str
    kind: PlaceKind
    region: str | None
    country: str
    district: str | None = None
    latitude: float | None = None
    longitude: float | None = None


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


def _rule(rule: str) -> tuple[str, str]:
    """An ending and the nominative's ending, from "case>nominative"."""
    ending, _, nominative = rule.partition(">")
    return ending, nominative


_LETTERS = r"[^\W\d_]"
_WORD = re.compile(rf"(?:U\.S|U\.K|{_LETTERS}+)(?:['’ʼ-]{_LETTERS}+)*")
_CAPITAL = re.compile(r"(?<![\w'’ʼ-])[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐЁ]")
_APOSTROPHES = re.compile(r"['’ʼ`]")
_Y = re.compile(r"[yi]+")
# The same for the adjective a name of two words may begin with: Новій Каховці → Нова Каховка, Белой Церкви → Белая Церковь.
_ADJECTIVES = tuple(
    _rule(rule)
    for rule in "ій>а ої>а ою>а у>а ой>ая ую>ая ому>ий ого>ий им>ий ом>ый ому>ый ого>ый ым>ый ому>е ого>е ом>ое ого>ое".split()
)
_SPACES = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"['’ʼ]s$")
_PLURAL = re.compile(r"\s+(?:[a-z-]+\s+)?(?:oblasts|regions|provinces)\b|\s+област(?:ях|ей|и|і)\b|\s+областях\b", re.IGNORECASE)
_OF = re.compile(r"\b(?:oblast|region|province)\s+of\s+$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|,?\s*&|\s+і|\s+та|\s+и|\s+й)\s*", re.IGNORECASE)
_LONGEST = 4
# Nominative endings by case ending, longest first: Харкові → Харків, Києва → Київ, Одесі → Одеса, Москве → Москва.
_ENDINGS = tuple(
    _rule(rule)
    for rule in """олі>іль олю>іль олем>іль оля>іль уці>ук юці>юк нці>нець нце>нец ях>і ах>и ах>ы ами>и ами>ы ій>а ої>а ові>ів ова>ів єві>їв єва>їв еві>ів ева>їв ове>ов еве>ев ові>ове ово>ове оді>ід ода>ід ом> ем>ь ою>а єю>я ію>ія ії>ія
    ому>ий ого>ий ому>е ого>е ой>ая ой>а ей>я ські>ськ ську>ськ ська>ськ ську>ськ ске>ск ску>ск ска>ск ці>ка зі>га сі>са і>а и>а у>а е>а ы>а и>я е>я
    ові> і>ь я>ь ю>ь и>ь е>ь і>я у>о а>о і>о е>о а> у> і> е> ні>нь""".split()
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
    if not key or not "а" <= key[-1] <= "ї":
        return None
    first, _, rest = key.rpartition(" ")
    for before in _nominatives(first, _ADJECTIVES) if first else ("",):
        for last in (rest, *_nominatives(rest, _ENDINGS)) if first else _nominatives(rest, _ENDINGS):
            if place := by_name.get(f"{before} {last}" if before else last):
                return place
    return None


def _nominatives(word: str, rules: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """What `word` may be in the nominative, by the rules."""
    for ending, nominative in rules:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            yield word[: len(word) - len(ending)] + nominative


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
    first_words: set[str] = set()
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
                first = key.split(" ")[0]
                first_words.update(
                    (
                        first,
                        *(
                            word
                            for ending, end in _ADJECTIVES
                            if first.endswith(end)
                            for word in (first[: len(first) - len(end)] + ending,)
                        ),
                    )
                )
    return by_name, frozenset(first_words)


_KINDS: dict[str, PlaceKind] = {"settlement": "settlement", "region": "region", "country": "country"}
