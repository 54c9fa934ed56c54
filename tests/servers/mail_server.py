"""A real SMTP server on loopback (aiosmtpd) that keeps what it takes, and refuses, waits or hangs up as a test tells it.

    with MailServer(refuse={"gone@mail.example": "550 5.1.1 no such user"}) as server:
        send(server.url)
        assert [mail.recipient for mail in server.received] == ["anna@mail.example"]

A reply of `refuse` is given after RCPT, one of `refuse_text` after the last dot. A list of them is given one after the other, and
then the mail is taken. `HANG_UP` among them ends the connection instead; after the last dot the mail is kept first, as by a server
whose answer is lost.
"""

import asyncio
import json
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HANG_UP = "hang up"
Replies = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Received:
    """A mail that was taken: its envelope and bytes as they came (dots unstuffed), when (Unix time), on which connection (from 1)."""

    sender: str
    recipient: str
    message: bytes = field(repr=False)
    at: float
    connection: int
    options: tuple[str, ...] = ()
    encrypted: bool = False
    user: str | None = None

    @property
    def parsed(self) -> EmailMessage:
        """The mail as Python's parser reads it."""
        return message_from_bytes(self.message, policy=policy.default)


class MailServer:
    """The server; it listens on 127.0.0.1 from the time it is made, and answers as long as it is entered.

    `folder` is where every mail is stored durably before it is acknowledged (`stored` reads them back); `delay` is how many seconds
    pass between the two. `size` is the largest mail in bytes. With `tls` it offers STARTTLS, and takes nothing before it where
    `login` (user, password) is given too; `implicit` encrypts from the first byte.
    """

    def __init__(
        self,
        *,
        folder: Path | None = None,
        delay: float = 0.0,
        refuse: Replies | None = None,
        refuse_text: Replies | None = None,
        size: int | None = 50_000_000,
        tls: ssl.SSLContext | None = None,
        implicit: bool = False,
        login: tuple[str, str] | None = None,
        smtputf8: bool = True,
        port: int = 0,
        on_mail: Callable[[Received], None] | None = None,
    ) -> None:
        self.received: list[Received] = []
        self.connections = 0
        self.refused: list[tuple[str, str]] = []  # recipient and reply
        self.log_ins: list[bool] = []
        self.delay, self.login, self.on_mail = delay, login, on_mail
        self.refuse, self.refuse_text = dict(refuse or {}), dict(refuse_text or {})
        self._folder, self._tls, self._implicit, self._utf8, self._size = folder, tls, implicit, smtputf8, size
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listener.getsockname()[1])
        self._open: set[_Conversation] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """What a profile says of it."""
        user = f"{self.login[0].replace('@', '%40')}@" if self.login else ""
        return f"smtp{'s' if self._implicit else ''}://{user}127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def to(self, recipient: str) -> list[Received]:
        """The mails one recipient has."""
        with self._lock:
            return [one for one in self.received if one.recipient == recipient]

    def wait_for(self, count: int, seconds: float = 10.0) -> list[Received]:
        """The mails received, once there are so many, or once the time is up."""
        until = time.monotonic() + seconds
        while len(self.received) < count and time.monotonic() < until:
            time.sleep(0.005)
        with self._lock:
            return list(self.received)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        serving = self._loop.create_server(
            self._conversation, sock=self._listener, backlog=256, ssl=self._tls if self._implicit else None
        )
        server = self._loop.run_until_complete(serving)
        self._loop.run_forever()
        server.close()
        for one in list(self._open):
            if one.transport:
                one.transport.abort()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0))  # so that what was aborted is closed
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _conversation(self) -> "_Conversation":
        with self._lock:
            self.connections += 1
        starttls = None if self._implicit else self._tls
        return _Conversation(
            _Keeper(self),
            number=self.connections,
            owner=self._open,
            hostname="mail.test.example",
            ident="test",
            loop=self._loop,
            data_size_limit=self._size,
            enable_SMTPUTF8=self._utf8,
            tls_context=starttls,
            require_starttls=bool(self.login and starttls),
            auth_require_tls=starttls is not None,
            auth_required=bool(self.login and starttls),
            auth_exclude_mechanism=None if self.login else ["LOGIN", "PLAIN"],
            authenticator=self._authenticate,
        )

    def _authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        given = (data.login.decode(), data.password.decode()) if isinstance(data, LoginPassword) else None
        with self._lock:
            self.log_ins.append(given == self.login)
        return AuthResult(success=given == self.login, handled=False, auth_data=data)

    def keep(self, mail: Received) -> None:
        """Store a mail, durably where there is a folder."""
        with self._lock:
            self.received.append(mail)
            number = len(self.received)
        if self._folder:
            _store(self._folder, f"{os.getpid()}-{number:06}", mail)
        if self.on_mail:
            self.on_mail(mail)

    def reply(self, replies: dict[str, str | Sequence[str]], recipient: str) -> str | None:
        """What is said to a recipient now; None where the mail is taken."""
        with self._lock:
            said = replies.get(recipient)
            if said is None or isinstance(said, str):
                reply = said
            else:
                reply = said[0] if said else None
                replies[recipient] = said[1:]
            if reply:
                self.refused.append((recipient, reply))
            return reply


class _Conversation(SMTP):
    """One connection."""

    def __init__(self, handler: "_Keeper", *, number: int, owner: set["_Conversation"], **options: Any) -> None:
        super().__init__(handler, **options)
        self.number, self._owner = number, owner

    def connection_made(self, transport: Any) -> None:
        self._owner.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._owner.discard(self)
        super().connection_lost(error)


class _Keeper:
    """What the server does with recipients and mails."""

    def __init__(self, owner: MailServer) -> None:
        self._owner = owner

    async def handle_MAIL(  # noqa: N802 (the library's name)
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._owner.login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: _Conversation, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self._owner.reply(self._owner.refuse, address)
        if reply == HANG_UP:
            server.transport.abort()
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: _Conversation, session: Session, envelope: Envelope) -> str:  # noqa: N802
        for recipient in envelope.rcpt_tos:
            reply = self._owner.reply(self._owner.refuse_text, recipient)
            if reply and reply != HANG_UP:
                return reply
            mail = Received(
                sender=envelope.mail_from or "",
                recipient=recipient,
                message=envelope.content,
                at=time.time(),
                connection=server.number,
                options=tuple(envelope.mail_options),
                encrypted=session.ssl is not None or self._owner._implicit,
                user=session.auth_data.login.decode() if session.authenticated else None,
            )
            self._owner.keep(mail)
            if reply == HANG_UP:
                server.transport.abort()
        if self._owner.delay:
            await asyncio.sleep(self._owner.delay)
        return "250 2.0.0 taken"

    async def handle_exception(self, _error: Exception) -> str:
        return "451 4.3.0 the test server failed"


def _store(folder: Path, name: str, mail: Received) -> None:
    head = json.dumps({key: value for key, value in asdict(mail).items() if key != "message"}).encode()
    part, whole = folder / f"{name}.part", folder / f"{name}.mail"
    with part.open("wb") as file:
        file.write(head + b"\n" + mail.message)
        file.flush()
        os.fsync(file.fileno())
    part.rename(whole)
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def stored(folder: Path) -> list[Received]:
    """The mails that servers have stored in a folder, in order."""
    found = []
    for path in folder.glob("*.mail"):
        head, _, message = path.read_bytes().partition(b"\n")
        told = json.loads(head)
        found.append(Received(**(told | {"options": tuple(told["options"]), "message": message})))
    return sorted(found, key=lambda mail: mail.at)
