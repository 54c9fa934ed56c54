"""The briefing once more, without what the review refuses."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from briefing.model import Briefing, Chapter, Chart, LeftOut, Opposed, Report, Spot, Tally, Total
from briefing.stages.verify.review import Review

Kept = TypeVar("Kept")
_UNVERIFIED = "none of its sentences could be verified against the stored pages"


def rebuilt(briefing: Briefing, review: Review) -> Briefing:
    """The briefing without refused statements, in the order of print."""
    corrections = tuple(one for one in briefing.changes.corrections if review.correction_holds(one))
    highlights = tuple(highlight for highlight in briefing.highlights if review.holds(highlight.statement))
    totals = _left(_total(total, review) for total in briefing.totals)
    tallies = _left(_tally(tally, review) for tally in briefing.tallies)
    spots = _left(_spot(spot, review) for spot in briefing.spots)
    timeline = tuple(happening for happening in briefing.timeline if review.happening_holds(happening))
    charts = _left(_chart(chart, review) for chart in briefing.charts)
    chapters: list[Chapter] = []
    lost: list[Report] = []
    for chapter in briefing.chapters:
        reports = []
        for report in chapter.reports:
            if printable := _report(report, review):
                reports.append(printable)
            else:
                lost.append(report)
        chapters.append(Chapter(id=chapter.id, title=chapter.title, reports=tuple(reports)))
    kinds = [report.news for report in lost]
    changes = replace(
        briefing.changes,
        new=briefing.changes.new - kinds.count("new"),
        updated=briefing.changes.updated - kinds.count("update"),
        corrections=corrections,
    )
    left_out = (*briefing.coverage.left_out, *(_left_out(report, briefing) for report in lost))
    return replace(
        briefing,
        highlights=highlights,
        totals=totals,
        tallies=tallies,
        spots=spots,
        timeline=timeline,
        charts=charts,
        chapters=tuple(chapters),
        changes=changes,
        coverage=replace(briefing.coverage, left_out=left_out),
    )


def _report(report: Report, review: Review) -> Report | None:
    headed = review.holds(report.headline)
    statements = tuple(review.dated(statement, report) for statement in report.statements if review.holds(statement))
    compared = _left(_tally(tally, review) for tally in report.differences)
    differences = tuple(tally for tally in compared if tally.relation not in ("single", "agreed"))
    opposed = _left(_opposed(one, review) for one in report.opposed)
    if not statements:
        return None
    headline = report.headline
    if not headed:  # its own first sentence is the one headline that is certainly true of it
        headline, statements = statements[0], statements[1:] or statements
    return replace(report, headline=headline, statements=statements, differences=differences, opposed=opposed)


def _tally(tally: Tally, review: Review) -> Tally | None:
    """The tally with the sides that hold; None where none does or its label does not."""
    sides = tuple(side for side in tally.sides if review.side_holds(side))
    if not sides or not review.label_holds(tally):
        return None
    if len(sides) < len(tally.sides):
        tally = replace(tally, sides=sides, relation=tally.relation if len(sides) > 1 else "single", note="")
    return tally if review.note_holds(tally) else replace(tally, note="")


def _opposed(opposed: Opposed, review: Review) -> Opposed | None:
    """The claims that hold under their heading; None where fewer than two are left to stand against each other."""
    sides = tuple(side for side in opposed.sides if review.side_holds(side))
    return replace(opposed, sides=sides) if len(sides) > 1 and review.heading_holds(opposed) else None


def _total(total: Total, review: Review) -> Total | None:
    """The cell with the sides that hold; None where none does, or where one that is missing would make its sum wrong."""
    sides = tuple(side for side in total.sides if review.side_holds(side))
    if not sides or (total.sum is not None and len(sides) < len(total.sides)):
        return None
    kept = replace(total, sides=sides, note=total.note if len(sides) == len(total.sides) else "")
    return kept if review.total_holds(kept) else None


def _spot(spot: Spot, review: Review) -> Spot | None:
    """The place with what holds of it; None where nothing does or it is not where the map has it."""
    tallies = _left(_tally(tally, review) for tally in spot.tallies)
    statements = tuple(statement for statement in spot.statements if review.holds(statement))
    kept = replace(spot, tallies=tallies, statements=statements)
    return kept if (tallies or statements) and review.spot_holds(kept) else None


def _chart(chart: Chart, review: Review) -> Chart | None:
    """The chart with the values that may be drawn; None where fewer than two days are left to compare."""
    bars = tuple(bar for bar in chart.bars if review.bar_holds(bar, chart))
    return replace(chart, bars=bars) if len({bar.day for bar in bars}) > 1 else None


def _left(made: Iterable[Kept | None]) -> tuple[Kept, ...]:
    return tuple(one for one in made if one is not None)


def _left_out(report: Report, briefing: Briefing) -> LeftOut:
    article = next((article for article in briefing.articles if article.id in report.articles), None)
    title = article.title if article else report.headline.text
    return LeftOut(
        title=title, publisher=article.publisher if article else None, url=article.url if article else None, reason=_UNVERIFIED
    )
