"""Collecting under kill -9 and by several collectors at once: nothing half, nothing lost that was kept, nothing twice."""

import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from collector import archive_of, briefing, command, environment, loaded, write_profile
from newsroom import FEED, ROBOTS, Newsroom

from briefing.errors import Exit

pytestmark = pytest.mark.slow

NOW = datetime.now(UTC).replace(microsecond=0)  # by the real clock: what a killed collect held must be free at once
SITES, ITEMS = 6, 12
KILLS = 10  # of the collects into one archive, one after another: each gets a little further
TRIALS = int(os.environ.get("BRIEFING_KILLS", "20")) // KILLS  # 100 kills take two idle processors 90 seconds
SEED = int(os.environ.get("BRIEFING_SEED", "20260310"))


def a_newsroom() -> Newsroom:
    return Newsroom(SITES, items=ITEMS, shape="mixed", first=NOW - timedelta(hours=10), kilobytes=(10, 20))


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


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When a collect is killed: so many requests after its start and so many seconds after those. No clock alone tells how far it is."""

    requests: int
    seconds: float


def killed(profile: Path, newsroom: Newsroom, moment: Moment) -> tuple[bool, dict[str, int]]:
    """Whether a collect was at it when it was killed, and of how many articles of each source it had told."""
    with (profile.parent / "said.txt").open("w+", encoding="utf-8") as said:
        asked = newsroom.count() + moment.requests
        process = subprocess.Popen(command("collect", profile), cwd=profile.parent, env=environment(), stdout=said, stderr=said)
        while process.poll() is None and newsroom.count() < asked:
            time.sleep(0.005)
        time.sleep(moment.seconds)
        process.send_signal(signal.SIGKILL)
        hit = process.wait() == -signal.SIGKILL
        said.seek(0)
        lines = [json.loads(line) for line in said if line.endswith("}\n")]
    return hit, {line["source"]: line["articles"] for line in lines if line.get("event") == "source" and "articles" in line}


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What came of one archive whose collects were killed: how many kills hit one at work, one that had kept, one that had told something."""

    hit: int
    midway: int
    told: int
    afterwards: Kept


def trial(folder: Path, newsroom: Newsroom, moments: list[Moment]) -> Trial:
    """Collect into a new archive, killed at each of these moments, then once in peace; nothing that was kept or told may go."""
    profile, before, hit, midway, told = profile_in(folder, newsroom), frozenset[str](), 0, 0, 0
    for moment in moments:
        was_hit, said = killed(profile, newsroom, moment)
        now = kept(profile)
        assert before <= now.captures
        hit, midway, told = hit + was_hit, midway + (was_hit and before != now.captures), told + bool(was_hit and said)
        before = now.captures
        for number, site in enumerate(newsroom.sites):
            there = sum((url or "").startswith(f"{site}/") for _, url, _, _ in now.articles)
            assert there >= said.get(f"Site {number}", 0)
    afterwards = undisturbed(profile)
    assert before <= afterwards.captures
    return Trial(hit=hit, midway=midway, told=told, afterwards=afterwards)


def test_a_collect_killed_at_any_moment_costs_nothing(tmp_path: Path):
    chance = random.Random(SEED)
    plans = [[Moment(requests=chance.randint(0, 12), seconds=chance.uniform(0, 0.5)) for _ in range(KILLS)] for _ in range(TRIALS)]

    def trials(half: int) -> tuple[Kept, list[Trial]]:
        with a_newsroom() as newsroom:
            in_peace = undisturbed(profile_in(tmp_path / f"undisturbed-{half}", newsroom))
            numbers = range(half, TRIALS, 2)
            return in_peace, [trial(tmp_path / f"trial-{number}", newsroom, plans[number]) for number in numbers]

    with ThreadPoolExecutor(2) as pair:
        halves = list(pair.map(trials, (0, 1)))
    done = [one for _, half in halves for one in half]
    hit, midway, told = sum(one.hit for one in done), sum(one.midway for one in done), sum(one.told for one in done)
    print(
        f"seed {SEED}, {TRIALS * KILLS} kills: {hit} hit a collect at work, {midway} had kept something new, {told} had told of a source"
    )
    for in_peace, half in halves:
        assert len(in_peace.articles) == SITES * ITEMS
        for one in half:
            assert one.afterwards == in_peace
    assert hit > TRIALS * KILLS / 2
    assert midway > TRIALS * KILLS / 5  # else the kills came too early or too late, and nothing was shown


def test_collectors_at_once_visit_each_source_once_and_ask_for_each_page_once(tmp_path: Path):
    with a_newsroom() as newsroom:
        alone = undisturbed(profile_in(tmp_path / "alone", newsroom))
        for collectors in (2, 8):
            profile = profile_in(tmp_path / f"shared-by-{collectors}", newsroom)
            newsroom.forget()
            assert [code for code, _ in at_once(profile, collectors)] == [Exit.OK] * collectors
            counts = {asked: count for asked, count in newsroom.counts().items() if asked[1] != ROBOTS}
            assert set(counts.values()) == {1}
            assert sum(path == FEED for _, path in counts) == SITES
            assert kept(profile) == alone


def test_a_collect_that_is_told_to_end_does_so_and_says_that_what_it_fetched_is_kept(tmp_path: Path):
    with a_newsroom() as newsroom:
        profile = profile_in(tmp_path / "told", newsroom)
        process = subprocess.Popen(
            command("collect", profile), cwd=profile.parent, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        while newsroom.count() < 15:
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=15)
        assert (process.returncode, said.decode()) == (128 + signal.SIGTERM, "briefing: stopped; what was fetched is kept\n")
        before = kept(profile)
        assert before.captures
        assert before.captures < undisturbed(profile).captures  # what it held is free at once


def at_once(profile: Path, many: int) -> list[tuple[int, str]]:
    """The exit codes of so many collects that begin together, and what they said."""
    running = [
        subprocess.Popen(
            command("collect", profile),
            cwd=profile.parent,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(many)
    ]
    said = [process.communicate()[0] for process in running]
    return [(process.returncode, text) for process, text in zip(running, said, strict=True)]
