"""Opening the archive: what is made, what is refused and in which words, and how long a locked one is waited for."""

import hashlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.tables import REVISIONS
from briefing.errors import ArchiveError, Exit, LockedError
from briefing.model import Capture


def capture(body: bytes) -> list[Capture]:
    sha256 = hashlib.sha256(body).hexdigest()
    return [
        Capture(sha256=sha256, name="page.txt", media_type="text/plain", body=body, fetched_at=datetime(2024, 1, 23, tzinfo=UTC))
    ]


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_missing_archive_is_made_with_its_folder(tmp_path: Path):
    path = tmp_path / "output" / "briefing.db"
    with SqlArchive.open(url(path)) as archive:
        assert archive.facts()["captures"] == 0
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_relative_address_is_below_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    SqlArchive.open("sqlite:///briefing.db").close()
    assert (tmp_path / "briefing.db").is_file()


def test_a_missing_archive_is_not_made_where_it_should_be_there(tmp_path: Path):
    path = tmp_path / "folder" / "briefing.db"
    with pytest.raises(ArchiveError, match=r"briefing\.db: there is no archive"):
        SqlArchive.open(url(path), create=False)
    assert not path.parent.exists()


def test_an_empty_file_is_no_archive_yet(tmp_path: Path):
    path = tmp_path / "briefing.db"
    path.touch()
    with pytest.raises(ArchiveError, match="holds no archive"):
        SqlArchive.open(url(path), create=False)
    SqlArchive.open(url(path)).close()
    SqlArchive.open(url(path), create=False).close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and not a database at all. " * 50)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=r"notes\.txt is not an SQLite database"):
        SqlArchive.open(url(path))
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "history.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE visits (url TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="another program"):
        SqlArchive.open(url(path))
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(ArchiveError, match="is a folder; an archive is a file"):
        SqlArchive.open(url(tmp_path))


def test_a_place_below_a_file_is_refused(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError, match="cannot be made"):
        SqlArchive.open(url(tmp_path / "file" / "briefing.db"))


def as_nobody(action: Callable[[], object]) -> str:
    """What `action` raises where a user without rights does it: the tests may be run by one who has them all."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            action()
            said = "nothing"
        except ArchiveError as error:
            said = str(error)
        except BaseException as error:  # noqa: BLE001
            said = repr(error)
        os.write(writes, said.encode())
        os._exit(0)
    os.close(writes)
    os.waitpid(child, 0)
    with os.fdopen(reads) as pipe:
        return pipe.read()


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("there", [False, True])
def test_a_place_that_cannot_be_written_to_is_named(there: bool):
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "briefing.db"
        if there:
            SqlArchive.open(url(path)).close()
            path.chmod(0o444)
        folder.chmod(0o555)
        said = as_nobody(lambda: SqlArchive.open(url(path)))
        assert said == (f"{path} cannot be written to" if there else f"{path} cannot be opened or made")
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize("wrong", ["mysql://host/db", "briefing.db", "", "sqlite"])
def test_an_address_of_another_kind_is_refused(wrong: str):
    with pytest.raises(ArchiveError, match="sqlite:///FILE"):
        SqlArchive.open(wrong)


def test_a_server_that_does_not_answer_is_named_without_the_password():
    with pytest.raises(ArchiveError, match="cannot be used") as raised:
        SqlArchive.open("postgresql://reader:secret@127.0.0.1:1/news", patience=2)
    assert "secret" not in str(raised.value)
    assert "reader:***@127.0.0.1:1/news" in str(raised.value)


def test_a_newer_archive_is_refused_in_words_and_left_alone(tmp_path: Path):
    path = tmp_path / "briefing.db"
    SqlArchive.open(url(path)).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE schema_version SET version_num = '0099'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(
        ArchiveError, match=r"newer version of this program \(its schema is 0099, this one knows up to " + REVISIONS[-1]
    ):
        SqlArchive.open(url(path))
    assert path.read_bytes() == before


def test_a_damaged_archive_is_refused_or_reported(tmp_path: Path):
    path = tmp_path / "briefing.db"
    SqlArchive.open(url(path)).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    with pytest.raises(ArchiveError, match="is damaged"):
        SqlArchive.open(url(path)).facts()


def test_an_archive_another_process_holds_is_waited_for_and_then_given_up(tmp_path: Path):
    path = tmp_path / "briefing.db"
    SqlArchive.open(url(path)).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with SqlArchive.open(url(path), patience=0.3) as archive:
        assert archive.facts()["captures"] == 0  # readers are not held up
        started = time.monotonic()
        with pytest.raises(LockedError, match="in use by another process") as raised:
            archive.keep(capture(b"page"))
        assert 0.2 < time.monotonic() - started < 5
        assert raised.value.code == Exit.LOCKED
        holder.execute("COMMIT")
        assert len(archive.keep(capture(b"page"))) == 1
    holder.close()


def test_who_means_to_write_holds_the_right_from_the_start(tmp_path: Path):
    # A transaction that first reads and then writes would fail at once, however patient, if another wrote in between.
    address = url(tmp_path / "briefing.db")
    with SqlArchive.open(address) as first, SqlArchive.open(address, patience=0.1) as second:
        with first._database.writing(), pytest.raises(LockedError):
            second.keep(capture(b"page"))
        with first._database.reading():
            assert len(second.keep(capture(b"page"))) == 1


def test_every_connection_syncs_fully_and_checks_references(tmp_path: Path):
    with SqlArchive.open(url(tmp_path / "briefing.db")) as archive, archive._database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() >= 10_000


def test_bytes_changed_behind_our_back_are_returned_as_they_are_now(tmp_path: Path):
    path = tmp_path / "briefing.db"
    with SqlArchive.open(url(path)) as archive:
        (one,) = archive.keep(capture(b"page"))
        connection = sqlite3.connect(path)
        connection.execute("UPDATE capture SET body = ?", (b"not packed",))
        connection.commit()
        connection.close()
        assert archive.captures([one.sha256])[one.sha256].body == b"not packed"
