"""Each released schema comes to the newest one, with what it held."""

import itertools
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.tables import REVISIONS, VERSION_TABLE, metadata
from briefing.model import Move, NotNow, Window
from briefing.settings import Source


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", "briefing.edges.archive:migrations")
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def test_the_released_schemas_are_the_scripts_in_order():
    assert tuple(script.revision for script in reversed(list(scripts().walk_revisions()))) == REVISIONS


def test_the_scripts_are_part_of_the_package():
    versions = resources.files("briefing.edges.archive.migrations") / "versions"
    assert sum(one.name.startswith("v0") for one in versions.iterdir()) == len(REVISIONS)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def test_the_scripts_make_the_tables_the_program_uses(kind: str, request: pytest.FixtureRequest, tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'briefing.db'}" if kind == "sqlite" else request.getfixturevalue("postgresql")()
    with SqlArchive.open(url) as archive, archive._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_released_schema_comes_to_the_newest_with_what_it_held(revision: str, tmp_path: Path):
    path = tmp_path / "briefing.db"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "released" / f"{revision}.sql").read_text(encoding="utf-8"))
    connection.close()
    with SqlArchive.open(f"sqlite:///{path}", create=False) as archive:
        facts = archive.facts()
        assert facts["schema"] == REVISIONS[-1]
        assert facts["integrity"] == "ok"
        assert (facts["captures"], facts["versions"], facts["failures"]) == (2, 1, 1)


def test_what_a_released_archive_remembers_of_editions_and_moves_is_recalled(tmp_path: Path):
    path = tmp_path / "briefing.db"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "released" / "0003.sql").read_text(encoding="utf-8"))
    connection.close()
    start = datetime(2024, 1, 24, 4, tzinfo=UTC)
    day = Window(first=start.date(), last=start.date(), start=start, end=start + timedelta(days=1), zone="Europe/Kyiv")
    with SqlArchive.open(f"sqlite:///{path}", create=False) as archive:
        memory = archive.recall("harvest", day)
    assert memory.moves == (Move(thread="t-1", section="fields"),)
    assert [edition.name for edition in memory.past] == ["2024-01-23"]
    (story,) = memory.past[0].stories
    assert story.articles == ((story.statements[1].passages[0].article, story.statements[1].passages[0].sha256),)
    assert story.sentences == (story.statements[1].text,)


def released(revision: str, path: Path, *more: str) -> str:
    """The address of an archive with a released schema and what it held, and these statements."""
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "released" / f"{revision}.sql").read_text(encoding="utf-8"))
    for one in more:
        connection.execute(one)
    connection.commit()
    connection.close()
    return f"sqlite:///{path}"


def test_captures_a_released_archive_had_not_read_yet_are_waiting(tmp_path: Path):
    unharvested = """INSERT INTO capture (sha256, name, media_type, url, fetched_at, size, body)
        SELECT 'ab' || substr(sha256, 3), 'third.txt', media_type, url, fetched_at, size, body FROM capture LIMIT 1"""
    with SqlArchive.open(released("0003", tmp_path / "briefing.db", unharvested), create=False) as archive:
        assert archive.facts()["unread"] == 1
        with archive._database.reading() as connection:
            assert connection.exec_driver_sql("SELECT capture FROM unread").scalar().startswith("ab")


def test_what_a_released_archive_knows_of_its_sources_is_there(tmp_path: Path):
    at = datetime(2024, 1, 23, 9, tzinfo=UTC)
    source = Source(name="The Post", kind="feed", url="https://post.example.org/feed")
    with SqlArchive.open(released("0004", tmp_path / "briefing.db"), create=False) as archive:
        book = archive.sources()
        assert book.claim(source, now=at, until=at) == NotNow(busy=False, until=at + timedelta(minutes=15))
        assert [(one.name, one.listed) for one in book.visits(source.key, before=at + timedelta(days=1), most=9)] == [
            ("The Post", 1)
        ]
        assert book.addresses(source.key) == {"gone": 1}
        assert book.rules("https://post.example.org").status == 200
        assert book.rest("post.example.org").until == at + timedelta(hours=1)
        old, new = archive.readings("first")
    assert (old.article.paragraphs, old.retired_at) == (("A page on the harvest.",), at)
    assert (new.article.paragraphs, new.retired_at) == (("A page on the harvest, read again.",), None)


def killed_at(url: str, statement: int) -> bool:
    """Whether opening the archive got as far as this statement, where it was killed."""

    def work() -> None:
        count = itertools.count(1)

        def kill(*_: object) -> None:
            if next(count) == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", kill)
        SqlArchive.open(url).close()

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_migration_killed_at_any_step_has_changed_nothing_and_is_made_whole_the_next_time(tmp_path: Path):
    revision, steps = REVISIONS[0], [1]
    while killed_at(released(revision, tmp_path / f"{steps[-1]}.db"), steps[-1]):
        steps.append(steps[-1] + 3)
    assert len(steps) > 10
    for step in steps[:-1]:
        path = tmp_path / f"{step}.db"
        connection = sqlite3.connect(path)
        assert connection.execute("SELECT version_num FROM schema_version").fetchone() == (revision,)
        connection.close()
        with SqlArchive.open(f"sqlite:///{path}", create=False) as archive:
            facts = archive.facts()
        assert (facts["schema"], facts["integrity"], facts["captures"], facts["versions"]) == (REVISIONS[-1], "ok", 2, 1)


OPENED = "import sys; from briefing.edges.archive import SqlArchive; SqlArchive.open(sys.argv[1]).close(); print('alembic' in sys.modules)"


def test_alembic_is_loaded_only_where_there_is_something_to_migrate(tmp_path: Path):
    command = [sys.executable, "-c", OPENED, f"sqlite:///{tmp_path / 'briefing.db'}"]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() for _ in range(2)]
    assert said == ["True", "False"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_processes_that_open_a_new_archive_at_once_make_it_once(kind: str, request: pytest.FixtureRequest, tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'new' / 'briefing.db'}" if kind == "sqlite" else request.getfixturevalue("postgresql")()
    started = [
        subprocess.Popen([sys.executable, "-c", OPENED, url], stderr=subprocess.PIPE, text=True, stdout=subprocess.PIPE)
        for _ in range(8)
    ]
    ended = [(one.communicate()[1], one.returncode) for one in started]
    assert ended == [("", 0)] * 8
