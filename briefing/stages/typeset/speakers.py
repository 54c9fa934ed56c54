"""Whose word something is, in our words: "Ukrainian official", "denies"; and what a day's or a period's count comes to."""

from collections.abc import Sequence
from datetime import date

from briefing.language.numbers import numbers
from briefing.model import Bar, Chart, FigureKind, Party, Side, Tally, Total, Window
from briefing.stages.typeset import wording

# Countries whose officials the press quotes most, by ISO 3166 code: what they are called, and their adjective.
_COUNTRIES = {
    "AE": ("United Arab Emirates", "Emirati"),
    "AM": ("Armenia", "Armenian"),
    "AR": ("Argentina", "Argentine"),
    "AT": ("Austria", "Austrian"),
    "AU": ("Australia", "Australian"),
    "AZ": ("Azerbaijan", "Azerbaijani"),
    "BE": ("Belgium", "Belgian"),
    "BG": ("Bulgaria", "Bulgarian"),
    "BR": ("Brazil", "Brazilian"),
    "BY": ("Belarus", "Belarusian"),
    "CA": ("Canada", "Canadian"),
    "CH": ("Switzerland", "Swiss"),
    "CN": ("China", "Chinese"),
    "CZ": ("Czechia", "Czech"),
    "DE": ("Germany", "German"),
    "DK": ("Denmark", "Danish"),
    "EE": ("Estonia", "Estonian"),
    "EG": ("Egypt", "Egyptian"),
    "ES": ("Spain", "Spanish"),
    "FI": ("Finland", "Finnish"),
    "FR": ("France", "French"),
    "GB": ("Britain", "British"),
    "GE": ("Georgia", "Georgian"),
    "GR": ("Greece", "Greek"),
    "HR": ("Croatia", "Croatian"),
    "HU": ("Hungary", "Hungarian"),
    "IE": ("Ireland", "Irish"),
    "IL": ("Israel", "Israeli"),
    "IN": ("India", "Indian"),
    "IQ": ("Iraq", "Iraqi"),
    "IR": ("Iran", "Iranian"),
    "IT": ("Italy", "Italian"),
    "JP": ("Japan", "Japanese"),
    "KP": ("North Korea", "North Korean"),
    "KR": ("South Korea", "South Korean"),
    "KZ": ("Kazakhstan", "Kazakh"),
    "LB": ("Lebanon", "Lebanese"),
    "LT": ("Lithuania", "Lithuanian"),
    "LV": ("Latvia", "Latvian"),
    "MD": ("Moldova", "Moldovan"),
    "MX": ("Mexico", "Mexican"),
    "NL": ("Netherlands", "Dutch"),
    "NO": ("Norway", "Norwegian"),
    "PK": ("Pakistan", "Pakistani"),
    "PL": ("Poland", "Polish"),
    "PS": ("Palestine", "Palestinian"),
    "PT": ("Portugal", "Portuguese"),
    "QA": ("Qatar", "Qatari"),
    "RO": ("Romania", "Romanian"),
    "RS": ("Serbia", "Serbian"),
    "RU": ("Russia", "Russian"),
    "SA": ("Saudi Arabia", "Saudi"),
    "SE": ("Sweden", "Swedish"),
    "SI": ("Slovenia", "Slovenian"),
    "SK": ("Slovakia", "Slovak"),
    "SY": ("Syria", "Syrian"),
    "TR": ("Turkey", "Turkish"),
    "UA": ("Ukraine", "Ukrainian"),
    "US": ("United States", "US"),
    "VE": ("Venezuela", "Venezuelan"),
    "ZA": ("South Africa", "South African"),
}
_BLOCS = {"official": "official", "organisation": "organisation", "outlet": "", "witness": "witness", "other": ""}
_STANCES = {"said": "says", "claimed": "claims", "denied": "denies", "confirmed": "confirms", "unverified": "not verified"}
_UP, _ROUND = ("at least", "more than"), ("about", "nearly", "up to", "less than")


def party(of: Party | None, name: str = "") -> str:
    """Whom somebody speaks for, in words: "Russian official", "organisation"; "" where that is not known or `name` says it."""
    if of is None:
        return ""
    country, adjective = _COUNTRIES.get(of.country or "", ("", ""))
    if country and any(word in name for word in (country, adjective)):
        adjective = ""
    bloc = _BLOCS[of.bloc]
    if not bloc:
        return f"{adjective}, not an official" if adjective and of.bloc == "other" else ""
    return "" if bloc in name.casefold() and not adjective else f"{adjective} {bloc}".strip()


def stance(side: Side) -> str:
    """How a side is asserted, as a verb: "denies", "claims", "says"."""
    return _STANCES[side.stance]


def contested(tally: Tally) -> bool:
    """Whether nothing says which of a row's values holds."""
    return tally.relation in ("contested", "differs")


def of_several_parties(tally: Tally) -> bool:
    """Whether a reader needs to know for whom each side of a row speaks: they contradict each other, and not all for one party."""
    return contested(tally) and len({side.party for side in tally.sides if side.party}) > 1


def shown_sides(tally: Tally) -> list[Side]:
    """What a short mention of a row prints: its latest value, and beside it all others where nothing says which holds."""
    latest_first = list(reversed(tally.sides))
    return latest_first if contested(tally) else latest_first[:1]


def by_label(tallies: Sequence[Tally]) -> list[tuple[str, list[Tally]]]:
    """Rows under what they count, in the order in which that first comes."""
    joined: dict[str, list[Tally]] = {}
    for tally in tallies:
        joined.setdefault(tally.label, []).append(tally)
    return list(joined.items())


def summed(total: Total) -> str:
    """The sum of a cell in words as careful as its least certain part: "252", "at least 1,040", "about 90"."""
    if total.sum is None:
        return ""
    said = {number.qualifier for side in total.sides for number in numbers(side.statement.text) if number.value == side.value}
    word = "" if said <= {None} else "about " if said & set(_ROUND) else "at least " if said & set(_UP) else ""
    return f"{word}{total.sum:,.0f}" if total.sum == int(total.sum) else f"{word}{total.sum:,}"


def in_words_of(sides: Sequence[Side]) -> str:
    """Whose words several sides are: their names, or where these are many, whom they speak for."""
    every: dict[str, str] = {}
    for side in sides:
        every[_bare(side)] = max(every.get(_bare(side), ""), side.said_by, key=len)  # the fuller way to name one body
    named = [_inside(name) for bare, name in every.items() if name and not any(bare != other and bare in other for other in every)]
    if len(named) <= 2:
        return wording.together(named)
    parties = {side.party for side in sides}
    shared = party(parties.pop()) if len(parties) == 1 else ""
    return f"{shared}s" if shared.endswith("official") else wording.together([*named[:2], "others"])


def _inside(name: str) -> str:
    """A name as it stands inside a sentence."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def _bare(side: Side) -> str:
    """A name without article and country, by which two ways to name one body meet: "the Ukrainian air force", "Ukraine's air force"."""
    name = side.said_by.casefold().replace("’", "'")
    for word in _COUNTRIES.get(side.party.country or "", ()) if side.party else ():
        name = name.replace(f"{word.casefold()}'s ", "").replace(f"{word.casefold()} ", "")
    return name.removeprefix("the ")


def of_days(total: Total, window: Window) -> str:
    """How many days a sum is made of: "sum of 3 days", "sum of the 3 days of 7 that have a number"."""
    days = (window.last - window.first).days + 1
    return (
        f"sum of {len(total.sides)} days"
        if len(total.sides) >= days
        else f"sum of the {len(total.sides)} days of {days} with a number"
    )


def grid(chart: Chart) -> list[tuple[date, list[list[Side]]]]:
    """A chart as a table: a row for each of its days with a number, in it what is said of each of its kinds."""
    kinds = columns(chart)
    by_cell: dict[tuple[date, FigureKind], list[Bar]] = {}
    for bar in chart.bars:
        by_cell.setdefault((bar.day, bar.kind), []).append(bar)
    rows = [(day, [[bar.side for bar in by_cell.get((day, kind), ())] for kind in kinds]) for day in chart.days]
    return [(day, cells) for day, cells in rows if any(cells)]


def without(chart: Chart) -> str:
    """The days of a chart of which there is no number, in words; "" where there is none."""
    count = len(chart.days) - len(grid(chart))
    return f"Of {wording.count(count, 'other day', 'other days')} no source read gives a figure." if count else ""


def columns(chart: Chart) -> list[FigureKind]:
    """The kinds a chart counts, in the order of its bars."""
    return list(dict.fromkeys(bar.kind for bar in chart.bars))
