"""`briefing` as a person calls it, with a profile whose sources are sites of a newsroom; and what its archive holds afterwards."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mail_box import PASSWORD

from briefing.edges.archive import SqlArchive
from briefing.model import Loaded, Window

HEAD = """\
title = "River towns"
timezone = "UTC"
day_starts = "00:00"
semantic = "off"
archive = "sqlite:///archive.db"
output = "output"

[[section]]
id = "towns"
title = "Towns"
about = "what is closed, flooded and repaired in the river towns, and what that costs"
terms = ["skarnham"]

[fetch]
pause = 0.1
contact = "https://example.org/collecting"
allow_hosts = {allowed}

[workers]
processes = {processes}
"""


def write_profile(folder: Path, sources: Iterable[Mapping[str, object]], *, allowed: Sequence[str], processes: int = 1) -> Path:
    """A profile in `folder` with these sources, each a table of its keys; the archive will lie beside it."""
    text = HEAD.format(allowed=json.dumps(list(allowed)), processes=processes)
    for source in sources:
        text += "\n[[source]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in source.items())
    path = folder / "towns.toml"
    path.write_text(text, encoding="utf-8")
    return path


def command(what: str, profile: Path, *words: str | Path, at: datetime | None = None) -> list[str]:
    """The words that call a command with a profile; `collect` begins at the time `at` where it is given."""
    call = ["-c", _SET_CLOCK, at.isoformat()] if at else ["-m", "briefing"]
    return [sys.executable, *call, what, "--profile", str(profile), *map(str, words)]


# The same program with another clock: collecting has no option for the time, for it would lie about when a page was fetched.
_SET_CLOCK = """
import sys
from datetime import UTC, datetime
import briefing.commands.collect as collect
begins, began = datetime.fromisoformat(sys.argv.pop(1)), datetime.now(UTC)
collect._now = lambda: begins + (datetime.now(UTC) - began)
if __name__ == "__main__":
    from briefing.cli import main
    sys.exit(main())
"""


def environment() -> dict[str, str]:
    """The environment of such a command: it runs in another folder, and knows the password of `mail_box`."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "BRIEFING_IMAP_PASSWORD": PASSWORD}


def briefing(what: str, profile: Path, *words: str | Path, at: datetime | None = None) -> subprocess.CompletedProcess[str]:
    """What a command with a profile did."""
    return _run(command(what, profile, *words, at=at), profile.parent)


def verify(edition: Path) -> subprocess.CompletedProcess[str]:
    """What `briefing verify` says of an edition."""
    return _run([sys.executable, "-m", "briefing", "verify", str(edition)], edition.parent)


def _run(words: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False)


def archive_of(profile: Path) -> SqlArchive:
    """The archive of such a profile."""
    return SqlArchive.open(f"sqlite:///{profile.parent / 'archive.db'}")


def loaded(profile: Path, now: datetime) -> Loaded:
    """What the archive holds of the four days before `now` and the one after."""
    first, last = (now - timedelta(days=4)).date(), (now + timedelta(days=1)).date()
    start = datetime.combine(first, datetime.min.time(), UTC)
    end = datetime.combine(last, datetime.min.time(), UTC) + timedelta(days=1)
    with archive_of(profile) as archive:
        return archive.load(Window(first=first, last=last, start=start, end=end, zone="UTC"))
