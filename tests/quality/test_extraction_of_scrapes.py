"""How well scraped pages are read, on pages with hand-made answers; a floor may only rise."""

import json
import re
import subprocess
import sys
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


# Of how many that the labels state, at least how many are found; the body is the mean F1 of its words over all items.
FLOORS = {"items": 52, "title": 10, "date": 34, "undated": 17, "publisher": 51, "rejected": 2, "body_f1": 0.97}


def test_crawled_pages_are_read_no_worse_than_before():
    done = subprocess.run(
        [
            sys.executable, SHARED / "eval/score_pages.py", SHARED / "gold/pages_dev.jsonl", SHARED / "data/pages_dev",
            "--command", f"{sys.executable} -m briefing inspect --json",
        ],
        capture_output=True, text=True, timeout=300, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    found = {row[1]: float(row[2]) for row in re.finditer(r"^(\w+) (?:mean )?([\d.]+)", done.stdout, re.MULTILINE)}
    assert {name: found[name] for name, floor in FLOORS.items() if found[name] < floor} == {}, done.stdout
