"""Places of the gazetteer as other languages than English call them.

The gazetteer has every spelling it knows, in small letters and of several languages, without saying which is whose. A name is
taken only where it is surely the language's; what is not known is left as it is, in Latin letters.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from briefing.language import places
from briefing.language.places.gazetteer import fold, gazetteer
from briefing.language.places.romanised import ukrainian_in_latin

# Places of which neither CLDR nor the gazetteer tells the Ukrainian name for sure.
_KNOWN: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            "Crimea|Snake Island|Washington|New York|Munich|Geneva|Davos|Strasbourg|The Hague|Ramstein|Frankfurt|Milan|Barcelona|Krakow|Gdansk|Tel Aviv|Rafah|Aleppo"
            "|Perm|Tolyatti|Ulyanovsk|Vladimir|Vologda|Brest|Homel|Saint Petersburg|Rostov-on-Don|Taganrog|Novorossiysk|Grozny|Oryol|Naberezhnyye Chelny|Nizhny Tagil|Ulan-Ude|Staryy Oskol".split(
                "|"
            ),
            "Крим|острів Зміїний|Вашингтон|Нью-Йорк|Мюнхен|Женева|Давос|Страсбург|Гаага|Рамштайн|Франкфурт|Мілан|Барселона|Краків|Гданськ|Тель-Авів|Рафах|Алеппо"
            "|Перм|Тольятті|Ульяновськ|Владимир|Вологда|Брест|Гомель|Санкт-Петербург|Ростов-на-Дону|Таганрог|Новоросійськ|Грозний|Орел|Набережні Челни|Нижній Тагіл|Улан-Уде|Старий Оскол".split(
                "|"
            ),
            strict=True,
        )
    )
)
_CYRILLIC = re.compile("[а-яіїєґ]")
_OURS, _NOT_OURS = re.compile("[іїєґ]|[сц]ьк(?:ий)?$"), re.compile("[ыэъёґ]|дз|(?:[сц]к(?:ий)?|ое|ці|мь)$")
_WHOLE = re.compile(r".*[сцз]ька? (?:область|край|район)|.*[сц]ький (?:район|край)")
_JOINTS = frozenset(("на", "над"))
_GENERIC = frozenset("область район край автономна республіка міст море протока затока гес аес коса дамба на над".split())
_SHORT = {"аес": "АЕС", "гес": "ГЕС"}
_NAMESAKE = re.compile(r"(?P<plain>.+?) \((?P<region>[^()]+)\)")
# A lip's sound before я, ю, є, ї stands apart from them, but not behind another consonant ("Святогірськ"); р and к before ї, я too.
_APART = re.compile(r"(?<=[аеєиіїоуюя])([бпвмф])(?=[яюєї])|(?<=[аеєиіїоуюя]р)()(?=ї)|(?<=лук|мар)()(?=ян)")


def in_language(name: str, language: str, *, countries: Mapping[str, str], cities: Mapping[str, str]) -> str:
    """A place by the name that `language` has for it; `name` itself where that is not known.

    `countries` names countries by ISO 3166 code, `cities` cities by their English names.
    """
    place = places.find(name)
    if place is None or place.country != "UA":
        code = place.country if place and place.kind == "country" else ""
        known = countries.get(code, "") if code else cities.get(name, "") if place is None or place.kind == "settlement" else ""
        if known:
            return known
    elif place.kind == "country":
        return countries.get(place.country, name)
    return _named(name, language) or name


def region_in_language(name: str, language: str) -> str:
    """A first-level region by the name `language` has for it, without the word for region; `name` itself where that is not known."""
    whole = _named(f"{name} Oblast", language) or _named(f"{name} Krai", language)
    return (whole or _named(name, language) or name).removesuffix(" область").removesuffix(" край")


@lru_cache(maxsize=4096)
def _named(name: str, language: str) -> str:
    if language != "uk":
        return ""
    if namesake := _NAMESAKE.fullmatch(name):
        plain, wholes = _named(namesake["plain"], language), [_named(whole, language) for whole in namesake["region"].split(", ")]
        return f"{plain} ({', '.join(wholes)})" if plain and all(wholes) else ""
    place = places.find(name)
    if place is None or place.kind == "country":
        return ""
    return _KNOWN.get(place.name) or _written(
        _chosen(place.name, place.kind, place.country, _forms(name)), _JOINTS if place.kind == "settlement" else _GENERIC
    )


def _forms(name: str) -> Sequence[str]:
    """The Cyrillic spellings that the gazetteer has for a name, in its order."""
    found = gazetteer()
    number = found.by_key.get(fold(name))
    return [form for form in found.forms(number) if _CYRILLIC.search(form)] if number is not None else ()


def _chosen(name: str, kind: str, country: str, forms: Sequence[str]) -> str:
    if kind != "settlement":
        whole = next((form for form in forms if _WHOLE.fullmatch(form)), "")
        ours = [form for form in forms if not _NOT_OURS.search(form)] if kind == "feature" or country in ("UA", "RU") else []
        return whole or (ours[0] if ours and kind != "district" else "")
    if country == "UA":
        return next((form for form in forms if _reads(form, name) and not form.endswith("ое")), "")
    if country != "RU":
        return ""  # their spellings are of too many languages
    ours = [form for form in forms if _OURS.search(form) and not _NOT_OURS.search(form)]
    return ours[0] if len(ours) == 1 else next((form for form in forms if _reads(form, name) and not _NOT_OURS.search(form)), "")


def _reads(form: str, name: str) -> bool:
    """Whether a spelling is the name, letter by letter; г may be g, as in Russian names."""
    latin = (ukrainian_in_latin(form), ukrainian_in_latin(form.replace("г", "ґ")))
    return any(one and fold(one) == fold(name) for one in latin)


def _written(form: str, generic: frozenset[str]) -> str:
    """A spelling with its capitals and apostrophes: "словянськ" is "Слов’янськ", "харківська область" "Харківська область"."""
    words = _APART.sub(r"\1’", form).split(" ")
    return " ".join(_SHORT.get(word) or (word if at and word in generic else _capital(word)) for at, word in enumerate(words))


def _capital(word: str) -> str:
    return "-".join(part if part in _JOINTS and at else part[:1].upper() + part[1:] for at, part in enumerate(word.split("-")))
