"""The scheduler at work: at each wake it looks at every profile, starts what is to be done, and tells how it ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from briefing.commands.clock_jumps import ClockJumps
from briefing.commands.schedule_desk import Desk, Work, due_next
from briefing.commands.schedule_log import Log
from briefing.errors import Exit

_ENDS = {
    Exit.OK: "all went well",
    Exit.UNEXPECTED: "something unexpected",
    Exit.USAGE: "wrong use",
    Exit.CONFIG: "wrong profile or archive",
    Exit.PARTIAL: "partly done",
    Exit.NOTHING: "nothing to report",
    Exit.MAIL: "mail is owed, failed or in doubt",
    Exit.LOCKED: "another process is at it",
    Exit.TRY_LATER: "it cannot be done now",
}
_GRAVITY = (0, 11, 10, 12, 13, 75, 3, 2, 1)  # what --once ends with: the gravest of all
_LIMITS: dict[Work, float] = {"run": 12 * 3600.0, "collect": 3600.0}  # seconds after which something has got stuck
_GRACE = 12.0  # seconds from asking a child to end until it is made to


class Running(Protocol):
    """A child process."""

    @property
    def code(self) -> int | None: ...

    def hear_out(self) -> None: ...

    def ask_to_end(self) -> None: ...

    def kill(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Job:
    desk: Desk
    work: Work
    child: Running
    began: float


class Service:
    """Every profile's desk and the children at work for them. It waits for nothing: whoever has it calls `wake` again and again."""

    def __init__(
        self,
        desks: Sequence[Desk],
        *,
        clock: Callable[[], datetime],
        steady: Callable[[], float],
        log: Log,
        start: Callable[[Desk, Work], Running],
        fault: Callable[[Desk, Work, int, str], None],
        at_once: int,
    ) -> None:
        """`fault` is called where a child ended as none should; so many editions are made `at_once`."""
        self.desks = tuple(desks)
        self.worst = 0
        self._clock, self._steady, self._log, self._start, self._fault, self._at_once = clock, steady, log, start, fault, at_once
        self._jobs: list[_Job] = []
        self._ending = False
        self._jumps = ClockJumps(clock(), steady())

    @property
    def busy(self) -> int:
        """How many children are at work."""
        return len(self._jobs)

    def introduce(self) -> None:
        """Say which profiles there are, when each is due next and how often its sources are asked."""
        for desk in self.desks:
            look = desk.outlook(self._clock(), self._steady())
            if look is None:
                continue
            sources = len(desk.profile.sources)
            every = desk.profile.schedule.collect
            said, facts = due_next(look, desk.profile)
            collects = f"{sources} {'source' if sources == 1 else 'sources'} every {_span(every.total_seconds())}"
            owed = f"; to be made now: {', '.join(map(str, look.due))}" if look.due else ""
            desk.tell(
                "profile", f"{desk.profile.title}: {said}; collects from {collects if sources else 'no sources'}{owed}", **facts
            )

    def wake(self) -> None:
        """Take note of who has ended and of the clock, and start what is to be done."""
        self.reap()
        steady = self._steady()
        if jump := self._jumps.note(self._clock(), steady):
            way, length = ("forward", jump) if jump.total_seconds() > 0 else ("back", -jump)
            said = f"the clock was set {way} by {_span(length.total_seconds())}; nothing is started until it has gone steadily for a minute"
            self._log.tell("clock", said, seconds=round(jump.total_seconds()))
        for job in self._jobs:
            if steady > job.began + _LIMITS[job.work]:
                job.desk.tell("stuck", f"{_name(job.work)} has taken {_span(steady - job.began)}; it is ended", work=job.work)
                job.child.kill()
        if not self._jumps.believed(steady):
            return
        for desk in self.desks:
            desk.reread(steady)
            for work in desk.work(self._clock(), steady):
                self._begin(desk, work)

    def reap(self) -> None:
        """Take note of who has ended."""
        for job in tuple(self._jobs):
            if (code := job.child.code) is not None:
                self._jobs.remove(job)
                job.child.hear_out()
                self._tell_end(job, code)

    def ask_to_end(self) -> float:
        """Ask every child to end; the steady clock's reading at which they are made to. None that ends from now on is at fault."""
        self._ending = True
        for job in self._jobs:
            job.child.ask_to_end()
        return self._steady() + _GRACE

    def kill(self) -> None:
        """End every child now."""
        for job in self._jobs:
            job.child.kill()

    def _begin(self, desk: Desk, work: Work) -> None:
        if work == "run" and sum(job.work == "run" for job in self._jobs) >= self._at_once:
            return
        steady = self._steady()
        try:
            child = self._start(desk, work)
        except OSError as error:
            desk.tell("trouble", f"{_name(work)} cannot be started: {error.strerror or error}", work=work)
            return
        desk.began(work, steady)
        self._jobs.append(_Job(desk, work, child, steady))
        if work == "run":
            desk.tell("start", _name(work), work=work)

    def _tell_end(self, job: _Job, code: int) -> None:
        steady = self._steady()
        fault = job.desk.ended(job.work, code, steady) and not self._ending
        how = _ENDS[Exit(code)] if code in _ENDS else f"ended by signal {-code}" if code < 0 else f"exit code {code}"
        gravity = {value: place for place, value in enumerate(_GRAVITY)}
        self.worst = max(self.worst, code if code in gravity else 1, key=lambda one: gravity[one])
        facts: dict[str, object] = {"work": job.work, "code": code, "seconds": round(steady - job.began, 1)}
        said = f"{_name(job.work)}: {how}"
        if fault or job.work == "run" or code != Exit.OK:
            job.desk.tell("end", said, **facts)
        if fault:
            self._fault(job.desk, job.work, code, said)
        if job.work == "run" and (look := job.desk.outlook(self._clock(), steady)):
            said, facts = due_next(look, job.desk.profile)
            job.desk.tell("next", said, **facts)


def _name(work: Work) -> str:
    return "making and mailing what is due" if work == "run" else "collecting"


def _span(seconds: float) -> str:
    """A length of time in words: of a day or more in days, and so on."""
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            count = round(seconds / length, 1)
            return f"{count:g} {unit}" if count == 1 else f"{count:g} {unit}s"
    return f"{seconds:.0f} seconds"
