"""What a server may do, what comes of it, and how often it was asked: a real server, answer by answer."""

import asyncio
import gzip
import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import web_server as say
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.edges.fetch import Fetcher
from briefing.model import Address, Answer, NoAnswer
from briefing.settings import Fetch

BODY = "Новини".encode() * 500
OK = b"HTTP/1.1 200 OK\r\n"
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def address(url, **more):
    return Address(url=url, source="s", first_seen=NOON, **more)


# Of each: what the server sends, then what comes of it (the status, or words of the reason), then how many bytes of body.
ANSWERED = {
    "a page": (say.page(BODY), 200, len(BODY)),
    "gzip": (say.packed(BODY, "gzip"), 200, len(BODY)),
    "deflate": (say.packed(BODY, "deflate"), 200, len(BODY)),
    "deflate without its wrapper": (say.packed(BODY, "raw"), 200, len(BODY)),
    "brotli": (say.packed(BODY, "br"), 200, len(BODY)),
    "a file that is itself gzip": (say.page(gzip.compress(BODY), content_type="application/x-gzip"), 200, len(BODY)),
    "gzip in gzip": (say.packed(gzip.compress(BODY), "gzip"), 200, len(BODY)),
    "several gzip members": (say.page(gzip.compress(BODY) * 3, content_encoding="gzip"), 200, 3 * len(BODY)),
    "chunks": (say.chunked([BODY, b"x", BODY]), 200, 2 * len(BODY) + 1),
    "no length": (say.raw(OK + b"\r\n", BODY), 200, len(BODY)),
    "HTTP/1.0": (say.raw(b"HTTP/1.0 200 OK\r\n\r\n", BODY), 200, len(BODY)),
    "interim answers first": (say.raw(b"HTTP/1.1 103 Early\r\nlink: x\r\n\r\n" * 3, OK + b"content-length: 1\r\n\r\nx"), 200, 1),
    "nothing": (say.page(b""), 200, 0),
    "ten megabytes": (say.page(b"x" * 10_000_000), 200, 10_000_000),
    "204": (say.raw(b"HTTP/1.1 204 None\r\n\r\n"), 204, 0),
    "401": (say.status(401, b"no"), 401, 0),
    "403": (say.status(403, b"no" * 100), 403, 0),
    "404": (say.missing, 404, 0),
    "410": (say.status(410), 410, 0),
    "451": (say.status(451), 451, 0),
    "500": (say.status(500, b"x" * 1_000_000), 500, 0),
    "503": (say.status(503), 503, 0),
}
UNANSWERED = {
    "an end at once": (say.raw(), "ended the connection without an answer"),
    "an end in the headers": (say.raw(OK + b"content-le"), "ended the connection before it had answered"),
    "an end before the length it said": (say.raw(OK + b"content-length: 9999\r\n\r\n", BODY), "cut short"),
    "an end in the chunks": (say.raw(OK + b"transfer-encoding: chunked\r\n\r\n5\r\nabc"), "cut short"),
    "chunks without an end": (say.raw(OK + b"transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n"), "cut short"),
    "chunks that are none": (say.raw(OK + b"transfer-encoding: chunked\r\n\r\nzz\r\nabc"), "does not keep to HTTP"),
    "a negative length": (say.raw(OK + b"content-length: -1\r\n\r\nabc"), "does not keep to HTTP"),
    "two lengths": (say.raw(OK + b"content-length: 1\r\ncontent-length: 2\r\n\r\nabc"), "does not keep to HTTP"),
    "no HTTP at all": (say.raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), "does not keep to HTTP"),
    "bytes of chance": (say.raw(bytes(range(256)) * 400), "does not keep to HTTP|headers"),
    "gzip cut short": (say.page(gzip.compress(BODY)[:-9], content_encoding="gzip"), "cut short"),
    "gzip that is none": (say.page(BODY, content_encoding="gzip"), "is not whole gzip data"),
    "brotli that is none": (say.page(BODY, content_encoding="br"), "brotli"),
    "a packing nobody asked for": (say.page(BODY, content_encoding="zstd"), "is packed in a way that is not read: zstd"),
    "a bomb of gzip": (say.bomb("gzip"), "unpacks to more than 100 times its size"),
    "a bomb of deflate": (say.bomb("deflate"), "unpacks to more than 100 times its size"),
    "a bomb of brotli": (say.bomb("br"), "unpacks to more than 100 times its size"),
    "a bomb in a bomb": (say.page(gzip.compress(gzip.compress(bytes(50_000_000))), content_encoding="gzip"), "100 times"),
    "a byte too many": (say.page(b"x" * 10_000_001), "10 MB"),
    "a length beyond all": (say.raw(OK + b"content-length: 99999999999\r\n\r\n"), "more than the 10 MB"),
    "no length and no end": (say.drip(OK + b"\r\n", b"x" * 1_000_000, 0), "10 MB"),
    "a header of 70 kB": (say.page(b"x", x_long="y" * 70_000), "64 kB of headers"),
    "70 kB of headers": (say.page(b"x", **{f"x_{n}": "y" * 90 for n in range(700)}), "64 kB of headers"),
    "interim answers for ever": (say.drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50, 0), "64 kB of headers"),
    "a chunk of one byte again and again": (say.chunked([b"x"] * 100_001), "more than 100,000 pieces"),
    "a redirect to nowhere": (say.status(302), "without saying where to"),
    "a redirect to no address": (say.redirect("http://[::"), "something that is no address"),
    "a redirect to itself": (say.redirect("/"), "more than 5 times"),
    "304 without being asked": (say.raw(b"HTTP/1.1 304 x\r\n\r\n"), "which it was not asked"),
}
# A connection that was kept and ends without a byte may have ended before the request: it is made once more, on a new one.
ASKED_AGAIN = {"an end at once": 2, "a redirect to itself": 6}


@pytest.mark.parametrize("name", ANSWERED)
def test_what_is_answered_comes_whole(name, web, ask):
    web["/"], status, size = ANSWERED[name]
    reply = ask("/")
    assert isinstance(reply, Answer), reply
    assert (reply.status, len(reply.body)) == (status, size)
    assert web.counts() == {"/robots.txt": 1, "/": 1}


@pytest.mark.parametrize("name", UNANSWERED)
def test_what_is_no_answer_costs_itself_alone(name, web, ask):
    web["/"], words = UNANSWERED[name]
    web["/next"] = say.page(BODY)
    reply, after = ask("/", "/next", seconds=5)
    assert isinstance(reply, NoAnswer), reply.status
    assert any(word in reply.reason for word in words.split("|")), reply.reason
    assert after.body == BODY
    assert web.counts() == {"/robots.txt": 1, "/": ASKED_AGAIN.get(name, 1), "/next": 1}


HANGING = {
    "nothing at all": (say.hang(), "the server did not answer within 0.5 s"),
    "headers byte by byte": (say.drip(b"HTTP/1.1 200 OK\r\nx: ", b"x"), "the server did not finish its answer within 0.5 s"),
    "a body byte by byte": (
        say.drip(OK + b"content-length: 9999\r\n\r\n", b"x"),
        "the server did not finish its answer within 0.5 s",
    ),
    "chunks byte by byte": (
        say.drip(OK + b"transfer-encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        "the server did not finish its answer",
    ),
    "packed byte by byte": (
        say.drip(OK + b"content-encoding: deflate\r\n\r\n", b"\0\0\0\xff\xff"),
        "the server did not",
    ),
}


@pytest.mark.parametrize("name", HANGING)
def test_who_takes_too_long_is_left_whatever_comes_meanwhile(name, web, ask):
    web["/"], words = HANGING[name]
    began = time.monotonic()
    reply = ask("/", seconds=0.5)
    assert words in reply.reason
    assert time.monotonic() - began < 2


def test_redirects_that_each_take_a_while_share_one_limit(web, ask):
    for n in range(5):
        web[f"/{n}"] = lambda request, n=n: [0.4, say.answer(302, location=f"/{n + 1}")]
    reply = ask("/0", seconds=1)
    assert isinstance(reply, NoAnswer)
    assert web.count() == 1 + 3


def test_five_redirects_are_followed(web, ask):
    for n in range(5):
        web[f"/{n}"] = say.redirect(f"/{n + 1}", (301, 302, 303, 307, 308)[n])
    web["/5"] = say.page(BODY)
    reply = ask("/0")
    assert (reply.url, reply.body, reply.asked) == (web.url + "/5", BODY, web.url + "/0")


@pytest.mark.parametrize(
    ("codes", "moved_to"), [((301, 308), "/2"), ((301, 302), "/1"), ((302, 301), None), ((307, 308), None), ((308, 303), "/1")]
)
def test_only_what_has_moved_for_good_has_moved(codes, moved_to, web, ask):
    web["/0"], web["/1"] = say.redirect("/1", codes[0]), say.redirect("/2", codes[1])
    web["/2"] = say.page(BODY)
    assert ask("/0").moved_to == (moved_to and web.url + moved_to)


def test_what_the_server_says_of_a_page_is_told(web, ask):
    head = {"etag": '"v1"', "last_modified": "Fri, 01 Mar 2024 10:00:00 GMT", "content_type": 'Text/HTML; Charset="Windows-1251"'}
    web["/"] = say.page(BODY, **head)
    reply = ask("/", clock=lambda: NOON)
    assert (reply.media_type, reply.charset, reply.etag) == ("text/html", "Windows-1251", '"v1"')
    assert (reply.last_modified, reply.fetched_at, reply.asked, reply.url) == (
        "Fri, 01 Mar 2024 10:00:00 GMT", NOON, web.url + "/", web.url + "/",
    )  # fmt: skip
    assert reply.wire > len(BODY)


def test_a_page_that_is_known_is_asked_for_only_if_it_has_changed(web, ask):
    web["/"] = say.page(BODY, etag='"v1"', modified="Fri, 01 Mar 2024 10:00:00 GMT")
    known = address(web.url + "/", etag='"v1"', last_modified="Fri, 01 Mar 2024 10:00:00 GMT")
    reply = ask("/", since=known)
    assert (reply.status, reply.body) == (304, b"")
    asked = web.asked("/")[0].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', "Fri, 01 Mar 2024 10:00:00 GMT")


def test_what_is_known_of_a_page_is_told_to_no_other(web, ask):
    web["/"], web["/other"] = say.redirect("/other"), say.page(BODY, etag='"v1"')
    reply = ask("/", since=address(web.url + "/", etag='"v1"'))
    assert reply.status == 200
    assert "if-none-match" not in web.asked("/other")[0].headers


def test_what_has_moved_for_good_is_asked_at_its_new_place_for_what_has_changed(web, ask):
    web["/"], web["/new"] = say.redirect("/new", 301), say.page(BODY, etag='"v1"')
    reply = ask("/", since=address(web.url + "/", etag='"v1"', moved_to=web.url + "/new"))
    assert (reply.status, reply.moved_to) == (304, web.url + "/new")


def test_what_a_server_called_its_version_cannot_put_headers_into_a_request(web, ask):
    web["/"] = say.page(BODY)
    ask("/", since=address(web.url + "/", etag='"a"\r\nx-evil: 1', last_modified="й"))
    assert {"x-evil", "if-none-match", "if-modified-since"} & web.asked("/")[0].headers.keys() == set()


def test_a_request_says_who_asks_and_carries_nothing_else(web, ask):
    web["/"] = lambda request: say.answer(200, BODY, set_cookie="a=b")
    web["/2"] = say.redirect("/", 302)
    ask("/", "/2", contact="desk@news.example")
    for one in web.asked():
        assert one.headers.keys() == {"host", "user-agent", "accept", "accept-encoding"}
        assert one.headers["user-agent"].startswith("Briefing/")
        assert one.headers["user-agent"].endswith(" (+desk@news.example)")
        assert (one.method, one.headers["accept-encoding"], one.headers["host"]) == ("GET", "gzip, deflate, br", web.authority)


@pytest.mark.parametrize("contact", ["a@b\r\nx-evil: 1", "a@b)\\(", "", "й"])
def test_a_contact_cannot_put_headers_into_a_request(contact, web, ask):
    web["/"] = say.page(BODY)
    ask("/", contact=contact)
    assert "x-evil" not in web.asked("/")[0].headers
    assert web.asked("/")[0].headers["user-agent"].count(")") == 1


def test_a_fragment_is_not_sent_and_other_alphabets_are_escaped(web, ask):
    web["/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8?%D1%97=1"] = say.page(BODY)
    reply = ask("/новини?ї=1#top")
    assert (reply.status, reply.url) == (200, web.url + "/новини?ї=1")


def test_one_connection_serves_one_request_after_the_other(web, ask):
    for n in range(20):
        web[f"/{n}"] = say.page(BODY)
    ask(*[f"/{n}" for n in range(20)])
    assert (web.count(), web.connections) == (21, 1)


def test_a_connection_that_ended_meanwhile_is_made_anew(web, ask):
    """Each answer promises that the connection stays, and then it ends."""
    web["/robots.txt"] = web["/a"] = web["/b"] = say.raw(say.answer(200, b"a"))
    replies = ask("/a", "/b", pause=0.05)
    assert [reply.body for reply in replies] == [b"a", b"a"]
    assert web.connections == 3


def test_what_comes_after_an_answer_is_not_the_next_answer(web, ask):
    web["/a"] = lambda request: say.answer(200, b"a") + say.answer(200, b"forged")
    web["/b"] = say.page(b"b")
    assert [reply.body for reply in ask("/a", "/b")] == [b"a", b"b"]


def test_what_comes_later_without_being_asked_for_is_not_the_next_answer(web, ask):
    web["/a"] = lambda request: [say.answer(200, b"a"), 0.05, say.answer(200, b"forged")]
    web["/b"] = say.page(b"b")
    assert [reply.body for reply in ask("/a", "/b", pause=0.3)] == [b"a", b"b"]


def test_many_tasks_at_one_host_go_one_after_the_other(web):
    web["/"] = lambda request: [0.02, say.answer(200, b"x")]

    async def run():
        async with Fetcher(Fetch(allow_hosts=(web.authority,), pause=0.01)) as net:
            return await asyncio.gather(*(net.get(f"{web.url}/") for _ in range(20)))

    replies = asyncio.run(run())
    assert {reply.status for reply in replies} == {200}
    assert web.connections == 1
    times = [one.at for one in web.asked()]
    assert all(later - ended >= 0.009 for later, ended in zip(times[1:], web.ended, strict=False))


def test_no_more_hosts_are_asked_at_once_than_the_profile_says():
    now, most = [0], [0]

    def busy(request):
        now[0] += 1
        most[0] = max(most[0], now[0])
        yield 0.1
        now[0] -= 1
        yield say.answer(200, b"x")

    servers = [say.WebServer(f"127.0.0.{n}") for n in range(1, 9)]
    for one in servers:
        one.__enter__()
        one["/"] = busy
    try:

        async def run():
            async with Fetcher(Fetch(allow_hosts=tuple(one.authority for one in servers), pause=0.0, hosts=3)) as net:
                return await asyncio.gather(*(net.get(f"{one.url}/") for one in servers))

        assert {reply.status for reply in asyncio.run(run())} == {200}
    finally:
        for one in servers:
            one.__exit__()
    assert most[0] == 3


def test_a_get_that_is_given_up_leaves_nothing_open(web):
    web["/"] = say.hang()

    async def run():
        async with Fetcher(Fetch(allow_hosts=(web.authority,), pause=0.0)) as net:
            task = asyncio.create_task(net.get(web.url + "/"))
            while not web.count("/"):
                await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert task.cancelled()
            web["/"] = say.page(b"x")
            return await asyncio.wait_for(net.get(web.url + "/"), 2)

    assert asyncio.run(run()).status == 200


def test_a_server_that_is_not_there_is_told(ask):
    with say.WebServer() as gone:
        pass
    assert ask(gone.url + "/", allow=[gone.authority]).reason == "the server refuses connections"


@settings(max_examples=60)
@given(
    st.lists(
        st.binary(max_size=200) | st.sampled_from([OK, b"\r\n", b"\r\n\r\n", b"content-length: 5\r\n", b"0\r\n\r\n"]), max_size=6
    )
)
def test_no_bytes_of_a_server_raise(pieces):
    with say.WebServer() as web:
        web["/"] = say.raw(*pieces)

        async def run():
            async with Fetcher(Fetch(allow_hosts=(web.authority,), pause=0.0), seconds=2) as net:
                return await net.get(web.url + "/")

        assert isinstance(asyncio.run(run()), Answer | NoAnswer)


async def _nobody(host):
    raise OSError


@given(st.text() | st.from_regex(r"https?://[^/]{0,30}(:\d{0,6})?/.{0,30}") | st.builds("http://{}/".format, st.text()))
def test_no_address_raises(url):
    async def run():
        async with Fetcher(Fetch(), ports=(), resolve=_nobody) as net:
            return await net.get(url)

    reply = asyncio.run(run())
    assert isinstance(reply, NoAnswer)
    assert reply.asked == url
    assert reply.reason == reply.reason.strip().rstrip(".")


MEASURED = """
import asyncio, sys
from pathlib import Path
from briefing.edges.fetch import Fetcher
from briefing.settings import Fetch
async def get(*paths):
    async with Fetcher(Fetch(allow_hosts=(sys.argv[1],), pause=0.0)) as net:
        return [await net.get(f"http://{sys.argv[1]}{path}") for path in paths]
def peak():  # not ru_maxrss, which a child takes over from its parent
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
asyncio.run(get("/small"))
before = peak()
replies = [asyncio.run(get(path))[0] for path in sys.argv[2:]]
print(peak() - before, *[len(getattr(one, "body", b"")) for one in replies])
"""


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the peak of memory is read from /proc")
def test_a_bomb_costs_no_memory(web):
    web["/small"] = say.page(b"x")
    web["/gzip"], web["/br"], web["/deflate"] = say.bomb("gzip"), say.bomb("br"), say.bomb("deflate")
    # Just under the ratio, and just over the limit: as much as can be made to be held.
    page = b"".join(random.Random(number).randbytes(1_000) + bytes(60_000) for number in range(170))
    web["/slow"], web["/whole"] = say.packed(page, "gzip"), say.packed(page[:9_999_999], "gzip")
    assert grown_by(web, "/whole") > 9_000  # what is read whole is held
    assert grown_by(web, "/gzip", "/br", "/deflate") < 10_000
    assert grown_by(web, "/slow") < 30_000


def grown_by(web, *paths):
    """By how many kB the peak of memory grows when these are asked for; what is no bomb has a body."""
    done = subprocess.run([sys.executable, "-c", MEASURED, web.authority, *paths], capture_output=True, text=True, check=True)
    grown, *sizes = map(int, done.stdout.split())
    assert [bool(size) for size in sizes] == [path == "/whole" for path in paths]
    return grown


def test_retry_after_is_read_as_seconds_and_as_a_moment(web, ask):
    said = {"120": 120.0, "0": 0.0, format_datetime(NOON + timedelta(minutes=5), usegmt=True): 300.0, "99999999": 86_400.0}
    said |= {"soon": None, "-5": None, "": None, "1e3": None, format_datetime(NOON - timedelta(days=1), usegmt=True): 0.0}
    for value, seconds in said.items():
        web["/"] = say.status(503, retry_after=value)
        assert ask("/", clock=lambda: NOON).retry_after == seconds, value
