"""Where a site may list its articles, read off its page and its robots.txt, in order of promise; and what is found, as lines of a profile."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

from briefing.language.addresses import fetchable
from briefing.language.flatten import decode
from briefing.language.links import feeds_named, links_of, title_of
from briefing.language.words import clean

Kind = Literal["feed", "sitemap"]
_MOST = 40
_MOST_LINKS = 15  # of those on the page that look like feeds
_NAME = 80  # characters
_COMMENTS = re.compile(r"comment|коментар|комментар|kommentar|commentaire|comentario", re.IGNORECASE)
_FEED_LIKE = re.compile(
    r"/(?:rss|feeds?|atom)(?:[/._-][\w.-]*)*/?$|\.(?:rss|atom|rdf)$|/(?:rss|feed|atom|index)\.(?:xml|json)$|[?&](?:feed|format)=(?:rss|atom|feed|json)",
    re.IGNORECASE,
)
_NEWS = re.compile(r"news|google|latest|recent|articles?|posts?", re.IGNORECASE)
_TRIED: tuple[tuple[str, Kind], ...] = (
    ("/feed", "feed"),
    ("/rss", "feed"),
    ("/rss.xml", "feed"),
    ("/feed.xml", "feed"),
    ("/atom.xml", "feed"),
    ("/index.xml", "feed"),
    ("/feed.json", "feed"),
    ("/news-sitemap.xml", "sitemap"),
    ("/sitemap_news.xml", "sitemap"),
    ("/sitemap-news.xml", "sitemap"),
    ("/sitemap.xml", "sitemap"),
    ("/sitemap_index.xml", "sitemap"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An address that may list a site's articles: what kind it would be, the words that name it, and why it is thought of."""

    url: str
    kind: Kind
    title: str = ""
    why: str = ""


def candidates(
    body: bytes, *, base: str, charset: str | None = None, sitemaps: Iterable[str] = (), guesses: bool = True
) -> tuple[Candidate, ...]:
    """The addresses worth asking on a site, the likeliest first, each once: the feeds its page names, the sitemaps of its robots.txt,
    what is linked like a feed, and with `guesses` the places where feeds often are. Never raises.

    `body` is the page at `base`; feeds of comments come last of their kind.
    """
    text = decode(body, charset)
    found = [
        *_last_of_comments(_named(text, base)),
        *_of_robots(sitemaps, base),
        *_last_of_comments(_linked(text, base)),
        *(_guessed(base) if guesses else ()),
    ]
    own = fetchable(base)
    by_address: dict[str, Candidate] = {}
    for one in found:
        if one.url != own:
            by_address.setdefault(one.url.rstrip("/"), one)
    return tuple(by_address.values())[:_MOST]


def site_name(body: bytes, *, base: str, charset: str | None = None) -> str:
    """What a site calls itself, else its host."""
    name = _tame(title_of(decode(body, charset)))
    name = re.split(r"\s+[|–—·•-]\s+", name, maxsplit=1)[0]
    return name or _host(base)


def profile_lines(found: Sequence[Candidate], *, name: str) -> str:
    """What was found as [[source]] tables of a profile, all under the publisher's `name`; titles stand in comments above them.

    Every foreign word is escaped: whatever a site calls itself, the lines say no more than name, kind and address.
    """
    publisher = _tame(name)
    tables = []
    for one in found:
        title = _tame(one.title)
        tables.append(
            (f"# {title}\n" if title and title != publisher else "")
            + f"[[source]]\nname = {_toml(publisher or _host(one.url))}\nkind = {_toml(one.kind)}\nurl = {_toml(one.url)}\n"
        )
    return "\n".join(tables)


def _named(text: str, base: str) -> Iterator[Candidate]:
    for named in feeds_named(text, base):
        yield Candidate(url=named.url, kind="feed", title=named.title, why="named by the page")


def _of_robots(sitemaps: Iterable[str], base: str) -> list[Candidate]:
    """The sitemaps of robots.txt, those for news first."""
    found = [
        Candidate(url=url, kind="sitemap", why="named by robots.txt") for written in sitemaps if (url := fetchable(written, base))
    ]
    return sorted(found, key=lambda one: not _NEWS.search(urlsplit(one.url).path))


def _linked(text: str, base: str) -> Iterator[Candidate]:
    count = 0
    for link in links_of(text, base):
        if _FEED_LIKE.search(_place(link.url)) and count < _MOST_LINKS:
            count += 1
            yield Candidate(url=link.url, kind="feed", title=link.title, why="linked from the page")


def _guessed(base: str) -> Iterator[Candidate]:
    for path, kind in _TRIED:
        if url := fetchable(urljoin(base, path)):
            yield Candidate(url=url, kind=kind, why="a usual place")


def _last_of_comments(found: Iterable[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda one: bool(_COMMENTS.search(one.title) or _COMMENTS.search(urlsplit(one.url).path)))


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _tame(text: str) -> str:
    """Foreign words on one line, short, without signs that cannot be seen."""
    return clean(text)[:_NAME].strip()


def _toml(text: str) -> str:
    """A text as a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in escaped) + '"'
