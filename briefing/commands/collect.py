"""`briefing collect`: from the profile's sources to the archive, as often as it is run."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from briefing.collecting import Round, collect_sources
from briefing.commands.collect_log import JsonLog, Log, Quiet, Table
from briefing.commands.context import archive_url, base_for, crew_for, output_for, profile_for
from briefing.edges.archive import SqlArchive
from briefing.edges.boxes.dropbox import Dropbox
from briefing.edges.boxes.mailbox import Mailboxes
from briefing.edges.fetch import Fetcher
from briefing.errors import Exit, UsageError
from briefing.settings import Profile, Source


def run(args: argparse.Namespace) -> int:
    """Visit the sources that are due, tell what came of each; exit code 10 where one failed, 75 where all did."""
    profile = profile_for(args)
    sources = _chosen(profile, args.only)
    log = _log(args, profile, len(sources))
    try:
        rounds = asyncio.run(_collect(args, profile, sources, log))
    except asyncio.CancelledError:
        print("briefing: stopped; what was fetched is kept", file=sys.stderr)
        return 128 + signal.SIGTERM
    finally:
        log.close()
    log.end(rounds)
    return exit_code(rounds)


def exit_code(rounds: Sequence[Round]) -> int:
    """0 where every source that was visited answered, 10 where some did not or may not be read, 75 where none did."""
    visits = [one.visit for one in rounds if one.visit]
    failed = [visit for visit in visits if visit.outcome in ("failed", "closed")]
    if not failed:
        return Exit.OK
    return Exit.PARTIAL if len(failed) < len(visits) or any(visit.outcome == "closed" for visit in failed) else Exit.TRY_LATER


async def _collect(args: argparse.Namespace, profile: Profile, sources: Sequence[Source], log: Log) -> tuple[Round, ...]:
    task = asyncio.current_task()
    if task:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with SqlArchive.open(archive_url(args, profile, output_for(args, profile))) as archive, crew_for(profile) as crew:
        book = archive.sources()
        async with Fetcher(profile.fetch, clock=_now, register=book) as net:
            return await collect_sources(
                sources,
                book=book,
                store=archive,
                net=net,
                boxes={"folder": Dropbox(base_for(args)), "imap": Mailboxes(profile.fetch)},
                crew=crew,
                zone=profile.zone,
                fetch=profile.fetch,
                clock=_now,
                tell=log.tell,
                tick=log.tick,
                anyway=args.force,
            )


def _chosen(profile: Profile, names: Sequence[str] | None) -> tuple[Source, ...]:
    if not profile.sources:
        raise UsageError("the profile names no sources; `briefing discover URL` prints the lines for a site's feeds")
    if not names:
        return profile.sources
    known = {source.name for source in profile.sources}
    if unknown := [name for name in names if name not in known]:
        raise UsageError(f"{unknown[0]!r} is no source of the profile; it has {', '.join(sorted(known))}")
    return tuple(source for source in profile.sources if source.name in names)


def _log(args: argparse.Namespace, profile: Profile, many: int) -> Log:
    if args.quiet:
        return Quiet()
    if args.json or not sys.stdout.isatty():
        return JsonLog(_now)
    return Table(profile.zone, many)


def _now() -> datetime:
    return datetime.now(UTC)
