"""What a sitemap lists, packed or not, and an index of sitemaps."""

import gzip
from datetime import UTC, datetime

import pytest

from briefing.model import Listing
from briefing.stages.gather.listing import ToList, read_listing

BASE = "https://gazette.example/world/feed.xml"


def listed(
    text: str | bytes, kind: str = "feed", *, base: str = BASE, charset: str | None = None, pattern: str | None = None
) -> Listing:
    body = text if isinstance(text, bytes) else text.encode()
    return read_listing(ToList(body=body, kind=kind, base=base, charset=charset, pattern=pattern))


def urls(listing: Listing) -> list[str]:
    assert listing.wrong is None
    return [link.url for link in listing.links]


NEWS_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://gazette.example/cranes </loc><lastmod>2026-01-01T11:00:00Z</lastmod>
<image:image><image:loc>https://gazette.example/cranes.jpg</image:loc><image:title>A crane</image:title></image:image>
<news:news><news:publication><news:name>Gazette</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-01-01T10:00:00+02:00</news:publication_date><news:title>Cranes &amp; ferries</news:title></news:news></url>
<url><loc>https://gazette.example/old</loc><lastmod>2025-12-30</lastmod></url><url><loc>/relative</loc></url><url/></urlset>"""


def test_a_news_sitemap_gives_titles_and_times_and_no_pictures():
    first, second, third = listed(NEWS_SITEMAP, "sitemap").links
    assert (first.url, first.title) == ("https://gazette.example/cranes", "Cranes & ferries")
    assert (first.published, first.updated) == (datetime(2026, 1, 1, 8, tzinfo=UTC), datetime(2026, 1, 1, 11, tzinfo=UTC))
    assert (second.url, second.published, second.updated) == (
        "https://gazette.example/old",
        None,
        datetime(2025, 12, 30, tzinfo=UTC),
    )
    assert third.url == "https://gazette.example/relative"


@pytest.mark.parametrize(
    "written", ["https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2", "<![CDATA[https://a.example/?a=1&b=2]]>"]
)
def test_an_address_in_a_sitemap_keeps_all_of_its_query_however_it_is_escaped(written: str):
    body = f"<urlset><url><loc>{written}</loc><news:title>Cranes &amp;amp; ferries&nbsp;&copy;</news:title></url></urlset>"
    (link,) = listed(body, "sitemap").links
    assert (link.url, link.title) == ("https://a.example/?a=1&b=2", "Cranes & ferries ©")


def test_a_packed_sitemap_is_unpacked_and_no_further_than_its_bound():
    assert listed(gzip.compress(NEWS_SITEMAP.encode()), "sitemap") == listed(NEWS_SITEMAP, "sitemap")
    bomb = gzip.compress(b"<urlset><url><loc>https://gazette.example/1</loc></url>" + b" " * 100_000_000)
    assert urls(listed(bomb, "sitemap")) == ["https://gazette.example/1"]


def test_a_packed_sitemap_that_is_cut_short_gives_what_it_has():
    whole = gzip.compress(
        "".join(["<urlset>", *(f"<url><loc>https://gazette.example/{n}</loc></url>" for n in range(5000))]).encode()
    )
    found = urls(listed(whole[: len(whole) // 2], "sitemap"))
    assert found[0] == "https://gazette.example/0"
    assert len(found) > 500


def test_an_index_names_its_ten_newest_sitemaps():
    dated = "".join(
        f"<sitemap><loc>https://gazette.example/{day}.xml</loc><lastmod>2026-01-{day:02}</lastmod></sitemap>"
        for day in range(1, 15)
    )
    assert listed(f"<sitemapindex>{dated}</sitemapindex>", "sitemap") == Listing(
        more=tuple(f"https://gazette.example/{day}.xml" for day in range(14, 4, -1))
    )
    named = "".join(f"<sitemap><loc>https://gazette.example/map-2025-{month:02}.xml.gz</loc></sitemap>" for month in (3, 11, 7))
    assert listed(f"<sitemapindex>{named}</sitemapindex>", "sitemap").more == tuple(
        f"https://gazette.example/map-2025-{month}.xml.gz" for month in ("11", "07", "03")
    )


def test_of_a_long_sitemap_the_newest_are_listed_in_its_order():
    entries = "".join(
        f"<url><loc>https://gazette.example/{n}</loc><lastmod>20{n // 100:02}-01-01</lastmod></url>" for n in range(2000)
    )
    found = urls(listed(f"<urlset>{entries}</urlset>", "sitemap"))
    assert found == [f"https://gazette.example/{n}" for n in range(1000, 2000)]


def test_a_sitemap_in_plain_text_is_an_address_a_line():
    assert urls(listed("https://gazette.example/1\r\n\nhttps://gazette.example/2#x\n", "sitemap")) == [
        "https://gazette.example/1",
        "https://gazette.example/2",
    ]
