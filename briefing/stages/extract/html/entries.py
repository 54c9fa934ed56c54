"""A live blog as HTML: its entries, as its JSON-LD lists them, as its markup names them, or as its build shows them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from statistics import median
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from lxml import html as markup

from briefing.language.words import squash
from briefing.model import When
from briefing.stages.extract.draft import Draft
from briefing.stages.extract.html.metadata import Metadata
from briefing.stages.extract.names.agencies import agencies_in
from briefing.stages.extract.text.lines import clean, is_of_the_article
from briefing.stages.extract.times import publication

_FEWEST_ENTRIES = 3
_MOST_ENTRIES = 1_000  # five times the longest live blog seen
_MOST_LOOKED_AT = 5_000  # elements with a time
_WORDS = 25  # of an entry, half of them at least: less is a list of headlines
_OPENING = 60  # letters and digits by which a shown entry is known as a listed one
_HEADINGS = ".//h2|.//h3|.//h4"
_LIVE = re.compile(
    r"\blive\b|live-?blog|live-?ticker|news-?ticker|\ben[ -]direct\b|\bdiretta\b|\ben vivo\b|\bdirekte\b|онлайн|наживо|прямой эфир",
    re.IGNORECASE,
)


def entries_of(tree: markup.HtmlElement, meta: Metadata, page: Draft, zone: ZoneInfo) -> tuple[Draft, ...]:
    """The entries of a live blog in the order of the page, an address once (its newest state); () where the page is none."""
    listed = tuple(listed_entries(meta, page, zone))
    shown = tuple(marked_entries(tree, page, zone)) or tuple(built_entries(tree, page, zone))
    found = (*listed, *_unlisted(listed, shown, page)) if listed else shown
    newest: dict[str, Draft] = {}
    for at, entry in enumerate(found):
        key = entry.url or f"#{at}"
        if key not in newest or _changed(entry) > _changed(newest[key]):
            newest[key] = entry
    return tuple(newest.values())


def _unlisted(listed: Sequence[Draft], shown: Sequence[Draft], page: Draft) -> tuple[Draft, ...]:
    """The shown entries with a time of their own that the JSON-LD leaves out, which may list the newest alone.

    None where a listed one is not among those shown: what was taken for entries is something else then, or they cannot be paired.
    """
    places = {name: at for at, entry in enumerate(listed) for name in _names(entry)}
    pairs = [next((places[name] for name in _names(one) if name in places), None) for one in shown]
    if len({at for at in pairs if at is not None}) < len(listed):
        return ()
    rest = (one for one, at in zip(shown, pairs, strict=True) if at is None)
    return tuple(one for one in rest if one.published is not None and one.published is not page.published)


def _names(entry: Draft) -> tuple[str, ...]:
    """What an entry is known by, in whichever of two ways a page gives it."""
    names = (entry.url or "", squash(entry.title), squash(" ".join(entry.paragraphs)[: 2 * _OPENING])[:_OPENING])
    return tuple(filter(None, names))


def listed_entries(meta: Metadata, page: Draft, zone: ZoneInfo) -> Iterator[Draft]:
    """The entries of a live blog whose JSON-LD lists them."""
    for update in meta.updates[:_MOST_ENTRIES]:
        paragraphs = tuple(line for line in update.text.splitlines() if line)
        published = publication.structured(update.published, zone, "the entry's metadata") if update.published else None
        updated = publication.structured(update.updated, zone, "the entry's metadata") if update.updated else None
        yield _entry(page, update.title, paragraphs, update.url, published, updated)


def marked_entries(tree: markup.HtmlElement, page: Draft, zone: ZoneInfo) -> Iterator[Draft]:
    """The entries of a live blog that names them in its markup (`itemprop="liveBlogUpdate"`)."""
    for element in islice(tree.xpath("//*[@itemprop='liveBlogUpdate']"), _MOST_ENTRIES):
        title = clean(_property(element, "headline") or _property(element, "name") or _heading_of(element))
        body = element.xpath(".//*[@itemprop='articleBody']")
        paragraphs = _paragraphs(body[0] if body else element, title)
        if not paragraphs and body:
            paragraphs = tuple(filter(None, (clean(body[0].text_content()),)))
        published, updated = (
            publication.structured(value, zone, "the entry's markup") if (value := _property(element, name)) else None
            for name in ("datePublished", "dateModified")
        )
        if paragraphs:
            yield _entry(page, title, paragraphs, _address(page, _property(element, "url") or "", element), published, updated)


def built_entries(tree: markup.HtmlElement, page: Draft, zone: ZoneInfo) -> Iterator[Draft]:
    """The entries of a live blog told by its build: three or more siblings, each with a time and text of its own.

    Each has a heading, too, unless the page's address or headline says that it is a live blog.
    """
    headed = "= 1" if not _LIVE.search(f"{page.title} {page.url or ''}") else "<= 1"
    best = _siblings(tree, f"count(.//time) <= 2 and count({_HEADINGS}) {headed} and .//p")
    if len(best) < _FEWEST_ENTRIES or median(len(element.text_content().split()) for element in best) < _WORDS:
        return
    for element in best:
        heading = next(iter(element.xpath(_HEADINGS)), None)
        link = heading.xpath("string((.//a|ancestor::a)[1]/@href)") if heading is not None else ""
        if link and "#" not in link:
            return  # cards that lead to other pages: an index, not a live blog
    for element in best[:_MOST_ENTRIES]:
        title = clean(_heading_of(element))
        paragraphs = _paragraphs(element, title)
        stamps = [
            made
            for time in element.iter("time")
            if (made := publication.structured(time.get("datetime") or "", zone, "the entry's <time>"))
        ]
        if paragraphs:
            url = _address(page, element.xpath("string(.//a[contains(@href, '#')][1]/@href)"), element)
            later = [one for one in stamps[1:] if one.at and stamps[0].at and one.at > stamps[0].at]
            yield _entry(page, title, paragraphs, url, stamps[0] if stamps else None, later[0] if later else None)


def _siblings(tree: markup.HtmlElement, build: str) -> Sequence[markup.HtmlElement]:
    """The largest group of elements of one parent that are built so, none of them within another."""
    timed = dict.fromkeys(
        one
        for time in islice(tree.iter("time"), _MOST_LOOKED_AT)
        for one in islice(time.iterancestors("article", "section", "div", "li"), 6)
    )
    groups: dict[markup.HtmlElement, list[markup.HtmlElement]] = {}
    fits: set[markup.HtmlElement] = set()
    order = {element: at for at, element in enumerate(tree.iter("article", "section", "div", "li"))}
    for element in sorted(timed, key=lambda one: order[one]):
        parent = element.getparent()
        if parent is not None and parent not in fits and element.xpath(build):
            fits.add(element)
            groups.setdefault(parent, []).append(element)
    return max(groups.values(), key=len, default=[])


def _paragraphs(element: markup.HtmlElement, title: str) -> tuple[str, ...]:
    texts = (clean(one.text_content()) for one in element.iter("p", "li", "blockquote") if one.find(".//p") is None)
    return tuple(dict.fromkeys(text for text in texts if text and text != title and is_of_the_article(text)))


def _heading_of(element: markup.HtmlElement) -> str:
    heading = next(iter(element.xpath(_HEADINGS)), None)
    return heading.text_content() if heading is not None else ""


def _property(element: markup.HtmlElement, name: str) -> str | None:
    """What an element says of itself by microdata: an attribute where it has one, else the text."""
    for one in element.xpath(f".//*[@itemprop='{name}']")[:1]:
        return str(one.get("content") or one.get("datetime") or one.get("href") or one.text_content())
    return None


def _address(page: Draft, linked: str, element: markup.HtmlElement) -> str | None:
    """The entry's own address: its link, else the page's with the entry's anchor; None where the page has none."""
    anchor = element.get("id") or next((one.get("id") for one in element.iter("*") if one.get("id")), None)
    try:
        if linked:
            address = urljoin(page.url or "", linked)
            return address if address.startswith(("http://", "https://")) else None
        return urljoin(page.url, f"#{anchor}") if page.url and anchor else None
    except ValueError:
        return None


def _changed(entry: Draft) -> float:
    """When an entry was last touched, for comparing two states of it."""
    when = entry.updated or entry.published
    return 0.0 if when is None else when.at.timestamp() if when.at else when.day.toordinal() * 86_400.0 - 62_135_683_200.0


def _entry(
    page: Draft, title: str, paragraphs: tuple[str, ...], url: str | None, published: When | None, updated: When | None
) -> Draft:
    return Draft(
        title=title,
        paragraphs=paragraphs,
        publisher=page.publisher,
        agencies=agencies_in((), paragraphs),
        url=url,
        published=published or page.published,
        updated=updated,
        language=page.language,
        kind="entry",
    )
