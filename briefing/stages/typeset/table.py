"""The figures of a window as a table for programs: CSV for a spreadsheet, or JSON, with passages and links."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from briefing.model import Listed

COLUMNS = (
    *("kind", "value", "value_max", "qualifier", "written", "unit", "currency", "make", "act"),
    *("place", "event_date", "as_of", "role", "attributed_to", "speaks_for", "country"),
    *("event", "label", "relation", "story"),
    *("publisher", "title", "published", "published_basis", "url"),
    *("sentence", "article", "paragraph", "start", "end", "sha256"),
)
_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # what a spreadsheet may take for a formula (OWASP, CSV injection)
Cell = str | int | float | None


def as_csv(rows: Sequence[Listed]) -> bytes:
    """The table in UTF-8, RFC 4180: a header and a line each; a text that a spreadsheet might run has an apostrophe before it."""
    return written(COLUMNS, (tuple(_cells(row).values()) for row in rows))


def written(columns: Sequence[str], lines: Iterable[Sequence[Cell]]) -> bytes:
    """Any table as CSV in the same safe writing: a header, and a line for each of `lines`."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(columns)
    for line in lines:
        table.writerow(_inert(cell) for cell in line)
    return text.getvalue().encode("utf-8", "replace")


def as_json(rows: Sequence[Listed]) -> bytes:
    """The table in UTF-8 as one list of objects, one on a line, their keys the columns; what is not known is null."""
    lines = ",\n".join(json.dumps(_cells(row), ensure_ascii=False) for row in rows)
    return (f"[\n{lines}\n]\n" if rows else "[]\n").encode("utf-8", "replace")


def _cells(row: Listed) -> dict[str, Cell]:
    figure, article = row.figure, row.article
    published = article.published
    values: tuple[object, ...] = (
        *(figure.kind, plain_number(figure.value), plain_number(figure.value_max), figure.qualifier, figure.written),
        *(figure.unit, figure.currency, figure.make, figure.act),
        *(figure.place, figure.event_date, figure.as_of, figure.role, figure.attributed_to),
        *((figure.party.bloc, figure.party.country) if figure.party else (None, None)),
        *(row.event, row.label or None, row.relation, row.story or None),
        *(article.publisher, article.title, (published.at or published.day) if published else None),
        *(published.basis if published else "none", article.url),
        *(figure.sentence, article.id, figure.passage.paragraph, figure.passage.start, figure.passage.end, figure.passage.sha256),
    )
    return {name: _cell(value) for name, value in zip(COLUMNS, values, strict=True)}


def _cell(value: object) -> Cell:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | float) else None


def plain_number(value: float | None) -> float | int | None:
    """A number as it is, a whole one without a point."""
    return int(value) if value is not None and value == int(value) else value


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
