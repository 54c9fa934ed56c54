"""A live blog as lines: where each entry begins and what belongs to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.stages.extract.lines import Line

_FEWEST = 3  # entries that make a live blog: a page with two dated boxes is not one
_FEWEST_LISTED = 4  # list items with text of their own below that make a live blog whose times the crawler lost
_SHARE = 0.8  # of the page's prose that stands in such items: an article with a list in it has more outside
_ENOUGH = 12  # words of prose that make an entry; a ticker line has none


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """The lines of one entry: its stamp, its headline (their text is empty where it has none), and everything up to the next entry."""

    stamp: Line
    title: Line
    lines: tuple[Line, ...]


def split(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Entry, ...]]:
    """The lines above the first entry, and the entries; no entries where the page is no live blog.

    An entry begins at a date or time that stands alone beside a headline, and has prose below. That shape three times makes a live
    blog. A heading without a stamp of its own belongs to what it stands in.
    """
    starts: list[tuple[int, int, int]] = []  # (first line, stamp, headline) as indices
    for index, line in enumerate(lines):
        if line.kind != "stamp":
            continue
        title = _headline(lines, index)
        if title is None:
            continue
        first = min(index, title)
        while first and lines[first - 1].kind == "furniture" and lines[title].text in lines[first - 1].text:
            first -= 1
        starts.append((first, index, title))
    entries: list[Entry] = []
    for position, (_, stamp, title) in enumerate(starts):
        stop = starts[position + 1][0] if position + 1 < len(starts) else len(lines)
        below = tuple(lines[max(stamp, title) + 1 : stop])
        if sum(line.words for line in below if line.kind == "prose") >= _ENOUGH:
            entries.append(Entry(stamp=lines[stamp], title=lines[title], lines=below))
    if len(entries) < _FEWEST or len(entries) < 0.6 * len(starts):
        return _listed(lines)
    return tuple(lines[: starts[0][0]]), tuple(entries)


def _listed(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Entry, ...]]:
    """The entries of a live blog that a crawler wrote as a list: items of one depth, most with paragraphs of their own below."""
    items = [index for index, line in enumerate(lines) if line.bullet and line.kind in ("prose", "heading")]
    leading = Counter(
        lines[index].indent
        for index in items
        if index + 1 < len(lines) and not lines[index + 1].bullet and lines[index + 1].kind == "prose"
    )
    if not leading or max(leading.values()) < _FEWEST_LISTED:
        return tuple(lines), ()
    depth = min(leading, key=lambda indent: (-leading[indent], indent))
    starts = [index for index, line in enumerate(lines) if line.bullet and line.indent == depth]
    entries: list[Entry] = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        first = lines[start]
        titled = first.kind == "heading" and first.words >= 3
        below = tuple(lines[start + titled : stop])
        if first.kind in ("prose", "heading") and _prose(below) >= _ENOUGH:
            title = first if titled else Line(number=first.number, text="", kind="heading")
            entries.append(Entry(stamp=Line(number=first.number, text="", kind="stamp"), title=title, lines=below))
    inside = sum(_prose(entry.lines) for entry in entries)
    if len(entries) < _FEWEST_LISTED or 2 * leading[depth] < len(starts) or inside < _SHARE * _prose(lines):
        return tuple(lines), ()
    return tuple(lines[: starts[0]]), tuple(entries)


def _prose(lines: Sequence[Line]) -> int:
    return sum(line.words for line in lines if line.kind == "prose")


def _headline(lines: Sequence[Line], stamp: int) -> int | None:
    for index in (stamp + 1, stamp + 2, stamp - 1):
        if 0 <= index < len(lines) and lines[index].kind == "heading" and lines[index].words >= 3:
            return index
        if index > stamp and index < len(lines) and lines[index].kind == "prose":
            break
    return None
