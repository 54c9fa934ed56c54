"""Which kind of page an answer is, by what its server says and by how it begins."""

import re

from briefing.model import Answer

_SAID = {
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
_VAGUE = ("", "application/octet-stream", "binary/octet-stream", "application/x-unknown", "unknown/unknown", "text/plain")
_OPENING = re.compile(rb"(?:<\?xml[^>]{0,300}\?>\s*|<!--.{0,2000}?-->\s*)*", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)


def media_type_of(answer: Answer) -> str | None:
    """The media type a `Capture` of the answer has; None where it is no kind of page that is read (a picture, a PDF).

    HTML that is said to be XML or text, and a feed that is said to be HTML or text, are taken for what they are.
    """
    start = answer.body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    start = start[_OPENING.match(start).end() :] if start.startswith(b"<") else start  # type: ignore[union-attr]
    said = _SAID.get(answer.media_type)
    if _FEED.match(start) and said != "application/json":
        return "application/xml"
    if _HTML.match(start) and (said or answer.media_type in _VAGUE):
        return "text/html"
    if said is None and answer.media_type in _VAGUE and b"\0" not in answer.body[:4096]:
        return "application/json" if start[:1] in (b"{", b"[") else "text/plain"
    return said
