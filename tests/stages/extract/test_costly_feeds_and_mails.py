"""Feeds and mails that would take a parser seconds are read in part, or refused with the reason."""

import hashlib
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from briefing.model import Capture, Harvest
from briefing.stages.extract import extract

TEXT = "The ferry office said on Friday that nine cranes in the port were at work again. "


def read(body: str, media_type: str) -> Harvest:
    data = body.encode()
    capture = Capture(
        sha256=hashlib.sha256(data).hexdigest(),
        name="page",
        media_type=media_type,
        body=data,
        fetched_at=datetime(2026, 1, 2, tzinfo=UTC),
    )
    return extract(capture, ZoneInfo("UTC"))


def feed(items: int) -> str:
    written = "".join(
        f"<item><title>Cranes, day {number}</title><link>https://example.org/{number}</link><description>{TEXT * 6}</description></item>"
        for number in range(items)
    )
    return f"<rss version='2.0'><channel><title>The Harbour Courier</title>{written}</channel></rss>"


@pytest.mark.slow
def test_the_first_five_hundred_items_of_a_longer_feed_are_read_as_they_are_of_a_shorter():
    longer, shorter = read(feed(700), "application/xml"), read(feed(500), "application/xml")
    assert [one.id for one in longer.articles] == [one.id for one in shorter.articles]
    assert [one.paragraphs for one in longer.articles] == [one.paragraphs for one in shorter.articles]
    assert len(longer.articles) == 500


def test_a_tag_that_does_not_end_is_refused_at_once():
    started = time.process_time()
    harvest = read("<rss " + " ".join(f"a{number}='1'" for number in range(100_000)) + "/>", "application/xml")
    assert time.process_time() - started < 2
    assert [(one.kind, one.reason) for one in harvest.failures] == [("failed", "is no feed: one of its tags has no end")]


def test_a_mail_is_read_whatever_the_length_of_its_headers():
    started = time.process_time()
    body = f"Subject: {'=?utf-8?q?x?= ' * 80_000}\nFrom: Desk <desk@example.org>\nDate: Fri, 2 Jan 2026 09:00:00 +0000\n\n"
    harvest = read(body + "\n\n".join([TEXT * 2] + [f"Part {number}: {TEXT}" for number in range(9)]), "message/rfc822")
    assert time.process_time() - started < 3
    assert len(harvest.articles) == 1
