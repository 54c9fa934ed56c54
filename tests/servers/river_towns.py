"""The sites of river towns, each with one thing to try at a collect: what they say at first, and what they say hours later."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from enum import IntEnum, auto
from pathlib import Path

import newsroom_pages as pages
from mail_box import USER, MailBox
from newsroom import FEED, Newsroom

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
FIRST = NOW - timedelta(hours=20)
ITEMS = 4


class Site(IntEnum):
    """The sites, each with one thing to try."""

    SUMMARIES = 0
    WHOLE = auto()
    JSON = auto()
    SITEMAP = auto()
    TOPIC = auto()
    LIVE = auto()
    BUSY = auto()
    BROKEN = auto()
    ROBOTS = auto()
    WALL = auto()
    CHARSET = auto()
    CHANGING = auto()
    LOSING = auto()


def item(site: int, number: int) -> pages.Item:
    return pages.item(site, number, FIRST)


def path(site: int, number: int) -> str:
    return item(site, number).path


def by_hand(site: int, number: int, title: str, *paragraphs: str) -> pages.Item:
    """An item whose words stand in this file."""
    generated = item(site, number)
    return pages.Item(
        site=site, number=number, title=title, author=generated.author, published=generated.published, paragraphs=paragraphs
    )


FLOODED = by_hand(
    Site.CHANGING,
    0,
    "Ferry landing at Skarnham gives way, 12 injured",
    "The ferry landing at Skarnham gave way on Monday afternoon after the river had risen by 40 centimetres in a day.",
    "At least 12 people were injured at the landing in Skarnham on Monday, said Ada Thornwick of the River Board.",
    "The council of Brenmouth lent the town six pumps, and a crew worked on the weir until the morning.",
    "Repairs of the landing will cost 3 million euros, the River Board said in a letter to the council.",
)
KYRILLIC = by_hand(
    Site.CHARSET,
    0,
    "На переправі біля Скарнгема закрили причал",
    "Річкова рада Скарнгема закрила причал у понеділок увечері, бо вода за добу піднялася на сорок сантиметрів.",
    "Близько ста двадцяти осель біля причалу залишилися без води, повідомила речниця ради Ада Торнвік журналістам.",
    "Сусіднє місто позичило шість насосів, і бригада працювала на греблі до самого ранку, сказано в повідомленні.",
)
LIVE_ENTRIES = (
    (
        "09:10",
        "Pumps arrive",
        "The council of Brenmouth sent six pumps to Skarnham, and two of them run since nine o'clock, its clerk said.",
    ),
    (
        "10:05",
        "School closed",
        "The school beside the weir stays closed until Thursday, its head told parents in a letter on Tuesday morning.",
    ),
    (
        "11:20",
        "Road open again",
        "The upper road to Brenmouth is open again for lorries after a night of work, the River Board reported.",
    ),
    (
        "16:40",
        "Water falls",
        "The gauge at Skarnham fell by eleven centimetres within six hours, the River Board said in the afternoon.",
    ),
)


def live_page(newsroom: Newsroom, count: int) -> str:
    """A live blog with its first entries, the latest at the top."""
    entries = "".join(
        f'<div class="live-entry" id="e{number}"><time datetime="2026-03-10T{clock}:00+00:00">{clock}</time>'
        f"<h3>{title}</h3><p>{text}</p></div>"
        for number, (clock, title, text) in reversed(list(enumerate(LIVE_ENTRIES[:count])))
    )
    posts = [
        {
            "@type": "BlogPosting",
            "headline": title,
            "datePublished": f"2026-03-10T{clock}:00+00:00",
            "articleBody": text,
            "url": f"{newsroom.sites[Site.LIVE]}/live#e{number}",
        }
        for number, (clock, title, text) in reversed(list(enumerate(LIVE_ENTRIES[:count])))
    ]
    said = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Flood at Skarnham", "liveBlogUpdate": posts}
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Flood at Skarnham: live</title>'
        f'<script type="application/ld+json">{json.dumps(said)}</script></head><body><main><h1>Flood at Skarnham</h1>'
        f"{entries}</main></body></html>"
    )


def listed(newsroom: Newsroom, site: int, count: int = ITEMS, shape: pages.Shape = "pages") -> bytes:
    return pages.feed(site, tuple(item(site, number) for number in range(count)), newsroom.sites[site], shape)


def put_page(newsroom: Newsroom, one: pages.Item) -> None:
    newsroom.put(one.site, one.path, pages.page(one, newsroom.sites[one.site], 40))


def sitemap(newsroom: Newsroom, count: int) -> bytes:
    base, named = newsroom.sites[Site.SITEMAP], [item(Site.SITEMAP, number) for number in range(count)]
    urls = "".join(
        f"<url><loc>{base}{one.path}</loc><news:news><news:publication><news:name>{pages.name_of(one.site)}</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>{one.published.isoformat()}"
        f"</news:publication_date><news:title>{one.title}</news:title></news:news></url>"
        for one in named
    )
    head = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    )
    return gzip.compress(f'<?xml version="1.0" encoding="utf-8"?>{head}{urls}</urlset>'.encode(), mtime=0)


def json_feed(newsroom: Newsroom, count: int) -> str:
    base = newsroom.sites[Site.JSON]
    entries = [
        {
            "id": base + one.path,
            "url": base + one.path,
            "title": one.title,
            "content_html": "".join(f"<p>{each}</p>" for each in one.paragraphs),
            "date_published": one.published.isoformat(),
            "authors": [{"name": one.author}],
        }
        for one in (item(Site.JSON, number) for number in reversed(range(count)))
    ]
    said = {"version": "https://jsonfeed.org/version/1.1", "title": pages.name_of(Site.JSON), "language": "en", "items": entries}
    return json.dumps(said)


def topic_page(count: int) -> str:
    links = "".join(
        f'<li><a href="{path(Site.TOPIC, number)}">{item(Site.TOPIC, number).title}</a></li>' for number in range(count)
    )
    return f'<html><body><nav><a href="/about">About</a><a href="/2026/03/">March</a></nav><ul>{links}</ul></body></html>'


def set_up(newsroom: Newsroom) -> None:
    """What the sites say at the first collect."""
    index = f"<sitemap><loc>{newsroom.sites[Site.SITEMAP]}/news.xml.gz</loc><lastmod>{NOW.isoformat()}</lastmod></sitemap>"
    whole = f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}</sitemapindex>'
    newsroom.put(Site.SUMMARIES, FEED, listed(newsroom, Site.SUMMARIES), content_type="application/rss+xml")
    newsroom.put(Site.WHOLE, FEED, listed(newsroom, Site.WHOLE, shape="whole"), content_type="application/atom+xml")
    newsroom.put(Site.JSON, "/feed.json", json_feed(newsroom, ITEMS), content_type="application/feed+json")
    newsroom.put(Site.SITEMAP, "/sitemap.xml", whole, content_type="application/xml")
    newsroom.put(Site.SITEMAP, "/news.xml.gz", sitemap(newsroom, 2), content_type="application/gzip")
    newsroom.put(Site.TOPIC, "/topics/flood", topic_page(2))
    newsroom.put(Site.LIVE, "/live", live_page(newsroom, 2))
    newsroom.put(Site.BUSY, FEED, status=429, retry_after="7200")
    newsroom.put(Site.BROKEN, FEED, "<h1>Something went wrong</h1>", status=500)
    hidden = listed(newsroom, Site.ROBOTS, 2).replace(path(Site.ROBOTS, 1).encode(), b"/private/report.html")
    newsroom.put(Site.ROBOTS, FEED, hidden, content_type="application/rss+xml")
    newsroom.put(Site.ROBOTS, "/private/report.html", pages.page(item(Site.ROBOTS, 1), newsroom.sites[Site.ROBOTS], 40))
    newsroom.put(Site.WALL, FEED, listed(newsroom, Site.WALL, 1), content_type="application/atom+xml")
    newsroom.put(Site.WALL, path(Site.WALL, 0), walled(newsroom))
    feed = pages.feed(Site.CHARSET, (KYRILLIC,), newsroom.sites[Site.CHARSET], "pages")
    newsroom.put(Site.CHARSET, FEED, feed, content_type="application/rss+xml; charset=iso-8859-1")
    page = pages.page(KYRILLIC, newsroom.sites[Site.CHARSET], 40).decode()
    page = page.replace('<meta charset="utf-8">', '<meta charset="windows-1251">').replace('lang="en"', 'lang="uk"')
    newsroom.put(
        Site.CHARSET, KYRILLIC.path, page.encode("cp1251", "xmlcharrefreplace"), content_type="text/html; charset=iso-8859-1"
    )
    changing = pages.feed(Site.CHANGING, (FLOODED,), newsroom.sites[Site.CHANGING], "pages")
    newsroom.put(Site.CHANGING, FEED, changing, content_type="application/atom+xml")
    put_page(newsroom, FLOODED)
    newsroom.put(Site.LOSING, FEED, listed(newsroom, Site.LOSING, 3), content_type="application/rss+xml")


def change(newsroom: Newsroom) -> None:
    """What the sites say at the second collect."""
    newsroom.put(Site.SUMMARIES, FEED, listed(newsroom, Site.SUMMARIES, ITEMS + 1), content_type="application/rss+xml")
    newsroom.put(Site.JSON, "/feed.json", json_feed(newsroom, ITEMS + 1), content_type="application/feed+json")
    newsroom.put(Site.SITEMAP, "/news.xml.gz", sitemap(newsroom, 3), content_type="application/gzip")
    newsroom.put(Site.TOPIC, "/topics/flood", topic_page(3))
    newsroom.put(Site.LIVE, "/live", live_page(newsroom, 4))
    put_page(newsroom, RISEN)
    newsroom.put(Site.LOSING, path(Site.LOSING, 0), "<h1>Gone</h1>", status=410)
    newsroom.put(Site.LOSING, path(Site.LOSING, 1), status=301, location="/moved/item-1.html")
    newsroom.put(Site.LOSING, "/moved/item-1.html", pages.page(item(Site.LOSING, 1), newsroom.sites[Site.LOSING], 40))


RISEN = by_hand(
    Site.CHANGING,
    0,
    FLOODED.title.replace("12 injured", "19 injured"),
    FLOODED.paragraphs[0],
    FLOODED.paragraphs[1].replace("12 people", "19 people"),
    *FLOODED.paragraphs[2:],
)


def walled(newsroom: Newsroom) -> str:
    """A page of which a subscriber alone would see more."""
    one = item(Site.WALL, 0)
    said = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": one.title, "isAccessibleForFree": False}
    said |= {"datePublished": one.published.isoformat()}
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{one.title}</title>'
        f'<script type="application/ld+json">{json.dumps(said)}</script></head><body><article><h1>{one.title}</h1>'
        f"<p>{one.paragraphs[0][:120]}…</p></article><div class='paywall'><p>Subscribe to continue reading.</p>"
        "<p>This article is for subscribers only. Already a subscriber? Log in.</p></div></body></html>"
    )


def sources_of(newsroom: Newsroom, dead: str, folder: Path, box: MailBox) -> list[dict[str, object]]:
    """The profile's sources: one for each site, one that nobody answers at, a folder, a mailbox."""
    urls = {site: newsroom.sites[site] + FEED for site in Site}
    urls[Site.JSON] = newsroom.sites[Site.JSON] + "/feed.json"
    urls[Site.SITEMAP] = newsroom.sites[Site.SITEMAP] + "/sitemap.xml"
    urls[Site.TOPIC] = newsroom.sites[Site.TOPIC] + "/topics/flood"
    urls[Site.LIVE] = newsroom.sites[Site.LIVE] + "/live"
    kinds = {Site.SITEMAP: "sitemap", Site.TOPIC: "page", Site.LIVE: "page"}
    sources: list[dict[str, object]] = [
        {"name": f"{site.name.title()} Courier", "kind": kinds.get(site, "feed"), "url": urls[site]} for site in Site
    ]
    sources[Site.TOPIC]["links"] = "/2026/*/item-*"
    sources.append({"name": "Dead Courier", "kind": "feed", "url": f"{dead}/feed.xml"})
    sources.append({"name": "Drop box", "kind": "folder", "url": str(folder)})
    sources.append({"name": "Letters", "kind": "imap", "url": box.address()})
    return sources


DROPPED = """Depot at Skarnham reopened after two weeks

10 March 2026, 08:05

The depot at Skarnham reopened on Tuesday after two weeks of repairs, the River Board told reporters in the morning.

Eleven lorries left it before noon, and the council of Brenmouth thanked the crews in a short message to residents.

The repairs cost 2 million euros, of which the council pays a third, according to the board's clerk Lena Fosswick.
"""


LETTERS = ("Skarnham school to move into the old depot", "Skarnham council votes on a second bridge")


def letter(title: str) -> bytes:
    """A newsletter, once as text and once as HTML."""
    mail = EmailMessage()
    mail["From"] = "The Brenmouth Letter <letter@brenmouth.example>"
    mail["To"] = USER
    mail["Subject"] = title
    mail["Date"] = format_datetime(NOW - timedelta(hours=4))
    mail["Message-ID"] = f"<{title.replace(' ', '-')}@brenmouth.example>"
    paragraphs = (
        f"{title}, the council of Brenmouth told residents in a letter that reached them on Tuesday morning.",
        "The move takes two weeks and needs eleven lorries, which the town of Skarnham lends, the letter says.",
        "Whoever has questions may put them to the clerk of the council, Lena Fosswick, on Thursday evening in the town hall.",
    )
    mail.set_content("\n\n".join(paragraphs))
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    mail.add_alternative(f"<html><body><h1>{title}</h1>{body}</body></html>", subtype="html")
    return mail.as_bytes()
