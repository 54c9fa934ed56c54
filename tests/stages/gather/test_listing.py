"""What a feed, a sitemap and a topic page list, whatever they are written in and however they are broken."""

import json
import pickle
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Link, Listing
from briefing.stages.gather.listing import ToList, read_listing
from briefing.stages.gather.topic import matches

BASE = "https://gazette.example/world/feed.xml"


def listed(
    text: str | bytes, kind: str = "feed", *, base: str = BASE, charset: str | None = None, pattern: str | None = None
) -> Listing:
    body = text if isinstance(text, bytes) else text.encode()
    return read_listing(ToList(body=body, kind=kind, base=base, charset=charset, pattern=pattern))


def urls(listing: Listing) -> list[str]:
    assert listing.wrong is None
    return [link.url for link in listing.links]


def rss(*items: str) -> str:
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Gazette</title>{''.join(items)}</channel></rss>"


RSS = rss(
    "<item><title>Cranes &amp;amp; ferries</title><link>https://gazette.example/cranes?utm_source=rss&amp;id=7#top</link>"
    "<description>&lt;p&gt;Nine cranes are &lt;b&gt;at work&lt;/b&gt;.&lt;/p&gt;</description><pubDate>Thu, 01 Jan 2026 10:00:00 +0200</pubDate></item>"
)
ATOM = """<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://gazette.example/news/'><title>Gazette</title><entry>
<title type='html'>Cranes &amp;amp; ferries</title><link rel='self' href='/self'/><link href='cranes?id=7'/><id>tag:gazette.example,2026:7</id>
<published>2026-01-01T08:00:00Z</published><updated>2026-01-01T09:30:00+01:00</updated><summary>Nine cranes are at work.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>
<channel rdf:about='https://gazette.example/'><title>Gazette</title></channel>
<item rdf:about='https://gazette.example/cranes'><title>Cranes</title><link>https://gazette.example/cranes</link><dc:date>2026-01-01T08:00Z</dc:date></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Gazette",
        "items": [
            {
                "id": "7",
                "url": "/cranes?id=7",
                "title": "Cranes & ferries",
                "content_html": "<p>Nine cranes are <b>at work</b>.</p>",
                "date_published": "2026-01-01T10:00:00+02:00",
                "date_modified": "2026-01-01T08:30:00Z",
            },
            "nonsense",
            {"id": "https://gazette.example/by-id"},
        ],
    }
)


def test_an_item_of_rss_is_a_link_with_its_title_summary_and_time():
    (link,) = listed(RSS).links
    assert link.url == "https://gazette.example/cranes?id=7"
    assert (link.title, link.summary) == ("Cranes & ferries", "Nine cranes are at work.")
    assert link.published == datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert (link.updated, link.whole) == (None, False)


def test_an_entry_of_atom_is_found_relative_to_its_xml_base():
    (link,) = listed(ATOM).links
    assert link.url == "https://gazette.example/news/cranes?id=7"
    assert link.title == "Cranes & ferries"
    assert link.published == datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert link.updated == datetime(2026, 1, 1, 8, 30, tzinfo=UTC)


def test_an_item_of_rdf_has_the_time_of_dublin_core():
    (link,) = listed(RDF).links
    assert (link.url, link.title) == ("https://gazette.example/cranes", "Cranes")
    assert (link.published or link.updated) == datetime(2026, 1, 1, 8, tzinfo=UTC)


def test_a_json_feed_is_read_and_an_item_that_is_none_costs_only_itself():
    first, second = listed(JSON_FEED).links
    assert first.url == "https://gazette.example/cranes?id=7"
    assert (first.title, first.published) == ("Cranes & ferries", datetime(2026, 1, 1, 8, tzinfo=UTC))
    assert first.updated == datetime(2026, 1, 1, 8, 30, tzinfo=UTC)
    assert second.url == "https://gazette.example/by-id"


def test_the_address_behind_a_counting_service_is_taken():
    item = "<item><title>x</title><link>https://feeds.counter.example/~r/1</link><feedburner:origLink xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>https://gazette.example/real</feedburner:origLink></item>"
    assert urls(listed(rss(item))) == ["https://gazette.example/real"]


def test_an_item_without_a_link_has_the_address_of_its_permanent_id():
    assert urls(listed(rss("<item><title>x</title><guid>https://gazette.example/7</guid></item>"))) == ["https://gazette.example/7"]
    assert urls(listed(rss("<item><title>x</title><guid isPermaLink='false'>urn:7</guid></item>"))) == []


def test_an_item_without_any_address_is_carried_under_that_of_its_feed_and_its_own_id():
    item = "<item><title>x</title><guid isPermaLink='false'>urn:7</guid><description>Nine cranes are at work.</description></item>"
    (link,) = listed(rss(item)).links
    (changed,) = listed(rss(item.replace("Nine", "Ten"))).links
    (other,) = listed(rss(item.replace("urn:7", "urn:8"))).links
    assert link.url.startswith(f"{BASE}#")
    assert (link.whole, changed.url, other.url == link.url) == (True, link.url, False)
    assert changed.digest != link.digest


def test_an_address_listed_twice_is_listed_once_where_it_stood_first():
    items = [f"<item><title>{n}</title><link>https://gazette.example/{n % 2}?utm_medium={n}</link></item>" for n in range(4)]
    assert [(link.url, link.title) for link in listed(rss(*items)).links] == [
        ("https://gazette.example/0", "0"),
        ("https://gazette.example/1", "1"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://gazette.example/x",
        "https://user:secret@gazette.example/",
        "data:text/html,x",
        "https://[",
        "mailto:desk@gazette.example",
    ],
)
def test_what_is_no_address_of_the_web_is_not_listed(link: str):
    assert urls(listed(rss(f"<item><title>x</title><link>{link}</link><guid isPermaLink='false'>1</guid></item>"))) == []


def test_a_feed_cut_short_or_with_stray_signs_gives_what_it_has():
    assert urls(listed(RSS + "<item><title>Half")) == ["https://gazette.example/cranes?id=7"]
    assert urls(listed(RSS[: RSS.index("<description>")])) == ["https://gazette.example/cranes?id=7"]
    assert urls(listed(RSS.replace("Nine", "Nine \x0b & <b> &nbsp;"))) == ["https://gazette.example/cranes?id=7"]


def test_a_feed_without_items_lists_nothing_and_is_not_wrong():
    assert listed(rss()) == Listing()
    assert listed('{"version": "https://jsonfeed.org/version/1", "items": []}') == Listing()


PAGE = "<!DOCTYPE html><html><head><link rel='alternate' type='application/rss+xml' title='All' href='/all.xml'></head><body><p>News</body></html>"


@pytest.mark.parametrize(
    ("body", "kind", "wrong"),
    [
        (PAGE, "feed", "is a page, not a feed; it names the feed https://gazette.example/all.xml"),
        ("<html><body>Not found</body></html>", "feed", "is a page, not a feed"),
        ("", "feed", "is empty"),
        (" \n", "sitemap", "is empty"),
        ("<urlset/>", "feed", 'is a sitemap, not a feed (kind = "sitemap")'),
        ("<opml/>", "feed", "is a list of feeds, not a feed"),
        ('{"a": 1}', "feed", "is JSON, but not a JSON feed"),
        (PAGE, "sitemap", "is a page, not a sitemap"),
        ("User-agent: *", "sitemap", "is no sitemap"),
        (RSS, "page", 'is a feed, not a page (kind = "feed")'),
        ("<html><body><p>No link.", "page", "is a page without links"),
        ("<html><body><a href='/sport/1'>x</a>", "page", "has no link that matches /news/*"),
        (b"\x1f\x8b\x08broken", "sitemap", "is packed data that cannot be unpacked"),
    ],
)
def test_what_is_no_listing_says_what_it_is(body: str | bytes, kind: str, wrong: str):
    found = listed(body, kind, pattern="/news/*")
    assert (found.wrong, found.links, found.more) == (wrong, (), ())


@pytest.mark.parametrize(
    "body",
    [
        "<rss><channel><item",
        "not a feed at all",
        "<?xml version='1.0'?><x>&undefined;</y>",
        '{"version": "https://jsonfeed.org/version/1"',
    ],
)
def test_what_cannot_be_read_at_all_says_so_in_one_line(body: str):
    found = listed(body)
    assert found.links == ()
    assert found.wrong is not None or body.startswith("<rss")
    assert "\n" not in (found.wrong or "")


def test_a_feed_given_as_a_sitemap_is_listed_and_carries_nothing():
    assert [(link.url, link.whole) for link in listed(RSS, "sitemap").links] == [("https://gazette.example/cranes?id=7", False)]


TOPIC = """<html><head><base href="https://www.gazette.example/topics/"></head><body><nav><a href="/">Home</a><a href="#x">Down</a></nav>
<a href="/news/1"><img src="1.jpg"></a><h2><a href="/news/1?utm_source=topic">Cranes
 at  work</a></h2><a href="/sport/2">Match</a><a href="../news/3#comments" title="Ferries">  </a><a href="javascript:x">x</a></body></html>"""


def test_a_topic_page_lists_the_links_that_match_each_once_with_its_words():
    found = listed(TOPIC, "page", base="https://gazette.example/topics/war", pattern="/news/*")
    assert [(link.url, link.title) for link in found.links] == [
        ("https://www.gazette.example/news/1", "Cranes at work"),
        ("https://www.gazette.example/news/3", "Ferries"),
    ]


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("/news/*", True),
        ("news/*", True),
        ("https://gazette.example/news/*", True),
        ("http://www.gazette.example/*", True),
        ("gazette.example/news/*", True),
        ("*/news/*.html", True),
        ("*.html?id=*", True),
        ("/news/2026/*/cranes*", True),
        ("*", True),
        ("/news/", False),
        ("/*.htm", False),
        ("https://other.example/*", False),
        ("/news/*cranes*cranes*", False),
        ("/n*s/*l", True),
    ],
)
def test_a_pattern_means_a_path_or_a_whole_address(pattern: str, fits: bool):
    url = "https://gazette.example/news/2026/01/cranes.html"
    assert (matches(url, pattern) or matches(f"{url}?id=7", pattern)) is fits


def test_the_same_item_has_the_same_digest_and_a_changed_one_another():
    (first,) = listed(RSS).links
    assert listed(RSS.replace("?utm_source=rss&amp;id=7", "?id=7")).links[0].digest == first.digest
    assert listed(RSS.replace("<b>", "<i>").replace("&lt;b&gt;", "&lt;em&gt;")).links[0].digest == first.digest
    for before, after in (("ferries", "boats"), ("Nine", "Ten")):
        assert listed(RSS.replace(before, after)).links[0].digest != first.digest
    (entry,) = listed(ATOM).links
    assert listed(ATOM.replace("09:30", "09:31")).links[0].digest != entry.digest


def test_a_feed_is_read_in_the_encoding_its_server_names():
    text = RSS.replace("Cranes", "Крани порту").replace("ferries", "пороми")
    for encoding in ("cp1251", "koi8-u", "utf-16"):
        assert listed(text.encode(encoding), charset=encoding).links[0].title == "Крани порту & пороми"
    assert (
        listed(text.replace("?>", " encoding='windows-1251'?>").encode("cp1251"), charset="iso-8859-1").links[0].title
        == "Крани порту & пороми"
    )


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "https://127.0.0.1:1/feed",
        "file:///etc/passwd",
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&x;</title><link>https://a.example/</link></item></channel></rss>",
    ],
)
def test_nothing_named_in_a_feed_is_opened(name: str):
    found = listed(name)
    assert all("root:" not in link.title for link in found.links)


MADE = {
    "a hundred thousand items": ("feed", rss(*(f"<item><title>{n}</title><link>https://a.example/{n}</link></item>" for n in range(100_000)))),
    "a hundred thousand attributes": ("feed", "<rss " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/>"),
    "a hundred thousand namespaces": ("feed", "<rss>" + "".join(f"<x{n}:a xmlns:x{n}='u{n}'/>" for n in range(100_000))),
    "elements a hundred thousand deep": ("feed", "<rss><channel><item><description>" + "<div>" * 100_000),
    "fifty thousand comments in a description": ("feed", rss(f"<item><link>https://a.example/</link><description>{'&lt;!--' * 50_000}</description></item>")),
    "a title of fifty megabytes": ("feed", f"<rss><channel><item><title>{'x' * 50_000_000}</title></item></channel></rss>"),
    "five megabytes of spaces": ("feed", "<rss><channel>" + " " * 5_000_000),
    "entities in entities": ("feed", '<!DOCTYPE r [<!ENTITY a "lol">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]><rss><channel><item><title>&j;</title></item></channel></rss>"),
    "tags that never end": ("feed", "<rss><channel>" + "<a " * 600_000),
    "a hundred thousand links": ("page", "<html>" + "<a href=/x>x</a> " * 100_000),
    "a hundred thousand addresses": ("sitemap", "<urlset>" + "<url><loc>https://a.example/1</loc></url>" * 100_000),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", MADE)
def test_a_listing_made_to_cost_is_read_in_part_or_refused_within_seconds(name: str):
    kind, body = MADE[name]
    started = time.process_time()
    found = listed(body, kind, pattern="*" if kind == "page" else None)
    assert time.process_time() - started < 4
    assert len(found.links) <= 1_000
    assert all(len(link.title) <= 300 for link in found.links)


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["feed", "sitemap", "page"]), st.sampled_from([None, "utf-16", "nonsense", "cp1251"])
)
def test_no_bytes_raise(body: bytes, kind: str, charset: str | None):
    for start in (
        b"",
        b"<rss><channel><item><link>",
        b"<urlset><url><loc>",
        b'{"version":"https://jsonfeed.org/version/1","items":[',
        b"<html><a href=",
    ):
        found = listed(start + body, kind, charset=charset, pattern="*")
        assert isinstance(found, Listing)


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["items", "url", "id", "title", "authors", "name", "content_html", "language", "date_published"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_json_raises(value: object):
    listed(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [value, {"id": value, "url": "/x", "title": value, "content_text": value, "authors": value}],
                "title": value,
            }
        )
    )


def test_what_is_asked_and_what_is_found_go_through_a_pipe():
    asked = ToList(body=RSS.encode(), kind="feed", base=BASE)
    assert read_listing(pickle.loads(pickle.dumps(asked))) == pickle.loads(pickle.dumps(read_listing(asked)))
    assert isinstance(read_listing(asked).links[0], Link)
