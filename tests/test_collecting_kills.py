"""Collecting under kill -9 and by several collectors at once: nothing half, nothing lost that was kept, nothing twice."""

import json
import math
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from collector import archive_of, briefing, command, environment, loaded, write_profile
from newsroom import FEED, ROBOTS, Newsroom

from briefing.errors import Exit

pytestmark = pytest.mark.slow

NOW = datetime.now(UTC).replace(microsecond=0)  # by the real clock: what a killed collect held must be free at once
SITES, ITEMS = 6, 12
KILLS = 10  # of the collects into one archive, one after another: each gets a little further
TRIALS = int(os.environ.get("BRIEFING_KILLS", "40")) // KILLS  # 100 kills take two processors a minute
SEED = int(os.environ.get("BRIEFING_SEED", "20260310"))


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(SITES, items=ITEMS, shape="mixed", first=NOW - timedelta(hours=10), kilobytes=(10, 20)) as running:
        yield running


def profile_in(folder: Path, newsroom: Newsroom) -> Path:
    folder.mkdir()
    sources = [{"name": f"Site {number}", "kind": "feed", "url": site + FEED} for number, site in enumerate(newsroom.sites)]
    return write_profile(folder, sources, allowed=newsroom.allowed)


# The words of every stored reading: a feed's teaser and the page are two readings of an article, the same words twice are a mistake.
_WORDS = "SELECT article.version, article.id, text FROM article JOIN passage USING (version) ORDER BY article.version, number"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What an archive holds: its captures, and each article with its words."""

    captures: frozenset[str]
    articles: frozenset[tuple[str, str | None, str, tuple[str, ...]]]


def kept(profile: Path) -> Kept:
    """What the archive of a profile holds; fails where it is not sound, or holds something twice."""
    with archive_of(profile) as archive:
        facts = archive.facts()
        with archive._database.reading() as connection:
            captures = connection.exec_driver_sql("SELECT sha256 FROM capture").scalars().all()
            rows = connection.exec_driver_sql(_WORDS).all()
    assert facts["integrity"] == "ok"
    words: dict[int, tuple[str, ...]] = {}
    for version, name, text in rows:
        words[version] = (*words.get(version, (name,)), text)
    assert [one for one, count in Counter(words.values()).items() if count > 1] == []
    found = loaded(profile, NOW).articles
    return Kept(captures=frozenset(captures), articles=frozenset((one.id, one.url, one.title, one.paragraphs) for one in found))


def undisturbed(profile: Path) -> Kept:
    done = briefing("collect", profile)
    assert done.returncode == Exit.OK, done.stdout + done.stderr
    return kept(profile)


def spent(process: subprocess.Popen[str] | subprocess.Popen[bytes], at_most: float = math.inf) -> float:
    """Wait until a process has spent so many seconds of processor time, or is at its end: how many it had spent then.

    Not the clock: on a busy machine a collect takes many times as long.
    """
    used = 0.0
    with suppress(psutil.NoSuchProcess):
        running = psutil.Process(process.pid)
        while process.poll() is None and used < at_most:
            used = sum(running.cpu_times()[:2])
            time.sleep(0.005)
    return used


def killed(profile: Path, after: float) -> tuple[bool, dict[str, int]]:
    """Whether a collect was at it when it was killed, after so much processor time, and what it had told of each source."""
    with (profile.parent / "said.txt").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            command("collect", profile), cwd=profile.parent, env=environment(), stdout=said, stderr=said, start_new_session=True
        )
        spent(process, after)
        process.send_signal(signal.SIGKILL)
        hit = process.wait() == -signal.SIGKILL
        said.seek(0)
        lines = [json.loads(line) for line in said if line.endswith("}\n")]
    return hit, {line["source"]: line["articles"] for line in lines if "articles" in line and "source" in line}


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What came of one archive whose collects were killed again and again: `told` sources were read when it was killed."""

    hit: int
    midway: int
    told: int
    afterwards: Kept


def trial(folder: Path, newsroom: Newsroom, moments: list[float]) -> Trial:
    """Collect into a new archive, killed at each of these moments, then once in peace; nothing that was kept or told may go."""
    profile, before, hit, midway, told = profile_in(folder, newsroom), frozenset[str](), 0, 0, 0
    for after in moments:
        was_hit, said = killed(profile, after)
        hit += was_hit
        if (profile.parent / "archive.db").exists():
            now = kept(profile)
            assert before <= now.captures
            midway += bool(now.captures - before)
            before = now.captures
            for number, site in enumerate(newsroom.sites):
                there = sum((url or "").startswith(f"{site}/") for _, url, _, _ in now.articles)
                assert there >= said.get(f"Site {number}", 0)
        told += bool(was_hit and said)
    afterwards = undisturbed(profile)
    assert before <= afterwards.captures
    return Trial(hit=hit, midway=midway, told=told, afterwards=afterwards)


@pytest.fixture(scope="module")
def never_killed(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> tuple[Kept, float]:
    """What one undisturbed collect brings, and how many seconds of processor time it takes."""
    profile = profile_in(tmp_path_factory.mktemp("kills") / "undisturbed", newsroom)
    with subprocess.Popen(command("collect", profile), cwd=profile.parent, env=environment(), stdout=subprocess.DEVNULL) as process:
        takes = spent(process)
    brought = kept(profile)
    assert process.returncode == Exit.OK
    assert len(brought.articles) == SITES * ITEMS
    return brought, takes


def test_a_collect_killed_at_any_moment_costs_nothing(newsroom: Newsroom, never_killed: tuple[Kept, float], tmp_path: Path):
    brought, takes = never_killed
    chance = random.Random(SEED)
    plans = [[chance.uniform(0.3, 1.0) * takes for _ in range(KILLS)] for _ in range(TRIALS)]
    with ThreadPoolExecutor(2) as pairs:
        folders = (tmp_path / f"trial-{number}" for number in range(TRIALS))
        trials = list(pairs.map(trial, folders, [newsroom] * TRIALS, plans))
    hit, midway = sum(one.hit for one in trials), sum(one.midway for one in trials)
    print(
        f"seed {SEED}: {hit} of {TRIALS * KILLS} kills hit a running collect, {midway} one that had kept something, "
        f"{sum(one.told for one in trials)} one that had told of a source"
    )
    for one in trials:
        assert one.afterwards == brought
    assert hit > TRIALS * KILLS / 3
    assert midway > TRIALS * KILLS / 10  # else the kills came too early or too late, and nothing was shown


@pytest.mark.parametrize("collectors", [2, 8])
def test_collectors_at_once_visit_each_source_once_and_ask_for_each_page_once(
    newsroom: Newsroom, never_killed: tuple[Kept, float], tmp_path: Path, collectors: int
):
    profile = profile_in(tmp_path / "shared", newsroom)
    newsroom.forget()
    words = command("collect", profile)
    running = [
        subprocess.Popen(words, cwd=profile.parent, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(collectors)
    ]
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [Exit.OK] * collectors, said
    counts = {asked: count for asked, count in newsroom.counts().items() if asked[1] != ROBOTS}
    assert set(counts.values()) == {1}
    assert sum(path == FEED for _, path in counts) == SITES
    assert kept(profile) == never_killed[0]
