"""The verdicts of one verification: each statement judged once, everything looked at counted."""

from dataclasses import replace

from briefing.language.numbers import numbers
from briefing.language.quotes import is_unnamed, names, numerals, quotations
from briefing.language.words import fold
from briefing.model import (
    Article,
    Bar,
    Briefing,
    Chart,
    Checked,
    Correction,
    Dropped,
    Happening,
    Opposed,
    Quoted,
    Reference,
    Report,
    Side,
    Spot,
    Statement,
    Tally,
    Total,
)
from briefing.stages.verify import reckoned
from briefing.stages.verify.changed import unchanged
from briefing.stages.verify.evidence import Evidence, paragraph_of
from briefing.stages.verify.statement import alike, fault


class Review:
    """Judges statements, sides and references, and remembers each verdict and each refusal."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._verdicts: dict[Statement, str] = {}
        self._dropped: dict[Dropped, None] = {}  # a dict keeps the order of print and drops what is said twice

    def holds(self, statement: Statement) -> bool:
        """Whether a statement may be printed; a refusal is noted with its reason."""
        if statement not in self._verdicts:
            self._verdicts[statement] = fault(statement, self._evidence)
        return self._accepted(statement.text, self._verdicts[statement])

    def side_holds(self, side: Side) -> bool:
        """Whether a side of a comparison may be printed: its words hold, its value is theirs, and whose they are is said on the page."""
        if not self.holds(side.statement):
            return False
        article = self._evidence.article(side.statement.passages[0])
        known = article is not None and _named_by(side.said_by, article)
        why = "" if known else f"“{side.said_by}” is not named by its article"
        return self._accepted(side.statement.text, why or reckoned.value_fault(side))

    def total_holds(self, total: Total) -> bool:
        """Whether a cell of the strip, all of whose sides hold, adds up."""
        return self._accepted(total.label, reckoned.total_fault(total, self._evidence)) and self._note_holds(
            total.note, total.sides, len(total.sides)
        )

    def happening_holds(self, happening: Happening) -> bool:
        """Whether an entry of the timeline may be printed: its words hold, and can be of its day and place."""
        statement = happening.statement
        return self.holds(statement) and self._accepted(statement.text, reckoned.happening_fault(happening, self._evidence))

    def bar_holds(self, bar: Bar, chart: Chart) -> bool:
        """Whether a value may be drawn in a chart."""
        return self.side_holds(bar.side) and self._accepted(bar.side.statement.text, reckoned.bar_fault(bar, chart, self._evidence))

    def spot_holds(self, spot: Spot) -> bool:
        """Whether a place, all of whose statements hold, may be on the map."""
        return self._accepted(spot.place, reckoned.spot_fault(spot, self._evidence))

    def heading_holds(self, opposed: Opposed) -> bool:
        """Whether the heading over claims that clash may be printed."""
        return self._accepted(opposed.label, reckoned.opposed_fault(opposed))

    def correction_holds(self, correction: Correction) -> bool:
        """Whether a correction may be printed: what was printed stood in the page then, what is said now stands there now."""
        then, now = self.holds(correction.printed), correction.now is None or self.holds(correction.now)
        return then and now and self._accepted(correction.printed.text, unchanged(correction, self._evidence))

    def dated(self, statement: Statement, report: Report) -> Statement:
        """The statement without its day where no article of its report can be of that day."""
        if statement.day is None or self._evidence.may_be_of(statement.day, report.articles):
            return statement
        self._accepted(statement.text, f"none of its articles was published on or speaks of {statement.day}")
        return replace(statement, day=None)

    def note_holds(self, tally: Tally) -> bool:
        """Whether every number of a tally's note stands in one of its sides."""
        return self._note_holds(tally.note, tally.sides)

    def _note_holds(self, note: str, sides: tuple[Side, ...], *own: float) -> bool:
        stated = {*own, *(number.value for side in sides for number in numbers(side.statement.text))}
        foreign = [note[number.core : number.end] for number in numbers(note) if number.value not in stated]
        return self._accepted(note, f"the number {foreign[0]} is not in any of the values compared" if foreign else "")

    def label_holds(self, tally: Tally) -> bool:
        """Whether a tally's label has no number but those of its event date, of its place's name and of its sources' sentences (S-300)."""
        day = tally.event_date
        known = {str(day.day), str(day.year)} if day else set()
        for side in tally.sides:
            known.update(numerals(" ".join(map(self._evidence.sentence, side.statement.passages))))
        foreign = [number for number in numerals(tally.label) if number not in known and number not in (tally.place or "")]
        return self._accepted(tally.label, f"the number {foreign[0]} of the label is not of the event's date" if foreign else "")

    def references(self, briefing: Briefing) -> None:
        """Look at the numbered references of a finished briefing: each quotes its article, each article cited has one."""
        for reference in briefing.references:
            versions = [
                article
                for article in briefing.articles
                if article.id == reference.article and reference.capture in ("", article.capture)
            ]
            for quoted in reference.quoted:
                self._accepted(quoted.text, self._misquoted(reference, quoted, versions))
        numbered = {(reference.article, reference.capture) for reference in briefing.references}
        for statement in self._verdicts if briefing.references else ():
            missing = [
                passage.article
                for passage in statement.passages
                if (passage.article, passage.sha256) not in numbered and (passage.article, "") not in numbered
            ]
            self._accepted(statement.text, f"article {missing[0]} has no reference" if missing else "")

    def checked(self) -> Checked:
        """The counts: each distinct statement once, with the numbers, names and quotations in it."""
        texts = [statement.text for statement in self._verdicts]
        return Checked(
            statements=len(texts),
            numbers=sum(len(numbers(text)) for text in texts),
            names=sum(len(names(text)) for text in texts),
            quotations=sum(len(quotations(text)) for text in texts),
            dropped=tuple(self._dropped),
        )

    def _accepted(self, text: str, why: str) -> bool:
        if why:
            self._dropped[Dropped(text=text, reason=why)] = None
        return not why

    def _misquoted(self, reference: Reference, quoted: Quoted, versions: list[Article]) -> str:
        why = f"article {reference.article} of reference {reference.number} is not in the briefing"
        for article in versions:
            paragraph = paragraph_of(article, quoted.paragraph) or ""
            if alike(quoted.text) not in alike(paragraph):
                why = f"reference {reference.number} quotes words that paragraph {quoted.paragraph} of its article lacks"
            else:
                return self._evidence.absence(article.capture, quoted.text)
        return why


def _named_by(who: str, article: Article) -> bool:
    """Whether the article names `who`: as its publisher, in a field or in its text."""
    if who == article.publisher or (not article.publisher and is_unnamed(who)):
        return True
    return any(fold(who) in fold(field) for field in (*article.agencies, *article.authors, article.title, *article.paragraphs))
