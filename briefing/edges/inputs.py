"""What `--input` names (files, folders, patterns) as captures.

A path that matches nothing stops the run, all such paths at once. A file that cannot be read costs itself alone and
becomes a `Failure`. No more of a file is ever held than its limit allows, packed or not. Links to folders are not
followed inside a folder: a loop of them has no end, and a folder from elsewhere may point anywhere.
"""

import fnmatch
import hashlib
import os
import re
import stat
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from briefing.errors import UsageError
from briefing.model import Capture, Failure

PAGE_LIMIT = 10_000_000  # bytes of one page, unpacked
LIST_LIMIT = 100_000_000  # bytes of one file of many articles, unpacked
_RATIO = 100  # more bytes out than this many for one byte in is a bomb …
_RATIO_FROM = 1_000_000  # … once there are this many
_MEMBERS = 10_000  # gzip data may be several put one after the other; each costs time even where it is empty
_PIECE = 65_536

_KINDS = {
    ".txt": ("text/plain", PAGE_LIMIT),
    ".html": ("text/html", PAGE_LIMIT),
    ".htm": ("text/html", PAGE_LIMIT),
    ".md": ("text/markdown", PAGE_LIMIT),
    ".markdown": ("text/markdown", PAGE_LIMIT),
    ".json": ("application/json", LIST_LIMIT),
    ".jsonl": ("application/jsonl", LIST_LIMIT),
    ".ndjson": ("application/jsonl", LIST_LIMIT),
    ".xml": ("application/xml", PAGE_LIMIT),
    ".rss": ("application/xml", PAGE_LIMIT),
    ".atom": ("application/xml", PAGE_LIMIT),
    ".eml": ("message/rfc822", PAGE_LIMIT),
}
_MAGIC = re.compile(r"[*?\[]")
_HTML = re.compile(rb"(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<\?xml[\s?]|<(?:rss|feed|rdf:RDF)[\s>]")
# UTF-16 and UTF-32 are text with NUL bytes: their marks, and "<?" of XML without one.
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff", b"<\0?\0", b"\0<\0?", b"<\0\0\0?", b"\0\0\0<\0\0\0?")
# Bytes no text holds, in any encoding but the wide ones; ESC stays, ISO-2022 switches alphabets with it.
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One file: its path as given on the command line (for one in a folder, the folder as given and the rest), and what came of it."""

    path: str
    outcome: Capture | Failure


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """Every file that was named, in the order of the paths given, those of a folder by name."""

    readings: tuple[Reading, ...]

    @property
    def captures(self) -> tuple[Capture, ...]:
        """What could be read."""
        return tuple(one.outcome for one in self.readings if isinstance(one.outcome, Capture))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not, and why."""
        return tuple(one.outcome for one in self.readings if isinstance(one.outcome, Failure))


class UnreadableError(Exception):
    """Why one file is not read; never leaves this module."""

    def __init__(self, reason: str, kind: Literal["failed", "rejected"] = "failed") -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """A file to read, or a place where something is wrong already."""

    path: str
    name: str
    wrong: UnreadableError | None = None


def read_inputs(paths: Sequence[str], *, now: datetime) -> Inputs:
    """The captures of files, folders and patterns (`*`, `**`), fetched at `now`; `UsageError` lists every path with no match."""
    return Inputs(readings=tuple(iter_inputs(paths, now=now)))


def iter_inputs(paths: Sequence[str], *, now: datetime) -> Iterator[Reading]:
    """The same one by one, for inputs that do not fit into memory. Every path is looked up before the first file is read."""
    matches = [_matches(path) for path in paths]
    if missing := [path for path, found in zip(paths, matches, strict=True) if not found]:
        raise UsageError("\n".join(f"{path or repr(path)}: there is no such file or folder" for path in missing))
    return _read_all([one for found in matches for one in found], now)


def _read_all(found: list[_Found], now: datetime) -> Iterator[Reading]:
    seen: set[str] = set()
    for one in found:
        where = os.path.realpath(one.path)
        if where in seen:
            continue
        seen.add(where)
        yield Reading(path=one.path, outcome=_outcome(one, now))


def _outcome(one: _Found, now: datetime) -> Capture | Failure:
    name = _printable(one.name)
    try:
        body, media_type = _read(one)
    except UnreadableError as error:
        return Failure(stage="read", subject=name, reason=error.reason, at=now, kind=error.kind)
    sha256 = hashlib.sha256(body).hexdigest()
    return Capture(sha256=sha256, name=name, media_type=media_type, body=body, fetched_at=now)


def _matches(path: str) -> list[_Found]:
    """The files a path of the command line stands for; none where nothing is there."""
    if not path or "\0" in path:
        return []
    if os.path.lexists(path):
        return _in_folder(path, path) if _is_folder(path) else [_Found(path=path, name=Path(path).name)]
    if not _MAGIC.search(path):
        return []
    parts = Path(path).parts
    fixed = next(number for number, part in enumerate(parts) if _MAGIC.search(part))
    base = str(Path(*parts[:fixed])) if fixed else ""
    found: list[_Found] = []
    for match in dict.fromkeys(_expand(base, parts[fixed:])):
        found += _in_folder(match, base) if _is_folder(match) else [_Found(path=match, name=_below(match, base))]
    return found


def _expand(folder: str, parts: tuple[str, ...]) -> Iterator[str]:
    """What a pattern matches below `folder`. `**` does not go into linked folders, nor any star into hidden ones."""
    if not parts:
        yield folder or "."
        return
    head, rest = parts[0], parts[1:]
    if head == "**":
        for here in _folders(folder) if rest else [folder]:
            yield from _expand(here, rest)
    elif _MAGIC.search(head):
        for entry in _entries(folder):
            if fnmatch.fnmatchcase(entry.name, head) and (not rest or _is_folder(entry.path)):
                yield from _expand(_join(folder, entry.name), rest)
    elif os.path.lexists(_join(folder, head)):
        yield from _expand(_join(folder, head), rest)


def _folders(folder: str) -> Iterator[str]:
    """`folder` and every folder below it that is no link."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        yield here
        waiting += [_join(here, entry.name) for entry in _entries(here) if entry.is_dir(follow_symlinks=False)]


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder or ".") as entries:
            return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        return []


def _in_folder(folder: str, base: str) -> list[_Found]:
    """The files of a folder and the folders in it, by name; a note where there is none that can be read."""
    found: list[_Found] = []
    for here in _folders(folder):
        if not os.access(here, os.R_OK | os.X_OK):
            found.append(_Found(path=here, name=_below(here, base), wrong=UnreadableError("the folder cannot be opened")))
        for entry in _entries(here):
            path = _join(here, entry.name)
            if entry.is_symlink() and _is_folder(entry.path):
                wrong = UnreadableError("a link to a folder is not followed", "rejected")
                found.append(_Found(path=path, name=_below(path, base), wrong=wrong))
            elif not _is_folder(entry.path):
                found.append(_Found(path=path, name=_below(path, base)))
    found.sort(key=lambda one: one.name)
    if not any(_kind_of(one.name) for one in found if one.wrong is None):
        name = Path(folder).name or folder
        wrong = UnreadableError("the folder holds no file of a kind that is read", "rejected")
        found.append(_Found(path=folder, name=name, wrong=wrong))
    return found


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 (pathlib's raises where a link leads to what may not be looked at)


def _join(folder: str, name: str) -> str:
    return os.path.join(folder, name)  # noqa: PTH118 (pathlib would change the path as it was given)


def _below(path: str, base: str) -> str:
    return Path(path).relative_to(base).as_posix() if base else Path(path).as_posix()


def _kind_of(name: str) -> tuple[str, int] | None:
    lower = name.lower().removesuffix(".gz")
    return _KINDS.get(os.path.splitext(lower)[1])  # noqa: PTH122


def _read(one: _Found) -> tuple[bytes, str]:
    """The bytes of a file, unpacked, and their media type."""
    if one.wrong:
        raise one.wrong
    path = one.path
    kind = _kind_of(path)
    if kind is None:
        suffixes = "".join(Path(path.lower()).suffixes[-2:]) if path.lower().endswith(".gz") else Path(path.lower()).suffix
        if suffixes in (".warc", ".warc.gz"):
            raise UnreadableError("WARC is not read yet")
        raise UnreadableError(f"not a kind of file that is read: {suffixes or 'no extension'}", "rejected")
    media_type, limit = kind
    try:
        body = _bytes(path, limit)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from error
    if not body.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableError("is empty", "rejected")
    if not body.startswith(_WIDE_MARKS) and _is_binary(body):
        raise UnreadableError("is not text")
    return body, _sniffed(media_type, body)


def _bytes(path: str, limit: int) -> bytes:
    # Without O_NONBLOCK, opening a pipe nobody writes to would wait for ever.
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb", buffering=0) as file:  # noqa: PTH123
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableError("is not a regular file")
        packed = path.lower().endswith(".gz")
        if facts.st_size > limit:
            raise UnreadableError(_too_large(facts.st_size, limit))
        pieces = iter(lambda: file.read(_PIECE), b"")
        return _unpacked(pieces, limit) if packed else _whole(pieces, limit)


def _whole(pieces: Iterator[bytes], limit: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit:  # it grew while it was read
            raise UnreadableError(_too_large(len(body), limit))
    return bytes(body)


def _unpacked(pieces: Iterator[bytes], limit: int) -> bytes:
    body = bytearray()
    taken, members = 0, 1
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for piece in pieces:
        taken += len(piece)
        rest = piece
        while rest:
            if stream.eof:  # another member, or the zeros some tools pad with
                rest = rest.lstrip(b"\0")
                if not rest:
                    break
                members += 1
                if members > _MEMBERS:
                    raise UnreadableError(f"is packed in more than {_MEMBERS} parts")
                stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                body += stream.decompress(rest, _PIECE)
            except zlib.error:
                raise UnreadableError("is not whole gzip data") from None
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
            if len(body) > limit:
                raise UnreadableError(f"unpacks to more than the {_size(limit)} that are read of one file of its kind")
            if len(body) > _RATIO_FROM and len(body) > _RATIO * taken:
                raise UnreadableError(f"unpacks to more than {_RATIO} times its size")
    if not stream.eof:
        raise UnreadableError("is cut short: the gzip data has no end" if taken else "is empty", "failed" if taken else "rejected")
    return bytes(body)


def _too_large(size: int, limit: int) -> str:
    return f"has {_size(size)}, more than the {_size(limit)} that are read of one file of its kind"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB".replace(".0 ", " ")


def _is_binary(body: bytes) -> bool:
    """Whether more than one in a hundred of its first bytes are controls no text holds."""
    sample = body[:_PIECE]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) / 100


def _sniffed(media_type: str, body: bytes) -> str:
    """The media type, corrected where the first bytes say plainly that the extension is wrong."""
    start = body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if media_type in ("text/plain", "application/xml") and _HTML.match(start):
        return "text/html"
    if media_type == "text/plain" and _FEED.match(start):
        return "application/xml"
    if media_type == "application/json":
        first, _, rest = body.removeprefix(b"\xef\xbb\xbf").strip().partition(b"\n")
        if first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{"):
            return "application/jsonl"
    return media_type


def _printable(name: str) -> str:
    """A file name as text: undecodable bytes and control characters become U+FFFD."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(char if char.isprintable() or char == "\N{NO-BREAK SPACE}" else "\ufffd" for char in text)
