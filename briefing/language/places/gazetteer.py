"""The places of the world as far as news names them: settlements, districts, regions, countries and some bridges, seas and plants.

Three lists, each read when it is first asked for: Ukraine, Russia and the countries (`places_ua.tsv`), larger cities and the regions of
all other countries (`places_world.tsv`), and Ukraine's small villages (`villages_ua.tsv`). Settlements are GeoNames' (CC BY 4.0).
Spellings that differ only as romanisations do (Kupiansk, Kup'yansk, Kupyansk) are one by `fold`.

Namesakes: the best known keeps the plain name, the others are called by their region ("Ivanivka (Kherson Oblast)"). Where none is best
known, the plain name is a place of which at most the country is known, so that nobody takes one village for another.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal
from unicodedata import normalize

PlaceKind = Literal["settlement", "district", "region", "country", "feature"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place: `name` is the one spelling used here, `region` its oblast (None where unknown or shared), `country` ISO 3166.

    `district` is its raion, None where unknown; `latitude` and `longitude` are in degrees (WGS 84), None where the list has none;
    of a region or country they are the middle of its settlements. A sea or strait is a feature of no country ("").
    """

    name: str
    kind: PlaceKind
    region: str | None
    country: str
    district: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    capital: bool = False  # of its country: the name may stand for those who govern there


_SPACES = re.compile(r"\s+")
_APOSTROPHES = re.compile(r"['’ʼ`]")
_Y = re.compile(r"[yi]+")
_CYRILLIC = re.compile("[а-яіїєґ]")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_BARRED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ʻ": "", "‘": ""})
# Lands of several regions.
_LANDS = {"Donbas": ("Donetsk Oblast", "Luhansk Oblast")}


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A spelling reduced so that romanisations of one name meet: small letters, no apostrophes or accents, y and i alike, ie as e."""
    small = _SPACES.sub(" ", _APOSTROPHES.sub("", name.casefold())).replace("ё", "е")
    if not small.isascii():
        if _CYRILLIC.search(small):
            return small
        small = _MARKS.sub("", normalize("NFKD", small.translate(_BARRED)))
    return _Y.sub("i", small).replace("ie", "e").replace("shch", "sch")


def unmarked(name: str) -> str:
    """A spelling in small letters without accents and apostrophes."""
    return _MARKS.sub("", normalize("NFKD", _APOSTROPHES.sub("", name.casefold()).translate(_BARRED)))


def find(name: str) -> Place | None:
    """The place with this name or spelling, None where the lists have none."""
    listed = gazetteer().by_key.get(fold(name))
    return gazetteer().place(listed) if listed is not None else _village_called(name)


def within(inner: str, outer: str) -> bool:
    """Whether the place called `inner` is the one called `outer` or lies in it: settlement in district, region or country, and so on.

    Of a name no list has it is known only that it is within itself.
    """
    one, other = find(inner), find(outer)
    if one is None or other is None:
        return fold(inner) == fold(outer)
    if one.name == other.name:
        return True
    if other.kind == "country":
        return bool(one.country) and one.country == other.country
    if other.kind == "region":
        return one.region in _LANDS.get(other.name, (other.name,))
    return other.kind == "district" and one.district == other.name


def located(name: str) -> Place | None:
    """The place with this name, or the smallest whole around it that has coordinates; None where there is neither."""
    place = find(name)
    if place is None or place.latitude is not None:
        return place
    around = (find(whole) for whole in (place.district, place.region) if whole)
    return next((whole for whole in around if whole and whole.latitude is not None), country(place.country))


def country(code: str) -> Place | None:
    """The country with this ISO 3166 code."""
    listed = gazetteer().countries.get(code)
    return gazetteer().place(listed) if listed is not None else None


def capital_of(code: str) -> Place | None:
    """The capital of the country with this ISO 3166 code."""
    listed = gazetteer().capitals.get(code)
    return gazetteer().place(listed) if listed is not None else None


class Gazetteer:
    """The lists by folded spelling; a place is made of its line when it is asked for."""

    def __init__(self) -> None:
        folder = resources.files(__package__)
        files = [(folder / name).read_text(encoding="utf-8") for name in ("places_ua.tsv", "places_world.tsv")]
        close, wide = ([line for line in file.splitlines() if line and line[0] != "#"] for file in files)
        self._lines = [*close, *wide]
        # Countries that are listed down to their small towns.
        self.close = frozenset(line.split("\t", 5)[4] for line in close if line.split("\t", 2)[1] == "region")
        self.by_key: dict[str, int] = {}
        self.needs: dict[int, str] = {}  # what context a name needs, by number
        self.words: set[int] = set()  # whose Cyrillic spelling is also a word
        self.countries: dict[str, int] = {}
        self.capitals: dict[str, int] = {}
        self.namesakes: dict[int, list[int]] = {}  # further places of a plain name, by the number of the one that bears it
        plain: list[tuple[str, int]] = []
        by_key = self.by_key
        for number, line in enumerate(self._lines):
            name, kind, _, _, code, _, _, flags, key, forms = line.split("\t")
            if flags:
                self._flag(number, flags, code)
                if flags[-1] == "n":
                    plain.append((forms, number))
                    forms = ""
            if kind == "country":
                self.countries[code] = number
            by_key.setdefault(key or name.casefold(), number)
            if forms:
                for form in forms.split("|"):
                    by_key.setdefault(form, number)
        for form, number in plain:
            self.namesakes.setdefault(by_key[form], []).append(number)
        self.first_words = frozenset(key.partition(" ")[0] for key in by_key if " " in key)

    def _flag(self, number: int, flags: str, code: str) -> None:
        if "w" in flags:
            self.words.add(number)
        if "c" in flags:
            self.capitals[code] = number
        if flags[0] in "sv":
            self.needs[number] = flags[0]

    def forms(self, number: int) -> tuple[str, ...]:
        """The further spellings of the place of a line, in small letters."""
        return tuple(self._lines[number].rpartition("\t")[2].split("|"))

    @lru_cache(maxsize=1 << 14)  # noqa: B019 (there is one for the life of the process)
    def place(self, number: int) -> Place:
        """The place of a line."""
        name, kind, region, district, code, latitude, longitude, flags, *_ = self._lines[number].split("\t")
        return Place(
            name=name,
            kind=kind,  # type: ignore[arg-type] # the lists hold these kinds only (a test)
            region=region or None,
            country=code,
            district=district or None,
            latitude=float(latitude) if latitude else None,
            longitude=float(longitude) if longitude else None,
            capital="c" in flags,
        )


@cache
def gazetteer() -> Gazetteer:
    """The lists, read once."""
    return Gazetteer()


@dataclass(frozen=True, kw_only=True, slots=True)
class Hamlet:
    """A name of villages: the districts that have one."""

    name: str
    districts: tuple[str, ...]


@cache
def _villages() -> dict[str, Hamlet]:
    listed = (resources.files(__package__) / "villages_ua.tsv").read_text(encoding="utf-8")
    districts, *lines = [line for line in listed.splitlines() if line[0] != "#"]
    called = districts.split("|")
    made = {}
    for line in lines:
        name, *numbers = line.split("\t")
        made[fold(name)] = Hamlet(name=name, districts=tuple(called[int(number)] for number in numbers))
    return made


def villages(name: str) -> tuple[Place, ...]:
    """The small villages of Ukraine with this name in Latin letters, one for each district that has one."""
    hamlet = _villages().get(fold(name))
    if not hamlet:
        return ()
    alone = len(hamlet.districts) == 1 and fold(name) not in gazetteer().by_key
    wholes = [(district, place.region) for district in hamlet.districts if (place := find(district))]
    regions = [region for _, region in wholes]
    return tuple(
        Place(
            name=hamlet.name
            if alone
            else f"{hamlet.name} ({region})"
            if regions.count(region) == 1
            else f"{hamlet.name} ({district}, {region})",
            kind="settlement",
            region=region,
            country="UA",
            district=district,
        )
        for district, region in wholes
    )


def _village_called(name: str) -> Place | None:
    plain = name.partition(" (")[0]
    found = villages(plain)
    if len(found) > 1 and plain == name:
        return Place(name=found[0].name.partition(" (")[0], kind="settlement", region=None, country="UA")
    return next((place for place in found if place.name == name or (len(found) == 1 and plain == name)), None)
