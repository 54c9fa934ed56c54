"""The links of a page: those in its text, and the feeds its head names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml import html as markup

from briefing.language.addresses import fetchable
from briefing.language.markup import parsable
from briefing.language.words import clean

_LARGEST = 3_000_000  # characters
_MOST_MARKS = 200_000  # "<" in all
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_MOST_ATTRIBUTES = 2_000
_TITLE = 300  # characters
_FEEDS = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/rdf+xml": "RDF",
    "application/feed+json": "JSON",
    "application/xml": "XML",
    "text/xml": "XML",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """An address on a page, fit to be fetched, with the words that name it."""

    url: str
    title: str = ""
    kind: str = ""


def links_of(text: str, base: str) -> Iterator[Named]:
    """Every link in a page's text, in its order; what is no address of the web is left out. Never raises."""
    tree = _tree(text)
    if tree is None:
        return
    base = _base(tree, base)
    for element in tree.iter("a", "area"):
        if (url := fetchable(element.get("href") or "", base)) is not None:
            words = clean(" ".join(element.itertext())) or clean(element.get("title") or element.get("aria-label") or "")
            yield Named(url=url, title=words[:_TITLE])


def feeds_named(text: str, base: str) -> Iterator[Named]:
    """The feeds that a page's head names, in its order. Never raises."""
    tree = _tree(text)
    if tree is None:
        return
    base = _base(tree, base)
    for element in tree.iter("link"):
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        relations = (element.get("rel") or "").lower().split()
        json = kind == "application/json" and re.search(r"feed", element.get("href") or "", re.IGNORECASE)
        if not (kind in _FEEDS or json) or not {"alternate", "feed", "service.feed"} & set(relations):
            continue
        if (url := fetchable(element.get("href") or "", base)) is not None:
            yield Named(url=url, title=clean(element.get("title") or "")[:_TITLE], kind=_FEEDS.get(kind, "JSON"))


def title_of(text: str) -> str:
    """The name a page gives its site, else its own title; "" where it has neither."""
    tree = _tree(text)
    if tree is None:
        return ""
    for element in tree.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() == "og:site_name" and clean(element.get("content") or ""):
            return clean(element.get("content") or "")[:_TITLE]
    found = tree.find(".//title")
    return clean(" ".join(found.itertext()))[:_TITLE] if found is not None else ""


def _tree(text: str) -> markup.HtmlElement | None:
    text = text[:_LARGEST]
    if text.count("<") > _MOST_MARKS:
        text = "<".join(text.split("<", _MOST_MARKS)[:_MOST_MARKS])
    long = next((tag for tag in _LONG_TAG.finditer(text) if tag.group().count("=") > _MOST_ATTRIBUTES), None)
    text = text[: long.start()] if long else text
    parser = markup.HTMLParser(huge_tree=False, no_network=True, remove_pis=True, remove_comments=True)
    try:
        return markup.document_fromstring(re.sub(r"^\s*<\?xml[^>]{0,500}\?>", "", parsable(text)), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _base(tree: markup.HtmlElement, base: str) -> str:
    """The address its links are relative to: that of its <base>, else its own."""
    element = tree.find(".//base[@href]")
    return (fetchable(element.get("href") or "", base) if element is not None else None) or base
