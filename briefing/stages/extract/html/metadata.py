"""What a page's markup says about it: JSON-LD first, then OpenGraph and meta tags, then the visible title."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import html as markup

from briefing.language.markup import plain
from briefing.language.words import clean
from briefing.stages.extract.html.authors import authors_of

_TYPES = re.compile(r"(?:[A-Za-z]*Article|BlogPosting|LiveBlogPosting|Report|NewsStory)$")
_DEEPEST = 12
_MOST_TEXT = 400_000  # characters of a text that are read; twice what an article may have
_LONGEST_NAME = 80  # characters of a publisher's name


@dataclass(frozen=True, kw_only=True, slots=True)
class Update:
    """One entry of a live blog as its JSON-LD has it."""

    title: str
    text: str
    published: str | None
    updated: str | None
    url: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """A page's own statements about itself; times as written, to be read by `publication.structured`."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    language: str | None = None
    text: str | None = None
    updates: tuple[Update, ...] = ()


def read_metadata(tree: markup.HtmlElement) -> Metadata:
    """The metadata of a parsed page; what it does not state is None or empty."""
    article = next(_articles(tree), {})
    meta = _meta(tree)
    h1 = [clean(" ".join(element.itertext())) for element in tree.iter("h1")]
    h1 = [text for text in h1 if text]
    title = (
        _text(article.get("headline"))
        or meta.get("og:title")
        or _text(article.get("name"))
        or (h1[0] if h1 else None)
        or _text(tree.findtext(".//title"))
    )
    visible = next((text for text in h1 if title and (text in title or title.startswith(text[:40]))), None)
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    language = str(tree.get("lang") or article.get("inLanguage") or meta.get("og:locale") or "")[:2].lower()
    publisher = _publisher(article, meta)
    return Metadata(
        title=visible or title,
        publisher=publisher,
        authors=authors_of(tree, _credited(article.get("author")), meta, publisher),
        published=_text(article.get("datePublished"))
        or meta.get("article:published_time")
        or meta.get("date")
        or meta.get("dc.date"),
        updated=_text(article.get("dateModified")) or meta.get("article:modified_time") or meta.get("og:updated_time"),
        url=_address(canonical) or _address(meta.get("og:url")) or _address(_text(article.get("url"))),
        language=language if re.fullmatch(r"[a-z]{2}", language) else None,
        text=_text(_bounded(article.get("articleBody")), keep_lines=True),
        updates=tuple(_updates(article.get("liveBlogUpdate"))),
    )


def _articles(tree: markup.HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects that describe an article, a live blog first."""
    found = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        found += [one for one in _objects(value, 0) if any(_TYPES.fullmatch(kind) for kind in _kinds(one))]
    yield from sorted(found, key=lambda one: "LiveBlogPosting" not in _kinds(one))


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(value.get(key), dict | list):
                yield from _objects(value[key], depth + 1)


def _kinds(one: Mapping[str, Any]) -> tuple[str, ...]:
    kinds = one.get("@type")
    return tuple(str(kind) for kind in kinds) if isinstance(kinds, list) else (str(kinds),)


def _meta(tree: markup.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key, value = element.get("property") or element.get("name") or element.get("itemprop"), element.get("content")
        if key and value and clean(value):
            found.setdefault(key.strip().lower(), clean(unescape(value)))
    return found


def _updates(value: Any) -> Iterator[Update]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            title = _text(one.get("headline")) or _text(one.get("name"))
            text = next(
                filter(None, (_text(one.get(name), keep_lines=True) for name in ("articleBody", "text", "description"))), None
            )
            if text:
                yield Update(
                    title=title or "",
                    text=text,
                    published=_text(one.get("datePublished")) or _text(one.get("dateCreated")),
                    updated=_text(one.get("dateModified")),
                    url=_address(_text(one.get("url"))) or _address(_text(one.get("@id"))),
                )


def _bounded(value: Any) -> Any:
    return value[:_MOST_TEXT] if isinstance(value, str) else value


def _text(value: Any, *, keep_lines: bool = False) -> str | None:
    if not isinstance(value, str):
        return None
    if re.search(r"<\w+[^>]*>", value):
        value = plain(value)
    value = unescape(value)
    return ("\n".join(filter(None, map(clean, value.splitlines()))) if keep_lines else clean(value)) or None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return next(filter(None, map(_name, value)), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _credited(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        for text in name if isinstance(name, list) else [name]:
            yield _text(text) or ""


def _publisher(article: Mapping[str, Any], meta: Mapping[str, str]) -> str | None:
    """The name the page gives for its publisher; an address in place of a name is none, a slogan behind the name is cut off."""
    names = (_name(article.get("publisher")), meta.get("og:site_name"), meta.get("application-name"), meta.get("dc.publisher"))
    for name in names:
        if name and not re.match(r"https?://", name) and len(name) <= _LONGEST_NAME:
            return re.split(r"\s+[|–—]\s+", name, maxsplit=1)[0]
    return None


def _address(value: str | None) -> str | None:
    return value.strip() if value and re.match(r"https?://[^\s<>\"]+$", value.strip()) else None
