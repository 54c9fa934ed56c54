"""What the links in mails do: a token is read, and the reader it is of leaves, comes back or confirms.

A token that is used, one of nobody, and what is no token at all are answered alike, after the same work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.edges.archive.reader_book import ReaderBook, Wish
from briefing.model import Subscriber
from briefing.signing import Purpose, read

LEFT = "left by the link in a mail"  # of whoever left so; they alone may come back by a link
_NOBODY = 0  # no reader has this number


@dataclass(frozen=True, kw_only=True, slots=True)
class ListNamed:
    """A list as its readers know it: the profile's title and language."""

    title: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """The readers of one archive, and those of their lists that are served, by profile."""

    readers: ReaderBook
    lists: Mapping[str, ListNamed]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What to answer: the kind of page, and where a reader is known the list's title and the language."""

    kind: str
    title: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Met:
    readers: ReaderBook
    number: int
    reader: Subscriber | None
    list: ListNamed | None

    def said(self, kind: str) -> Said:
        """An answer that names the list."""
        if self.list is None:
            return Said(kind=kind)
        return Said(kind=kind, title=self.list.title, language=(self.reader and self.reader.language) or self.list.language)


class Doors:
    """Every link of every list that is served. The methods talk to databases: each takes milliseconds, and may raise `BriefingError`."""

    def __init__(self, doors: Sequence[Door]) -> None:
        self._doors = tuple(doors)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the lists, each once, in order."""
        return tuple(dict.fromkeys(one.language for door in self._doors for one in door.lists.values()))

    def ask_to_leave(self, token: str, now: datetime) -> Said:
        """Whether somebody wants to leave; changes nothing."""
        met = self._meet("leave", token, now)
        here = met.reader is not None and met.reader.state != "removed"
        return met.said("leave") if here else Said(kind="spent-leave")

    def leave(self, token: str, now: datetime) -> Said:
        """A reader leaves."""
        met = self._meet("leave", token, now)
        return met.said("left") if met.readers.leave(met.number, now=now, reason=LEFT) else Said(kind="spent-leave")

    def come_back(self, token: str, now: datetime) -> Said:
        """Somebody who left by their link is a reader again, as they were; nobody else is."""
        met = self._meet("leave", token, now)
        reader = met.reader
        if reader is None or reader.state != "removed" or reader.reason != LEFT or not reader.address:
            return Said(kind="spent-leave")
        outcomes = met.readers.enrol(reader.profile, (Wish(address=reader.address),), now=now, again=True)
        return met.said("back") if outcomes == ("again",) else Said(kind="spent-leave")

    def ask_to_confirm(self, token: str, now: datetime) -> Said:
        """Whether somebody wants what was asked for in their name; changes nothing."""
        met = self._meet("confirm", token, now)
        waits = met.reader is not None and met.reader.state == "pending"
        return met.said("confirm") if waits else Said(kind="spent-confirm")

    def confirm(self, token: str, now: datetime) -> Said:
        """A reader confirms."""
        met = self._meet("confirm", token, now)
        confirmed = met.readers.confirm(met.number, now=now)
        waited = met.reader is not None and met.reader.state == "pending"
        return met.said("confirmed") if confirmed and waited else Said(kind="spent-confirm")

    def _meet(self, purpose: Purpose, token: str, now: datetime) -> _Met:
        """Whom a token is of; every door is asked, whichever it fits, and the last one where it fits none."""
        found, number, profile = self._doors[-1], _NOBODY, ""
        for door in self._doors:
            signed = read(token, purpose, profiles=door.lists, secrets=door.readers.secrets(now=now))
            if signed is not None:
                found, number, profile = door, signed.number, signed.profile
        reader = found.readers.get(number)
        if reader is not None and reader.profile != profile:
            reader, number = None, _NOBODY
        return _Met(readers=found.readers, number=number, reader=reader, list=found.lists[profile] if reader is not None else None)
