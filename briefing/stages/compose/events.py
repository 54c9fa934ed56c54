"""Figures that count the same thing: one kind, place and event.

A false conflict is worse than a missed one: in doubt they stay apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from briefing.language import places
from briefing.language.dates import MONTHS, WEEKDAYS
from briefing.language.quotes import names
from briefing.language.words import fold
from briefing.model import Article, Figure, FigureKind
from briefing.stages.compose.scope import scope

NEIGHBOURS = timedelta(days=3)  # between two articles that may speak of the same undated event
AT_ONCE = timedelta(hours=3)  # between two tolls that contradict rather than follow each other
REACH = timedelta(days=10)  # how long after an event an article may give its toll without naming the day
LARGE, CLOSE = 10, 1.5  # tolls from ten up that differ by less than half: an undated one is the same event's even in another story
FAR, SMALL = 3, 30  # a toll may grow threefold, a small one to thirty: what lies further apart counts something else
LOOSE: frozenset[FigureKind] = frozenset(("money", "equipment", "troops", "other"))
LOOSE_CLOSE = 1.07  # the larger of two such figures over the smaller
_SHORT_OF = 0.94  # what "nearly" a number weighs beside an exact one that may be meant by it


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A figure with the article it stands in and the story it is told in (its order in print).

    `fresh` is false of what an update's sources say beside what is new.
    """

    figure: Figure
    article: Article
    story: int
    fresh: bool = True


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
    for count in sorted(_comparable(counts), key=_order):
        groups.setdefault(_what(count), []).append(count)
    return tuple(event for group in groups.values() for event in (_loose if group[0].figure.kind in LOOSE else _by_day)(group))


def published(article: Article) -> date | None:
    """The day an article is from, None where unknown."""
    return article.published.day if article.published else None


def known(count: Count) -> tuple[date, str]:
    """As of when a count was known, to be sorted by: the day, and the UTC time at which its article last changed that day."""
    article = count.article
    day = count.figure.as_of or published(article) or date.min
    times = [
        when.at.astimezone(UTC).isoformat() for when in (article.published, article.updated) if when and when.at and when.day == day
    ]
    return day, max(times, default="")


def at_once(one: tuple[date, str], other: tuple[date, str]) -> bool:
    """Whether two times (of `known`) cannot be told apart as earlier and later: one day, and clock times missing or close."""
    if one[0] != other[0] or not one[1] or not other[1]:
        return one[0] == other[0]
    return abs(datetime.fromisoformat(one[1]) - datetime.fromisoformat(other[1])) <= AT_ONCE


def _comparable(counts: Iterable[Count]) -> list[Count]:
    return [count for count in counts if count.figure.compares and count.figure.value > 0]


def _what(count: Count) -> tuple[object, ...]:
    figure = count.figure
    place = fold(figure.place) if figure.place else None
    # A figure of no place is compared within its story only; sums and wares look for their like by themselves.
    unplaced = count.story if place is None and figure.kind not in LOOSE else None
    return figure.kind, figure.currency, scope(figure), place, unplaced


def _loose(group: Sequence[Count]) -> list[Event]:
    """Sums and wares, of which an article names many: one event as far as they lie close and speak of the same."""
    found: list[list[Count]] = []
    for count in sorted(group, key=lambda count: (count.figure.value, _order(count))):
        fitting = (
            some
            for some in found
            if count.figure.value <= some[-1].figure.value * LOOSE_CLOSE and any(_linked(count, other) for other in some)
        )
        if some := next(fitting, None):
            some.append(count)
        else:
            found.append([count])
    return [event for some in found for event in _of_one_day(some)]


def _linked(one: Count, other: Count) -> bool:
    """Whether two figures are of one story, or their sentences have two names in common."""
    return one.story == other.story or len(_names(one) & _names(other)) > 1


def _names(count: Count) -> frozenset[str]:
    return frozenset(
        folded for name in names(count.figure.sentence) if (folded := fold(name)) not in WEEKDAYS and folded not in MONTHS
    )


def _of_one_day(some: Sequence[Count]) -> list[Event]:
    days = {count.figure.event_date for count in some if count.figure.event_date}
    if len(days) > 1:
        return _by_day(some)
    return [_event(next(iter(days), None), some)]


def _by_day(group: Sequence[Count]) -> list[Event]:
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
    return [_event(day, near) for day, some in sets for near in _near(some, day)]


def _near(some: Sequence[Count], day: date | None) -> list[list[Count]]:
    """The counts split where two values lie too far apart to be of one thing."""
    found: list[list[Count]] = []
    for count in sorted(some, key=lambda count: (count.figure.value, _order(count))):
        near = [cluster for cluster in found if any(_may_be_one(other, count, day) for other in cluster)]
        found = [cluster for cluster in found if cluster not in near] + [[*(other for cluster in near for other in cluster), count]]
    return found


def _may_be_one(less: Count, more: Count, day: date | None) -> bool:
    """Whether two values can be tolls of one event: the surer its place and day are known, the further they may lie apart."""
    low, high = less.figure.value, more.figure.value
    if low == high:
        return True
    if day is None:
        return False
    place = places.find(less.figure.place) if less.figure.place else None
    country = place is not None and place.kind == "country"
    if less.figure.place is None or (country and less.story != more.story):
        return low >= LARGE and high <= CLOSE * low
    return high <= max(FAR * low, SMALL)


def _its_day(count: Count, dated: Mapping[date, Sequence[Count]]) -> date | None:
    """The one event day an undated count can belong to, None where there is none or more than one."""
    fitting = [day for day, others in sorted(dated.items()) if any(_same_event(count, other, day) for other in others)]
    return fitting[0] if len(fitting) == 1 else None


def _same_event(count: Count, other: Count, day: date) -> bool:
    here, there = published(count.article), published(other.article)
    if here is None or there is None or not day <= here <= day + REACH or abs(here - there) > NEIGHBOURS:
        return False
    low, high = sorted((count.figure.value, other.figure.value))
    return count.story == other.story or (low >= LARGE and high <= CLOSE * low)


def _event(day: date | None, counts: Sequence[Count]) -> Event:
    """One count an article: the largest it gives is the total; of equal ones that which names its speaker, in the text."""
    counts = sorted(counts, key=lambda count: (known(count), _order(count)))
    totals: dict[str, Count] = {}
    for count in counts:
        best = totals.get(count.article.id)
        if best is None or _weight(count) > _weight(best):
            totals[count.article.id] = count
    kept = [count for count in counts if totals[count.article.id] is count]
    return Event(kind=kept[0].figure.kind, place=kept[0].figure.place, day=day, counts=tuple(kept))


def _weight(count: Count) -> tuple[float, bool, bool, bool]:
    figure = count.figure
    short_of = figure.qualifier in ("nearly", "less than", "up to")
    return (
        (figure.value_max or figure.value) * (_SHORT_OF if short_of else 1),
        figure.attributed_to is not None,
        figure.passage.paragraph > 0,
        figure.qualifier is None,
    )


def _order(count: Count) -> tuple[object, ...]:
    where = count.figure.passage
    return count.story, count.article.id, where.paragraph, where.start, count.figure.value, count.figure.written
