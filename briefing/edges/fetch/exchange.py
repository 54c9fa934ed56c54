"""One request and its answer over one connection (HTTP/1.1), within limits of everything a server can send.

The grammar is h11's, which knows neither sockets nor clocks: what is read, how much of it and for how long is decided here.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import h11

from briefing.edges.fetch.refusal import NotFetchedError
from briefing.edges.fetch.stream import Stream
from briefing.edges.unpack import Unpacker, UnpackingError, size

HEAD_LIMIT = 65_536  # bytes of headers, those of interim answers included
_PIECES = 100_000  # chunks of one body: each costs time, even a chunk of one byte
_SPILL = 65_536  # bytes of a body nobody wants that are read, so that its connection can go on being used
_OVERHEAD = 2_000_000  # bytes that framing may add to a body on the wire
_PIECE = 65_536
_GZIP_FILE = b"\x1f\x8b\x08"
_AS_IT_IS = {"identity", "none", "binary", "utf-8", "8bit"}  # what servers say where nothing is packed


class StaleError(Exception):
    """A connection that was kept had ended when it was used again: nothing of an answer came."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What came back: headers by lower-case name (of several the first), the body unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Line:
    """A connection to one origin, on which one request is made after another."""

    def __init__(self, origin: str, stream: Stream) -> None:
        self.origin = origin
        self._stream = stream
        self._http = h11.Connection(our_role=h11.CLIENT, max_incomplete_event_size=HEAD_LIMIT)
        self._used = False
        self._head_left = 0

    @property
    def received(self) -> int:
        """Bytes that have come over it so far."""
        return self._stream.received

    @property
    def ready(self) -> bool:
        """Whether another request may be made: the last answer ended where it said, and nothing has come since."""
        done = self._http.our_state is h11.IDLE or (
            self._http.our_state is h11.DONE and self._http.their_state is h11.DONE and self._http.trailing_data == (b"", False)
        )
        return done and self._stream.quiet

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    async def ask(self, path: str, headers: Mapping[str, str], *, limit: int, cut: bool = False) -> Reply:
        """The answer to a GET; the body of a 200 is read whole, of at most `limit` bytes unpacked, or `cut` there.

        Raises `NotFetchedError`, or `StaleError` where a kept connection had ended.
        """
        stale = self._used
        self._used = True
        try:
            if self._http.our_state is h11.DONE:
                self._http.start_next_cycle()
            self._send(path, headers)
            before = self._stream.received
            try:
                head = await self._head()
            except (OSError, NotFetchedError, h11.RemoteProtocolError) as error:
                if stale and self._stream.received == before and not isinstance(error, h11.RemoteProtocolError):
                    raise StaleError from None
                raise
            found: dict[str, str] = {}
            for name, value in head.headers:
                found.setdefault(name.decode("ascii").lower(), value.decode("latin-1"))
            body = await self._body(found, limit, cut=cut) if head.status_code == 200 else await self._spill()
        except h11.RemoteProtocolError as error:
            raise NotFetchedError(_broken(str(error))) from None
        except h11.LocalProtocolError:
            raise NotFetchedError("the address cannot be asked over HTTP", closed=True) from None
        except UnpackingError as error:
            raise NotFetchedError(f"the answer {error.reason}") from None
        except OSError:
            raise NotFetchedError("the server broke the connection off") from None
        return Reply(status=head.status_code, headers=found, body=body)

    def _send(self, path: str, headers: Mapping[str, str]) -> None:
        request = h11.Request(method="GET", target=path, headers=list(headers.items()))
        self._stream.write((self._http.send(request) or b"") + (self._http.send(h11.EndOfMessage()) or b""))

    async def _head(self) -> h11.Response:
        left = HEAD_LIMIT
        while True:
            event = self._http.next_event()
            if isinstance(event, h11.Response):
                return event
            if event is h11.NEED_DATA:
                if left <= 0:
                    raise NotFetchedError(f"the answer has more than {HEAD_LIMIT // 1024} kB of headers")
                data = await self._stream.read(left)
                if not data:
                    what = "without an answer" if left == HEAD_LIMIT else "before it had answered"
                    raise NotFetchedError(f"the server ended the connection {what}")
                left -= len(data)
                self._http.receive_data(data)
            elif not isinstance(event, h11.InformationalResponse):
                raise NotFetchedError("the server ended the connection without an answer")

    async def _body(self, headers: Mapping[str, str], limit: int, *, cut: bool) -> bytes:
        coding = headers.get("content-encoding", "").strip().lower()
        unpacker = Unpacker("" if coding in _AS_IT_IS else coding, limit=10 * limit if cut else limit)
        promised = headers.get("content-length", "")
        if not cut and promised.isdecimal() and len(promised) < 20 and int(promised) > limit + _OVERHEAD:
            raise NotFetchedError(f"the answer has {size(int(promised))}, more than the {size(limit)} that are read of one page")
        body, inner = bytearray(), None
        async for piece in self._pieces(limit + _OVERHEAD):
            for made in unpacker.feed(piece):
                if not body and inner is None and made.startswith(_GZIP_FILE):  # "sitemap.xml.gz": packed by whoever wrote it
                    inner = Unpacker("gzip", limit=limit)
                for part in inner.feed(made) if inner else (made,):
                    body += part
                if cut and len(body) >= limit:
                    return bytes(body[:limit])
        unpacker.finish()
        if inner:
            inner.finish()
        return bytes(body)

    async def _pieces(self, limit: int) -> AsyncIterator[bytes]:
        count, start = 0, self._stream.received
        while True:
            event = self._http.next_event()
            if isinstance(event, h11.Data):
                count += 1
                if count > _PIECES:
                    raise NotFetchedError(f"the answer comes in more than {_PIECES:,} pieces")
                yield bytes(event.data)
            elif event is h11.NEED_DATA:
                if self._stream.received - start > limit:
                    raise NotFetchedError("the answer is too large")
                self._http.receive_data(await self._stream.read(_PIECE))
            else:
                return

    async def _spill(self) -> bytes:
        """Read past a short body; of a long one the rest is left where it is, and the connection with it."""
        left = _SPILL
        try:
            async for piece in self._pieces(_SPILL):
                left -= len(piece)
                if left < 0:
                    break
        except (OSError, NotFetchedError, h11.RemoteProtocolError):
            pass  # the status is known; that the rest of it is broken tells nothing more
        return b""


def _broken(said: str) -> str:
    if "without sending complete message body" in said or "incomplete chunked" in said:
        return "the answer is cut short: the connection ended before its end"
    if "too long" in said:
        return f"the answer has more than {HEAD_LIMIT // 1024} kB of headers"
    return "the server does not keep to HTTP"
