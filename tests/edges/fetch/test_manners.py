"""What sites ask of robots is done, and hosts that want rest have it: counted on the server's side."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
import web_server as say

from briefing.edges.archive import SqlArchive
from briefing.edges.fetch import Fetcher, manners
from briefing.edges.fetch.address import read
from briefing.model import Answer, NoAnswer, Rest, Robots
from briefing.settings import Fetch

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
PAGE = say.page(b"page")

RULES = {  # robots.txt → the paths that may be read, of /a, /b, /b/c.pdf
    "": "abc",
    "User-agent: *\nDisallow: /": "",
    "User-agent: *\nDisallow: /b": "a",
    "User-agent: *\nDisallow:": "abc",
    "User-agent: *\nDisallow: /\nAllow: /b$": "b",
    "User-agent: *\nDisallow: /*.pdf$": "ab",
    "User-agent: Briefing\nDisallow: /a\n\nUser-agent: *\nDisallow: /b": "bc",
    "User-agent: BRIEFING/2.0\nDisallow: /a": "bc",
    "User-agent: brief\nDisallow: /": "abc",
    "User-agent: briefingbot\nDisallow: /": "abc",
    "User-agent: other\nUser-agent: briefing\nDisallow: /b": "a",
    "User-agent: other\nDisallow: /\nUser-agent: *\nAllow: /": "abc",
    "User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b": "",
    "\ufeffUser-agent: *\r\nDisallow: /b # not here\r\n": "a",
    "<html>no file here</html>": "abc",
    "Disallow: /": "abc",
}


@pytest.mark.parametrize("text", RULES)
def test_robots_txt_is_obeyed_before_anything_is_asked(text, web, ask):
    paths = {"a": "/a", "b": "/b", "c": "/b/c.pdf"}
    web["/robots.txt"] = say.robots(text)
    for path in paths.values():
        web[path] = PAGE
    replies = dict(zip(paths, ask(*paths.values()), strict=True))
    assert "".join(name for name in paths if isinstance(replies[name], Answer)) == RULES[text]
    for name, path in paths.items():
        assert web.count(path) == (name in RULES[text])
        assert name in RULES[text] or (replies[name].closed and replies[name].reason == "robots.txt does not allow it")
    assert web.count("/robots.txt") == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
def test_where_there_is_no_robots_txt_all_is_allowed(status, web, ask):
    web["/robots.txt"], web["/a"] = say.status(status), PAGE
    assert [reply.status for reply in ask("/a", "/a")] == [200, 200]
    assert web.counts() == {"/robots.txt": 1, "/a": 2}


@pytest.mark.parametrize("route", [say.status(500), say.status(503), say.raw(), say.hang(), say.raw(b"junk\r\n\r\n")])
def test_where_robots_txt_cannot_be_read_nothing_is_asked_for_ten_minutes(route, web):
    web["/robots.txt"], web["/a"] = route, PAGE
    now = [NOON]

    async def run():
        async with Fetcher(Fetch(allow_hosts=(web.authority,), pause=0.0), clock=lambda: now[0], seconds=0.5) as net:
            first, second = await net.get(web.url + "/a"), await net.get(web.url + "/a")
            web["/robots.txt"] = say.robots("")
            now[0] += timedelta(minutes=11)
            return first, second, await net.get(web.url + "/a")

    first, second, third = asyncio.run(run())
    assert isinstance(first, NoAnswer)
    assert (first.closed, first.retry_after) == (False, None)  # it was asked, and has failed
    assert second.reason == first.reason
    assert 0 < second.retry_after <= 600
    assert third.status == 200
    assert web.counts() == {"/robots.txt": 2, "/a": 1}


class Kept:
    def __init__(self):
        self.said = {}
        self.rests = {}
        self.asked = []

    def rules(self, origin):
        return self.said.get(origin)

    def keep_rules(self, robots):
        self.said[robots.origin] = robots

    def rest(self, host):
        self.asked.append(host)
        return self.rests.get(host)

    def keep_rest(self, rest):
        self.rests[rest.host] = rest


def test_robots_txt_is_kept_for_a_day_and_from_run_to_run(web, ask):
    web["/robots.txt"], web["/a"] = say.robots("User-agent: *\nDisallow: /b"), PAGE
    kept = Kept()
    for hours in (0, 1, 23.9):
        replies = ask("/a", "/b", register=kept, clock=lambda hours=hours: NOON + timedelta(hours=hours))
        assert [isinstance(reply, Answer) for reply in replies] == [True, False]
        assert web.count("/robots.txt") == 1
    assert kept.said[web.url] == Robots(origin=web.url, fetched_at=NOON, status=200, body=b"User-agent: *\nDisallow: /b")
    ask("/a", register=kept, clock=lambda: NOON + timedelta(hours=24))
    assert web.count("/robots.txt") == 2


def test_that_robots_txt_could_not_be_read_is_not_remembered_by_the_next_run(web, ask):
    web["/robots.txt"], web["/a"], kept = say.status(500), PAGE, Kept()
    assert ask("/a", register=kept).reason == "robots.txt answers 500, so nothing may be asked for now"
    web["/robots.txt"] = say.missing
    assert ask("/a", register=kept).status == 200
    assert kept.said[web.url].status == 404


def test_five_redirects_of_robots_txt_are_followed_and_no_more(web, ask):
    web["/robots.txt"], web["/a"] = say.redirect("/1", 301), PAGE
    for n in range(1, 5):
        web[f"/{n}"] = say.redirect(f"/{n + 1}")
    web["/5"] = say.robots("User-agent: *\nDisallow: /a")
    assert ask("/a").reason == "robots.txt does not allow it"
    web["/5"], web["/6"] = say.redirect("/6"), say.robots("")
    assert ask("/a").reason == "the server redirects more than 5 times"
    assert web.count("/a") == 0


def test_the_robots_txt_of_where_a_redirect_leads_is_obeyed_too(web, ask):
    with say.WebServer("127.0.0.2") as other:
        other["/robots.txt"], other["/b"] = say.robots("User-agent: *\nDisallow: /"), PAGE
        web["/a"] = say.redirect(other.url + "/b")
        reply = ask("/a", allow=[other.authority])
        assert (reply.closed, reply.reason) == (True, "robots.txt does not allow it")
        assert other.counts() == {"/robots.txt": 1}


def test_of_a_huge_robots_txt_the_beginning_is_read(web, ask):
    web["/robots.txt"] = say.robots("User-agent: *\nDisallow: /b\n" + "# filler\n" * 500_000 + "Disallow: /a\n")
    web["/a"] = PAGE
    replies = ask("/a", "/b")
    assert [isinstance(reply, Answer) for reply in replies] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(20_000)) + "Disallow: /a\n" * 10_000,
        "User-agent: *\n" + "".join(f"Disallow: /{'*a' * 20}{n}\n" for n in range(9_000)),
        "User-agent: *\nDisallow: /" + "*a" * 240_000,
        "User-agent: *\n" + "Disallow: /" + "$" * 490_000,
        "User-agent: *\nCrawl-delay: inf\nCrawl-delay: nan\nRequest-rate: 1/" + "9" * 400_000,
        "\x00\ud7ff" * 100_000,
        "User-agent" * 49_000,
    ],
    ids=["robots times rules", "stars", "one long pattern", "dollars", "delays", "no text", "one word"],
)
def test_a_robots_txt_written_to_be_slow_is_read_at_once(text):
    began = time.process_time()
    manners.parsed(text.encode()).can_fetch("https://news.example/" + "a" * 7_000, "Briefing")
    assert time.process_time() - began < 2.5


@pytest.mark.parametrize(
    ("text", "pause"),
    [("Crawl-delay: 0.4", 0.4), ("Request-rate: 2/1", 0.5), ("Crawl-delay: 0.1\nRequest-rate: 1/1s", 0.2), ("Crawl-delay: x", 0.2)],
)
def test_the_pause_a_site_asks_for_is_kept(text, pause, web, ask):
    pause = max(pause, 1.0 if "1/1s" in text else 0.0)
    web["/robots.txt"], web["/a"] = say.robots(f"User-agent: *\n{text}"), PAGE
    ask("/a", "/a", pause=0.2)
    starts = [one.at for one in web.asked()][1:]
    gaps = [start - end for start, end in zip(starts, web.ended, strict=False)]
    assert len(gaps) == 2
    assert all(pause - 0.01 <= gap < pause + 0.5 for gap in gaps), gaps


def test_a_pause_too_long_to_wait_for_puts_off_what_comes_after_the_first_page(web, ask):
    web["/robots.txt"], web["/a"] = say.robots("User-agent: *\nCrawl-delay: 600"), PAGE
    first, second, third = ask("/a", "/a", "/a")
    assert first.status == 200
    assert (second.reason, second.closed) == ("robots.txt asks for 600 s between two requests", False)
    assert 590 < third.retry_after <= second.retry_after <= 600
    assert web.counts() == {"/robots.txt": 1, "/a": 1}


@pytest.mark.parametrize("code", [429, 503])
def test_a_host_that_asks_to_be_left_alone_is(code, web, ask):
    web["/a"], web["/b"] = say.status(code, retry_after="120"), PAGE
    first, second, third = ask("/a", "/b", "/a")
    assert (first.status, first.retry_after) == (code, 120.0)
    assert isinstance(second, NoAnswer)
    assert (second.closed, second.reason) == (False, f"the server answered {code} and asks to be left alone for a while")
    assert 110 < third.retry_after <= second.retry_after <= 120
    assert web.counts() == {"/robots.txt": 1, "/a": 1}


def test_a_host_is_asked_again_when_its_time_is_over(web, ask):
    web["/a"], web["/b"] = say.status(429, retry_after="1"), PAGE
    assert isinstance(ask("/a", "/b")[1], NoAnswer)

    async def run():
        async with Fetcher(Fetch(allow_hosts=(web.authority,), pause=0.0)) as net:
            await net.get(web.url + "/a")
            await asyncio.sleep(1.1)
            return await net.get(web.url + "/b")

    assert asyncio.run(run()).status == 200


def test_503_alone_asks_for_nothing_and_429_for_a_minute(web, ask):
    web["/503"], web["/429"], web["/b"] = say.status(503), say.status(429), PAGE
    assert ask("/503", "/b")[1].status == 200
    assert 50 < ask("/429", "/b")[1].retry_after <= 60


def test_a_host_that_wants_rest_keeps_no_other_waiting(web, ask):
    with say.WebServer("127.0.0.2") as other:
        web["/a"], other["/a"] = say.status(429, retry_after="3600"), PAGE
        replies = ask("/a", other.url + "/a", "/a", allow=[other.authority])
    assert [getattr(reply, "status", None) for reply in replies] == [429, 200, None]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request, tmp_path):
    return request.getfixturevalue("postgresql")() if request.param == "postgresql" else f"sqlite:///{tmp_path / 'briefing.db'}"


@pytest.mark.parametrize("code", [429, 503])
def test_a_host_that_asks_to_be_left_alone_is_by_later_runs_too_until_its_time_is_over(code, web, ask, database):
    web["/a"], web["/b"] = say.status(code, retry_after="3600"), PAGE

    def run(path, minutes):  # each as a process of its own has it: the archive opened anew, nothing known
        with SqlArchive.open(database) as archive:
            return ask(path, register=archive.sources(), clock=lambda: NOON + timedelta(minutes=minutes))

    assert run("/a", 0).status == code
    asked = web.counts()
    for path in ("/a", "/b", "/robots.txt"):
        refused = run(path, 20)
        assert isinstance(refused, NoAnswer)
        assert (refused.closed, refused.reason) == (False, f"the server answered {code} and asks to be left alone for a while")
        assert 2_390 < refused.retry_after <= 2_400
    assert web.counts() == asked
    assert run("/b", 60).status == 200


def test_a_host_that_asks_for_rest_in_place_of_robots_txt_has_it_in_later_runs(web, ask):
    web["/robots.txt"], web["/a"], kept = say.status(429, retry_after="3600"), PAGE, Kept()
    assert isinstance(ask("/a", register=kept, clock=lambda: NOON), NoAnswer)
    web["/robots.txt"] = say.missing
    assert ask("/a", register=kept, clock=lambda: NOON + timedelta(minutes=59)).retry_after == pytest.approx(60, abs=5)
    assert web.counts() == {"/robots.txt": 1}
    assert ask("/a", register=kept, clock=lambda: NOON + timedelta(minutes=60)).status == 200


@pytest.mark.parametrize(
    ("code", "said", "seconds"),
    [
        (429, {"retry_after": "59"}, None),
        (503, {}, None),
        (404, {"retry_after": "3600"}, None),
        (429, {}, 60),
        (503, {"retry_after": "60"}, 60),
        (429, {"retry_after": "9999999"}, 86_400),
        (503, {"retry_after": "Fri, 01 Mar 2024 12:02:00 GMT"}, 120),
    ],
)
def test_rests_of_a_minute_or_longer_are_kept_and_none_of_more_than_a_day(code, said, seconds, web, ask):
    web["/a"], kept = say.status(code, **said), Kept()
    ask("/a", register=kept, clock=lambda: NOON)
    reason = f"the server answered {code} and asks to be left alone for a while"
    rest = Rest(host=web.authority, until=NOON + timedelta(seconds=seconds or 0), reason=reason)
    assert kept.rests == ({} if seconds is None else {web.authority: rest})


def test_that_a_host_did_not_answer_is_no_rest_it_asked_for(web, ask):
    web["/a"], kept = say.hang(), Kept()
    assert ask(*["/a"] * 6, seconds=0.1, register=kept)[-1].retry_after > 0
    assert kept.rests == {}


def test_a_rest_that_only_a_wrong_clock_can_have_put_down_keeps_nobody_away(web, ask):
    web["/a"], kept = PAGE, Kept()
    kept.rests[web.authority] = Rest(host=web.authority, until=NOON + timedelta(days=300), reason="it asked for rest")
    assert ask("/a", register=kept, clock=lambda: NOON).status == 200
    kept.rests[web.authority] = Rest(host=web.authority, until=NOON + timedelta(hours=25), reason="it asked for rest")
    refused = ask("/a", register=kept, clock=lambda: NOON)
    assert (refused.reason, refused.retry_after) == ("it asked for rest", pytest.approx(86_400, abs=5))


def test_what_is_known_of_the_rest_of_a_host_is_looked_up_once_in_a_run(web):
    web["/a"], kept = PAGE, Kept()

    async def run():
        async with Fetcher(Fetch(allow_hosts=(web.authority,), pause=0.0), register=kept) as net:
            return await asyncio.gather(*(net.get(web.url + "/a") for _ in range(5)))

    assert [reply.status for reply in asyncio.run(run())] == [200] * 5
    assert kept.asked == [web.authority]


def test_the_rest_of_the_host_that_a_redirect_leads_to_is_its_own(web, ask):
    kept = Kept()
    with say.WebServer("127.0.0.2") as other:
        web["/a"], web["/b"], other["/a"] = say.redirect(other.url + "/a"), PAGE, say.status(429, retry_after="3600")
        assert ask("/a", allow=[other.authority], register=kept).status == 429
        replies = ask("/b", "/a", other.url + "/b", allow=[other.authority], register=kept)
        assert [isinstance(reply, Answer) for reply in replies] == [True, False, False]
        assert other.counts() == {"/robots.txt": 1, "/a": 1}


def test_a_host_that_does_not_answer_five_times_in_a_row_is_left_alone(web, ask):
    web["/a"] = say.hang()
    replies = ask(*["/a"] * 7, seconds=0.2)
    assert [reply.retry_after is None for reply in replies] == [True] * 5 + [False] * 2
    assert web.count("/a") == 5


def test_two_addresses_of_one_host_are_one_host_even_where_one_is_encrypted():
    assert read("http://news.example/").lane == read("https://news.example:443/x").lane == read("http://NEWS.example.:80").lane
    assert read("http://news.example/").lane != read("http://www.news.example/").lane
    assert read("http://news.example:8080/").lane != read("http://news.example/").lane


def test_the_sitemaps_of_robots_txt_are_told_whole(web):
    text = "Sitemap: /news.xml\nsitemap: https://cdn.example/s.xml.gz\nSitemap: file:///etc/passwd\nSitemap: /news.xml\nSitemap:\nSitemap: http://a:b@c/"
    web["/robots.txt"] = say.robots(text)

    async def run():
        async with Fetcher(Fetch(allow_hosts=(web.authority,), pause=0.0)) as net:
            return await net.robots_sitemaps(web.url + "/some/page"), await net.robots_sitemaps("http://127.0.0.1/"), net.requests

    found, none, requests = asyncio.run(run())
    assert found == (web.url + "/news.xml", "https://cdn.example/s.xml.gz")
    assert none == ()
    assert requests == {web.authority: 1}
