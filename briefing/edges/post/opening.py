"""From a connection to a mail server that listens to us: greeting, EHLO, encryption, log-in. Nothing of a mail is sent here.

Encryption: with smtps always, with smtp whenever somebody logs in, and else wherever the server offers it. Certificates are checked
against the host's name. The one exception is a server on this very machine to which nobody logs in: no wire leads there, and
distributions set such servers up with a certificate that nobody signed. What was begun is never continued in the clear.
"""

import base64
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from briefing.edges.post.line import FaultError, Line, Patience, connected, encrypted
from briefing.edges.post.place import PASSWORD, Place

_NO_EHLO = frozenset({500, 501, 502, 504, 550})  # RFC 5321, 4.1.4: then HELO
_NO_SUCH_MECHANISM = 504


class RefusedError(Exception):
    """A server does not want to talk with us: its code and text."""

    def __init__(self, code: int, text: bytes) -> None:
        super().__init__("refused")
        self.code = code
        self.text = text


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """A mail server and how it is opened; `needs_encryption` where it was seen to offer it before."""

    place: Place
    password: str | None
    patience: Patience
    context: Callable[[], ssl.SSLContext]
    needs_encryption: bool = False

    def open(self, met: Callable[[Line], None] = lambda _: None) -> Line:
        """A connection on which mail may be handed over; `FaultError` or `RefusedError`, and no connection, where there is none.

        `met` is told of the connection as soon as it is made.
        """
        place = self.place
        if place.user and not self.password:
            raise FaultError(f"there is no password for the mail server: {PASSWORD} is not set")
        sock = connected(place.host, place.port, self.patience.connect)
        if place.implicit:
            sock = encrypted(sock, self.context(), place.host, self.patience.connect)
        line = Line(sock, self.patience)
        met(line)
        try:
            _expect(line.getreply())
            _introduce(line)
            if not line.encrypted:
                self._encrypt(line)
            if place.user and self.password:
                _log_in(line, place.user, self.password)
        except BaseException:
            line.hang_up()
            raise
        return line

    def _encrypt(self, line: Line) -> None:
        if line.offers("starttls") is None:
            if self.place.user:
                raise FaultError("the mail server offers no encryption (STARTTLS), and no password is sent without")
            if self.needs_encryption:
                raise FaultError("the mail server offered encryption (STARTTLS) before and does not any more")
            return
        context = self.context()
        if not self.place.user and line.here:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        _expect(line.encrypt(context, self.place.host), 220)
        _introduce(line)


def _introduce(line: Line) -> None:
    code, text = line.ehlo()
    if code in _NO_EHLO:
        code, text = line.helo()
    _expect((code, text))


def _expect(reply: tuple[int, bytes], code: int | None = None) -> None:
    """Let a reply pass that has this code, or any of success where none is asked for: by its first digit (RFC 5321, 4.3.2)."""
    if reply[0] == code or (code is None and reply[0] < 300):
        return
    if reply[0] < 400:
        raise FaultError("the mail server says what cannot be understood")
    raise RefusedError(*reply)


def _log_in(line: Line, user: str, password: str) -> None:
    """AUTH (RFC 4954) with PLAIN, else LOGIN, in UTF-8; the connection is encrypted.

    Python's own sends ASCII only, tries CRAM-MD5 first, and a wrong password once for each way, which locks accounts sooner.
    """
    offered = (line.offers("auth") or "").upper().split()
    known = [name for name in ("PLAIN", "LOGIN") if name in offered]
    if not known:
        raise FaultError("the mail server offers no way to log in that is known here (AUTH PLAIN or LOGIN)")
    reply = 0, b""
    for name in known:
        if name == "PLAIN":
            reply = line.docmd("AUTH", f"PLAIN {_base64(f'{chr(0)}{user}{chr(0)}{password}')}")
        else:
            reply = line.docmd("AUTH", "LOGIN")
            for answer in (user, password):
                reply = line.docmd(_base64(answer)) if reply[0] == 334 else reply
        if reply[0] != _NO_SUCH_MECHANISM:
            break
    _expect(reply, 235)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def size_of(line: Line) -> int | None:
    """The largest message a server takes, in bytes (RFC 1870); None where it does not say, or sets no limit."""
    found = re.fullmatch(r"\s*(\d{1,15})\s*", line.offers("size") or "")
    return (int(found[1]) or None) if found else None
