"""`briefing run --due` as cron calls it, for a profile whose archive holds a few days of news; and what it left behind."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from briefing.cli import main
from briefing.edges.archive import SqlArchive
from briefing.model import Run

FIRST = date(2024, 1, 22)
PROFILE = """\
title = "River towns"
id = "towns"
timezone = "Europe/Kyiv"
day_starts = "06:00"
semantic = "off"
archive = "{archive}"
output = "output"
formats = ["md", "json"]

[schedule]
at = "06:30"
{schedule}
[[section]]
id = "towns"
title = "Towns"
about = "what is closed, flooded and repaired in the river towns, and what that costs"
terms = ["bridge", "ferry", "flood", "mayor", "river"]
{more}
"""


def at(day: date, clock: str = "06:30") -> str:
    """The time of --now at which the edition of a day is due, or another time of that morning."""
    return f"{day + timedelta(days=1)}T{clock}:00+02:00"


EVENTS = (
    (
        "Skarnham closes its old bridge",
        "The council of Skarnham closed the old bridge over the river.",
        "Repairs will cost 3 million euros.",
    ),
    (
        "Ferry to Ostwick runs aground",
        "A ferry with 41 passengers ran aground near the town of Ostwick.",
        "Nobody was injured, the port said.",
    ),
    (
        "Flood reaches Lower Marl",
        "The river flooded 120 houses in Lower Marl after a week of rain.",
        "The army brought 600 sandbags.",
    ),
    (
        "Tarrow elects a new mayor",
        "Voters in the river town of Tarrow elected the engineer Ines Hallam mayor.",
        "She won 58 percent of the vote.",
    ),
)


def news(folder: Path, days: int) -> Path:
    """A page of an invented outlet for each day from `FIRST` on."""
    folder.mkdir()
    for number, (title, *text) in enumerate(EVENTS[:days]):
        page = {
            "title": title,
            "text": "\n\n".join(text),
            "published": f"{FIRST + timedelta(days=number)}T12:00:00+02:00",
            "publisher": "Skarnham Post",
            "url": f"https://post.example/news/{number + 1}",
        }
        (folder / f"page-{number}.json").write_text(json.dumps(page), encoding="utf-8")
    return folder


def stocked(folder: Path, *, days: int = 4) -> Path:
    """An archive in `folder` that holds the news of some days."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "towns.toml").write_text(PROFILE.format(archive="sqlite:///archive.db", schedule="", more=""), encoding="utf-8")
    assert main(["add", "--profile", str(folder / "towns.toml"), str(news(folder / "pages", days))]) == 0
    return folder / "archive.db"


class Morning:
    """A profile in a folder of its own, with a copy of an archive."""

    def __init__(
        self, folder: Path, archive: Path | None, *, url: str = "sqlite:///archive.db", schedule: str = "", more: str = ""
    ) -> None:
        self.folder, self.url = folder, url
        folder.mkdir(parents=True, exist_ok=True)
        self.profile = folder / "towns.toml"
        self.profile.write_text(PROFILE.format(archive=url, schedule=schedule, more=more), encoding="utf-8")
        if archive is not None:
            shutil.copy(archive, folder / "archive.db")

    def words(self, now: str, *more: str) -> list[str]:
        return ["run", "--due", "--profile", str(self.profile), "--now", now, *more]

    def due(self, now: str, *more: str) -> int:
        """`briefing run --due` in this process; its exit code."""
        return main(self.words(now, *more))

    def call(self, command: str, *words: str) -> int:
        """Another command with this profile, in this process; its exit code."""
        return main([command, "--profile", str(self.profile), *words])

    def start(self, now: str, *more: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """The same as a process of its own, whose output is one stream."""
        words = [sys.executable, "-m", "briefing", *self.words(now, *more)]
        env = {**os.environ, **(environment or {})}
        return subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.folder)

    def open(self) -> SqlArchive:
        return SqlArchive.open(self.url.replace("sqlite:///", f"sqlite:///{self.folder}/"))

    def runs(self) -> dict[str, Run]:
        with self.open() as archive:
            return {str(day): run for day, run in archive.runs().runs("towns").items()}

    def states(self) -> dict[str, str]:
        return {day: run.state for day, run in self.runs().items()}

    def shelf(self) -> dict[str, str]:
        """The hash of every file on the shelf, by its path."""
        root = self.folder / "output"
        return {
            str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest() for path in sorted(root.rglob("*")) if path.is_file()
        }

    def days(self) -> list[str]:
        """The days of which an edition lies on the shelf."""
        return sorted({path.split("/")[1] for path in self.shelf()})
