"""The edition as a Word document: real headings, lists, tables and footnotes, made from the same page as every other format."""

from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from itertools import count

from lxml.etree import _Element

from briefing.language.catalogue import catalogue
from briefing.model import Briefing, Design
from briefing.stages.typeset import marks
from briefing.stages.typeset.contents import FRONT, entries, is_long
from briefing.stages.typeset.docx.blocks import Blocks, Place
from briefing.stages.typeset.docx.container import Container, Images, Relations
from briefing.stages.typeset.docx.elements import make
from briefing.stages.typeset.docx.furniture import Furniture, sheet
from briefing.stages.typeset.docx.inline import Piece, joined, pieces
from briefing.stages.typeset.docx.lines import Lines
from briefing.stages.typeset.docx.look import look, styled
from briefing.stages.typeset.docx.notes import Notes, label, separators, source_mark
from briefing.stages.typeset.docx.outline import marked, outline
from briefing.stages.typeset.docx.pictures import Pictures, picture
from briefing.stages.typeset.docx.tongues import regional
from briefing.stages.typeset.inert import language_tag, tidy
from briefing.stages.typeset.page import Body
from briefing.stages.typeset.tree import classes, text, tree

__all__ = ["Paint", "document"]

Paint = Callable[[str], bytes]
LOGO_WIDTH, LOGO_HEIGHT = 2835, 1021  # 50 by 18 mm, as in marks.css
LOGO_NUMBER = 9_000  # of the picture: drawings count from 1


def document(briefing: Briefing, body: Body, design: Design, paint: Paint | None) -> bytes:
    """The edition as a Word document (.docx), from its page; drawings stand in it where there is a `paint` (SVG → PNG).

    Raises `PressError` where a template of the document gives no XML, or a drawing cannot be painted.
    """
    language = language_tag(briefing.language) or "en"
    top, main = tree(body.head), tree(body.main)
    container, images = Container(), Images()
    in_text, in_notes, in_head = Relations(images), Relations(images), Relations(images)
    listed = entries(body.headings) if is_long(briefing) else ()
    anchors = {**_anchors((top, main)), **marked(listed)}
    numbers = count(1)
    notes = Notes(sources=_sources(main), bookmarks=numbers)
    lines = Lines(relate=in_text.address, marks=anchors, notes=notes, language=language)
    pictures = Pictures(paint=paint, embed=in_text.image, numbers=count(1)) if paint else None
    blocks = Blocks(lines=lines, pictures=pictures, marks=anchors, bookmarks=numbers)
    say = catalogue(briefing.language).text
    sections = list(main)
    after = next((at for at, one in enumerate(sections) if one.get("aria-labelledby") not in FRONT), len(sections))
    edition = [
        *blocks.flow(top, Place()),
        *(block for section in sections[:after] for block in blocks.block(section, Place())),
        *outline(listed, lines, say("In this edition")),
        *(block for section in sections[after:] for block in blocks.block(section, Place())),
    ]
    seen = look(design)
    said = regional(language)
    for name, template in (("styles", "styles"), ("settings", "settings"), ("numbering", "numbering"), ("fontTable", "fonts")):
        container.add(name, styled(design, f"docx/{template}.xml.j2", seen, language=said, lists=blocks.lists))
    footnotes = _footnotes(notes, Lines(relate=in_notes.address, marks=anchors, language=language), say("Passages"))
    container.add("footnotes", footnotes, in_notes)
    name = tidy(briefing.title, 200)
    days = next((text(one) for one in top.iter("p") if "date" in classes(one)), briefing.window.name)
    line = briefing.marks.classification
    furniture = Furniture(
        name=name,
        days=days,
        classification=marks.classification(line) if line else "",
        colours=marks.colours(line) if line else (),
        logo=_logo(design.logo, name, in_head),
    )
    around = (
        ("header", "first", container.add("header1", furniture.first_head(), in_head)),
        ("header", "default", container.add("header2", furniture.head())),
        ("footer", "first", container.add("footer1", furniture.foot())),
        ("footer", "default", container.add("footer2", furniture.foot())),
    )
    container.fill(edition, sheet(around), in_text)
    keywords = [title for _, title in body.contents]
    container.describe(
        title=f"{name} – {days}", subject=days, author=name, language=language, keywords=keywords, at=briefing.made_at
    )
    return container.bytes()


def _logo(address: str, name: str, relations: Relations) -> _Element | None:
    """A run with the logo, which comes as a PNG in a `data:` address."""
    kind, _, data = address.partition(",")
    if kind != "data:image/png;base64":
        return None
    png = b64decode(data)
    return picture(relations.image(png), png, LOGO_NUMBER, name, "", width=LOGO_WIDTH, height=LOGO_HEIGHT)


def _footnotes(notes: Notes, lines: Lines, passages: str) -> _Element:
    """The part of footnotes: of each reference that has one its source line, and a link to its passages."""
    part = separators()
    for number in range(1, notes.noted + 1):
        link = Piece(text=passages, href=f"#fn:{number}")
        space = make("w:r", children=(make("w:tab"),))
        line = [*notes.sources[number], Piece(text=" "), link]
        note = lines.paragraph("FootnoteText", line, before=(label(), space))
        part.append(make("w:footnote", {"w:id": number}, (note,)))
    return part


def _sources(main: _Element) -> Mapping[int, tuple[Piece, ...]]:
    """The source line of each reference: the first paragraph of its entry."""
    found: dict[int, tuple[Piece, ...]] = {}
    for item in main.iter("li"):
        number = item.get("id", "").removeprefix("fn:")
        if item.get("id", "").startswith("fn:") and number.isascii() and number.isdigit():
            first = item.find("p")
            found[int(number)] = tuple(joined(list(pieces(item if first is None else first))))
    return found


def _anchors(parts: Iterable[_Element]) -> Mapping[str, str]:
    """The bookmarks of what is linked to within the page, by the ids of the page; references have their own."""
    links = {one.get("href", "")[1:]: None for part in parts for one in part.iter("a") if one.get("href", "").startswith("#")}
    found = {}
    for at, name in enumerate(links, 1):
        kind, _, number = name.partition(":")
        found[name] = source_mark(int(number)) if kind == "fn" and number.isdigit() else f"_Place{at}"
    return found
