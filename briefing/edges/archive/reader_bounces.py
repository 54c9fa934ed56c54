"""What came back of the mail to a reader, in the archive: each notification once, and who is suspended for it.

One hard bounce suspends, or three soft ones within seven days. A notification that a server goes on trying counts as a soft
one until the final one for the same mail has come.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from sqlalchemy import Connection, select, update

from briefing.edges.archive.delivery_tables import bounce, delivery, subscriber
from briefing.edges.archive.engine import insert_into
from briefing.model import Bounce

Counted = Literal["known", "old", "noted", "suspended"]

SOFT_ALLOWED = 2
SPAN = timedelta(days=7)
_KEPT_TEXT = 500  # characters
_REASONS = {"hard": "a mail came back: the address does not take mail", "soft": "three mails came back within seven days"}


def record(connection: Connection, number: int, came: Bounce, *, now: datetime) -> Counted:
    """Put down a notification about a reader, and suspend them where it is one too many.

    "known": it was counted before; "old": it is older than the subscription, or the reader does not get mail anyway; "noted";
    "suspended".
    """
    query = select(subscriber).where(subscriber.c.number == number).with_for_update()
    reader = connection.execute(query).one_or_none()
    if reader is None:
        return "old"
    at = min(came.at, now) if came.at else now
    pending = _key("pending", number, came.about)
    key = pending if came.about and not came.final else _key("final", number, came.key)
    row = {"key": key, "subscriber": number, "at": at, "kind": came.kind, "status": came.status, "text": came.text[:_KEPT_TEXT]}
    added = connection.scalar(insert_into(connection, bounce).values(row).on_conflict_do_nothing().returning(bounce.c.key))
    if added is None:
        return "known"
    if came.final and came.about:
        connection.execute(update(bounce).where(bounce.c.key == pending).values(kind="past"))
    is_old = at < reader.since and not _begun_since(connection, number, came.about, reader.since)
    if is_old or reader.state not in ("active", "pending"):
        return "old"
    if came.kind == "soft" and not _too_many(connection, number, at):
        return "noted"
    changed = {"state": "suspended", "reason": f"{_REASONS[came.kind]} ({came.status})" if came.status else _REASONS[came.kind]}
    connection.execute(update(subscriber).where(subscriber.c.number == number).values(**changed, changed_at=now))
    return "suspended"


def forgive(connection: Connection, number: int) -> None:
    """Count what came back so far no more; it is known all the same when it is read again."""
    connection.execute(update(bounce).where(bounce.c.subscriber == number).values(kind="past"))


def blot(connection: Connection, number: int) -> None:
    """Take the words of servers, which name an address, from what came back."""
    connection.execute(update(bounce).where(bounce.c.subscriber == number).values(text=""))


def reader_of_mail(connection: Connection, message_id: str) -> int | None:
    """The number of the reader whom a mail with this Message-ID was written to."""
    return connection.scalar(select(delivery.c.subscriber).where(delivery.c.message_id == message_id).limit(1))


def _begun_since(connection: Connection, number: int, message_id: str, since: datetime) -> bool:
    """Whether a mail was sent after somebody subscribed, by our own clock: that of the server that tells of it may be wrong."""
    begun = select(delivery.c.subscriber).where(
        delivery.c.message_id == message_id, delivery.c.subscriber == number, delivery.c.first_at >= since
    )
    return bool(message_id) and connection.scalar(begun.limit(1)) is not None


def _too_many(connection: Connection, number: int, at: datetime) -> bool:
    """Whether more soft ones than allowed lie within one span that holds this moment."""
    near = bounce.c.at.between(at - SPAN, at + SPAN)
    of_reader = select(bounce.c.at).where(bounce.c.subscriber == number, bounce.c.kind == "soft", near).order_by(bounce.c.at)
    times = list(connection.scalars(of_reader))
    return any(last - first <= SPAN for first, last in zip(times, times[SOFT_ALLOWED:], strict=False))


def _key(kind: str, number: int, of: str) -> str:
    return sha256(f"{kind}\0{number}\0{of}".encode("utf-8", "replace")).hexdigest()
