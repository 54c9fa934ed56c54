"""Which kind of page an answer is, by what its server says and by how it begins."""

from typing import Final

from briefing.language.feeds.opening import opening_of
from briefing.language.flatten import decode
from briefing.model import Answer

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


def media_type_of(answer: Answer) -> str | None:
    """The media type a `Capture` of the answer has; None where it is no kind of page that is read (a picture, a PDF).

    HTML that is said to be XML or text, and a feed that is said to be HTML or text, are taken for what they are.
    """
    said, vague = _SAID.get(answer.media_type), answer.media_type in _VAGUE
    if not said and not vague:
        return None
    start = decode(answer.body[:_BEGINNING], answer.charset)
    opening = opening_of(start)
    if opening == "feed" and said != "application/json":
        return "application/xml"
    if opening == "page":
        return "text/html"
    if said:
        return said
    if opening == "json":
        return "application/json"
    return None if "\0" in start else "text/plain"
