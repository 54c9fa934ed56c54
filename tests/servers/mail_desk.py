"""A profile that mails, an edition of it on the shelf, its readers; and `briefing send`, in a process that may be killed."""

import contextlib
import importlib
import io
import itertools
import json
import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from briefing import record
from briefing.cli import main
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.reader_rows import Wish
from briefing.edges.shelf import file_edition
from briefing.model import Briefing, Edition, Window

PROFILE = "river-towns"
DAY = date(2024, 1, 23)
PDF = b"%PDF-1.7\n" + b"0123456789abcdef" * 1_000 + b"\n%%EOF\n"
NOW = datetime(2024, 1, 24, 7, tzinfo=UTC)

HEAD = """\
title = "River towns"
timezone = "UTC"
day_starts = "00:00"
semantic = "off"
archive = "{archive}"
output = "output"

[[section]]
id = "towns"
title = "Towns"
about = "what is closed, flooded and repaired in the river towns"
terms = ["skarnham"]

[mail]
smtp = "{smtp}"
from = "Desk <desk@mail.example>"
public_url = "https://briefing.example.org"
rate = {rate}
{more}
"""

_NUMBERS = itertools.count(1)
_LOADED = ("briefing.commands.send", "briefing.commands.outbox", "briefing.stages.typeset.letter")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A folder with a profile, its archive and its editions."""

    folder: Path
    address: str

    @property
    def profile(self) -> Path:
        return self.folder / "towns.toml"

    def open(self) -> SqlArchive:
        """Its archive."""
        return SqlArchive.open(self.address)

    def file(self, day: date = DAY, *, pdf: bytes | None = PDF, title: str = "River towns") -> str:
        """Put an edition without news on the shelf; its name."""
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        window = Window(first=day, last=day, start=start, end=start + timedelta(days=1), zone="UTC")
        briefing = Briefing(
            profile=PROFILE,
            title=title,
            language="en",
            window=window,
            made_at=window.end,
            next_due=window.end + timedelta(days=1),
        )
        files = {"briefing.json": record.write(briefing)}
        if pdf is not None:
            files["briefing.pdf"] = pdf
        listed = {name: {"sha256": sha256(body).hexdigest()} for name, body in files.items()}
        files["manifest.json"] = json.dumps({"files": listed}).encode()
        file_edition(self.folder / "output", Edition(profile=PROFILE, name=str(day), files=tuple(files.items())))
        return str(day)

    def add(self, *addresses: str, **wishes: object) -> None:
        """Have these read it."""
        with self.open() as archive:
            archive.readers().enrol(PROFILE, [Wish(address=one, **wishes) for one in addresses], now=NOW)

    def words(self, *more: str, command: str = "send") -> list[str]:
        """The words of a command line."""
        return [command, "--profile", str(self.profile), *more]

    def send(self, *more: str) -> tuple[int, dict[str, int], str]:
        """`briefing send --json` in this process: exit code, counts, what was said on standard error."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(self.words("--json", *more))
        return code, json.loads(out.getvalue() or "{}"), err.getvalue()

    def fork(self, *more: str, failpoint: str = "") -> "Forked":
        """`briefing send --json` in a copy of this process, which has loaded everything already: hundreds of them can be killed in a minute."""
        for name in _LOADED:
            importlib.import_module(name)
        said = self.folder / f"said-{next(_NUMBERS)}.txt"
        process = multiprocessing.get_context("fork").Process(target=_run, args=(self.words("--json", *more), failpoint, said))
        process.start()
        return Forked(process, said)


class Forked:
    """A running `briefing send`."""

    def __init__(self, process: multiprocessing.process.BaseProcess, said: Path) -> None:
        self.process, self._said = process, said

    def wait(self) -> int:
        """Its exit code, negative where a signal ended it."""
        self.process.join()
        assert self.process.exitcode is not None
        return self.process.exitcode

    def counts(self) -> dict[str, int]:
        """What it printed."""
        return json.loads(next(line for line in self._said.read_text().splitlines() if line.startswith("{")))


def _run(words: list[str], failpoint: str, said: Path) -> None:
    if failpoint:
        os.environ["BRIEFING_FAILPOINT"] = failpoint
    with said.open("w") as out, contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main(words)
    os._exit(code)


def desk_in(folder: Path, smtp: str, *, archive: str = "", rate: float = 10_000, more: str = "") -> Desk:
    """A new desk whose mail goes to a server."""
    folder.mkdir(parents=True, exist_ok=True)
    address = archive or f"sqlite:///{folder / 'briefing.db'}"
    desk = Desk(folder=folder, address=address)
    desk.profile.write_text(
        HEAD.format(archive=archive or "sqlite:///briefing.db", smtp=smtp, rate=rate, more=more), encoding="utf-8"
    )
    with desk.open():
        pass
    return desk


def addresses(number: int) -> Iterator[str]:
    """So many addresses."""
    return (f"reader-{one}@mail.example" for one in range(1, number + 1))
