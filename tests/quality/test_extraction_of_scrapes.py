"""How well scraped pages are read, on pages with hand-made answers; a floor may only rise."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from briefing.model import Article, Capture
from briefing.stages.extract import extract

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled pages are not beside the project")]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def lines_of(ranges: list[Any]) -> list[int]:
    return [line for one in ranges or [] for line in ([one] if isinstance(one, int) else range(one[0], one[1] + 1))]


def articles_of(path: Path) -> tuple[Article, ...]:
    body = path.read_bytes()
    one = Capture(
        sha256=sha256(body).hexdigest(),
        name=path.name,
        media_type="text/plain",
        body=body,
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    return extract(one, ZoneInfo("Europe/Kyiv")).articles


def body_scores(path: Path, items: list[dict[str, Any]]) -> list[float]:
    """F1 of the body's words for each gold item against the best found item not yet taken."""
    page = [None, *path.read_text(encoding="utf-8", errors="replace").split("\n")]
    free = list(articles_of(path))
    scores = []
    for item in items:
        body = words(" ".join(page[number] or "" for number in lines_of(item["body"])))
        optional = words(" ".join(page[number] or "" for number in lines_of(item.get("optional", []))))
        best = max(free, key=lambda one: sum((words(" ".join(one.paragraphs)) & body).values()), default=None)
        if best is None:
            scores.append(0.0)
            continue
        free.remove(best)
        found = words(" ".join(best.paragraphs))
        hit, extra = sum((found & body).values()), sum(((found - body) - optional).values())
        recall, precision = hit / max(1, sum(body.values())), hit / max(1, hit + extra)
        scores.append(2 * precision * recall / max(1e-9, precision + recall))
    return scores


def test_the_sample_scrapes_are_read_whole():
    pages = json.loads((SHARED / "gold/seeds.json").read_text())["pages"]
    scores = [score for page in pages for score in body_scores(SHARED / "seeds" / page["file"], page["items"])]
    assert len(scores) == 13
    assert sum(scores) / len(scores) >= 0.99
    assert min(scores) >= 0.95
    assert sum(len(articles_of(SHARED / "seeds" / page["file"])) for page in pages) == 13


def test_crawled_pages_are_read_no_worse_than_before():
    rows = [json.loads(line) for line in (SHARED / "gold/pages_dev.jsonl").read_text().splitlines() if line.strip()]
    articles = [
        score
        for row in rows
        if row["kind"] == "article"
        for score in body_scores(SHARED / "data/pages_dev" / row["file"], row["items"])
    ]
    assert sum(articles) / len(articles) >= 0.90
