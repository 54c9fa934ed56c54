"""What the commands that read pages or the archive do alike: the inputs, the window, the archive, the vectors."""

import argparse
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import TypeVar

from briefing.commands.context import day, workers_for
from briefing.edges import senses
from briefing.edges.archive import SqlArchive
from briefing.edges.inputs import Inputs
from briefing.edges.progress import progress
from briefing.errors import UsageError
from briefing.model import Capture, Failure, Memory, Window
from briefing.pipeline import Senses, Workers, collect
from briefing.settings import Profile
from briefing.windows import default_day, window_for

In = TypeVar("In")
Out = TypeVar("Out")

_SAMPLE_DAY, _SAMPLE_NOW = "2025-05-14", "2025-05-15T06:30:00+03:00"


def take_sample(args: argparse.Namespace) -> None:
    """Put the embedded sample day where the arguments say what to read, for which day and at what time."""
    if args.input:
        raise UsageError("--sample and --input exclude each other")
    args.input = [str(resources.files("briefing") / "sample")]
    if not (args.date or args.first or args.last):
        args.date = _SAMPLE_DAY
    args.now = args.now or _SAMPLE_NOW


def window_of(args: argparse.Namespace, profile: Profile, now: datetime) -> Window:
    """The window of --date, or of --from and --to, else the last complete day before `now`. Raises `UsageError`."""
    if args.date and (args.first or args.last):
        raise UsageError("--date and --from/--to exclude each other")
    if bool(args.first) != bool(args.last):
        raise UsageError("a range needs both --from and --to")
    if args.first:
        window = window_for(profile, day(args.first), day(args.last))
    else:
        one = day(args.date) if args.date else default_day(profile, now)
        window = window_for(profile, one, one)
    if window.start > now:
        raise UsageError(f"{window.first} has not begun at {now:%Y-%m-%d %H:%M %Z}; --now says what time it is taken to be")
    return window


def archive_at(address: str, *, dry: bool, fresh: bool) -> SqlArchive:
    """The archive; in a dry run one in memory for new inputs, or the one that is there, which reading leaves as it is."""
    file = Path(address.removeprefix("sqlite:///"))
    there = not address.startswith("sqlite:///") or file.is_file()
    if dry and fresh:
        rehearsal = _Rehearsal.open("sqlite://")
        rehearsal.real = SqlArchive.open(address, create=False) if there else None
        return rehearsal
    if (dry or not fresh) and not there:
        raise UsageError(f"there is no archive at {file} yet; name pages with --input, or try --sample")
    return SqlArchive.open(address, create=not dry)


def senses_for(profile: Profile) -> Senses | None:
    """Vectors of meaning where the profile wants them and the extra is installed; one that is broken is named."""
    if profile.semantic == "off" or senses.missing():
        return None
    found, said = senses.load(watch=progress)
    if found is None:
        print(f"briefing: {said}", file=sys.stderr)
    return found


class _Rehearsal(SqlArchive):
    """An archive in memory for the pages of a dry run, which remembers the editions that the real one does."""

    real: SqlArchive | None = None

    def recall(self, profile: str, window: Window, captures: Collection[str] | None = None) -> Memory:
        return self.real.recall(profile, window, captures) if self.real else Memory()

    def captures(self, hashes: Collection[str]) -> Mapping[str, Capture]:
        return {**(self.real.captures(hashes) if self.real else {}), **super().captures(hashes)}

    def close(self) -> None:
        if self.real:
            self.real.close()
        super().close()


class Shown:
    """Workers whose progress is shown."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def map(self, work: Callable[[In], Out], items: Sequence[In], instead: Callable[[In, str], Out]) -> Iterator[Out]:
        yield from progress(self._workers.map(work, items, instead), "reading", len(items))


def collected(inputs: Iterable[Inputs], archive: SqlArchive, profile: Profile) -> tuple[frozenset[str], tuple[Failure, ...]]:
    """The hashes of the captures of inputs, now collected batch by batch, and what could not be read."""
    hashes: set[str] = set()
    failures: list[Failure] = []
    for batch in inputs:
        collect(batch.captures, archive=archive, workers=Shown(workers_for(profile)), zone=profile.zone)
        hashes.update(capture.sha256 for capture in batch.captures)
        failures += batch.failures
    return frozenset(hashes), tuple(failures)
