# ruff: noqa: ARG001
"""The edition as a Word document."""

from briefing.errors import PressError
from briefing.model import Briefing, Design
from briefing.stages.typeset.page import Body


def document(briefing: Briefing, body: Body, design: Design, paint: object) -> bytes:
    """The edition as a Word document."""
    raise PressError("this format cannot be made yet")
