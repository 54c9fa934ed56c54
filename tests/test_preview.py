"""`briefing preview` as a person uses it: a browser beside an editor."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing.errors import Exit
from briefing.model import Briefing, Window
from briefing.record import write
from briefing.settings import built_in_text

KYIV = ZoneInfo("Europe/Kyiv")
QUIET = Briefing(
    profile="ukraine",
    title="Quiet day",
    language="en",
    window=Window(
        first=date(2025, 3, 12),
        last=date(2025, 3, 12),
        start=datetime(2025, 3, 12, 6, tzinfo=KYIV),
        end=datetime(2025, 3, 13, 6, tzinfo=KYIV),
        zone="Europe/Kyiv",
    ),
    made_at=datetime(2025, 3, 13, 6, 30, tzinfo=KYIV),
    next_due=datetime(2025, 3, 14, 6, 30, tzinfo=KYIV),
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a profile, templates of its own, and an edition."""
    (tmp_path / "desk.toml").write_text(built_in_text(), encoding="utf-8")
    (tmp_path / "briefing.json").write_bytes(write(QUIET))
    (tmp_path / "templates" / "parts").mkdir(parents=True)
    return tmp_path


def command(desk: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "briefing", "preview", str(desk / "briefing.json"), "--profile", str(desk / "desk.toml"), *more]


def once(desk: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(desk, "--once", *more), cwd=desk, capture_output=True, text=True, timeout=120, check=False)


def test_a_mistake_in_a_template_is_said_with_file_and_line_and_is_exit_code_3(desk: Path):
    part = desk / "templates" / "parts" / "nothing.md.j2"
    part.write_text("## Nothing\n\n{{ briefing.titel }}\n")
    done = once(desk)
    assert done.returncode == Exit.CONFIG
    assert done.stderr == f"briefing: the templates: 1 mistake\n  {part}, line 3: a Briefing has no 'titel'; is 'title' meant?\n"


def test_a_theme_that_is_not_there_is_exit_code_3(desk: Path):
    done = once(desk, "--theme", "minstry")
    assert done.returncode == Exit.CONFIG
    assert done.stderr.startswith("briefing: --theme minstry: 1 mistake\n")
    assert "there is no theme 'minstry'; is 'ministry' meant? (there are ministry, plain; " in done.stderr


def test_one_thing_is_previewed(desk: Path):
    done = once(desk, "--sample")
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert "exclude each other" in done.stderr


def test_where_there_is_no_edition_it_says_what_can_be_done(desk: Path):
    (desk / "briefing.json").unlink()
    arguments = [sys.executable, "-m", "briefing", "preview", "--once", "--profile", str(desk / "desk.toml")]
    done = subprocess.run(arguments, cwd=desk, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == Exit.USAGE
    assert "--sample" in done.stderr


class Preview:
    """A running preview."""

    def __init__(self, desk: Path) -> None:
        self.process = subprocess.Popen(
            command(desk, "--port", "0"), cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ}
        )
        assert self.process.stdout
        self.address = re.search(r"http://127\.0\.0\.1:\d+/", self.process.stdout.readline())[0]

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:
            return answer.read()

    def until(self, wanted) -> dict:
        """The state as soon as it is so."""
        ends = time.monotonic() + 90
        while time.monotonic() < ends:
            state = json.loads(self.get("state"))
            if wanted(state):
                return state
            time.sleep(0.1)
        raise AssertionError(state)


@pytest.fixture
def preview(desk: Path) -> Iterator[Preview]:
    running = Preview(desk)
    yield running
    running.process.kill()
    running.process.communicate()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_it_follows_the_editor_and_ends_when_told(desk: Path, preview: Preview):
    preview.until(lambda state: "briefing.pdf" in state["files"])
    assert b"Quiet day" in preview.get("edition/briefing.html")
    assert preview.get("edition/briefing.pdf").startswith(b"%PDF-")

    (desk / "templates" / "parts" / "nothing.md.j2").write_text("## Not a thing\n\n{{ window|dayz }}\n")
    problem = preview.until(lambda state: state["problem"])["problem"]
    assert "nothing.md.j2, line 3: there is no filter 'dayz'; is 'day' meant?" in problem
    assert b"No news in this period" in preview.get("edition/briefing.html")

    (desk / "templates" / "parts" / "nothing.md.j2").write_text("## Not a thing\n\n{{ window|days }}\n")
    preview.until(lambda state: not state["problem"])
    assert b"Not a thing" in preview.get("edition/briefing.html")

    theme = desk / "templates" / "themes" / "evening"  # a theme that comes while it runs, in a folder that was not there
    theme.mkdir(parents=True)
    (theme / "theme.css").write_text("body { --evening: 1 }")
    text = (desk / "desk.toml").read_text(encoding="utf-8")
    (desk / "desk.toml").write_text('theme = "evening"\n' + text, encoding="utf-8")
    seen = preview.until(lambda _: b"--evening: 1" in preview.get("edition/briefing.html"))["version"]
    (theme / "theme.css").write_text("body { --evening: 2 }")
    preview.until(lambda state: state["version"] > seen and b"--evening: 2" in preview.get("edition/briefing.html"))

    (desk / "desk.toml").write_text("title = 3\n", encoding="utf-8")
    assert "title" in preview.until(lambda state: state["problem"])["problem"]

    preview.process.send_signal(signal.SIGINT)
    said, _ = preview.process.communicate(timeout=30)
    assert preview.process.returncode == Exit.OK
    assert said.endswith("preview: ended\n")
    assert "Traceback" not in said
