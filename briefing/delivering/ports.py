"""What delivering needs of the world outside; the edges in `briefing.edges` are what the commands hand in."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from briefing.mail_address import Unfit
from briefing.model import Begun, Delivery, Ended, Letter, Reply


class Ledger(Protocol):
    """What is on record of each mail; every method is one transaction, durable when it returns."""

    def claim(
        self,
        profile: str,
        *,
        now: datetime,
        until: datetime,
        most: int,
        edition: str | None = None,
        flush: datetime | None = None,
    ) -> tuple[Delivery, ...]:
        """Mails that are owed and nobody else has, ours until then; with `flush` also those whose next try has not come, unless
        they were tried at that moment or later.

        Whoever left since is suppressed, not returned. Mails on their way whose sender has ended, or whose claim ran out, become
        in doubt here.
        """
        ...

    def write(self, entries: Sequence[Begun | Ended]) -> tuple[bool, ...]:
        """Put down what became of mails, in order and in one transaction; for each whether it was done.

        False for one that must not be sent, or is another's now: its claim is void, or its reader has left since.
        """
        ...

    def give_back(self, mails: Iterable[Delivery]) -> None:
        """Return claimed mails that were not begun."""
        ...

    def postpone(self, profile: str, *, until: datetime) -> None:
        """Let every mail of a profile that is owed wait until then, as the server cannot be reached."""
        ...


class Carrier(Protocol):
    """A way to the mail server: one connection, opened when it is first needed and used for as long as it lasts."""

    def carry(self, letter: Letter, *, inflight: Callable[[], bool], smtputf8: bool = False) -> Reply:
        """Hand a mail over. `inflight` is called, in any thread, after the server asked for the text and before the last dot is
        sent; where it returns False the transaction is dropped and nothing is delivered.
        """
        ...

    def close(self) -> None:
        """Take leave of the server; never raises."""
        ...

    def interrupt(self) -> None:
        """From another thread: have a `carry` that waits for the server return at once."""
        ...


class Write(Protocol):
    """Writes the mail to one reader, or says why their address cannot be written to; with the PDF attached where it is wanted and there is one; the same bytes every time."""

    def __call__(self, mail: Delivery, *, attach: bool = True) -> Letter | Unfit: ...
