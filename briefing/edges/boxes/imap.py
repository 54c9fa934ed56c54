"""A conversation with a mail server over IMAP, reading only: Python's own client, bounded in time and size.

By itself that client waits and reads for as long as a server likes; here whatever it gets or sends goes through methods of ours.
"""

import re
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from imaplib import IMAP4
from typing import Any

COMMAND_SECONDS = 30.0
VISIT_SECONDS = 120.0
_LONGEST_LINE = 1_000_000  # bytes; the numbers of a hundred thousand mails are one line
_BESIDE = 2_000_000  # bytes a server may say in answer to one command, beside the mail it was asked for
_UID = re.compile(rb"(?:\(|\s)UID (\d{1,10})(?=[\s)])", re.IGNORECASE)
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,18})", re.IGNORECASE)
_BODY = re.compile(rb"BODY\[\] (?:\{\d+\}\Z|\"((?:[^\"\\\r\n]|\\[\"\\])*)\")", re.IGNORECASE)


class ImapError(Exception):
    """Why a conversation ended: `reason` in plain words. Nothing a server said and no password is part of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooLongError(ImapError):
    """A server began to send more than was asked for or allowed."""


class RefusedError(ImapError):
    """A server understood a command and did not do it; the conversation can go on."""


class _Line(IMAP4):
    """Python's client on a connection that is there already. Within `asking` it raises `ImapError` alone, and in time."""

    def __init__(self, sock: socket.socket, visit_seconds: float, command_seconds: float) -> None:
        self.sock = sock
        self.left, self.each = visit_seconds, command_seconds
        self.ended = False
        self._held = bytearray()
        with self.asking():
            super().__init__()

    @contextmanager
    def asking(self, most: int = 0) -> Iterator[None]:
        """Give a command its time and its bytes, `most` of them for a mail; say in words of ours what goes wrong."""
        began = time.monotonic()
        self._seconds = min(self.each, self.left)
        self._until = began + self._seconds
        self._most, self._room = most, most + _BESIDE
        self.untagged_responses = {}  # else what nobody asked for is kept as long as the visit lasts
        try:
            yield
        except ImapError:
            self.ended = True
            raise
        except (IMAP4.abort, ValueError, TypeError, LookupError, AttributeError, AssertionError):
            self.ended = True
            if "BYE" in self.untagged_responses:
                raise ImapError("the mail server ended the conversation") from None
            raise ImapError("the mail server says what cannot be understood") from None
        except IMAP4.error:
            raise RefusedError("the mail server refuses what it is asked for") from None
        finally:
            self.left -= time.monotonic() - began

    def encrypt(self, context: ssl.SSLContext, host: str) -> None:
        """As starttls(), which still believes lines said before the encryption began, perhaps by somebody else; here none is believed."""
        _done(self.xatom("STARTTLS"))
        if self._held:
            raise ImapError("the mail server goes on without the encryption it has agreed to")
        with self._on_time():
            self.sock = context.wrap_socket(self.sock, server_hostname=host)
        self.untagged_responses = {}
        self.capabilities = tuple(_done(self.capability())[-1].decode("ascii").upper().split())

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """There is a connection already."""

    def read(self, size: int) -> bytes:
        if size > max(self._most, _LONGEST_LINE):
            raise TooLongError("the mail server sends more than was asked for")
        while len(self._held) < size:
            self._more()
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def readline(self) -> bytes:
        looked = 0
        while not (end := self._held.find(b"\n", looked) + 1):
            looked = len(self._held)
            if looked > _LONGEST_LINE:
                raise TooLongError("the mail server sends a line without an end")
            self._more()
        return self.read(end)

    def send(self, data: Any) -> None:
        with self._on_time():
            self.sock.sendall(data)

    def shutdown(self) -> None:
        self.sock.close()

    def _more(self) -> None:
        with self._on_time():
            piece = self.sock.recv(65_536)
            if not piece:
                raise ConnectionResetError
        self._room -= len(piece)
        if self._room < 0:
            raise TooLongError("the mail server sends more than was asked for")
        self._held += piece

    @contextmanager
    def _on_time(self) -> Iterator[None]:
        try:
            left = self._until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.sock.settimeout(left)
            yield
        except OSError as error:
            whole = isinstance(error, TimeoutError) and self._seconds < self.each
            raise ImapError("the mail server took more time than a visit has" if whole else why(error, self._seconds)) from None


class Session:
    """One connection, from the greeting on. Raises `ImapError` alone; whoever opened it closes it."""

    def __init__(
        self, sock: socket.socket, *, visit_seconds: float = VISIT_SECONDS, command_seconds: float = COMMAND_SECONDS
    ) -> None:
        try:
            self._line = _Line(sock, visit_seconds, command_seconds)
        except RefusedError:
            raise ImapError("the mail server turns us away") from None
        self.known_already = self._line.state == "AUTH"

    @property
    def left(self) -> float:
        """How many seconds the visit may still take of the server's time."""
        return self._line.left

    @property
    def takes_passwords(self) -> bool:
        """Whether it takes a password as the line is now; some do only after STARTTLS."""
        return "AUTH=PLAIN" in self._line.capabilities or "LOGINDISABLED" not in self._line.capabilities

    def encrypt(self, context: ssl.SSLContext, host: str) -> bool:
        """Begin to encrypt; False where the server does not offer it."""
        if "STARTTLS" not in self._line.capabilities:
            return False
        with self._line.asking():
            self._line.encrypt(context, host)
        return True

    def log_in(self, user: str, password: str) -> None:
        """Say who we are, where the server does not know."""
        if self.known_already:
            return
        if not self.takes_passwords:
            raise ImapError("the mail server takes no password")
        try:
            with self._line.asking():
                # LOGIN cannot write other letters; with those, PLAIN is tried where it is not offered.
                if "AUTH=PLAIN" in self._line.capabilities or not re.fullmatch(r"[\x20-\x7e]+", user + password):
                    secret = iter((f"\0{user}\0{password}".encode(),))
                    self._line.authenticate("PLAIN", lambda _: next(secret, None))
                else:
                    self._line.login(_quoted(user), password)
        except RefusedError:
            raise ImapError("the mail server does not take the password") from None

    def examine(self, folder: str) -> str:
        """Open a folder for reading alone; its UIDVALIDITY, "0" where the server has none."""
        with self._line.asking():
            _done(self._line.select(_quoted(in_modified_utf7(folder).decode()), readonly=True))
            found = re.match(rb"\d{1,10}", self._line.response("UIDVALIDITY")[1][0] or b"0")
        return found[0].decode() if found else "0"

    def search(self, what: str) -> list[int]:
        """The UIDs of the mails that a search finds, ascending."""
        with self._line.asking():
            said = _done(self._line.uid("SEARCH", *what.split()))
        numbers = {number for line in said if isinstance(line, bytes) for number in line.split()}
        return sorted(int(number) for number in numbers if number.isdigit() and len(number) <= 10)

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """The sizes in bytes of mails by UID; those that are gone are not among them."""
        with self._line.asking():
            said = _done(self._line.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)"))
        found = [(_UID.search(line), _SIZE.search(line)) for line in said if isinstance(line, bytes)]
        return {int(uid[1]): int(size[1]) for uid, size in found if uid and size}

    def mail(self, uid: int, most: int) -> bytes | None:
        """A mail, byte for byte, left unread at the server; None where it is gone. `TooLongError` where it has more than `most` bytes."""
        with self._line.asking(most):
            said = _done(self._line.uid("FETCH", str(uid), "(UID BODY.PEEK[])"))
        body = named = None
        for part in said:  # a response is pairs of words and a literal, then words
            words, literal = part if isinstance(part, tuple) else (part or b"", None)
            named = _UID.search(words) or named
            if found := _BODY.search(words):
                body = literal if found[1] is None else re.sub(rb"\\(.)", rb"\1", found[1])
            if literal is None:
                if body is not None and named and int(named[1]) == uid:
                    return body
                body = named = None
        return None

    def close(self) -> None:
        """Take leave, without waiting long for an answer and only where there has been one before, and end the connection. Never raises."""
        self._line.each = self._line.left = 2.0
        if not self._line.ended:
            with suppress(ImapError), self._line.asking():
                self._line.logout()
        self._line.shutdown()


def _done(reply: tuple[str, list[Any]]) -> list[Any]:
    """What a server said in answer to a command, which it did."""
    if reply[0] != "OK":
        raise IMAP4.error
    return reply[1]


def _quoted(text: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def why(error: OSError, seconds: float = COMMAND_SECONDS) -> str:
    """What is wrong with a connection, in plain words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of the mail server does not hold: {error.verify_message.strip().rstrip('.')}"
    if isinstance(error, ssl.SSLError):
        return "no encrypted connection to the mail server could be made"
    if isinstance(error, TimeoutError):
        return f"the mail server did not answer within {seconds:g} s"
    if isinstance(error, ConnectionRefusedError):
        return "the mail server refuses connections"
    if isinstance(error, ConnectionError):
        return "the mail server broke the connection off"
    return "the mail server cannot be reached"


def in_modified_utf7(name: str) -> bytes:
    """The name of a folder as IMAP writes it: ASCII as it is, "&" as "&-", all else in a base64 of its own."""

    def shifted(run: re.Match[str]) -> str:
        return "&" + run[0].encode("utf-7").decode()[1:].replace("/", ",")

    plain = re.sub(r"[\t\n\r]", " ", name).replace("&", "&-")  # UTF-7 leaves those as they are
    return re.sub(r"[^\x20-\x7e]+", shifted, plain).encode()
