"""The tables of what collecting knows of the world outside, and how its nouns become their rows.

hold       who may visit a source, and when it is due       overwritten
address    what is known of one address                      overwritten, but for whose it is and since when
robots     what a host said of robots last                   overwritten
rest       until when a host asked to be left alone          overwritten
visit      what became of each visit                         rows are only ever added
"""

import zlib
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text, literal_column, or_

from briefing.edges.archive.tables import AnyRow, Instant, metadata, storable
from briefing.model import Address, Rest, Robots, Visit

address = Table(
    "address",
    metadata,
    Column("url_key", String(64), primary_key=True),  # an address may be longer than an index takes
    Column("url", Text, nullable=False),
    Column("source", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("listed_at", Instant, nullable=False),  # when it was published, else first seen: the order it is asked in
    Column("checked_at", Instant),
    Column("changed_at", Instant),
    Column("due", Instant),
    Column("tries", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("capture", String(64)),
    Column("moved_to", Text),
    Column("digest", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", Instant),
    Index("address_due", "source", "due"),
    Index("address_state", "source", "state", "listed_at"),
)
# Its page is no longer there, or elsewhere. Spelt out, as an index of some rows is of use only where the query has its condition.
LEFT = or_(address.c.state == literal_column("'gone'"), address.c.moved_to.is_not(None))
Index("address_left", address.c.checked_at, sqlite_where=LEFT, postgresql_where=LEFT)
visit = Table(
    "visit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("began", Instant, nullable=False),
    Column("ended", Instant, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("listed", Integer, nullable=False),
    Column("fresh", Integer, nullable=False),
    Column("fetched", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("requests", Integer, nullable=False),
    Column("wire", BigInteger, nullable=False),
    Column("due", Instant, nullable=False),
    Index("visit_source", "source", "ended", "number"),
)
hold = Table(
    "hold",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("token", Integer, nullable=False),
    Column("until", Instant),  # none where nobody holds it
    Column("due", Instant),
    Column("holder", Text),  # the process that holds it, or did last
)
robots = Table(
    "robots",
    metadata,
    Column("origin_key", String(64), primary_key=True),
    Column("origin", Text, nullable=False),
    Column("fetched_at", Instant, nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zlib
)
rest = Table(
    "rest",
    metadata,
    Column("host_key", String(64), primary_key=True),
    Column("host", Text, nullable=False),
    Column("until", Instant, nullable=False),
    Column("reason", Text, nullable=False),
)


def key_of(url: str) -> str:
    """What an address, a host or its origin is found by."""
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def address_row(one: Address) -> dict[str, Any]:
    """The row of an address."""
    published = _moment(one.published)
    return {
        "url_key": key_of(one.url),
        "url": storable(one.url),
        "source": one.source,
        "state": one.state,
        "first_seen": one.first_seen,
        "listed_at": published or one.first_seen,
        "checked_at": one.checked_at,
        "changed_at": one.changed_at,
        "due": one.due,
        "tries": one.tries,
        "reason": storable(one.reason),
        "etag": storable(one.etag),
        "last_modified": storable(one.last_modified),
        "capture": one.capture,
        "moved_to": storable(one.moved_to),
        "digest": storable(one.digest),
        "title": storable(one.title),
        "published": published,
    }


def address_of(row: AnyRow) -> Address:
    """The address of a row."""
    return Address(
        url=row.url,
        source=row.source,
        state=row.state,
        first_seen=row.first_seen,
        checked_at=row.checked_at,
        changed_at=row.changed_at,
        due=row.due,
        tries=row.tries,
        reason=row.reason,
        etag=row.etag,
        last_modified=row.last_modified,
        capture=row.capture,
        moved_to=row.moved_to,
        digest=row.digest,
        title=row.title,
        published=row.published,
    )


def visit_row(one: Visit) -> dict[str, Any]:
    """The row of a visit."""
    return {
        "source": one.source,
        "name": storable(one.name),
        "began": one.began,
        "ended": one.ended,
        "outcome": one.outcome,
        "reason": storable(one.reason),
        "listed": one.listed,
        "fresh": one.fresh,
        "fetched": one.fetched,
        "failed": one.failed,
        "requests": one.requests,
        "wire": one.wire,
        "due": one.due,
    }


def visit_of(row: AnyRow) -> Visit:
    """The visit of a row."""
    return Visit(
        source=row.source,
        name=row.name,
        began=row.began,
        ended=row.ended,
        outcome=row.outcome,
        reason=row.reason,
        listed=row.listed,
        fresh=row.fresh,
        fetched=row.fetched,
        failed=row.failed,
        requests=row.requests,
        wire=row.wire,
        due=row.due,
    )


def robots_row(one: Robots) -> dict[str, Any]:
    """The row of what a host said of robots."""
    return {
        "origin_key": key_of(one.origin),
        "origin": storable(one.origin),
        "fetched_at": one.fetched_at,
        "status": one.status,
        "body": zlib.compress(one.body),
    }


def robots_of(row: AnyRow) -> Robots:
    """What a host said of robots, of a row."""
    return Robots(origin=row.origin, fetched_at=row.fetched_at, status=row.status, body=zlib.decompress(row.body))


def rest_row(one: Rest) -> dict[str, Any]:
    """The row of a host's rest."""
    return {"host_key": key_of(one.host), "host": storable(one.host), "until": one.until, "reason": storable(one.reason)}


def rest_of(row: AnyRow) -> Rest:
    """The rest of a row."""
    return Rest(host=row.host, until=row.until, reason=row.reason)


def _moment(when: datetime | None) -> datetime | None:
    """A moment that a page names, None where UTC has no such year."""
    try:
        return None if when is None else when.astimezone(UTC)
    except OverflowError:
        return None
