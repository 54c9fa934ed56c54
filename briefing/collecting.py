"""The half that collects: sources → captures → articles, as often as it is run.

    Source ─get→ Answer ─list→ Listing ─plan→ Address ─get→ Answer ─keep→ Capture ─extract→ Harvest ─save→ [archive]

Whatever is fetched is kept before anything is made of it; a crash at any point costs at most what nobody was told of.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from briefing.model import Address, Answer, Capture, Harvest, Hold, NoAnswer, NotNow, Visit
from briefing.settings import Source


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

    def note(self, addresses: Iterable[Address]) -> None:
        """Put down what is known of addresses now, in place of what was; one first seen by another source stays that one's."""
        ...

    def wanted(self, source: str, *, now: datetime, most: int) -> tuple[Address, ...]:
        """The addresses of a source that are to be asked at `now` (waiting, or due again), the newest by publication first."""
        ...

    def visits(self, source: str, *, before: datetime, most: int) -> tuple[Visit, ...]:
        """The latest visits to a source that ended before a moment, latest first."""
        ...


class Net(Protocol):
    """Whoever asks addresses, politely and safely."""

    async def get(self, url: str, *, since: Address | None = None) -> Answer | NoAnswer:
        """The answer of an address; with `since`, asked only for what has changed since it was last asked (304 otherwise)."""
        ...


class Store(Protocol):
    """Where captures and articles are kept: the part of the archive that collecting needs."""

    def keep(self, captures: Iterable[Capture]) -> tuple[Capture, ...]:
        """Store captures; return those that have no harvest yet."""
        ...

    def save_new(self, harvests: Iterable[Harvest]) -> None:
        """Store harvests, without the articles that the newest stored reading of the same article has word for word."""
        ...

    def unread(self, most: int) -> tuple[Capture, ...]:
        """Captures that have no harvest: what a crash has left, oldest first."""
        ...
