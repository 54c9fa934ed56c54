"""The edition on one sheet: what it says first, in compositions from full to lean, of which the press takes the first that fits.

Nothing is cut within a statement: a composition has fewer of them, and says how many stand only in the full edition.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.language.catalogue import catalogue
from briefing.model import Briefing, Design, Report
from briefing.stages.typeset.drawings import map_svg
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.hover import without_marks
from briefing.stages.typeset.page import STYLES, Body, convert, wrap
from briefing.stages.typeset.tint import tinted

TEMPLATE = "one-page.md.j2"
_SHEET, _TIGHT = "one-page.css", "one-page-tight.css"
_CITED = re.compile(r"\[\^(\d+)\]")  # no text of a source can write it: `inert` escapes brackets
_REFERENCE = re.compile(r"^\[\^(\d+)\]: .*\n(?:\n* {4}.*\n)*", re.MULTILINE)
_MARK = re.compile(r'(?P<open><a\b[^>]*\bhref="#fn:(?P<number>\d+)"[^>]*>)\[\d+\](?=</a>)')
_NOTE = re.compile(r'<li\b(?=[^>]*\bid="fn:(?P<number>\d+)")')


@dataclass(frozen=True, kw_only=True, slots=True)
class Composition:
    """How much of the edition stands on the sheet, at most, and whether its type is set tight."""

    tight: bool = False
    lines: int = 99
    cells: int = 8
    places: int = 8
    headlines: int = 0
    imprint: bool = True


# From full to lean. What goes first is what the reader misses least: headlines beyond the first, then the map, then figures.
COMPOSITIONS = (
    Composition(headlines=24),
    Composition(headlines=24, tight=True),
    Composition(headlines=16, tight=True),
    Composition(headlines=10, tight=True),
    Composition(headlines=6, tight=True, places=6),
    Composition(headlines=3, tight=True, places=6),
    Composition(tight=True, places=6),
    Composition(tight=True, places=5, cells=4),
    Composition(tight=True, places=0, headlines=10),
    Composition(tight=True, places=0),
    Composition(tight=True, places=0, cells=4),
    Composition(tight=True, places=0, cells=0),
    Composition(tight=True, places=0, cells=0, lines=5),
    Composition(tight=True, places=0, cells=0, lines=3),
    Composition(tight=True, places=0, cells=0, lines=1),
    Composition(tight=True, places=0, cells=0, lines=0),
    Composition(tight=True, places=0, cells=0, lines=0, imprint=False),
)


def sheets(briefing: Briefing, design: Design) -> Iterator[str]:
    """The pages (HTML) of a briefing on one sheet, from full to lean; two compositions that say the same are one page."""
    seen = set()
    for composition in COMPOSITIONS:
        page = _sheet(briefing, design, composition)
        if page not in seen:
            seen.add(page)
            yield page


def composed(briefing: Briefing, design: Design, composition: Composition) -> Body:
    """The content of one sheet."""
    first, headlines = _first(briefing, composition)
    more = {"whole": briefing, "headlines": headlines, "left_out": _left_out(briefing, first, len(headlines))}
    text = cited_only(fill(first, design, for_page=True, template=TEMPLATE, more=more))
    body = without_marks(
        convert(text, tinted({"map": map_svg(first.spots, catalogue(first.language))}, design), language=first.language)
    )
    return replace(body, head=numbered(body.head), main=numbered(body.main))


def cited_only(text: str) -> str:
    """The Markdown without the references that nothing in it cites; a reference is a line, and what is indented below it."""
    cited = set(_CITED.findall(_REFERENCE.sub("", text)))
    return _REFERENCE.sub(lambda line: line[0] if line[1] in cited else "", text)


def _sheet(briefing: Briefing, design: Design, composition: Composition) -> str:
    styles = (*STYLES, _SHEET, *((_TIGHT,) if composition.tight else ()))
    return wrap(briefing, composed(briefing, design, composition), design, styles=styles)


def _first(briefing: Briefing, composition: Composition) -> tuple[Briefing, list[tuple[str, Report]]]:
    """What the edition says first, and the headlines that follow it (section, story)."""
    tallies = briefing.leading[: max(0, composition.cells - len(briefing.totals))]
    first = replace(
        briefing,
        highlights=briefing.highlights[: composition.lines],
        totals=briefing.totals[: composition.cells],
        tallies=tallies,
        spots=briefing.spots[: composition.places],
        marks=briefing.marks if composition.imprint else replace(briefing.marks, contact="", disclaimer=""),
    )
    return first, _untold(first)[: composition.headlines]


def _untold(briefing: Briefing) -> list[tuple[str, Report]]:
    """The stories (section, report) of which no line at a glance speaks."""
    told = {passage for line in briefing.highlights for passage in line.statement.passages}
    return [
        (chapter.title, report)
        for chapter in briefing.chapters
        for report in chapter.reports
        if told.isdisjoint(passage for statement in report.statements for passage in statement.passages)
    ]


def _left_out(whole: Briefing, first: Briefing, headlines: int) -> dict[str, int]:
    """What of the edition's first page, and of its headlines, the sheet has no room for."""
    return {
        "lines": len(whole.highlights) - len(first.highlights),
        "figures": len(whole.totals) + len(whole.leading) - len(first.totals) - len(first.leading),
        "places": len(whole.spots) - len(first.spots),
        "headlines": len(_untold(first)) - headlines,
    }


def numbered(html: str) -> str:
    """Citations and references with the numbers of the edition; the converter counts those of the sheet."""
    html = _MARK.sub(lambda found: f"{found['open']}[{found['number']}]", html)
    return _NOTE.sub(lambda found: f'<li value="{found["number"]}"', html)
