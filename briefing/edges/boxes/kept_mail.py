"""Mails that lie on a disk, one after the other: files of one or of many (mbox, RFC 4155), Maildirs, folders of files.

Nothing is moved, changed or marked. A mail is held in memory alone, and cut where it is longer than anything of it matters.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from briefing.edges.inputs.kinds import PAGE_LIMIT
from briefing.errors import UsageError
from briefing.model import Failure

_MAILDIR = ("cur", "new")
_LONGEST_LINE = 1_000_000  # bytes


def check(paths: Iterable[str]) -> None:
    """Raise `UsageError` for the first path that is not there."""
    for path in paths:
        if path != "-" and not Path(path).exists():
            raise UsageError(f"{path}: there is no such file or folder")


def mails(path: str, *, now: datetime) -> Iterator[bytes | Failure]:
    """The mails at a path, "-" for standard input, in the order of their files' names; failures for what cannot be read."""
    if path == "-":
        yield from _in_stream(sys.stdin.buffer)
        return
    for file in _files(Path(path)):
        try:
            with file.open("rb") as stream:
                yield from _in_stream(stream)
        except OSError as error:
            yield Failure(stage="read", subject=file.name, reason=(error.strerror or "cannot be read").lower(), at=now)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    if all((path / name).is_dir() for name in _MAILDIR):
        for name in _MAILDIR:  # "tmp" has what is still being written
            yield from _in_folder(path / name)
    else:
        yield from _in_folder(path)


def _in_folder(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(place, name)
            # Anything but a file could keep us waiting; what begins with a dot is some program's own.
            if not name.startswith(".") and stat.S_ISREG(file.lstat().st_mode):
                yield file


def _in_stream(stream: Iterable[bytes]) -> Iterator[bytes]:
    """The mails of a file: those of an mbox, whose first line begins with "From ", else the one it is."""
    held: list[bytes] = []
    size, is_mbox, after_blank = 0, False, True
    for at, line in enumerate(_lines(stream)):
        if line.startswith(b"From ") and (at == 0 or (is_mbox and after_blank)):
            is_mbox = True
            if held:
                yield b"".join(held)
            held, size = [], 0
            continue
        after_blank = not line.strip()
        if size < PAGE_LIMIT:
            held.append(line)
            size += len(line)
    if size and b"".join(held).strip():
        yield b"".join(held)


def _lines(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Lines, the longest in pieces, so that a file without any fits in memory."""
    read = getattr(stream, "readline", None)
    if read is None:
        yield from stream
        return
    while line := read(_LONGEST_LINE):
        yield line
