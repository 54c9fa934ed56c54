"""On real pages: no article is refused, no list of feed items is taken for one. Read where they lie beside the checkout, or skipped."""

import gzip
import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing.model import Capture, Harvest
from briefing.stages.extract import extract

SHARED = Path(__file__).parents[2].parent / "shared"
DATA = SHARED / "data"
STUBS = 2  # pages of the benchmark whose text is a stub of up to ninety words before a prompt to pay
LISTS_TAKEN = 0.12  # share of the lists made of feed items that may still be taken for an article

needs = pytest.mark.skipif(not DATA.is_dir(), reason="the sample data is not beside the checkout")


def harvest(body: bytes | str, media_type: str, name: str = "it") -> Harvest:
    data = body.encode() if isinstance(body, str) else body
    one = Capture(
        sha256=sha256(data).hexdigest(), name=name, media_type=media_type, body=data, fetched_at=datetime(2026, 2, 1, tzinfo=UTC)
    )
    return extract(one, ZoneInfo("UTC"))


def pages(archive: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(DATA / archive) as packed:
        for member in packed:
            if member.name.endswith(".html.gz") and (opened := packed.extractfile(member)):
                yield member.name, gzip.decompress(opened.read())


@needs
def test_the_blocked_and_overview_pages_of_the_sample_are_refused_and_nothing_else():
    gold = [json.loads(line) for line in (SHARED / "gold" / "pages_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    refused = {
        page["file"] for page in gold if not harvest((DATA / "pages_dev" / page["file"]).read_bytes(), "text/plain").articles
    }
    assert refused == {page["file"] for page in gold if page["kind"] in ("blocked", "hub")}


@needs
@pytest.mark.slow
@pytest.mark.parametrize(("archive", "stubs"), [("publisher_pages.tar.gz", 0), ("html_extraction.tar.gz", STUBS)])
def test_no_article_in_html_is_refused(archive: str, stubs: int):
    refused = [(name, made.failures) for name, body in pages(archive) if not (made := harvest(body, "text/html", name)).articles]
    assert len(refused) <= stubs, refused


@needs
@pytest.mark.slow
def test_no_full_text_of_a_feed_is_refused():
    refused = []
    for path in sorted(DATA.glob("feed_items_*_dev.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for item in map(json.loads, lines):
                text = item.get("body_html") or ""
                if (
                    len(text) >= 500
                    and not harvest(json.dumps({"title": item["title"], "text": text}), "application/json").articles
                ):
                    refused.append(item["link"])
    assert refused == []


def lists() -> Iterator[str]:
    """Index pages made of what a feed held at a time: headline and lead, some with a date, some as links."""
    feeds: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    with gzip.open(DATA / "feed_items_2023-12_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            lead = " ".join(re.sub(r"<[^>]*>", " ", item.get("description") or "").split())
            if item.get("title") and 8 < len(lead.split()) < 60 and len(feeds[item["feed"]]) < 12:
                feeds[item["feed"]].append((item["title"], lead, item["link"], item["date"][:10]))
    for number, (_, items) in enumerate(sorted(feeds.items())):
        if len(items) == 12:
            yield "\n".join(
                line
                for title, lead, link, day in items
                for line in ((title, lead), (day, title, lead), (f"### [{title}]({link})", lead, day))[number % 3]
            )


@needs
@pytest.mark.slow
def test_lists_of_feed_items_are_refused():
    made = [harvest(text, "text/plain") for text in lists()]
    assert len(made) >= 40
    assert sum(bool(one.articles) for one in made) <= LISTS_TAKEN * len(made)
