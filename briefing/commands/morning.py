"""One call of `run --due`: what is owed is skipped, made, filed, planned and sent, and told.

Whatever happens between two lines of this module, the next call goes on where this one stood, and makes the same bytes.
"""

import argparse
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from briefing import failpoints
from briefing.commands import delivery
from briefing.commands.context import design_for
from briefing.commands.due_words import LACKING, behind, skipped, upcoming, when
from briefing.commands.edition import Made, file, formats_of, make
from briefing.commands.operator import operator_for
from briefing.commands.reading import senses_for
from briefing.commands.run import CODES, tell
from briefing.commands.send import Sent
from briefing.commands.stopping import Stopped, Stopping
from briefing.commands.turns import LEASE, kept
from briefing.edges.archive import SqlArchive
from briefing.errors import BriefingError, Exit
from briefing.model import NotNow, Quality, Run, Turn
from briefing.pipeline import Senses
from briefing.settings import Profile
from briefing.stages.schedule import LATE, Owed, Task, next_try, owed, said
from briefing.windows import window_for

BEHIND = timedelta(minutes=5)  # by how much a clock may be set back before we do not trust it


@dataclass(kw_only=True, slots=True)
class Morning:
    """One call of `run --due`, with what became of it so far."""

    args: argparse.Namespace
    profile: Profile
    output: Path
    address: str
    archive: SqlArchive
    clock: Callable[[], datetime]
    stop: Stopping
    began: datetime
    codes: list[int] = field(default_factory=list)
    qualities: list[Quality] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    _senses: list[Senses | None] = field(default_factory=list)

    def run(self) -> int:
        book, profile, now = self.archive.runs(), self.profile, self.began
        if self.args.clock_is_right:
            book.forget_after(profile.id, now=now)
        latest = book.latest(profile.id)
        if latest is not None and now < latest - BEHIND:
            return self._behind(latest, now)
        watch = book.enrol(profile.id, now=now, since=now - LATE)
        book.seen(profile.id, now=now)
        since, runs = book.unsettled(profile.id, since=watch.since, until=now - profile.schedule.window)
        found = owed(profile, runs, since, now)
        self._skip(found, now)
        if not found.make:
            print(upcoming(profile, found))
        operator = operator_for(profile, self.archive)
        if found.make:
            operator.ping("start", "")
        for task in found.make:
            if not self._one(task):
                break
            if task.mail:
                self._send()
        if not any(task.mail for task in found.make):
            self._send()  # what is owed of earlier editions
        code = self._code()
        if signal := self._signal(code):
            operator.ping(signal, f"editions: {', '.join(str(task.day) for task in found.make) or 'none'}; exit code {code}")
        operator.retry()
        return code

    def _signal(self, code: int) -> Literal["success", "fail"] | None:
        """What the dead man's switch hears: nothing where nothing was done, or another process or a later try has the last word."""
        if code == Exit.LOCKED or not (self.qualities or self.codes or any(one.round.taken for one in self.sent)):
            return None
        rounds = [one.round for one in self.sent]
        if code == Exit.MAIL and not any(one.never or one.unknown for one in rounds):
            return None if any(one.later for one in rounds) or not self.qualities else "success"  # old doubts are no new trouble
        return "success" if code in (Exit.OK, Exit.PARTIAL, Exit.NOTHING) else "fail"

    def _behind(self, latest: datetime, now: datetime) -> int:
        why = behind(self.profile, now, latest)
        print(f"briefing: {why}", file=sys.stderr)
        self._told(f"clock:{latest:%Y-%m-%d}", "the clock runs behind", why)
        return Exit.TRY_LATER

    def _skip(self, found: Owed, now: datetime) -> None:
        reasons = {skip.day: skip.reason for skip in found.skip}
        done = self.archive.runs().skip(self.profile.id, [(skip.day, skip.due, skip.reason) for skip in found.skip], now=now)
        if not done:
            return
        self.codes.append(Exit.PARTIAL)
        lines = skipped(done, reasons)
        print("\n".join(lines))
        self._told(f"skipped:{done[0]}:{done[-1]}", "editions were skipped", "\n".join(lines))

    def _one(self, task: Task) -> bool:
        """Make, file and plan one edition; False where there is no going on, as another process is at it."""
        book, day = self.archive.runs(), task.day
        now, begun_at = self.clock(), self.began.replace(microsecond=0)
        turn = book.claim(self.profile.id, day, due=task.due, now=now, until=now + LEASE, begun_at=begun_at)
        if turn is None:
            return True  # another process has finished it since we looked
        if isinstance(turn, NotNow):
            if turn.busy:
                print(f"{day}: another process is making it")
                self.codes.append(Exit.LOCKED)
            return not turn.busy
        with kept(book, turn, self.clock) as ours:
            try:
                self._finish(task, turn, book.runs(self.profile.id, first=day)[day], ours)
            except _TakenOver:
                print(f"{day}: another process has taken it over")
                self.codes.append(Exit.LOCKED)
                return False
            except (Stopped, KeyboardInterrupt):
                book.give_back(turn)
                raise
            except Exception as error:  # noqa: BLE001 (one edition that cannot be made costs no other)
                self._failed(task, turn, error)
        return True

    def _finish(self, task: Task, turn: Turn, run: Run, ours: Callable[[], bool]) -> None:
        failpoints.reach("run.claimed")
        book, day, quality = self.archive.runs(), task.day, run.quality
        files = delivery.from_shelf(self.output, self.profile, day) if run.state == "made" else None
        if files is None:
            made = self._made(task, turn)
            failpoints.reach("run.composed")
            if self.stop.asked.is_set():
                raise Stopped
            if not ours():
                raise _TakenOver
            file(self.archive, self.output, made)
            failpoints.reach("run.filed")
            quality = made.quality
            if not book.record(turn, "made", now=self.clock(), quality=quality):
                raise _TakenOver
            failpoints.reach("run.recorded")
            tell(made, self.output, dry=False)
            files = dict(made.edition.files)
        if quality is not None:
            self.qualities.append(quality)
        if not ours():
            raise _TakenOver
        self._deliver(task, turn, quality, files)

    def _made(self, task: Task, turn: Turn) -> Made:
        profile = self.profile
        if not self._senses:
            self._senses.append(senses_for(profile))
        wanted = formats_of(self.args.formats) if self.args.formats else profile.formats
        return make(
            self.archive,
            profile,
            window_for(profile, task.day, task.day),
            now=turn.begun_at.astimezone(profile.zone),
            formats=tuple(dict.fromkeys((*wanted, "json"))) if profile.mail else wanted,  # of which mails are made
            design=design_for(self.args, profile),
            senses=self._senses[0],
            output=self.output,
            address=self.address,
        )

    def _deliver(self, task: Task, turn: Turn, quality: Quality | None, files: dict[str, bytes]) -> None:
        """Plan the mail of an edition that is filed, or put down why there is none."""
        profile, book, day = self.profile, self.archive.runs(), task.day
        mail = profile.mail
        why_not = "" if task.mail else task.reason
        if mail is None:
            why_not = why_not or "filed; the profile has no [mail], so it is mailed to nobody"
        elif self.args.no_mail:
            why_not = why_not or "filed; it is not mailed, as --no-mail says"
        held = mail is not None and not why_not and getattr(mail, quality or "", "send") == "hold"
        if held:
            settled = book.record(turn, "held", now=self.clock(), reason=f"{LACKING[quality or 'whole']}: its mail is held back")
        elif why_not and not delivery.is_planned(self.archive, profile, day):
            settled = book.record(turn, "done", now=self.clock(), reason=why_not)
        else:
            note = said(task.note, zone=profile.zone, language=profile.language)
            count = delivery.plan(profile, self.archive, day, due=task.due, note=note, files=files, now=self.began)
            failpoints.reach("plan.committed")
            settled = book.record(turn, "done", now=self.clock())
            print(f"  mail is planned for {count.planned} {'reader' if count.planned == 1 else 'readers'}")
        if not settled:
            raise _TakenOver
        self._tell_of(day, quality, held=held)
        if why_not or held:
            print(f"  {why_not or 'its mail is held back; `briefing send --date ' + str(day) + '` sends it'}")

    def _tell_of(self, day: date, quality: Quality | None, *, held: bool) -> None:
        if quality is None or quality == "whole":
            return
        what = LACKING[quality] + (": its mail is held back" if held else "")
        more = f"briefing send --date {day} sends it all the same." if held else "Its coverage box says what."
        self._told(f"{quality}:{day}", f"the edition of {day} {what}", f"The edition of {day} {what}. {more}")

    def _failed(self, task: Task, turn: Turn, error: Exception) -> None:
        """Put down that an edition could not be made, or where it is filed already leave its mail to the next call."""
        book, day, now = self.archive.runs(), task.day, self.clock()
        known = isinstance(error, BriefingError | OSError)
        reason = str(error) if known else f"an unexpected {type(error).__name__}; the log has the details"
        self.codes.append(error.code if isinstance(error, BriefingError) else Exit.UNEXPECTED)
        try:
            run = book.runs(self.profile.id, first=day)[day]
            if run.state == "made":
                book.give_back(turn)
                what = f"{day}: filed; its mail could not be planned: {reason if known else type(error).__name__}"
            else:
                again = next_try(run.attempts, now)
                book.record(turn, "failed", now=now, reason=reason, next_at=again)
                what = f"{day}: could not be made: {reason}; it is tried again {when(self.profile, again)}"
                if not known:
                    traceback.print_exception(error)
        except BriefingError as worse:
            what = f"{day}: could not be made: {reason}; nor could that be put down: {worse}"
        print(f"briefing: {what}", file=sys.stderr)
        self._told(f"failed:{day}", f"the edition of {day} could not be made", what)

    def _send(self) -> None:
        """Send what is owed; it is broken off between two mails only."""
        if self.profile.mail is None or self.args.no_mail:
            return
        code = 0
        with self.stop.to_the_end() as asked:
            try:
                self.sent.append(delivery.send(self.profile, self.args, self.archive, now=self.clock(), stop=asked))
                code = self.sent[-1].code
            except BriefingError as error:
                print(f"briefing: {error}", file=sys.stderr)
                code = int(error.code)
            except Exception as error:  # noqa: BLE001 (editions yet to be made do not wait for it)
                print(f"briefing: sending ended with an unexpected {type(error).__name__}", file=sys.stderr)
                code = int(Exit.UNEXPECTED)
        self.codes += [code] if code else []

    def _told(self, key: str, subject: str, text: str) -> None:
        operator_for(self.profile, self.archive).told(key, f"{self.profile.title}: {subject}", text)

    def _code(self) -> int:
        """The most telling of the codes: what went wrong first, then mail, then what is lacking, then that there was no news."""
        for code in (Exit.UNEXPECTED, Exit.CONFIG, Exit.USAGE, Exit.TRY_LATER, Exit.LOCKED, Exit.MAIL):
            if code in self.codes:
                return code
        if Exit.PARTIAL in self.codes or "partial" in self.qualities:
            return Exit.PARTIAL
        return CODES["empty"] if self.qualities and set(self.qualities) == {"empty"} else Exit.OK


class _TakenOver(Exception):  # noqa: N818 (no error: another process goes on where this one stood still)
    """The turn is void."""
