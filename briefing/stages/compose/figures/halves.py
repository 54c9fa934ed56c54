"""A count that somebody gives as a fraction of another: "just under half of the 41" beside "21" shot down of 41 launched.

No number is made of a fraction; where it does not fit the count that others give, its words stand beside that count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.numbers import numbers
from briefing.language.numbers.fractions import Fraction, fractions
from briefing.language.quotes import unnamed
from briefing.model import FigureKind, Passage, Side, Statement, Tally
from briefing.stages.compose import wording
from briefing.stages.compose.figures.compare import Comparison
from briefing.stages.compose.figures.counts import Count, order

PARTS: Final[dict[FigureKind, FigureKind]] = {
    "missiles_shot_down": "missiles_launched",
    "drones_shot_down": "drones_launched",
}
LOOSELY, FAR = 0.03, 0.1  # how far a fraction is from what it is said of plainly, and "just under" or "more than" it


def with_fractions(comparisons: Sequence[Comparison], counts: Iterable[Count], *, language: str = "en") -> list[Comparison]:
    """The comparisons, each count of a part with the fractions beside it that it does not fit; `counts` are all that were compared."""
    said = [
        (count, fraction)
        for count in sorted(counts, key=order)
        if count.figure.kind in PARTS.values()
        for fraction in fractions(count.figure.sentence, numbers(count.figure.sentence))
        if fraction.base is not None and fraction.base.value == count.figure.value
    ]
    return [_beside(one, comparisons, said, catalogue(language)) for one in comparisons] if said else list(comparisons)


def _beside(
    one: Comparison, all_rows: Sequence[Comparison], said: Sequence[tuple[Count, Fraction]], words: Catalogue
) -> Comparison:
    kind, part = PARTS.get(one.row.kind), one.row.sides[-1]
    if kind is None or part.value is None or part.value_max is not None or one.scope:
        return one
    wholes = {
        value
        for other in all_rows
        if (other.row.kind, other.row.place, other.row.event_date, other.scope) == (kind, one.row.place, one.row.event_date, "")
        for value in other.values
    }
    for count, fraction in said:
        whole = count.figure.value
        fits = count.figure.kind == kind and count.story in one.stories and whole in wholes and part.value <= whole
        if not fits or _fits(fraction, part.value / whole):
            continue
        short = _words(count, fraction.start, max(fraction.end, fraction.base.end if fraction.base else 0))
        long = wording.clause_span(count.figure, count.article)
        if short and long and long.start <= short.start:
            phrase = wording.words_at(short, count.article)[: fraction.end - fraction.start]
            phrase = phrase[:1].lower() + phrase[1:]
            note = words.say("%(part)s of %(whole)s is not %(phrase)s.", part=f"{part.value:g}", whole=f"{whole:g}", phrase=phrase)
            row, difference = (_with(tally, count, span, note, words) for tally, span in ((one.row, short), (one.difference, long)))
            return replace(one, row=row, difference=difference)
    return one


def _fits(fraction: Fraction, part: float) -> bool:
    """Whether a fraction is a way to say the share `part` (0 to 1)."""
    if fraction.qualifier in ("nearly", "less than", "up to"):
        return fraction.value - FAR <= part < fraction.value
    if fraction.qualifier in ("more than", "at least"):
        return fraction.value <= part <= fraction.value + FAR
    return abs(part - fraction.value) <= LOOSELY


def _words(count: Count, start: int, end: int) -> Passage | None:
    """Where the characters [start, end) of a count's sentence stand."""
    sentence = wording.sentence_span(count.figure, count.article)
    return replace(sentence, start=sentence.start + start, end=sentence.start + end) if sentence else None


def _with(row: Tally, count: Count, where: Passage, note: str, words: Catalogue) -> Tally:
    article = count.article
    side = Side(
        statement=Statement(text=wording.words_at(where, article), passages=(where,), language=article.language),
        said_by=count.figure.attributed_to or article.publisher or unnamed(words.language),
        as_of=count.figure.as_of,
        party=count.figure.party,
    )
    relation = "differs" if row.relation in ("single", "agreed") else row.relation
    return replace(row, sides=(*row.sides, side), relation=relation, note=f"{row.note} {note}".strip())
