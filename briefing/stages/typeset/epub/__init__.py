# ruff: noqa: ARG001
"""The edition as an e-book (EPUB 3)."""

from briefing.errors import PressError
from briefing.model import Briefing, Design
from briefing.stages.typeset.page import Body


def book(briefing: Briefing, body: Body, design: Design) -> bytes:
    """The edition as an e-book (EPUB 3)."""
    raise PressError("this format cannot be made yet")
