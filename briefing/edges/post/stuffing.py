"""Messages as SMTP wants them between DATA and the last dot: lines end in CRLF, and a dot at the start of one is doubled.

What is the same for many mails (the PDF) is worked on once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_LARGE = 4096  # bytes from which a piece is worth remembering
_REMEMBERED = 16
BLOCK = 262_144  # bytes that are sent at once, within one time limit


class LineEndError(ValueError):
    """A message has a CR or an LF alone: some servers would take it for the end of a line, or of the message."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stuffed:
    piece: bytes  # kept, so that its identity is nobody else's
    wire: bytes
    ascii: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """A message as it is sent, without the last line's CRLF and without the dot; `ascii` where it has no byte above 127."""

    blocks: tuple[bytes | memoryview, ...]
    ascii: bool


class Stuffing:
    """Doubles dots, and remembers the last large pieces it has seen by identity."""

    def __init__(self) -> None:
        self._known: dict[int, _Stuffed] = {}

    def wire(self, pieces: Sequence[bytes]) -> Wire:
        """A message of these pieces as it goes over the wire; `LineEndError` where a line of it ends wrongly."""
        pieces = [piece for piece in pieces if piece]
        if not all(piece.endswith(b"\r\n") for piece in pieces):
            whole = b"".join(pieces)
            pieces = [whole if whole.endswith(b"\r\n") or not whole else whole + b"\r\n"]
        stuffed = [self._stuffed(piece) for piece in pieces]
        blocks: list[bytes | memoryview] = []
        small: list[bytes] = []
        for one in stuffed:
            if len(one.wire) < BLOCK // 4:
                small.append(one.wire)
                continue
            if small:
                blocks.append(b"".join(small))
                small = []
            view = memoryview(one.wire)
            blocks += [view[at : at + BLOCK] for at in range(0, len(view), BLOCK)]
        if small:
            blocks.append(b"".join(small))
        if blocks:
            blocks = _shortened(blocks)
        return Wire(blocks=tuple(blocks), ascii=all(one.ascii for one in stuffed))

    def _stuffed(self, piece: bytes) -> _Stuffed:
        known = self._known.get(id(piece))
        if known and known.piece is piece:
            return known
        ends = piece.count(b"\r\n")
        if piece.count(b"\n") != ends or piece.count(b"\r") != ends:
            raise LineEndError
        wire = piece.replace(b"\r\n.", b"\r\n..")
        made = _Stuffed(piece=piece, wire=b"." + wire if wire.startswith(b".") else wire, ascii=piece.isascii())
        if len(piece) >= _LARGE:
            if len(self._known) >= _REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[id(piece)] = made
        return made


def _shortened(blocks: list[bytes | memoryview]) -> list[bytes | memoryview]:
    """Without the last CRLF, which may lie on both sides of a border between blocks."""
    left = 2
    while left and blocks:
        last = blocks.pop()
        if len(last) > left:
            return [*blocks, last[: len(last) - left]]
        left -= len(last)
    return blocks
