"""Nothing reaches the inside, however it is spelt, redirected to or resolved: a canary listens there and hears nothing."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
from name_server import NameServer, Turning
from web_server import WebServer, page, redirect

from briefing.edges.fetch import Fetcher, ask_system
from briefing.model import NoAnswer
from briefing.settings import Fetch

LOOPBACK = """
127.0.0.1 127.0.0.1. 127.0.0.2 127.255.255.254 127.1 127.0.1 127.0.0.1.. 0 0.0.0.0 0.0.0.0. 2130706433 017700000001 0x7f000001 0x7f.1 0x7F.0.0.1
0x7f.0x0.0x0.0x1 0177.0.0.1 0177.0.0.01 0177.1 127.000.000.001 00000177.0.0.1 127.0.0x1 4294967295 4425673729 0x1007f000001
localhost localhost. LOCALHOST LocalHost.
[::1] [::] [0:0:0:0:0:0:0:1] [0000::0001] [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:7F00:0001] [0:0:0:0:0:ffff:127.0.0.1] [::127.0.0.1] [::7f00:1]
[::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [2002:7f00:0001::1] [::1%25lo] [::1%lo] [fe80::1%25lo]
[2001:0:7f00:1::] [2a00:1450::5efe:7f00:1] [::ffff:127.1] [::ffff:0x7f.1]
%31%32%37%2e%30%2e%30%2e%31 127%2e0%2e0%2e1 %6c%6f%63%61%6c%68%6f%73%74 127.0.0.1%00 127.0.0.1%2f %5b::1%5d
１２７.０.０.１ 127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.⓪.⓪.① 𝟏𝟐𝟕.𝟎.𝟎.𝟏 ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ localhoſt ::1 127.0.0.1\\ \\127.0.0.1
user@127.0.0.1 user:word@127.0.0.1 news.example@127.0.0.1 news.example:80@127.0.0.1 @127.0.0.1 news.example%40127.0.0.1 news.example\\@127.0.0.1
127.0.0.1\\@news.example news.example#@127.0.0.1 127.0.0.1#@news.example 127.0.0.1?@news.example
""".split()
ELSEWHERE = """
10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.1.1 169.254.169.254 169.254.170.2 0xa9fea9fe 2852039166 0251.0376.0251.0376
100.64.0.1 100.100.100.200 192.0.0.8 192.0.0.192 198.18.0.1 192.88.99.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
[fe80::1] [fec0::1] [fc00::1] [fd00:ec2::254] [ff02::1] [2001:db8::1] [64:ff9b::a9fe:a9fe] [2002:a9fe:a9fe::] [::ffff:169.254.169.254] [::a9fe:a9fe]
[64:ff9b::10.0.0.1] [64:ff9b:1:ffff::a00:1] [2001:0:0:0:0:0:f5ff:fffe] [100::1] [5f00::1]
""".split()
SPELLINGS = LOOPBACK + ELSEWHERE


class Canary:
    """Listens on one port of every address of this machine, and counts who connects."""

    def __init__(self) -> None:
        self.heard = 0
        self._socket = socket.socket(socket.AF_INET6)
        self._socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        self._socket.bind(("::", 0))
        self._socket.listen(64)
        self._socket.settimeout(0.05)
        self.port = self._socket.getsockname()[1]
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while not self._ended.is_set():
            try:
                made, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.heard += 1
            made.close()

    def close(self) -> int:
        """How many have connected."""
        self._ended.set()
        self._thread.join()
        self._socket.close()
        return self.heard


@pytest.fixture
def canary() -> Iterator[Canary]:
    listening = Canary()
    yield listening
    listening.close()


async def ask_here(host):
    """The system's own names, but no name server of the world."""
    if host.endswith("example"):
        raise socket.gaierror(socket.EAI_NONAME, "no name")
    return await ask_system(host)


def get(*urls, allow=(), resolve=ask_here, seconds=3, **more):
    async def run():
        async with Fetcher(Fetch(allow_hosts=tuple(allow), pause=0.0), seconds=seconds, resolve=resolve, **more) as net:
            return [await net.get(url) for url in urls]

    return asyncio.run(run())


def test_there_are_sixty_spellings_and_more():
    assert len(set(SPELLINGS)) >= 100


def test_no_spelling_of_an_inner_address_is_connected_to(canary):
    """With the check of ports off, so that the check of addresses stands alone."""
    urls = [f"http{s}://{host}:{canary.port}/x" for host in SPELLINGS for s in ("", "s")]
    # Where the address has a `#` or a `?` before the port, the host is a name: the system does not know it.
    replies = get(*urls, ports=None)
    assert [reply.asked for reply in replies if not isinstance(reply, NoAnswer)] == []
    assert [reply.asked for reply in replies if not reply.closed and "news.example" not in reply.asked] == []
    assert canary.close() == 0


def test_the_canary_hears_who_is_let_through(canary):
    get(f"http://127.0.0.1:{canary.port}/", f"http://[::1]:{canary.port}/", allow=[f"127.0.0.1:{canary.port}"])
    assert canary.close() == 1  # it hangs up when it is asked for robots.txt, so the page is not asked for


def test_an_exception_is_for_one_spelling_and_one_port(canary):
    allow = [f"127.0.0.1:{canary.port + 1}", f"[::1]:{canary.port + 1}", f"localhost:{canary.port + 1}", "127.0.0.1:80"]
    hosts = ["127.0.0.1", "127.0.0.1.", "[::1]", "localhost", "localhost.", "127.1", "[::ffff:127.0.0.1]"]
    replies = get(*[f"http://{host}:{canary.port}/" for host in hosts], allow=allow, ports=None)
    assert all(reply.closed for reply in replies)
    assert canary.close() == 0


def test_an_exception_for_an_address_in_brackets_holds():
    with WebServer("::1") as web:
        web["/"] = page(b"inner")
        (reply,) = get(f"{web.url}/", allow=[web.authority])
    assert reply.status == 200


@pytest.mark.parametrize("port", [22, 25, 81, 8080, 6379, 0, 65535])
def test_only_the_usual_ports_are_asked(port):
    (reply,) = get(f"http://198.41.0.4:{port}/")
    assert reply.closed
    assert "ports 80 and 443" in reply.reason or "host" in reply.reason or "address" in reply.reason


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://ftp.example/x", "gopher://x/", "javascript:alert(1)", "//x/", "x", "", "http:", "http://"]
)
def test_only_http_is_asked(url):
    (reply,) = get(url)
    assert reply.closed


def test_a_redirect_to_any_inner_spelling_is_not_followed(canary):
    with WebServer() as web:
        for number, host in enumerate(SPELLINGS):
            web[f"/{number}"] = redirect(f"http://{host}:{canary.port}/secret", code=(301, 302, 303, 307, 308)[number % 5])
        web["/file"] = redirect("file:///etc/passwd")
        web["/name"] = redirect("http://user:word@news.example/")
        paths = [f"/{number}" for number in range(len(SPELLINGS))] + ["/file", "/name"]
        replies = get(*[web.url + path for path in paths], allow=[web.authority], ports=None)
        assert {web.count(path) for path in paths} == {1}
    assert [reply.asked for reply in replies if not isinstance(reply, NoAnswer)] == []
    assert canary.close() == 0


def test_a_name_with_one_inner_address_among_its_addresses_is_not_asked(canary):
    with NameServer() as names:
        names["mixed.example"] = ["198.41.0.4", "127.0.0.1"]
        names["inner.example"] = ["127.0.0.1"]
        names["six.example"] = ["198.41.0.4", "::1"]
        names["hidden.example"] = ["64:ff9b::7f00:1"]
        hosts = ["mixed.example", "inner.example", "six.example", "hidden.example"]
        replies = get(*[f"http://{host}:{canary.port}/" for host in hosts], ports=None, resolve=names.ask)
    assert [reply.closed for reply in replies] == [True] * 4
    assert "mixed.example leads to 127.0.0.1" in replies[0].reason
    assert canary.close() == 0


def test_a_name_server_that_changes_its_mind_leads_nowhere(canary, monkeypatch):
    """The public address is never reached from a test, so the connection to it is refused here; the name is then asked again."""
    connected = []

    async def refuse(self, made, address):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio.SelectorEventLoop, "sock_connect", refuse)
    with NameServer() as names:
        names["turns.example"] = Turning(["198.41.0.4"], ["127.0.0.1"])
        urls = [f"http://turns.example:{canary.port}/{number}" for number in range(4)]

        # A fetcher each: it remembers for ten minutes that the first did not answer.
        replies = [one for url in urls for one in get(url, resolve=names.ask, ports=None)]
        assert names.asked["turns.example A"] == 4
    assert connected == [("198.41.0.4", canary.port)]
    assert [reply.closed for reply in replies] == [False, True, True, True]
    assert canary.close() == 0


def test_a_connection_is_made_to_the_address_that_was_checked_and_the_name_is_asked_once():
    """Rebinding at its worst: each look-up has another answer. One connection makes one look-up."""
    with NameServer() as names, WebServer() as web:
        web["/a"] = page(b"a")
        web["/b"] = page(b"b")
        names["turns.example"] = Turning(["127.0.0.1"], ["127.0.0.99"])
        url = f"http://turns.example:{web.port}"
        replies = get(f"{url}/a", f"{url}/b", allow=[f"turns.example:{web.port}"], resolve=names.ask)
        assert [reply.body for reply in replies] == [b"a", b"b"]
        assert names.asked["turns.example A"] == 1
        assert {one.headers["host"] for one in web.asked()} == {f"turns.example:{web.port}"}


def test_a_name_that_is_not_known_and_a_name_server_that_is_silent_are_told():
    with NameServer() as names:
        names.silent.add("silent.example")
        unknown, silent = get("http://nobody.example/", "http://silent.example/", resolve=names.ask, seconds=1)
    assert unknown.reason == "the name of the server is not known"
    assert not unknown.closed
    assert silent.reason == "the server did not answer within 1 s"
