"""`briefing schedule` as a real process: what is due is made, SIGTERM ends it cleanly, kill -9 loses nothing."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from listener import Listener

from briefing.edges.archive import SqlArchive
from briefing.errors import Exit

# Tests that wait for a minute of the real clock, or for patience to run out.
LONG = pytest.mark.skipif("BRIEFING_LONG" not in os.environ, reason="takes a minute; set BRIEFING_LONG=1")

PROFILE = """title = "Harbour desk"
timezone = "UTC"
day_starts = "00:00"
archive = "sqlite:///briefing.db"
formats = ["md", "json"]
semantic = "off"
{top}
[[section]]
id = "harbour"
title = "Harbour"
about = "ships and docks"
[schedule]
at = "{at}"
{more}
"""


class Scheduler:
    """A running `briefing schedule` and what it says, line by line as JSON."""

    def __init__(self, folder: Path, *arguments: str, **environment: str):
        self.said = folder / f"said-{time.monotonic_ns()}.jsonl"
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "briefing", "schedule", *arguments],
                cwd=folder,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=os.environ | environment,
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.said.read_text(encoding="utf-8").splitlines()]

    def until(self, event: str, seconds: float = 30, **facts) -> dict:
        """Wait for a line of an event with these facts."""
        until = time.monotonic() + seconds
        while True:
            for line in self.lines:
                if line["event"] == event and all(line.get(name) == value for name, value in facts.items()):
                    return line
            assert self.process.poll() is None or time.monotonic() < until - seconds + 1, self.said.read_text()
            assert time.monotonic() < until, self.said.read_text()
            time.sleep(0.05)

    def end(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Signal it; its exit code, and how many seconds it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(20), time.monotonic() - began


@pytest.fixture
def desk(tmp_path):
    """Writes a profile of which an edition was due so long ago (negative: will be due)."""

    def write(ago=timedelta(minutes=5), *, name="briefing.toml", top="", more="") -> Path:
        at = datetime.now(UTC) - ago
        (tmp_path / name).write_text(PROFILE.format(at=f"{at:%H:%M}", top=top, more=more), encoding="utf-8")
        return tmp_path

    return write


def runs_of(folder: Path, profile: str = "harbour-desk"):
    with SqlArchive.open(f"sqlite:///{folder / 'briefing.db'}", create=False) as archive:
        return archive.runs().runs(profile)


def test_with_nothing_due_it_says_when_the_next_edition_is_and_ends_when_told(desk):
    with Scheduler(desk(timedelta(hours=-2))) as running:
        said = running.until("profile")
        assert said["profile"] == "harbour-desk"
        assert datetime.fromisoformat(said["due"]) > datetime.now(UTC)
        code, seconds = running.end()
    assert (code, seconds < 5) == (Exit.OK, True)
    assert [line["event"] for line in running.lines] == ["profile", "stopping", "stopped"]


def test_a_wrong_profile_keeps_it_from_starting(desk):
    folder = desk()
    (folder / "other.toml").write_text('title = "Other"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "schedule", "--profile", "briefing.toml", "--profile", "other.toml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == Exit.CONFIG
    assert "other.toml" in done.stderr
    assert not (folder / "briefing.db").exists()


@pytest.mark.slow
def test_what_is_due_is_made_once_and_the_next_is_named(desk):
    folder = desk()
    with Scheduler(folder) as running:
        ended = running.until("end", 60, work="run")
        running.until("next")
        code, _ = running.end(signal.SIGINT)
    assert ended["code"] in (Exit.OK, Exit.NOTHING, Exit.PARTIAL), running.said.read_text()
    assert code == Exit.OK
    [(day, run)] = runs_of(folder).items()
    assert (run.state, run.attempts) == ("done", 1)
    assert (folder / "output" / "harbour-desk" / str(day) / "briefing.md").is_file()


@LONG
def test_an_edition_that_falls_due_while_it_runs_is_made_within_half_a_minute(desk):
    ahead = timedelta(seconds=75 - datetime.now(UTC).second)  # a full minute, 15 seconds away or more
    folder = desk(-ahead)
    with Scheduler(folder) as running:
        due = datetime.fromisoformat(running.until("profile")["due"])
        started = running.until("start", 130, work="run")
        ended = running.until("end", 60, work="run")
    assert timedelta(0) <= datetime.fromisoformat(started["at"]) - due <= timedelta(seconds=30)
    assert ended["code"] == Exit.NOTHING
    assert [run.due for run in runs_of(folder).values()] == [due]


@pytest.mark.slow
def test_after_kill_9_of_it_and_of_its_child_the_operator_is_told_and_the_next_one_makes_the_edition(desk):
    with Listener() as operator:
        folder = desk(more=f'[operator]\nwebhook = "{operator.url}/hook"')
        with Scheduler(folder, BRIEFING_FAILPOINT="run.composed:kill") as running:
            ended = running.until("end", 60, work="run")
            assert ended["code"] == -signal.SIGKILL
            wait_for(lambda: operator.calls)
            assert running.end(signal.SIGKILL)[0] == -signal.SIGKILL
    assert operator.calls[0].said["subject"] == "Harbour desk: making and mailing what is due: ended by signal 9"
    [run] = runs_of(folder).values()
    assert run.state == "making"
    with Scheduler(folder, "--once") as again:
        assert again.process.wait(60) == Exit.NOTHING
    [run] = runs_of(folder).values()
    assert (run.state, run.attempts) == ("done", 2)


@pytest.mark.slow
def test_several_profiles_are_looked_after_by_one(desk):
    folder = desk()
    desk(name="quay.toml", top='id = "quay"')
    with Scheduler(folder, "--once", "--profile", "briefing.toml", "--profile", "quay.toml") as running:
        assert running.process.wait(90) == Exit.NOTHING
    assert {line["profile"] for line in running.lines if line["event"] == "end"} == {"harbour-desk", "quay"}
    for profile in ("harbour-desk", "quay"):
        assert [run.state for run in runs_of(folder, profile).values()] == ["done"]


SILENT = '[[source]]\nname = "Silent"\nkind = "feed"\nurl = "http://127.0.0.1:{port}/feed"\n[fetch]\nallow_hosts = ["127.0.0.1:{port}"]\n'


@pytest.mark.slow
def test_it_ends_at_once_with_a_child_that_ends_when_told(desk):
    silent = socket.create_server(("127.0.0.1", 0))  # takes connections and never answers
    more = SILENT.format(port=silent.getsockname()[1])
    with Listener() as operator, silent, Scheduler(desk(more=f'{more}[operator]\nwebhook = "{operator.url}"')) as running:
        silent.settimeout(30)
        connection, _ = silent.accept()
        with connection:
            code, seconds = running.end()
    assert (code, seconds < 12) == (Exit.OK, True)
    assert running.until("end", work="collect")["code"] == 128 + signal.SIGTERM
    assert running.lines[-1]["event"] == "stopped"
    assert operator.calls == []  # nobody is told of what was asked for


@pytest.mark.slow
def test_a_second_signal_ends_a_child_that_will_not_end(desk):
    folder = desk()
    with Scheduler(folder, BRIEFING_FAILPOINT="run.claimed:sleep") as running:
        stand_still(running, folder)
        running.process.send_signal(signal.SIGTERM)
        running.until("stopping")
        code, seconds = running.end()
    assert (code, seconds < 5) == (128 + signal.SIGTERM, True), running.said.read_text()
    assert running.until("end", work="run")["code"] == -signal.SIGKILL


@LONG
def test_it_ends_within_15_seconds_with_a_child_that_will_not_end(desk):
    folder = desk()
    with Scheduler(folder, BRIEFING_FAILPOINT="run.claimed:sleep") as running:
        stand_still(running, folder)
        code, seconds = running.end()
    assert (code, 11 < seconds < 15) == (Exit.OK, True)
    assert running.until("end", work="run")["code"] == -signal.SIGKILL


def stand_still(running: Scheduler, folder: Path) -> None:
    """Stop the child of a scheduler in the middle of its work, so that no signal but SIGKILL reaches it."""
    running.until("start", work="run")
    [child] = psutil.Process(running.process.pid).children()
    wait_for(lambda: runs_of(folder))
    child.suspend()


def wait_for(truth) -> None:
    until = time.monotonic() + 30
    while not truth():
        assert time.monotonic() < until
        time.sleep(0.05)
