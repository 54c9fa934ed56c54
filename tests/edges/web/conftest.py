"""The service over an archive of its own, asked as a web server would ask it."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.reader_book import Wish
from briefing.edges.web.app import App
from briefing.edges.web.callers import Turnstile, networks
from briefing.edges.web.doors import Door, Doors, ListNamed
from briefing.signing import sign

NOW = datetime(2024, 1, 24, 6, 30, tzinfo=UTC)
FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Page:
    html: str
    style: str = "'sha256-x'"


@dataclass
class Web:
    """The service, its readers, and what it wrote into its log."""

    archive: SqlArchive
    app: App
    lines: list = field(default_factory=list)
    ready: list = field(default_factory=lambda: [(True, {"database": "ok"})])

    def reader(self, address="anna@example.org", profile="harbour", state="active", language=None):
        book = self.archive.readers()
        book.enrol(profile, [Wish(address=address, language=language)], now=NOW, state=state)
        return book.find(profile, address).number

    def state(self, number):
        return self.archive.readers().get(number).state

    def link(self, number, purpose="leave", profile="harbour"):
        where = "u" if purpose == "leave" else "c"
        return f"/{where}/{sign(purpose, profile, number, self.archive.readers().secrets(now=NOW))}"

    def ask(self, method, path, body=b"", *, headers=None, peer="198.51.100.7", pieces=None):
        return asyncio.run(self.asked(method, path, body, headers=headers, peer=peer, pieces=pieces))

    async def asked(self, method, path, body=b"", *, headers=None, peer="198.51.100.7", pieces=None):
        sent = []
        waiting = list(pieces if pieces is not None else [body])

        async def receive():
            if not waiting:
                await asyncio.sleep(60)
            piece = waiting.pop(0)
            if piece is None:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode("utf-8", "surrogateescape"),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
            "client": (peer, 50_000) if peer else None,
            "server": ("127.0.0.1", 80),
        }
        await self.app(scope, receive, send)
        if not sent:
            return None
        text = b"".join(message.get("body", b"") for message in sent[1:]).decode()
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        assert len(found) == len(sent[0]["headers"])  # none stands there twice
        return Answer(status=sent[0]["status"], headers=found, text=text)


@pytest.fixture
def make_web(tmp_path):
    opened = []

    def make(*, proxies=(), below=("",), per_minute=1000, clock=lambda: 0.0, language="en"):
        archive = SqlArchive.open(f"sqlite:///{tmp_path}/briefing.db")
        lists = {"harbour": ListNamed(title="Harbour daily", language=language), "rivers": ListNamed(title="Rivers", language="uk")}
        web = Web(archive, None)
        web.app = App(
            Doors([Door(readers=archive.readers(), lists=lists)]),
            lambda kind, language, title: Page(f"{kind}|{language}|{title}"),
            health=lambda: web.ready[0],
            clock=lambda: NOW,
            log=lambda *said: web.lines.append(said),
            proxies=networks(proxies),
            below=below,
            turnstile=Turnstile(per_minute=per_minute, clock=clock),
        )
        opened.append(web)
        return web

    yield make
    for web in opened:
        web.app.close()
        web.archive.close()


@pytest.fixture
def web(make_web):
    return make_web()
