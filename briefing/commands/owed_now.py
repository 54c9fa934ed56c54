"""What is owed of a profile's editions now, by what the archive has on record; nothing is written."""

from datetime import datetime

from briefing.edges.archive.run_book import RunBook
from briefing.settings import Profile
from briefing.stages.schedule import Owed, owed


def owed_now(profile: Profile, book: RunBook, now: datetime) -> Owed | None:
    """What `run --due` would do at `now`; None where the profile's editions were never looked at, so that none is owed."""
    watch = book.watch(profile.id)
    if watch is None:
        return None
    since, runs = book.unsettled(profile.id, since=watch.since, until=now - profile.schedule.window)
    return owed(profile, runs, since, now)
