"""Drawings as pictures with a text for those who do not see them."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from briefing.stages.typeset.docx.elements import bare, make
from briefing.stages.typeset.docx.look import WIDTH

EMU = 635  # English metric units in a twentieth of a point
_SVG = "{http://www.w3.org/2000/svg}"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_HIGHEST = 5600  # twentieths of a point: a third of a page, so that a drawing stands with its heading and what it numbers


@dataclass(frozen=True, kw_only=True, slots=True)
class Pictures:
    """Puts pictures into a part: `paint` makes a PNG of a drawing, `embed` files it and gives its id."""

    paint: Callable[[str], bytes]
    embed: Callable[[bytes], str]
    numbers: Iterator[int]

    def drawing(self, svg: _Element) -> _Element:
        """A run with a drawing as a picture, as wide as the sheet or as high as half of it."""
        png = self.paint(etree.tostring(svg, encoding="unicode", with_tail=False))
        return picture(self.embed(png), png, next(self.numbers), _said(svg, "title"), _said(svg, "desc"))


def picture(
    relation: str, png: bytes, number: int, name: str, description: str, *, width: int = WIDTH, height: int = _HIGHEST
) -> _Element:
    """A run with a picture that fits a width and height in twentieths of a point; the texts say what it shows."""
    across, down = size(png)
    scale = min(width * EMU / across, height * EMU / down)
    extent = {"cx": round(across * scale), "cy": round(down * scale)}
    shape = bare(
        "pic:spPr",
        {},
        (
            bare("a:xfrm", {}, (bare("a:off", {"x": 0, "y": 0}), bare("a:ext", extent))),
            bare("a:prstGeom", {"prst": "rect"}, (bare("a:avLst", {}),)),
        ),
    )
    blip = bare("a:blip", {})
    blip.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", relation)
    inside = bare(
        "pic:pic",
        {},
        (
            bare("pic:nvPicPr", {}, (bare("pic:cNvPr", {"id": number, "name": f"Picture {number}"}), bare("pic:cNvPicPr", {}))),
            bare("pic:blipFill", {}, (blip, bare("a:stretch", {}, (bare("a:fillRect", {}),)))),
            shape,
        ),
    )
    described = f"{name}. {description}" if name and description else name or description
    inline = bare(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        (
            bare("wp:extent", extent),
            bare("wp:docPr", {"id": number, "name": f"Picture {number}", "descr": described, "title": name}),
            bare("wp:cNvGraphicFramePr", {}, (bare("a:graphicFrameLocks", {"noChangeAspect": 1}),)),
            bare("a:graphic", {}, (bare("a:graphicData", {"uri": _PICTURE}, (inside,)),)),
        ),
    )
    return make("w:r", children=(make("w:drawing", children=(inline,)),))


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels. Raises `ValueError` where it is none."""
    if len(png) < 24 or png[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG")
    across, down = struct.unpack(">II", png[16:24])
    if not (across and down):
        raise ValueError("a PNG without a size")
    return across, down


def _said(svg: _Element, name: str) -> str:
    found = svg.find(f"{_SVG}{name}")
    return " ".join((found.text or "").split()) if found is not None else ""
