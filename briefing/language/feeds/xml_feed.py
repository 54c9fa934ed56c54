"""Reads RSS, Atom and RDF with feedparser, from decoded text that has been cut to what a feed may be.

feedparser takes seconds for what no feed holds: time in the square of a tag's attributes, of the depth of elements, and its own
for each item. What could cost that is cut away, or refused, before it is asked.
"""

import io
import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from briefing.language.feeds.item import Feed, Item, Part
from briefing.language.markup import plain
from briefing.language.words import clean

MOST_ITEMS = 500
_LARGEST = 5_000_000  # characters
_DEEPEST = 2_000
_MOST_ATTRIBUTES = 500  # of one long tag
_MOST_NAMESPACES = 5_000  # declared: one that each item declares counts each time
_MOST_MARKS = 100_000  # "<" outside CDATA
_LONGEST_TITLE = 2_000
_ITEM_START = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_ENDLESS = 100_000  # characters of a tag
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s<>/]{0,60})[^<>]*(/?)>")
_VOID = frozenset("area base br col embed hr img input meta param source track wbr".split())


def read(text: str, base: str) -> Feed:
    """The items of a feed, at most `MOST_ITEMS`; or why it is none."""
    text = _NOT_XML.sub("", _beginning(text[:_LARGEST]))
    if reason := _too_much(text):
        return Feed(wrong=reason)
    import feedparser  # noqa: PLC0415  (a tenth of a second that only feeds need)

    # Bytes in a stream: given text or bytes, feedparser opens what looks like an address or a path. Nothing is sanitised: its
    # sanitiser takes time in the square of some texts, and only their words are used.
    data = '<?xml version="1.0" encoding="utf-8"?>' + _DECLARATION.sub("", text, count=1)
    headers = {"content-type": "application/xml; charset=utf-8"} | ({"content-location": base} if base else {})
    try:
        parsed = feedparser.parse(
            io.BytesIO(data.encode("utf-8", "replace")), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
        if not parsed.entries and (parsed.get("bozo") or not parsed.get("version")):
            return Feed(wrong=_why(parsed.get("bozo_exception")))
        items = tuple(_item(entry, base) for entry in parsed.entries[:MOST_ITEMS])
        feed = parsed.feed
        return Feed(
            title=clean(plain(_text(feed.get("title")))),
            publisher=clean(_text(_mapping(feed.get("publisher_detail")).get("name"))),
            language=_text(feed.get("language")),
            items=items,
        )
    except Exception as error:  # noqa: BLE001 (feedparser raises all kinds on broken feeds; none may stop a run)
        return Feed(wrong=_why(error))


def _beginning(text: str) -> str:
    """A feed up to the end of its `MOST_ITEMS`th item: the parser takes a long one's time for every item of it."""
    beyond = next(islice(_ITEM_START.finditer(text), MOST_ITEMS, None), None)
    return text[: beyond.start()] if beyond else text


def _too_much(text: str) -> str:
    """Why a document is none that a feed reader should be given, or ""."""
    for tag in _LONG_TAG.finditer(text):
        if len(tag.group()) > _ENDLESS:
            return "is no feed: one of its tags has no end"
        if tag.group().count("=") > _MOST_ATTRIBUTES:
            return f"is no feed: one of its tags has more than {_MOST_ATTRIBUTES} attributes"
    if text.count("xmlns:") > _MOST_NAMESPACES:
        return f"is no feed: it names more than {_MOST_NAMESPACES:,} namespaces"
    if text.count("<") > _MOST_MARKS and _marks(text) > _MOST_MARKS:
        return f"is no feed: it has more than {_MOST_MARKS:,} tags"
    if text.count("<") > _DEEPEST and _depth(text) > _DEEPEST:
        return f"is no feed: its elements lie more than {_DEEPEST:,} deep in one another"
    return ""


def _outside_cdata(text: str) -> Iterator[str]:
    for number, piece in enumerate(text.split("<![CDATA[")):
        yield piece.partition("]]>")[2] if number else piece


def _marks(text: str) -> int:
    return sum(piece.count("<") for piece in _outside_cdata(text))


def _depth(text: str) -> int:
    """How deep the elements outside CDATA lie in one another at most."""
    depth = deepest = 0
    for piece in _outside_cdata(text):
        for tag in _TAG.finditer(piece):
            if tag[1]:
                depth -= 1
            elif not tag[3] and not tag.group().endswith("/>") and tag[2].lower() not in _VOID:
                depth += 1
                deepest = max(deepest, depth)
    return deepest


def _item(entry: Mapping[str, Any], base: str) -> Item:
    source = _mapping(entry.get("source"))
    contents = entry.get("content") or ()
    return Item(
        title=_title(_text(entry.get("title"))[:_LONGEST_TITLE]),
        link=_link(entry, base),
        key=_text(entry.get("id")),
        # Asked with .get(), feedparser gives "published" for a missing "updated".
        published=_text(entry.get("published")) or (_text(entry["created"]) if "created" in entry else ""),
        updated=_text(entry["updated"]) if "updated" in entry else "",
        authors=tuple(
            dict.fromkeys(name for one in entry.get("authors") or () if (name := clean(_text(_mapping(one).get("name")))))
        ),
        source=clean(_text(source.get("title"))),
        summary=_part(_text(entry.get("summary")), _mapping(entry.get("summary_detail"))),
        texts=tuple(_part(_text(_mapping(one).get("value")), _mapping(one)) for one in contents),
    )


def _title(text: str) -> str:
    return clean(unescape(plain(text)) if "<" in text or "&" in text else text)


def _link(entry: Mapping[str, Any], base: str) -> str:
    """The address of an item: the one behind a counting service where it is named, else its link, else an id that is one."""
    links = [_mapping(one) for one in entry.get("links") or ()]
    other = [_text(one.get("href")) for one in links if one.get("rel") in (None, "", "alternate", "via")]
    key = _text(entry.get("id"))
    for written in (
        _text(entry.get("feedburner_origlink")),
        _text(entry.get("pheedo_origlink")),
        _text(entry.get("link")),
        *other,
        key if re.match(r"https?://", key) else "",
    ):
        try:
            joined = urljoin(base, written.strip()) if written.strip() else ""
        except ValueError:
            continue
        if joined.startswith(("http://", "https://")):
            return joined
    return ""


def _part(text: str, detail: Mapping[str, Any]) -> Part:
    return Part(text=text, marked_up=_text(detail.get("type")) != "text/plain" or re.search(r"<[a-zA-Z/][^<>]*>", text) is not None)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _why(error: object) -> str:
    """What a parser has against a document, in its words but without the name it made up for it."""
    said = re.sub(r"^<unknown>:(\d+):\d+: ", r"line \1: ", str(error or "")).strip()
    return f"is no feed that can be read ({said})"[:200] if said else "is no feed"
