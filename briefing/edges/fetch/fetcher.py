"""Asking an address: politely (robots.txt, pauses, rest) and safely (where it leads, how much comes, how long it takes)."""

import asyncio
import resource
import ssl
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from briefing.edges.fetch import headers as said
from briefing.edges.fetch.address import Target, joined, read
from briefing.edges.fetch.dial import USUAL_PORTS, Dialler, Resolve, ask_system
from briefing.edges.fetch.exchange import Line, Reply, StaleError
from briefing.edges.fetch.manners import LARGEST, Manners
from briefing.edges.fetch.refusal import NotFetchedError
from briefing.edges.fetch.register import Register
from briefing.edges.fetch.rests import Rests
from briefing.edges.fetch.turns import Lane, Lanes
from briefing.model import Address, Answer, NoAnswer, Robots
from briefing.settings import Fetch

SECONDS = 30.0
BODY_LIMIT = 10_000_000  # bytes, unpacked
REDIRECTS = 5
_FOR_GOOD = (301, 308)
_REDIRECTING = (301, 302, 303, 307, 308)
_TOO_MANY = (429, 503)
_REST = 60.0  # seconds a host is left alone that answers 429 and does not say for how long


@dataclass(kw_only=True, slots=True)
class _Trip:
    """One get: the seconds it has left (waiting for a host's turn costs none) and the bytes it has received."""

    left: float
    wire: int = 0
    robots: bool = False
    limit: int = BODY_LIMIT


class Fetcher:
    """Asks addresses over HTTP; to be entered with `async with` and used by any number of tasks of one event loop at once."""

    def __init__(
        self,
        fetch: Fetch,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        register: Register | None = None,
        resolve: Resolve = ask_system,
        ssl_context: ssl.SSLContext | None = None,
        ports: Collection[int] | None = USUAL_PORTS,
        seconds: float = SECONDS,
    ) -> None:
        """`register` keeps what hosts ask for, from run to run; `resolve` names the IP addresses of a host; `seconds` is for one get in all."""
        self.requests: Counter[str] = Counter()  # by host; those for robots.txt and of redirects included
        self._fetch, self._clock, self._seconds = fetch, clock, seconds
        self._dialler = Dialler(allowed=fetch.allow_hosts, resolve=resolve, context=ssl_context, ports=ports)
        self._manners = Manners(store=register, clock=clock, ask=self._robots)
        self._rests = Rests(store=register, clock=clock)
        self._lanes = Lanes(pause=fetch.pause, most=_spare_files(), recall=self._rests.of)
        self._hosts = asyncio.Semaphore(fetch.hosts)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._lanes.close()
        await asyncio.sleep(0)  # the loop takes a turn to let go of what was closed

    async def get(self, url: str, *, since: Address | None = None) -> Answer | NoAnswer:
        """The answer of an address after redirects; with `since`, asked only for what has changed since (304 otherwise)."""
        trip = _Trip(left=self._seconds)
        try:
            return await self._follow(url, since, trip)
        except NotFetchedError as error:
            return NoAnswer(
                asked=url,
                reason=error.reason,
                at=self._clock(),
                closed=error.closed,
                retry_after=error.retry_after,
                wire=trip.wire,
            )

    async def robots_sitemaps(self, address: str) -> tuple[str, ...]:
        """The sitemaps that robots.txt names at the host of an address, absolute; none where there is no such file."""
        try:
            origin = read(address).origin
            found = await self._manners.sitemaps(origin)
        except NotFetchedError:
            return ()
        return tuple(dict.fromkeys(url for one in found if (url := _sitemap(origin, one))))

    async def _follow(self, url: str, since: Address | None, trip: _Trip) -> Answer:
        target = read(url)
        asked, moved_to, for_good = target, None, True
        for _ in range(REDIRECTS + 1):
            lane = self._lanes[target.lane]
            if not trip.robots:
                lane.delay = max(lane.delay, await self._manners.check(target.origin, target.url))
            conditions = _conditions(target, since)
            reply = await self._turn(lane, target, conditions, trip)
            if reply.status not in _REDIRECTING:
                found = url.strip().partition("#")[0] if target == asked else target.url  # as it was written, if it is that one
                return self._answer(url, found, reply, moved_to, trip, conditions)
            target, before = _next(target, reply), target
            for_good = for_good and reply.status in _FOR_GOOD
            moved_to = target.url if for_good else moved_to
            if before.scheme == "https" and target.scheme == "http":
                raise NotFetchedError("the server redirects from https to http")
        raise NotFetchedError(f"the server redirects more than {REDIRECTS} times")

    async def _turn(self, lane: Lane, target: Target, conditions: Mapping[str, str], trip: _Trip) -> Reply:
        async with lane.turn(robots=trip.robots), self._hosts:
            loop = asyncio.get_running_loop()
            began, before, sent = loop.time(), trip.wire, self.requests[target.lane]
            try:
                async with asyncio.timeout(trip.left):
                    reply = await self._exchange(target, conditions, trip)
            except TimeoutError:
                what = "did not answer" if trip.wire == before else "did not finish its answer"
                reason = f"the server {what} within {self._seconds:g} s"
                lane.missed(reason)
                raise NotFetchedError(reason) from None
            except NotFetchedError as error:
                if self.requests[target.lane] == sent and not error.closed:  # there was no connection
                    lane.missed(error.reason)
                raise
            finally:
                trip.left -= loop.time() - began
        lane.answered()
        if reply.status in _TOO_MANY:
            rest = said.retry_after(reply.headers, self._clock())
            rest = _REST if rest is None and reply.status == 429 else rest or 0.0
            reason = f"the server answered {reply.status} and asks to be left alone for a while"
            lane.shut(rest, reason)
            await self._rests.keep(target.lane, rest, reason)
        return reply

    async def _exchange(self, target: Target, conditions: Mapping[str, str], trip: _Trip) -> Reply:
        request = {**said.asking(target.header, self._fetch.contact), **conditions}
        line = self._lanes.take(target.lane, target.origin)
        while True:
            if line is None:
                line = Line(target.origin, await self._dialler.connect(target))
            self.requests[target.lane] += 1
            before = line.received
            try:
                reply = await line.ask(target.path, request, limit=trip.limit, cut=trip.robots)
            except StaleError:
                line.close()
                line = None
                continue
            except BaseException:
                line.close()
                raise
            finally:
                if line is not None:
                    trip.wire += line.received - before
            if line.ready:
                self._lanes.keep(target.lane, line)
            else:
                line.close()
            return reply

    def _answer(
        self, asked: str, url: str, reply: Reply, moved_to: str | None, trip: _Trip, conditions: Mapping[str, str]
    ) -> Answer:
        if reply.status == 304 and not conditions:
            raise NotFetchedError("the server answered that nothing has changed, which it was not asked")
        now = self._clock()
        media_type, charset = said.content_type(reply.headers)
        return Answer(
            asked=asked,
            url=url,
            status=reply.status,
            fetched_at=now,
            media_type=media_type,
            charset=charset,
            body=reply.body,
            etag=said.opaque(reply.headers.get("etag")),
            last_modified=said.opaque(reply.headers.get("last-modified")),
            moved_to=moved_to,
            retry_after=said.retry_after(reply.headers, now),
            wire=trip.wire,
        )

    async def _robots(self, origin: str) -> Robots:
        trip = _Trip(left=self._seconds, robots=True, limit=LARGEST)
        answer = await self._follow(f"{origin}/robots.txt", None, trip)
        return Robots(origin=origin, fetched_at=answer.fetched_at, status=answer.status, body=answer.body)


def _conditions(target: Target, since: Address | None) -> dict[str, str]:
    """What is known of an address is told to that address alone, and to where it has moved for good."""
    if since is None or target.url not in map(_normal, (since.url, since.moved_to)):
        return {}
    return said.conditions(since.etag, since.last_modified)


def _normal(url: str | None) -> str | None:
    try:
        return read(url).url if url else None
    except NotFetchedError:
        return None


def _next(target: Target, reply: Reply) -> Target:
    location = reply.headers.get("location", "")
    if not location.strip():
        raise NotFetchedError(f"the server answered {reply.status} without saying where to")
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return read(joined(target.url, location))
    except NotFetchedError as error:
        raise NotFetchedError(f"after a redirect: {error.reason}", closed=error.closed) from None


def _sitemap(origin: str, named: str) -> str | None:
    try:
        return read(joined(origin + "/robots.txt", named)).url
    except NotFetchedError:
        return None


def _spare_files() -> int:
    """How many connections may be kept open unused: half the files this process may have open, at most 1,000."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1_000 if soft == resource.RLIM_INFINITY else max(16, min(1_000, soft // 2))
