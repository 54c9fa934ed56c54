"""What the sources say of one event's count, side by side: what agrees, what was revised, what is disputed."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.mastheads import masthead
from briefing.language.numbers import numbers
from briefing.language.numbers.digits import in_digits
from briefing.language.quotes import unnamed
from briefing.language.recorded import recorded
from briefing.language.words import fold
from briefing.model import Act, Article, Figure, NewsKind, Passage, Side, Statement, Tally
from briefing.stages.compose import wording
from briefing.stages.compose.figures.agreement import ABOVE, BELOW, agree
from briefing.stages.compose.figures.counts import Count, at_once, known, on_two_sides
from briefing.stages.compose.figures.events import Event
from briefing.stages.compose.figures.scope import scope
from briefing.stages.compose.figures.wares import WARES
from briefing.stages.compose.telling.voices import speaks

# How values moved, and how those of one page did, before the values.
_HIGHER, _LOWER, _IN_ORDER = (
    recorded("Later sources higher: %(values)s"),
    recorded("Later sources lower: %(values)s"),
    recorded("In order of time: %(values)s"),
)
_UPWARD, _DOWNWARD, _REVISED = (
    recorded("Revised upward: %(values)s"),
    recorded("Revised downward: %(values)s"),
    recorded("Revised: %(values)s"),
)
MOST_SIDES, MOST_PASSAGES = 5, 3
LOWEST = 1_000_000  # no article has so many paragraphs
Relation = Literal["single", "agreed", "revised", "contested", "differs"]
Span = Callable[[Figure, Article], Passage | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """One event's count in two lengths: `row` for the key figures, `difference` with whole clauses.

    `stories` are those that tell of it, which gives most of its values first; at `superseded` stand values that a later one replaced.
    `scope` is the part of its kind that it counts ("" for all of it), `act` what is done with the money or equipment.
    """

    row: Tally
    difference: Tally
    stories: tuple[int, ...]
    superseded: frozenset[Passage]
    publishers: int
    values: frozenset[float]
    scope: str = ""
    act: Act | None = None

    @property
    def disputed(self) -> bool:
        """Whether its sides do not agree."""
        return self.row.relation not in ("single", "agreed")


def compared(event: Event, *, year: int, language: str) -> Comparison | None:
    """What the sources say of `event`, in the words of those in `language` where there are any; years other than `year` are named.

    None where a number does not stand in its passage as written.
    """
    sides = _sides(event.counts)
    relation, news = _relation(sides), _news(sides)
    shown = sides[-MOST_SIDES:]
    generic = event.kind in WARES  # of what, only the words behind the number say
    row = _tally(event, shown, relation, wording.phrase_span if generic else wording.number_span, year, language)
    difference = _tally(event, shown, relation, wording.clause_span, year, language)
    if row is None or difference is None:
        return None
    return Comparison(
        row=replace(row, news=news),
        difference=replace(difference, news=news),
        stories=_stories(sides),
        superseded=_superseded(sides),
        publishers=len({_page(count) for side in sides for count in side}),
        values=frozenset(count.figure.value for count in event.counts),
        scope=scope(event.counts[0].figure),
        act=next(iter(acts)) if len(acts := {count.figure.act for count in event.counts}) == 1 else None,
    )


def _stories(sides: Sequence[Sequence[Count]]) -> tuple[int, ...]:
    """The stories that tell of it: the one that gives most of the values first, of equal ones the one that gives it nearest its top."""
    values = Counter(story for side in sides for story in {count.story for count in side})
    depth: dict[int, int] = {}
    for count in (count for side in sides for count in side):
        depth[count.story] = min(depth.get(count.story, LOWEST), count.figure.passage.paragraph)
    return tuple(sorted(values, key=lambda story: (-values[story], depth[story], story)))


def _superseded(sides: Sequence[Sequence[Count]]) -> frozenset[Passage]:
    """Where the values stand that were revised: not those that contradict the last one."""
    standing = [*_rivals(sides), sides[-1]]
    return frozenset(count.figure.passage for side in sides if not any(side is one for one in standing) for count in side)


def _news(sides: Sequence[Sequence[Count]]) -> NewsKind:
    """A value is new where nobody gives it who is not."""
    fresh = {all(count.fresh for count in side) for side in sides}
    return "new" if fresh == {True} else "known" if fresh == {False} else "update"


def _sides(counts: Sequence[Count]) -> list[list[Count]]:
    """The counts by value, in the order in which the values became known."""
    sides: list[list[Count]] = []
    for count in counts:
        same = next((side for side in sides if agree(side[0].figure, count.figure)), None)
        if same is None:
            sides.append([count])
        else:
            same.append(count)
    return sides


def _relation(sides: Sequence[Sequence[Count]]) -> Relation:
    if len(sides) == 1:
        first = sides[0][0].figure.value
        return "agreed" if len({_page(count) for count in sides[0] if count.figure.value == first}) > 1 else "single"
    if len({(side[0].figure.value, side[0].figure.value_max) for side in sides}) == 1:
        return "differs"
    rivals = _rivals(sides)
    if not rivals:
        return "revised"
    if not any(_contradict(side[-1], sides[-1][0]) for side in rivals):
        return "differs"
    return "contested" if len({_voice(side[-1]) for side in (*rivals, sides[-1])}) == len(rivals) + 1 else "differs"


def _contradict(one: Count, other: Count) -> bool:
    """Whether two values cannot both be true: "at least 45" holds where 51 were counted."""
    less, more = sorted((one, other), key=lambda count: count.figure.value)
    return on_two_sides(one, other) or not (less.figure.qualifier in ABOVE or more.figure.qualifier in BELOW)


def _rivals(sides: Sequence[Sequence[Count]]) -> list[Sequence[Count]]:
    """The earlier sides that still stood when the last one became known, unless it was their own voice or page that gave the new value."""
    last = sides[-1][0]
    return [
        side
        for side in sides[:-1]
        if at_once(known(side[-1]), known(last))
        and not (known(side[-1])[1] < known(last)[1] and known(side[-1])[1] and not _contradict(side[-1], last))
        and not all(count.replaced for count in side)
        and not (_voice(side[-1]) == _voice(last) and known(side[-1])[1] and known(last)[1])
    ]


def _page(count: Count) -> str:
    """The publisher, or where it is unknown the page itself."""
    return masthead(count.article.publisher) if count.article.publisher else count.article.id


def _voice(count: Count) -> str:
    return fold(count.figure.attributed_to or _page(count))


def _tally(
    event: Event, sides: Sequence[Sequence[Count]], relation: Relation, span: Span, year: int, language: str
) -> Tally | None:
    made = [side for counts in sides if (side := _side(counts, span, language))]
    if len(made) != len(sides):
        return None
    tally = Tally(
        label=wording.label(event.counts[0].figure, event.place, event.day, year=year, words=catalogue(language)),
        kind=event.kind,
        place=event.place,
        event_date=event.day,
        relation=relation,
        sides=tuple(made),
    )
    return replace(tally, note=_note(sides, relation, catalogue(language)))


def _side(counts: Sequence[Count], span: Span, language: str) -> Side | None:
    """One value: told by the count that is exact and names its speaker, cited from every publisher that gives it."""
    ordered = sorted(
        counts,
        key=lambda count: (
            not speaks(count.article, language),
            count.figure.qualifier is not None,
            count.figure.attributed_to is None,
        ),
    )
    first = ordered[0]
    where = span(first.figure, first.article)
    if where is None:
        return None
    text = wording.words_at(where, first.article)
    further: dict[str, Passage] = {}
    for count in ordered[1:]:
        publisher = _page(count)
        sentence = wording.sentence_span(count.figure, count.article)
        if sentence and publisher != _page(first) and _values(text) <= _values(count.figure.sentence):
            further.setdefault(publisher, sentence)
    return Side(
        statement=Statement(text=text, passages=(where, *further.values())[:MOST_PASSAGES], language=first.article.language),
        said_by=first.figure.attributed_to or first.article.publisher or unnamed(language),
        as_of=first.figure.as_of,
        party=first.figure.party,
        value=first.figure.value if numbers(first.figure.written) else None,  # "dozens" states no number
        value_max=first.figure.value_max,
    )


def _values(text: str) -> frozenset[float]:
    return frozenset(number.value for number in numbers(text))


def _note(sides: Sequence[Sequence[Count]], relation: Relation, words: Catalogue) -> str:
    if relation == "revised":
        return words.say("%(moved)s.", moved=_moved(sides, words))
    if relation == "contested":
        rivals = _rivals(sides)
        before = [side for side in sides[:-1] if not any(side is rival for rival in rivals)]
        standing = ", ".join(_small(side[0], words) for side in rivals)
        now = words.say("%(values)s against %(other)s", values=standing, other=_small(sides[-1][0], words))
        if len(before) > 1:
            return words.say("%(moved)s; then %(values)s.", moved=_moved(before, words), values=now)
        return words.say("Not reconciled: %(values)s.", values=now)
    if relation == "differs":
        if len({side[0].figure.value for side in sides}) == 1:
            return words.text("The same number, but not the same threshold.")
        if _publishers(sides) == 1:
            return words.text("Reports of the same publisher differ.")
        return words.text("Which is later is not known.")
    return ""


def _moved(sides: Sequence[Sequence[Count]], words: Catalogue) -> str:
    """Which way the values went, and what they are: "Later sources higher: 3 → 5"."""
    values = [side[0].figure.value for side in sides]
    rising, falling = values == sorted(values), values == sorted(values, reverse=True)
    one_page = _publishers(sides) == 1
    up, down, neither = (_UPWARD, _DOWNWARD, _REVISED) if one_page else (_HIGHER, _LOWER, _IN_ORDER)
    written = " → ".join(_small(side[0], words) for side in sides)
    return words.say(up if rising else down if falling else neither, values=written)


def _small(count: Count, words: Catalogue) -> str:
    """A value as it stands in a note and in the tables: in digits, small where it begins."""
    written = count.figure.written.rstrip(".")
    return in_digits(written[:1].lower() + written[1:], words.number)


def _publishers(sides: Sequence[Sequence[Count]]) -> int:
    return len({_page(side[0]) for side in sides})
