"""Citations as Word knows them: a footnote where a reference is first cited, and from then on a field that repeats its number.

Word counts its footnotes by itself. A footnote with a mark of its own would be right in any order, but not every program that reads
the file hides the number it counted beside that mark. So only the reference whose number Word would count has a footnote; any other
is a link to its entry.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from briefing.stages.typeset.docx.elements import make, root, value, words
from briefing.stages.typeset.docx.inline import Piece

SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
_TIP = 240  # characters of a screen tip; Word cuts what has more than 260


@dataclass(kw_only=True, slots=True)
class Notes:
    """The references by number, as the source line of each, and how many of them, from 1 on, have a footnote so far."""

    sources: Mapping[int, Sequence[Piece]]
    bookmarks: Iterator[int]
    noted: int = 0

    def cited(self, number: int) -> list[_Element]:
        """What stands in the text for the citation of a reference: "[3]", raised."""
        if number not in self.sources:
            return [_raised(words(f"[{number}]"))]
        if number == self.noted + 1:
            self.noted = number
            bookmark = next(self.bookmarks)
            return [
                _raised(words("[")),
                make("w:bookmarkStart", {"w:id": bookmark, "w:name": note_mark(number)}),
                _raised(make("w:footnoteReference", {"w:id": number})),
                make("w:bookmarkEnd", {"w:id": bookmark}),
                _raised(words("]")),
            ]
        shown = repeated(number, "\\f") if self.has_note(number) else (_raised(words(str(number))),)
        to: dict[str, str | int] = {"w:anchor": source_mark(number), "w:history": 1, "w:tooltip": _tip(self.sources[number])}
        return [make("w:hyperlink", to, (_raised(words("[")), *shown, _raised(words("]"))))]

    def has_note(self, number: int) -> bool:
        """Whether a reference has a footnote in the text written so far."""
        return 0 < number <= self.noted


def label() -> _Element:
    """The number at the head of a footnote."""
    return _raised(make("w:footnoteRef"))


def repeated(number: int, switch: str, style: str = "FootnoteReference") -> tuple[_Element, ...]:
    """A field that shows the number of a footnote, and follows it when notes are put in or taken out."""
    order = words(f" NOTEREF {note_mark(number)} {switch} ", "w:instrText")
    inside = (_mark("begin"), order, _mark("separate"), words(str(number)), _mark("end"))
    return tuple(_raised(one, style=style) for one in inside)


def note_mark(number: int) -> str:
    """The bookmark of a reference's first citation."""
    return f"_Note{number}"


def source_mark(number: int) -> str:
    """The bookmark of a reference's entry in the list of references."""
    return f"_Source{number}"


def separators() -> _Element:
    """The root of the part of footnotes, with the two lines that Word draws above them."""
    notes = root("w:footnotes")
    for number, kind in SEPARATORS:
        line = make(
            "w:p", children=(make("w:pPr", children=(value("w:pStyle", "NoteRule"),)), make("w:r", children=(make(f"w:{kind}"),)))
        )
        notes.append(make("w:footnote", {"w:type": kind, "w:id": number}, (line,)))
    return notes


def _raised(*children: _Element, style: str = "FootnoteReference") -> _Element:
    return make("w:r", children=(make("w:rPr", children=(value("w:rStyle", style),)), *children))


def _mark(kind: str) -> _Element:
    return make("w:fldChar", {"w:fldCharType": kind})


def _tip(source: Sequence[Piece]) -> str:
    text = "".join(" " if piece.ends else piece.text for piece in source).strip()
    return text if len(text) <= _TIP else text[:_TIP].rsplit(" ", 1)[0] + " …"
