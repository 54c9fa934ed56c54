"""Which lines of a scraped page are the article: the densest run of prose, and its headline above it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.language.words import squash
from briefing.stages.extract.headline import find_headline
from briefing.stages.extract.lines import Line, ends_like_a_sentence

_PROSE_CAP = 50  # words of one line that count: a wall of text is not better than a paragraph
_COST = {"heading": 4, "stamp": 2, "published": 2, "byline": 2, "url": 2, "credit": 2, "furniture": 8, "teaser": 12, "cut": 4}
_ROLE = re.compile(
    r"(?i)(?:news |senior |chief |deputy |managing )?(?:editor|reporter|correspondent|journalist|writer|contributor|columnist|producer)\b.{0,40}"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """The article's part of a page: its headline (or None), the lines between headline and text, the paragraphs' lines."""

    title: Line | None
    header: tuple[Line, ...]
    paragraphs: tuple[Line, ...]
    captions: tuple[Line, ...]
    end: int  # number of the last paragraph's line


def in_context(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines judged again by their neighbours: alternative texts above a caption, teasers cut short, names above a biography."""
    spaced = sum(line.touches for line in lines) < 0.7 * len(lines)
    judged = list(lines)
    for index, line in enumerate(judged):
        after = judged[index + 1] if index + 1 < len(judged) else None
        before = judged[index - 1] if index else None
        if after and after.kind == "credit" and after.touches and (line.kind == "heading" or (spaced and line.kind == "prose")):
            starts = squash(after.text).startswith(squash(line.text))
            if (line.kind == "heading" and (line.words > 3 or starts) and not line.marked) or starts or not line.touches:
                judged[index] = replace(line, kind="credit", why="stands with a picture credit")
        elif before and before.kind == "credit" and before.words <= 6 and line.touches and spaced and line.kind == "prose":
            judged[index] = replace(line, kind="credit", why="stands with a picture credit")
        elif (
            line.kind == "prose"
            and line.touches
            and spaced
            and before
            and before.kind == "heading"
            and not before.marked
            and not ends_like_a_sentence(line.text)
        ):
            judged[index] = replace(line, kind="teaser", why="another story's opening, cut short")
        elif line.kind == "heading" and _ROLE.fullmatch(line.text):
            judged[index] = replace(line, kind="biography", why="an author's position")
    return tuple(judged)


def find(lines: Sequence[Line], *, title: Line | None = None) -> Body | None:
    """The article among these lines, or None where no prose is. `title`, if given, is its headline already known."""
    best = _best_run(lines)
    if best is None:
        return None
    start, stop = best
    if title is None:
        title, start = find_headline(lines, start, stop)
    run = lines[start:stop]
    seen = Counter(squash(line.text) for line in run if line.kind == "prose")
    kept: list[Line] = []
    for line in run:
        if line.kind != "prose":
            continue
        mark = squash(line.text)
        seen[mark] -= 1
        if seen[mark] == 0 and not (
            title and mark == squash(title.text)
        ):  # of a text the scraper repeats, the last is the one in its place
            kept.append(line)
    while kept and kept[-1].text.endswith(":"):
        kept.pop()  # announces a list that did not come along
    if not kept:
        return None
    first, last = kept[0].number, kept[-1].number
    above = title.number if title and title.number <= first else lines[0].number
    header = _header(lines, above, first)
    captions = tuple(line for line in lines if line.kind == "credit" and above - 8 <= line.number <= last)
    return Body(title=title, header=header, paragraphs=tuple(kept), captions=captions, end=last)


def _header(lines: Sequence[Line], above: int, first: int) -> tuple[Line, ...]:
    """The dates and bylines around the headline: from just above it to the text, or past a standfirst of one paragraph."""
    at = next((index for index, line in enumerate(lines) if line.number >= above), 0)
    until = max(first, *(line.number for line in lines[at : at + 5]))
    return tuple(line for line in lines if above - 6 <= line.number <= until and line.kind in ("stamp", "published", "byline"))


def _best_run(lines: Sequence[Line]) -> tuple[int, int] | None:
    """(start, stop) of the run of lines with the highest sum of prose minus furniture (Kadane's maximum subarray).

    A line that announces other content costs more the more text lies behind it: a teaser list is never long enough to
    pay for it, the second half of an article broken by a box is.
    """
    best: tuple[float, int, int] = (0.0, 0, 0)
    total, start, behind = 0.0, 0, 0.0
    for index, line in enumerate(lines):
        if line.kind == "prose":
            value = float(min(line.words, _PROSE_CAP) + 5)
            behind += value
        elif line.kind in ("cue", "biography"):
            value = -(40 + 0.4 * behind)
        else:
            value = -float(_COST.get(line.kind, 4))
        if total <= 0:
            total, start, behind = 0.0, index, value if line.kind == "prose" else 0.0
        total += value
        if total > best[0]:
            best = (total, start, index + 1)
    return (best[1], best[2]) if best[0] > 0 else None
