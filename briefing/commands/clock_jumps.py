"""Whether the wall clock was set: it is compared with the clock that nobody sets."""

from datetime import datetime, timedelta

_NOTED = timedelta(minutes=5)  # a clock that is kept right is moved by less
_SETTLED = 60.0  # seconds the clock must have gone steadily after a jump


class ClockJumps:
    """Told both clocks again and again, it says when the one was set, and whether it has gone steadily since."""

    def __init__(self, wall: datetime, steady: float) -> None:
        self._wall, self._steady = wall, steady
        self._settles = steady  # the steady clock's reading from which on the wall clock is believed

    def note(self, wall: datetime, steady: float) -> timedelta | None:
        """By how much the wall clock was set since it was last told here, forward or (negative) back; None for less than 5 minutes."""
        jump = (wall - self._wall) - timedelta(seconds=steady - self._steady)
        self._wall, self._steady = wall, steady
        if abs(jump) <= _NOTED:
            return None
        self._settles = steady + _SETTLED
        return jump

    def believed(self, steady: float) -> bool:
        """Whether the wall clock has gone steadily for 60 seconds, or was never set."""
        return steady >= self._settles
