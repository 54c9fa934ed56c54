"""The contents of a long edition, after its first page: a field of Word's that lists sections and stories, each leading to its place."""

from collections.abc import Mapping, Sequence

from lxml.etree import _Element

from briefing.stages.typeset.contents import Entry, Heading
from briefing.stages.typeset.docx.elements import make, words
from briefing.stages.typeset.docx.inline import Piece
from briefing.stages.typeset.docx.lines import Lines

_ORDER = ' TOC \\o "2-3" \\n \\h \\z \\u '  # without page numbers: only Word knows them, and it would have to ask before it counts


def outline(entries: Sequence[Entry], lines: Lines, title: str) -> list[_Element]:
    """The list under its title; nothing where there is nothing to list."""
    listed = [one for entry in entries for one in (entry.section, *entry.stories)]
    if not listed:
        return []
    last = len(listed) - 1
    return [
        lines.paragraph("TOCHeading", (Piece(text=title),)),
        *(
            lines.paragraph(
                f"TOC{heading.level - 1}",
                (Piece(text=heading.title, href=f"#{heading.id}", quiet=True, language=heading.language or ""),),
                before=_opening() if not at else (),
                after=(_mark("end"),) if at == last else (),
            )
            for at, heading in enumerate(listed)
        ),
    ]


def marked(entries: Sequence[Entry]) -> Mapping[str, str]:
    """The bookmarks that the list leads to, by the ids of the page."""
    listed: list[Heading] = [one for entry in entries for one in (entry.section, *entry.stories)]
    return {heading.id: f"_Entry{number}" for number, heading in enumerate(listed, 1)}


def _opening() -> tuple[_Element, ...]:
    return _mark("begin"), make("w:r", children=(words(_ORDER, "w:instrText"),)), _mark("separate")


def _mark(kind: str) -> _Element:
    return make("w:r", children=(make("w:fldChar", {"w:fldCharType": kind}),))
