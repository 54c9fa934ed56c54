"""A web server on loopback that takes what is posted to it, and answers, waits or breaks off as a test tells it.

with Listener() as hears:
    hears.answers = [500, 200]
    ...
    assert [call.path for call in hears.calls] == ["/hook"]
"""

import json
import ssl
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Call:
    """What was posted."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Listener:
    """`answers` are given one after the other, the last for good: a status, or bytes as they are; `wait` seconds before each."""

    answers: list[int | bytes] = field(default_factory=lambda: [200])
    wait: float = 0.0
    tls: ssl.SSLContext | None = None
    calls: list[Call] = field(default_factory=list)

    def __enter__(self) -> Self:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.calls.append(Call(path=self.path, headers=dict(self.headers.items()), body=body))
                time.sleep(outer.wait)
                answer = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                if isinstance(answer, bytes):
                    self.wfile.write(answer)
                    self.close_connection = True
                    return
                self.send_response(answer)
                if 300 <= answer < 400:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Whoever asks may go away."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        """The address it answers at."""
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self._server.server_port}"
