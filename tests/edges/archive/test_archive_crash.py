"""The archive under kill -9 and under many writers: nothing half, nothing lost."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.edges.archive import SqlArchive
from briefing.model import Window

pytestmark = pytest.mark.slow

WINDOW = Window(
    first=date(2024, 1, 23),
    last=date(2024, 1, 23),
    start=datetime(2024, 1, 23, tzinfo=UTC),
    end=datetime(2024, 1, 23, tzinfo=UTC) + timedelta(days=1),
    zone="UTC",
)
PARAGRAPHS = 4

# Keeps and saves pages FIRST to LAST in groups of SIZE, again and again if asked to, and says when it begins.
WRITING = f"""
import hashlib, sys
from datetime import UTC, date, datetime
from briefing.edges.archive import SqlArchive
from briefing.model import Article, Capture, Failure, Harvest, When

def page(number):
    body = b"page %d" % number
    return Capture(sha256=hashlib.sha256(body).hexdigest(), name=f"{{number}}.txt", media_type="text/plain", body=body,
                   fetched_at=datetime(2024, 1, 23, 9, tzinfo=UTC))

def harvest(one):
    found = tuple(
        Article(id=f"{{one.name}}-{{item}}", capture=one.sha256, item=item, title=one.name, publisher=None,
                published=When(day=date(2024, 1, 23)), paragraphs=("A paragraph.",) * {PARAGRAPHS})
        for item in range(3)
    )
    failure = Failure(stage="extract", subject=one.name, reason="an advertisement", at=one.fetched_at, kind="rejected")
    return Harvest(capture=one.sha256, articles=found, failures=(failure,))

url, first, last, size = sys.argv[1], *map(int, sys.argv[2:5])
with SqlArchive.open(url, patience=120) as archive:
    print("ready", flush=True)
    for start in range(first, last, size):
        waiting = archive.keep([page(number) for number in range(start, min(start + size, last))])
        archive.save([harvest(one) for one in waiting])
"""


def writing(url: str, first: int, last: int, size: int) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITING, url, str(first), str(last), str(size)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline() == b"ready\n", process.stderr.read().decode()
    return process


def end(process: subprocess.Popen) -> None:
    errors = process.communicate()[1].decode()
    assert (process.returncode, errors) == (0, "")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    if request.param == "postgresql":
        new = request.getfixturevalue("postgresql")
        return lambda _name: new()
    return lambda name: f"sqlite:///{tmp_path / name}.db"


def halves(archive: SqlArchive) -> list[str]:
    """What is there without all that belongs to it."""
    queries = {
        "articles without all their passages": f"""SELECT count(*) FROM article WHERE {PARAGRAPHS + 1} <>
            (SELECT count(*) FROM passage WHERE passage.version = article.version)""",
        "harvests without all their articles": """SELECT count(*) FROM harvest WHERE 3 <>
            (SELECT count(*) FROM article WHERE article.capture = harvest.capture)""",
        "harvests without their failure": """SELECT count(*) FROM harvest WHERE 1 <>
            (SELECT count(*) FROM failure WHERE failure.capture = harvest.capture)""",
        "captures without sighting": """SELECT count(*) FROM capture WHERE 1 <>
            (SELECT count(*) FROM sighting WHERE sighting.capture = capture.sha256)""",
        "articles without harvest": "SELECT count(*) FROM article WHERE capture NOT IN (SELECT capture FROM harvest)",
    }
    with archive._database.reading() as connection:
        return [what for what, query in queries.items() if connection.exec_driver_sql(query).scalar()]


def test_kills_leave_no_half_harvest_and_reading_again_completes_all(new_url: Callable[[str], str]):
    rounds, pages, killed, undisturbed = 20, 150, new_url("killed"), new_url("undisturbed")
    moments = random.Random(11)
    before = midway = between = 0
    for number in range(rounds):
        process = writing(killed, number * pages, (number + 1) * pages, 2)
        time.sleep(moments.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with SqlArchive.open(killed) as archive:
            assert halves(archive) == []
            facts = archive.facts()
        kept, saved = int(facts["captures"]), int(facts["harvests"])
        assert 0 <= kept - saved <= 2 * (number + 1)  # what was kept and not yet saved is one group a kill
        midway += before < saved < before + pages
        between += kept > saved
        before = saved
    assert midway > rounds / 2  # else the kills came too late, and nothing was shown
    assert between > 0
    for url in (killed, undisturbed):
        end(writing(url, 0, rounds * pages, 50))
    with SqlArchive.open(killed) as one, SqlArchive.open(undisturbed) as other:
        assert one.load(WINDOW) == other.load(WINDOW)
        assert len(one.load(WINDOW).articles) == rounds * pages * 3
        assert one.facts() == other.facts()


def test_eight_writers_at_once_lose_nothing_and_add_nothing_twice(new_url: Callable[[str], str]):
    url, pages = new_url("shared"), 400
    SqlArchive.open(url).close()
    # Each writes a quarter of all pages; every page is written by two of them.
    writers = [writing(url, start, start + pages // 4, 1) for start in (0, 0, 100, 100, 200, 200, 300, 300)]
    for writer in writers:
        end(writer)
    with SqlArchive.open(url) as archive:
        facts = archive.facts()
        assert (facts["captures"], facts["harvests"], facts["versions"], facts["failures"]) == (pages, pages, pages * 3, pages)
        assert halves(archive) == []
        assert len(archive.load(WINDOW).articles) == pages * 3


# Records the editions of DAYS days and a move with each, again and again under other headlines, and says when it begins.
RECORDING = """
import sys
from datetime import UTC, date, datetime, timedelta
from briefing.edges.archive import SqlArchive
from briefing.model import Past, Remembered

def past(day, turn):
    first = date(2024, 1, 1) + timedelta(days=day)
    end = datetime(2024, 1, 2, tzinfo=UTC) + timedelta(days=day)
    stories = tuple(
        Remembered(thread=f"t-{number}", section="port", headline=f"Turn {turn}", statements=(), sentences=("Said.",) * 50)
        for number in range(20)
    )
    return Past(profile="harbour", name=str(first), first=first, last=first, end=end, made_at=end, stories=stories)

url, days, turns = sys.argv[1], *map(int, sys.argv[2:4])
with SqlArchive.open(url, patience=120) as archive:
    print("ready", flush=True)
    for turn in range(turns):
        for day in range(days):
            archive.record(past(day, turn))
            archive.move("harbour", f"t-{day}", f"turn-{turn}", at=past(day, turn).end)
"""


def recording(url: str, days: int, turns: int) -> subprocess.Popen:
    command = [sys.executable, "-c", RECORDING, url, str(days), str(turns)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline() == b"ready\n", process.stderr.read().decode()
    return process


def test_kills_while_editions_are_recorded_leave_whole_ones_and_recording_again_completes_them(new_url: Callable[[str], str]):
    rounds, days, killed = 8, 10, new_url("killed")
    moments = random.Random(7)
    midway = 0
    for _ in range(rounds):
        process = recording(killed, days, 500)
        time.sleep(moments.uniform(0.05, 0.2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with SqlArchive.open(killed) as archive:
            editions = archive.editions("harbour")
        assert all(len({story.headline for story in one.stories}) == 1 and len(one.stories) == 20 for one in editions)
        midway += bool(editions)
    assert midway > rounds / 2
    end(recording(killed, days, 1))
    with SqlArchive.open(killed) as archive:
        editions = archive.editions("harbour")
        assert [(one.first.day, one.stories[0].headline) for one in editions] == [(day, "Turn 0") for day in range(days, 0, -1)]
        assert [one.move.section for one in archive.moves("harbour")] == ["turn-0"] * days
        assert archive.facts()["editions"] == days


def test_processes_that_record_the_same_editions_at_once_agree_in_the_end(new_url: Callable[[str], str]):
    shared, alone = new_url("shared"), new_url("alone")
    SqlArchive.open(shared).close()
    for process in [recording(shared, 12, 1) for _ in range(4)]:
        end(process)
    end(recording(alone, 12, 1))
    with SqlArchive.open(shared) as one, SqlArchive.open(alone) as other:
        assert one.editions("harbour") == other.editions("harbour")
        assert one.recall("harbour", WINDOW) == other.recall("harbour", WINDOW)
        assert one.facts()["editions"] == 12
