"""What delivering needs of the world outside; the edges in `briefing.edges` are what the commands hand in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from briefing.model import Delivery, Letter, MailCount, Posting, Reply


class Ledger(Protocol):
    """What is on record of each mail; every method is one transaction, durable when it returns."""

    def plan(self, posting: Posting, *, now: datetime) -> MailCount:
        """Freeze an edition and one delivery for each active subscriber of its profile; nothing where it is planned already."""
        ...

    def posting(self, profile: str, edition: str, revision: int = 0) -> Posting | None:
        """An edition as it is mailed."""
        ...

    def claim(self, profile: str, *, now: datetime, until: datetime, most: int, flush: bool = False) -> tuple[Delivery, ...]:
        """Mails that are owed and nobody else has, ours until then; with `flush` also deferred ones whose time has not come.

        Whoever unsubscribed since is suppressed, not returned. Mails on their way whose sender has ended, or whose claim ran out,
        become in doubt here.
        """
        ...

    def begin(self, mail: Delivery, *, wire_sha256: str, now: datetime) -> bool:
        """Put down that a mail is on its way, before its last dot may be sent; False, and it must not be sent, where the claim is
        void or its reader has left since.
        """
        ...

    def end(self, mail: Delivery, reply: Reply, *, now: datetime, next_at: datetime | None = None) -> None:
        """Put down what became of a mail; `next_at` where it will be tried again."""
        ...

    def give_back(self, mails: Iterable[Delivery]) -> None:
        """Return claimed mails that were not begun."""
        ...

    def count(self, profile: str, edition: str | None = None) -> MailCount:
        """How many mails of an edition (of all editions of the profile) are in which state."""
        ...


class Carrier(Protocol):
    """A way to the mail server: one connection, opened when it is first needed and used for as long as it lasts."""

    def carry(self, letter: Letter, *, inflight: "Begin", smtputf8: bool = False) -> Reply:
        """Hand a mail over. `inflight` is called after the server asked for the text and before the last dot is sent; where it
        returns False the transaction is dropped and nothing is delivered.
        """
        ...

    def close(self) -> None:
        """Take leave of the server; never raises."""
        ...


class Begin(Protocol):
    """Puts down that a mail is on its way; False where it must not be sent."""

    def __call__(self) -> bool: ...
