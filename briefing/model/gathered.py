"""What was gathered: captures, the articles found in them, addresses of passages and the numbers they state."""

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
Role = Literal["total", "update", "further", "part", "cumulative"]
Act = Literal["pledged", "delivered", "sought", "spent"]
Bloc = Literal["official", "organisation", "outlet", "witness", "other"]
Stance = Literal["said", "claimed", "denied", "confirmed", "unverified"]
OTHER = "other"  # the section of a story that fits none of the profile's


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """What a source answered, byte for byte; `sha256` is its address for good.

    `name` is what a person knows it by: the path below the input folder, or the URL. `media_type` is one of
    text/plain, text/html, text/markdown, application/json, application/jsonl, application/xml, message/rfc822. `charset` is
    the one its server named, `source` the key of the profile's source it comes from; None for a file given by hand.
    """

    sha256: str
    name: str
    media_type: str
    body: bytes = field(repr=False)
    fetched_at: datetime
    url: str | None = None
    charset: str | None = None
    source: str | None = None


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
    not match its date). Paragraphs are plain text without line breaks. `summary` where the capture carries only the beginning or
    a description of the article (a feed's teaser): it gives way to the article itself, and is no earlier reading of it.
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
    summary: bool = False


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
class Window:
    """The period a briefing covers: half-open in time, `first` to `last` in calendar days of `zone`."""

    first: date
    last: date
    start: datetime
    end: datetime
    zone: str

    @property
    def name(self) -> str:
        """What its edition is called: its day, or its first and last day ("2024-01-23", "2024-01-22_2024-01-28")."""
        first, last = self.first.isoformat(), self.last.isoformat()
        return first if first == last else f"{first}_{last}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What the archive answers for a window: the newest version of each article in it, what was undated, what went wrong.

    `outside` counts the articles of the captures asked for that are dated before or after the window. `earlier` are older
    readings of `articles` whose words differ, of each article the oldest first: what a page said before it was changed.
    """

    articles: tuple[Article, ...]
    undated: tuple[Article, ...]
    failures: tuple[Failure, ...]
    captures: int
    outside: int = 0
    earlier: tuple[Article, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Passage:
    """The address of a stretch of an article: characters [start, end) of a paragraph (0 is the title, 1 the first paragraph)."""

    article: str
    paragraph: int
    start: int
    end: int
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """Who a speaker speaks for: what sort of body, and of which country (ISO 3166, "UA"), None where of none or unknown.

    "official" is anyone who speaks for a state, its army and its occupation authorities; "organisation" an international body,
    a company or an institute; "outlet" the press itself; "witness" a resident, a doctor, a soldier without an office.
    """

    bloc: Bloc = "other"
    country: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number a sentence states, of what, where, when and on whose word. Money is in units of `currency` (ISO 4217).

    `written` is the number with its qualifier exactly as the passage has it. `make` is the type of missile or drone where the
    sentence says it ("Shahed", "cruise"), `act` what is done with money or equipment. `party` is whom `attributed_to` speaks for.

    `role` is "total" (all of its event, as known then), "update" (a total the sentence says has moved), "further" (comes on top
    of an earlier count), "part" (the sentence names it as a part of a larger figure: children among the killed, one town of
    the country) or "cumulative" (counts a span of days or a rate: it is no figure of one event).
    """

    kind: FigureKind
    value: float
    value_max: float | None = None
    qualifier: Qualifier | None = None
    unit: str | None = None
    currency: str | None = None
    make: str | None = None
    act: Act | None = None
    place: str | None = None
    event_date: date | None = None
    as_of: date | None = None
    attributed_to: str | None = None
    party: Party | None = None
    role: Role = "total"
    written: str
    passage: Passage
    sentence: str

    @property
    def compares(self) -> bool:
        """Whether it states the whole of one event, so that it may stand beside what others say of it."""
        return self.role in ("total", "update")


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """That somebody asserts something: who, for whom, how, about which place and day, and where it stands.

    `speaker` is the name or body and `office` the office, both as the passage has them; `verb` is the word of saying there.
    `stance` tells how it is asserted; "unverified" are words that say a claim could not be checked. `said` is the stretch
    asserted, `passage` the sentence. `quoted` is true where `said` is a direct quotation.
    """

    speaker: str
    office: str | None = None
    party: Party = Party()
    stance: Stance = "said"
    verb: str = ""
    quoted: bool = False
    place: str | None = None
    event_date: date | None = None
    said: Passage
    passage: Passage
    sentence: str
