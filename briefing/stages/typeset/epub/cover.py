"""The cover: what the edition is and of which days, set in type."""

from collections.abc import Sequence

from briefing.stages.typeset.drawings.svg import ACCENT, INK, PAPER, QUIET, plain, text, width

_WIDTH, _HEIGHT = 600, 800
_MARGIN = 60
_SERIF = "'Source Serif 4', 'Source Serif Pro', Georgia, 'Noto Serif', serif"
_LARGEST, _SMALLEST = 64, 26
_MOST_LINES = 4
_MOST_SECTIONS = 8


def cover(*, title: str, days: str, classification: str, sections: Sequence[str]) -> str:
    """A cover as SVG; `classification` is "" where there is none. What is too long for it ends in an ellipsis."""
    lines, size = _fitted(title)
    out = [f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{PAPER}"/>', f'<rect width="{_WIDTH}" height="18" fill="{ACCENT}"/>']
    y = 190.0
    for line in lines:
        out.append(text(_MARGIN, y, line, size=size, fill=INK, weight=600, more=f'font-family="{_SERIF}"'))
        y += size * 1.18
    y += 10 - size * 0.5
    out.append(f'<rect x="{_MARGIN}" y="{y:.1f}" width="90" height="5" fill="{ACCENT}"/>')
    y += 56
    for line in _lines(days, 25):
        out.append(text(_MARGIN, y, line, size=25, fill=QUIET))
        y += 33
    if classification:
        out.append(text(_MARGIN, 90, classification, size=22, fill=INK, weight=700, more='letter-spacing="0.6"'))
        out.append(text(_MARGIN, _HEIGHT - 60, classification, size=22, fill=INK, weight=700, more='letter-spacing="0.6"'))
    out += _contents(sections)
    name = plain(", ".join(filter(None, (title, days, classification))))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        "font-family=\"'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif\">"
        f"<title>{name}</title>{''.join(out)}</svg>\n"
    )


def _contents(sections: Sequence[str]) -> list[str]:
    """The sections at the foot, the last a line above the classification's."""
    shown = [*sections[: _MOST_SECTIONS - 1], "…"] if len(sections) > _MOST_SECTIONS else sections
    first = _HEIGHT - 110 - 30 * (len(shown) - 1)
    return [
        text(_MARGIN, first + 30 * number, _short(title, 21), size=21, fill=ACCENT, weight=600)
        for number, title in enumerate(shown)
    ]


def _fitted(title: str) -> tuple[list[str], float]:
    """The title in lines, in the largest type that fits, and the size of that."""
    size = _LARGEST
    while True:
        lines = _lines(title, size)
        if (len(lines) <= _MOST_LINES and all(_fits(line, size) for line in lines)) or size <= _SMALLEST:
            break
        size -= 2
    most = _MOST_LINES * 2
    shown = [_short(line, size) for line in lines[:most]]
    if len(lines) > most:
        shown[-1] = _short(shown[-1] + " …", size)
    return shown, size


def _lines(words: str, size: float) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and not _fits(longer, size):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _fits(line: str, size: float) -> bool:
    return width(line, size, weight=600) <= _WIDTH - 2 * _MARGIN


def _short(line: str, size: float) -> str:
    if _fits(line, size):
        return line
    while line and not _fits(line + "…", size):
        line = line[:-1]
    return line + "…"
