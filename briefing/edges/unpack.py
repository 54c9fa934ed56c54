"""Unpacking what others packed (gzip, deflate, brotli), piece by piece and never beyond a limit.

No step makes more than a small piece, and each is counted before the next is made: a bomb ends at its limit, in time and in memory.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import ClassVar, Protocol

import brotli

RATIO = 100  # more bytes out than this many for one byte in is a bomb …
RATIO_FROM = 1_000_000  # … once there are this many
PIECE = 65_536
_MEMBERS = 10_000  # gzip data may be several put one after the other; each costs time even where it is empty
_CODINGS = 2  # one on top of the other: servers do that by mistake, nobody does more with good intent


class UnpackingError(Exception):
    """Why something cannot be unpacked: `reason` is a phrase that follows its name ("is cut short …")."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Coding(Protocol):
    name: ClassVar[str]

    @property
    def done(self) -> bool:
        """Whether the data may end here."""
        ...

    def out(self, rest: bytes) -> Iterator[bytes]:
        """What a further piece unpacks to."""
        ...


class Unpacker:
    """Takes packed pieces and gives unpacked ones, each of at most 64 kB; raises `UnpackingError` where it has to stop.

    `encoding` is as in a Content-Encoding header ("gzip", "deflate", "br", "identity", several with commas between them, in the
    order they were applied). `limit` is in bytes unpacked, `of` what it is a limit of ("one page").
    """

    def __init__(self, encoding: str, *, limit: int, of: str = "one page") -> None:
        names = [name for part in encoding.split(",") if (name := part.strip().lower()) not in ("", "identity")]
        if unknown := [name for name in names if name not in _MAKERS]:
            shown = re.sub(r"[^\w.+-]", "?", unknown[0], flags=re.ASCII)[:30]
            raise UnpackingError(f"is packed in a way that is not read: {shown}")
        if len(names) > _CODINGS:
            raise UnpackingError(f"is packed {len(names)} times over")
        self._codings: list[_Coding] = [_MAKERS[name]() for name in reversed(names)]
        self._limit, self._of = limit, of
        self.taken = 0
        self._made = [0] * (len(self._codings) + 1)

    @property
    def made(self) -> int:
        """How many bytes it has given."""
        return self._made[-1]

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """What a further packed piece unpacks to; to be taken whole before the next piece is fed."""
        self.taken += len(piece)
        yield from self._through(piece, 0)

    def finish(self) -> None:
        """To be called after the last piece: raises where the packed data goes on. Of nothing at all, nothing is wrong."""
        if self.taken and (open_ones := [coding.name for coding in self._codings if not coding.done]):
            raise UnpackingError(f"is cut short: the {open_ones[0]} data has no end")

    def _through(self, piece: bytes, number: int) -> Iterator[bytes]:
        # Each layer is counted, not the last alone: a gzip header may go on for ever and make nothing.
        made = self._made[number] = self._made[number] + len(piece)
        if made > self._limit:
            verb = "unpacks to" if self._codings else "has"
            raise UnpackingError(f"{verb} more than the {size(self._limit)} that are read of {self._of}")
        if made > RATIO_FROM and made > RATIO * self.taken:
            raise UnpackingError(f"unpacks to more than {RATIO} times its size")
        if number < len(self._codings):
            for made_of_it in self._codings[number].out(piece):
                yield from self._through(made_of_it, number + 1)
        elif piece:
            yield piece


def unpacked(pieces: Iterable[bytes], encoding: str, *, limit: int, of: str = "one page") -> Iterator[bytes]:
    """Packed pieces as unpacked ones of at most 64 kB each, `limit` bytes in all; raises `UnpackingError`."""
    unpacker = Unpacker(encoding, limit=limit, of=of)
    for piece in pieces:
        yield from unpacker.feed(piece)
    unpacker.finish()


def size(count: int) -> str:
    """A number of bytes for a person ("10 MB")."""
    return f"{count / 1e6:.1f} MB".replace(".0 ", " ")


class _Gzip:
    name: ClassVar[str] = "gzip"

    def __init__(self) -> None:
        self._members, self._stream = 1, zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def done(self) -> bool:
        return self._stream.eof

    def out(self, rest: bytes) -> Iterator[bytes]:
        while rest:
            if self._stream.eof:  # another member, or the zeros some tools pad with
                rest = rest.lstrip(b"\0")
                if not rest:
                    return
                self._members += 1
                if self._members > _MEMBERS:
                    raise UnpackingError(f"is packed in more than {_MEMBERS} parts")
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                made = self._stream.decompress(rest, PIECE)
            except zlib.error:
                raise UnpackingError("is not whole gzip data") from None
            rest = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            if made:
                yield made
        while not self._stream.eof and (made := self._stream.decompress(b"", PIECE)):
            yield made


class _Deflate:
    """With the zlib wrapper, as the standard has it, or without, as some servers send it: the first two bytes tell."""

    name: ClassVar[str] = "deflate"

    def __init__(self) -> None:
        self._start = b""
        self._stream: zlib._Decompress | None = None

    @property
    def done(self) -> bool:
        return self._stream is not None and self._stream.eof

    def out(self, rest: bytes) -> Iterator[bytes]:
        if self._stream is None:
            rest = self._start = self._start + rest
            if len(rest) < 2:
                return
            wrapped = rest[0] & 0x0F == 8 and int.from_bytes(rest[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        try:
            while not self._stream.eof and (made := self._stream.decompress(rest, PIECE)):
                rest = self._stream.unconsumed_tail
                yield made
        except zlib.error:
            raise UnpackingError("is not whole deflate data") from None


class _Brotli:
    name: ClassVar[str] = "brotli"

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def done(self) -> bool:
        return bool(self._stream.is_finished())

    def out(self, rest: bytes) -> Iterator[bytes]:
        if self._stream.is_finished():
            return
        try:
            made = self._stream.process(rest, output_buffer_limit=PIECE)
            while made:
                yield from (made[at : at + PIECE] for at in range(0, len(made), PIECE))
                made = b"" if self._stream.is_finished() else self._stream.process(b"", output_buffer_limit=PIECE)
        except brotli.error:
            raise UnpackingError("is not whole brotli data") from None


_MAKERS: dict[str, type[_Gzip] | type[_Deflate] | type[_Brotli]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
}
