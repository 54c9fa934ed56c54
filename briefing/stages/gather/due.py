"""When a source is visited next, and when an article's page is asked again: functions of what came before, without a clock.

A source that answers is visited at its `every`, one without news for long up to twice as seldom. One that fails is waited for
twice as long each time: so what an outage of any length costs after its end is no longer than the outage itself.

    failed    every · 2 · 4 · 8 … ≤ a day, for 30 days; then once a week      closed    once a day      Retry-After where it is longer

A page is read again when its article is as old as each of the profile's `again`. One that fails is asked after 1, 4 and 16 hours
more; one that is closed or gone once more, in case that was a hiccup.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from briefing.model import Address, Outcome, Visit
from briefing.settings import Source

HISTORY: Final = 60  # visits that `next_visit` needs at most: 36 quiet ones, or the failed ones of 30 days
LONGEST: Final = timedelta(days=7)  # that anybody may make us wait
_NO_WAIT: Final = timedelta(0)
_DAY: Final = timedelta(days=1)
_BUSY: Final = timedelta(minutes=1)  # a source without a pause of its own (a folder) is not tried more often while it fails
_FORGOTTEN: Final = timedelta(days=30)  # a source that has failed for so long is tried once a week
_SPREAD: Final = 0.15  # how much of a wait after a failure may be left out, so that not all come back at one moment
_QUIET: Final = 12  # visits in a row without anything new: beyond these `every` is stretched,
_QUIETEST: Final = 36  # and at so many it is twice as long
_TRIES: Final = (timedelta(hours=1), timedelta(hours=4), timedelta(hours=16))
_LATE: Final = timedelta(hours=1)  # a page may come a little later than the feed that lists it
_NEAR: Final = 0.1  # of an article's age: a reading so shortly before it is due is that reading
_OLDEST: Final = timedelta(days=3660)  # a publication before that is a mistake


def next_visit(
    source: Source, *, visits: Sequence[Visit], outcome: Outcome, at: datetime, retry_after: float | None = None
) -> datetime:
    """When a source may be visited next, in UTC, after a visit with this outcome at `at`; `visits` are earlier ones, latest first.

    Never sooner than its `every` after `at`, nor than `retry_after` seconds (a week at most). `HISTORY` visits are enough.
    """
    if outcome in ("failed", "closed"):
        wait = _after_failure(source, visits, outcome, at)
    else:
        wait = source.every * _stretched(visits, outcome)
    return at.astimezone(UTC) + max(wait, _asked(retry_after), source.every)


def next_reading(
    address: Address, *, again: Sequence[timedelta], at: datetime, retry_after: float | None = None
) -> datetime | None:
    """When an article's address, known as it is after it was asked at `at`, is asked next, in UTC; None for never.

    `again` are ages of the article, counted from its publication, else from when it was first seen. Nothing is asked sooner than
    `retry_after` seconds from now (a week at most).
    """
    now = at.astimezone(UTC)
    due = _due(address, again, now)
    return None if due is None else max(due, now + _asked(retry_after))


def _due(address: Address, again: Sequence[timedelta], now: datetime) -> datetime | None:
    match address.state:
        case "waiting":
            return now
        case "carried":
            return None
        case "gone":
            return now + (_DAY if address.capture else _LATE) if address.tries <= 1 else None
        case "closed":
            return now + _DAY if address.tries <= 1 else None
    if 1 <= address.tries <= len(_TRIES):
        return now + _TRIES[address.tries - 1]
    if address.state == "failed" and address.capture is None:
        return None
    since = _since(address)
    return next((since + age for age in sorted(again) if since + age > now + age * _NEAR), None)


def _after_failure(source: Source, visits: Sequence[Visit], outcome: Outcome, at: datetime) -> timedelta:
    began, count = at, 1
    for visit in visits:
        if visit.outcome not in ("failed", "closed"):
            break
        began, count = visit.ended, count + 1
    if at - began >= _FORGOTTEN:
        longest = LONGEST
    elif outcome == "closed":
        longest = _DAY
    else:
        longest = min(min(max(source.every, _BUSY), _DAY) * 2 ** min(count - 1, 11), _DAY)  # 2¹¹ minutes are more than a day
    return longest * (1 - _SPREAD * _drawn(source.key, count))


def _stretched(visits: Sequence[Visit], outcome: Outcome) -> float:
    """How many times its `every` a source waits that had nothing new this time and at so many visits before."""
    if outcome != "unchanged":
        return 1.0
    quiet = 1
    for visit in visits:
        if visit.outcome != "unchanged":
            break
        quiet += 1
    return 1.0 + max(0.0, min(1.0, (quiet - _QUIET) / (_QUIETEST - _QUIET)))


def _asked(retry_after: float | None) -> timedelta:
    """What a server asks us to wait, as far as we do."""
    if retry_after is None or not retry_after > 0:
        return _NO_WAIT
    return timedelta(seconds=min(retry_after, LONGEST.total_seconds()))


def _drawn(key: str, count: int) -> float:
    """A number from 0 to 1 that looks drawn by lot and is the same for the same source and failure."""
    return int.from_bytes(sha256(f"{key} {count}".encode()).digest()[:4]) / 2**32


def _since(address: Address) -> datetime:
    """From when an article's age counts: its publication, unless that is after it was first seen, or years before."""
    seen, published = address.first_seen, address.published
    known = published is not None and _NO_WAIT <= seen - published <= _OLDEST
    return (published if published is not None and known else seen).astimezone(UTC)
