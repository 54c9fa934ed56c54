"""The edition as an e-book (EPUB 3): a document a section, notes that lead to the references, a table of contents."""

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from briefing.language.catalogue import catalogue
from briefing.model import Briefing, Design
from briefing.stages.typeset.epub.chapters import documents
from briefing.stages.typeset.epub.container import packed
from briefing.stages.typeset.epub.cover import cover
from briefing.stages.typeset.epub.package import (
    CONTENTS,
    COVER,
    COVER_PAGE,
    STYLE,
    About,
    contents,
    cover_page,
    package,
    written,
)
from briefing.stages.typeset.inert import language_tag, tidy
from briefing.stages.typeset.marks import classification
from briefing.stages.typeset.page import Body
from briefing.stages.typeset.tree import classes, text

if TYPE_CHECKING:
    from lxml.etree import _Element


def book(briefing: Briefing, body: Body, design: Design) -> bytes:
    """The e-book of a page, with the style sheet `epub.css` of the design. An edition made again keeps its identifier."""
    words = catalogue(briefing.language)
    masthead, parts = documents(body, front=CONTENTS, words=words)
    about = About(
        identifier=uuid5(NAMESPACE_URL, f"briefing:{briefing.profile}/{briefing.window.name}").urn,
        title=tidy(briefing.title, 200),
        days=_days(masthead) or briefing.window.name,
        language=language_tag(briefing.language) or "en",
        made_at=briefing.made_at,
        classification=classification(briefing.marks.classification) if briefing.marks.classification else "",
    )
    sections = [tidy(chapter.title, 100) for chapter in briefing.chapters if chapter.reports]
    files = {
        "package.opf": package(about, parts, words),
        CONTENTS: contents(about, etree.tostring(masthead, encoding="unicode"), parts, words),
        COVER_PAGE: cover_page(about, words),
        COVER: cover(title=about.title, days=about.days, classification=about.classification, sections=sections),
        STYLE: design.text("epub.css"),
    } | {part.name: written(part, about) for part in parts}
    return packed({name: content.encode("utf-8") for name, content in files.items()})


def _days(masthead: "_Element") -> str:
    """The days as the masthead has them."""
    return next((text(element) for element in masthead.iter() if "date" in classes(element)), "")
