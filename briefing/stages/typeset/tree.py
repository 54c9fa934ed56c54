"""The cleaned HTML of a `Body` as a tree, for the formats that are made from it."""

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

SVG = "{http://www.w3.org/2000/svg}svg"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no character for
_VOID = re.compile(r"<(br|hr|img|wbr|col)\b([^>]*?)/?>")
_REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]*|#(?:[xX][0-9A-Fa-f]+|[0-9]+));")


def tree(html: str) -> "_Element":
    """Cleaned HTML as one `div` of a tree. It must be balanced, as cleaning leaves it; drawings in it keep their names of SVG.

    Raises `ValueError` where it is not balanced.
    """
    text = _REFERENCE.sub(lambda match: escape(unescape(match.group())), html)  # XML knows no &nbsp;
    text = _VOID.sub(r"<\1\2/>", _FORBIDDEN.sub("", text))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True)
    try:
        return etree.fromstring(f"<div>{text}</div>", parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"the page is no tree: {error}") from None


def classes(element: "_Element") -> frozenset[str]:
    """The classes of an element."""
    return frozenset((element.get("class") or "").split())


def text(element: "_Element") -> str:
    """The text of an element and all that is in it, on one line, without that of drawings."""
    parts: list[str] = []
    _collect(element, parts)
    return " ".join("".join(parts).split(" ")).strip()


def _collect(element: "_Element", parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        if child.tag != SVG:
            _collect(child, parts)
        parts.append(child.tail or "")
