"""Figures that count the same thing: one kind, scope, place and event.

A false conflict is worse than a missed one: in doubt they stay apart.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.language import places
from briefing.language.numbers import numbers
from briefing.language.places.gazetteer import within
from briefing.language.words import fold
from briefing.model import FigureKind
from briefing.stages.compose.figures.counts import Count, at_once, known, on_two_sides, order, published, supposed
from briefing.stages.compose.figures.scope import scope
from briefing.stages.compose.figures.wares import WARES, content, wares

__all__ = ["WARES", "Count", "Event", "at_once", "events", "known", "published"]

NEIGHBOURS = timedelta(days=3)  # between two articles that may speak of the same undated event
REACH = timedelta(days=10)  # how long after an event an article may give its toll without naming the day
LARGE, CLOSE = 10, 1.5  # tolls from ten up that differ by less than half: an undated one is the same event's even in another story
FAR, SMALL = 3, 30  # a toll may grow threefold, a small one to thirty: what lies further apart counts something else
NEXT_TO = 1.1  # an undated toll of another story that lies closer yet needs less to be of the same event: one word in common
FEW = 2  # how far two tolls of a wide place, or of a day that only one names, may lie apart where they are small
TOP, ALIKE = 2, 2  # paragraphs that tell what an article is about, and words two such sentences share where neither names a day
_TOLLS: frozenset[FigureKind] = frozenset(("killed", "injured", "missing", "captured"))  # of which a region may have several a day
_SHORT_OF = 0.94  # what "nearly" a number weighs beside an exact one that may be meant by it


_AND = re.compile(
    r",?\s+(?:and|as well as|та|і|й|и|und|et|y)\s+(?:in |the |near |у |в )*|,\s+|\s+and (?:the )?(?:[a-z]+ ){0,3}(?:town|city|village) of "
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Counts of one kind at one place for one event; `day` is None where no source dates it."""

    kind: FigureKind
    place: str | None
    day: date | None
    counts: tuple[Count, ...]


def events(counts: Iterable[Count]) -> tuple[Event, ...]:
    """The counts put together, each event's in the order of time known, then of print; parts of totals and cumulative figures are left out."""
    groups: dict[tuple[object, ...], list[Count]] = {}
    for count in sorted(_comparable(counts), key=order):
        groups.setdefault(_what(count), []).append(count)
    found: list[Event] = []
    for group in groups.values():
        if group[0].figure.kind in WARES:
            found.extend(event for some in wares(group) for event in _of_one_day(some))
        else:
            found.extend(event for place, there in _by_place(group) for event in _by_day(there, place))
    return tuple(found)


def _comparable(counts: Iterable[Count]) -> list[Count]:
    return [count for count in counts if count.figure.compares and count.figure.value > 0]


def _what(count: Count) -> tuple[object, ...]:
    """Kind, currency and scope; "dozens" states no number, and so is never set against one."""
    figure = count.figure
    return figure.kind, figure.currency, scope(figure), numbers(figure.written) == ()


def _by_place(group: Sequence[Count]) -> list[tuple[str | None, list[Count]]]:
    """The counts by place, in the order of print; those of no place by story, as far as the story does not tell where."""
    found: dict[tuple[str | None, int | None], tuple[str | None, list[Count]]] = {}
    for count in group:
        place = count.figure.place or _place_meant(count, group)
        key = (_towns(count) or fold(place), None) if place else (None, count.story)
        found.setdefault(key, (place, []))[1].append(count)
    return list(found.values())


def _towns(count: Count) -> str:
    """All the towns that a toll is of, where its sentence names its place in a row with others ("struck Kharkiv and Sumy"); else ""."""
    text, wanted = count.figure.sentence, count.figure.place
    row: list[places.Mention] = []
    for mention in places.places(text):
        if mention.kind != "settlement":
            continue
        if row and not _AND.fullmatch(text, row[-1].end, mention.start):
            if wanted in {one.name for one in row}:
                break
            row = []
        row.append(mention)
    names = {one.name for one in row}
    return " ".join(sorted(map(fold, names))) if wanted in names and len(names) > 1 else ""


def _place_meant(count: Count, group: Sequence[Count]) -> str | None:
    """The place of a count whose sentence names none: the one its story counts the same at, if its article opens with that place alone."""
    figure = count.figure
    others = {
        other.figure.place
        for other in group
        if other.story == count.story and other.figure.place and _may_be_of_one_day(count, other)
    }
    if len(others) != 1 or figure.passage.paragraph > TOP:
        return None
    place = next(iter(others))
    opening = " · ".join((count.article.title, *count.article.paragraphs[:1], figure.sentence))
    named = [mention.place for mention in places.places(opening) if mention.kind != "country" or place == mention.name]
    return place if place and named and all(within(one.name, place) for one in named) else None


def _may_be_of_one_day(one: Count, other: Count) -> bool:
    days = {count.figure.event_date for count in (one, other) if count.figure.event_date}
    return len(days) < 2


def _of_one_day(some: Sequence[Count]) -> list[Event]:
    days = {count.figure.event_date for count in some if count.figure.event_date}
    if len(days) > 1:
        return _by_day(some, None)
    return [_event(next(iter(days), None), some)]


def _by_day(group: Sequence[Count], where: str | None) -> list[Event]:
    dated: dict[date, list[Count]] = {}
    for count in group:
        if count.figure.event_date:
            dated.setdefault(count.figure.event_date, []).append(count)
    undated: dict[int, list[Count]] = {}
    for count in group:
        if not count.figure.event_date:
            day = _its_day(count, dated)
            (dated[day] if day else undated.setdefault(count.story, [])).append(count)
    sets: list[tuple[date | None, list[Count]]] = [*sorted(dated.items()), *((None, some) for _, some in sorted(undated.items()))]
    return [_event(day, near) for day, some in sets for near in _near(some, day, where)]


def _near(some: Sequence[Count], day: date | None, where: str | None) -> list[list[Count]]:
    """The counts split where two values lie too far apart to be of one thing."""
    found: list[list[Count]] = []
    for count in sorted(some, key=lambda count: (count.figure.value, order(count))):
        near = [cluster for cluster in found if any(_may_be_one(other, count, day, where) for other in cluster)]
        found = [cluster for cluster in found if cluster not in near] + [[*(other for cluster in near for other in cluster), count]]
    return found


def _may_be_one(less: Count, more: Count, day: date | None, where: str | None) -> bool:
    """Whether two values can be tolls of one event: the surer its place and day are known, the further they may lie apart."""
    low, high = less.figure.value, more.figure.value
    if low == high:
        return True
    if supposed(less.figure) or supposed(more.figure):
        return False
    if day is None:
        return (high <= CLOSE * low or high - low <= 1) and _at_the_top_of_one_news(less, more)
    if where is None:
        return low >= LARGE and high <= CLOSE * low
    if less.story == more.story and on_two_sides(less, more):
        return True
    near = high <= CLOSE * low
    undated = None in (less.figure.event_date, more.figure.event_date)
    if undated and low < LARGE and len(content(less.figure.sentence) & content(more.figure.sentence)) < ALIKE:
        return False
    place = places.find(where)
    wide = place is not None and place.kind != "settlement" and less.figure.kind in _TOLLS
    if wide and less.story != more.story:
        return low >= LARGE and near
    if wide or undated:
        return near or high - low <= FEW
    return high <= max(FAR * low, SMALL)


def _at_the_top_of_one_news(one: Count, other: Count) -> bool:
    """Whether two articles of a story open with these counts, at most a day apart and much in the same words: its toll, though undated."""
    here, there = published(one.article), published(other.article)
    return (
        one.story == other.story
        and one.article.id != other.article.id
        and max(one.figure.passage.paragraph, other.figure.passage.paragraph) <= TOP
        and here is not None
        and there is not None
        and abs(here - there) <= timedelta(days=1)
        and len(content(one.figure.sentence) & content(other.figure.sentence)) >= ALIKE
    )


def _its_day(count: Count, dated: Mapping[date, Sequence[Count]]) -> date | None:
    """The one event day an undated count can belong to, None where there is none or more than one."""
    fitting = [day for day, others in sorted(dated.items()) if any(_same_event(count, other, day) for other in others)]
    return fitting[0] if len(fitting) == 1 else None


def _same_event(count: Count, other: Count, day: date) -> bool:
    here, there = published(count.article), published(other.article)
    if here is None or there is None or not day <= here <= day + REACH or abs(here - there) > NEIGHBOURS:
        return False
    if count.story == other.story:
        return True
    low, high = sorted((count.figure.value, other.figure.value))
    alike = len(content(count.figure.sentence) & content(other.figure.sentence))
    return low >= LARGE and ((high <= NEXT_TO * low and alike > 0) or (high <= CLOSE * low and alike > ALIKE))


def _event(day: date | None, counts: Sequence[Count]) -> Event:
    """One count an article and side: the largest it gives is the total; of equal ones that which names its speaker, in the text."""
    counts = sorted(counts, key=lambda count: (known(count), -count.replaced, order(count)))
    totals: dict[tuple[str, str], list[Count]] = {}
    for count in counts:
        kept = totals.setdefault((count.article.id, count.article.capture), [])
        rival = next((at for at, other in enumerate(kept) if not on_two_sides(count, other)), None)
        if rival is None:
            kept.append(count)
        elif _weight(count) > _weight(kept[rival]):
            kept[rival] = count
    chosen = [count for count in counts if any(count is one for one in totals[count.article.id, count.article.capture])]
    place = next((count.figure.place for count in chosen if count.figure.place), None)
    return Event(kind=chosen[0].figure.kind, place=place, day=day, counts=tuple(chosen))


def _weight(count: Count) -> tuple[float, bool, bool, bool]:
    figure = count.figure
    short_of = figure.qualifier in ("nearly", "less than", "up to")
    return (
        (figure.value_max or figure.value) * (_SHORT_OF if short_of else 1),
        figure.attributed_to is not None,
        figure.passage.paragraph > 0,
        figure.qualifier is None,
    )
