"""A conversation with a mail server over IMAP (RFC 3501), reading only, every part of it bounded in time and size.

Python's own client waits and reads for as long as a server likes, and trusts what came before the encryption began.
"""

import base64
import re
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

COMMAND_SECONDS = 30.0
VISIT_SECONDS = 120.0
_LONGEST_LINE = 1_000_000  # bytes; the numbers of a hundred thousand mails are one line
_BESIDE = 2_000_000  # bytes a server may say in answer to one command, beside the mail it was asked for
_PIECE = 65_536
_LITERAL = re.compile(rb"\{(\d{1,18})\+?\}\r?\n\Z")
_FETCHED = re.compile(rb"\* \d+ FETCH \(", re.IGNORECASE)
_UID = re.compile(rb"(?:\(|\s)UID (\d{1,10})(?=[\s)])", re.IGNORECASE)
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,18})", re.IGNORECASE)
_BODY = re.compile(rb"BODY\[\] (?:\{\d+\+?\}\r?\n\Z|\"((?:[^\"\\\r\n]|\\[\"\\])*)\")", re.IGNORECASE)


class ImapError(Exception):
    """Why a conversation ended: `reason` in plain words. Nothing a server said and no password is part of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooLongError(ImapError):
    """A server began to send more than was asked for or allowed."""


class RefusedError(ImapError):
    """A server understood a command and did not do it; the conversation can go on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reply:
    """A response: lines and, between them, the literals they announce."""

    parts: tuple[bytes, ...]

    @property
    def line(self) -> bytes:
        return self.parts[0]

    @property
    def words(self) -> bytes:
        """All of it but the literals."""
        return b" ".join(self.parts[::2])


class Session:
    """One connection, from the greeting on. Raises `ImapError` alone; whoever opened it closes it."""

    def __init__(
        self, sock: socket.socket, *, visit_seconds: float = VISIT_SECONDS, command_seconds: float = COMMAND_SECONDS
    ) -> None:
        self._sock = sock
        self._held = bytearray()
        self._left = visit_seconds
        self._each = command_seconds
        self._until = 0.0
        self._room = _BESIDE
        self._number = 0
        self._ended = False
        with self._timed():
            greeting = self._reply().line.upper()
        if not greeting.startswith((b"* OK", b"* PREAUTH")):
            raise ImapError("the mail server turns us away")
        self.known_already = greeting.startswith(b"* PREAUTH")
        self._can: frozenset[bytes] = frozenset()

    @property
    def left(self) -> float:
        """How many seconds the visit may still take of the server's time."""
        return self._left

    def encrypt(self, context: ssl.SSLContext, host: str) -> bool:
        """Begin to encrypt; False where the server does not offer it."""
        if b"STARTTLS" not in self._abilities():
            return False
        self._do(b"STARTTLS")
        if self._held:  # said before the encryption began, and perhaps by somebody else
            raise ImapError("the mail server goes on without the encryption it has agreed to")
        with self._timed():
            self._sock.settimeout(self._seconds())
            self._sock = context.wrap_socket(self._sock, server_hostname=host)
        self._can = frozenset()
        return True

    def log_in(self, user: str, password: str) -> None:
        """Say who we are."""
        abilities = self._abilities()
        try:
            if b"AUTH=PLAIN" in abilities:
                secret = base64.b64encode(f"\0{user}\0{password}".encode())
                self._do(b"AUTHENTICATE PLAIN", answers=[secret + b"\r\n"])
            elif b"LOGINDISABLED" in abilities:
                raise ImapError("the mail server takes no password")
            else:
                # As literals: they need no quoting and may hold any letter.
                said = [user.encode() + b" {%d}\r\n" % len(password.encode()), password.encode() + b"\r\n"]
                self._do(b"LOGIN {%d}" % len(user.encode()), answers=said)
        except RefusedError:
            raise ImapError("the mail server does not take the password") from None

    def examine(self, folder: str) -> str:
        """Open a folder for reading alone; its UIDVALIDITY, "0" where the server has none."""
        quoted = in_modified_utf7(folder).replace(b"\\", b"\\\\").replace(b'"', b'\\"')
        replies = self._do(b'EXAMINE "' + quoted + b'"')
        found = re.search(rb"\[UIDVALIDITY (\d{1,10})\]", b"\n".join(reply.line for reply in replies), re.IGNORECASE)
        return found[1].decode() if found else "0"

    def search(self, what: str) -> list[int]:
        """The UIDs of the mails that a search finds, ascending."""
        found: set[int] = set()
        for reply in self._do(b"UID SEARCH " + what.encode("ascii")):
            if reply.line[:8].upper() == b"* SEARCH":
                found.update(int(number) for number in reply.line[8:].split() if number.isdigit() and len(number) <= 10)
        return sorted(found)

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """The sizes in bytes of mails by UID; those that are gone are not among them."""
        found: dict[int, int] = {}
        for reply in self._do(b"UID FETCH %s (UID RFC822.SIZE)" % b",".join(b"%d" % uid for uid in uids)):
            words = reply.words
            uid, size = _UID.search(words), _SIZE.search(words)
            if _FETCHED.match(words) and uid and size:
                found[int(uid[1])] = int(size[1])
        return found

    def mail(self, uid: int, most: int) -> bytes | None:
        """A mail, byte for byte, left unread at the server; None where it is gone. `TooLongError` where it has more than `most` bytes."""
        for reply in self._do(b"UID FETCH %d (UID BODY.PEEK[])" % uid, most=most):
            named = _UID.search(reply.words)
            if not _FETCHED.match(reply.line) or not named or int(named[1]) != uid:
                continue
            for number in range(0, len(reply.parts), 2):
                if found := _BODY.search(reply.parts[number]):
                    if found[1] is not None:
                        return re.sub(rb"\\(.)", rb"\1", found[1])
                    if number + 1 < len(reply.parts):
                        return reply.parts[number + 1]
        return None

    def close(self) -> None:
        """Take leave, without waiting long for an answer and only where there has been one before, and end the connection. Never raises."""
        self._each, self._left = 2.0, 2.0
        try:
            if not self._ended:
                self._do(b"LOGOUT")
        except ImapError:
            pass
        finally:
            self._sock.close()

    def _abilities(self) -> frozenset[bytes]:
        if not self._can:
            lines = [reply.line.upper() for reply in self._do(b"CAPABILITY")]
            self._can = frozenset(word for line in lines if line.startswith(b"* CAPABILITY") for word in line.split()[2:])
        return self._can

    def _do(self, command: bytes, *, answers: Sequence[bytes] = (), most: int = 0) -> list[_Reply]:
        """The untagged replies to a command; `answers` are sent one by one when the server asks for more."""
        self._number += 1
        tag = b"a%d" % self._number
        waiting: Iterator[bytes] = iter(answers)
        replies: list[_Reply] = []
        with self._timed():
            self._room = most + _BESIDE
            self._send(tag + b" " + command + b"\r\n")
            while True:
                reply = self._reply(most)
                first, _, rest = reply.line.partition(b" ")
                if first == tag:
                    status = rest[:3].upper().strip()
                    if status == b"OK":
                        return replies
                    if status in (b"NO", b"BAD"):
                        raise RefusedError("the mail server refuses what it is asked for")
                    raise ImapError("the mail server says what cannot be understood")
                if first == b"+":
                    answer = next(waiting, None)
                    self._send(b"*\r\n" if answer is None else answer)
                elif first == b"*":
                    if rest[:3].upper() == b"BYE" and not command.startswith(b"LOGOUT"):
                        raise ImapError("the mail server ended the conversation")
                    replies.append(reply)
                else:
                    raise ImapError("the mail server says what cannot be understood")

    def _reply(self, most: int = 0) -> _Reply:
        parts: list[bytes] = []
        while True:
            line = self._line()
            parts.append(line)
            literal = _LITERAL.search(line)
            if not literal:
                return _Reply(parts=tuple(parts))
            length = int(literal[1])
            if length > most + _LONGEST_LINE:
                raise TooLongError("the mail server sends more than was asked for")
            parts.append(self._take(length))

    def _line(self) -> bytes:
        looked = 0
        while (end := self._held.find(b"\n", looked)) < 0:
            looked = len(self._held)
            if looked > _LONGEST_LINE:
                raise TooLongError("the mail server sends a line without an end")
            self._more()
        return self._take(end + 1)

    def _take(self, count: int) -> bytes:
        while len(self._held) < count:
            self._more()
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken

    def _more(self) -> None:
        self._sock.settimeout(self._seconds())
        piece = self._sock.recv(_PIECE)
        if not piece:
            raise ConnectionResetError
        self._room -= len(piece)
        if self._room < 0:
            raise TooLongError("the mail server sends more than was asked for")
        self._held += piece

    def _send(self, words: bytes) -> None:
        self._sock.settimeout(self._seconds())
        self._sock.sendall(words)

    @contextmanager
    def _timed(self) -> Iterator[None]:
        """Give a step its time and take it off the visit's; say in words of ours what goes wrong with the line."""
        began, seconds = time.monotonic(), min(self._each, self._left)
        self._until = began + seconds
        try:
            yield
        except TimeoutError:
            self._ended = True
            whole = seconds < self._each
            raise ImapError("the mail server took more time than a visit has" if whole else why(TimeoutError(), seconds)) from None
        except OSError as error:
            self._ended = True
            raise ImapError(why(error)) from None
        except TooLongError:
            self._ended = True
            raise
        finally:
            self._left -= time.monotonic() - began

    def _seconds(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


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
    made = bytearray()
    for plain, other in re.findall(r"([\x20-\x7e]+)|([^\x20-\x7e]+)", name):
        if plain:
            made += plain.replace("&", "&-").encode()
        else:
            packed = base64.b64encode(other.encode("utf-16-be", "surrogatepass")).rstrip(b"=").replace(b"/", b",")
            made += b"&" + packed + b"-"
    return bytes(made)
