"""The strip of the period's totals: launched and shot down, killed and injured, money pledged."""

from collections.abc import Iterable

from briefing.model import Total, Window
from briefing.stages.compose.compare import Comparison


def totals(comparisons: Iterable[Comparison], *, window: Window) -> tuple[Total, ...]:
    """The cells of the strip, in order of print; nothing is added up that may overlap."""
    del comparisons, window
    return ()
