"""What stands in a line of the page (links, citations, stretches of another direction) as pieces of plain text."""

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from briefing.stages.typeset.plain.lines import BREAK, Piece
from briefing.stages.typeset.tree import SVG, classes, text

if TYPE_CHECKING:
    from lxml.etree import _Element

_LETTERS = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_DIRECTIVE = re.compile(r"#?:~:.*", re.DOTALL)
_STRONG = {"L": False, "R": True, "AL": True}


class Inline:
    """Makes pieces of inline content, of one reference or one block after another."""

    def __init__(self, *, addresses: bool = False) -> None:
        """`addresses`: whether the address of a link whose words do not say it is printed after them, once a page."""
        self._addresses = addresses
        self._printed: set[str] = set()
        self._isolates = 0

    def pieces(self, element: "_Element", isolate: int = 0, rtl: bool = False) -> list[Piece]:
        """The pieces of an inline element, without what follows it."""
        if element.tag == SVG or "footnote-backref" in classes(element):
            return []
        if element.tag == "br":
            return [Piece(text=BREAK)]
        if element.tag == "bdi":
            self._isolates += 1
            isolate, rtl = self._isolates, _right_to_left(text(element))
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith(("http://", "https://")):
            return self._link(element, href, isolate, rtl)
        return self._inside(element, isolate, rtl)

    def words(self, words: str | None, isolate: int = 0, rtl: bool = False) -> list[Piece]:
        """Bare text of the page; its line ends mean nothing."""
        return [Piece(text=re.sub(r"[ \t\r\n]+", " ", words), isolate=isolate, rtl=rtl)] if words else []

    def _inside(self, element: "_Element", isolate: int, rtl: bool) -> list[Piece]:
        found = self.words(element.text, isolate, rtl)
        for child in element:
            found += self.pieces(child, isolate, rtl)
            found += self.words(child.tail, isolate, rtl)
        return found

    def _link(self, element: "_Element", href: str, isolate: int, rtl: bool) -> list[Piece]:
        """A link: its address, where that is what it shows; else its words, and the address where addresses are wanted."""
        address, shown = readable(_DIRECTIVE.sub("", href)), text(element)
        if _says(shown, href):
            self._printed.add(urldefrag(address).url)
            return [Piece(text=f"<{address}>", whole=True)]
        found = self._inside(element, isolate, rtl)
        if self._addresses and urldefrag(address).url not in self._printed:
            self._printed.add(urldefrag(address).url)
            found += [Piece(text=" "), Piece(text=f"<{address}>", whole=True)]
        return found


def readable(address: str) -> str:
    """An address with its letters instead of their percent signs; what a program makes of it is the same address."""
    return _LETTERS.sub(_letters, address)


def _letters(match: re.Match[str]) -> str:
    try:
        decoded = bytes.fromhex(match.group().replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
    plain = decoded.isalnum() and unicodedata.is_normalized("NFC", decoded) and not _right_to_left(decoded)
    return decoded if plain else match.group()


def _says(shown: str, href: str) -> bool:
    host = (urlsplit(href).netloc or "").removeprefix("www.")
    return bool(host) and " " not in shown and shown.split("/", maxsplit=1)[0].removeprefix("www.").casefold() == host.casefold()


def _right_to_left(words: str) -> bool:
    """Whether the first letter that has a direction runs from the right."""
    return next((_STRONG[kind] for kind in map(unicodedata.bidirectional, words) if kind in _STRONG), False)
