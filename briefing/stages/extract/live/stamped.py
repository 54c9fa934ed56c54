"""A live blog whose entries begin at a time: one that stands alone, or one that a line opens with."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from briefing.language.words import squash
from briefing.stages.extract.live import stamps
from briefing.stages.extract.live.entry import Entry, Found, prose_words
from briefing.stages.extract.live.signs import Says
from briefing.stages.extract.live.stamps import Stamp
from briefing.stages.extract.text.lines import Line

_FEWEST = 3  # entries that make a live blog: a page with two dated boxes is not one
_ENOUGH, _FLASH = 12, 5  # words of prose that make an entry; and on a page that says it is live
# On a page that does not say so:
_FULL = 40  # words of prose the middle entry has, unless most have several paragraphs: teasers are one short one
_SHARE = 0.5  # of the page's prose that stands in entries
_LONGEST = 8  # times the middle entry: the longest; a page with an article and its teasers has a longer one
_FEW = 5  # entries among which none may have half of the words
_IN_ORDER = 0.8  # of the steps from time to time that go one way
_MOSTLY = 0.7  # of the entries
_SIGNED = 14  # words of a byline with its date
_TITLE = 20  # words a headline behind a time has at most
_MAY_BE_STAMP = frozenset(("stamp", "heading", "furniture", "published", "byline", "cut", "cue"))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Mark:
    """Where an entry begins: its lines [first, stop) are stamps and headline, `opening` is text that stands behind the time."""

    first: int
    stop: int
    stamps: tuple[Stamp, ...]
    title: Line | None = None
    opening: Line | None = None


def split(lines: Sequence[Line], says: Says) -> Found:
    """The lines above the first entry, and the entries; None where times do not mark a live blog here."""
    marks, end = _within(_marks(lines), len(lines))
    if len(marks) < _FEWEST:
        return None
    entries: list[Entry] = []
    empty: list[_Mark] = []
    day: tuple[Stamp, ...] = ()
    enough = _FLASH if says == "itself" else _ENOUGH
    for mark, stop in zip(marks, [*(mark.first for mark in marks[1:]), end], strict=True):
        below = (*((mark.opening,) if mark.opening else ()), *lines[mark.stop : stop])
        if prose_words(below) < enough:
            empty.append(mark)
            day = mark.stamps if all(stamp.date and not stamp.clock for stamp in mark.stamps) else day
            continue
        # A date alone above the first entry of a day is that entry's, and by it those of the ones below.
        entries.append(
            Entry(
                stamps=(*day, *mark.stamps),
                title=mark.title,
                lines=below,
                first=lines[mark.first].number,
                last=lines[stop - 1].number,
            )
        )
        day = ()
    # A box of key events repeats the headlines of entries; its items have no text and count for nothing.
    headlines = {squash(entry.title.text) for entry in entries if entry.title}
    missing = sum(1 for mark in empty if mark.title is None or squash(mark.title.text) not in headlines)
    if missing > len(entries) * 2 / 3 and says != "itself":
        return None
    if len(entries) > _FEWEST and _is_the_pages(entries[0], entries[1:]):
        entries = entries[1:]
    if len(entries) < _FEWEST or not _is_live(lines, entries, says):
        return None
    return tuple(line for line in lines if line.number < entries[0].first), tuple(entries)


def _within(marks: Sequence[_Mark], end: int) -> tuple[list[_Mark], int]:
    """The marks without the teasers under the last entry, and where its text ends: those have a date where entries have a time."""
    timed = [at for at, mark in enumerate(marks) if any(stamp.clock for stamp in mark.stamps)]
    if len(timed) < _FEWEST or len(timed) < _MOSTLY * (timed[-1] + 1) or timed[-1] + 1 == len(marks):
        return list(marks), end
    return list(marks[: timed[-1] + 1]), marks[timed[-1] + 1].first


def _is_the_pages(first: Entry, others: Sequence[Entry]) -> bool:
    """True where the first mark is the page's own date: in full where the others are not, or without a headline where they have one."""
    full = any(stamp.date and stamp.date.exact for stamp in first.stamps)
    if first.title is None and sum(one.title is not None for one in others) > _MOSTLY * len(others):
        return True
    return full and sum(any(stamp.date and stamp.date.exact for stamp in one.stamps) for one in others) < (1 - _MOSTLY) * len(
        others
    )


def _is_live(lines: Sequence[Line], entries: Sequence[Entry], says: Says) -> bool:
    """True where the page says that it is a live blog, or where its dated pieces are alike and make up its text.

    An article with dated teasers or comments under it has one long piece and many short ones; an index has a line to each.
    """
    if says == "itself":
        return True
    if 2 * sum(any(stamp.ago for stamp in entry.stamps) for entry in entries) > len(entries):
        return False  # comments and teasers say how long ago
    sizes = [prose_words(entry.lines) for entry in entries]
    middle = median(sizes)
    if (
        sum(sizes) < _SHARE * prose_words(lines)
        or max(sizes) > _LONGEST * middle
        or (len(sizes) <= _FEW and max(sizes) > _SHARE * sum(sizes))
    ):
        return False
    several = sum(sum(line.kind == "prose" for line in entry.lines) > 1 for entry in entries)
    if middle < _FULL and 2 * several < len(entries):
        return False
    titled = [entry.title for entry in entries if entry.title]
    if sum(one.linked > 0.5 for one in titled) > len(titled) / 2:
        return False
    return 2 * len(titled) > len(entries) or _runs(entries)


def _runs(entries: Sequence[Entry]) -> bool:
    """True where clock times run down the page, the newest first.

    Comments and teasers jump about or say only how long ago; times that run up are a transcript's or a chronicle's.
    """
    minutes = [stamp.minutes for entry in entries for stamp in entry.stamps[:1] if stamp.minutes is not None]
    if len(minutes) < max(_FEWEST + 1, 0.8 * len(entries)):
        return False
    steps = [after - before for before, after in pairwise(minutes) if after != before]
    return sum(step < 0 for step in steps) >= _IN_ORDER * max(1, len(steps))


def _marks(lines: Sequence[Line]) -> list[_Mark]:
    """Every place where an entry may begin, with the stamps that stand together there and the headline beside them."""
    # "Published …, updated …" once or twice is the page's own date.
    published = sum(line.kind == "published" for line in lines) >= _FEWEST
    read = [
        stamps.read(line.text)
        if line.kind in _MAY_BE_STAMP and line.words <= 12 and (published or line.kind != "published")
        else None
        for line in lines
    ]
    signed = [
        (at, stamp)
        for at, line in enumerate(lines)
        if line.kind in ("byline", "heading")
        and line.words <= _SIGNED
        and read[at] is None
        and (stamp := stamps.behind_name(line.text))
    ]
    for at, stamp in signed if len(signed) >= _FEWEST else ():
        read[at] = stamp
    groups: list[tuple[int, int, tuple[Stamp, ...]]] = []
    for at, stamp in enumerate(read):
        if stamp is None:
            continue
        if groups and all(line.words <= 3 and line.kind == "furniture" for line in lines[groups[-1][1] : at]):
            groups[-1] = (groups[-1][0], at + 1, (*groups[-1][2], stamp))
        else:
            groups.append((at, at + 1, (stamp,)))
    leads = _leads(lines)
    if len(groups) + len(leads) < _FEWEST:
        return []
    labels = Counter(squash(line.text) for line in lines)
    below = [_below(lines, stop, labels) for _, stop, _ in groups]
    above = [_above(lines, first, labels) for first, _, _ in groups]
    under = sum(at is not None for at in below) >= sum(
        one is not None and other is None for one, other in zip(above, below, strict=True)
    )
    marks = []
    for (start, end, found), after, before in zip(groups, below, above, strict=True):
        title = after if under else before
        first, stop = (start, end) if title is None else (min(start, title), max(end, title + 1))
        while (
            title is not None
            and first
            and lines[first - 1].kind in ("furniture", "heading")
            and lines[title].text in lines[first - 1].text
        ):
            first -= 1
        marks.append(_Mark(first=first, stop=stop, stamps=found, title=lines[title] if title is not None else None))
    return sorted([*marks, *leads], key=lambda mark: mark.first)


def _leads(lines: Sequence[Line]) -> list[_Mark]:
    """Lines that open with a time, where at least three do: what follows it is the headline, or already the text."""
    found = [
        (at, opened)
        for at, line in enumerate(lines)
        if line.kind in ("heading", "prose", "cut", "teaser", "credit", "published") and (opened := stamps.lead(line.text))
    ]
    if len(found) < _FEWEST:
        return []
    marks = []
    for at, (stamp, rest) in found:
        line = replace(lines[at], text=rest)
        following = lines[at + 1] if at + 1 < len(lines) else None
        if (
            line.words <= _TITLE
            and following is not None
            and (following.kind in ("prose", "credit", "byline"))
            and stamps.lead(following.text) is None
        ):
            marks.append(
                _Mark(
                    first=at,
                    stop=at + 1,
                    stamps=(stamp,),
                    title=replace(line, kind="heading", text=rest.rstrip(".") if line.words > 3 else rest),
                )
            )
        else:
            marks.append(_Mark(first=at, stop=at + 1, stamps=(stamp,), opening=replace(line, kind="prose")))
    return marks


def _below(lines: Sequence[Line], stop: int, labels: Counter[str]) -> int | None:
    """The headline under a stamp, past a label or a name."""
    for at in range(stop, min(stop + 2, len(lines))):
        if _is_headline(lines[at], labels):
            return at
        if lines[at].kind == "prose":
            return None
    return None


def _above(lines: Sequence[Line], first: int, labels: Counter[str]) -> int | None:
    for at in range(first - 1, max(first - 3, -1), -1):
        if _is_headline(lines[at], labels):
            return at
        if lines[at].kind not in ("furniture", "byline", "heading"):
            return None
    return None


def _is_headline(line: Line, labels: Counter[str]) -> bool:
    """A heading of three words or more that is no label: what stands at many entries is their author or their tag."""
    if line.kind != "heading" or line.words < 3 or line.text.startswith("(") or line.text.endswith(":"):
        return False
    return labels[squash(line.text)] <= 2 or line.words > 6
