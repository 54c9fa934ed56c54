"""Lists what a sitemap names: articles with their titles and times, or further sitemaps."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

from lxml import etree

from briefing.language.addresses import fetchable
from briefing.language.feeds.opening import opening_of
from briefing.language.instants import instant
from briefing.language.words import clean
from briefing.model import Link, Listing
from briefing.stages.gather.feeds import digest

_MOST_READ = 50_000  # addresses, as the format allows
_MOST = 1_000  # that are listed: the newest
_MORE = 10
_TITLE = 300  # characters
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_NAMED_DAY = re.compile(r"(20\d\d)[-_/]?(0[1-9]|1[0-2])?(?:[-_/]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
Said = dict[str, str]  # what one entry of a sitemap says, by element


def list_sitemap(text: str, base: str) -> Listing:
    """What a sitemap in XML or plain text lists: of many articles the `_MOST` newest, in its order; of an index the newest sitemaps."""
    if opening_of(text) == "page":
        return Listing(wrong="is a page, not a sitemap")
    if opening_of(text) != "sitemap":
        return _plain(text, base)
    articles: dict[str, Link] = {}
    indexed: dict[str, tuple[datetime | None, str]] = {}
    wrong = ""
    try:
        for kind, said in _entries(text):
            url = fetchable(said.get("loc", ""), base)
            if url is None:
                continue
            if kind == "sitemap":
                indexed.setdefault(url, (instant(said.get("lastmod", "")), _day_in(url)))
            else:
                articles.setdefault(url, _link(url, said))
    except etree.LxmlError as error:
        wrong = f"is no sitemap that can be read ({error})"[:200]
    if wrong and not articles and not indexed:
        return Listing(wrong=wrong)
    return Listing(links=_newest(tuple(articles.values())), more=_newest_sitemaps(indexed))


def _entries(text: str) -> Iterator[tuple[str, Said]]:
    """Each <url> or <sitemap> with what stands in it, up to where the document breaks off."""
    text = _NOT_XML.sub("", _DECLARATION.sub("", text))
    data = _BARE.sub("&amp;", text).encode("utf-8", "replace")  # the parser would drop a bare "&" with the word behind it
    reader = etree.iterparse(
        io.BytesIO(data), events=("end",), recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        encoding="utf-8", remove_comments=True, remove_pis=True,
    )  # fmt: skip
    read = 0
    for _, element in reader:
        name = _local(element.tag)
        if name not in ("url", "sitemap"):
            continue
        said: Said = {}
        for inner in element.iter():
            if inner is not element:
                key = _local(inner.tag)
                key = f"{key} of a picture" if _local(getattr(inner.getparent(), "tag", "")) in ("image", "video") else key
                said.setdefault(key, unescape(inner.text or "") if key == "title" else (inner.text or "").replace("&amp;", "&"))
        yield name, said
        element.clear()
        while (earlier := element.getprevious()) is not None and element.getparent() is not None:
            element.getparent().remove(earlier)
        read += 1
        if read == _MOST_READ:
            return


def _local(tag: object) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _link(url: str, said: Said) -> Link:
    title, published, updated = clean(said.get("title", ""))[:_TITLE], said.get("publication_date", ""), said.get("lastmod", "")
    return Link(
        url=url,
        title=title,
        published=instant(published),
        updated=instant(updated),
        digest=digest((title, published.strip(), updated.strip())),
    )


def _newest(links: tuple[Link, ...]) -> tuple[Link, ...]:
    if len(links) <= _MOST:
        return links
    dated = [(link.published or link.updated, number) for number, link in enumerate(links)]
    order = sorted(dated, key=lambda one: (one[0] is None, -one[0].timestamp() if one[0] else 0, one[1]))
    kept = {number for _, number in order[:_MOST]}
    return tuple(link for number, link in enumerate(links) if number in kept)


def _newest_sitemaps(indexed: dict[str, tuple[datetime | None, str]]) -> tuple[str, ...]:
    """The sitemaps of an index, the newest first, by their times, else by the days in their names, else as they stand."""
    by_name = sorted(indexed, key=lambda url: indexed[url][1], reverse=True)
    return tuple(sorted(by_name, key=lambda url: -_seconds(indexed[url][0])))[:_MORE]


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _day_in(url: str) -> str:
    found = [match.group(1, 2, 3) for match in _NAMED_DAY.finditer(url)]
    return max(("".join(part or "00" for part in parts) for parts in found), default="")


def _plain(text: str, base: str) -> Listing:
    """A sitemap in plain text: an address a line."""
    lines = [line for line in map(str.strip, text.split("\n", _MOST_READ)) if line]
    found = [url for line in lines if re.match(r"https?://\S+$", line) and (url := fetchable(line, base))]
    if not found or len(found) * 2 < len(lines):
        return Listing(wrong="is no sitemap")
    return Listing(links=tuple(Link(url=url, digest=digest((url,))) for url in dict.fromkeys(found))[:_MOST])
