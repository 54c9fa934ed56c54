"""What an edition says: statements with their passages, the reports and tallies made of them, and the edition's files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefing.model.gathered import Article, Failure, Figure, FigureKind, Party, Passage, Stance
from briefing.model.told import Earlier, LeftOut, NewsKind, Reason

CorrectionKind = Literal["corrected", "grown", "withdrawn"]
Relation = Literal["single", "agreed", "revised", "contested", "differs"]

LEADING_LABELS = 2  # things counted at one place that stand beside the map


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """Words that are printed and the passages they rest on (at least one).

    Everything in `text` stands in the passages word for word, except the stretches listed in `own`, which are ours
    (", Example Post reports", "Killed: "); a name or number inside `own` must stand in a passage or in its article's fields.
    `day` is the day of its event, said where a report goes over several.
    """

    text: str
    passages: tuple[Passage, ...]
    own: tuple[str, ...] = ()
    language: str | None = None
    day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One value or claim in a comparison: the words as printed, whose they are, as of when, and where they stand.

    `value` is the number the words state, `value_max` the upper end of a range; None of a claim without a figure.
    """

    statement: Statement
    said_by: str
    as_of: date | None = None
    party: Party | None = None
    stance: Stance = "said"
    value: float | None = None
    value_max: float | None = None

    @property
    def voice(self) -> str:
        """Whose word it is, to be compared: those who speak for one state are one voice, all others the name they go by."""
        party = self.party
        return f"official {party.country}" if party and party.bloc == "official" and party.country else self.said_by.casefold()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """A row of key figures: one kind, place and event date, with every value the sources give.

    `relation` is "differs" for two values of one outlet or that nothing orders, "single" for one source. `label` and `note` are ours.
    "update": a value is new beside one that an earlier edition printed; "known": none is new.
    """

    label: str
    kind: FigureKind
    place: str | None
    event_date: date | None
    relation: Relation
    sides: tuple[Side, ...]
    note: str = ""
    news: NewsKind = "new"

    @property
    def ordered(self) -> tuple[Side, ...]:
        """The values as a row gives them: the latest first, but as they came where they differ and no later one corrects them."""
        return self.sides if self.relation == "differs" else self.sides[::-1]

    @property
    def shown(self) -> tuple[Side, ...]:
        """What a short mention gives: the first of `ordered`, and beside it all others where nothing says which holds."""
        return self.ordered if self.relation in ("contested", "differs") else self.ordered[:1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Opposed:
    """Claims of one event that stand against each other, side by side; `label` says of what, in our words."""

    label: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """A cell of the strip of the period's totals: one count, or those of several days by one voice, which do not overlap.

    `sum` is what the values of `sides` add up to, each of another day (`Statement.day`); None where there is one side, or where
    the others say something else of the same count.
    """

    label: str
    kind: FigureKind
    sides: tuple[Side, ...]
    sum: float | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """An entry of the timeline: what happened on a day, where, and the story that tells of it (`Report.story`)."""

    day: date
    place: str | None
    statement: Statement
    story: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A place on the map, in degrees, and what happened there: rows of figures, or statements where nothing was counted."""

    place: str
    country: str
    latitude: float
    longitude: float
    tallies: tuple[Tally, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def leading(self) -> tuple[Tally, ...]:
        """What stands beside the map: a row of each of the first two things that were counted there."""
        first: dict[str, Tally] = {}
        for tally in self.tallies:
            first.setdefault(tally.label, tally)
        return tuple(first.values())[:LEADING_LABELS]

    @property
    def leading_statements(self) -> tuple[Statement, ...]:
        """What stands beside the map where nothing was counted: the first statement."""
        return () if self.tallies else self.statements[:1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One value of a chart: its day, what it counts, and the side that says so."""

    day: date
    kind: FigureKind
    side: Side


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Counts by day, drawn side by side; a day without a bar is a day of which no source gives a number."""

    label: str
    days: tuple[date, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A story as printed. `differences` are the tallies of this story whose sides do not agree, `opposed` its claims that clash.

    Of an "update" only what is new is printed; `before` are the editions that have the rest, latest first.
    """

    story: str
    headline: Statement
    statements: tuple[Statement, ...]
    differences: tuple[Tally, ...] = ()
    opposed: tuple[Opposed, ...] = ()
    articles: tuple[str, ...] = ()
    publishers: int = 0
    origins: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()
    also: tuple[str, ...] = ()
    thread: str = ""
    news: NewsKind = "new"
    before: tuple[Earlier, ...] = ()
    rank_why: tuple[Reason, ...] = ()

    def printed(self) -> Iterator[Statement]:
        """Every statement of the story, in the order of print."""
        yield self.headline
        yield from self.statements
        yield from (side.statement for tally in self.differences for side in tally.sides)
        yield from (side.statement for one in self.opposed for side in one.sides)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A row of the table of figures: a figure, its article, the story that article tells (""), and the event it is compared in.

    `event` is the same number for all figures of one event, None where the figure is compared with no other; `label` says in
    our words what the event counts, `relation` how its values stand to each other (as of a `Tally`).
    """

    figure: Figure
    article: Article
    story: str = ""
    event: int | None = None
    label: str = ""
    relation: Relation | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A statement of an earlier edition whose source no longer says it: as printed then, and what stands there `now`.

    "corrected" says something else now; "grown" is a count that the page itself has let rise since, no mistake of its own;
    "withdrawn" has nothing in its place (`now` is None).
    """

    before: Earlier
    printed: Statement
    now: Statement | None = None
    kind: CorrectionKind = "corrected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """How an edition differs from the one made before it (`since` its name, `day` its last day; None where there was none).

    `new` and `updated` count printed stories; `known` are stories with nothing new, which are not printed again; `dropped`
    those of the edition before of which nothing was read this time.
    """

    since: str | None = None
    day: date | None = None
    new: int = 0
    updated: int = 0
    known: tuple[Earlier, ...] = ()
    dropped: tuple[Earlier, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A section as printed."""

    id: str
    title: str
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Highlight:
    """A line of the at-a-glance block: the section it speaks for, and the statement."""

    section: str
    label: str
    statement: Statement


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A passage as the reference quotes it; `paragraph` counts from 1, 0 is the title."""

    paragraph: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A numbered source: the article, and the passages printed from it in the order of its text.

    `capture` is the reading that is quoted: of a page that changed, the old and the new are two references.
    """

    number: int
    article: str
    quoted: tuple[Quoted, ...]
    capture: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A statement verification refused, with the reason."""

    text: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What verification looked at and what it refused."""

    statements: int = 0
    numbers: int = 0
    names: int = 0
    quotations: int = 0
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """The box that says what was read, what was not, and why."""

    captures: int = 0
    articles: int = 0
    entries: int = 0
    publishers: int = 0
    origins: int = 0
    failures: tuple[Failure, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    others: tuple[LeftOut, ...] = ()
    checked: Checked = Checked()
    notes: tuple[str, ...] = ()
