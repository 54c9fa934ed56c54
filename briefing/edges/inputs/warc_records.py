"""The records of a WARC file, plain or packed with gzip, record by record or as a whole, one at a time.

A record that is broken costs itself: the next one is looked for behind it. Headers, lengths and what the packing makes of a few
bytes are bounded before anything is held; what is longer than a page may be is passed over.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from briefing.edges.unpack import PIECE, RATIO, RATIO_FROM, size

_HEADERS = 64_000  # bytes of the headers of one record
_MOST_UNPACKED = 20_000_000_000  # bytes of one file; at some 200 MB a second that is work enough
_MOST_RECORDS = 2_000_000
_MOST_BROKEN = 300
_GAP = 1_000  # bytes of line breaks between two records; two of them are usual
_START = b"WARC/"
_GZIP = b"\x1f\x8b\x08"


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One record: its place in the file (from 1), its headers by lower-case name, its block as it stands there.

    `length` is that of the block in bytes; `block` is None where it is longer than asked for.
    """

    number: int
    headers: dict[str, str]
    length: int
    block: bytes | None = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A place in the file where no record could be read, and why; `number` is 0 where the file does not begin with one."""

    number: int
    reason: str


class _BrokenError(Exception):
    def __init__(self, reason: str, *, begun: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.begun = begun


def records(read: Callable[[int], bytes], *, longest: int) -> Iterator[Record | Broken]:
    """The records that `read` (of so many bytes at most, as a file's) gives, their blocks where not above `longest` bytes.

    After some hundreds that are broken, the last says that the rest is not read.
    """
    stream = _Stream(_unpacked(read))
    broken, lost = 0, False
    for number in range(1, _MOST_RECORDS + 1):
        if lost and not stream.find_start():
            return
        try:
            record = _record(stream, number, longest)
        except _BrokenError as error:
            broken, lost = broken + 1, True
            if broken > _MOST_BROKEN:
                yield Broken(number=number, reason=f"is one of more than {_MOST_BROKEN} that are broken: the rest is not read")
                return
            no_start = number == 1 and not error.begun
            yield Broken(
                number=0 if no_start else number, reason="is no WARC file" if no_start and not stream.torn else error.reason
            )
            continue
        if record is None:
            return
        lost = record.block is None  # what follows is then looked for, not counted off: a length may be a lie
        yield record
    yield Broken(number=_MOST_RECORDS + 1, reason=f"comes after {_MOST_RECORDS:,} others: the rest is not read")


def _record(stream: "_Stream", number: int, longest: int) -> Record | None:
    """The next record; None at the end."""
    line = stream.line_of_words()
    if not line.startswith(_START):
        if not line and not stream.torn:
            return None
        raise _BrokenError(stream.torn or "no record begins where one should", begun=False)
    headers = _headers(stream)
    length = _length(headers)
    if length > longest:
        return Record(number=number, headers=headers, length=length, block=None)
    block = stream.take(length)
    if len(block) < length:
        reason = stream.torn or "is cut short"
        stream.give_back(block)
        raise _BrokenError(reason)
    if not stream.at_end_of_record():
        stream.give_back(block)  # there may be a whole record in it
        raise _BrokenError("is not as long as it says")
    return Record(number=number, headers=headers, length=length, block=block)


def headers_of(lines: list[bytes]) -> dict[str, str]:
    """Header lines by lower-case name, the first of each; lines that are none are passed over."""
    found: dict[str, str] = {}
    last = ""
    for line in lines:
        text = _text(line).rstrip("\r\n")
        if text[:1] in (" ", "\t") and last:
            found[last] += " " + text.strip()
            continue
        name, colon, value = text.partition(":")
        last = name.strip().lower() if colon else ""
        if last in found:
            last = ""
        elif last:
            found[last] = value.strip()
    return found


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _headers(stream: "_Stream") -> dict[str, str]:
    lines: list[bytes] = []
    room = _HEADERS
    while (line := stream.line()).strip():
        room -= len(line)
        if room < 0:
            raise _BrokenError(f"has headers of more than {_HEADERS // 1000} kB")
        lines.append(line)
    if not line:
        raise _BrokenError(stream.torn or "is cut short in its headers")
    return headers_of(lines)


def _length(headers: dict[str, str]) -> int:
    said = headers.get("content-length", "")
    if not (said.isascii() and said.isdigit() and len(said) <= 18):
        raise _BrokenError("does not say how long it is")
    return int(said)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Tear:
    reason: str


class _Stream:
    """Bytes to be read by lines and lengths. Where they are torn, reading ends, `torn` says why, and `find_start` goes on behind."""

    def __init__(self, pieces: Iterator[bytes | _Tear]) -> None:
        self._pieces = pieces
        self._held = bytearray()
        self.torn = ""

    def _more(self) -> bool:
        piece = None if self.torn else next(self._pieces, None)
        if isinstance(piece, _Tear):
            self.torn = piece.reason
        elif piece is not None:
            self._held += piece
            return True
        return False

    def take(self, count: int) -> bytes:
        while len(self._held) < count and self._more():
            pass
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken

    def give_back(self, taken: bytes) -> None:
        self._held[:0] = taken

    def line(self) -> bytes:
        """Up to the end of the line, or what a header may have of it and a byte more."""
        looked = 0
        while (end := self._held.find(b"\n", looked, _HEADERS)) < 0 and len(self._held) <= _HEADERS:
            looked = len(self._held)
            if not self._more():
                break
        return self.take(end + 1 if end >= 0 else min(len(self._held), _HEADERS + 1))

    def line_of_words(self) -> bytes:
        """The next line that is not blank; b"" at the end."""
        while (line := self.line()) and not line.strip():
            pass
        return line

    def at_end_of_record(self) -> bool:
        """Whether what follows is the end of a record: two line breaks, or after fewer another record or nothing."""
        while True:
            start = bytes(self._held[:_GAP])
            rest = start.lstrip(b"\r\n")
            if start.startswith((b"\r\n\r\n", b"\n\n")):
                return True
            if len(rest) >= len(_START) or len(start) >= _GAP or not self._more():
                return not rest or rest.startswith(_START)

    def find_start(self) -> bool:
        """Go on to the next line that begins a record, behind a tear too; False where there is none."""
        self._held[:0] = b"\n"
        while True:
            at = self._held.find(b"\n" + _START)
            if at >= 0:
                del self._held[: at + 1]
                return True
            del self._held[: -len(_START)]
            if self._more():
                continue
            if not self.torn:
                return False
            self._held[:] = b"\n"  # what comes next begins a line
            self.torn = ""


def _unpacked(read: Callable[[int], bytes]) -> Iterator[bytes | _Tear]:
    first = read(PIECE)
    if first.startswith(_GZIP[:2]):
        yield from _gunzipped(first, read)
        return
    while first:
        yield first
        first = read(PIECE)


def _gunzipped(packed: bytes, read: Callable[[int], bytes]) -> Iterator[bytes | _Tear]:
    """What the gzip members hold, one after the other; a tear for one that is broken or a bomb, then the next that begins behind."""
    total = 0
    for _ in range(_MOST_RECORDS):
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        taken, made, wrong = 0, 0, ""
        while not stream.eof and not wrong:
            packed = packed or read(PIECE)
            if not packed:
                yield _Tear(reason="is cut short: the gzip data has no end")
                return
            try:
                piece = stream.decompress(packed, PIECE)
            except zlib.error:
                wrong = "is not whole gzip data"
                break
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
            taken, made, total = taken + len(packed) - len(rest), made + len(piece), total + len(piece)
            packed = rest
            if piece:
                yield piece
            if made > RATIO_FROM and made > RATIO * taken:
                wrong = f"unpacks to more than {RATIO} times its size"
            if total > _MOST_UNPACKED:
                yield _Tear(reason=f"is where the file has unpacked to {size(_MOST_UNPACKED)}: the rest is not read")
                return
        packed, clean = _next_member(packed[1:] if wrong else packed, read)
        if wrong or not clean:
            yield _Tear(reason=wrong or "is followed by bytes that are no gzip data")
        if not packed:
            return


def _next_member(packed: bytes, read: Callable[[int], bytes]) -> tuple[bytes, bool]:
    """From where the next gzip member begins, b"" where none does; and whether nothing but padding lay before it."""
    clean = True
    while True:
        at = packed.find(_GZIP)
        clean = clean and not packed[: at if at >= 0 else max(len(packed) - 2, 0)].strip(b"\0")
        if at >= 0:
            return packed[at:], clean
        more = read(PIECE)
        if not more:
            return b"", clean and not packed.strip(b"\0")
        packed = packed[-2:] + more
