"""A table as aligned columns, or row by row as records where columns would be too narrow to read."""

from collections.abc import Sequence

from briefing.stages.typeset.plain.lines import Piece, columns, longest, wrap

Cell = Sequence[Piece]
Row = Sequence[Cell]
_GAP = "  "
_LEAST = 8  # columns below which no column is squeezed
_TALLEST = 6  # lines of a cell, in a column that is narrow
_ROOMY = 34  # columns from which on a cell may take more lines
_TALLEST_ROOMY = 14


def table(head: Row, rows: Sequence[Row], width: int) -> list[str]:
    """The lines of a table: a rule below its head and at its end; or records ("What: …"), an empty line between them.

    A single row that needs several lines is a record too.
    """
    widths = _widths([head, *rows], width)
    cells = [[wrap(cell, size) for cell, size in zip(row, widths, strict=False)] for row in (head, *rows)] if widths else []
    apart = any(len(lines) > 1 for row in cells[1:] for lines in row)
    alone = apart and len(rows) == 1
    if not cells or alone or any(_too_tall(lines, size) for row in cells for lines, size in zip(row, widths, strict=False)):
        return _records(head, rows, width)
    rule = _GAP.join("-" * size for size in widths)
    right = [all("".join(piece.text for piece in row[place]).strip().isdigit() for row in rows) for place in range(len(widths))]
    out = [*_set(cells[0], widths, right), rule]
    for number, row in enumerate(cells[1:]):
        out += [""] if apart and number else []
        out += _set(row, widths, right)
    return [*out, rule]


def _widths(rows: Sequence[Row], width: int) -> list[int]:
    """Widths of the columns, narrowed until all fit, each time where that costs the fewest lines; none where they cannot."""
    count = max(len(row) for row in rows)
    room = width - len(_GAP) * (count - 1)
    sizes = [[sum(columns(piece.text) for piece in cell) for cell in row] for row in rows]
    widest = [max((row[at] for row in sizes if at < len(row)), default=0) for at in range(count)]
    words = [max((longest(row[at], width) for row in rows if at < len(row)), default=0) for at in range(count)]
    least = [max(1, min(size, max(_LEAST, need))) for size, need in zip(widest, words, strict=True)]
    if sum(least) > room:
        return []
    widths = [max(1, min(size, width)) for size in widest]
    while sum(widths) > room:
        widths = min(
            ([*widths[:at], widths[at] - 1, *widths[at + 1 :]] for at in range(count) if widths[at] > least[at]),
            key=lambda some: (_height(sizes, some), max(some)),
        )
    return widths


def _height(sizes: Sequence[Sequence[int]], widths: Sequence[int]) -> int:
    """About how many lines rows of these sizes take."""
    return sum(max((-(-size // width) for size, width in zip(row, widths, strict=False)), default=0) for row in sizes)


def _too_tall(lines: Sequence[str], size: int) -> bool:
    return len(lines) > (_TALLEST_ROOMY if size >= _ROOMY else _TALLEST) or any(columns(line) > size for line in lines)


def _set(row: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    lines = []
    for level in range(max((len(cell) for cell in row), default=0)):
        parts = [
            _padded(cell[level] if level < len(cell) else "", size, at_right)
            for cell, size, at_right in zip(row, widths, right, strict=False)
        ]
        lines.append(_GAP.join(parts).rstrip())
    return lines


def _padded(text: str, size: int, at_right: bool) -> str:
    space = " " * (size - columns(text))
    return space + text if at_right else text + space


def _records(head: Row, rows: Sequence[Row], width: int) -> list[str]:
    out: list[str] = []
    for number, row in enumerate(rows):
        out += [""] if number else []
        for place, cell in enumerate(row):
            label = [*head[place], Piece(text=": ")] if place < len(head) else []
            if any(piece.text.strip() for piece in cell):
                first, *rest = wrap([*label, *cell], width - 2)
                out += [first, *("  " + line for line in rest)]
    return out
