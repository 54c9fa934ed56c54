"""A live blog as HTML: its entries, as its JSON-LD lists them or as its build shows them."""

from collections.abc import Iterator
from statistics import median
from zoneinfo import ZoneInfo

from lxml import html as markup

from briefing.model import When
from briefing.stages.extract import byline, publication
from briefing.stages.extract.draft import Draft
from briefing.stages.extract.lines import clean, is_of_the_article
from briefing.stages.extract.metadata import Metadata

_FEWEST_ENTRIES = 3


def listed_entries(meta: Metadata, page: Draft, zone: ZoneInfo) -> Iterator[Draft]:
    """The entries of a live blog whose JSON-LD lists them."""
    for update in meta.updates:
        paragraphs = tuple(line for line in update.text.splitlines() if line)
        published = publication.structured(update.published, zone, "the entry's metadata") if update.published else page.published
        yield _entry(page, update.title, paragraphs, update.url, published)


def built_entries(tree: markup.HtmlElement, page: Draft, zone: ZoneInfo) -> Iterator[Draft]:
    """The entries of a live blog told by its build: three or more siblings, each with a time, a heading and text of its own."""
    groups: dict[markup.HtmlElement, list[markup.HtmlElement]] = {}
    for element in tree.iter("article", "section", "div", "li"):
        if element.find(".//time") is not None and element.xpath("count(.//time) <= 2 and count(.//h2|.//h3|.//h4) = 1 and .//p"):
            parent = element.getparent()
            if parent is not None and parent not in groups.get(parent, []):
                groups.setdefault(parent, []).append(element)
    best = max(groups.values(), key=len, default=[])
    if len(best) < _FEWEST_ENTRIES or median(len(element.text_content().split()) for element in best) < 25:
        return
    for element in best:
        heading = element.xpath(".//h2|.//h3|.//h4")[0]
        link = heading.xpath("string((.//a|ancestor::a)[1]/@href)")
        if link and "#" not in link:
            return  # cards that lead to other pages: an index, not a live blog
    for element in best:
        heading = element.xpath(".//h2|.//h3|.//h4")[0]
        title = clean(heading.text_content())
        stamp = element.find(".//time")
        paragraphs = tuple(
            text
            for one in element.iter("p", "li", "blockquote")
            if (text := clean(one.text_content())) and text != title and is_of_the_article(text)
        )
        anchor = element.get("id") or (stamp.getparent().get("id") if stamp is not None else None)
        linked = element.xpath("string(.//a[contains(@href, '#')][1]/@href)")
        url = (
            linked
            if linked.startswith("http")
            else f"{page.url}#{anchor or linked.lstrip('#')}"
            if page.url and (anchor or linked)
            else None
        )
        published = publication.structured(stamp.get("datetime") or "", zone, "the entry's <time>") if stamp is not None else None
        if title and paragraphs:
            yield _entry(page, title, tuple(dict.fromkeys(paragraphs)), url, published or page.published)


def _entry(page: Draft, title: str, paragraphs: tuple[str, ...], url: str | None, published: When | None) -> Draft:
    return Draft(
        title=title,
        paragraphs=paragraphs,
        publisher=page.publisher,
        agencies=byline.agencies_in((), paragraphs),
        url=url,
        published=published,
        language=page.language,
        kind="entry",
    )
