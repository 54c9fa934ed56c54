"""Mail servers on loopback: a real one (pymap) with folders a test fills, a door with TLS before it, and one that says what it is told.

with MailBox() as box:
    box.put(b"Subject: News\\r\\n\\r\\nText", folder="Letters", received=…)
    ...
    assert box.flags("Letters") == [()]
"""

import imaplib
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Self

# Its usual hash takes half a second a login.
_PYMAP = """
from pymap.config import IMAPConfig
from pymap.main import main
from pysasl.hashing import BuiltinHash

IMAPConfig._get_hash_context = classmethod(lambda *_: BuiltinHash(rounds=1))
main()
"""
USER, PASSWORD = "editor@news.example", "pass word ü"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class MailBox:
    """A mail server in a process of its own, with one user and what a test puts there; it forgets all when it ends."""

    def __init__(self, *, user: str = USER, password: str = PASSWORD, certificate: tuple[str, str] | None = None) -> None:
        """With the files of a certificate and its key it takes a password after STARTTLS alone."""
        self.user, self.password = user, password
        self.port = free_port()
        self._folders: set[str] = {"INBOX"}
        self._talking: imaplib.IMAP4 | None = None
        tls = ["--cert", certificate[0], "--key", certificate[1]] if certificate else ["--no-tls"]
        self._tls = certificate is not None
        options = ["--host", "127.0.0.1", "--port", str(self.port), *tls, "dict", "--demo-user", user]
        command = [sys.executable, "-c", _PYMAP, *options, "--demo-password", password]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return self
            time.sleep(0.05)
        raise RuntimeError("the mail server does not listen")

    def __exit__(self, *_: object) -> None:
        if self._talking:
            self._talking.shutdown()
        self._process.kill()
        self._process.wait()

    @property
    def host(self) -> str:
        """What a profile would allow: host and port."""
        return f"127.0.0.1:{self.port}"

    def address(self, folder: str = "", *, scheme: str = "imap", port: int = 0) -> str:
        """What a profile would name as the address of the source."""
        return f"{scheme}://{self.user.replace('@', '%40')}@127.0.0.1:{port or self.port}/{folder}".rstrip("/")

    def put(self, mail: bytes, *, folder: str = "INBOX", received: datetime | None = None) -> int:
        """Deliver a mail; its UID."""
        talk = self._talk()
        if folder not in self._folders:
            talk.create(_quoted(folder))
            self._folders.add(folder)
        date = imaplib.Time2Internaldate((received or datetime.now(UTC)).timestamp())
        _, said = talk.append(_quoted(folder), "", date, mail)
        return int(re.search(rb"APPENDUID \d+ (\d+)", said[0])[1])

    def flags(self, folder: str = "INBOX") -> list[tuple[str, ...]]:
        """The flags of each mail of a folder."""
        talk = self._talk()
        talk.select(_quoted(folder), readonly=True)
        _, found = talk.fetch("1:*", "(FLAGS)")
        return [tuple(flag.decode() for flag in imaplib.ParseFlags(one)) for one in found if one]

    def delete(self, uid: int, *, folder: str = "INBOX") -> None:
        """Delete one mail for good."""
        talk = self._talk()
        talk.select(_quoted(folder))
        talk.uid("STORE", str(uid), "+FLAGS", r"(\Deleted)")
        talk.expunge()

    def drop(self, folder: str) -> None:
        """Delete a folder with all that is in it; one of the same name made anew has another UIDVALIDITY."""
        talk = self._talk()
        talk.delete(_quoted(folder))
        self._folders.discard(folder)

    def _talk(self) -> imaplib.IMAP4:
        """A conversation with the server; a new one where it ended the last, which had been idle for too long."""
        if self._talking:
            try:
                self._talking.noop()
            except (imaplib.IMAP4.abort, OSError):
                self._talking.shutdown()
                self._talking = None
        if not self._talking:
            self._talking = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
            if self._tls:
                self._talking.starttls()
            self._talking.authenticate("PLAIN", lambda _: f"\0{self.user}\0{self.password}".encode())
        return self._talking


def _quoted(folder: str) -> str:
    return f'"{folder}"'


class Scripted:
    """A server that greets and then answers each command by a function of it: bytes to send, and seconds to wait between them.

    "{tag}" in what is sent stands for the tag of the command. `heard` are the commands. With `tls`, every connection begins with TLS.
    """

    def __init__(
        self,
        answer: Callable[[str], Iterable[bytes | float]],
        *,
        greeting: bytes = b"* OK ready\r\n",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._answer, self._greeting, self._tls = answer, greeting, tls
        self.heard: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)

    def _start(self, work: Callable[..., None], *words: object) -> None:
        thread = threading.Thread(target=work, args=words, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError), sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls:
                sock = self._tls.wrap_socket(sock, server_side=True)
            with sock, sock.makefile("rb") as lines:
                sock.sendall(self._greeting)
                for line in lines:
                    command = line.decode("utf-8", "replace").strip()
                    self.heard.append(command)
                    tag = command.split(" ")[0].encode()
                    for piece in self._answer(command):
                        if isinstance(piece, bytes):
                            sock.sendall(piece.replace(b"{tag}", tag))
                        elif self._ended.wait(piece):
                            return


class TlsDoor(Scripted):
    """A door with TLS before another server on loopback: what comes in goes on in the clear."""

    def __init__(self, port: int, tls: ssl.SSLContext) -> None:
        super().__init__(lambda _: (), tls=tls)
        self._behind = port

    def _serve(self, sock: socket.socket) -> None:
        behind = ("127.0.0.1", self._behind)
        with (
            suppress(OSError),
            self._tls.wrap_socket(sock, server_side=True) as inside,
            socket.create_connection(behind) as outside,
        ):
            self._start(_pump, outside, inside)
            _pump(inside, outside)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65_536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
