"""Dates written in a text: what is written, where, and what calendar day it means once a nearby day is known.

Nothing here knows today's date: a year or a weekday that is not written is resolved only against a day the caller gives.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

_MONTH_NAMES = {
    1: "january jan січня січень января январь januar janvier enero gennaio stycznia",
    2: "february feb лютого лютий февраля февраль februar février febrero febbraio lutego",
    3: "march mar березня березень марта март märz mars marzo marca",
    4: "april apr квітня квітень апреля апрель avril abril aprile kwietnia",
    5: "may травня травень мая май mai mayo maggio maja",
    6: "june jun червня червень июня июнь juni juin junio giugno czerwca",
    7: "july jul липня липень июля июль juli juillet julio luglio lipca",
    8: "august aug серпня серпень августа август août agosto sierpnia",
    9: "september sept sep вересня вересень сентября сентябрь septembre septiembre settembre września",
    10: "october oct жовтня жовтень октября октябрь oktober octobre octubre ottobre października",
    11: "november nov листопада листопад ноября ноябрь novembre noviembre listopada",
    12: "december dec грудня грудень декабря декабрь dezember décembre diciembre dicembre grudnia",
}
MONTHS = {name: number for number, names in _MONTH_NAMES.items() for name in names.split()}
_WEEKDAY_NAMES = {
    0: "monday mon понеділок понедельник",
    1: "tuesday tue tues вівторок вторник",
    2: "wednesday wed середа середу среда среду",
    3: "thursday thu thur thurs четвер четверг",
    4: "friday fri п'ятниця п'ятницю пятница пятницу",
    5: "saturday sat субота суботу суббота субботу",
    6: "sunday sun неділя неділю воскресенье",
}
WEEKDAYS = {name: number for number, names in _WEEKDAY_NAMES.items() for name in names.split()}

_month = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_weekday = "|".join(sorted((re.escape(name).replace("'", "['’ʼ]") for name in WEEKDAYS), key=len, reverse=True))
_WRITTEN = re.compile(
    rf"""(?<![\w$€£])(?:(?P<weekday>{_weekday})\.?,?\s+(?:the\s+)?)?(?:
        (?P<iso_year>\d{{4}})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d)
      | (?P<dot_day>\d{{1,2}})(?P<dot_sep>[./])(?P<dot_month>\d{{1,2}})(?P=dot_sep)(?P<dot_year>\d{{4}})(?!\d)
      | (?P<mdy_month>{_month})\.?\s+(?P<mdy_day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.]\d|,\d{1, 3}(?!\d))(?:(?:,\s*|\s+)(?P<mdy_year>(?:19|20)\d\d)(?!\d))?
      | (?P<dmy_day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<dmy_month>{_month})(?![^\W\d_])\.?(?:,?\s+(?:de\s+)?(?P<dmy_year>(?:19|20)\d\d)(?!\d))?
      | (?P<my_month>{_month})\.?,?\s+(?P<my_year>(?:19|20)\d\d)(?!\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_ALL_DIGITS = re.compile(r"\d[-./]\d\d?[-./]\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_MONTH_WORDS = frozenset(MONTHS)
_CLOCK = re.compile(r"(?<![\d:.])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?(?!\d)\s*(?P<half>[ap]\.?m\b\.?)?", re.IGNORECASE)
_HOUR = re.compile(r"(?<![\d:.])(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?m\b\.?)", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?<!\w)(?P<weekday>{_weekday})(?:['’]s)?(?!\w)", re.IGNORECASE)
_ALSO_WORDS = ("sun", "sat", "wed", "mon")
_AS_A_DAY = re.compile(r"\.|,?\s+(?:\d|[A-Z][a-z]{2,8}\.?\s+\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A date as written at [start, end): the year may be missing, the day too ("January 2024"); `weekday` is 0 for Monday."""

    start: int
    end: int
    month: int
    day: int | None = None
    year: int | None = None
    weekday: int | None = None

    @property
    def exact(self) -> date | None:
        """The calendar day, where year, month and day are all written."""
        return date(self.year, self.month, self.day) if self.year and self.day else None

    @property
    def weekday_is_wrong(self) -> bool:
        """True where the weekday written is not the weekday of the day written."""
        return self.exact is not None and self.weekday is not None and self.exact.weekday() != self.weekday

    def near(self, day: date) -> date | None:
        """The day meant, its missing year chosen so that it lies nearest to `day`; None where no day is written."""
        if self.exact or not self.day:
            return self.exact
        candidates = [made for year in (day.year - 1, day.year, day.year + 1) if (made := _made(year, self.month, self.day))]
        return min(candidates, key=lambda made: (abs(made - day), made), default=None)


def written(text: str) -> tuple[Written, ...]:
    """Every calendar date in `text`, in order. Impossible ones (31 February, 45 May) are passed over."""
    if not _DIGIT.search(text) or (not _ALL_DIGITS.search(text) and _MONTH_WORDS.isdisjoint(_LETTERS.findall(text.casefold()))):
        return ()  # nine sentences in ten are told apart here, at a tenth of the cost of the pattern
    return tuple(found for match in _WRITTEN.finditer(text) if (found := _read(match)))


def _read(match: re.Match[str]) -> Written | None:
    part = match.groupdict()
    weekday = WEEKDAYS.get(part["weekday"].casefold().replace("’", "'").replace("ʼ", "'")) if part["weekday"] else None
    year: int | None
    day: int | None
    if part["iso_year"]:
        year, month, day = int(part["iso_year"]), int(part["iso_month"]), int(part["iso_day"])
    elif part["dot_year"]:
        year, month, day = int(part["dot_year"]), int(part["dot_month"]), int(part["dot_day"])
        if month > 12 >= day:
            month, day = day, month
    elif part["mdy_month"]:
        month, day = MONTHS[part["mdy_month"].casefold()], int(part["mdy_day"])
        year = int(part["mdy_year"]) if part["mdy_year"] else None
        if part["mdy_month"].islower() and part["mdy_month"] in ("may", "mar", "march"):
            return None  # "may 5 of them", "march 20 kilometres": the verb, not the month
    elif part["dmy_month"]:
        month, day = MONTHS[part["dmy_month"].casefold()], int(part["dmy_day"])
        year = int(part["dmy_year"]) if part["dmy_year"] else None
        if part["dmy_month"].islower() and part["dmy_month"] in ("may", "mar", "march"):
            return None  # "25 may be dead"
    else:
        year, month, day = int(part["my_year"]), MONTHS[part["my_month"].casefold()], None
    if not 1 <= month <= 12 or not 1990 <= (year or 2000) <= 2100 or _made(year or 2000, month, day or 1) is None:
        return None
    return Written(start=match.start(), end=match.end(), month=month, day=day, year=year, weekday=weekday)


def clock(text: str) -> time | None:
    """The first clock time in `text` ("6:46 PM", "18:46", "8 a.m."), or None."""
    match = _CLOCK.search(text) or _HOUR.search(text)
    if not match:
        return None
    hour, minute = int(match["hour"]), int(match.groupdict().get("minute") or 0)
    half = (match["half"] or "").casefold()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def weekdays(text: str) -> tuple[tuple[int, int, int], ...]:
    """(start, end, weekday) of every weekday named in `text` ("on Tuesday", "Thursday's"), those in full dates too."""
    found = []
    for match in _WEEKDAY.finditer(text):
        if match["weekday"].casefold() in _ALSO_WORDS and not _AS_A_DAY.match(text, match.end()):
            continue  # "The Sun reported", "Sat down"
        if match["weekday"][0].isupper() or not match["weekday"].isascii():
            found.append((match.start(), match.end(), WEEKDAYS[match["weekday"].casefold().replace("’", "'").replace("ʼ", "'")]))
    return tuple(found)


def last(weekday: int, day: date) -> date:
    """The latest day with this weekday on or before `day`."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def first(weekday: int, day: date) -> date:
    """The earliest day with this weekday on or after `day`."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
