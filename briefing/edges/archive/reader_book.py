"""The book of readers: who subscribes to which profile and how, what came back, the keys that sign.

Whoever left stays in it as one who left, so that no import brings them back unasked; where they are erased, by the hash of
their address alone.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from briefing.edges.archive import delivery_tables as tables
from briefing.edges.archive import reader_bounces
from briefing.edges.archive.delivery_tables import delivery, delivery_event, secret, subscriber
from briefing.edges.archive.engine import Database, insert_into
from briefing.edges.archive.loading import chunks
from briefing.edges.archive.reader_bounces import Counted
from briefing.edges.archive.reader_rows import Outcome, Wish, new_row, subscriber_of, wished
from briefing.edges.archive.tables import AnyRow
from briefing.mail_address import key_of
from briefing.model import Bounce, Subscriber, SubscriberState
from briefing.signing import KEY_BYTES, Secret

__all__ = ["Counted", "Outcome", "ReaderBook", "Wish", "tables"]

_PAGE = 1_000  # readers read at once
_CHANGEABLE = ("name", "sections", "style", "language", "at")


class ReaderBook:
    """On SQLite or PostgreSQL; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enrol(
        self,
        profile: str,
        wishes: Iterable[Wish],
        *,
        now: datetime,
        state: SubscriberState = "active",
        reason: str = "",
        again: bool = False,
    ) -> tuple[Outcome, ...]:
        """Add readers, or change what those want who are there; one outcome for each wish, in order.

        "added"; "again", who had left, where that is asked for, else "left" and nothing is changed; "changed"; "same". `state` and
        `reason` are of those added. Who is pending or suspended stays so.
        """
        with self._database.writing() as connection:
            return _enrol(connection, profile, tuple(wishes), now=now, state=state, reason=reason, again=again)

    def find(self, profile: str, address: str) -> Subscriber | None:
        """The reader of a profile with an address, in any state."""
        of_address = select(subscriber).where(subscriber.c.profile == profile, subscriber.c.address_key == key_of(address))
        with self._database.reading() as connection:
            row = connection.execute(of_address).one_or_none()
            return subscriber_of(row) if row else None

    def get(self, number: int) -> Subscriber | None:
        """The reader with a number, in any state."""
        with self._database.reading() as connection:
            row = connection.execute(select(subscriber).where(subscriber.c.number == number)).one_or_none()
            return subscriber_of(row) if row else None

    def each(self, profile: str, states: Sequence[SubscriberState] = ()) -> Iterator[Subscriber]:
        """The readers of a profile by number, those in these states (all); a page at a time, so that any number fits in memory."""
        query = select(subscriber).where(subscriber.c.profile == profile).order_by(subscriber.c.number).limit(_PAGE)
        if states:
            query = query.where(subscriber.c.state.in_(states))
        last = 0
        while True:
            with self._database.reading() as connection:
                page = [subscriber_of(row) for row in connection.execute(query.where(subscriber.c.number > last))]
            yield from page
            if len(page) < _PAGE:
                return
            last = page[-1].number

    def counts(self, profile: str) -> Mapping[SubscriberState, int]:
        """How many readers of a profile are in each state."""
        with self._database.reading() as connection:
            counted = select(subscriber.c.state, func.count().label("many")).where(subscriber.c.profile == profile)
            return {row.state: row.many for row in connection.execute(counted.group_by(subscriber.c.state))}

    def profiles(self) -> tuple[str, ...]:
        """The profiles that have ever had a reader."""
        with self._database.reading() as connection:
            return tuple(connection.scalars(select(subscriber.c.profile).distinct().order_by(subscriber.c.profile)))

    def confirm(self, number: int, *, now: datetime) -> bool:
        """A reader who was asked says yes; whether they are active now. Who left or is suspended stays so."""
        self._turn(number, "active", "", now=now, only=("pending",))
        found = self.get(number)
        return found is not None and found.state == "active"

    def asked(self, number: int, *, now: datetime) -> None:
        """A pending reader was sent the mail that asks them."""
        self._turn(number, "pending", f"asked on {now:%Y-%m-%d}", now=now, only=("pending",))

    def leave(self, number: int, *, now: datetime, reason: str = "left by the link in a mail") -> bool:
        """A reader is none any more; whether they were until now. What is planned for them and not on its way is not sent."""
        return self._turn(number, "removed", reason, now=now, only=("pending", "active", "suspended"))

    def suspend(self, number: int, *, now: datetime, reason: str) -> bool:
        """Send a reader nothing until they are resumed; whether that changes anything."""
        return self._turn(number, "suspended", reason, now=now, only=("pending", "active"))

    def resume(self, number: int, *, now: datetime) -> bool:
        """Send a suspended reader mail again, and forget what came back; whether that changes anything."""
        with self._database.writing() as connection:
            resumed = _turn(connection, number, "active", "", now=now, only=("suspended",))
            if resumed:
                reader_bounces.forgive(connection, number)
            return resumed

    def erase(self, number: int, *, now: datetime) -> None:
        """Forget a reader's address, name and wishes, in the ledger too; they are removed where they were not yet."""
        blank = {"address": "", "name": "", "sections": "", "language": None, "at": None, "style": "pdf", "changed_at": now}
        with self._database.writing() as connection:
            if self._database.is_sqlite:
                # Else the old bytes stay in the file, in space that is free.
                connection.exec_driver_sql("PRAGMA secure_delete = ON")
            _turn(connection, number, "removed", "erased", now=now, only=("pending", "active", "suspended", "removed"))
            connection.execute(update(subscriber).where(subscriber.c.number == number).values(**blank))
            mails = update(delivery).where(delivery.c.subscriber == number)
            connection.execute(mails.values(address="", name="", sections="", language=None, reply=""))
            # The words of servers name an address as often as not.
            connection.execute(update(delivery_event).where(delivery_event.c.subscriber == number).values(note=""))
            reader_bounces.blot(connection, number)
        if self._database.is_sqlite:
            _empty_log(self._database)

    def bounced(self, number: int, came: Bounce, *, now: datetime) -> Counted:
        """Put down a notification about a reader, each once, and suspend them where it is one too many (see `reader_bounces`)."""
        with self._database.writing() as connection:
            return reader_bounces.record(connection, number, came, now=now)

    def of_mail(self, message_id: str) -> Subscriber | None:
        """The reader whom a mail with this Message-ID (with its angle brackets) was written to."""
        with self._database.reading() as connection:
            number = reader_bounces.reader_of_mail(connection, message_id)
        return self.get(number) if number is not None else None

    def secrets(self, *, now: datetime) -> tuple[Secret, ...]:
        """The keys that sign, oldest first; the first is made where there is none. The newest signs, all are accepted."""
        with self._database.reading() as connection:
            found = _secrets(connection)
        return found or self.rotate(now=now, last=0)

    def rotate(self, *, now: datetime, last: int | None = None) -> tuple[Secret, ...]:
        """Make a new key, that signs from now on; none where `last` is given and there is a newer one than that already."""
        with self._database.writing() as connection:
            newest = connection.scalar(select(func.coalesce(func.max(secret.c.number), 0))) or 0
            if last is None or newest <= last:
                row = {"number": newest + 1, "key": secrets.token_bytes(KEY_BYTES), "made_at": now}
                connection.execute(insert_into(connection, secret).values(row).on_conflict_do_nothing())
            return _secrets(connection)

    def _turn(self, number: int, state: SubscriberState, reason: str, *, now: datetime, only: Sequence[SubscriberState]) -> bool:
        with self._database.writing() as connection:
            return _turn(connection, number, state, reason, now=now, only=only)


def _empty_log(database: Database) -> None:
    """Take out of SQLite's log what was written before; where somebody else reads from it just now, SQLite does that later."""
    with database.plainly():
        connection = database.engine.raw_connection()  # not in a transaction, in which it would be refused
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()


def _turn(
    connection: Connection,
    number: int,
    state: SubscriberState,
    reason: str,
    *,
    now: datetime,
    only: Sequence[SubscriberState],
) -> bool:
    """Put a reader who is in one of some states into another; whether they were."""
    theirs = update(subscriber).where(subscriber.c.number == number, subscriber.c.state.in_(only))
    turned = theirs.values(state=state, reason=reason, changed_at=now).returning(subscriber.c.number)
    return connection.scalar(turned) is not None


def _secrets(connection: Connection) -> tuple[Secret, ...]:
    rows = connection.execute(select(secret).order_by(secret.c.number))
    return tuple(Secret(number=row.number, key=bytes(row.key)) for row in rows)


def _enrol(
    connection: Connection,
    profile: str,
    wishes: Sequence[Wish],
    *,
    now: datetime,
    state: SubscriberState,
    reason: str,
    again: bool,
) -> tuple[Outcome, ...]:
    # New ones are inserted first and only then are the others locked, both in the order of their keys: two that do so at once
    # cannot wait for each other.
    keys = [key_of(wish.address) for wish in wishes]
    there = _rows(connection, profile, keys)
    latest = dict(zip(keys, wishes, strict=True))
    fresh = [
        new_row(latest[key], profile=profile, state=state, reason=reason, now=now) for key in sorted(latest) if key not in there
    ]
    added: set[str] = set()
    if fresh:
        inserted = insert_into(connection, subscriber).on_conflict_do_nothing().returning(subscriber.c.address_key)
        added = set(connection.scalars(inserted, fresh))
    there = _rows(connection, profile, [key for key in keys if key not in added], lock=True)
    outcomes: dict[str, Outcome] = {}
    changes: list[dict[str, object]] = []
    for key, row in there.items():
        outcomes[key], change = _changed(row, latest[key], now=now, state=state, reason=reason, again=again)
        if change:
            changes.append({"theirs": row.number, **change})
    if changes:
        columns = ("address", "since", "state", "reason", "changed_at", *_CHANGEABLE)
        values: dict[str, object] = {column: bindparam(f"new_{column}") for column in columns}
        rows = [{"theirs": one["theirs"], **{f"new_{name}": one[name] for name in columns}} for one in changes]
        connection.execute(update(subscriber).where(subscriber.c.number == bindparam("theirs")).values(**values), rows)
    last = {key: at for at, key in enumerate(keys)}
    done: list[Outcome] = []
    for at, key in enumerate(keys):
        done.append(("same" if at != last[key] else "added") if key in added else outcomes[key])
    return tuple(done)


def _rows(connection: Connection, profile: str, keys: Iterable[str], *, lock: bool = False) -> dict[str, AnyRow]:
    found: dict[str, AnyRow] = {}
    for chunk in chunks(keys):
        query = select(subscriber).where(subscriber.c.profile == profile, subscriber.c.address_key.in_(chunk))
        query = query.order_by(subscriber.c.address_key)
        for row in connection.execute(query.with_for_update() if lock else query):
            found[row.address_key] = row
    return found


def _changed(
    row: AnyRow, wish: Wish, *, now: datetime, state: SubscriberState, reason: str, again: bool
) -> tuple[Outcome, dict[str, object] | None]:
    """What becomes of a reader who is in the book already, and the new values of their row where there are any."""
    if row.state == "removed" and not again:
        return "left", None
    before = {column: getattr(row, column) for column in _CHANGEABLE}
    values = {**before, **wished(wish)}
    kept = {"address": row.address, "since": row.since, "state": row.state, "reason": row.reason, "changed_at": now}
    if row.state == "removed":
        return "again", {**kept, **values, "address": wish.address, "since": now, "state": state, "reason": reason}
    return ("same", None) if values == before else ("changed", {**kept, **values})
