"""Editions and mails as rows of the ledger."""

import zlib
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func

from briefing.edges.archive.delivery_tables import delivery
from briefing.edges.archive.tables import AnyRow
from briefing.model import Delivery, MailCount, Posting

OWED = ("planned", "deferred")
LONGEST_REPLY = 500  # characters


def posting_row(one: Posting) -> dict[str, Any]:
    """The row of an edition, but for when it was planned and for how many."""
    return {
        "profile": one.profile,
        "edition": one.edition,
        "revision": one.revision,
        "due": one.due,
        "note": one.note,
        "briefing": zlib.compress(one.briefing),
        "pdf": one.pdf,
    }


def posting_of(row: AnyRow) -> Posting:
    """The edition of a row."""
    return Posting(
        profile=row.profile,
        edition=row.edition,
        revision=row.revision,
        due=row.due,
        briefing=zlib.decompress(row.briefing),
        pdf=None if row.pdf is None else bytes(row.pdf),
        note=row.note,
    )


def delivery_of(row: AnyRow) -> Delivery:
    """The mail of a row."""
    return Delivery(
        profile=row.profile,
        edition=row.edition,
        revision=row.revision,
        subscriber=row.subscriber,
        address=row.address,
        name=row.name,
        sections=tuple(row.sections.split(",")) if row.sections else (),
        style=row.style,
        language=row.language,
        message_id=row.message_id,
        state=row.state,
        attempts=row.attempts,
        token=row.token,
        first_at=row.first_at,
        next_at=row.next_at,
        code=row.code,
        reply=row.reply,
        wire_sha256=row.wire_sha256,
    )


def is_mail(one: Delivery | AnyRow) -> ColumnElement[bool]:
    """That a row is of this mail."""
    return and_(
        delivery.c.profile == one.profile,
        delivery.c.edition == one.edition,
        delivery.c.revision == one.revision,
        delivery.c.subscriber == one.subscriber,
    )


def is_ours(one: Delivery) -> ColumnElement[bool]:
    """That a row is of this mail, and nobody has claimed it since."""
    return and_(is_mail(one), delivery.c.token == one.token)


def event_of(one: Delivery | AnyRow, state: str, *, at: Any, code: int | None = None, note: str = "") -> dict[str, Any]:
    """The row that says that a mail came to a state."""
    return {
        "profile": one.profile,
        "edition": one.edition,
        "revision": one.revision,
        "subscriber": one.subscriber,
        "at": at,
        "state": state,
        "code": code,
        "note": note,
    }


# `planned` are all of them, whatever has become of them; `waiting` those that are still in that state.
COUNTED = (
    func.count().label("planned"),
    *(
        func.coalesce(func.sum(case((delivery.c.state == state, 1), else_=0)), 0).label(name)
        for state, name in (
            ("planned", "waiting"),
            *((state, state) for state in ("inflight", "sent", "deferred", "failed", "bounced", "suppressed", "in_doubt")),
        )
    ),
)


def count_of(row: AnyRow) -> MailCount:
    """The counts of a row of `COUNTED`."""
    return MailCount(**{one.name: int(getattr(row, one.name)) for one in fields(MailCount)})
