"""Dates written in a text: what is written, where, and what calendar day it means once a nearby day is known.

Nothing here knows today's date: a year or a weekday that is not written is resolved only against a day the caller gives.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache

from briefing.language import calendar_names
from briefing.language.calendar_names import MONTH_FIRST, SMALL_WEEKDAYS

MONTHS = calendar_names.MONTHS
WEEKDAYS = calendar_names.WEEKDAYS

_month = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_weekday = "|".join(sorted((re.escape(name).replace("'", "['’ʼ]") for name in WEEKDAYS), key=len, reverse=True))
# Of years long ago only what cannot be a number of things or an hour: "on May 4, 1500 people", "May 4, 1530 GMT".
_LONG_AGO = r"1[5-8]\d\d(?=\s*(?:[.,;:!?)\]\"”»]|$)|\s+(?:in|at|by|when|where|after|and|to|near|on|that|which|року|р\.|года|г\.))"
_YEAR = rf"(?:(?:19|20)\d\d(?:(?!\d)|(?=\d{{1,2}}:\d\d))|{_LONG_AGO})"  # pages glue the clock to it: "Feb 5 20267:46 PM"
_FIRST_YEAR = 1990  # a day before it is history, and no day of news or of a page
_WRITTEN = re.compile(
    # A day may be glued to the label before it ("Published17 May 2025"): pages lose the space between two elements.
    rf"""(?:(?<![\w$€£])|(?<=[^\W\d_][^\W\d_][^\W\d_][^\W\d_])(?=\d{{1,2}}[.\s]))(?=\D{{0,32}}\d)(?:(?P<weekday>{_weekday})\.?,?\s+(?:(?:the|den|le)\s+)?)?(?:
        (?P<iso_year>\d{{4}})(?P<iso_sep>[-./])(?P<iso_month>\d\d?)(?P=iso_sep)(?P<iso_day>\d\d?)(?!\d)
      | (?P<cjk_year>\d{{4}})\s?[年년]\s?(?P<cjk_month>\d\d?)\s?[月월]\s?(?P<cjk_day>\d\d?)\s?[日일]
      | (?P<dot_day>\d{{1,2}})(?P<dot_sep>\.\s?|/)(?P<dot_month>\d{{1,2}})(?P=dot_sep)(?P<dot_year>\d{{4}})(?!\d)
      | (?P<ymd_year>(?:19|20)\d\d)(?:\.|\s+m\.)?\s+(?P<ymd_month>{_month})\.?\s+(?P<ymd_day>\d\d?)(?!\d|[:.]\d)
      | (?P<mdy_month>{_month})(?:\.\s*|\s+)(?P<mdy_day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.]\d|,\d{{3}}(?!\d))(?:(?:\s?,\s*|\s+(?:(?:of|in)\s+)?)(?P<mdy_year>{_YEAR}))?
      | (?<!\d:)(?P<dmy_day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|-?го|-?е)?(?:\s+(?:(?:of|de|di)\s+|d['’])?|-)(?P<dmy_month>{_month})(?![^\W\d_])(?:\.?-|\.?(?:,?\s+(?:(?:de[l]?|of|in)\s+)?)?)?(?:(?P<dmy_year>{_YEAR})(?:\s?[рг]\.)?)?
      | (?P<my_month>{_month})\.?,?\s+(?:de\s+)?(?P<my_year>(?:19|20)\d\d(?!\d)|{_LONG_AGO})
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_ALL_DIGITS = re.compile(r"\d[-/]\d\d?[-/]\d|\d\.\s?\d\d?\.\s?\d|\d\s?[年년]")
_LETTERS = re.compile(r"[^\W\d_]+")
_MONTH_WORDS = frozenset(MONTHS)
_WEEKDAY_WORDS = frozenset(part for name in WEEKDAYS for part in _LETTERS.findall(name.casefold()))
_VERBS = ("may", "mar", "march")  # "may 5 of them", "march 20 kilometres": the verb, not the month, when written small
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.]|\s?[hH]\s?)(?P<minute>\d\d)(?::\d\d)?(?!\d)\s*(?P<half>[ap]\.?m\b\.?)?", re.IGNORECASE
)
_HOUR = re.compile(r"(?<![\d:.])(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?m\b\.?)", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?<!\w)(?P<weekday>{_weekday})(?:['’]s)?(?!\w)", re.IGNORECASE)
_ALSO_WORDS = ("sun", "sat", "wed", "mon")
_AS_A_DAY = re.compile(r"\.|,?\s+(?:\d|[A-Z][a-z]{2,8}\.?\s+\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A date as written at [start, end): the year may be missing, the day too ("January 2024"); `weekday` is 0 for Monday.

    `ambiguous` is true of figures between slashes that read both ways ("05/02/2026"): then the day is taken to stand first,
    and `swapped` is the other reading.
    """

    start: int
    end: int
    month: int
    day: int | None = None
    year: int | None = None
    weekday: int | None = None
    ambiguous: bool = False

    @property
    def exact(self) -> date | None:
        """The calendar day, where year, month and day are all written."""
        return date(self.year, self.month, self.day) if self.year and self.day else None

    @property
    def swapped(self) -> "Written":
        """The date with day and month exchanged, where it is `ambiguous`; else itself."""
        return replace(self, month=self.day, day=self.month) if self.ambiguous and self.day else self

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


@lru_cache(maxsize=256)  # a sentence is asked for its dates, its weekdays and its other times in a row
def words(text: str) -> frozenset[str]:
    """The words of `text` in small letters, parted at apostrophes and hyphens: what costs little to ask before a pattern."""
    return frozenset(_LETTERS.findall(text.casefold()))


@lru_cache(maxsize=1_024)  # a page's lines are asked several times: what kind they are, when they are from
def written(text: str) -> tuple[Written, ...]:
    """Every calendar date in `text` from 1990 on, in order. Impossible ones (31 February, 45 May) are passed over."""
    return tuple(found for found in _dates(text) if (found.year or _FIRST_YEAR) >= _FIRST_YEAR)


def historic(text: str) -> tuple[Written, ...]:
    """Every calendar date in `text` whose year is before 1990, in order."""
    return tuple(found for found in _dates(text) if found.year and found.year < _FIRST_YEAR)


@lru_cache(maxsize=1_024)
def _dates(text: str) -> tuple[Written, ...]:
    if not _DIGIT.search(text) or (not _ALL_DIGITS.search(text) and _MONTH_WORDS.isdisjoint(words(text))):
        return ()  # nine sentences in ten are told apart here, at a tenth of the cost of the pattern
    return tuple(found for match in _WRITTEN.finditer(text) if (found := _read(match)))


def _read(match: re.Match[str]) -> Written | None:
    part = match.groupdict()
    weekday = weekday_named(part["weekday"]) if part["weekday"] else None
    numbers = _numbers(part) or _named(part)
    if numbers is None:
        return None
    year, month, day = numbers
    if not 1 <= month <= 12 or not 1500 <= (year or 2000) <= 2100 or _made(year or 2000, month, 1 if day is None else day) is None:
        return None
    ambiguous = part["dot_sep"] == "/" and day is not None and day <= 12 and day != month
    end = match.end() - len(match[0]) + len(match[0].rstrip(" ,-"))
    return Written(start=match.start(), end=end, month=month, day=day, year=year, weekday=weekday, ambiguous=ambiguous)


def _numbers(part: dict[str, str | None]) -> tuple[int, int, int] | None:
    """(year, month, day) of a date written in figures."""
    for form in ("iso", "cjk", "dot"):
        year, month, day = (part[f"{form}_{name}"] for name in ("year", "month", "day"))
        if year and month and day:
            if form == "dot" and int(month) > 12 >= int(day):
                month, day = day, month
            return int(year), int(month), int(day)
    return None


def _named(part: dict[str, str | None]) -> tuple[int | None, int, int | None] | None:
    """(year, month, day) of a date whose month is a word; None where the word is no month here."""
    for form in ("ymd", "mdy", "dmy", "my"):
        name, day, year = part[f"{form}_month"], part.get(f"{form}_day"), part[f"{form}_year"]
        if not name:
            continue
        folded = name.casefold()
        if form in ("mdy", "dmy") and name.islower() and folded in _VERBS and not (form == "dmy" and year):
            return None
        if (form == "mdy" and not year and folded not in MONTH_FIRST) or (form == "my" and name == "Mars"):
            return None  # "mai 5", where the word is none of English; and the planet
        return int(year) if year else None, MONTHS[folded], int(day) if day else None
    return None


def weekday_named(name: str) -> int | None:
    """The number of a weekday by its name, 0 for Monday."""
    return WEEKDAYS.get(name.casefold().replace("’", "'").replace("ʼ", "'"))


def clock(text: str) -> time | None:
    """The first clock time in `text` ("6:46 PM", "18:46", "18h46", "8 a.m."), or None."""
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
    found: list[tuple[int, int, int]] = []
    if _WEEKDAY_WORDS.isdisjoint(words(text)):
        return ()
    for match in _WEEKDAY.finditer(text):
        name = match["weekday"].casefold()
        if name in _ALSO_WORDS and not _AS_A_DAY.match(text, match.end()):
            continue  # "The Sun reported", "Sat down"
        number = weekday_named(match["weekday"])
        if number is not None and (match["weekday"][0].isupper() != (name in SMALL_WEEKDAYS) or not name.isascii()):
            found.append((match.start(), match.end(), number))
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
