"""The edition as plain text: for a terminal, a braille line, the text part of a mail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from briefing.model import Briefing, Design
from briefing.stages.typeset.page import Body
from briefing.stages.typeset.plain.grid import table
from briefing.stages.typeset.plain.inline import Inline
from briefing.stages.typeset.plain.lines import Piece, columns, wrap
from briefing.stages.typeset.tree import classes, tree

if TYPE_CHECKING:
    from lxml.etree import _Element

WIDTH = 72
_BLOCKS = frozenset("blockquote div h1 h2 h3 h4 h5 h6 hr ol p section table ul".split())
_UNDER = {"h1": "=", "h2": "=", "h3": "-"}
_NOTE = "fn:"
_PARAGRAPH, _HANGING = "¶", 3  # a passage begins with the number of its paragraph


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    kind: Literal["title", "section", "story", "text", "list"]
    lines: Sequence[str]


def plain(briefing: Briefing, body: Body, design: Design) -> str:  # noqa: ARG001 - all formats are called alike
    """The text of a page in lines of 72 columns, all of it ASCII but for what the text itself has; it ends with a line end.

    Drawings are left out: their tables say the same.
    """
    blocks = [*_flow(tree(body.head), WIDTH, Inline()), *_flow(tree(body.main), WIDTH, Inline())]
    return "\n".join(line.rstrip(" ") for line in _joined(blocks)) + "\n"


def _joined(blocks: Sequence[_Block]) -> list[str]:
    out: list[str] = []
    for before, block in pairwise((None, *blocks)):
        if before is not None and block is not None:
            out += [""] * (2 if block.kind == "section" else 1)
        out += block.lines if block else []
    return out


def _flow(element: "_Element", width: int, inline: Inline) -> list[_Block]:
    """What stands in an element, block after block; inline content between two blocks is a paragraph."""
    out: list[_Block] = []
    pieces: list[Piece] = inline.words(element.text)

    def flush() -> None:
        if pieces and pieces[0].text.startswith(_PARAGRAPH):
            first, *rest = wrap(pieces, width - _HANGING)
            lines = [first, *(" " * _HANGING + line for line in rest)]
        else:
            lines = wrap(pieces, width)
        if lines:
            out.append(_Block(kind="text", lines=lines))
        pieces.clear()

    for child in element:
        if child.tag in _BLOCKS:
            flush()
            out += _block(child, width, inline)
        else:
            pieces += inline.pieces(child)
        pieces += inline.words(child.tail)
    flush()
    return out


def _block(element: "_Element", width: int, inline: Inline) -> list[_Block]:
    if "drawing" in classes(element) or element.tag == "hr":
        return []
    if element.tag in _UNDER:
        return _heading(element, width, inline)
    if element.tag == "blockquote":
        matters = [_joined(blocks) for blocks in _matters(element, width - 2, inline)]
        return [_Block(kind="text", lines=[f"| {line}" for line in lines]) for lines in matters if lines]
    if element.tag in ("ul", "ol"):
        return _list(element, width, inline)
    if element.tag == "table":
        head, *rows = [[inline.pieces(cell) for cell in row] for row in element.iter("tr")] or [[]]
        return [_Block(kind="text", lines=table(head, rows, width))] if rows else []
    return _flow(element, width, inline)


def _matters(element: "_Element", width: int, inline: Inline) -> Iterator[list[_Block]]:
    """The blocks of each matter in a quotation: it begins with a paragraph that begins with strong words."""
    if any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
        yield _flow(element, width, inline)
        return
    blocks: list[_Block] = []
    for child in element:
        if child.tag == "p" and len(child) and child[0].tag == "strong" and not (child.text or "").strip():
            yield blocks
            blocks = []
        blocks += _block(child, width, inline)
    yield blocks


def _heading(element: "_Element", width: int, inline: Inline) -> list[_Block]:
    lines = wrap(inline.pieces(element), width)
    if not lines:
        return []
    rule = _UNDER[element.tag] * max(map(columns, lines))
    if element.tag == "h1":
        return [_Block(kind="title", lines=[rule, *lines, rule])]
    return [_Block(kind="section" if element.tag == "h2" else "story", lines=[*lines, rule])]


def _list(element: "_Element", width: int, inline: Inline) -> list[_Block]:
    """Items with hanging indents; they stand apart where one of them has more than a paragraph."""
    items = [item for item in element if item.tag == "li"]
    out: list[str] = []
    apart = any(item.find(tag) is not None for item in items for tag in ("p", "ul", "ol", "br", "blockquote"))
    marks = [_mark(item, place, ordered=element.tag == "ol") for place, item in enumerate(items, 1)]
    indent = max(map(len, marks), default=0)
    for item, mark in zip(items, marks, strict=True):
        note = (item.get("id") or "").startswith(_NOTE)
        lines = _item(_flow(item, width - indent, Inline(addresses=True) if note else inline), spread=note)
        out += [""] if apart and out else []
        first, *rest = lines or [""]
        out += [mark.ljust(indent) + first, *(" " * indent + line for line in rest)]
    return [_Block(kind="list", lines=out)] if out else []


def _mark(item: "_Element", place: int, *, ordered: bool) -> str:
    name = item.get("id") or ""
    if name.startswith(_NOTE):
        return f"[{name.removeprefix(_NOTE)}] "
    return f"{place}. " if ordered else "- "


def _item(blocks: Sequence[_Block], *, spread: bool) -> list[str]:
    """The blocks of an item; a list in it follows its text at once, and so do the passages of a reference."""
    out: list[str] = []
    for block in blocks:
        out += [""] if out and not spread and block.kind != "list" else []
        out += block.lines
    return out
