"""Which lines of a scraped page are the article: the stretch of lines most likely to be its text, and its headline above it.

Rules give every line its kind (`kinds`), its neighbours correct it (`in_context`), a small trained model (`weigh`) says how
likely it is text of the article, and `find` takes the stretch of lines in which the likely ones outweigh the others.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.language.words import squash
from briefing.stages.extract.names.headline import find_headline
from briefing.stages.extract.text.lines import Line, ends_like_a_sentence
from briefing.stages.extract.text.weigh import best_stretch, chances, described

_PROSE_CAP = 50  # words of one line that count: a wall of text is not better than a paragraph
_COST = {"heading": 4, "stamp": 2, "published": 2, "byline": 2, "url": 2, "credit": 2, "furniture": 8, "teaser": 12, "cut": 4}
_ROLE = re.compile(
    r"(?i)(?:news |senior |chief |deputy |managing )?(?:editor|reporter|correspondent|journalist|writer|contributor|columnist|producer)\b.{0,40}"
)
_STANDING = 2  # unlike pages of one site that a line stands on: then it is the site's, not the article's
_FEWEST_STANDING = 4  # words of such a line; shorter ones stand on unlike pages by chance
_LEAST = 0.2  # chance from which on a line adds to the stretch it stands in
_TAKEN = 0.35  # chance from which on a line of the stretch that reads as sentences is text
_CUT_SHORT = 0.45  # the same for a line that does not
_HEADING = 12  # words of a heading within the text at most
_OPENING = 60  # words of text above a headline at most: a standfirst, a summary
_GIVEN = 0.1  # the same where it is known already that the lines are an entry's


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """The article's part of a page: its headline (or None), the lines between headline and text, the paragraphs' lines.

    `lines` are all lines it was looked for in, each with its final kind ("prose" only where it is a paragraph) and the reason.
    """

    title: Line | None
    header: tuple[Line, ...]
    paragraphs: tuple[Line, ...]
    captions: tuple[Line, ...]
    end: int  # number of the last paragraph's line
    lines: tuple[Line, ...] = ()


def in_context(lines: Sequence[Line], *, standing: Mapping[str, int] | None = None) -> tuple[Line, ...]:
    """The lines judged again by their neighbours and as parts of the page, each with the chance that it is text of the article.

    By their neighbours: alternative texts above a caption, teasers cut short, names above a biography. `standing` says on how
    many unlike pages of the site a line stands, by its `squash`ed text.
    """
    judged = by_neighbours(lines)
    for index, line in enumerate(judged):
        many = standing.get(squash(line.text), 0) if standing and line.words >= _FEWEST_STANDING else 0
        if many >= _STANDING:
            judged[index] = replace(line, kind="furniture", why=f"stands on {many} unlike pages of the site")
    return _weighed(judged)


def _weighed(lines: Sequence[Line]) -> tuple[Line, ...]:
    found = chances(lines, best_run(lines))
    return tuple(replace(line, chance=chance) for line, chance in zip(lines, found, strict=True))


def by_neighbours(lines: Sequence[Line]) -> list[Line]:
    """The lines, each judged again by those that stand next to it."""
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
    return judged


def find(lines: Sequence[Line], *, title: Line | None = None) -> Body | None:
    """The article among these lines, or None where no text is. `title`, if given, is its headline already known.

    With a title given the lines are taken to be one entry's, from its first to its last: then only what is surely not text goes.
    """
    if any(line.chance is None for line in lines):
        lines = _weighed(lines)
    taken = _stretch(lines) if title is None else frozenset(at for at, line in enumerate(lines) if _is_likely(line, _GIVEN))
    if not taken:
        return None
    judged = [_verdict(line, index in taken) for index, line in enumerate(lines)]
    start = min(taken)
    if title is None:
        shown = [new if index in taken else _aside(old) for index, (old, new) in enumerate(zip(lines, judged, strict=True))]
        title, start = find_headline(shown, start, max(taken) + 1)
        if title and _is_within(title, start, taken, lines):
            title, start = None, min(taken)
    settled = _settled(judged, start, title)
    kept = tuple(line for line in settled if line.kind == "prose")
    if not kept:
        return None
    first, last = kept[0].number, kept[-1].number
    above = title.number if title and title.number <= first else lines[0].number
    captions = tuple(line for line in lines if line.kind == "credit" and above - 8 <= line.number <= last)
    header = _header(lines, above, first)
    return Body(title=title, header=header, paragraphs=kept, captions=captions, end=last, lines=settled)


def _is_within(title: Line, start: int, taken: frozenset[int], lines: Sequence[Line]) -> bool:
    """A sentence of the text, or a heading with much of the text above it that stands nowhere else, is not the headline."""
    headline = squash(title.text)
    if title.text.endswith(".") and any(squash(lines[index].text) == headline for index in taken):
        return True
    above = sum(lines[index].words for index in taken if index < start - 1)
    return above > _OPENING and sum(squash(line.text) == headline for line in lines) == 1


def _stretch(lines: Sequence[Line]) -> frozenset[int]:
    """The likely lines of the best stretch of the page, without headings that stand above its first paragraph."""
    start, stop = best_stretch(lines, _LEAST)
    likely = [index for index in range(start, stop) if _is_likely(lines[index]) and not _heads(lines, index)]
    opening = next((index for index in likely if lines[index].kind == "prose"), None)
    return frozenset(index for index in likely if opening is not None and index >= opening)


def _is_likely(line: Line, least: float = _TAKEN) -> bool:
    return (line.chance or 0.0) >= (least if line.kind == "prose" else _CUT_SHORT)


def _heads(lines: Sequence[Line], index: int) -> bool:
    """A short line below a whole sentence is a heading within the text; one that was cut short follows another cut line."""
    line = lines[index]
    if line.kind != "heading" or line.bullet or line.words > _HEADING or not index:
        return False
    return ends_like_a_sentence(lines[index - 1].text)


def _verdict(line: Line, taken: bool) -> Line:
    if taken:
        return replace(line, kind="prose", why=line.why if line.kind == "prose" else f"text cut short, {described(line)}")
    if line.kind in ("prose", "heading"):
        return replace(line, kind="cut", why="apart from the article's text" if _is_likely(line) else described(line))
    return line


def _aside(line: Line) -> Line:
    """A paragraph that is not the article's, as the search for the headline sees it: short ones may be headlines."""
    return (
        replace(line, kind="heading")
        if line.kind == "prose" and not line.text.endswith(".")
        else line
        if line.kind != "prose"
        else replace(line, kind="cut")
    )


def _settled(lines: Sequence[Line], start: int, title: Line | None) -> tuple[Line, ...]:
    """The lines with what is known once the headline is: what stood above it, what repeats it or another line, what opens nothing."""
    headline = squash(title.text) if title else ""
    below = Counter(squash(line.text) for line in lines if line.kind == "prose")
    settled = list(lines)
    for index, line in enumerate(lines):
        if title and line.number == title.number:
            settled[index] = replace(line, kind="heading", why="the headline")
        if line.kind != "prose":
            continue
        mark = squash(line.text)
        below[mark] -= 1
        if headline and mark == headline:
            settled[index] = replace(line, kind="heading", why="the headline")
        elif index < start:
            settled[index] = replace(line, kind="cut", why="stands above the headline")
        elif below[mark]:  # of a text the scraper repeats, the last is the one in its place
            settled[index] = replace(line, kind="cut", why="repeated by the scraper")
    kept = {squash(line.text) for line in settled if line.kind == "prose"}
    for index, line in enumerate(settled):
        if line.kind == "cut" and line.words > _FEWEST_STANDING and squash(line.text) in kept:
            settled[index] = replace(line, why="repeated by the scraper")
    for index in range(len(settled) - 1, -1, -1):
        if settled[index].kind == "prose":
            if not settled[index].text.endswith(":"):
                break
            settled[index] = replace(settled[index], kind="cut", why="announces a list that did not come along")
    return tuple(settled)


def _header(lines: Sequence[Line], above: int, first: int) -> tuple[Line, ...]:
    """The dates and bylines around the headline: from just above it to the text, or past a standfirst of one paragraph."""
    at = next((index for index, line in enumerate(lines) if line.number >= above), 0)
    until = max(first, *(line.number for line in lines[at : at + 5]))
    return tuple(line for line in lines if above - 6 <= line.number <= until and line.kind in ("stamp", "published", "byline"))


def best_run(lines: Sequence[Line]) -> tuple[int, int] | None:
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
