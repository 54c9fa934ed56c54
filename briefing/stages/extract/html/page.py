"""Reads an HTML page: metadata from its markup, the text by trafilatura, a live blog into its entries."""

import re
from dataclasses import replace
from itertools import islice
from zoneinfo import ZoneInfo

from lxml import etree
from lxml import html as markup

from briefing.language.flatten import decode
from briefing.language.markup import parsable
from briefing.model import Capture
from briefing.stages.extract.draft import Draft, Refusal, host_of
from briefing.stages.extract.html import dates as page_dates
from briefing.stages.extract.html import refusal as page_refusal
from briefing.stages.extract.html.body import paragraphs_of
from briefing.stages.extract.html.entries import entries_of
from briefing.stages.extract.html.metadata import Metadata, read_metadata
from briefing.stages.extract.html.own_text import own_text
from briefing.stages.extract.html.paywall import drop_paid
from briefing.stages.extract.html.prune import prune
from briefing.stages.extract.names import byline
from briefing.stages.extract.names.agencies import agencies_in
from briefing.stages.extract.names.headline import site_off
from briefing.stages.extract.names.publisher import of_address

_MOST_TAGS = 12_000  # the largest page seen has 9,900; each costs a third of a millisecond at worst
_MOST_MARKS = 100_000  # "<" in all, those in scripts with them
_MOST_ATTRIBUTES = 2_000  # of one tag: looking each up among the others takes the square of their number
_TAG, _MARK, _LONG_TAG = re.compile(r"<[A-Za-z]"), re.compile("<"), re.compile(r"<[A-Za-z][^<>]{10000,}")


def read_page(capture: Capture, zone: ZoneInfo) -> tuple[Draft | Refusal, ...]:
    """The article of an HTML page, or a live blog's entries; or why there is none."""
    text = decode(capture.body, capture.charset)
    if not text.strip():
        return (Refusal(reason="the page is empty"),)
    text = _bounded(text)
    try:
        tree = _parsed(text)
    except (etree.LxmlError, ValueError) as error:
        return (Refusal(reason=f"is not HTML that can be read ({error})"[:160], broken=True),)
    meta = read_metadata(tree)
    if capture.source is not None:  # a page that somebody saved was shown to them
        drop_paid(tree)
    head = _head(tree, meta, capture, zone)
    entries = entries_of(tree, meta, head, zone)
    signals = page_refusal.signals_of(tree)
    prune(tree, head.url, head.title)
    paragraphs = tuple(text for text in paragraphs_of(tree, meta.text, meta.title) if text != head.title)
    page = replace(head, paragraphs=paragraphs, agencies=agencies_in(meta.authors, paragraphs))
    if entries:
        own = own_text(page, entries)
        return (*((own,) if own else ()), *entries)
    made = page_refusal.judged(page, signals, lambda: _parsed(text))
    return (Refusal(reason=made),) if isinstance(made, str) else (made,)


def _bounded(text: str) -> str:
    """A page up to the tag, or the "<" of any kind, that is one too many, or the tag with more attributes than any has.

    What goes on from there is no page people read, and would cost seconds.
    """
    ends = [
        next(islice(_TAG.finditer(text), _MOST_TAGS, None), None),
        next(islice(_MARK.finditer(text), _MOST_MARKS, None), None),
        next((tag for tag in _LONG_TAG.finditer(text) if tag.group().count("=") > _MOST_ATTRIBUTES), None),
    ]
    return text[: min((end.start() for end in ends if end), default=len(text))]


def _parsed(text: str) -> markup.HtmlElement:
    # A comment inside a paragraph (scripts leave them) would end it for trafilatura: the rest of the sentence would be lost.
    return markup.document_fromstring(
        re.sub(r"^\s*<\?xml[^>]*\?>", "", parsable(text)),
        parser=markup.HTMLParser(huge_tree=False, remove_pis=True, remove_comments=True),
    )


def _head(tree: markup.HtmlElement, meta: Metadata, capture: Capture, zone: ZoneInfo) -> Draft:
    """Everything about the page's article but its text."""
    url = meta.url or capture.url
    named = byline.sorted_out(meta.authors)
    return Draft(
        title=site_off(meta.title, meta.publisher, host_of(url)) if meta.title else "",
        paragraphs=(),
        publisher=meta.publisher or of_address(url),
        authors=named.persons,
        desks=named.desks,
        url=url,
        published=page_dates.published_on(tree, meta, zone),
        updated=page_dates.updated_on(meta, zone),
        language=meta.language,
    )
