"""What `run --due` says, in plain words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from briefing.model import Quality
from briefing.settings import Profile
from briefing.stages.schedule import Owed

LACKING: Mapping[Quality, str] = {"whole": "is whole", "partial": "lacks something", "empty": "has no news"}


def when(profile: Profile, moment: datetime) -> str:
    """A moment by the profile's clock: "2024-01-24 06:30 EET"."""
    return f"{moment.astimezone(profile.zone):%Y-%m-%d %H:%M %Z}"


def upcoming(profile: Profile, found: Owed) -> str:
    """When the next edition is due, and when one that could not be made is tried again."""
    day, at = found.next
    again = f"; one that could not be made is tried again {when(profile, found.again)}" if found.again else ""
    return f"nothing {'else ' if found.make else ''}is due; the next edition, of {day}, is due {when(profile, at)}{again}"


def skipped(days: Sequence[date], reasons: Mapping[date, str]) -> list[str]:
    """A line for each stretch of days in order that follow each other and were skipped for the same reason."""
    found: list[list[date]] = []
    for day in days:
        if found and day - found[-1][-1] == timedelta(days=1) and reasons[day] == reasons[found[-1][0]]:
            found[-1].append(day)
        else:
            found.append([day])
    return [f"{one[0]}{f' to {one[-1]}' if len(one) > 1 else ''}: skipped, {reasons[one[0]]}" for one in found]


def behind(profile: Profile, now: datetime, latest: datetime) -> str:
    """Why a clock is not trusted, and what to do."""
    return (
        f"the clock shows {when(profile, now)}, and {when(profile, latest)} is on record: no edition is made until it is right; "
        "if it is, and was wrong before, `briefing run --due --clock-is-right` forgets what was put down since"
    )
