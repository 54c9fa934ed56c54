"""The few pieces of SVG that the drawings are made of: numbers, escaped text, and how wide a word is."""

import re
from collections.abc import Iterable
from html import escape

from briefing.stages.typeset.drawings.shapes import Point

INK, QUIET, RULE, TINT, ACCENT, PAPER = "#1a1a1a", "#55595e", "#c9ced4", "#f2f5f8", "#14507d", "#fff"  # as in templates/page.css
# Presentation attributes, not a style sheet: WeasyPrint does not apply the page's style to what stands inside an SVG.
FONT = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no character for

# Widths of letters of Source Sans 3 in ems, rounded up; what is not listed is taken for a capital.
_WIDTHS = {
    **dict.fromkeys("fijltI.,:;'’|!()-–· ", 0.31),
    **dict.fromkeys("rсrtzскг", 0.42),
    **dict.fromkeys("abcdeghknopqsuvxyzабвдеёзийклнопрстухцчьэяіїє0123456789", 0.54),
    **dict.fromkeys("mwMW@%жмшщюыфЖМШЩЮЫФ", 0.86),
}


def number(value: float) -> str:
    """A coordinate with one decimal at most ("12.3", "12")."""
    return f"{value:.1f}".removesuffix(".0") if round(value, 1) else "0"


def plain(text: str) -> str:
    """Foreign text as XML text: escaped, on one line, without characters XML does not have."""
    return escape(" ".join(_FORBIDDEN.sub("", text).split()))


def width(text: str, size: float, *, spacing: float = 0, weight: int = 400) -> float:
    """About how wide a line of text is, rather more than less, in the units of `size`."""
    heavy = 1.1 if weight > 500 else 1.0  # the fonts that stand in for ours where it is not installed are wider still
    return heavy * size * sum(_WIDTHS.get(letter, 0.66) for letter in text) + spacing * len(text)


def path(lines: Iterable[list[Point]], *, closed: bool = False) -> str:
    """Path data of lines in whole tenths, each point relative to the one before."""
    out = []
    for line in lines:
        points = [(round(x * 10), round(y * 10)) for x, y in line]
        (x, y), pieces = points[0], []
        for nx, ny in points[1:]:
            if (nx, ny) != (x, y):
                pieces.append(f"{_tenth(nx - x)}{'' if ny < y else ' '}{_tenth(ny - y)}")
                x, y = nx, ny
        if pieces:
            out.append(f"M{_tenth(points[0][0])} {_tenth(points[0][1])}l{' '.join(pieces)}{'z' if closed else ''}")
    return "".join(out)


def _tenth(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    return ("-" if tenths < 0 else "") + (f"{whole}" if not rest else f"{whole or ''}.{rest}")


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    fill: str = INK,
    anchor: str = "start",
    weight: int = 400,
    more: str = "",
    halo: str = "",
) -> str:
    """A line of text, its baseline at `y`; with a rim of the colour `halo`, if one is given, so that lines beneath do not cut it."""
    shared = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
    shared += f' text-anchor="{anchor}"' if anchor != "start" else ""
    shared += f' font-weight="{weight}"' if weight != 400 else ""
    shared += f" {more}" if more else ""
    rim = (
        f'<text {shared} fill="none" stroke="{halo}" stroke-width="3" stroke-linejoin="round">{plain(words)}</text>' if halo else ""
    )
    return f'{rim}<text {shared} fill="{fill}">{plain(words)}</text>'
