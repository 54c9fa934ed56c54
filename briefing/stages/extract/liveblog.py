"""A live blog as lines: where each entry begins and what belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.stages.extract.lines import Line

_FEWEST = 3  # entries that make a live blog: a page with two dated boxes is not one
_ENOUGH = 12  # words of prose that make an entry; a ticker line has none


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """The lines of one entry: its stamp, its headline, and everything up to the next entry."""

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
        return tuple(lines), ()
    return tuple(lines[: starts[0][0]]), tuple(entries)


def _headline(lines: Sequence[Line], stamp: int) -> int | None:
    for index in (stamp + 1, stamp + 2, stamp - 1):
        if 0 <= index < len(lines) and lines[index].kind == "heading" and lines[index].words >= 3:
            return index
        if index > stamp and index < len(lines) and lines[index].kind == "prose":
            break
    return None
