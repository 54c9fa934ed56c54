"""`briefing run --due`: make and mail what is due, missed editions too, each once.

Which editions these are is decided by `stages.schedule` from what the archive has on record.
"""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from briefing.commands.context import archive_url, design_for, now_for, output_for, profile_for
from briefing.commands.due_words import upcoming, when
from briefing.commands.morning import Morning
from briefing.commands.owed_now import owed_now
from briefing.commands.stopping import Stopped, stopping
from briefing.commands.unbroken import unbroken
from briefing.edges.archive import SqlArchive
from briefing.edges.shelf import check_writable
from briefing.errors import Exit, UsageError
from briefing.settings import Profile
from briefing.stages.schedule import Owed, owed

BEHIND = timedelta(minutes=5)  # by how much a clock may be set back before we do not trust it
LATE = timedelta(hours=1)  # what was due in the hour before a profile is first looked at is made


def run_due(args: argparse.Namespace) -> int:
    """Make, file and mail the editions of a profile that are due; the exit code says what became of them."""
    wrong = [name for name in ("input", "sample", "date", "first", "last") if getattr(args, name, None)]
    if wrong:
        option = {"first": "from", "last": "to"}.get(wrong[0], wrong[0])
        raise UsageError(f"--due and --{option} exclude each other: which editions are due is decided by what is on record")
    profile = profile_for(args)
    output = output_for(args, profile)
    address = archive_url(args, profile, output)
    clock = _ticking(now_for(args.now, profile), real=args.now is None)
    if args.dry_run:
        return _rehearse(profile, address, clock())
    check_writable(output)
    design_for(args, profile)  # mistakes in it are said before anything is begun
    with unbroken(), stopping() as stop:
        try:
            with SqlArchive.open(address) as archive:
                return Morning(
                    args=args,
                    profile=profile,
                    output=output,
                    address=address,
                    archive=archive,
                    clock=clock,
                    stop=stop,
                    began=clock(),
                ).run()
        except Stopped:
            print("stopped, as asked; the next call goes on from here")
            return Exit.OK


def _ticking(start: datetime, *, real: bool) -> Callable[[], datetime]:
    """The clock: the real one, or one that shows `start` now and goes on from there."""
    if real:
        return lambda: datetime.now(UTC)
    began = monotonic()
    return lambda: start + timedelta(seconds=monotonic() - began)


def _rehearse(profile: Profile, address: str, now: datetime) -> int:
    """Say what would be made; nothing is written."""
    there = not address.startswith("sqlite:///") or Path(address.removeprefix("sqlite:///")).is_file()
    found: Owed | None = None
    if there:
        with SqlArchive.open(address, create=False) as archive:
            found = owed_now(profile, archive.runs(), now)
    if found is None:
        found = owed(profile, {}, now - LATE, now)
    for skip in found.skip:
        print(f"would skip {skip.day}: {skip.reason}")
    for task in found.make:
        print(f"would make {task.day}, due {when(profile, task.due)}" + ("" if task.mail else f" ({task.reason})"))
    print(upcoming(profile, found))
    return Exit.OK
