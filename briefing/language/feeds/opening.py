"""What a document is by how it begins."""

import re
from typing import Literal

Opening = Literal["feed", "sitemap", "page", "json", "opml", "empty", "other"]

_LOOKED_AT = 20_000  # characters before the first element: comments and a document type
_SKIPPED = re.compile(
    r"\s+|<\?[^>]{0,2000}\?>|<!--.{0,10000}?-->|<!DOCTYPE(?!\s+html)[^>\[]{0,2000}(?:\[.{0,10000}?\])?\s*>",
    re.DOTALL | re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})")
_ELEMENTS: dict[str, Opening] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "channel": "feed", "entry": "feed",
    "urlset": "sitemap", "sitemapindex": "sitemap", "opml": "opml",
    "html": "page", "head": "page", "body": "page", "div": "page", "meta": "page", "title": "page", "script": "page", "table": "page", "p": "page",
}  # fmt: skip


def opening_of(text: str) -> Opening:
    """What a text is, by its first element, or its first sign where it is JSON."""
    start = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n")
    if not start:
        return "empty"
    if start[0] in "{[":
        return "json"
    position = 0
    while skipped := _SKIPPED.match(start, position):
        position = skipped.end()
    if re.match(r"<!doctype\s+html\b", start[position : position + 30], re.IGNORECASE):
        return "page"
    named = _ELEMENT.match(start, position)
    return _ELEMENTS.get(named[1].lower(), "other") if named else "other"
