"""The book of runs: which scheduled editions there are, and who is at one.

Claims go by the token, as those of sources do: whoever stood still until somebody else took an edition over can no longer
put anything down about it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, delete, func, or_, select, update

from briefing.edges.archive.delivery_tables import run, watch
from briefing.edges.archive.engine import Database, insert_into
from briefing.edges.archive.holder import is_gone, me
from briefing.edges.archive.tables import AnyRow
from briefing.model import NotNow, Quality, Run, RunState, Turn, Watch

_SETTLED = ("done", "held", "skipped")
# A profile's zone and time of day may change, and when its days are due with them: by so much at most.
_MOVES = timedelta(days=4)
_LONGEST_TURN = timedelta(hours=1)
_ROWS = 500  # in one statement


class RunBook:
    """On SQLite or PostgreSQL; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enrol(self, profile: str, *, now: datetime, since: datetime) -> Watch:
        """Have the editions of a profile made by themselves: those due at `since` or later, where that was not settled before."""
        with self._database.reading() as connection:  # nearly always it is there
            found = _watch(connection, profile)
        if found is not None:
            return found
        with self._database.writing() as connection:
            added = insert_into(connection, watch).values(profile=profile, since=since, seen=now)
            connection.execute(added.on_conflict_do_nothing())
            found = _watch(connection, profile)
        assert found is not None
        return found

    def watch(self, profile: str) -> Watch | None:
        """Since when a profile's editions are made by themselves and when that was looked at last; None where they are not."""
        with self._database.reading() as connection:
            return _watch(connection, profile)

    def seen(self, profile: str, *, now: datetime) -> None:
        """Put down that a profile's editions were looked at; the latest moment stays."""
        with self._database.writing() as connection:
            connection.execute(update(watch).where(watch.c.profile == profile, watch.c.seen < now).values(seen=now))

    def latest(self, profile: str) -> datetime | None:
        """The latest moment that is on record of a profile's editions; no right clock shows an earlier one."""
        with self._database.reading() as connection:
            seen = connection.scalar(select(watch.c.seen).where(watch.c.profile == profile))
            changed = connection.scalar(select(func.max(run.c.updated_at)).where(run.c.profile == profile))
        return max(filter(None, (seen, changed)), default=None)

    def runs(self, profile: str, *, first: date | None = None) -> Mapping[date, Run]:
        """The editions of a profile on record, by day in order: all, or those from a day on."""
        rows = select(run).where(run.c.profile == profile)
        if first is not None:
            rows = rows.where(run.c.day >= first)
        with self._database.reading() as connection:
            return {row.day: _run(row) for row in connection.execute(rows.order_by(run.c.day))}

    def unsettled(self, profile: str, *, since: datetime, until: datetime) -> tuple[datetime, Mapping[date, Run]]:
        """From when on editions have to be looked at, and those on record from then on.

        Days are put down in order. So where one due before `until` is on record, all before it are, and only those that somebody
        has yet to finish count: what has been settled for long is not gone through again.
        """
        own = run.c.profile == profile
        with self._database.reading() as connection:
            settled = connection.scalar(select(func.max(run.c.due)).where(own, run.c.due < until))
            unfinished = connection.scalar(select(func.min(run.c.due)).where(own, run.c.state.not_in(_SETTLED)))
            if settled is not None:
                since = max(since, min(settled, unfinished or settled) - _MOVES)
            rows = connection.execute(select(run).where(own, run.c.due >= since - _MOVES).order_by(run.c.day))
            return since, {row.day: _run(row) for row in rows}

    def claim(
        self, profile: str, day: date, *, due: datetime, now: datetime, until: datetime, begun_at: datetime | None = None
    ) -> Turn | NotNow | None:
        """The right to make an edition until then, where it is not finished and nobody else has it; else why not.

        None where it is finished. Who has surely ended has no right any more. `begun_at` (else `now`) goes on record as when it
        was begun, where this is the first time.
        """
        begun_at = begun_at or now
        with self._database.writing() as connection:
            row = connection.execute(select(run).where(*_of(profile, day)).with_for_update()).one_or_none()
            if row is None:
                fresh = {
                    "profile": profile,
                    "day": day,
                    "due": due,
                    "state": "making",
                    "token": 1,
                    "begun_at": begun_at,
                    "attempts": 1,
                }
                fresh |= {"reason": "", "until": until, "holder": me(), "updated_at": now}
                added = insert_into(connection, run).values(**fresh).on_conflict_do_nothing()
                token = connection.scalar(added.returning(run.c.token))
                # None where another process was faster, of which PostgreSQL tells only then.
                return (
                    NotNow(busy=True, until=until) if token is None else Turn(profile=profile, day=day, token=1, begun_at=begun_at)
                )
            if row.state in _SETTLED:
                return None
            if why_not := _why_not(row, now):
                return why_not
            taken: dict[str, Any] = {"token": row.token + 1, "until": until, "holder": me(), "updated_at": now}
            if row.state != "made":
                taken |= {"state": "making", "attempts": row.attempts + 1, "next_at": None}
            if row.begun_at is None:
                taken["begun_at"] = begun_at
            connection.execute(update(run).where(*_of(profile, day)).values(**taken))
            return Turn(profile=profile, day=day, token=row.token + 1, begun_at=row.begun_at or begun_at)

    def renew(self, turn: Turn, *, until: datetime) -> bool:
        """Keep a turn longer; False where it is void."""
        with self._database.writing() as connection:
            renewed = update(run).where(*_is(turn)).values(until=until)
            return connection.scalar(renewed.returning(run.c.token)) is not None

    def record(
        self,
        turn: Turn,
        state: RunState,
        *,
        now: datetime,
        quality: Quality | None = None,
        reason: str = "",
        next_at: datetime | None = None,
    ) -> bool:
        """Put down what has become of an edition; False, and nothing is put down, where the turn is void.

        With every state but "made" the turn is given back.
        """
        noted: dict[str, Any] = {"state": state, "reason": reason, "next_at": next_at, "updated_at": now}
        if quality is not None:
            noted["quality"] = quality
        if state != "made":
            noted |= {"until": None, "holder": None}
        with self._database.writing() as connection:
            recorded = update(run).where(*_is(turn)).values(**noted)
            return connection.scalar(recorded.returning(run.c.token)) is not None

    def give_back(self, turn: Turn) -> None:
        """Give a turn back unfinished, for whoever comes next."""
        with self._database.writing() as connection:
            connection.execute(update(run).where(*_is(turn)).values(until=None, holder=None))

    def release(self, profile: str, day: date, *, now: datetime) -> None:
        """Put down that the mail of an edition is held back no longer; of any other edition nothing."""
        with self._database.writing() as connection:
            held = update(run).where(*_of(profile, day), run.c.state == "held")
            connection.execute(held.values(state="done", reason="held, then mailed by hand", updated_at=now))

    def skip(self, profile: str, days: Iterable[tuple[date, datetime, str]], *, now: datetime) -> tuple[date, ...]:
        """Put down editions (day, due, why) as never to be made; the days that this call put down.

        What is finished, and what somebody is at, stays as it is.
        """
        wanted = sorted(days)
        done: list[date] = []
        if not wanted:
            return ()
        with self._database.writing() as connection:
            within = and_(run.c.profile == profile, run.c.day >= wanted[0][0], run.c.day <= wanted[-1][0])
            there = {row.day: row for row in connection.execute(select(run).where(within).with_for_update())}
            added = insert_into(connection, run).on_conflict_do_nothing().returning(run.c.day)
            same = {"profile": profile, "state": "skipped", "token": 0, "attempts": 0, "updated_at": now}
            fresh = [same | {"day": day, "due": due, "reason": why} for day, due, why in wanted if day not in there]
            for start in range(0, len(fresh), _ROWS):
                done += connection.scalars(added, fresh[start : start + _ROWS])
            for day, _due, why in wanted:
                row = there.get(day)
                if row is None or row.state in _SETTLED or (row.state != "failed" and _why_not(row, now)):
                    continue
                noted = {"state": "skipped", "reason": why, "next_at": None, "until": None, "holder": None, "updated_at": now}
                connection.execute(update(run).where(*_of(profile, day)).values(token=row.token + 1, **noted))
                done.append(day)
        return tuple(sorted(done))

    def forget_after(self, profile: str, *, now: datetime) -> tuple[date, ...]:
        """Forget what a clock that ran ahead had put down: editions not due before `now`, and days skipped later than `now`.

        The days that were forgotten, in order. What was made and was due stays, as if it had been made now.
        """
        own, ahead = run.c.profile == profile, run.c.updated_at > now
        early = and_(own, or_(run.c.due > now, and_(ahead, run.c.state == "skipped")))
        with self._database.writing() as connection:
            forgotten = connection.scalars(delete(run).where(early).returning(run.c.day)).all()
            tries = {"next_at": case((run.c.next_at > now, now), else_=run.c.next_at)}
            tries |= {"begun_at": case((run.c.begun_at > now, now), else_=run.c.begun_at)}
            tries |= {"until": case((run.c.until > now + _LONGEST_TURN, now), else_=run.c.until)}
            connection.execute(update(run).where(own, ahead).values(updated_at=now, **tries))
            connection.execute(update(watch).where(watch.c.profile == profile, watch.c.seen > now).values(seen=now))
            connection.execute(update(watch).where(watch.c.profile == profile, watch.c.since > now).values(since=now))
            return tuple(sorted(forgotten))


def _watch(connection: Connection, profile: str) -> Watch | None:
    row = connection.execute(select(watch).where(watch.c.profile == profile)).one_or_none()
    return Watch(profile=row.profile, since=row.since, seen=row.seen) if row else None


def _run(row: AnyRow) -> Run:
    return Run(
        profile=row.profile,
        day=row.day,
        due=row.due,
        state=row.state,
        attempts=row.attempts,
        quality=row.quality,
        reason=row.reason,
        next_at=row.next_at,
        updated_at=row.updated_at,
    )


def _why_not(row: AnyRow, now: datetime) -> NotNow | None:
    """Why an unfinished edition may not be made now, by its row; None where it may."""
    if row.until is not None and row.until > now and not is_gone(row.holder or ""):
        return NotNow(busy=True, until=row.until)
    if row.next_at is not None and row.next_at > now:
        return NotNow(busy=False, until=row.next_at)
    return None


def _of(profile: str, day: date) -> tuple[Any, ...]:
    return run.c.profile == profile, run.c.day == day


def _is(turn: Turn) -> tuple[Any, ...]:
    return (*_of(turn.profile, turn.day), run.c.token == turn.token, run.c.until.is_not(None))
