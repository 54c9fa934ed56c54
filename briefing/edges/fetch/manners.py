"""What a site asks of robots (RFC 9309), read once a day and kept between runs."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from protego import Protego

from briefing.edges.fetch.headers import AGENT
from briefing.edges.fetch.refusal import NotFetchedError
from briefing.edges.fetch.register import Register
from briefing.model import Robots

LARGEST = 500_000  # bytes of a robots.txt that are read
_SMALL = 20_000
_GOOD_FOR = timedelta(hours=24)
_UNKNOWN_FOR = timedelta(minutes=10)  # how long a host is left alone whose robots.txt could not be read
_MOST_SITEMAPS = 500
_LONGEST_DELAY = 86_400.0
_AGENT_LINE = re.compile(r"[ \t]*user[- ]?agent(?:[ \t]*:|[ \t])[ \t]*([^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE | re.ASCII)


@dataclass(kw_only=True, slots=True)
class _Known:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    until: datetime | None = None
    rules: Protego | None = None
    status: int = 200
    refusal: NotFetchedError | None = None


class Manners:
    """Asks each origin for its robots.txt, when it is first needed and once a day."""

    def __init__(self, *, store: Register | None, clock: Callable[[], datetime], ask: Callable[[str], Awaitable[Robots]]) -> None:
        """`ask` brings the robots.txt of an origin, or raises `NotFetchedError`."""
        self._store, self._clock, self._ask = store, clock, ask
        self._known: dict[str, _Known] = {}

    async def check(self, origin: str, url: str) -> float:
        """The pause in seconds that an origin asks for between two requests (0 for none); raises `NotFetchedError` where it forbids `url`."""
        known = await self._of(origin)
        if known.rules is None:
            return 0.0
        if not known.rules.can_fetch(url, AGENT):
            raise NotFetchedError("robots.txt does not allow it", closed=True)
        return _delay(known.rules)

    async def sitemaps(self, origin: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of an origin names, as it names them."""
        known = await self._of(origin)
        return tuple(islice(known.rules.sitemaps, _MOST_SITEMAPS)) if known.rules else ()

    async def _of(self, origin: str) -> _Known:
        known = self._known.setdefault(origin, _Known())
        async with known.lock:
            asked = known.until is None or self._clock() >= known.until
            if asked:
                await self._learn(origin, known)
        # Whoever has just asked in vain has failed; those that come meanwhile were not asked, and are told when to come again.
        wait = None if asked or known.until is None else max((known.until - self._clock()).total_seconds(), 0.0)
        if known.refusal:
            raise NotFetchedError(
                known.refusal.reason, closed=known.refusal.closed, retry_after=None if known.refusal.closed else wait
            )
        if not _readable(known.status):
            raise NotFetchedError(f"robots.txt answers {known.status}, so nothing may be asked for now", retry_after=wait)
        return known

    async def _learn(self, origin: str, known: _Known) -> None:
        kept = await asyncio.to_thread(self._store.rules, origin) if self._store else None
        known.refusal = None
        if kept is None or not _readable(kept.status) or not kept.fetched_at <= self._clock() < _until(kept):
            try:
                kept = await self._ask(origin)
            except NotFetchedError as error:
                if error.retry_after is not None:
                    raise  # the host wants to be left alone; how long, its lane knows
                known.refusal, known.until, known.rules = error, self._clock() + _UNKNOWN_FOR, None
                return
            if self._store and _readable(kept.status):
                await asyncio.to_thread(self._store.keep_rules, kept)
        known.status, known.until = kept.status, _until(kept)
        known.rules = None
        if 200 <= kept.status < 300:
            # A large one takes up to two seconds, in which other hosts shall not have to wait.
            known.rules = parsed(kept.body) if len(kept.body) < _SMALL else await asyncio.to_thread(parsed, kept.body)


def parsed(body: bytes) -> Protego:
    """The rules of a robots.txt.

    The groups of other robots are put together under one name first: a file that names thousands of robots and then
    thousands of rules would cost the product of the two, and a robot whose name ours merely begins with is not ours.
    """
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    return Protego.parse("\n".join(map(_told_apart, text.splitlines())))


def _told_apart(line: str) -> str:
    found = _AGENT_LINE.match(line)
    if not found:
        return line
    said = found.group(1).strip()
    token = _TOKEN.match(said)
    ours = token is not None and token.group().lower() == AGENT.lower()
    return f"User-agent: {'*' if said == '*' else AGENT if ours else 'somebody-else'}"


def _readable(status: int) -> bool:
    """Whether a status settles what is allowed: a file, or none. Not settled where the server fails, or asks to be left alone."""
    return 200 <= status < 500 and status != 429


def _until(robots: Robots) -> datetime:
    return robots.fetched_at + (_GOOD_FOR if _readable(robots.status) else _UNKNOWN_FOR)


def _delay(rules: Protego) -> float:
    delay = rules.crawl_delay(AGENT) or 0.0
    if rate := rules.request_rate(AGENT):
        delay = max(delay, rate.seconds / rate.requests)
    return min(delay, _LONGEST_DELAY)
