"""Reads JSON Feed 1.0 and 1.1."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from briefing.language.feeds.item import Feed, Item, Part
from briefing.language.words import clean

MOST_ITEMS = 500
_LARGEST = 10_000_000  # characters: JSON that is cut short cannot be read at all
_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/", re.IGNORECASE)


def is_json_feed(value: object) -> bool:
    """Whether a parsed JSON value is a JSON Feed by its own word."""
    return isinstance(value, Mapping) and isinstance(value.get("version"), str) and bool(_VERSION.match(value["version"]))


def read(text: str, base: str) -> Feed:
    """The items of a JSON Feed, at most `MOST_ITEMS`; or why it is none."""
    if len(text) > _LARGEST:
        return Feed(wrong=f"is a JSON feed of more than {_LARGEST // 1_000_000} MB")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Feed(wrong=f"is JSON that cannot be read ({error})"[:200])
    if not is_json_feed(value) and not (isinstance(value, Mapping) and isinstance(value.get("items"), list)):
        return Feed(wrong="is JSON, but not a JSON feed")
    items = value.get("items")
    own = _text(value.get("language"))
    return Feed(
        title=_text(value.get("title")),
        publisher=next(_names(value), ""),
        language=own,
        items=tuple(_item(one, base) for one in islice(items, MOST_ITEMS) if isinstance(one, Mapping))
        if isinstance(items, list)
        else (),
    )


def _item(one: Mapping[str, Any], base: str) -> Item:
    addresses = [_text(one.get(name)) for name in ("url", "external_url")]
    key = _text(one.get("id"))
    link = next(filter(None, addresses), key if re.match(r"https?://", key) else "")
    html, plain = one.get("content_html"), one.get("content_text")
    return Item(
        title=clean(_text(one.get("title"))),
        link=_joined(base, link),
        key=key,
        published=_text(one.get("date_published")),
        updated=_text(one.get("date_modified")),
        authors=tuple(_names(one)),
        summary=Part(text=_text(one.get("summary")), marked_up=False),
        texts=(
            *((Part(text=html),) if isinstance(html, str) else ()),
            *((Part(text=plain, marked_up=False),) if isinstance(plain, str) else ()),
        ),
    )


def _names(one: Mapping[str, Any]) -> Iterator[str]:
    many = one.get("authors")
    for author in [*(many if isinstance(many, list) else ()), one.get("author")]:  # `author` is that of version 1.0
        if isinstance(author, Mapping) and (name := clean(_text(author.get("name")))):
            yield name


def _text(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return ""
