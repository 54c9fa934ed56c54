"""The timeline: dated events in the order of time."""

from collections.abc import Iterable, Sequence

from briefing.model import Chapter, Happening, Window
from briefing.stages.compose.compare import Comparison


def timeline(comparisons: Iterable[Comparison], chapters: Sequence[Chapter], *, window: Window) -> tuple[Happening, ...]:
    """The dated events that the edition tells of, the earliest first."""
    del comparisons, chapters, window
    return ()
