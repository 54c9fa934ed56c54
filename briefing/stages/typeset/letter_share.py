"""The share of an edition that a mail holds: the sections its reader has asked for, and what belongs to them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from briefing.model import Briefing, Changes, Report, Spot, Statement, Tally


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """What of an edition goes into a mail. `chosen` are titles of the sections asked for, none for all; `others` counts the
    stories of other sections.
    """

    briefing: Briefing
    chosen: tuple[str, ...] = ()
    others: int = 0


def share(briefing: Briefing, sections: Collection[str]) -> Share:
    """The part of an edition that belongs to these sections (ids; none for all), its references those of all it prints.

    A figure, a place or an event belongs to a section where it rests on an article of one of its stories; a sum where all of its
    parts do. Sections that the edition does not know are none of its; one that knows none of them has no story for the reader.
    """
    if not sections:
        return Share(briefing=briefing)
    kept = tuple(chapter for chapter in briefing.chapters if chapter.id in sections)
    reports = [report for chapter in kept for report in chapter.reports]
    belongs = _belonging(reports)
    some = replace(
        briefing,
        highlights=tuple(line for line in briefing.highlights if line.section in sections),
        chapters=kept,
        totals=tuple(total for total in briefing.totals if all(belongs(side.statement) for side in total.sides)),
        tallies=_tallies(briefing.tallies, belongs),
        spots=tuple(_spots(briefing.spots, belongs)),
        charts=tuple(chart for chart in briefing.charts if all(belongs(bar.side.statement) for bar in chart.bars)),
        timeline=tuple(event for event in briefing.timeline if belongs(event.statement)),
        changes=_changes(briefing.changes, reports, sections),
    )
    titles = tuple(chapter.title for chapter in kept)
    return Share(
        briefing=with_references(some, some.printed()),
        chosen=titles or tuple(dict.fromkeys(sections)),
        others=sum(len(chapter.reports) for chapter in briefing.chapters) - len(reports),
    )


def with_references(briefing: Briefing, statements: Iterable[Statement]) -> Briefing:
    """The briefing with those of its references, their numbers unchanged, that these statements cite."""
    readings = {(passage.article, passage.sha256) for statement in statements for passage in statement.passages}
    known = {(one.article, one.capture) for one in briefing.references}
    cited = {reading if reading in known else (reading[0], "") for reading in readings}
    return replace(briefing, references=tuple(one for one in briefing.references if (one.article, one.capture) in cited))


def _belonging(reports: Iterable[Report]) -> Callable[[Statement], bool]:
    """A function: whether a statement rests on an article of these stories."""
    articles = {article for report in reports for article in report.articles}
    articles |= {passage.article for report in reports for statement in report.printed() for passage in statement.passages}
    return lambda statement: any(passage.article in articles for passage in statement.passages)


def _tallies(tallies: Iterable[Tally], belongs: Callable[[Statement], bool]) -> tuple[Tally, ...]:
    return tuple(tally for tally in tallies if any(belongs(side.statement) for side in tally.shown))


def _spots(spots: Iterable[Spot], belongs: Callable[[Statement], bool]) -> Iterable[Spot]:
    for spot in spots:
        tallies, statements = _tallies(spot.tallies, belongs), tuple(one for one in spot.statements if belongs(one))
        if tallies or statements:
            yield replace(spot, tallies=tallies, statements=statements)


def _changes(changes: Changes, reports: Collection[Report], sections: Collection[str]) -> Changes:
    """The changes of these stories; a correction of a story whose section is not on record goes to everybody."""
    return replace(
        changes,
        new=sum(report.news == "new" for report in reports) if changes.since else changes.new,
        updated=sum(report.news == "update" for report in reports),
        known=tuple(item for item in changes.known if item.section in sections),
        dropped=tuple(item for item in changes.dropped if item.section in sections),
        corrections=tuple(item for item in changes.corrections if not item.before.section or item.before.section in sections),
    )
