"""What is answered: the pages behind links (RFC 8058), how the service is, and for everything else a plain 404.

A GET changes nothing, whoever follows the link; a POST acts at once, twice as once. No cookie, no redirect, and a token stands in
no answer and no line of the log.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Router
from starlette.types import Message, Receive, Scope, Send

from briefing.edges.web.callers import Network, Turnstile, caller
from briefing.edges.web.doors import Doors, Said
from briefing.errors import BriefingError

LARGEST_BODY = 10_000  # bytes
BODY_SECONDS = 10.0
EVENLY = 0.012  # seconds that every answer to a token takes at least, so that the time it took says nothing
_HEALTH_KEPT = 2.0  # seconds an answer on health is given again
_COMPLAIN = 60.0  # seconds between two lines of the log on callers who ask too often
_AT_ONCE = 8  # databases are asked by so many threads
ALWAYS = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "interest-cohort=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
}
_POLICY = "default-src 'none'; {style}form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
_BODY_TOO_LARGE, _BODY_TOO_SLOW = 413, 408


class Shown(Protocol):
    """A page, and the source by which its style is allowed."""

    @property
    def html(self) -> str: ...
    @property
    def style(self) -> str: ...


T = TypeVar("T")
Page = Callable[[str, str, str], Shown]  # kind, language and title → the page
Act = Callable[[str, datetime], Said]
Health = Callable[[], tuple[bool, Mapping[str, object]]]
Log = Callable[[str, str, int, float], None]  # method, route, status, milliseconds


@dataclass(frozen=True, kw_only=True, slots=True)
class _BodyError(Exception):
    status: int


class App:
    """The service as an ASGI application. `below` are the paths it may be found under ("", "/news")."""

    def __init__(
        self,
        doors: Doors,
        page: Page,
        *,
        health: Health,
        clock: Callable[[], datetime],
        log: Log = lambda *_: None,
        proxies: Collection[Network] = (),
        below: Collection[str] = ("",),
        turnstile: Turnstile | None = None,
    ) -> None:
        self._doors, self._page, self._health, self._clock, self._log = doors, page, health, clock, log
        self._proxies = tuple(proxies)
        self._turnstile = Turnstile(clock=time.monotonic) if turnstile is None else turnstile
        self._threads = ThreadPoolExecutor(_AT_ONCE, "web")
        self._complained = -_COMPLAIN
        self._known_health: tuple[float, tuple[bool, Mapping[str, object]]] | None = None
        self._router = Router(redirect_slashes=False)
        for path in dict.fromkeys(below):
            self._router.add_route(f"{path}/u/{{token}}", self._leaving, methods=["GET", "POST"])
            self._router.add_route(f"{path}/c/{{token}}", self._confirming, methods=["GET", "POST"])
        self._router.add_route("/healthz", self._alive, methods=["GET"])
        self._router.add_route("/readyz", self._ready, methods=["GET"])
        self._router.add_route("/robots.txt", self._robots, methods=["GET"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; whatever goes wrong is an answer too."""
        if scope["type"] != "http":
            return
        began = time.perf_counter()
        status = 0

        async def with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], *_lacking(message["headers"])]}
            await send(message)

        request = Request(scope, receive)
        try:
            answer = self._turned_away(request) or self._router
            await answer(scope, receive, with_headers)
        except ClientDisconnect:
            status = status or 499
        except Exception as error:  # noqa: BLE001 - one answer fails, the service goes on
            self._log("ERROR", type(error).__name__, 500, 0.0)
            if not status:
                await self._shown(request, Said(kind="trouble"), 503)(scope, receive, with_headers)
        self._note(scope["method"][:10], _route(scope["path"]), status, (time.perf_counter() - began) * 1000)

    def _note(self, method: str, route: str, status: int, milliseconds: float) -> None:
        """A line of the log, but none of those that anybody could fill a disk with."""
        if route in ("/healthz", "/readyz") or status == 404:
            return
        if status == 429:
            if time.monotonic() - self._complained < _COMPLAIN:
                return
            self._complained = time.monotonic()
        self._log(method, route, status, milliseconds)

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _turned_away(self, request: Request) -> Response | None:
        if request.scope["path"] in ("/healthz", "/readyz"):
            return None  # whoever watches us asks often, and from one address
        peer = request.client.host if request.client else ""
        wait = self._turnstile.wait(caller(peer, request.headers.getlist("x-forwarded-for"), self._proxies))
        return self._shown(request, Said(kind="busy"), 429, {"Retry-After": str(wait)}) if wait else None

    async def _leaving(self, request: Request) -> Response:
        if request.method != "POST":
            return await self._answered(request, self._doors.ask_to_leave)
        try:
            form = await _form(request)
        except _BodyError as error:
            return PlainTextResponse("This is too much, or too slow.\n", error.status)
        back = form.get("do") == ["back"] and "List-Unsubscribe" not in form
        return await self._answered(request, self._doors.come_back if back else self._doors.leave)

    async def _confirming(self, request: Request) -> Response:
        if request.method != "POST":
            return await self._answered(request, self._doors.ask_to_confirm)
        try:
            await _form(request)
        except _BodyError as error:
            return PlainTextResponse("This is too much, or too slow.\n", error.status)
        return await self._answered(request, self._doors.confirm)

    async def _answered(self, request: Request, act: Act) -> Response:
        until = time.perf_counter() + EVENLY
        try:
            said = await self._in_thread(act, request.path_params["token"], self._clock())
        except BriefingError as error:  # the archive is locked, or gone
            self._log("ERROR", type(error).__name__, 503, 0.0)
            return self._shown(request, Said(kind="trouble"), 503, {"Retry-After": "60"})
        answer = self._shown(request, said, 200)
        await asyncio.sleep(until - time.perf_counter())
        return answer

    def _shown(self, request: Request, said: Said, status: int, headers: Mapping[str, str] | None = None) -> Response:
        language = said.language or _wanted(request.headers.get("accept-language", ""), self._doors.languages)
        page = self._page(said.kind, language, said.title)
        policy = _POLICY.format(style=f"style-src {page.style}; ")
        return Response(
            page.html, status, {**(headers or {}), "content-security-policy": policy}, media_type="text/html; charset=utf-8"
        )

    async def _alive(self, _request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def _ready(self, _request: Request) -> Response:
        known = self._known_health
        if known is None or time.monotonic() - known[0] > _HEALTH_KEPT:
            known = (time.monotonic(), await self._in_thread(self._health))
            self._known_health = known
        ready, facts = known[1]
        return JSONResponse({"ready": ready, **facts}, 200 if ready else 503)

    async def _robots(self, _request: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    def _in_thread(self, work: Callable[..., T], *arguments: object) -> Awaitable[T]:
        return asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)


async def _form(request: Request) -> Mapping[str, list[str]]:
    """The fields of a body; of one that is no plain form none, since then it is not ours. Raises `_BodyError`."""
    body = b""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST_BODY:
                    raise _BodyError(status=_BODY_TOO_LARGE)
    except TimeoutError:
        raise _BodyError(status=_BODY_TOO_SLOW) from None
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        return {}
    try:
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}


def _lacking(headers: Collection[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers that every answer has, as far as this one has them not."""
    there = {name.lower() for name, _ in headers}
    wanted = {**ALWAYS, "content-security-policy": _POLICY.format(style="")}
    return [(name.encode(), value.encode()) for name, value in wanted.items() if name.encode() not in there]


def _route(path: str) -> str:
    """What a log may say of a path: never a token."""
    if path in ("/healthz", "/readyz", "/robots.txt"):
        return path
    parts = path.split("/")
    return f"/{parts[-2]}" if len(parts) > 2 and parts[-2] in ("u", "c") else "other"


def _wanted(accepted: str, languages: tuple[str, ...]) -> str:
    """Of the languages of our lists the one a browser asks for first, else the first."""
    for one in accepted[:200].split(","):
        asked = one.partition(";")[0].strip().lower().partition("-")[0]
        for language in languages:
            if asked and language.lower().partition("-")[0] == asked:
                return language
    return languages[0] if languages else "en"
