"""Templates of the user's in a run: theirs are used, and a mistake in one makes no edition at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import Exit
from briefing.settings import built_in_text

PAGE = """Pump station hit in Izium, water back by evening

12 May 2025, 21:15

A drone hit a pump station in Izium on Monday morning and left 4,000 households without water, the city council said.

Two electricians were injured and taken to hospital, according to the regional administration.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    text = 'theme = "evening"\nformats = ["md", "html", "atom", "csv"]\n' + built_in_text()
    (tmp_path / "briefing.toml").write_text(text.replace('semantic = "auto"', 'semantic = "off"'), encoding="utf-8")
    (tmp_path / "page.txt").write_text(PAGE)
    theme = tmp_path / "templates" / "themes" / "evening"
    theme.mkdir(parents=True)
    (theme / "theme.css").write_text(":root { --accent: #123456 }")
    return tmp_path


def run(desk: Path) -> subprocess.CompletedProcess[str]:
    arguments = ["run", "--input", "page.txt", "--date", "2025-05-12", "--now", "2025-05-13T06:30:00+03:00"]
    return subprocess.run(
        [sys.executable, "-m", "briefing", *arguments],
        cwd=desk,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ},
    )


@pytest.mark.slow
def test_a_folder_beside_the_profile_is_used_without_being_named(desk: Path):
    done = run(desk)
    assert done.returncode == Exit.OK, done.stderr
    shelf = next((desk / "output").glob("*/2025-05-12"))
    assert "--accent: #123456" in (shelf / "briefing.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in shelf.iterdir()) == [
        "briefing.atom",
        "briefing.csv",
        "briefing.html",
        "briefing.md",
        "manifest.json",
    ]
    assert (shelf.parent / "feed.atom").is_file()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("parts/glance.md.j2", "a\n\n{{ briefing.titel }}\n", "line 3: a Briefing has no 'titel'; is 'title' meant?"),
        ("parts/glance.md.j2", "a\n{% if x %}\n", "line 2: Unexpected end of template"),
        ("parts/glanze.md.j2", "a\n", "replaces nothing, and no template includes it; is 'parts/glance.md.j2' meant?"),
        ("themes/evening/theme.css", "p{}\n@import 'x.css';", "line 2: @import would fetch another file"),
    ],
)
def test_a_mistake_ends_the_run_with_its_place_and_nothing_is_filed(desk: Path, name: str, text: str, words: str):
    path = desk / "templates" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    done = run(desk)
    assert done.returncode == Exit.CONFIG
    assert f"{Path('templates') / name}" in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((desk / "output").glob("*/2025-05-12/*"))
