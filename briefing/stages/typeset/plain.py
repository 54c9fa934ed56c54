# ruff: noqa: ARG001
"""The edition as plain text."""

from briefing.errors import PressError
from briefing.model import Briefing, Design
from briefing.stages.typeset.page import Body


def plain(briefing: Briefing, body: Body, design: Design) -> str:
    """The edition as plain text."""
    raise PressError("this format cannot be made yet")
