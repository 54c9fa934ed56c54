"""The day of figures in open news, against what a reader of the page would say.

`day_labels.tsv` holds figures drawn at random with a seed from articles, pages and feed items, judged by hand: the address and
the hash of the sentence, what is counted, the day ("-" where none should be given), and in which draw. "tuned" was looked at
while the rules were made; each later draw was judged before the rules were mended by it.
"""

import gzip
import hashlib
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from briefing.model import Article, When
from briefing.stages.measure import measure

SHARED = Path(__file__).parents[3] / "shared"
LABELS = Path(__file__).with_name("day_labels.tsv")


class Label(NamedTuple):
    """One judged figure."""

    file: str
    article: str
    sentence: str
    kind: str
    value: float
    day: date | None
    drawn: str


@cache
def labels() -> tuple[Label, ...]:
    lines = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(
        Label(file, article, sentence, kind, float(value), None if day == "-" else date.fromisoformat(day), drawn)
        for file, article, sentence, kind, value, day, drawn in lines
    )


def article(title: str | None, paragraphs: Iterator[str], day: str | None, language: str = "en") -> Article:
    return Article(
        id="a",
        capture="c",
        item=1,
        title=title or "",
        publisher=None,
        published=When(day=date.fromisoformat(day[:10])) if day else None,
        language=language,
        paragraphs=tuple(text for paragraph in paragraphs if (text := paragraph.strip())),
    )


def records(file: str, wanted: set[str]) -> Iterator[tuple[str, Article]]:
    path = SHARED / "data" / file
    if not path.exists():
        pytest.skip(f"{path} is not there")
    seen: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            name = record.get("link") or record["id"]
            if name not in wanted or name in seen:
                continue
            seen.add(name)
            text = record.get("text") or record.get("content") or record.get("description") or ""
            if "link" in record:
                text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</p>|<br */?>|</li>", "\n", text)))
            yield name, article(record["title"], iter(text.split("\n")), record["date"], (record.get("language") or "en")[:2])


def pages(wanted: set[str]) -> Iterator[tuple[str, Article]]:
    gold = SHARED / "gold" / "pages_dev.jsonl"
    if not gold.exists():
        pytest.skip(f"{gold} is not there")
    for line in gold.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        for number, item in enumerate(page["items"]):
            if (name := f"{page['file']}#{number}") in wanted:
                path = SHARED / "data" / "pages_dev" / page["file"]
                scraped = ["", *path.read_text(encoding="utf-8", errors="replace").split("\n")]
                body = [n for span in item["body"] for n in ([span] if isinstance(span, int) else range(span[0], span[1] + 1))]
                day = item["published"][0] if isinstance(item["published"], list) else item["published"]
                yield name, article(item["title"], (scraped[n] for n in body), day)


def judged() -> Iterator[tuple[Label, bool, date | None]]:
    """(label, whether the figure is still found, its day) of every label."""
    by_file: dict[str, dict[str, list[Label]]] = defaultdict(lambda: defaultdict(list))
    for label in labels():
        by_file[label.file][label.article].append(label)
    for file, names in by_file.items():
        for name, made in pages(set(names)) if file == "pages_dev" else records(file, set(names)):
            found = {
                (hashlib.sha256(figure.sentence.encode()).hexdigest()[:12], figure.kind, figure.value): figure.event_date
                for figure in measure([made])
            }
            for label in names[name]:
                key = (label.sentence, label.kind, label.value)
                yield label, key in found, found.get(key)


@pytest.mark.slow
def test_the_days_given_to_figures_of_open_news_are_right():
    draws: dict[str, Counter[str]] = defaultdict(Counter)
    for label, still_found, day in judged():
        told = "gone" if not still_found else "right" if day == label.day else "missed" if day is None else "wrong"
        draws[label.drawn][f"{told}, none" if told == "right" and day is None else told] += 1
    total = sum(draws.values(), Counter[str]())
    for drawn, counts in sorted(draws.items()):
        print(drawn, dict(counts), f"precision {counts['right'] / (counts['right'] + counts['wrong']):.3f}")
    print("all", dict(total))
    assert total["right"] / (total["right"] + total["wrong"]) >= 0.9
    assert total["right"] / (total["right"] + total["missed"]) >= 0.88
    assert total["gone"] <= 0.1 * total.total()
