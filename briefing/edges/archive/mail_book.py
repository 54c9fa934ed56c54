"""The ledger of mail: editions frozen as they are mailed, one delivery for each reader, every change of its state.

                        ┌──────────── resend_in_doubt ───────────┐
    planned ─claim─ begin ─→ inflight ─end─→ sent ─→ bounced     │
       │     │  ↑               ├─ end ────→ failed              │
       │     │  └─ deferred ←───┤                                │
       │     │        ↑         └─ its sender ended ─→ in_doubt ─┴─ accept_in_doubt ─→ sent
       │     └─ end ──┴→ failed
       └─ the reader left ─→ suppressed

A claim is a token, who has it and until when; the state of a mail changes only with the token that it has now. So whoever stood
still until somebody else claimed its mails can neither send them nor put anything down.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from briefing import failpoints
from briefing.edges.archive import delivery_tables as tables
from briefing.edges.archive import mail_claims, mail_entries
from briefing.edges.archive.delivery_tables import delivery, delivery_event, posting, subscriber
from briefing.edges.archive.engine import Database, insert_into
from briefing.edges.archive.mail_rows import COUNTED, OWED, count_of, delivery_of, posting_of, posting_row
from briefing.edges.archive.tables import AnyRow
from briefing.model import Begun, Delivery, DeliveryState, Ended, MailCount, Posting, Reply

__all__ = ["MailBook", "tables"]

_PAGE = 1_000  # readers planned at once


class MailBook:
    """The `Ledger` port on SQLite or PostgreSQL; every method is one transaction, durable when it returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(
        self,
        edition: Posting,
        *,
        now: datetime,
        message_id: Callable[[int], str],
        not_before: Callable[[time], datetime] | None = None,
    ) -> MailCount:
        """Freeze an edition and one mail for each active reader of its profile; nothing where it is planned already.

        Nothing either where nobody reads it: whoever subscribes then may still be sent it.

        `message_id` says what the mail to the reader with a number is called, `not_before` when a reader's own time of day is.
        """
        with self._database.writing() as connection:
            row = posting_row(edition) | {"planned_at": now, "readers": 0}
            added = insert_into(connection, posting).values(row).on_conflict_do_nothing()
            if connection.scalar(added.returning(posting.c.revision)) is not None:
                readers = 0
                for page in _pages(connection, edition.profile):
                    rows = [_planned(edition, reader, now, message_id, not_before) for reader in page]
                    connection.execute(insert(delivery), rows)
                    connection.execute(insert(delivery_event), [_first_event(row) for row in rows])
                    readers += len(rows)
                of_edition = _edition(posting, edition)
                connection.execute(
                    update(posting).where(*of_edition).values(readers=readers) if readers else delete(posting).where(*of_edition)
                )
                failpoints.reach("plan.frozen")
            return _count(connection, edition.profile, edition.edition)

    def posting(self, profile: str, edition: str, revision: int = 0) -> Posting | None:
        """An edition as it is mailed."""
        there = select(posting).where(posting.c.profile == profile, posting.c.edition == edition, posting.c.revision == revision)
        with self._database.reading() as connection:
            row = connection.execute(there).one_or_none()
            return posting_of(row) if row else None

    def planned(self, profile: str, edition: str) -> bool:
        """Whether the mails of an edition are planned."""
        there = select(posting.c.revision).where(posting.c.profile == profile, posting.c.edition == edition)
        with self._database.reading() as connection:
            return connection.scalar(there.limit(1)) is not None

    def claim(
        self,
        profile: str,
        *,
        now: datetime,
        until: datetime,
        most: int,
        edition: str | None = None,
        flush: datetime | None = None,
    ) -> tuple[Delivery, ...]:
        """Mails that are owed and that nobody else has, ours until then: of one edition where it is given, oldest first.

        With `flush` also those whose next try has not come, unless they were tried at that moment or later; a reader's own time is
        waited for. Whoever left since is suppressed, not returned. Mails on their way whose sender has ended, or whose claim ran
        out, become in doubt here.
        """
        with self._database.writing() as connection:
            return mail_claims.claim(connection, profile, now=now, until=until, most=most, edition=edition, flush=flush)

    def settle(self, profile: str, *, now: datetime) -> int:
        """Put down as in doubt the mails on their way whose sender has ended or whose claim ran out; how many."""
        with self._database.writing() as connection:
            return mail_claims.settle(connection, profile, now=now)

    def write(self, entries: Sequence[Begun | Ended]) -> tuple[bool, ...]:
        """Put down what became of mails, in order and in one transaction; for each whether it was done.

        False for one that must not be sent, or is another's now: its claim is void, or its reader has left since.
        """
        with self._database.writing() as connection:
            return tuple(
                mail_entries.begin(connection, one) if isinstance(one, Begun) else mail_entries.end(connection, one)
                for one in entries
            )

    def begin(self, mail: Delivery, *, wire_sha256: str, now: datetime, until: datetime) -> bool:
        """Put down that a mail is on its way, before its last dot may be sent; False, and it must not be sent, where the claim is
        void or its reader has left since. Past `until` it is in doubt.
        """
        return self.write((Begun(mail=mail, wire_sha256=wire_sha256, now=now, until=until),))[0]

    def end(self, mail: Delivery, reply: Reply, *, now: datetime, next_at: datetime | None = None) -> bool:
        """Put down what became of a mail; `next_at` where it will be tried again. False where it is another's now."""
        return self.write((Ended(mail=mail, reply=reply, now=now, next_at=next_at),))[0]

    def give_back(self, mails: Iterable[Delivery]) -> None:
        """Return claimed mails that were not begun."""
        with self._database.writing() as connection:
            mail_entries.give_back(connection, mails)

    def postpone(self, profile: str, *, until: datetime) -> None:
        """Let every mail of a profile that is owed wait until then, as the server cannot be reached; nobody's turn is changed."""
        owed = and_(delivery.c.profile == profile, delivery.c.state.in_(OWED), delivery.c.holder.is_(None))
        with self._database.writing() as connection:
            connection.execute(update(delivery).where(owed, delivery.c.next_at < until).values(next_at=until))

    def count(self, profile: str, edition: str | None = None) -> MailCount:
        """How many mails of an edition (of all editions of the profile) are in which state."""
        with self._database.reading() as connection:
            return _count(connection, profile, edition)

    def editions(self, profile: str, *, most: int = 7) -> tuple[tuple[str, int, MailCount], ...]:
        """The latest editions that are mailed, newest first: the day, the revision, how many mails are in which state."""
        latest = select(posting.c.edition, posting.c.revision).where(posting.c.profile == profile)
        latest = latest.order_by(posting.c.edition.desc(), posting.c.revision.desc()).limit(most)
        with self._database.reading() as connection:
            return tuple(
                (row.edition, row.revision, _count(connection, profile, row.edition, row.revision))
                for row in connection.execute(latest)
            )

    def unbalanced(self, profile: str | None = None) -> tuple[tuple[str, str, int, int], ...]:
        """Editions whose mails are not as many as were planned: profile, day, how many were planned, how many there are."""
        counted = (
            select(posting.c.profile, posting.c.edition, posting.c.readers, func.count(delivery.c.subscriber).label("there"))
            .outerjoin(delivery, _same_edition())
            .group_by(posting.c.profile, posting.c.edition, posting.c.revision, posting.c.readers)
        )
        if profile is not None:
            counted = counted.where(posting.c.profile == profile)
        with self._database.reading() as connection:
            rows = connection.execute(counted.having(func.count(delivery.c.subscriber) != posting.c.readers))
            return tuple((row.profile, row.edition, row.readers, row.there) for row in rows)

    def next_due(self, profile: str) -> datetime | None:
        """The earliest moment at which a mail of the profile may be tried, or its sender may be missed; None where none is owed."""
        of_profile = delivery.c.profile == profile
        free = select(func.min(delivery.c.next_at)).where(of_profile, delivery.c.holder.is_(None))
        held = select(func.min(delivery.c.until)).where(of_profile, delivery.c.holder.is_not(None))
        with self._database.reading() as connection:
            times = [connection.scalar(free.where(delivery.c.state == state)) for state in OWED]
            times.append(connection.scalar(held))
            if mail_claims.has_abandoned(connection, profile):  # to be looked after at once: at a moment that has passed
                times.append(connection.scalar(select(func.min(posting.c.planned_at)).where(posting.c.profile == profile)))
            return min(filter(None, times), default=None)

    def in_state(
        self, profile: str, state: DeliveryState, edition: str | None = None, *, most: int = 1_000
    ) -> tuple[Delivery, ...]:
        """Mails that are in a state, of an edition or of all of them; by edition and reader."""
        found = select(delivery).where(delivery.c.profile == profile, delivery.c.state == state)
        if edition is not None:
            found = found.where(delivery.c.edition == edition)
        with self._database.reading() as connection:
            rows = connection.execute(found.order_by(delivery.c.edition, delivery.c.revision, delivery.c.subscriber).limit(most))
            return tuple(map(delivery_of, rows))

    def doubts(self, profile: str, edition: str | None = None, *, most: int = 1_000) -> tuple[Delivery, ...]:
        """Mails of which nobody knows whether they arrived."""
        return self.in_state(profile, "in_doubt", edition, most=most)

    def resend_in_doubt(self, profile: str, edition: str, *, now: datetime) -> int:
        """Have the mails of an edition that are in doubt sent again, under the same Message-ID; how many."""
        with self._database.writing() as connection:
            return mail_entries.decide(connection, profile, edition, "deferred", now=now, note="to be sent again, as was asked")

    def accept_in_doubt(self, profile: str, edition: str, *, now: datetime) -> int:
        """Count the mails of an edition that are in doubt as sent; how many."""
        with self._database.writing() as connection:
            return mail_entries.decide(connection, profile, edition, "sent", now=now, note="taken to have arrived, as was asked")

    def bounced(self, message_id: str, *, now: datetime, code: int | None = None, text: str = "") -> Delivery | None:
        """Put down that a mail came back; None where there is none with this Message-ID that was sent and has not come back yet."""
        with self._database.writing() as connection:
            return mail_entries.bounce(connection, message_id, now=now, code=code, text=text)

    def events(self, mail: Delivery) -> tuple[tuple[datetime, str, int | None, str], ...]:
        """Every state a mail came to, oldest first: when, which, the server's code, and a note."""
        of_mail = select(delivery_event).where(
            delivery_event.c.profile == mail.profile,
            delivery_event.c.edition == mail.edition,
            delivery_event.c.revision == mail.revision,
            delivery_event.c.subscriber == mail.subscriber,
        )
        with self._database.reading() as connection:
            rows = connection.execute(of_mail.order_by(delivery_event.c.number))
            return tuple((row.at, row.state, row.code, row.note) for row in rows)


def _pages(connection: Connection, profile: str) -> Iterator[Sequence[AnyRow]]:
    last = 0
    active = select(subscriber).where(
        subscriber.c.profile == profile, subscriber.c.state == "active", subscriber.c.number > bindparam("last")
    )
    while page := connection.execute(active.order_by(subscriber.c.number).limit(_PAGE), {"last": last}).all():
        yield page
        last = page[-1].number


def _planned(
    edition: Posting,
    reader: AnyRow,
    now: datetime,
    message_id: Callable[[int], str],
    not_before: Callable[[time], datetime] | None,
) -> dict[str, Any]:
    wanted = not_before(time.fromisoformat(reader.at)) if reader.at and not_before else None
    return {
        "profile": edition.profile,
        "edition": edition.edition,
        "revision": edition.revision,
        "subscriber": reader.number,
        "address": reader.address,
        "name": reader.name,
        "sections": reader.sections,
        "style": reader.style,
        "language": reader.language,
        "message_id": message_id(reader.number),
        "state": "planned",
        "attempts": 0,
        "not_before": wanted,
        "next_at": max(wanted, now) if wanted else now,
        "token": 0,
        "reply": "",
        "updated_at": now,
    }


def _first_event(row: Mapping[str, Any]) -> dict[str, Any]:
    whose = {name: row[name] for name in ("profile", "edition", "revision", "subscriber")}
    return {**whose, "at": row["updated_at"], "state": "planned", "code": None, "note": ""}


def _edition(table: Any, one: Posting) -> tuple[Any, ...]:
    return table.c.profile == one.profile, table.c.edition == one.edition, table.c.revision == one.revision


def _same_edition() -> Any:
    return and_(
        delivery.c.profile == posting.c.profile,
        delivery.c.edition == posting.c.edition,
        delivery.c.revision == posting.c.revision,
    )


def _count(connection: Connection, profile: str, edition: str | None = None, revision: int | None = None) -> MailCount:
    counted = select(*COUNTED).where(delivery.c.profile == profile)
    if edition is not None:
        counted = counted.where(delivery.c.edition == edition)
    if revision is not None:
        counted = counted.where(delivery.c.revision == revision)
    return count_of(connection.execute(counted).one())
