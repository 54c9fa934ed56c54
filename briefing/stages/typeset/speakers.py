"""Whose word something is, in our words: "Ukrainian official", "denies"; and what a day's or a period's count comes to."""

import re
from collections.abc import Sequence
from datetime import date

from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.numbers import numbers
from briefing.language.recorded import recorded, recorded_count
from briefing.model import Bar, Chart, FigureKind, Party, Side, Tally, Total, Window
from briefing.stages.typeset.attributed import generic, many

ENGLISH = catalogue("en")
# Countries whose officials the press quotes most, by ISO 3166 code: what they are called, and their adjective.
_COUNTRIES = {
    "AE": ("United Arab Emirates", recorded("Emirati")),
    "AM": ("Armenia", recorded("Armenian")),
    "AR": ("Argentina", recorded("Argentine")),
    "AT": ("Austria", recorded("Austrian")),
    "AU": ("Australia", recorded("Australian")),
    "AZ": ("Azerbaijan", recorded("Azerbaijani")),
    "BE": ("Belgium", recorded("Belgian")),
    "BG": ("Bulgaria", recorded("Bulgarian")),
    "BR": ("Brazil", recorded("Brazilian")),
    "BY": ("Belarus", recorded("Belarusian")),
    "CA": ("Canada", recorded("Canadian")),
    "CH": ("Switzerland", recorded("Swiss")),
    "CN": ("China", recorded("Chinese")),
    "CZ": ("Czechia", recorded("Czech")),
    "DE": ("Germany", recorded("German")),
    "DK": ("Denmark", recorded("Danish")),
    "EE": ("Estonia", recorded("Estonian")),
    "EG": ("Egypt", recorded("Egyptian")),
    "ES": ("Spain", recorded("Spanish")),
    "FI": ("Finland", recorded("Finnish")),
    "FR": ("France", recorded("French")),
    "GB": ("Britain", recorded("British")),
    "GE": ("Georgia", recorded("Georgian")),
    "GR": ("Greece", recorded("Greek")),
    "HR": ("Croatia", recorded("Croatian")),
    "HU": ("Hungary", recorded("Hungarian")),
    "IE": ("Ireland", recorded("Irish")),
    "IL": ("Israel", recorded("Israeli")),
    "IN": ("India", recorded("Indian")),
    "IQ": ("Iraq", recorded("Iraqi")),
    "IR": ("Iran", recorded("Iranian")),
    "IT": ("Italy", recorded("Italian")),
    "JP": ("Japan", recorded("Japanese")),
    "KP": ("North Korea", recorded("North Korean")),
    "KR": ("South Korea", recorded("South Korean")),
    "KZ": ("Kazakhstan", recorded("Kazakh")),
    "LB": ("Lebanon", recorded("Lebanese")),
    "LT": ("Lithuania", recorded("Lithuanian")),
    "LV": ("Latvia", recorded("Latvian")),
    "MD": ("Moldova", recorded("Moldovan")),
    "MX": ("Mexico", recorded("Mexican")),
    "NL": ("Netherlands", recorded("Dutch")),
    "NO": ("Norway", recorded("Norwegian")),
    "PK": ("Pakistan", recorded("Pakistani")),
    "PL": ("Poland", recorded("Polish")),
    "PS": ("Palestine", recorded("Palestinian")),
    "PT": ("Portugal", recorded("Portuguese")),
    "QA": ("Qatar", recorded("Qatari")),
    "RO": ("Romania", recorded("Romanian")),
    "RS": ("Serbia", recorded("Serbian")),
    "RU": ("Russia", recorded("Russian")),
    "SA": ("Saudi Arabia", recorded("Saudi")),
    "SE": ("Sweden", recorded("Swedish")),
    "SI": ("Slovenia", recorded("Slovenian")),
    "SK": ("Slovakia", recorded("Slovak")),
    "SY": ("Syria", recorded("Syrian")),
    "TR": ("Turkey", recorded("Turkish")),
    "UA": ("Ukraine", recorded("Ukrainian")),
    "US": ("United States", recorded("US")),
    "VE": ("Venezuela", recorded("Venezuelan")),
    "ZA": ("South Africa", recorded("South African")),
}
# Whom one speaks for, with and without a country; what a party is called that is none of these says nothing.
_BLOCS = {
    "official": (recorded("official"), recorded("%(adjective)s official")),
    "organisation": (recorded("organisation"), recorded("%(adjective)s organisation")),
    "witness": (recorded("witness"), recorded("%(adjective)s witness")),
    "other": ("", recorded("%(adjective)s, not an official")),
}
_STANCES = {
    "said": recorded("says"),
    "claimed": recorded("claims"),
    "denied": recorded("denies"),
    "confirmed": recorded("confirms"),
    "unverified": recorded("not verified"),
}
# Of several speakers.
_STANCES_OF_MANY = {
    "said": recorded("say"),
    "claimed": recorded("claim"),
    "denied": recorded("deny"),
    "confirmed": recorded("confirm"),
}
_OFFICIAL = re.compile(r"\bofficials?\b", re.IGNORECASE)
_WITHOUT = recorded_count("Of %(n)s other day no source read gives a figure.", "Of %(n)s other days no source read gives a figure.")
_UP, _ROUND = ("at least", "more than"), ("about", "nearly", "up to", "less than")


def party(of: Party | None, name: str = "", words: Catalogue = ENGLISH) -> str:
    """Whom somebody speaks for, in words: "Russian official", "organisation"; "" where that is not known or `name` says it.

    That somebody is an official says nothing without a country.
    """
    if of is None or of.bloc not in _BLOCS:
        return ""
    adjective = _adjective(of, name, words)
    alone, of_country = _BLOCS[of.bloc]
    if adjective and words.language == "en" and of.bloc == "official" and (generic(name) or _OFFICIAL.search(name)):
        return "" if generic(name) else adjective  # `speaker` has it
    if adjective:
        return words.say(of_country, adjective=adjective)
    return words.text(alone) if alone and of.bloc != "official" and alone not in name.casefold() else ""


def _adjective(of: Party, name: str, words: Catalogue) -> str:
    """The adjective of a party's country; "" where there is none or the name has it."""
    country, adjective = _COUNTRIES.get(of.country or "", ("", ""))
    if country and any(word in name for word in (country, adjective, words.place(country), words.text(adjective))):
        return ""
    return words.text(adjective)


def speaker(side: Side, words: Catalogue = ENGLISH) -> str:
    """Who says it, a kind of people with its country: "Ukrainian officials" of "officials"."""
    of, name = side.party, side.said_by
    if of and of.bloc == "official" and words.language == "en" and generic(name) and (adjective := _adjective(of, name, words)):
        return f"{adjective} {name}"
    return name


def camp(side: Side, words: Catalogue = ENGLISH) -> str:
    """For whom a side speaks whose words name the speaker: the country of an official, else what `party` says; "" if not known."""
    of = side.party
    if of and of.bloc == "official":
        return words.place(_COUNTRIES.get(of.country or "", ("", ""))[0])
    said = party(of, "", words)
    return said[:1].upper() + said[1:]


def stance(side: Side, words: Catalogue = ENGLISH) -> str:
    """How a side is asserted, as a verb that goes with its speaker: "denies", "claims", "say"."""
    several = _STANCES_OF_MANY.get(side.stance) if many(side.said_by) else None
    return words.text(several or _STANCES[side.stance])


def contested(tally: Tally) -> bool:
    """Whether nothing says which of a row's values holds."""
    return tally.relation in ("contested", "differs")


def of_several_parties(tally: Tally) -> bool:
    """Whether a reader needs to know for whom each side of a row speaks: they contradict each other, and not all for one party."""
    return contested(tally) and len({side.party for side in tally.sides if side.party}) > 1


def by_label(tallies: Sequence[Tally]) -> list[tuple[str, list[Tally]]]:
    """Rows under what they count, in the order in which that first comes."""
    joined: dict[str, list[Tally]] = {}
    for tally in tallies:
        joined.setdefault(tally.label, []).append(tally)
    return list(joined.items())


def summed(total: Total, words: Catalogue = ENGLISH) -> str:
    """The sum of a cell in words as careful as its least certain part: "252", "at least 1,040", "about 90"."""
    if total.sum is None:
        return ""
    said = {number.qualifier for side in total.sides for number in numbers(side.statement.text) if number.value == side.value}
    number = words.number(total.sum)
    if said <= {None}:
        return number
    if said & set(_ROUND):
        return words.say("about %(number)s", number=number)
    return words.say("at least %(number)s", number=number) if said & set(_UP) else number


def in_words_of(sides: Sequence[Side], words: Catalogue = ENGLISH) -> str:
    """Whose words several sides are: their names, or where these are many, whom they speak for."""
    every: dict[str, str] = {}
    for side in sides:
        every[_bare(side)] = max(every.get(_bare(side), ""), side.said_by, key=len)  # the fuller way to name one body
    named = [_inside(name) for bare, name in every.items() if name and not any(bare != other and bare in other for other in every)]
    if len(named) <= 2:
        return words.together(named)
    parties = {side.party for side in sides}
    shared = parties.pop() if len(parties) == 1 else None
    if shared and shared.bloc == "official":
        adjective = _COUNTRIES.get(shared.country or "", ("", ""))[1]
        return words.say("%(adjective)s officials", adjective=words.text(adjective)) if adjective else words.text("officials")
    return words.say("%(names)s and others", names=", ".join(named[:2]))


def _inside(name: str) -> str:
    """A name as it stands inside a sentence."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def _bare(side: Side) -> str:
    """A name without article and country, by which two ways to name one body meet: "the Ukrainian air force", "Ukraine's air force"."""
    name = side.said_by.casefold().replace("’", "'")
    for word in _COUNTRIES.get(side.party.country or "", ()) if side.party else ():
        name = name.replace(f"{word.casefold()}'s ", "").replace(f"{word.casefold()} ", "")
    return name.removeprefix("the ")


def of_days(total: Total, window: Window, words: Catalogue = ENGLISH) -> str:
    """How many days a sum is made of: "sum of 3 days", "sum of the 3 days of 7 that have a number"."""
    days, count = (window.last - window.first).days + 1, len(total.sides)
    if count >= days:
        return words.several("sum of %(n)s day", "sum of %(n)s days", count)
    return words.several(
        "sum of the %(n)s day of %(all)s with a number", "sum of the %(n)s days of %(all)s with a number", count, all=days
    )


def grid(chart: Chart) -> list[tuple[date, list[list[Side]]]]:
    """A chart as a table: a row for each of its days with a number, in it what is said of each of its kinds."""
    kinds = columns(chart)
    by_cell: dict[tuple[date, FigureKind], list[Bar]] = {}
    for bar in chart.bars:
        by_cell.setdefault((bar.day, bar.kind), []).append(bar)
    rows = [(day, [[bar.side for bar in by_cell.get((day, kind), ())] for kind in kinds]) for day in chart.days]
    return [(day, cells) for day, cells in rows if any(cells)]


def without(chart: Chart, words: Catalogue = ENGLISH) -> str:
    """The days of a chart of which there is no number, in words; "" where there is none."""
    count = len(chart.days) - len(grid(chart))
    return words.several(*_WITHOUT, count) if count else ""


def columns(chart: Chart) -> list[FigureKind]:
    """The kinds a chart counts, in the order of its bars."""
    return list(dict.fromkeys(bar.kind for bar in chart.bars))
