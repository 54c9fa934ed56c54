"""Readers as CSV, as spreadsheets write and read it: a line is a reader, and one that is wrong costs only itself.

Whoever opens an export in a spreadsheet runs what is in it: a cell that begins like a formula gets a `'` in front, which
importing takes off again.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from briefing.commands.wishes import wish_of
from briefing.edges.archive.reader_rows import Wish
from briefing.errors import UsageError
from briefing.mail_address import Unfit
from briefing.model import Subscriber, SubscriberState

COLUMNS = ("email", "name", "sections", "style", "language", "at", "state")
_OTHERWISE = {  # what else the columns are called
    "email": ("e-mail", "mail", "address", "email address", "e-mail address", "email_address"),
    "name": ("full name",),
    "sections": ("section", "topics"),
    "style": ("format",),
    "language": ("lang",),
    "at": ("time",),
    "state": ("status",),
}
_CALLED = {name: column for column, names in _OTHERWISE.items() for name in (column, *names)}
_STATES = ("active", "pending", "suspended", "removed")
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")  # the wide signs too, which some spreadsheets take for the others
_LONGEST = 10_000  # characters of a line
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_HEADER = "the first line has to name the columns, email among them, as in: email,name,sections,style,language,at"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line that names a reader: what they want, and in which state they were where it was written."""

    line: int
    wish: Wish
    state: SubscriberState


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """A line that cannot be used, and what would be right; nothing that stands in it is repeated."""

    line: int
    why: str


def entries(file: BinaryIO, sections: Collection[str]) -> Iterator[Entry | Wrong]:
    """The readers of a CSV file: UTF-8 or UTF-16, with commas, semicolons or tabs; `sections` are the ids there are.

    The first line names the columns; a file of one address a line needs none. Raises `UsageError` where it is neither.
    """
    columns: tuple[str, ...] = ()
    delimiter = ","
    for number, line in enumerate(_lines(file), 1):
        if line is None:
            yield Wrong(line=number, why=f"is longer than {_LONGEST} characters")
            continue
        if not line.strip(" ,;\t"):
            continue
        if not columns:
            delimiter = max(",;\t", key=line.count)
            columns, named = _columns(line, delimiter)
            if named:
                continue
        yield _entry(number, line, columns, delimiter, sections)


def exported(readers: Iterable[Subscriber]) -> Iterator[str]:
    """Readers as the lines of a CSV file, its header first."""
    yield _row(COLUMNS)
    for one in readers:
        at = f"{one.at:%H:%M}" if one.at else ""
        yield _row((one.address, one.name, ",".join(one.sections), one.style, one.language or "", at, one.state))


def _entry(number: int, line: str, columns: tuple[str, ...], delimiter: str, sections: Collection[str]) -> Entry | Wrong:
    if any("\ud800" <= char <= "\udfff" for char in line):
        return Wrong(line=number, why="is not UTF-8 text; save the file as CSV UTF-8")
    cells = _cells(line, delimiter)
    if cells is None:
        return Wrong(line=number, why="has a quotation mark that does not end in the same line")
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        return Wrong(
            line=number,
            why=f"has {len(cells)} cells, and the first line names {len(columns)}; put quotation marks around a cell with separators",
        )
    values = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
    state = values.pop("state", "active").lower()
    if state not in _STATES:
        return Wrong(line=number, why=f"has a state that is none of {', '.join(_STATES)}")
    found = wish_of(values, sections)
    if isinstance(found, Unfit):
        return Wrong(line=number, why=found.reason)
    return Entry(line=number, wish=found, state=cast(SubscriberState, state))


def _columns(line: str, delimiter: str) -> tuple[tuple[str, ...], bool]:
    """What the cells of a line are, and whether the first line said so."""
    cells = _cells(line, delimiter) or ()
    columns = tuple(_CALLED.get(cell.lower().rstrip(":"), "") for cell in cells)
    if "email" in columns:
        twice = next((one for one in columns if one and columns.count(one) > 1), None)
        if twice:
            raise UsageError(f"two columns are named {twice}; {_HEADER}")
        return columns, True
    if len(cells) == 1 and "@" in cells[0]:
        return ("email",), False
    raise UsageError(_HEADER)


def _cells(line: str, delimiter: str) -> tuple[str, ...] | None:
    """The cells of a line; None where a quotation mark is left open.

    Each line is read for itself: else one mark too many would swallow all readers up to the next.
    """
    try:
        cells = next(csv.reader([line], delimiter=delimiter, strict=True, skipinitialspace=True), [])
    except csv.Error:
        return None
    return tuple(_unguarded(cell.strip()) for cell in cells)


def _row(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return written.getvalue()


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _lines(file: BinaryIO) -> Iterator[str | None]:
    """The lines of a file without their ends; None for one that is too long, of which no more than that is ever in memory."""
    buffered = io.BufferedReader(cast(io.RawIOBase, file)) if not isinstance(file, io.BufferedReader) else file
    begins = buffered.peek(3)
    encoding = next((name for mark, name in _MARKS if begins.startswith(mark)), "utf-8")
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    text = io.TextIOWrapper(buffered, encoding=encoding, errors=errors)
    try:
        while line := text.readline(_LONGEST):
            if line.endswith("\n") or len(line) < _LONGEST:
                yield line.rstrip("\n")
                continue
            while (rest := text.readline(_LONGEST)) and not rest.endswith("\n"):
                pass
            yield None
    finally:
        text.detach()  # the file is its owner's to close
