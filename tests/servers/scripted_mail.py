"""An SMTP server on loopback that does one thing wrong, once, at one point of the conversation, and all else right.

    with ScriptedMail("rcpt", b"450 4.2.1 busy\\r\\n") as peer: ...          # a reply
    with ScriptedMail("dot", b"25", RESET) as peer: ...                     # half a line, then the connection is reset
    with ScriptedMail("auth", HANG, tls=context) as peer: ...

The points are those of PHASES; "body" is amid the text, "dot" after it. What it does there are bytes that it sends, and HANG, RESET
(RST) or END (FIN). `mails` are the mails that came whole, `heard` the commands, `acted` is set once the wrong was done.
"""

import socket
import ssl
import struct
import threading
from contextlib import suppress
from typing import Self

PHASES = ("greeting", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "body", "dot")
HANG, RESET, END = "hang", "reset", "end"


class ScriptedMail:
    """The server; it does the wrong `times` times, the first of which is when its point is reached first."""

    def __init__(
        self,
        phase: str = "",
        *acts: bytes | str,
        tls: ssl.SSLContext | None = None,
        offers: tuple[str, ...] = ("8BITMIME", "SMTPUTF8"),
        times: int = 1,
        ways: str = "PLAIN LOGIN",
    ) -> None:
        self.heard: list[str] = []
        self.mails: list[tuple[str, bytes]] = []
        self.acted = threading.Event()
        self.connections = 0
        self._phase, self._acts, self._tls, self._offers, self._times = phase, acts, tls, offers, times
        self.ways = ways
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in self._open:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _start(self, work, *words) -> None:
        thread = threading.Thread(target=work, args=words, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self.connections += 1
                self._open.append(sock)
                self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        talk = _Talk(self, sock)
        with suppress(OSError, _OverError):
            talk.serve()
        talk.close()

    def act(self, phase: str) -> tuple[bytes | str, ...]:
        """What is done wrong now."""
        if phase != self._phase or not self._times:
            return ()
        self._times -= 1
        return self._acts

    def wait(self) -> None:
        """Until the test is over."""
        self._ended.wait(60)


class _OverError(Exception):
    """The conversation is over."""


class _Talk:
    """One connection."""

    def __init__(self, owner: ScriptedMail, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(10)
        self._owner, self._sock, self._held = owner, sock, b""
        self._encrypted = False

    def close(self) -> None:
        self._sock.close()

    def serve(self) -> None:
        self._say("greeting", b"220 peer.example\r\n")
        recipient = ""
        while True:
            line = self._until(b"\r\n").decode("utf-8", "replace")
            self._owner.heard.append(line)
            verb, _, rest = line.partition(" ")
            verb = verb.lower()
            if verb == "ehlo":
                offers = [*self._owner._offers, *([f"AUTH {self._owner.ways}"] if self._encrypted else [])]
                offers += ["STARTTLS"] if self._owner._tls and not self._encrypted else []
                rows = [b"peer.example", *(row.encode() for row in offers)]
                self._say("ehlo", b"".join(b"250-%s\r\n" % row for row in rows[:-1]) + b"250 %s\r\n" % rows[-1])
            elif verb == "starttls":
                if self._say("starttls", b"220 go\r\n"):
                    self._sock = self._owner._tls.wrap_socket(self._sock, server_side=True)
                    self._encrypted = True
            elif verb == "rcpt":
                recipient = rest.partition("<")[2].partition(">")[0]
                self._say("rcpt", b"250 ok\r\n")
            elif verb == "data":
                if self._say("data", b"354 go\r\n"):
                    self._mail(recipient)
            elif verb == "quit":
                self._send(b"221 bye\r\n")
                raise _OverError
            elif verb == "auth":
                if rest == "LOGIN" and self._say("auth", b"334 VXNlcm5hbWU6\r\n"):
                    self._owner.heard.append(self._until(b"\r\n").decode())
                    self._send(b"334 UGFzc3dvcmQ6\r\n")
                    self._owner.heard.append(self._until(b"\r\n").decode())
                    self._send(b"235 in\r\n")
                elif rest != "LOGIN":
                    self._say("auth", b"235 in\r\n")
            else:
                self._say(verb, b"250 ok\r\n")

    def _mail(self, recipient: str) -> None:
        acts = self._owner.act("body")
        if acts:
            self._held += self._read()
            self._do(acts)
        text = self._until(b"\r\n.\r\n") + b"\r\n"
        self._owner.mails.append((recipient, text))
        self._say("dot", b"250 2.0.0 taken\r\n")

    def _say(self, phase: str, usual: bytes) -> bool:
        """Whether the usual was said."""
        if acts := self._owner.act(phase):
            self._do(acts)
            # "354" to DATA and "220" to STARTTLS as an act are the usual after all
            return acts[0][:3] == usual[:3] if isinstance(acts[0], bytes) else False
        self._send(usual)
        return True

    def _do(self, acts: tuple[bytes | str, ...]) -> None:
        try:
            for act in acts:
                if isinstance(act, bytes):
                    self._send(act)
                    continue
                if act == HANG:
                    self._owner.acted.set()
                    self._owner.wait()
                if act == RESET:
                    self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self._sock.close()
                raise _OverError
        finally:
            self._owner.acted.set()

    def _send(self, data: bytes) -> None:
        self._sock.sendall(data)

    def _read(self) -> bytes:
        piece = self._sock.recv(65_536)
        if not piece:
            raise _OverError
        return piece

    def _until(self, end: bytes) -> bytes:
        seen = 0
        while (at := self._held.find(end, seen)) < 0:
            seen = max(0, len(self._held) - len(end))
            self._held += self._read()
        found, self._held = self._held[:at], self._held[at + len(end) :]
        return found
