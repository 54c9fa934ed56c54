"""How `run --due` has an edition mailed: from the shelf, planned, sent."""

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from threading import Event

from briefing.commands import outbox
from briefing.commands.send import Sent, send_owed
from briefing.edges.archive import SqlArchive
from briefing.edges.filed import filed
from briefing.errors import UsageError
from briefing.model import MailCount, Posting
from briefing.settings import Profile


def from_shelf(output: Path, profile: Profile, day: date) -> dict[str, bytes] | None:
    """The files of an edition that mails are made of, as they were filed; None where they are not all there any more."""
    try:
        found = filed(output, profile.id, str(day))
    except UsageError:
        return None
    if found is None:
        return None
    return {"briefing.json": found.briefing} | ({"briefing.pdf": found.pdf} if found.pdf is not None else {})


def is_planned(archive: SqlArchive, profile: Profile, day: date) -> bool:
    """Whether the mail of an edition is planned already."""
    return archive.mails().planned(profile.id, str(day))


def plan(
    profile: Profile, archive: SqlArchive, day: date, *, due: datetime, note: str, files: dict[str, bytes], now: datetime
) -> MailCount:
    """Freeze the edition and its readers; nothing where that is done already."""
    posting = Posting(
        profile=profile.id,
        edition=str(day),
        due=due,
        briefing=files["briefing.json"],
        pdf=files.get("briefing.pdf"),
        note=note,
    )
    return outbox.plan(profile, archive, posting, now=now)


def send(profile: Profile, args: argparse.Namespace, archive: SqlArchive, *, now: datetime, stop: Event) -> Sent:
    """Send what is owed of a profile and due to be tried, and say how it went."""
    if args.now:  # the clock has gone on since
        args = argparse.Namespace(**vars(args) | {"now": now.isoformat()})
    sent = send_owed(profile, args, archive, stop=stop)
    done = sent.round
    counts = {"sent": done.taken, "to be tried again": done.later, "failed": done.never, "in doubt": done.unknown}
    if any(counts.values()):
        print(f"  mail: {', '.join(f'{count} {what}' for what, count in counts.items() if count)}")
    if done.unreachable:
        print(f"briefing: the mail server: {done.unreachable}", file=sys.stderr)
    return sent
