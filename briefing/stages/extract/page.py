"""Reads an HTML page: metadata from its markup, the text by trafilatura, a live blog into its entries."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from zoneinfo import ZoneInfo

from lxml import etree
from lxml import html as markup

from briefing.language.flatten import decode
from briefing.language.words import squash
from briefing.model import Capture, When
from briefing.stages.extract import body, byline, publication
from briefing.stages.extract.draft import Draft, Refusal, host_of
from briefing.stages.extract.headline import site_off
from briefing.stages.extract.lines import Line, clean, count_words, is_of_the_article, read
from briefing.stages.extract.metadata import Metadata, read_metadata
from briefing.stages.extract.page_entries import built_entries, listed_entries
from briefing.stages.extract.refuse import why_refused

_BLOCKS = ("p", "quote", "item", "ab")
_MOST_BLOCKS = 5_000  # paragraphs: twenty times the longest live blog seen
_ARTICLE = 60  # words
_BODY_SHARE = 0.6  # of the JSON-LD's text: an extraction with less has lost the article


def read_page(capture: Capture, zone: ZoneInfo) -> tuple[Draft | Refusal, ...]:
    """The article of an HTML page, or a live blog's entries; or why there is none."""
    text = decode(capture.body)
    if not text.strip():
        return (Refusal(reason="the page is empty"),)
    try:
        # A comment inside a paragraph (scripts leave them) would end it for trafilatura: the rest of the sentence would be lost.
        tree = markup.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", text),
            parser=markup.HTMLParser(huge_tree=False, remove_pis=True, remove_comments=True),
        )
    except (etree.LxmlError, ValueError) as error:
        return (Refusal(reason=f"is not HTML that can be read ({error})"[:160], broken=True),)
    meta = read_metadata(tree)
    base = _page(tree, meta, capture, zone)
    entries = tuple(listed_entries(meta, base, zone)) or tuple(built_entries(tree, base, zone))
    if entries:
        theirs = squash(" ".join(text for entry in entries for text in entry.paragraphs))
        own = tuple(text for text in base.paragraphs if squash(text) not in theirs)
        return (*((replace(base, paragraphs=own),) if own else ()), *entries)
    refusal = _refused(tree, base)
    return (Refusal(reason=refusal),) if refusal else (base,)


def _page(tree: markup.HtmlElement, meta: Metadata, capture: Capture, zone: ZoneInfo) -> Draft:
    paragraphs = _paragraphs(tree)
    if meta.text:
        given = tuple(line for line in meta.text.splitlines() if line)
        if _size(paragraphs) < _BODY_SHARE * _size(given):
            paragraphs = given
    published = publication.structured(meta.published, zone, "the page's metadata") if meta.published else None
    published = published or _visible_time(tree, zone) or _marked_date(tree)
    authors = meta.authors
    url = meta.url or capture.url
    title = site_off(meta.title, meta.publisher, host_of(url)) if meta.title else ""
    return Draft(
        title=title,
        paragraphs=tuple(text for text in paragraphs if text != title),
        publisher=meta.publisher or host_of(url),
        authors=authors,
        agencies=byline.agencies_in(authors, paragraphs),
        url=url,
        published=published,
        updated=publication.structured(meta.updated, zone, "the page's metadata") if meta.updated else None,
        language=meta.language,
    )


def _paragraphs(tree: markup.HtmlElement) -> tuple[str, ...]:
    from trafilatura import bare_extraction  # noqa: PLC0415  (a second of start-up that only HTML pages need)

    document = bare_extraction(tree, with_metadata=False, include_comments=False, include_tables=False)
    if document is None or isinstance(document, dict) or document.body is None:
        return ()
    found: list[str] = []
    for element in islice(document.body.iter(*_BLOCKS), _MOST_BLOCKS):
        if element.tag in ("quote", "item") and any(True for _ in element.iterchildren("p", "item", "list")):
            continue
        if any(True for _ in element.iterancestors("p")):
            continue
        text = clean(" ".join("".join(map(str, element.itertext())).split()))
        lines = read(text)
        if (
            not lines
            or not is_of_the_article(text)
            or (lines[0].kind == "heading" and element.tag != "item" and lines[0].words < 5)
        ):
            continue
        found.append(text)
    return tuple(dict.fromkeys(found))


def _size(paragraphs: Sequence[str]) -> int:
    return sum(map(count_words, paragraphs))


def _visible_time(tree: markup.HtmlElement, zone: ZoneInfo) -> When | None:
    """The first <time datetime> of the page that stands before or in its article."""
    for element in tree.iter("time"):
        if any(ancestor.tag in ("aside", "nav", "footer") for ancestor in element.iterancestors()):
            continue
        made = publication.structured(element.get("datetime") or "", zone, "a <time> element of the page")
        if made:
            return made
    return None


def _marked_date(tree: markup.HtmlElement) -> When | None:
    """The day htmldate finds in the page's markup; its guesses are marked as inferred."""
    from htmldate import find_date  # noqa: PLC0415  (comes with trafilatura, as slow to start)

    found = find_date(tree, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
    return When(day=date.fromisoformat(found), basis="inferred", evidence="a date in the page's markup") if found else None


def _refused(tree: markup.HtmlElement, draft: Draft) -> str | None:
    if _size(draft.paragraphs) >= _ARTICLE and draft.published:
        return None  # enough dated text to be an article, whatever stands around it
    shown = (str(text) for text in tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]"))
    lines = read("\n\n".join(filter(None, map(clean, shown))))
    kept = tuple(Line(number=at, text=text, kind="prose") for at, text in enumerate(draft.paragraphs, 1))
    title = Line(number=0, text=draft.title, kind="heading") if draft.title else None
    header = (Line(number=0, text="", kind="stamp"),) if draft.published else ()
    found = body.Body(title=title, header=header, paragraphs=kept, captions=(), end=len(kept)) if kept else None
    return why_refused(lines, found)
