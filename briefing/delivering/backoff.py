"""When a mail that the server did not take is tried again, and when no more."""

from datetime import datetime, timedelta
from hashlib import sha256

from briefing.model import Delivery

FIRST, LONGEST = timedelta(minutes=5), timedelta(hours=1)
GIVEN_UP = timedelta(hours=48)
_JITTER = 0.15  # of the pause, to either side, so that what failed together does not come back together


def next_try(mail: Delivery, now: datetime) -> datetime | None:
    """When a mail that failed at `now` is tried again: after 5 minutes, then twice as long each time up to an hour.

    None once 48 hours have passed since it was first tried, the last try being due at their end. The pause varies by up to 15 %, the
    same for the same mail and try.
    """
    first = mail.first_at or now
    if now - first >= GIVEN_UP:
        return None
    pause = min(FIRST * (1 << min(mail.attempts, 10)), LONGEST)
    chance = sha256(f"{mail.message_id}\0{mail.attempts}".encode()).digest()[0] / 255
    return min(now + min(pause * (1 - _JITTER + 2 * _JITTER * chance), LONGEST), first + GIVEN_UP)
