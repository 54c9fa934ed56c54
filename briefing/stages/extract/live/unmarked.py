"""The entries of a live blog that kept neither times nor lists: told apart by headlines where some are left, else by sense.

Only for pages that say they are live blogs: an ordinary article has seams too, and must never be cut.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.language.words import STOPWORDS, words
from briefing.stages.extract.live import seams
from briefing.stages.extract.live import signs as live_pages
from briefing.stages.extract.live.entry import Entry, Found
from briefing.stages.extract.text.lines import Line, ends_like_a_sentence

_FEWEST = 3
_FEWEST_PARAGRAPHS, _MOST_PARAGRAPHS = 6, 1_500  # what has more is no page of one day
_MOST_POINTS = 60
_HEADLINE = (4, 30)  # words
# Paragraphs under one headline, on average, up to which headlines alone mark the entries: crawlers that write marks drop headlines.
_UNDER_ONE, _UNDER_ONE_MARKED = 12, 6
_HEAD = 0.35  # of the page in which notices and dates stand above the first entry
_LONGEST = 12  # paragraphs of one entry
# The share of entries with one, two, three ... paragraphs, as live blogs usually have them, and its weight beside the signs of sense.
_LENGTHS = (0.2, 0.32, 0.21, 0.11, 0.06, 0.04, 0.02, 0.015, 0.01, 0.006, 0.005, 0.004)
_LENGTH_WEIGHT = 0.7
_CAUTION = 0.3  # what an entry more has to earn
_NAMES_IT = 0.5  # of a key point's words that stand in the paragraph it names
_SHORT = 6  # words of a line that is no part of a broken paragraph
_STEM = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class _Paragraph:
    """A paragraph of the page (one that the crawler broke is put together again), and the headline above it."""

    line: Line
    title: Line | None = None

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def bullet(self) -> bool:
        return self.line.bullet


def split(lines: Sequence[Line]) -> Found:
    """The lines above the first entry, and the entries; None where the text does not fall apart into entries."""
    points = _key_points(lines)
    start = _start(lines)
    paragraphs = _paragraphs(lines, start, points)
    if not _FEWEST_PARAGRAPHS <= len(paragraphs) <= _MOST_PARAGRAPHS:
        return None
    if paragraphs[0].title is not None and paragraphs[0].title is next((line for line in lines if _is_headline(line)), None):
        paragraphs[0] = replace(paragraphs[0], title=None)  # the first headline is the page's own
    headed = [at for at, one in enumerate(paragraphs) if one.title]
    most = _UNDER_ONE_MARKED if any(line.marked or line.linked for line in lines) else _UNDER_ONE
    if len(headed) >= _FEWEST and len(paragraphs) / len(headed) <= most:
        opens = headed  # what stands above the first of them is the page's summary
    else:
        opens = _by_sense(paragraphs, [line.text for line in lines if line.number in points])
    if len(opens) < _FEWEST:
        return None
    entries = []
    for first, stop in zip(opens, [*opens[1:], len(paragraphs)], strict=True):
        inside = tuple(one.line for one in paragraphs[first:stop])
        title = paragraphs[first].title
        entries.append(Entry(title=title, lines=inside, first=(title or inside[0]).number, last=inside[-1].number))
    return tuple(line for line in lines if line.number < entries[0].first), tuple(entries)


def _start(lines: Sequence[Line]) -> int:
    """The index of the first line that may belong to an entry: below the page's headline, dates and notices."""
    start = 0
    for at, line in enumerate(lines[: max(12, int(_HEAD * len(lines)))]):
        if live_pages.is_notice(line) or line.kind in ("published", "byline"):
            start = at + 1
    return start


def _key_points(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines of a summary: three or more list items in a row that are headlines, not sentences."""
    found: set[int] = set()
    run: list[int] = []
    for line in (*lines, None):
        if line is not None and line.bullet and line.kind in ("heading", "teaser", "cut") and not ends_like_a_sentence(line.text):
            run.append(line.number)
            continue
        if len(run) >= _FEWEST:
            found.update(run)
        run = []
    return frozenset(found)


def _paragraphs(lines: Sequence[Line], start: int, points: frozenset[int]) -> list[_Paragraph]:
    """The paragraphs from `start` on, each with the headline above it; a closing line in which the page speaks is left out."""
    found: list[_Paragraph] = []
    title: Line | None = None
    broken = False
    for at, line in enumerate(lines):
        if at < start or line.number in points:
            continue
        if _runs_on(line, lines[at + 1] if at + 1 < len(lines) else None):
            found.append(_Paragraph(line=line, title=title))
            title, broken = None, True
        elif line.kind == "prose" and not live_pages.is_notice(line):
            if broken:
                found[-1] = replace(
                    found[-1], line=replace(line, number=found[-1].line.number, text=f"{found[-1].line.text} {line.text}")
                )
            else:
                found.append(_Paragraph(line=line, title=title))
            title, broken = None, False
        elif _is_headline(line):
            title = line
    while found and _is_closing(found[-1]):
        found.pop()
    return found


def _is_headline(line: Line) -> bool:
    return (
        line.kind == "heading"
        and _HEADLINE[0] <= line.words <= _HEADLINE[1]
        and not line.bullet
        and line.linked < 0.8
        and not line.text.startswith(("—", "–", "-", "►", "("))
        and not line.text.endswith((":", ","))
        and not line.text[:1].islower()
        and not live_pages.points_on(line.text)
    )


def _runs_on(line: Line, after: Line | None) -> bool:
    """True where a paragraph was broken in two: no sentence ends here, and the next line takes it up in the middle of one."""
    if line.kind != "heading" or line.bullet or line.marked or line.words <= _SHORT or ends_like_a_sentence(line.text):
        return False
    if after is None or after.kind != "prose" or not after.touches:
        return False
    small = [word for word in line.text.split() if word[:1].islower()]
    return 2 * len(small) >= line.words


def _is_closing(paragraph: _Paragraph) -> bool:
    """A last line without a name, number or quotation: the page speaks, not its news."""
    text = paragraph.text
    inner = text.split()[1:]
    quoted = any(mark in text for mark in '"“”„«»')
    return (
        not paragraph.bullet
        and not quoted
        and len(inner) < 20
        and not any(word[:1].isupper() or any(map(str.isdigit, word)) for word in inner)
    )


def _by_sense(paragraphs: Sequence[_Paragraph], points: Sequence[str]) -> list[int]:
    """The indices of the paragraphs that open an entry, by the best division of the whole page."""
    chance = seams.chances([one.text for one in paragraphs])
    named = _named(paragraphs, points)
    odds = []
    for at, one in enumerate(paragraphs):
        score = math.log(max(1e-6, chance[at]) / max(1e-6, 1 - chance[at])) - _CAUTION
        before = paragraphs[at - 1] if at else None
        if one.title:
            score += 6.0
        if at in named:
            score += 2.0
        if before and one.bullet != before.bullet:
            score += 2.0
        elif before and one.bullet and sum(other.bullet for other in paragraphs) < 0.5 * len(paragraphs):
            score -= 3.0  # the items of a list inside a page of paragraphs belong together
        odds.append(score)
    return _best_division(odds)


def _best_division(odds: Sequence[float]) -> list[int]:
    """Where entries open, so that the sum of the odds and of the usual lengths of entries is highest (dynamic programming)."""
    count = len(odds)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(-math.inf, 0)] * count
    for stop in range(1, count + 1):
        for start in range(max(0, stop - _LONGEST), stop):
            value = (
                best[start][0]
                + (odds[start] if start else 0.0)
                + _LENGTH_WEIGHT * math.log(_LENGTHS[stop - start - 1] * len(_LENGTHS))
            )
            if value > best[stop][0]:
                best[stop] = (value, start)
    opens: list[int] = []
    at = count
    while at:
        at = best[at][1]
        opens.append(at)
    return opens[::-1]


def _named(paragraphs: Sequence[_Paragraph], points: Sequence[str]) -> frozenset[int]:
    """The paragraphs that a key point names: for each point the one that has most of its words, if that is at least half."""
    stems = [{word[:_STEM] for word in words(one.text)} for one in paragraphs]
    found = set()
    for point in points[:_MOST_POINTS]:
        mine = {word[:_STEM] for word in words(point) if word not in STOPWORDS}
        if len(mine) < 3:
            continue
        shares = [len(mine & one) / len(mine) for one in stems]
        top = max(shares, default=0.0)
        if top >= _NAMES_IT:
            found.add(shares.index(top))
    return frozenset(found)
