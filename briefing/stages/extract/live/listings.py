"""Entries that a page lists: items of one depth with text of their own, and lists of a day's events."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from briefing.stages.extract.live import signs as live_pages
from briefing.stages.extract.live.entry import Entry, Found, prose_words
from briefing.stages.extract.live.signs import Says
from briefing.stages.extract.text.lines import Line

_FEWEST = 4  # list items with text of their own below that make a live blog whose times the crawler lost
_SHARE = 0.8  # of the page's prose that stands in such items: an article with a list in it has more outside
_ENOUGH = 12  # words of prose that make an entry; a ticker line has none
_MARKED = 1  # items that are marked headlines where the page does not say what it is
_EVENT = 8  # words of an event in a list


def items(lines: Sequence[Line], says: Says) -> Found:
    """The entries of a live blog that a crawler wrote as a list: items of one depth, most with paragraphs of their own below.

    On a page that does not call itself a live blog, an item has to be a marked headline: articles have lists too.
    """
    leading = Counter(
        line.indent
        for line, after in pairwise(lines)
        if line.bullet and line.kind in ("prose", "heading") and not after.bullet and after.kind == "prose"
    )
    if not leading or max(leading.values()) < _FEWEST:
        return None
    depth = min(leading, key=lambda indent: (-leading[indent], indent))
    starts = [index for index, line in enumerate(lines) if line.bullet and line.indent == depth]
    entries: list[Entry] = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        first = lines[start]
        titled = first.kind == "heading" and first.words >= 3
        below = tuple(lines[start + titled : stop])
        if first.kind in ("prose", "heading") and prose_words(below) >= _ENOUGH:
            entries.append(Entry(title=first if titled else None, lines=below, first=first.number, last=lines[stop - 1].number))
    inside = sum(prose_words(entry.lines) for entry in entries)
    if says != "itself" and sum(entry.title is not None and entry.title.marked for entry in entries) < _MARKED:
        return None
    if len(entries) < _FEWEST or 2 * leading[depth] < len(starts) or inside < _SHARE * prose_words(lines):
        return None
    return tuple(lines[: starts[0]]), tuple(entries)


def events(lines: Sequence[Line], url: str | None) -> Found:
    """The events of a page that says it lists a day's events: each item of its list, where the list is nearly all of its text.

    The cross-heads between them ("Fighting", "Diplomacy") sort the events and are no headlines.
    """
    listed = [index for index, line in enumerate(lines) if line.bullet and line.kind == "prose" and line.words >= _EVENT]
    if len(listed) < _FEWEST or not live_pages.says_events(lines[: listed[0]], url):
        return None
    depth = min(lines[index].indent for index in listed)
    starts = [index for index in listed if lines[index].indent == depth]
    between = [line for line in lines[starts[0] : starts[-1] + 1] if line.kind == "prose"] if starts else []
    if len(starts) < _FEWEST or sum(line.bullet for line in between) < _SHARE * len(between):
        return None
    entries = []
    for start, stop in zip(starts, [*starts[1:], starts[-1] + 1], strict=True):
        below = [lines[start]]
        for line in lines[start + 1 : stop]:
            if line.kind == "heading" or not line.bullet:
                break
            below.append(line)
        entries.append(Entry(lines=tuple(below), first=lines[start].number, last=below[-1].number))
    if sum(prose_words(entry.lines) for entry in entries) < _SHARE / 2 * prose_words(lines):
        return None
    return tuple(lines[: starts[0]]), tuple(entries)
