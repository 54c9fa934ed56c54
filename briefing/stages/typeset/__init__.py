"""Briefing → Edition: one text in Markdown, HTML and PDF, the same facts in JSON, and a manifest of it all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from briefing.errors import PressError, UsageError
from briefing.language.catalogue import catalogue
from briefing.model import FORMATS, USUAL_FORMATS, Briefing, Design, Edition, Failure
from briefing.record import write
from briefing.stages.typeset.atom import entry
from briefing.stages.typeset.attached import attached
from briefing.stages.typeset.copies import copies, published
from briefing.stages.typeset.docx import document
from briefing.stages.typeset.drawings import bars_svg, map_svg
from briefing.stages.typeset.epub import book
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.hover import with_passages, without_marks
from briefing.stages.typeset.manifest import NAME as MANIFEST
from briefing.stages.typeset.manifest import manifest
from briefing.stages.typeset.page import Body, TooLargeError, convert, wrap
from briefing.stages.typeset.plain import plain
from briefing.stages.typeset.printed_table import printed_csv
from briefing.stages.typeset.printing import NO_PRESS, Press
from briefing.stages.typeset.single import sheets
from briefing.stages.typeset.tint import tinted

__all__ = ["Paint", "Press", "typeset"]

Paint = Callable[[str], bytes]


def typeset(
    briefing: Briefing,
    *,
    formats: Sequence[str] = USUAL_FORMATS,
    design: Design,
    press: Press | None,
    paint: Paint | None = None,
    archive: str,
    facts: Mapping[str, object],
) -> tuple[Edition, tuple[Failure, ...]]:
    """The edition of a briefing in these formats, its manifest last, and what could not be made.

    `design` is what it is set with; `press` prints a page of HTML; `paint` makes a PNG of an SVG; `archive` is the way to the archive from the edition's
    folder; `facts` (settings, fonts, versions) go into the manifest as they are. A format that fails costs only itself.
    """
    if unknown := [name for name in formats if name not in FORMATS]:
        raise UsageError(f"unknown format {', '.join(unknown)}; known formats: {', '.join(FORMATS)}")
    archived = "sources" in formats
    make: Mapping[str, Callable[[], bytes | Mapping[str, bytes]]] = {
        "md": lambda: fill(briefing, design, for_page=False, copies=archived).encode("utf-8"),
        "html": lambda: wrap(briefing, with_passages(marked(), briefing), design).encode("utf-8"),
        "pdf": lambda: (press or NO_PRESS)(page()),
        "pdf-1": lambda: (press or NO_PRESS).fitting(sheets(briefing, design)),
        "pdf-a3": lambda: (press or NO_PRESS)(
            page(), variant="pdf/a-3a", attachments=attached(briefing, data=write(briefing), figures=printed_csv(briefing))
        ),
        "docx": lambda: document(briefing, body(), design, paint),
        "epub": lambda: book(briefing, body(), design),
        "txt": lambda: plain(briefing, body(), design).encode("utf-8"),
        "atom": lambda: entry(briefing, body(), design, formats),
        "csv": lambda: printed_csv(briefing),
        "json": lambda: write(briefing),
        "sources": lambda: copies(briefing, design),
    }
    marked = cache(partial(_body, briefing, design, archived))
    body = cache(lambda: _elsewhere(marked(), briefing, design))
    page = cache(lambda: wrap(briefing, body(), design))
    files: list[tuple[str, bytes]] = []
    failures: list[Failure] = []
    for name in FORMATS:
        if name in formats:
            try:
                content = make[name]()
                files += [(FORMATS[name], content)] if isinstance(content, bytes) else content.items()
            except (PressError, TooLargeError) as error:
                failures.append(Failure(stage="typeset", subject=FORMATS[name], reason=str(error), at=briefing.made_at))
    edition = briefing.window.name
    told = manifest(briefing, name=edition, files=files, failures=failures, design=design, archive=archive, facts=facts)
    return Edition(profile=briefing.profile, name=edition, files=(*files, (MANIFEST, told))), tuple(failures)


def _elsewhere(marked: Body, briefing: Briefing, design: Design) -> Body:
    """The body for formats that do not lie beside the archived copies, and that show nothing to a pointer."""
    plain_body = without_marks(marked)
    return replace(plain_body, main=published(plain_body.main, design.public_url, briefing))


def _body(briefing: Briefing, design: Design, archived: bool) -> Body:
    words = catalogue(briefing.language)
    drawings = {"map": map_svg(briefing.spots, words)} | {
        f"chart-{number}": bars_svg(chart, words) for number, chart in enumerate(briefing.charts, 1)
    }
    return convert(fill(briefing, design, for_page=True, copies=archived), tinted(drawings, design), language=briefing.language)
