"""Taking a file of readers in: a thousand at a time, so that any number fits in memory, each line for itself."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from briefing.commands import confirming
from briefing.commands.subscribers_csv import Entry, Wrong, entries
from briefing.edges.archive.reader_book import Outcome, ReaderBook
from briefing.edges.progress import progress
from briefing.errors import UsageError
from briefing.model import SubscriberState
from briefing.settings import Profile

_AT_ONCE = 1_000  # readers in a transaction
_OUTCOMES: tuple[Outcome, ...] = ("added", "again", "changed", "same", "left")


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """How many readers of a file came to what, and how many lines were wrong."""

    counts: Mapping[Outcome, int]
    wrong: int


def take_in(file: str, profile: Profile, book: ReaderBook, *, now: datetime, asks: bool, again: bool) -> Taken:
    """Add the readers of a CSV file ("-" for standard input), or change what they want; each wrong line is said with its number.

    With `asks` those who were active where it was written have to confirm first. Called again it changes nothing.
    """
    counts: Counter[Outcome] = Counter()
    wrong = 0
    waiting: list[Entry] = []

    def write() -> None:
        for state in dict.fromkeys(one.state for one in waiting):
            wishes = [one.wish for one in waiting if one.state == state]
            begins, reason = _begins(state, asks=asks)
            counts.update(book.enrol(profile.id, wishes, now=now, state=begins, reason=reason, again=again and state != "removed"))
        waiting.clear()

    with _opened(file) as opened:
        for one in progress(entries(opened, [section.id for section in profile.sections]), "readers"):
            if isinstance(one, Wrong):
                print(f"briefing: line {one.line} {one.why}", file=sys.stderr)
                wrong += 1
                continue
            waiting.append(one)
            if len(waiting) == _AT_ONCE:
                write()
    write()
    return Taken(counts={outcome: counts[outcome] for outcome in _OUTCOMES}, wrong=wrong)


def _begins(state: SubscriberState, *, asks: bool) -> tuple[SubscriberState, str]:
    """The state in which a new reader begins who was in another elsewhere, and the reason."""
    if state in ("active", "pending"):
        return ("pending", confirming.NOT_ASKED) if asks or state == "pending" else ("active", "")
    return state, f"{state} where they were imported from"


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        opened = open(file, "rb")  # noqa: PTH123, SIM115 - closed below; what goes wrong while it is read is another matter
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror})") from None
    with opened:
        yield opened
