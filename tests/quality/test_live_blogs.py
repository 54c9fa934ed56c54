"""How well live blogs come apart, on pages with hand-made answers, and that ordinary articles do not; a floor may only rise."""

import gzip
import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from briefing.language.words import words
from briefing.model import Article, Capture
from briefing.stages.extract import extract
from briefing.stages.extract.live import liveblog
from briefing.stages.extract.text import body
from briefing.stages.extract.text.lines import read

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled pages are not beside the project")]


def live_pages() -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (SHARED / "gold/pages_dev.jsonl").read_text().splitlines() if line.strip()]
    return [row for row in rows if row["kind"] == "liveblog"]


def articles_of(path: Path) -> tuple[Article, ...]:
    data = path.read_bytes()
    one = Capture(
        sha256=sha256(data).hexdigest(),
        name=path.name,
        media_type="text/plain",
        body=data,
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    return extract(one, ZoneInfo("Europe/Kyiv")).articles


def found_items(row: dict[str, Any]) -> tuple[int, int, int]:
    """How many labelled entries have a found one whose first words are theirs, how many are labelled, how many were found."""
    page = (SHARED / "data/pages_dev" / row["file"]).read_text(encoding="utf-8", errors="replace").split("\n")
    found = articles_of(SHARED / "data/pages_dev" / row["file"])
    openings = {tuple(words(one.paragraphs[0])[:6]) for one in found}
    wanted = [tuple(words(page[item["body"][0][0] - 1])[:6]) for item in row["items"]]
    return sum(one in openings for one in wanted), len(wanted), len(found)


def test_nearly_every_entry_of_the_labelled_live_blogs_is_found_at_its_first_word():
    counted = [found_items(row) for row in live_pages()]
    right, wanted, found = (sum(column) for column in zip(*counted, strict=True))
    assert right >= 0.9 * wanted
    assert found <= 1.3 * wanted


def test_ordinary_articles_are_not_taken_apart():
    with gzip.open(SHARED / "data/articles_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        # One publisher's texts in this collection are in part its live pages.
        rows = [row for row in map(json.loads, lines) if row["publisher"] != "usatoday.com"]
    cut = [
        row["title"] or row["text"][:60]
        for row in rows
        if liveblog.split(body.in_context(read(f"{row['title']}\n\n{row['text']}")), row["url"] or None)[1]
    ]
    assert len(rows) > 800
    assert cut == []
