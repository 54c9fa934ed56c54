"""How an edition writes dates, times, counts and lists; the filters of the templates. Every day is a day of the window's zone."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefing.model import Changes, Correction, Earlier, FigureKind, Tally, When, Window

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_BASIS = {"stated": "stated", "structured": "from the page’s data", "none": "not given"}
_RELATION = {"revised": "revised", "contested": "contested", "differs": "sources differ", "agreed": "same figure"}


def day(when: date) -> str:
    """A day in full: "23 January 2024"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def short_day(when: date, window: Window) -> str:
    """A day without its year where that is a year of the window: "23 January"."""
    return day(when) if when.year not in (window.first.year, window.last.year) else f"{when.day} {MONTHS[when.month - 1]}"


def days(window: Window) -> str:
    """The days of a window: "Tuesday 23 January 2024", "29 to 31 January 2024", "31 December 2023 to 2 January 2024"."""
    first, last = window.first, window.last
    if first == last:
        return f"{WEEKDAYS[first.weekday()]} {day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def moment(at: datetime, window: Window) -> str:
    """A day and a time of day in the window's zone: "24 January 06:00"."""
    local = at.astimezone(ZoneInfo(window.zone))
    return f"{short_day(local.date(), window)} {local:%H:%M}"


def zone(window: Window) -> str:
    """The window's zone as people say it: "Kyiv time", "UTC"."""
    if "/" not in window.zone or window.zone.startswith("Etc/"):
        return window.zone.removeprefix("Etc/").replace("_", " ")
    return window.zone.rpartition("/")[2].replace("_", " ") + " time"


def dated(when: When | None, window: Window) -> str:
    """A publication time and what it rests on: "23 January 2024, 18:46 (stated)", "4 January 2024 (inferred: …)"."""
    if when is None:
        return "undated"
    if when.precision == "month":
        text = f"{MONTHS[when.day.month - 1]} {when.day.year}"
    elif when.precision == "minute" and when.at is not None:
        local = when.at.astimezone(ZoneInfo(window.zone))
        text = f"{day(local.date())}, {local:%H:%M}"
    else:
        text = day(when.day)
    if when.basis == "inferred":
        return f"{text} (inferred: {when.evidence})" if when.evidence else f"{text} (inferred)"
    return f"{text} ({_BASIS[when.basis]})"


def edition(name: str, day: date, window: Window) -> str:
    """An edition by its days: "22 January", "15 to 21 January" for one of several (its name is "first_last"), whose last is `day`."""
    first = _day(name.partition("_")[0]) if "_" in name else None
    if first is None or first >= day:
        return short_day(day, window)
    if (first.year, first.month) == (day.year, day.month):
        return f"{first.day} to {short_day(day, window)}"
    return f"{short_day(first, window)} to {short_day(day, window)}"


def differences(changes: Changes) -> str:
    """What is different from the edition before: "5 new, 3 updated, 1 corrected; 4 stories without news are not repeated"."""
    taken_back = sum(one.kind != "grown" for one in changes.corrections)
    risen = len(changes.corrections) - taken_back
    counts = ((changes.new, "new"), (changes.updated, "updated"), (taken_back, "corrected"))
    parts = [f"{number:,} {what}" for number, what in counts if number]
    parts += [f"{count(risen, 'figure')} risen since"] if risen else []
    known = len(changes.known)
    rest = f"{count(known, 'story', 'stories')} without news {'is' if known == 1 else 'are'} not repeated"
    return (", ".join(parts) or "nothing new") + (f"; {rest}" if known else "")


def corrected(corrections: Iterable[Correction], *, grown: bool) -> list[Correction]:
    """Those of the corrections that take something back, or those whose figures have only grown since."""
    return [one for one in corrections if (one.kind == "grown") == grown]


def by_edition(items: Iterable[Earlier], window: Window) -> list[tuple[str, list[Earlier]]]:
    """Stories of earlier editions under the edition that printed them, the latest first."""
    joined: dict[tuple[date, str], list[Earlier]] = {}
    for item in items:
        joined.setdefault((item.day, item.edition), []).append(item)
    return [(edition(name, day, window), joined[day, name]) for day, name in sorted(joined, reverse=True)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 publisher", "2,140 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def together(items: Sequence[str]) -> str:
    """Items as a list in a sentence: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def called(tally: Tally, window: Window) -> str:
    """What a row of key figures is about: its label, then its place and day where the label does not say them."""
    parts = [tally.label]
    if tally.place and tally.place.casefold() not in tally.label.casefold():
        parts.append(tally.place)
    if tally.event_date:
        written = short_day(tally.event_date, window)
        if written.casefold() not in tally.label.casefold():
            parts.append(written)
    return ", ".join(parts)


def related(tally: Tally) -> str:
    """How the values of a row of key figures stand to each other: "revised", "contested"; nothing where there is one value."""
    return _RELATION.get(tally.relation, "")


def kind(of: FigureKind) -> str:
    """What a kind of figure counts: "Missiles shot down"."""
    return of.replace("_", " ").capitalize()


def by_reason(items: Iterable[object]) -> list[tuple[str, list[object]]]:
    """Things that carry a `reason`, joined under it, reasons in the order in which they first come."""
    joined: dict[str, list[object]] = {}
    for item in items:
        joined.setdefault(str(getattr(item, "reason", "")), []).append(item)
    return list(joined.items())
