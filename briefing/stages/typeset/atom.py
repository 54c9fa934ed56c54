"""The edition as an entry of an Atom feed (RFC 4287): a document of its own, of which the shelf makes the feed of editions."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from lxml import etree

from briefing.language.catalogue import Catalogue, catalogue
from briefing.model import FORMATS, USUAL_FORMATS, Briefing, Design
from briefing.stages.typeset import marks, wording
from briefing.stages.typeset.address import link
from briefing.stages.typeset.inert import language_tag, tidy
from briefing.stages.typeset.page import Body
from briefing.stages.typeset.spacing import respaced
from briefing.stages.typeset.tree import classes, tree

if TYPE_CHECKING:
    from lxml.etree import _Element

ATOM = "http://www.w3.org/2005/Atom"
_NAMES: Any = {None: ATOM}
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EDITIONS = UUID("6f3b1c64-0d0c-5a0e-9d53-3a1f7a2c5b10")  # whatever is named in it is an edition of this program
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "pdf-1": "application/pdf",
        "pdf-a3": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "epub": "application/epub+zip",
        "md": "text/markdown",
        "txt": "text/plain",
        "csv": "text/csv",
        "json": "application/json",
    }
)
_KEPT = frozenset({"href", "id", "lang", "title", "scope"})
_MAILBOX = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def entry(briefing: Briefing, body: Body, design: Design, formats: Collection[str] = USUAL_FORMATS) -> bytes:
    """An Atom entry document in UTF-8: what the edition says, and links to it in each of `formats`.

    Its id is made of the profile and the edition's days and stays the same whenever the edition is made again. Links are
    absolute where it is known where editions are published, else relative to the entry.
    """
    words = catalogue(briefing.language)
    made = etree.Element(f"{{{ATOM}}}entry", nsmap=_NAMES)
    made.set(_LANG, language_tag(briefing.language) or "en")
    name = briefing.window.name
    _say(made, "id", uuid5(_EDITIONS, f"{briefing.profile}/{name}").urn)
    _say(made, "title", f"{tidy(briefing.title, 200)} – {wording.days(briefing.window, words)}")
    _say(made, "updated", _instant(briefing.made_at))
    _say(made, "published", _instant(min(briefing.window.end, briefing.made_at)))
    _author(made, briefing)
    place = _place(briefing, design)
    if place:
        _link(made, "self", f"{place}{FORMATS['atom']}", "application/atom+xml;type=entry")
    if "html" in formats:
        _link(made, "alternate", f"{place}{FORMATS['html']}", "text/html")
    for one, kind in _TYPES.items():
        if one in formats:
            _link(made, "enclosure", f"{place}{FORMATS[one]}", kind)
    for chapter in briefing.chapters:
        if chapter.reports:
            etree.SubElement(made, f"{{{ATOM}}}category", term=tidy(chapter.id, 100), label=tidy(chapter.title, 200))
    if rights := " ".join(filter(None, (marks.classification(briefing.marks.classification), briefing.marks.disclaimer))):
        _say(made, "rights", tidy(rights))
    _say(made, "summary", _summary(briefing, words), kind="text")
    content = _say(made, "content", _html(body), kind="html")
    if place:
        content.set(_BASE, f"{place}{FORMATS['html']}")
    etree.indent(made)
    return bytes(etree.tostring(made, encoding="utf-8", xml_declaration=True)) + b"\n"


def _say(parent: "_Element", name: str, words: str, *, kind: str = "") -> "_Element":
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", {"type": kind} if kind else {})
    element.text = words
    return element


def _link(parent: "_Element", relation: str, address: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=relation, href=address, type=kind)


def _author(made: "_Element", briefing: Briefing) -> None:
    author = etree.SubElement(made, f"{{{ATOM}}}author")
    _say(author, "name", tidy(briefing.title, 200))
    if found := _MAILBOX.search(briefing.marks.contact[:1_000]):
        _say(author, "email", found.group())


def _place(briefing: Briefing, design: Design) -> str:
    """The address of the edition's folder, with its last slash; "" where editions are published nowhere."""
    if not design.public_url:
        return ""
    found = link(f"{design.public_url.rstrip('/')}/{briefing.profile}/{briefing.window.name}/")
    return str(found) if found and not found.startswith("mailto:") else ""


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _summary(briefing: Briefing, words: Catalogue) -> str:
    """What stands at a glance, a line each."""
    lines = [
        f"{tidy(line.label, 80)}. {tidy(respaced(line.statement.text, line.statement.language))}" for line in briefing.highlights
    ]
    return "\n".join(lines) or words.text("No news in this period")


def _html(body: Body) -> str:
    """The edition's text as HTML without drawings, which no feed reader shows, and without what only a style sheet needs."""
    whole = tree(body.head + body.main)
    for place in [one for one in whole.iter("p") if "drawing" in classes(one)]:
        parent = place.getparent()
        if parent is not None:
            parent.remove(place)  # what follows it is the end of a line
    for element in whole.iter():
        for name in set(element.attrib) - _KEPT:
            del element.attrib[name]
    return str(etree.tostring(whole, encoding="unicode", method="html"))
