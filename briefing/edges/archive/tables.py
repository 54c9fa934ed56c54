"""The archive's tables, one schema for SQLite and PostgreSQL, and how values become their rows.

    capture ─┬─ sighting      every name, address and source the same bytes were met under
             ├─ fingerprint   the hashes of a scrape's lines
             ├─ unread        that it has no harvest yet: exactly one of the two is there
             └─ harvest ─┬─ article ── passage     0 is the title, then the paragraphs
                         ├─ former                 articles that a later extraction of the same bytes has replaced
                         └─ failure
    edition                    what was told, by profile and window; of several rows of one edition the newest counts
    move                       where an editor put a thread; of several rows of one thread the newest counts
    address, hold, rest,       what is known of the world outside: source_tables.py
    robots, visit
    run, watch, subscriber,    when editions are due, who reads them and the mail: delivery_tables.py
    posting, delivery, bounce

Rows are only ever added, and stay as they are. The exceptions: what is known of the world outside is overwritten (address,
hold, rest, robots); `unread` goes when the harvest comes; when captures are read again by a later extractor, an article that
it reads otherwise moves to `former` with all its words, and failures and `harvest` say what it made of the capture. A capture
is there before its harvest, a harvest in one transaction with all that hangs on it.
"""

import hashlib
import re
import struct
import zlib
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from briefing.language.fingerprint import SCHEME, Fingerprint
from briefing.model import Article, Capture, Failure, Past

# Every schema ever released, oldest first; the last is this program's. Each has a script in migrations/versions.
REVISIONS = ("0001", "0002", "0003", "0004", "0005")
VERSION_TABLE = "schema_version"
LONGEST_ID = 255  # characters: an index entry of PostgreSQL holds no more than some 2,700 bytes

AnyRow = Row[*tuple[Any, ...]]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL takes no NUL, UTF-8 no half of a surrogate pair
_LINE, _MOST_WORDS = struct.Struct(">qH"), 65_535
_read_article = msgspec.json.Decoder(Article)
_read_past = msgspec.json.Decoder(Past)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which knows no zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

capture = Table(
    "capture",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("url", Text),
    Column("fetched_at", Instant, nullable=False),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zlib; behind the others, so that SQLite need not pass over it to read them
    Column("charset", Text),  # of use with the body alone
    Index("capture_fetched_at", "fetched_at"),
)
sighting = Table(
    "sighting",
    metadata,
    Column("capture", String(64), ForeignKey("capture.sha256"), primary_key=True),
    Column("key", String(64), primary_key=True),  # the hash of name, url and source, which may be longer than an index takes
    Column("name", Text, nullable=False),
    Column("url", Text),
    Column("fetched_at", Instant, nullable=False),
    Column("source", String(64)),
    Index("sighting_source", "source", "fetched_at"),
)
unread = Table(
    "unread",
    metadata,
    Column("capture", String(64), ForeignKey("capture.sha256"), primary_key=True),
    Column("fetched_at", Instant, nullable=False),
    Index("unread_fetched_at", "fetched_at"),
)
fingerprint = Table(
    "fingerprint",
    metadata,
    Column("capture", String(64), ForeignKey("capture.sha256"), primary_key=True),
    Column("scheme", Integer, nullable=False),
    Column("site", String(LONGEST_ID)),
    Column("fetched_at", Instant, nullable=False),
    Column("lines", LargeBinary, nullable=False),  # ten bytes each: the hash, then the words
    Index("fingerprint_site", "scheme", "site", "fetched_at"),
)
harvest = Table(
    "harvest",
    metadata,
    Column("capture", String(64), ForeignKey("capture.sha256"), primary_key=True),
    Column("extractor", Text, nullable=False),
    Column("lean", Boolean, nullable=False, default=False),  # articles that were known word for word were left out
)
article = Table(
    "article",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("capture", String(64), ForeignKey("harvest.capture"), nullable=False),
    Column("item", Integer, nullable=False),
    Column("id", String(LONGEST_ID), nullable=False),
    Column("published_day", Date),
    Column("published_at", Instant),
    Column("published_precision", Text),
    Column("title", Text, nullable=False),
    Column("publisher", Text),
    Column("url", Text),
    Column("content", LargeBinary, nullable=False),  # the whole Article as JSON
    Column("summary", Boolean, nullable=False, default=False),
    UniqueConstraint("capture", "item", "id", name="article_version"),
    Index("article_id", "id"),
    Index("article_published_at", "published_at"),
    Index("article_precision", "published_precision", "published_day"),
)
passage = Table(
    "passage",
    metadata,
    Column("version", Integer, ForeignKey("article.version"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
)
former = Table(
    "former",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("capture", String(64), ForeignKey("harvest.capture"), nullable=False),
    Column("id", String(LONGEST_ID), nullable=False),
    Column("extractor", Text, nullable=False),
    Column("retired_at", Instant, nullable=False),
    Column("editions", Integer, nullable=False),  # the number of the last edition that may have printed from it
    Column("content", LargeBinary, nullable=False),
    Index("former_capture", "capture"),
    Index("former_id", "id"),
)
failure = Table(
    "failure",
    metadata,
    Column("capture", String(64), ForeignKey("harvest.capture"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
)
edition = Table(
    "edition",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("profile", String(63), nullable=False),
    Column("name", String(21), nullable=False),  # a day, or the first and last with _ between
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("ended", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("content", LargeBinary, nullable=False),  # the whole Past as JSON, zlib
    Index("edition_ended", "profile", "ended"),
    Index("edition_name", "profile", "name", "number"),
)
move = Table(
    "move",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("profile", String(63), nullable=False),
    Column("thread", String(LONGEST_ID), nullable=False),
    Column("section", Text),  # none: an earlier decision is taken back
    Column("decided_at", Instant, nullable=False),
    Index("move_thread", "profile", "thread", "number"),
)


def capture_row(one: Capture) -> dict[str, Any]:
    """The row of a capture; its bytes must be those its hash names."""
    if hashlib.sha256(one.body).hexdigest() != one.sha256:
        raise ValueError(f"{one.name}: the bytes are not those of {one.sha256}")
    return {
        "sha256": one.sha256,
        "name": storable(one.name),
        "media_type": one.media_type,
        "url": storable(one.url),
        "fetched_at": one.fetched_at,
        "size": len(one.body),
        "body": zlib.compress(one.body),
        "charset": storable(one.charset),
    }


def capture_of(row: AnyRow) -> Capture:
    """The capture of a row. Bytes that no longer unpack are returned as they are: their hash then gives them away."""
    try:
        body = zlib.decompress(row.body)
    except zlib.error:
        body = row.body
    return Capture(
        sha256=row.sha256,
        name=row.name,
        media_type=row.media_type,
        body=body,
        fetched_at=row.fetched_at,
        url=row.url,
        charset=row.charset,
    )


def sighting_row(one: Capture) -> dict[str, Any]:
    """The row that says under which name and address, and from which source, a capture was met."""
    name, url = storable(one.name), storable(one.url)
    met = f"{name}\0{url or ''}" + (f"\0{one.source}" if one.source else "")
    key = hashlib.sha256(met.encode()).hexdigest()
    return {"capture": one.sha256, "key": key, "name": name, "url": url, "fetched_at": one.fetched_at, "source": one.source}


def fingerprint_row(one: Fingerprint, fetched_at: datetime) -> dict[str, Any]:
    """The row of a fingerprint, with the time its capture was fetched."""
    lines = b"".join(_LINE.pack(line, min(words, _MOST_WORDS)) for line, words in one.lines)
    return {"capture": one.capture, "scheme": SCHEME, "site": one.site, "fetched_at": fetched_at, "lines": lines}


def fingerprint_of(row: AnyRow) -> Fingerprint:
    """The fingerprint of a row that has the address of its capture too."""
    return Fingerprint(capture=row.capture, site=row.site, url=row.url, lines=tuple(_LINE.iter_unpack(row.lines)))


def article_row(one: Article, sha256: str) -> dict[str, Any]:
    """The row of an article version. Raises `ValueError` with the reason where it cannot be stored."""
    if len(one.id) > LONGEST_ID:
        raise ValueError(f"its id has {len(one.id)} characters, more than {LONGEST_ID}")
    try:
        content = msgspec.json.encode(one)
    except UnicodeEncodeError:
        raise ValueError("its text is not Unicode") from None
    when = one.published
    return {
        "capture": sha256,
        "item": one.item,
        "id": storable(one.id),
        "published_day": when.day if when else None,
        "published_at": when.at if when else None,
        "published_precision": when.precision if when else None,
        "title": storable(one.title),
        "publisher": storable(one.publisher),
        "url": storable(one.url),
        "content": content,
        "summary": one.summary,
    }


def article_of(content: bytes) -> Article:
    """The article a row's content holds."""
    return _read_article.decode(content)


def passage_rows(one: Article, version: int) -> list[dict[str, Any]]:
    """The rows of an article's passages: its title, then its paragraphs."""
    texts = (one.title, *one.paragraphs)
    return [{"version": version, "number": number, "text": storable(text)} for number, text in enumerate(texts)]


def failure_row(one: Failure, sha256: str, number: int) -> dict[str, Any]:
    """The row of a failure of one capture."""
    return {
        "capture": sha256,
        "number": number,
        "stage": storable(one.stage),
        "subject": storable(one.subject),
        "reason": storable(one.reason),
        "at": one.at,
        "kind": one.kind,
    }


def failure_of(row: AnyRow) -> Failure:
    """The failure of a row."""
    return Failure(stage=row.stage, subject=row.subject, reason=row.reason, at=row.at, kind=row.kind)


def edition_row(one: Past) -> dict[str, Any]:
    """The row of an edition that is remembered."""
    return {
        "profile": one.profile,
        "name": one.name,
        "first": one.first,
        "last": one.last,
        "ended": one.end,
        "made_at": one.made_at,
        "content": zlib.compress(msgspec.json.encode(one)),
    }


def edition_of(content: bytes) -> Past:
    """The edition a row's content holds."""
    return _read_past.decode(zlib.decompress(content))


def storable(text: str | None) -> Any:
    """`text` with U+FFFD for what no database takes; None stays None."""
    return None if text is None else _UNSTORABLE.sub("\ufffd", text)
