"""What the archive remembers of the editions made: what a reader has been told already, and where the editor put it."""

from dataclasses import dataclass
from datetime import date, datetime

from briefing.model.gathered import Article, Figure
from briefing.model.printed import Correction, Statement


@dataclass(frozen=True, kw_only=True, slots=True)
class Remembered:
    """A story as an edition told it, and what its sources said by then.

    `sentences` are those of the headlines and openings of its articles, `articles` the (id, capture) of each, `figures`
    what they count: whoever reads the next edition has no need of them again. `said` are the hashes (64 bits, signed) of every
    sentence of its articles, so that one that comes again word for word is never news.
    """

    thread: str
    section: str
    headline: str
    statements: tuple[Statement, ...]
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    articles: tuple[tuple[str, str], ...] = ()
    events: tuple[date, ...] = ()
    said: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """An edition as the archive remembers it: its name, the days and the end of its window, when it was made, its stories.

    `corrections` are those it printed: none is printed twice.
    """

    profile: str
    name: str
    first: date
    last: date
    end: datetime
    made_at: datetime
    stories: tuple[Remembered, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """An editor's decision that a thread belongs in a section."""

    thread: str
    section: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """What the archive remembers for an edition: earlier ones, latest first, each ended before its window began.

    `revised` are the newest readings of articles that they cite, of those pages that have changed since, and `cited` the
    readings they cite of the same articles; `moves` are one a thread.
    """

    past: tuple[Past, ...] = ()
    moves: tuple[Move, ...] = ()
    revised: tuple[Article, ...] = ()
    cited: tuple[Article, ...] = ()
