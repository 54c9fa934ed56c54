"""The strip of the period's totals: launched and shot down, killed and injured, money pledged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.numbers import numbers
from briefing.language.recorded import recorded
from briefing.model import Article, FigureKind, Side, Total, Window
from briefing.stages.compose.figures.compare import Comparison
from briefing.stages.compose.period.barrage import barrage
from briefing.stages.compose.period.cells import LARGEST, cell
from briefing.stages.compose.period.days import inside
from briefing.stages.compose.period.nationwide import largest, level

CASUALTIES: Final[tuple[FigureKind, ...]] = ("killed", "injured")
MOST_CELLS = 8
OPENING = 2  # paragraphs in which an article gives its news; a pledge named further down is of an earlier day
LEAST_PLEDGE = 100_000  # below it a price or a fine was taken for a pledge; those between states and bodies are larger
ONE_PLACE = recorded("largest of several places")
ONE_SUM = recorded("largest of several sums")
FEWEST_CELLS = 2  # a strip of one cell is no summary of anything


def totals(
    comparisons: Iterable[Comparison], articles: Iterable[Article], *, window: Window, language: str = "en"
) -> tuple[Total, ...]:
    """The cells of the strip, in order of print, labelled in `language`: a count of the widest place there is.

    Of several days only what is counted anew every day is added up, in one voice and for one country; of everything else the
    largest single count stands. Nothing is added up that may overlap. Empty where there are fewer than `FEWEST_CELLS`.
    """
    rows, read, words = tuple(comparisons), {article.id: article for article in articles}, catalogue(language)
    cells = [
        *barrage(rows, read, window=window, words=words),
        *(_toll(rows, kind, read, window, words) for kind in CASUALTIES),
        _pledged(rows, read, window, words),
    ]
    kept = tuple(one for one in cells if one)[:MOST_CELLS]
    return kept if len(kept) >= FEWEST_CELLS else ()


def _toll(
    rows: Sequence[Comparison], kind: FigureKind, articles: Mapping[str, Article], window: Window, words: Catalogue
) -> Total | None:
    """Tolls are never added up: that of a country and those of its towns are one, and so are those of two days of one event."""
    found = [one for one in rows if one.row.kind == kind and one.row.place and not one.scope and inside(one.row.event_date, window)]
    if not found:
        return None
    whole = [one for one in found if level(one.row.place) == 0]
    if window.first < window.last:
        return cell(largest(found), articles, note=LARGEST if len(found) > 1 else "", words=words)
    return cell(largest(whole or found), articles, note=ONE_PLACE if len(found) > 1 and not whole else "", words=words)


def _pledged(rows: Sequence[Comparison], articles: Mapping[str, Article], window: Window, words: Catalogue) -> Total | None:
    found = [
        one
        for one in rows
        if one.row.kind == "money"
        and one.act == "pledged"
        and one.row.news != "known"
        and max(one.values) >= LEAST_PLEDGE
        and (one.row.event_date is None or inside(one.row.event_date, window))
        and any(side.statement.passages[0].paragraph <= OPENING for side in one.row.sides)
    ]
    if not found:
        return None
    made = cell(largest(found), articles, note=ONE_SUM if len(found) > 1 else "", words=words)
    return replace(made, label=words.text("Money pledged"), sides=tuple(map(_sum_alone, made.sides)))


def _sum_alone(side: Side) -> Side:
    """A side whose words are a clause, cut to the sum it names; as it is where that does not stand in it once."""
    statement, where = side.statement, side.statement.passages[0]
    fitting = [number for number in numbers(statement.text) if number.value == side.value]
    if len(fitting) != 1 or statement.own or where.end - where.start != len(statement.text):
        return side
    start, end = fitting[0].start, fitting[0].end
    passages = (replace(where, start=where.start + start, end=where.start + end), *statement.passages[1:])
    return replace(side, statement=replace(statement, text=statement.text[start:end], passages=passages))
