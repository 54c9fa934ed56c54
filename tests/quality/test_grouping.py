"""How well stories and repeats are found, on labelled articles and headlines; a floor may only rise.

The settings of `stages/group` and the directions of `language/meanings` were learned from the first six days of headlines and
the sets "40er" and "google_news"; the other six days and "gold_standard" were held out (looked at four and eight times).
Measured when the floors were set: held-out days 0.746 (0.675 before there were directions; TF-IDF with its threshold tuned on
the day itself 0.712 on 3 January and 0.617 on 9 January, a held-out day with 0.737 here), with semantic vectors 0.758. The
first six days, learned from, 0.881; with directions and settings cross-fitted on halves of them 0.798. Sets 0.947, 0.972 and
0.937.
"""

import gzip
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from briefing.edges.senses import load
from briefing.model import Article, When
from briefing.stages.group import assign, group
from briefing.stages.group.likeness import sense_text

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled articles are not beside the project")]


def rows(name: str) -> list[dict[str, Any]]:
    with gzip.open(SHARED / "data" / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def article(row: Mapping[str, Any], number: int = 0) -> Article:
    try:
        published = When(day=datetime.fromisoformat(row.get("published") or row.get("date") or "").date())
    except ValueError:
        published = None
    text = row.get("text") or row.get("description") or ""
    return Article(
        id=row.get("id") or f"{number:06}",
        capture=str(number),
        item=1,
        title=row["title"] or "",
        publisher=row.get("publisher") or row.get("feed"),
        url=row.get("url") or row.get("link"),
        published=published,
        paragraphs=tuple(part.strip() for part in text.split("\n") if part.strip()),
    )


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> float:
    """F1 of the mean precision and recall of the items' groups."""

    def members(groups: Mapping[str, str]) -> dict[str, set[str]]:
        made: dict[str, set[str]] = defaultdict(set)
        for item, name in groups.items():
            made[name].add(item)
        return made

    right, ours = members(gold), members(found)
    shared = {item: len(right[gold[item]] & ours[found[item]]) for item in gold}
    precision = sum(shared[item] / len(ours[found[item]]) for item in gold) / len(gold)
    recall = sum(shared[item] / len(right[gold[item]]) for item in gold) / len(gold)
    return 2 * precision * recall / (precision + recall)


def scores(labelled: Iterable[Mapping[str, Any]], by: str) -> dict[str, float]:
    collections: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in labelled:
        collections[row[by]].append(row)
    made = {}
    for name, members in sorted(collections.items()):
        found = {one.id: one.story for one in assign([article(row) for row in members])}
        made[name] = b_cubed({row["id"]: str(row["story"]) for row in members}, found)
    return made


def test_headlines_of_a_day_are_grouped_no_worse_than_before():
    by_day = list(scores(rows("headline_clusters_dev.jsonl.gz"), "day").values())
    assert len(by_day) == 12
    assert sum(by_day[:6]) / 6 >= 0.87  # learned from
    assert sum(by_day[6:]) / 6 >= 0.74  # held out


def test_semantic_vectors_make_groups_better():
    senses, reason = load()
    if senses is None:
        pytest.skip(reason)
    held = [row for row in rows("headline_clusters_dev.jsonl.gz") if row["day"] >= "2026-01-05"]
    by_day = []
    for day in sorted({row["day"] for row in held}):
        members = [row for row in held if row["day"] == day]
        found = [article(row) for row in members]
        vectors = dict(zip((one.id for one in found), senses([sense_text(one) for one in found]), strict=True))
        gold = {row["id"]: str(row["story"]) for row in members}
        by_day.append(b_cubed(gold, {one.id: one.story for one in assign(found, senses=vectors)}))
    assert sum(by_day) / 6 >= 0.75


def test_articles_are_grouped_no_worse_than_before():
    by_set = scores(rows("news_clusters_dev.jsonl.gz"), "set")
    assert by_set["40er"] >= 0.94
    assert by_set["google_news"] >= 0.96
    assert by_set["gold_standard"] >= 0.93


def sample_items() -> list[Article]:
    made = []
    for page in json.loads((SHARED / "gold/seeds.json").read_text())["pages"]:
        lines = (SHARED / "seeds" / page["file"]).read_text(encoding="utf-8").split("\n")
        for number, item in enumerate(page["items"], 1):
            day = item["published"][0] if isinstance(item["published"], list) else item["published"]
            made.append(
                Article(
                    id=f"{page['file'][:3]}#{number}",
                    capture=page["file"],
                    item=number,
                    title=item["title"],
                    publisher=page["publisher"],
                    url=item["url"],
                    published=When(day=date.fromisoformat(day[:10])),
                    kind="entry" if len(page["items"]) > 1 else "article",
                    paragraphs=tuple(text for line in item["body"] if (text := lines[line - 1].strip())),
                )
            )
    return made


def test_the_sample_pages_fall_into_the_stories_a_person_finds():
    stories = {frozenset(one.id for one in story.articles) for story in group(sample_items())}
    assert not any(story.repeats for story in group(sample_items()))
    live_blog = [{"004#1", "004#3", "004#4", "004#9"}, {"004#2", "004#8"}, {"004#5", "004#6"}, {"004#7"}]
    assert stories == {frozenset(story) for story in [*live_blog, {"000#1"}, {"001#1"}, {"002#1"}, {"003#1"}]}


def test_copies_cuts_and_light_rewrites_are_found_and_nothing_else():
    """Of 248 real articles: an edited copy, the first two thirds, the first quarter, one with a fifth of its words replaced."""
    found = [article({**row, "id": None}, number) for number, row in enumerate(rows("articles_dev.jsonl.gz"))]
    doubles = [repeat for story in group(found) for repeat in story.repeats]
    copies = {repeat.article.id for repeat in doubles} | {repeat.of for repeat in doubles}
    originals = [one for one in found if one.id not in copies and sum(len(text.split()) for text in one.paragraphs) >= 120][:248]
    chance = random.Random(1)
    vocabulary = [word for one in originals for text in one.paragraphs for word in text.split()]
    made = []
    for one in originals:
        words = " ".join(one.paragraphs).split()
        variants = {
            "light": ["Subscribe", "now", *(word for word in words if chance.random() > 0.03), "All", "rights", "reserved"],
            "cut": words[: len(words) * 2 // 3],
            "quarter": words[: max(60, len(words) // 4)],
            "rewrite": [chance.choice(vocabulary) if chance.random() < 0.2 else word for word in words],
        }
        made += [
            Article(
                id=f"{one.id}|{name}",
                capture=name,
                item=1,
                title=name,
                publisher=name,
                published=one.published,
                paragraphs=(" ".join(text),),
            )
            for name, text in variants.items()
        ]
    repeats = [repeat for story in group([*originals, *made]) for repeat in story.repeats]
    right = [repeat for repeat in repeats if repeat.article.id.partition("|")[0] == repeat.of.partition("|")[0]]
    assert len(right) >= 0.98 * len(made)  # of five texts of one article four repeat the fifth
    assert len(repeats) - len(right) <= 0.01 * len(made)  # two pairs of the originals are versions of one text after all


def test_ten_thousand_items_take_seconds_and_not_minutes():
    """Measured on two shared and busy cores: 1,000 in 2.0 s, 10,000 in 22 s, 257 MB."""
    items = [article(row, number) for number, row in enumerate(rows("feed_items_2023-12_dev.jsonl.gz"))]
    for number, limit in ((1000, 10.0), (10_000, 60.0)):
        started = time.process_time()
        stories = group(items[:: len(items) // number][:number])
        assert time.process_time() - started < limit
        assert sum(len(story.articles) + len(story.repeats) for story in stories) == number
