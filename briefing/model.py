"""The nouns, one per arrow of the pipeline. All are frozen, keyword-only and hold tuples; every datetime is aware.

    Capture ─extract→ Harvest ─save→ [archive] ─load→ Article ─measure→ Figure
    Article ─group→ Story ─outline→ Outline ─compose→ Briefing ─verify→ Briefing ─cite→ Briefing ─typeset→ Edition

Three times are never mixed: when something happened (`Figure.event_date`), when it was published (`Article.published`),
and as of when a figure was known (`Figure.as_of`).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Basis = Literal["stated", "structured", "inferred", "none"]
Precision = Literal["minute", "day", "month"]
Kind = Literal["article", "entry"]
# fmt: off
FigureKind = Literal[
    "killed", "injured", "missing", "captured", "evacuated", "displaced",
    "missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down", "buildings_damaged",
    "without_power", "troops", "money", "equipment", "other",
]
# fmt: on
Qualifier = Literal["at least", "about", "more than", "nearly", "up to", "less than"]
RepeatKind = Literal["copy", "version", "update"]
OTHER = "other"  # the section of a story that fits none of the profile's


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """What a source answered, byte for byte; `sha256` is its address for good.

    `name` is what a person knows it by: the path below the input folder, or the URL. `media_type` is one of
    text/plain, text/html, text/markdown, application/json, application/jsonl, application/xml, message/rfc822.
    """

    sha256: str
    name: str
    media_type: str
    body: bytes = field(repr=False)
    fetched_at: datetime
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """A publication time as precise as the page gives it, and what on the page it rests on.

    `day` is the calendar day (the first of the month where only the month is known); `at` is set exactly where
    `precision` is "minute".
    """

    day: date
    at: datetime | None = None
    precision: Precision = "day"
    basis: Basis = "stated"
    evidence: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One article or live-blog entry as one capture shows it.

    `id` stays the same when the page at its URL changes; (`id`, `capture`) names the version. `published` is None where the page
    gives no date at all, `publisher` where it names none. `authors` are persons, `desks` the houses and staffs of its byline,
    `agencies` the wires and other outlets it says it draws on. `notes` are oddities a reader should know (a weekday that does
    not match its date). Paragraphs are plain text without line breaks.
    """

    id: str
    capture: str
    item: int
    title: str
    publisher: str | None
    authors: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    url: str | None = None
    published: When | None = None
    updated: When | None = None
    language: str | None = None
    kind: Kind = "article"
    paragraphs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Something that did not work, as data: printed in the coverage box, never lost.

    `kind` is "failed" (could not be read or worked on) or "rejected" (read, and rightly not used: blocked page, index page).
    """

    stage: str
    subject: str
    reason: str
    at: datetime
    kind: Literal["failed", "rejected"] = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Harvest:
    """What extraction made of one capture."""

    capture: str
    articles: tuple[Article, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What the archive answers for a window: the newest version of each article in it, what was undated, what went wrong.

    `outside` counts the articles of the captures asked for that are dated before or after the window.
    """

    articles: tuple[Article, ...]
    undated: tuple[Article, ...]
    failures: tuple[Failure, ...]
    captures: int
    outside: int = 0


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Passage:
    """The address of a stretch of an article: characters [start, end) of a paragraph (0 is the title, 1 the first paragraph)."""

    article: str
    paragraph: int
    start: int
    end: int
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number a sentence states, of what, where, when and on whose word. Money is in units of `currency` (ISO 4217).

    `written` is the number with its qualifier exactly as the passage has it; `part_of_total` is true where the sentence
    names it as a part of a larger figure (children among the killed). `cumulative` is true where it counts a span of days or
    a rate (since the start of the war, in a few days, per month): it is no figure of one event.
    """

    kind: FigureKind
    value: float
    value_max: float | None = None
    qualifier: Qualifier | None = None
    unit: str | None = None
    currency: str | None = None
    place: str | None = None
    event_date: date | None = None
    as_of: date | None = None
    attributed_to: str | None = None
    part_of_total: bool = False
    cumulative: bool = False
    written: str
    passage: Passage
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeat:
    """An article that says again what `of` says, and how we know; `of` may be a repeat itself (a copy of an older version).

    `kind` is "copy" (under another masthead), "version" (of the same page or outlet) or "update" (a number moved: its figures
    are news beside those of `of`).
    """

    article: Article
    of: str
    reason: str
    kind: RepeatKind = "version"


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """Articles on one event. `articles` starts with the lead; `repeats` are copies folded into one of them.

    `origins` names the independent sources: a wire text under three mastheads is one origin.
    """

    id: str
    articles: tuple[Article, ...]
    repeats: tuple[Repeat, ...] = ()
    origins: tuple[str, ...] = ()

    @property
    def lead(self) -> Article:
        """The article the story is told from first."""
        return self.articles[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One thing that decided: a term, name or sentence, and its weight."""

    what: str
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A story in its section, with the reasons for the section and for its rank (highest first in print)."""

    story: Story
    section: str
    also: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()
    rank: float = 0.0
    rank_why: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A section of the profile with its stories in the order of print."""

    id: str
    title: str
    stories: tuple[Placed, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """An article that is not printed, and why, listed by headline so that a reader can still find it."""

    title: str
    publisher: str | None
    url: str | None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """The sections in the profile's order, and what stayed outside: `others` fit no section."""

    sections: tuple[Section, ...]
    others: tuple[Placed, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """The period a briefing covers: half-open in time, `first` to `last` in calendar days of `zone`."""

    first: date
    last: date
    start: datetime
    end: datetime
    zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """Words that are printed and the passages they rest on (at least one).

    Everything in `text` stands in the passages word for word, except the stretches listed in `own`, which are ours
    (", Example Post reports", "Killed: "); a name or number inside `own` must stand in a passage or in its article's fields.
    """

    text: str
    passages: tuple[Passage, ...]
    own: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One value in a comparison: the words as printed, whose they are, as of when, and where they stand."""

    statement: Statement
    said_by: str
    as_of: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """A row of key figures: one kind, place and event date, with every value the sources give.

    `relation` is "differs" for two values of one outlet or that nothing orders, "single" for one source. `label` and `note` are ours.
    """

    label: str
    kind: FigureKind
    place: str | None
    event_date: date | None
    relation: Literal["single", "agreed", "revised", "contested", "differs"]
    sides: tuple[Side, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A story as printed. `differences` are the tallies of this story whose sides do not agree."""

    story: str
    headline: Statement
    statements: tuple[Statement, ...]
    differences: tuple[Tally, ...] = ()
    articles: tuple[str, ...] = ()
    publishers: int = 0
    origins: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()
    also: tuple[str, ...] = ()


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
    """A numbered source: the article, and the passages printed from it in the order of its text."""

    number: int
    article: str
    quoted: tuple[Quoted, ...]


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
    tallies: tuple[Tally, ...] = ()
    coverage: Coverage = Coverage()
    references: tuple[Reference, ...] = ()
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """A briefing as files: name (`briefing.md`) to bytes, the manifest among them."""

    profile: str
    name: str
    files: tuple[tuple[str, bytes], ...]
