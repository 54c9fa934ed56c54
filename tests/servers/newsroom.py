"""A newsroom on loopback: many sites in one process, each on a port of its own, that count what they are asked.

Every site serves `/feed.xml`, the pages its feed names, and `/robots.txt`; whatever else it shall answer is put there while it runs.
Bodies have an ETag and answer 304. As a program (`newsroom.py --sites N …`) it prints where it listens and serves until its
standard input is closed; `Newsroom` starts one and talks to it by its control port.
"""

import argparse
import asyncio
import base64
import hashlib
import json
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

sys.path.insert(0, str(Path(__file__).parent))
import newsroom_pages as pages

FEED, ROBOTS = "/feed.xml", "/robots.txt"


class Request(NamedTuple):
    """One request a site has seen: `conditional` where it carried If-None-Match or If-Modified-Since, `at` seconds of one clock."""

    site: int
    path: str
    status: int
    conditional: bool
    at: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What a path answers: `headers` replace those it would have; it comes after `delay` seconds."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0


class Newsroom:
    """A newsroom in a process of its own. `sites` are addresses ("http://127.0.0.1:PORT"), one for each site."""

    def __init__(
        self, sites: int, *, items: int = 20, shape: pages.Shape = "pages", first: datetime, kilobytes: tuple[int, int] = (30, 150)
    ) -> None:
        """`first` is when item 0 of every site was published; pages are between so many kilobytes."""
        words = ["--sites", str(sites), "--items", str(items), "--shape", shape, "--first", first.isoformat()]
        command = [sys.executable, __file__, *words, "--kilobytes", *map(str, kilobytes)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        told = json.loads(self.process.stdout.readline())
        self.sites = tuple(f"http://127.0.0.1:{port}" for port in told["ports"])
        self._control = told["control"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.communicate()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The hosts a profile has to allow."""
        return tuple(site.removeprefix("http://") for site in self.sites)

    def put(self, site: int, path: str, body: bytes | str = b"", *, status: int = 200, delay: float = 0.0, **headers: str) -> None:
        """Have a path of a site answer this from now on; `content_type="text/html"` names a header."""
        raw = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        said = {"body": base64.b64encode(raw).decode(), "status": status, "headers": named, "delay": delay}
        self._ask("put", {"site": site, "path": path, **said})

    def drop(self, site: int, path: str) -> None:
        """Have a path answer 404 from now on."""
        self.put(site, path, "<h1>Not found</h1>", status=404, content_type="text/html")

    def publish(self, number: int) -> None:
        """Let every feed begin at item `number`, as if so many older ones had dropped out of it."""
        self._ask("publish", {"number": number})

    def requests(self) -> tuple[Request, ...]:
        """Every request since the start or `forget`, in order."""
        return tuple(Request(*one) for one in self._ask("requests", {}))

    def count(self) -> int:
        """How many requests there were."""
        return int(self._ask("count", {}))

    def counts(self) -> Counter[tuple[int, str]]:
        """How often each path of each site was asked for."""
        return Counter((one.site, one.path) for one in self.requests())

    def forget(self) -> None:
        """Forget the requests."""
        self._ask("forget", {})

    def _ask(self, what: str, told: Mapping[str, Any]) -> Any:
        connection = HTTPConnection("127.0.0.1", self._control, timeout=30)
        try:
            connection.request("POST", f"/{what}", json.dumps(told))
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()


class _World:
    """What all sites answer, and what they were asked."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.items, self.shape, self.first = args.items, args.shape, args.first
        self.least, self.most = args.kilobytes
        self.begin, self.bases = 0, []
        self.put: dict[tuple[int, str], Reply] = {}
        self.seen: list[Request] = []
        self.made: dict[tuple[int, str, int], bytes] = {}

    def reply(self, site: int, path: str) -> Reply:
        if one := self.put.get((site, path)):
            return one
        if path == ROBOTS:
            return Reply(body=b"User-agent: *\nDisallow: /private/\n", headers={"Content-Type": "text/plain"})
        if path == FEED:
            kind = "application/atom+xml" if site % 2 else "application/rss+xml"
            key = (site, path, self.begin)
            if key not in self.made:
                listed = tuple(pages.item(site, number, self.first) for number in range(self.begin, self.begin + self.items))
                self.made[key] = pages.feed(site, listed, self.bases[site], self.shape)
            return Reply(body=self.made[key], headers={"Content-Type": kind})
        number = path.rpartition("/item-")[2].removesuffix(".html")
        if number.isdecimal() and (one := pages.item(site, int(number), self.first)).path == path:
            size = self.least + site * 37 % (self.most - self.least + 1)
            body = pages.page(one, self.bases[site], size)
            return Reply(body=body, headers={"Content-Type": "text/html; charset=utf-8"})
        return Reply(status=404, body=b"<h1>Not found</h1>", headers={"Content-Type": "text/html"})

    def control(self, what: str, told: Mapping[str, Any]) -> object:
        if what == "put":
            body = base64.b64decode(told["body"])
            answer = Reply(status=told["status"], body=body, headers=told["headers"], delay=told["delay"])
            self.put[told["site"], told["path"]] = answer
        elif what == "publish":
            self.begin = told["number"]
        elif what == "requests":
            return self.seen
        elif what == "count":
            return len(self.seen)
        elif what == "forget":
            self.seen = []
        return None


class _Connection(asyncio.Protocol):
    """One connection to one site: requests without a body, one after another."""

    def __init__(self, world: _World, site: int) -> None:
        self.world, self.site, self.held = world, site, b""
        self.answering: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.answering:
            self.answering.cancel()

    def data_received(self, data: bytes) -> None:
        self.held += data
        while (end := self.held.find(b"\r\n\r\n")) >= 0:
            head, self.held = self.held[:end], self.held[end + 4 :]
            request, *lines = head.decode("latin-1").split("\r\n")
            method, path, _version = request.split(" ", 2)
            headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            answer = self.world.reply(self.site, path)
            if answer.delay:
                self.answering = asyncio.get_running_loop().create_task(self._later(method, path, headers, answer))
            else:
                self._answer(method, path, headers, answer)

    async def _later(self, method: str, path: str, headers: Mapping[str, str], answer: Reply) -> None:
        await asyncio.sleep(answer.delay)
        self._answer(method, path, headers, answer)

    def _answer(self, method: str, path: str, headers: Mapping[str, str], answer: Reply) -> None:
        status, body, sent = answer.status, answer.body, {"Content-Type": "text/html; charset=utf-8"}
        if status == HTTPStatus.OK:
            sent["ETag"] = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
            if headers.get("if-none-match") == sent["ETag"]:
                status, body = HTTPStatus.NOT_MODIFIED, b""
        sent |= {name.title() if name.islower() else name: value for name, value in answer.headers.items()}
        sent["Content-Length"] = str(len(body))
        conditional = "if-none-match" in headers or "if-modified-since" in headers
        self.world.seen.append(Request(self.site, path, int(status), conditional, asyncio.get_running_loop().time()))
        lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        head = f"HTTP/1.1 {int(status)} {HTTPStatus(status).phrase}\r\n{lines}\r\n".encode("latin-1")
        self.transport.write(head if method == "HEAD" else head + body)


class _Control(asyncio.Protocol):
    """The side channel: a POST with JSON, one a connection."""

    def __init__(self, world: _World) -> None:
        self.world, self.held = world, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self.held += data
        head, found, body = self.held.partition(b"\r\n\r\n")
        length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")), 0)
        if not found or len(body) < length:
            return
        what = head.split(b" ")[1].decode().strip("/")
        said = json.dumps(self.world.control(what, json.loads(body))).encode()
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(said), said))
        self.transport.close()


async def _serve(args: argparse.Namespace) -> None:
    world, loop = _World(args), asyncio.get_running_loop()
    for site in range(args.sites):
        listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        world.bases.append(f"http://127.0.0.1:{listening.getsockname()[1]}")
        await loop.create_server(lambda site=site: _Connection(world, site), sock=listening)
    control = socket.create_server(("127.0.0.1", 0))
    await loop.create_server(lambda: _Control(world), sock=control)
    ports = [int(base.rpartition(":")[2]) for base in world.bases]
    print(json.dumps({"ports": ports, "control": control.getsockname()[1]}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def main(words: Sequence[str]) -> None:
    """Serve until standard input is closed."""
    parser = argparse.ArgumentParser(description="Serve invented news on loopback.")
    parser.add_argument("--sites", type=int, default=1)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--shape", choices=("whole", "pages", "mixed"), default="pages")
    parser.add_argument("--first", type=datetime.fromisoformat, default=datetime(2026, 1, 1, tzinfo=UTC))
    parser.add_argument("--kilobytes", type=int, nargs=2, default=(30, 150))
    asyncio.run(_serve(parser.parse_args(words)))


if __name__ == "__main__":
    main(sys.argv[1:])
