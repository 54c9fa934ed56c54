"""How an edition writes dates, times, counts and lists; the filters of the templates. Every day is a day of the window's zone.

Each function takes the catalogue of the edition's own words; without one they are English.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.recorded import recorded
from briefing.model import Changes, Correction, Earlier, FigureKind, Tally, When, Window

ENGLISH = catalogue("en")
_DATED = {
    "stated": recorded("%(date)s (stated)"),
    "structured": recorded("%(date)s (from the page’s data)"),
    "none": recorded("%(date)s (not given)"),
}
_RELATION = {
    "revised": recorded("revised"),
    "contested": recorded("contested"),
    "differs": recorded("sources differ"),
    "agreed": recorded("same figure"),
}
# Zones whose time has a name of its own in some languages; of others the city is named.
_ZONES = frozenset(
    (
        recorded("Kyiv time"),
        recorded("London time"),
        recorded("Paris time"),
        recorded("Berlin time"),
        recorded("Brussels time"),
        recorded("Warsaw time"),
        recorded("New York time"),
    )
)


def day(when: date, words: Catalogue = ENGLISH) -> str:
    """A day in full: "23 January 2024"."""
    return words.day(when)


def short_day(when: date, window: Window, words: Catalogue = ENGLISH) -> str:
    """A day without its year where that is a year of the window: "23 January"."""
    return words.day(when, year=when.year not in (window.first.year, window.last.year))


def days(window: Window, words: Catalogue = ENGLISH) -> str:
    """The days of a window: "Tuesday 23 January 2024", "29 to 31 January 2024", "31 December 2023 to 2 January 2024"."""
    first, last = window.first, window.last
    if first == last:
        said = words.say("%(weekday)s %(day)s", weekday=words.weekday(first), day=words.day(first))
        return said[:1].upper() + said[1:]
    return _span(
        first, words.day(last), words, same_month=(first.year, first.month) == (last.year, last.month), year=first.year != last.year
    )


def _span(first: date, last: str, words: Catalogue, *, same_month: bool, year: bool) -> str:
    """Days from `first` to the one written as `last`; the month is said once where it is the `same_month`."""
    if same_month:
        return words.say("%(day)s to %(last)s", day=first.day, last=last)
    return words.say("%(first)s to %(last)s", first=words.day(first, year=year), last=last)


def moment(at: datetime, window: Window, words: Catalogue = ENGLISH) -> str:
    """A day and a time of day in the window's zone: "24 January 06:00"."""
    local = at.astimezone(ZoneInfo(window.zone))
    return words.say("%(day)s %(time)s", day=short_day(local.date(), window, words), time=f"{local:%H:%M}")


def zone(window: Window, words: Catalogue = ENGLISH) -> str:
    """The window's zone as people say it: "Kyiv time", "UTC"."""
    if "/" not in window.zone or window.zone.startswith("Etc/"):
        return window.zone.removeprefix("Etc/").replace("_", " ")
    city = window.zone.rpartition("/")[2].replace("_", " ").replace("Kiev", "Kyiv")
    named = f"{city} time"
    return words.text(named) if named in _ZONES else words.say("%(city)s time", city=words.place(city))


def dated(when: When | None, window: Window, words: Catalogue = ENGLISH) -> str:
    """A publication time and what it rests on: "23 January 2024, 18:46 (stated)", "4 January 2024 (inferred: …)"."""
    if when is None:
        return words.text("undated")
    if when.precision == "month":
        text = words.month_alone(when.day)
    elif when.precision == "minute" and when.at is not None:
        local = when.at.astimezone(ZoneInfo(window.zone))
        text = words.say("%(day)s, %(time)s", day=words.day(local.date()), time=f"{local:%H:%M}")
    else:
        text = words.day(when.day)
    if when.basis == "inferred":
        evidence = words.retold(when.evidence) or when.evidence
        return (
            words.say("%(date)s (inferred: %(evidence)s)", date=text, evidence=evidence)
            if evidence
            else words.say("%(date)s (inferred)", date=text)
        )
    return words.say(_DATED[when.basis], date=text)


def edition(name: str, day: date, window: Window, words: Catalogue = ENGLISH) -> str:
    """An edition by its days: "22 January", "15 to 21 January" for one of several (its name is "first_last"), whose last is `day`."""
    first = _day(name.partition("_")[0]) if "_" in name else None
    last = short_day(day, window, words)
    if first is None or first >= day:
        return last
    other_year = first.year not in (window.first.year, window.last.year)
    return _span(first, last, words, same_month=(first.year, first.month) == (day.year, day.month), year=other_year)


def differences(changes: Changes, words: Catalogue = ENGLISH) -> str:
    """What is different from the edition before: "5 new, 3 updated, 1 corrected; 4 stories without news are not repeated"."""
    taken_back = sum(one.kind != "grown" for one in changes.corrections)
    risen, known = len(changes.corrections) - taken_back, len(changes.known)
    parts = [
        words.several("%(n)s new", "%(n)s new", changes.new) if changes.new else "",
        words.several("%(n)s updated", "%(n)s updated", changes.updated) if changes.updated else "",
        words.several("%(n)s corrected", "%(n)s corrected", taken_back) if taken_back else "",
        words.several("%(n)s figure risen since", "%(n)s figures risen since", risen) if risen else "",
    ]
    said = ", ".join(filter(None, parts)) or words.text("nothing new")
    if not known:
        return said
    rest = words.several("%(n)s story without news is not repeated", "%(n)s stories without news are not repeated", known)
    return f"{said}; {rest}"


def corrected(corrections: Iterable[Correction], *, grown: bool) -> list[Correction]:
    """Those of the corrections that take something back, or those whose figures have only grown since."""
    return [one for one in corrections if (one.kind == "grown") == grown]


def by_edition(items: Iterable[Earlier], window: Window, words: Catalogue = ENGLISH) -> list[tuple[str, list[Earlier]]]:
    """Stories of earlier editions under the edition that printed them, the latest first."""
    joined: dict[tuple[date, str], list[Earlier]] = {}
    for item in items:
        joined.setdefault((item.day, item.edition), []).append(item)
    return [(edition(name, day, window, words), joined[day, name]) for day, name in sorted(joined, reverse=True)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def together(items: Sequence[str], words: Catalogue = ENGLISH) -> str:
    """Items as a list in a sentence: "a", "a and b", "a, b and c"."""
    return words.together(items)


def called(tally: Tally, window: Window, words: Catalogue = ENGLISH) -> str:
    """What a row of key figures is about: its label, then its place and day where the label does not say them."""
    parts, said = [tally.label], tally.label.casefold()
    if tally.place and tally.place.casefold() not in said and words.place(tally.place).casefold() not in said:
        parts.append(words.place(tally.place))
    if tally.event_date:
        written = short_day(tally.event_date, window, words)
        if written.casefold() not in said:
            parts.append(written)
    return ", ".join(parts)


def related(tally: Tally, words: Catalogue = ENGLISH) -> str:
    """How the values of a row of key figures stand to each other: "revised", "contested"; nothing where there is one value."""
    return words.text(_RELATION.get(tally.relation, ""))


def kind(of: FigureKind, words: Catalogue = ENGLISH) -> str:
    """What a kind of figure counts: "Missiles shot down"."""
    return words.text(of.replace("_", " ").capitalize())


def by_reason(items: Iterable[object]) -> list[tuple[str, list[object]]]:
    """Things that carry a `reason`, joined under it, reasons in the order in which they first come."""
    joined: dict[str, list[object]] = {}
    for item in items:
        joined.setdefault(str(getattr(item, "reason", "")), []).append(item)
    return list(joined.items())
