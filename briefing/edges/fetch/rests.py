"""The rests that hosts ask for (429, 503 with Retry-After), kept so that they hold for whatever runs next, too."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from briefing.edges.fetch.register import Register
from briefing.model import Rest

_SHORTEST = 60.0  # seconds; what is over sooner the next run will hardly meet, and is not worth a write
_LONGEST = 86_400.0  # as long as any host is left alone
_WRONG = 2 * _LONGEST  # who put down a rest that ends later than this had a clock that went wrong


class Rests:
    """What is known of the rest of each host by those that have run before."""

    def __init__(self, *, store: Register | None, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    async def of(self, host: str) -> tuple[float, str] | None:
        """How many seconds a host ("host[:port]") is still to be left alone and why; None where it may be asked."""
        kept = await asyncio.to_thread(self._store.rest, host) if self._store else None
        left = (kept.until - self._clock()).total_seconds() if kept else 0.0
        return (min(left, _LONGEST), kept.reason) if kept and 0 < left < _WRONG else None

    async def keep(self, host: str, seconds: float, reason: str) -> None:
        """Put down that a host asks to be left alone for so long from now."""
        if self._store and seconds >= _SHORTEST:
            rest = Rest(host=host, until=self._clock() + timedelta(seconds=seconds), reason=reason)
            await asyncio.to_thread(self._store.keep_rest, rest)
