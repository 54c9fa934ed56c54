"""Sending what is owed: claim a few mails, write each, hand it over, put down what became of it, until nothing is owed.

One mail never stops the others. What is about the server (no connection, no log-in) stops the connection it happened to, and the
mails stay owed.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from briefing import failpoints
from briefing.delivering.backoff import GIVEN_UP, next_try
from briefing.delivering.clerk import Clerk
from briefing.delivering.pace import Pace
from briefing.delivering.ports import Carrier, Ledger, Write
from briefing.errors import BriefingError
from briefing.mail_address import Unfit
from briefing.model import Begun, Delivery, Ended, Letter, Reply, Verdict

CLAIMED = timedelta(minutes=10)  # mails that wait for their turn are ours for so long
ON_ITS_WAY = timedelta(minutes=20)  # the last dot may wait 10 minutes for its answer (RFC 5321 §4.5.3.2.6), the text as long
_BATCH, _BATCH_SECONDS = 20, 5
_SILENT = 3  # mails in a row that the server says nothing to: each may have cost minutes
_FINISHING, _INTERRUPTED = 7.0, 2.0  # seconds to the end of a transaction, and for what is broken off then
_NO_SUCH_READER = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10")  # RFC 3463 §3.2, RFC 7505: about the address written to
_TOO_LARGE = "5.3.4"


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """How mails go out: over how many connections, how many in a second, which of them.

    `edition` is the one whose mails are sent, none for all; with `flush` also those whose next try has not come.
    """

    profile: str
    rate: float
    connections: int = 1
    edition: str | None = None
    flush: bool = False


@dataclass(kw_only=True, slots=True)
class Round:
    """What one call of `send` did: how many mails it tried came to what; `unreachable` says why the server cannot be reached."""

    taken: int = 0
    later: int = 0
    never: int = 0
    unknown: int = 0
    left_out: int = 0
    unreachable: str = ""
    stopped: bool = False
    again_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tools:
    """What sending needs of the world: see `ports`. `refused` is told of a reader whose address does not exist, and may not raise."""

    ledger: Ledger
    write: Write
    connect: Callable[[], Carrier]
    clock: Callable[[], datetime]
    refused: Callable[[Delivery, Reply, datetime], None] = lambda _mail, _reply, _now: None


def send(way: Way, tools: Tools, *, stop: threading.Event | None = None) -> Round:
    """Send what is owed of a profile now, until nothing is or the server cannot be reached.

    Once `stop` is set, mails on their way are seen to their end for some seconds, and no other is begun. Raises what the ledger
    raises where it cannot be written: mails stay as they are on record then.
    """
    sending = _Sending(way, tools, stop or threading.Event())
    return sending.all()


@dataclass(slots=True)
class _Line:
    """One connection: what it has come to, and the entry of its last mail, which may still be on its way to the disk."""

    carrier: Carrier
    since_trouble: int = 0
    silent: int = 0
    last: "Future[bool] | None" = None


class _Sending:
    def __init__(self, way: Way, tools: Tools, stop: threading.Event) -> None:
        self._way, self._tools, self._stop = way, tools, stop
        self._pace = Pace(way.rate)
        self._clerk = Clerk(tools.ledger)
        self._halt = threading.Event()  # `stop`, or one of us failed
        self._lock = threading.Lock()
        self._round = Round()
        self._began = tools.clock()
        self._error: BaseException | None = None
        self._carriers: list[Carrier] = []
        self._most = max(1, min(_BATCH, int(way.rate * _BATCH_SECONDS)))

    def all(self) -> Round:
        threads = [
            threading.Thread(target=self._guarded, name=f"mail {number + 1}", daemon=True)
            for number in range(self._way.connections)
        ]
        for thread in threads:
            thread.start()
        try:
            self._wait(threads, None)
        finally:
            self._halt.set()
            self._wait(threads, _FINISHING)
            if any(thread.is_alive() for thread in threads):
                for carrier in self._carriers:
                    carrier.interrupt()
                self._wait(threads, _INTERRUPTED)
            self._clerk.close(_INTERRUPTED)
        if self._error:
            raise self._error
        done = self._round
        done.stopped = self._stop.is_set()
        if done.unreachable and not done.taken and done.again_at:
            self._tools.ledger.postpone(self._way.profile, until=done.again_at)
        return done

    def _wait(self, threads: Sequence[threading.Thread], seconds: float | None) -> None:
        until = None if seconds is None else time.monotonic() + seconds
        for thread in threads:
            while thread.is_alive() and (until is None or time.monotonic() < until):
                thread.join(0.05)
                if self._stop.is_set() and until is None:
                    return

    def _guarded(self) -> None:
        line = _Line(self._tools.connect())
        with self._lock:
            self._carriers.append(line.carrier)
        try:
            self._work(line)
            self._written(line)
        except BaseException as error:  # noqa: BLE001 (raised again by `all`, which waits for us)
            self._error = self._error or error
            self._halt.set()
        finally:
            line.carrier.close()

    def _work(self, line: _Line) -> None:
        way, tools = self._way, self._tools
        while not self._halted():
            now = tools.clock()
            mails = tools.ledger.claim(
                way.profile,
                now=now,
                until=now + CLAIMED,
                most=self._most,
                edition=way.edition,
                flush=self._began if way.flush else None,
            )
            if not mails:
                return
            failpoints.reach("send.claimed")
            for number, mail in enumerate(mails):
                if self._halted() or not self._pace.take(self._halt):
                    tools.ledger.give_back(mails[number:])
                    return
                try:
                    goes_on = self._one(line, mail)
                finally:
                    self._pace.done()
                if not goes_on:
                    tools.ledger.give_back(mails[number + 1 :])
                    return

    def _one(self, line: _Line, mail: Delivery) -> bool:
        """Try to send a mail and have it put down; whether this connection goes on to another."""
        letter = self._letter(mail)
        failpoints.reach("send.written")
        void = False

        def inflight() -> bool:
            nonlocal void
            digest = sha256()
            for piece in letter.pieces if isinstance(letter, Letter) else ():
                digest.update(piece)
            now = self._tools.clock()
            entry = Begun(mail=mail, wire_sha256=digest.hexdigest(), now=now, until=now + ON_ITS_WAY)
            void = not self._clerk.write(entry).result()
            return not void

        reply = letter if isinstance(letter, Reply) else line.carrier.carry(letter, inflight=inflight)
        if reply.status == _TOO_LARGE and reply.code is None and mail.style == "pdf":
            letter = self._letter(mail, attach=False)  # rather a link than no mail
            reply = letter if isinstance(letter, Reply) else line.carrier.carry(letter, inflight=inflight)
        if void:
            self._count(None)
            return True
        now = self._tools.clock()
        self._written(line)
        line.last = self._clerk.write(self._entry(mail, reply, now))
        if reply.verdict == "never" and not reply.common and (reply.code or 0) >= 500 and reply.status in _NO_SUCH_READER:
            self._written(line)
            self._tools.refused(mail, reply, now)
        return self._goes_on(line, mail, reply, now)

    def _letter(self, mail: Delivery, *, attach: bool = True) -> Letter | Reply:
        try:
            letter = self._tools.write(mail, attach=attach)
        except Exception as error:  # noqa: BLE001 (a mail that cannot be written costs the others nothing)
            why = str(error) if isinstance(error, BriefingError) else type(error).__name__
            return Reply(verdict="later", text=f"the mail could not be written: {why}")
        if isinstance(letter, Unfit):
            return Reply(verdict="never", status="5.1.3", text=f"the address {letter.reason}")
        return letter

    def _entry(self, mail: Delivery, reply: Reply, now: datetime) -> Ended:
        if reply.verdict != "later" and not (reply.common and reply.verdict == "never"):
            return Ended(mail=mail, reply=reply, now=now)
        again = next_try(mail, now)
        if again is None:
            text = f"given up after {GIVEN_UP.total_seconds() / 3600:.0f} hours: {reply.text}"
            return Ended(mail=mail, reply=replace(reply, verdict="never", text=text), now=now)
        return Ended(mail=mail, reply=replace(reply, verdict="later"), now=now, next_at=again)

    def _goes_on(self, line: _Line, mail: Delivery, reply: Reply, now: datetime) -> bool:
        self._count("later" if reply.common else reply.verdict)
        if reply.verdict == "taken":
            line.since_trouble, line.silent = line.since_trouble + 1, 0
            return True
        line.silent = line.silent + 1 if reply.code is None and not _about_the_mail(reply) else 0
        if not (reply.common or line.silent >= _SILENT):
            return True
        if reply.common and line.since_trouble:  # it closes connections after so many mails: the next may do
            line.since_trouble = 0
            return True
        with self._lock:
            self._round.unreachable = reply.text or f"the mail server says {reply.code}"
            self._round.again_at = next_try(mail, now)
        return False

    def _count(self, verdict: Verdict | None) -> None:
        with self._lock:
            name = verdict or "left_out"
            setattr(self._round, name, getattr(self._round, name) + 1)

    def _written(self, line: _Line) -> None:
        """Wait until the entry of the line's last mail is on record; raises where it cannot be."""
        last, line.last = line.last, None
        if last is not None:
            last.result()

    def _halted(self) -> bool:
        return self._halt.is_set() or self._stop.is_set()


def _about_the_mail(reply: Reply) -> bool:
    """Whether a reply that no server gave is about this mail alone: its size, its address."""
    return reply.verdict == "never"
