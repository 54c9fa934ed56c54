"""Reads parsed articles in JSON or JSON Lines, under the names the common extraction tools give their fields."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from briefing.language.feeds.json_feed import is_json_feed
from briefing.language.flatten import decode
from briefing.language.markup import plain
from briefing.model import Capture, When
from briefing.stages.extract.draft import Draft, Refusal, host_of
from briefing.stages.extract.feed import read_items
from briefing.stages.extract.names import byline
from briefing.stages.extract.names.agencies import agencies_in
from briefing.stages.extract.names.headline import site_off
from briefing.stages.extract.names.publisher import of_address
from briefing.stages.extract.refusal.refuse import why_item_refused
from briefing.stages.extract.text.lines import clean, is_of_the_article
from briefing.stages.extract.times import publication

# Our own names first, then trafilatura's, newspaper4k's, news-please's, fundus's, GDELT's and JSON Feed's.
_TITLE = ("title", "headline")
_TEXT = (
    "paragraphs",
    "text",
    "maintext",
    "body",
    "content",
    "articleBody",
    "article_body",
    "plaintext",
    "content_text",
    "content_html",
    "body_html",
    "cleaned_text",
    "raw_text",
    "summary",
    "description",
    "excerpt",
)
_PUBLISHED = (
    "published",
    "published_at",
    "publishedAt",
    "datePublished",
    "date_published",
    "publish_date",
    "publishing_date",
    "date_publish",
    "pubDate",
    "seendate",
    "date",
)
_UPDATED = ("updated", "updated_at", "dateModified", "date_modified", "date_modify", "modified")
_PUBLISHER = ("publisher", "source-hostname", "site_name", "sitename", "source_name", "outlet", "source")
_URL = ("url", "link", "canonical_link", "source", "source_url", "permalink")
_AUTHORS = ("authors", "author", "byline")
_LANGUAGE = ("language", "lang", "meta_lang")
_NAME = 80  # characters; what is longer is no publisher's name
_LISTS = ("articles", "items", "entries", "results", "data", "news")


def read_records(capture: Capture, zone: ZoneInfo) -> tuple[Draft | Refusal, ...]:
    """An article for each record; a line that is no JSON, or a record without title or text, costs only itself."""
    return tuple(_record(value, number, zone) if isinstance(value, Mapping) else value for number, value in _values(capture, zone))


def _values(capture: Capture, zone: ZoneInfo) -> Iterator[tuple[int, Mapping[str, Any] | Draft | Refusal]]:
    text = decode(capture.body, capture.charset)
    if capture.media_type == "application/json":
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield 0, Refusal(reason=f"is not JSON: {error}"[:200], broken=True)
            return
        if is_json_feed(whole):
            yield from enumerate(read_items(capture, zone), 1)
            return
        if isinstance(whole, Mapping):
            inner = next((whole[name] for name in _LISTS if isinstance(whole.get(name), list)), None)
            whole = (
                inner
                if (inner is not None and not _first(whole, _TITLE[:1])) or (inner is not None and "version" in whole)
                else [whole]
            )
        for number, value in enumerate(whole if isinstance(whole, list) else [whole], 1):
            yield (
                number,
                value
                if isinstance(value, Mapping)
                else Refusal(reason="is no article record", subject=f"item {number}", broken=True),
            )
        return
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, Refusal(reason=f"is not JSON: {error}"[:200], subject=f"line {number}", broken=True)
            continue
        yield (
            number,
            value if isinstance(value, Mapping) else Refusal(reason="is no article record", subject=f"line {number}", broken=True),
        )


def _record(record: Mapping[str, Any], number: int, zone: ZoneInfo) -> Draft | Refusal:
    title = clean(unescape(str(_first(record, _TITLE) or "")))
    given = tuple(_paragraphs(next((record[name] for name in _TEXT if record.get(name)), None)))
    if reason := why_item_refused(title, given):
        return Refusal(reason=reason, subject=title or f"record {number}")
    paragraphs = tuple(text for text in given if is_of_the_article(text))
    if not paragraphs:
        return Refusal(
            reason="the record has a title without text" if title else "the record has neither title nor text",
            subject=title or f"record {number}",
        )
    authors = _each_once(tuple(dict.fromkeys(_people(_first(record, _AUTHORS)))))
    url = next(
        (
            address
            for name in _URL
            if isinstance(value := record.get(name), str) and re.match(r"https?://\S+$", address := unescape(value).strip("\"'<> "))
        ),
        None,
    )
    publisher = _publisher(record) or of_address(url)
    named = byline.sorted_out(authors)
    key = record.get("id")
    return Draft(
        title=site_off(title, publisher, host_of(url)),
        paragraphs=paragraphs,
        publisher=publisher,
        authors=named.persons,
        desks=named.desks,
        agencies=agencies_in(authors, paragraphs),
        url=url,
        published=_time(record, _PUBLISHED, zone),
        updated=_time(record, _UPDATED, zone),
        language=str(_first(record, _LANGUAGE) or "")[:2].lower() or None,
        key=str(key) if key is not None and url is None else None,
    )


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if record.get(name)), None)


def _paragraphs(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        text = plain(value) if re.search(r"</?(?:p|br|div|li|a|b|i|em|strong|h\d)\b[^>]*>", value) else value
        text = unescape(text) if re.search(r"&#?\w{2,8};", text) else text
        yield from filter(None, map(clean, text.splitlines()))
    elif isinstance(value, list):
        for item in value:
            yield from _paragraphs(item)
    elif isinstance(value, Mapping):  # fundus: {"summary": [...], "sections": [{"headline": [...], "paragraphs": [...]}]}
        for name in ("summary", "sections", "paragraphs"):
            yield from _paragraphs(value.get(name))


def _people(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (name.strip() for name in re.split(r";|,|\s+and\s+", re.sub(r"^(?:by|By)\s+", "", value)) if name.strip())
    elif isinstance(value, list):
        for item in value:
            yield from (
                [item["name"]]
                if isinstance(item, Mapping) and isinstance(item.get("name"), str)
                else [item.strip()]
                if isinstance(item, str) and item.strip()
                else []
            )
    elif isinstance(value, Mapping) and isinstance(value.get("name"), str):
        yield value["name"]


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without one that is only others run together, as a byline read twice leaves it."""
    joined = [name for name in names if sum(other in name for other in names if other != name) > 1]
    return tuple(name for name in names if name not in joined)


def _publisher(record: Mapping[str, Any]) -> str | None:
    """The first name a record gives its publisher; a bare domain only where it gives no other, a path or an address never."""
    domain = None
    for name in _PUBLISHER:
        value = record.get(name)
        if isinstance(value, Mapping):
            value = value.get("name")
        if not isinstance(value, str) or not (value := clean(value)):
            continue
        if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", value):
            domain = domain or host_of(f"https://{value}")
        elif not re.search(r"[/\\*<>{}]|\.\w{2,5}$", value) and len(value) <= _NAME:
            return value
    return domain


def _time(record: Mapping[str, Any], names: tuple[str, ...], zone: ZoneInfo) -> When | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and (made := publication.structured(value, zone, f"the record's “{name}”")):
            return made
    return None
