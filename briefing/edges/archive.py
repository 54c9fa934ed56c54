"""The archive: every capture, byte for byte, and the articles found in it, for good.

Nothing is ever changed or deleted. The same bytes are kept once, whatever they are called; what extraction made of them
is saved once; a page that changed is another capture and another version of the same article.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from briefing import __version__
from briefing.edges import archive_memory as memory
from briefing.edges.archive_engine import PATIENCE, Database, connect, version
from briefing.edges.archive_loading import BATCH, Reading, among, chunks, load, readings
from briefing.edges.archive_tables import (
    article,
    article_row,
    capture,
    capture_of,
    capture_row,
    failure,
    failure_row,
    fingerprint,
    fingerprint_of,
    fingerprint_row,
    harvest,
    passage,
    passage_rows,
    sighting,
    sighting_row,
)
from briefing.errors import ArchiveError
from briefing.language.fingerprint import SCHEME, Fingerprint
from briefing.model import Article, Capture, Failure, Harvest, Loaded, Memory, Past, Window

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

    def keep(self, captures: Iterable[Capture]) -> tuple[Capture, ...]:
        """Store captures by the hash of their bytes; return those that have no harvest yet, in the order given, each once.

        They are safe on disk when this returns.
        """
        waiting: dict[str, Capture] = {}
        for batch in _batches(captures, lambda one: len(one.body)):
            rows = sorted((capture_row(one) for one in batch), key=lambda row: str(row["sha256"]))
            sightings = sorted((sighting_row(one) for one in batch), key=lambda row: (row["capture"], row["key"]))
            with self._database.writing() as connection:
                self._add(connection, capture, rows)
                self._add(connection, sighting, sightings)
                done = among(connection, harvest.c.capture, {one.sha256 for one in batch})
            for one in batch:
                if one.sha256 not in done:
                    waiting.setdefault(one.sha256, one)
        return tuple(waiting.values())

    def remember(self, fingerprints: Iterable[Fingerprint]) -> None:
        """Store the fingerprints of captures that were kept; one that is there already stays as it is."""
        for batch in _batches(fingerprints, lambda one: 10 * len(one.lines)):
            with self._database.writing() as connection:
                fetched = select(capture.c.sha256, capture.c.fetched_at).where(capture.c.sha256.in_({one.capture for one in batch}))
                times = {row.sha256: row.fetched_at for row in connection.execute(fetched)}
                rows = [fingerprint_row(one, times[one.capture]) for one in batch if one.capture in times]
                if rows:
                    self._add(connection, fingerprint, sorted(rows, key=lambda row: str(row["capture"])))

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

        An article that cannot be stored becomes a failure of its capture and costs nothing else.
        """
        for batch in _batches(harvests, lambda one: sum(len(line) for found in one.articles for line in found.paragraphs)):
            by_capture = {one.capture: one for one in reversed(batch)}
            with self._database.writing() as connection:
                kept = among(connection, capture.c.sha256, by_capture)
                if missing := sorted(by_capture.keys() - kept):
                    raise ArchiveError(f"{self._database.name} holds no capture {missing[0]}: it was not kept before its harvest")
                rows = [{"capture": sha256, "extractor": __version__} for sha256 in sorted(by_capture)]
                added = self._insert(harvest).values(rows).on_conflict_do_nothing().returning(harvest.c.capture)
                self._save_found(connection, [by_capture[sha256] for sha256 in sorted(connection.scalars(added))])

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

    def _save_found(self, connection: Connection, harvests: list[Harvest]) -> None:
        rows: list[dict[str, Any]] = []
        stored: list[Article] = []
        failures: list[dict[str, Any]] = []
        for one in harvests:
            found, failed = list(one.failures), []
            known: set[tuple[int, str]] = set()
            for each in one.articles:
                try:
                    row = article_row(each, one.capture)
                    if (row["item"], row["id"]) in known:
                        raise ValueError("another article of the same page has its number and id")  # noqa: TRY301
                except ValueError as error:
                    failed.append((each.title, f"not stored: {error}"))
                    continue
                known.add((row["item"], row["id"]))
                rows.append(row)
                stored.append(each)
            if failed:
                at = _fetched(connection, one.capture)
                found += (Failure(stage="save", subject=title, reason=reason, at=at) for title, reason in failed)
            failures += (failure_row(each, one.capture, number) for number, each in enumerate(found))
        if rows:
            versions = connection.scalars(insert(article).returning(article.c.version, sort_by_parameter_order=True), rows)
            passages = (passage_rows(each, version) for version, each in zip(versions, stored, strict=True))
            connection.execute(insert(passage), list(chain.from_iterable(passages)))
        if failures:
            connection.execute(insert(failure), failures)

    def _insert(self, table: Table) -> Any:
        """An INSERT that knows ON CONFLICT, which both databases spell alike and SQLAlchemy has twice."""
        return sqlite.insert(table) if self._database.is_sqlite else postgresql.insert(table)

    def _add(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
        connection.execute(self._insert(table).on_conflict_do_nothing(), rows)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _fetched(connection: Connection, sha256: str) -> datetime:
    found: datetime = connection.execute(select(capture.c.fetched_at).where(capture.c.sha256 == sha256)).scalar_one()
    return found


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
