"""The days of a window: which they are, and whether an event is of one of them."""

from datetime import date, timedelta

from briefing.model import Window


def days(window: Window) -> tuple[date, ...]:
    """The calendar days of a window, first to last."""
    return tuple(window.first + timedelta(days=number) for number in range((window.last - window.first).days + 1))


def inside(day: date | None, window: Window) -> bool:
    """Whether a day lies in the window; of the morning after its last day, where that still belongs to it, too."""
    return day is not None and window.first <= day <= max(window.last, (window.end - timedelta(microseconds=1)).date())
