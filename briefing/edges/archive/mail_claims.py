"""Who has which mails of the ledger, and what becomes of those whose sender has ended."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select, update

from briefing.edges.archive.delivery_tables import delivery, delivery_event, subscriber
from briefing.edges.archive.holder import is_gone, me
from briefing.edges.archive.mail_rows import OWED, delivery_of, event_of, is_mail
from briefing.edges.archive.tables import AnyRow
from briefing.model import Delivery

_LEFT = {"removed": "left before it was sent", "suspended": "is sent nothing at present", "pending": "has not confirmed"}


def claim(
    connection: Connection,
    profile: str,
    *,
    now: datetime,
    until: datetime,
    most: int,
    edition: str | None,
    flush: datetime | None,
) -> tuple[Delivery, ...]:
    """See `MailBook.claim`."""
    settle(connection, profile, now=now)
    claimed: list[Delivery] = []
    for state in OWED:
        while len(claimed) < most:
            rows = _owed(connection, profile, state, now=now, most=most - len(claimed), edition=edition, flush=flush)
            for row in rows:
                if row.reader_state == "active":
                    taken = {"token": row.token + 1, "holder": me(), "until": until}
                    connection.execute(update(delivery).where(is_mail(row)).values(**taken))
                    claimed.append(_claimed(row))
                else:
                    suppress(connection, row, row.reader_state, now=now)
            if not any(row.reader_state != "active" for row in rows):
                break  # all that there are, or as many as wanted; where some were suppressed, others may stand behind them
    return tuple(claimed)


def settle(connection: Connection, profile: str, *, now: datetime) -> int:
    """Give back what those held who have ended or whose time is up; what was on its way is in doubt. How many such there are."""
    lost = or_(delivery.c.until <= now, delivery.c.until.is_(None), delivery.c.holder.in_(_gone(connection, profile)))
    abandoned = and_(delivery.c.profile == profile, delivery.c.holder.is_not(None), lost)
    free = {"holder": None, "until": None}
    connection.execute(update(delivery).where(abandoned, delivery.c.state.in_(OWED)).values(**free))
    note = "its sender ended, or was silent for too long, before an answer was on record"
    doubtful = update(delivery).where(abandoned, delivery.c.state == "inflight")
    in_doubt = doubtful.values(state="in_doubt", reply=note, next_at=None, updated_at=now, **free)
    columns = (delivery.c.profile, delivery.c.edition, delivery.c.revision, delivery.c.subscriber)
    rows = connection.execute(in_doubt.returning(*columns)).all()
    if rows:
        connection.execute(insert(delivery_event), [event_of(row, "in_doubt", at=now, note=note) for row in rows])
    return len(rows)


def has_abandoned(connection: Connection, profile: str) -> bool:
    """Whether somebody who has ended still holds mails."""
    return bool(_gone(connection, profile))


def suppress(connection: Connection, mail: Delivery | AnyRow, reader_state: str | None, *, now: datetime) -> None:
    """Put down that a mail is not sent, as its reader is none any more."""
    note = f"the reader {_LEFT.get(reader_state or '', 'is none any more')}"
    values = {"state": "suppressed", "reply": note, "next_at": None, "holder": None, "until": None, "updated_at": now}
    connection.execute(update(delivery).where(is_mail(mail), delivery.c.state.in_(OWED)).values(**values))
    connection.execute(insert(delivery_event), [event_of(mail, "suppressed", at=now, note=note)])


def _owed(
    connection: Connection, profile: str, state: str, *, now: datetime, most: int, edition: str | None, flush: datetime | None
) -> list[AnyRow]:
    when: Any = delivery.c.next_at <= now
    if flush is not None:
        wanted = or_(delivery.c.not_before.is_(None), delivery.c.not_before <= now)
        when = and_(wanted, or_(delivery.c.state == "planned", delivery.c.updated_at < flush))
    owed = select(delivery, subscriber.c.state.label("reader_state")).join(subscriber, subscriber.c.number == delivery.c.subscriber)
    owed = owed.where(delivery.c.profile == profile, delivery.c.state == state, delivery.c.holder.is_(None), when)
    if edition is not None:
        owed = owed.where(delivery.c.edition == edition)
    owed = owed.order_by(delivery.c.next_at, delivery.c.edition, delivery.c.subscriber).limit(most)
    return list(connection.execute(owed.with_for_update(of=delivery, skip_locked=True)))


def _claimed(row: AnyRow) -> Delivery:
    one = delivery_of(row)
    return replace(one, token=one.token + 1)


def _gone(connection: Connection, profile: str) -> list[str]:
    """Those who hold mails of a profile and have surely ended."""
    held = delivery.c.profile == profile, delivery.c.holder.is_not(None)
    holders = connection.scalars(select(delivery.c.holder).distinct().where(*held))
    return [holder for holder in holders if holder and is_gone(holder)]
