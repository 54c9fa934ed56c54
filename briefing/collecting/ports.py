"""What collecting needs from outside: the book of sources, the archive's shelves, the net, mailboxes and folders, a crew."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from briefing.language.fingerprint import Fingerprint
from briefing.model import Address, Answer, Capture, Failure, Harvest, Hold, NoAnswer, NotNow, Visit
from briefing.settings import Source

In = TypeVar("In")
Out = TypeVar("Out")


class Book(Protocol):
    """What is known of sources and addresses. Every method is one transaction; several processes may use it at once."""

    def claim(self, source: Source, *, now: datetime, until: datetime, anyway: bool = False) -> Hold | NotNow:
        """Claim a source that is due at `now` (or not, `anyway`) and that nobody holds; the hold runs out at `until`."""
        ...

    def renew(self, hold: Hold, *, until: datetime) -> bool:
        """Hold a source longer; False where it ran out and somebody else has taken the source since."""
        ...

    def finish(self, hold: Hold, visit: Visit) -> bool:
        """Record the visit and give the hold back; False (and nothing recorded) where somebody else has taken the source since."""
        ...

    def known(self, urls: Collection[str]) -> Mapping[str, Address]:
        """What is known of these addresses, those that are known, by address."""
        ...

    def of_source(self, source: str) -> Mapping[str, Address]:
        """What is known of every address of a source that is ours to look into, a folder or a mailbox."""
        ...

    def note(self, addresses: Iterable[Address]) -> None:
        """Put down what is known of addresses now, in place of what was; one first seen by another source stays that one's."""
        ...

    def wanted(self, source: str, *, now: datetime, most: int) -> tuple[Address, ...]:
        """The addresses of a source that are to be asked at `now` (waiting, or due again), the newest by publication first."""
        ...

    def visits(self, source: str, *, before: datetime, most: int) -> tuple[Visit, ...]:
        """The latest visits to a source that ended before a moment, latest first."""
        ...


class Store(Protocol):
    """Where captures and articles are kept: the part of the archive that collecting needs."""

    def keep(self, captures: Iterable[Capture], *, again: bool = True) -> tuple[Capture, ...]:
        """Store captures; return those that have no harvest yet (with `again` those whose harvest is not whole too)."""
        ...

    def remember(self, fingerprints: Iterable[Fingerprint]) -> None:
        """Store the fingerprints of captures that were kept."""
        ...

    def remembered(self, sites: Collection[str | None]) -> tuple[Fingerprint, ...]:
        """The latest fingerprints of these sites, and of pages whose site is unknown; a bounded number of each."""
        ...

    def save_new(self, harvests: Iterable[Harvest]) -> Mapping[str, frozenset[str]]:
        """Store harvests, without the articles of which the reading before says the same; the ids of those stored, by capture."""
        ...

    def unread(self, most: int, source: str | None = None) -> tuple[Capture, ...]:
        """Captures that have no harvest, oldest first: what a crash has left of a source, or of none."""
        ...


class Net(Protocol):
    """Whoever asks addresses, politely and safely."""

    async def get(self, url: str, *, since: Address | None = None) -> Answer | NoAnswer:
        """The answer of an address; with `since`, asked only for what has changed since it was last asked (304 otherwise)."""
        ...


class Letter(Protocol):
    """A mail or a file that a source of our own has brought, and what to note of its source or file once it is kept.

    Without a capture there is only something to note: one that could not be read need not be told of at every visit.
    """

    @property
    def capture(self) -> Capture | None: ...

    @property
    def note(self) -> Address: ...


class Box(Protocol):
    """Whoever looks into mailboxes and folders: sources that give captures, not addresses."""

    def letters(self, source: Source, known: Mapping[str, Address], *, now: datetime) -> Iterator[Letter | Failure]:
        """What is new in a source beside what is `known` of it; a `Failure` for what cannot be had, or for the source itself."""
        ...


class Crew(Protocol):
    """Processes that work on one item at a time, within limits."""

    @property
    def ahead(self) -> int:
        """How many items to have submitted at a time, so that nobody waits for the next."""
        ...

    def submit(self, fn: Callable[[In], Out], item: In, /) -> Future[Out]:
        """The result to come of `fn(item)`; its exception is `GivenUp` where the item broke a limit."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """What came of one source in one collect: the visit and what it brought, or why it was not visited.

    `articles` counts those that are in the archive now and were not, or not with these words; `rejected` and `unreadable` the
    captures that hold none.
    """

    source: Source
    visit: Visit | None = None
    articles: int = 0
    rejected: int = 0
    unreadable: int = 0
    skipped: NotNow | None = None
