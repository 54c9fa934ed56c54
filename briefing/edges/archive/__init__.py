"""The archive: every capture, byte for byte, and the articles found in it, for good.

Nothing is ever lost. The same bytes are kept once, whatever they are called; what extraction made of them is saved once, and
what a later extraction makes of them beside it; a page that changed is another capture and another version of the same article.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Table, func, insert, select, text

from briefing.edges.archive import memory, replacing, saving
from briefing.edges.archive.engine import PATIENCE, Database, connect, insert_into, version
from briefing.edges.archive.loading import BATCH, Reading, among, chunks, load, readings
from briefing.edges.archive.mail_book import MailBook
from briefing.edges.archive.notice_book import NoticeBook
from briefing.edges.archive.reader_book import ReaderBook
from briefing.edges.archive.replacing import Replaced
from briefing.edges.archive.run_book import RunBook
from briefing.edges.archive.source_book import SourceBook
from briefing.edges.archive.tables import (
    article,
    capture,
    capture_of,
    capture_row,
    failure,
    fingerprint,
    fingerprint_of,
    fingerprint_row,
    former,
    harvest,
    sighting,
    sighting_row,
    unread,
)
from briefing.errors import ArchiveError
from briefing.language.fingerprint import SCHEME, Fingerprint
from briefing.model import Capture, Harvest, Loaded, Memory, Past, Window

_BATCH_BYTES = 32_000_000
_PAGES_OF_A_SITE, _PAGES_OF_NO_SITE = 50, 200  # the latest, as evidence of what a site repeats
T = TypeVar("T")


class SqlArchive:
    """The `Archive` port on SQLite or PostgreSQL; safe for several processes at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str, *, create: bool = True, patience: float = PATIENCE) -> Self:
        """The archive at `sqlite:///FILE`, `sqlite://` (in memory) or `postgresql://…`, made where it is missing and `create`.

        Raises `ArchiveError` with the reason, `LockedError` where another process holds it for more than `patience` seconds.
        """
        return cls(connect(url, create=create, patience=patience))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back every connection; the archive is not used afterwards."""
        self._database.close()

    def keep(self, captures: Iterable[Capture], *, again: bool = True) -> tuple[Capture, ...]:
        """Store captures by the hash of their bytes; return those that have no harvest yet, in the order given, each once.

        With `again` those whose harvest is lean are returned too, for `save` to fill it in. All are safe on disk when this returns.
        """
        waiting: dict[str, Capture] = {}
        for batch in _batches(captures, lambda one: len(one.body)):
            rows = sorted((capture_row(one) for one in batch), key=lambda row: str(row["sha256"]))
            sightings = sorted((sighting_row(one) for one in batch), key=lambda row: (row["capture"], row["key"]))
            with self._database.writing() as connection:
                inserted = insert_into(connection, capture).on_conflict_do_nothing()
                added = list(connection.execute(inserted.returning(capture.c.sha256, capture.c.fetched_at), rows))
                if added:
                    connection.execute(insert(unread), [{"capture": row.sha256, "fetched_at": row.fetched_at} for row in added])
                connection.execute(insert_into(connection, sighting).on_conflict_do_nothing(), sightings)
                read = select(harvest.c.capture).where(harvest.c.capture.in_({one.sha256 for one in batch}))
                done = set(connection.scalars(read.where(harvest.c.lean.is_(False)) if again else read))
            for one in batch:
                if one.sha256 not in done:
                    waiting.setdefault(one.sha256, one)
        return tuple(waiting.values())

    def unread(self, most: int, source: str | None = None) -> tuple[Capture, ...]:
        """Captures that have no harvest, those a source has brought or those of none, oldest first; fewer where they are large."""
        # Written so that no index leads from the source to all it has ever brought.
        brought = func.coalesce(sighting.c.source, "") == (source or "")
        met = select(sighting.c.capture).where(sighting.c.capture == unread.c.capture, brought).exists()
        with self._database.reading() as connection:
            waiting = select(unread.c.capture).where(met).order_by(unread.c.fetched_at, unread.c.capture).limit(most)
            return replacing.of_bounded_size(connection, list(connection.scalars(waiting)), _BATCH_BYTES)

    def remember(self, fingerprints: Iterable[Fingerprint]) -> None:
        """Store the fingerprints of captures that were kept; one that is there already stays as it is."""
        for batch in _batches(fingerprints, lambda one: 10 * len(one.lines)):
            with self._database.writing() as connection:
                fetched = select(capture.c.sha256, capture.c.fetched_at).where(capture.c.sha256.in_({one.capture for one in batch}))
                times = {row.sha256: row.fetched_at for row in connection.execute(fetched)}
                rows = [fingerprint_row(one, times[one.capture]) for one in batch if one.capture in times]
                if rows:
                    inserted = insert_into(connection, fingerprint).on_conflict_do_nothing()
                    connection.execute(inserted, sorted(rows, key=lambda row: str(row["capture"])))

    def remembered(self, sites: Collection[str | None]) -> tuple[Fingerprint, ...]:
        """The latest fingerprints of each of these sites and of pages whose site is unknown; none where `sites` is empty."""
        found: list[Fingerprint] = []
        columns = (fingerprint.c.capture, fingerprint.c.site, fingerprint.c.lines, capture.c.url)
        made_alike = select(*columns).join(capture, capture.c.sha256 == fingerprint.c.capture).where(fingerprint.c.scheme == SCHEME)
        with self._database.reading() as connection:
            for site in sorted({*sites, None}, key=lambda site: site or "") if sites else ():
                of_site = made_alike.where(fingerprint.c.site.is_(None) if site is None else fingerprint.c.site == site)
                latest = of_site.order_by(fingerprint.c.fetched_at.desc(), fingerprint.c.capture)
                rows = connection.execute(latest.limit(_PAGES_OF_A_SITE if site else _PAGES_OF_NO_SITE))
                found += map(fingerprint_of, rows)
        return tuple(found)

    def save(self, harvests: Iterable[Harvest]) -> None:
        """Store what extraction made of captures that were kept. A harvest that is there already stays as it is.

        One that is lean gets the articles it lacks. An article that cannot be stored becomes a failure of its capture and costs
        nothing else.
        """
        self._save(harvests, saving.save)

    def save_new(self, harvests: Iterable[Harvest]) -> Mapping[str, frozenset[str]]:
        """Store harvests as `save` does, without the articles of which the reading before says the same word for word.

        The ids of the articles that were stored, by capture.
        """
        return self._save(harvests, saving.save_new)

    def outdated(self, extractor: str | None, most: int, after: Capture | None = None) -> tuple[Capture, ...]:
        """Captures after one, in the order they were fetched, whose harvest another extractor than this one has made (None: any).

        At most so many, and fewer where they are large; none at all after the last.
        """
        with self._database.reading() as connection:
            return replacing.of_bounded_size(connection, replacing.outdated(connection, extractor, most, after), _BATCH_BYTES)

    def replace(self, harvests: Iterable[Harvest], *, at: datetime, dry: bool = False) -> Replaced:
        """Put what this extractor made of captures in place of what another did; what was read otherwise stays as former readings.

        Each batch of captures is replaced whole or not at all. `dry` only tells what would be done.
        """
        done = Replaced()
        for batch in _batches(harvests, _words):
            by_capture = {one.capture: one for one in reversed(batch)}
            with self._database.reading() if dry else self._database.writing() as connection:
                self._check_kept(connection, by_capture)
                done += replacing.replace(connection, by_capture, at=at, dry=dry)
        return done

    def sources(self) -> SourceBook:
        """What is known of the sources and their addresses, in the same database."""
        return SourceBook(self._database)

    def runs(self) -> RunBook:
        """The scheduled editions on record, in the same database."""
        return RunBook(self._database)

    def readers(self) -> ReaderBook:
        """The subscribers, in the same database."""
        return ReaderBook(self._database)

    def mails(self) -> MailBook:
        """The ledger of mail, in the same database."""
        return MailBook(self._database)

    def notices(self) -> NoticeBook:
        """What the operator was told, in the same database."""
        return NoticeBook(self._database)

    def load(self, window: Window, captures: Collection[str] | None = None) -> Loaded:
        """The articles of a window, the newest version of each, from these captures only where they are given (by sha256).

        Undated are those whose date cannot tell; without `captures`, only of captures first fetched within the window.
        Failures and the count are of the captures given, else of those fetched within the window or found to have its
        articles. The order depends on what is loaded alone.
        """
        with self._database.reading() as connection:
            return load(connection, window, captures)

    def captures(self, hashes: Collection[str]) -> Mapping[str, Capture]:
        """The captures with these hashes, those that are there, bytes as stored (not checked against the hash)."""
        found: dict[str, Capture] = {}
        with self._database.reading() as connection:
            for chunk in chunks(hashes):
                for row in connection.execute(select(capture).where(capture.c.sha256.in_(chunk))):
                    found[row.sha256] = capture_of(row)
        return found

    def readings(self, name: str) -> tuple[Reading, ...]:
        """The articles of the captures whose hash begins with `name`, and every reading of the article with that id, oldest first."""
        with self._database.reading() as connection:
            return readings(connection, name)

    def recall(self, profile: str, window: Window, captures: Collection[str] | None = None) -> Memory:
        """What is remembered of the editions of a profile that ended in the month before this window began, and its moves.

        Of an edition recorded several times the last counts. A page that was read again and changed is known where it was
        fetched before the window's end; where an edition is made of these captures alone, where it is one of them.
        """
        with self._database.reading() as connection:
            return memory.recall(connection, profile, window, captures)

    def record(self, past: Past) -> None:
        """Remember an edition that was filed, in place of what was remembered of an earlier one of the same profile and window."""
        with self._database.writing() as connection:
            memory.record(connection, past)

    def editions(self, profile: str) -> tuple[Past, ...]:
        """What is remembered of the latest editions of a profile, those of a month, latest first."""
        with self._database.reading() as connection:
            return memory.latest(connection, profile)

    def move(self, profile: str, thread: str, section: str | None, *, at: datetime) -> None:
        """Remember that a thread belongs in a section; without one, that the profile's terms decide again."""
        with self._database.writing() as connection:
            memory.decide(connection, profile, thread, section, at)

    def moves(self, profile: str) -> tuple[memory.Decision, ...]:
        """The moves in force, by thread."""
        with self._database.reading() as connection:
            return memory.decisions(connection, profile)

    def facts(self) -> dict[str, int | str]:
        """What `doctor` tells of the archive: schema, counts, size in bytes of what was captured, and whether it is sound."""
        with self._database.reading() as connection:
            facts: dict[str, int | str] = {
                "schema": version(connection) or "",
                "captures": _count(connection, capture),
                "harvests": _count(connection, harvest),
                "articles": connection.scalar(select(func.count(func.distinct(article.c.id)))) or 0,
                "versions": _count(connection, article),
                "former": _count(connection, former),
                "unread": _count(connection, unread),
                "failures": _count(connection, failure),
                **memory.counts(connection),
                "bytes": connection.scalar(select(func.coalesce(func.sum(capture.c.size), 0))) or 0,
                "integrity": "not checked: PostgreSQL looks after its own pages",
            }
            if self._database.is_sqlite:
                said = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)"))]
                said += [f"{row[0]}: a row points nowhere" for row in connection.execute(text("PRAGMA foreign_key_check"))]
                facts["integrity"] = "; ".join(said[1:] if said[0] == "ok" and len(said) > 1 else said)
        return facts

    def _save(
        self, harvests: Iterable[Harvest], save: Callable[[Connection, Mapping[str, Harvest]], saving.Stored]
    ) -> saving.Stored:
        stored: saving.Stored = {}
        for batch in _batches(harvests, _words):
            by_capture = {one.capture: one for one in reversed(batch)}
            with self._database.writing() as connection:
                self._check_kept(connection, by_capture)
                stored |= save(connection, by_capture)
        return stored

    def _check_kept(self, connection: Connection, captures: Collection[str]) -> None:
        if missing := sorted(set(captures) - among(connection, capture.c.sha256, captures)):
            raise ArchiveError(f"{self._database.name} holds no capture {missing[0]}: it was not kept before its harvest")


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _words(one: Harvest) -> int:
    return sum(len(line) for found in one.articles for line in found.paragraphs)


def _batches(values: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """The values in lists of at most `BATCH`, and of not much more than `_BATCH_BYTES` in all."""
    batch: list[T] = []
    total = 0
    for value in values:
        batch.append(value)
        total += size(value)
        if len(batch) >= BATCH or total >= _BATCH_BYTES:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
