"""What typesetting asks of a press."""

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from briefing.errors import PressError
from briefing.model import Attachment


class Press(Protocol):
    """Prints pages of HTML that need nothing from outside as tagged PDF; `PressError` where it cannot."""

    def __call__(
        self, html: str, *, variant: Literal["pdf/ua-1", "pdf/a-3a"] = "pdf/ua-1", attachments: Sequence[Attachment] = ()
    ) -> bytes:
        """The PDF of a page: PDF/UA-1, or PDF/A-3a with what is attached to it."""
        ...

    def fitting(self, pages: Iterable[str]) -> bytes:
        """The PDF/UA-1 of the first of these pages that fits one sheet."""
        ...


class _NoPress:
    """Stands where there is none."""

    def __call__(self, html: str, *, variant: str = "", attachments: Sequence[Attachment] = ()) -> bytes:  # noqa: ARG002
        raise PressError("there is no press on this machine")

    def fitting(self, pages: Iterable[str]) -> bytes:  # noqa: ARG002
        raise PressError("there is no press on this machine")


NO_PRESS: Press = _NoPress()
