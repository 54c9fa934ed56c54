"""A feed's items as articles: what is whole and what a summary, JSON Feed, encodings, and that every word stands in the bytes."""

import hashlib
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from briefing.language.flatten import flatten, holds
from briefing.language.words import squash
from briefing.model import Capture, Harvest
from briefing.stages.extract import extract
from briefing.stages.gather.listing import ToList, read_listing

SENTENCE = "The ferry office said on Friday that nine cranes in the port of Kremenchuk were at work again after the repairs. "
WHOLE = f"<p>{SENTENCE * 2}</p>" * 5
URL = "https://gazette.example/feed"


def capture(body: str | bytes, media_type: str = "application/xml", charset: str | None = None) -> Capture:
    data = body if isinstance(body, bytes) else body.encode()
    at = datetime(2026, 1, 2, tzinfo=UTC)
    return Capture(
        sha256=hashlib.sha256(data).hexdigest(),
        name="feed",
        media_type=media_type,
        body=data,
        fetched_at=at,
        url=URL,
        charset=charset,
    )


def read(body: str | bytes, media_type: str = "application/xml", charset: str | None = None) -> Harvest:
    return extract(capture(body, media_type, charset), ZoneInfo("UTC"))


def rss(link: str, text: str) -> str:
    return (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Gazette</title><item><title>Cranes at work</title>"
        f"<link>{link}</link><content:encoded><![CDATA[{text}]]></content:encoded></item></channel></rss>"
    )


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Gazette",
    "language": "en-GB",
    "items": [
        {
            "id": "1",
            "url": "/cranes",
            "title": "Cranes at work",
            "authors": [{"name": "Olena Marchuk"}],
            "content_html": WHOLE,
            "date_published": "2026-01-01T10:00:00+02:00",
        },
        {"id": "2", "url": "https://gazette.example/ferries", "title": "Ferries", "summary": SENTENCE},
    ],
}


def test_an_item_that_is_carried_in_part_is_a_summary():
    assert [one.summary for one in read(rss("https://gazette.example/1", WHOLE)).articles] == [False]
    assert [one.summary for one in read(rss("https://gazette.example/1", f"<p>{SENTENCE}</p>")).articles] == [True]
    assert [one.summary for one in read(rss("https://gazette.example/1", WHOLE + "<p>Read more</p>")).articles] == [True]


def test_an_article_of_a_feed_and_its_page_are_one():
    text = "".join(
        f"<p>On day {day} the ferry office counted {day + 2} cranes at work in the port of Kremenchuk, it said. {day}.</p>"
        for day in range(2, 20)
    )
    page = f"<html lang='en'><head><link rel='canonical' href='https://gazette.example/cranes'></head><body><article><h1>Cranes at work</h1>{text}</article></body></html>"
    (teaser,) = read(rss("https://www.gazette.example/cranes/?utm_source=rss#xtor=RSS-1", f"<p>{SENTENCE}</p>")).articles
    (article,) = read(page, "text/html").articles
    assert (teaser.id, teaser.summary, article.summary) == (article.id, True, False)
    assert teaser.url == "https://www.gazette.example/cranes/"


def test_a_json_feed_is_read_as_a_feed():
    whole, part = read(json.dumps(JSON_FEED), "application/json").articles
    assert (whole.title, whole.url, whole.publisher) == ("Cranes at work", "https://gazette.example/cranes", "The Gazette")
    assert (whole.authors, whole.summary, len(whole.paragraphs)) == (("Olena Marchuk",), False, 1)
    assert whole.published
    assert whole.published.at == datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert (part.title, part.summary, part.paragraphs) == ("Ferries", True, (SENTENCE.strip(),))


def test_json_that_is_no_feed_is_read_as_records():
    (record,) = read(json.dumps({"title": "Cranes at work", "text": SENTENCE * 6, "version": "2"}), "application/json").articles
    assert (record.title, record.summary) == ("Cranes at work", False)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://a.example/</loc></url></urlset>",
            "is a sitemap: it lists articles and holds none",
        ),
        ("<sitemapindex/>", "is a sitemap: it lists articles and holds none"),
        ("<opml/>", "is a list of feeds, not a feed"),
        ("<html><body>x", "is a page, not a feed"),
    ],
)
def test_what_is_no_feed_is_refused_by_what_it_is(body: str, reason: str):
    assert [one.reason for one in read(body).failures] == [reason]


FEEDS = {
    "wrapped lines": (rss("https://a.example/1", WHOLE.replace(" on Friday", "\non Friday")).encode(), None),
    "a self-closed frame": (rss("https://a.example/1", "<iframe src='x' />" + WHOLE).encode(), None),
    "entities twice": (rss("https://a.example/1", WHOLE.replace("ferry", "f&eacute;rry &amp;amp;")).encode(), None),
    "comments": (rss("https://a.example/1", WHOLE.replace(" nine", " <!-- ten --> nine")).encode(), None),
    "an encoding its server names": (
        rss("https://a.example/1", WHOLE.replace("ferry", "паромна")).encode("cp1251"),
        "windows-1251",
    ),
    "an encoding that is not its server's": (
        b"<?xml version='1.0' encoding='koi8-u'?>" + rss("https://a.example/1", WHOLE.replace("ferry", "паромна")).encode("koi8-u"),
        "iso-8859-1",
    ),
    "UTF-16": (("\ufeff" + rss("https://a.example/1", WHOLE)).encode("utf-16-le"), None),
}


@pytest.mark.parametrize("name", FEEDS)
def test_every_word_taken_of_a_feed_stands_in_its_bytes(name: str):
    body, charset = FEEDS[name]
    (article,) = read(body, charset=charset).articles
    flat = squash(flatten(body, "application/xml", charset))
    assert article.paragraphs
    assert [text for text in (article.title, *article.paragraphs) if not holds(flat, text)] == []
    assert ("паромна" in article.paragraphs[0]) == ("encoding" in name)
    assert article.paragraphs[0].startswith("The ")
    (link,) = read_listing(ToList(body=body, kind="feed", base=URL, charset=charset)).links
    assert (link.title, link.whole) == (article.title, not article.summary)
