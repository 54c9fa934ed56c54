"""How the service is: whether its databases can be written, the clock is right, the disk has room; and how old the last edition is."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from briefing.edges.archive import SqlArchive
from briefing.errors import BriefingError

LEAST_ROOM = 100_000_000  # bytes
BEHIND = timedelta(minutes=5)
_FINISHED = ("made", "done", "held")


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """An archive, the profiles in it that are served, and the folder where it grows."""

    archive: SqlArchive
    profiles: tuple[str, ...]
    folder: Path


def health(watched: Sequence[Watched], clock: Callable[[], datetime]) -> tuple[bool, Mapping[str, object]]:
    """Whether links can be answered, and facts that name no profile and no place.

    `last_success_age` is of the profile whose last edition is the oldest, in seconds since it was made; None before there is one.
    It says nothing about readiness: links are answered all the same.
    """
    now = clock()
    said = {"database": "ok", "clock": "ok", "disk": "ok"}
    ages: list[int | None] = []
    for one in watched:
        try:
            one.archive.notices().try_writing()
            book = one.archive.runs()
            for profile in one.profiles:
                latest = book.latest(profile)
                if latest is not None and latest > now + BEHIND:
                    said["clock"] = "behind what is on record"
                runs = book.runs(profile, first=(now - timedelta(days=60)).date())
                made = [run.updated_at for run in runs.values() if run.state in _FINISHED]
                if latest is not None:
                    ages.append(int((now - max(made)).total_seconds()) if made else None)
        except BriefingError:
            said["database"] = "cannot be written"
        try:
            if shutil.disk_usage(one.folder if one.folder.exists() else Path()).free < LEAST_ROOM:
                said["disk"] = "nearly full"
        except OSError:
            said["disk"] = "not known"
    known = [age for age in ages if age is not None]
    oldest = None if len(known) < len(ages) or not known else max(known)
    return all(word == "ok" for word in said.values()), {**said, "last_success_age": oldest}
