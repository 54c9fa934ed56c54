"""A web server on loopback that a test writes answer by answer, down to single bytes, and that counts what it is asked.

    with WebServer() as web:
        web["/feed.xml"] = page(b"<rss/>", etag='"1"')
        web["/old"] = redirect("/new")
        ...
        assert web.count("/feed.xml") == 2

A route takes a `Request` and gives what is sent: bytes, or an iterable of bytes and of numbers (seconds to wait). The connection
stays open after an answer that says how long it is, unless the route is `closing`. A path that is not known answers 404.
"""

import gzip
import socket
import socketserver
import ssl
import subprocess
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self

import brotli


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked: `connection` numbers the connections of the server from 1, `at` is in seconds of the monotonic clock."""

    method: str
    path: str
    headers: dict[str, str]
    connection: int
    at: float


Sent = bytes | Iterable[bytes | float]
Route = Callable[[Request], Sent]


class WebServer:
    """The server; it listens on a port of its own at `host` as long as it is entered."""

    def __init__(self, host: str = "127.0.0.1", *, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self.ended: list[float] = []  # when each answer was sent
        self.connections = 0
        self.tls = tls
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        kind = type("Server", (_Threaded,), {"address_family": family})
        self._server = kind((host, port), _Conversation)
        self._server.owner = self
        self.host = f"[{host}]" if ":" in host else host
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        with self._lock:
            left = list(self._open)
        for one in left:
            _hang_up(one)
        self._thread.join()

    def __setitem__(self, path: str, route: Route | bytes) -> None:
        self.routes[path] = route if callable(route) else page(route)

    @property
    def authority(self) -> str:
        """Its "host:port", as it stands in an address and in allow_hosts."""
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Its address without a path."""
        return f"http{'s' if self.tls else ''}://{self.authority}"

    def count(self, path: str | None = None) -> int:
        """How many requests there were, in all or for a path."""
        return len(self.asked(path))

    def asked(self, path: str | None = None) -> list[Request]:
        """The requests in their order, all or those for a path."""
        with self._lock:
            return [one for one in self.requests if path in (None, one.path)]

    def counts(self) -> dict[str, int]:
        """How often each path was asked."""
        return dict(Counter(one.path for one in self.asked()))

    def _took(self, request: Request) -> None:
        with self._lock:
            self.requests.append(request)

    def _began(self, connection: socket.socket) -> int:
        with self._lock:
            self.connections += 1
            self._open.add(connection)
            return self.connections

    def _over(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.discard(connection)


class _Threaded(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 1024
    owner: Any = None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what many tests are about."""


class _Conversation(socketserver.BaseRequestHandler):
    server: Any

    def handle(self) -> None:
        owner: WebServer = self.server.owner
        connection = self.request
        number = owner._began(connection)
        try:
            if owner.tls:
                connection.settimeout(5)
                connection = self.request = owner.tls.wrap_socket(connection, server_side=True)
                connection.settimeout(None)
            file = connection.makefile("rb")
            while request := self._read(file, number):
                owner._took(request)
                if not self._answer(connection, owner.routes.get(request.path, missing), request):
                    return
                owner.ended.append(time.monotonic())
        except (OSError, ValueError):
            return
        finally:
            owner._over(self.request)
            _hang_up(connection)

    def _read(self, file: Any, number: int) -> Request | None:
        line = file.readline(100_000).decode("latin-1").split()
        if len(line) < 2:
            return None
        at, headers = time.monotonic(), {}
        while (row := file.readline(100_000).decode("latin-1").strip()) != "":
            name, _, value = row.partition(":")
            headers[name.strip().lower()] = value.strip()
        return Request(method=line[0], path=line[1], headers=headers, connection=number, at=at)

    def _answer(self, connection: socket.socket, route: Route, request: Request) -> bool:
        sent = route(request)
        pieces = [sent] if isinstance(sent, bytes) else sent
        start = b""
        for piece in pieces:
            if isinstance(piece, bytes):
                connection.sendall(piece)
                start = start or piece
            else:
                time.sleep(piece)
        return b"Connection: close" not in start and start != b""


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def answer(status: int, body: bytes = b"", **headers: str) -> bytes:
    """An answer as bytes. Names of headers are written with underscores for hyphens (`content_type="text/html"`)."""
    said = {"content-length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    rows = "".join(f"{'Connection' if name == 'connection' else name}: {value}\r\n" for name, value in said.items())
    return f"HTTP/1.1 {status} x\r\n{rows}\r\n".encode() + body


def page(body: bytes, *, etag: str | None = None, modified: str | None = None, **headers: str) -> Route:
    """A page; with `etag` or `modified` it answers 304 to who knows it already."""
    said = {"content_type": "text/html; charset=utf-8", **headers}
    said |= {"etag": etag} if etag else {}
    said |= {"last_modified": modified} if modified else {}

    def route(request: Request) -> bytes:
        known = (etag and request.headers.get("if-none-match") == etag) or (
            modified and request.headers.get("if-modified-since") == modified
        )
        return answer(304, **{k: v for k, v in said.items() if k != "content_type"}) if known else answer(200, body, **said)

    return route


def status(code: int, body: bytes = b"", **headers: str) -> Route:
    """Any other status: `status(429, retry_after="120")`."""
    return lambda request: answer(code, body, **headers)


def redirect(to: str, code: int = 302) -> Route:
    """A redirect."""
    return status(code, location=to)


def robots(text: str) -> Route:
    """A robots.txt."""
    return page(text.encode(), content_type="text/plain")


def raw(*pieces: bytes | float) -> Route:
    """These bytes and pauses (in seconds), then the end of the connection."""

    def route(request: Request) -> Iterable[bytes | float]:
        yield from pieces
        raise ConnectionAbortedError

    return route


def hang(seconds: float = 3600.0) -> Route:
    """Nothing at all, for so long."""
    return raw(*[0.05] * round(seconds / 0.05))


def drip(head: bytes, drop: bytes, every: float = 0.05) -> Route:
    """A beginning, and then a little again and again for ever."""

    def route(request: Request) -> Iterable[bytes | float]:
        yield head
        while True:
            yield every
            yield drop

    return route


def chunked(pieces: Iterable[bytes], **headers: str) -> Route:
    """A page in chunks."""
    listed = list(pieces)
    rows = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())

    def route(request: Request) -> Iterable[bytes]:
        yield f"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n{rows}\r\n".encode()
        for piece in listed:
            yield f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
        yield b"0\r\n\r\n"

    return route


def packed(body: bytes, coding: str, **headers: str) -> Route:
    """A page in gzip, deflate (with its wrapper), raw (deflate without) or br."""
    raw_deflate = zlib.compressobj(wbits=-15)
    made = {
        "gzip": lambda: gzip.compress(body),
        "deflate": lambda: zlib.compress(body),
        "raw": lambda: raw_deflate.compress(body) + raw_deflate.flush(),
        "br": lambda: brotli.compress(body, quality=5),
    }[coding]()
    return page(made, content_encoding="deflate" if coding == "raw" else coding, **headers)


def bomb(coding: str, megabytes: int = 200) -> Route:
    """Very many zeros in very few bytes."""
    return page(_zeros(coding, megabytes), content_encoding=coding)


@cache
def _zeros(coding: str, megabytes: int) -> bytes:
    zeros = bytes(1_000_000)
    if coding == "br":
        press = brotli.Compressor(quality=5)
        return b"".join(press.process(zeros) for _ in range(megabytes)) + press.finish()
    deflate = zlib.compressobj(9, wbits={"gzip": 31, "deflate": 15}[coding])
    return b"".join(deflate.compress(zeros) for _ in range(megabytes)) + deflate.flush()


missing = status(404, b"not here", content_type="text/plain")


@dataclass(frozen=True, kw_only=True)
class Authority:
    """A certificate authority of a test's own, made by the openssl program in a folder."""

    folder: Path
    made: dict[str, ssl.SSLContext] = field(default_factory=dict)

    @property
    def certificate(self) -> str:
        """The file that who trusts it loads."""
        return str(self.folder / "authority.pem")

    def trusting(self) -> ssl.SSLContext:
        """The context of a client that trusts it alone."""
        return ssl.create_default_context(cafile=self.certificate)

    def serving(self, names: str = "IP:127.0.0.1", *, days: int = 30, trusted: bool = True) -> ssl.SSLContext:
        """The context of a server for names such as "DNS:news.example,IP:127.0.0.1"; expired where `days` is below 0."""
        stem = f"server{len(self.made)}"
        key, request, certificate = (str(self.folder / f"{stem}.{end}") for end in ("key", "csr", "pem"))
        _openssl(
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            key,
            "-out",
            request,
            "-subj",
            "/CN=x",
        )
        extensions = self.folder / f"{stem}.ext"
        extensions.write_text(f"subjectAltName={names}\n", encoding="ascii")
        by = (
            ["-CA", self.certificate, "-CAkey", str(self.folder / "authority.key"), "-CAcreateserial"]
            if trusted
            else ["-signkey", key]
        )
        _openssl("x509", "-req", "-in", request, "-out", certificate, "-days", str(days), "-extfile", str(extensions), *by)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.made[stem] = context
        return context


def authority(folder: Path) -> Authority:
    """A new certificate authority; `FileNotFoundError` where there is no openssl program."""
    key, certificate = str(folder / "authority.key"), str(folder / "authority.pem")
    usage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"]
    _openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
        "-out", certificate, "-days", "30", "-subj", "/CN=Test authority", *usage,
    )  # fmt: skip
    return Authority(folder=folder)


def _openssl(*words: str) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)
