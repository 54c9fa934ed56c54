"""How well passages are lent, on labelled headlines, labelled articles and real round-ups judged by hand; a floor may only rise.

The bars of `stages/group/desk.py` were chosen on round-ups made of the headlines of four days and of the sets "40er" and
"google_news", and on eight days of a feed of full texts; the other days and the set "gold_standard" were held out. Measured when the
floors were set: of the paragraphs lent, 0.92 and 0.91 (held out) went to the story they were taken from where the round-up was made of
headlines, 1.00 and 0.83 where of articles (most of the rest to a second story on the same event), with 0.27, 0.20, 0.18 and 0.18 of
those that could be lent; of 119 paragraphs that 46 real articles lent, letters and round-ups among them, 64 of 66 and 50 of 53 tell of
the event of the article they were found like (`lent_labels.tsv`, which names them by hashes alone).
"""

import gzip
import hashlib
import html
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefing.model import Article, Story, When
from briefing.stages.group import group
from briefing.stages.group.lent import lend

SHARED = Path(__file__).parents[2].parent / "shared"
LABELS = Path(__file__).with_name("lent_labels.tsv")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled articles are not beside the project")]


@cache
def rows(name: str) -> list[dict[str, Any]]:
    with gzip.open(SHARED / "data" / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def article(
    name: str, title: str, paragraphs: Sequence[str], day: date | None, publisher: str | None, url: str | None = None
) -> Article:
    return Article(
        id=name,
        capture=name,
        item=1,
        title=title,
        publisher=publisher,
        url=url,
        language="en",
        published=When(day=day) if day else None,
        paragraphs=tuple(paragraphs),
    )


class Made:
    """A day or set with round-ups made of some of its texts: which story each of their paragraphs was taken from, and the rest's stories."""

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self.taken_from: dict[str, list[str]] = {}
        self.story: dict[str, str] = {}

    def outcome(self) -> Counter[str]:
        """How many paragraphs were lent to the right story, how many to a wrong one, how many could be lent."""
        grouped = group(self.articles)
        about: dict[str, str | None] = {}
        for told in grouped:
            names = Counter(self.story[one.id] for one in told.articles if one.id in self.story)
            about.update({one.id: names.most_common(1)[0][0] if names else None for one in told.articles})
        count: Counter[str] = Counter()
        for name, taken in self.taken_from.items():
            count["possible"] += sum(story != about.get(name) for story in taken)
        for told in grouped:
            for one in told.lent:
                for number in one.paragraphs if one.article.id in self.taken_from else ():
                    right = self.taken_from[one.article.id][number - 1] == about[told.lead.id]
                    count["right" if right else "wrong"] += 1
        return count


def of_headlines(day: str) -> Made:
    """A day's headlines, every five stories of four and more with a round-up made of one headline of each."""
    of_the_day = [row for row in rows("headline_clusters_dev.jsonl.gz") if row["day"] == day]
    chance = random.Random(1)
    by_story: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in of_the_day:
        by_story[row["story"]].append(row)
    large = sorted(story for story, members in by_story.items() if len(members) >= 4)
    chance.shuffle(large)
    made, used, published = Made(), set[str](), date.fromisoformat(day)
    for at in range(0, len(large) - 4, 5):
        picked = [chance.choice(by_story[story]) for story in large[at : at + 5]]
        own = chance.choice([row for row in by_story[large[at]] if row is not picked[0]])
        told = [own, *picked[1:]]
        used.update(row["id"] for row in (*picked, own))
        made.articles.append(
            article(f"round-up {at}", picked[0]["title"], [row["title"] + "." for row in told], published, "Round-up Desk")
        )
        made.taken_from[f"round-up {at}"] = [row["story"] for row in told]
    for row in of_the_day:
        if row["id"] not in used:
            made.articles.append(article(row["id"], row["title"], (), published, row.get("publisher")))
            made.story[row["id"]] = row["story"]
    return made


def of_articles(name: str, seed: int) -> Made:
    """A set's articles, every four events with a round-up made of the openings of one article of each."""
    of_the_set = [row for row in rows("news_clusters_dev.jsonl.gz") if row["set"] == name and row["text"] and row["title"]]
    chance = random.Random(seed)
    by_story: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in of_the_set:
        by_story[str(row["story"])].append(row)
    several = sorted(story for story, members in by_story.items() if len(members) >= 2)
    chance.shuffle(several)
    given = {story: chance.choice(by_story[story]) for story in several}
    made, used = Made(), set[str]()
    for number, at in enumerate(range(0, len(several) - 1, 4)):
        paragraphs: list[str] = []
        taken: list[str] = []
        for story in several[at : at + 4]:
            part = pairs(given[story]["text"])[: 3 if story == several[at] else 2]
            paragraphs += part
            taken += [story] * len(part)
            used.add(given[story]["id"])
        first = given[several[at]]
        made.articles.append(article(f"round-up {number}", first["title"], paragraphs, day_of(first), "Round-up Desk"))
        made.taken_from[f"round-up {number}"] = taken
    for row in of_the_set:
        if row["id"] not in used:
            made.articles.append(
                article(row["id"], row["title"], pairs(row["text"]) or [row["text"]], day_of(row), row.get("publisher"))
            )
            made.story[row["id"]] = str(row["story"])
    return made


def pairs(text: str) -> list[str]:
    """A text's sentences, two a paragraph."""
    found = [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", text.replace("\n", " ")) if len(part.split()) >= 6]
    return [" ".join(found[at : at + 2]) for at in range(0, len(found), 2)]


def day_of(row: Mapping[str, Any]) -> date | None:
    try:
        return datetime.fromisoformat(row.get("published") or "").date()
    except ValueError:
        return None


def shares(made: Sequence[Made]) -> tuple[float, float]:
    """Of the paragraphs lent those lent rightly, and of those that could be lent those that were."""
    count = sum((one.outcome() for one in made), Counter[str]())
    return count["right"] / max(1, count["right"] + count["wrong"]), count["right"] / count["possible"]


def test_round_ups_of_headlines_lend_to_the_stories_they_were_made_of():
    days = sorted({row["day"] for row in rows("headline_clusters_dev.jsonl.gz")})
    precision, recall = shares([of_headlines(day) for day in days[:4]])  # tuned on
    assert precision >= 0.9
    assert recall >= 0.24
    precision, recall = shares([of_headlines(day) for day in days[6:]])  # held out
    assert precision >= 0.88
    assert recall >= 0.17


def test_round_ups_of_articles_lend_to_the_stories_they_were_made_of():
    precision, recall = shares([of_articles(name, seed) for name in ("40er", "google_news") for seed in (1, 2, 3)])  # tuned on
    assert precision >= 0.95
    assert recall >= 0.12
    precision, recall = shares([of_articles("gold_standard", seed) for seed in (1, 2, 3)])  # held out
    assert precision >= 0.8
    assert recall >= 0.12


@cache
def feed_of(day: str) -> tuple[Story, ...]:
    """The full texts of a feed's day, grouped."""
    found = {}
    for number, row in enumerate(rows("feed_items_2025-12_dev.jsonl.gz")):
        if row["date"][:10] == day and row.get("title"):
            text = paragraphs_of(row.get("body_html") or "") or [part for part in (row.get("description"),) if part]
            if text:
                published = date.fromisoformat(row["date"][:10])
                host = row["feed"].split("/")[2].removeprefix("feeds.")
                found[row["link"]] = article(f"{number:05}", row["title"], text, published, host, row["link"])
    return group(list(found.values()))


def paragraphs_of(page: str) -> list[str]:
    page = re.sub(r"(?is)<(script|style|figure|figcaption|aside|iframe).*?</\1>", " ", page)
    parts = re.split(r"(?i)</?(?:p|li|ul|ol|h[1-6]|div|br|blockquote)\b[^>]*>", page)
    texts = [re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", part))).strip() for part in parts]
    return [text for text in texts if text and not text.isupper()]


def mark(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]


def labels() -> list[tuple[str, str, str, str, bool, bool]]:
    """Day, lender, paragraph, the article it was found like, whether rightly, whether the day was held out."""
    lines = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(day, lender, text, like, right == "1", held == "h") for day, lender, text, like, right, held in lines]


def test_what_a_person_approved_is_still_lent_and_little_else():
    """Both shares depend on how the day is grouped too: what is lent to the right article's story counts as right."""
    kept = approved = strange = lent = 0
    judged = labels()
    for day in sorted({one[0] for one in judged}):
        right = {(lender, text): like for at, lender, text, like, well, _ in judged if at == day and well}
        approved += len(right)
        for story in feed_of(day):
            members = {mark(one.url or "") for one in story.articles}
            for one in story.lent:
                for number in one.paragraphs:
                    place = mark(one.article.url or ""), mark(one.article.paragraphs[number - 1])
                    lent += 1
                    if right.get(place) in members:
                        kept += 1
                    else:
                        strange += 1
    assert approved == 114
    assert kept >= 0.8 * approved
    assert strange <= 0.25 * lent  # not judged, or judged wrong


def test_lending_takes_seconds_for_a_thousand_full_articles():
    """Measured on two cores shared with much other work: 1.5 to 2.2 s for 560,000 words, of which near half goes into reading them."""
    full = [
        one
        for day in sorted({row["date"][:10] for row in rows("feed_items_2025-12_dev.jsonl.gz")})
        for story in feed_of(day)
        for one in story.articles
        if sum(len(text.split()) for text in one.paragraphs) > 150
    ][:1000]
    assert len(full) == 1000
    started = time.process_time()
    lend([[one] for one in full])
    assert time.process_time() - started < 5
