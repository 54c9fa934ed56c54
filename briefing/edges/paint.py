"""The painter: a drawing of ours (SVG) in, a picture (PNG) out, for the formats that cannot hold the drawing itself."""

import re

import resvg_py

from briefing.edges import fonts
from briefing.errors import PressError

WIDTH = 1660  # pixels: 250 to the inch on a sheet of A4
HIGHEST = 3000
LONGEST = 4_000_000  # characters of SVG; the largest map of ours has a tenth of that
_VIEW = re.compile(r'<svg\b[^>]*\bviewBox="\s*[-\d.]+ [-\d.]+ (?P<width>\d+(?:\.\d+)?) (?P<height>\d+(?:\.\d+)?)\s*"')
_OUTSIDE = re.compile(
    r"<(?:image|style|script|foreignObject|use|feImage)\b|\bhref\s*=|<!|@import|url\(\s*['\"]?(?!#)", re.IGNORECASE
)


def paint(svg: str) -> bytes:
    """The picture of a drawing, `WIDTH` pixels wide (less where it would be higher than `HIGHEST`), on white.

    Only the packaged fonts are used, so that the same drawing gives the same bytes on every machine. Raises `PressError` where
    it cannot be painted: it is too large, it says no size, it leads outside, or it is no SVG.
    """
    view = _VIEW.search(svg[:2_000])
    if len(svg) > LONGEST:
        raise PressError(f"a drawing of {len(svg):,} characters is too large to be painted")
    if view is None or not (float(view["width"]) and float(view["height"])):
        raise PressError("a drawing without a size cannot be painted")
    if _OUTSIDE.search(svg):
        raise PressError("a drawing that leads outside itself is not painted")
    width = max(1, min(WIDTH, round(HIGHEST * float(view["width"]) / float(view["height"]))))
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                width=width,
                background="#ffffff",
                skip_system_fonts=True,
                font_files=[str(path) for path in fonts.fonts()],
                font_family="Source Sans 3",
                sans_serif_family="Source Sans 3",
                serif_family="Source Serif 4",
            )
        )
    except ValueError as error:
        raise PressError(f"a drawing could not be painted: {error}") from None
