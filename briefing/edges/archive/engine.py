"""The archive's database: opening it, bringing its schema up to date, transactions, and what goes wrong in plain words.

SQLite as it has to be for a record that survives a power cut and several writers: write-ahead log, synchronous=FULL,
and BEGIN IMMEDIATE for whatever writes, since a deferred transaction that turns to writing fails at once, however long
it is willing to wait.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import W_OK, access
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from briefing.edges.archive.tables import REVISIONS, VERSION_TABLE
from briefing.errors import ArchiveError, BriefingError, LockedError

PATIENCE = 15.0  # seconds a writer waits for another
_MIGRATING = 0x42726965  # the advisory lock under which one process at a time migrates a PostgreSQL database
_WRITES = "briefing_writes"
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_SQLITE_SAYS = {
    sqlite3.SQLITE_NOTADB: "is not an SQLite database",
    sqlite3.SQLITE_READONLY: "cannot be written to",
    sqlite3.SQLITE_PERM: "cannot be written to",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened or made",
    sqlite3.SQLITE_CORRUPT: "is damaged",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error",
}
_POSTGRESQL_BUSY = ("55P03", "57014", "40P01", "40001")  # lock timeout, cancelled, deadlock, serialisation


@dataclass(frozen=True, kw_only=True, slots=True)
class Database:
    """An open engine and the name people know the database by (a path or an address without its password)."""

    engine: Engine
    name: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the archive throughout and writes nothing."""
        with self.plainly(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that has the right to write from its start and is committed at its end."""
        with self.plainly(), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def plainly(self) -> Iterator[None]:
        """Turns what a database driver raises into `LockedError` or `ArchiveError`."""
        try:
            yield
        except DBAPIError as error:
            raise explained(self.name, error.orig or error) from error
        except sqlite3.Error as error:
            raise explained(self.name, error) from error

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite (else PostgreSQL)."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def insert_into(connection: Connection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, which both databases spell alike and SQLAlchemy has twice."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def explained(name: str, error: BaseException) -> BriefingError:
    """The error of a driver as one of ours."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            return LockedError(f"{name} is in use by another process; try again when it has finished")
        return ArchiveError(f"{name} {_SQLITE_SAYS.get(code, f'cannot be used: {error}')}")
    if getattr(error, "sqlstate", None) in _POSTGRESQL_BUSY:
        return LockedError(f"{name} is in use by another process; try again when it has finished")
    said = str(error).strip().splitlines()
    return ArchiveError(f"{name} cannot be used: {said[0] if said else type(error).__name__}")


def connect(url: str, *, create: bool, patience: float = PATIENCE) -> Database:
    """The database at `url` with its schema at this program's version; made first where it is missing and may be."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise ArchiveError(f"{url!r} is not the address of a database; write sqlite:///FILE or postgresql://…") from None
    if address.get_backend_name() == "sqlite":
        database = _sqlite(address, create, patience)
    elif address.get_backend_name() == "postgresql":
        database = _postgresql(address, patience)
    else:
        raise ArchiveError(f"{address.get_backend_name()}: an archive is SQLite (sqlite:///FILE) or PostgreSQL (postgresql://…)")
    try:
        _bring_up_to_date(database, create, patience)
    except BaseException:
        database.close()
        raise
    return database


def version(connection: Connection) -> str | None:
    """The schema version of a database, None where it holds no archive."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 (a constant)
    return None if found is None else str(found)


def _sqlite(address: URL, create: bool, patience: float) -> Database:
    path = address.database
    if not path or path == ":memory:":
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        path = "the archive in memory"
    else:
        _check_place(Path(path), create)
        engine = create_engine(address.set(drivername="sqlite"), connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself; `begin` below does
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return Database(engine=engine, name=path)


def _check_place(path: Path, create: bool) -> None:
    if path.is_dir():
        raise ArchiveError(f"{path} is a folder; an archive is a file")
    if path.exists():
        if not access(path, W_OK) or not access(path.absolute().parent, W_OK):
            raise ArchiveError(f"{path} cannot be written to")
        return
    if not create:
        raise ArchiveError(f"{path}: there is no archive")
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be made: {error.strerror or error}") from error


def _postgresql(address: URL, patience: float) -> Database:
    milliseconds = int(patience * 1000)
    options = {"connect_timeout": max(2, int(patience)), "options": f"-c lock_timeout={milliseconds} -c timezone=UTC"}
    try:
        engine = create_engine(address.set(drivername="postgresql+psycopg"), connect_args=options, pool_pre_ping=True)
    except ImportError:
        raise ArchiveError("PostgreSQL needs the package psycopg: pip install 'briefing[postgresql]'") from None
    return Database(engine=engine, name=address.render_as_string(hide_password=True))


def _bring_up_to_date(database: Database, create: bool, patience: float) -> None:
    with database.reading() as connection:
        found = version(connection)
        if found is None and not create:
            raise ArchiveError(f"{database.name} holds no archive")
        if found is None and database.is_sqlite and inspect(connection).get_table_names():
            raise ArchiveError(f"{database.name} is the database of another program")
        _refuse_newer(database, found)
    if database.is_sqlite:
        _log_ahead(database, patience)
    if found == REVISIONS[-1]:
        return
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
        found = version(connection)  # another process may have been here meanwhile
        _refuse_newer(database, found)
        if found != REVISIONS[-1]:
            _migrate(connection)


def _refuse_newer(database: Database, found: str | None) -> None:
    if found is not None and found not in REVISIONS:
        raise ArchiveError(
            f"{database.name} was written by a newer version of this program "
            f"(its schema is {found}, this one knows up to {REVISIONS[-1]}); it is left as it is"
        )


def _log_ahead(database: Database, patience: float) -> None:
    """Switch to the write-ahead log, for good. SQLite does not wait for others here by itself."""
    deadline = time.monotonic() + patience
    with database.plainly():
        while True:
            connection = database.engine.raw_connection()
            try:
                cursor = connection.cursor()
                if cursor.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
                    cursor.execute("PRAGMA journal_mode = WAL")
            except (sqlite3.OperationalError, OperationalError) as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _BUSY or time.monotonic() > deadline:
                    raise
            else:
                return
            finally:
                connection.close()
            time.sleep(0.02)


def _migrate(connection: Connection) -> None:
    # Imported here: it takes a fifth of a second, and an archive is at its newest schema on all runs but one.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "briefing.edges.archive:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
