"""Mailboxes as sources: the newsletters and alerts in a folder of an IMAP server, one capture each, byte for byte.

Folders are opened for reading alone: no mail is marked, moved or deleted. How far one has been read is noted after each mail, as
UIDVALIDITY and UID, so a crash brings a mail again rather than never, and the same bytes are the same capture.
"""

import os
import re
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.errors import MessageError
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from hashlib import sha256
from ipaddress import ip_address
from threading import Thread
from urllib.parse import unquote, urlsplit

from briefing.edges.boxes.imap import COMMAND_SECONDS, VISIT_SECONDS, ImapError, RefusedError, Session, TooLongError, why
from briefing.edges.boxes.letter import Letter
from briefing.edges.encryption import safe_context
from briefing.edges.fetch.guard import forbidden
from briefing.edges.inputs.kinds import PAGE_LIMIT
from briefing.edges.unpack import size
from briefing.model import Address, Capture, Failure
from briefing.settings import Fetch, Source

PASSWORD = "BRIEFING_IMAP_PASSWORD"  # noqa: S105 (the name of a variable)
_PORTS = {"imap": 143, "imaps": 993}
_BATCH = 50  # mails whose sizes are asked for at once
_TRIES = 3  # visits that may end at one mail; then it is passed over
_SUBJECT = 80  # characters
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Resolve = Callable[[str], Sequence[str]]  # IP addresses of a name; raises OSError


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Where a mailbox is: an address such as imaps://user%40example.org@mail.example.org:993/INBOX taken apart."""

    host: str
    port: int
    encrypted: bool
    user: str
    folder: str
    exempt: bool


@dataclass(kw_only=True, slots=True)
class _Mark:
    """How far a folder has been read; `stuck` counts the visits that ended at the mail after it."""

    validity: str = ""
    uid: int = 0
    stuck: int = 0
    note: Address = field(repr=False)


class Mailboxes:
    """Reads mailboxes. Passwords come from the environment: BRIEFING_IMAP_PASSWORD_<NAME OF THE SOURCE>, else BRIEFING_IMAP_PASSWORD."""

    def __init__(
        self,
        fetch: Fetch,
        *,
        environ: Mapping[str, str] = os.environ,
        resolve: Resolve | None = None,
        command_seconds: float = COMMAND_SECONDS,
        visit_seconds: float = VISIT_SECONDS,
    ) -> None:
        self._allowed = {host.lower() for host in fetch.allow_hosts}
        self._days = fetch.days
        self._environ = environ
        self._resolve = resolve or _ask_system
        self._each = command_seconds
        self._visit = visit_seconds

    def letters(self, source: Source, known: Mapping[str, Address], *, now: datetime) -> Iterator[Letter | Failure]:
        """The mails that came since the last visit, oldest first, `source.pages` at most; at the first, those of the last days.

        Failures for mails that cannot be had; where the mailbox itself cannot, one with the source's name.
        """
        note = known.get(source.url) or Address(url=source.url, source=source.key, first_seen=now)
        try:
            place = self._place(source.url)
            password = self._password(source.name)
            with closing(self._connection(place)) as sock:
                session = self._session(sock, place)
                try:
                    session.log_in(place.user, password)
                    yield from self._new(session, place, source, _mark(note), now)
                finally:
                    session.close()
        except ImapError as error:
            yield Failure(stage="collect", subject=source.name, reason=error.reason, at=now)

    def _new(self, session: Session, place: _Place, source: Source, mark: _Mark, now: datetime) -> Iterator[Letter | Failure]:
        try:
            validity = session.examine(place.folder)
        except RefusedError:
            raise ImapError(f"the mailbox has no folder {_line(place.folder, _SUBJECT)!r}") from None
        if validity != mark.validity:  # the first visit, or the server has numbered its mails anew
            mark.validity, mark.uid, mark.stuck = validity, 0, 0
        since = now - timedelta(days=self._days)
        what = f"UID {mark.uid + 1}:*" if mark.uid else f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        # "UID 8:*" finds the last mail even where its number is lower.
        uids = [uid for uid in session.search(what) if uid > mark.uid][: source.pages]
        for at in range(0, len(uids), _BATCH):
            batch = uids[at : at + _BATCH]
            sizes = session.sizes(batch)
            for uid in batch:
                if uid != uids[0] and session.left < self._visit / 4:
                    return  # enough for one visit; the next goes on from here
                yield from _letter(session, uid, sizes.get(uid), source, mark, now)

    def _password(self, name: str) -> str:
        own = f"{PASSWORD}_{re.sub(r'[^A-Z0-9]', '_', name.upper())}"
        password = self._environ.get(own) or self._environ.get(PASSWORD)
        if not password:
            raise ImapError(f"there is no password for it: neither {own} nor {PASSWORD} is set")
        return password

    def _place(self, url: str) -> _Place:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        except (ValueError, KeyError):
            raise ImapError("its address is none of a mailbox") from None
        if parts.password is not None:
            raise ImapError(f"its address holds a password, which belongs into {PASSWORD}")
        if not parts.username:
            raise ImapError("its address names no user, as in imaps://user%40example.org@mail.example.org/INBOX")
        return _Place(
            host=host,
            port=port,
            encrypted=parts.scheme == "imaps",
            user=unquote(parts.username),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            exempt=f"{host}:{port}".lower() in self._allowed,
        )

    def _connection(self, place: _Place) -> socket.socket:
        """A connection to an address of the server's that was checked, and to no other."""
        if not place.exempt and place.port not in _PORTS.values():
            raise ImapError(f"mail servers are asked at ports 143 and 993 only, not {place.port}")
        try:
            found = tuple(dict.fromkeys(self._resolve(place.host)))
        except TimeoutError:
            raise ImapError("the name server did not answer") from None
        except (OSError, UnicodeError):
            raise ImapError("the name of the mail server is not known") from None
        for address in found:
            if not place.exempt and (inner := forbidden(address)):
                shown = address if address == place.host else f"{place.host} leads to {address}, which"
                raise ImapError(f"{shown} is not an address of the public internet ({inner})")
        wrong: OSError = ConnectionRefusedError()
        for address in found[:3]:
            try:
                return socket.create_connection((str(ip_address(address)), place.port), timeout=min(self._each, self._visit) / 3)
            except OSError as error:
                wrong = error
        raise ImapError(why(wrong, self._each / 3))

    def _session(self, sock: socket.socket, place: _Place) -> Session:
        """The conversation, encrypted before anything is said of us; in the clear only where the profile allows the host."""
        context = safe_context()
        if place.encrypted:
            try:
                sock.settimeout(self._each)
                wrapped = context.wrap_socket(sock, server_hostname=place.host)
            except OSError as error:
                raise ImapError(why(error, self._each)) from None
            try:
                return Session(wrapped, visit_seconds=self._visit, command_seconds=self._each)
            except ImapError:
                wrapped.close()
                raise
        session = Session(sock, visit_seconds=self._visit, command_seconds=self._each)
        # On this very machine there is nobody in between, and seldom a certificate.
        if place.exempt and ip_address(sock.getpeername()[0]).is_loopback and session.takes_passwords:
            return session
        if session.known_already or not session.encrypt(context, place.host):
            if place.exempt:
                return session
            raise ImapError("the mail server offers no encryption (STARTTLS), and the profile's allow_hosts does not name it")
        return session


def _letter(
    session: Session, uid: int, length: int | None, source: Source, mark: _Mark, now: datetime
) -> Iterator[Letter | Failure]:
    """One mail, or why it cannot be had; and the mark behind it."""
    subject = f"{source.name}: mail {uid}"
    body, reason, lost = None, "", None
    if length is not None and length > PAGE_LIMIT:
        reason = f"has {size(length)}, more than the {size(PAGE_LIMIT)} that are read of one mail"
        yield Failure(stage="read", subject=subject, reason=reason, at=now, kind="rejected")
    elif mark.stuck >= _TRIES:
        yield Failure(stage="read", subject=subject, reason=f"could not be had at {_TRIES} visits and is passed over", at=now)
    else:
        try:
            body = session.mail(uid, PAGE_LIMIT)
        except RefusedError:
            yield Failure(stage="read", subject=subject, reason="the mail server does not hand it out", at=now)
        except TooLongError as error:
            lost = error
            yield Failure(
                stage="read", subject=subject, reason=f"is longer than the {size(PAGE_LIMIT)} that are read of one mail", at=now
            )
        except ImapError:
            mark.stuck += 1
            yield Letter(capture=None, note=_noted(mark, now))
            raise
    mark.uid, mark.stuck = uid, 0
    yield Letter(capture=_capture(body, subject, source, now) if body else None, note=_noted(mark, now))
    if lost:
        raise lost


def _capture(body: bytes, name: str, source: Source, now: datetime) -> Capture:
    if subject := _subject(body):
        name = f"{source.name}: {subject}"
    return Capture(
        sha256=sha256(body).hexdigest(), name=name, media_type="message/rfc822", body=body, fetched_at=now, source=source.key
    )


def _subject(body: bytes) -> str:
    """What a mail says it is about, on one line, cut; "" where it says nothing."""
    try:
        written = str(BytesHeaderParser().parsebytes(body[:64_000].split(b"\r\n\r\n", 1)[0]).get("Subject") or "")[:1_000]
    except (MessageError, ValueError, TypeError, LookupError, AttributeError):
        return ""
    try:
        return _line(str(make_header(decode_header(written))), _SUBJECT)
    except (MessageError, ValueError, TypeError, LookupError):
        return _line(written, _SUBJECT)


def _line(text: str, most: int) -> str:
    text = " ".join("".join(char if char.isprintable() else " " for char in text.replace("\N{NO-BREAK SPACE}", " ")).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _mark(note: Address) -> _Mark:
    found = re.fullmatch(r"(\d{1,10}):(\d{1,10})", note.etag or "")
    return _Mark(validity=found[1], uid=int(found[2]), stuck=note.tries, note=note) if found else _Mark(note=note, stuck=note.tries)


def _noted(mark: _Mark, now: datetime) -> Address:
    return Address(
        url=mark.note.url,
        source=mark.note.source,
        state="read",
        first_seen=mark.note.first_seen,
        checked_at=now,
        changed_at=now,
        tries=mark.stuck,
        etag=f"{mark.validity}:{mark.uid}",
    )


def _ask_system(host: str) -> tuple[str, ...]:
    """The IP addresses of a name as the system knows them; raises `OSError`, a `TimeoutError` after a while."""
    found: list[str] = []
    wrong: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found.extend(str(row[4][0]) for row in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            wrong.append(error)

    thread = Thread(target=look_up, name="resolve", daemon=True)  # the system's own time-outs are longer than a visit
    thread.start()
    thread.join(COMMAND_SECONDS)
    if wrong:
        raise wrong[0]
    if not found:
        raise TimeoutError
    return tuple(found)
