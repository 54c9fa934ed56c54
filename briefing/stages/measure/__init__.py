"""Measure: articles → every figure their sentences state, with kind, place, day and whose word it is.

Per sentence: numbers (language/numbers.py) → what they count (grammar.py) → where (where.py), when (when.py), who says so
(language/speakers.py). A figure is left out rather than guessed; so is its place or day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.language.numbers import Number
from briefing.language.places import find
from briefing.model import Article, Figure, FigureKind, Passage
from briefing.stages.measure.grammar import Count, counts, tag
from briefing.stages.measure.lexicon import CLASSES
from briefing.stages.measure.scene import Line, lines
from briefing.stages.measure.when import first_event_day, known_as_of, own_day, refers_back
from briefing.stages.measure.where import EVENT_KINDS, place_of, stands_alone

_PEOPLE = frozenset(
    "people person persons civilians civilian victims others особа особи осіб людина людини людей люди человек человека люди".split()
)
_SAID_BY_KIND = ("money", "missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down")
_FRESH = timedelta(days=7)  # an article's one date holds for its undated sentences only while it is news
_TABLE = 30  # numbers in one sentence; more are a table run together
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
    noun = count.noun if count.noun and count.noun.casefold() not in _PEOPLE else None
    return Figure(
        kind=count.kind,
        value=number.value,
        value_max=number.value_max,
        qualifier=number.qualifier,
        unit=None if count.kind in _SAID_BY_KIND else noun,
        currency=number.currency,
        place=place_of(count.kind, number, at, text, [other.number for other in figures]) if count.kind != "money" else None,
        event_date=_event_day(text, at, count),
        as_of=known_as_of(line.moments, line.published),
        attributed_to=line.speaker.name if line.speaker else None,
        part_of_total=count.part,
        written=line.text[number.start : number.end],
        passage=Passage(article=article.id, paragraph=line.paragraph, start=line.start, end=line.end, sha256=article.capture),
        sentence=line.text,
    )


def _event_day(text: Sequence[Line], at: int, count: Count) -> date | None:
    line = text[at]
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
