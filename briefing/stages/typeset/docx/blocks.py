"""The blocks of a page as those of a document: headings, paragraphs, lists, quotations, tables, pictures, references."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from briefing.stages.typeset.docx.elements import make, value, words
from briefing.stages.typeset.docx.inline import BLOCKS, Piece, piece, pieces
from briefing.stages.typeset.docx.lines import Lines, numbered, restyle, style_of
from briefing.stages.typeset.docx.notes import repeated, source_mark
from briefing.stages.typeset.docx.pictures import Pictures
from briefing.stages.typeset.docx.tables import strip, table
from briefing.stages.typeset.tree import SVG, classes, text

_OF_CLASS: Mapping[str, str] = {
    "date": "Subtitle",
    "covers": "Period",
    "since": "Since",
    "meta": "Meta",
    "why": "Small",
    "about": "Wide",
    "credit": "Wide",
    "contact": "Small",
    "disclaimer": "Small",
}
_LISTS: Mapping[str, tuple[str, ...]] = {
    "glance": ("Glance",),
    "corrections": ("Correction",),
    "coverage": ("Coverage", "Coverage2"),
}
FIRST_LIST = 9  # the numbers of the lists that the template of numbering makes for itself are lower
_BOXED = {"glance", "corrections"}
_UPRIGHT = {"Meta", "QuoteNote", "TotalSource", "TotalLabel"}  # quiet as a whole; what the page slants in them it shows upright too


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a block stands."""

    section: str = ""
    title: str = ""
    quoted: bool = False
    listed: tuple[str, ...] = ()
    cell: str = ""


@dataclass(kw_only=True, slots=True)
class Blocks:
    """Writes the blocks of the document's body; `lists` are the styles of the numbered lists in it."""

    lines: Lines
    pictures: Pictures | None
    marks: Mapping[str, str]
    bookmarks: Iterator[int]
    lists: list[str] = field(default_factory=list)

    def flow(self, element: _Element, place: Place) -> Iterator[_Element]:
        """The blocks of an element, what stands between them as paragraphs of their own."""
        line: list[Piece] = []
        if element.text:
            line.append(Piece(text=element.text))
        for child in element:
            name = child.tag if isinstance(child.tag, str) else ""
            if name in BLOCKS or name == SVG:
                yield from self._loose(line, place)
                line = []
                yield from self.block(child, place)
            else:
                line.extend(piece(child, Piece()))
            if child.tail:
                line.append(Piece(text=child.tail))
        yield from self._loose(line, place)

    def block(self, element: _Element, place: Place) -> Iterator[_Element]:
        """One block as those of the document."""
        name = element.tag
        if name == "section":
            yield from self._section(element)
        elif name in {"h1", "h2", "h3"}:
            yield self._heading(element, place)
        elif name == "p":
            yield from self._paragraph(element, place)
        elif name == SVG:
            yield from self._picture(element)
        elif name == "blockquote":
            yield from self.flow(element, replace(place, quoted=True))
        elif name == "table":
            yield table(element, lambda cell: list(self._cell(cell, place)), place.title)
        elif name in {"ul", "ol"}:
            yield from self._list(element, place)
        elif name == "div" and "footnote" in classes(element):
            for item in element.findall("ol/li"):
                yield from self._reference(item, place)
        elif name != "hr":
            yield from self.flow(element, place)

    def _section(self, element: _Element) -> Iterator[_Element]:
        heading = element.find(".//h2")
        title = text(heading) if heading is not None else ""
        yield from self.flow(element, Place(section=element.get("aria-labelledby", ""), title=title))

    def _heading(self, element: _Element, place: Place) -> _Element:
        before, after = self._bookmark(self.marks.get(element.get("id", ""), ""))
        box = "Box" if element.tag == "h2" and place.section in _BOXED else ""  # a box has its own edge
        return self.lines.paragraph(f"Heading{element.tag[1]}{box}", pieces(element), before=before, after=after)

    def _bookmark(self, name: str) -> tuple[Sequence[_Element], Sequence[_Element]]:
        if not name:
            return (), ()
        number = next(self.bookmarks)
        return (make("w:bookmarkStart", {"w:id": number, "w:name": name}),), (make("w:bookmarkEnd", {"w:id": number}),)

    def _paragraph(self, element: _Element, place: Place) -> Iterator[_Element]:
        kinds = classes(element)
        if "classification" in kinds and not place.section:
            return  # it stands in the head of the first page, as in that of every other
        if "drawing" in kinds:
            for svg in element.iter(SVG):
                yield from self._picture(svg)
            if self.pictures and text(element):
                yield self.lines.paragraph("Caption", pieces(element))
            return
        style = next((_OF_CLASS[kind] for kind in _OF_CLASS if kind in kinds), "") or self._style(element, place)
        yield from self._loose(pieces(element), place, style)

    def _picture(self, svg: _Element) -> Iterator[_Element]:
        if self.pictures:
            yield make("w:p", children=(make("w:pPr", children=(value("w:pStyle", "Picture"),)), self.pictures.drawing(svg)))

    def _style(self, element: _Element | None, place: Place) -> str:
        if place.cell:
            return place.cell
        if place.listed:
            return place.listed[-1]
        if place.quoted:
            upright = element is not None and len(element) == 1 and element[0].tag == "em" and not (element.text or "").strip()
            return "QuoteNote" if upright else "Quote"
        return "BodyText"

    def _loose(self, line: Iterator[Piece] | list[Piece], place: Place, style: str = "") -> Iterator[_Element]:
        line = list(line)
        if any(part.cites or part.text.strip() for part in line):
            style = style or self._style(None, place)
            yield self.lines.paragraph(style, line, italics=style not in _UPRIGHT)

    def _list(self, element: _Element, place: Place) -> Iterator[_Element]:
        items = [child for child in element if child.tag == "li"]
        if place.section == "totals" and not place.listed and not place.quoted:
            yield strip([list(self._total(item)) for item in items], place.title)
            return
        numbers = ("MapList",) if place.section == "map" else ("ListNumber",)
        styles = numbers if element.tag == "ol" else _LISTS.get(place.section, ("ListBullet", "ListBullet2"))
        style = "QuoteList" if place.quoted else styles[min(len(place.listed), len(styles) - 1)]
        inside = replace(place, listed=(*place.listed, style))
        counted = element.tag == "ol"
        self.lists += [style] if counted else []
        for item in items:
            for at, block in enumerate(self.flow(item, inside)):
                if style_of(block) == style and at:
                    numbered(block, 0)
                elif style_of(block) == style and counted:
                    numbered(block, FIRST_LIST + len(self.lists))
                yield block

    def _total(self, item: _Element) -> Iterator[_Element]:
        """A total: its label, its number, whose word it is; lines of the page, one under the other."""
        lines: list[list[Piece]] = [[]]
        for part in (part for inner in (item.findall("p") or [item]) for part in pieces(inner)):
            if part.ends:
                lines.append([])
            else:
                lines[-1].append(part)
        for line, style in zip(lines, ("TotalLabel", "TotalNumber", *("TotalSource" for _ in lines)), strict=False):
            large = style == "TotalNumber"  # bold by itself
            yield from self._loose([replace(part, bold=False) for part in line] if large else line, Place(), style)

    def _cell(self, element: _Element, place: Place) -> Iterator[_Element]:
        yield from self.flow(element, replace(place, cell="TableHead" if element.tag == "th" else "TableText"))

    def _reference(self, item: _Element, place: Place) -> Iterator[_Element]:
        """An entry of the list of references: its number, its source line, its passages."""
        for at, block in enumerate(self.flow(item, place)):
            if style_of(block) == "BodyText":
                restyle(block, "Passage" if at else "Reference")
            if not at and style_of(block):
                self._number(block, item.get("id", "").removeprefix("fn:"))
            yield block

    def _number(self, block: _Element, digits: str) -> None:
        """The number of a reference at the head of its entry, as a field that leads back to its first citation."""
        if not digits.isascii() or not digits.isdigit():
            return
        reference = int(digits)
        noted = self.lines.notes is not None and self.lines.notes.has_note(reference)
        shown = repeated(reference, "\\h", "NoteNumber") if noted else (make("w:r", children=(words(digits),)),)
        before, after = self._bookmark(source_mark(reference))
        for at, one in enumerate((*before, *shown, *after, make("w:r", children=(make("w:tab"),))), 1):
            block.insert(at, one)
