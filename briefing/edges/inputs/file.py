"""One file as captures: a page, a list of articles, a mail, or a WARC file of many pages; each may be packed with gzip.

No more of a file is ever held than its limit allows, packed or not. What cannot be read is a `Failure` and costs itself alone.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Literal

from briefing.edges.inputs import kinds
from briefing.edges.inputs.warc import pages
from briefing.edges.unpack import PIECE, UnpackingError, size, unpacked
from briefing.model import Capture, Failure


class UnreadableError(Exception):
    """Why one file is not read; becomes a `Failure` before anybody else sees it."""

    def __init__(self, reason: str, kind: Literal["failed", "rejected"] = "failed") -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind


def outcomes(path: str, name: str, *, now: datetime, source: str | None = None) -> Iterator[Capture | Failure]:
    """What a file holds, in its order: one capture, or of a WARC file one for each page; failures for what cannot be read.

    `name` is what the captures are called by and `now` when they were fetched, where the file itself does not say; `source` is
    the key of the source they come from.
    """
    shown = printable(name)
    try:
        media_type, limit = _kind(path)
        # Without O_NONBLOCK, opening a pipe nobody writes to would wait for ever.
        with FileIO(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)) as file:
            _check_file(file, limit)
            if media_type == kinds.WARC:
                yield from pages(file, shown, now=now, source=source)
                return
            body = _body(file, limit, packed=path.lower().endswith(".gz"))
        _check_text(body)
    except UnreadableError as error:
        yield Failure(stage="read", subject=shown, reason=error.reason, at=now, kind=error.kind)
        return
    except OSError as error:
        yield Failure(stage="read", subject=shown, reason=f"cannot be read: {error.strerror or error}", at=now)
        return
    yield Capture(
        sha256=hashlib.sha256(body).hexdigest(),
        name=shown,
        media_type=kinds.sniffed(media_type, body),
        body=body,
        fetched_at=now,
        source=source,
    )


def printable(name: str) -> str:
    """A file name as text: undecodable bytes and control characters become U+FFFD."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(char if char.isprintable() or char == "\N{NO-BREAK SPACE}" else "\ufffd" for char in text)


def _kind(path: str) -> tuple[str, int]:
    kind = kinds.of_name(path)
    if kind is None:
        suffixes = "".join(Path(path.lower()).suffixes[-2:]) if path.lower().endswith(".gz") else Path(path.lower()).suffix
        raise UnreadableError(f"not a kind of file that is read: {suffixes or 'no extension'}", "rejected")
    return kind


def _check_file(file: FileIO, limit: int) -> None:
    facts = os.fstat(file.fileno())
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableError("is not a regular file")
    if facts.st_size > limit:
        raise UnreadableError(f"has {size(facts.st_size)}, more than the {size(limit)} that are read of one file of its kind")


def _body(file: FileIO, limit: int, *, packed: bool) -> bytes:
    pieces = iter(lambda: file.read(PIECE), b"")
    body = bytearray()
    try:
        for piece in unpacked(pieces, "gzip" if packed else "identity", limit=limit, of="one file of its kind"):
            body += piece
    except UnpackingError as error:
        raise UnreadableError(error.reason) from None
    return bytes(body)


def _check_text(body: bytes) -> None:
    if kinds.is_empty(body):
        raise UnreadableError("is empty", "rejected")
    if not kinds.is_text(body):
        raise UnreadableError("is not text")
