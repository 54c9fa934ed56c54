"""Briefing → Edition: one text in Markdown, HTML and PDF, the same facts in JSON, and a manifest of it all."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from briefing.errors import PressError, UsageError
from briefing.model import Briefing, Edition, Failure
from briefing.record import write
from briefing.stages.typeset.drawings import bars_svg, map_svg
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.manifest import NAME as MANIFEST
from briefing.stages.typeset.manifest import manifest
from briefing.stages.typeset.page import TooLargeError, convert, wrap

__all__ = ["FORMATS", "Press", "typeset"]

FORMATS = ("md", "html", "pdf", "json")
Press = Callable[[str], bytes]


def typeset(
    briefing: Briefing,
    *,
    formats: Sequence[str] = FORMATS,
    templates: Mapping[str, str],
    press: Press | None,
    archive: str,
    facts: Mapping[str, object],
) -> tuple[Edition, tuple[Failure, ...]]:
    """The edition of a briefing in these formats, its manifest last, and what could not be made.

    `templates` are texts by name; `press` prints a page of HTML; `archive` is the way to the archive from the edition's
    folder; `facts` (settings, fonts, versions) go into the manifest as they are. A format that fails costs only itself.
    """
    if unknown := [name for name in formats if name not in FORMATS]:
        raise UsageError(f"unknown format {', '.join(unknown)}; known formats: {', '.join(FORMATS)}")
    make: Mapping[str, Callable[[], bytes]] = {
        "md": lambda: fill(briefing, templates["briefing.md.j2"], for_page=False).encode("utf-8"),
        "html": lambda: page().encode("utf-8"),
        "pdf": lambda: (press or _no_press)(page()),
        "json": lambda: write(briefing),
    }
    page = cache(partial(_page, briefing, templates))
    files: list[tuple[str, bytes]] = []
    failures: list[Failure] = []
    for name in FORMATS:
        if name in formats:
            try:
                files.append((f"briefing.{name}", make[name]()))
            except (PressError, TooLargeError) as error:
                failures.append(Failure(stage="typeset", subject=f"briefing.{name}", reason=str(error), at=briefing.made_at))
    edition = briefing.window.name
    told = manifest(briefing, name=edition, files=files, failures=failures, templates=templates, archive=archive, facts=facts)
    return Edition(profile=briefing.profile, name=edition, files=(*files, (MANIFEST, told))), tuple(failures)


def _page(briefing: Briefing, templates: Mapping[str, str]) -> str:
    drawings = {"map": map_svg(briefing.spots)} | {
        f"chart-{number}": bars_svg(chart) for number, chart in enumerate(briefing.charts, 1)
    }
    body = convert(fill(briefing, templates["briefing.md.j2"], for_page=True), drawings)
    return wrap(briefing, body, templates["page.html.j2"], (templates["page.css"], templates["print.css"]))


def _no_press(_page: str) -> bytes:
    raise PressError("there is no press on this machine")
