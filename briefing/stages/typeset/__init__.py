"""Briefing → Edition: one text in Markdown, HTML and PDF, the same facts in JSON, and a manifest of it all."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from briefing.errors import PressError, UsageError
from briefing.model import FORMATS, USUAL_FORMATS, Briefing, Design, Edition, Failure
from briefing.record import write
from briefing.stages.typeset.atom import entry
from briefing.stages.typeset.docx import document
from briefing.stages.typeset.drawings import bars_svg, map_svg
from briefing.stages.typeset.epub import book
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.manifest import NAME as MANIFEST
from briefing.stages.typeset.manifest import manifest
from briefing.stages.typeset.page import Body, TooLargeError, convert, wrap
from briefing.stages.typeset.plain import plain

__all__ = ["Paint", "Press", "typeset"]

Press = Callable[[str], bytes]
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
    make: Mapping[str, Callable[[], bytes]] = {
        "md": lambda: fill(briefing, design, for_page=False).encode("utf-8"),
        "html": lambda: page().encode("utf-8"),
        "pdf": lambda: (press or _no_press)(page()),
        "pdf-1": lambda: _not_yet("pdf-1"),
        "pdf-a3": lambda: _not_yet("pdf-a3"),
        "docx": lambda: document(briefing, body(), design, paint),
        "epub": lambda: book(briefing, body(), design),
        "txt": lambda: plain(briefing, body(), design).encode("utf-8"),
        "atom": lambda: entry(briefing, body(), design),
        "csv": lambda: _not_yet("csv"),
        "json": lambda: write(briefing),
    }
    body = cache(partial(_body, briefing, design))
    page = cache(lambda: wrap(briefing, body(), design))
    files: list[tuple[str, bytes]] = []
    failures: list[Failure] = []
    for name in FORMATS:
        if name in formats:
            try:
                files.append((FORMATS[name], make[name]()))
            except (PressError, TooLargeError) as error:
                failures.append(Failure(stage="typeset", subject=FORMATS[name], reason=str(error), at=briefing.made_at))
    edition = briefing.window.name
    told = manifest(briefing, name=edition, files=files, failures=failures, design=design, archive=archive, facts=facts)
    return Edition(profile=briefing.profile, name=edition, files=(*files, (MANIFEST, told))), tuple(failures)


def _body(briefing: Briefing, design: Design) -> Body:
    drawings = {"map": map_svg(briefing.spots)} | {
        f"chart-{number}": bars_svg(chart) for number, chart in enumerate(briefing.charts, 1)
    }
    return convert(fill(briefing, design, for_page=True), drawings)


def _not_yet(name: str) -> bytes:
    raise PressError(f"{name} cannot be made yet")


def _no_press(_page: str) -> bytes:
    raise PressError("there is no press on this machine")
