"""The charts of a range of days: what was launched and shot down, day by day."""

from collections.abc import Iterable

from briefing.model import Chart, Window
from briefing.stages.compose.compare import Comparison


def charts(comparisons: Iterable[Comparison], *, window: Window) -> tuple[Chart, ...]:
    """The charts of a window of several days; none of a single day."""
    del comparisons, window
    return ()
