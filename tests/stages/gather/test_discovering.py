"""Where a site lists its articles, and what is found as lines that a profile takes."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from briefing.settings import parse
from briefing.stages.gather.discovering import Candidate, candidates, profile_lines, site_name

BASE = "https://www.gazette.example/world/"
PAGE = b"""<html><head><title>World news | The Gazette</title><base href="/">
<link rel="alternate" type="application/rss+xml" title="Comments Feed" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="All stories" href="feed/?utm_source=head">
<link rel="alternate" type="application/atom+xml" href="https://feeds.example/gazette.atom">
<link rel="alternate" type="application/json" href="/wp-json/x"><link rel="alternate" hreflang="uk" href="/uk/">
<link rel="stylesheet" type="text/xml" href="/style.xml"></head>
<body><a href="/rss/sport.xml">Sport</a><a href="/news/1">Cranes</a><a href="/about/feedback">Write</a><a href="/feed">All</a>
<a href="/x?feed=rss2">RSS</a></body></html>"""


def test_what_the_page_names_comes_first_then_sitemaps_then_links_then_usual_places():
    found = candidates(PAGE, base=BASE, sitemaps=["/sitemap.xml", "https://www.gazette.example/sitemap-news.xml", "ftp://x/"])
    assert [(one.url.removeprefix("https://www.gazette.example"), one.kind, one.why) for one in found[:8]] == [
        ("/feed/", "feed", "named by the page"),
        ("https://feeds.example/gazette.atom", "feed", "named by the page"),
        ("/comments/feed/", "feed", "named by the page"),
        ("/sitemap-news.xml", "sitemap", "named by robots.txt"),
        ("/sitemap.xml", "sitemap", "named by robots.txt"),
        ("/rss/sport.xml", "feed", "linked from the page"),
        ("/x?feed=rss2", "feed", "linked from the page"),
        ("/rss", "feed", "a usual place"),
    ]
    assert len({one.url.rstrip("/") for one in found}) == len(found)
    assert {one.why for one in candidates(PAGE, base=BASE, guesses=False)} == {"named by the page", "linked from the page"}


def test_a_site_is_called_what_it_calls_itself_else_by_its_host():
    assert site_name(b"<meta property='og:site_name' content='The  Gazette'><title>x</title>", base=BASE) == "The Gazette"
    assert site_name(b"<title>The Gazette | World</title>", base=BASE) == "The Gazette"
    assert site_name(b"", base=BASE) == "gazette.example"


def test_what_is_found_is_ready_for_a_profile():
    found = [
        Candidate(url="https://a.example/feed", kind="feed", title="All stories"),
        Candidate(url="https://a.example/map.xml", kind="sitemap"),
    ]
    lines = profile_lines(found, name="The Gazette")
    assert lines == (
        '# All stories\n[[source]]\nname = "The Gazette"\nkind = "feed"\nurl = "https://a.example/feed"\n'
        '\n[[source]]\nname = "The Gazette"\nkind = "sitemap"\nurl = "https://a.example/map.xml"\n'
    )
    profile = parse(f'title = "Day"\ntimezone = "UTC"\n[[section]]\nid = "all"\ntitle = "All"\nabout = "all"\n{lines}', "test")
    assert [(source.name, source.kind, source.url) for source in profile.sources] == [
        ("The Gazette", "feed", "https://a.example/feed"),
        ("The Gazette", "sitemap", "https://a.example/map.xml"),
    ]


@given(st.text(), st.text(), st.text())
def test_no_foreign_word_gets_out_of_its_string(name: str, title: str, path: str):
    url = f"https://a.example/{path}"
    table = tomllib.loads(profile_lines([Candidate(url=url, kind="feed", title=title)], name=name))
    assert table.keys() == {"source"}
    assert [one.keys() for one in table["source"]] == [{"name", "kind", "url"}]
    assert table["source"][0]["url"] == url or "\ud800" <= max(path) <= "\udfff"


@given(st.binary(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_no_page_raises(body: bytes, sitemaps: list[str]):
    for start in (b"", b"<a href=", b"<link rel=alternate type=application/rss+xml href="):
        assert len(candidates(start + body, base=BASE, sitemaps=sitemaps)) <= 40
        assert site_name(start + body, base=BASE)
