"""A mail taken apart, as far as a notification needs it: headers, and the parts of its outermost multiparts.

A mail that came back holds what a stranger wrote. Each part is read once, to a depth and a length; nothing here raises.
"""

import binascii
import quopri
import re
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

LONGEST = 2_000_000  # bytes; what lies behind is the mail that came back, whose headers were before
_DEEPEST = 4
_MOST_PARTS = 50
_HEADERS = 64_000  # bytes
_FAULTS = (MessageError, ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError)
_BLANK = re.compile(rb"\n[ \t]*\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part that is no multipart: its type in small letters, its headers, and its decoded bytes its line breaks LF."""

    kind: str
    headers: "Headers"
    body: bytes

    @property
    def text(self) -> str:
        """As text."""
        return _as_text(self.body)


class Headers:
    """Header fields, asked for by name in any case; a field that cannot be read is one that is not there."""

    def __init__(self, block: bytes) -> None:
        # The default policy raises at hostile fields; this one keeps them as they are.
        self._message: Message = Message(policy=compat32)
        with suppress(*_FAULTS):
            self._message = BytesHeaderParser(policy=compat32).parsebytes(block[:_HEADERS].lstrip(b"\n"))

    def all(self, name: str) -> tuple[str, ...]:
        """The values of all fields with this name, each on one line."""
        try:
            # As it stands there: this policy makes U+FFFD of letters beyond ASCII, which RFC 6533 allows in fields.
            found = (str(value) for field, value in self._message.raw_items() if field.lower() == name.lower())
            return tuple(" ".join(plain(_as_text(value.encode("utf-8", "surrogateescape"))).split()) for value in found)
        except _FAULTS:
            return ()

    def get(self, name: str) -> str:
        """The value of the first field with this name, "" where there is none."""
        return next(iter(self.all(name)), "")

    @property
    def kind(self) -> str:
        """The media type, as "text/plain"."""
        try:
            return self._message.get_content_type()
        except _FAULTS:
            return "text/plain"

    @property
    def boundary(self) -> bytes:
        """What stands between the parts, b"" where nothing does."""
        try:
            return (self._message.get_boundary() or "").encode("utf-8", "surrogateescape")
        except _FAULTS:
            return b""


def apart(mail: bytes) -> tuple[Headers, tuple[Part, ...]]:
    """The headers of a mail and its parts in order, those of multiparts within multiparts too; mails within it are one part each."""
    headers, body = _split(_with_newlines(mail[:LONGEST]))
    return headers, tuple(_parts(headers, body, 0))[:_MOST_PARTS]


def blocks(body: bytes) -> tuple[Headers, ...]:
    """The groups of fields that blank lines part, as in message/delivery-status (RFC 3464 §2.1)."""
    return tuple(Headers(block) for block in _BLANK.split(body)[:_MOST_PARTS] if block.strip())


def headers_of(body: bytes) -> Headers:
    """The headers of a mail within a mail, or of its headers alone."""
    return _split(body.lstrip(b"\n"))[0]


def _parts(headers: Headers, body: bytes, depth: int) -> list[Part]:
    boundary = headers.boundary
    if not headers.kind.startswith("multipart/") or not boundary or depth >= _DEEPEST:
        return [Part(kind=headers.kind, headers=headers, body=_decoded(headers, body))]
    pieces = re.split(rb"(?m)^--" + re.escape(boundary) + rb"(?:--)?[ \t]*$\n?", body, maxsplit=_MOST_PARTS)
    found: list[Part] = []
    for piece in pieces[1:]:  # the first is what stands before the parts
        if piece.strip() and len(found) < _MOST_PARTS:
            # A part without fields begins with an empty line.
            inner, content = (Headers(b""), piece[1:]) if piece.startswith(b"\n") else _split(piece)
            found += _parts(inner, content, depth + 1)
    return found


def _split(mail: bytes) -> tuple[Headers, bytes]:
    head, _, body = mail.partition(b"\n\n")
    return Headers(head), body


def _with_newlines(mail: bytes) -> bytes:
    return mail.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _decoded(headers: Headers, body: bytes) -> bytes:
    encoding = headers.get("Content-Transfer-Encoding").lower()
    try:
        if encoding == "base64":
            return _with_newlines(binascii.a2b_base64(body))
        if encoding == "quoted-printable":
            return _with_newlines(quopri.decodestring(body))
    except ValueError:
        return body
    return body


def plain(text: str) -> str:
    """Without control characters and halves of characters."""
    return "".join(char if char.isprintable() else " " for char in text)


def _as_text(octets: bytes) -> str:
    """What is not UTF-8 is read as Latin-1, of which the parts that matter here are ASCII alone."""
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")
