"""The day of a figure's event: the one its sentence names, else the one the sentences before it tell of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from briefing.language.dates import written
from briefing.stages.measure.counting.grammar import Count
from briefing.stages.measure.counting.lexicon import CLASSES
from briefing.stages.measure.placing.where import EVENT_KINDS, stands_alone
from briefing.stages.measure.scene import Line
from briefing.stages.measure.timing.moments import Moment
from briefing.stages.measure.timing.when import known_as_of, own_day, refers_back, tells_of_a_gathering, within_clause

_FRESH = timedelta(days=7)  # an article's one date holds for its undated sentences only while it is news
_ARMS = ("missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down")
_SINCE = re.compile(r"(?<!\w)(?:since|from|з|із|зі|с|со|від|от)\s+[^,;]{0,30}\Z", re.IGNORECASE)
_EVENING_BEFORE = re.compile(
    r"(?:\b(?:evening|night)\s+of\s+|(?:вечора|вечера)\s+|(?:1[7-9]|2[0-3])[:.]\d\d\s+(?:on\s+)?|\b(?:[5-9]|1[01])\s*p\.?m\.?,?\s+(?:on\s+)?)\Z",
    re.IGNORECASE,
)
_EVENING_AFTER = re.compile(r"\s+(?:evening|night|ввечері|вечером)\b", re.IGNORECASE)
_STATES = frozenset(f"{CLASSES['COUNTRIES']} {CLASSES['PRISONER']}".split())
_NEWS = timedelta(days=2)
_NEAR = 2  # paragraphs over which an older day still holds
_OPENING = 2  # paragraphs that may tell the day of what the headline tells
# Sentences about the page and its pictures: their days are no event's, and what follows them is another subject.
_OF_THE_PAGE = re.compile(
    r"\b(?:this|the)\s+(?:page|story|article|blog|live\s+blog|newsletter|post)\s+(?:recaps?|covers?|was|is|has|will)\b|\beditor['’]s\s+note\b|"
    r"\b(?:latest|live)\s+updates?\b|\bclick\s+here\b|\bfollow\s+(?:here|along|us)\b|\bread\s+more\b|\bhide\s+caption\b|\bsign\s+up\b|"
    r"\b(?:Getty|AFP|Reuters|AP|EPA|Shutterstock)(?:\s+(?:Images|Photo|via)|/)|(?:/|\bvia\s+)(?:AP|AFP|Reuters|EPA|Getty)\b|"
    r"\bin\s+this\s+(?:\w+\s+)?(?:photo|picture|image|frame|handout)|^photos?:",
    re.IGNORECASE,
)
_DIGEST = re.compile(
    r"\bthis\s+(?:page|story|article)\s+(?:recaps?|covers)\b|\b(?:latest|live)\s+updates\s+and\s+news\b|^photos?:", re.IGNORECASE
)
_ITEM = re.compile(r"^\s*[►•‣▪●▶]")

_PICTURE = re.compile(r"^photos?:|\bhide\s+caption\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:in|across|throughout|eastern|western|northern|southern|central|(?:north|south)(?:east|west)ern)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:could|may(?!\s+\d)|might|would|if|unless|fears?|feared|expect(?:s|ed)?|може|можуть|могли|может|могут|якби|якщо|если)\b"
)

Told = tuple[int, frozenset[date | None]]  # a paragraph and the days told there


def event_day(text: Sequence[Line], at: int, count: Count) -> date | None:
    """The day of what `count`, in sentence `at` of an article's, is of; None where no single day is told or it is in doubt.

    It is never after the day on which the figure was known.
    """
    line = text[at]
    day, known = _told_day(text, at, count), known_as_of(line.moments, line.published)
    return None if day and known and day > known else day


def _told_day(text: Sequence[Line], at: int, count: Count) -> date | None:
    line, start = text[at], count.number.start
    if count.kind in ("money", "equipment", "troops") or of_states(count):
        return own_day(line.text, within_clause(line.text, line.moments, start), start, harm=False)[0]
    beside = _beside(text, at)
    before = next(iter(beside)) if beside and len(beside) == 1 else None
    found = _ending_today(line) if count.kind in _ARMS else line.moments
    day, settled = own_day(line.text, found, start, before=before)
    if _of_a_picture(text, line) and not written(line.text):
        return None  # pictures are added to a page long after its day, and their weekdays count from then
    if day is None and line.paragraph == 0 and (same := _of_the_same_number(text, count.number.value)):
        return same
    if settled or count.kind not in EVENT_KINDS or stands_alone(count.kind, count.number, line):
        return day
    if _SUPPOSED.search(line.text) or tells_of_a_gathering(line.text):
        return None
    if beside is not None:
        return before
    return _from_further_off(text, at)


def _of_the_same_number(text: Sequence[Line], value: float) -> date | None:
    """The one day the first paragraphs name for what they count as many of as the headline does: it is told twice."""
    found = {
        own_day(line.text, line.moments, number.start)[0]
        for line in text
        if 0 < line.paragraph <= _OPENING and not _of_the_page(line.text)
        for number in line.numbers
        if number.role == "count" and number.value == value
    }
    return next(iter(found)) if len(found) == 1 else None


def _ending_today(line: Line) -> tuple[Moment, ...]:
    """The moments of a sentence that counts missiles or drones: "last night" and "since Friday evening" are the night that ends today."""
    return tuple(
        replace(moment, day=line.published, use="event") if _is_the_night_before(line, moment) else moment
        for moment in line.moments
    )


def _is_the_night_before(line: Line, moment: Moment) -> bool:
    if line.published is None or moment.day != line.published - timedelta(days=1):
        return False
    if line.text[moment.start : moment.end].casefold() == "last night":
        return True
    since = moment.use == "background" and _SINCE.search(line.text, 0, moment.start)
    return bool(since and (_EVENING_BEFORE.search(line.text, 0, moment.start) or _EVENING_AFTER.match(line.text, moment.end)))


def _beside(text: Sequence[Line], at: int) -> frozenset[date | None] | None:
    """The days the nearest sentence before this one in its paragraph tells of; None where none tells any."""
    for earlier in reversed(text[:at]):
        if earlier.paragraph != text[at].paragraph:
            break
        if earlier.told:
            return earlier.told
        if any(moment.use == "background" for moment in earlier.moments):
            return frozenset()  # told of earlier times, and this may go on
    return None


def _from_further_off(text: Sequence[Line], at: int) -> date | None:
    line = text[at]
    lead = _told([other for other in text if 0 < other.paragraph <= _OPENING])
    if line.paragraph == 0:
        return _only(lead[:1], line.published) if lead else None
    if _apart(text, line):
        return None
    told = _told([other for other in text[:at] if other.paragraph])
    if not told:
        return _told_next(text, at) if refers_back(line.text) else None
    if _abroad(text, line, told):
        return None
    paragraph, days = told[-1]
    day = _only(told, line.published)
    if day and (refers_back(line.text) or _is_news(day, line) or line.paragraph - paragraph <= _NEAR):
        return day
    beside = _single(days) if line.paragraph - paragraph <= 1 else None
    return beside if beside and (refers_back(line.text) or _is_news(beside, line)) else None


def _told_next(text: Sequence[Line], at: int) -> date | None:
    """The fresh day first told in the next paragraph: the sentence before it says only "the attack"."""
    told = _told([other for other in text[at:] if other.paragraph])
    if not told or told[0][0] - text[at].paragraph > 1 or _abroad(text, text[at], told):
        return None
    return _only(told[:1], text[at].published)


def _told(lines: Sequence[Line]) -> list[Told]:
    of_the_page = {line.paragraph for line in lines if _of_the_page(line.text)}
    return [(line.paragraph, line.told) for line in lines if line.told and line.paragraph not in of_the_page]


@lru_cache(maxsize=4096)  # asked again for every figure of an article
def _of_the_page(text: str) -> bool:
    return bool(_OF_THE_PAGE.search(text))


def _single(days: frozenset[date | None]) -> date | None:
    return next(iter(days)) if len(days) == 1 else None


def _only(told: Sequence[Told], published: date | None) -> date | None:
    """The one day an article has told of so far, if it is news."""
    day = _single(frozenset().union(*(days for _, days in told)))
    return day if day and (published is None or abs(published - day) <= _FRESH) else None


def _apart(text: Sequence[Line], line: Line) -> bool:
    """Whether a sentence's paragraph is an item of its own: a list's, a digest's, a picture's."""
    if _ITEM.match(line.text) or any(_DIGEST.search(other.text) for other in text[:4]):
        return True
    return any(_of_the_page(other.text) for other in text if other.paragraph == line.paragraph)


def _of_a_picture(text: Sequence[Line], line: Line) -> bool:
    return any(_PICTURE.search(other.text) for other in text if other.paragraph == line.paragraph)


def _is_news(day: date, line: Line) -> bool:
    """Whether a day is the one an article was written about: that of its publication or one of the two before."""
    return line.published is not None and timedelta() <= line.published - day <= _NEWS


def _abroad(text: Sequence[Line], line: Line, told: Sequence[Told]) -> bool:
    """Whether a sentence names places of other countries only than those named since the first day was told, and the headline's."""
    first = told[0][0]
    near = [other for other in text if other is not line and (other.paragraph == 0 or first <= other.paragraph <= line.paragraph)]
    here, there = _countries([line]), _countries(near)
    return bool(here and there) and not here & there


def _countries(lines: Sequence[Line]) -> frozenset[str]:
    """The countries in which sentences say something is: those of settlements and regions, and those named as a place."""
    return frozenset(
        mention.place.country
        for line in lines
        for mention in line.mentions
        if mention.place.country and (mention.place.kind != "country" or _WITHIN.search(line.text, 0, mention.start))
    )


def not_to_come(day: date | None, published: date | None) -> date | None:
    """None for a day beyond the one after publication: what is counted has happened, so the day was misread or the page is older."""
    return None if day and published and day > published + timedelta(days=1) else day


def of_states(count: Count) -> bool:
    """Countries that do something and prisoners exchanged are of no place the sentence happens to name."""
    return count.kind == "other" and (count.noun or "").casefold() in _STATES
