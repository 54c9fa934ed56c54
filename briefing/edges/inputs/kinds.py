"""Which kinds of page are read, and how one tells: by a file's name, by its first bytes."""

import os
import re

PAGE_LIMIT = 10_000_000  # bytes of one page, unpacked
LIST_LIMIT = 100_000_000  # bytes of one file of many articles, unpacked
_CRAWL_LIMIT = 5_000_000_000  # bytes of one WARC file as it lies there; of what is in it, one page at a time is held

WARC = "application/warc"
_BY_EXTENSION = {
    ".txt": ("text/plain", PAGE_LIMIT),
    ".html": ("text/html", PAGE_LIMIT),
    ".htm": ("text/html", PAGE_LIMIT),
    ".md": ("text/markdown", PAGE_LIMIT),
    ".markdown": ("text/markdown", PAGE_LIMIT),
    ".json": ("application/json", LIST_LIMIT),
    ".jsonl": ("application/jsonl", LIST_LIMIT),
    ".ndjson": ("application/jsonl", LIST_LIMIT),
    ".xml": ("application/xml", PAGE_LIMIT),
    ".rss": ("application/xml", PAGE_LIMIT),
    ".atom": ("application/xml", PAGE_LIMIT),
    ".eml": ("message/rfc822", PAGE_LIMIT),
    ".warc": (WARC, _CRAWL_LIMIT),
}
_HTML = re.compile(rb"(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<\?xml[\s?]|<(?:rss|feed|rdf:RDF)[\s>]")
# UTF-16 and UTF-32 are text with NUL bytes: their marks, and "<?" of XML without one.
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff", b"<\0?\0", b"\0<\0?", b"<\0\0\0?", b"\0\0\0<\0\0\0?")
# Bytes no text holds, in any encoding but the wide ones; ESC stays, ISO-2022 switches alphabets with it.
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])
_SAMPLE = 65_536


def of_name(name: str) -> tuple[str, int] | None:
    """The media type of a file by its name (".gz" does not count), and how many bytes of one are read; None where none is."""
    return _BY_EXTENSION.get(os.path.splitext(name.lower().removesuffix(".gz"))[1])  # noqa: PTH122


def is_empty(body: bytes) -> bool:
    """Whether there is nothing to read."""
    return not body.strip(b"\xef\xbb\xbf \t\r\n")


def is_text(body: bytes) -> bool:
    """Whether hardly one in a hundred of its first bytes is a control no text holds."""
    sample = body[:_SAMPLE]
    return body.startswith(_WIDE_MARKS) or len(sample) - len(sample.translate(None, _CONTROLS)) <= len(sample) / 100


def sniffed(media_type: str, body: bytes) -> str:
    """The media type, corrected where the first bytes say plainly that it is another."""
    start = body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if media_type in ("text/plain", "application/xml") and _HTML.match(start):
        return "text/html"
    if media_type == "text/plain" and _FEED.match(start):
        return "application/xml"
    if media_type == "application/json":
        first, _, rest = body.removeprefix(b"\xef\xbb\xbf").strip().partition(b"\n")
        if first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{"):
            return "application/jsonl"
    return media_type
