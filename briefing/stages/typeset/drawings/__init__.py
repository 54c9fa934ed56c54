"""What is drawn: the map of places and the charts, as SVG made of cited figures."""

from briefing.stages.typeset.drawings.atlas import MAP_CREDIT, map_svg
from briefing.stages.typeset.drawings.bars import bars_svg

__all__ = ["MAP_CREDIT", "bars_svg", "map_svg"]
