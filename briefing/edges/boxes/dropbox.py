"""A folder that others put files into: those that are new or have changed, as captures.

Nothing is ever moved, changed or deleted. A file that is still being written waits for the next visit: one that changed within
the last seconds or while it was read, and one whose name says so. Links are not followed: they may point anywhere.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from briefing.edges.boxes.letter import Letter
from briefing.edges.inputs.file import outcomes, printable
from briefing.model import Address, AddressState, Capture, Failure
from briefing.settings import Source

_SETTLED = 2.0  # seconds without a change
_UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".swp", "~")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Seen:
    """A file as it looked: `below` is its path below the folder, `etag` changes when the file does."""

    path: str
    below: str
    etag: str
    changed: float


class Dropbox:
    """Reads folders; those with a relative path lie below `beside`. `clock` gives seconds, as `time.time` does."""

    def __init__(self, beside: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._beside = beside
        self._clock = clock

    def letters(self, source: Source, known: Mapping[str, Address], *, now: datetime) -> Iterator[Letter | Failure]:
        """The files of a folder that are not `known` as they are now, by path; failures for what cannot be read.

        A WARC file gives many; the note of its last one alone says that it has been read. Where the folder itself cannot be read,
        the one failure has the source's name.
        """
        folder = str(self._beside / source.url)
        try:
            with os.scandir(folder):
                pass
        except (OSError, ValueError) as error:
            yield Failure(stage="collect", subject=source.name, reason=_why(error), at=now)
            return
        for item in _files(folder, now):
            if isinstance(item, Failure):
                yield item
                continue
            url = f"file:{source.key}/{quote(os.fsencode(item.below))}"  # of this source alone: two folders may have the same names
            earlier = known.get(url)
            if (earlier and earlier.etag == item.etag) or 0 <= self._clock() - item.changed < _SETTLED:
                continue
            first_seen = earlier.first_seen if earlier else now
            yield from _letters(item, Address(url=url, source=source.key, first_seen=first_seen, checked_at=now), source, now)


def _letters(file: _Seen, note: Address, source: Source, now: datetime) -> Iterator[Letter | Failure]:
    """What is in one file; its last letter says that it has been read, unless it changed meanwhile."""
    title = printable(file.below)
    held: Capture | None = None
    told: list[Failure] = []
    for outcome in outcomes(file.path, file.below, now=now, source=source.key):
        if isinstance(outcome, Failure):
            told.append(outcome)
            continue
        if held:
            yield Letter(capture=held, note=_noted(note, title=title, capture=held))
        held = outcome
    if _look(file.path, file.below) != file:
        return  # what was read of a page may be half of it; the next visit reads it again
    yield from told
    yield Letter(capture=held, note=_noted(note, title=title, capture=held, etag=file.etag, failures=told))


def _noted(
    note: Address, *, title: str, capture: Capture | None, etag: str | None = None, failures: list[Failure] | None = None
) -> Address:
    """The note of a file: waiting while more of it comes (`etag` is None), then read, or failed where it held nothing."""
    state: AddressState = "waiting" if etag is None else "read" if capture else "failed"
    return Address(
        url=note.url,
        source=note.source,
        state=state,
        first_seen=note.first_seen,
        checked_at=note.checked_at,
        changed_at=note.checked_at,
        etag=etag,
        reason=failures[-1].reason if failures and not capture else "",
        capture=capture.sha256 if capture else None,
        title=title,
    )


def _files(folder: str, now: datetime) -> Iterator[_Seen | Failure]:
    """The files in a folder and in the folders in it, by path, without hidden and unfinished ones and without links."""
    waiting = [(folder, "")]
    while waiting:
        here, path = waiting.pop()
        try:
            with os.scandir(here) as found:
                entries = sorted((one for one in found if not one.name.startswith(".")), key=lambda one: one.name)
        except OSError as error:
            yield Failure(stage="read", subject=printable(path), reason=_why(error), at=now)
            continue
        inner: list[tuple[str, str]] = []
        for entry in entries:
            name = f"{path}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                inner.append((entry.path, f"{name}/"))
            elif not entry.name.lower().endswith(_UNFINISHED) and (seen := _look(entry.path, name)):
                yield seen
        waiting += reversed(inner)


def _look(path: str, below: str) -> _Seen | None:
    """A file as it looks now; None where it is gone or is no file."""
    try:
        facts = os.stat(path, follow_symlinks=False)  # noqa: PTH116 (a name need not be text)
    except OSError:
        return None
    if not stat.S_ISREG(facts.st_mode):
        return None
    return _Seen(path=path, below=below, etag=f"{facts.st_size}:{facts.st_mtime_ns}", changed=facts.st_mtime)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, NotADirectoryError):
        return "is no folder"
    if isinstance(error, FileNotFoundError | ValueError):
        return "the folder is not there"
    return f"the folder cannot be opened: {error.strerror or error}"
