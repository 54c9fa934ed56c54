"""A server for one person on one machine: the files of an edition from memory, on 127.0.0.1 alone, shown again when they change."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from briefing.errors import UsageError

HOST = "127.0.0.1"
MOST_LISTENERS = 16
_HERE = Path(__file__).parent
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".md": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".atom": "application/xml; charset=utf-8",
    ".epub": "application/epub+zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# The page around the edition may run its own script; an edition may run nothing, whoever wrote its templates.
_FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE_POLICY = (
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


@dataclass(kw_only=True, slots=True)
class Shown:
    """What is shown now: the files of the last good edition by name, what is wrong since, and how often that has changed."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    problem: str = ""
    version: int = 0
    ended: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    def show(self, files: Mapping[str, bytes]) -> None:
        """Show these files; nothing is wrong any more."""
        self._change(files, "")

    def complain(self, problem: str) -> None:
        """Say what is wrong above the files that were shown last."""
        self._change(self.files, problem)

    def end(self) -> None:
        """Let everyone who waits for a change go."""
        self.ended = True
        self._change(self.files, self.problem)

    def _change(self, files: Mapping[str, bytes], problem: str) -> None:
        with self.changed:
            self.files, self.problem, self.version = files, problem, self.version + 1
            self.changed.notify_all()

    def told(self) -> bytes:
        """The state as JSON for the page that shows it."""
        return json.dumps({"version": self.version, "problem": self.problem, "files": list(self.files)}).encode()


class Server(ThreadingHTTPServer):
    """The server, bound to 127.0.0.1. `port` 0 takes a free one. Raises `UsageError` where the port is taken."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, shown: Shown, port: int) -> None:
        self.shown = shown
        self.listeners = threading.BoundedSemaphore(MOST_LISTENERS)
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(f"port {port} of this machine cannot be had ({reason}); --port 0 takes a free one") from None

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version, sys_version = "Briefing", ""
    timeout = 60

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing of each request."""

    def _answer(self, *, body: bool) -> None:
        if not self._is_for_us():
            self._send(b"This is not the address of the preview.\n", status=421, body=body)
            return
        path = unquote(urlsplit(self.path).path, errors="replace")
        shown = self.server.shown
        if path == "/":
            self._send(_part("preview.html"), kind=_KINDS[".html"], policy=_FRAME_POLICY, body=body)
        elif path in {"/preview.js", "/preview.css"}:
            kind = "text/javascript" if path.endswith("js") else "text/css"
            self._send(_part(path[1:]), kind=f"{kind}; charset=utf-8", body=body)
        elif path == "/state":
            self._send(shown.told(), kind=_KINDS[".json"], body=body)
        elif path == "/changes" and body:
            self._tell_changes()
        elif path.startswith("/edition/") and (content := shown.files.get(path.removeprefix("/edition/"))) is not None:
            suffix = Path(path).suffix
            policy = "" if suffix == ".pdf" else _PAGE_POLICY
            self._send(content, kind=_KINDS.get(suffix, "application/octet-stream"), policy=policy, body=body)
        else:
            self._send(b"There is no such file in this edition.\n", status=404, body=body)

    def _is_for_us(self) -> bool:
        """Whether the browser asks by our own name: not by one that somebody's page has made to lead here."""
        return self.headers.get("Host", "") in {f"{name}:{self.server.server_port}" for name in (HOST, "localhost")}

    def _send(
        self,
        content: bytes,
        *,
        kind: str = "text/plain; charset=utf-8",
        status: int = 200,
        policy: str = "default-src 'none'",
        body: bool,
    ) -> None:
        self.send_response(status)
        headers = _ALWAYS | {"Content-Type": kind, "Content-Length": str(len(content))}
        for name, value in (headers | ({"Content-Security-Policy": policy} if policy else {})).items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(content)

    def _tell_changes(self) -> None:
        """Server-sent events: the state now, and whenever it changes, for as long as anyone listens."""
        if not self.server.listeners.acquire(blocking=False):
            self._send(b"Too many pages listen already.\n", status=503, body=True)
            return
        try:
            self.send_response(200)
            for name, value in (_ALWAYS | {"Content-Type": "text/event-stream"}).items():
                self.send_header(name, value)
            self.end_headers()
            shown, seen = self.server.shown, -1
            while not shown.ended:
                fresh = shown.version != seen
                seen = shown.version
                self.wfile.write(b"data: " + shown.told() + b"\n\n" if fresh else b": still here\n\n")
                self.wfile.flush()
                with shown.changed:
                    shown.changed.wait_for(lambda: shown.ended or shown.version != seen, timeout=10)  # noqa: B023 - called at once
        except OSError:
            pass  # the page was closed
        finally:
            self.server.listeners.release()


@cache
def _part(name: str) -> bytes:
    return (_HERE / name).read_bytes()
