"""What was launched at a country and what was shot down, as cells of the strip: the days added up, or the largest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import fsum
from typing import Final

from briefing.language import places
from briefing.language.catalogue import Catalogue
from briefing.model import Article, Side, Tally, Total, Window
from briefing.stages.compose.figures.compare import Comparison
from briefing.stages.compose.period.cells import LARGEST, cell, label
from briefing.stages.compose.period.days import inside
from briefing.stages.compose.period.nationwide import DAILY, Days, by_country, in_one_voice, largest, told_twice

MOST_COUNTRIES = 2  # both sides of a war, not every country a number of which was read
_PAIRS: Final = (DAILY[:2], DAILY[2:])  # launched and shot down: missiles, drones


def barrage(rows: Sequence[Comparison], articles: Mapping[str, Article], *, window: Window, words: Catalogue) -> list[Total]:
    """The cells of the countries of which most is counted, missiles before drones; `articles` by id prove the days.

    Days are added up in one voice, and what was launched and what was shot down for the same days: else more might seem to be
    shot down than was launched. Where nothing may be added up, the largest day of what was launched stands, with what was shot
    down on that day.
    """
    found = {kind: by_country(rows, kind, window) for kind in DAILY}
    countries = {place for days in found.values() for place in days}
    most = sorted(countries, key=lambda place: (-sum(len(days.get(place, ())) for days in found.values()), place))
    return [
        total
        for place in most[:MOST_COUNTRIES]
        for pair in _PAIRS
        for total in _pair([found[kind][place] for kind in pair if place in found[kind]], rows, articles, window, words)
    ]


def _pair(
    parts: Sequence[Days], rows: Sequence[Comparison], articles: Mapping[str, Article], window: Window, words: Catalogue
) -> Iterable[Total]:
    """Launched and shot down, or the one of them that is counted."""
    if not parts:
        return []
    voiced = [in_one_voice(days, articles) for days in parts]
    shared = [day for day in voiced[0] if all(day in sides for sides in voiced)]
    summed = [{day: sides[day] for day in shared} for sides in voiced]
    if len(shared) > 1 and not any(map(told_twice, summed)):
        return [_sum(next(iter(days.values())).row, sides, words) for days, sides in zip(parts, summed, strict=True)]
    first = parts[0]
    best = largest([*first.values(), *_in_it(next(iter(first.values())).row, rows, window)])
    day = best.row.event_date
    if day is None or first.get(day) is not best:
        return []  # a place in the country has more: the country's own count is not that of its largest day
    notes = [LARGEST if len(first) > 1 else "", ""]
    return [cell(days[day], articles, note=note, words=words) for days, note in zip(parts, notes, strict=False) if day in days]


def _sum(row: Tally, sides: Mapping[date, Side], words: Catalogue) -> Total:
    dated = tuple(replace(side, statement=replace(side.statement, day=day)) for day, side in sides.items())
    return Total(label=label(row, words), kind=row.kind, sides=dated, sum=fsum(side.value or 0 for side in dated))


def _in_it(row: Tally, rows: Sequence[Comparison], window: Window) -> list[Comparison]:
    """The rows of the same kind that count what happened at places of a country."""
    country = places.find(row.place or "")
    return [
        one
        for one in rows
        if one.row.kind == row.kind
        and not one.scope
        and one.row.place != row.place
        and inside(one.row.event_date, window)
        and country
        and (place := places.find(one.row.place or ""))
        and place.country == country.country
    ]
