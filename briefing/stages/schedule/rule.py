"""Which editions of a profile are due, decided from what is on record of them and nothing else.

A scheduler that wakes us decides nothing: called never, late, twice or by several at once, the answer is that of the records.

    enrolled                  now − window                       now
    ──┼─────────┼────────┼─────────┼────────┼─────────┼───────────┼──────┼──
      not owed    too old: skipped     made in order, each of its day     next
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from briefing.model import Run
from briefing.settings import Profile
from briefing.windows import due as due_at
from briefing.windows import window_for

LATE = timedelta(hours=1)  # an edition made later than this is a late one: its mail says so, and catch_up = "none" keeps it
FILED_ONLY = "missed; it is filed and not mailed, as [schedule] catch_up says"
FILED_TOO_LATE = "filed; it is too late to be mailed"
_SETTLED = ("done", "held", "skipped")
_DAY = timedelta(days=1)
_HOPELESS = 30  # attempts
_FIRST, _LONGEST = timedelta(minutes=5), timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What a mail says of how it comes: when it was due where it is late, the first and last day of missed editions that are only filed."""

    due: datetime | None
    filed: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """An edition to make now; it is mailed where `mail`, else only filed, for the `reason`."""

    day: date
    due: datetime
    mail: bool
    reason: str = ""
    note: Note | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Skip:
    """An edition that is not made and never will be, and why."""

    day: date
    due: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """What is owed at a moment: editions to make, in order; those too old; the first edition that is due later.

    `again` is when one that could not be made is tried next, where one waits for that.
    """

    make: tuple[Task, ...]
    skip: tuple[Skip, ...]
    next: tuple[date, datetime]
    again: datetime | None = None


def owed(profile: Profile, runs: Mapping[date, Run], since: datetime, now: datetime) -> Owed:
    """Which editions of a profile are to be made at `now`, by what is on record of its days and since when they are owed.

    An edition is of one day whose window is not empty, and due at the first instant at or after the window's end at which the
    wall clock reads the profile's time or later. Of days without a record those due before `since` are nobody's business.
    """
    now = now.astimezone(UTC)
    past: list[tuple[date, datetime]] = []
    for day, due in _editions(profile, since):
        if due > now:
            break
        past.append((day, due))
    upcoming = (day, due)
    newest = past[-1][0] if past else None
    tasks: list[Task] = []
    skips: list[Skip] = []
    waiting: list[datetime] = []
    for day, due in past:
        run = runs.get(day)
        if run is not None and run.state in _SETTLED:
            continue
        old = due < now - profile.schedule.window
        if old and (run is None or run.state != "made"):
            skips.append(Skip(day=day, due=due, reason=_too_old(profile, run)))
        elif run is not None and run.state == "failed" and run.next_at is not None and run.next_at > now:
            waiting.append(run.next_at)
        else:
            why_not = FILED_TOO_LATE if old else "" if _is_mailed(profile, day, due, newest, now) else FILED_ONLY
            tasks.append(Task(day=day, due=due, mail=not why_not, reason=why_not))
    filed = {task.day for task in tasks if task.reason == FILED_ONLY}
    filed |= {day for day, run in runs.items() if run.reason == FILED_ONLY}
    tasks.sort(key=lambda task: _breaks(runs.get(task.day)))  # sorting keeps the order of the others
    made = tuple(_with_note(profile, task, filed, now) for task in tasks)
    return Owed(make=made, skip=tuple(skips), next=upcoming, again=min(waiting, default=None))


def next_try(attempts: int, now: datetime) -> datetime:
    """When an edition that could not be made is tried again: after 5 minutes, then twice as long each time, an hour at most."""
    return now + min(_FIRST * (1 << min(max(attempts - 1, 0), 10)), _LONGEST)


def _editions(profile: Profile, since: datetime) -> Iterator[tuple[date, datetime]]:
    """Every edition due at `since` or later, in order, for ever; days without an hour of their own have none."""
    day = since.astimezone(profile.zone).date() - 4 * _DAY  # an edition is due two days after its own at the latest
    while True:
        window = window_for(profile, day, day)
        if window.start < window.end and (due := due_at(profile, day)) >= since:
            yield day, due
        day += _DAY


def _is_mailed(profile: Profile, day: date, due: datetime, newest: date | None, now: datetime) -> bool:
    match profile.schedule.catch_up:
        case "all":
            return True
        case "latest":
            return day == newest
        case "none":
            return now - due <= LATE


def _breaks(run: Run | None) -> bool:
    """Whether the process ends each time it makes this edition (the memory is not enough, say): then it holds up no other."""
    return run is not None and run.state == "making" and run.attempts >= _HOPELESS


def _too_old(profile: Profile, run: Run | None) -> str:
    days = f"more than {_span(profile.schedule.window)} late"
    if run is None:
        return f"missed, and {days}: nothing ran when it was due"
    if run.state == "failed":
        tries = "1 attempt" if run.attempts == 1 else f"{run.attempts} attempts"
        return f"could not be made in {tries}, and is {days}: {run.reason}"
    return f"begun and never finished, and {days}"


def _span(length: timedelta) -> str:
    days, rest = divmod(length, _DAY)
    if days and not rest:
        return "1 day" if days == 1 else f"{days} days"
    hours = length / timedelta(hours=1)
    return "1 hour" if hours == 1 else f"{hours:g} hours"


def _with_note(profile: Profile, task: Task, filed: set[date], now: datetime) -> Task:
    """The task with what its mail says: that it is late, and which days just before it are filed and were not mailed."""
    if not task.mail:
        return task
    before: list[date] = []
    day = task.day - _DAY
    while day in filed or (before and _is_empty(profile, day)):
        if day in filed:
            before.append(day)
        day -= _DAY
    late = task.due if now - task.due > LATE else None
    if late is None and not before:
        return task
    note = Note(due=late, filed=tuple(reversed(before)))
    return Task(day=task.day, due=task.due, mail=True, note=note)


def _is_empty(profile: Profile, day: date) -> bool:
    window = window_for(profile, day, day)
    return window.start >= window.end
