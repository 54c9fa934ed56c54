"""A Word document opened: its parts as trees, and what they say."""

import io
import zipfile
from dataclasses import dataclass

import pytest
from lxml import etree

from briefing.edges.paint import paint as resvg
from briefing.edges.templates import load_design
from briefing.stages.typeset import typeset

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Opened:
    """The bytes of a document and its parts."""

    content: bytes
    parts: dict

    def tree(self, name):
        return etree.fromstring(self.parts[name])

    @property
    def body(self):
        return self.tree("word/document.xml")[0]

    def paragraphs(self, style):
        return [one for one in self.body.iter(f"{W}p") if style_of(one) == style]

    @property
    def styles(self):
        return {style.get(f"{W}styleId"): style for style in self.tree("word/styles.xml").iter(f"{W}style")}

    @property
    def trees(self):
        return [etree.fromstring(part) for name, part in self.parts.items() if name.endswith((".xml", ".rels"))]


def style_of(paragraph):
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val") if found is not None else ""


def text_of(element):
    """What a person reads: text, not the orders of fields."""
    shown = {f"{W}t": lambda one: one.text or "", f"{W}tab": lambda _: "\t", f"{W}br": lambda _: "\n"}
    runs = element.iter(f"{W}r")
    return "".join(shown.get(one.tag, lambda _: "")(one) for run in runs for one in run)


def opened(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return Opened(content=content, parts={name: file.read(name) for name in file.namelist()})


@pytest.fixture(scope="session")
def word():
    """A function: the Word document of a briefing, opened; made once of each briefing of a fixture."""
    made = {}

    def make(briefing, *, paint=resvg, design=None):
        if design is None:
            if (id(briefing), paint) not in made:
                made[id(briefing), paint] = (
                    make(briefing, paint=paint, design=load_design()),
                    briefing,
                )  # held, so that its id stays
            return made[id(briefing), paint][0]
        edition, failures = typeset(briefing, formats=("docx",), design=design, press=None, paint=paint, archive="x.db", facts={})
        assert not failures
        return opened(dict(edition.files)["briefing.docx"])

    return make


@pytest.fixture(scope="session")
def read():
    """The functions that say what an element of a document is and says: (style, text)."""
    return style_of, text_of


@pytest.fixture(scope="session")
def document(word, sample_day):
    return word(sample_day)
