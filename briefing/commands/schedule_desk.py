"""One profile under the scheduler: its file as it was last right, and what of its work is to be started now."""

import argparse
import contextlib
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from briefing.commands.context import AS_IT_WAS, profile_file, profile_for
from briefing.commands.schedule_log import Log, iso
from briefing.errors import BriefingError, Exit
from briefing.settings import Profile

Work = Literal["run", "collect"]
_EXPECTED = {Exit.OK, Exit.PARTIAL, Exit.NOTHING, Exit.MAIL, Exit.LOCKED, Exit.TRY_LATER}
_PAUSE, _LONGEST, _LONGEST_AFTER_A_FAULT = 30.0, 120.0, 3600.0  # seconds before the same is tried again
_FIRST_COLLECT = 600.0  # seconds the first editions wait for the first collect
_REPEAT = 3600.0  # seconds before the same trouble is said again
_LASTS = 600.0  # seconds after which trouble is more than a passing one


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What the records say of a profile: editions to make or to plan mail of now, whether mail may be tried, what is due next."""

    due: tuple[date, ...] = ()
    mail: bool = False
    next_day: date
    next_due: datetime


@dataclass(kw_only=True, slots=True)
class _Trouble:
    text: str
    since: float
    said: float
    told: bool = False


class Desk:
    """Decides for one profile; knows no process and no clock: what time it is, what began and how it ended, it is told."""

    def __init__(
        self,
        args: argparse.Namespace,
        *,
        look: Callable[[Profile, datetime], Look],
        log: Log,
        steady: float,
        alert: Callable[[Profile, str], None],
    ) -> None:
        """`args` as any command of one profile has them; `alert` is called with trouble that lasts. Raises what `profile_for` does."""
        self.args = args
        self.profile = profile_for(args)
        self.running: set[Work] = set()
        self._look = look
        self._log = log
        self._alert = alert
        self._file = profile_file(args)
        self._text = self._read()
        self._wrong: tuple[bytes, str] | None = None  # what the file holds now, and why that cannot be
        self._as_it_was: Path | None = None
        self._began = steady
        self._collected = False  # once at least
        self._collect_at = steady
        self._asked: Look | None = None  # what the run before this was started for
        self._tries = 0
        self._ended_at = steady
        self._code = 0
        self._troubles: dict[str, _Trouble] = {}

    def tell(self, event: str, text: str, **facts: object) -> None:
        """Tell of an event of this profile."""
        self._log.tell(event, text, profile=self.profile.id, zone=self.profile.zone, **facts)

    def reread(self, steady: float) -> None:
        """Take the profile's file as it is now; where it is wrong, say so and go by what it was."""
        text = self._read()
        if self._wrong is not None and text == self._wrong[0]:
            self._trouble("profile", self._wrong[1], steady)
        elif text != self._text or self._wrong is not None:
            self._take(text, steady)

    def work(self, now: datetime, steady: float) -> tuple[Work, ...]:
        """What is to be started now, in order."""
        wanted: list[Work] = []
        if self.profile.sources and "collect" not in self.running and steady >= self._collect_at:
            wanted.append("collect")
        if "run" not in self.running and self._run_is_wanted(now, steady):
            wanted.append("run")
        return tuple(wanted)

    def began(self, work: Work, steady: float) -> None:
        """Work was started."""
        self.running.add(work)
        if work == "collect":
            self._collect_at = steady + self.profile.schedule.collect.total_seconds()

    def ended(self, work: Work, code: int, steady: float) -> bool:
        """Work has ended with this exit code; whether that is a fault somebody must see to."""
        self.running.discard(work)
        if work == "collect":
            self._collected = True
        else:
            self._ended_at, self._code = steady, code
        return code not in _EXPECTED

    def outlook(self, now: datetime, steady: float) -> Look | None:
        """What the records say; None where they cannot be read, which is said."""
        try:
            look = self._look(self.profile, now)
        except BriefingError as error:
            self._trouble("archive", str(error), steady)
            return None
        self._troubles.pop("archive", None)
        return look

    def arguments(self, work: Work) -> tuple[str, ...]:
        """The words of the command that does it."""
        words = ["run", "--due"] if work == "run" else ["collect", "--quiet"]
        if self._file:
            words += ["--profile", str(self._file)]
        if self.args.output:
            words += ["--output", self.args.output]
        return tuple(words)

    def environment(self) -> Mapping[str, str]:
        """What the command finds in its environment: where the profile lies as it was last right, while its file is wrong."""
        return {AS_IT_WAS: str(self._as_it_was)} if self._as_it_was else {}

    def close(self) -> None:
        """Take away what was kept of the profile."""
        if self._as_it_was:
            self._as_it_was.unlink(missing_ok=True)
            self._as_it_was = None

    def _take(self, text: bytes, steady: float) -> None:
        try:
            self.profile = profile_for(self.args)
        except BriefingError as error:
            self._keep_as_it_was()
            self._wrong = text, f"{error}\n  what was in force before stays so"
            self._trouble("profile", self._wrong[1], steady)
            return
        self._text, self._wrong = text, None
        self._troubles.pop("profile", None)
        self.close()
        self.tell("profile", "the profile was read again")

    def _run_is_wanted(self, now: datetime, steady: float) -> bool:
        look = self.outlook(now, steady)
        if look is None:
            return False
        if not look.due and not look.mail:
            self._tries = 0
            return False
        if look.due and self._waits_for_the_first_collect(steady):
            return False
        fault = self._code not in _EXPECTED
        if self._asked and self._asked.due != look.due and not fault:
            self._tries = 0  # it is getting on
        if self._tries:
            pause = min(_PAUSE * 2 ** (self._tries - 1), _LONGEST_AFTER_A_FAULT if fault else _LONGEST)
            if steady < self._ended_at + pause:
                return False
        self._asked = look
        self._tries = min(self._tries + 1, 10)
        return True

    def _waits_for_the_first_collect(self, steady: float) -> bool:
        """After an outage what was published meanwhile is fetched before the missed editions are made of it."""
        return bool(self.profile.sources) and not self._collected and steady < self._began + _FIRST_COLLECT

    def _trouble(self, what: str, text: str, steady: float) -> None:
        """Say what is wrong, once an hour while it is; where it lasts, the operator is told too."""
        known = self._troubles.get(what)
        if known is None or text != known.text or steady >= known.said + _REPEAT:
            self.tell("trouble", text, what=what)
            since, told = (known.since, known.told) if known else (steady, False)
            known = self._troubles[what] = _Trouble(text=text, since=since, said=steady, told=told)
        if not known.told and steady >= known.since + _LASTS:
            known.told = True
            self._alert(self.profile, text)

    def _read(self) -> bytes:
        with contextlib.suppress(OSError):
            return self._file.read_bytes() if self._file else b""
        return b""  # why it cannot be read, `profile_for` says

    def _keep_as_it_was(self) -> None:
        if self._as_it_was is None:
            number, name = tempfile.mkstemp(prefix="briefing-", suffix=".toml")
            with os.fdopen(number, "wb") as file:
                file.write(self._text)
            self._as_it_was = Path(name)


def due_next(look: Look, profile: Profile) -> tuple[str, dict[str, object]]:
    """When the next edition is due, as a sentence and for programs."""
    at = look.next_due.astimezone(profile.zone)
    said = f"the next edition, of {look.next_day}, is due {at:%a %-d %b %Y %H:%M} ({profile.timezone})"
    return said, {"edition": str(look.next_day), "due": iso(look.next_due)}
