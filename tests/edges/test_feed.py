"""The feed of editions: what lies on the shelf, newest first, sound whatever one entry is."""

import json
from pathlib import Path

import feedparser
import pytest

from briefing.edges.feed import MOST, feed, newest
from briefing.edges.shelf import file_edition
from briefing.model import Edition

ENTRY = """<?xml version='1.0' encoding='utf-8'?>
<entry xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"><id>urn:x:{name}</id><title>Day {name}</title>
<updated>{name}T04:00:00Z</updated><author><name>Day by day</name></author>{links}<content type="html">text of {name}</content></entry>
"""
RELATIVE = '<link rel="alternate" href="briefing.html"/>'


def entry(name: str, links: str = RELATIVE) -> bytes:
    return ENTRY.format(name=name[-10:], links=links).encode()


def edition(name: str, **bodies: bytes) -> Edition:
    files = [(f"briefing.{kind}", body) for kind, body in bodies.items()]
    return Edition(profile="ukraine", name=name, files=(*files, ("manifest.json", json.dumps({"files": {}}).encode())))


def filed(root: Path):
    return feedparser.parse((root / "ukraine" / "feed.atom").read_bytes())


def test_filing_an_edition_with_an_entry_keeps_the_feed(tmp_path):
    for name in ("2025-03-02", "2025-03-01", "2025-02-20_2025-03-03"):
        file_edition(tmp_path, edition(name, atom=entry(name)))
    found = filed(tmp_path)
    assert not found.bozo
    assert [one.id for one in found.entries] == ["urn:x:2025-03-03", "urn:x:2025-03-02", "urn:x:2025-03-01"]
    assert [one.link for one in found.entries] == [
        "2025-02-20_2025-03-03/briefing.html",
        "2025-03-02/briefing.html",
        "2025-03-01/briefing.html",
    ]
    assert (found.feed.title, found.feed.updated) == ("Day by day", "2025-03-03T04:00:00Z")


def test_without_an_entry_there_is_no_feed(tmp_path):
    file_edition(tmp_path, edition("2025-03-02", md=b"x"))
    assert not (tmp_path / "ukraine" / "feed.atom").exists()


def test_the_same_shelf_gives_the_same_bytes_in_whatever_order_it_was_filled(tmp_path):
    names = ["2025-03-01", "2025-03-02", "2025-03-03"]
    for root, order in ((tmp_path / "a", names), (tmp_path / "b", names[::-1])):
        for name in order:
            file_edition(root, edition(name, atom=entry(name)))
    feeds = {(root / "ukraine" / "feed.atom").read_bytes() for root in (tmp_path / "a", tmp_path / "b")}
    assert len(feeds) == 1


def test_an_edition_made_again_without_its_entry_leaves_the_feed(tmp_path):
    for name in ("2025-03-01", "2025-03-02"):
        file_edition(tmp_path, edition(name, atom=entry(name)))
    (tmp_path / "ukraine" / "2025-03-02" / "briefing.atom").unlink()
    file_edition(tmp_path, edition("2025-03-02", md=b"x"))
    assert [one.id for one in filed(tmp_path).entries] == ["urn:x:2025-03-01"]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\x00\xff",
        b"<entry",
        b"<feed xmlns='http://www.w3.org/2005/Atom'/>",
        b"<entry xmlns='http://www.w3.org/2005/Atom'/>",
        b"<!DOCTYPE entry [<!ENTITY a 'b'>]>" + entry("2025-03-02").partition(b"?>")[2],
        entry("2025-03-02").replace(b"T04:00:00Z", b""),
    ],
)
def test_a_broken_entry_costs_only_itself(tmp_path, broken):
    for name in ("2025-03-01", "2025-03-02", "2025-03-03"):
        file_edition(tmp_path, edition(name, atom=broken if name == "2025-03-02" else entry(name)))
    assert [one.id for one in filed(tmp_path).entries] == ["urn:x:2025-03-03", "urn:x:2025-03-01"]


def test_what_is_no_edition_or_no_file_is_passed_over(tmp_path):
    file_edition(tmp_path, edition("2025-03-01", atom=entry("2025-03-01")))
    shelf = tmp_path / "ukraine"
    (shelf / "notes").mkdir()
    (shelf / "notes" / "briefing.atom").write_bytes(entry("2025-03-09"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "briefing.atom").write_bytes(entry("2025-03-08"))
    (shelf / "2025-03-08").symlink_to(tmp_path / "elsewhere")
    (shelf / "2025-03-07").mkdir()
    (shelf / "2025-03-07" / "briefing.atom").symlink_to(tmp_path / "elsewhere" / "briefing.atom")
    file_edition(tmp_path, edition("2025-03-02", atom=entry("2025-03-02")))
    assert [one.id for one in filed(tmp_path).entries] == ["urn:x:2025-03-02", "urn:x:2025-03-01"]


def test_the_feed_holds_the_newest_editions_by_their_last_day():
    days = [f"2025-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 29)]
    chosen = newest([*days, "2024-01-01_2025-03-01"])
    assert len(chosen) == MOST
    assert chosen[:2] == ["2024-01-01_2025-03-01", "2025-02-28"]


def test_a_published_feed_knows_its_address():
    own = '<link rel="self" href="https://example.org/b/ukraine/2025-03-01/briefing.atom"/>'
    alternate = '<link rel="alternate" href="https://example.org/b/ukraine/2025-03-01/briefing.html"/>'
    found = feedparser.parse(feed("ukraine", [("2025-03-01", entry("2025-03-01", own + alternate))]))
    assert found.feed.links[0].href == "https://example.org/b/ukraine/feed.atom"
    assert found.entries[0].link == "https://example.org/b/ukraine/2025-03-01/briefing.html"


def test_nothing_sound_makes_no_feed():
    assert feed("ukraine", [("2025-03-01", b"")]) is None
