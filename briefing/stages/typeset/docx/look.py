"""What the Word document takes from the edition's style sheets: the colours and families of the theme, and the sheet of paper."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from briefing.errors import PressError
from briefing.model import Design
from briefing.stages.typeset.environment import sandbox

# Twentieths of a point. A sheet of A4; the text hangs in a column of 142 mm, what reaches out to its left is 166 mm wide.
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
LEFT, RIGHT, TOP, BOTTOM, EDGE = 2608, 1247, 1304, 1191, 624
HANG = 1361
MEASURE = PAGE_WIDTH - LEFT - RIGHT
WIDTH = MEASURE + HANG

_SHEETS = ("page.css", "theme.css")  # the later one decides
_PROPERTY = re.compile(r"--(?P<name>[a-z-]+)\s*:\s*(?P<value>[^;{}]{1,300});")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_FAMILY = re.compile(r"""\s*["']?(?P<name>[A-Za-z][A-Za-z0-9 ]{0,60})["']?\s*(?:,|$)""")
_LINK = re.compile(r"var\(--(?P<name>[a-z-]+)\)")
_PLAIN = {
    "ink": "1A1A1A",
    "quiet": "55595E",
    "rule": "C9CED4",
    "strong_rule": "1A1A1A",
    "tint": "F2F5F8",
    "accent": "14507D",
    "on_accent": "FFFFFF",
    "label_color": "14507D",
    "text_font": "Source Serif 4",
    "label_font": "Source Sans 3",
    "title_font": "Source Serif 4",
    "headline_font": "Source Serif 4",
    "figure_font": "Source Serif 4",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """The custom properties of the page that the document has a use for: colours as six hexadecimal digits, families."""

    ink: str
    quiet: str
    rule: str
    strong_rule: str
    tint: str
    accent: str
    on_accent: str
    label_color: str
    text_font: str
    label_font: str
    title_font: str
    headline_font: str
    figure_font: str

    @property
    def bars(self) -> bool:
        """Whether labels stand on bars of the accent: their colour is the one for text on it."""
        return self.label_color == self.on_accent


def look(design: Design) -> Look:
    """The look of a design: the custom properties its style sheets set on the page; what they do not say is as in the plain one."""
    said: dict[str, str] = {}
    for sheet in _SHEETS:
        found: dict[str, str] = {}
        for match in _PROPERTY.finditer(_text(design, sheet)):
            found.setdefault(match["name"], match["value"].strip())  # what comes later in a sheet is for paper or a narrow screen
        said |= found
    return Look(**{name: _read(said, name.replace("_", "-"), plain) for name, plain in _PLAIN.items()})


def styled(design: Design, name: str, look: Look, **more: object) -> _Element:
    """A template of the Word document filled in and read as XML. Raises `PressError` where it is none, with its file and line."""
    values: Mapping[str, object] = {
        **{name: getattr(look, name) for name in (*_PLAIN, "bars")},
        "hang": HANG,
        "measure": MEASURE,
        **more,
    }
    text = sandbox(design).get_template(name).render(values).strip()
    try:
        return etree.fromstring(text.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise PressError(f"{name} gives no XML: {error}") from None


def _text(design: Design, name: str) -> str:
    try:
        return design.text(name)
    except KeyError:
        return ""


def _read(said: Mapping[str, str], name: str, plain: str) -> str:
    written = said.get(name, "")
    for _ in range(4):  # a property may name another
        link = _LINK.fullmatch(written)
        if not link:
            break
        written = said.get(link["name"], "")
    if name.endswith("-font"):
        family = _FAMILY.match(written)
        return family["name"].strip() if family else plain
    if not _COLOUR.fullmatch(written):
        return plain
    digits = written[1:].upper()
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
