"""The right to make an edition, kept while it is made: a turn of a minute that a thread renews."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread

from briefing.edges.archive.run_book import RunBook
from briefing.errors import BriefingError
from briefing.model import Turn

LEASE = timedelta(seconds=60)  # whoever stands still for longer has lost its turn
_RENEWED = 15.0  # seconds


@contextmanager
def kept(book: RunBook, turn: Turn, clock: Callable[[], datetime]) -> Iterator[Callable[[], bool]]:
    """Keeps a turn while this lasts; what it gives says whether the turn is still ours, and is asked before anything is filed."""
    over = Event()

    def renew() -> None:
        while not over.wait(_RENEWED):
            try:
                if not book.renew(turn, until=clock() + LEASE):
                    return
            except BriefingError:  # the database is busy: there is time for two more tries
                continue

    thread = Thread(target=renew, name="turn", daemon=True)
    thread.start()
    try:
        yield lambda: book.renew(turn, until=clock() + LEASE)
    finally:
        over.set()
        thread.join(5)
