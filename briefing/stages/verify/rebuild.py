"""The briefing once more, without what the review refuses."""

from dataclasses import replace

from briefing.model import Briefing, Chapter, LeftOut, Report, Tally
from briefing.stages.verify.review import Review

_UNVERIFIED = "none of its sentences could be verified against the stored pages"


def rebuilt(briefing: Briefing, review: Review) -> Briefing:
    """The briefing without refused statements, in the order of print: corrections, highlights, key figures, chapters."""
    corrections = tuple(one for one in briefing.changes.corrections if review.correction_holds(one))
    highlights = tuple(highlight for highlight in briefing.highlights if review.holds(highlight.statement))
    tallies = tuple(kept for tally in briefing.tallies if (kept := _tally(tally, review)))
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
        tallies=tallies,
        chapters=tuple(chapters),
        changes=changes,
        coverage=replace(briefing.coverage, left_out=left_out),
    )


def _report(report: Report, review: Review) -> Report | None:
    headed = review.holds(report.headline)
    statements = tuple(review.dated(statement, report) for statement in report.statements if review.holds(statement))
    differences = tuple(
        kept for tally in report.differences if (kept := _tally(tally, review)) and kept.relation not in ("single", "agreed")
    )
    if not statements:
        return None
    headline = report.headline
    if not headed:  # its own first sentence is the one headline that is certainly true of it
        headline, statements = statements[0], statements[1:] or statements
    return replace(report, headline=headline, statements=statements, differences=differences)


def _tally(tally: Tally, review: Review) -> Tally | None:
    """The tally with the sides that hold; None where none does or its label does not."""
    sides = tuple(side for side in tally.sides if review.side_holds(side))
    if not sides or not review.label_holds(tally):
        return None
    if len(sides) < len(tally.sides):
        tally = replace(tally, sides=sides, relation=tally.relation if len(sides) > 1 else "single", note="")
    return tally if review.note_holds(tally) else replace(tally, note="")


def _left_out(report: Report, briefing: Briefing) -> LeftOut:
    article = next((article for article in briefing.articles if article.id in report.articles), None)
    title = article.title if article else report.headline.text
    return LeftOut(
        title=title, publisher=article.publisher if article else None, url=article.url if article else None, reason=_UNVERIFIED
    )
