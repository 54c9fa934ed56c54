"""Readiness: each thing that keeps links from being answered is seen, and no name is given away."""

from collections import namedtuple
from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.edges.archive import SqlArchive
from briefing.edges.web.health import Watched, health

NOW = datetime(2024, 1, 24, 6, 30, tzinfo=UTC)
WELL = {"database": "ok", "clock": "ok", "disk": "ok"}


@pytest.fixture
def archive(tmp_path):
    with SqlArchive.open(f"sqlite:///{tmp_path}/briefing.db") as opened:
        yield opened


@pytest.fixture
def look(archive, tmp_path):
    def at(now=NOW, profiles=("harbour",), folder=tmp_path):
        return health([Watched(archive=archive, profiles=profiles, folder=folder)], lambda: now)

    return at


def made(archive, profile="harbour", *, at=NOW, day=date(2024, 1, 23), state="done"):
    book = archive.runs()
    book.enrol(profile, now=at, since=at)
    turn = book.claim(profile, day, due=at, now=at, until=at + timedelta(hours=1))
    book.record(turn, state, now=at)


def test_a_new_archive_is_well(look):
    assert look() == (True, {**WELL, "last_success_age": None})


def test_the_age_is_that_of_the_last_edition_that_was_made(look, archive):
    made(archive)
    assert look(NOW + timedelta(hours=2))[1]["last_success_age"] == 7200
    made(archive, day=date(2024, 1, 24), at=NOW + timedelta(days=1), state="failed")
    assert look(NOW + timedelta(days=1, hours=2)) == (True, {**WELL, "last_success_age": 26 * 3600})


def test_of_several_profiles_it_is_the_oldest_and_none_where_one_never_had_an_edition(look, archive):
    made(archive)
    made(archive, "rivers", at=NOW - timedelta(hours=1))
    both = ("harbour", "rivers", "never-scheduled")
    assert look(profiles=both)[1]["last_success_age"] == 3600
    made(archive, "lakes", state="failed")
    assert look(profiles=(*both, "lakes"))[1]["last_success_age"] is None


def test_a_clock_behind_the_record_is_told(look, archive):
    made(archive)
    assert look(NOW - timedelta(minutes=4))[0]
    ready, said = look(NOW - timedelta(minutes=6))
    assert (ready, said["clock"]) == (False, "behind what is on record")


def test_a_full_disk_is_told(look, monkeypatch, tmp_path):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("briefing.edges.web.health.shutil.disk_usage", lambda _path: usage(10**12, 10**12, 10**7))
    ready, said = look()
    assert (ready, said["disk"]) == (False, "nearly full")
    assert str(tmp_path) not in repr(said)


def test_a_folder_that_is_not_there_yet_is_no_mistake(look, tmp_path):
    assert look(folder=tmp_path / "output")[0]


def test_a_database_that_cannot_be_written_is_told(tmp_path):
    url = f"sqlite:///{tmp_path}/briefing.db"
    with SqlArchive.open(url) as other, SqlArchive.open(url, patience=0.1) as archive, other._database.writing():
        ready, said = health([Watched(archive=archive, profiles=("harbour",), folder=tmp_path)], lambda: NOW)
    assert (ready, said["database"]) == (False, "cannot be written")
