"""`briefing reparse`: archived captures read again with the present extractor; nothing is fetched."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

from briefing import __version__
from briefing.commands.context import archive_url, day, output_for, profile_for, workers_for
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.replacing import Replaced
from briefing.edges.progress import progress
from briefing.errors import Exit, UsageError
from briefing.language.fingerprint import fingerprints
from briefing.model import Capture, Harvest
from briefing.pipeline import Workers
from briefing.settings import Profile
from briefing.stages.extract import extract_beside
from briefing.stages.extract.standing import beside

_BATCH = 200  # captures in memory at one time


def run(args: argparse.Namespace) -> int:
    """Read captures again and say what came of it; exit code 10 where some had to be given up, which stay as they were."""
    profile = profile_for(args)
    address = archive_url(args, profile, output_for(args, profile))
    file = Path(address.removeprefix("sqlite:///"))
    if address.startswith("sqlite:///") and not file.is_file():
        raise UsageError(f"there is no archive at {file} yet")
    after = _before(args.since, profile) if args.since else None
    given_up: list[str] = []
    with SqlArchive.open(address, create=not args.dry_run) as archive:
        batches = _batches(archive, None if args.all else __version__, after)
        again = _read(batches, archive, workers_for(profile), profile, given_up)
        done = archive.replace(progress(again, "reading again"), at=datetime.now(UTC), dry=args.dry_run)
    if done.captures or not given_up:
        print(_told(done, dry=args.dry_run, every=args.all))
    for said in given_up:
        print(f"FAIL  {said}; it stays as it was")
    return Exit.PARTIAL if given_up else Exit.OK


def _before(since: str, profile: Profile) -> Capture:
    """What stands before the first capture of a day, in the order in which captures were fetched."""
    start = datetime.combine(day(since), time(), profile.zone)
    return Capture(sha256="", name="", media_type="text/plain", body=b"", fetched_at=start)


def _batches(archive: SqlArchive, extractor: str | None, after: Capture | None) -> Iterator[tuple[Capture, ...]]:
    while batch := archive.outdated(extractor, _BATCH, after):
        yield batch
        after = batch[-1]


def _read(
    batches: Iterator[tuple[Capture, ...]], archive: SqlArchive, workers: Workers, profile: Profile, given_up: list[str]
) -> Iterator[Harvest]:
    """What the present extractor makes of captures. One that has to be given up keeps what it has, and is named in `given_up`."""
    work = partial(extract_beside, zone=profile.zone)
    for batch in batches:
        scrapes = fingerprints(batch)
        pages = beside(batch, (*scrapes, *archive.remembered({one.site for one in scrapes})))
        for harvest in workers.map(work, pages, lambda page, reason: _given_up(page[0], reason, given_up)):
            if harvest.capture:
                yield harvest


def _given_up(capture: Capture, reason: str, said: list[str]) -> Harvest:
    """No harvest: what an earlier extractor made of a capture is worth more than that this one did not get through it here."""
    said.append(f"{capture.name} ({capture.sha256[:12]}): {reason}")
    return Harvest(capture="")


def _told(done: Replaced, *, dry: bool, every: bool) -> str:
    if not done.captures:
        there = "There is no capture to read again"
        return f"{there}." if every else f"{there}: the present extractor has read them all; --all reads them once more."
    verb = "would be" if dry else "was" if done.captures == 1 else "were"
    return (
        f"{_many(done.captures, 'capture')} {verb} read again: {_many(done.same, 'article')} as before, "
        f"{done.changed:,} otherwise than before, {done.found:,} found now, {done.lost:,} no longer found."
        + (" Nothing was written." if dry else "")
    )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
