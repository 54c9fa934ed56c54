"""Collecting as a person does it: every kind of source, from servers on loopback, three times, and the edition made of it.

The first collect finds everything new; for the second, hours later, the sites have changed what they say; the third comes a minute
after the second. What a site was asked is counted by the site itself.
"""

import json
import os
import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from types import SimpleNamespace

import pytest
from collector import briefing, loaded, verify, write_profile
from mail_box import MailBox
from newsroom import FEED, ROBOTS, Newsroom, Request
from river_towns import (
    DROPPED,
    FIRST,
    FLOODED,
    ITEMS,
    KYRILLIC,
    LETTERS,
    LIVE_ENTRIES,
    NOW,
    RISEN,
    Site,
    change,
    item,
    letter,
    path,
    set_up,
    sources_of,
)

from briefing.errors import Exit
from briefing.model import Loaded

pytestmark = pytest.mark.slow

LATER = NOW + timedelta(hours=5)  # every page is older than a day by then, and was not yet so at NOW: it is read again
AT_ONCE = LATER + timedelta(minutes=1)
NEXT_DAY = datetime(2026, 3, 11, 6, 30, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One collect: what it printed and returned, what each site was asked, what the archive holds after it."""

    done: CompletedProcess[str]
    requests: tuple[Request, ...]
    holds: Loaded

    def of(self, site: int) -> Counter[tuple[str, int]]:
        """How often each path of a site answered with each status; robots.txt left out."""
        return Counter((one.path, one.status) for one in self.requests if one.site == site and one.path != ROBOTS)

    def titles(self, newsroom: Newsroom, site: int) -> list[str]:
        """The titles of what the archive holds of a site, ascending."""
        base = newsroom.sites[site]
        return sorted(one.title for one in self.holds.articles if (one.url or "").startswith(base))


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """Three collects over one newsroom."""
    folder = tmp_path_factory.mktemp("collecting")
    drop = folder / "drop"
    drop.mkdir()
    (drop / "depot.txt").write_text(DROPPED, encoding="utf-8")
    os.utime(drop / "depot.txt", (NOW.timestamp(), NOW.timestamp()))  # it has lain there for a while
    with socket.create_server(("127.0.0.1", 0)) as listening:
        nobody = f"127.0.0.1:{listening.getsockname()[1]}"
    with Newsroom(len(Site), items=ITEMS, first=FIRST, kilobytes=(30, 60)) as newsroom, MailBox() as box:
        set_up(newsroom)
        box.put(letter(LETTERS[0]), received=NOW - timedelta(hours=4))
        sources = sources_of(newsroom, f"http://{nobody}", drop, box)
        profile = write_profile(folder, sources, allowed=[*newsroom.allowed, nobody, box.host])

        def collect(now: datetime) -> Seen:
            newsroom.forget()
            done = briefing("collect", profile, at=now)
            return Seen(done=done, requests=newsroom.requests(), holds=loaded(profile, now))

        def edition(day: str, now: datetime) -> Path:
            done = briefing("run", profile, "--date", day, "--now", now.isoformat(), "--formats", "md,json")
            assert done.returncode in (Exit.OK, Exit.PARTIAL), done.stdout + done.stderr
            return folder / "output" / "river-towns" / day

        first = collect(NOW)
        made = edition("2026-03-09", NOW)
        change(newsroom)
        box.put(letter(LETTERS[1]), received=NOW + timedelta(hours=1))
        second = collect(LATER)
        third = collect(AT_ONCE)
        yield SimpleNamespace(
            newsroom=newsroom,
            profile=profile,
            first=first,
            edition=made,
            second=second,
            next_edition=edition("2026-03-10", NEXT_DAY),
            third=third,
            flags=box.flags(),
        )


def asked(trial: SimpleNamespace, when: str, site: Site) -> dict[str, int]:
    """What a site was asked at a collect and how it answered; fails where something was asked twice."""
    counts = getattr(trial, when).of(site)
    assert set(counts.values()) <= {1}
    return dict(counts.keys())


def told(seen: Seen) -> dict[str, dict[str, object]]:
    """The log line of each source, by its name; the last line of all is under ""."""
    lines = [json.loads(line) for line in seen.done.stdout.splitlines()]
    return {str(line.get("source", "")): line for line in lines}


def pages_of(site: int, *numbers: int, status: int = 200) -> dict[str, int]:
    return {path(site, number): status for number in numbers}


# Of each site: what it was asked at the first collect, which of its items the archive holds then; the same for the second collect.
TABLE = {
    Site.SUMMARIES: (
        {FEED: 200} | pages_of(Site.SUMMARIES, 0, 1, 2, 3),
        (0, 1, 2, 3),
        {FEED: 200} | pages_of(Site.SUMMARIES, 0, 1, 2, 3, status=304) | pages_of(Site.SUMMARIES, 4),
        (0, 1, 2, 3, 4),
    ),
    Site.WHOLE: ({FEED: 200}, (0, 1, 2, 3), {FEED: 304}, (0, 1, 2, 3)),
    Site.JSON: ({"/feed.json": 200}, (0, 1, 2, 3), {"/feed.json": 200}, (0, 1, 2, 3, 4)),
    Site.SITEMAP: (
        {"/sitemap.xml": 200, "/news.xml.gz": 200} | pages_of(Site.SITEMAP, 0, 1),
        (0, 1),
        {"/sitemap.xml": 200, "/news.xml.gz": 200} | pages_of(Site.SITEMAP, 0, 1, status=304) | pages_of(Site.SITEMAP, 2),
        (0, 1, 2),
    ),
    Site.TOPIC: (
        {"/topics/flood": 200} | pages_of(Site.TOPIC, 0, 1),
        (0, 1),
        {"/topics/flood": 200} | pages_of(Site.TOPIC, 0, 1, status=304) | pages_of(Site.TOPIC, 2),
        (0, 1, 2),
    ),
    Site.BUSY: ({FEED: 429}, (), {FEED: 429}, ()),
    Site.BROKEN: ({FEED: 500}, (), {FEED: 500}, ()),
    Site.ROBOTS: ({FEED: 200} | pages_of(Site.ROBOTS, 0), (0,), {FEED: 304} | pages_of(Site.ROBOTS, 0, status=304), (0,)),
    Site.LOSING: (
        {FEED: 200} | pages_of(Site.LOSING, 0, 1, 2),
        (0, 1, 2),
        {FEED: 304, path(Site.LOSING, 0): 410, path(Site.LOSING, 1): 301, "/moved/item-1.html": 200, path(Site.LOSING, 2): 304},
        (0, 1, 2),
    ),
}


@pytest.mark.parametrize("site", TABLE, ids=lambda site: site.name.lower())
def test_a_source_is_asked_what_is_new_and_no_more(trial: SimpleNamespace, site: Site):
    first, holds_first, second, holds_second = TABLE[site]
    assert asked(trial, "first", site) == first
    assert asked(trial, "second", site) == second
    for when, holds in (("first", holds_first), ("second", holds_second)):
        found = {one.url: one for one in getattr(trial, when).holds.articles if not one.summary}
        expected = {trial.newsroom.sites[site] + path(site, number): item(site, number) for number in holds}
        here = {url: one for url, one in found.items() if url and url.startswith(trial.newsroom.sites[site])}
        assert {url: (one.title, one.paragraphs) for url, one in here.items()} == {
            url: (one.title, one.paragraphs) for url, one in expected.items()
        }


def test_every_site_is_asked_for_its_rules_once_in_both_collects(trial: SimpleNamespace):
    requests = [*trial.first.requests, *trial.second.requests]
    assert Counter(one.site for one in requests if one.path == ROBOTS) == Counter(list(Site))


def test_a_collect_a_minute_later_asks_nobody(trial: SimpleNamespace):
    assert trial.third.requests == ()
    assert trial.third.done.returncode == Exit.OK
    assert trial.third.holds == trial.second.holds


def test_a_dead_source_is_named_with_its_reason_and_harms_no_other(trial: SimpleNamespace):
    assert trial.first.done.returncode == Exit.PARTIAL
    lines = told(trial.first)
    failed = {name: line["reason"] for name, line in lines.items() if line.get("outcome") == "failed"}
    assert failed == {
        "Dead Courier": "the server refuses connections",
        "Broken Courier": "the server failed (500)",
        "Busy Courier": "the server asks for fewer requests (429)",
    }
    assert lines["Summaries Courier"]["outcome"] == "read"
    assert lines[""]["outcomes"] == {"failed": 3, "partly": 1, "read": len(Site) + 3 - 4}


def test_a_source_that_asks_for_time_is_given_it(trial: SimpleNamespace):
    due = datetime.fromisoformat(str(told(trial.first)["Busy Courier"]["due"]))
    assert due - NOW >= timedelta(hours=2)


def test_what_robots_txt_closes_is_not_asked_for(trial: SimpleNamespace):
    for seen in (trial.first, trial.second):
        assert not [one for one in seen.requests if one.path.startswith("/private/")]
    assert "robots.txt does not allow it" in str(told(trial.first)["Robots Courier"]["reason"])


def test_behind_a_wall_the_feed_s_words_are_all_there_is(trial: SimpleNamespace):
    base = trial.newsroom.sites[Site.WALL]
    assert [(one.summary, one.title) for one in trial.first.holds.articles if (one.url or "").startswith(base)] == [
        (True, item(Site.WALL, 0).title)
    ]
    refused = [one.reason for one in trial.first.holds.failures if one.subject.startswith(base)]
    assert refused == ["the text is behind a paywall"]


def test_a_page_whose_server_names_the_wrong_charset_is_read_right(trial: SimpleNamespace):
    found = next(one for one in trial.first.holds.articles if one.url == trial.newsroom.sites[Site.CHARSET] + KYRILLIC.path)
    assert (found.title, found.paragraphs) == (KYRILLIC.title, KYRILLIC.paragraphs)


def test_a_live_page_read_again_brings_only_its_new_entries(trial: SimpleNamespace):
    assert trial.first.titles(trial.newsroom, Site.LIVE) == sorted(title for _, title, _ in LIVE_ENTRIES[:2])
    assert trial.second.titles(trial.newsroom, Site.LIVE) == sorted(title for _, title, _ in LIVE_ENTRIES)
    assert told(trial.second)["Live Courier"]["articles"] == 2
    ids = {one.id for one in trial.second.holds.articles if one.url and one.url.startswith(trial.newsroom.sites[Site.LIVE])}
    assert not ids & {one.id for one in trial.second.holds.earlier}


def test_a_file_in_the_folder_is_read_once(trial: SimpleNamespace):
    assert [told(seen)["Drop box"]["articles"] for seen in (trial.first, trial.second, trial.third)] == [1, 0, 0]
    assert "Depot at Skarnham reopened after two weeks" in [one.title for one in trial.first.holds.articles]


def test_a_mailbox_brings_each_letter_once_and_is_left_as_it_was(trial: SimpleNamespace):
    assert [told(seen)["Letters"].get("articles", 0) for seen in (trial.first, trial.second, trial.third)] == [1, 1, 0]
    titles = [one.title for one in trial.second.holds.articles]
    assert [titles.count(title) for title in LETTERS] == [1, 1]
    assert trial.flags == [(), ()]


def test_a_page_that_changed_is_another_version_and_the_edition_says_what_changed(trial: SimpleNamespace):
    url = trial.newsroom.sites[Site.CHANGING] + FLOODED.path
    assert [one.paragraphs for one in trial.second.holds.articles if one.url == url] == [RISEN.paragraphs]
    assert [one.paragraphs for one in trial.second.holds.earlier if one.url == url and not one.summary] == [FLOODED.paragraphs]
    was, now = ((one / "briefing.md").read_text() for one in (trial.edition, trial.next_edition))
    assert "At least 12 people were injured" in was
    assert "19 people" not in was
    assert "12 people" in now  # what was printed the day before stands beside what the page says now
    assert "19 people" in now


@pytest.mark.parametrize("edition", ["edition", "next_edition"])
def test_an_edition_from_what_was_collected_verifies(trial: SimpleNamespace, edition: str):
    checked = verify(getattr(trial, edition) / "briefing.json")
    assert checked.returncode == Exit.OK, checked.stdout + checked.stderr
    assert " 0 failed" in checked.stdout
