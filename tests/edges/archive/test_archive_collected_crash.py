"""Collecting and reading again under kill -9: no capture without its place in the queue, no page read half anew."""

import hashlib
import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.edges.archive import SqlArchive
from briefing.model import Article, Capture, Failure, Harvest, When, Window

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")]

DAY = date(2026, 3, 1)
START = datetime(2026, 3, 1, tzinfo=UTC)
WINDOW = Window(first=DAY, last=DAY, start=START, end=START + timedelta(days=1), zone="UTC")
PAGES, GROUP, ROUNDS = 120, 4, 12


def page(number: int) -> Capture:
    body = b"page %d" % number
    at = START + timedelta(minutes=number)
    sha256 = hashlib.sha256(body).hexdigest()
    return Capture(sha256=sha256, name=str(number), media_type="text/html", body=body, fetched_at=at, source="post")


def harvest(of: Capture, turn: int) -> Harvest:
    """Two articles of its own and one that stands on every page, all in the words of one turn."""
    found = tuple(
        Article(
            id=name,
            capture=of.sha256,
            item=item,
            title=name,
            publisher=None,
            published=When(day=DAY),
            paragraphs=(f"Turn {turn}.",) * 3,
        )
        for item, name in enumerate((f"{of.name}-a", f"{of.name}-b", "common"))
    )
    failure = Failure(stage="extract", subject=of.name, reason=f"turn {turn}", at=of.fetched_at, kind="rejected")
    return Harvest(capture=of.sha256, articles=found, failures=(failure,))


def work(url: str, turn: int) -> None:
    """Collect all pages, then read them all again."""
    with SqlArchive.open(url, patience=120) as archive:
        for start in range(0, PAGES, GROUP):
            archive.keep([page(number) for number in range(start, start + GROUP)], again=False)
            while left := archive.unread(GROUP, "post"):
                archive.save_new(harvest(one, 0) for one in left)
        after = None
        while some := archive.outdated(None, GROUP, after):
            archive.replace([harvest(one, turn) for one in some], at=START)
            after = some[-1]


def start(url: str, turn: int) -> multiprocessing.Process:
    process = multiprocessing.get_context("fork").Process(target=work, args=(url, turn))
    process.start()
    return process


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    if request.param == "postgresql":
        new = request.getfixturevalue("postgresql")
        return lambda _name: new()
    return lambda name: f"sqlite:///{tmp_path / name}.db"


def halves(archive: SqlArchive) -> list[str]:
    """What is there without all that belongs to it."""
    queries = {
        "captures both read and unread, or neither": """SELECT count(*) FROM capture WHERE 1 <>
            (SELECT count(*) FROM unread WHERE unread.capture = sha256) + (SELECT count(*) FROM harvest WHERE harvest.capture = sha256)""",
        "articles without all their passages": """SELECT count(*) FROM article WHERE 4 <>
            (SELECT count(*) FROM passage WHERE passage.version = article.version)""",
        "passages of no article": "SELECT count(*) FROM passage WHERE version NOT IN (SELECT version FROM article)",
        "whole harvests without all their articles": """SELECT count(*) FROM harvest WHERE NOT lean AND 3 <>
            (SELECT count(*) FROM article WHERE article.capture = harvest.capture)""",
        "lean harvests without the articles that are theirs alone": """SELECT count(*) FROM harvest WHERE lean AND 2 <>
            (SELECT count(*) FROM article WHERE article.capture = harvest.capture)""",
        "harvests without their failure": """SELECT count(*) FROM harvest WHERE 1 <>
            (SELECT count(*) FROM failure WHERE failure.capture = harvest.capture)""",
        "pages read by two turns": """SELECT count(*) FROM article JOIN passage ON passage.version = article.version AND passage.number = 1
            JOIN failure ON failure.capture = article.capture WHERE lower(passage.text) <> failure.reason || '.'""",
    }
    with archive._database.reading() as connection:
        return [what for what, query in queries.items() if connection.exec_driver_sql(query).scalar()]


def test_kills_leave_every_page_read_by_one_turn_and_the_next_completes_all(new_url: Callable[[str], str]):
    url, moments = new_url("killed"), random.Random(5)
    SqlArchive.open(url).close()
    collecting = replacing = 0
    before = (0, 0)
    for turn in range(1, ROUNDS + 1):
        process = start(url, turn)
        time.sleep(moments.uniform(0.05, 0.5))
        process.kill()
        process.join()
        with SqlArchive.open(url) as archive:
            assert halves(archive) == []
            facts = archive.facts()
        now = (int(facts["harvests"]), int(facts["former"]))
        collecting += before[0] < now[0] < PAGES
        replacing += before[1] < now[1]
        before = now
    assert collecting + replacing > ROUNDS / 3  # else the kills came too soon, and nothing was shown
    done = start(url, 99)
    done.join()
    assert done.exitcode == 0
    with SqlArchive.open(url) as archive:
        assert halves(archive) == []
        loaded = archive.load(WINDOW)
        assert {one.id for one in loaded.articles} == {"common", *(f"{n}-{x}" for n in range(PAGES) for x in "ab")}
        assert {one.paragraphs for one in (*loaded.articles, *loaded.earlier)} == {("Turn 99.",) * 3}
        assert {one.reason for one in loaded.failures} == {"turn 99"}
        assert archive.facts()["captures"] == PAGES
        assert archive.unread(9, "post") == ()
