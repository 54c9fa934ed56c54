"""`briefing add`, `discover` and `reparse` as a person calls them, against a real server on loopback."""

import io
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from web_server import WebServer, page, redirect, robots

from briefing.cli import main
from briefing.errors import Exit
from briefing.settings import parse

PARAGRAPHS = """
<p>The ferry line between the old harbour and the island reopened on Friday morning, the port authority said, after a storm.</p>
<p>Three boats were damaged and nine people were hurt when a pier gave way on Wednesday, the fire service said in a statement.</p>
<p>The authority expects all boats back in service by the end of next week, said its head, Oksana Petrenko, who thanked the crews.</p>
"""


def article(title: str, day: str = "20") -> bytes:
    return f"""<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="Harbour Courier">
<meta property="article:published_time" content="2026-11-{day}T08:30:00+02:00"></head>
<body><article><h1>{title}</h1>{PARAGRAPHS.replace("ferry line", title)}</article></body></html>""".encode()


def feed(web: WebServer, *paths: str, whole: str = "") -> bytes:
    text = f"<content:encoded><![CDATA[{whole}]]></content:encoded>" if whole else ""
    items = "".join(
        f"<item><title>Harbour news of {path}</title><link>{web.url}{path}</link><description>Harbour news.</description>{text}"
        "<pubDate>Fri, 20 Nov 2026 06:30:00 GMT</pubDate></item>"
        for path in paths
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Harbour Courier</title><link>{web.url}/</link>{items}</channel></rss>"
    ).encode()


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path, web: WebServer) -> Path:
    (tmp_path / "briefing.toml").write_text(
        f"""title = "Harbour"
timezone = "Europe/Kyiv"
[[section]]
id = "harbour"
title = "Harbour"
about = "boats, piers and storms"
terms = ["ferry", "boat", "pier"]
[fetch]
contact = "desk@example.org"
pause = 0.1
allow_hosts = ["{web.authority}"]
"""
    )
    return tmp_path


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def briefing(*arguments: str, cwd: Path, told: str = "") -> Done:
    """The command in this process, as a person calls it in a folder."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(cwd)
        patch.setattr("sys.stdin", io.StringIO(told))
        code = main(arguments)
    return Done(code, out.getvalue(), err.getvalue())


@pytest.mark.slow
def test_each_address_has_its_line_and_what_it_held_is_in_the_archive(desk: Path, web: WebServer):
    web["/ferry"] = page(article("Ferry line open again"), content_type="text/html")
    web["/moved"] = redirect("/ferry")
    web["/chart"] = page(b"%PDF-1.7 ...", content_type="application/pdf")
    addresses = [f"{web.url}/{name}" for name in ("ferry", "moved", "chart", "nothing")]
    done = briefing("add", *addresses, "http://10.1.2.3/", "ftp://news.example.org/x", cwd=desk)
    lines = done.stdout.splitlines()
    assert done.returncode == Exit.PARTIAL, done.stderr
    assert lines[0] == f"ok    {web.url}/ferry: “Ferry line open again”, Harbour Courier, 2026-11-20 08:30, 3 paragraphs"
    assert lines[1].startswith(f"ok    {web.url}/moved: “Ferry line open again”")
    assert lines[2] == f"FAIL  {web.url}/chart: is application/pdf and no page that is read"
    assert lines[3] == f"FAIL  {web.url}/nothing: the page is not there (404)"
    assert lines[4].startswith("FAIL  http://10.1.2.3/: 10.1.2.3 is not an address of the public internet")
    assert lines[5].startswith("FAIL  ftp://news.example.org/x: ")
    assert len(lines) == 6
    edition = briefing("run", "--date", "2026-11-20", "--formats", "md,json", cwd=desk)
    assert edition.returncode == Exit.OK, edition.stdout + edition.stderr
    assert "nine people were hurt" in (desk / "output/harbour/2026-11-20/briefing.md").read_text()


def test_a_feed_brings_the_articles_it_lists_and_fetches_those_it_does_not_hold(desk: Path, web: WebServer):
    web["/bridge"] = page(article("Bridge closed"), content_type="text/html")
    web["/quay"] = page(article("Quay flooded"), content_type="text/html")
    web["/part.xml"] = page(feed(web, "/bridge", "/quay"), content_type="application/rss+xml")
    web["/whole.xml"] = page(feed(web, "/silo", whole=PARAGRAPHS * 3), content_type="application/rss+xml")
    done = briefing("add", f"{web.url}/part.xml", f"{web.url}/whole.xml", cwd=desk)
    assert done.returncode == Exit.OK, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].endswith("/part.xml: lists 2 articles, 2 of them to be fetched from their pages")
    assert lines[1].endswith("/whole.xml: lists 1 article, none of them to be fetched from their pages")
    assert [line.split()[1].removeprefix(web.url).rstrip(":") for line in lines[2:]] == ["/bridge", "/quay"]
    assert web.count("/silo") == 0


def test_a_sitemap_brings_its_articles_and_is_no_article_itself(desk: Path, web: WebServer):
    web["/bridge"] = page(article("Bridge closed"), content_type="text/html")
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{web.url}/bridge</loc></url></urlset>'
    web["/news-sitemap.xml"] = page(sitemap.encode(), content_type="application/xml")
    done = briefing("add", f"{web.url}/news-sitemap.xml", cwd=desk)
    assert done.returncode == Exit.OK, done.stdout + done.stderr
    assert [line[:4] for line in done.stdout.splitlines()] == ["ok  ", "ok  "]


def test_robots_are_respected_and_we_say_who_we_are(desk: Path, web: WebServer):
    web["/robots.txt"] = page(b"User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    web["/private/x"] = page(article("Ferry line open again"), content_type="text/html")
    done = briefing("add", f"{web.url}/private/x", cwd=desk)
    assert done.returncode == Exit.PARTIAL
    assert done.stdout == f"FAIL  {web.url}/private/x: robots.txt does not allow it\n"
    assert web.counts() == {"/robots.txt": 1}
    assert "desk@example.org" in web.asked("/robots.txt")[0].headers["user-agent"]


def test_addresses_and_files_come_from_standard_input_too_and_what_is_there_already_says_so(desk: Path, web: WebServer):
    web["/ferry"] = page(article("Ferry line open again"), content_type="text/html")
    (desk / "quay.html").write_bytes(article("Quay flooded"))
    told = f"{web.url}/ferry\n\n# a remark\nquay.html\n{web.url}/ferry\n"
    first = briefing("add", "-", cwd=desk, told=told)
    assert first.returncode == Exit.OK, first.stderr
    assert [line[:6] for line in first.stdout.splitlines()] == ["ok    ", "ok    "]
    second = briefing("add", "-", cwd=desk, told=told)
    assert [line[:6] for line in second.stdout.splitlines()] == ["same  ", "same  "]
    assert second.stdout.replace("same  ", "ok    ") == first.stdout
    assert web.count("/ferry") == 2


def test_a_wrong_line_of_a_list_costs_that_line_alone(desk: Path):
    (desk / "quay.html").write_bytes(article("Quay flooded"))
    done = briefing("add", "-", cwd=desk, told="missing.html\nquay.html\nnews.example.org\n")
    assert done.returncode == Exit.PARTIAL, done.stderr
    assert [line[:6].strip() for line in done.stdout.splitlines()] == ["ok", "FAIL", "FAIL"]
    assert "news.example.org: there is no such file; an address begins with https://" in done.stdout


@pytest.mark.parametrize("told", ["", "\n# nothing\n"])
def test_nothing_to_add_is_wrong_use(desk: Path, told: str):
    done = briefing("add", "-", cwd=desk, told=told)
    assert done.returncode == Exit.USAGE
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_said_before_anything_is_fetched(desk: Path, web: WebServer):
    web["/ferry"] = page(article("Ferry line open again"), content_type="text/html")
    done = briefing("add", f"{web.url}/ferry", "missing.html", cwd=desk)
    assert done.returncode == Exit.USAGE
    assert "missing.html" in done.stderr
    assert web.count() == 0


FRONT = b"""<!doctype html><html><head><title>News</title><meta property="og:site_name" content="Harbour Courier">
<link rel="alternate" type="application/rss+xml" title="All news" href="/all.xml"></head><body><p>News of the harbour.</p></body></html>"""


def test_discover_prints_lines_that_make_a_profile_collect_from_the_site(desk: Path, web: WebServer):
    web["/"] = page(FRONT, content_type="text/html")
    web["/robots.txt"] = robots(f"Sitemap: {web.url}/sitemap.xml\n")
    web["/all.xml"] = page(feed(web, "/bridge", "/quay"), content_type="application/rss+xml")
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{web.url}/map</loc></sitemap></sitemapindex>'
    web["/sitemap.xml"] = page(index.encode(), content_type="application/xml")
    urlset = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{web.url}/bridge</loc></url></urlset>'
    web["/map"] = page(urlset.encode(), content_type="application/xml")
    done = briefing("discover", f"{web.url}/", cwd=desk)
    assert done.returncode == Exit.OK, done.stderr
    assert f"# {web.url}/all.xml: feed, 2 articles, the newest of 2026-11-20 06:30 UTC, none with full text" in done.stdout
    assert f"# {web.url}/sitemap.xml: sitemap, 1 article" in done.stdout
    assert web.counts() == {"/robots.txt": 1, "/": 1, "/all.xml": 1, "/sitemap.xml": 1, "/map": 1}
    with (desk / "briefing.toml").open("a") as file:
        file.write(done.stdout)
    (source,) = parse((desk / "briefing.toml").read_text(), "a profile").sources
    assert (source.name, source.kind, source.url) == ("Harbour Courier", "feed", f"{web.url}/all.xml")
    known = briefing("discover", f"{web.url}/", cwd=desk).stdout
    assert "it is in the profile already" in known
    assert [line for line in known.splitlines() if line and not line.startswith("#")] == []
    again = briefing("discover", f"{web.url}/all.xml", "--json", cwd=desk)
    assert [json.loads(line)["items"] for line in again.stdout.splitlines()] == [2]


def test_discover_asks_a_dozen_addresses_at_most_and_says_so_where_there_is_nothing(desk: Path, web: WebServer):
    web["/"] = page(b"<html><body><p>Nothing here.</p></body></html>", content_type="text/html")
    done = briefing("discover", f"{web.url}/", cwd=desk)
    assert done.returncode == Exit.NOTHING
    assert done.stdout == ""
    assert "no feed and no sitemap was found" in done.stderr
    assert web.count() <= 12
    assert briefing("discover", "http://127.0.0.1:1/", cwd=desk).returncode == Exit.PARTIAL


def in_archive(desk: Path, *statements: str) -> list[tuple[object, ...]]:
    """What the last of these statements answers, done to the archive behind the program's back."""
    with closing(sqlite3.connect(desk / "output" / "briefing.db")) as database, database:
        for statement in statements:
            answer = database.execute(statement).fetchall()
    return answer


@pytest.mark.slow
def test_reparse_reads_what_another_extractor_has_read_and_nothing_twice(desk: Path):
    for number in range(3):
        (desk / f"{number}.html").write_bytes(article(f"Ferry number {number} sunk"))
    assert briefing("add", "0.html", "1.html", "2.html", cwd=desk).returncode == Exit.OK
    assert "no capture to read again" in briefing("reparse", cwd=desk).stdout
    in_archive(desk, "UPDATE harvest SET extractor = '0.0.1'")
    rehearsed = briefing("reparse", "--dry-run", cwd=desk)
    assert rehearsed.returncode == Exit.OK, rehearsed.stderr
    assert rehearsed.stdout.startswith("3 captures would be read again: 3 articles as before, 0 otherwise")
    assert in_archive(desk, "SELECT DISTINCT extractor FROM harvest") == [("0.0.1",)]
    assert briefing("reparse", "--since", "2126-01-01", cwd=desk).stdout.startswith("There is no capture to read again")
    assert briefing("reparse", cwd=desk).stdout.startswith("3 captures were read again: 3 articles as before, 0 otherwise")
    assert "no capture to read again" in briefing("reparse", cwd=desk).stdout
    assert briefing("reparse", "--all", cwd=desk).stdout.startswith("3 captures were read again")


def test_reparse_puts_what_it_reads_now_in_place_of_what_was_read_wrongly(desk: Path):
    (desk / "ferry.html").write_bytes(article("Ferry line open again"))
    (desk / "quay.html").write_bytes(article("Quay flooded"))
    assert briefing("add", "ferry.html", "quay.html", cwd=desk).returncode == Exit.OK
    quay = "(SELECT version FROM article WHERE title = 'Quay flooded')"  # as if an earlier extractor had found none there
    in_archive(
        desk,
        f"DELETE FROM passage WHERE version IN {quay}",
        f"DELETE FROM article WHERE version IN {quay}",
        "UPDATE harvest SET extractor = '0.0.1'",
    )
    done = briefing("reparse", cwd=desk)
    assert done.stdout.startswith(
        "2 captures were read again: 1 article as before, 0 otherwise than before, 1 found now, 0 no longer"
    )
    assert in_archive(desk, "SELECT count(*) FROM article WHERE title = 'Quay flooded'") == [(1,)]


def test_reparse_without_an_archive_is_wrong_use(desk: Path):
    done = briefing("reparse", cwd=desk)
    assert done.returncode == Exit.USAGE
    assert "there is no archive" in done.stderr


def sources_of(desk: Path, *sources: dict[str, str]) -> None:
    with (desk / "briefing.toml").open("a") as file:
        for source in sources:
            file.write("[[source]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in source.items()))


def collected(desk: Path, *words: str) -> dict[str, dict[str, object]]:
    """What a collect says of each source, by its name."""
    lines = [json.loads(line) for line in briefing("collect", *words, cwd=desk).stdout.splitlines()]
    return {str(line["source"]): line for line in lines if line["event"] == "source"}


def test_a_page_that_replaces_what_a_feed_said_of_it_is_one_article(desk: Path, web: WebServer):
    web["/feed"] = page(feed(web, "/ferry", "/quay"), content_type="application/rss+xml")
    web["/ferry"] = page(article("Ferry line open again"), content_type="text/html")
    web["/quay"] = page(article("Quay flooded"), content_type="text/html")
    web["/robots.txt"] = robots("")
    sources_of(desk, {"name": "Harbour Courier", "kind": "feed", "url": f"{web.url}/feed"})
    told = (desk / "briefing.toml").read_text().replace("pause = 0.1", "pause = 0.1\ndays = 3650")
    (desk / "briefing.toml").write_text(told)
    line = collected(desk)["Harbour Courier"]
    assert (line["listed"], line["fetched"], line["articles"], line["rejected"]) == (2, 3, 2, 0)


def test_a_page_source_that_shows_a_wall_says_so_and_is_asked_less_and_less(desk: Path, web: WebServer):
    wall = (
        b"<html><head><title>Just a moment</title></head><body><p>Please verify that you are a human to continue.</p></body></html>"
    )
    web["/live"] = page(wall, content_type="text/html")
    web["/robots.txt"] = robots("")
    sources_of(desk, {"name": "Live page", "kind": "page", "url": f"{web.url}/live", "every": "1m"})
    first, second = collected(desk)["Live page"], collected(desk, "--force")["Live page"]
    assert (first["outcome"], first["rejected"], bool(first["reason"])) == ("failed", 1, True)
    assert second["outcome"] == "failed"
    waits = [datetime.fromisoformat(str(one["due"])) - datetime.fromisoformat(str(one["at"])) for one in (first, second)]
    assert timedelta(seconds=40) < waits[0] < timedelta(seconds=65) < waits[1]


def record(title: str) -> bytes:
    """A page as a WARC file has it."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + article(title)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/{len(title)}\r\n"
        f"WARC-Date: 2026-11-20T07:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def test_the_pages_of_a_crawl_in_a_folder_are_counted(desk: Path):
    (desk / "inbox").mkdir()
    (desk / "inbox" / "crawl.warc").write_bytes(b"".join(map(record, ("Ferry line open again", "Quay flooded"))))
    os.utime(desk / "inbox" / "crawl.warc", (1_790_000_000, 1_790_000_000))
    sources_of(desk, {"name": "Crawls", "kind": "folder", "url": "inbox"})
    line = collected(desk)["Crawls"]
    assert (line["outcome"], line["fetched"], line["articles"]) == ("read", 2, 2)


def test_the_doctor_names_sources_that_will_be_refused_for_their_address(desk: Path):
    sources_of(desk, {"name": "Odd port", "kind": "feed", "url": "https://courier.example:8443/feed"})
    done = briefing("doctor", cwd=desk)
    assert (
        'warn  sources: Odd port: ports other than 80 and 443 are asked only where [fetch] allow_hosts names "courier'
        in done.stdout
    )
    line = collected(desk)["Odd port"]
    assert (line["outcome"], line["requests"]) == ("closed", 0)
