"""Tables: their columns as wide as their words need, a head that is repeated over pages, rows that stay whole."""

from collections.abc import Callable, Sequence

from lxml.etree import _Element

from briefing.stages.typeset.docx.elements import make, value
from briefing.stages.typeset.docx.look import HANG, WIDTH

Cell = Callable[[_Element], Sequence[_Element]]  # what stands in a cell: at least one paragraph
_LETTER = 95  # about the width of a letter of a table, in twentieths of a point
_SIDES = 160
_LONGEST_WORD, _SHORT_LINE, _FULL_LINE = 18, 12, 60  # letters; a word or line that is longer is broken


def table(element: _Element, cell: Cell, title: str) -> _Element:
    """A table of the page as one of Word, as wide as the sheet; `title` is what a screen reader calls it."""
    rows = [[one for one in row if one.tag in {"td", "th"}] for row in element.iter("tr")]
    columns = max((len(row) for row in rows), default=1) or 1
    widths = _widths(rows, columns)
    head = {row for part in element.iter("thead") for row in part.iter("tr")}
    made = [
        _row([(width, cell(one)) for width, one in zip(widths, row, strict=False)], headed=source in head)
        for source, row in zip(element.iter("tr"), rows, strict=True)
        if row
    ]
    return _table("EditionTable", widths, made, title, headed=bool(head))


def strip(cells: Sequence[Sequence[_Element]], title: str) -> _Element:
    """Cells side by side, at most five in a row and the rows as even as they can be: the totals of a day. It has no head."""
    columns = len(cells) if len(cells) <= 5 else 3 if len(cells) % 3 == 0 and len(cells) % 4 else 4
    width = WIDTH // columns
    rows = [[*cells[at : at + columns]] for at in range(0, len(cells), columns)]
    rows[-1] += [()] * (columns - len(rows[-1]))
    made = [_row([(width, one) for one in row], headed=False) for row in rows]
    return _table("TotalsTable", [width] * columns, made, title, headed=False)


def _table(style: str, widths: Sequence[int], rows: Sequence[_Element], title: str, *, headed: bool) -> _Element:
    properties = make(
        "w:tblPr",
        children=(
            value("w:tblStyle", style),
            make("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
            make("w:tblInd", {"w:w": -HANG, "w:type": "dxa"}),
            make("w:tblLayout", {"w:type": "fixed"}),
            make("w:tblLook", {"w:val": "0420" if headed else "0400", "w:firstRow": int(headed), "w:noVBand": 1, "w:noHBand": 0}),
            value("w:tblCaption", title),
        ),
    )
    grid = make("w:tblGrid", children=[make("w:gridCol", {"w:w": width}) for width in widths])
    return make("w:tbl", children=(properties, grid, *rows))


def _row(cells: Sequence[tuple[int, Sequence[_Element]]], *, headed: bool) -> _Element:
    properties = make("w:trPr", children=(make("w:cantSplit"), *((make("w:tblHeader"),) if headed else ())))
    return make(
        "w:tr",
        children=(
            properties,
            *(
                make(
                    "w:tc",
                    children=(
                        make("w:tcPr", children=(make("w:tcW", {"w:w": width, "w:type": "dxa"}),)),
                        *(inside or [_nothing()]),
                    ),
                )
                for width, inside in cells
            ),
        ),
    )


def _nothing() -> _Element:
    return make("w:p", children=(make("w:pPr", children=(value("w:pStyle", "TableText"),)),))


def _widths(rows: Sequence[Sequence[_Element]], columns: int) -> list[int]:
    """Widths that add up to the sheet's: none narrower than its longest word or short line, the rest shared by how much there is."""
    least, wanted = [1] * columns, [1] * columns
    for row in rows:
        for at, one in enumerate(row):
            letters = "".join(str(part) for part in one.itertext()).split()
            line = sum(map(len, letters)) + len(letters)
            words = [min(len(word), _LONGEST_WORD) for word in letters]
            least[at] = max([least[at], *words, line if line <= _SHORT_LINE else 1])
            wanted[at] = max(wanted[at], min(line, _FULL_LINE))
    floor = [letters * _LETTER + _SIDES for letters in least]
    if sum(floor) >= WIDTH:
        floor = [width * WIDTH // sum(floor) for width in floor]
    asked = [max(0, letters * _LETTER + _SIDES - width) for letters, width in zip(wanted, floor, strict=True)]
    spare = WIDTH - sum(floor)
    widths = [width + (spare * more // sum(asked) if sum(asked) else 0) for width, more in zip(floor, asked, strict=True)]
    widths[-1] += WIDTH - sum(widths)
    return widths
