import gzip
import hashlib
import os
import subprocess
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.edges.inputs import Inputs, iter_inputs, read_inputs
from briefing.errors import UsageError
from briefing.model import Capture

NOW = datetime(2024, 1, 24, 4, tzinfo=UTC)
PAGE = "A page with some words. Сторінка зі словами.\n".encode()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of the test: inputs are named relative to it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: str, body: bytes = PAGE) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return file


def read(*paths: str) -> Inputs:
    return read_inputs(paths, now=NOW)


def names(inputs: Inputs) -> list[str]:
    return [one.name for one in inputs.captures]


def reason(body: bytes, name: str = "page.txt") -> str:
    """Why a file of these bytes is not read."""
    put(name, body)
    inputs = read(name)
    assert inputs.captures == ()
    (failure,) = inputs.failures
    assert (failure.stage, failure.subject, failure.at) == ("read", name, NOW)
    return f"{failure.kind}: {failure.reason}"


def test_a_file_becomes_a_capture_under_its_own_name(folder: Path):
    put("deep/page.txt")
    for path in ("deep/page.txt", str(folder / "deep" / "page.txt")):
        (reading,) = read(path).readings
        assert reading.path == path
        assert reading.outcome == Capture(
            sha256=hashlib.sha256(PAGE).hexdigest(), name="page.txt", media_type="text/plain", body=PAGE, fetched_at=NOW
        )


@pytest.mark.parametrize("given", ["pages", "pages/", "{here}/pages"])
def test_a_folder_is_read_with_all_its_folders_by_name(folder: Path, given: str):
    for name in ("b.txt", "a/c.html", "a/b/d.md", "Я.txt", ".hidden.txt", ".git/e.txt"):
        put(f"pages/{name}")
    given = given.format(here=folder)
    inputs = read(given)
    assert names(inputs) == ["a/b/d.md", "a/c.html", "b.txt", "Я.txt"]
    assert inputs.readings[0].path == given.rstrip("/") + "/a/b/d.md"
    assert inputs.failures == ()


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("pages/*.txt", ["a.txt"]),
        ("pages/**/*.txt", ["a.txt", "one/b.txt", "one/two/c.txt"]),
        ("pages/*/*.txt", ["one/b.txt"]),
        ("pages/o*", ["one/b.txt", "one/page.md", "one/two/c.txt"]),
        ("pages/**", ["a.txt", "one/b.txt", "one/page.md", "one/two/c.txt"]),
        ("pa*s/one/two/c.txt", ["pages/one/two/c.txt"]),
        ("**/page.*", ["pages/one/page.md"]),
    ],
)
def test_patterns_find_files_and_folders(folder: Path, pattern: str, found: list[str]):
    for name in ("a.txt", "one/b.txt", "one/page.md", "one/two/c.txt", ".hidden/d.txt"):
        put(f"pages/{name}")
    assert names(read(pattern)) == found
    assert sorted(names(read(str(folder / pattern)))) == found


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path):
    put("page[1].txt")
    assert names(read("page[1].txt")) == ["page[1].txt"]


def test_every_path_without_a_match_is_named_at_once(folder: Path):
    put("page.txt")
    with pytest.raises(UsageError) as raised:
        iter_inputs(["page.txt", "no.txt", "none/*.txt", "", "a\0b", "x" * 5000], now=NOW)
    lines = str(raised.value).splitlines()
    assert lines[:2] == ["no.txt: there is no such file or folder", "none/*.txt: there is no such file or folder"]
    assert len(lines) == 5


def test_a_file_named_twice_is_read_once(folder: Path):
    put("pages/a.txt")
    put("pages/b.txt")
    Path("pages/c.txt").symlink_to("a.txt")
    assert names(read("pages/b.txt", "pages", "pages/*.txt")) == ["b.txt", "a.txt"]


def test_the_same_bytes_in_two_files_are_two_captures_of_one_hash(folder: Path):
    put("a.txt")
    put("b.txt")
    first, second = read("a.txt", "b.txt").captures
    assert (first.name, second.name, first.sha256) == ("a.txt", "b.txt", second.sha256)


@pytest.mark.parametrize("content", [{}, {"page.pdf": b"%PDF"}])
def test_a_folder_without_news_is_a_day_without_news_and_a_note(folder: Path, content: dict[str, bytes]):
    Path("pages").mkdir()
    for name, body in content.items():
        put(f"pages/{name}", body)
    inputs = read("pages")
    assert inputs.captures == ()
    assert inputs.failures[-1].subject == "pages"
    assert inputs.failures[-1].reason == "the folder holds no file of a kind that is read"
    assert len(inputs.failures) == len(content) + 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("paper.pdf", "rejected: not a kind of file that is read: .pdf"),
        ("README", "rejected: not a kind of file that is read: no extension"),
        ("pages.tar.gz", "rejected: not a kind of file that is read: .tar.gz"),
        ("crawl.warc", "failed: is no WARC file"),
        ("crawl.WARC.gz", "failed: is no WARC file"),
    ],
)
def test_other_kinds_of_files_are_counted_and_named(folder: Path, name: str, said: str):
    assert reason(PAGE, name) == said
    put("pages/page.txt")
    put(f"pages/{name}")
    inputs = read("pages")
    assert (names(inputs), [one.subject for one in inputs.failures]) == (["page.txt"], [name])


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("a.txt", PAGE, "text/plain"),
        ("a.txt", b"# A title\n\n[words](https://example.org)\n", "text/plain"),
        ("a.txt", b"<html> is how a page begins", "text/html"),
        ("a.txt", b"\xef\xbb\xbf\n<!-- saved -->\n<!DOCTYPE HTML PUBLIC>\n<p>x", "text/html"),
        ("a.txt", b"<htmlish", "text/plain"),
        ("a.txt", b'<?xml version="1.0"?><rss></rss>', "application/xml"),
        ("a.TXT", PAGE, "text/plain"),
        ("a.html", PAGE, "text/html"),
        ("a.htm", PAGE, "text/html"),
        ("a.md", PAGE, "text/markdown"),
        ("a.markdown", PAGE, "text/markdown"),
        ("a.xml", b"<rss></rss>", "application/xml"),
        ("a.xml", b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html></html>', "text/html"),
        ("a.rss", b"<rss></rss>", "application/xml"),
        ("a.atom", b"<feed></feed>", "application/xml"),
        ("a.eml", b"Subject: x\n\ny", "message/rfc822"),
        ("a.json", b'{"title": "x"}', "application/json"),
        ("a.json", b'[{"title": "x"},\n{"title": "y"}]', "application/json"),
        ("a.json", b'{"title": "x"}\r\n{"title": "y"}\r\n', "application/jsonl"),
        ("a.jsonl", b'{"title": "x"}', "application/jsonl"),
        ("a.ndjson", b'{"title": "x"}', "application/jsonl"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_the_media_type_comes_from_the_extension_unless_the_first_bytes_say_otherwise(
    folder: Path, name: str, body: bytes, media_type: str, packed: bool
):
    put(name + ".gz" * packed, gzip.compress(body) if packed else body)
    (capture,) = read(name + ".gz" * packed).captures
    assert (capture.media_type, capture.body) == (media_type, body)


@pytest.mark.parametrize(
    "body",
    ["слова".encode("cp1251") * 10, b"\xff\xfe" + "слова".encode("utf-16-le"), b"bad \xff\xc3 utf-8", b"one stray \0" + PAGE * 9],
)
def test_bytes_that_are_not_utf8_are_kept_as_they_are(folder: Path, body: bytes):
    put("page.txt", body)
    assert read("page.txt").captures[0].body == body


@pytest.mark.parametrize("body", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_rejected(folder: Path, body: bytes):
    assert reason(body) == "rejected: is empty"
    assert reason(gzip.compress(body), "page.txt.gz") == "rejected: is empty"


def test_an_empty_packed_file_is_rejected(folder: Path):
    assert reason(b"", "page.txt.gz") == "rejected: is empty"


@pytest.mark.parametrize("body", [b"\0" * 1000, b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff", bytes(range(256)) * 9, PAGE + b"\0" * 9])
def test_a_binary_file_is_not_text(folder: Path, body: bytes):
    assert reason(body) == "failed: is not text"


def test_a_page_of_50_mb_ends_quickly_with_both_sizes(folder: Path):
    started = time.monotonic()
    assert reason(b"x" * 50_000_000) == "failed: has 50 MB, more than the 10 MB that are read of one file of its kind"
    assert time.monotonic() - started < 2


def test_a_list_of_articles_may_be_longer_than_a_page(folder: Path):
    line = b'{"title": "x", "text": "' + b"word " * 200 + b'"}\n'
    put("many.jsonl", line * 11_000)
    assert len(read("many.jsonl").captures) == 1
    assert "more than the 10 MB" in reason(line * 11_000, "many.txt")


def test_packed_files_come_unpacked_in_all_their_members(folder: Path):
    put("page.txt.gz", gzip.compress(PAGE) + gzip.compress(PAGE * 2) + b"\0" * 100)
    assert read("page.txt.gz").captures[0].body == PAGE * 3


def bomb(size: int) -> bytes:
    """So many zeros, packed twice over by hand: no test need hold them."""
    stream = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    piece = b"0" * 1_000_000
    return b"".join([*(stream.compress(piece) for _ in range(size // len(piece))), stream.flush()])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (gzip.compress(PAGE)[:-9], "failed: is cut short: the gzip data has no end"),
        (gzip.compress(PAGE)[:5], "failed: is cut short: the gzip data has no end"),
        (PAGE, "failed: is not whole gzip data"),
        (gzip.compress(PAGE)[:-8] + b"12345678", "failed: is not whole gzip data"),
        (gzip.compress(PAGE) + b"and more", "failed: is not whole gzip data"),
        (bomb(5_000_000), "failed: unpacks to more than 100 times its size"),
        (bomb(300_000_000), "failed: unpacks to more than"),
        (gzip.compress(os.urandom(10_000_100)), "failed: has 10 MB, more than the 10 MB"),
        (gzip.compress(b"") * 10_001, "failed: is packed in more than 10000 parts"),
    ],
    ids=["cut", "cut in the head", "plain", "wrong sum", "more after it", "small bomb", "bomb", "large", "many parts"],
)
def test_a_packed_file_that_is_broken_or_a_bomb_fails_quickly(folder: Path, body: bytes, said: str):
    started = time.monotonic()
    assert reason(body, "page.txt.gz").startswith(said)
    assert time.monotonic() - started < 2


def test_one_bad_file_costs_only_itself(folder: Path):
    put("pages/a.txt")
    put("pages/b.txt", b"\0" * 99)
    put("pages/c.txt.gz", b"no")
    Path("pages/d.txt").symlink_to("nowhere.txt")
    Path("pages/e.txt").symlink_to("e.txt")
    os.mkfifo("pages/f.txt")
    put("pages/g.txt")
    inputs = read("pages")
    assert names(inputs) == ["a.txt", "g.txt"]
    assert [one.subject for one in inputs.failures] == ["b.txt", "c.txt.gz", "d.txt", "e.txt", "f.txt"]
    assert inputs.failures[2].reason == "cannot be read: No such file or directory"
    assert inputs.failures[4].reason == "is not a regular file"


def test_a_loop_of_links_ends(folder: Path):
    put("pages/one/a.txt")
    Path("pages/one/up").symlink_to("../..", target_is_directory=True)
    Path("pages/self").symlink_to("self")
    for path in ("pages", "pages/**/*.txt", "**"):
        inputs = read(path)
        assert [name.rpartition("/")[2] for name in names(inputs)] == ["a.txt"]
    (link,) = [one for one in read("pages").failures if one.subject == "one/up"]
    assert link.reason == "a link to a folder is not followed"


def test_a_link_to_a_folder_is_followed_where_it_is_named(folder: Path):
    put("pages/a.txt")
    Path("link").symlink_to("pages", target_is_directory=True)
    assert names(read("link")) == ["a.txt"]


def test_a_name_that_is_no_text_becomes_one(folder: Path):
    Path(os.fsdecode(b"bad\xff\nname.txt")).write_bytes(PAGE)
    assert names(read(".")) == ["bad\ufffd\ufffdname.txt"]


def test_nested_folders_have_no_depth_that_is_too_deep(folder: Path):
    for _ in range(1500):
        Path("d").mkdir()
        os.chdir("d")
    put("a.txt")
    os.chdir(folder)
    try:
        assert len(read("d").captures) == len(read("**/a.txt").captures) == 1
    finally:
        subprocess.run(["rm", "-rf", "d"], check=True)  # too deep for what clears the folders of tests away


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.json", "a.xml", "a.eml", "a.txt.gz", "a.jsonl.gz"]))
def test_any_bytes_become_a_capture_or_a_failure(tmp_path_factory: pytest.TempPathFactory, body: bytes, name: str):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(body)
    (reading,) = read(str(path)).readings
    if isinstance(reading.outcome, Capture) and not name.endswith(".gz"):
        assert reading.outcome.body == body
