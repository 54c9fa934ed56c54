"""`briefing sources` where nobody collects any more, and where the archive knows several sources of one name."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing import settings
from briefing.cli import main
from briefing.edges.archive import SqlArchive
from briefing.errors import Exit
from briefing.model import Hold, Visit

LAST = datetime(2025, 5, 13, 3, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PROFILE = """title = "Harbour news"
timezone = "Europe/Kyiv"
[[section]]
id = "harbour"
title = "Harbour"
about = "ships and quays"
[[source]]
name = "Courier"
kind = "feed"
url = "https://courier.example/feed"
[[source]]
name = "Ledger"
kind = "feed"
url = "https://ledger.example/feed"
every = "1h"
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder whose archive knows one visit to a source of the profile, two days after visits to two others of one name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "desk.toml").write_text(PROFILE)
    (tmp_path / "output").mkdir()
    courier = settings.parse(PROFILE, "desk.toml").sources[0]
    with SqlArchive.open(f"sqlite:///{tmp_path / 'output' / 'briefing.db'}") as archive:
        book = archive.sources()
        for number in range(2):
            visited(book, replace(courier, name="Gazette", url=f"https://gazette.example/{number}"), LAST - 2 * DAY)
        visited(book, replace(courier, name="Beacon", url="https://beacon.example/feed"), LAST - 2 * DAY)
        visited(book, courier, LAST)
    return tmp_path


def visited(book, source, at):
    held = book.claim(source, now=at, until=at + HOUR, anyway=True)
    assert isinstance(held, Hold)
    ends = {"began": at, "ended": at, "due": at + source.every}
    assert book.finish(held, Visit(source=source.key, name=source.name, outcome="unchanged", **ends))


def sources(capsys, at, *arguments):
    code = main(["sources", "--profile", "desk.toml", "--now", at.isoformat(), *arguments])
    return code, capsys.readouterr().out


def test_a_day_without_any_visit_is_told_below_the_table_though_every_source_looks_well(desk, capsys):
    code, out = sources(capsys, LAST + DAY + HOUR)
    assert "Courier               well" in out
    assert out.endswith("\nNothing has been collected since 13 May 2025, 06:30; is `briefing collect` still run?\n")
    assert code == Exit.PARTIAL


def test_a_day_is_allowed(desk, capsys):
    code, out = sources(capsys, LAST + DAY)
    assert "Nothing has been collected" not in out
    assert code == Exit.OK


def test_twice_the_longest_pause_of_the_profile_is_allowed(desk, capsys):
    (desk / "desk.toml").write_text(PROFILE.replace('every = "1h"', 'every = "2d"'))
    assert sources(capsys, LAST + 4 * DAY)[0] == Exit.OK
    assert sources(capsys, LAST + 4 * DAY + HOUR)[0] == Exit.PARTIAL


def test_as_data_it_is_an_object_of_no_source(desk, capsys):
    code, out = sources(capsys, LAST + 40 * DAY, "--json")
    *others, last = map(json.loads, out.splitlines())
    assert last == {
        "source": None,
        "state": "nothing collected",
        "told": "Nothing has been collected since 13 May 2025, 06:30; is `briefing collect` still run?",
        "visited": "2025-05-13T03:30:00Z",
    }
    assert all(one["source"] for one in others)
    assert code == Exit.PARTIAL


def test_a_profile_none_of_whose_sources_was_ever_visited_is_not_told_so(desk, capsys):
    (desk / "desk.toml").write_text(PROFILE.replace("courier.example", "other.example"))
    code, out = sources(capsys, LAST + 40 * DAY)
    assert "Nothing has been collected" not in out
    assert code == Exit.OK


def test_sources_of_one_name_that_the_profile_does_not_name_are_told_apart(desk, capsys):
    keys = sorted(
        settings.Source(name="Gazette", kind="feed", url=f"https://gazette.example/{number}").key[:8] for number in range(2)
    )
    _, out = sources(capsys, LAST + HOUR)
    told = ", ".join(f"Gazette (key {key}…, last visited 11 May 06:30)" for key in keys)
    assert f"In the archive, but not in the profile: Beacon (last visited 11 May 06:30), {told}.\n" in out
