"""Counts of a whole country, day by day: what the strip adds up and the charts draw."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from briefing.language import places
from briefing.language.numbers import numbers
from briefing.language.proof import can_be_of
from briefing.model import Article, FigureKind, Side, Statement, Window
from briefing.stages.compose.figures.compare import Comparison
from briefing.stages.compose.period.days import inside

DAILY: Final[tuple[FigureKind, ...]] = ("missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down")
Days = Mapping[date, Comparison]
_LEVELS = {"country": 0, "region": 1, "district": 2, "settlement": 3}
UNPLACED = 4


def level(place: str | None) -> int:
    """How wide a place is: 0 a country, 1 a region, 2 a district, 3 a settlement; 4 where there is none or it is unknown."""
    found = places.find(place) if place else None
    return _LEVELS.get(found.kind, UNPLACED) if found else UNPLACED


def by_country(comparisons: Iterable[Comparison], kind: FigureKind, window: Window) -> Mapping[str, Days]:
    """The rows of all of a kind in a country, by country and day of the window: of several of one day the one most publishers give.

    The country with rows of most days comes first.
    """
    found: dict[str, dict[date, Comparison]] = {}
    for one in sorted(comparisons, key=_weight):
        row = one.row
        if row.kind == kind and not one.scope and row.event_date and inside(row.event_date, window) and level(row.place) == 0:
            found.setdefault(row.place or "", {}).setdefault(row.event_date, one)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def in_one_voice(rows: Days, articles: Mapping[str, Article]) -> Mapping[date, Side]:
    """The value of each day by whoever gives one for most days, in the order of the days.

    A day on which that voice gives several values that nothing orders is left out, and so is one without a number that can be
    drawn, or of which the article cannot be.
    """
    voices: dict[str, dict[date, Side]] = {}
    for day, one in rows.items():
        for voice in {side.voice for side in one.row.sides}:
            said = [side for side in standing(one) if side.voice == voice]
            if len(said) == 1 and drawable(said[0]) and proven(said[0].statement, day, articles):
                voices.setdefault(voice, {})[day] = said[0]
    best = min(voices, key=lambda voice: (-len(voices[voice]), voice), default=None)
    return dict(sorted(voices[best].items())) if best is not None else {}


def standing(one: Comparison, *, clauses: bool = False) -> tuple[Side, ...]:
    """The sides of a comparison that no later one replaced: the numbers, or with `clauses` what is said of them.

    First those with a number (a fraction has none), of somebody whom the press names rather than its own, then what most sources give, then the latest.
    """
    sides = [side for side in reversed((one.difference if clauses else one.row).sides) if not _is_superseded(side, one)]
    return tuple(
        sorted(
            sides,
            key=lambda side: (side.value is None, side.party is None or side.party.bloc == "outlet", -len(side.statement.passages)),
        )
    )


def drawable(side: Side) -> bool:
    """Whether a side gives one number, and its words state it."""
    stated = {number.value for number in numbers(side.statement.text)}
    return side.value is not None and side.value_max is None and side.value in stated


def proven(statement: Statement, day: date | None, articles: Mapping[str, Article]) -> bool:
    """Whether the article of a statement can be of this day, as verification will ask it."""
    found = (articles.get(passage.article) for passage in statement.passages)
    return day is not None and any(article is not None and can_be_of(article, day) for article in found)


def told_twice(sides: Mapping[date, Side]) -> bool:
    """Whether two days on end have the same value: one attack may have been dated in two ways, and would be counted twice."""
    return any(
        (before := sides.get(day - timedelta(days=1))) is not None and before.value == side.value for day, side in sides.items()
    )


def _is_superseded(side: Side, one: Comparison) -> bool:
    words = side.statement.passages[0]
    return one.disputed and any(
        (where.article, where.paragraph, where.sha256) == (words.article, words.paragraph, words.sha256)
        and where.start <= words.start
        and words.end <= where.end
        for where in one.superseded
    )


def _weight(one: Comparison) -> tuple[int, float, tuple[int, ...], str]:
    return -one.publishers, -max(one.values), one.stories, one.row.label


def largest(rows: Sequence[Comparison]) -> Comparison:
    """The row with the largest value that still stands, of equal ones that of the widest place, then the one most publishers give."""
    return min(rows, key=lambda one: (-_value(one), level(one.row.place), *_weight(one)))


def _value(one: Comparison) -> float:
    return max((side.value_max or side.value or 0 for side in standing(one)), default=0)
