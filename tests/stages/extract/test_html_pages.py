"""HTML pages: what of a page is its article, who wrote it, the entries of its live blog, and what no page may cost."""

import json
import time
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.language.flatten import flatten
from briefing.language.words import squash
from briefing.model import Article, Capture, Harvest
from briefing.stages.extract import extract

TEXT = (
    "The ferry company has ordered two electric ships for the line across the fjord, the county council was told on Monday.",
    "Both are to be built at the yard in Ulvik and will carry eighty cars each, twice as many as those in service now.",
    "The county pays for the quays, where batteries are charged while the cars drive off, and expects to open them in May.",
    "Drivers have asked for years for later departures, and the last ship of the day will now leave at half past eleven.",
)


def read(body: str) -> Harvest:
    data = body.encode()
    return extract(
        Capture(
            sha256=sha256(data).hexdigest(),
            name="it",
            media_type="text/html",
            body=data,
            fetched_at=datetime(2025, 6, 1, tzinfo=UTC),
        ),
        ZoneInfo("Europe/Oslo"),
    )


def page(*blocks: str, head: str = "", after: str = "") -> str:
    text = "".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks)
    return (
        f'<!doctype html><html lang="en"><head><title>Two ferries ordered</title>{head}'
        '<meta property="og:type" content="article"><meta property="article:published_time" content="2025-05-19T10:00:00+02:00">'
        f'<link rel="canonical" href="https://fjord.example/ferries"></head><body><article><h1>Two ferries ordered for the fjord</h1>{text}</article>{after}</body></html>'
    )


def article(body: str) -> Article:
    (found,) = read(body).articles
    return found


def test_a_cross_head_is_no_paragraph_but_the_question_of_an_interview_is():
    found = article(page(*TEXT[:2], "<h2>Quays and batteries</h2>", TEXT[2], "<h3>Who will pay for the ships?</h3>", TEXT[3]))
    assert found.paragraphs == (*TEXT[:3], "Who will pay for the ships?", TEXT[3])


def test_a_line_break_behind_a_sentence_begins_a_paragraph_and_another_one_does_not():
    found = article(page(f"<p>{TEXT[0]}<br><br>{TEXT[1]}</p>", f"<p>{TEXT[2][:40]}<br>{TEXT[2][40:]}</p>", TEXT[3]))
    assert tuple(map(squash, found.paragraphs)) == tuple(map(squash, TEXT))


@pytest.mark.parametrize(
    "box",
    [
        '<ul><li><a href="/a">Ten walks along the water for a rainy weekend</a></li></ul>',
        '<p>See also: <a href="/a">Ten walks along the water for a rainy weekend</a></p>',
        "<figure><img src=x><figcaption>A ferry lies at the old quay in the morning light of Tuesday.</figcaption></figure>",
        '<div class="image-caption">A ferry lies at the old quay in the morning light of Tuesday.</div>',
        "<div hidden><p>Your browser is old, and this page cannot show you what our readers like so much.</p></div>",
        '<div style="color:red; display: none"><p>Your browser is old, and this page cannot show what it should.</p></div>',
        '<article><h3><a href="/other">Bridge closed for a week</a></h3><p>The bridge over the sound is closed from Friday, the road office said in a note.</p></article>',
        "<p>Sign up for our newsletter and get the best of the coast in your inbox every morning.</p>",
    ],
)
def test_what_stands_amid_an_article_and_is_none_of_it_stays_out(box: str):
    assert article(page(*TEXT[:2], box, *TEXT[2:])).paragraphs == TEXT


def test_a_sentence_about_subscribers_amid_an_article_is_news():
    sentence = (
        "The service has won four thousand subscribers since March, who sign up for a year at half the price of single tickets."
    )
    assert sentence in article(page(*TEXT[:2], sentence, *TEXT[2:])).paragraphs


def test_an_article_that_a_program_unhides_is_read():
    hidden = "".join(f"<p>{text}</p>" for text in TEXT)
    assert article(page(f'<div style="display:none">{hidden}</div>')).paragraphs == TEXT


def test_a_list_of_short_items_is_kept():
    items = "<ul><li>eighty cars</li><li>two ramps</li><li>one café</li></ul>"
    found = article(page(*TEXT[:2], items, *TEXT[2:]))
    assert {"eighty cars", "two ramps", "one café"} <= set(found.paragraphs)


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "Two ferries ordered for the fjord", **fields})}</script>'


def test_the_text_of_the_json_ld_stands_in_where_the_page_shows_none():
    found = article(page("Loading", head=ld(articleBody="\n".join(TEXT))))
    assert found.paragraphs == TEXT


def test_a_whole_text_in_the_json_ld_keeps_a_box_out():
    box = "The harbour café has a new menu with soup."
    assert box in article(page(*TEXT[:2], box, *TEXT[2:])).paragraphs
    assert article(page(*TEXT[:2], box, *TEXT[2:], head=ld(articleBody=" ".join(TEXT)))).paragraphs == TEXT


@pytest.mark.parametrize(
    ("head", "byline", "authors"),
    [
        (ld(author={"@type": "Person", "name": "Ingrid Vik"}), "", ("Ingrid Vik",)),
        (ld(author=[{"name": "Ingrid Vik"}, {"name": "Ola Berge"}]), "", ("Ingrid Vik", "Ola Berge")),
        ('<meta name="author" content="By Ingrid Vik and Ola Berge">', "", ("Ingrid Vik", "Ola Berge")),
        ('<meta name="parsely-author" content="Ingrid Vik">', "", ("Ingrid Vik",)),
        ("", '<div class="byline">Von Ingrid Vik</div>', ("Ingrid Vik",)),
        ("", '<span class="article-author-name"><a href="/vik">Ingrid Vik</a> Transport reporter</span>', ("Ingrid Vik",)),
        ("", "<p>By Ingrid Vik</p>", ("Ingrid Vik",)),
        (
            ld(author={"name": "Fjord Post"}, publisher={"name": "Fjord Post"}),
            '<a rel="author" href="/vik">Ingrid Vik</a>',
            ("Ingrid Vik",),
        ),
    ],
)
def test_persons_are_read_wherever_the_page_names_them(head: str, byline: str, authors: tuple[str, ...]):
    assert article(page(byline or TEXT[0], *TEXT, head=head)).authors == authors


def test_a_reader_who_comments_is_no_author():
    comments = '<section id="comments"><div class="comment"><span class="author">Per Lund</span><p>At last, after all these years of waiting.</p></div></section>'
    assert article(page(*TEXT, after=comments)).authors == ()


def test_a_publisher_is_no_address_and_has_no_slogan():
    assert article(page(*TEXT, head=ld(publisher={"name": "https://fjord.example"}))).publisher == "fjord.example"
    assert (
        article(page(*TEXT, head='<meta property="og:site_name" content="Fjord Post | News from the coast">')).publisher
        == "Fjord Post"
    )


def blog(*entries: str, title: str = "Storm over the coast") -> str:
    return f'<html lang="en"><head><link rel="canonical" href="https://fjord.example/storm"></head><body><h1>{title}</h1><main><div>{"".join(entries)}</div></main></body></html>'


def entries(body: str) -> list[Article]:
    return [one for one in read(body).articles if one.kind == "entry"]


def test_the_entries_a_page_marks_are_split_with_time_address_and_update():
    marked = [
        f'<div itemprop="liveBlogUpdate" itemscope id="e{n}"><h3 itemprop="headline">Report {n}</h3><meta itemprop="datePublished" content="2025-05-19T1{n}:00:00+02:00">'
        f'<meta itemprop="dateModified" content="2025-05-19T1{n}:30:00+02:00"><div itemprop="articleBody"><p>{TEXT[n]}</p></div></div>'
        for n in (2, 1)
    ]
    found = entries(blog(*marked))
    assert [(one.title, one.paragraphs, one.url) for one in found] == [
        (f"Report {n}", (TEXT[n],), f"https://fjord.example/storm#e{n}") for n in (2, 1)
    ]
    assert [one.published.at.hour for one in found if one.published and one.published.at] == [12, 11]
    assert [one.updated.at.minute for one in found if one.updated and one.updated.at] == [30, 30]


def test_of_two_states_of_one_entry_the_newer_is_taken():
    updates = [
        {
            "headline": "Road closed",
            "articleBody": text,
            "url": "https://fjord.example/storm#r",
            "datePublished": "2025-05-19T10:00:00+02:00",
            "dateModified": at,
        }
        for text, at in ((TEXT[1], "2025-05-19T09:30:00Z"), (TEXT[0], "2025-05-19T11:00:00+02:00"))
    ]
    found = entries(page(TEXT[2], head=ld(**{"@type": "LiveBlogPosting", "liveBlogUpdate": updates})))
    assert [one.paragraphs for one in found] == [(TEXT[1],)]


def test_a_live_blog_without_headings_is_split_where_the_page_says_that_it_is_one():
    bare = [
        f'<div id="e{n}"><time datetime="2025-05-19T1{n}:00:00+02:00">1{n}:00</time><p>{TEXT[n]}</p><p>{TEXT[0]} It is report {n}.</p></div>'
        for n in (3, 2, 1)
    ]
    assert len(entries(blog(*bare, title="Storm over the coast: live updates"))) == 3
    assert entries(blog(*bare)) == []


def test_cards_that_lead_to_other_pages_are_no_live_blog():
    cards = [
        f'<div><time datetime="2025-05-1{n}">1{n} May</time><h3><a href="/story{n}">Story number {n} of the week</a></h3><p>{TEXT[n]}</p><p>{TEXT[0]} {n}.</p></div>'
        for n in range(4)
    ]
    assert entries(blog(*cards)) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p>" * 500_000,
        "<html><body>" + f"<p>{TEXT[0]}" * 20_000,
        f"<html><body><p>{TEXT[0] * 20_000}",
        "<p " + " ".join(f"a{n}=b" for n in range(50_000)) + f">{TEXT[0]}",
        "<p>" + "<" * 500_000,
        f"<html><body><p>{f'<span>{TEXT[0]}</span>' * 20_000}",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    ],
    ids=["tags", "paragraphs", "one paragraph", "attributes", "brackets", "spans", "nesting"],
)
@pytest.mark.slow
def test_no_page_takes_long(body: str):
    read(page(*TEXT))  # the libraries are loaded
    started = time.process_time()
    read(body)
    assert time.process_time() - started < 8


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *TEXT,
            "<h2>More</h2>",
            "<br>",
            "<ul><li>one</li><li>two of them</li></ul>",
            "<blockquote><p>“It is late,” she said on Monday.</p></blockquote>",
            "<table><tr><td>1</td><td>2</td></tr></table>",
            "<div>",
            "</div>",
            "<a href=x>link</a>",
        ]
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(FRAGMENTS)
def test_every_paragraph_stands_in_the_page(fragments: list[str]):
    body = page(*fragments)
    whole = squash(flatten(body.encode(), "text/html"))
    for found in read(body).articles:
        assert all(squash(text) in whole for text in found.paragraphs)
