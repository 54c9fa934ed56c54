"""Readers as CSV, as spreadsheets write and read it: a line is a reader, and one that is wrong costs only itself.

Whoever opens an export in a spreadsheet runs what is in it: a cell that begins like a formula gets a `'` in front, which
importing takes off again.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader, StringIO, TextIOWrapper

from briefing import mail_address, profile_reader
from briefing.edges.archive.reader_rows import Wish
from briefing.errors import UsageError
from briefing.mail_address import Unfit
from briefing.model import STYLES, Style, Subscriber, SubscriberState

COLUMNS = ("email", "name", "sections", "style", "language", "at", "state")
_CALLED = {
    "email": "email", "e-mail": "email", "mail": "email", "address": "email", "email address": "email", "e-mail address": "email",
    "name": "name", "full name": "name", "sections": "sections", "section": "sections", "topics": "sections", "style": "style",
    "format": "style", "language": "language", "lang": "language", "at": "at", "time": "at", "state": "state", "status": "state",
}  # fmt: skip
_STATES: tuple[SubscriberState, ...] = ("active", "pending", "suspended", "removed")
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::00)?")
_LONGEST = 10_000  # characters of a line
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line that names a reader: what they want, and in which state they were where it was written."""

    line: int
    wish: Wish
    state: SubscriberState = "active"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """A line that cannot be used, and what would be right; nothing of what stands in it is repeated."""

    line: int
    why: str


def entries(file: BufferedReader, sections: Collection[str]) -> Iterator[Entry | Wrong]:
    """The readers of a CSV file, UTF-8 or UTF-16, with commas, semicolons or tabs; `sections` are the ids there are.

    The first line names the columns; a file with nothing but an address a line needs none. Raises `UsageError` where neither is so.
    """
    begins = file.peek(3)[:3]
    encoding = next((name for mark, name in _BOMS if begins.startswith(mark)), "utf-8")
    text = TextIOWrapper(file, encoding=encoding, errors="surrogateescape" if encoding != "utf-16" else "replace")
    columns: tuple[str, ...] = ()
    delimiter = ","
    for number, line in enumerate(_lines(text), 1):
        if not line.strip(" ,;\t\n"):
            continue
        if not columns:
            delimiter = max(",;\t", key=line.count)
            columns, alone = _header(_cells(line, delimiter), number)
            if not alone:
                continue
        cells = _cells(line, delimiter)
        yield cells if isinstance(cells, str) and False else _entry(number, line, cells, columns, sections)


def exported(readers: Iterable[Subscriber]) -> Iterator[str]:
    """Readers as the lines of a CSV file, its header first."""
    yield _row(COLUMNS)
    for one in readers:
        at = f"{one.at:%H:%M}" if one.at else ""
        yield _row((one.address, one.name, ",".join(one.sections), one.style, one.language or "", at, one.state))


def wish(values: Mapping[str, str | None], sections: Collection[str]) -> Wish | Unfit:
    """What somebody wants, from texts by column; a text that is None, or of a spreadsheet's empty cell, changes nothing."""
    found = mail_address.parse(values.get("email") or "", named=True)
    if isinstance(found, Unfit):
        return Unfit(f"the address {found.reason}")
    name = values.get("name")
    name = name.strip() if name is not None else (found.name or None)
    if name and (wrong := mail_address.wrong_name(name)):
        return Unfit(f"the reader {wrong}")
    chosen = _checked(values.get("sections"), lambda text: _sections(text, sections))
    style = _checked(values.get("style"), _style)
    language = _checked(values.get("language"), _language)
    at = _checked(values.get("at"), _at)
    for one in (chosen, style, language, at):
        if isinstance(one, Unfit):
            return one
    return Wish(address=found.address, name=name, sections=chosen, style=style, language=language, at=at)  # type: ignore[arg-type]
