"""A cell of the strip made of one row: its value, what contradicts it, and its day where that is proven."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from briefing.language.catalogue import Catalogue
from briefing.language.recorded import recorded
from briefing.model import Article, Side, Tally, Total
from briefing.stages.compose import wording
from briefing.stages.compose.figures.compare import Comparison
from briefing.stages.compose.period.nationwide import proven, standing

LARGEST = recorded("largest single day")
MOST_ALSO = 2  # values beside the one that best stands


def cell(one: Comparison, articles: Mapping[str, Article], *, words: Catalogue, note: str = "") -> Total:
    """One count: the value that best stands, and beside it those that contradict it; `articles` by id prove its day."""
    day = one.row.event_date
    return Total(
        label=label(one.row, words),
        kind=one.row.kind,
        sides=tuple(_dated(side, day, articles) for side in standing(one)[: 1 + MOST_ALSO]),
        note=words.text(note),
    )


def label(row: Tally, words: Catalogue) -> str:
    """What a row counts, and where, without its day: "Drones launched, Ukraine"."""
    what = words.text(wording.NAMED[row.kind])
    return words.say("%(what)s, %(place)s", what=what, place=words.place(row.place)) if row.place else what


def _dated(side: Side, day: date | None, articles: Mapping[str, Article]) -> Side:
    return replace(side, statement=replace(side.statement, day=day if proven(side.statement, day, articles) else None))
