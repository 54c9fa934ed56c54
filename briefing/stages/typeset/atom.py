# ruff: noqa: ARG001
"""The edition as an entry of an Atom feed."""

from briefing.errors import PressError
from briefing.model import Briefing, Design
from briefing.stages.typeset.page import Body


def entry(briefing: Briefing, body: Body, design: Design) -> bytes:
    """The edition as an entry of an Atom feed."""
    raise PressError("this format cannot be made yet")
