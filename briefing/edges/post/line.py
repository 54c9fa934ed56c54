"""A conversation with a mail server over SMTP: Python's own client, bounded in time and size, that says in our words what went wrong.

By itself that client waits for ever, gives each read its own time, and takes what comes before an encryption for what comes after it.
"""

import math
import re
import smtplib
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, NoReturn

_LINE_KEPT = 4096  # bytes of a line that are kept; the rest of it is read and dropped
_REPLY_MOST = 4_000_000  # bytes a server may say in answer to one command
_LINES_KEPT = 200
_BEGINNING = re.compile(rb"([2-5]\d\d)([ -]|$)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How many seconds each step may take in all (RFC 5321, 4.5.3.2): a connection, a reply, 256 kB of text, the reply to the last dot.

    `whole` is for all replies of a connection together.
    """

    connect: float = 30.0
    command: float = 300.0
    block: float = 180.0
    dot: float = 600.0
    leave: float = 2.0
    whole: float = math.inf


class FaultError(Exception):
    """Why a conversation ended: `reason` in plain words. Nothing a server said, no address and no password is part of it."""

    def __init__(self, reason: str, *, lost: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lost = lost  # the other side hung up


class Line(smtplib.SMTP):
    """Python's client on a connection that is there already. What goes wrong with it is a `FaultError`, and in time."""

    def __init__(self, sock: socket.socket, patience: Patience) -> None:
        super().__init__(local_hostname="localhost")  # with a name at hand it asks no name server
        self.sock: socket.socket = sock
        self.patience = patience
        self.local_hostname = own_name(sock)
        self.encrypted = isinstance(sock, ssl.SSLSocket)
        self._held = bytearray()
        self._end = time.monotonic() + patience.whole

    def send(self, data: Any) -> None:
        """Send bytes, or a command as text, within the time of one block."""
        try:
            self.sock.settimeout(self.patience.block)
            self.sock.sendall(data.encode(self.command_encoding) if isinstance(data, str) else data)
        except OSError as error:
            self._lose(error, self.patience.block)

    def getreply(self) -> tuple[int, bytes]:
        """The code and text of the reply to a command."""
        return self.reply(self.patience.command)

    def reply(self, seconds: float) -> tuple[int, bytes]:
        """The code and text of a reply that is whole within so many seconds; its lines have line feeds between."""
        until, room = min(time.monotonic() + seconds, self._end), _REPLY_MOST
        lines: list[bytes] = []
        first = None
        while True:
            line, length = self._line(until, seconds, room)
            room -= length
            found = _BEGINNING.match(line)
            if not found or first not in {None, found[1]}:
                raise FaultError("the mail server says what cannot be understood")
            first = found[1]
            if len(lines) < _LINES_KEPT:
                lines.append(line[4:].strip())
            if found[2] != b"-":
                return int(first), b"\n".join(lines)

    def early(self) -> bool:
        """Whether the server has said something that nobody asked for yet, or has hung up."""
        if self._held:
            return True
        try:
            self.sock.settimeout(0.0)
            piece = self.sock.recv(65_536)
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        except OSError as error:
            self._lose(error, 0.0)
        if not piece:
            raise FaultError("the mail server broke the connection off", lost=True)
        self._held += piece
        return True

    def encrypt(self, context: ssl.SSLContext, host: str) -> tuple[int, bytes]:
        """STARTTLS (RFC 3207): what the server said to it, and the connection encrypted where that was 220.

        Nothing is believed that it said before: neither what it offers nor lines that came along in the clear.
        """
        code, text = self.docmd("STARTTLS")
        if code != 220:
            return code, text
        if self._held:
            raise FaultError("the mail server goes on without the encryption it has agreed to")
        self.sock = encrypted(self.sock, context, host, self.patience.command)
        self.encrypted = True
        self.helo_resp = self.ehlo_resp = None
        self.esmtp_features = {}
        self.does_esmtp = False
        return code, text

    @property
    def here(self) -> bool:
        """Whether the server runs on this very machine."""
        try:
            return ip_address(str(self.sock.getpeername()[0]).partition("%")[0]).is_loopback
        except OSError:  # the connection is gone
            return False

    def offers(self, name: str) -> str | None:
        """What a server says of an extension (RFC 5321, 2.2), None where it does not have it."""
        found = self.esmtp_features.get(name.lower())
        return found if isinstance(found, str) else None

    def hang_up(self) -> None:
        """End the connection without a word."""
        self.sock.close()

    def interrupt(self) -> None:
        """Let whoever waits for the server in another thread wait no longer. Never raises."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def leave(self) -> None:
        """Take leave, without waiting long for an answer, and end the connection. Never raises."""
        with suppress(OSError, FaultError):
            self.sock.settimeout(self.patience.leave)
            self.sock.sendall(b"QUIT\r\n")
            self.reply(self.patience.leave)
        self.hang_up()

    def _line(self, until: float, seconds: float, room: int) -> tuple[bytes, int]:
        """A line without its end, cut where it is long, and how long it was."""
        kept, length = b"", 0
        while (end := self._held.find(b"\n")) < 0:
            kept = (kept + self._held)[:_LINE_KEPT] if len(kept) < _LINE_KEPT else kept
            length += len(self._held)
            self._held.clear()
            if length > room:
                raise FaultError("the mail server says more than anybody would read")
            self._more(until, seconds)
        kept = (kept + self._held[:end])[:_LINE_KEPT]
        length += end + 1
        del self._held[: end + 1]
        return bytes(kept).rstrip(b"\r"), length

    def _more(self, until: float, seconds: float) -> None:
        try:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.sock.settimeout(left)
            piece = self.sock.recv(65_536)
        except OSError as error:
            self._lose(error, seconds)
        if not piece:
            raise FaultError("the mail server broke the connection off", lost=True)
        self._held += piece

    def _lose(self, error: OSError, seconds: float) -> NoReturn:
        raise FaultError(why(error, seconds), lost=isinstance(error, ConnectionError | ssl.SSLEOFError)) from None


def connected(host: str, port: int, seconds: float) -> socket.socket:
    """A connection to a server; `FaultError` where none can be made."""
    try:
        sock = socket.create_connection((host, port), seconds)
        # The last dot is a packet of its own, which must not wait for the one before to be acknowledged.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except (OSError, UnicodeError) as error:
        raise FaultError(why(error, seconds)) from None
    return sock


def encrypted(sock: socket.socket, context: ssl.SSLContext, host: str, seconds: float) -> ssl.SSLSocket:
    """The same connection encrypted; `FaultError`, and the connection is closed, where its certificate is not the host's."""
    try:
        sock.settimeout(seconds)
        return context.wrap_socket(sock, server_hostname=host)
    except (OSError, ValueError) as error:
        sock.close()
        raise FaultError(why(error, seconds)) from None


def own_name(sock: socket.socket) -> str:
    """What this machine calls itself: its name where that has a domain, else the connection's own address (RFC 5321, 4.1.4)."""
    name = socket.gethostname()
    if re.fullmatch(r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+", name) and not name.endswith(".localdomain"):
        return name
    address = str(sock.getsockname()[0]).partition("%")[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def why(error: Exception, seconds: float) -> str:
    """What is wrong with a connection, in plain words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of the mail server does not hold: {error.verify_message.strip().rstrip('.')}"
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return "the mail server broke the connection off"
    if isinstance(error, ssl.SSLError):
        return "no encrypted connection to the mail server could be made (TLS 1.2 or later is needed)"
    if isinstance(error, TimeoutError):
        return f"the mail server did not answer within {seconds:g} s"
    if isinstance(error, socket.gaierror | UnicodeError):
        return "the name of the mail server is not known"
    if isinstance(error, ConnectionRefusedError):
        return "the mail server refuses connections"
    if isinstance(error, ConnectionError):
        return "the mail server broke the connection off"
    return "the mail server cannot be reached"
