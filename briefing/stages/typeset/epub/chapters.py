"""The content of a page as the documents of an e-book: a document a section, links from one to another, notes and drawings in its terms."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from briefing.language.catalogue import Catalogue
from briefing.stages.typeset.page import Body
from briefing.stages.typeset.tree import SVG, classes, text, tree

if TYPE_CHECKING:
    from lxml.etree import _Element

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TYPE = f"{{{OPS}}}type"
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]")
_FROM_THE_RIGHT = frozenset("ar arc ckb dv fa he khw ks nqo ps sd syr ug ur yi".split())
_KEPT = frozenset({"aria-label", "aria-labelledby", "class", "dir", "href", "id", "lang", "scope", "title", "colspan", "rowspan"})
REFERENCES = "references"


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A document of the book: its file, its title, its content, the (id, headline) of its stories."""

    name: str
    title: str
    content: "_Element"
    stories: tuple[tuple[str, str], ...] = ()
    drawn: bool = False
    notes: bool = False


@dataclass(kw_only=True, slots=True)
class _Place:
    """Where content is being copied to: its file, the files of all ids, and the ids taken in this one."""

    file: str
    files: Mapping[str, str]
    words: Catalogue
    taken: set[str] = field(default_factory=set)


def documents(body: Body, *, front: str, words: Catalogue) -> tuple["_Element", tuple[Document, ...]]:
    """The masthead, for the document named `front`, and a document for each section of a page; `words` are our own in it."""
    head, sections = tree(body.head), _sections(tree(body.main))
    files = dict.fromkeys(_ids(head), front)
    names = [f"{number:02}-{_name(section, number)}.xhtml" for number, section in enumerate(sections, 1)]
    for name, section in zip(names, sections, strict=True):
        files |= {one: name for one in _ids(section) if one not in files}
    root = _root("header")
    _fill(head, root, _Place(file=front, files=files, words=words))
    return root, tuple(
        _document(section, _Place(file=name, files=files, words=words)) for name, section in zip(names, sections, strict=True)
    )


def _document(section: "_Element", place: _Place) -> Document:
    _name_stories(section)
    root = _root("section")
    notes = section.find(".//div[@class='footnote']") is not None
    if notes:
        root.set(_TYPE, "endnotes")
        root.set("role", "doc-endnotes")
    _attributes(section, root, place)
    _fill(section, root, place)
    heading = section.find(".//h2")
    return Document(
        name=place.file,
        title=text(heading) if heading is not None else place.file.removesuffix(".xhtml"),
        content=root,
        stories=tuple((_id(one.get("id") or ""), text(one)) for one in section.iter("h3")),
        drawn=section.find(f".//{SVG}") is not None,
        notes=notes,
    )


def _sections(main: "_Element") -> Sequence["_Element"]:
    """The sections of a page; what stands outside of them, in a template of the user's own, is one as well."""
    found: list[_Element] = []
    for child in main:
        if child.tag == "section":
            found.append(child)
        else:
            section = etree.Element("section")
            section.append(deepcopy(child))
            found.append(section)
    return found


def _name(section: "_Element", number: int) -> str:
    heading = section.find("h2")
    name = _id(heading.get("id") or "") if heading is not None else ""
    return name or f"part-{number}"


def _ids(element: "_Element") -> list[str]:
    return [one.get("id") or "" for one in element.iter() if isinstance(one.tag, str) and one.get("id")]


def _id(name: str) -> str:
    """An id of the page as one of a document, where a colon may not stand."""
    name = _NOT_IN_A_NAME.sub("-", name)
    return name if not name or name[0].isalpha() else f"i{name}"


def _name_stories(section: "_Element") -> None:
    for number, heading in enumerate(section.iter("h3"), 1):
        if not heading.get("id"):
            heading.set("id", f"story-{number}")


def _root(tag: str) -> "_Element":
    names: dict[str | None, str] = {None: XHTML, "epub": OPS}
    return etree.Element(f"{{{XHTML}}}{tag}", nsmap=names)  # type: ignore[arg-type]  # the stubs know no default one


def _fill(source: "_Element", target: "_Element", place: _Place) -> None:
    target.text = source.text
    for child in source:
        _copy(child, target, place)


def _copy(source: "_Element", parent: "_Element", place: _Place) -> None:
    if source.tag == SVG:
        drawing = deepcopy(source)
        parent.append(drawing)
        return
    if source.tag == "p" and "drawing" in classes(source):
        _figure(source, parent, place)
        return
    if source.tag == "a" and _back(source):
        return  # they stand in a line of their own, below
    made = etree.SubElement(parent, f"{{{XHTML}}}{source.tag}")
    made.tail = source.tail
    _attributes(source, made, place)
    _fill(source, made, place)
    if source.tag == "li" and any(map(_back, source.iter("a"))):
        _lead_back(source, made, place)


def _back(link: "_Element") -> bool:
    return "footnote-backref" in classes(link)


def _lead_back(note: "_Element", made: "_Element", place: _Place) -> None:
    """The ways back from a note to each place that cites it, numbered where there are several."""
    links = [link for link in note.iter("a") if _back(link)]
    line = etree.SubElement(made, f"{{{XHTML}}}p")
    line.set("class", "back")
    line.text = "↩ " if len(links) > 1 else None
    for number, link in enumerate(links, 1):
        back = etree.SubElement(line, f"{{{XHTML}}}a")
        _attributes(link, back, place)
        back.text = str(number) if len(links) > 1 else "↩"
        of = (note.get("id") or "").removeprefix("fn:")
        label = place.words.say("Back to citation %(nth)s of reference %(number)s", nth=str(number), number=of)
        back.set("aria-label", label)
        back.attrib.pop("title", "")
        back.tail = " " if number < len(links) else None


def _figure(source: "_Element", parent: "_Element", place: _Place) -> None:
    """A drawing and what stands below it."""
    figure = etree.SubElement(parent, f"{{{XHTML}}}figure")
    figure.tail = "\n"
    _attributes(source, figure, place)
    caption = text(source).strip("\u2060 ")
    for child in source:
        if child.tag == SVG:
            drawing = deepcopy(child)
            drawing.tail = None
            figure.append(drawing)
    if caption:
        etree.SubElement(figure, f"{{{XHTML}}}figcaption").text = caption


def _attributes(source: "_Element", made: "_Element", place: _Place) -> None:
    for name, value in source.attrib.items():
        if str(name) in _KEPT:
            made.set(str(name), str(value))
    _identify(source, made, place)
    _direct(source, made)
    _link(source, made, place)
    if source.tag == "li" and (source.get("id") or "").startswith("fn:"):
        made.set(_TYPE, "footnote")


def _identify(source: "_Element", made: "_Element", place: _Place) -> None:
    """Ids once in a document; a name that is there already is the name of the first."""
    for name in ("id", "aria-labelledby"):
        if value := source.get(name):
            made.set(name, _id(value))
    if (own := made.get("id")) is not None:
        if own in place.taken:
            del made.attrib["id"]
        place.taken.add(own)


def _direct(source: "_Element", made: "_Element") -> None:
    """A language is said in both ways an e-book has, and with it which way it is read."""
    if language := source.get("lang"):
        made.set(f"{_XML}lang", language)
        if language.split("-")[0].lower() in _FROM_THE_RIGHT and not source.get("dir"):
            made.set("dir", "rtl")


def _link(source: "_Element", made: "_Element", place: _Place) -> None:
    href = source.get("href")
    if source.tag != "a" or href is None:
        return
    known = classes(source)
    if href.startswith("#"):
        target = place.files.get(href[1:])
        if target is None:
            del made.attrib["href"]
            return
        made.set("href", f"{'' if target == place.file else target}#{_id(href[1:])}")
    if "footnote-ref" in known:
        made.set(_TYPE, "noteref")
        made.set("role", "doc-noteref")
    elif _back(source):
        made.set(_TYPE, "backlink")
        made.set("role", "doc-backlink")
