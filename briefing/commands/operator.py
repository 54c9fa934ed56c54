"""Telling the operator: by mail and webhook what went wrong, each once; by a dead man's switch that all is well.

Nothing here raises, and nothing takes longer than its time: a run is not to fail, nor to wait, because its operator is away.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from briefing.commands.schedule_log import without_addresses
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.notice_book import Notice, NoticeBook
from briefing.edges.web_call import below, post
from briefing.errors import BriefingError
from briefing.settings import Profile

if TYPE_CHECKING:
    from briefing.stages.mail import Sign

SECONDS = 10.0  # for telling, and for a ping
Signal = Literal["start", "success", "fail"]
_PING_TRIES = 2
_LONGEST = 10_000  # characters that a dead man's switch is sent as a log
_JSON = "application/json; charset=utf-8"


class OperatorDesk:
    """Tells the operator of a profile; where the profile names none, it does nothing."""

    def __init__(
        self,
        profile: Profile,
        book: NoticeBook | None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        seconds: float = SECONDS,
        sign: "Sign | None" = None,
    ) -> None:
        self._profile, self._book, self._clock, self._seconds, self._sign = profile, book, clock, seconds, sign

    def told(self, key: str, subject: str, text: str) -> bool:
        """Tell what went wrong by every way there is, once for each key; whether somebody was told by this call.

        Keys are of the profile and at most 200 characters are kept of one. Where nobody could be told, a later call (any call)
        tries again, less and less often, for about a week. Where the archive cannot be written, nobody is told: it would be
        told every minute; the ping tells of that.
        """
        until = time.monotonic() + self._seconds
        if not self._ways():
            return False
        try:
            said = without_addresses(f"{_line(subject)}\n\n{text}")  # a server's answer may hold one
            if self._book:
                notice = self._book.begin(self._own(key), said, now=self._clock())
            else:
                notice = Notice(key=self._own(key), text=said)
            done = notice is not None and self._tell(notice, until)
        except BriefingError as error:
            _say(f"the operator cannot be told: {error}")
            return False
        self._retry(until)
        return done

    def retry(self) -> None:
        """Tell what nobody could be told before, as far as its pause is over."""
        if self._ways():
            self._retry(time.monotonic() + self._seconds)

    def ping(self, signal: Signal, text: str = "") -> bool:
        """Tell the dead man's switch that a run has begun, went well or failed; whether it took it.

        As healthchecks.io and its like have it: success at the address itself, the others at /start and /fail below it, and
        `text` as the body, for its log.
        """
        url = self._profile.operator.ping
        if not url:
            return False
        address = url if signal == "success" else below(url, signal)
        body = without_addresses(text[:_LONGEST]).encode("utf-8", "replace")
        until = time.monotonic() + self._seconds
        why: str | None = "its time was up"
        for _ in range(_PING_TRIES):
            left = until - time.monotonic()
            if left <= 0:
                break
            # Each try has half the time, so that a server that hangs once is asked again.
            [why] = _within([partial(post, address, body, seconds=left)], min(left, self._seconds / _PING_TRIES))
            if why is None:
                return True
        _say(f"the dead man's switch was not reached ({signal}): {why}")
        return False

    def _retry(self, until: float) -> None:
        try:
            for notice in self._book.again(self._own(""), now=self._clock()) if self._book else ():
                if time.monotonic() < until - 1:
                    self._tell(notice, until)
        except BriefingError as error:
            _say(f"what the operator was not told cannot be looked up: {error}")

    def _tell(self, notice: Notice, until: float) -> bool:
        left = max(0.5, until - time.monotonic())
        ways = self._ways()
        reasons = _within([partial(way, notice, left) for way in ways.values()], left)
        for name, why in zip(ways, reasons, strict=True):
            if why is not None:
                _say(f"the operator was not told by {name}: {why}")
        if not any(why is None for why in reasons):
            return False
        if self._book:
            self._book.told(notice.key, now=self._clock())
        return True

    def _ways(self) -> dict[str, Callable[[Notice, float], str | None]]:
        operator = self._profile.operator
        ways: dict[str, Callable[[Notice, float], str | None]] = {}
        if operator.mail and self._profile.mail:
            ways["mail"] = self._by_mail
        if operator.webhook:
            ways["webhook"] = self._by_webhook
        return ways

    def _by_webhook(self, notice: Notice, seconds: float) -> str | None:
        subject, _, text = notice.text.partition("\n\n")
        key = notice.key.removeprefix(self._own(""))
        # `text` is what chat services show; the rest is for programs.
        said = {"text": f"{subject}\n\n{text}", "subject": subject, "profile": self._profile.id, "key": key}
        body = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
        return post(self._profile.operator.webhook or "", body, kind=_JSON, seconds=seconds)

    def _by_mail(self, notice: Notice, seconds: float) -> str | None:
        from briefing.commands.operator_mail import mailed  # noqa: PLC0415 - a mail client and more, for the day it is needed

        subject, _, text = notice.text.partition("\n\n")
        return mailed(self._profile, notice.key, subject, text, now=self._clock(), seconds=seconds, sign=self._sign)

    def _own(self, key: str) -> str:
        return f"{self._profile.id}/{key}"


def operator_for(
    profile: Profile, archive: SqlArchive | None, *, seconds: float = SECONDS, sign: "Sign | None" = None
) -> OperatorDesk:
    """Whoever tells the operator of a profile; without an archive everything is told, as often as it is said.

    `sign` signs the mails, where the profile has a key for that.
    """
    return OperatorDesk(profile, archive.notices() if archive else None, seconds=seconds, sign=sign)


def _within(jobs: Sequence[Callable[[], str | None]], seconds: float) -> list[str | None]:
    """What each job says, all at once and within a time in all; they go on in the background where it is up, and nobody waits."""
    said: list[str | None] = ["the server did not answer in time"] * len(jobs)

    def do(number: int, job: Callable[[], str | None]) -> None:
        try:
            said[number] = job()
        except Exception as error:  # noqa: BLE001 - whatever it is, the run goes on
            said[number] = f"unexpected: {type(error).__name__}"

    until = time.monotonic() + seconds
    threads = [threading.Thread(target=do, args=(number, job), daemon=True) for number, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return list(said)


def _line(text: str) -> str:
    return " ".join(text.split())[:200]


def _say(text: str) -> None:
    print(f"briefing: {text}", file=sys.stderr, flush=True)
