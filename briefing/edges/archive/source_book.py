"""The book of sources: who may visit one and when, what is known of its addresses, what became of each visit.

It lies in the archive's database. Claims go by the token: whoever holds an old one, because its process stood still until
somebody else took the source over, can neither renew nor finish.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, func, insert, or_, select, update

from briefing.edges.archive.engine import Database, insert_into
from briefing.edges.archive.holder import is_gone, me
from briefing.edges.archive.loading import chunks
from briefing.edges.archive.source_tables import (
    LEFT,
    address,
    address_of,
    address_row,
    hold,
    key_of,
    rest,
    rest_of,
    rest_row,
    robots,
    robots_of,
    robots_row,
    visit,
    visit_of,
    visit_row,
)
from briefing.edges.archive.source_yields import yields
from briefing.edges.archive.tables import AnyRow
from briefing.model import Address, AddressState, Hold, NotNow, Rest, Robots, Visit, Yield
from briefing.settings import Source

Only = Literal["all", "answered", "news"]
_OF: Mapping[Only, tuple[ColumnElement[bool], ...]] = {
    "all": (),
    "answered": (visit.c.outcome.not_in(("failed", "closed")),),
    "news": (visit.c.fresh > 0,),
}
_DAY = timedelta(days=1)  # no host is left alone for longer: a rest that ends as much later was put down by a wrong clock
_KEPT = ("url_key", "url", "source", "first_seen")  # of an address that is known, whatever is noted later


class SourceBook:
    """The `Book` port on SQLite or PostgreSQL; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, source: Source, *, now: datetime, until: datetime, anyway: bool = False) -> Hold | NotNow:
        """The hold on a source that is due at `now` (or not, `anyway`) and that nobody else holds; else why not.

        Who has surely ended holds nothing: the source of a collector that was killed need not wait until its hold runs out.
        """
        there = select(hold).where(hold.c.source == source.key)
        taken = {"until": until, "holder": me()}
        with self._database.reading() as connection:  # most are refused, and need not wait for whoever writes
            row = connection.execute(there).one_or_none()
            if row and (why_not := _why_not(row, now, anyway)):
                return why_not
        with self._database.writing() as connection:
            row = connection.execute(there.with_for_update()).one_or_none()
            if row and (why_not := _why_not(row, now, anyway)):
                return why_not
            if row:
                claimed = update(hold).where(hold.c.source == source.key).values(token=row.token + 1, **taken)
            else:
                claimed = insert_into(connection, hold).values(source=source.key, token=1, **taken).on_conflict_do_nothing()
            token = connection.scalar(claimed.returning(hold.c.token))
        # None where another process was faster to claim a source nobody had visited yet.
        return NotNow(busy=True, until=until) if token is None else Hold(source=source.key, token=token)

    def renew(self, held: Hold, *, until: datetime) -> bool:
        """Hold a source longer; False where it was given back, or ran out and somebody else has taken it since."""
        with self._database.writing() as connection:
            renewed = update(hold).where(*_is(held)).values(until=until).returning(hold.c.token)
            return connection.scalar(renewed) is not None

    def finish(self, held: Hold, done: Visit) -> bool:
        """Record the visit and give the source back; False, and nothing is recorded, where it is no longer held."""
        with self._database.writing() as connection:
            given_back = update(hold).where(*_is(held)).values(until=None, due=done.due).returning(hold.c.token)
            if connection.scalar(given_back) is None:
                return False
            connection.execute(insert(visit), visit_row(done))
            return True

    def known(self, urls: Collection[str]) -> Mapping[str, Address]:
        """What is known of these addresses, those that are known, by address."""
        by_key = {key_of(url): url for url in urls}
        found: dict[str, Address] = {}
        with self._database.reading() as connection:
            for chunk in chunks(by_key):
                for row in connection.execute(select(address).where(address.c.url_key.in_(chunk))):
                    found[by_key[row.url_key]] = address_of(row)
        return found

    def of_source(self, source: str) -> Mapping[str, Address]:
        """What is known of every address of a source that is ours to look into, a folder or a mailbox."""
        with self._database.reading() as connection:
            rows = connection.execute(select(address).where(address.c.source == source))
            return {row.url: address_of(row) for row in rows}

    def note(self, addresses: Iterable[Address]) -> None:
        """Put down what is known of addresses now; whose one is, and since when it is known, stays as it was noted first."""
        rows = sorted(map(address_row, addresses), key=lambda row: str(row["url_key"]))
        if not rows:
            return
        with self._database.writing() as connection:
            noted = insert_into(connection, address)
            changed = {column.name: column for column in noted.excluded if column.name not in _KEPT}
            connection.execute(noted.on_conflict_do_update(index_elements=[address.c.url_key], set_=changed), rows)

    def wanted(self, source: str, *, now: datetime, most: int) -> tuple[Address, ...]:
        """The addresses of a source to be asked at `now`: waiting without a time, or due; the newest by publication first."""
        of_source = select(address).where(address.c.source == source)
        waiting = of_source.where(address.c.state == "waiting", address.c.due.is_(None))
        newest = (address.c.listed_at.desc(), address.c.url_key)
        with self._database.reading() as connection:  # two queries, as each has an index of its own
            rows = list(connection.execute(waiting.order_by(*newest).limit(most)))
            rows += connection.execute(of_source.where(address.c.due <= now).order_by(*newest).limit(most))
        rows.sort(key=lambda row: (-row.listed_at.timestamp(), row.url_key))
        return tuple(address_of(row) for row in rows[:most])

    def visits(self, source: str, *, before: datetime, most: int, only: Only = "all") -> tuple[Visit, ...]:
        """The latest visits to a source that ended before a moment, latest first: all, those it answered, or those with news."""
        ended = select(visit).where(visit.c.source == source, visit.c.ended < before, *_OF[only])
        with self._database.reading() as connection:
            rows = connection.execute(ended.order_by(visit.c.ended.desc(), visit.c.number.desc()).limit(most))
            return tuple(visit_of(row) for row in rows)

    def yields(self, source: str, *, since: datetime, before: datetime) -> Yield:
        """What the pages of a source that were first met in [since, before) have brought; see `source_yields`."""
        with self._database.reading() as connection:
            return yields(connection, source, since=since, before=before)

    def gone(self, *, since: datetime, before: datetime) -> tuple[Address, ...]:
        """Addresses found gone, or moved for good, when they were asked last, in [since, before); the oldest finding first."""
        asked = (address.c.checked_at >= since, address.c.checked_at < before)
        with self._database.reading() as connection:
            rows = connection.execute(select(address).where(LEFT, *asked).order_by(address.c.checked_at, address.c.url_key))
            return tuple(address_of(row) for row in rows)

    def addresses(self, source: str) -> Mapping[AddressState, int]:
        """How many addresses of a source are in each state."""
        with self._database.reading() as connection:
            counted = select(address.c.state, func.count().label("many")).where(address.c.source == source)
            return {row.state: row.many for row in connection.execute(counted.group_by(address.c.state))}

    def reasons(self, source: str) -> Mapping[str, int]:
        """Why addresses of a source could not be read, those that have not been since: how many for each reason, the most first."""
        with self._database.reading() as connection:
            why = select(address.c.reason, func.count().label("many"))
            why = why.where(address.c.source == source, address.c.state.in_(("failed", "closed", "gone")))
            why = why.group_by(address.c.reason).order_by(func.count().desc(), address.c.reason)
            return {row.reason: row.many for row in connection.execute(why)}

    def visited(self) -> Mapping[str, str]:
        """Every source that was ever visited, with the name it had at its latest visit."""
        with self._database.reading() as connection:
            found: dict[str, str] = {}
            for source in connection.scalars(select(hold.c.source).order_by(hold.c.source)):
                of_source = select(visit.c.name).where(visit.c.source == source)
                name = connection.scalar(of_source.order_by(visit.c.ended.desc(), visit.c.number.desc()).limit(1))
                if name is not None:
                    found[source] = name
            return found

    def due(self, source: str) -> datetime | None:
        """When a source may be visited next; None where it was never visited."""
        with self._database.reading() as connection:
            return connection.scalar(select(hold.c.due).where(hold.c.source == source))

    def rules(self, origin: str) -> Robots | None:
        """What a host said of robots when it was asked last."""
        with self._database.reading() as connection:
            row = connection.execute(select(robots).where(robots.c.origin_key == key_of(origin))).one_or_none()
            return robots_of(row) if row else None

    def keep_rules(self, said: Robots) -> None:
        """Put down what a host says of robots, in place of what it said before."""
        row = robots_row(said) | {"origin_key": key_of(said.origin)}
        with self._database.writing() as connection:
            noted = insert_into(connection, robots)
            changed = {name: noted.excluded[name] for name in row if name != "origin_key"}
            connection.execute(noted.on_conflict_do_update(index_elements=[robots.c.origin_key], set_=changed), row)

    def rest(self, host: str) -> Rest | None:
        """The rest that a host asked for last, over or not."""
        with self._database.reading() as connection:
            row = connection.execute(select(rest).where(rest.c.host_key == key_of(host))).one_or_none()
            return rest_of(row) if row else None

    def keep_rest(self, asked: Rest) -> None:
        """Put down the rest that a host asks for now; a longer one that it asked of another process stays."""
        row = rest_row(asked)
        with self._database.writing() as connection:
            noted = insert_into(connection, rest)
            changed = {name: noted.excluded[name] for name in row if name != "host_key"}
            longer = or_(rest.c.until < asked.until, rest.c.until > asked.until + _DAY)
            connection.execute(noted.on_conflict_do_update(index_elements=[rest.c.host_key], set_=changed, where=longer), row)


def _why_not(row: AnyRow, now: datetime, anyway: bool) -> NotNow | None:
    """Why a source may not be visited now, by its row; None where it may."""
    if row.until is not None and row.until > now and not is_gone(row.holder or ""):
        return NotNow(busy=True, until=row.until)
    if row.due is not None and row.due > now and not anyway:
        return NotNow(busy=False, until=row.due)
    return None


def _is(held: Hold) -> tuple[ColumnElement[bool], ...]:
    return (hold.c.source == held.source, hold.c.token == held.token, hold.c.until.is_not(None))
