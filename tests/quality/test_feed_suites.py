"""Feeds of public test suites, as listings and as articles: no exception gets out, none takes long, and what is read agrees with
what the suite of feedparser expects. Prints the agreement, field by field. The files are not part of the project: without them the
tests are skipped.
"""

import ast
import re
import tarfile
import time
from calendar import timegm
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing.language.addresses import fetchable
from briefing.language.feeds import Item, read_feed
from briefing.language.instants import instant
from briefing.language.markup import plain
from briefing.language.words import clean, squash
from briefing.model import Capture, Listing
from briefing.stages.extract import extract
from briefing.stages.gather.listing import ToList, read_listing

DATA = Path(__file__).parents[2].parent / "shared" / "data"
BASE = "http://127.0.0.1:8097/feed.xml"  # where the suite of feedparser is served from
AT = datetime(2026, 1, 1, tzinfo=UTC)
SECONDS = 2.0
CLAUSE = re.compile(
    r"entries\[0\](?:\.(?P<a>\w+)|\[['\"](?P<b>\w+)['\"]\])(?P<rest>(?:\[\d\]|\.\w+|\[['\"]\w+['\"]\])*)\s*==\s*(?P<value>u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|\([\d, ]+\))"
)
HEADER = re.compile(r"Header:\s*([\w-]+):\s*(.*)")
TEXTS = {
    "title": "title",
    "title_detail": "title",
    "description": "summary",
    "summary": "summary",
    "summary_detail": "summary",
    "content": "texts",
}
PLAIN = {"link": "link", "id": "key", "guid": "key", "published": "published", "updated": "updated"}
TIMES = {"published_parsed": "published", "updated_parsed": "updated"}
FLOORS = {"title": 0.97, "summary": 0.97, "texts": 0.95, "link": 1.0, "key": 0.85, "time": 1.0, "author": 1.0}


def files(archive: str, part: str = "") -> Iterator[tuple[str, bytes]]:
    path = DATA / archive
    if not path.is_file():
        pytest.skip(f"{archive} is not here: it is other people's work and not part of the project")
    with tarfile.open(path) as packed:
        for member in packed:
            if member.isfile() and part in member.name and (stored := packed.extractfile(member)):
                yield member.name, stored.read()


@cache
def feedparsers_own() -> tuple[tuple[str, bytes], ...]:
    return tuple(one for one in files("feed_suites.tar.gz", "feedparser/tests/") if one[0].endswith((".xml", ".json")))


def headers_of(body: bytes) -> tuple[str, str | None]:
    """The address and the encoding with which a file of the suite says it was served."""
    said = {name.lower(): value.strip() for name, value in HEADER.findall(body[:2000].decode("latin-1"))}
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", said.get("content-type", ""))
    return said.get("content-location", BASE), charset[1] if charset else None


def expected(body: bytes) -> Iterator[tuple[str, str, object]]:
    """What a file of the suite expects of its first item: the field, what follows it, the value."""
    line = re.search(rb"Expect:\s*([^\r\n]*)", body)
    for found in CLAUSE.finditer(line[1].decode("utf-8", "replace")) if line else ():
        try:
            value = ast.literal_eval(found["value"].removeprefix("u"))
        except (ValueError, SyntaxError):
            continue
        yield found["a"] or found["b"], found["rest"], value


def words(markup: str) -> str:
    """What a text says, whatever its markup; its marks alone where it says nothing in letters."""
    text = clean(unescape(plain(markup)))
    return squash(text) or text


def compared(item: Item, field: str, rest: str, value: object) -> tuple[str, bool] | None:
    """What is compared, and whether it agrees; None where the suite asks for what is not read."""
    if (
        field in TEXTS
        and isinstance(value, str)
        and (field in ("title", "description", "summary") or rest.endswith(("value", "value']")))
    ):
        name = TEXTS[field]
        if name == "title":
            return name, words(value) == (squash(item.title) or item.title)
        parts = (item.summary, *item.texts) if name == "texts" else (item.summary,)
        return name, words(value) in {words(part.text) for part in parts}
    if field in PLAIN and not rest and isinstance(value, str):
        name = PLAIN[field]
        mine = getattr(item, name)
        if name in ("published", "updated"):
            return "time", mine == value
        return name, mine == value or (name == "link" and fetchable(value, BASE) == fetchable(mine, BASE))
    if field in TIMES and isinstance(value, tuple):
        moment = instant(getattr(item, TIMES[field]))
        return "time", moment is not None and moment.timestamp() == timegm(value)
    if field == "author" and not rest and isinstance(value, str):
        return "author", any(name in value for name in item.authors)
    return None


@pytest.mark.slow
def test_items_are_what_the_suite_of_feedparser_expects():
    agree: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    differing = []
    for name, body in feedparsers_own():
        base, charset = headers_of(body)
        feed = read_feed(body, base=base, charset=charset)
        for field, rest, value in expected(body):
            found = (
                compared(feed.items[0], field, rest, value)
                if feed.items
                else (TEXTS.get(field) or PLAIN.get(field) or "time", False)
            )
            if found is None:
                continue
            asked[found[0]] += 1
            agree[found[0]] += found[1]
            if not found[1]:
                differing.append((name.removeprefix("feed_suites/feedparser/tests/"), field, value, feed.wrong or feed.items[0]))
    for name, field, value, said in differing:
        print(f"  {name}: {field} {value!r:.80} {said!r:.200}")
    print(f"agreement with feedparser's suite: {agree.total()} of {asked.total()} values")
    for name, count in asked.most_common():
        print(f"  {name:10} {agree[name]:4} of {count}")
    assert asked.total() > 500
    assert {name: agree[name] / count for name, count in asked.items() if agree[name] / count < FLOORS[name]} == {}


def capture(name: str, body: bytes, charset: str | None = None) -> Capture:
    kind = "application/json" if body.lstrip()[:1] == b"{" else "application/xml"
    return Capture(sha256=sha256(body).hexdigest(), name=name, media_type=kind, body=body, fetched_at=AT, charset=charset, url=BASE)


SUITES = [  # the archive, a part of it, and every which of its files is read (all were, once)
    ("feed_suites.tar.gz", "feedvalidator/", 4),
    ("feed_suites.tar.gz", "gofeed/", 2),
    ("hostile.tar.gz", "go-fuzz-corpus/xml", 2),
    ("hostile.tar.gz", "XXE Injection", 1),
    ("hostile.tar.gz", "stdhtml", 4),
]


@pytest.mark.slow
@pytest.mark.parametrize(("archive", "part", "every"), SUITES)
def test_no_feed_of_a_suite_raises_or_takes_long(archive: str, part: str, every: int):
    count: Counter[str] = Counter()
    slow = []
    for name, body in list(files(archive, part))[::every]:
        for kind in ("feed", "sitemap", "page"):
            started = time.process_time()
            listing = read_listing(ToList(body=body, kind=kind, base=BASE, pattern="*" if kind == "page" else None))
            spent = time.process_time() - started
            count[f"{kind}: {'links' if listing.links else 'nothing' if listing.wrong is None else 'wrong'}"] += 1
            slow += [(spent, kind, name)] if spent > SECONDS else []
            check(listing, name)
    print(f"\n{archive} {part}: {dict(sorted(count.items()))}")
    assert count.total() > 20
    assert slow == []


def check(listing: Listing, name: str) -> None:
    assert len(listing.links) <= 1_000
    assert not (listing.wrong and listing.links), name
    for link in listing.links:
        address, mark, _ = link.url.partition("#")
        assert address == fetchable(address), name
        assert not mark or (link.whole and address == fetchable(BASE)), name
        assert len(link.title) <= 300
        assert "\n" not in link.title
        assert all(one is None or one.tzinfo for one in (link.published, link.updated)), name
    assert listing.wrong is None or (listing.wrong and "\n" not in listing.wrong), name


@pytest.mark.slow
def test_articles_of_a_feed_are_those_that_it_lists():
    """Each article of a feed with an address is one the listing has, under the same title."""
    articles = missing = 0
    for name, body in feedparsers_own():
        charset = headers_of(body)[1]
        listed = {link.url: link for link in read_listing(ToList(body=body, kind="feed", base=BASE, charset=charset)).links}
        for article in extract(capture(name, body, charset), ZoneInfo("UTC")).articles:
            if article.url is None:
                continue
            articles += 1
            link = listed.get(fetchable(article.url) or "")
            missing += link is None or article.summary == link.whole
    print(f"\n{articles} articles with an address, {missing} not as listed")
    assert articles > 20
    assert missing == 0
