"""A fortnight of a real news feed, an edition a day: threads that hold, updates that are news, nothing told twice.

Thresholds were chosen on this feed and on part of the one of December 2023 (docs/decisions/0021). The pairs in
thread_labels.tsv were picked where earlier measures were in doubt and judged by hand from headlines and openings: they are
harder than the run of stories. Measured when the floors were set: 15 of the 20 pairs that were made one thread are one, and 15
of the 31 that are one were found; of 60 updates of feeds looked at for no other purpose 47 go on with what they say they do.
"""

import gzip
import hashlib
import html
import json
import re
import time
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.language.words import words
from briefing.model import Article, Briefing, Chapter, Figure, Memory, Passage, Past, Report, Statement, Story, When, Window
from briefing.stages.follow import Followed, follow, remember
from briefing.stages.follow.spoken import spoken, states
from briefing.stages.group import group
from briefing.stages.measure import measure

SHARED = Path(__file__).parents[2].parent / "shared"
FEED = SHARED / "data" / "feed_items_2025-12_dev.jsonl.gz"
LABELS = Path(__file__).with_name("thread_labels.tsv")
FIRST, LAST = "2025-12-28", "2026-01-10"
PRINTED = 5  # sentences of a story
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FEED.is_file(), reason="the feed items are not beside the project")]


class Edition:
    """A day: its stories, what came of them, how long that took, and the sentences and figures it printed."""

    def __init__(self, day: date, stories: tuple[Story, ...], figures: tuple[Figure, ...], past: list[Past]) -> None:
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        window = Window(first=day, last=day, start=start, end=start + timedelta(days=1), zone="UTC")
        self.day, self.stories = day, stories
        started = time.process_time()
        self.followed: Followed = follow(stories, figures, memory=Memory(past=tuple(past)), window=window)
        self.seconds = time.process_time() - started
        self.reports = tuple(_report(story) for story in self.followed.stories)
        briefing = Briefing(
            profile="desk",
            title="Desk",
            language="en",
            window=window,
            made_at=window.end,
            next_due=window.end,
            chapters=(Chapter(id="all", title="All", reports=self.reports),),
            changes=self.followed.changes,
        )
        self.past = remember(briefing, self.followed.stories, figures)
        self.figures = figures


def _report(story: Story) -> Report:
    """The story as a plain edition prints it: of an update what is fresh, of a new one how it opens."""
    fresh = frozenset(story.news.fresh)
    chosen = [one for one in spoken(story) if one.order and states(one.text) and (not fresh or one.passage in fresh)][:PRINTED]
    return Report(
        story=story.id,
        headline=Statement(
            text=story.lead.title, passages=(Passage(article=story.lead.id, paragraph=0, start=0, end=0, sha256=""),)
        ),
        statements=tuple(Statement(text=one.text, passages=(one.passage,)) for one in chosen),
        thread=story.thread,
        news=story.news.kind,
        before=story.news.before,
    )


def _article(row: Mapping[str, Any]) -> Article:
    text = re.sub(r"</(?:p|div|h\d|li)>|<br ?/?>", "\n", row["body_html"] or row["description"] or "")
    paragraphs = [part.strip() for part in html.unescape(re.sub(r"<[^>]+>", "", text)).split("\n")]
    link = row["link"].split("?")[0]
    return Article(
        id=hashlib.sha256(link.encode()).hexdigest()[:16],
        capture=hashlib.sha256(f"{row['title']}{text}".encode()).hexdigest(),
        item=1,
        title=html.unescape(row["title"] or ""),
        publisher=row["feed"].split("/")[2],
        url=link,
        published=When(day=date.fromisoformat(row["date"][:10])),
        language="en",
        paragraphs=tuple(part for part in paragraphs if part),
    )


@pytest.fixture(scope="module")
def fortnight() -> list[Edition]:
    by_day: dict[str, dict[str, Article]] = defaultdict(dict)
    with gzip.open(FEED, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if FIRST <= row["date"][:10] <= LAST:
                article = _article(row)
                by_day[row["date"][:10]][article.id] = article
    editions: list[Edition] = []
    for day, articles in sorted(by_day.items()):
        found = tuple(articles.values())
        past = [edition.past for edition in reversed(editions)]
        editions.append(Edition(date.fromisoformat(day), group(found), measure(found), past))
    return editions


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    found = words(text)
    return frozenset(zip(found, found[1:], found[2:], strict=False))


def test_no_sentence_is_printed_as_new_that_an_earlier_edition_printed_nearly_word_for_word(fortnight):
    """Three fifths of the runs of three words in common; a sentence with a number of its own is another."""
    printed: list[tuple[frozenset[tuple[str, ...]], frozenset[str]]] = []
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    twice = checked = 0
    for edition in fortnight:
        today = [(_runs(one.text), one.text) for report in edition.reports for one in report.statements]
        for runs, text in today:
            shared: dict[int, int] = defaultdict(int)
            for run in runs:
                for at in index[run]:
                    shared[at] += 1
            numbers = frozenset(re.findall(r"\d+", text))
            checked += 1
            twice += any(
                both >= max(4, 0.6 * min(len(runs), len(printed[at][0]))) and numbers <= printed[at][1]
                for at, both in shared.items()
            )
        for runs, text in today:
            for run in runs:
                index[run].append(len(printed))
            printed.append((runs, frozenset(re.findall(r"\d+", text))))
    assert checked > 2000
    assert twice == 0


def test_no_toll_is_fresh_twice_in_one_thread(fortnight):
    seen: set[tuple[object, ...]] = set()
    twice = fresh = 0
    for edition in fortnight:
        today = set()
        for story in edition.followed.stories:
            passages = {(one.article, one.paragraph, one.start): one for one in story.news.fresh if story.news.kind == "update"}
            for figure in edition.figures:
                where = figure.passage
                inside = (where.article, where.paragraph, where.start) in passages
                if inside and figure.kind in ("killed", "injured") and figure.compares:
                    today.add((story.thread, figure.kind, figure.place, figure.event_date, figure.value))
        fresh += len(today)
        twice += len(today & seen)
        seen |= today
    assert fresh >= 5
    assert twice == 0


def test_stories_go_on_are_marked_and_what_has_no_news_is_only_counted(fortnight):
    kinds: dict[str, int] = defaultdict(int)
    for edition in fortnight:
        for story in edition.followed.stories:
            kinds[story.news.kind] += 1
            assert bool(story.news.before) == (story.news.kind == "update")
        kinds["known"] += len(edition.followed.changes.known)
        threads = [story.thread for story in edition.followed.stories]
        assert len(threads) == len(set(threads))
    assert kinds["update"] >= 100
    assert 10 <= kinds["known"] <= 100  # a feed does not repeat itself much; a third of them are items read again


def test_threads_are_those_a_reader_sees(fortnight):
    thread: dict[str, set[str]] = defaultdict(set)
    for edition in fortnight:
        named = {story.id: {story.thread, *(one.thread for one in story.news.before)} for story in edition.followed.stories}
        for story in edition.stories:
            for article in (*story.articles, *(repeat.article for repeat in story.repeats)):
                thread[article.id] |= named.get(story.id, set())
    rows = [line.split("\t") for line in LABELS.read_text().splitlines() if not line.startswith("#")]
    pairs = [(bool(thread[row[1]] & thread[row[3]]), row[4] == "1") for row in rows]
    right = sum(found and same for found, same in pairs)
    assert len(pairs) == 81
    assert right >= 0.7 * sum(found for found, _ in pairs)
    assert right >= 0.42 * sum(same for _, same in pairs)


def test_no_thread_swallows_the_news(fortnight):
    """One that holds on every day exists (a war, a court case); none may hold more than a story a day."""
    days: dict[str, list[date]] = defaultdict(list)
    for edition in fortnight:
        for story in edition.followed.stories:
            days[story.thread].append(edition.day)
    assert all(len(found) == len(set(found)) for found in days.values())
    assert sum(len(found) > 3 for found in days.values()) <= 0.03 * len(days)


def test_a_day_does_not_cost_more_as_the_editions_add_up(fortnight):
    """Each story told is looked at by its keys; measured: 3 to 8 ms a story and day at the end, printing all of some 90 a day."""
    per_story = [edition.seconds / max(1, len(edition.stories)) for edition in fortnight]
    assert max(per_story) < 0.1
