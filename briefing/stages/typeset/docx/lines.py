"""Pieces of text as runs of a paragraph: their shape, language and direction, links and citations."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml.etree import _Element

from briefing.stages.typeset.docx.elements import make, named, value, words
from briefing.stages.typeset.docx.inline import Piece, joined, rightward, set_apart
from briefing.stages.typeset.docx.notes import Notes
from briefing.stages.typeset.docx.tongues import EAST_ASIAN, regional

_OUTSIDE = re.compile(r"(?:https?://|mailto:)[\x21-\x7e]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """Writes paragraphs of one part of the document. `relate` gives an address the id under which the part knows it."""

    relate: Callable[[str], str]
    marks: Mapping[str, str]
    notes: Notes | None = None
    language: str = "en"

    def paragraph(
        self,
        style: str,
        parts: Iterable[Piece],
        *,
        before: Sequence[_Element] = (),
        after: Sequence[_Element] = (),
        italics: bool = True,
    ) -> _Element:
        """A paragraph in a style, read from right to left where most of its letters are; `before` and `after` stand within it."""
        line = joined(list(parts))
        properties = [value("w:pStyle", style)]
        if rightward(line):
            properties.append(make("w:bidi"))
        else:
            line = list(set_apart(line))
        return make("w:p", children=(make("w:pPr", children=properties), *before, *self.runs(line, italics=italics), *after))

    def runs(self, parts: Iterable[Piece], *, italics: bool = True) -> list[_Element]:
        """The runs of a line, links around those that lead somewhere."""
        out: list[_Element] = []
        for href, together in groupby(parts, key=lambda part: part.href):
            linked = self._link(href)
            for part in together:
                if part.cites and self.notes:
                    out += self.notes.cited(part.cites)
                else:
                    (out if linked is None else linked).append(self._run(part, linked=linked is not None, italics=italics))
            if linked is not None:
                out.append(linked)
        return out

    def _link(self, href: str) -> _Element | None:
        if href.startswith("#"):
            mark = self.marks.get(href[1:])
            return make("w:hyperlink", {"w:anchor": mark, "w:history": 1}) if mark else None
        return make("w:hyperlink", {"r:id": self.relate(href), "w:history": 1}) if _OUTSIDE.fullmatch(href) else None

    def _run(self, part: Piece, *, linked: bool, italics: bool) -> _Element:
        if part.ends:
            return make("w:r", children=(make("w:br"),))
        if part.cites:
            return make("w:r", children=(words(f"[{part.cites}]"),))
        properties: list[_Element] = []
        if linked:
            properties.append(value("w:rStyle", "QuietLink" if part.quiet else "Hyperlink"))
        if part.bold:
            properties += [make("w:b"), make("w:bCs")]
        if part.italic and italics:
            properties += [make("w:i"), make("w:iCs")]
        if part.raised:
            properties.append(value("w:vertAlign", "superscript"))
        if part.rtl:
            properties.append(make("w:rtl"))
        language = self._language(part)
        properties += [] if language is None else [language]
        return make("w:r", children=((make("w:rPr", children=properties),) if properties else ()) + (words(part.text),))

    def _language(self, part: Piece) -> _Element | None:
        if not part.language or part.language == self.language:
            return None
        place = "w:bidi" if part.rtl else "w:eastAsia" if part.language.split("-")[0] in EAST_ASIAN else "w:val"
        return make("w:lang", {place: regional(part.language)})


def style_of(block: _Element) -> str:
    """The style of a paragraph, "" of what is none."""
    return block[0][0].get(named("w:val"), "") if block.tag == named("w:p") else ""


def restyle(block: _Element, style: str) -> None:
    """Gives a paragraph another style."""
    block[0][0].set(named("w:val"), style)


def numbered(block: _Element, instance: int) -> None:
    """Gives the paragraph of a list a numbering of its own; with 0 it is a further one of its item, without a mark."""
    block[0].insert(1, make("w:numPr", children=(value("w:numId", instance),)))
    if not instance:
        block[0].append(make("w:ind", {"w:hanging": 0}))
