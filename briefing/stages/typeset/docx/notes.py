"""Citations as Word knows them: a footnote where a reference is first cited, and from then on a field that repeats its number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element

from briefing.stages.typeset.docx.elements import make, root, value, words
from briefing.stages.typeset.docx.inline import Piece

SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
_TIP = 240  # characters of a screen tip; Word cuts what has more than 260


@dataclass(kw_only=True, slots=True)
class Notes:
    """The references by number, as the source line of each, and which of them have been cited so far."""

    sources: Mapping[int, Sequence[Piece]]
    bookmarks: Iterator[int]
    custom: dict[int, bool] = field(default_factory=dict)
    _next: int = 1

    def cited(self, number: int) -> list[_Element]:
        """What stands in the text for the citation of a reference: "[3]", raised.

        Word counts its footnotes by itself, so a number that is not the next one (where a template prints the parts in
        another order) is written out instead of counted: it is right in any order.
        """
        if number not in self.sources:
            return [_raised(words(f"[{number}]"))]
        if number in self.custom:
            return [
                make(
                    "w:hyperlink",
                    {"w:anchor": source_mark(number), "w:history": 1, "w:tooltip": _tip(self.sources[number])},
                    (_raised(words("[")), *repeated(number, "\\f"), _raised(words("]"))),
                )
            ]
        self.custom[number] = number != self._next
        self._next += not self.custom[number]
        mark = make("w:footnoteReference", {"w:id": number} | ({"w:customMarkFollows": 1} if self.custom[number] else {}))
        own = (words(str(number)),) if self.custom[number] else ()
        bookmark = next(self.bookmarks)
        return [
            _raised(words("[")),
            make("w:bookmarkStart", {"w:id": bookmark, "w:name": note_mark(number)}),
            _raised(mark, *own),
            make("w:bookmarkEnd", {"w:id": bookmark}),
            _raised(words("]")),
        ]

    def label(self, number: int) -> _Element:
        """The number at the head of a footnote."""
        return _raised(words(str(number)) if self.custom[number] else make("w:footnoteRef"))


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
