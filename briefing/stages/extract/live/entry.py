"""An entry of a live blog as lines, and what is measured on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.stages.extract.live.stamps import Stamp
from briefing.stages.extract.text.lines import Line

Found = tuple[tuple[Line, ...], tuple["Entry", ...]] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """The lines of one entry: its stamps, its headline (None where it has none), and its text up to the next entry.

    `first` and `last` are the numbers of its first and last line on the page, marks and headline among them.
    """

    stamps: tuple[Stamp, ...] = ()
    title: Line | None = None
    lines: tuple[Line, ...]
    first: int
    last: int


def prose_words(lines: Sequence[Line]) -> int:
    """How many words of running text the lines have."""
    return sum(line.words for line in lines if line.kind == "prose")
