"""The whole of an edition: everything it says, in the order of print; and its files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from briefing.model.design import Marks
from briefing.model.gathered import Article, FigureKind, Window
from briefing.model.printed import (
    Changes,
    Chapter,
    Chart,
    Coverage,
    Happening,
    Highlight,
    Reference,
    Spot,
    Statement,
    Tally,
    Total,
)

STRIP = 4  # cells that make a strip of figures; where fewer totals can be said, single figures fill it
STRIP_WORDS = 16  # characters of a figure that can be set large


@dataclass(frozen=True, kw_only=True, slots=True)
class Briefing:
    """Everything an edition says, in every format. `articles` holds each article that is cited or counted."""

    profile: str
    title: str
    language: str
    window: Window
    made_at: datetime
    next_due: datetime
    highlights: tuple[Highlight, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    totals: tuple[Total, ...] = ()
    tallies: tuple[Tally, ...] = ()
    spots: tuple[Spot, ...] = ()
    charts: tuple[Chart, ...] = ()
    timeline: tuple[Happening, ...] = ()
    changes: Changes = Changes()  # noqa: RUF009 - frozen
    coverage: Coverage = Coverage()  # noqa: RUF009 - frozen
    references: tuple[Reference, ...] = ()
    articles: tuple[Article, ...] = ()
    marks: Marks = Marks()  # noqa: RUF009 - frozen

    @property
    def leading(self) -> tuple[Tally, ...]:
        """The rows that fill the strip of totals where fewer than four can be said: the largest of each kind that has no total."""
        taken = {total.kind for total in self.totals}
        largest: dict[FigureKind, Tally] = {}
        for tally in self.tallies:
            first = tally.shown[0]
            if tally.kind in taken or len(first.statement.text) > STRIP_WORDS:
                continue
            held = largest.get(tally.kind)
            if held is None or (first.value or 0) > (held.shown[0].value or 0):
                largest[tally.kind] = tally
        return tuple(largest.values())[: max(0, STRIP - len(self.totals))]

    @property
    def by_place(self) -> bool:
        """Whether the figures are also listed by place: where something is known that stands neither beside the map nor in the rows."""
        rows = {(tally.kind, tally.place, tally.event_date, tally.sides) for tally in self.tallies}
        return any(
            any(
                (tally.kind, tally.place, tally.event_date, tally.sides) not in rows
                for tally in spot.tallies
                if tally not in spot.leading
            )
            or spot.statements[len(spot.leading_statements) :]
            for spot in self.spots
        )

    @property
    def several_days(self) -> bool:
        """Whether the edition covers more than one day."""
        return self.window.first != self.window.last

    @property
    def moved(self) -> tuple[Tally, ...]:
        """The rows whose values were revised within the days of an edition of several days, which stand apart there."""
        return tuple(tally for tally in self.tallies if tally.relation == "revised") if self.several_days else ()

    @property
    def rows(self) -> tuple[Tally, ...]:
        """The rows of figures that do not stand apart as moved."""
        return tuple(tally for tally in self.tallies if tally not in self.moved)

    def printed(self) -> Iterator[Statement]:
        """Every statement of the edition, in the order of print; what stands in two places comes twice."""
        for correction in self.changes.corrections:
            yield correction.printed
            yield from (correction.now,) if correction.now else ()
        yield from (highlight.statement for highlight in self.highlights)
        yield from (side.statement for total in self.totals for side in total.sides)
        yield from (side.statement for tally in self.leading for side in tally.shown)
        for spot in self.spots:
            yield from (side.statement for tally in spot.leading for side in tally.shown)
            yield from spot.leading_statements
        yield from self._over_time() if self.several_days else ()
        for chapter in self.chapters:
            for report in chapter.reports:
                yield from report.printed()
        yield from (side.statement for tally in self.rows for side in tally.ordered)
        for spot in self.spots if self.by_place else ():
            yield from (side.statement for tally in spot.tallies for side in tally.shown)
            yield from spot.statements
        yield from () if self.several_days else self._over_time()

    def _over_time(self) -> Iterator[Statement]:
        """What stands before the stories of several days, and after those of one."""
        yield from (side.statement for tally in self.moved for side in tally.sides)
        yield from (happening.statement for happening in self.timeline)
        yield from (bar.side.statement for chart in self.charts for bar in chart.bars)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """A briefing as files: name (`briefing.md`) to bytes, the manifest among them."""

    profile: str
    name: str
    files: tuple[tuple[str, bytes], ...]
