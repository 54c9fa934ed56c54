"""Measure: articles → every figure their sentences state, with kind, place, day and whose word it is.

Per sentence: numbers (language/numbers.py) → what they count (grammar.py) → where (where.py), when (when.py), who says so
(language/speakers.py). A figure is left out rather than guessed; so is its place or day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.language.numbers import Number
from briefing.language.places import find
from briefing.model import Article, Figure, FigureKind, Passage
from briefing.stages.measure.grammar import Count, counts, tag
from briefing.stages.measure.lexicon import CLASSES
from briefing.stages.measure.scene import Line, lines
from briefing.stages.measure.when import first_event_day, known_as_of, over_a_span, own_day, refers_back, within_clause
from briefing.stages.measure.where import EVENT_KINDS, place_of, stands_alone

_PEOPLE = frozenset(
    "people person persons civilians civilian victims others особа особи осіб людина людини людей люди человек человека люди".split()
)
_FRESH = timedelta(days=7)  # an article's one date holds for its undated sentences only while it is news
_ARMS = ("missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down")
_CLAUSE_END = re.compile(r"[,;:—–(]\s|\s[—–-]\s|[()]")
_OTHER_CLAUSE = re.compile(r",\s+(?:yet|but|while|although|whereas|though)\s|,\s+(?:а|але|но)\s", re.IGNORECASE)
_REPORTEDLY = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|apparently)\b|за\s+(?:непідтвердженими|попередніми)\b|по\s+(?:неподтвержд|предварительн)\w+",
    re.IGNORECASE,
)
_SAID_BY_KIND = ("money", *_ARMS)
_PEOPLE_HARMED = ("killed", "injured", "missing", "displaced")
_TABLE = 30  # numbers in one sentence; more are a table run together
_STATES = frozenset(f"{CLASSES['COUNTRIES']} {CLASSES['PRISONER']}".split())
_SOLDIERS = frozenset(CLASSES["SOLDIER"].split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """What two figures must share to be about the same thing; two are comparable where `place` is set and the days do not differ.

    `scope` is "all", "soldiers", "part" (of another figure), or the thing counted.
    """

    kind: FigureKind
    place: str | None
    event_date: date | None
    scope: str


def measure(articles: Sequence[Article]) -> tuple[Figure, ...]:
    """Every figure of the articles, in their order and the order of the text."""
    return tuple(figure for article in articles for figure in _figures(article))


def key(figure: Figure) -> Key:
    """The key under which `figure` is compared with others."""
    place = find(figure.place) if figure.place else None
    unit = (figure.unit or "").casefold()
    if figure.part_of_total:
        scope = "part"
    elif unit in _SOLDIERS and figure.kind != "troops":
        scope = "soldiers"
    elif figure.kind in ("equipment", "other", "troops", "money"):
        scope = figure.currency or unit or figure.kind
    else:
        scope = "all"
    return Key(kind=figure.kind, place=place.name if place else figure.place, event_date=figure.event_date, scope=scope)


def _figures(article: Article) -> list[Figure]:
    text = lines(article)
    found = []
    for at, line in enumerate(text):
        if not 0 < sum(number.role in ("count", "money", "measure") for number in line.numbers) <= _TABLE:
            continue
        counted = counts(tag(line.text, line.numbers))
        sums = [Count(number=number, kind="money") for number in line.numbers if number.role == "money"]
        land = [
            Count(number=number, kind="other", noun=number.unit)
            for number in line.numbers
            if number.role == "measure" and _is_land(number)
        ]
        figures = sorted((*counted, *sums, *land), key=lambda count: (count.number.start, count.kind))
        found += [_figure(article, text, at, count, figures) for count in figures if count.number.value]
    return found


def _is_land(number: Number) -> bool:
    """Ground taken or lost is told of in square kilometres; no other measure is a figure."""
    return (number.unit or "").casefold().startswith(("square k", "square m", "sq"))


def _figure(article: Article, text: Sequence[Line], at: int, count: Count, figures: Sequence[Count]) -> Figure:
    line, number = text[at], count.number
    noun = count.noun or _shared_noun(line.text[number.end :])
    noun = noun if noun and noun.casefold() not in _PEOPLE else None
    cumulative = any(_cumulative(line, other) for other in figures if other is count or _same_tolls(other, count))
    return Figure(
        kind=count.kind,
        value=number.value,
        value_max=number.value_max,
        qualifier=number.qualifier,
        unit=None if count.kind in _SAID_BY_KIND else noun,
        currency=number.currency,
        place=place_of("troops" if _of_states(count) else count.kind, number, at, text, [other.number for other in figures])
        if count.kind != "money"
        else None,
        event_date=None if cumulative else _not_to_come(_event_day(text, at, count), line.published),
        as_of=known_as_of(line.moments, line.published),
        attributed_to=_said_by(line, number.start, number.end),
        part_of_total=count.part,
        cumulative=cumulative,
        written=line.text[number.start : number.end],
        passage=Passage(article=article.id, paragraph=line.paragraph, start=line.start, end=line.end, sha256=article.capture),
        sentence=line.text,
    )


_OF_SO_MANY = re.compile(r"\s+of\s+(?:(?:the|its|their|some|about)\s+)*[\d.,]*\d\s+([^\W\d_]+)")


def _shared_noun(after: str) -> str | None:
    """What is counted where the larger number names it: "9,000 of the 23,000 households"."""
    found = _OF_SO_MANY.match(after)
    return found[1] if found else None


def _of_states(count: Count) -> bool:
    """Countries that do something and prisoners exchanged are of no place the sentence happens to name."""
    return count.kind == "other" and (count.noun or "").casefold() in _STATES


def _same_tolls(one: Count, other: Count) -> bool:
    """The killed and the wounded of an army are counted over one time."""
    harmed = ("killed", "injured")
    return one.kind in harmed and other.kind in harmed and min(one.number.value, other.number.value) >= 1000


def _cumulative(line: Line, count: Count) -> bool:
    if count.kind in ("killed", "injured") and count.number.value >= 1000 and (count.noun or "").casefold() in _SOLDIERS:
        return True  # the losses of an army are those of a war
    number = count.number
    return over_a_span(
        line.text, line.moments, number.start, number.end, sums_months=count.kind in _ARMS, of_war=count.kind in _PEOPLE_HARMED
    )


def _not_to_come(day: date | None, published: date | None) -> date | None:
    """None for a day beyond the one after publication: what is counted has happened, so the day was misread or the page is older."""
    return None if day and published and day > published + timedelta(days=1) else day


def _said_by(line: Line, start: int, end: int) -> str | None:
    """Who says what stands at [start, end): the sentence's speaker, unless "reportedly" or another clause ("..., but the army said") lies between."""
    speaker = line.speaker
    if speaker is None or _hearsay(line.text, start, end):
        return None
    between = line.text[end : speaker.start] if speaker.start >= end else line.text[speaker.end : start]
    apart = _OTHER_CLAUSE.search(between) or (speaker.start >= end and ";" in between)  # "he said that ...; 61 were downed" goes on
    return None if apart else speaker.name


def _hearsay(text: str, start: int, end: int) -> bool:
    """Whether the clause of what stands at [start, end) has it from nobody named: "reportedly"; another clause's speaker is not its source."""
    left = max((match.end() for match in _CLAUSE_END.finditer(text, 0, start)), default=0)
    right = next((match.start() for match in _CLAUSE_END.finditer(text, end)), len(text))
    return bool(_REPORTEDLY.search(text, left, right))


def _event_day(text: Sequence[Line], at: int, count: Count) -> date | None:
    line = text[at]
    if count.kind in ("money", "equipment", "troops") or _of_states(count):
        return own_day(line.text, within_clause(line.text, line.moments, count.number.start), count.number.start)[0]
    day, settled = own_day(line.text, line.moments, count.number.start)
    if settled or count.kind not in EVENT_KINDS or stands_alone(count.kind, count.number, line):
        return day
    told = [(earlier.paragraph, first_event_day(earlier.moments)) for earlier in text[:at] if earlier.paragraph]
    days = [day for _, day in told if day]
    beside = [day for paragraph, day in told if paragraph == line.paragraph and day]
    if beside:
        return beside[-1]
    lead = next((day for opening in text if 0 < opening.paragraph <= 2 and (day := first_event_day(opening.moments))), None)
    if line.paragraph == 0 or not days:
        return lead
    if len(set(days)) == 1 and (not line.published or abs(line.published - days[0]) <= _FRESH):
        return days[0]
    return lead if refers_back(line.text) else None
