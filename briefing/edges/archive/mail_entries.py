"""What is put down of a single mail in the ledger: that it is on its way, what became of it, what was decided of it later."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from briefing.edges.archive.delivery_tables import delivery, delivery_event, subscriber
from briefing.edges.archive.mail_claims import suppress
from briefing.edges.archive.mail_rows import LONGEST_REPLY, OWED, delivery_of, event_of, is_mail, is_ours
from briefing.edges.archive.tables import storable
from briefing.model import Begun, Delivery, DeliveryState, Ended

_FREE: dict[str, Any] = {"holder": None, "until": None}
_BEFORE: dict[DeliveryState, tuple[str, ...]] = {  # from where a mail that was on its way comes to a state
    "sent": ("inflight", "in_doubt"),
    "in_doubt": ("inflight",),
    "deferred": ("inflight", "in_doubt"),
    "failed": ("inflight", "in_doubt"),
}


# Made once, as making a statement takes longer than running it. What `_named` fills in says which mail, and under which claim.
_IS = and_(
    delivery.c.profile == bindparam("the_profile"),
    delivery.c.edition == bindparam("the_edition"),
    delivery.c.revision == bindparam("the_revision"),
    delivery.c.subscriber == bindparam("the_subscriber"),
    delivery.c.token == bindparam("the_token"),
)
# On PostgreSQL a reader who is leaving at this moment is waited for, or waits until the mail is on its way.
_READER = select(subscriber.c.state).where(subscriber.c.number == bindparam("the_subscriber")).with_for_update(read=True)
_HELD = and_(_IS, delivery.c.state.in_(OWED), delivery.c.holder.is_not(None))
_BEGIN = (
    update(delivery)
    .where(_HELD)
    .values(
        state="inflight",
        attempts=delivery.c.attempts + 1,
        first_at=bindparam("first"),
        wire_sha256=bindparam("sha256"),
        until=bindparam("end"),
        updated_at=bindparam("now"),
    )
    .returning(delivery.c.token)
)
_ENDED: dict[str, Any] = {
    "state": bindparam("came_to"),
    "code": bindparam("said_code"),
    "reply": bindparam("said"),
    "next_at": bindparam("again"),
    "updated_at": bindparam("now"),
    **_FREE,
}
_TRIED = (  # though it was never on its way
    update(delivery)
    .where(_IS, delivery.c.state.in_(OWED))
    .values(attempts=delivery.c.attempts + 1, first_at=bindparam("first"), **_ENDED)
    .returning(delivery.c.token)
)
_END = {
    state: update(delivery).where(_IS, delivery.c.state.in_(before)).values(**_ENDED).returning(delivery.c.token)
    for state, before in _BEFORE.items()
}
_EVENT = insert(delivery_event)


def begin(connection: Connection, one: Begun) -> bool:
    """See `MailBook.begin`."""
    mail, now, named = one.mail, one.now, _named(one.mail)
    reader_state = connection.scalar(_READER, {"the_subscriber": mail.subscriber})
    if reader_state != "active":
        if connection.scalar(select(delivery.c.token).where(_HELD), named) is not None:
            suppress(connection, mail, reader_state, now=now)
        return False
    values = {"first": mail.first_at or now, "sha256": one.wire_sha256, "end": one.until, "now": now}
    if connection.scalar(_BEGIN, named | values) is None:
        return False
    connection.execute(_EVENT, event_of(mail, "inflight", at=now))
    return True


def end(connection: Connection, one: Ended) -> bool:
    """See `MailBook.end`. An answer that comes after the mail was put down as in doubt is taken: now somebody knows."""
    mail, reply, now = one.mail, one.reply, one.now
    state = _state(one)
    text = storable(reply.text[:LONGEST_REPLY])
    again = one.next_at if state == "deferred" else None
    values = _named(mail) | {"came_to": state, "said_code": reply.code, "said": text, "again": again, "now": now}
    done = connection.scalar(_END[state], values) is not None
    if not done and state in ("deferred", "failed"):
        done = connection.scalar(_TRIED, values | {"first": mail.first_at or now}) is not None
    if done:
        connection.execute(_EVENT, event_of(mail, state, at=now, code=reply.code, note=text))
    return done


def _named(mail: Delivery) -> dict[str, Any]:
    return {
        "the_profile": mail.profile,
        "the_edition": mail.edition,
        "the_revision": mail.revision,
        "the_subscriber": mail.subscriber,
        "the_token": mail.token,
    }


def give_back(connection: Connection, mails: Iterable[Delivery]) -> None:
    """See `MailBook.give_back`."""
    for mail in mails:
        connection.execute(update(delivery).where(is_ours(mail), delivery.c.state.in_(OWED)).values(**_FREE))


def decide(connection: Connection, profile: str, edition: str, state: DeliveryState, *, now: datetime, note: str) -> int:
    """Put down what somebody decided of the mails of an edition that are in doubt; how many there were."""
    doubtful = select(delivery).where(delivery.c.profile == profile, delivery.c.edition == edition, delivery.c.state == "in_doubt")
    rows = list(connection.execute(doubtful.with_for_update()))
    for row in rows:
        # A new token, so that whoever sent it and has been silent since can put nothing down any more.
        values = {"state": state, "token": row.token + 1, "next_at": now if state == "deferred" else None, "updated_at": now}
        connection.execute(update(delivery).where(is_mail(row)).values(reply=note, **values))
        connection.execute(insert(delivery_event), [event_of(row, state, at=now, note=note)])
    return len(rows)


def bounce(connection: Connection, message_id: str, *, now: datetime, code: int | None, text: str) -> Delivery | None:
    """See `MailBook.bounced`."""
    sent = select(delivery).where(delivery.c.message_id == message_id, delivery.c.state.in_(("sent", "in_doubt")))
    row = connection.execute(sent.limit(1).with_for_update()).one_or_none()
    if row is None:
        return None
    said = storable(text[:LONGEST_REPLY])
    connection.execute(update(delivery).where(is_mail(row)).values(state="bounced", code=code, reply=said, updated_at=now))
    connection.execute(insert(delivery_event), [event_of(row, "bounced", at=now, code=code, note=said)])
    return delivery_of(connection.execute(select(delivery).where(is_mail(row))).one())


def _state(one: Ended) -> DeliveryState:
    match one.reply.verdict:
        case "taken":
            return "sent"
        case "unknown":
            return "in_doubt"
        case _:
            return "failed" if one.next_at is None else "deferred"
