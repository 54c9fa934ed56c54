"""Drawings in the colours of the theme: a style sheet does not reach into an SVG that is printed, so they are drawn in them."""

import re
from collections.abc import Mapping

from briefing.model import Design
from briefing.stages.typeset.drawings import svg

# The colours of the drawings and the properties of the style sheets that go by the same name.
_COLOURS = {svg.INK: "ink", svg.QUIET: "quiet", svg.RULE: "rule", svg.TINT: "tint", svg.ACCENT: "accent"}
_DRAWN = re.compile("|".join(map(re.escape, _COLOURS)))
_SET = re.compile(r"--(ink|quiet|rule|tint|accent):\s*(#[0-9A-Fa-f]{6})\s*;")


def tinted(drawings: Mapping[str, str], design: Design) -> Mapping[str, str]:
    """The drawings with the `colours` of the theme; a colour it does not set stays as it is drawn."""
    said = colours(design)
    return {name: _DRAWN.sub(lambda drawn: said.get(_COLOURS[drawn[0]], drawn[0]), text) for name, text in drawings.items()}


def colours(design: Design) -> Mapping[str, str]:
    """The colours that `theme.css` gives the properties --ink, --quiet, --rule, --tint and --accent as #rrggbb, by name.

    The first value counts; what the theme does not set, or writes otherwise, is left out.
    """
    said: dict[str, str] = {}
    for name, colour in _SET.findall(design.text("theme.css")):
        said.setdefault(name, colour)
    return said
