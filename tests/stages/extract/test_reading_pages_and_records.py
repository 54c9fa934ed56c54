"""HTML, feeds, JSON and mail: metadata from the markup, text without the furniture."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from zoneinfo import ZoneInfo

from briefing.language.flatten import flatten, holds
from briefing.language.words import squash
from briefing.model import Capture, Harvest
from briefing.stages.extract import extract

KYIV = ZoneInfo("Europe/Kyiv")
TEXT = (
    "The council of Mostyska voted on Tuesday to lend its two spare generators to the hospital across the border.",
    "The loan runs until the end of October and can be prolonged twice, the council's clerk Iryna Bondar said.",
    "A convoy with fuel for three weeks is to leave on Friday, provided that the customs office signs the papers in time.",
)


def read(body: str | bytes, media_type: str) -> Harvest:
    data = body.encode() if isinstance(body, str) else body
    one = Capture(
        sha256=sha256(data).hexdigest(), name="it", media_type=media_type, body=data, fetched_at=datetime(2025, 5, 15, tzinfo=UTC)
    )
    return extract(one, KYIV)


def html(head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXT)
    return f"""<!doctype html><html lang="en"><head><title>Town lends generators | Border Gazette</title>{head}</head><body>
<nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>Town lends generators to hospital</h1>{body}{paragraphs}
<aside><h2>Most read</h2><a href="/x">Ten walks for a rainy weekend in the hills</a></aside></article>
<footer>Contact · Privacy policy · Border Gazette</footer></body></html>"""


LD = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "Town lends generators to hospital",
                "datePublished": "2025-05-13T18:20:00+03:00",
                "dateModified": "2025-05-14T07:00:00+03:00",
                "author": [{"@type": "Person", "name": "Olha Hnatiuk"}, {"@type": "Organization", "name": "Reuters"}],
                "publisher": {"@type": "Organization", "name": "Border Gazette"},
                "url": "https://gazette.example/generators?utm_source=feed",
            }
        ],
    }
)


def test_a_page_is_read_with_what_its_json_ld_says():
    (article,) = read(html(f'<script type="application/ld+json">{LD}</script>'), "text/html").articles
    assert article.title == "Town lends generators to hospital"
    assert article.paragraphs == TEXT
    assert article.publisher == "Border Gazette"
    assert article.authors == ("Olha Hnatiuk",)
    assert "Reuters" in article.agencies
    assert article.language == "en"
    assert article.published is not None
    assert article.published.at == datetime(2025, 5, 13, 18, 20, tzinfo=timezone(timedelta(hours=3)))
    assert article.published.basis == "structured"


def test_a_page_without_metadata_is_read_from_what_it_shows():
    (article,) = read(html(body='<time datetime="2025-05-13">13 May</time>'), "text/html").articles
    assert article.title == "Town lends generators to hospital"
    assert article.publisher is None
    assert article.published is not None
    assert (article.published.day, article.published.precision) == (date(2025, 5, 13), "day")


def test_the_same_page_with_other_tracking_is_the_same_article():
    one = read(html(f'<script type="application/ld+json">{LD}</script>'), "text/html").articles[0]
    other = read(
        html(f'<script type="application/ld+json">{LD.replace("utm_source=feed", "utm_source=mail")}</script>'), "text/html"
    ).articles[0]
    assert one.id == other.id
    assert one.capture != other.capture


def test_a_live_blog_is_split_by_its_json_ld():
    blog = json.dumps(
        {
            "@type": "LiveBlogPosting",
            "headline": "Council night",
            "url": "https://gazette.example/live",
            "publisher": {"name": "Border Gazette"},
            "liveBlogUpdate": [
                {
                    "headline": f"Vote {n}",
                    "articleBody": f"{TEXT[n]}\n{TEXT[0]}",
                    "datePublished": f"2025-05-13T1{n}:00:00+03:00",
                    "url": f"https://gazette.example/live#v{n}",
                }
                for n in (1, 2)
            ],
        }
    )
    articles = read(html(f'<script type="application/ld+json">{blog}</script>'), "text/html").articles
    entries = [one for one in articles if one.kind == "entry"]
    assert [one.title for one in entries] == ["Vote 1", "Vote 2"]
    assert entries[0].paragraphs == (TEXT[1], TEXT[0])
    assert entries[1].url == "https://gazette.example/live#v2"


def test_a_live_blog_is_split_by_its_build():
    entries = "".join(
        f'<div class="e" id="p{n}"><time datetime="2025-05-13T1{n}:00:00+03:00">1{n}:00</time><h3>Vote number {n} is taken</h3><p>{TEXT[n]}</p><p>{TEXT[0]} {n}.</p></div>'
        for n in range(3)
    )
    page = f'<html lang="en"><head><link rel="canonical" href="https://gazette.example/live"></head><body><h1>Council night</h1><main><div>{entries}</div></main></body></html>'
    found = [one for one in read(page, "text/html").articles if one.kind == "entry"]
    assert [one.title for one in found] == [f"Vote number {n} is taken" for n in range(3)]
    assert [one.url for one in found] == [f"https://gazette.example/live#p{n}" for n in range(3)]


def test_a_deeply_nested_page_costs_only_itself():
    harvest = read("<div>" * 50_000 + "deep" + "</div>" * 50_000, "text/html")
    assert harvest.articles == ()
    assert len(harvest.failures) == 1


FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Border Gazette - RSS</title><language>en-gb</language>
<item><title>Town lends &amp;amp; mends</title><link>https://gazette.example/a</link><dc:creator>Olha Hnatiuk</dc:creator><pubDate>Tue, 13 May 2025 18:20:00 +0300</pubDate>
<content:encoded><![CDATA[<p>{TEXT[0]}</p><p>{TEXT[1]}</p><p><a href="x">Read more</a></p>]]></content:encoded></item>
<item><title>Only a headline</title><link>https://gazette.example/b</link></item></channel></rss>"""


def test_a_feed_gives_an_article_an_item_and_refuses_bare_headlines():
    harvest = read(FEED, "application/xml")
    (article,) = harvest.articles
    assert (article.title, article.paragraphs, article.publisher, article.authors) == (
        "Town lends & mends",
        TEXT[:2],
        "Border Gazette",
        ("Olha Hnatiuk",),
    )
    assert article.published is not None
    assert article.published.at == datetime(2025, 5, 13, 18, 20, tzinfo=timezone(timedelta(hours=3)))
    (failure,) = harvest.failures
    assert "Only a headline" in failure.subject
    assert failure.kind == "rejected"


def test_a_feed_that_names_a_file_or_an_address_opens_nothing():
    for body in (b"/etc/hostname", b"http://127.0.0.1:9/secret"):
        harvest = read(body, "application/xml")
        assert harvest.articles == ()


def test_records_of_other_tools_are_understood():
    lines = [
        {
            "title": "Ours",
            "paragraphs": list(TEXT),
            "published": "2025-05-13T18:20:00+03:00",
            "publisher": "Border Gazette",
            "url": "https://gazette.example/1",
            "authors": ["O. H."],
        },
        {
            "headline": "Fundus",
            "body": {"summary": [], "sections": [{"headline": [], "paragraphs": list(TEXT)}]},
            "publishing_date": "2025-05-13 18:20:00+03:00",
            "publisher": "Border Gazette",
        },
        {
            "title": "News-please",
            "maintext": "\n".join(TEXT),
            "date_publish": "2025-05-13 15:20:00",
            "source_domain": "gazette.example",
            "url": "https://gazette.example/3",
        },
        {
            "title": "Trafilatura",
            "text": "\n".join(TEXT),
            "date": "2025-05-13",
            "source": "https://gazette.example/4",
            "source-hostname": "Border Gazette",
            "author": "Olha Hnatiuk; Ivan Koval",
        },
        {
            "title": "GDELT",
            "text": "\n".join(TEXT),
            "seendate": "20250513T152000Z",
            "domain": "gazette.example",
            "url": "https://gazette.example/5",
        },
    ]
    articles = read("\n".join(map(json.dumps, lines)), "application/jsonl").articles
    assert [one.title for one in articles] == ["Ours", "Fundus", "News-please", "Trafilatura", "GDELT"]
    assert {one.paragraphs for one in articles} == {TEXT}
    assert {one.published.day for one in articles if one.published} == {date(2025, 5, 13)}
    named, address = "Border Gazette", "gazette.example"
    assert [one.publisher for one in articles] == [named, named, address, named, address]
    assert articles[3].authors == ("Olha Hnatiuk", "Ivan Koval")


def test_one_address_twice_in_a_file_is_two_texts_with_names_of_their_own():
    def line(title, url="https://gazette.example/1"):
        return json.dumps({"title": title, "text": TEXT[0], "url": url})

    alone = read(line("First reading"), "application/jsonl").articles[0]
    twice = read(
        "\n".join((line("First reading"), line("Second reading"), line("Third"), line("Other", "https://x.example/"))),
        "application/jsonl",
    )
    ids = [one.id for one in twice.articles]
    assert [one.title for one in twice.articles] == ["First reading", "Second reading", "Third", "Other"]
    assert len(set(ids)) == 4
    assert ids[0] == alone.id, "an address gives the same id in every capture"


def test_a_broken_line_costs_only_itself():
    good = json.dumps({"title": "Good", "text": TEXT[0]})
    harvest = read(f'{good}\n{{"title": \n[1, 2]\n{good.replace("Good", "Better")}\n', "application/jsonl")
    assert [one.title for one in harvest.articles] == ["Good", "Better"]
    assert [failure.subject for failure in harvest.failures] == ["it: line 2", "it: line 3"]


MAIL = "From: Border Gazette <news@gazette.example>\r\nSubject: =?utf-8?q?Town_lends_generators_to_hospital?=\r\nDate: Tue, 13 May 2025 18:20:00 +0300\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"


def test_a_mail_is_an_article_of_its_sender():
    (article,) = read(MAIL + "\r\n\r\n".join(TEXT), "message/rfc822").articles
    assert (article.title, article.publisher, article.paragraphs) == ("Town lends generators to hospital", "Border Gazette", TEXT)
    assert article.published is not None
    assert article.published.day == date(2025, 5, 13)


def test_what_is_extracted_stands_in_the_capture():
    samples = {
        "text/html": html(f'<script type="application/ld+json">{LD}</script>'),
        "application/xml": FEED,
        "message/rfc822": MAIL + "\r\n\r\n".join(TEXT),
    }
    for media_type, body in samples.items():
        whole = squash(flatten(body.encode(), media_type))
        for article in read(body, media_type).articles:
            for text in (article.title, *article.paragraphs):
                assert holds(whole, text), (media_type, text)


def test_a_block_that_is_one_link_is_not_text():
    feed = FEED.replace('<a href="x">Read more</a>', '<a href="x">Go to the whole story here</a>')
    assert read(feed, "application/xml").articles[0].paragraphs == TEXT[:2]


def test_an_author_marked_in_the_page_is_read_where_its_data_has_none():
    (article,) = read(
        html(body='<p class="meta"><span class="author">Olha Hnatiuk</span> <time datetime="2025-05-13">13 May</time></p>'),
        "text/html",
    ).articles
    assert article.authors == ("Olha Hnatiuk",)
