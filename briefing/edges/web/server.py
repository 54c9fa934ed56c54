"""The connections: so many, each for so long, and a clean end. Whoever sends a request a byte at a time is not waited for."""

import asyncio
import contextlib
import signal
import socket
from collections import Counter
from collections.abc import Callable, Collection, Generator

from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from briefing.edges.web.app import ALWAYS, App
from briefing.edges.web.callers import Network, caller
from briefing.errors import UsageError

MOST_CONNECTIONS, MOST_OF_ONE = 400, 40
REQUEST_SECONDS, ANSWER_SECONDS = 10.0, 30.0
_GRACE = 5  # seconds that requests have to end in
_LARGEST_HEAD = 16_384  # bytes of a request's first line and headers
_NO_REQUEST = b"This is no request.\n"
_ENDS = (signal.SIGTERM, signal.SIGINT)


def serve(app: App, *, host: str, port: int, proxies: Collection[Network], ready: Callable[[str], None]) -> None:
    """Answer until SIGTERM or SIGINT, then let requests end. `port` 0 takes a free one; `ready` is told the address.

    Raises `UsageError` where the address cannot be had.
    """
    with contextlib.ExitStack() as open_:
        listening = open_.enter_context(_listening(host, port))
        shown = f"[{host}]" if ":" in host else host
        config = Config(
            app,
            http=_limited(tuple(proxies)),
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=_GRACE,
            h11_max_incomplete_event_size=_LARGEST_HEAD,
        )
        server = _Server(config)
        server.told = lambda: ready(f"http://{shown}:{listening.getsockname()[1]}")
        server.run(sockets=[listening])
        app.close()


class _Server(Server):
    """The server of uvicorn, which says when it listens, and ends well when it is told to end."""

    told: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.told()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Signals end it; the original raises them once more at the end, and a service told to end has not failed."""
        loop = asyncio.get_running_loop()
        try:
            for one in _ENDS:
                loop.add_signal_handler(one, self.handle_exit, one, None)
        except (NotImplementedError, ValueError, RuntimeError):  # no main thread, or a system without
            pass
        yield


def _limited(proxies: tuple[Network, ...]) -> type[H11Protocol]:
    """Connections as uvicorn has them, with limits of number and time."""
    open_: Counter[str] = Counter()

    class Limited(H11Protocol):
        _check: asyncio.TimerHandle | None = None
        _state: tuple[object, bool] = (None, False)
        _since = 0.0
        _from = ""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._from = self.client[0] if self.client else ""
            trusted = caller(self._from, ["192.0.2.1"], proxies) == "192.0.2.1"  # a proxy's header is believed
            open_[self._from] += 1
            if open_.total() > MOST_CONNECTIONS or (open_[self._from] > MOST_OF_ONE and not trusted):
                transport.abort()
                return
            self._since = self.loop.time()
            self._check = self.loop.call_later(REQUEST_SECONDS / 2, self._look)

        def connection_lost(self, exc: Exception | None) -> None:
            if self._check is not None:
                self._check.cancel()
            open_[self._from] -= 1
            if open_[self._from] <= 0:
                del open_[self._from]
            super().connection_lost(exc)

        def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - what is wrong with it helps nobody
            lines = ["HTTP/1.1 400 Bad Request", "content-type: text/plain; charset=utf-8", f"content-length: {len(_NO_REQUEST)}"]
            lines += [f"{name}: {value}" for name, value in ALWAYS.items()]
            lines += ["content-security-policy: default-src 'none'", "connection: close", "", ""]
            self.transport.write("\r\n".join(lines).encode("ascii") + _NO_REQUEST)
            self.transport.close()

        def _look(self) -> None:
            """Every few seconds: whether anything has come of this connection."""
            busy = self.cycle is not None and not self.cycle.response_complete
            now = self.loop.time()
            if self._state != (self.cycle, busy):
                self._state, self._since = (self.cycle, busy), now
            elif now - self._since > (ANSWER_SECONDS if busy else REQUEST_SECONDS):
                self.transport.abort()
                return
            self._check = self.loop.call_later(REQUEST_SECONDS / 4, self._look)

    return Limited


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        made = socket.socket(family, kind, number)
    except (OSError, OverflowError, UnicodeError) as error:
        raise UsageError(f"{host} port {port} is no address to listen on ({_reason(error)})") from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(256)
    except (OSError, OverflowError) as error:
        made.close()
        raise UsageError(f"{host} port {port} cannot be had ({_reason(error)})") from None
    return made


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
