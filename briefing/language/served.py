"""Which kind of page a web server has sent, by what it says and by how the page begins."""

from typing import Final

from briefing.language.feeds.opening import opening_of
from briefing.language.flatten import decode

_SAID: Final = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "text/markdown": "text/markdown",
    "application/json": "application/json",
    "application/feed+json": "application/json",
    "application/rss+xml": "application/xml",
    "application/atom+xml": "application/xml",
    "application/rdf+xml": "application/xml",
    "application/xml": "application/xml",
    "text/xml": "application/xml",
    "message/rfc822": "message/rfc822",
}
_VAGUE: Final = ("", "application/octet-stream", "binary/octet-stream", "application/x-unknown", "unknown/unknown", "text/plain")
_BEGINNING: Final = 20_000  # bytes


def is_read(said: str) -> bool:
    """Whether what a server calls so may be a page that is read."""
    return said in _SAID or said in _VAGUE


def kind_served(said: str, body: bytes, charset: str | None = None) -> str | None:
    """The media type of a `Capture` of what a server calls `said` (lower-case, without parameters); None where it is no page.

    HTML that is said to be XML or text, and a feed that is said to be HTML or text, are taken for what they are.
    """
    if not is_read(said):
        return None
    start = decode(body[:_BEGINNING], charset)
    opening, kind = opening_of(start), _SAID.get(said)
    if opening == "feed" and kind != "application/json":
        return "application/xml"
    if opening == "page":
        return "text/html"
    if kind and said not in _VAGUE:
        return kind
    if opening == "json":
        return "application/json"
    return None if "\0" in start else "text/plain"
