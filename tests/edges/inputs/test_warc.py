import gzip
import io
import os
import resource
import subprocess
import sys
import tarfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from briefing.edges.inputs import read_inputs
from briefing.edges.inputs.warc import pages
from briefing.model import Capture, Failure

NOW = datetime(2026, 1, 24, 4, tzinfo=UTC)
FETCHED = "2024-01-23T10:11:12Z"
PAGE = "<!doctype html><title>Новини</title><p>Ten trams were repaired in Kyiv.".encode()
SUITES = Path(__file__).parents[4] / "shared" / "data" / "feed_suites.tar.gz"


class _Writer(WARCWriter):
    def _create_temp_file(self) -> io.BytesIO:  # its own are left open
        return io.BytesIO()


class Crawl:
    """A WARC file as a crawler writes it, record by record."""

    def __init__(self, *, packed: bool = True, version: str = "1.1") -> None:
        self._into = io.BytesIO()
        self._writer = _Writer(self._into, gzip=packed, warc_version=version)

    def add(
        self,
        url: str = "https://news.example/a",
        body: bytes = PAGE,
        *,
        kind: str = "response",
        status: str = "200 OK",
        fetched: str = FETCHED,
        headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=UTF-8"),),
        **options: str,
    ) -> "Crawl":
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1") if kind in ("response", "revisit") else None
        said = {"WARC-Date": fetched, **{name.replace("_", "-"): value for name, value in options.items()}}
        content = dict(headers).get("Content-Type", "") if http is None else None
        record = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=said, warc_content_type=content or ""
        )
        self._writer.write_record(record)
        return self

    @property
    def bytes(self) -> bytes:
        return self._into.getvalue()


def read(body: bytes) -> list[Capture | Failure]:
    return list(pages(io.BytesIO(body), "crawl.warc.gz", now=NOW))  # type: ignore[arg-type]


def told(body: bytes) -> list[str]:
    return [one.name if isinstance(one, Capture) else f"{one.subject}: {one.reason}" for one in read(body)]


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("pack", ["plain", "by record", "as a whole"])
def test_a_page_comes_with_its_address_and_time_however_the_file_is_packed(pack: str, version: str):
    crawl = Crawl(packed=pack == "by record", version=version)
    crawl.add("https://news.example/a?b=1").add("https://news.example/c", body=b"<html>c", headers=(("Content-Type", "text/html"),))
    first, second = read(gzip.compress(crawl.bytes) if pack == "as a whole" else crawl.bytes)
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert (first.name, first.url, first.body) == ("https://news.example/a?b=1", "https://news.example/a?b=1", PAGE)
    assert (first.media_type, first.charset, first.fetched_at) == (
        "text/html",
        "utf-8",
        datetime(2024, 1, 23, 10, 11, 12, tzinfo=UTC),
    )
    assert (second.charset, second.body) == (None, b"<html>c")


def chunked(body: bytes, size: int = 7) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("said", "pack"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress),
        ({"Content-Encoding": "br"}, brotli.compress),
        ({"Content-Encoding": "deflate"}, zlib.compress),
        ({"Transfer-Encoding": "chunked"}, chunked),
        ({"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}, lambda body: chunked(gzip.compress(body))),
        # The crawler has unpacked it and left the header as it was.
        ({"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}, bytes),
        ({"Content-Encoding": "br"}, bytes),
    ],
)
def test_pages_come_unpacked(said: dict[str, str], pack: Callable[[bytes], bytes]):
    body = read(Crawl().add(body=pack(PAGE), headers=(("Content-Type", "text/html"), *said.items())).bytes)[0]
    assert isinstance(body, Capture)
    assert body.body == PAGE


def test_what_is_no_page_is_counted_by_kind():
    crawl = Crawl()
    for number in range(3):
        crawl.add(f"https://news.example/{number}.png", b"\x89PNG", headers=(("Content-Type", "image/png"),))
    crawl.add("https://news.example/x.css", b"a{}", headers=(("Content-Type", "text/css"),))
    crawl.add("https://news.example/robots.txt", b"User-agent: *", headers=(("Content-Type", "text/plain"),))
    crawl.add(status="404 Not Found").add(status="301 Moved").add(kind="revisit", body=b"").add(
        kind="request", body=b"GET / HTTP/1.0"
    )
    crawl.add("file:///etc/passwd", kind="resource").add("metadata://tool/log.txt", kind="resource").add(
        "https://news.example/last"
    )
    found = read(crawl.bytes)
    assert [one.name for one in found if isinstance(one, Capture)] == ["https://news.example/last"]
    assert {one.reason for one in found if isinstance(one, Failure)} == {
        "pages of a kind that is not read: 5 (image/png 3, text/css, text/plain)",
        "answers that are no page: 2 (status 404, 301)",
        "pages that had not changed since an earlier crawl, kept there: 1",
        "records without an address of the web: 1",
    }
    assert {one.kind for one in found if isinstance(one, Failure)} == {"rejected"}


def test_feeds_and_plain_text_and_resources_are_pages():
    crawl = Crawl()
    crawl.add("https://news.example/feed", b"<?xml version='1.0'?><rss/>", headers=(("Content-Type", "application/rss+xml"),))
    crawl.add("https://news.example/t", b"words", headers=(("Content-Type", "text/plain"),))
    crawl.add("https://news.example/r", kind="resource", headers=(("Content-Type", "text/html"),))
    crawl.add("https://news.example/none", headers=())
    kinds = [one.media_type for one in read(crawl.bytes) if isinstance(one, Capture)]
    assert kinds == ["application/xml", "text/plain", "text/html", "text/html"]


@pytest.mark.parametrize("fetched", ["1970-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "yesterday", "2026-01-26T00:00:00Z"])
def test_a_time_that_cannot_be_is_not_believed(fetched: str):
    (page,) = read(Crawl().add(fetched=fetched).bytes)
    assert isinstance(page, Capture)
    assert page.fetched_at == NOW


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda packed: b"\x1f\x8b\x08" + b"\xff" * (len(packed) - 3), "is not whole gzip data"),
        (lambda packed: packed[: len(packed) // 2] + bytes(40) + packed[len(packed) // 2 + 40 :], "is not whole gzip data"),
        (lambda _: gzip.compress(b"not a record at all\r\n\r\n"), "no record begins where one should"),
        (lambda _: gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n\r\n"), "does not say how long it is"),
        (lambda _: gzip.compress(b"WARC/1.0\r\nContent-Length: 99\r\n\r\nshort\r\n\r\n"), "is not as long as it says"),
        (lambda _: gzip.compress(b"WARC/1.0\r\nContent-Length: 1\r\n\r\nlonger\r\n\r\n"), "is not as long as it says"),
        (
            lambda _: gzip.compress(b"WARC/1.0\r\nA: " + os.urandom(80_000).hex().encode() + b"\r\n\r\n"),
            "has headers of more than 64 kB",
        ),
        (lambda _: gzip.compress(bytes(5_000_000)), "no record begins where one should"),
    ],
)
def test_a_broken_record_costs_itself(spoil: Callable[[bytes], bytes], said: str):
    before, after = Crawl().add("https://news.example/before").bytes, Crawl().add("https://news.example/after").bytes
    broken = spoil(Crawl().add(body=PAGE + os.urandom(2000).hex().encode()).bytes)
    assert told(before + broken + after) == [
        "https://news.example/before",
        "https://news.example/after",
        f"crawl.warc.gz#2: {said}",
    ] or told(before + broken + after) == ["https://news.example/before", f"crawl.warc.gz#2: {said}", "https://news.example/after"]


@pytest.mark.parametrize("shift", [-30, -1, 5, 30, 100_000, 10_000_000_000])
def test_a_length_that_is_a_lie_costs_no_other_record(shift: int):
    crawl = [Crawl(packed=False).add(f"https://news.example/{number}").bytes for number in range(3)]
    head, _, rest = crawl[1].partition(b"Content-Length: ")
    length, _, rest = rest.partition(b"\r\n")
    crawl[1] = head + b"Content-Length: %d\r\n" % (int(length) + shift) + rest
    names = [one.name for one in read(b"".join(crawl)) if isinstance(one, Capture)]
    assert names == ["https://news.example/0", "https://news.example/2"]


def test_a_file_that_is_cut_short_gives_what_is_whole():
    whole = Crawl().add("https://news.example/a").add("https://news.example/b", body=PAGE * 50).bytes
    assert told(whole[:-30]) == ["https://news.example/a", "crawl.warc.gz#2: is cut short: the gzip data has no end"]
    plain = Crawl(packed=False).add("https://news.example/a").add("https://news.example/b").bytes
    assert told(plain[:-30]) == ["https://news.example/a", "crawl.warc.gz#2: is cut short"]


def test_garbage_in_the_answer_costs_its_page():
    def raw(block: bytes) -> bytes:
        head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://news.example/x>\r\nContent-Length: %d\r\n\r\n" % len(
            block
        )
        return head + block + b"\r\n\r\n"

    answers = {
        b"HTTP/1.0 200 OK\nno colon here\nContent-Type: text/html\n folded\n\n" + PAGE: "http://news.example/x",
        b"HTTP/1.0 200\r\nContent-Type: text/html\r\n\r\n" + PAGE: "http://news.example/x",
        b"ICY 200 OK\r\n\r\n" + PAGE: "crawl.warc.gz#1: holds no answer of a web server",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html": "crawl.warc.gz#1: has no end of its headers",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n": "crawl.warc.gz#1: is empty",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + bytes(range(32)) * 9: "crawl.warc.gz#1: is not text",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc": (
            "crawl.warc.gz#1: is cut short: its last chunk is not whole"
        ),
    }
    for block, said in answers.items():
        assert told(raw(block)) == [said]


def quickly(body: bytes) -> bytes:
    return brotli.compress(body, quality=1)


@pytest.mark.parametrize("pack", [gzip.compress, quickly, bytes])
def test_a_page_that_is_too_large_costs_itself(pack: Callable[[bytes], bytes]):
    encoding = {gzip.compress: "gzip", quickly: "br"}.get(pack, "identity")
    crawl = Crawl(packed=False)
    crawl.add(
        body=pack(PAGE + os.urandom(5_500_000).hex().encode()),
        headers=(("Content-Type", "text/html"), ("Content-Encoding", encoding)),
    )
    crawl.add(body=pack(bytes(9_000_000)), headers=(("Content-Type", "text/html"), ("Content-Encoding", encoding)))
    *failures, page = sorted(read(crawl.add("https://news.example/after").bytes), key=lambda one: isinstance(one, Capture))
    assert isinstance(page, Capture)
    assert page.name == "https://news.example/after"
    assert len(failures) == 2
    assert "more than the 10 MB" in failures[0].reason  # type: ignore[union-attr]


def test_a_whole_file_is_read_and_a_page_held_at_a_time(tmp_path: Path):
    crawl = Crawl(packed=False)
    for number in range(60):
        crawl.add(f"https://news.example/{number}", PAGE + os.urandom(1_000_000).hex().encode())
    file = tmp_path / "crawl.warc"
    file.write_bytes(crawl.bytes)
    program = (
        "import sys, resource\nfrom datetime import *\nfrom briefing.edges.inputs import iter_inputs\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "count = sum(1 for one in iter_inputs([sys.argv[1]], now=datetime.now(timezone.utc)))\n"
        "print(count, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1000)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], check=True, capture_output=True, text=True)
    count, megabytes = map(int, done.stdout.split())
    assert count == 60
    assert megabytes < 30  # of 120 unpacked


def test_a_bomb_ends_in_little_time():
    began = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/\r\nContent-Length: 150000000\r\n\r\n"
    packed = bomb.compress(head) + b"".join(bomb.compress(bytes(1_000_000)) for _ in range(150)) + bomb.flush()
    making = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    assert [one.reason for one in read(packed) if isinstance(one, Failure)] == [
        "has 150 MB, more than the 10 MB that are read of one page"
    ]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - making < max(1.0, making - began)


def test_many_broken_records_end():
    assert read(b"WARC/1.0\r\n\r\n" * 5000)[-1].reason.startswith("records that cannot be read either: ")  # type: ignore[union-attr]
    assert len(read(b"WARC/1.0\r\n\r\n" * 5000)) < 30


def test_other_files_are_none(tmp_path: Path):
    for name, body in {"a.warc": PAGE, "b.warc.gz": gzip.compress(PAGE), "c.warc": b"", "d.warc.gz": b"\x1f\x8b"}.items():
        (tmp_path / name).write_bytes(body)
    failures = read_inputs([str(tmp_path)], now=NOW).failures
    assert [f"{one.subject}: {one.reason}" for one in failures] == [
        "a.warc: is no WARC file",
        "b.warc.gz: is no WARC file",
        "c.warc: holds no page",
        "d.warc.gz: is cut short: the gzip data has no end",
    ]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 600), st.integers(0, 40))
def test_any_damage_gives_captures_and_failures_alone(noise: bytes, at: int, cut: int):
    for crawl in (Crawl(), Crawl(packed=False)):
        whole = crawl.add("https://news.example/a").add("https://news.example/b").bytes
        found = read(whole[:at] + noise + whole[at + cut :])
        assert found
        assert all(one.reason for one in found if isinstance(one, Failure))


@pytest.mark.skipif(not SUITES.exists(), reason="the collections of ../shared are not here")
def test_the_files_of_other_tools_are_read():
    found: dict[str, int] = {}
    with tarfile.open(SUITES) as suites:
        for member in suites:
            name = Path(member.name).name
            if "warcio_tests/test/data/" in member.name and ".warc" in name:
                body = suites.extractfile(member)
                found[name] = sum(isinstance(one, Capture) for one in read(body.read())) if body else 0
    assert found == {
        "example-bad-non-chunked.warc.gz": 1,
        "example-bad.warc.gz.bad": 1,
        "example-digest.warc": 0,
        "example-iana.org-chunked.warc": 1,
        "example-resource.warc.gz": 1,
        "example-space-in-target-uri.warc.gz": 0,
        "example-trunc.warc": 0,
        "example-wget-bad-target-uri.warc.gz": 1,
        "example-wrong-chunks.warc.gz": 1,
        "example.warc": 1,
        "example.warc.gz": 1,
        "post-test.warc.gz": 0,
    }
