"""The text of a paragraph as pieces that look alike, and the letters among them that run from right to left."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element

from briefing.stages.typeset.tree import classes

BLOCKS = frozenset("blockquote div h1 h2 h3 hr li ol p section table tbody td th thead tr ul".split())
_CITATION = re.compile(r"#fn:(\d{1,6})")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_RTL}]")
_LTR = "A-Za-z\u00c0-\u024f\u0370-\u058f"
_STRETCH = re.compile(f"[{_RTL}](?:[^{_LTR}]*[{_RTL}])?")  # from the first such letter to the last before another script
_LEFT_TO_RIGHT = re.compile(f"[{_LTR}](?:[^{_RTL}]*[{_LTR}0-9])?")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Text in one shape, or the citation of a reference (`cites`), or the end of a line (`ends`).

    `rtl` says that its text is read from right to left, `quiet` is of a link that is a whole passage or heading: it is set as text is.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    raised: bool = False
    language: str = ""
    href: str = ""
    quiet: bool = False
    cites: int = 0
    ends: bool = False
    rtl: bool = False


def pieces(element: _Element, shape: Piece | None = None) -> Iterator[Piece]:
    """What an element says in order, without the blocks in it and the links that lead back from a note."""
    shape = shape or Piece()
    if element.text:
        yield replace(shape, text=element.text)
    for child in element:
        yield from piece(child, shape)
        if child.tail:
            yield replace(shape, text=child.tail)


def piece(element: _Element, shape: Piece) -> Iterator[Piece]:
    """What one element in a line of text says."""
    name = element.tag if isinstance(element.tag, str) else ""
    href = element.get("href", "")
    citation = _CITATION.fullmatch(href)
    if citation:
        yield replace(shape, cites=int(citation[1]), href="")
    elif name == "br":
        yield Piece(ends=True)
    elif name and name not in BLOCKS and not href.startswith("#fnref") and not name.startswith("{"):
        shape = replace(
            shape,
            bold=shape.bold or name == "strong",
            italic=shape.italic or name == "em",
            raised=shape.raised
            or (name == "sup" and not any(_CITATION.fullmatch(link.get("href", "")) for link in element.iter("a"))),
            language=element.get("lang") or shape.language,
            href=href or shape.href,
            quiet=shape.quiet or "words" in classes(element),
            rtl=_begins_rtl("".join(str(part) for part in element.itertext()))
            if name == "bdi" or element.get("lang")
            else shape.rtl,
        )
        yield from pieces(element, shape)


def joined(parts: Sequence[Piece]) -> list[Piece]:
    """Pieces as a line of print has them: spaces one at a time and none at an end, letters from right to left by themselves."""
    out: list[Piece] = []
    at_start = True
    for part in parts:
        if part.cites or part.ends:
            if part.ends and out and out[-1].text.endswith(" "):
                out[-1] = replace(out[-1], text=out[-1].text[:-1])
            out.append(part)
            at_start = not part.cites
            continue
        text = _SPACES.sub(" ", part.text)
        if at_start:
            text = text.lstrip(" ")
        if not text:
            continue
        at_start = text.endswith(" ")
        if out and out[-1].text and replace(out[-1], text="") == replace(part, text=""):
            out[-1] = replace(out[-1], text=out[-1].text + text)
        else:
            out.append(replace(part, text=text))
    while out and not out[-1].cites and not out[-1].text.rstrip(" "):
        out.pop()
    if out and not out[-1].cites:
        out[-1] = replace(out[-1], text=out[-1].text.rstrip(" "))
    return [shaped for part in out for shaped in _by_direction(part)]


def rightward(parts: Sequence[Piece]) -> bool:
    """Whether a paragraph is read from right to left: most of its letters are."""
    text = "".join(part.text for part in parts)
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) > len(_LETTER.findall(text))


def set_apart(parts: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces with an invisible letter from left to right after those of the other direction, as in a paragraph from left to right.

    What follows there (a citation, a full stop, a number) has no direction of its own and would be drawn to the wrong side.
    """
    for at, part in enumerate(parts):
        yield part
        if part.rtl and at + 1 < len(parts) and not parts[at + 1].rtl:
            yield Piece(text="\u200e")


def _begins_rtl(text: str) -> bool:
    first = _LETTER.search(text)
    return bool(first and _RIGHT_TO_LEFT.match(first.group()))


def _by_direction(part: Piece) -> Iterator[Piece]:
    """A piece as stretches of one direction each; what is no letter goes with those of the direction that the whole has."""
    if not _RIGHT_TO_LEFT.search(part.text):
        yield replace(part, rtl=False)
        return
    apart = _LEFT_TO_RIGHT if part.rtl else _STRETCH
    if part.rtl and not _STRETCH.fullmatch(part.text):
        part = replace(
            part, text=f"\u202b{part.text}\u202c"
        )  # else its stretches, and a full stop, would stand as in the paragraph
    at = 0
    for stretch in apart.finditer(part.text):
        if stretch.start() > at:
            yield replace(part, text=part.text[at : stretch.start()])
        yield replace(part, text=stretch.group(), rtl=not part.rtl)
        at = stretch.end()
    if at < len(part.text):
        yield replace(part, text=part.text[at:])
