"""What stands around the text on every page: the edition's name, its days, its classification, the number of the page."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from briefing.stages.typeset.docx.elements import make, root, value, words
from briefing.stages.typeset.docx.look import BOTTOM, EDGE, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP

# Letters on black, as FIRST prescribes them for TLP 2.0; the names are the classes of the page.
_TRAFFIC_LIGHT = {".tlp-red": "FF2B2B", ".tlp-amber": "FFC000", ".tlp-green": "33FF00", ".tlp-clear": "FFFFFF"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Furniture:
    """The edition's name and days; its classification with its classes ("" and none where there is none); a run with its logo."""

    name: str
    days: str
    classification: str = ""
    colours: Collection[str] = ()
    logo: _Element | None = None

    def first_head(self) -> _Element:
        """The head of the first page, where the masthead says the rest: classification and logo."""
        logo = None if self.logo is None else _alone("Logo", self.logo)
        lines = [line for line in (self._marking(), logo) if line is not None]
        return _part("w:hdr", lines or [_line("Header", (), ())])

    def head(self) -> _Element:
        """The head of every other page: the classification, the edition's name and its days."""
        return _part("w:hdr", (self._marking(), _line("Header", (_text(self.name),), (_text(self.days),))))

    def foot(self) -> _Element:
        """The foot of every page: the edition's name and the number of the page, the classification below."""
        number = (_field("PAGE", "1"), _text(" / "), _field("NUMPAGES", "1"))
        return _part("w:ftr", (_line("Footer", (_text(self.name),), number), self._marking()))

    def _marking(self) -> _Element | None:
        """The classification; a name of the Traffic Light Protocol in the colour that it prescribes, on black."""
        if not self.classification:
            return None
        colour = next((_TRAFFIC_LIGHT[one] for one in self.colours if one in _TRAFFIC_LIGHT), "")
        if not colour:
            return _alone("Marking", _text(self.classification))
        ground = make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "000000"})
        shape = make("w:rPr", children=(value("w:color", colour), ground))
        return _alone("Marking", make("w:r", children=(shape, words(f"\u00a0{self.classification}\u00a0"))))


def sheet(heads: Sequence[tuple[str, str, str]]) -> _Element:
    """The properties of the document's one section: A4, its margins, and which parts are its heads and feet (kind, type, id)."""
    return make(
        "w:sectPr",
        children=(
            *(make(f"w:{kind}Reference", {"w:type": use, "r:id": relation}) for kind, use, relation in heads),
            make("w:footnotePr", children=(value("w:pos", "pageBottom"), value("w:numFmt", "decimal"))),
            make("w:pgSz", {"w:w": PAGE_WIDTH, "w:h": PAGE_HEIGHT}),
            make(
                "w:pgMar",
                {
                    "w:top": TOP,
                    "w:right": RIGHT,
                    "w:bottom": BOTTOM,
                    "w:left": LEFT,
                    "w:header": EDGE,
                    "w:footer": EDGE,
                    "w:gutter": 0,
                },
            ),
            make("w:cols", {"w:space": 425}),
            make("w:titlePg"),
        ),
    )


def _part(name: str, lines: Iterable[_Element | None]) -> _Element:
    part = root(name)
    part.extend([line for line in lines if line is not None])
    return part


def _alone(style: str, run: _Element) -> _Element:
    return make("w:p", children=(make("w:pPr", children=(value("w:pStyle", style),)), run))


def _line(style: str, left: Sequence[_Element], right: Sequence[_Element]) -> _Element:
    tab = (make("w:r", children=(make("w:tab"),)),) if right else ()
    return make("w:p", children=(make("w:pPr", children=(value("w:pStyle", style),)), *left, *tab, *right))


def _text(text: str) -> _Element:
    return make("w:r", children=(words(text),))


def _field(name: str, shown: str) -> _Element:
    return make("w:fldSimple", {"w:instr": f" {name} "}, (_text(shown),))
