"""The places of the map, with what happened there."""

from collections.abc import Iterable, Sequence

from briefing.model import Chapter, Spot, Window
from briefing.stages.compose.compare import Comparison


def spots(comparisons: Iterable[Comparison], chapters: Sequence[Chapter], *, window: Window) -> tuple[Spot, ...]:
    """The places at which something of this window happened that the edition prints."""
    del comparisons, chapters, window
    return ()
