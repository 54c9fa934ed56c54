"""Readers of every format, and what holds their texts beside each other.

Each reader takes a format's bytes and gives its blocks or, where it has none that are the page's, its text as one stream.
"""

import ctypes
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from markdown_it import MarkdownIt

from briefing.edges.press import Press
from briefing.edges.templates import load_design
from briefing.language.catalogue import catalogue
from briefing.stages.typeset import typeset
from briefing.stages.typeset.address import shown

DESIGN = load_design()


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item or cell: its text, the mark a list sets before it, its table and the head of its column."""

    text: str
    mark: str = ""
    table: int = 0
    head: str | None = None


def tidied(text):
    """Text with one kind of space, without what only directs its reading; citations stand close to the word before them."""
    text = re.sub("[\u202b\u202c\u2066-\u2069\u200e\u200f\u2060\u00ad]", "", unicodedata.normalize("NFC", text)).replace("↩", "")
    text = re.sub(r"\[\^(\d+)\]", r"[\1]", " ".join(text.split()))
    return re.sub(r" (?=\[\d+\])", "", text).strip()


def stream(text):
    """Text without what a line's end changes, nor the bars and dashes that plain text sets beside it."""
    return re.sub("[\\s\x00-\x1f\\-\u2010\u2011|]|\ufffe", "", tidied(text)).casefold()


def read_markdown(content):
    """By a parser the program does not use; footnotes are paragraphs at their place."""
    lines, in_note = [], False
    for line in content.decode().splitlines():
        if note := re.match(r"\[\^(\d+)\]: ", line):
            in_note = True
            lines += ["", f"\x01{note[1]}\x01 {line[note.end() :]}"]
        elif in_note and line.startswith("    "):
            lines += ["", line[4:]]
        else:
            in_note = in_note and not line.strip()
            lines.append(line)
    blocks, mark = [], ""
    for token in MarkdownIt("commonmark").enable("table").parse("\n".join(lines)):
        if token.type == "list_item_open":
            mark = f"{token.info}." if token.info else ""
        elif token.type == "inline":
            text = "".join(" " if part.type in ("softbreak", "hardbreak") else part.content for part in token.children)
            if note := re.match("\x01(\\d+)\x01 ", text):
                mark, text = f"[{note[1]}]", text[note.end() :]
            blocks.append(Block(tidied(text), mark))
            mark = ""
    return [block for block in blocks if block.text]


class Page(HTMLParser):
    """The blocks of HTML or XHTML."""

    BLOCKS = frozenset("p li h1 h2 h3 h4 td th tr table ul ol blockquote div section header main body aside figure hr".split())
    VOID = frozenset("br hr img meta link".split())
    LEFT_OUT = frozenset("head nav svg footer figure".split())
    LEFT_OUT_CLASSES = frozenset("skip drawing footnote-backref back".split())

    def __init__(self, content):
        super().__init__()
        self.blocks, self.words, self.mark = [], [], ""
        self.open, self.silent, self.lists = [], 0, []
        self.tables, self.heads, self.column = 0, [], -1
        self.feed(content)
        self.close()
        self.flush()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        known = set((attributes.get("class") or "").split())
        if tag == "br":
            self.words.append(" ")
        if tag in self.BLOCKS:
            self.flush()
        if tag in self.VOID:
            return
        self.open.append(tag)
        if self.silent or tag in self.LEFT_OUT or known & self.LEFT_OUT_CLASSES:
            self.silent += 1
            return
        if tag in ("ul", "ol"):
            self.lists.append([tag, 0])
        elif tag == "li":
            self.lists[-1][1] += 1
            note = re.fullmatch(r"fn[:-](\d+)", attributes.get("id") or "")
            self.mark = f"[{note[1]}]" if note else f"{self.lists[-1][1]}." if self.lists[-1][0] == "ol" else ""
        elif tag == "table":
            self.tables, self.heads = self.tables + 1, []
        elif tag == "tr":
            self.column = -1
        elif tag in ("td", "th"):
            self.column += 1

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        if tag in self.BLOCKS:
            self.flush(tag)
        assert self.open.pop() == tag
        if self.silent:
            self.silent -= 1
        elif tag in ("ul", "ol"):
            self.lists.pop()

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)

    def flush(self, ended=""):
        text = tidied("".join(self.words))
        self.words = []
        if self.silent or not text:
            return
        if ended == "th":
            self.heads.append(text)
        head = self.heads[self.column] if ended == "td" else None
        self.blocks.append(Block(text, self.mark, self.tables if ended in ("th", "td") else 0, head))
        self.mark = ""


def read_html(content):
    return Page(content.decode()).blocks


def read_epub(content):
    """The documents in the order of the book's spine; the first is the cover."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        package = ET.fromstring(book.read("EPUB/package.opf"))
        names = {item.get("id"): item.get("href") for item in package.findall(".//{*}item")}
        order = [names[one.get("idref")] for one in package.findall(".//{*}itemref")]
        return [block for name in order[1:] for block in Page(book.read(f"EPUB/{name}").decode()).blocks]


def read_atom(content):
    entry = ET.fromstring(content)
    inside = entry.find(".//{*}content")
    return Page("".join(inside.itertext()) if inside.get("type") == "html" else ET.tostring(inside, "unicode")).blocks


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(content):
    """The stream of the first page's head and the document's paragraphs; a footnote's number is what Word would show."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        head, body = (ET.fromstring(file.read(f"word/{part}.xml")) for part in ("header1", "document"))
    blocks, credit = [], False
    for paragraph in (*head.iter(f"{W}p"), *body.iter(f"{W}p")):
        text = tidied("".join(map(_of_run, paragraph.iter())))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        contents = style is not None and style.get(f"{W}val").startswith("TOC")
        if text and not credit and not contents:
            blocks.append(text)
        credit = paragraph.find(f".//{W}drawing") is not None
    return stream("".join(blocks))


def _of_run(element):
    if element.tag == f"{W}footnoteReference":
        return "" if element.get(f"{W}customMarkFollows") else element.get(f"{W}id")
    return {f"{W}t": element.text or "", f"{W}br": " ", f"{W}tab": " "}.get(element.tag, "")


def read_text(content):
    """The stream of a plain text: columns row by row, addresses as other formats show them."""
    out, lines = [], content.decode().splitlines()
    lines = [re.sub(r"^(?:\| ?)+", "", re.sub("[\u2066-\u2069]", "", line)) for line in lines]
    while lines:
        line = lines.pop(0)
        if re.fullmatch(r"-+(?:  -+)+", line):
            end = lines.index(line)
            head = next((number for number, one in enumerate(reversed(out)) if not one), len(out))
            out[-head:] = [*_cells(["", *out[-head:]], line), *_cells(lines[:end], line)]
            del lines[: end + 1]
        elif not re.fullmatch(r"=+|-+", line):
            out.append(line)
    return stream(re.sub(r"<(https?://[^\s>]+)>", lambda match: shown(match[1]), "\n".join(out)))


def _cells(lines, rule):
    """The cells of rows set in columns; rows stand apart where one of them has several lines."""
    rows = [[line] for line in lines] if "" not in lines else [part.split("\n") for part in "\n".join(lines).split("\n\n")]
    spans = [match.span() for match in re.finditer("-+", rule)]
    for row in rows:
        for start, end in spans:
            yield " ".join(_slice(line, start, end) for line in row)


def _slice(line, start, end):
    """The columns of a line from one to another; wide letters take two, marks none."""
    out, column = [], 0
    for char in line:
        if start <= column < end:
            out.append(char)
        column += 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(char) in "WF")
    return "".join(out)


def read_pdf(content):
    """The stream of a PDF's text in the order of its structure, which is the order in which it is read out."""
    return pdf_in_both_orders(content)[0]


def pdf_in_both_orders(content):
    """The stream of a PDF's text in the order of its structure, and in the order in which it is painted and so extracted."""
    texts = _marked_texts(content)
    titles = tuple(stream(catalogue(language).text("In this edition")) for language in ("en", "uk"))
    out = []

    def written(places):
        return stream("".join(texts.get(place, "") for place in places))

    def walk(node, page):
        if isinstance(node, int) or "/MCID" in node:
            page = pages[node.Pg.objgen] if not isinstance(node, int) and "/Pg" in node else page
            out.append((page, int(node if isinstance(node, int) else node.MCID)))
            return
        page = pages[node.Pg.objgen] if "/Pg" in node else page
        children = node.get("/K", pikepdf.Array())
        children = list(children) if isinstance(children, pikepdf.Array) else [children]
        kinds = [child.get("/S") for child in children if isinstance(child, pikepdf.Dictionary)]
        if node.get("/S") == "/Lbl" or "/Figure" in kinds:
            return
        mark = len(out)
        for child in children:
            walk(child, page)
        if node.get("/S") == "/NonStruct" and written(out[mark:]).startswith(titles):
            del out[mark:]

    with pikepdf.open(io.BytesIO(content)) as file:
        pages = {page.objgen: number for number, page in enumerate(file.pages)}
        walk(file.Root.StructTreeRoot, None)
    known = set(out)
    return written(out), written(place for place in texts if place in known)


def _marked_texts(content):
    """The text of each piece of marked content, by page and number."""
    texts = {}
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document):
            words = page.get_textpage()
            for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=6):
                size = pdfium.FPDFTextObj_GetText(found.raw, words.raw, None, 0)
                buffer = (ctypes.c_ushort * (size // 2 + 1))()
                pdfium.FPDFTextObj_GetText(found.raw, words.raw, buffer, size)
                place = (number, pdfium.FPDFPageObj_GetMarkedContentID(found.raw))
                texts[place] = texts.get(place, "") + bytes(buffer).decode("utf-16-le").rstrip("\0")
            words.close()
            page.close()
    return texts


READERS = {"md": read_markdown, "html": read_html, "epub": read_epub, "atom": read_atom}
STREAMS = {"txt": read_text, "pdf": read_pdf, "docx": read_docx}


def compare(told, format_, content):
    """Raises an `AssertionError` with the first block that a format does not have as the Markdown has it."""
    if format_ in STREAMS:
        rest = STREAMS[format_](content)
        before = ""
        for options in _options(told, MARKS[format_]):
            found = next((option for option in options if rest.startswith(option)), None)
            assert found is not None, f"{format_}: after {before!r} should stand {options[0]!r}, there stands {rest[:200]!r}"
            rest, before = rest[len(found) :], found[-60:]
        assert not rest, f"{format_}: says more: {rest[:200]!r}"
        return
    found = READERS[format_](content)
    want = [(block.text, block.mark) for block in told]
    have = [(block.text, block.mark) for block in found]
    for number, (ours, theirs) in enumerate(zip(want, have, strict=False)):
        assert ours == theirs, f"{format_}: block {number}"
    assert len(want) == len(have), f"{format_}: {(want[len(have) :] + have[len(want) :])[:3]}"


# How a stream has the marks of lists: in a PDF they are labels apart from the text, in Word most are counted by the program.
MARKS = {"txt": str, "pdf": lambda _mark: "", "docx": lambda mark: mark.strip("[]") if mark.startswith("[") else ""}


def _options(told, written):
    """What a stream goes on with: a block and its mark; a table row by row, or each cell after the head of its column."""
    place = 0
    while place < len(told):
        block = told[place]
        if not block.table:
            text = stream(written(block.mark) + block.text)
            yield [text, f"–{text}"]  # a dash that the style sheet sets before an item
            place += 1
            continue
        cells = [one for one in told[place:] if one.table == block.table]
        yield [
            stream("".join(cell.text for cell in cells)),
            stream("".join(f"{cell.head}:{cell.text}" for cell in cells if cell.head)),
        ]
        place += len(cells)


def made(briefing, *formats, **changed):
    press = Press() if "pdf" in formats else None
    edition, failures = typeset(briefing, formats=formats, press=press, archive="x.db", facts={}, **{"design": DESIGN} | changed)
    if missing := [failure.reason for failure in failures if "cannot be made yet" in failure.reason]:
        pytest.skip(missing[0])
    assert not failures
    return dict(edition.files)


def told_by(briefing):
    """The blocks of an edition as its page has them; that the Markdown has the same is one of the tests."""
    return read_html(made(briefing, "html")["briefing.html"])


def same(briefing, *formats, **changed):
    """Raises an `AssertionError` where a format of an edition does not have the text of its page."""
    files = made(briefing, "html", *formats, **changed)
    told = read_html(files["briefing.html"])
    for format_ in formats:
        compare(told, format_, files[f"briefing.{format_}"])


def whole(format_, content):
    """All the text of a format; blocks are apart, so that no fact is found across two."""
    if format_ in STREAMS:
        return STREAMS[format_](content)
    return "\0".join(stream(block.text) for block in READERS[format_](content))


@pytest.fixture(scope="session")
def formats():
    """`made`, `told_by`, `compare`, `same`, `whole` and `stream`, and the `names` of the formats they know."""
    names = frozenset({*READERS, *STREAMS})
    return SimpleNamespace(
        made=made,
        told_by=told_by,
        compare=compare,
        same=same,
        whole=whole,
        stream=stream,
        names=names,
        pdf_in_both_orders=pdf_in_both_orders,
    )
