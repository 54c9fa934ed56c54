"""The bytes of one connection, read as they come and never more than a little ahead."""

import asyncio

_AHEAD = 131_072  # bytes that may wait to be read before the sender is held up


class Stream(asyncio.Protocol):
    """What a server sends; `received` counts its bytes, behind the encryption."""

    def __init__(self) -> None:
        self.received = 0
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        self._buffer += data
        if len(self._buffer) > _AHEAD and self._transport:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self._ended = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended, self._error = True, exc
        self._wake()

    @property
    def quiet(self) -> bool:
        """Whether it is open and nothing has come that was not asked for."""
        return not self._buffer and not self._ended

    @property
    def peer(self) -> str:
        """The IP address at the other end."""
        found = self._transport.get_extra_info("peername") if self._transport else None
        return str(found[0]) if found else ""

    async def read(self, most: int) -> bytes:
        """At most so many bytes, none at the end; raises `OSError` where the connection broke."""
        while not self._buffer and not self._ended:
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        if not self._buffer:
            if self._error is not None:
                raise ConnectionResetError(str(self._error)) from self._error
            return b""
        data = bytes(self._buffer[:most])
        del self._buffer[:most]
        if len(self._buffer) <= _AHEAD and self._transport and not self._transport.is_closing():
            self._transport.resume_reading()
        return data

    def write(self, data: bytes) -> None:
        """Send bytes; a connection that is gone is noticed by the next reading."""
        if self._transport and not self._transport.is_closing():
            self._transport.write(data)

    def close(self) -> None:
        """End the connection at once, without a farewell."""
        if self._transport:
            self._transport.abort()

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)
